from __future__ import annotations

from datetime import UTC, datetime, timedelta

from feedbot.errors import BadStatus, Disallowed, NoArticle, NotAPage, RateLimited, TooLarge, Unreachable
from feedbot.timing import next_try

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
URL = "https://example.org/a"


def test_what_is_likely_to_pass_is_tried_soon_and_then_ever_later() -> None:
    waits = [next_try(Unreachable(URL, "timed out"), tries, NOW) for tries in (1, 2, 3)]
    assert waits == [NOW + timedelta(minutes=10), NOW + timedelta(minutes=30), NOW + timedelta(minutes=90)]


def test_no_wait_is_longer_than_a_day() -> None:
    assert next_try(Unreachable(URL, "timed out"), 7, NOW) == NOW + timedelta(days=1)


def test_a_missing_page_is_given_up_after_a_few_tries() -> None:
    assert next_try(BadStatus(URL, 404), 2, NOW) is not None
    assert next_try(BadStatus(URL, 404), 3, NOW) is None


def test_what_is_no_page_or_closed_by_robots_txt_is_not_asked_again() -> None:
    assert next_try(NotAPage(URL, "a PDF"), 1, NOW) is None
    assert next_try(TooLarge(URL, "a giant"), 1, NOW) is None
    assert next_try(Disallowed(URL, "robots.txt"), 1, NOW) is None
    assert next_try(Disallowed(URL, "robots.txt cannot be read", after=600), 1, NOW) is not None


def test_a_broken_or_empty_answer_may_be_whole_the_next_time() -> None:
    assert next_try(NotAPage(URL, "empty", retry=True), 1, NOW) == NOW + timedelta(minutes=10)


def test_a_page_without_an_article_gets_one_more_look() -> None:
    assert next_try(NoArticle(URL, "no text"), 1, NOW) == NOW + timedelta(hours=12)
    assert next_try(NoArticle(URL, "no text"), 2, NOW) is None


def test_a_server_is_not_asked_before_the_time_it_names() -> None:
    assert next_try(RateLimited(URL, 429, after=7200), 1, NOW) == NOW + timedelta(hours=2)


def test_a_bug_is_tried_again_a_few_times() -> None:
    assert next_try(ZeroDivisionError(), 1, NOW) is not None
    assert next_try(ZeroDivisionError(), 3, NOW) is None
