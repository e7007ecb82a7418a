"""The store: one method for each thing that the line remembers or asks, one transaction for each method."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from feedbot import urls
from feedbot.model import Entry, Link, Page, Report, Section
from feedbot.store import engine as engines
from feedbot.store import migrate, statements, values
from feedbot.store.turn import Post, Turn, locks
from feedbot.store.values import Due, LastRun, Unread, storable, ticks

_RUNS_KEPT = timedelta(days=30)
_SILENCE = "silence of "  # a host: how such a note is named among those of files


def open_store(url: str, *, base: Path) -> Store:
    """The store at a database URL, made or brought up to date; a relative SQLite path is beside `base`.

    Raises StoreError for an unknown URL, a database of a newer release, a damaged file, a folder without write rights.
    """
    engine = engines.connect(engines.locate(url, base))
    turn, post = locks(engine, engines.name(engine.url))
    try:
        with engines.border(engine):
            migrate.bring_up(engine, turn)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, turn, post)


class Store:
    """Any number of threads may use it at once. Every method raises StoreError when the database fails."""

    def __init__(self, engine: Engine, turn: Turn, post: Post) -> None:
        self.turn = turn  # with store.turn(seconds, say): one process at a time
        self.post = post  # with store.post(): the one daemon
        self._engine = engine
        self._writes = statements.Writes(engines.inserter(engine))
        # SQLite has one writer at a time: threads that queue here do not poll for the file's lock.
        self._one: AbstractContextManager[Any] = threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    # What was seen on section pages

    def validators(self, source: str, url: str) -> tuple[str, str]:
        """ETag and Last-Modified of the section page when the source last read it, "" each where unknown."""
        with self._read() as connection:
            row = connection.execute(statements.VALIDATORS, {"source": source, "url": url}).first()
        return (row.etag, row.last_modified) if row else ("", "")

    def found(self, source: str, url: str) -> int:
        """How many items the section page had when the source last read it; 0 where it never did."""
        with self._read() as connection:
            return connection.execute(statements.FOUND, {"source": source, "url": url}).scalar() or 0

    def sight(self, source: str, section: Section, page: Page, links: Sequence[Link], at: datetime) -> int:
        """Remember a section page and its links; how many of them were never seen before.

        New links and the page's validators stand in one transaction: a link cannot be lost behind a 304.
        """
        now = ticks(at)
        shown = {values.link_key(link): link for link in reversed(links)}  # the first of equal ones
        keys = sorted(shown)  # one order for all, so that two writers cannot block each other
        with self._write() as connection:
            known = {row.key: row.entry_id for row in connection.execute(statements.KNOWN, {"keys": keys})}
            if keys:
                connection.execute(self._writes.seen, [values.link_row(shown[key], key, now) for key in keys])
                connection.execute(
                    self._writes.sighting,
                    [_sighting(source, section, key, shown[key].position, now) for key in keys],
                )
            if any(known.values()):
                connection.execute(self._writes.show_known, {"source": source, "keys": keys})
            connection.execute(self._writes.visit, _visit(source, section, page, len(shown), now))
        return len(keys) - len(known)

    def unchanged(self, source: str, section: Section, at: datetime) -> None:
        """Remember that a section page answered 304."""
        with self._write() as connection:
            connection.execute(statements.UNCHANGED, {"of_source": source, "of_url": section.url, "at": ticks(at)})

    # What is to be collected, and what came of it

    def due(self, source: str, now: datetime) -> list[Due]:
        """The source's links to collect: new ones, and failed ones whose time has come; first sighted first."""
        with self._read() as connection:
            rows = connection.execute(statements.DUE, {"source": source, "now": ticks(now)}).all()
        first = {row.key: row for row in reversed(rows)}
        found = [row for row in rows if row is first[row.key]]
        return [Due(values.link(row.url, row.position, row.listed), row.tries) for row in found]

    def note(self, link: Link, verdict: str, reason: str, at: datetime, next_try: datetime | None = None) -> None:
        """Remember that one more try of a link gave no entry: it `failed`, or is `rejected` for ever."""
        with self._write() as connection:
            connection.execute(self._writes.noted, _noted(link, verdict, reason, at, next_try))

    def add(self, entry: Entry, link: Link, source: str, at: datetime) -> bool:
        """Store the entry that a link led to, and settle the link; False where its key or fingerprint is there already.

        The same news twice changes nothing. The sources that showed the link show the entry from now on.
        """
        key, link_key = urls.identity(entry.article.url), values.link_key(link)
        row = values.entry_row(entry, key, source)
        with self._write() as connection:
            entry_id = _twin(connection, key, entry.fingerprint)
            new = entry_id is None and self._inserted(connection, row)
            if entry_id is None:
                entry_id = entry.id if new else _twin(connection, key, entry.fingerprint) or entry.id
            settled = {"verdict": "stored" if new else "duplicate", "tries": 1, "next_try": None, "entry_id": entry_id}
            connection.execute(self._writes.settled, values.link_row(link, link_key, ticks(at)) | settled)
            connection.execute(self._writes.show, {"key": link_key, "source": source, "entry_id": entry_id})
        return new

    def stand_in(
        self,
        entry: Entry,
        link: Link,
        source: str,
        verdict: str,
        reason: str,
        at: datetime,
        next_try: datetime | None = None,
    ) -> bool:
        """Note a try as `note` does, and with it store what a section page said of the article that cannot be read.

        False where the article is there already. `fill` puts the article in its place when it can be read.
        """
        key, noted = urls.identity(entry.article.url), _noted(link, verdict, reason, at, next_try)
        with self._write() as connection:
            connection.execute(self._writes.noted, noted)
            entry_id = _twin(connection, key, entry.fingerprint)
            new = entry_id is None and self._inserted(connection, values.entry_row(entry, key, source))
            entry_id = entry_id or _twin(connection, key, entry.fingerprint) or entry.id
            connection.execute(self._writes.stood_in, noted | {"entry_id": entry_id})
            connection.execute(self._writes.show, {"key": noted["key"], "source": source, "entry_id": entry_id})
        return new

    def fill(self, entry: Entry, link: Link, source: str, at: datetime) -> bool:
        """Put an article in the place of what stood in for it, and settle the link; False where nothing did.

        Id and date of publication stay, `updated` is now, the revision counts on. Where the article came by another
        address meanwhile, that entry stays, what stood in for it goes, and `add` settles the link.
        """
        key, link_key = urls.identity(entry.article.url), values.link_key(link)
        with self._write() as connection:
            stood_in = connection.execute(statements.STAND_IN, {"key": link_key}).scalar()
            if stood_in is None:
                return False
            entry_id = _twin(connection, key, entry.fingerprint) or stood_in
            if entry_id != stood_in:
                self._merge(connection, stood_in, entry_id)
            row = values.entry_row(entry, key, source) | {"updated": ticks(at)}
            filled = {name: row[name] for name in statements.FILLED} | {"of_id": entry_id}
            if not connection.execute(statements.FILL, filled).rowcount:
                return False
            settled = {"verdict": "stored", "tries": 1, "next_try": None, "entry_id": entry_id}
            connection.execute(self._writes.settled, values.link_row(link, link_key, ticks(at)) | settled)
        return True

    def _merge(self, connection: Connection, stood_in: str, entry_id: str) -> None:
        """Have an entry in the place of what stood in for it, in every source and behind every link."""
        of = {"of_id": stood_in}
        connection.execute(self._writes.show_instead, of | {"to_id": entry_id})
        connection.execute(statements.LEAD_ON, of | {"to_id": entry_id})
        connection.execute(statements.UNSHOW, of)
        connection.execute(statements.FORGET_STAND_IN, of)

    def _inserted(self, connection: Connection, row: values.Row) -> bool:
        """Whether an entry came in; where none did, another machine was faster."""
        return connection.execute(self._writes.entry, row).scalar() is not None

    # What is published

    def latest(self, source: str, keep: int) -> tuple[Entry, ...]:
        """The newest entries that the source's sections showed, newest first."""
        asked = {"source": source, "keep": keep}
        with self._read_all() as connection:
            outline = connection.execute(statements.OUTLINE, asked).all()
            rows = connection.execute(statements.LATEST, asked).all()
        sections: dict[str, list[str]] = {}
        for entry_id, _, section in outline:
            sections.setdefault(entry_id, []).append(section or "")
        return tuple(values.entry(row, sections[row.id]) for row in rows)

    def headlines(self, source: str, keep: int) -> tuple[Entry, ...]:
        """The same entries with title, address, language and times only: all that a list of them needs."""
        with self._read() as connection:
            rows = connection.execute(statements.HEADLINES, {"source": source, "keep": keep}).all()
        return tuple(map(values.headline, rows))

    def stamp(self, source: str, keep: int) -> str:
        """Changes whenever `latest` would give other ids, revisions or categories; much cheaper to ask."""
        with self._read() as connection:
            outline = connection.execute(statements.OUTLINE, {"source": source, "keep": keep}).all()
        told = "\n".join([f"{entry_id}\t{revision}\t{section}" for entry_id, revision, section in outline])
        return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()

    def counts(self) -> dict[str, int]:
        """How many entries each source's sections showed, ever."""
        with self._read() as connection:
            return {row.source: row.entries for row in connection.execute(statements.COUNTS)}

    def unread_counts(self) -> dict[tuple[str, str], int]:
        """How many links of each source came to nothing so far, by source and verdict."""
        with self._read() as connection:
            rows = connection.execute(statements.UNREAD_COUNTS).all()
        return {(source, verdict): count for source, verdict, count in rows}

    def unread(self, sources: Sequence[str]) -> dict[str, list[Unread]]:
        """The links of these sources that came to nothing so far, and why; the latest first."""
        with self._read() as connection:
            rows = connection.execute(statements.UNREAD, {"sources": list(sources)}).all()
        found: dict[str, list[Unread]] = {}
        for row in rows:
            again = values.time(row.next_try) if row.next_try is not None else None
            found.setdefault(row.source, []).append(Unread(row.url, row.reason, again))
        return found

    def token(self, name: str) -> str:
        """What `set_token` last said of a feed file, "" at first."""
        with self._read() as connection:
            return connection.execute(statements.TOKEN, {"name": name}).scalar() or ""

    def tokens(self, names: Sequence[str]) -> dict[str, str]:
        """The same for many files at once, those that have one."""
        with self._read() as connection:
            rows = connection.execute(statements.TOKENS, {"names": list(names)}).all()
        return {row.name: row.token for row in rows}

    def files(self) -> list[str]:
        """Every feed file that was ever written, by name."""
        with self._read() as connection:
            names = connection.execute(statements.FILES).scalars().all()
        return [name for name in names if " " not in name]  # notes of other things begin with words

    def set_token(self, name: str, token: str, at: datetime) -> None:
        """Remember what a feed file was made from."""
        with self._write() as connection:
            connection.execute(self._writes.token, {"name": name, "token": token, "at": ticks(at)})

    # Runs

    def record(self, report: Report) -> None:
        """Remember a run; runs of more than a month ago are forgotten."""
        with self._write() as connection:
            connection.execute(self._writes.run, values.report_row(report))
            connection.execute(statements.FORGET_RUNS, {"before": ticks(report.started - _RUNS_KEPT)})

    def last_runs(self) -> dict[str, LastRun]:
        """How each source is doing, by name."""
        with self._read_all() as connection:
            last = connection.execute(statements.LAST_RUNS).all()
            failed = {source: values.report(said) for source, said in connection.execute(statements.LAST_FAILED)}
            well = {source: values.time(started) for source, started in connection.execute(statements.LAST_WELL)}
            since = {row.source: row.failures for row in connection.execute(statements.FAILED_SINCE)}
        return {
            source: LastRun(
                values.report(said),
                succeeded=well.get(source),
                failures=since.get(source, 0),
                error=failed[source].failures[-1] if source in failed else None,
                failed=failed[source].started if source in failed else None,
            )
            for source, said in last
        }

    # What hosts ask for

    def robots(self, host: str) -> tuple[str, float] | None:
        """The host's robots.txt and when it was read, in seconds since 1970; None where it never was."""
        with self._read() as connection:
            row = connection.execute(statements.ROBOTS, {"host": host}).first()
        return (row.body, row.at) if row else None

    def keep_robots(self, host: str, body: str, at: float) -> None:
        """Remember a host's robots.txt."""
        with self._write() as connection:
            connection.execute(self._writes.robots, {"host": host, "body": storable(body), "at": at})

    def silence(self, host: str) -> tuple[int, float] | None:
        """The status with which the host asked for silence, and the unix time until which; None where it never did."""
        status, _, until = self.token(_SILENCE + host).partition(" ")
        return (int(status), float(until)) if until else None

    def keep_silence(self, host: str, status: int, until: float) -> None:
        """Remember that a host asked for silence."""
        self.set_token(_SILENCE + host, f"{status} {until:.0f}", datetime.fromtimestamp(until, UTC))

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with engines.border(self._engine), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _read_all(self) -> Iterator[Connection]:
        with engines.border(self._engine), engines.reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with engines.border(self._engine), self._one, engines.writing(self._engine) as connection:
            yield connection


def _twin(connection: Connection, key: str, fingerprint: str) -> str | None:
    """The id of the entry that has this key, else of the first one with this fingerprint."""
    return connection.execute(statements.TWIN, {"key": key, "fingerprint": fingerprint}).scalar()


def _noted(link: Link, verdict: str, reason: str, at: datetime, next_try: datetime | None) -> values.Row:
    return values.link_row(link, values.link_key(link), ticks(at)) | {
        "verdict": verdict,
        "reason": storable(reason),
        "tries": 1,
        "next_try": ticks(next_try) if next_try else None,
    }


def _sighting(source: str, section: Section, key: str, position: int, at: int) -> values.Row:
    return {
        "source": source,
        "section": section.name,
        "key": key,
        "position": position,
        "first_seen": at,
        "last_seen": at,
    }


def _visit(source: str, section: Section, page: Page, found: int, at: int) -> values.Row:
    return {
        "source": source,
        "url": section.url,
        "etag": storable(page.etag),
        "last_modified": storable(page.last_modified),
        "status": page.status,
        "error": "",
        "at": at,
        "found": found,
    }
