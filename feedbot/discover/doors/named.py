"""Which doors a section page names: feeds, the WordPress REST API, sitemaps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from feedbot import text, urls
from feedbot.discover.doors.values import Door
from feedbot.document import Document
from feedbot.model import Section

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
# A feed of what readers say, in an address or a title.
_COMMENTS = re.compile(
    r"comment|kommentar|commentaire|comentari|commenti|reacties|opmerking|komentar|komment|yorum|коммент|комент|відгук"
    r"|コメント|评论|評論|留言|댓글|bình luận|تعليق|تبصر|responses|/replies",
    re.I,
)
# What an address of a feed looks like where only a link of the page names it.
_FEED_ADDRESS = re.compile(
    r"/(?:feed|rss|atom)/?$|\.(?:rss|atom|rdf)$|/(?:rss|atom|feed|index|news)\.xml$|/feed\.json$"
)
_WORDPRESS_ID = re.compile(r"(category|tag|author)-(\d+)")
_WORDPRESS_JSON = re.compile(r"/wp/v2/(categories|tags|users)/(\d+)")
# The parameter of /wp/v2/posts that goes with each kind of archive.
_FILTERS = {
    "category": "categories",
    "tag": "tags",
    "author": "author",
    "categories": "categories",
    "tags": "tags",
    "users": "author",
}
_WORDPRESS_FIELDS = "link,title,date,date_gmt,excerpt"
_FEW_FEEDS = 6  # that are worth asking; a page that names hundreds is a directory of feeds


def feeds(document: Document, section: Section) -> list[Door]:
    """The feeds that the page names, the section's own first, those of comments left out."""
    found: dict[str, Door] = {}
    for url, title, why in (*_alternates(document), *_guessed(document), *_linked(document)):
        if url and not _COMMENTS.search(urls.parts(url).path) and not _COMMENTS.search(title):
            wide = _is_wide(url, document.url)
            found.setdefault(urls.identity(url), Door("feed", url, document.url, section.name, wide, title, why))
    return sorted(found.values(), key=lambda door: door.wide)[:_FEW_FEEDS]


def _alternates(document: Document) -> Iterator[tuple[str, str, str]]:
    """https://www.rssboard.org/rss-autodiscovery"""
    for node in document.tree.css("link[rel][href]"):
        said = node.attributes
        if "alternate" in (said.get("rel") or "").lower().split() and _media_type(node) in _FEED_TYPES:
            yield urls.absolute(said.get("href"), document.base), text.plain(said.get("title") or ""), "autodiscovery"


def _guessed(document: Document) -> Iterator[tuple[str, str, str]]:
    """WordPress has a feed below each of its archives, whether the page names it or not."""
    if _api(document):
        scheme, host, path, query, _ = urls.parts(document.url)
        if not query:
            yield f"{scheme}://{host}{path.rstrip('/')}/feed/", "", "WordPress has one for each section"


def _linked(document: Document) -> Iterator[tuple[str, str, str]]:
    for node in document.tree.css("a[href]"):
        url = urls.absolute(node.attributes.get("href"), document.base)
        if url and _FEED_ADDRESS.search(urls.parts(url).path) and urls.same_site(url, document.url):
            yield url, text.squeeze(node.text()), "a link of the page"


def _is_wide(feed: str, page: str) -> bool:
    """Whether a feed is the whole site's although the page is a section: its address does not name the section."""
    _, _, path, query, _ = urls.parts(page)
    segments = [segment for segment in path.lower().split("/") if segment]
    if not segments and not query:
        return False
    own = urls.parts(feed.lower())
    words = re.split(r"[/.=&]", own.path + "&" + own.query)
    return not ((segments and segments[-1].partition(".")[0] in words) or (query and query.lower() in own.query))


def _media_type(node: LexborNode) -> str:
    return (node.attributes.get("type") or "").partition(";")[0].strip().lower()


def _api(document: Document) -> str:
    """The address of the page's WordPress REST API, or ""."""
    node = document.tree.css_first('link[rel="https://api.w.org/"][href]')
    return urls.absolute(node.attributes.get("href"), document.base) if node is not None else ""


def wordpress(document: Document, section: Section) -> list[Door]:
    """The REST API's posts of the section, where the page states which those are.

    https://developer.wordpress.org/rest-api/reference/posts/
    """
    api = _api(document)
    wanted = _filter(document) if api else None
    if wanted is None:
        return []
    # A site without pretty addresses has `?rest_route=/` in place of `/wp-json/`.
    join = "&" if "?" in api else "?"
    url = f"{api.rstrip('/')}/wp/v2/posts{join}per_page=30&_fields={_WORDPRESS_FIELDS}{wanted}"
    return [Door("wordpress", url, document.url, section.name, why="WordPress REST API")]


def _filter(document: Document) -> str | None:
    """The query that selects the section's posts, "" on a home page; None where the page does not say."""
    for node in document.tree.css('link[type="application/json"][href]'):
        if found := _WORDPRESS_JSON.search(node.attributes.get("href") or ""):
            return f"&{_FILTERS[found[1]]}={found[2]}"
    body = document.tree.body
    words = (body.attributes.get("class") or "").split() if body is not None else []
    if "archive" in words:
        found_ids = [found for word in words if (found := _WORDPRESS_ID.fullmatch(word))]
        if found_ids:
            return f"&{_FILTERS[found_ids[0][1]]}={found_ids[0][2]}"
    _, _, path, query, _ = urls.parts(document.url)
    return "" if path in ("", "/") and not query else None


def sitemaps(document: Document, section: Section) -> list[Door]:
    """Where sitemaps are named or stand by custom; https://www.sitemaps.org/protocol.html"""
    places = (("/robots.txt", "named by robots.txt"), ("/sitemap.xml", "its usual address"))
    return [
        Door("sitemap", urls.absolute(place, document.url), document.url, section.name, True, why=why)
        for place, why in places
    ]
