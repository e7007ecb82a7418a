"""One walk over a section page: its elements, its texts and its links, as parallel lists that the other steps count in."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from feedbot import urls
from feedbot.document import Document

# What a region of a page is, as bits that descendants inherit.
NAV, HEADER, FOOTER, ASIDE, WIDGET, RELATED, MAIN, ARTICLE, FORM, COMMENT, SHARE, META, PAGER, HIDDEN, AD = (
    1 << bit for bit in range(15)
)

_TAG_REGION = {
    "nav": NAV, "header": HEADER, "footer": FOOTER, "aside": ASIDE, "main": MAIN, "article": ARTICLE, "form": FORM,
    "address": META, "dialog": HIDDEN,
}  # fmt: skip
# Class and id words of themes and frameworks, which are English whatever the language of the page.
_WORD_REGION = {
    NAV: "nav navbar navigation menu menus submenu megamenu topbar breadcrumb breadcrumbs toolbar subnav topnav mainnav sitenav dropdown tabs",
    HEADER: "header masthead branding logo siteheader",
    FOOTER: "footer colophon siteinfo copyright bottombar",
    ASIDE: "sidebar aside rail rightbar leftbar rightcol leftcol rightcolumn leftcolumn secondary tertiary sidebox sidecol righter side",
    WIDGET: "widget widgets module block box portlet",
    RELATED: "related popular trending recommended recommendation recommendations mostread mostviewed mostpopular viewed recent latest"
    " read-also similar ticker newsticker marquee toplist ranking highlights carousel slider slideshow slick swiper owl promo teasers also",
    MAIN: "main content primary maincontent articles posts feed river stream listing archive results",
    ARTICLE: "article post entry story item hentry card teaser episode thread topic discussion",
    COMMENT: "comment comments reply replies respond disqus lastpost",
    SHARE: "share sharing social follow addthis addtoany sharedaddy",
    META: "byline author authors meta category categories cat tag tags tagcloud kicker label labels topics posted info date time",
    PAGER: "pagination pager paging pages pagenav paginate paginator pagelist prev next wp-pagenavi",
    HIDDEN: "modal popup overlay offcanvas cookie cookies gdpr consent skip",
    AD: "ad ads advert advertisement advertising sponsor sponsored sponsors banner banners adsense donate newsletter subscribe",
}
_REGION_OF = {word: bit for bit, words in _WORD_REGION.items() for word in words.split()}
_PIECES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Words that tell one row of a list from the next, not one list from another.
_VARIANT = frozenset(
    "odd even first last alt active current selected sticky featured new hot unread read hidden visible open closed left right top"
    " middle center start end hover clearfix cf".split()
)
_STABLE = re.compile(r"[A-Za-z][A-Za-z_-]*")
_HASHED = re.compile(r"[a-z]*[A-Z][a-z]*[A-Z]+[a-z]*[A-Za-z]*$")
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "object", "select", "option", "textarea"})
_DATE = re.compile(r"(?<!\d)(?:(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?(?!\d)|\d{1,2}:\d\d)")


@dataclass(slots=True, eq=False)
class Anchor:
    """One <a href> of the page; numbers are places in the survey's lists."""

    order: int
    element: int
    url: str
    key: str
    text: str = ""
    size: int = 0
    heading: int = 0
    region: int = 0
    signature: int = 0
    loose: int = 0
    image: bool = False
    card: int = 0


@dataclass(slots=True, eq=False)
class Survey:
    """The page as lists: one place an element in document order, one a text."""

    nodes: list[LexborNode] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)  # one past the last descendant
    texts: list[str] = field(default_factory=list)
    text_parents: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # first text of an element
    stops: list[int] = field(default_factory=list)  # one past its last
    anchors: list[Anchor] = field(default_factory=list)
    regions: dict[int, int] = field(default_factory=dict)
    attributes: dict[int, dict[str, str | None]] = field(default_factory=dict)

    def text(self, element: int) -> str:
        """An element's text, squeezed."""
        return " ".join(" ".join(self.texts[self.starts[element] : self.stops[element]]).split())


def survey(document: Document) -> Survey:
    """Walk the page once."""
    page = Survey()
    places: dict[int, int] = {}
    nodes, tags, parents, texts, owners, starts = (
        page.nodes, page.tags, page.parents, page.texts, page.text_parents, page.starts,
    )  # fmt: skip
    root = document.tree.body or document.root
    if root is None:
        return page
    links: list[int] = []
    for node in root.traverse(include_text=True):
        tag = node.tag
        if tag == "-text":
            parent = places.get(node.parent.mem_id, 0)
            if tags[parent] in _SILENT:
                continue
            text = node.text_content
            if text and not text.isspace():
                texts.append(text)
                owners.append(parent)
        elif tag and tag[0] != "-":
            place = len(nodes)
            places[node.mem_id] = place
            if tag == "a":
                links.append(place)
            nodes.append(node)
            tags.append(tag)
            parents.append(places.get(node.parent.mem_id, 0) if place else -1)
            starts.append(len(texts))
    _close(page)
    _Reader(page, document).read(links)
    return page


def _close(page: Survey) -> None:
    """Where each element ends, in elements and in texts."""
    size = len(page.nodes)
    ends = page.ends = list(range(1, size + 1))
    stops = page.stops = list(page.starts)
    for number, owner in enumerate(page.text_parents):
        stops[owner] = number + 1
    parents = page.parents
    for place in range(size - 1, 0, -1):
        parent = parents[place]
        if ends[place] > ends[parent]:
            ends[parent] = ends[place]
        if stops[place] > stops[parent]:
            stops[parent] = stops[place]
    if len(page.texts) > (stops[0] if stops else 0) and stops:
        stops[0] = len(page.texts)


_classes: dict[str, tuple[str, int]] = {}


def _class(words: str) -> tuple[str, int]:
    """The words of a class attribute that last, and the regions they name."""
    known = _classes.get(words)
    if known is None:
        stable, bits = [], 0
        for word in words.split()[:8]:
            if _STABLE.fullmatch(word) and word.lower() not in _VARIANT and not _HASHED.match(word):
                stable.append(word)
            for piece in _PIECES.findall(word):
                bits |= _REGION_OF.get(piece.lower(), 0)
            bits |= _REGION_OF.get(word.lower(), 0)
        if len(_classes) > 20_000:
            _classes.clear()
        known = _classes[words] = (" ".join(stable[:3]), bits)
    return known


class _Reader:
    """Reads the anchors: address, text, signature and region; what ancestors have in common is worked out once."""

    def __init__(self, page: Survey, document: Document) -> None:
        self.page = page
        self.base = document.base
        self.signatures: dict[tuple[int, str, str], int] = {}
        self.paths: dict[int, tuple[int, int, int]] = {-1: (0, 0, 0)}
        self.seen: dict[str, tuple[str, str]] = {}

    def read(self, links: list[int]) -> None:
        page = self.page
        images = [place for place, tag in enumerate(page.tags) if tag == "img" or tag == "picture"]
        for place in links:
            said = page.nodes[place].attributes
            href = said.get("href")
            if not href:
                continue
            url, key = self.address(href)
            if not url:
                continue
            page.attributes[place] = said
            signature, region, heading = self.path(place)
            text = page.text(place)
            end = page.ends[place]
            if not heading:
                heading = next((_HEADINGS[tag] for tag in page.tags[place + 1 : end] if tag in _HEADINGS), 0)
            at = bisect_left(images, place)
            page.anchors.append(
                Anchor(
                    order=len(page.anchors), element=place, url=url, key=key, text=text, size=_size(text),
                    heading=heading, region=region, signature=signature,
                    loose=self.loose(place), image=at < len(images) and images[at] < end,
                )
            )  # fmt: skip

    def address(self, href: str) -> tuple[str, str]:
        known = self.seen.get(href)
        if known is None:
            url = urls.absolute(href, self.base)
            known = self.seen[href] = (url, urls.identity(url)) if url else ("", "")
        return known

    def path(self, place: int) -> tuple[int, int, int]:
        """Signature, region and heading level of an element: those of its parent and its own."""
        page, paths = self.page, self.paths
        chain = []
        while place not in paths:
            chain.append(place)
            place = page.parents[place]
        signature, region, heading = paths[place]
        for place in reversed(chain):
            tag = page.tags[place]
            said = page.attributes.get(place)
            if said is None:
                said = page.nodes[place].attributes
                page.attributes[place] = said
            words, bits = _class(said.get("class") or "")
            if tag == "body" or tag == "html":
                bits = 0
            identifier = said.get("id")
            if identifier and tag not in ("body", "html"):
                bits |= _class(identifier)[1]
            role = said.get("role")
            if role == "navigation":
                bits |= NAV
            own = _TAG_REGION.get(tag, 0)
            if region & ARTICLE and own & (HEADER | FOOTER):
                own = 0
            region |= bits | own
            heading = _HEADINGS.get(tag, heading)
            signature = self.signatures.setdefault((signature, tag, words), len(self.signatures) + 1)
            paths[place] = (signature, region, heading)
        return paths[place]

    def loose(self, place: int) -> int:
        """A number for the tags of the link and its next five ancestors, whatever their classes."""
        names = []
        page = self.page
        while place > 0 and len(names) < 6:
            names.append(page.tags[place])
            place = page.parents[place]
        return self.signatures.setdefault((-1, " ".join(names), ""), len(self.signatures) + 1)


# One letter of these scripts says about as much as two and a half of the Latin script.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _size(text: str) -> int:
    """The length of a text in Latin letters."""
    return len(text) if text.isascii() else len(text) + round(1.5 * len(_DENSE.findall(text)))


def dated(page: Survey) -> list[int]:
    """How many texts before each place look like a date (a running sum)."""
    sums = [0]
    total = 0
    for text in page.texts:
        if len(text) < 80 and _DATE.search(text):
            total += 1
        sums.append(total)
    return sums
