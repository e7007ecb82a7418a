"""Publication and change: offsets kept, updates told apart, the most precise of what agrees."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from feedbot.document import Document
from feedbot.extract import metadata
from feedbot.extract.metadata import Metadata
from feedbot.model import ArticleRules, Page

NOW = datetime(2020, 3, 1, tzinfo=UTC)
DAY = date(2020, 2, 25)


def read(
    head: str = "", body: str = "", *, data: object = None, url: str = "https://example.org/a/bridge", zone: str = ""
) -> Metadata:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    html = f'<html lang="en-GB"><head>{head}{script}</head><body>{body}</body></html>'
    return metadata.read(Document(Page(url=url, body=html.encode())), ArticleRules(zone=zone), now=NOW)


def test_the_offset_is_kept() -> None:
    found = read(data={"@type": "NewsArticle", "datePublished": "2020-02-25T10:00:00+02:00"}).published
    assert isinstance(found, datetime)
    assert found.isoformat() == "2020-02-25T10:00:00+02:00"


@pytest.mark.parametrize(
    "marked",
    [
        '<span itemprop="datePublished" content="2020-02-25T10:00:00+02:00"></span>',
        '<span property="schema:datePublished" content="2020-02-25T10:00:00+02:00"></span>',
        '<span property="dc:date dc:created" content="2020-02-25T10:00:00+02:00">Tuesday</span>',
        '<time property="datePublished" datetime="2020-02-25T10:00:00+02:00">Tuesday</time>',
    ],
)
def test_microdata_and_rdfa_date_the_article(marked: str) -> None:
    found = read(body=f"<article><h1>Bridge</h1>{marked}<p>Text of the bridge.</p></article>")
    assert found.published == datetime(2020, 2, 25, 10, tzinfo=timezone(timedelta(hours=2)))
    assert found.provenance["published"].signal == "property datepublished"


def test_a_post_that_was_never_changed_is_called_both_published_and_updated() -> None:
    stamp = '<time class="entry-date published updated" datetime="2020-02-25T10:00:00+02:00">25 February 2020</time>'
    found = read(body=f"<article><h1>Bridge</h1>{stamp}<p>Text of the bridge.</p></article>")
    assert found.published == datetime(2020, 2, 25, 10, tzinfo=timezone(timedelta(hours=2)))


def test_the_date_of_a_quoted_post_is_not_the_article_s() -> None:
    post = "<blockquote><p>Opens soon</p>Ann (@ann) <a href='https://x.com/1'>25 Feb 2020</a></blockquote>"
    assert read(body=f"<h1>Bridge</h1><p>Text of the bridge.</p>{post}").published is None


def test_a_day_stays_a_day() -> None:
    found = read(body="<h1>Bridge</h1><p>25 February 2020</p><p>Text</p>")
    assert found.published == DAY
    assert not isinstance(found.published, datetime)
    assert found.provenance["published"].signal == "text"


def test_utc_takes_the_offset_of_the_place_where_the_page_shows_it() -> None:
    told = '<meta property="article:published_time" content="2020-02-26T03:05:00Z">'
    shown = "<h1>Bridge</h1><p>25 February 2020, 7:05 pm</p><p>Text</p>"
    found = read(told, shown).published
    assert found == datetime(2020, 2, 25, 19, 5, tzinfo=timezone(timedelta(hours=-8)))
    assert isinstance(found, datetime)
    assert found.date() == DAY


def test_a_day_is_made_precise_by_a_time_of_that_day() -> None:
    data = {"@type": "NewsArticle", "datePublished": "2020-02-25"}
    head = '<meta property="article:published_time" content="2020-02-25T10:00:00+01:00">'
    assert read(head, data=data).published == datetime(2020, 2, 25, 10, tzinfo=timezone(timedelta(hours=1)))


def test_the_zone_of_the_source_is_for_times_that_name_none() -> None:
    found = read(data={"@type": "NewsArticle", "datePublished": "2020-02-25T10:00:00"}, zone="Europe/Berlin").published
    assert found == datetime(2020, 2, 25, 10, tzinfo=timezone(timedelta(hours=1)))


def test_an_update_is_no_publication() -> None:
    body = "<h1>Bridge</h1><p>Updated 28 February 2020</p><p>Published 25 February 2020</p><p>Text</p>"
    found = read(body=body)
    assert found.published == DAY
    only = read(body="<h1>Bridge</h1><p>Last updated</p><p>28 February 2020</p><p>Text</p>")
    assert only.published is None
    assert only.modified == date(2020, 2, 28)


@pytest.mark.parametrize(
    "stamp",
    [
        "<p>Published 25 February 2020</p><p>Last updated 28 February 2020</p>",
        "<p>Published: 25 February 2020 | Updated: 28 February 2020</p>",
        "<p>25 February 2020</p><p>By Ann Lee</p><p>Updated: <span>28 February 2020</span></p>",
        "<b><time class=published datetime=2020-02-25></time> <time class=updated datetime=2020-02-28></time></b>",
    ],
)
def test_a_change_is_told_behind_the_publication(stamp: str) -> None:
    found = read(body=f"<h1>Bridge</h1>{stamp}<p>Text</p>")
    assert (found.published, found.modified) == (DAY, date(2020, 2, 28))


@pytest.mark.parametrize(
    "stamp",
    [
        "<p>Updated 27 February 2020 Published 25 February 2020</p>",
        "<p>Mis à jour le 27/02/2020 Publié le 25/02/2020</p>",
        "<p>Publié le 25/02/2020, mis à jour le 27/02/2020</p>",
        "<div>Updated: 27 February 2020 | Published: 25 February 2020</div>",
        "<p>Text of the bridge.</p><div class='post-meta'>Updated: 27 February 2020, published: 25 February 2020</div>",
    ],
)
def test_two_dates_in_one_line_are_told_apart(stamp: str) -> None:
    assert read(body=f"<h1>Bridge</h1>{stamp}<p>Text of the bridge.</p>").published == DAY


def test_of_two_dates_in_one_line_the_other_is_the_change() -> None:
    line = "<p class='date'>Mis à jour le 27/02/2020 à 09h00 Publié le 25/02/2020 à 07h30</p>"
    found = read(body=f"<h1>Bridge</h1>{line}<p>Text of the bridge.</p>")
    assert found.published == datetime(2020, 2, 25, 7, 30)
    assert found.modified == datetime(2020, 2, 27, 9)


def test_what_a_class_calls_updated_is_the_change_where_another_date_stands_beside_it() -> None:
    meta = '<span class="updated">2020-02-27T14:12:09+00:00</span><span>February 25th, 2020</span>'
    found = read(body=f"<h1>Bridge</h1>{'<p>Text of the bridge.</p>' * 40}<div class='post-meta'>{meta}</div>")
    assert found.published == DAY
    assert found.modified == datetime(2020, 2, 27, 14, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize("joined", ["Joined:", "Registriert:", "Inscrit le", "Зарегистрирован:"])
def test_the_day_on_which_a_member_joined_is_no_publication(joined: str) -> None:
    member = f"<dl><dd><strong>{joined}</strong> Mon Jan 02, 2012 3:04 pm</dd></dl>"
    post = '<p>by oilcan » <time datetime="2020-02-25T19:21:00+00:00">Tue Feb 25, 2020 7:21 pm</time></p>'
    found = read(body=f"<h1>Bridge</h1><div>{member}{post}<p>Text of the bridge.</p></div>")
    assert found.published == datetime(2020, 2, 25, 19, 21, tzinfo=UTC)


def test_a_time_that_a_script_writes_is_read_from_its_attribute() -> None:
    stamp = '<relative-time datetime="2020-02-25T12:34:56Z">25 Feb 13:34</relative-time>'
    found = read(body=f"<h1>Bridge</h1>{stamp}<p>Text of the bridge.</p>")
    assert found.published == datetime(2020, 2, 25, 12, 34, 56, tzinfo=UTC)


def test_a_job_is_published_when_it_was_posted() -> None:
    assert read(data={"@type": "JobPosting", "title": "Keeper", "datePosted": "2020-02-25"}).published == DAY


def test_a_list_of_other_posts_tells_no_change() -> None:
    others = "<ul><li><a href=/b>Mill</a> <time class=updated datetime=2020-02-28></time></li></ul>"
    assert read(body=f"<h1>Bridge</h1><p>25 February 2020</p><p>Text</p>{others}").modified is None


def test_a_date_at_the_end_of_a_line_of_credits_is_the_publication() -> None:
    credits = "<p>Words: Ana Example \u2014 Photography: Tom Sample \u2014 25 February 2020</p>"
    assert read(body=f"<h1>Bridge</h1>{credits}<p>Text.</p>").published == DAY


def test_a_date_beside_a_smaller_heading_that_the_title_holds_is_the_publication() -> None:
    head, body = "<title>Bridge reopens - Paper</title>", "<h3>Bridge reopens</h3><p>25 February 2020</p><p>Text.</p>"
    assert read(head, body).published == DAY


def test_the_end_of_a_life_or_an_event_is_no_publication() -> None:
    life = "<p>March 3, 1931 \u2013 February 20, 2020</p>"
    assert read(body=f"<h1>Edith</h1>{life}<p>Text.</p>").published is None
    assert read(body=f"<h1>Edith</h1>{life}<p>Published on February 25, 2020</p><p>Text.</p>").published == DAY
    assert read(body=f"<h1>Edith</h1><div class='dates'>{life}</div><p>Text.</p>").published is None


def test_a_date_in_running_text_is_no_publication() -> None:
    body = "<h1>Bridge</h1><p>The bridge was closed on 4 July 2019 because of a storm that nobody had seen coming.</p>"
    assert read(body=body).published is None


def test_a_day_in_the_address_counts() -> None:
    assert read(url="https://example.org/2020/02/25/bridge").published == DAY


def test_what_lies_in_the_future_or_before_the_web_is_passed_over() -> None:
    head = (
        '<meta property="article:published_time" content="2031-01-01T00:00:00Z"><meta name="date" content="1970-01-01">'
    )
    assert read(head, url="https://example.org/2020/02/25/bridge").published == DAY


def test_days_and_months_follow_the_page_s_language() -> None:
    assert read('<meta name="date" content="03/02/2020">').published == date(2020, 2, 3)


def test_dates_of_other_articles_in_lists_are_not_taken() -> None:
    text = "<p>" + "The bridge is open again, and nobody knows for how long. " * 4 + "</p>"
    others = "<div class=related><time datetime=2019-01-01>1 January</time><time datetime=2019-02-02>x</time></div>"
    body = f"<h1>Bridge</h1>{text}{text}{others}"
    assert read(body=body).published is None


def test_dates_that_lean_on_the_clock_are_read_with_it() -> None:
    found = read(body="<h1>Bridge</h1><p>3 hours ago</p><p>Text</p>").published
    assert found == NOW - timedelta(hours=3)
