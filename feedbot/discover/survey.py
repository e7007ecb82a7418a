"""The links of a section page and the elements that they stand in, each looked at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from feedbot import urls
from feedbot.discover import regions
from feedbot.document import Document
from feedbot.text import squeeze

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_DEEP = 200  # levels; below that markup is broken, not nested
_MOST = 0.6  # of the page's links: more than a part of a page holds


@dataclass(slots=True, eq=False)
class Place:
    """An element with links in it; `signature` is equal for elements that look alike, down from the root."""

    node: LexborNode
    up: Place | None
    first: int  # number of the first and of the last link in it
    last: int
    depth: int = 0
    signature: int = 0
    loose: int = 0  # the same by tags alone
    region: int = 0
    heading: int = 0


@dataclass(slots=True, eq=False)
class Anchor:
    """One <a href>; `key` is equal for addresses that are one page."""

    number: int
    place: Place
    url: str
    key: str
    text: str
    size: int  # of the text, in Latin letters
    said: dict[str, str | None]
    heading: int = 0
    image: bool = False


@dataclass(slots=True, eq=False)
class Survey:
    """All links of the page and the elements around them, both in page order."""

    anchors: list[Anchor] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    links: int = 0  # every a[href], those that lead nowhere included


def survey(document: Document) -> Survey:
    """Look at every link once."""
    page = Survey()
    _links(document, page)
    _spans(page)
    _looks(page)
    _inside(document, page)
    return page


def _links(document: Document, page: Survey) -> None:
    """Every link with its address and text, and the elements around it from the top down."""
    base = document.base
    addresses: dict[str, tuple[str, str]] = {}
    known: dict[int, Place] = {}
    anchors, places = page.anchors, page.places
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
        chain = []
        above: LexborNode | None = node
        place: Place | None = None
        while above is not None:
            place = known.get(above.mem_id)
            if place is not None:
                break
            chain.append(above)
            above = above.parent
        for element in reversed(chain):
            place = known[element.mem_id] = Place(element, place, number, number)
            places.append(place)
        text = " ".join(node.text(separator=" ").split()) or _said(said)
        anchors.append(Anchor(number, place or Place(node, None, number, number), *address, text, size(text), said))


def _said(attributes: dict[str, str | None]) -> str:
    """What a link without text is called."""
    return squeeze(attributes.get("aria-label") or attributes.get("title") or "")


def _spans(page: Survey) -> None:
    """The last link in each element; children stand behind their parents in the list."""
    for place in reversed(page.places):
        up = place.up
        if up is not None and up.last < place.last:
            up.last = place.last


def _looks(page: Survey) -> None:
    """Region, heading level and signature of each element; what stands in a closed part is not looked at again."""
    numbers: dict[tuple[int, str | None, str], int] = {}
    most = _MOST * len(page.anchors)
    of_words, tags = regions.of_words, regions.TAGS
    for place in page.places:
        up = place.up
        tag = place.node.tag
        if up is None or tag == "body":
            continue
        region = up.region
        place.depth = up.depth + 1
        if region & regions.CLOSED or place.depth > _DEEP:
            place.region, place.heading, place.signature, place.loose = region, up.heading, up.signature, up.loose
            continue
        said = place.node.attributes
        words, bits = of_words(said.get("class") or "")
        if tag == "td":
            words += _column(place.node)
        if identifier := said.get("id"):
            bits |= of_words(identifier)[1]
        own = tags.get(tag or "", 0)
        if own and not (region & regions.ARTICLE and own & (regions.HEADER | regions.FOOTER)):
            bits |= own
        if "role" in said and said["role"] == "navigation":
            bits |= regions.NAV
        if bits and place.last - place.first >= most:
            bits &= ~regions.PARTIAL
        place.region = region | bits
        place.heading = HEADINGS.get(tag or "", up.heading)
        place.signature = numbers.setdefault((up.signature, tag, words), len(numbers) + 1)
        place.loose = numbers.setdefault((-up.loose, tag, ""), len(numbers) + 1)


def _column(cell: LexborNode) -> str:
    """The number of a table cell in its row, as a mark for each cell before it."""
    marks = ""
    before = cell.prev
    while before is not None and len(marks) < 20:
        if before.tag == "td":
            marks += "|"
        before = before.prev
    return marks


def _inside(document: Document, page: Survey) -> None:
    """Mark the links that hold a heading or a picture, or stand in a heading."""
    holders = {}
    for anchor in page.anchors:
        anchor.heading = anchor.place.heading
        holders[anchor.place.node.mem_id] = anchor
    for node in document.tree.css("h1,h2,h3,h4,h5,h6,img"):
        above = node.parent
        for _ in range(6):
            if above is None:
                break
            holder = holders.get(above.mem_id)
            if holder is not None:
                level = HEADINGS.get(node.tag or "", 0)
                if not level:
                    holder.image = True
                elif not holder.heading:
                    holder.heading = level
                break
            above = above.parent


# One letter of these scripts says about as much as two and a half of the Latin script.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def size(text: str) -> int:
    """The length of a text in Latin letters."""
    return len(text) if text.isascii() else len(text) + 3 * len(_DENSE.findall(text)) // 2
