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

from feedbot.extract.content.features import BLOCK, Region, rows


# Features that mean something else on a forum or in a manual. Other pairs fitted only the pages that were learned from.
WITH_GENRE = ("kind", "link")
WIDTH = 32  # more than any feature has values


class Model:
    """The tables of weights, ready to be looked up."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._bias: float = data["bias"]
        self._tables: list[list[float]] = data["tables"]
        self._pairs: list[list[float]] = data["pairs"]
        self._near: list[float] = data["near"]
        self._far: list[float] = data["far"]
        self._hints: dict[tuple[int, int], float] = {}
        self._by_genre: dict[int, list[list[float]]] = {}

    def _hinted(self, near: int, far: int) -> float:
        """What the kinds of names near a block and around it weigh."""
        known = self._hints.get((near, far))
        if known is None:
            known = sum(weight for number, weight in enumerate(self._near) if near >> number & 1)
            known += sum(weight for number, weight in enumerate(self._far) if far >> number & 1)
            self._hints[near, far] = known
        return known

    def _block_tables(self, genre: int) -> list[list[float]]:
        """The tables of BLOCK features, those of pairs with the genre folded in."""
        known = self._by_genre.get(genre)
        if known is None:
            known = self._by_genre[genre] = [list(table) for table in self._tables[: len(BLOCK)]]
            for name, pair in zip(WITH_GENRE, self._pairs, strict=True):
                for index, weight in enumerate(pair[genre * WIDTH : (genre + 1) * WIDTH]):
                    known[BLOCK.index(name)][index] += weight
        return known

    def scores(self, region: Region, genre: int, title: str) -> list[float]:
        """For each of the container's blocks the log-odds that it is text of the article."""
        block_tables, place_tables = self._block_tables(genre), self._tables[len(BLOCK) :]
        near, far, above, hinted = region.near, region.far, region.above, self._hinted
        places: dict[int, float] = {}
        made = []
        for row, owner in zip(rows(region, genre, title), region.page.owner[region.first : region.last], strict=True):
            element = above(owner)
            place = places.get(element)
            if place is None:
                place = places[element] = self._bias + sum(map(getitem, place_tables, region.place(element)))
            made.append(place + hinted(near[owner], far[owner]) + sum(map(getitem, block_tables, row)))
        return made


@lru_cache(maxsize=1)
def model() -> Model:
    """The learned model, read once."""
    return Model(json.loads(files(__package__ or "").joinpath("weights.json").read_text("utf-8")))
