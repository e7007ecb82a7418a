"""Learn feedbot/extract/content/weights.json from pages whose text is known.

    python bench/train_content.py ../shared/bench/data [--save]

The folder holds `wcxb/dev` (Foley, 2026, CC-BY-4.0: whole texts, `html/ID.html.gz` and `ground-truth/ID.json`) and
`trafilatura` (Barbaresi, 2021: for each page pieces that belong to the text and pieces that do not, `evaldata.json`,
`eval/FILE.gz`). Without `--save` it prints the F1 of four folds by domain, each judged by weights that were learned
without its pages. Needs numpy.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from feedbot import urls
from feedbot.document import Document
from feedbot.errors import FeedbotError
from feedbot.extract.content import prune
from feedbot.extract.content.features import BLOCK, FORUM, GENRES, PLACE, Region, rows
from feedbot.extract.content.find import survey
from feedbot.extract.content.genre import genre_of
from feedbot.extract.content.model import Model
from feedbot.extract.outline import outline
from feedbot.extract.tables import KINDS
from feedbot.model import Page

WEIGHTS = Path(prune.__file__).with_name("weights.json")
FOLDS, ROUNDS, RATE, SHRINK = 4, 10, 0.3, 20.0
OWN = {"article": 1.0, "forum": 4.0, "manual": 8.0}  # how much more a page of the genre itself counts
PIECE_WEIGHT = 0.3  # of a labelled piece, beside 1 for a whole page
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


@dataclass
class Sample:
    """A page ready to learn from and to be judged by."""

    type: str
    fold: int
    gold: Counter[str]  # the words of the text, where all of it is known
    inside: list[str]  # else pieces of it
    outside: list[str]  # and of what is not the text
    region: Region
    genre: int
    title: str
    features: np.ndarray
    labels: np.ndarray
    weights: np.ndarray


def align(texts: list[str], gold: str) -> list[float]:
    """For each block the share of its words that the gold text holds at one place; -1 for a repeat of a taken one.

    Long blocks are found by their 4-grams, short ones only between the places of their long neighbours.
    """
    wanted, n = words(gold), 4
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(wanted) - n + 1):
        places[tuple(wanted[i : i + n])].append(i)
    said = [words(text) for text in texts]
    labels: list[float | None] = [None] * len(texts)
    spans: dict[int, tuple[int, int]] = {}
    used = bytearray(len(wanted))
    last = 0
    for k, block in enumerate(said):
        if len(block) < 6:
            continue
        hits = [places.get(tuple(block[i : i + n]), []) for i in range(len(block) - n + 1)]
        covered = {i + j for i, hit in enumerate(hits) if hit for j in range(n)}
        share = len(covered) / len(block)
        labels[k] = share if share >= 0.25 else 0.0
        if share >= 0.5:
            offset = next(i for i, hit in enumerate(hits) if hit)
            free = [place for place in hits[offset] if not used[place]]
            if not free:
                labels[k] = -1.0
                continue
            begin = min(free, key=lambda place: abs(place - last))
            last = min(len(wanted), begin + len(block) - offset)
            used[begin:last] = b"\1" * (last - begin)
            spans[k] = (begin, last)
    return _align_short(said, wanted, labels, spans, used)


def _align_short(
    said: list[list[str]],
    wanted: list[str],
    labels: list[float | None],
    spans: dict[int, tuple[int, int]],
    used: bytearray,
) -> list[float]:
    following = [len(wanted)] * (len(said) + 1)
    for k in range(len(said) - 1, -1, -1):
        following[k] = spans[k][0] if k in spans else following[k + 1]
    place = 0
    for k, block in enumerate(said):
        if k in spans:
            place = spans[k][1]
        elif labels[k] is None:
            labels[k] = 0.0 if block else -1.0
            low, high = max(0, place - 2), min(len(wanted), following[k] + 2)
            if high - low > 400:
                low, high = (low, low + 60) if place else (high - 80, high)
            for i in range(max(0, low), high - len(block) + 1):
                if block and wanted[i : i + len(block)] == block and not used[i]:
                    labels[k] = 1.0
                    place = i + len(block)
                    used[i:place] = b"\1" * len(block)
                    break
    return [label or 0.0 for label in labels]


def surveyed(url: str, html: bytes) -> tuple[Region, int, str] | None:
    try:
        document = Document(Page(url=url, body=html))
    except FeedbotError:
        return None
    root = document.tree.body or document.root
    page = outline(root) if root else None
    if not page or not page.text:
        return None
    node, genre = document.tree.css_first("title"), genre_of(document)
    return survey(page, genre), genre, node.text() if node else ""


def fold_of(url: str) -> int:
    return zlib.crc32(urls.site(urls.host(url)).encode()) % FOLDS


def sample(said: dict[str, Any], html: bytes) -> Sample | None:
    """A page whose whole text is known."""
    gold, url = said["ground_truth"].get("main_content") or "", said.get("url") or "https://unknown.example/"
    found = surveyed(url, html)
    if not gold or not found:
        return None
    region, genre, title = found
    labels = np.array(align(region.page.text, gold)[region.first : region.last])
    sizes = np.array([len(words(text)) for text in region.page.text[region.first : region.last]])
    wanted = Counter(words(gold))
    weights = (sizes + 2.0) / (wanted.total() + 50.0)
    weights[labels < 0] = 0
    kind = said["_internal"]["page_type"]["primary"]
    return Sample(
        kind, fold_of(url), wanted, [], [], region, genre, title, matrix(region, title), labels > 0.5, weights
    )


def flat(text: str) -> str:
    return " ".join(text.split())


def piecewise(url: str, inside: list[str], outside: list[str], html: bytes) -> Sample | None:
    """A page of which some pieces are known to be text, and some not to be."""
    found = surveyed(url, html)
    if not found:
        return None
    region, genre, title = found
    texts = [flat(text) for text in region.page.text[region.first : region.last]]
    good = np.array([any(flat(piece) in text for piece in inside) for text in texts], bool)
    bad = np.array([any(flat(piece) in text for piece in outside) for text in texts], bool)
    weights = np.where(good != bad, PIECE_WEIGHT, 0.0)
    x = matrix(region, title)
    return Sample("pieces", fold_of(url), Counter(), inside, outside, region, genre, title, x, good, weights)


def matrix(region: Region, title: str) -> np.ndarray:
    """The blocks' features, and one column of 0 and 1 for each kind of names near them and around them."""
    kinds = range(len(KINDS))
    owners = region.page.owner[region.first : region.last]
    made = [
        (
            *row,
            *region.place(region.above(o)),
            *(region.near[o] >> k & 1 for k in kinds),
            *(region.far[o] >> k & 1 for k in kinds),
        )
        for row, o in zip(rows(region, title), owners, strict=True)
    ]
    return np.array(made, np.int16).reshape(len(made), len(BLOCK + PLACE) + 2 * len(kinds))


def learn(samples: list[Sample]) -> dict[str, Any]:
    """Cyclic Newton boosting of one table a feature, shrunk towards zero by SHRINK observations."""
    x = np.concatenate([s.features for s in samples]).astype(np.int64)
    y = np.concatenate([s.labels for s in samples]).astype(float)
    w = np.concatenate([s.weights for s in samples])
    w /= w.mean()
    bias = float(np.log((w * y).sum() / (w * (1 - y)).sum()))
    guess = np.full(len(y), bias)
    made = [np.zeros(SIZES.get(name, 2)) for name in NAMES]
    for _ in range(ROUNDS):
        for table, index in zip(made, x.T, strict=True):
            p = 1 / (1 + np.exp(-guess))
            slope, bend = np.bincount(index, w * (y - p), len(table)), np.bincount(index, w * p * (1 - p), len(table))
            step = RATE * slope / (bend + SHRINK)
            table += step
            guess += step[index]
    return packed(bias, dict(zip(NAMES, made, strict=True)))


KINDS = list(KINDS)
NAMES = [*BLOCK, *PLACE, *(f"near {kind}" for kind in KINDS), *(f"far {kind}" for kind in KINDS)]
SIZES = dict.fromkeys([*BLOCK, *PLACE], 20)  # more than any of them has values


def packed(bias: float, made: dict[str, np.ndarray]) -> dict[str, Any]:
    """The tables rounded for the data file; a kind of names weighs what its presence adds to its absence."""
    hints = {name: table[1] - table[0] for name, table in made.items() if name not in SIZES}
    bias += sum(table[0] for name, table in made.items() if name not in SIZES)
    return {
        "bias": round(float(bias), 2),
        "tables": {name: [round(float(v), 2) for v in np.trim_zeros(made[name], "b")] + [0.0] for name in SIZES},
        "near": {kind: round(float(hints[f"near {kind}"]), 2) for kind in KINDS},
        "far": {kind: round(float(hints[f"far {kind}"]), 2) for kind in KINDS},
    }


def learn_all(samples: list[Sample]) -> dict[str, Any]:
    """One set of tables for each genre: learned from all pages with its own counted more, forums only for forums."""
    made = {}
    for number, genre in enumerate(GENRES):
        used = [s for s in samples if number == FORUM or s.genre != FORUM]
        factor = OWN[genre]
        made[genre] = learn([replace(s, weights=s.weights * factor) if s.genre == number else s for s in used])
    return made


def f1(wanted: Counter[str], text: str) -> float:
    got = Counter(words(text))
    both = (got & wanted).total()
    return 2 * both / (got.total() + wanted.total()) if both else 0.0


def kept_text(s: Sample, model: Model) -> str:
    whys = prune.verdicts(s.region, model, s.genre, s.title)
    return "\n".join(text for text, why in zip(s.region.texts, whys, strict=True) if not why)


def load(folder: Path) -> list[Sample]:
    whole, parts = folder / "wcxb" / "dev", folder / "trafilatura"
    made = []
    for path in sorted((whole / "ground-truth").glob("*.json")):
        html = gzip.open(whole / "html" / f"{path.stem}.html.gz").read()
        made.append(sample(json.loads(path.read_text("utf-8")), html))
    for url, said in json.loads((parts / "evaldata.json").read_text("utf-8")).items():
        path = parts / "eval" / f"{said['file']}.gz"
        if path.is_file():
            made.append(piecewise(url, said["with"], said["without"], gzip.open(path).read()))
    return [s for s in made if s]


def report(samples: list[Sample], model_of: dict[int, Model]) -> dict[str, float]:
    """Word F1 for each type of page; for pieces the F1 of all of them together."""
    by_type: dict[str, list[float]] = defaultdict(list)
    hits = misses = wrong = 0
    for s in samples:
        text = kept_text(s, model_of[s.fold])
        if s.gold:
            by_type[s.type].append(f1(s.gold, text))
        else:
            line = flat(text)
            found = sum(flat(piece) in line for piece in s.inside)
            hits, misses = hits + found, misses + len(s.inside) - found
            wrong += sum(flat(piece) in line for piece in s.outside)
    return {name: mean(values) for name, values in by_type.items()} | {"pieces": 2 * hits / (2 * hits + misses + wrong)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    samples = load(options.folder)
    if options.save:
        WEIGHTS.write_text(json.dumps(learn_all(samples), separators=(",", ":")) + "\n", "utf-8")
        return
    models = {fold: Model(learn_all([s for s in samples if s.fold != fold])) for fold in range(FOLDS)}
    for name, value in report(samples, models).items():
        print(f"{name:14} F1 {value:.4f}")


if __name__ == "__main__":
    main()
