"""A card as runs of text: what each block of it holds, what its class calls it, and which links it stands in."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from selectolax.lexbor import LexborNode

from feedbot.discover.survey import HEADINGS, size
from feedbot.discover.tags import COMMENT, TEXT, numbers
from feedbot.text import plain

# What the reading of a card makes of an element; those that are not named here are looked through. <small> holds a date
# or a source beside a title, so that it is a text of its own.
_BLOCK, _INLINE, _SILENT, _IMAGE, _BREAK = range(1, 6)
_ROLES = {
    tag: role
    for role, tags in (
        (
            _BLOCK,
            "address article aside blockquote caption center dd div dl dt fieldset figcaption figure footer form h1 h2"
            " h3 h4 h5 h6 header hr li main nav ol p pre section small table tbody td tfoot th thead time tr ul",
        ),
        (_INLINE, "a abbr b cite em font i span strong u"),
        (_SILENT, "script style noscript template svg button select option textarea iframe input"),
        (_IMAGE, "img"),
        (_BREAK, "br"),
    )
    for tag in tags.split()
}
_NUMBERS = numbers([*_ROLES, *HEADINGS])
_ROLE_OF = {_NUMBERS[tag]: role for tag, role in _ROLES.items()} | {COMMENT: _SILENT}
_HEADING_OF = {_NUMBERS[tag]: level for tag, level in HEADINGS.items()}
_A, _SPAN, TIME = _NUMBERS["a"], _NUMBERS["span"], _NUMBERS["time"]
_RUNS = frozenset((_A, _SPAN))
_DEEP = 60  # levels of a card that are read
# Class words that say what a piece of a card is; themes are written in English.
TITLE, META, DATE, AUTHOR, TOPIC = 1, 2, 4, 8, 16
# What is called so anywhere in a word, and what is called so by a whole word.
_PARTS = {
    "title": TITLE, "headline": TITLE, "heading": TITLE, "subject": TITLE,
    "date": META | DATE, "time": META | DATE, "publish": META | DATE, "posted": META | DATE, "created": DATE,
    "author": META | AUTHOR, "byline": META | AUTHOR, "autor": META | AUTHOR, "auteur": META | AUTHOR,
    "yazar": META | AUTHOR, "fecha": META | DATE, "datum": META | DATE, "tarih": META | DATE,
    "meta": META, "label": META, "prefix": META, "badge": META,
    "kicker": META | TOPIC, "eyebrow": META | TOPIC, "category": META | TOPIC,
}  # fmt: skip
_WORDS = {
    "hl": TITLE, "name": TITLE, "ago": META | DATE, "when": META | DATE, "day": DATE, "by": META | AUTHOR,
    "writer": AUTHOR, "vcard": AUTHOR, "tag": META, "tags": META, "cat": META | TOPIC, "info": META,
    "section": TOPIC, "rubric": TOPIC, "rubrik": TOPIC, "rubrique": TOPIC,
}  # fmt: skip


@lru_cache(maxsize=4096)
def kind(words: str) -> int:
    """What a class attribute says of its element, as bits.

    >>> kind("entry-title") == TITLE, kind("post-date") == META | DATE, kind("c-17")
    (True, True, 0)
    """
    words = words.lower()
    bits = 0
    for part, bit in _PARTS.items():
        if part in words:
            bits |= bit
    for word in words.replace("-", " ").replace("_", " ").split():
        bits |= _WORDS.get(word, 0)
    return bits & ~AUTHOR if "coment" in words or "comment" in words else bits


@dataclass(slots=True, eq=False)
class Piece:
    """A run of text: (text, the link's element or 0) in order."""

    spot: Spot
    parts: list[tuple[str, int]]
    anchors: Sequence[int]  # the links' elements in order, some more than once
    text: str
    size: int

    def of(self, anchors: set[int]) -> str:
        """Only what stands in these links."""
        if len(self.parts) == 1:
            return self.text if self.parts[0][1] in anchors else ""
        return plain("".join([text for text, anchor in self.parts if anchor in anchors]))

    def without(self, anchors: set[int]) -> str:
        """Only what stands outside of these links."""
        if len(self.parts) == 1:
            return "" if self.parts[0][1] in anchors else self.text
        return plain("".join([text for text, anchor in self.parts if anchor not in anchors]))


@dataclass(slots=True, eq=False)
class Card:
    """What a card holds, in page order."""

    pieces: list[Piece]
    images: list[LexborNode]
    times: list[LexborNode]  # <time> elements, and those whose class says date


@dataclass(slots=True, eq=False)
class Spot:
    """Where a run of text stands in all cards of one make; nodes by their number in the card."""

    tag: int
    kind: int
    heading: int
    parts: list[tuple[int, int]] = field(default_factory=list)  # a text's number, its link's or -1
    linked: bool = False


@dataclass(slots=True, eq=False)
class Layout:
    """Where everything stands in all cards of one make."""

    spots: list[Spot] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    images: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)

    def card(self, nodes: Sequence[LexborNode]) -> Card:
        """The card that these nodes are."""
        ids = {number: nodes[number].mem_id for number in self.links}
        ids[-1] = 0
        pieces = []
        for spot in self.spots:
            if len(spot.parts) == 1:
                number, link = spot.parts[0]
                text = nodes[number].text_content
                if not text or text.isspace():
                    continue
                parts = [(text, ids[link])]
            else:
                parts = [(text, ids[link]) for number, link in spot.parts if (text := nodes[number].text_content)]
                text = "".join([text for text, _ in parts])
                if not text or text.isspace():
                    continue
                while parts[0][0].isspace():
                    del parts[0]
            text, length = _read(text)
            if text:
                linked = [anchor for text, anchor in parts if anchor and not text.isspace()] if spot.linked else ()
                pieces.append(Piece(spot, parts, linked, text, length))
        return Card(pieces, [nodes[number] for number in self.images], [nodes[number] for number in self.times])


def _read(text: str) -> tuple[str, int]:
    """A text as plain text, and its size."""
    line = " ".join(text.split())
    if "&" in line or not line.isprintable():  # entities, or characters that are not seen
        line = plain(text)
    return line, size(line)


class Layouts:
    """Reads the cards of a page. The cards of a list are of few makes, so that each make's elements are looked at once;
    `stops` are the elements of all cards, where the search for what belongs to one ends.
    """

    def __init__(self, stops: set[int]) -> None:
        self.stops = stops
        self.known: dict[tuple[int, tuple[int, ...]], Layout] = {}

    def card(self, root: LexborNode, signature: int) -> Card:
        """The card with this root; those that look alike and have the same elements in one order are of one make."""
        nodes: list[LexborNode] = []
        starts = []
        for top in _tops(root, self.stops):
            starts.append(len(nodes))
            nodes += top.traverse(include_text=True)
        tags = tuple(map(_TAG_ID, nodes))
        layout = self.known.get((signature, tags))
        if layout is None:
            layout = self.known[signature, tags] = _layout(nodes, tags, starts)
        return layout.card(nodes)


_TAG_ID = attrgetter("tag_id")


@dataclass(slots=True, eq=False)
class _Open:
    """An element whose children are being read: the run of text that is open in it, the link around it, its depth."""

    home: Spot
    link: int
    depth: int


def _layout(nodes: Sequence[LexborNode], tags: Sequence[int], starts: Container[int]) -> Layout:
    """Look at every element of a card once; `starts` are the numbers of those that no other of them holds."""
    layout = Layout()
    inside: dict[int, _Open] = {}
    for number, (node, tag) in enumerate(zip(nodes, tags, strict=True)):
        if number in starts:
            around = _Open(Spot(0, 0, 0), -1, 0)
            layout.spots.append(around.home)
        else:
            up = node.parent
            known = inside.get(up.mem_id) if up is not None else None
            if known is None:
                continue  # it stands in what says nothing
            around = known
        if tag == TEXT:
            around.home.parts.append((number, around.link))
            around.home.linked |= around.link >= 0
            continue
        role = _ROLE_OF.get(tag) or ("-" in (node.tag or "") and _own_role(node, number, layout))
        if role == _IMAGE:
            layout.images.append(number)
        elif role == _BREAK:
            around.home = Spot(tag, around.home.kind, around.home.heading)
            layout.spots.append(around.home)
        elif role != _SILENT and around.depth < _DEEP:
            if tag in _RUNS and around.home.parts and not around.home.heading and _touches(node):
                around.home = Spot(around.home.tag, around.home.kind, 0)
                layout.spots.append(around.home)
            home = _opened(node, number, tag, around.home, layout) if role else around.home
            if tag == _A:
                layout.links.append(number)
            inside[node.mem_id] = _Open(home, number if tag == _A else around.link, around.depth + 1)
    layout.spots = [spot for spot in layout.spots if spot.parts]
    return layout


def _own_role(node: LexborNode, number: int, layout: Layout) -> int:
    """An element of the site's own making stands in a line; some state a date (<relative-time>)."""
    if "datetime" in node.attributes:
        layout.times.append(number)
    return _INLINE


def _touches(node: LexborNode) -> bool:
    """Whether a <span> or a link follows another one without even a space: then they are set apart by style, and no one
    text.
    """
    before = node.prev
    return before is not None and before.tag_id in _RUNS


def _opened(node: LexborNode, number: int, tag: int, home: Spot, layout: Layout) -> Spot:
    """The run that a block opens, or an inline element whose class says what it is; else the one that is open."""
    words = node.attributes.get("class")
    called = kind(words) if words else 0
    if not called and _ROLE_OF.get(tag) != _BLOCK:
        return home
    opened = Spot(tag, called, _HEADING_OF.get(tag, home.heading))
    layout.spots.append(opened)
    if tag == TIME or called & DATE:
        layout.times.append(number)
    return opened


def _tops(root: LexborNode, stops: set[int]) -> Iterator[LexborNode]:
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
