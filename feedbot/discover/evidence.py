"""What speaks for and against each address of a section page, as numbers; the trees of `model` weigh them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from feedbot.discover import regions
from feedbot.discover.shapes import Shape, Shapes
from feedbot.discover.survey import Anchor, Place, Survey

_DIGITS = re.compile(r"\d+")
_DATE = re.compile(r"(?<!\d)(?:(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?(?!\d)|\d{1,2}:\d\d)")
_LONG = 150  # letters; a longer text says no more
LABEL = 3  # so many addresses with one text, numbers aside: it is a label (2 comments), no title
_SAMPLES = 2  # cards of a list that are read to know what they hold

# The features in order: first what each address has of its own, then what a whole list shares.
OWN = (
    "size", "words", "heading", "anchors", "image", "same text", "same label", "external", "depth", "url date",
    "hyphens", "digits", "listing word", "below section", "query", "file", "address length", "order", "rank in card",
    "addresses in card", "framed everywhere",
    "pattern count", "pattern size", "pattern share", "pattern headings", "pattern framed",
)  # fmt: skip
SHARED = (
    *regions.NAMES,
    "count", "mean size", "least size", "headings", "anchors each", "share of text", "repeated", "externals",
    "listing words", "slugs", "numbers", "patterns", "texts", "start", "dates", "images", "card size", "times",
    "url dates", "loose count", "loose size", "loose externals", "loose slugs", "loose headings",
    "addresses", "section depth", "page externals",
)  # fmt: skip
FEATURES = OWN + SHARED
Row = tuple[float, ...]


@dataclass(slots=True, eq=False)
class Target:
    """One address of the page, the links that lead there, and the one that stands for it."""

    key: str
    anchors: list[Anchor]
    best: Anchor
    shape: Shape
    card: Place
    own: Row = ()

    @property
    def url(self) -> str:
        return self.best.url


@dataclass(slots=True, eq=False)
class Group:
    """A list: the targets whose links look alike and stand alike, and their shared features."""

    members: list[Target] = field(default_factory=list)
    shared: Row = ()


def label(text: str) -> str:
    """A text with its numbers alike: what makes "3 comments" and "14 comments" one label."""
    return _DIGITS.sub("9", text)


class Evidence:
    """All targets of a page in page order, and the lists they form; links in `closed` regions are left out, and so are
    the section itself and the pages above it."""

    def __init__(self, page: Survey, url: str, closed: int = regions.CLOSED) -> None:
        self.page = page
        self.closed = closed
        self.shapes = Shapes(url)
        self.labels = Counter(label(text) for _, text in {(a.key, a.text) for a in page.anchors})
        self.targets = self._targets()
        lists: dict[int, Group] = defaultdict(Group)
        loose: dict[int, list[Target]] = defaultdict(list)
        patterns: dict[str, list[Target]] = defaultdict(list)
        for target in self.targets:
            lists[target.best.place.signature].members.append(target)
            loose[target.best.place.loose].append(target)
            patterns[target.shape.pattern].append(target)
        self.lists = list(lists.values())
        self.letters = sum(min(t.best.size, _LONG) for t in self.targets) or 1
        count = len(self.targets) or 1
        whole = (count, self.shapes.depth, sum(t.shape.external for t in self.targets) / count)
        texts = Counter(t.best.text for t in self.targets)
        pattern_of = {name: self._pattern(members) for name, members in patterns.items()}
        for group in self.lists:
            _cards(group.members)
            place = group.members[0].best.place
            group.shared = (*_bits(place.region), *self._list(group.members), *_loose(loose[place.loose]), *whole)
            for target in group.members:
                target.own = (*self._own(target, texts[target.best.text]), *pattern_of[target.shape.pattern])

    def features(self) -> list[Row]:
        """The full row of each target, in the order of the lists."""
        return [(*target.own, *group.shared) for group in self.lists for target in group.members]

    def _targets(self) -> list[Target]:
        by_key: dict[str, list[Anchor]] = {}
        for anchor in self.page.anchors:
            if anchor.place.region & self.closed:
                continue
            if anchor.key in by_key:
                by_key[anchor.key].append(anchor)
            else:
                by_key[anchor.key] = [anchor]
        found = []
        for key, anchors in by_key.items():
            best = max(anchors, key=self.strength) if len(anchors) > 1 else anchors[0]
            shape = self.shapes.of(key)
            if shape.above:
                continue
            found.append(Target(key, anchors, best, shape, best.place))
        return found

    def strength(self, anchor: Anchor) -> tuple[bool, bool, bool, int]:
        """Order of the links to one address: a heading, the main part of the page, no label, the longer text."""
        main = not anchor.place.region & regions.FRAME
        titled = self.labels[label(anchor.text)] < LABEL and anchor.size > 1
        return (anchor.heading > 0 and main and titled, main, titled, min(anchor.size, _LONG))

    def _own(self, t: Target, alike: int) -> Row:
        a, s, card = t.best, t.shape, t.card
        frame = -1
        for other in t.anchors:
            frame &= other.place.region
        keys = 1 if card.first == card.last else len({x.key for x in self.page.anchors[card.first : card.last + 1]})
        return (
            min(a.size, 200), a.text.count(" "), a.heading, len(t.anchors), any(x.image for x in t.anchors),
            alike, self.labels[label(a.text)], s.external, s.depth, s.date, s.hyphens, s.digits, s.listing, s.below,
            s.query, s.file, s.length, a.number / len(self.page.anchors), a.number - card.first, keys,
            frame & regions.FRAME > 0,
        )  # fmt: skip

    def _pattern(self, members: list[Target]) -> Row:
        n = len(members)
        total = sum(min(t.best.size, _LONG) for t in members)
        return (
            n, total / n, total / self.letters, sum(t.best.heading > 0 for t in members) / n,
            sum(t.best.place.region & regions.FRAME > 0 for t in members) / n,
        )  # fmt: skip

    def _list(self, members: list[Target]) -> Row:
        n = len(members)
        sizes = [min(t.best.size, _LONG) for t in members]
        shapes = [t.shape for t in members]
        total = sum(sizes)
        step = max(1, n // _SAMPLES)
        cards = [_card(t.card) for t in members[::step][:_SAMPLES]]
        return (
            n, total / n, sorted(sizes)[n // 4], sum([t.best.heading > 0 for t in members]) / n,
            sum([len(t.anchors) for t in members]) / n, total / self.letters,
            sum([len(t.anchors) > 1 for t in members]) / n, sum([s.external for s in shapes]) / n,
            sum([s.listing for s in shapes]) / n, sum([s.hyphens >= 3 for s in shapes]) / n,
            sum([s.digits >= 3 for s in shapes]) / n, len({s.pattern for s in shapes}) / n,
            len({t.best.text for t in members}) / n, members[0].best.number / len(self.page.anchors),
            *(sum(column) / len(cards) for column in zip(*cards, strict=True)), sum([s.date for s in shapes]) / n,
        )  # fmt: skip


def _loose(members: list[Target]) -> Row:
    n = len(members)
    return (
        n, sum(min(t.best.size, _LONG) for t in members) / n, sum(t.shape.external for t in members) / n,
        sum(t.shape.hyphens >= 3 for t in members) / n, sum(t.best.heading > 0 for t in members) / n,
    )  # fmt: skip


def _cards(members: list[Target]) -> None:
    """The card of each link of a list: the highest element around it that holds no other link of the list."""
    numbers = [t.best.number for t in members]
    for n, target in enumerate(members):
        before = numbers[n - 1] if n else -1
        after = numbers[n + 1] if n + 1 < len(numbers) else 1 << 30
        limit = 12 if len(numbers) > 1 else 2
        card = target.best.place
        while limit and card.up is not None and card.up.depth > 1 and card.up.first > before and card.up.last < after:
            card = card.up
            limit -= 1
        target.card = card


def _card(card: Place) -> Row:
    """Whether a card holds a date, a picture and a <time>, and the length of its text."""
    text = card.node.text(separator=" ")
    image = time = False
    if card.last - card.first > 30:  # no card
        return (False, False, min(len(text), 1000), False)
    for node in card.node.traverse(include_text=False):
        tag = node.tag
        if tag == "img":
            image = True
        elif tag == "time":
            time = True
    return (_DATE.search(text, 0, 800) is not None, image, min(len(text), 1000), time)


_bit_rows: dict[int, Row] = {}


def _bits(region: int) -> Row:
    row = _bit_rows.get(region)
    if row is None:
        row = _bit_rows[region] = tuple(float(region >> bit & 1) for bit in range(len(regions.NAMES)))
    return row
