"""Nouns go into rows and come out the same, however wild they are."""

from __future__ import annotations

from collections import namedtuple
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from feedbot.model import Article, Entry, Failure, Image, Link, Provenance, Report
from feedbot.store import values

offsets = st.builds(lambda minutes: timezone(timedelta(minutes=minutes)), st.integers(-1439, 1439))
whens = st.none() | st.dates() | st.datetimes(timezones=st.none() | offsets)
aware = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=offsets)
wild = st.text(st.characters(codec=None))  # lone surrogates and NUL among them
tame = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
images = st.none() | st.builds(Image, wild, st.none() | st.integers(0, 9999), st.none() | st.integers(0, 9999), wild)
names = st.lists(wild, max_size=3).map(tuple)


@given(aware)
def test_times_are_exact(at: datetime) -> None:
    assert values.time(values.ticks(at)) == at


def test_later_times_have_more_ticks() -> None:
    at = datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    assert values.ticks(at) == -1
    assert values.ticks(at + timedelta(microseconds=1)) == 0


@given(st.builds(Link, tame, wild, whens, wild, images, names, wild, why=wild))
def test_links_come_back(link: Link) -> None:
    row = values.link_row(link, "key", 0)
    found = values.link(row["url"], link.position, row["listed"])
    assert found == link
    assert type(found.published) is type(link.published)


articles = st.builds(
    Article,
    *(tame, tame, tame, tame),
    authors=names,
    published=whens,
    modified=whens,
    summary=tame,
    image=images,
    tags=names,
    section=tame,
    language=tame,
    partial=tame,
    provenance=st.dictionaries(wild, st.builds(Provenance, wild, names), max_size=2),
)


@given(articles, aware, aware, aware)
def test_entries_come_back(article: Article, published: datetime, updated: datetime, seen: datetime) -> None:
    row = values.entry_row(Entry("urn:1", article, published, updated, seen, "print", 7), "key", "town")
    found = values.entry(namedtuple("Row", row)(**row), [])
    assert found.article == article
    assert (found.published, found.updated, found.first_seen) == (published, updated, seen)
    assert (found.id, found.fingerprint, found.revision) == ("urn:1", "print", 7)


@given(wild)
def test_what_is_stored_can_be_encoded_and_nothing_else_is_lost(string: str) -> None:
    kept = values.storable(string)
    assert b"\0" not in kept.encode()
    assert kept == string or "\0" in string or any("\ud800" <= letter <= "\udfff" for letter in string)


failures = st.builds(Failure, wild, wild, wild, wild, st.booleans(), wild)


@given(st.dictionaries(wild, st.integers(), max_size=3), st.lists(failures, max_size=2).map(tuple), names)
def test_reports_come_back(dropped: dict[str, int], failed: tuple[Failure, ...], written: tuple[str, ...]) -> None:
    started = datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC)
    made = Report("town", started, 1.25, 2, 1, 25, 3, 1, 1, dropped, written, failed, 30, 1000)
    assert values.report(values.report_row(made)["report"]) == made


def test_a_report_of_another_release_is_read_as_far_as_it_is_known() -> None:
    said = '{"source":"town","started":"2026-03-01T12:00:00+00:00","new":2,"mood":"fine"}'
    assert values.report(said) == Report("town", datetime(2026, 3, 1, 12, tzinfo=UTC), new=2)


def test_categories_are_named_once_whatever_their_case() -> None:
    article = Article("u", "", "", "", tags=("NEWS", "Sport"), section="news", published=date(2026, 3, 1))
    now = datetime(2026, 3, 1, tzinfo=UTC)
    row = values.entry_row(Entry("urn:1", article, now, now, now, ""), "key", "town")
    assert values.entry(namedtuple("Row", row)(**row), ["", "News"]).categories == ("News", "Sport")
