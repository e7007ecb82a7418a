"""Item links of a page -> the CSS selector that selects them and nothing else, for `links.select`.

Every candidate is tried on the page. Names that a build tool made up are left out, and numbers of places among siblings
come only where nothing else tells the items from other links: both change from one visit to the next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from feedbot import urls
from feedbot.discover import regions
from feedbot.discover.survey import Anchor, survey
from feedbot.document import Document
from feedbot.model import Link

_HIGH = 12  # elements above a link that are looked at
_TRIES = 400  # selectors that are tried on the page, of each kind
_PARTS = 6  # selectors joined by commas; a longer list describes today's page, not the section
_NAME = re.compile(r"[A-Za-z][A-Za-z-]*(?:__?[A-Za-z-]+)*")
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_VOWEL = re.compile(r"[aeiouy]", re.I)
# Elements that say what they hold; others are named by id and class alone.
_TELLING = frozenset(
    ["main", "article", "section", "aside", "header", "li", "ol", "ul", "dl", "dt", "dd", "table", "td"]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


@dataclass(frozen=True, slots=True)
class _Trial:
    """A selector, and the wanted addresses that it may select."""

    css: str
    keys: frozenset[str]


def selector_for(document: Document, links: Sequence[Link]) -> str:
    """The shortest stable selector of the links to these items, tried on the page; "" where there is none.

    What it selects leads to each of the items and nowhere else.
    """
    page = Page(document, links)
    found: list[_Trial] = []
    for trials in (page.one_step(), page.two_steps(), page.by_address(), page.by_place()):
        tried = [trial for trial in map(page.tried, trials) if trial.keys]
        whole = [trial for trial in tried if trial.keys == page.wanted]
        if whole:
            return whole[0].css
        found += tried
        if cover := _cover(found, page.wanted):
            return ", ".join(cover)
    return ""


def _cover(trials: Sequence[_Trial], wanted: frozenset[str]) -> list[str]:
    """Few selectors that have all addresses together, the greatest first; [] where they would be too many."""
    missing, chosen = set(wanted), list[str]()
    while missing and len(chosen) < _PARTS:
        best = max(trials, key=lambda trial: len(missing & trial.keys), default=None)
        if best is None or not missing & best.keys:
            break
        chosen.append(best.css)
        missing -= best.keys
    return [] if missing else chosen


class Page:
    """The page with its links: which are wanted, and what stands above them."""

    def __init__(self, document: Document, links: Sequence[Link]) -> None:
        self.tree = document.tree
        anchors = survey(document).anchors
        self.wanted = frozenset(urls.identity(link.url) for link in links)
        self.key_of = {anchor.place.node.mem_id: anchor.key for anchor in anchors}
        self.anchors = _open([anchor for anchor in anchors if anchor.key in self.wanted])

    def tried(self, trial: _Trial) -> _Trial:
        """The selector with the addresses that it does select: none where it selects another link, too."""
        keys = {self.key_of.get(node.mem_id) for node in self.tree.css(trial.css)} - {None}
        return _Trial(trial.css, frozenset(key for key in keys if key) if keys <= self.wanted else frozenset())

    def one_step(self) -> list[_Trial]:
        """A link by its own class, or by one element above it."""
        return _sorted((css, a.key) for a in self.anchors for css in (*_own(a)[1:], *_under(a)))

    def two_steps(self) -> list[_Trial]:
        """A link by two elements above it."""
        return _sorted(
            (f"{outer} {css}", anchor.key)
            for anchor in self.anchors
            for n, node in enumerate(_above(anchor.place.node))
            for css in _steps(node, n, anchor)
            for higher in list(_above(node))[: _HIGH // 2]
            for outer in _names(higher)
        )

    def by_address(self) -> list[_Trial]:
        """A link by a folder of its address, alone or below one element."""
        return _sorted(
            (css, anchor.key)
            for anchor in self.anchors
            for folder in _folders(anchor.said.get("href") or "")
            for css in (
                f"a{folder}",
                *(f"{name} a{folder}" for node in _above(anchor.place.node) for name in _names(node)),
            )
        )

    def by_place(self) -> list[_Trial]:
        """A link by an element's place among its siblings."""
        return _sorted(
            (f"{outer} > {_nth(node)} a", anchor.key)
            for anchor in self.anchors
            for node in _above(anchor.place.node)
            if node.parent is not None
            for outer in _names(node.parent)
        )


def _open(anchors: Sequence[Anchor]) -> list[Anchor]:
    """The links outside of menus and footers, where an address has any; else all of its links."""
    outside = {anchor.key for anchor in anchors if not anchor.place.region & regions.CLOSED}
    return [a for a in anchors if a.key not in outside or not a.place.region & regions.CLOSED]


def _sorted(trials: Iterable[tuple[str, str]]) -> list[_Trial]:
    """Each selector once: those that may have all addresses, then the shortest."""
    keys: dict[str, set[str]] = defaultdict(set)
    for css, key in trials:
        keys[css].add(key)
    ordered = sorted(keys, key=lambda css: (-len(keys[css]), len(css), css))
    return [_Trial(css, frozenset(keys[css])) for css in ordered[:_TRIES]]


def _own(anchor: Anchor) -> list[str]:
    """The link itself: by its tag, and by its classes."""
    return ["a", *(f"a{name}" for name in _classes(anchor.place.node))]


def _under(anchor: Anchor) -> Iterator[str]:
    for n, node in enumerate(_above(anchor.place.node)):
        yield from _steps(node, n, anchor)


def _steps(node: LexborNode, height: int, anchor: Anchor) -> Iterator[str]:
    """The link below an element; directly below it, where that is so."""
    for name in _names(node):
        for own in _own(anchor):
            yield f"{name} {own}"
            if not height:
                yield f"{name} > {own}"


def _above(node: LexborNode) -> Iterator[LexborNode]:
    """The elements above, the nearest first, up to the body."""
    above = node.parent
    for _ in range(_HIGH):
        if above is None or above.tag in ("body", "html"):
            return
        yield above
        above = above.parent


def _names(node: LexborNode) -> list[str]:
    """An element by its id, its classes, its tag: what is not made up."""
    identifier = node.attributes.get("id") or ""
    tag = node.tag or ""
    plain = [tag] if tag in _TELLING or tag in _HEADINGS else []
    return [*([f"#{identifier}"] if _stable(identifier) else []), *_classes(node), *plain]


def _classes(node: LexborNode) -> list[str]:
    words = (node.attributes.get("class") or "").split()
    return [f".{word}" for word in dict.fromkeys(words) if _stable(word)][:4]


def _stable(name: str) -> bool:
    """Whether a person chose the name.

    >>> [_stable(name) for name in ("entry-title", "storyCard", "sc-bdVaJa", "Card_x__aBcDe", "post-17", "css-kqzw")]
    [True, True, False, False, False, False]
    """
    if not _NAME.fullmatch(name) or regions.of_words(name)[0] != name:
        return False
    return not any(map(_made_up, re.split(r"[-_]+", name)))


def _made_up(word: str) -> bool:
    """Whether a word is none: humps of one or two letters, or four consonants and no vowel."""
    humps = _PIECE.findall(word)
    if len(humps) > 1 and any(len(hump) < 3 for hump in humps):
        return True
    return len(word) > 3 and not _VOWEL.search(word) and not word.isupper()


def _folders(href: str) -> Iterator[str]:
    """The beginnings of an address's path, as attribute selectors; never the whole, which is one item's."""
    path = urls.parts(href).path if "://" in href else href.partition("?")[0].partition("#")[0]
    segments = path.rpartition("/")[0].split("/")
    for count in range(2, min(len(segments), 4) + 1):
        folder = "/".join(segments[:count]) + "/"
        if re.fullmatch(r"/[\w/.-]+", folder, re.A) and not re.search(r"\d", folder):
            yield f'[href*="{folder}"]'


def _nth(node: LexborNode) -> str:
    """The element by its number among its siblings."""
    number, before = 1, node.prev
    while before is not None:
        number += before.is_element_node
        before = before.prev
    return f"{node.tag}:nth-child({number})"
