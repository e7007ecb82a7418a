"""Train the weighing of discovery's evidence: feedbot/discover/model.json.

    python bench/train_discover.py [--sections ../shared/bench/sections] [--cross] [--write]

`--cross` prints macro F1 where every domain is judged by trees that never saw it; `--write` trains on all pages and
writes the file. Needs scikit-learn (no dependency of feedbot).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.model_selection import GroupKFold

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import invent  # noqa: E402

from feedbot import urls  # noqa: E402
from feedbot.discover import regions  # noqa: E402
from feedbot.discover.choose import choose  # noqa: E402
from feedbot.discover.evidence import Evidence  # noqa: E402
from feedbot.discover.survey import survey  # noqa: E402
from feedbot.document import Document  # noqa: E402
from feedbot.model import Page  # noqa: E402

INVENTED, INVENTED_WEIGHT = 200, 0.6
MODEL = ROOT / "feedbot" / "discover" / "model.json"


class Case:
    """One labelled page: its targets, their labels (1 item, 0 none, 2 neither way) and its domain."""

    def __init__(self, body: bytes, label: dict[str, Any], weight: float = 1.0, blind: str = "") -> None:
        self.label = label
        self.weight = weight
        self.domain = urls.site(urls.host(label["url"]))
        with blinded(blind):
            document = Document(Page(url=label["url"], body=body))
            self.evidence = Evidence(survey(document, regions.CLOSED), label["url"])
        self.features = self.evidence.features()
        required = {_identity(item["url"]) for item in label["required"]}
        allowed = {_identity(url) for url in label["allowed"]}
        self.required = required
        self.targets = [target for group in self.evidence.lists for target in group.members]
        self.labels = [1 if t.key in required else 2 if t.key in allowed else 0 for t in self.targets]

    def f1(self, scores: list[float]) -> float:
        """F1 of what would be chosen with these logarithms of odds."""
        chosen = choose(self.evidence, scores)
        labels = {id(t): label for t, label in zip(self.targets, self.labels, strict=True)}
        right = sum(labels[id(t)] == 1 for t in chosen)
        wrong = sum(labels[id(t)] == 0 for t in chosen)
        precision, recall = right / (right + wrong or 1), right / (len(self.required) or 1)
        return 2 * precision * recall / (precision + recall) if right else 0.0


def _identity(url: str) -> str:
    return urls.identity(urls.absolute(url, url))


@contextmanager
def blinded(blind: str) -> Iterator[None]:
    """Class and id words unread: hashed by a build tool ("words": regions only), or not used at all ("all")."""
    read = regions.of_words
    if blind:
        regions.of_words = lambda words: ("", 0) if blind == "all" else (read(words)[0], 0)  # type: ignore[assignment]
    try:
        yield
    finally:
        regions.of_words = read


def cases(folder: Path) -> list[Case]:
    """Every labelled page; each again with class words unread, and invented pages, at less weight."""
    labels = [json.loads(path.read_text("utf-8")) for path in sorted((folder / "labels").glob("*.json"))]
    bodies = [gzip.decompress((folder / "pages" / f"{label['id']}.html.gz").read_bytes()) for label in labels]
    real = list(zip(bodies, labels, strict=True))
    blind = [Case(body, label, 0.5, how) for how in ("words", "all") for body, label in real]
    made = [Case(html.encode(), label, INVENTED_WEIGHT) for html, label in map(invent.label, range(INVENTED))]
    return [Case(body, label) for body, label in real] + blind + made


def samples(some: list[Case]) -> tuple[Any, Any, Any]:
    """Features, labels and weights; a page weighs less than its number of items."""
    features, labels, weights = [], [], []
    for case in some:
        weight = case.weight / (case.labels.count(1) or 1) ** 0.5
        for row, label in zip(case.features, case.labels, strict=True):
            if label != 2:
                features.append(row)
                labels.append(label)
                weights.append(weight)
    return np.array(features), np.array(labels), np.array(weights)


def train(some: list[Case], seed: int = 0) -> GradientBoostingClassifier:
    features, labels, weights = samples(some)
    model = GradientBoostingClassifier(
        n_estimators=40, max_depth=3, learning_rate=0.2, subsample=0.5, max_features=0.2, min_samples_leaf=30,
        random_state=seed,
    )  # fmt: skip
    return model.fit(features, labels, sample_weight=weights)


def cross(all_cases: list[Case], folds: int = 8, seed: int = 0) -> list[float]:
    """F1 of each page, judged by a model that saw no page of its domain; each seed deals the domains anew."""
    domains = [case.domain for case in all_cases]
    scores = [0.0] * len(all_cases)
    seen = [n for n, case in enumerate(all_cases) if case.weight == 1]
    for known, unknown in GroupKFold(folds, shuffle=True, random_state=seed).split(all_cases, groups=domains):
        model = train([all_cases[n] for n in known], seed)
        for n in set(unknown) & set(seen):
            scores[n] = all_cases[n].f1(list(model.decision_function(np.array(all_cases[n].features))))
    return [scores[n] for n in seen]


def export(model: GradientBoostingClassifier) -> dict[str, Any]:
    """The trees as nested lists; the learning rate is in the leaves."""
    prior = float(model.init_.class_prior_[1])

    def node(tree: Any, place: int) -> Any:
        if tree.children_left[place] < 0:
            return round(float(tree.value[place][0][0]) * model.learning_rate, 4)
        low, high = node(tree, tree.children_left[place]), node(tree, tree.children_right[place])
        return [int(tree.feature[place]), float(f"{tree.threshold[place]:.4g}"), low, high]

    return {
        "bias": round(float(np.log(prior / (1 - prior))), 4),
        "trees": [node(stage[0].tree_, 0) for stage in model.estimators_],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sections", type=Path, default=ROOT.parent / "shared" / "bench" / "sections")
    parser.add_argument("--cross", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--seeds", type=int, default=1)
    asked = parser.parse_args()
    known = cases(asked.sections)
    if asked.cross:
        runs = [cross(known, seed=seed) for seed in range(asked.seeds)]
        scores = [sum(column) / len(runs) for column in zip(*runs, strict=True)]
        for score, case in sorted(zip(scores, known, strict=False), key=lambda pair: pair[0]):
            if score < 0.9:
                print(f"{case.label['id']} {case.label['kind']:13} {score:.2f}")
        good = sum(s >= 0.9 for s in scores) / len(scores)
        print(f"macro F1 {sum(scores) / len(scores):.4f}, pages of .9 or more {good:.3f}")
    if asked.write:
        MODEL.write_text(json.dumps(export(train(known)), separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
