"""Which targets are the items, once each has its probability: alike places stand or fall together."""

from __future__ import annotations

from collections import defaultdict
from math import log

from feedbot.discover.evidence import Evidence, Target

_SHARE = 0.6  # of a target's score that comes from its group
_SURE = 0.4  # what is always enough
_RELATIVE = 0.5  # of the page's best target is enough where nothing is sure
_LEAST = 0.03  # below this nothing on the page is an item


def choose(evidence: Evidence, probabilities: list[float]) -> list[Target]:
    """The items in page order."""
    scores = [log(max(p, 1e-4) / max(1 - p, 1e-4)) for p in probabilities]
    groups: dict[int, list[float]] = defaultdict(list)
    for target, score in zip(evidence.targets, scores, strict=True):
        groups[target.best.signature].append(score)
    shared = {signature: sum(some) / len(some) for signature, some in groups.items()}
    mixed = [
        (1 - _SHARE) * score + _SHARE * shared[t.best.signature]
        for t, score in zip(evidence.targets, scores, strict=True)
    ]
    best = max(mixed, default=-9.0)
    odds = 1 / (1 + 2.718281828 ** -best)
    limit = min(_SURE, _RELATIVE * odds)
    if odds < _LEAST:
        return []
    return [t for t, score in zip(evidence.targets, mixed, strict=True) if 1 / (1 + 2.718281828 ** -score) >= limit]
