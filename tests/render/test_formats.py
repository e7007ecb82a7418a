from __future__ import annotations

import importlib.util
import json
import locale
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedbot.model import Feed, Image
from feedbot.render import FORMATS
from feedbot.render.plain import line
from feedbot.text import legal

from .making import NS, article, entry, feed, texts, wild_feed

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(made: Feed) -> ElementTree.Element:
    return ElementTree.fromstring(FORMATS["atom"].render(made))


def rss(made: Feed) -> ElementTree.Element:
    channel = ElementTree.fromstring(FORMATS["rss"].render(made)).find("channel")
    assert channel is not None
    return channel


def json_feed(made: Feed) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(FORMATS["json"].render(made))
    return told


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
def test_a_title_without_end_is_cut(name: str) -> None:
    assert len(FORMATS[name].render(feed(entry(title="Rain again " * 100_000)))) < 20_000


@pytest.mark.parametrize("name", FORMATS)
def test_forbidden_characters_are_left_out_and_kill_no_feed(name: str) -> None:
    broken = entry(
        title="A\x00\x7fb\ud800c", content="<p>x\x08y\x9f\udfff\uffffz</p>", summary="\x1b", authors=("\x02",)
    )
    rendered = FORMATS[name].render(feed(broken, title="\x00")).decode()
    assert "Abc" in rendered
    assert "xyz" in rendered


@pytest.mark.parametrize("name", FORMATS)
def test_an_unusable_language_is_left_out(name: str) -> None:
    rendered = FORMATS[name].render(feed(entry(language="English"), language="English (US)")).decode()
    assert "English" not in rendered


@settings(max_examples=60)
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
    path = Path(__file__).parents[3] / "shared/bench/feeds/feedlint.py"
    if not path.exists():
        pytest.skip("the feed lint beside the checkout (../shared/bench/feeds) is not there")
    spec = importlib.util.spec_from_file_location("feedlint", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lint_bytes: Callable[[bytes], list[Any]] = module.lint_bytes
    return lint_bytes


@settings(max_examples=60)
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


def test_feeds_rendered_side_by_side_leave_the_locale_alone() -> None:
    made, before = feed(*map(entry, range(20))), locale.setlocale(locale.LC_ALL)
    with ThreadPoolExecutor(4) as pool:
        rendered = set(pool.map(FORMATS["rss"].render, [made] * 8))
    assert len(rendered) == 1
    assert locale.setlocale(locale.LC_ALL) == before


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
    told = json_feed(feed())
    (item,) = told.pop("items")
    assert told == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Town Crier",
        "home_page_url": "https://news.example.org/town/",
        "feed_url": "https://feeds.example.org/crier.json",
        "authors": [{"name": "Town Crier"}],
        "language": "en",
    }
    assert item["date_published"] == "2020-02-25T19:05:30Z"
    assert item["date_modified"] == "2020-02-25T19:06:30Z"
    assert item["authors"] == [{"name": "Ann Ley"}, {"name": "Bo Åkesson"}]
    assert item["tags"] == ["Town", "Traffic & roads"]
