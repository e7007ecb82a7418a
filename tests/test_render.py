from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html import escape, unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from feedbot import urls
from feedbot.model import Article, Entry, Feed, Image
from feedbot.render import FORMATS, index, opml
from feedbot.render.plain import line
from feedbot.text import legal

NS = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
WHEN = datetime(2020, 2, 25, 14, 5, 30, 999, tzinfo=timezone(timedelta(hours=-5)))


def article(**fields: Any) -> Article:
    told: dict[str, Any] = {
        "url": "https://news.example.org/2020/bridge",
        "title": "The bridge opens",
        "content": "<p>After four years the bridge is open.</p><p>Nobody was late.</p>",
        "text": "After four years the bridge is open.\n\nNobody was late.",
        "authors": ("Ann Ley", "Bo Åkesson"),
        "summary": "A bridge, at last.",
        "language": "en",
    }
    return Article(**told | fields)


def entry(number: int = 0, **fields: Any) -> Entry:
    when = WHEN - timedelta(hours=number)
    return Entry(
        id=f"urn:uuid:6b1c6f2e-0000-4000-8000-{number:012d}",
        article=article(**fields),
        published=when,
        updated=when + timedelta(minutes=1),
        first_seen=when,
        fingerprint="",
        categories=("Town", "Traffic & roads"),
    )


def feed(*entries: Entry, **fields: Any) -> Feed:
    entries = entries or (entry(),)
    told: dict[str, Any] = {
        "name": "crier",
        "title": "Town Crier",
        "home": "https://news.example.org/town/",
        "entries": entries,
        "updated": max(entry.updated for entry in entries),
        "language": "en",
        "urls": {name: f"https://feeds.example.org/crier.{name}" for name in FORMATS},
    }
    return Feed(**told | fields)


def atom(made: Feed) -> ElementTree.Element:
    return ElementTree.fromstring(FORMATS["atom"].render(made))


def rss(made: Feed) -> ElementTree.Element:
    channel = ElementTree.fromstring(FORMATS["rss"].render(made)).find("channel")
    assert channel is not None
    return channel


def json_feed(made: Feed) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(FORMATS["json"].render(made))
    return told


def texts(element: ElementTree.Element, path: str) -> list[str]:
    return [found.text or "" for found in element.iterfind(path, NS)]


# What wild pages put into every field: markup, entities twice over, control characters, lone surrogates, noncharacters.
WILD = st.lists(
    st.text(st.characters(), max_size=8)
    | st.sampled_from(
        ["<b>", "</p", "<!--", "]]>", "&amp;amp;", "&lt;i&gt;", "&#0;", "\x00", "\x0b", "\ud800", "\ufffe"]
    ),
    max_size=6,
).map("".join)


def wild_feed(draw: Callable[..., Any]) -> Feed:
    def address(text: str) -> str:
        return urls.absolute("/" + text.replace("\ud800", ""), "https://example.org/") or "https://example.org/"

    text = draw(WILD)
    made = replace(
        entry(
            url=address(draw(WILD)),
            title=draw(WILD),
            content=f"<p>{escape(text)}</p>",
            text=text,
            authors=tuple(draw(st.lists(WILD, max_size=3))),
            summary=draw(WILD),
            image=draw(st.none() | st.builds(Image, WILD.map(address), st.none() | st.integers(-1, 9000))),
            language=draw(WILD | st.sampled_from(["de", "pt_BR", "zh-Hant-TW"])),
        ),
        categories=tuple(draw(st.lists(WILD, max_size=3))),
    )
    return feed(made, title=draw(WILD), subtitle=draw(WILD), language=draw(WILD | st.just("de")))


# All formats


@pytest.mark.parametrize("name", FORMATS)
def test_a_reader_gets_the_whole_entry(name: str) -> None:
    if name == "json":
        (item,) = json_feed(feed())["items"]
        assert item["content_html"] == article().content
        assert item["title"] == "The bridge opens"
        return
    read = feedparser.parse(FORMATS[name].render(feed()))
    (item,) = read.entries
    assert not read.bozo
    assert item.id == entry().id
    assert item.title == "The bridge opens"
    assert item.link == article().url
    assert item.content[0].value == article().content
    assert item.summary == "A bridge, at last."
    assert item.published_parsed[:6] == (2020, 2, 25, 19, 5, 30)
    assert [tag.term for tag in item.tags] == ["Town", "Traffic & roads"]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_feed_gives_the_same_bytes_and_no_time_but_its_own(name: str) -> None:
    rendered = FORMATS[name].render(feed())
    assert rendered == FORMATS[name].render(feed())
    assert set(re.findall(rb"\b20\d\d\b", rendered)) <= {b"2020", b"2005"}  # 2005: Atom's namespace


@pytest.mark.parametrize("name", FORMATS)
def test_entries_stay_in_their_order(name: str) -> None:
    rendered = FORMATS[name].render(feed(*(entry(number, title=f"Story {number}") for number in range(4)))).decode()
    assert re.findall(r"Story \d", rendered) == [f"Story {number}" for number in range(4)]


@pytest.mark.parametrize("name", FORMATS)
def test_an_entry_without_a_title_is_called_by_its_first_words(name: str) -> None:
    nameless = entry(title=" \x00", text="Rain. " * 40)
    rendered = FORMATS[name].render(feed(nameless)).decode()
    assert re.search(r"Rain\. (Rain\. )+Rain\.…", rendered)


@pytest.mark.parametrize("name", FORMATS)
def test_forbidden_characters_are_left_out_and_kill_no_feed(name: str) -> None:
    broken = entry(title="A\x00b\ud800c", content="<p>x\x08y\udfff\uffffz</p>", summary="\x1b", authors=("\x02",))
    rendered = FORMATS[name].render(feed(broken, title="\x00", subtitle="\ud83d")).decode()
    assert "Abc" in rendered
    assert "xyz" in rendered


@pytest.mark.parametrize("name", FORMATS)
def test_an_unusable_language_is_left_out(name: str) -> None:
    rendered = FORMATS[name].render(feed(entry(language="English"), language="English (US)")).decode()
    assert "English" not in rendered


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_wild_text_comes_back_equal_from_every_format(data: st.DataObject) -> None:
    made = wild_feed(data.draw)
    (told,) = made.entries
    (atom_entry,) = atom(made).iterfind("a:entry", NS)
    (item,) = rss(made).iterfind("item")
    (json_item,) = json_feed(made)["items"]
    title = line(told.article.title)
    names = list(dict.fromkeys(filter(None, map(line, told.article.authors))))
    tags = list(dict.fromkeys(filter(None, map(line, told.categories))))
    content = legal(told.article.content).strip()
    assert not title or texts(atom_entry, "a:title") == texts(item, "title") == [json_item["title"]] == [title]
    assert texts(atom_entry, "a:author/a:name") == texts(item, "dc:creator") == names
    assert [name["name"] for name in json_item.get("authors", [])] == names
    assert [found.get("term") for found in atom_entry.iterfind("a:category", NS)] == texts(item, "category") == tags
    assert json_item.get("tags", []) == tags
    assert texts(atom_entry, "a:content") == [json_item["content_html"]] == [content]
    assert content in texts(item, "content:encoded") + texts(item, "description")
    assert texts(atom_entry, "a:summary") == list(map(unescape, texts(item, "description")[: "summary" in json_item]))


@pytest.fixture(scope="module")
def lint() -> Callable[[bytes], list[Any]]:
    path = Path(__file__).parents[2] / "shared/bench/feeds/feedlint.py"
    if not path.exists():
        pytest.skip("the feed lint beside the checkout (../shared/bench/feeds) is not there")
    spec = importlib.util.spec_from_file_location("feedlint", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lint_bytes: Callable[[bytes], list[Any]] = module.lint_bytes
    return lint_bytes


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_lint_finds_nothing_in_a_feed_of_wild_text(lint: Callable[[bytes], list[Any]], data: st.DataObject) -> None:
    made = wild_feed(data.draw)
    for format_ in FORMATS.values():
        assert lint(format_.render(made)) == []


def test_feedgen_is_loaded_when_a_feed_is_rendered_and_not_before() -> None:
    code = "import sys, feedbot.render; sys.exit('feedgen' in sys.modules or 'lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# Atom


def test_atom_links_to_itself_its_siblings_and_its_page() -> None:
    links = [(link.get("rel"), link.get("type"), link.get("href")) for link in atom(feed()).iterfind("a:link", NS)]
    assert links == [
        ("self", "application/atom+xml", "https://feeds.example.org/crier.atom"),
        ("alternate", "application/rss+xml", "https://feeds.example.org/crier.rss"),
        ("alternate", "application/feed+json", "https://feeds.example.org/crier.json"),
        ("alternate", "text/html", "https://news.example.org/town/"),
    ]


def test_atom_times_are_in_utc_and_whole_seconds() -> None:
    made = atom(feed())
    assert texts(made, "a:updated") == texts(made, "a:entry/a:updated") == ["2020-02-25T19:06:30Z"]
    assert texts(made, "a:entry/a:published") == ["2020-02-25T19:05:30Z"]


def test_an_atom_entry_without_authors_has_the_feeds() -> None:
    made = atom(feed(entry(authors=())))
    assert texts(made, "a:author/a:name") == ["Town Crier"]
    assert texts(made, "a:entry/a:author/a:name") == []


def test_the_feeds_id_stays_when_its_addresses_title_and_entries_change() -> None:
    moved = feed(entry(7), title="Other", urls={"atom": "https://elsewhere.example/c.atom"})
    assert texts(atom(moved), "a:id") == texts(atom(feed()), "a:id")
    assert texts(atom(feed(name="other")), "a:id") != texts(atom(feed()), "a:id")


def test_atom_is_the_default_namespace_and_prefixes_are_the_usual_ones() -> None:
    pictured = feed(entry(image=Image("https://news.example.org/b.jpg")))
    assert b'<feed xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom"' in (
        FORMATS["atom"].render(pictured)
    )
    rendered = FORMATS["rss"].render(pictured)
    for used in (b"<content:encoded>", b"<dc:creator>", b"<media:content ", b"<atom:link "):
        assert used in rendered


# RSS


def test_rss_has_the_summary_before_the_full_text() -> None:
    (item,) = rss(feed()).iterfind("item")
    tags = [child.tag for child in item]
    assert texts(item, "description") == ["A bridge, at last."]
    assert tags.index("description") < tags.index(f"{{{NS['content']}}}encoded")


@pytest.mark.parametrize("summary", ["", "After four years the bridge is open. Nobody was late."])
def test_without_a_summary_of_its_own_the_full_text_is_the_description(summary: str) -> None:
    (item,) = rss(feed(entry(summary=summary))).iterfind("item")
    assert texts(item, "description") == [article().content]
    assert texts(item, "content:encoded") == []
    assert "summary" not in json_feed(feed(entry(summary=summary)))["items"][0]


def test_rss_names_people_by_creator_and_never_as_an_address() -> None:
    (item,) = rss(feed()).iterfind("item")
    assert texts(item, "dc:creator") == ["Ann Ley", "Bo Åkesson"]
    assert item.find("author") is None


def test_an_rss_guid_is_no_permalink() -> None:
    guid = rss(feed()).find("item/guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == (entry().id, "false")


def test_an_rss_channel_says_when_it_changed_and_how_long_to_wait() -> None:
    channel = rss(feed(ttl=15))
    assert texts(channel, "lastBuildDate") == ["Tue, 25 Feb 2020 19:06:30 +0000"]
    assert texts(channel, "item/pubDate") == ["Tue, 25 Feb 2020 19:05:30 +0000"]
    assert texts(channel, "ttl") == ["15"]
    assert texts(channel, "link") == ["https://news.example.org/town/"]
    assert texts(channel, "language") == ["en"]
    (link,) = channel.iterfind("a:link", NS)
    assert (link.get("rel"), link.get("href")) == ("self", "https://feeds.example.org/crier.rss")


# What formats say in their own ways


def test_an_entry_in_another_language_than_its_feed_says_so() -> None:
    made = feed(entry(0, language="de"), entry(1))
    assert [found.get(LANG) for found in atom(made).iterfind("a:entry", NS)] == ["de", None]
    assert [texts(item, "dc:language") for item in rss(made).iterfind("item")] == [["de"], []]
    assert [item["language"] for item in json_feed(made)["items"]] == ["de", "en"]


def test_the_lead_image_is_given_with_its_size_where_known() -> None:
    made = feed(
        entry(0, image=Image("https://example.org/a.jpg", 640, 480)),
        entry(1, image=Image("https://example.org/b.jpg", 1)),
    )
    for images in (
        list(atom(made).iterfind("a:entry/media:content", NS)),
        list(rss(made).iterfind("item/media:content", NS)),
    ):
        assert [image.attrib for image in images] == [
            {"url": "https://example.org/a.jpg", "medium": "image", "width": "640", "height": "480"},
            {"url": "https://example.org/b.jpg", "medium": "image"},
        ]
    assert [item["image"] for item in json_feed(made)["items"]] == [
        "https://example.org/a.jpg",
        "https://example.org/b.jpg",
    ]


def test_addresses_are_spelled_as_feeds_ask_for() -> None:
    odd = feed(entry(url="https://example.org/a|b?q={1}&x=50%", image=Image("https://example.org/[a]^.jpg")))
    spelled = "https://example.org/a%7Cb?q=%7B1%7D&x=50%25"
    assert texts(rss(odd), "item/link") == [json_feed(odd)["items"][0]["url"]] == [spelled]
    assert json_feed(odd)["items"][0]["image"] == "https://example.org/[a]%5E.jpg"


def test_json_feed_follows_version_1_1() -> None:
    told = json_feed(feed(subtitle="All that is said"))
    (item,) = told.pop("items")
    assert told == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Town Crier",
        "home_page_url": "https://news.example.org/town/",
        "feed_url": "https://feeds.example.org/crier.json",
        "description": "All that is said",
        "authors": [{"name": "Town Crier"}],
        "language": "en",
    }
    assert item["date_published"] == "2020-02-25T19:05:30Z"
    assert item["date_modified"] == "2020-02-25T19:06:30Z"
    assert item["authors"] == [{"name": "Ann Ley"}, {"name": "Bo Åkesson"}]
    assert item["tags"] == ["Town", "Traffic & roads"]


# index.html and feeds.opml


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


@settings(max_examples=40, deadline=None)
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
        feed(subtitle="Q & <A>"),
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


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_opml_of_wild_text_is_well_formed(data: st.DataObject) -> None:
    made = wild_feed(data.draw)
    (outline,) = ElementTree.fromstring(opml([made, made][:1])).iterfind("body/outline")
    assert outline.get("text") == (line(made.title) or "crier")
