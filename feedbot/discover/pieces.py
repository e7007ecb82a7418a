"""A card as runs of text: what each block of it holds, what its class calls it, and which links it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborNode

from feedbot.discover.survey import HEADINGS, size
from feedbot.text import plain

# What the reading of a card makes of an element; those that are not named here are looked through.
_BLOCK, _INLINE, _SILENT, _IMAGE, _BREAK = range(1, 6)
_ROLES = {
    tag: role
    for role, tags in (
        (
            _BLOCK,
            "address article aside blockquote caption center dd div dl dt fieldset figcaption figure footer form h1 h2"
            " h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead time tr ul",
        ),
        (_INLINE, "a abbr b cite em font i small span strong u"),
        (_SILENT, "script style noscript template svg button select option textarea iframe input -comment"),
        (_IMAGE, "img"),
        (_BREAK, "br"),
    )
    for tag in tags.split()
}
_DEEP = 60  # levels of a card that are read
# Class words that say what a piece of a card is; themes are written in English.
TITLE, META, DATE, AUTHOR = 1, 2, 4, 8
_KINDS = (
    (TITLE, re.compile(r"title|headline|heading|subject|(?:^|[-_ ])(?:hl|name)(?:$|[-_ ])", re.I)),
    (
        META,
        re.compile(
            r"date|time|publish|posted|meta|byline|author|kicker|eyebrow|category|label|prefix|badge"
            r"|(?:^|[-_ ])(?:tags?|by|cat|info|ago|when)(?:$|[-_ ])",
            re.I,
        ),
    ),
    (DATE, re.compile(r"date|time|publish|posted|created|(?:^|[-_ ])(?:ago|when|day)(?:$|[-_ ])", re.I)),
    (AUTHOR, re.compile(r"author|byline|(?:^|[-_ ])(?:by|writer|vcard)(?:$|[-_ ])", re.I)),
)


@lru_cache(maxsize=4096)
def kind(words: str) -> int:
    """What a class attribute says of its element, as bits.

    >>> kind("entry-title") == TITLE, kind("post-date") == META | DATE, kind("c-17")
    (True, True, 0)
    """
    return sum(bit for bit, pattern in _KINDS if pattern.search(words))


@dataclass(slots=True, eq=False)
class Piece:
    """A run of text: (text, the link's element or 0) in order."""

    tag: str
    kind: int
    heading: int
    parts: list[tuple[str, int]]
    anchors: Sequence[int] = ()  # the links' elements in order, some more than once
    text: str = ""
    size: int = 0

    def of(self, anchors: set[int]) -> str:
        """Only what stands in these links."""
        if len(self.parts) == 1:
            return self.text if self.parts[0][1] in anchors else ""
        return plain("".join([text for text, anchor in self.parts if anchor in anchors]))

    def without(self, anchors: set[int]) -> str:
        """Only what stands outside of these links."""
        return plain("".join([text for text, anchor in self.parts if anchor not in anchors]))


@dataclass(slots=True, eq=False)
class Card:
    """What a card holds, in page order."""

    pieces: list[Piece] = field(default_factory=list)
    images: list[LexborNode] = field(default_factory=list)
    times: list[LexborNode] = field(default_factory=list)  # <time> elements, and those whose class says date


def card(root: LexborNode, stops: set[int]) -> Card:
    """Read a card; `stops` are the elements of other cards, where the search for what belongs to it ends."""
    found = Card()
    for node in _nodes(root, stops):
        _read(node, found)
    kept = []
    for piece in found.pieces:
        parts = piece.parts
        if not parts:
            continue
        text = piece.text = plain("".join([text for text, _ in parts]) if len(parts) > 1 else parts[0][0])
        if text:
            piece.size = size(text)
            piece.anchors = [anchor for text, anchor in parts if anchor and not text.isspace()]
            kept.append(piece)
    found.pieces = kept
    return found


def _read(root: LexborNode, found: Card) -> None:
    """Read an element, or a text beside one, into pieces of its own."""
    tag = root.tag or ""
    home = Piece("", 0, 0, [])
    found.pieces.append(home)
    if tag == "-text":
        home.parts.append((root.text_content or "", 0))
        return
    if _ROLES.get(tag) in (_BLOCK, _INLINE):
        home = _opened(root, tag, home, found)
    _walk(root, home, root.mem_id if tag == "a" else 0, found, _DEEP)


def _walk(node: LexborNode, home: Piece, anchor: int, found: Card, left: int) -> None:
    """Read the children of an element, `left` levels deep: texts go to the piece that is open, `home`."""
    child = node.first_child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            text = child.text_content
            if text and (home.parts or not text.isspace()):
                home.parts.append((text, anchor))
        else:
            role = _ROLES.get(tag) or ("-" in tag and _INLINE)
            if role == _IMAGE:
                found.images.append(child)
            elif role == _BREAK:
                home = Piece(tag, home.kind, home.heading, [])
                found.pieces.append(home)
            elif role != _SILENT and left:
                opened = _opened(child, tag, home, found) if role else home
                _walk(child, opened, child.mem_id if tag == "a" else anchor, found, left - 1)
        child = child.next


def _opened(node: LexborNode, tag: str, home: Piece, found: Card) -> Piece:
    """The piece that a block opens, or an inline element whose class says what it is; else the one that is open."""
    words = node.attributes.get("class")
    called = kind(words) if words else 0
    if not called and _ROLES.get(tag) != _BLOCK:
        return home
    opened = Piece(tag, called, HEADINGS.get(tag, home.heading), [])
    found.pieces.append(opened)
    if tag == "time" or called & DATE:
        found.times.append(node)
    return opened


def _nodes(root: LexborNode, stops: set[int]) -> Iterator[LexborNode]:
    """The card's element and what belongs to it beside it: a <dt>'s <dd>, a row's next rows, a bare link's line."""
    tag, after, left = root.tag, root.next, 40
    if tag == "a":
        before = root.prev
        while before is not None and before.tag in ("-text", "b", "i", "span", "font", "small", "time", "em", "strong"):
            yield before
            before = before.prev
    yield root
    while after is not None and left and after.mem_id not in stops:
        if tag == "a":
            if after.tag in ("br", "a", "li", "hr") or after.tag in HEADINGS:
                return
            yield after
        elif tag == "tr" or tag == "dt":
            if after.tag == "dt":
                return
            if after.tag == "tr" or after.tag == "dd":
                yield after
                left -= 15
        else:
            return
        after, left = after.next, left - 1
