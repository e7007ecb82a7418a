"""Refuse what makes feedbot worse: every figure of the benchmarks beside its floor in bench/floors.json.

    python -m bench.gate [FOLDER]      FOLDER holds extract/, metadata/, sections/, e2e/, feeds/, data/

A figure that should be high must not fall below its floor, one that should be low (`LOW`) not rise above it. Floors
stand a little on the safe side of what was measured; raise them with the figures. Those of cost stand a third above:
one processor needs 12 parses for what another needs 15, since they favour the parser and the interpreter differently.
Exits 1 where one is broken.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.run import REPO, e2e_results, extract_results, metadata_results, unfit_for_e2e
from bench.sections_adapter import measured

FLOORS = Path(__file__).with_name("floors.json")
# What a figure's name ends in that should be low.
LOW = ("wrong", "x parse", "empty", "raised", "requests", "MB", "lint")
JOB = "whole job"
Figures = dict[str, float]


def extract(bench: Path, work: Path) -> Figures:
    """F1, cost, and pages without text, of each set; F1 of the clean HTML."""
    found: Figures = {}
    for name, result in extract_results(bench, work).items():
        total, speed = result["total"], result["speed"]
        found |= {f"{name} F1": total["F1"], f"{name} x parse": speed["x_parse"], f"{name} empty": total["empty"]}
        found |= {f"{name} {kind} F1": of_kind["F1"] for kind, of_kind in total.get("types", {}).items()}
    for name, result in extract_results(bench, work, "shown", rounds=1).items():
        found[f"{name} clean HTML F1"] = result["total"]["F1"]
    return found


def metadata(bench: Path, work: Path) -> Figures:
    """Fields right, and names and days wrong, in per cent."""
    found: Figures = {}
    for name, got in metadata_results(bench, work).items():
        found |= {f"{name} title": got["title"]["acc"], f"{name} authors": got["authors"]["f1"]}
        found |= {f"{name} authors wrong": got["authors"]["wrong"], f"{name} day": got["published"]["acc"]}
        found |= {f"{name} day wrong": got["published"]["wrong"]}
        found |= {f"{name} tags": got["tags"]["f1"]} if "tags" in got else {}
    return found


def sections(bench: Path, work: Path) -> Figures:
    """Items, titles, dates and cost of section pages."""
    return {f"sections {name}": figure for name, figure in measured(bench / "sections")[0].figures().items()}


def whole_job(bench: Path, work: Path) -> Figures:
    """Articles, requests and memory of each cycle of the whole job, and whether the lint complains; no times."""
    cycles, linted = e2e_results(bench, work)
    found: Figures = {f"{JOB} lint": float("no error, no warning" not in linted)}
    for cycle in cycles:
        name = f"{JOB} {cycle['cycle']}"
        found |= {f"{name} articles": cycle["entries"] / cycle["expected"], f"{name} F1": cycle["f1"]}
        found |= {f"{name} requests": cycle["requests"], f"{name} 304": cycle["s304"], f"{name} MB": cycle["rss_mb"]}
    return found


def broken(figures: Figures, floors: Figures) -> list[str]:
    """What is worse than its floor, or has none, or was not measured."""
    lines = [f"{name}: not measured" for name in floors if name not in figures]
    for name, figure in figures.items():
        floor = floors.get(name)
        if floor is None:
            lines.append(f"{name}: {figure:.4g} has no floor in {FLOORS.name}")
        elif figure > floor if name.endswith(LOW) else figure < floor:
            lines.append(f"{name}: {figure:.4g} is worse than {floor:.4g}")
    return lines


def main(words: list[str]) -> None:
    bench = Path(words[0]).resolve() if words else REPO.parent / "shared" / "bench"
    if not bench.is_dir():
        print(f"{bench} is not there: the benchmark data is no part of this repository, so no floor was checked")
        return
    figures: Figures = {}
    floors: Figures = json.loads(FLOORS.read_text("utf-8"))
    parts: list[Callable[[Path, Path], Figures]] = [extract, metadata, sections]
    if why := unfit_for_e2e():
        print(f"the whole job is not measured: {why}")
        floors = {name: floor for name, floor in floors.items() if not name.startswith(JOB)}
    else:
        parts.append(whole_job)
    for part in parts:
        with tempfile.TemporaryDirectory(prefix="feedbot-gate-") as folder:
            figures |= part(bench, Path(folder))
    for name, figure in figures.items():
        print(f"{name:40} {figure:9.4f}   floor {floors.get(name, float('nan')):9.4f}")
    if worse := broken(figures, floors):
        sys.exit("\n".join(["", "worse than the floors:", *worse]))


if __name__ == "__main__":
    main(sys.argv[1:])
