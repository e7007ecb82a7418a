"""The learned weighing of the evidence: a small ensemble of decision trees, trained by `bench/train_discover.py`."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from math import exp

# A tree is (feature, limit, tree where value <= limit, tree where it is above) or a leaf's score.
Tree = float | tuple[int, float, "Tree", "Tree"]


@cache
def trees() -> tuple[float, tuple[Tree, ...]]:
    """The score that everything starts from, and the trees."""
    data = json.loads(files(__package__).joinpath("model.json").read_text("utf-8"))
    return data["bias"], tuple(_tree(tree) for tree in data["trees"])


def _tree(data: float | list[object]) -> Tree:
    if isinstance(data, list):
        feature, limit, low, high = data
        return (feature, limit, _tree(low), _tree(high))  # type: ignore[return-value,arg-type]
    return data


def probability(features: list[float]) -> float:
    """How likely a target with these features is an item, from 0 to 1."""
    score, ensemble = trees()
    for tree in ensemble:
        while tree.__class__ is tuple:
            tree = tree[2] if features[tree[0]] <= tree[1] else tree[3]  # type: ignore[index]
        score += tree  # type: ignore[operator]
    return 1 / (1 + exp(-score))
