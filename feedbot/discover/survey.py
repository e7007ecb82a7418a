"""The links of a section page and the elements that they stand in, each looked at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
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


_UNREAD: dict[str, str | None] = {}


@dataclass(slots=True, eq=False)
class Place:
    """An element with links in it."""

    node: LexborNode
    up: Place | None
    first: int  # number of the first and of the last link in it
    last: int
    depth: int  # of the document's own node 0, of what stands in the body 3 and more
    look: Look
    said: dict[str, str | None]  # attributes, of links only

    @property
    def region(self) -> int:
        return self.look.region


@dataclass(slots=True, eq=False)
class Anchor(Place):
    """One <a href>, the innermost place; `key` is equal for addresses that are one page."""

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
    """All links of the page and the elements around them, both in page order; no link is among its elements."""

    anchors: list[Anchor] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    links: int = 0  # every a[href], those that lead nowhere included


def survey(document: Document) -> Survey:
    """Look at every link once."""
    page = Survey()
    _links(document, page)
    _spans(page)
    looks = _Looks(len(page.anchors))
    looks.give(page.places)
    looks.give(page.anchors)
    _inside(document, page.anchors)
    return page


def _links(document: Document, page: Survey) -> None:
    """Every link with its address and text, and the elements around it from the top down."""
    base = document.base
    addresses: dict[str, tuple[str, str]] = {}
    known: dict[int, Place] = {}
    anchors, plain = page.anchors, Look()
    for node in document.tree.css("a[href]"):
        page.links += 1
        said = node.attributes
        href = said["href"] or ""
        address = addresses.get(href)
        if address is None:
            url = urls.absolute(href, base)
            address = addresses[href] = (url, urls.identity(url)) if url else ("", "")
        if not address[0]:
            continue
        number = len(anchors)
        up = _around(node, number, known, page.places, plain)
        text = " ".join(node.text(separator=" ").split()) or _said(said)
        anchors.append(Anchor(node, up, number, number, up.depth + 1, plain, said, *address, text, size(text)))


def _around(node: LexborNode, number: int, known: dict[int, Place], places: list[Place], plain: Look) -> Place:
    """The place around a link; it and those around it are made where they are not known yet."""
    chain = []
    above = node.parent
    place: Place | None = None
    while above is not None:
        place = known.get(above.mem_id)
        if place is not None:
            break
        chain.append(above)
        above = above.parent
    depth = place.depth if place is not None else -1
    while chain:
        depth += 1
        element = chain.pop()
        place = known[element.mem_id] = Place(element, place, number, number, depth, plain, _UNREAD)
        places.append(place)
    assert place is not None  # the document's own node is around all
    return place


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


class _Looks:
    """Gives each element its look; what stands in a closed part of the page is not looked at again."""

    def __init__(self, links: int) -> None:
        self.most = _MOST * links
        self.numbers: dict[tuple[int, str | None, str], int] = {}

    def give(self, places: Sequence[Place]) -> None:
        of_words, most, closed = regions.of_words, self.most, regions.CLOSED
        for place in places:
            up = place.up
            if up is None:
                continue
            above = up.look
            if above.region & closed or place.depth > _DEEP:
                place.look = above
                continue
            node = place.node
            tag = node.tag
            if tag == "body":
                continue
            said = place.said or node.attributes
            words = said.get("class") or ""
            bits = of_words(said["id"] or "")[1] if "id" in said else 0
            if "role" in said and said["role"] == "navigation":
                bits |= regions.NAV
            if place.last - place.first >= most:
                bits |= _WHOLE
            if tag == "td":
                words += _column(node)
            key = (tag, words, bits)
            place.look = above.inside.get(key) or self._new(above, key)

    def _new(self, above: Look, key: tuple[str | None, str, int]) -> Look:
        """The look of an element with this tag, these class words, and what its other attributes say."""
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
    holders = {}
    for anchor in anchors:
        anchor.heading = anchor.look.heading
        holders[anchor.node.mem_id] = anchor
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
