"""`feedbot demo`: the main job on the bundled sample newspaper, on loopback, and what to do next."""

from __future__ import annotations

import shlex
from pathlib import Path

from feedbot.app import open_app
from feedbot.cli import show
from feedbot.config import load
from feedbot.demo import DemoSite, config_for
from feedbot.demo.truth import BROKEN
from feedbot.errors import FetchError, OutputError
from feedbot.model import Failure, Report
from feedbot.text import many

PORT = 8301  # always the same, so that a second run knows the addresses of the first


def run(folder: Path) -> int:
    """Write demo.yaml, run it once against the sample site, and show what came out; the exit code."""
    folder = folder.absolute()
    config = folder / "demo.yaml"
    with _site() as site:
        _write(config, config_for(folder, site.url))
        settings = load(config)
        with show.running(quiet=False) as screen, open_app(settings, watch=screen.watch, say=show.note) as opened:
            screen.begin(settings.sources)
            reports = opened.run(settings.sources)
    show.out.print(show.table(reports, settings))
    surprises = [failure for report in reports for failure in report.failures if not _meant(failure)]
    show.failures(surprises)
    _closing(reports, folder, config, bool(surprises))
    return 1 if surprises else 0


def _write(path: Path, said: str) -> None:
    """Write a file and the folder around it, if it does not say so already."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text("utf8") != said:
            path.write_text(said, "utf8")
    except OSError as error:
        hint = "name a folder in which you may write: feedbot demo FOLDER"
        raise OutputError(f"cannot write {path}: {error.strerror}", hint=hint) from None


def _site() -> DemoSite:
    try:
        return DemoSite(PORT)
    except OSError as error:
        hint = "another demo may be at work; try again in a moment"
        address = f"http://127.0.0.1:{PORT}/"
        raise FetchError(address, f"the sample site cannot listen there: {error.strerror}", hint=hint) from None


def _meant(failure: Failure) -> bool:
    """Whether the failure is the broken link that the sample site has on purpose."""
    return BROKEN in failure.url


def _outcome(reports: list[Report], output: str, troubled: bool) -> str:
    """What came of it in one line; nothing is claimed of a run that went wrong but what it did."""
    new, written = sum(report.new for report in reports), sum(len(report.written) for report in reports)
    came = f"{many(new, 'new entry', 'new entries')} with full text; {many(written, 'feed file')} in {output}"
    if troubled:
        return f"{came}. Something went wrong, see the lines marked ✗; the rest comes when the demo runs again."
    if new or written:
        return f"{came}, and index.html for people."
    return f"Nothing new, no file rewritten: every section page answered “unchanged”. The feeds are in {output}."


def _closing(reports: list[Report], folder: Path, config: Path, troubled: bool) -> None:
    output = _short(folder / "output")
    command = ".venv/bin/feedbot" if Path(".venv/bin/feedbot").exists() else "feedbot"
    if any(_meant(failure) for report in reports for failure in report.failures):
        show.note(
            "One story of the sample site leads nowhere (404), on purpose: it is remembered, and the others go on."
        )
    show.out.print(f"\n{_outcome(reports, output, troubled)}", style="yellow" if troubled else "green", markup=False)
    if troubled:
        return
    serve = f"{command} serve --config {shlex.quote(_short(config))}"
    feed = f"http://127.0.0.1:8300/{reports[0].source}.atom"
    steps = {
        "Look": f"open {output}/index.html in a browser",
        "Subscribe": f"{serve}, then give {feed} to your reader",
        "Again": "run the demo once more: nothing is new, and no file is touched",
        "Yours": f"{command} preview https://… shows what a page would give; {command} add https://… writes it down",
    }
    show.out.print()
    for word, step in steps.items():
        show.out.print(f"{word:10}{step}", markup=False)


def _short(path: Path) -> str:
    """The path as one would type it here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
