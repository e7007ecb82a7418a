"""Feeds to render: calm ones, and ones of wild text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html import escape
from typing import Any
from xml.etree import ElementTree

from hypothesis import strategies as st

from feedbot import urls
from feedbot.model import Article, Entry, Feed, Image
from feedbot.render import FORMATS

NS = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
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
    return feed(made, title=draw(WILD), language=draw(WILD | st.just("de")))
