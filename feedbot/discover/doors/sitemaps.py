"""robots.txt, sitemap indexes, sitemaps, Google's news sitemaps.

https://www.sitemaps.org/protocol.html, https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from operator import itemgetter
from typing import Any

from feedbot import urls
from feedbot.discover.doors import xml
from feedbot.discover.doors.feeds import feed
from feedbot.discover.doors.plain import distinct, link
from feedbot.discover.doors.values import Door, Given
from feedbot.errors import NoLinks
from feedbot.model import Link, Page

_LARGEST = 20_000_000  # bytes that a gzip may unpack to
_NAMED = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.I | re.M)
_NEWS = re.compile(r"news", re.I)
_POSTS = re.compile(r"post|article|stor(?:y|ies)|entries|blog|artikel|noticia|actualit|content", re.I)
# Sitemaps of what is no article.
_OTHER = re.compile(
    r"image|video|author|user|categor|tag|taxonom|term|page[_-]?sitemap|sitemap[_-]?page|product|archive", re.I
)
# An address with a slug of several words or a number of its own: a home page's sitemap has its pages of rules, too.
_ARTICLE = re.compile(r"(?:[-_][^/]*){2}/?$|\d{4,}|(?:%[0-9a-f]{2}){6}", re.I)


def sitemap(page: Page, door: Door) -> Given:
    """The newest items of a sitemap, or where the files of an index are; raises NoLinks where it is neither."""
    if _is_robots(page.url):
        return Given(parts=_ordered([(url.decode("utf-8", "replace"), "") for url in _NAMED.findall(page.body)], page))
    page = replace(page, body=_unpacked(page))
    root = xml.root(page)
    kind = xml.name(root)
    if kind == "sitemapindex":
        return Given(parts=_ordered([(_part(child, "loc"), _part(child, "lastmod")) for child in root], page, door))
    if kind == "urlset":
        return Given(_items(root, page, door))
    if kind in ("rss", "feed"):  # the protocol allows feeds as sitemaps
        return feed(page, door)
    raise NoLinks(page.url, f"is no sitemap (its root is <{kind[:40]}>)")


def _is_robots(url: str) -> bool:
    return urls.parts(url).path == "/robots.txt"


def _unpacked(page: Page) -> bytes:
    """The body, unpacked where it is a gzip, under a limit."""
    if not page.body.startswith(b"\x1f\x8b"):
        return page.body
    stream = zlib.decompressobj(31)
    try:
        body = stream.decompress(page.body, _LARGEST)
    except zlib.error as error:
        raise NoLinks(page.url, f"is a broken gzip: {error}") from error
    if stream.unconsumed_tail:
        raise NoLinks(page.url, f"unpacks to more than {_LARGEST // 1_000_000} MB")
    return body


def _ordered(named: list[tuple[str, str]], page: Page, door: Door | None = None) -> tuple[str, ...]:
    """Addresses of sitemaps, the likeliest first: news, the section's name, posts, then the latest."""
    section = urls.parts(door.section).path.strip("/").rpartition("/")[2].lower() if door else ""
    newest = sorted(named, key=itemgetter(1), reverse=True)

    def rank(address: str) -> int:
        path = urls.parts(address).path.lower()
        if _OTHER.search(path):
            return 4
        return 0 if _NEWS.search(path) else 1 if section and section in path else 2 if _POSTS.search(path) else 3

    found = [urls.absolute(address, page.url) for address, _ in newest]
    return tuple(dict.fromkeys(sorted(filter(None, found), key=rank)))


def _items(root: Any, page: Page, door: Door) -> tuple[Link, ...]:
    """What looks like an article, the newest first; lastmod only gives the order: it is no date of publication."""
    rows = []
    for entry in root:
        address, news = _part(entry, "loc"), _child(entry, "news")
        shape = news is not None or not door.wide or _ARTICLE.search(urls.parts(address).path)
        if address and shape:
            dated = _part(news, "publication_date") or _part(entry, "lastmod")
            rows.append((dated, address, entry, news))
    rows.sort(key=itemgetter(0), reverse=True)
    return distinct(_link(address, entry, news, n, page.url) for n, (_, address, entry, news) in enumerate(rows))


def _link(address: str, entry: Any, news: Any | None, position: int, base: str) -> Link | None:
    return link(
        address,
        base,
        title=_part(news, "title"),
        date=_part(news, "publication_date"),
        image=_part(_child(entry, "image"), "loc"),
        position=position,
        why="sitemap",
    )


def _child(element: Any | None, name: str) -> Any | None:
    return next((child for child in element if xml.name(child) == name), None) if element is not None else None


def _part(element: Any | None, name: str) -> str:
    return xml.words(_child(element, name))
