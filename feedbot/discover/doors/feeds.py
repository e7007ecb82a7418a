"""Atom, RSS 0.9 to 2.0, RDF and JSON Feed as links.

By RFC 4287 (Atom), RFC 5005 (paging), the RSS 2.0 and 1.0 specifications, Media RSS 1.5, JSON Feed 1.1; a feed in the
wild mixes them, so an element counts by its name, whatever its namespace.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from feedbot import urls
from feedbot.discover.doors import xml
from feedbot.discover.doors.belongs import category
from feedbot.discover.doors.plain import distinct, link
from feedbot.discover.doors.values import Door, Given
from feedbot.document import utf8
from feedbot.errors import NoLinks
from feedbot.model import Link, Page

_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
_ITEMS = frozenset({"item", "entry"})
# Names of an item's parts, the best first.
_DATES = ("pubdate", "published", "issued", "date", "created", "updated", "modified")
_SUMMARIES = ("summary", "description", "subtitle")
_AUTHORS = ("creator", "author")
_ORIGINAL = "origlink"  # FeedBurner: the address behind the one that counts clicks

Children = dict[str, list[Any]]


def feed(page: Page, door: Door) -> Given:
    """The entries of a feed of any kind; raises NoLinks where it is none."""
    if utf8(page.body, page.content_type).lstrip()[:1] == b"{":
        return _json_feed(page, door)
    root = xml.root(page)
    if xml.name(root) not in _ROOTS:
        raise NoLinks(page.url, f"is no feed (its root is <{xml.name(root)[:40]}>)")
    items = (element for element in root.iter() if xml.name(element) in _ITEMS)
    return Given(distinct(_entry(item, n, page.url, door) for n, item in enumerate(items)), next=_next(root, page.url))


def _entry(item: Any, position: int, base: str, door: Door) -> Link | None:
    parts: Children = defaultdict(list)
    for child in item:
        parts[xml.name(child)].append(child)
    base = item.base or base
    categories = [part.get("term") or xml.words(part) for part in parts.get("category", ())]
    return link(
        _address(parts),
        base,
        title=_first(parts, ("title",)),
        date=_first(parts, _DATES),
        summary=_first(parts, _SUMMARIES),
        image=next(_images(item), ""),
        authors=[said for kind in _AUTHORS for part in parts.get(kind, ()) for said in _person(part)],
        section=category(categories, door),
        position=position,
        why="feed",
    )


def _address(parts: Children) -> str:
    """The entry's own page, or "" where it names none, as a recording without one does."""
    if original := _first(parts, (_ORIGINAL,)):
        return original
    for part in parts.get("link", ()):
        if part.get("href") and part.get("rel", "alternate") == "alternate":
            return str(part.get("href"))
        if not part.get("href") and (written := xml.words(part)):
            return written
    for part in (*parts.get("guid", ()), *parts.get("id", ())):
        written = xml.words(part)
        if part.get("isPermaLink", "true").lower() == "true" and written.startswith(("http://", "https://")):
            return written
    return ""


def _first(parts: Children, names: tuple[str, ...]) -> str:
    """The text of the first part of these names that has any."""
    return next((said for name in names for part in parts.get(name, ()) if (said := xml.words(part))), "")


def _person(part: Any) -> Iterator[str]:
    """Atom has <author><name>, the others the name itself."""
    named = [xml.words(child) for child in part if xml.name(child) == "name"]
    yield from named or [xml.words(part)]


def _images(item: Any) -> Iterator[str]:
    """Pictures by Media RSS (also inside its groups), enclosures, Atom's enclosure links."""
    for part in item.iter():
        name, url = xml.name(part), part.get("url") or part.get("href") or ""
        kind = part.get("type") or part.get("medium") or ""
        if url and (
            name == "thumbnail" or (name in ("content", "enclosure", "image", "link") and kind.startswith("image"))
        ):
            yield url


def _next(root: Any, base: str) -> str:
    """RFC 5005: the page with older entries."""
    for holder in (root, *root):
        if holder is root or xml.name(holder) == "channel":
            for part in holder:
                if xml.name(part) == "link" and part.get("rel") in ("next", "prev-archive") and part.get("href"):
                    return urls.absolute(part.get("href"), part.base or base)
    return ""


def _json_feed(page: Page, door: Door) -> Given:
    try:
        data = json.loads(utf8(page.body, page.content_type), strict=False)
    except (ValueError, RecursionError):
        raise NoLinks(page.url, "is no JSON Feed: its JSON is broken") from None
    items = data.get("items")
    if not isinstance(items, list) or "jsonfeed.org" not in str(data.get("version", "")):
        raise NoLinks(page.url, "is JSON, but no JSON Feed")
    found = distinct(_json_item(item, n, page.url, door) for n, item in enumerate(items) if isinstance(item, dict))
    return Given(found, next=urls.absolute(_text(data, "next_url"), page.url))


def _json_item(item: dict[str, Any], position: int, base: str, door: Door) -> Link | None:
    authors = item.get("authors")
    people = authors if isinstance(authors, list) else [item.get("author")]
    tags = item.get("tags")
    return link(
        _text(item, "url") or _text(item, "external_url") or _text(item, "id"),
        base,
        title=_text(item, "title"),
        date=_text(item, "date_published"),
        summary=_text(item, "summary"),
        image=_text(item, "image"),
        authors=[_text(one, "name") for one in people if isinstance(one, dict)],
        section=category([tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [], door),
        position=position,
        why="feed",
    )


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""
