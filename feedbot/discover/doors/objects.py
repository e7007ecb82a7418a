"""Articles among the objects of any JSON data, told by what their keys are called."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from feedbot import urls
from feedbot.discover.doors.plain import distinct, link
from feedbot.document import utf8
from feedbot.errors import NoLinks
from feedbot.model import Link, Page

# Names of keys, without case, hyphens and underscores, the best first: what schema.org, WordPress, Drupal, Ghost,
# Contentful, Sanity, Strapi, Arc and home-made interfaces call them.
_NAMES = {
    field: names.split()
    for field, names in {
        "url": "url canonicalurl permalink link href weburl shareurl fullurl articleurl posturl pageurl publicurl"
        " absoluteurl websiteurl relativeurl path urlpath pathname uri pathalias alias slug urlslug seourl",
        "title": "headline title headlines name heading hed displaytitle webtitle subject label",
        "date": "datepublished publishedat published publisheddate publishdate publicationdate pubdate firstpublished"
        " firstpublishedat firstpublishdate firstpublicationdate displaydate publishedon dategmt date datetime posted"
        " postedat createdat created datecreated timestamp",
        "summary": "description summary excerpt dek teaser standfirst abstract subheadline subtitle lead intro",
        "image": "image thumbnail thumbnailurl featuredimage leadimage heroimage coverimage cover picture photo img"
        " promoitems",
        "author": "author authors byline creator contributors credits",
    }.items()
}
# Keys of an object that stands for one address, or for one text.
_OF_ADDRESS = ("url", "href", "current", "src", "contenturl", "path", "pathname", "canonical", "basic")
_OF_TEXT = ("rendered", "basic", "text", "plain", "default", "value", "name", "by")
# Objects around an article: GraphQL's edges, lists of schema.org, Strapi, Contentful.
_WRAPS = ("node", "item", "attributes", "fields", "content", "article", "post", "data")

_MANY = 200_000  # values that are looked at
_GAPS = re.compile(r"[_-]")
_SLUG = re.compile(r"[\w%.~-]{3,}")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DEEPEST = 3  # levels of an object or list that stands for one value
_FEWEST = 3  # articles that make a list
_TITLE_LENGTH = 20  # letters of a headline at least, on average; names of menus are shorter


@dataclass(frozen=True, slots=True)
class Place:
    """Where the data was found: what its addresses are relative to, and addresses of the page by their last segment."""

    url: str
    base: str
    known: Mapping[str, str]


def loads(page: Page) -> Any:
    """The data of a JSON answer; raises NoLinks where it is none."""
    try:
        return json.loads(utf8(page.body, page.content_type), strict=False)
    except (ValueError, RecursionError):
        raise NoLinks(page.url, "is no JSON") from None


def articles(data: Any, place: Place) -> tuple[Link, ...]:
    """The links of the list in the data that looks most like articles, and of other such lists of the same kind."""
    kinds: dict[tuple[str, str], list[list[Link]]] = defaultdict(list)
    for group in _groups(data):
        lists: dict[tuple[str, str], list[Link]] = defaultdict(list)
        for item in group:
            found = link_of(item, place, "json")
            if found and found.title and urls.identity(found.url) != urls.identity(place.url):
                keys = _keys(item)
                lists[_used(keys, _NAMES["url"]), _used(keys, _NAMES["title"])].append(found)
        for kind, links in lists.items():
            if _score(links):
                kinds[kind].append(links)
    best = max(kinds.values(), key=lambda of_kind: max(map(_score, of_kind)), default=[])
    return distinct(one for links in best for one in links)


def link_of(item: Mapping[str, Any], place: Place, why: str) -> Link | None:
    """One object as a link; None where it names no address."""
    keys = _keys(item)
    addresses = (_address(written, place) for written in _all(item, keys, _NAMES["url"], _OF_ADDRESS))
    address = next(filter(None, addresses), "")
    if not address:
        return None
    return link(
        address,
        place.base,
        title=_one(item, keys, _NAMES["title"]),
        date=_one(item, keys, _NAMES["date"]),
        summary=_one(item, keys, _NAMES["summary"]),
        image=next(_all(item, keys, _NAMES["image"], _OF_ADDRESS), ""),
        authors=_all(item, keys, _NAMES["author"], _OF_TEXT),
        why=why,
    )


def dig(data: Any, path: str) -> Any:
    """What stands at a path of keys and numbers; a key that meets a list is asked of each of its elements.

    >>> dig({"edges": [{"node": {"id": 1}}, {"node": {"id": 2}}]}, "edges.node.id")
    [1, 2]
    """
    for step in filter(None, path.split(".")):
        if isinstance(data, list):
            if step.isdigit():
                data = data[int(step)] if int(step) < len(data) else None
            else:
                data = [one[step] for one in data if isinstance(one, dict) and step in one]
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def _groups(data: Any) -> Iterator[list[dict[str, Any]]]:
    """The objects of each list, and of each mapping that is one by its keys' ids, wraps taken off."""
    waiting, seen, left = [data], set[int](), _MANY
    while waiting and left > 0:
        value = waiting.pop()
        if id(value) in seen or not isinstance(value, dict | list):
            continue
        seen.add(id(value))
        children = list(value.values() if isinstance(value, dict) else value)
        left -= len(children)
        group = [_unwrapped(child) for child in children if isinstance(child, dict)]
        if len(group) >= _FEWEST:
            yield group
        waiting += reversed(children)


def _unwrapped(item: dict[str, Any]) -> dict[str, Any]:
    for key in _WRAPS:
        inner = item.get(key)
        if isinstance(inner, dict) and len(inner) > 1:
            return {**{name: value for name, value in item.items() if name != key}, **inner}
    return item


def _keys(item: Mapping[str, Any]) -> dict[str, str]:
    """The item's keys by their bare names."""
    return {_GAPS.sub("", key).lower(): key for key in reversed(list(item))}


def _used(keys: Mapping[str, str], names: Sequence[str]) -> str:
    return next((name for name in names if name in keys), "")


def _one(item: Mapping[str, Any], keys: Mapping[str, str], names: Sequence[str]) -> str:
    return next(_all(item, keys, names, _OF_TEXT), "")


def _all(item: Mapping[str, Any], keys: Mapping[str, str], names: Sequence[str], inner: Sequence[str]) -> Iterator[str]:
    """The texts under the keys of these names, the best name first."""
    for name in names:
        if name in keys:
            yield from _texts(item[keys[name]], inner, 0)


def _texts(value: Any, inner: Sequence[str], depth: int) -> Iterator[str]:
    """What a value says: itself, or what stands in the object or in the first few of the list that it is."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
    elif depth < _DEEPEST and isinstance(value, list):
        for one in value[:5]:
            yield from _texts(one, inner, depth + 1)
    elif depth < _DEEPEST and isinstance(value, dict):
        keys = _keys(value)
        if used := _used(keys, inner):
            yield from _texts(value[keys[used]], inner, depth + 1)


def _address(written: str, place: Place) -> str:
    """The absolute address that a URL, a path from the root or a slug stands for."""
    written = written.strip()
    if written.isdigit():
        return ""
    if "/" in written:
        rooted = written if written.startswith(("/", "http://", "https://")) else "/" + written
        shown = place.known.get(rooted.rstrip("/").rpartition("/")[2], "")
        if shown.rstrip("/").endswith(rooted.rstrip("/")):  # the app may stand in a folder that its data leaves out
            return shown
        return urls.absolute(rooted, place.base) if " " not in rooted else ""
    if not _SLUG.fullmatch(written):
        return ""
    folder = place.url.partition("?")[0].rstrip("/") + "/"
    return place.known.get(written) or urls.absolute(written, folder)


def _score(links: list[Link]) -> float:
    """How much a list looks like one of articles: 0 for menus, tags, people, pictures."""
    if len(links) < _FEWEST:
        return 0.0
    size = len(links)
    dated = sum(one.published is not None for one in links) / size
    length = sum(len(one.title) + 2 * len(_DENSE.findall(one.title)) for one in links) / size
    if length < _TITLE_LENGTH and dated < 0.5:
        return 0.0
    return min(size, 30) * (1 + 2 * dated) * min(length, 80)
