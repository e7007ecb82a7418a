"""What of a whole site's items belongs to one section: by address, else by category."""

from __future__ import annotations

import re
from collections.abc import Iterable

from feedbot import text, urls
from feedbot.discover.doors.values import Door
from feedbot.model import Link, LinkRules

# Path segments that announce a section and do not stand in the addresses of its items.
_ANNOUNCES = frozenset({
    "c", "categoria", "categorie", "categories", "category", "channel", "kategori", "kategoria", "kategorie",
    "rubrica", "rubrik", "rubrique", "secao", "seccion", "section", "sections", "sujet", "tag", "tags", "tema",
    "temas", "thema", "theme", "themen", "topic", "topics",
})  # fmt: skip
_ENDING = re.compile(r"\.\w{2,5}$")
_GAP = re.compile(r"[\W_]+")


def of_section(links: Iterable[Link], door: Door) -> tuple[Link, ...]:
    """The links that belong to the door's section; a home page has all but itself."""
    own = urls.identity(door.section)
    others = [one for one in links if urls.identity(one.url) != own]
    if not door.wide or _is_home(door.section):
        return tuple(others)
    words, named = _segments(door.section), categories(door)
    return tuple(
        one
        for one in others
        if (one.section and _key(one.section) in named)
        or (words and urls.same_site(one.url, door.section) and _inside(words, _segments(one.url)[:-1]))
    )


def admitted(links: Iterable[Link], rules: LinkRules) -> list[Link]:
    """The links that the source's include and exclude patterns let in."""
    return [
        one
        for one in links
        if re.search(rules.include, one.url) and not (rules.exclude and re.search(rules.exclude, one.url))
    ]


def category(written: list[str], door: Door) -> str:
    """The category that an item counts under: the section's own where it is among those that are written."""
    named = categories(door)
    return next((said for said in written if _key(said) in named), written[0] if written else "")


def categories(door: Door) -> frozenset[str]:
    """The names under which the section may stand as a category."""
    words = _segments(door.section)
    return frozenset(_key(name) for name in (door.name, words[-1] if words else "") if name)


def _is_home(url: str) -> bool:
    _, _, path, query, _ = urls.parts(url)
    return path.rstrip("/") == "" and not query


def _segments(url: str) -> list[str]:
    """The segments of a path, without those that only announce a section in front.

    >>> _segments("https://paper.example/category/politics/index.html")
    ['politics']
    """
    path = urls.identity(url).partition("?")[0].partition("/")[2]
    words = [segment.lower() for segment in path.split("/") if segment]
    words = [*words[:-1], _ENDING.sub("", words[-1])] if words else []
    while len(words) > 1 and words[0] in _ANNOUNCES:
        del words[0]
    return words


def _inside(words: list[str], path: list[str]) -> bool:
    """Whether the words stand in a row in the path, as politics does in /2026/11/politics."""
    return any(path[n : n + len(words)] == words for n in range(len(path) - len(words) + 1))


def _key(name: str) -> str:
    return _GAP.sub(" ", text.plain(name).casefold()).strip()
