"""Which targets are the items, once each has its probability: what looks alike stands or falls together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from math import exp

from feedbot.discover import regions
from feedbot.discover.evidence import OWN, Evidence, Group, Target
from feedbot.discover.model import Trees

_SHARE = 0.8  # of a target's score comes from its list, the rest is its own
_SURE = 0.4  # a probability that is always enough
_RELATIVE = 0.3  # this share of the page's best is enough where nothing is sure
_LEAST = 0.02  # a page whose best is below this has no items
_CARDS = 5  # targets that show what the cards of a list are
_COVERED = 0.6  # of a list's cards hold what belongs to the cards
_SIDEBAR = 2.0  # log odds that a target loses which stands in sidebars only
_DECLARED = 4.0  # log odds that a target gains which the page calls an item
_SOURCE = 3.0  # log odds that a target loses whose text names a site
_BELOW = 1.0  # log odds that the targets of a list gain whose addresses are all below the section's
_STRAY = 2  # links that are no list by themselves
_WORD = 12  # letters; a link's text that is shorter is no title of an only item
_MOST = 0.5  # of the letters of the page's links
_NUMBER = re.compile(r"[\[(]?#?\d+[\])]?")
_RANGE = re.compile(r"\S*\d\S*\.{2,3}\S*\d\S*")  # v1.0...v1.1
_CORE = regions.MAIN | regions.ARTICLE
# So many items, and so great a share of all, outside of sidebars show that the sidebars hold something else.
_MAIN_COUNT, _MAIN_SHARE = 3, 0.2
_MAIN_PART = 0.3  # of what may be an item stands in lists that show what the others lack


def weigh(evidence: Evidence, trees: Trees) -> list[float]:
    """The logarithm of each target's odds, in the order of the lists."""
    left, odds = cache(trees.left), cache(trees.odds)  # a page's links have much in common
    found = []
    for group in evidence.lists:
        shared = trees.left(group.shared, len(OWN))
        found += [odds(shared & left(target.own)) for target in group.members]
    return found


def choose(evidence: Evidence, scores: Sequence[float]) -> list[Target]:
    """The items in page order; `scores` as `weigh` gives them."""
    odds: dict[str, float] = {}
    after = 0
    for group in evidence.lists:
        own = scores[after : after + len(group.members)]
        after += len(own)
        mean = _SHARE * sum(own) / len(own) + (_BELOW if not evidence.shapes.home and evidence.is_below(group) else 0)
        for target, score in zip(group.members, own, strict=True):
            score = (1 - _SHARE) * score + mean - (_SIDEBAR if in_sidebar(target) else 0)
            if evidence.names_a_site(target):
                score -= _SOURCE
            if target.key in evidence.declared:
                score += _DECLARED
            odds[target.key] = 0.0 if is_reference(target) or is_comparison(target) else 1 / (1 + exp(-score))
    best = max(odds.values(), default=0.0)
    if best < _LEAST:
        return []
    limit = min(_SURE, _RELATIVE * best)
    likely = [(group, [t for t in group.members if odds[t.key] >= limit]) for group in evidence.lists]
    likely = [(group, found) for group, found in likely if found]
    if not evidence.shapes.home:  # a home page has lists of many kinds
        likely = without_plain(likely)
    chosen = one_a_card([(found, sum(odds[t.key] for t in found) / len(found)) for _, found in likely])
    found = without_sidebars([target for target in evidence.targets if target.key in chosen])
    return [] if is_stray(found, evidence) else found


def is_stray(chosen: Sequence[Target], evidence: Evidence) -> bool:
    """Whether what was found is a link or two without heading or date, and not what the page is there for: little of
    its text, or no more than a word each.
    """
    if len(chosen) > _STRAY or not chosen:
        return False
    if any(target.best.heading or target.shape.date or target.best.region & _CORE for target in chosen):
        return False
    if all(target.letters < _WORD for target in chosen):
        return True
    return sum(target.letters for target in chosen) < _MOST * evidence.letters


def without_plain(lists: list[tuple[Group, list[Target]]]) -> list[tuple[Group, list[Target]]]:
    """The lists that are left when those with neither headings nor dates go: menus with long texts where the main list
    has both, similar and popular links where it has dates. What has addresses like the main list's may be its rest.
    """
    enough = max(_MAIN_COUNT, _MAIN_PART * sum(len(found) for _, found in lists))

    def holds_most(groups: Iterable[tuple[Group, list[Target]]]) -> bool:
        return sum(len(found) for _, found in groups) >= enough

    full = holds_most(pair for pair in lists if pair[0].headed and pair[0].dated)
    if not full and not holds_most(pair for pair in lists if pair[0].dated):
        return lists
    alike = {target.shape.pattern for group, found in lists if group.headed and group.dated for target in found}

    def stays(group: Group, found: list[Target]) -> bool:
        if group.headed or group.dated:
            return True
        if found[0].best.region & regions.RELATED:
            return False
        return not full or all(target.shape.pattern in alike for target in found)

    return [(group, found) for group, found in lists if stays(group, found)]


def one_a_card(lists: list[tuple[list[Target], float]]) -> set[str]:
    """The keys of the targets that are left when lists go that stand in most cards of a better list: its tags, its
    downloads, its authors. A list is given with its mean odds.
    """
    kept: set[str] = set()
    better: list[tuple[int, dict[int, int]]] = []  # how many cards, and the card that each link stands in
    for members, _ in sorted(lists, key=lambda pair: -pair[1]):
        numbers = [anchor.number for target in members for anchor in target.anchors]
        if any(len({at[n] for n in numbers if n in at}) >= _COVERED * count for count, at in better):
            continue
        kept.update(target.key for target in members)
        if len(members) >= _CARDS:
            better.append((len(members), _spans(members)))
    return kept


def _spans(members: list[Target]) -> dict[int, int]:
    """Which card each link number stands in; a card far larger than its list's others is the rest of the page."""
    middle = sorted(target.card.last - target.card.first for target in members)[len(members) // 2]
    return {
        number: n
        for n, target in enumerate(members)
        if target.card.last - target.card.first <= 3 * middle + 3
        for number in range(target.card.first, target.card.last + 1)
    }


def is_reference(target: Target) -> bool:
    """Whether a link to another site is called by a number alone: an issue, a footnote."""
    return target.shape.external and _NUMBER.fullmatch(target.best.text) is not None


def is_comparison(target: Target) -> bool:
    """Whether a link leads to what changed between two versions, which both have pages of their own."""
    return ".." in target.shape.last and _RANGE.fullmatch(target.shape.last) is not None


def in_sidebar(target: Target) -> bool:
    """Whether all links to a target stand in sidebars."""
    return target.frame & regions.ASIDE > 0


def without_sidebars(chosen: list[Target]) -> list[Target]:
    """The targets outside of sidebars, where they are enough to be the main list; else all."""
    main = [target for target in chosen if not in_sidebar(target)]
    return main if len(main) >= max(_MAIN_COUNT, _MAIN_SHARE * len(chosen)) else chosen
