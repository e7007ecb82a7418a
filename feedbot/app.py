"""The only place where the line meets its world: config -> store, fetcher, output -> pipeline."""

from __future__ import annotations

import ctypes
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from feedbot.config import Config, nearest
from feedbot.errors import ConfigError
from feedbot.fetch import Fetcher
from feedbot.model import Failure, Report, Source
from feedbot.output import Output
from feedbot.pipeline import BEGUN, Pipeline, Watch, attempt, unwatched
from feedbot.sites.folder import Folders
from feedbot.store import LastRun, Store, Unread, copy_store, open_store

_M_ARENA_MAX = -8  # of malloc.h

PATIENCE = 600.0  # seconds to wait for another feedbot that works on the same store


def utc_now() -> datetime:
    return datetime.now(UTC)


class Rehearsal:
    """An output that says what would be written, and writes nothing."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def mark(self, name: str) -> str:
        return self._output.mark(name)

    def write(self, name: str, data: bytes) -> bool:
        return self._output.read(name) != data


@dataclass(frozen=True, slots=True)
class Status:
    """How a source stands: its last run and what came of it; `due` is the scheduler's to fill in."""

    source: str
    started: datetime | None = None
    succeeded: datetime | None = None  # the last run without a failure
    new: int = 0
    entries: int = 0
    failures: int = 0  # runs with failures in a row, up to the last
    error: str = ""
    waiting: int = 0  # links that failed and are tried again
    given_up: int = 0  # links that are not tried any more
    unread: tuple[Unread, ...] = ()  # both kinds, the latest first, where they were asked for
    due: datetime | None = None

    @property
    def failing(self) -> bool:
        return self.failures > 0


@dataclass(frozen=True)
class App:
    """A configuration come to life; `open_app` makes and closes it."""

    config: Config
    store: Store
    fetch: Fetcher
    pipeline: Pipeline
    say: Callable[[str], None]
    _listing: threading.Lock = field(default_factory=threading.Lock)

    def chosen(self, names: Sequence[str]) -> tuple[Source, ...]:
        """The sources of these names, or all. Raises ConfigError for a name that config.yaml has not."""
        known = {source.name: source for source in self.config.sources}
        unknown = [name for name in names if name not in known]
        if unknown:
            raise ConfigError([_unknown(name, list(known)) for name in unknown])
        return tuple(known[name] for name in dict.fromkeys(names)) if names else self.config.sources

    def run(self, sources: Sequence[Source], done: Callable[[Report], None] = lambda report: None) -> list[Report]:
        """One pass over the sources, several side by side; `done` hears of each as it ends. Reports in config order.

        What Ctrl-C finds under way is ended in good order; the rest is left for the next run.
        """

        def one(source: Source) -> Report:
            report = self.pipeline.run(source)
            done(report)
            return report

        rules = self.config.fetch
        with self.turn(), ThreadPoolExecutor(max(1, rules.workers // rules.per_host)) as pool:
            try:
                reports = list(pool.map(one, sources))
            except KeyboardInterrupt:
                self.pipeline.stop.set()
                self.say("stopping: what is under way is ended, the rest is left for the next run")
                pool.shutdown(cancel_futures=True)
                raise
            failed = self._index()
        if isinstance(failed, Failure) and reports:
            reports[-1] = replace(reports[-1], failures=(*reports[-1].failures, failed))
        return reports

    def _index(self) -> tuple[str, ...] | Failure:
        """Write the pages that list all feeds; one at a time, as a daemon's sources end side by side."""
        with self._listing:
            return attempt("index.html", lambda: self.pipeline.shelf.index(self.config.sources))

    def publish(self, sources: Sequence[Source]) -> dict[str, tuple[str, ...] | Failure]:
        """Write the feeds of the sources again from the store; per source and for the lists the files that changed."""
        shelf = self.pipeline.shelf
        with self.turn():
            written = {s.name: attempt(s.name, lambda s=s: shelf.publish(s)) for s in sources}  # type: ignore[misc]
            return written | {"index.html": self._index()}

    def left(self) -> tuple[str, ...]:
        """The feed files in the output folder that belong to no source any more."""
        return self.pipeline.shelf.left(self.config.sources)

    def status(self, sources: Sequence[Source], *, links: bool = False) -> list[Status]:
        """How each source stands, by the store; with `links` those that could not be read, too."""
        runs, entries, unread = self.store.last_runs(), self.store.counts(), self.store.unread_counts()
        listed = self.store.unread([source.name for source in sources]) if links else {}
        broken = self._broken([source.name for source in sources], runs)
        return [
            replace(
                _status(name, runs.get(name), broken.get(name, "")),
                entries=entries.get(name, 0),
                waiting=unread.get((name, "failed"), 0),
                given_up=unread.get((name, "rejected"), 0),
                unread=tuple(listed.get(name, ())),
            )
            for name in (source.name for source in sources)
        ]

    def _broken(self, names: Sequence[str], runs: Mapping[str, LastRun]) -> dict[str, str]:
        """Which sources have a run that began and came to no end, and what may have ended it."""
        begun = self.store.tokens([BEGUN + name for name in names])
        ended = {name: run.report.started.isoformat() for name, run in runs.items()}
        open_ = {name: at for name in names if (at := begun.get(BEGUN + name, "")) > ended.get(name, "")}
        if not open_ or not self.store.turn.free():
            return {}
        why = "came to no end: feedbot was killed, or the store could not be written"
        return {
            name: f"the run of {datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M} {why}"
            for name, at in open_.items()
        }

    def turn(self) -> AbstractContextManager[None]:
        """Alone with the store; waits for another feedbot, and says so. Raises Stopped where a stop comes first."""
        return self.store.turn(PATIENCE, self.say, self.pipeline.stop)


@contextmanager
def open_app(
    config: Config,
    *,
    rehearse: bool = False,
    watch: Watch = unwatched,
    say: Callable[[str], None] = lambda line: None,
) -> Iterator[App]:
    """The app of a configuration; with `rehearse` it works on a copy of the store and writes nothing."""
    _share_the_heap()
    with tempfile.TemporaryDirectory(prefix="feedbot-") as scratch:
        url = _copy(config, Path(scratch)) if rehearse else config.store
        store = open_store(url, base=config.path.parent)
        try:
            fetch = Fetcher(config.fetch, memory=store)
            output = Output(config.output)
            pipeline = Pipeline(
                fetch=fetch,
                store=store,
                output=Rehearsal(output) if rehearse else output,
                now=utc_now,
                base_url=config.base_url,
                sites=Folders(config.site_rules),
                sent=lambda: (fetch.stats.requests, fetch.stats.received),
                per_host=min(config.fetch.per_host, config.fetch.workers),
                watch=watch,
            )
            try:
                yield App(config, store, fetch, pipeline, say)
            finally:
                fetch.close()
                pipeline.readers.shutdown()
        finally:
            store.close()


def _share_the_heap() -> None:
    """Have all threads share one heap, where the C library is glibc.

    By default each thread has its own, and keeps what its largest page ever took: measured, a fifth of the whole.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def _copy(config: Config, folder: Path) -> str:
    """A copy of the store to rehearse on; the address of the copy."""
    copy_store(config.store, config.path.parent, folder / "feedbot.db")
    return f"sqlite:///{folder / 'feedbot.db'}"


def _status(name: str, last: LastRun | None, broken: str) -> Status:
    """What the source's last run says of how it stands; `broken` what it could not say itself."""
    if last is None:
        return Status(name, failures=bool(broken), error=broken)
    error = broken or (last.error.message if last.error and not last.report.ok else "")
    failures = last.failures + bool(broken)
    return Status(name, last.report.started, last.succeeded, last.report.new, failures=failures, error=error)


def _unknown(name: str, known: list[str]) -> str:
    close = nearest(name, known)
    return f"no source is named {name!r}" + (
        f" (did you mean {close!r}?)" if close else f"; there are: {', '.join(known)}"
    )
