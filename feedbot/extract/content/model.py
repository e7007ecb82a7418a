"""How likely a block is part of the article: a sum of one weight per feature, learned from labelled pages.

A generalised additive model (Hastie and Tibshirani, 1986) over binned features: as exact here as boosted trees on pages
of sites that were not learned from, and some twenty table look-ups a block. `bench/train_content.py` writes the tables.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from operator import getitem
from typing import Any

from feedbot.extract.content.features import BLOCK, GENRES, PLACE, Region, rows
from feedbot.extract.names import BIT


class _Tables:
    """The weights for one sort of page, ready to be looked up."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.bias: float = data["bias"]
        self.block: list[list[float]] = [data["tables"][name] for name in BLOCK]
        self.place: list[list[float]] = [data["tables"][name] for name in PLACE]
        self._near: dict[int, float] = {BIT[kind]: weight for kind, weight in data["near"].items()}
        self._far: dict[int, float] = {BIT[kind]: weight for kind, weight in data["far"].items()}
        self._hints: dict[tuple[int, int], float] = {}

    def hinted(self, near: int, far: int) -> float:
        """What the kinds of names near a block and around it weigh."""
        known = self._hints.get((near, far))
        if known is None:
            known = sum(weight for bit, weight in self._near.items() if near & bit)
            known += sum(weight for bit, weight in self._far.items() if far & bit)
            self._hints[near, far] = known
        return known


class Model:
    """What was learned, for each sort of page."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._by_genre = [_Tables(data[genre]) for genre in GENRES]

    def scores(self, region: Region, genre: int, title: str) -> list[float]:
        """For each of the container's blocks the log-odds that it is text of the article."""
        tables = self._by_genre[genre]
        near, far, above, hinted = region.near, region.far, region.above, tables.hinted
        places: dict[int, float] = {}
        made = []
        for row, owner in zip(rows(region, title), region.owners, strict=True):
            element = above(owner)
            place = places.get(element)
            if place is None:
                place = places[element] = tables.bias + sum(map(getitem, tables.place, region.place(element)))
            made.append(place + hinted(near[owner], far[owner]) + sum(map(getitem, tables.block, row)))
        return made


@lru_cache(maxsize=1)
def model() -> Model:
    """The learned model, read once."""
    return Model(json.loads(files(__package__ or "").joinpath("weights.json").read_text("utf-8")))
