"""Titles: what the reader sees, confirmed by what machines are told, without the site's name."""

from __future__ import annotations

import pytest

from feedbot.document import Document
from feedbot.extract import metadata
from feedbot.model import Page

URL = "https://www.example-herald.org/2020/02/25/bridge-reopens"


def title(head: str, body: str = "", url: str = URL) -> str:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return metadata.read(Document(Page(url=url, body=html.encode()))).title


@pytest.mark.parametrize(
    "told",
    [
        "Bridge reopens after storm | Example Herald",
        "Bridge reopens after storm - The Example Herald",
        "Bridge reopens after storm | Local News | Example Herald",
        "Example Herald: Bridge reopens after storm",
        "Bridge reopens after storm — example-herald.org",
    ],
)
def test_the_site_s_name_is_taken_off(told: str) -> None:
    site = '<meta property="og:site_name" content="Example Herald">'
    assert title(f"{site}<title>{told}</title>") == "Bridge reopens after storm"


def test_a_colon_or_dash_of_the_headline_stays() -> None:
    assert (
        title("<title>Storm: bridge reopens - and closes again</title>") == "Storm: bridge reopens - and closes again"
    )


def test_the_heading_comes_before_the_title_for_search_engines() -> None:
    head = '<title>Best bridges 2020 | Example Herald</title><meta property="og:title" content="Best bridges 2020">'
    assert title(head, "<h1>The best bridges of 2020, seen by night</h1>") == "The best bridges of 2020, seen by night"


def test_a_heading_that_nothing_confirms_is_the_site_s() -> None:
    head = '<title>Bridge reopens after storm</title><meta property="og:title" content="Bridge reopens after storm">'
    assert title(head, "<h1>Politics</h1><h2>Bridge reopens after storm</h2>") == "Bridge reopens after storm"


def test_of_many_headings_the_confirmed_one_is_taken() -> None:
    body = "<h1>Menu</h1><h1>Bridge reopens after the storm</h1><h1>Newsletter</h1>"
    assert title("<title>Bridge reopens after storm</title>", body) == "Bridge reopens after the storm"


def test_news_desks_keep_the_structured_headline() -> None:
    data = '{"@type": "NewsArticle", "headline": "Bridge opens again: all you must know"}'
    head = f'<title>Bridge</title><script type="application/ld+json">{data}</script>'
    assert title(head, "<h1>Bridge open: what to know</h1>") == "Bridge opens again: all you must know"


def test_entities_that_were_escaped_twice_are_resolved() -> None:
    data = '{"@type": "NewsArticle", "headline": "Rock &amp;amp; roll on the bridge"}'
    assert title(f'<script type="application/ld+json">{data}</script>') == "Rock & roll on the bridge"


def test_a_headline_cut_off_at_a_limit_is_completed() -> None:
    whole = "A very long headline about the bridge that reopened after the storm of the century, and all of its sequels"
    data = f'{{"@type": "NewsArticle", "headline": "{whole[:105]}"}}'
    head = f'<script type="application/ld+json">{data}</script><meta property="og:title" content="{whole}">'
    assert title(head) == whole


def test_words_of_a_heading_do_not_run_into_each_other() -> None:
    assert title("", "<h1>Bridge<br>reopens <em>af</em>ter<span> storm</span></h1>") == "Bridge reopens after storm"


def test_capitals_give_way_to_another_spelling() -> None:
    head = '<meta property="og:title" content="Bridge reopens after storm">'
    assert title(head, "<h1>BRIDGE REOPENS AFTER STORM</h1>") == "Bridge reopens after storm"


def test_a_page_without_any_title_has_none() -> None:
    assert title("", "<p>Text</p>") == ""


@pytest.mark.parametrize("head", ["<title>{}", '<meta property="og:title" content="{}">'])
def test_of_a_title_without_end_the_beginning_is_read(head: str) -> None:
    said = title(head.format("Bridge reopens | after - storm: " * 20_000))
    assert said.startswith("Bridge reopens | after - storm")
    assert len(said) < 2500


LOG = '<h1><a href="/">The Moth Log</a></h1>'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Counting in June - The Moth Log</title>", f"{LOG}<h1>Counting in June</h1>"),
        ("<title>Counting in June | The Moth Log</title>", f"{LOG}<h1>Counting in June</h1>"),
        ("<title>The Moth Log: Counting in June</title>", f"{LOG}<h1>Counting in June</h1>"),
        ("<title>Counting in June - The Moth Log</title>", f'{LOG}<h2 class="entry-title">Counting in June</h2>'),
        (
            '<title>The Moth Log: Counting in June</title><meta property="og:title" content="Counting in June">',
            "<h1>The Moth Log</h1><h3>Counting in June</h3>",
        ),
        (
            "<title>Counting in June - Insect Forum</title>",
            '<h1>Insect Forum</h1><h2 class="topic-title">Counting in June</h2>',
        ),
    ],
)
def test_the_site_s_name_is_no_headline_though_it_is_the_largest_heading(head: str, body: str) -> None:
    assert title(head, body) == "Counting in June"


def test_the_headline_behind_its_section_is_not_taken_for_the_site_s_name() -> None:
    head = "<title>News | Bridge reopens after storm</title>"
    body = '<h1>Bridge reopens after storm</h1><h2 class="section-title">News</h2>'
    assert title(head, body) == "Bridge reopens after storm"


def test_the_source_in_brackets_is_no_part_of_a_headline_that_is_shown_without_it() -> None:
    told = "築百年のポンプ場、建て替えへ（河北日報）"
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{told}"}}</script>'
    head = f'{data}<title>{told}</title><meta property="og:title" content="{told}">'
    assert title(head, "<h1>築百年のポンプ場、建て替えへ</h1>") == "築百年のポンプ場、建て替えへ"
    assert title(head) == told


@pytest.mark.parametrize("heading", ["h2", "h3"])
def test_a_heading_tells_where_the_site_s_name_begins_behind_a_colon(heading: str) -> None:
    shown = f"<{heading}>Bridge reopens after storm</{heading}>"
    assert title("<title>Bridge reopens after storm : Town Paper</title>", shown) == "Bridge reopens after storm"
    told = "Budget : the town council wants a new bridge"
    assert title(f"<title>{told}</title>", f"<{heading}>Budget</{heading}>") == told


def test_a_structured_headline_that_is_the_site_s_name_is_none() -> None:
    data = '{"@type":"NewsArticle","headline":"Metro Ledger","publisher":{"name":"Metro Ledger"}}'
    head = f'<title>Depot reopens – Metro Ledger</title><script type="application/ld+json">{data}</script>'
    assert title(head, "<h1>Depot reopens</h1>") == "Depot reopens"


def test_a_smaller_heading_tells_which_end_of_the_title_is_the_headline() -> None:
    head = "<title>Institute of Coasts - Dykes alone are not enough any more</title>"
    assert title(head, "<h2>Dykes alone are not enough any more</h2>") == "Dykes alone are not enough any more"
