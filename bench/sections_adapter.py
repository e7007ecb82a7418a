"""Discovery over the labelled section pages: predictions.json for the scorer, and what the scorer does not see.

    python bench/sections_adapter.py [--sections ../shared/bench/sections] [--out predictions.json] [--bad]

Prints titles right of the items found, dates right where the label states one, cost as CPU of `read` (parse
included) over a bare parse, macro F1, F1 by kind, and pages that raise.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import normalize

from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from feedbot import urls  # noqa: E402
from feedbot.discover import read  # noqa: E402
from feedbot.document import Document  # noqa: E402
from feedbot.errors import FeedbotError  # noqa: E402
from feedbot.model import Link, Page  # noqa: E402


def same(title: str, other: str) -> bool:
    """Whether two titles agree but for case, punctuation and white space."""
    one, two = (re.sub(r"[\W_]+", "", normalize("NFKC", text).lower()) for text in (title, other))
    return one == two


def cpu(work: Callable[[], object], times: int = 3) -> float:
    """The least CPU seconds of a few runs."""
    least = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        least = min(least, time.process_time() - start)
    return least


def key(url: str) -> str:
    return urls.identity(urls.absolute(url, url))


class Tally:
    """Sums over pages."""

    def __init__(self) -> None:
        self.titles = [0, 0]
        self.dates = [0, 0]
        self.seconds = [0.0, 0.0]
        self.scores: dict[str, list[float]] = defaultdict(list)
        self.raised: list[str] = []

    def page(self, label: dict[str, Any], links: list[Link], bad: bool) -> None:
        found = {key(link.url): link for link in links}
        required = {key(item["url"]): item for item in label["required"]}
        allowed = {key(url) for url in label["allowed"]}
        hits = [name for name in required if name in found]
        wrong = [name for name in found if name not in required and name not in allowed]
        precision, recall = len(hits) / (len(hits) + len(wrong) or 1), len(hits) / (len(required) or 1)
        self.scores[label["kind"]].append(2 * precision * recall / (precision + recall) if hits else 0.0)
        for name in hits:
            item, link = required[name], found[name]
            if item["title"]:
                right = same(item["title"], link.title)
                self.titles[0] += right
                self.titles[1] += 1
                if bad and not right:
                    print(f"{label['id']} title {item['title']!r} != {link.title!r}")
            if item.get("date"):
                right = link.published is not None and link.published.isoformat()[:10] == item["date"][:10]
                self.dates[0] += right
                self.dates[1] += 1
                if bad and not right:
                    print(f"{label['id']} date {item['date']} != {link.published} {item['title'][:50]!r}")

    def figures(self) -> dict[str, float]:
        """All that is reported, by name."""
        every = [score for scores in self.scores.values() for score in scores]
        return {
            "macro F1": sum(every) / len(every),
            "pages of .9 or more": sum(score >= 0.9 for score in every) / len(every),
            "least kind": min(sum(scores) / len(scores) for scores in self.scores.values()),
            "titles": self.titles[0] / (self.titles[1] or 1),
            "dates": self.dates[0] / (self.dates[1] or 1),
            "x parse": self.seconds[1] / self.seconds[0],
            "raised": len(self.raised),
        }

    def report(self) -> None:
        got, pages = self.figures(), sum(map(len, self.scores.values()))
        print(f"macro F1 {got['macro F1']:.4f}, of .9 or more {got['pages of .9 or more']:.3f}")
        print("  ".join(f"{kind} {sum(s) / len(s):.3f} ({len(s)})" for kind, s in sorted(self.scores.items())))
        print(f"titles {got['titles']:.4f} of {self.titles[1]}")
        print(f"dates {got['dates']:.4f} of {self.dates[1]}")
        print(f"cost {got['x parse']:.2f} x parse ({1000 * self.seconds[0] / pages:.2f} ms)")
        print(f"raised {len(self.raised)}: {'; '.join(self.raised)}")


def measured(sections: Path, bad: bool = False) -> tuple[Tally, dict[str, list[str]]]:
    """The sums over all labelled pages, and the addresses found on each."""
    tally, predictions = Tally(), {}
    for path in sorted((sections / "labels").glob("*.json")):
        label = json.loads(path.read_text("utf-8"))
        body = gzip.decompress((sections / "pages" / f"{label['id']}.html.gz").read_bytes())
        page = Page(url=label["url"], body=body)
        links: list[Link] = []
        try:
            links = list(read(Document(page)).links)
        except FeedbotError as error:
            tally.raised.append(f"{label['id']} {error.message if hasattr(error, 'message') else error}")
        else:
            tally.seconds[0] += cpu(lambda body=body: LexborHTMLParser(body))
            tally.seconds[1] += cpu(lambda page=page: read(Document(page)))
        predictions[label["id"]] = [link.url for link in links]
        tally.page(label, links, bad)
    return tally, predictions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sections", type=Path, default=ROOT.parent / "shared" / "bench" / "sections")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--bad", action="store_true", help="print each wrong title and date")
    asked = parser.parse_args()
    tally, predictions = measured(asked.sections, asked.bad)
    if asked.out:
        asked.out.write_text(json.dumps(predictions, ensure_ascii=False, indent=1), "utf-8")
    tally.report()


if __name__ == "__main__":
    main()
