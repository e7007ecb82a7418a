"""The gate that refuses figures below their floors."""

from __future__ import annotations

import json

from bench import gate


def test_a_figure_at_its_floor_passes() -> None:
    assert gate.broken({"articles F1": 0.95, "x parse": 12.0}, {"articles F1": 0.95, "x parse": 12.0}) == []


def test_quality_below_and_cost_above_the_floor_are_refused_with_both_numbers() -> None:
    told = gate.broken({"articles F1": 0.94, "articles x parse": 13.0}, {"articles F1": 0.95, "articles x parse": 12.0})
    assert told == ["articles F1: 0.94 is worse than 0.95", "articles x parse: 13 is worse than 12"]


def test_a_figure_without_a_floor_and_a_floor_without_a_figure_are_refused() -> None:
    told = gate.broken({"new": 1.0}, {"old": 1.0})
    assert told == ["old: not measured", "new: 1 has no floor in floors.json"]


def test_every_floor_is_a_number() -> None:
    assert all(isinstance(floor, int | float) for floor in json.loads(gate.FLOORS.read_text("utf-8")).values())
