"""The learned weighing of the evidence: small decision trees, trained by `bench/train_discover.py`.

All trees are walked at once (QuickScorer; Lucchese et al., SIGIR 2015). Every tree has at most eight leaves and one
byte of a long number, a bit a leaf. Each question that a target fails takes away the leaves that only its passing could
reach; the lowest bit that is left in a byte is the tree's answer. The questions about one feature are sorted, so that
one bisection gives all that fail, and what a list shares is asked once for the list.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, reduce
from importlib.resources import files
from operator import and_, getitem
from typing import Any

LEAVES = 8


class Trees:
    """An ensemble: a tree is a leaf's score, or [feature, limit, tree up to the limit, tree above it]."""

    def __init__(self, bias: float, trees: Sequence[Any]) -> None:
        self.bias = bias
        self.size = len(trees)
        self.full = (1 << LEAVES * self.size) - 1
        self.leaves: list[list[float]] = []  # of each tree: byte -> score of its lowest bit
        questions: dict[int, list[tuple[float, int]]] = {}
        for number, tree in enumerate(trees):
            scores: list[float] = []
            self._read(tree, number, scores, questions)
            self.leaves.append([scores[min((byte & -byte).bit_length(), len(scores)) - 1] for byte in range(256)])
        steps = [self._steps(questions.get(feature, [])) for feature in range(max(questions, default=-1) + 1)]
        self.limits = [limits for limits, _ in steps]
        self.masks = [masks for _, masks in steps]

    def _read(self, tree: Any, number: int, scores: list[float], questions: dict[int, list[tuple[float, int]]]) -> None:
        if not isinstance(tree, list):
            scores.append(tree)
            return
        feature, limit, low, high = tree
        first = len(scores)
        self._read(low, number, scores, questions)
        gone = ((1 << len(scores) - first) - 1) << first + LEAVES * number
        questions.setdefault(feature, []).append((limit, ~gone & self.full))
        self._read(high, number, scores, questions)

    def _steps(self, asked: list[tuple[float, int]]) -> tuple[list[float], list[int]]:
        """The limits in order, and what is left when the first n of them are passed."""
        asked.sort()
        left = [self.full]
        for _, mask in asked:
            left.append(left[-1] & mask)
        return [limit for limit, _ in asked], left

    def left(self, features: Sequence[float], first: int = 0) -> int:
        """The leaves that are left by some features, of which the first has this number."""
        last = first + len(features)
        passed = map(bisect_left, self.limits[first:last], features)
        return reduce(and_, map(getitem, self.masks[first:last], passed), self.full)

    def odds(self, left: int) -> float:
        """The logarithm of the odds that a target is an item; `left` is what all its features leave."""
        return sum(map(getitem, self.leaves, left.to_bytes(self.size, "little")), self.bias)


@cache
def trained() -> Trees:
    """The ensemble of `model.json`."""
    data = json.loads(files(__package__).joinpath("model.json").read_text("utf-8"))
    return Trees(data["bias"], data["trees"])
