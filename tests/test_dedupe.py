from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from feedbot import dedupe
from feedbot.model import Article

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LONG = " ".join(f"word{n}" for n in range(200))
ARTICLE = Article(url="https://example.org/a", title="A bridge opens", content=f"<p>{LONG}</p>", text=LONG)


@pytest.mark.parametrize(
    "same",
    [
        "http://example.org/a",
        "https://www.example.org/a/",
        "https://m.example.org/a?utm_source=x#top",
        "https://example.org/a/amp/",
        "HTTPS://EXAMPLE.org/a",
    ],
)
def test_all_spellings_of_one_address_have_one_id(same: str) -> None:
    assert dedupe.mint(dedupe.key(same)) == dedupe.entry(ARTICLE, NOW).id


def test_another_page_has_another_id() -> None:
    assert dedupe.mint(dedupe.key("https://example.org/a?id=2")) != dedupe.entry(ARTICLE, NOW).id


def test_an_edited_title_text_or_date_does_not_move_the_id() -> None:
    edited = replace(ARTICLE, title="Bridge opens late", text="other", published=date(2026, 1, 1))
    assert dedupe.entry(edited, NOW).id == dedupe.entry(ARTICLE, NOW).id


def test_a_copy_under_another_address_of_the_site_has_the_same_fingerprint() -> None:
    copy = replace(ARTICLE, url="https://news.example.org/copy", title="A BRIDGE  opens")
    assert dedupe.fingerprint(copy) == dedupe.fingerprint(ARTICLE)


def test_a_copy_on_another_site_is_an_article_of_its_own() -> None:
    copy = replace(ARTICLE, url="https://other.example/copy")
    assert dedupe.fingerprint(copy) != dedupe.fingerprint(ARTICLE)


def test_short_texts_that_are_alike_are_no_copies() -> None:
    short = replace(ARTICLE, text="Bins are collected on Tuesday.")
    assert dedupe.fingerprint(short) != dedupe.fingerprint(replace(short, url="https://example.org/next-week"))


def test_an_article_without_a_date_is_published_when_it_was_first_seen() -> None:
    assert dedupe.entry(ARTICLE, NOW).published == NOW


def test_a_date_in_the_future_becomes_the_time_it_was_first_seen() -> None:
    assert dedupe.entry(replace(ARTICLE, published=date(2031, 1, 1)), NOW).published == NOW


def test_a_plain_date_is_noon_in_the_sources_zone() -> None:
    entry = dedupe.entry(replace(ARTICLE, published=date(2026, 11, 3)), NOW, ZoneInfo("America/New_York"))
    assert entry.published == datetime(2026, 11, 3, 17, 0, tzinfo=UTC)


def test_updated_is_never_before_published() -> None:
    article = replace(ARTICLE, published=date(2026, 11, 3), modified=date(2026, 11, 1))
    entry = dedupe.entry(article, NOW)
    assert entry.updated == entry.published
