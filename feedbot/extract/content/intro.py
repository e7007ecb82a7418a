"""The standfirst: the paragraph between headline and article element, which many sites set into their header."""

from __future__ import annotations

import re

from feedbot.extract import names
from feedbot.extract.content.features import Region
from feedbot.extract.outline import TAG, Outline
from feedbot.text import key

_NEAR = 14  # blocks before the container among which the headline stands
_SHORTEST, _LONGEST = 80, 700  # characters of a standfirst
_SHORTEST_NAMED = 25  # the same, where it is named for it
_NAMED = re.compile(
    r"(?:^|[\s_-]|[a-z](?=[A-Z]))(?:sub-?(?:title|head(?:line|ing)?)|standfirst|dec?k|chapo|chapeau|lead|lede|intro|strapline|ingress"
    r"|vorspann|teaser-?text|entradilla|bajada|sommario|untertitel|sous-?titre|subt[ií]tulo)(?:$|[\s_-]|text)",
    re.I,
)
_TAGS = frozenset(TAG[name] for name in ("p", "div", "h2", "h3", "section", "header"))
_HEADLINE = TAG["h1"]
_NO_TEXT = frozenset(
    TAG[name] for name in ("figure", "figcaption", "aside", "footer", "form", "ul", "ol", "table", "blockquote")
)
_TELLING = names.BIT["title"]
_JUNK = names.JUNK | names.BIT["comment"] | names.BIT["toc"] | names.BIT["shop"]
_ENDS = tuple('.!?…。！？।»”"')


def intro(region: Region, summary: str = "") -> list[int]:
    """The blocks of the page that are the article's standfirst, outside of its element.

    `summary` is what the page's head says of it, which is often the same.
    """
    page, first = region.page, region.first
    start = next((at + 1 for at in range(first - 1, max(-1, first - _NEAR), -1) if _is_headline(page, at)), first)
    found = [at for at in range(start, first) if _may_be(page, at)]
    kinds = page.kinds({element for at in found for element in _around(page, page.owner[at], region)})
    said = set(region.texts)
    told = key(summary) if found else ""
    return [at for at in found if page.text[at] not in said and _is_intro(page, at, kinds, region, told)]


def _is_headline(page: Outline, at: int) -> bool:
    return page.tag[page.owner[at]] == _HEADLINE


def _may_be(page: Outline, at: int) -> bool:
    """Whether a block is of a standfirst's length, without links, and alone in an element that can be one."""
    owner = page.owner[at]
    alone = page.end[owner] - page.start[owner] == 1
    return alone and _SHORTEST_NAMED <= page.size[at] <= _LONGEST and not page.linked[at] and page.tag[owner] in _TAGS


def _is_intro(page: Outline, at: int, kinds: list[int], region: Region, summary: str) -> bool:
    """Whether a block reads like a sentence, is named for a standfirst or is the summary; nothing around it is junk."""
    told = 0
    for element in _around(page, page.owner[at], region):
        if page.tag[element] in _NO_TEXT:
            return False
        told |= kinds[element]
    named = _is_named(page, at)
    if told & _JUNK and not (named or told & _TELLING):
        return False
    if summary and key(page.text[at]) == summary:
        return True
    if named or page.size[at] < _SHORTEST:
        return named
    return page.text[at].endswith(_ENDS) or bool(kinds[page.owner[at]] & _TELLING)


def _is_named(page: Outline, at: int) -> bool:
    """Whether a short line, or what holds nothing but it, is named for a standfirst."""
    owner = page.owner[at]
    above = page.parent[owner]
    holders = (owner, above) if page.end[above] - page.start[above] == 1 else (owner,)
    return any(_NAMED.search(page.names[element]) for element in holders)


def _around(page: Outline, element: int, region: Region) -> list[int]:
    """An element and those around it that do not hold the container."""
    found = []
    while element >= 0 and not (page.start[element] <= region.first < page.end[element]):
        found.append(element)
        element = page.parent[element]
    return found
