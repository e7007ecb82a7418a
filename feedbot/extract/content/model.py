"""How likely a block is part of the article: a sum of one weight per feature, learned from labelled pages.

A generalised additive model (Hastie and Tibshirani, 1986) over binned features: as exact here as boosted trees on pages
of sites that were not learned from, and some thirty table look-ups a block. `bench/train_content.py` writes the tables.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from operator import getitem
from typing import Any

from feedbot.extract.content.features import FEATURES


# Features that say more together than apart; few, since more of them fitted only the pages that were learned from.
PAIRS: tuple[tuple[str, str], ...] = (("genre", "kind"), ("genre", "link"))
_PAIRS = tuple((FEATURES.index(one), FEATURES.index(other)) for one, other in PAIRS)
_WIDTH = 32  # more than any feature has values


class Model:
    """The tables of weights, ready to be looked up."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.bias: float = data["bias"]
        self.tables: list[list[float]] = data["tables"]
        self._pairs = [(one, other, table) for (one, other), table in zip(_PAIRS, data["pairs"], strict=True)]
        self._near: list[float] = data["near"]
        self._far: list[float] = data["far"]
        self._hints: dict[tuple[int, int], float] = {}

    def hinted(self, near: int, far: int) -> float:
        """What the kinds of names near a block and around it weigh."""
        known = self._hints.get((near, far))
        if known is None:
            known = sum(weight for number, weight in enumerate(self._near) if near >> number & 1)
            known += sum(weight for number, weight in enumerate(self._far) if far >> number & 1)
            self._hints[near, far] = known
        return known

    def score(self, row: tuple[int, ...], near: int, far: int) -> float:
        """The log-odds that the block is text of the article."""
        total = self.bias + self.hinted(near, far) + sum(map(getitem, self.tables, row))
        for one, other, table in self._pairs:
            index = row[one] * _WIDTH + row[other]
            if index < len(table):
                total += table[index]
        return total


@lru_cache(maxsize=1)
def model() -> Model:
    """The learned model, read once."""
    return Model(json.loads(files(__package__ or "").joinpath("weights.json").read_text("utf-8")))
