"""The line, end to end:

        fetch         discover       fetch        extract       dedupe        store        render      write
Source ───────> Page ─────────> Link ─────> Page ───────> Article ─────> Entry ─────> Feed ─────> bytes ─────> output/
       └───────────── discover ───────────┘└──────────────── collect ────────────────┘└────────── publish ─────────┘

Three verbs, and `run` is the three in a row. A verb raises when it fails; `run` goes on past failures and reports them.
"""

from __future__ import annotations

import os
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Protocol, TypeVar
from zoneinfo import ZoneInfo

from feedbot import feeds, timing, urls
from feedbot.claims import Claims
from feedbot.errors import FeedbotError, NoLinks, Stopped, StoreError
from feedbot.feeds import Shelf
from feedbot.memory import Memory
from feedbot.model import Entry, Failure, Link, Page, Report, Section, Source

if TYPE_CHECKING:
    from feedbot.sites.rules import Rules

B = TypeVar("B")
BEGUN = "run of "  # a source: how the note is named that says when a run of it began


class Fetcher(Protocol):
    """URL -> Page; status 304 where the validators still hold. Raises FetchError."""

    def __call__(self, url: str, *, etag: str = "", last_modified: str = "") -> Page: ...


class Due(Protocol):
    """A link to collect now, and how often that failed before."""

    @property
    def link(self) -> Link: ...
    @property
    def tries(self) -> int: ...


class Store(feeds.Store, Protocol):
    """What feedbot remembers. Raises StoreError."""

    def validators(self, source: str, url: str) -> tuple[str, str]: ...
    def found(self, source: str, url: str) -> int: ...
    def sight(self, source: str, section: Section, page: Page, links: Sequence[Link], at: datetime) -> int: ...
    def unchanged(self, source: str, section: Section, at: datetime) -> None: ...
    def due(self, source: str, now: datetime) -> Sequence[Due]: ...
    def note(self, link: Link, verdict: str, reason: str, at: datetime, next_try: datetime | None = None) -> None: ...
    def add(self, entry: Entry, link: Link, source: str, at: datetime) -> bool: ...
    def stand_in(
        self,
        entry: Entry,
        link: Link,
        source: str,
        verdict: str,
        reason: str,
        at: datetime,
        next_try: datetime | None = None,
    ) -> bool: ...
    def fill(self, entry: Entry, link: Link, source: str, at: datetime) -> bool: ...
    def token(self, name: str) -> str: ...
    def record(self, report: Report) -> None: ...


class Watch(Protocol):
    """Is told how far a run is: of `total` articles of a source, `done` are collected."""

    def __call__(self, source: str, done: int, total: int) -> None: ...


def unwatched(source: str, done: int, total: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Listing:
    """What the visit of one section page gave."""

    found: int = 0
    unchanged: bool = False
    dropped: Counter[str] = field(default_factory=Counter)
    notes: tuple[str, ...] = ()


class Meter:
    """A fetcher that counts what one run sends: not each page is one request, and a host that is silent gets none."""

    def __init__(self, fetch: Fetcher, sent: Callable[[], tuple[int, int]]) -> None:
        self.fetch, self.sent, self.requests, self.received = fetch, sent, 0, 0
        self._guard = threading.Lock()

    def __call__(self, url: str, *, etag: str = "", last_modified: str = "") -> Page:
        requests, received = self.sent()
        try:
            return self.fetch(url, etag=etag, last_modified=last_modified)
        finally:
            requests, received = self.sent()[0] - requests, self.sent()[1] - received
            with self._guard:
                self.requests += requests
                self.received += received


@dataclass(frozen=True)
class Pipeline:
    """The line with its world; any driver may call it from many threads at once."""

    fetch: Fetcher
    store: Store
    output: feeds.Output
    now: Callable[[], datetime]
    base_url: str = ""
    sites: Callable[[str], Rules | None] = lambda url: None  # a page's address -> the rules for its site
    sent: Callable[[], tuple[int, int]] = lambda: (0, 0)  # requests and bytes, so far, of the thread that looks
    per_host: int = 2  # articles of one source under way at a time
    watch: Watch = unwatched
    # Reading pages in more threads than there are cores only costs memory and turns of the interpreter's lock.
    readers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(os.cpu_count() or 1))
    claims: Claims = field(default_factory=Claims)
    stop: threading.Event = field(default_factory=threading.Event)  # set: what is not begun waits for the next run

    def discover(self, source: Source, section: Section) -> Listing:
        """Look at one section and remember its links; where nothing changed, that costs one conditional request.

        The section page is asked, or the door that served in its place a short while ago.
        """
        memory = Memory(self.store, source, section, self.now())
        if memory.url:
            try:
                return self._look(source, section, memory)
            except FeedbotError:  # it served once and does not any more: the section page decides again
                memory.forget()
        return self._look(source, section, memory)

    def _look(self, source: Source, section: Section, memory: Memory) -> Listing:
        """Ask the remembered door, else the section page, and remember what that gave."""
        asked = replace(section, url=memory.url or section.url)
        etag, last_modified = self.store.validators(source.name, asked.url) if memory.holds else ("", "")
        page = self.fetch(asked.url, etag=etag, last_modified=last_modified)
        if page.status == 304:
            self.store.unchanged(source.name, asked, self.now())
            return Listing(unchanged=True)
        from feedbot.visit import Visitor  # this and `extract` load only where a page came

        before = self.store.found(source.name, section.url)
        pages = source.pages if before or memory.known else max(source.pages, source.backfill)
        visitor = Visitor(self.fetch, source, section, self.now(), self._read, pages, before, memory.told)
        try:
            seen = visitor.door(door, page) if (door := memory.door()) else visitor.page(page)
        except NoLinks as error:
            memory.none(error.tried)
            raise
        shown = replace(section, url=seen.door.url) if seen.door else section
        self.store.sight(source.name, shown, seen.page, seen.links, self.now())
        memory.served(seen.door)
        notes = tuple(f"{section.url}: {said}" for said in seen.notes)
        return Listing(len(seen.links), dropped=Counter(link.why for link in seen.dropped), notes=notes)

    def _read(self, work: Callable[[], B]) -> B:
        """Work that keeps a core busy, done when its turn has come."""
        return self.readers.submit(work).result()

    def collect(self, source: Source, link: Link, tries: int = 0) -> tuple[Entry, str]:
        """Fetch one article, all its pages, and store it; beside it what that made it: "new", "filled" or "duplicate".

        After earlier tries an entry may stand in for it, which it fills.
        """
        from feedbot import dedupe
        from feedbot.gather import Gatherer

        gatherer = Gatherer(self.fetch, source.article, self.now(), self._read, self.sites)
        article = gatherer.article(self.fetch(link.url), link)
        entry = dedupe.entry(article, self.now(), zone(source), link.position)
        if tries and self.store.fill(entry, link, source.name, self.now()):
            return entry, "filled"
        return entry, "new" if self.store.add(entry, link, source.name, self.now()) else "duplicate"

    @property
    def shelf(self) -> Shelf:
        """The files that a run leaves behind."""
        return Shelf(self.store, self.output, self.base_url, self.now)

    def run(self, source: Source) -> Report:
        """The three verbs in a row for one source; what fails is in the report, and nothing else stops for it."""
        started = self.now()
        begun = attempt(source.name, lambda: self._note(source.name, started.isoformat()))
        if isinstance(begun, Failure):  # what the sites would give could not be kept
            return Report(source.name, started, sections=len(source.sections), failures=(begun,))
        report = self._pass(source, started)
        if self.stop.is_set():  # what was not begun is due at once: this run counts as none
            attempt(source.name, lambda: self._note(source.name, ""))
            return report
        failed = attempt(source.name, lambda: self.store.record(report))
        return replace(report, failures=(*report.failures, failed)) if isinstance(failed, Failure) else report

    def _pass(self, source: Source, started: datetime) -> Report:
        """The three verbs in a row, and what came of them."""
        clock = time.monotonic()
        meter = Meter(self.fetch, self.sent)
        line = replace(self, fetch=meter, now=lambda: started)  # one time for a run: order never hangs on threads
        with self.claims.running(), ThreadPoolExecutor(self.per_host) as pool:
            listings = list(pool.map(lambda section: line._visit(source, section), source.sections))
            outcomes = line._collect_due(source, pool)
            written = attempt(source.name, lambda: line.shelf.publish(source))
        counts = Counter(outcome for outcome in outcomes if isinstance(outcome, str))
        seen = [listing for listing in listings if isinstance(listing, Listing)]
        return Report(
            source=source.name,
            started=started,
            seconds=time.monotonic() - clock,
            sections=len(source.sections),
            unchanged=sum(listing.unchanged for listing in seen),
            found=sum(listing.found for listing in seen),
            new=counts["new"] + counts["partial"],
            duplicates=counts["duplicate"],
            partial=counts["partial"],
            filled=counts["filled"],
            dropped=dict(sum((listing.dropped for listing in seen), Counter[str]())),
            written=written if isinstance(written, tuple) else (),
            notes=(*(note for listing in seen for note in listing.notes), *_idle_selectors(source.name, counts)),
            failures=tuple(item for item in (*listings, *outcomes, written) if isinstance(item, Failure)),
            requests=meter.requests,
            received=meter.received,
        )

    def _note(self, name: str, begun: str) -> None:
        """Note when a run of the source began, so that one which comes to no end can be told."""
        self.store.set_token(BEGUN + name, begun, self.now())

    def _visit(self, source: Source, section: Section) -> Listing | Failure:
        if self.stop.is_set():
            return Listing()
        return attempt(section.url, lambda: self.discover(source, section))

    def _collect_due(self, source: Source, pool: ThreadPoolExecutor) -> list[str | Failure]:
        due = attempt(source.name, lambda: self.store.due(source.name, self.now()))
        if isinstance(due, Failure):
            return [due]
        outcomes: list[str | Failure] = []
        self.watch(source.name, 0, len(due))
        made = pool.map(lambda item: attempt(item.link.url, lambda: self._collect(source, item)), due)
        for done, outcome in enumerate(made, 1):
            outcomes += [outcome] if isinstance(outcome, Failure) else outcome
            self.watch(source.name, done, len(due))
        return outcomes

    def _collect(self, source: Source, due: Due) -> list[str | Failure]:
        """What became of one link; of one that failed two things may: its failure, and an entry all the same."""
        if self.stop.is_set():
            return ["later"]
        with self.claims.claim(urls.identity(due.link.url)) as mine:
            if not mine:
                return ["claimed"]
            try:
                entry, made = self.collect(source, due.link, due.tries)
            except Stopped:
                return ["later"]
            except StoreError:  # says nothing of the link, which stays due
                raise
            except Exception as error:
                return self._missed(source, due, error)
        if made != "new":
            return [made]
        from feedbot.gather import unmatched

        idle = [IDLE + name for name in unmatched(entry.article, source.article)]
        return ["partial" if entry.article.partial else "new", *idle]

    def _missed(self, source: Source, due: Due, error: Exception) -> list[str | Failure]:
        """Note why a link gave no article, together with what the section page said, where that stands in for it."""
        link, tries, now = due.link, due.tries + 1, self.now()
        again = timing.next_try(error, tries, now)
        verdict, failed = "failed" if again else "rejected", failure(link.url, error)
        if not link.title or not timing.stands_in(error, tries):
            self.store.note(link, verdict, str(error), now, again)
            return [failed]
        from feedbot import dedupe
        from feedbot.gather import stand_in

        entry = dedupe.entry(stand_in(link, str(error)), now, zone(source), link.position)
        new = self.store.stand_in(entry, link, source.name, verdict, str(error), now, again)
        return [failed, "partial"] if new else [failed]


def attempt(url: str, work: Callable[[], B]) -> B | Failure:
    """The work's result, or its error as a value: the one place that catches. A bug's failure has its trace."""
    try:
        return work()
    except Exception as error:
        return failure(url, error)


def failure(url: str, error: Exception) -> Failure:
    """An error as a value, met at an address."""
    if isinstance(error, FeedbotError | Stopped):
        return Failure(getattr(error, "url", url), error.code, str(error), error.hint, error.retry)
    hint = "this is a fault of feedbot: please report it with the trace"
    trace = "".join(traceback.format_exception(error))
    return Failure(url, "bug", f"{url}: {type(error).__name__}: {error}", hint, trace=trace)


IDLE = "article."  # begins the outcome that a selector found nothing


def _idle_selectors(name: str, outcomes: Counter[str]) -> Iterator[str]:
    """A note for each selector that found nothing in any new article."""
    new = outcomes["new"] + outcomes["partial"]
    for outcome, count in outcomes.items():
        if outcome.startswith(IDLE) and count == new:
            yield f"{name}: {outcome} matched nothing in any of {new} new articles; detection chose"


def zone(source: Source) -> tzinfo:
    """The time zone in which the source states its dates."""
    name = source.article.zone or source.zone
    return ZoneInfo(name) if name else UTC
