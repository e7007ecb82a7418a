"""The links of a section page and the elements that they stand in, each looked at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from feedbot import urls
from feedbot.discover import regions
from feedbot.discover.tags import numbers
from feedbot.document import Document
from feedbot.text import squeeze

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_DEEP = 200  # levels; below that markup is broken, not nested
_MOST = 0.6  # of the page's links: more than a part of a page holds
_WHOLE = "whole"  # the mark of an element where so much stands


_LINKS = "a[href]"
_LINKS_AND_HEADINGS = ",".join([_LINKS, *(f"a {name}" for name in HEADINGS)])  # asked together: one walk of the tree
_A, _BODY, _TD = numbers(("a", "body", "td")).values()

_Key = tuple[int, str | None, int, str]  # tag, class attribute, bits of other attributes, a mark


@dataclass(slots=True, eq=False)
class Look:
    """What all elements share that look alike, down from the root; `inside` holds the looks of what they contain."""

    signature: int = 0
    loose: int = 0  # the same by tags alone
    region: int = 0
    heading: int = 0
    inside: dict[_Key, Look] = field(default_factory=dict)


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
    found = document.tree.css(_LINKS_AND_HEADINGS)
    nodes = [node for node in found if node.tag_id == _A]
    page = Survey(links=len(nodes))
    walk = _Walk(nodes, page.places, closed)
    addresses = _Addresses(document.base)
    anchors, at = page.anchors, 0
    while at < len(nodes):
        node = nodes[at]
        up = walk.around(node, at, len(anchors))
        at += 1
        if up is None:
            at = max(at, walk.after)
            continue
        said = node.attributes
        url, key = addresses.of(said["href"] or "")
        if not url:
            continue
        look = walk.look(up.look, node, _A, said)
        if look.region & closed:
            continue
        text = " ".join(node.text(separator=" ").split()) or _said(said)
        number = up.last = len(anchors)
        anchors.append(
            Anchor(node, up, number, number, up.depth + 1, look, said, url, key, text, size(text), look.heading)
        )
    _spans(page.places)
    if len(found) > len(nodes):
        _inside([node for node in found if node.tag_id != _A], anchors)
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

    def __init__(self, nodes: list[LexborNode], places: list[Place], closed: int) -> None:
        self.nodes, self.places, self.closed = nodes, places, closed
        self.known: dict[int, Place] = {}
        self.looks = _Looks()
        self.look = self.looks.of
        self.after = 0
        self.most = int(_MOST * len(nodes))
        self.latest = len(nodes) - self.most  # an element that begins behind this link does not hold most of them
        self.middle = set(_above(nodes[len(nodes) // 2])) if nodes else set()

    def around(self, node: LexborNode, at: int, number: int) -> Place | None:
        """The place around a link, None in a closed part; it and those around it are made where they are not known."""
        known, chain = self.known, []
        above, place = node.parent, None
        while above is not None:
            mem_id = above.mem_id
            place = known.get(mem_id)
            if place is not None:
                break
            chain.append((above, mem_id))
            above = above.parent
        for element, mem_id in reversed(chain):
            if place is None:
                look, depth = Look(), 0
            else:
                look, depth = self._look(place, element, mem_id, at), place.depth + 1
                if look.region & self.closed:
                    self.after = at + len(element.css(_LINKS))
                    return None
            place = known[mem_id] = Place(element, place, number, -1, depth, look)
            self.places.append(place)
        return place

    def _look(self, up: Place, node: LexborNode, mem_id: int, at: int) -> Look:
        tag = node.tag_id
        if tag == _BODY or up.depth > _DEEP:
            return up.look
        mark = _column(node) if tag == _TD else ""
        if at <= self.latest and mem_id in self.middle and self._holds(mem_id, at + self.most - 1):
            mark = _WHOLE
        return self.look(up.look, node, tag, node.attributes, mark)

    def _holds(self, mem_id: int, number: int) -> bool:
        """Whether a link stands in an element."""
        return mem_id in _above(self.nodes[number])


class _Looks:
    """What elements look like; those that share it have one Look."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[int, str | None, str], int] = {}
        self.known: dict[tuple[int, int], Look] = {}

    def of(self, above: Look, node: LexborNode, number: int, said: dict[str, str | None], mark: str = "") -> Look:
        """The look of an element by its tag, its class words, what its other attributes say, and a mark of its own."""
        bits = regions.of_words(said["id"] or "")[1] if "id" in said else 0
        if "role" in said and said["role"] == "navigation":
            bits |= regions.NAV
        key = (number, said.get("class"), bits, mark)
        return above.inside.get(key) or self._new(above, node.tag, key)

    def _new(self, above: Look, tag: str | None, key: _Key) -> Look:
        _, words, bits, mark = key
        stable, named = regions.of_words(words or "")
        bits |= named
        own = regions.TAGS.get(tag or "", 0)
        if own and not (above.region & regions.ARTICLE and own & (regions.HEADER | regions.FOOTER)):
            bits |= own
        if mark == _WHOLE:
            bits &= ~regions.PARTIAL
            mark = ""
        region = above.region | bits
        signature = self._number(above.signature, tag, stable + mark)
        look = self.known.get((signature, region))
        if look is None:
            loose = self._number(-above.loose, tag, "")
            look = Look(signature, loose, region, HEADINGS.get(tag or "", above.heading))
            self.known[signature, region] = look
        above.inside[key] = look
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


def _spans(places: list[Place]) -> None:
    """The last link in each element; children stand behind their parents in the list."""
    for place in reversed(places):
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


def _inside(headings: list[LexborNode], anchors: list[Anchor]) -> None:
    """Mark the links that hold a heading."""
    holders = {anchor.node.mem_id: anchor for anchor in anchors}
    for node in headings:
        above = node.parent
        while above is not None and above.mem_id not in holders and above.tag != "a":
            above = above.parent
        holder = holders.get(above.mem_id) if above is not None else None
        if holder is not None and not holder.heading:
            holder.heading = HEADINGS[node.tag or ""]


# In UTF-8, what the characters from U+3000 to U+DFFF begin with: Han, kana, hangul. One says about as much as two and
# a half letters of the Latin script.
_DENSE = bytes(range(0xE3, 0xEE))


def size(text: str) -> int:
    """The length of a text in Latin letters."""
    if text.isascii():
        return len(text)
    raw = text.encode("utf-8", "replace")
    return len(text) + 3 * (len(raw) - len(raw.translate(None, _DENSE))) // 2
