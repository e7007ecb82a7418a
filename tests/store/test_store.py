"""What every store does, whatever database is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from feedbot import urls
from feedbot.errors import Stopped, StoreError
from feedbot.model import Article, Entry, Failure, Image, Link, Page, Provenance, Report, Section
from feedbot.store import Store, Unread, open_store

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEWS = Section("https://town.example/news/", "News")
SPORT = Section("https://town.example/sport/", "Sport")


def links(*names: str) -> list[Link]:
    return [Link(f"https://town.example/{name}", name.title(), position=place) for place, name in enumerate(names)]


def page(section: Section = NEWS, etag: str = '"1"') -> Page:
    return Page(section.url, b"", etag=etag, last_modified="Sun, 01 Mar 2026 11:00:00 GMT")


def sight(store: Store, *names: str, source: str = "town", section: Section = NEWS, at: datetime = NOON) -> int:
    return store.sight(source, section, page(section), links(*names), at)


def article(name: str = "fire", **more: object) -> Article:
    said = {"url": f"https://town.example/{name}", "title": name.title(), "content": "<p>Text.</p>", "text": "Text."}
    return Article(**said | more)  # type: ignore[arg-type]


def entry(name: str = "fire", at: datetime = NOON, **more: object) -> Entry:
    told = article(name, **more)
    return Entry(f"urn:{urls.identity(told.url)}", told, at, at, NOON, f"print of {name}")


def add(store: Store, *names: str, source: str = "town", at: datetime = NOON) -> None:
    for name in names:
        assert store.add(entry(name, at), links(name)[0], source, at)


def titles(entries: Sequence[Entry]) -> list[str]:
    return [found.article.title for found in entries]


def due(store: Store, source: str = "town", at: datetime = NOON) -> list[str]:
    return [found.link.title for found in store.due(source, at)]


FULL = Article(
    url="https://town.example/fire",
    title="Fire «at» the mill 🔥",
    content="<p>It burned.</p>",
    text="It burned.\n\nAll night.",
    authors=("Ann Lee", "Bo Özil"),
    published=date(2026, 2, 28),
    modified=datetime(2026, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    summary="It burned.",
    image=Image("https://town.example/fire.jpg", 640, None, "The mill"),
    tags=("Fire", "news"),
    section="Local",
    language="en",
    partial="paywall",
    provenance={"title": Provenance("og:title", ("h1: Fire",)), "authors": Provenance("json-ld")},
)


# Section pages


def test_a_new_store_knows_nothing(store: Store) -> None:
    assert store.validators("town", NEWS.url) == ("", "")
    assert store.due("town", NOON) == []
    assert store.latest("town", 10) == ()
    assert store.counts().get("town", 0) == 0
    assert store.token("town.atom") == ""
    assert store.robots("town.example") is None
    assert store.last_runs() == {}


def test_sight_tells_how_many_links_are_new(store: Store) -> None:
    assert sight(store, "fire", "flood") == 2
    assert sight(store, "mayor", "fire", "flood", at=NOON + HOUR) == 1
    assert sight(store, "fire", source="county") == 0


def test_an_empty_section_page_is_no_error(store: Store) -> None:
    assert sight(store) == 0
    assert store.validators("town", NEWS.url) == ('"1"', "Sun, 01 Mar 2026 11:00:00 GMT")


def test_spellings_of_one_address_are_one_link(store: Store) -> None:
    twice = [Link("https://www.town.example/fire/", "First"), Link("http://town.example/fire?utm_source=x", "Second")]
    assert store.sight("town", NEWS, page(), twice, NOON) == 1
    assert due(store) == ["First"]


def test_links_and_validators_stand_or_fall_together(store: Store) -> None:
    broken = Section(NEWS.url, None)  # type: ignore[arg-type]  # refused by the database after the links went in
    with pytest.raises(Exception, match=r"(?i)null"):
        store.sight("town", broken, page(), links("fire"), NOON)
    assert store.validators("town", NEWS.url) == ("", "")
    assert sight(store, "fire") == 1


def test_an_unchanged_visit_keeps_links_and_validators(store: Store) -> None:
    sight(store, "fire")
    store.unchanged("town", NEWS, NOON + HOUR)
    assert store.validators("town", NEWS.url)[0] == '"1"'
    assert due(store) == ["Fire"]


def test_two_sources_of_one_page_have_validators_of_their_own(store: Store) -> None:
    sight(store, "fire")
    assert store.validators("county", NEWS.url) == ("", ""), "a 304 would hide from it what it never saw"


# Links to collect


def test_due_gives_back_what_the_section_page_said(store: Store) -> None:
    link = Link(
        "https://town.example/fire",
        "Fire",
        published=datetime(2026, 3, 1, 9, 30),
        summary="It burned.",
        image=Image("https://town.example/fire.jpg", 64, 48),
        authors=("Ann Lee",),
        section="Local",
        position=3,
        why="card",
    )
    store.sight("town", NEWS, page(), [link], NOON)
    store.sight("town", SPORT, page(SPORT), [replace(link, title="Other", position=0)], NOON + HOUR)
    found = store.due("town", NOON)
    assert [item.link for item in found] == [link]
    assert found[0].tries == 0


def test_due_keeps_to_the_source_and_the_order(store: Store) -> None:
    sight(store, "c", "b", "a")
    sight(store, "d", section=SPORT, at=NOON + HOUR)
    sight(store, "e", source="county")
    assert due(store) == ["C", "B", "A", "D"]


def test_a_failed_link_is_due_when_its_time_comes(store: Store) -> None:
    sight(store, "fire")
    link = store.due("town", NOON)[0].link
    store.note(link, "failed", "answered 500", NOON, NOON + HOUR)
    assert due(store, at=NOON + HOUR - timedelta(microseconds=1)) == []
    again = store.due("town", NOON + HOUR)
    assert [(item.link, item.tries) for item in again] == [(link, 1)]
    store.note(link, "failed", "answered 500", NOON + HOUR, NOON + 2 * HOUR)
    assert [item.tries for item in store.due("town", NOON + 2 * HOUR)] == [2]


def test_a_rejected_link_is_not_asked_for_again(store: Store) -> None:
    sight(store, "fire")
    store.note(links("fire")[0], "rejected", "no text", NOON)
    assert due(store, at=NOON + 1000 * HOUR) == []
    assert sight(store, "fire", at=NOON + HOUR) == 0
    assert due(store, at=NOON + 1000 * HOUR) == []


def test_links_that_came_to_nothing_are_told_with_their_reasons_and_counted_by_source(store: Store) -> None:
    for source in ("town", "region"):
        sight(store, "fire", "flood", source=source)
    sight(store, "fire", section=SPORT)
    sight(store, "storm", source="other")
    fire, flood, storm = links("fire", "flood", "storm")
    store.note(fire, "rejected", "no text", NOON)
    store.note(flood, "failed", "answered 500", NOON, NOON + HOUR)
    store.note(storm, "rejected", "a PDF", NOON)
    told = [Unread(fire.url, "no text", None), Unread(flood.url, "answered 500", NOON + HOUR)]
    assert store.unread(["town", "region"]) == {"town": told, "region": told}
    both = {(name, verdict): 1 for name in ("town", "region") for verdict in ("failed", "rejected")}
    assert store.unread_counts() == both | {("other", "rejected"): 1}


def test_a_link_may_be_noted_that_no_section_showed(store: Store) -> None:
    store.note(links("fire")[0], "failed", "answered 404", NOON, NOON)
    assert sight(store, "fire") == 0
    assert [item.tries for item in store.due("town", NOON)] == [1]


def stand_in(name: str = "fire") -> Entry:
    return entry(name, content="", text="In short.", partial="answered 500")


def test_what_stands_in_for_an_article_keeps_its_link_due_until_the_article_fills_it(store: Store) -> None:
    sight(store, "fire")
    [link] = links("fire")
    assert store.stand_in(stand_in(), link, "town", "failed", "answered 500", NOON, NOON + HOUR)
    assert not store.stand_in(stand_in(), link, "town", "failed", "answered 500", NOON, NOON + HOUR)
    assert [found.article.partial for found in store.latest("town", 9)] == ["answered 500"]
    assert due(store, at=NOON + HOUR) == ["Fire"]
    store.note(link, "failed", "answered 500", NOON + HOUR, NOON + 3 * HOUR)
    assert due(store, at=NOON + 2 * HOUR) == []
    assert store.fill(entry(), link, "town", NOON + 3 * HOUR)
    [filled] = store.latest("town", 9)
    assert (filled.article.content, filled.revision, filled.updated) == ("<p>Text.</p>", 2, NOON + 3 * HOUR)
    assert due(store, at=NOON + 1000 * HOUR) == []
    assert not store.fill(entry(), link, "town", NOON + 4 * HOUR)


def test_an_article_that_is_there_already_fills_nothing(store: Store) -> None:
    sight(store, "fire", "flood")
    flood = links("fire", "flood")[1]
    assert store.stand_in(stand_in("flood"), flood, "town", "failed", "answered 500", NOON, NOON)
    add(store, "fire")
    assert not store.fill(entry(), flood, "town", NOON)  # the flood's page turned out to be the fire's
    assert not store.add(entry(), flood, "town", NOON)
    assert due(store, at=NOON + 1000 * HOUR) == []


def test_what_stood_in_for_an_article_goes_where_the_article_came_by_another_address(store: Store) -> None:
    for source in ("town", "region"):
        sight(store, "fire", "flood", source=source)
    flood = links("fire", "flood")[1]
    store.stand_in(stand_in("flood"), flood, "town", "failed", "answered 500", NOON, NOON)
    add(store, "fire")
    store.fill(entry(), flood, "town", NOON)
    store.add(entry(), flood, "town", NOON)
    sight(store, "fire", "flood")
    for source in ("town", "region"):
        assert [found.article.content for found in store.latest(source, 9)] == ["<p>Text.</p>"]


def test_an_article_fills_what_stands_in_for_it_under_another_link(store: Store) -> None:
    sight(store, "fire", "flood")
    fire, flood = links("fire", "flood")
    for link, name in ((fire, "fire"), (flood, "flood")):
        store.stand_in(stand_in(name), link, "town", "failed", "answered 500", NOON, NOON)
    assert store.fill(entry("fire"), flood, "town", NOON)
    assert [found.article.content for found in store.latest("town", 9)] == ["<p>Text.</p>"]
    assert not store.fill(entry("fire"), fire, "town", NOON)
    assert not store.add(entry("fire"), fire, "town", NOON)
    assert due(store, at=NOON + 1000 * HOUR) == []


def test_late_news_of_a_failure_does_not_take_an_entry_away(store: Store) -> None:
    sight(store, "fire")
    add(store, "fire")
    store.note(links("fire")[0], "failed", "answered 500", NOON, NOON)
    assert due(store) == []
    assert titles(store.latest("town", 10)) == ["Fire"]


# Entries


@pytest.mark.parametrize(
    "told",
    [
        FULL,
        article(),
        article(published=datetime(2026, 2, 28, 23, 59, 59, 5)),
        article(published=datetime(2026, 2, 28, 23, 59, tzinfo=timezone(-timedelta(hours=9, minutes=30)))),
    ],
)
def test_an_entry_comes_back_as_it_went_in(store: Store, told: Article) -> None:
    made = Entry("urn:1", told, NOON, NOON + HOUR, NOON - HOUR, "print", revision=3)
    assert store.add(made, Link(told.url), "town", NOON)
    (found,) = store.latest("town", 10)
    assert replace(found, categories=()) == made
    assert type(found.article.published) is type(told.published)
    assert repr(found.article.published) == repr(told.published)


def test_an_entry_that_comes_twice_is_one(store: Store) -> None:
    sight(store, "fire")
    assert store.add(entry(), links("fire")[0], "town", NOON)
    before = store.stamp("town", 10)
    assert not store.add(entry(), links("fire")[0], "town", NOON + HOUR)
    assert store.stamp("town", 10) == before
    assert store.counts().get("town", 0) == 1


@pytest.mark.parametrize("other", ["https://www.town.example/fire/", "https://town.example/copy"])
def test_a_copy_under_another_address_is_no_new_entry(store: Store, other: str) -> None:
    sight(store, "fire")
    add(store, "fire")
    store.sight("county", SPORT, page(SPORT), [Link("https://county.example/fire")], NOON)
    copy = replace(entry(), id="urn:other", article=article(url=other, title="Copy"))
    assert not store.add(copy, Link("https://county.example/fire"), "county", NOON)
    assert store.due("county", NOON) == []
    assert [(found.id, found.categories) for found in store.latest("county", 10)] == [(entry().id, ("Sport",))]
    assert store.latest("town", 10)[0].categories == ("News",)


def test_the_address_tells_more_than_the_text(store: Store) -> None:
    add(store, "fire", "flood")
    both = replace(entry("fire"), fingerprint=entry("flood").fingerprint)
    assert not store.add(both, links("other")[0], "county", NOON)
    assert titles(store.latest("county", 10)) == ["Fire"]


def test_a_stored_link_that_another_source_shows_needs_no_fetch(store: Store) -> None:
    sight(store, "fire")
    add(store, "fire")
    assert sight(store, "fire", source="county") == 0
    assert due(store, "county") == []
    assert titles(store.latest("county", 10)) == ["Fire"]


def test_every_source_that_showed_the_link_shows_the_entry(store: Store) -> None:
    sight(store, "fire")
    sight(store, "fire", source="county")
    add(store, "fire", source="county")
    assert titles(store.latest("town", 10)) == ["Fire"]


def test_latest_is_newest_first_and_no_more_than_asked(store: Store) -> None:
    for hours, name in enumerate(["a", "c", "b"]):
        add(store, name, at=NOON + hours * HOUR)
    add(store, "other", source="county")
    assert titles(store.latest("town", 10)) == ["B", "C", "A"]
    assert titles(store.latest("town", 2)) == ["B", "C"]
    assert store.counts().get("town", 0) == 3


def test_headlines_are_the_latest_with_what_a_list_shows(store: Store) -> None:
    store.add(Entry("urn:1", FULL, NOON, NOON, NOON, "print"), links("fire")[0], "town", NOON)
    whole, headline = store.latest("town", 10)[0], store.headlines("town", 10)[0]
    assert whole.article.content
    short = Article(whole.article.url, whole.article.title, content="", text="", language=whole.article.language)
    assert headline == replace(whole, article=short, categories=())


def test_categories_are_the_sections_then_what_the_article_says(store: Store) -> None:
    sight(store, "fire", section=SPORT)
    sight(store, "fire", section=Section("https://town.example/"), at=NOON + HOUR)
    sight(store, "fire", section=NEWS, at=NOON + 2 * HOUR)
    sight(store, "fire", source="county", section=Section("https://county.example/", "Else"))
    store.add(Entry("urn:1", FULL, NOON, NOON, NOON, "print"), links("fire")[0], "town", NOON)
    assert store.latest("town", 10)[0].categories == ("Sport", "News", "Local", "Fire")
    assert store.latest("county", 10)[0].categories == ("Else", "Local", "Fire", "news")


def test_the_stamp_changes_with_the_feed_alone(store: Store) -> None:
    stamps = [store.stamp("town", 2)]
    for change in (
        lambda: sight(store, "fire", "flood"),
        lambda: add(store, "fire"),
        lambda: sight(store, "fire", section=SPORT, at=NOON + HOUR),
        lambda: add(store, "flood"),
    ):
        change()
        stamps.append(store.stamp("town", 2))
    assert stamps[0] == stamps[1], "links without an entry are not in the feed"
    assert len(set(stamps)) == 4
    sight(store, "fire", "flood", at=NOON + 2 * HOUR)
    add(store, "other", source="county")
    add(store, "old", at=NOON - HOUR)
    assert store.stamp("town", 2) == stamps[-1]


def test_no_character_of_the_web_is_too_strange(store: Store) -> None:
    strange = "a\0b\ud800c\x1b"
    assert store.sight("town", NEWS, page(), [Link("https://town.example/fire", strange, summary=strange)], NOON) == 1
    odd = article(title=strange, tags=(strange,), summary=strange)
    assert store.add(Entry("urn:1", odd, NOON, NOON, NOON, "print"), links("fire")[0], "town", NOON)
    store.note(links("flood")[0], "rejected", strange, NOON)
    (found,) = store.latest("town", 10)
    assert found.article.title == "abc"
    assert found.article.tags == (strange,)


def test_copies_that_are_stored_at_once_are_one_entry(store: Store) -> None:
    copies = [replace(entry(name), fingerprint="of all of them") for name in "abcdefgh"]
    together = Barrier(len(copies), timeout=30)

    def put(copy: Entry) -> bool:
        together.wait()
        return store.add(copy, Link(copy.article.url, "Copy"), "town", NOON)

    with ThreadPoolExecutor(len(copies)) as pool:
        assert sum(pool.map(put, copies)) == 1
    assert len(store.latest("town", 99)) == 1


def test_sixteen_threads_at_once_lose_and_double_nothing(store: Store) -> None:
    names = [f"story-{number}" for number in range(80)]
    sight(store, *names)

    def collect(name: str) -> bool:
        store.stamp("town", 50)
        return store.add(entry(name), links(name)[0], "town", NOON)

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(collect, names * 2)) == len(names)
    assert store.counts().get("town", 0) == len(names)
    assert due(store) == []


# Runs, tokens, robots.txt


def test_a_token_is_what_was_last_set(store: Store) -> None:
    store.set_token("town.atom", "1", NOON)
    store.set_token("town.atom", "2", NOON)
    store.set_token("town.rss", "3", NOON)
    assert (store.token("town.atom"), store.token("town.rss")) == ("2", "3")
    assert store.tokens(["town.atom", "town.rss", "never.made"]) == {"town.atom": "2", "town.rss": "3"}
    assert store.tokens([]) == {}


def report(source: str, at: datetime, *messages: str) -> Report:
    failures = tuple(Failure(NEWS.url, "bad-status", message, "wait", retry=True) for message in messages)
    return Report(source, at, 1.5, 2, 1, 25, 3, dropped={"menu": 7}, written=("town.atom",), failures=failures)


def test_last_runs_tell_how_each_source_is_doing(store: Store) -> None:
    for hours, messages in enumerate([("old",), (), ("first",), ("second", "third")]):
        store.record(report("town", NOON + hours * HOUR, *messages))
    store.record(report("county", NOON))
    runs = store.last_runs()
    assert list(runs) == ["county", "town"]
    assert runs["county"].report == report("county", NOON)
    assert (runs["county"].failures, runs["county"].error, runs["county"].succeeded) == (0, None, NOON)
    town = runs["town"]
    assert town.report == report("town", NOON + 3 * HOUR, "second", "third")
    assert (town.failures, town.succeeded, town.failed) == (2, NOON + HOUR, NOON + 3 * HOUR)
    assert town.error
    assert town.error.message == "third"


def test_the_last_error_stays_after_a_good_run(store: Store) -> None:
    store.record(report("town", NOON, "broken"))
    store.record(report("town", NOON + HOUR))
    town = store.last_runs()["town"]
    assert (town.failures, town.failed) == (0, NOON)
    assert town.error
    assert town.error.message == "broken"


def test_old_runs_are_forgotten_but_for_the_last_of_each_kind(store: Store) -> None:
    store.record(report("town", NOON - 2 * HOUR, "forgotten"))
    store.record(report("town", NOON - HOUR, "broken"))
    store.record(report("town", NOON))
    for days in range(40, 43):
        store.record(report("town", NOON + timedelta(days=days), "again"))
    town = store.last_runs()["town"]
    assert (town.failures, town.succeeded) == (3, NOON)


def test_a_host_that_asked_for_silence_is_remembered_until_when(store: Store) -> None:
    assert store.silence("town.example") is None
    store.keep_silence("town.example", 429, 1772366400.0)
    store.keep_silence("town.example", 503, 1772370000.0)
    assert store.silence("town.example") == (503, 1772370000.0)
    assert store.silence("other.example") is None


def test_robots_txt_is_kept_with_its_time(store: Store) -> None:
    store.keep_robots("town.example", "User-agent: *", 1772366400.25)
    store.keep_robots("town.example", "", 1772366401.5)
    assert store.robots("town.example") == ("", 1772366401.5)


# Taking turns


def test_one_store_at_a_time_has_the_turn(store: Store, url: str, tmp_path: Path) -> None:
    told: list[str] = []
    other = open_store(url, base=tmp_path)
    with store.turn(0, told.append):
        with pytest.raises(StoreError, match="gave up after"), other.turn(0.1, told.append):
            pass
        assert other.token("town.atom") == "", "looking does not need the turn"
    with other.turn(0, told.append):
        pass
    other.close()
    assert len(told) == 1
    assert told[0].endswith("; waiting")


def test_who_waits_gets_the_turn_when_the_other_is_done(store: Store, url: str, tmp_path: Path) -> None:
    other, waiting = open_store(url, base=tmp_path), Event()

    def wait() -> bool:
        with other.turn(30, lambda _: waiting.set()):
            return True

    with ThreadPoolExecutor(1) as pool:
        with store.turn(0, print):
            later = pool.submit(wait)
            assert waiting.wait(30)
            assert not later.done()
        assert later.result()
    other.close()


def test_threads_wait_for_the_turn_side_by_side_and_a_stop_ends_that(store: Store, url: str, tmp_path: Path) -> None:
    other, waiting, stop = open_store(url, base=tmp_path), Event(), Event()
    ended: list[BaseException | None] = []

    def wait() -> None:
        with pytest.raises((StoreError, Stopped)) as caught, other.turn(30, lambda _: waiting.set(), stop):
            pass
        ended.append(caught.value)

    with store.turn(0, print):
        thread = Thread(target=wait)
        thread.start()
        waiting.wait(30)
        with pytest.raises(StoreError, match="gave up after 0 s"), other.turn(0, print):
            pass
        assert ended == [], "the second gave up while the first still waits"
        stop.set()
        thread.join()
    assert [type(error) for error in ended] == [Stopped]
    other.close()


def test_the_threads_of_a_process_share_the_turn(store: Store) -> None:
    together = Barrier(3, timeout=30)

    def work(_: int) -> None:
        with store.turn(0, print):
            together.wait()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
