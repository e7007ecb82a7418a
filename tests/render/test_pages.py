from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from feedbot.render import FORMATS, index, opml
from feedbot.render.plain import line

from .making import entry, feed, texts, wild_feed


def test_the_index_links_every_format_and_is_found_by_readers() -> None:
    page = LexborHTMLParser(index([feed(), feed(name="second", urls={})]))
    found = [(link.attributes["type"], link.attributes["href"]) for link in page.css("link[rel=alternate]")]
    assert found == [
        (FORMATS[name].media_type, f"{feed_name}.{name}") for feed_name in ("crier", "second") for name in FORMATS
    ]
    assert [code.text() for code in page.css("#crier code")] == list(feed().urls.values())
    assert [code.text() for code in page.css("#second code")] == [f"second.{name}" for name in FORMATS]
    assert [link.attributes["href"] for link in page.css("#crier .addresses a")] == [
        f"crier.{name}" for name in FORMATS
    ]


def test_the_index_lists_only_formats_that_the_feed_has() -> None:
    page = LexborHTMLParser(index([feed(urls={"rss": "https://feeds.example.org/crier.rss"})]))
    assert [code.text() for code in page.css("article code")] == ["https://feeds.example.org/crier.rss"]


def test_the_index_shows_the_latest_headlines_and_counts() -> None:
    page = LexborHTMLParser(index([feed(*(entry(number, title=f"Story {number}") for number in range(9)))]))
    assert [link.text() for link in page.css(".latest a")] == [f"Story {number}" for number in range(5)]
    assert page.css_first(".facts").text() == "9 entries, last change 2020-02-25 19:06 UTC"
    assert page.css_first("header p").text() == "1 feed, 9 entries; last change 2020-02-25 19:06 UTC."


def test_the_index_of_no_feeds_says_what_comes_next() -> None:
    assert b"after the first <code>feedbot run</code>" in index([])


@settings(max_examples=40)
@given(st.data())
def test_no_text_of_a_site_becomes_markup_of_the_index(data: st.DataObject) -> None:
    made = wild_feed(data.draw)
    calm, wild = LexborHTMLParser(index([feed()])), LexborHTMLParser(index([made]))
    assert {node.tag for node in wild.css("*")} <= {node.tag for node in calm.css("*")}
    assert index([made]) == index([made])


def test_the_index_loads_nothing_and_runs_nothing() -> None:
    page = LexborHTMLParser(index([feed()]))
    assert page.css("script, img, iframe, link[rel=stylesheet], [src], [onclick], form") == []
    assert "url(" not in page.css_first("style").text()


def test_opml_lists_each_feed_by_its_first_choice() -> None:
    made = [
        feed(),
        feed(name="b", urls={"json": "https://f.example/b.json", "rss": "https://f.example/b.rss"}),
    ]
    root = ElementTree.fromstring(opml(made))
    assert root.get("version") == "2.0"
    assert texts(root, "head/dateModified") == ["Tue, 25 Feb 2020 19:06:30 GMT"]
    assert [outline.get("xmlUrl") for outline in root.iterfind("body/outline")] == [
        "https://feeds.example.org/crier.atom",
        "https://f.example/b.rss",
    ]
    assert {outline.get("type") for outline in root.iterfind("body/outline")} == {"rss"}
    assert [outline.get("text") for outline in root.iterfind("body/outline")] == ["Town Crier", "Town Crier"]


@settings(max_examples=40)
@given(st.data())
def test_opml_of_wild_text_is_well_formed(data: st.DataObject) -> None:
    made = wild_feed(data.draw)
    (outline,) = ElementTree.fromstring(opml([made, made][:1])).iterfind("body/outline")
    assert outline.get("text") == (line(made.title) or "crier")
