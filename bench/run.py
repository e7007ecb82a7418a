"""Run every benchmark that is there and write the figures into docs/quality.md, beside those of others.

    python -m bench.run FOLDER [NAME...]      FOLDER holds extract/, metadata/, sections/, e2e/, feeds/, data/

The data belongs to its publishers and is no part of this repository; where it is absent, this says so and stops.
"""

from __future__ import annotations

import gzip
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parent.parent
QUALITY = REPO / "docs" / "quality.md"
Rows = list[tuple[str, ...]]


def call(*words: object, cwd: Path = REPO, env: dict[str, str] | None = None, ok: tuple[int, ...] = (0,)) -> str:
    """Run a script and give what it printed; stop with its words when it fails."""
    done = subprocess.run(
        [sys.executable, *map(str, words)], cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True
    )
    if done.returncode not in ok:
        sys.exit(f"{words[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-3000:]}")
    return done.stdout


def table(head: tuple[str, ...], rows: Rows) -> str:
    """A Markdown table; the first column is text, the others are figures."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "--:|" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def extract_results(bench: Path, work: Path, form: str = "article", rounds: int = 2) -> dict[str, Any]:
    """What the scorer of full text says of one of the forms in bench/adapters.py, by set."""
    saved = work / "extract.json.gz"
    names = ("wcxb-dev:article", "trafilatura", "wcxb-dev:documentation,forum")
    call(
        *(bench / "extract" / "bench_extract.py", *(word for name in names for word in ("--set", name))),
        *("--extractor", f"bench.adapters:{form}", "--save", saved, "--no-texts", "--repeat", rounds),
    )
    return dict(json.loads(gzip.decompress(saved.read_bytes()))["sets"])


def metadata_results(bench: Path, work: Path) -> dict[str, Any]:
    """What the scorer of metadata says, by set."""
    names = ("fundus-dev", "wcxb-dev")
    call(
        *(bench / "metadata" / "bench_meta.py", "run", "bench.meta_adapter:meta", ",".join(names)),
        *("--name", "feedbot", "--path", REPO),
        env={"BENCH_PREDS": str(work)},
    )
    return {name: json.loads((work / "results" / f"feedbot.{name}.json").read_text()) for name in names}


def extract(bench: Path, work: Path) -> str:
    """Full text: F1 and cost of the whole `feedbot.extract`; then of the same texts as feeds show them."""
    rows: Rows = []
    row = lambda label, t: (label, f"{t['F1']:.3f}", f"{t['P']:.3f}", f"{t['R']:.3f}")  # noqa: E731
    for name, result in extract_results(bench, work).items():
        total, speed = result["total"], result["speed"]
        cost = (f"{speed['x_parse']:.1f}", f"{speed['cpu_ms_page']:.1f}", f"{speed['max']:.0f}")
        rows.append((*row(name, total), *cost, f"{total['empty']} / {len(result['errors'])}"))
        rows += [(*row(f"– {kind}", of_kind), "", "", "", "") for kind, of_kind in total.get("types", {}).items()]
    shown = extract_results(bench, work, "shown", rounds=1)
    rows += [(*row(f"clean HTML, {name}", result["total"]), "", "", "", "") for name, result in shown.items()]
    rows += [
        ("*trafilatura 2.3.1, wcxb-dev articles / its own set*", ".937 / .926", "", "", "44 / 40", "", "162–450", ""),
        ("*rs-trafilatura 0.1.1*", ".934 / .890", "", "", "24 / 28", "", "", ""),
        ("*resiliparse 2.0.1*", ".882 / .849", "", "", "4.7 / 3.7", "", "", ""),
    ]
    head = ("set", "F1", "P", "R", "x parse", "ms a page", "slowest ms", "empty / errors")
    return table(head, rows)


def metadata(bench: Path, work: Path) -> str:
    """Title, authors, dates and the rest, in per cent of the pages that state them."""
    rows: Rows = []
    for name, got in metadata_results(bench, work).items():
        day, names = got["published"], got["authors"]
        rows.append(
            (
                name,
                f"{got['title']['acc']:.0f}",
                f"{names['f1']:.0f} ({names['wrong']:.0f})",
                f"{day['acc']:.1f} ({day['wrong']:.1f})",
                f"{day['inst']:.0f}" if "inst" in day else "",
                f"{got['tags']['f1']:.0f}" if "tags" in got else "",
                f"{got['image']['acc']:.0f}" if "image" in got else "",
                f"{got['cpu_ms']['mean']:.1f}",
            )
        )
    rows += [
        ("*fixed precedence, news / open web*", "81 / 81", "87 (10) / 73 (8)", "98 (0) / 68 (8)", "98", "72", "", "9"),
        ("*trafilatura 2.3.1, news / open web*", "69 / 55", "82 (8) / 67 (13)", "97 (3) / 85 (15)", "", "24", "", "22"),
    ]
    return table(("set", "title", "author F1 (wrong)", "day (wrong)", "instant", "tags F1", "image", "ms"), rows)


def sections(bench: Path, work: Path) -> str:
    """The items of section pages, found with no configuration; what the page detector was trained on, so not unseen."""
    told = call("-m", "bench.sections_adapter", "--sections", bench / "sections", "--out", work / "preds.json")
    rows: Rows = [("same-domain links over 25 characters", ".731", "42 %"), ("newspaper4k 0.9.6", ".579", "28 %")]
    others = table(("*others, on 182 pages*", "macro F1", "F1 ≥ .9"), rows)
    return f"```\n{told.strip()}\n```\n\n{others}"


def unfit_for_e2e() -> str:
    """Why the whole job cannot be measured on this machine; empty where it can."""
    if missing := [name for name in ("aiohttp", "uvloop") if find_spec(name) is None]:
        return f"it needs {' and '.join(missing)}: pip install '.[bench]'"
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-n", "true"], capture_output=True).returncode:
        return "it needs the right to make a network namespace"
    return ""


def e2e_results(bench: Path, work: Path) -> tuple[list[dict[str, Any]], str]:
    """The whole job: 1,000 articles of 40 section pages, then nothing changed, then one new article a section.

    What each cycle gave, and what the lint says of the feeds in the end.
    """
    command = f"{REPO}/.venv/bin/feedbot run --config {{config}}"
    told = call(
        *(bench / "e2e" / "bench_e2e.py", "--impl", "feedbot", "--auto", "--latency", 0, "--cmd", command, "--keep"),
        cwd=work,
        env={"BENCH_WORK": str(work / "e2e"), "BENCH_PY": sys.executable},
    )
    feeds = [*(work / "e2e" / "runs").glob("feedbot-*/out/*.atom")]
    cycles = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    return cycles, f"Lint of its {len(feeds)} feeds: {lint(bench, feeds)}."


def e2e(bench: Path, work: Path) -> str:
    """What each cycle of the whole job gave and cost."""
    if why := unfit_for_e2e():
        return f"(not run: {why})"
    cycles, linted = e2e_results(bench, work)
    rows: Rows = []
    for cycle in cycles:
        ms = f"{1000 * cycle['cpu'] / cycle['article']:.1f}" if cycle["cycle"] == 1 and cycle["article"] else ""
        found = f"{cycle['entries']} / {cycle['expected']}"
        counts = (str(cycle["requests"]), str(cycle["s304"]), f"{cycle['cpu']:.2f}", ms, str(cycle["rss_mb"]))
        rows.append((f"cycle {cycle['cycle']}", found, f"{cycle['f1']:.3f}", *counts))
    rows += [
        ("*strong hand-written script, cycle 1*", "98 %", ".94", "", "", "", "46–56", "482"),
        ("*the same, cycles 2 and 3*", "", "", "40 / 80", "40 / 40", "0.34–0.47 / 2.3–3.0", "", ""),
    ]
    head = ("cycle", "articles", "mean F1", "requests", "304", "CPU s", "CPU ms an article", "peak MB")
    return f"{table(head, rows)}\n\n{linted}"


def feeds(bench: Path, work: Path) -> str:
    """The sample newspaper's feeds under the strict lint."""
    call("-m", "feedbot", "demo", work / "demo")
    made = [path for kind in ("atom", "rss", "json") for path in (work / "demo" / "output").glob(f"*.{kind}")]
    return f"{len(made)} feeds of `feedbot demo`: {lint(bench, made)}."


def lint(bench: Path, paths: list[Path]) -> str:
    """How many errors and warnings the strict lint finds."""
    told = call(bench / "feeds" / "feedlint.py", *paths, ok=(0, 1))
    errors, warnings = (len(re.findall(rf"\b{level}\b", told, re.I | re.M)) for level in ("error", "warning"))
    clean = not re.search(r"\b[1-9]\d* (?:errors?|warnings?)", told)
    return (
        "no error, no warning"
        if clean
        else f"{errors} lines with errors, {warnings} with warnings:\n\n```\n{told[-1500:]}\n```"
    )


PARTS: dict[str, Callable[[Path, Path], str]] = {
    "extract": extract,
    "metadata": metadata,
    "sections": sections,
    "e2e": e2e,
    "feeds": feeds,
}


def main(words: list[str]) -> None:
    bench = Path(words[0]).resolve() if words else REPO.parent / "shared" / "bench"
    if not bench.is_dir():
        print(f"{bench} is not there: the benchmark data is no part of this repository, so nothing was measured")
        return
    text = QUALITY.read_text("utf8")
    for name in words[1:] or PARTS:
        with tempfile.TemporaryDirectory(prefix=f"feedbot-bench-{name}-") as folder:
            print(f"{name} …", flush=True)
            made = PARTS[name](bench, Path(folder))
        print(made, flush=True)
        text = replaced(text, name, made)
    QUALITY.write_text(replaced(text, "machine", machine()), "utf8")


def replaced(text: str, name: str, made: str) -> str:
    """The document with the figures of one benchmark between its two marks."""
    begin, end = f"<!-- figures: {name} -->", f"<!-- end: {name} -->"
    head, _, rest = text.partition(begin)
    return f"{head}{begin}\n{made}\n{end}{rest.partition(end)[2]}"


def machine() -> str:
    """What the figures were measured on."""
    found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    cpu = found[1] if found else platform.processor()
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("feedbot", "selectolax", "nh3", "requests", "feedgen", "SQLAlchemy")
    )
    return f"{os.cpu_count()} cores ({cpu}), {platform.system()}, Python {platform.python_version()}; {libraries}."


if __name__ == "__main__":
    main(sys.argv[1:])
