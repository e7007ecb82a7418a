"""Better doors than scraping: the ways to a section's items that its page names, and how each is read. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from feedbot.discover.doors import named
from feedbot.discover.doors.belongs import admitted, of_section
from feedbot.discover.doors.feeds import feed
from feedbot.discover.doors.inside import enriched, inside, of_page
from feedbot.discover.doors.sitemaps import sitemap
from feedbot.discover.doors.values import Door, Given
from feedbot.discover.doors.wordpress import wordpress
from feedbot.document import Document
from feedbot.model import JsonPaths, Page, Section

__all__ = ["READERS", "Door", "Given", "admitted", "direct", "doors", "enriched", "read"]

# What each kind of door answers, read as links. Raises NoLinks where the answer is something else.
READERS: dict[str, Callable[[Page, Door], Given]] = {
    "feed": feed,
    "sitemap": sitemap,
    "wordpress": wordpress,
    "json": inside,
}

_ROOT = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+>)*+<(?:\w+:)?(\w+)", re.S | re.I)
_KINDS = {b"rss": "feed", b"feed": "feed", b"rdf": "feed", b"urlset": "sitemap", b"sitemapindex": "sitemap"}
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')
_BEGINNING = 4096  # bytes that tell what an answer is


def doors(document: Document, section: Section | None = None) -> tuple[Door, ...]:
    """The doors that a section page names, in the order that costs least and gives most; nothing is fetched.

    What the page holds itself, the section's own feeds, the WordPress REST API, feeds and sitemaps of the whole site.
    """
    section = section or Section(document.url)
    feeds = named.feeds(document, section)
    return (
        *([Door("json", document.url, document.url, section.name, why="in the page")] if of_page(document) else ()),
        *(door for door in feeds if not door.wide),
        *named.wordpress(document, section),
        *(door for door in feeds if door.wide),
        *named.sitemaps(document, section),
    )


def direct(page: Page, section: Section, paths: JsonPaths) -> Door | None:
    """The door that a section's own address is: a feed, a sitemap or JSON in a page's place; None for a page."""
    beginning = page.body[:_BEGINNING].lstrip(b"\xef\xbb\xbf \t\r\n")
    kind = ""
    if beginning[:1] in (b"{", b"["):
        kind = "feed" if _JSON_FEED.search(beginning) else "json"
    elif beginning.startswith(b"\x1f\x8b"):
        kind = "sitemap"
    elif root := _ROOT.match(beginning):
        kind = _KINDS.get(root[1].lower(), "")
    return Door(kind, page.url, page.url, section.name, why="the address itself", paths=paths) if kind else None


def read(page: Page, door: Door) -> Given:
    """What a door's answer holds of its section. Raises NoLinks where the answer is something else."""
    given = READERS[door.kind](page, door)
    return replace(given, links=of_section(given.links, door), total=len(given.links))
