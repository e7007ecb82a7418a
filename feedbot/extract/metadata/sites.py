"""The site's name where it is a heading: what the title tag holds beside the headline."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborNode

from feedbot import urls
from feedbot.document import Document
from feedbot.extract.metadata.texts import line
from feedbot.text import key

# What stands between a headline and the site's name.
SEPARATOR = re.compile(r"\s*[|｜»›·•⋆~*]+\s*|\s+[-–—―/<>]+\s+|\s*(?:--|—)\s*|(?<=\w)\s?[:：]\s+")
_BELOW = 12  # smaller headings that are looked at
_LONGEST = 400
_HEADLINE = re.compile(r"title|headline|entry|topic|subject")


def heading(document: Document, headings: list[str], title: str, told: Collection[str]) -> str:
    """The first heading that the title tag has as its site's part, or ""; `told` is what machines are told."""
    said = headings[0] if headings else ""
    rest, last = _rest(title, key(said)) if said else ("", False)
    if not rest:
        return ""
    node = document.elements("h1")[0]
    home = _leads_home(node, said, document)
    if (home and last) or rest in map(key, told):
        return said
    return said if (home or last) and rest in _others(document, headings, said, home) else ""


def _rest(title: str, name: str) -> tuple[str, bool]:
    """What a title tag says beside a name, as a key, and whether the name stands behind it."""
    if len(title) > _LONGEST:
        return "", False
    cuts = list(SEPARATOR.finditer(title))
    for cut in reversed(cuts):
        if key(title[cut.end() :]) == name:
            return key(title[: cut.start()]), True
    for cut in cuts:
        if key(title[: cut.start()]) == name:
            return key(title[cut.end() :]), False
    return "", False


def _others(document: Document, headings: list[str], said: str, home: bool) -> Iterator[str]:
    """The other headings that may be the headline; without a link home it is no shorter, and called one where small."""
    least = 0 if home else len(said.split())
    below = (document.elements("h2") + document.elements("h3"))[:_BELOW]
    small = [node for node in below if home or _HEADLINE.search(node.attributes.get("class") or "")]
    for other in (*headings[1:], *(line(node, _LONGEST) for node in small)):
        if len(other.split()) >= least:
            yield key(other)


def _leads_home(node: LexborNode, said: str, document: Document) -> bool:
    """Whether all of a heading is one link to the site's first page."""
    links = node.css("a[href]")
    if len(links) != 1 or key(line(links[0], _LONGEST)) != key(said):
        return False
    href = urls.absolute(links[0].attributes.get("href") or "", document.base)
    return urls.host(href) == urls.host(document.url) and urls.parts(href).path in ("", "/")
