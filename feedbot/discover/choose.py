"""Which targets are the items, once each has its probability: what looks alike stands or falls together."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from feedbot.discover import regions
from feedbot.discover.evidence import Evidence, Target

_SHARE = 0.8  # of a target's score comes from its list, the rest is its own
_SURE = 0.4  # a probability that is always enough
_RELATIVE = 0.4  # this share of the page's best is enough where nothing is sure
_LEAST = 0.02  # a page whose best is below this has no items
# So many items, and so great a share of all, outside of sidebars show that the sidebars hold something else.
_MAIN_COUNT, _MAIN_SHARE = 3, 0.2


def choose(evidence: Evidence, probabilities: Sequence[float]) -> list[Target]:
    """The items in page order; `probabilities` in the order of `evidence.targets`."""
    score = {id(t): log(max(p, 1e-4) / max(1 - p, 1e-4)) for t, p in zip(evidence.targets, probabilities, strict=True)}
    odds: dict[int, float] = {}
    for members in evidence.lists.values():
        shared = sum(score[id(t)] for t in members) / len(members)
        for t in members:
            odds[id(t)] = 1 / (1 + exp(-(1 - _SHARE) * score[id(t)] - _SHARE * shared))
    best = max(odds.values(), default=0.0)
    if best < _LEAST:
        return []
    limit = min(_SURE, _RELATIVE * best)
    return without_sidebars([t for t in evidence.targets if odds[id(t)] >= limit])


def without_sidebars(chosen: list[Target]) -> list[Target]:
    """The targets outside of sidebars, where they are enough to be the main list; else all."""
    main = [t for t in chosen if not all(a.place.region & regions.ASIDE for a in t.anchors)]
    return main if len(main) >= max(_MAIN_COUNT, _MAIN_SHARE * len(chosen)) else chosen
