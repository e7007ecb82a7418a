"""What the commands print: tables and progress in a terminal, plain lines in a pipe, JSON for scripts."""

from __future__ import annotations

import dataclasses
import json
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from feedbot.cli.paper import Paper
from feedbot.config import Config
from feedbot.model import Failure, Report, Source
from feedbot.text import many

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.table import Table

    from feedbot.app import Status
    from feedbot.sites.rules import Note, Rules

out, err = Paper("stdout"), Paper("stderr")
LINKS = 20  # links without an article that are listed of a source
_WIDEST = 10_000  # columns of a table that no terminal narrows
SHOWN = 5  # failures of one kind that are listed one by one


def note(line: str) -> None:
    """A remark beside the work, on standard error."""
    err.print(line, style="yellow", markup=False)


def json_out(value: Any) -> None:
    """The value as JSON on standard output; dataclasses become objects, times ISO 8601."""
    print(json.dumps(value, default=_plain, indent=2, ensure_ascii=False))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


class Screen:
    """Progress of a run: a bar in a terminal, a line a source in a pipe."""

    def __init__(self, progress: Progress | None, quiet: bool, rehearsed: bool) -> None:
        self._progress, self._quiet, self._rehearsed = progress, quiet, rehearsed
        self._totals: dict[str, int] = {}
        self._done: dict[str, int] = {}
        self._guard = threading.Lock()
        self._bar = progress.add_task("section pages", total=None) if progress else None

    def begin(self, sources: Sequence[Source]) -> None:
        if self._progress and self._bar is not None:
            pages = sum(len(source.sections) for source in sources)
            self._progress.update(
                self._bar, description=f"{many(len(sources), 'source')}, {many(pages, 'section page')}"
            )

    def watch(self, source: str, done: int, total: int) -> None:
        if not self._progress or self._bar is None:
            return
        with self._guard:
            self._totals[source], self._done[source] = total, done
            total, done = sum(self._totals.values()), sum(self._done.values())
        self._progress.update(self._bar, description="articles", total=total or None, completed=done)

    def done(self, report: Report) -> None:
        if not self._quiet and not self._progress:
            print(line(report, rehearsed=self._rehearsed), flush=True)


@contextmanager
def running(quiet: bool, rehearsed: bool = False) -> Iterator[Screen]:
    """The screen of a run."""
    if quiet or not err.is_terminal:
        yield Screen(None, quiet or out.is_terminal, rehearsed)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err.console, transient=True) as progress:
        yield Screen(progress, quiet, rehearsed)


def line(report: Report, *, rehearsed: bool = False) -> str:
    """One run in one line of plain text."""
    told = [f"{report.new} new"]
    if report.duplicates:
        told.append(f"{report.duplicates} duplicate")
    if report.partial:
        told.append(f"{report.partial} partial")
    if report.filled:
        told.append(f"{report.filled} now in full")
    if report.failures:
        told.append(f"{len(report.failures)} failed")
    would = "would write" if rehearsed else "wrote"
    wrote = f", {would} {' '.join(report.written)}" if report.written else ""
    return f"{report.source}: {_items(report)}, {', '.join(told)}{wrote}"


def _items(report: Report) -> str:
    if report.sections and report.unchanged == report.sections:
        return "unchanged"
    same = f", {many(report.unchanged, 'page')} unchanged" if report.unchanged else ""
    return many(report.found, "item") + same


def summary(reports: Sequence[Report], config: Config, *, rehearsed: bool = False) -> None:
    """The table of a run (in a terminal), its failures, and one closing line."""
    if out.is_terminal:
        out.print(table(reports, config))
    for said in (said for report in reports for said in report.notes):
        note(f"note: {said}")
    failures([failure for report in reports for failure in report.failures])
    new, written = sum(r.new for r in reports), sum(len(r.written) for r in reports)
    failed = sum(not report.ok for report in reports)
    asked, received = sum(r.requests for r in reports), sum(r.received for r in reports)
    would = "would write" if rehearsed else "wrote"
    fresh, files = many(new, "new entry", "new entries"), many(written, "feed file")
    what = f"{fresh}, {would} {files}" if new or written else "nothing new, no file rewritten"
    trouble = f", {failed} of {len(reports)} sources with failures" if failed else ""
    out.print(f"{what}; {many(asked, 'request')}, {_size(received)}{trouble}", style="yellow" if failed else "green")


def table(reports: Sequence[Report], config: Config) -> Table:
    """A row a source: items found, new, with full text, and the files of its feeds."""
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, header_style="bold", pad_edge=False)
    for name, side in (
        ("source", "left"),
        ("items", "right"),
        ("new", "right"),
        ("full text", "right"),
        ("feeds", "left"),
    ):
        shown.add_column(name, justify=side, no_wrap=name != "feeds")  # type: ignore[arg-type]
    by_name = {source.name: source for source in config.sources}
    for report in reports:
        formats = ",".join(by_name[report.source].formats)
        files = Text(f"{report.source}.{{{formats}}}", style="" if report.written else "dim")
        items = "unchanged" if report.unchanged == report.sections else str(report.found)
        full = f"{report.new - report.partial}" if report.new else "–"
        style = "yellow" if report.failures else ""
        shown.add_row(Text(report.source, style=style), items, str(report.new), full, files)
    return _whole(shown, spare=max((len(report.source) for report in reports), default=0))


def _whole(shown: Table, *, spare: int = 0) -> Table:
    """The table, whose last column gives up to `spare` in a narrow terminal; in a narrower one, lines wrap."""
    console = out.console
    whole = console.measure(shown, options=console.options.update(max_width=_WIDEST)).maximum
    shown.width = max(min(whole, console.width), whole - spare)
    return shown


def failures(found: Sequence[Failure]) -> None:
    """Each failure in one line, with what to try; the same one at many places, and many of one kind, are counted."""
    times = Counter(failure.message for failure in found)
    first = {failure.message: failure for failure in reversed(found)}
    kinds: Counter[str] = Counter()
    for message in times:
        failure = first[message]
        kinds[failure.code] += 1
        if kinds[failure.code] <= SHOWN:
            _failure(failure, times[message])
    for code, count in kinds.items():
        if count > SHOWN:
            err.print(
                f"✗ … and {count - SHOWN} more of the kind {code}; --json lists them all", style="red", markup=False
            )


def _failure(failure: Failure, times: int) -> None:
    often = f" ({times} times)" if times > 1 else ""
    err.print(f"✗ {failure.message}{often}", style="red", markup=False)
    if failure.hint:
        err.print(f"  {failure.hint}", style="dim", markup=False)
    if failure.trace:
        err.print(failure.trace, style="dim", markup=False)


def checked(config: Config, rules: Sequence[Rules], notes: Sequence[Note], as_json: bool) -> None:
    """That a configuration is valid, how much it names, and what is not used of the rules for its sites."""
    if as_json:
        names, files = [source.name for source in config.sources], [one.file for one in rules]
        json_out({"ok": True, "sources": names, "site_rules": files, "notes": list(map(str, notes))})
        return
    for said in notes:
        out.print(f"note: {said}", markup=False)
    if config.site_rules:
        told = " ".join(one.file for one in rules) or "none is for these sites"
        out.print(f"rules for sites: {told}", markup=False)
    pages = many(sum(len(source.sections) for source in config.sources), "section page")
    out.print(f"{config.path}: {many(len(config.sources), 'source')}, {pages}: well", style="green", markup=False)


def status(rows: Sequence[Status], as_json: bool) -> None:
    """A row a source: when it last ran and what came of it."""
    if as_json:
        json_out(rows)
        return
    if not out.is_terminal:
        for row in rows:
            print(*(str(cell) for cell in _cells(row)), sep="\t")
        _unread(rows)
        return
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("source", "last run", "new", "entries", "next due"):
        shown.add_column(name, justify="right" if name in ("new", "entries") else "left", no_wrap=True)
    for row in rows:
        shown.add_row(*(Text(str(cell), style="red" if row.failing else "") for cell in _cells(row)[:-1]))
    out.print(_whole(shown))
    for row in rows:
        if told := _trouble(row):
            out.print(
                f"{'✗' if row.failing else '·'} {row.source}: {told}", style="red" if row.failing else "", markup=False
            )
    _unread(rows)


def _unread(rows: Sequence[Status]) -> None:
    """The latest links of each source that could not be read, why, and what becomes of them."""
    for row in rows:
        for link in row.unread[:LINKS]:
            fate = f"tried again {_when(link.again)}" if link.again else "given up"
            why = link.reason.replace("\n", " ").removeprefix(f"{link.url}: ")
            out.print(f"{row.source}: {fate}: {link.url}: {why}", markup=False)
        if len(row.unread) > LINKS:
            out.print(f"{row.source}: … and {len(row.unread) - LINKS} more; --json lists them all", markup=False)


def _cells(row: Status) -> tuple[object, ...]:
    return row.source, _when(row.started), row.new, row.entries, _when(row.due), _trouble(row) or "–"


def _when(at: datetime | None) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M") if at else "never"


def _trouble(row: Status) -> str:
    """The last error, and what became of the links of a source without entries."""
    waiting = f"{many(row.waiting, 'link')} to be tried again" if row.waiting and not row.entries else ""
    lost = f"{many(row.given_up, 'link')} given up" if row.given_up and not row.entries else ""
    return "; ".join(filter(None, (row.error.replace("\n", " "), waiting, lost)))


def published(written: Mapping[str, tuple[str, ...] | Failure], config: Config, as_json: bool) -> int:
    """What publishing changed; the exit code."""
    failed = [item for item in written.values() if isinstance(item, Failure)]
    files = [name for item in written.values() if not isinstance(item, Failure) for name in item]
    if as_json:
        json_out({"written": files, "failures": failed})
    else:
        what = f"wrote {many(len(files), 'file')} into {config.output}: {' '.join(files)}"
        out.print(what if files else "no file rewritten", markup=False)
        failures(failed)
    return 1 if failed else 0


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"
