"""The links of a section page and the elements that they stand in, each looked at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from feedbot import urls
from feedbot.discover import regions
from feedbot.document import Document
from feedbot.text import squeeze

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_DEEP = 200  # levels; below that markup is broken, not nested
_MOST = 0.6  # of the page's links: more than a part of a page holds
_WHOLE = 1 << len(regions.NAMES)  # a mark beside the regions: so much stands here


@dataclass(slots=True, eq=False)
class Look:
    """What all elements share that look alike, down from the root; `inside` holds the looks of what they contain."""

    signature: int = 0
    loose: int = 0  # the same by tags alone
    region: int = 0
    heading: int = 0
    inside: dict[tuple[str | None, str, int], Look] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Place:
    """An element with links in it."""

    node: LexborNode
    up: Place | None
    first: int  # number of the first and of the last link in it
    last: int  # -1: none is left
    depth: int  # of the document's own node 0, of what stands in the body 3 and more
    look: Look

    @property
    def region(self) -> int:
        return self.look.region


@dataclass(slots=True, eq=False)
class Anchor(Place):
    """One <a href>, the innermost place; `key` is equal for addresses that are one page."""

    said: dict[str, str | None]  # attributes
    url: str
    key: str
    text: str
    size: int  # of the text, in Latin letters
    heading: int = 0
    image: bool = False

    @property
    def number(self) -> int:
        return self.first

    @property
    def place(self) -> Place:
        return self


@dataclass(slots=True, eq=False)
class Survey:
    """The links of a page and the elements around them, both in page order; no link is among its elements."""

    anchors: list[Anchor] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    links: int = 0  # every a[href], those that lead nowhere or stand in closed parts included


def survey(document: Document, closed: int = 0) -> Survey:
    """Look at every link once; those in `closed` regions are passed over."""
    nodes = document.tree.css("a[href]")
    page = Survey(links=len(nodes))
    walk = _Walk(nodes, page, closed)
    addresses = _Addresses(document.base)
    anchors, at = page.anchors, 0
    while at < len(nodes):
        node = nodes[at]
        up = walk.around(node, at, len(anchors))
        if up.look.region & closed:
            at = max(at + 1, walk.after)
            continue
        at += 1
        said = node.attributes
        if not (address := addresses.of(said["href"] or ""))[0]:
            continue
        look = walk.look(up, node, "a", said)
        if look.region & closed:
            continue
        text = " ".join(node.text(separator=" ").split()) or _said(said)
        number = len(anchors)
        anchors.append(
            Anchor(node, up, number, number, up.depth + 1, look, said, *address, text, size(text), look.heading)
        )
    _spans(page)
    _inside(document, anchors)
    return page


class _Addresses:
    """The absolute address and the identity of each href, looked at once."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.known: dict[str, tuple[str, str]] = {}

    def of(self, href: str) -> tuple[str, str]:
        known = self.known.get(href)
        if known is None:
            url = urls.absolute(href, self.base)
            known = self.known[href] = (url, urls.identity(url)) if url else ("", "")
        return known


class _Walk:
    """The elements around the links, from the top down, each with its look; `after` is the number of the first link
    behind the closed part that was met last."""

    def __init__(self, nodes: list[LexborNode], page: Survey, closed: int) -> None:
        self.nodes, self.places, self.closed = nodes, page.places, closed
        self.known: dict[int, Place] = {}
        self.numbers: dict[tuple[int, str | None, str], int] = {}
        self.after = 0
        self.most = int(_MOST * len(nodes))
        self.middle = set(_above(nodes[len(nodes) // 2])) if nodes else set()

    def around(self, node: LexborNode, at: int, number: int) -> Place:
        """The place around a link; it and those around it are made where they are not known yet."""
        known, chain = self.known, []
        above, place = node.parent, None
        while above is not None:
            mem_id = above.mem_id
            place = known.get(mem_id)
            if place is not None:
                break
            chain.append((above, mem_id))
            above = above.parent
        while chain:
            element, mem_id = chain.pop()
            if place is None:
                place = Place(element, None, number, -1, 0, Look())
            else:
                place = Place(element, place, number, -1, place.depth + 1, self._look(place, element, mem_id, at))
            known[mem_id] = place
            if place.look.region & self.closed:
                self.after = at + len(element.css("a[href]"))
                return place
            self.places.append(place)
        assert place is not None  # the document's own node is around all
        return place

    def _look(self, up: Place, node: LexborNode, mem_id: int, at: int) -> Look:
        tag = node.tag
        if tag == "body" or up.depth > _DEEP:
            return up.look
        whole = mem_id in self.middle and at + self.most <= len(self.nodes) and self._holds(mem_id, at + self.most - 1)
        return self.look(up, node, tag, node.attributes, _WHOLE if whole else 0)

    def _holds(self, mem_id: int, number: int) -> bool:
        """Whether a link stands in an element."""
        return mem_id in _above(self.nodes[number])

    def look(self, up: Place, node: LexborNode, tag: str | None, said: dict[str, str | None], bits: int = 0) -> Look:
        """The look of an element by its tag, its class words, and what its other attributes say."""
        words = said.get("class") or ""
        if "id" in said:
            bits |= regions.of_words(said["id"] or "")[1]
        if "role" in said and said["role"] == "navigation":
            bits |= regions.NAV
        if tag == "td":
            words += _column(node)
        key = (tag, words, bits)
        return up.look.inside.get(key) or self._new(up.look, key)

    def _new(self, above: Look, key: tuple[str | None, str, int]) -> Look:
        tag, words, bits = key
        classes, _, column = words.partition("|")
        stable, named = regions.of_words(classes)
        bits |= named
        own = regions.TAGS.get(tag or "", 0)
        if own and not (above.region & regions.ARTICLE and own & (regions.HEADER | regions.FOOTER)):
            bits |= own
        if bits & _WHOLE:
            bits &= ~(regions.PARTIAL | _WHOLE)
        look = above.inside[key] = Look(
            self._number(above.signature, tag, stable + column),
            self._number(-above.loose, tag, ""),
            above.region | bits,
            HEADINGS.get(tag or "", above.heading),
        )
        return look

    def _number(self, above: int, tag: str | None, words: str) -> int:
        return self.numbers.setdefault((above, tag, words), len(self.numbers) + 1)


def _above(node: LexborNode) -> Iterator[int]:
    """The elements around one, the nearest first."""
    above = node.parent
    while above is not None:
        yield above.mem_id
        above = above.parent


def _said(attributes: dict[str, str | None]) -> str:
    """What a link without text is called."""
    return squeeze(attributes.get("aria-label") or attributes.get("title") or "")


def _spans(page: Survey) -> None:
    """The last link in each element; children stand behind their parents in the list."""
    for anchor in page.anchors:
        if anchor.up is not None:
            anchor.up.last = anchor.first
    for place in reversed(page.places):
        up = place.up
        if up is not None and up.last < place.last:
            up.last = place.last


def _column(cell: LexborNode) -> str:
    """The number of a table cell in its row, as a mark for each cell before it."""
    marks = "|"
    before = cell.prev
    while before is not None and len(marks) < 20:
        if before.tag == "td":
            marks += "|"
        before = before.prev
    return marks


def _inside(document: Document, anchors: list[Anchor]) -> None:
    """Mark the links that hold a heading or a picture, or stand in a heading."""
    holders = {anchor.node.mem_id: anchor for anchor in anchors}
    for node in document.tree.css("a h1,a h2,a h3,a h4,a h5,a h6,a img"):
        above = node.parent
        while above is not None and above.mem_id not in holders and above.tag != "a":
            above = above.parent
        holder = holders.get(above.mem_id) if above is not None else None
        if holder is None:
            continue
        level = HEADINGS.get(node.tag or "", 0)
        if not level:
            holder.image = True
        elif not holder.heading:
            holder.heading = level


# One letter of these scripts says about as much as two and a half of the Latin script.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def size(text: str) -> int:
    """The length of a text in Latin letters."""
    return len(text) if text.isascii() else len(text) + 3 * len(_DENSE.findall(text)) // 2
