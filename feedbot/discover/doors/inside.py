"""What the page's own data states of its items: JSON-LD, and the state that scripts start from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from feedbot import urls
from feedbot.discover.doors.objects import Place, articles, dig, link_of, loads
from feedbot.discover.doors.plain import distinct, link
from feedbot.discover.doors.values import Door, Given
from feedbot.document import Document
from feedbot.document.structured import types
from feedbot.model import JsonPaths, Link, Page

# https://schema.org: what holds the items of a list, and what is no item.
_HOLDERS = ("itemListElement", "item", "hasPart", "blogPost", "blogPosts", "mainEntity", "dataFeedElement")
_ITEMS = re.compile(r"Article$|Posting$|Report$|^Event$|Event$|^Review$|^PodcastEpisode$")
_NO_LISTS = frozenset({"BreadcrumbList", "SiteNavigationElement", "Menu", "FAQPage", "HowTo"})
_DEEPEST = 6
_MANY = 1000  # nodes
# `window.__STATE__ = {`, `self["data"]=[`, `window.STATE = JSON.parse("`
_ASSIGNED = re.compile(
    r"(?:window|self|globalThis)\s*(?:\.\s*[\w$]+|\[\s*[\"'][\w$-]+[\"']\s*\])\s*=\s*(?:(JSON\.parse\(\s*)(?=\")|(?=[\[{]))"
)
_FLIGHT = re.compile(r"self\.__next_f\.push\(\[1,\s*(\"(?:[^\"\\]|\\.)*+\")")  # React's stream, as Next.js sends it
_FLIGHT_ROW = re.compile(r"[0-9a-f]+:[\[{]")
_SCRIPT = 5_000_000  # characters of one script that are looked at
_BLOBS = 20  # pieces of data of one page
_NUXT_TAGS = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef", "Date", "NuxtIsland"})
_JSON = json.JSONDecoder(strict=False)


def inside(page: Page, door: Door) -> Given:
    """A JSON answer's items by the door's paths or by their looks; of an HTML page, those of its own data."""
    if page.body.lstrip()[:1] not in (b"{", b"["):
        return Given(of_page(Document(page)))
    data = loads(page)
    if door.paths != JsonPaths():
        return Given(_by_paths(data, door.paths, page.url))
    return Given(articles(data, Place(page.url, page.url, {})))


def of_page(document: Document) -> tuple[Link, ...]:
    """The items that JSON-LD lists, else those of the largest list of articles in the page's state."""
    listed = structured(document)
    if len(listed) >= 3:
        return listed
    place = _place(document)
    found = [articles(data, place) for data in _blobs(document)]
    return max(found, key=len, default=())


def structured(document: Document) -> tuple[Link, ...]:
    """The items that the page's JSON-LD lists, in its order."""
    place = Place(document.url, document.base, {})
    own = urls.identity(document.url)
    found = (link_of(node, place, "json-ld") for node in _nodes(document.json_ld, False, 0))
    return tuple(one for one in distinct(found) if urls.identity(one.url) != own)


def enriched(links: Iterable[Link], document: Document) -> tuple[Link, ...]:
    """The page's links with what its JSON-LD adds: what a link is silent about, and the time of a bare day."""
    known = {urls.identity(one.url): one for one in structured(document)} if document.json_ld else {}
    return tuple(_merged(one, known.get(urls.identity(one.url))) for one in links) if known else tuple(links)


def _merged(one: Link, other: Link | None) -> Link:
    if other is None:
        return one
    published = other.published if other.published and _is_vaguer(one, other.published) else one.published
    return replace(
        one,
        published=published,
        title=one.title or other.title,
        summary=one.summary or other.summary,
        image=one.image or other.image,
        authors=one.authors or other.authors,
    )


def _is_vaguer(one: Link, when: Any) -> bool:
    said = one.published
    return said is None or (not isinstance(said, datetime) and isinstance(when, datetime) and when.date() == said)


def _nodes(data: Any, listed: bool, depth: int) -> Iterator[dict[str, Any]]:
    """The nodes that are items: of a list, or articles by their type."""
    if depth > _DEEPEST:
        return
    for node in data if isinstance(data, list) else [data]:
        if isinstance(node, str) and listed:
            yield {"url": node}
        if not isinstance(node, dict) or types(node) & _NO_LISTS:
            continue
        held = [key for key in _HOLDERS if node.get(key)]
        for key in held:
            yield from _nodes(node[key], listed or key == "itemListElement" or key.startswith("blog"), depth + 1)
        if any(_ITEMS.search(name) for name in types(node)) or (listed and not held):
            page = node.get("mainEntityOfPage")
            address = node.get("url") or (page.get("@id") if isinstance(page, dict) else page) or node.get("@id")
            yield {**node, "url": address}


def _blobs(document: Document) -> Iterator[Any]:
    """The data in the page's scripts, the frameworks' own forms undone."""
    flight: list[str] = []
    left = _BLOBS
    for script in document.tree.css("script:not([src])"):
        text = (script.text() or "")[:_SCRIPT]
        kind = (script.attributes.get("type") or "").lower()
        if left <= 0:
            break
        if "json" in kind and "ld+json" not in kind:
            left -= 1
            data = _value(text)
            yield _revived(data) if "data-nuxt-data" in script.attributes or script.id == "__NUXT_DATA__" else data
        elif not kind or "javascript" in kind or kind == "module":
            flight += _FLIGHT.findall(text)
            for found in _ASSIGNED.finditer(text):
                left -= 1
                if left > 0:
                    yield _assigned(text, found)
    rows = "".join(str(_value(piece)) for piece in flight).split("\n")
    yield [_value(row.partition(":")[2]) for row in rows if _FLIGHT_ROW.match(row)]


def _value(text: str) -> Any:
    """The JSON value that a text begins with, None where it begins with none."""
    try:
        return _JSON.raw_decode(text.lstrip())[0]
    except (ValueError, RecursionError):
        return None


def _assigned(text: str, found: re.Match[str]) -> Any:
    value = _value(text[found.end() :])
    return _value(value) if found[1] and isinstance(value, str) else value


def _revived(flat: Any) -> Any:
    """Nuxt's payload: a list in which every value stands once, and holders name their parts by number."""
    if not isinstance(flat, list):
        return None
    made = [{} if isinstance(value, dict) else [] if isinstance(value, list) else value for value in flat]

    def at(number: Any) -> Any:
        for _ in range(4):
            if not isinstance(number, int) or not 0 <= number < len(flat):
                return None
            value = flat[number]
            if not (isinstance(value, list) and len(value) == 2 and value[0] in _NUXT_TAGS):
                return made[number]
            if value[0] == "Date":
                return value[1]
            number = value[1]
        return None

    for value, holder in zip(flat, made, strict=True):
        if isinstance(value, dict):
            holder.update({key: at(number) for key, number in value.items()})
        elif isinstance(value, list):
            holder.extend(map(at, value))
    return made


def _place(document: Document) -> Place:
    """Where slugs of the page's data lead: its links by their last segment."""
    known: dict[str, str] = {}
    for node in document.tree.css("a[href]"):
        if url := urls.absolute(node.attributes.get("href"), document.base):
            known.setdefault(urls.parts(url).path.rstrip("/").rpartition("/")[2], url)
    return Place(document.url, document.base, known)


def _by_paths(data: Any, paths: JsonPaths, base: str) -> tuple[Link, ...]:
    """The items where the configuration says that they are."""
    items = dig(data, paths.items)
    rows = list(items.values()) if isinstance(items, dict) else items if isinstance(items, list) else []
    return distinct(
        link(
            _said(row, paths.url or "url"),
            base,
            title=_said(row, paths.title or "title"),
            date=_said(row, paths.date),
            summary=_said(row, paths.summary),
            position=n,
            why="json",
        )
        for n, row in enumerate(rows)
    )


def _said(row: Any, path: str) -> str:
    value = dig(row, path) if path else ""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
