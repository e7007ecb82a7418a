"""What speaks for and against each address of a section page, as numbers; the trees of `model` weigh them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from feedbot.discover import regions
from feedbot.discover.shapes import Shape, Shapes
from feedbot.discover.survey import Anchor, Place, Survey

_DIGITS = re.compile("[0-9٠-٩۰-۹]+")
_NUMBER = re.compile(r"\d[\d./:-]+")
_DATE = re.compile(r"(?<!\d)(?:(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?(?!\d)|\d{1,2}:\d\d)")
_LONG = 150  # letters; a longer text says no more
LABEL = 3  # so many addresses with one text, numbers aside: it is a label (2 comments), no title
_SAMPLES = 2  # cards of a list that are read to know what they hold
_TALL, _ALONE = 12, 2  # elements that a card may climb over its link; the same for a link that is a list of its own
_CROWD = 30  # links; an element with more is no card
_TOP = 3  # depth of what stands in the body itself: mostly the page's parts, no cards

# The features in order: first what each address has of its own, then what a whole list shares.
OWN = (
    "size", "words", "heading", "listing word", "rank in card", "addresses in card", "framed everywhere",
    "pattern size", "pattern share", "pattern framed",
)  # fmt: skip
SHARED = (
    "aside", "mean size", "headings", "share of text", "repeated", "externals", "listing words", "slugs", "numbers",
    "texts", "start", "dates", "card size",
    "loose size", "loose externals", "loose headings",
    "addresses",
)  # fmt: skip
_HEADINGS, _DATES, _SIZE = map(SHARED.index, ("headings", "dates", "mean size"))
_TITLE = 30  # letters; names of sections and people are shorter
Row = tuple[float, ...]


@dataclass(slots=True, eq=False)
class Target:
    """One address of the page, the links that lead there, and the one that stands for it."""

    key: str
    anchors: list[Anchor]
    best: Anchor
    shape: Shape
    card: Place
    frame: int  # the regions that all its links stand in
    letters: int  # of the best link's text, as far as they count
    own: Row = ()

    @property
    def url(self) -> str:
        return self.best.url


@dataclass(slots=True, eq=False)
class Group:
    """A list: the targets whose links look alike and stand alike, and their shared features."""

    members: list[Target] = field(default_factory=list)
    shared: Row = ()

    @property
    def headed(self) -> bool:
        return self.shared[_HEADINGS] > 0.5

    @property
    def dated(self) -> bool:
        return self.shared[_DATES] > 0.5 or self.members[0].shape.date

    def signs(self) -> list[str]:
        """What shows that these are stories and no menu."""
        return [
            "headings" if self.headed else "",
            "dates" if self.dated else "",
            "long texts" if self.shared[_SIZE] > _TITLE else "",
        ]


def label(text: str) -> str:
    """A text with its numbers alike: what makes "3 comments" and "14 comments" one label."""
    return _DIGITS.sub("9", text)


class Evidence:
    """All targets of a page in page order, and the lists they form; the section itself and the pages above it are left
    out. `declared` are the keys that the page calls its items."""

    def __init__(self, page: Survey, url: str) -> None:
        self.page = page
        self.declared: Collection[str] = ()
        self.shapes = Shapes(url)
        texts = "\n".join([text for _, text in {(a.key, a.text) for a in page.anchors}])  # none holds a line's end
        self.labels = Counter(label(texts).split("\n"))
        self.keys = [anchor.key for anchor in page.anchors]
        self.targets = self._targets()
        lists: dict[int, Group] = defaultdict(Group)
        for target in self.targets:
            lists[target.best.look.signature].members.append(target)
        self.lists = [part for group in lists.values() for part in self._parted(group)]
        self.letters = sum([t.letters for t in self.targets]) or 1
        self._count()

    def features(self) -> list[Row]:
        """The full row of each target, in the order of the lists."""
        return [(*target.own, *group.shared) for group in self.lists for target in group.members]

    def told(self, items: Sequence[Target]) -> dict[str, str]:
        """What spoke for each item, in a few words, by its key."""
        keys = {target.key for target in items}
        words = {}
        for group in self.lists:
            found = [target for target in group.members if target.key in keys]
            signs = [f"one of {len(found)} alike" if len(found) > 1 else "", *group.signs()]
            words.update(dict.fromkeys([t.key for t in found], ", ".join(filter(None, signs)) or "likely"))
        return words

    def names_a_site(self, target: Target) -> bool:
        """Whether a link's text is but the host that a link of the page leads to: the source of an item, no title."""
        text = target.best.text
        return "." in text and text.lower().partition("/")[0].removeprefix("www.") in self.shapes.hosts

    def are_plain(self, items: Sequence[Target]) -> bool:
        """Whether nothing but their text speaks for these links: no heading, no date, no main part of the page."""
        keys = {target.key for target in items}
        core = regions.MAIN | regions.ARTICLE
        return not any(
            group.headed or group.dated or group.members[0].best.region & core
            for group in self.lists
            if any(t.key in keys for t in group.members)
        )

    def is_below(self, group: Group) -> bool:
        """Whether a list with dates leads to pages of this section alone, and not to its pages by number or month."""
        if len(group.members) < LABEL or not group.dated:
            return False
        shapes = [target.shape for target in group.members]
        return all(s.key.startswith(self.shapes.below) and s.named and not s.listing for s in shapes)

    def stories(self) -> set[str]:
        """The keys of the lists that show a sign of stories."""
        return {target.key for group in self.lists if any(group.signs()) for target in group.members}

    def _targets(self) -> list[Target]:
        by_key: dict[str, list[Anchor]] = defaultdict(list)
        for anchor in self.page.anchors:
            by_key[anchor.key].append(anchor)
        found = []
        for key, anchors in by_key.items():
            shape = self.shapes.of(key)
            if shape.above:
                continue
            best, frame = anchors[0], anchors[0].look.region
            if len(anchors) > 1:
                best = max(anchors, key=self.strength)
                for anchor in anchors:
                    frame &= anchor.look.region
            found.append(Target(key, anchors, best, shape, best, frame, min(best.size, _LONG)))
        return found

    def _parted(self, group: Group) -> list[Group]:
        """A list without the labels that stand beside its other links ("Download"), where no class tells them apart;
        the labels are a list of their own.
        """
        if len(group.members) < 2 * LABEL:
            return [group]
        texts = Counter([target.best.text for target in group.members])
        if len(texts) == len(group.members):
            return [group]
        around = [target.best.up for target in group.members]
        titled = {id(up) for up, t in zip(around, group.members, strict=True) if texts[t.best.text] < LABEL}
        if len(titled) < LABEL:
            return [group]
        parts = Group(), Group()
        for up, target in zip(around, group.members, strict=True):
            parts[texts[target.best.text] >= LABEL and id(up) in titled].members.append(target)
        return [part for part in parts if part.members]

    def strength(self, anchor: Anchor) -> tuple[bool, bool, bool, int]:
        """Order of the links to one address: a heading, the main part of the page, no label, the longer text."""
        main = not anchor.look.region & regions.FRAME
        titled = anchor.size > 1 and self.labels.get(label(anchor.text), 0) < LABEL
        return (anchor.heading > 0 and main and titled, main, titled, min(anchor.size, _LONG))

    def _count(self) -> None:
        """Give each target and each list its row."""
        loose: dict[int, list[Target]] = defaultdict(list)
        patterns: dict[str, list[Target]] = defaultdict(list)
        for target in self.targets:
            loose[target.best.look.loose].append(target)
            patterns[target.shape.pattern].append(target)
        pattern_rows = {name: self._pattern(members) for name, members in patterns.items()}
        loose_rows = {number: _loose(members) for number, members in loose.items()}
        for group in self.lists:
            _cards(group.members)
            row = loose_rows[group.members[0].best.look.loose]
            group.shared = (*self._list(group.members), *row, len(self.targets))
            for t in group.members:
                t.own = self._own(t) + pattern_rows[t.shape.pattern]

    def _own(self, t: Target) -> Row:
        a, card = t.best, t.card
        number, first = a.first, card.first
        return (
            a.size if a.size < 200 else 200, a.text.count(" "), a.heading, t.shape.listing, number - first,
            1 if first == card.last else len(set(self.keys[first : card.last + 1])), t.frame & regions.FRAME > 0,
        )  # fmt: skip

    def _pattern(self, members: list[Target]) -> Row:
        n = len(members)
        total = sum([t.letters for t in members])
        return total / n, total / self.letters, sum([t.best.look.region & regions.FRAME > 0 for t in members]) / n

    def _list(self, members: list[Target]) -> Row:
        n = len(members)
        total = sum([t.letters for t in members])
        shapes = [t.shape for t in members]
        cards = [_card(t.card) for t in members[:: max(1, n // _SAMPLES)][:_SAMPLES]]
        dated, length = zip(*cards, strict=True)
        return (
            members[0].best.look.region & regions.ASIDE > 0, total / n, sum([t.best.heading > 0 for t in members]) / n,
            total / self.letters, sum([len(t.anchors) > 1 for t in members]) / n, sum([s.external for s in shapes]) / n,
            sum([s.listing for s in shapes]) / n, sum([s.slug for s in shapes]) / n,
            sum([s.number for s in shapes]) / n, len({t.best.text for t in members}) / n,
            members[0].best.first / len(self.keys), sum(dated) / len(cards), sum(length) / len(cards),
        )  # fmt: skip


def _loose(members: list[Target]) -> Row:
    n = len(members)
    return (
        sum([t.letters for t in members]) / n, sum([t.shape.external for t in members]) / n,
        sum([t.best.heading > 0 for t in members]) / n,
    )  # fmt: skip


def _cards(members: list[Target]) -> None:
    """The card of each link of a list: the highest element around it that holds no other link of the list."""
    numbers = [-1, *[t.best.first for t in members], 1 << 30]
    steps = _TALL if len(members) > 1 else _ALONE
    top = _TOP - 1 if len({id(_part(t.best)) for t in members[:LABEL]}) == LABEL else _TOP
    for target, before, after in zip(members, numbers, numbers[2:], strict=False):
        card: Place = target.best
        for _ in range(steps):
            up = card.up
            if up is None or up.depth <= top or up.first <= before or up.last >= after:
                break
            card = up
        target.card = card


def _part(place: Place) -> Place:
    """The element in the body itself that a link stands in: where those of a list differ, they are its cards."""
    while place.depth > _TOP and place.up is not None:
        place = place.up
    return place


def apart(items: Sequence[Target]) -> None:
    """Make cards smaller that hold another item's card: that of an item which makes no list with the others may.

    Two items may share one card: a story elsewhere and what is said of it here; a sentence of one may link another.
    """
    order = sorted(items, key=lambda item: item.best.first)
    smaller: list[tuple[Target, Place]] = []
    places = [item.best.first for item in order]
    for item in order:
        inside = order[bisect_left(places, item.card.first) : bisect_right(places, item.card.last)]
        held = [one.best for one in inside if _holds(item, one)]
        if not held:
            continue
        before = max((link.first for link in held if link.first < item.best.first), default=-1)
        after = min((link.first for link in held if link.first > item.best.first), default=1 << 30)
        card: Place = item.best
        while card is not item.card and (up := card.up) is not None and before < up.first and up.last < after:
            card = up
        smaller.append((item, card))
    for item, card in smaller:
        item.card = card


def _holds(item: Target, other: Target) -> bool:
    """Whether an item whose link stands in this one's card has a card of its own there."""
    if other is item or other.card is item.card:
        return False
    around = other.best.node.parent
    return around is None or around.tag != "p" or len(around.text().strip()) < 2 * len(other.best.text)


def _card(card: Place) -> tuple[bool, int]:
    """Whether a card holds a date, and the length of its text."""
    if card.last - card.first > _CROWD:
        return False, 1000
    text = card.node.text(separator=" ")
    return any(map(_DATE.search, _NUMBER.findall(text, 0, 800))), min(len(text), 1000)
