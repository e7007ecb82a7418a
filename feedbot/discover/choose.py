"""Which targets are the items, once each has its probability: what looks alike stands or falls together."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from feedbot.discover import regions
from feedbot.discover.evidence import OWN, Evidence, Group, Target
from feedbot.discover.model import Trees

_SHARE = 0.8  # of a target's score comes from its list, the rest is its own
_SURE = 0.4  # a probability that is always enough
_RELATIVE = 0.3  # this share of the page's best is enough where nothing is sure
_LEAST = 0.02  # a page whose best is below this has no items
_SIDEBAR = 2.0  # log odds that a target loses which stands in sidebars only
# So many items, and so great a share of all, outside of sidebars show that the sidebars hold something else.
_MAIN_COUNT, _MAIN_SHARE = 3, 0.2


def weigh(evidence: Evidence, trees: Trees) -> list[float]:
    """The probability of each target, in the order of the lists."""
    found = []
    for group in evidence.lists:
        shared = trees.left(group.shared, len(OWN))
        found += [trees.probability(shared & trees.left(target.own)) for target in group.members]
    return found


def choose(evidence: Evidence, probabilities: Sequence[float]) -> list[Target]:
    """The items in page order; `probabilities` in the order of the lists."""
    odds: dict[str, float] = {}
    given = iter(probabilities)
    for group in evidence.lists:
        scores = [log(max(p, 1e-4) / max(1 - p, 1e-4)) for _, p in zip(group.members, given, strict=False)]
        mean = _SHARE * sum(scores) / len(scores)
        for target, score in zip(group.members, scores, strict=True):
            score = (1 - _SHARE) * score + mean - (_SIDEBAR if in_sidebar(target) else 0)
            odds[target.key] = 1 / (1 + exp(-score))
    best = max(odds.values(), default=0.0)
    if best < _LEAST:
        return []
    limit = min(_SURE, _RELATIVE * best)
    chosen = one_a_card([t for group in evidence.lists for t in _over(group, odds, limit)], odds)
    return without_sidebars([target for target in evidence.targets if target.key in chosen])


def _over(group: Group, odds: dict[str, float], limit: float) -> list[Target]:
    return [target for target in group.members if odds[target.key] >= limit]


def one_a_card(chosen: list[Target], odds: dict[str, float]) -> set[str]:
    """The keys that are left when of the targets that have one card the likeliest stays."""
    best: dict[int, Target] = {}
    for target in chosen:
        rival = best.get(target.card.node.mem_id)
        if rival is None or odds[target.key] > odds[rival.key]:
            best[target.card.node.mem_id] = target
    return {target.key for target in best.values()}


def in_sidebar(target: Target) -> bool:
    """Whether all links to a target stand in sidebars."""
    return all(anchor.place.region & regions.ASIDE for anchor in target.anchors)


def without_sidebars(chosen: list[Target]) -> list[Target]:
    """The targets outside of sidebars, where they are enough to be the main list; else all."""
    main = [target for target in chosen if not in_sidebar(target)]
    return main if len(main) >= max(_MAIN_COUNT, _MAIN_SHARE * len(chosen)) else chosen
