"""Nouns as rows, and rows as nouns again: the same going in and coming out. No SQL here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

from feedbot import text, urls
from feedbot.model import Article, Entry, Failure, Image, Link, Provenance, Report, When

Row = dict[str, Any]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A link to collect now, and how often that was tried before."""

    link: Link
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """A link whose article could not be read, why, and when it is tried again; None: given up."""

    url: str
    reason: str
    again: datetime | None


@dataclass(frozen=True, slots=True)
class LastRun:
    """How a source is doing: its last run, and what went before it."""

    report: Report
    succeeded: datetime | None  # start of the last run without a failure
    failures: int  # runs in a row that had failures, the last one among them
    error: Failure | None  # the last failure, also where later runs went well
    failed: datetime | None  # start of the run that had it


def ticks(at: datetime) -> int:
    """An aware time as microseconds since 1970, exactly.

    >>> ticks(datetime(1970, 1, 1, 1, 0, 1, tzinfo=UTC))
    3601000000
    """
    return (at - _EPOCH) // _TICK


def time(ticks: int) -> datetime:
    """The time of `ticks`, in UTC.

    >>> time(3601000000).isoformat()
    '1970-01-01T01:00:01+00:00'
    """
    return _EPOCH + ticks * _TICK


def when(said: str) -> When | None:
    """The date or time that `isoformat` wrote, with its precision and offset; None for "".

    >>> when("2020-02-25")
    datetime.date(2020, 2, 25)
    """
    if not said:
        return None
    return date.fromisoformat(said) if len(said) == 10 else datetime.fromisoformat(said)


def storable(string: str) -> str:
    """The string as every database takes it: no NUL (PostgreSQL), no lone surrogate (UTF-8)."""
    if string.isascii():
        return string if "\0" not in string else text.legal(string)
    try:
        string.encode()
    except UnicodeEncodeError:
        return text.legal(string)
    return string if "\0" not in string else text.legal(string)


def link_key(link: Link) -> str:
    """The identity of a link's address."""
    return urls.identity(link.url)


def link_row(link: Link, key: str, at: int) -> Row:
    """A link that was never seen before as a row of `links`."""
    return {
        "key": key,
        "url": storable(link.url),
        "listed": _listed(link),
        "verdict": "new",
        "reason": "",
        "tries": 0,
        "first_seen": at,
        "last_seen": at,
    }


def link(url: str, position: int, listed: str) -> Link:
    """The link that `link_row` took apart, as one section showed it."""
    said = json.loads(listed)
    return Link(
        url=url,
        title=said.get("title", ""),
        published=when(said.get("published", "")),
        summary=said.get("summary", ""),
        image=_image(said.get("image")),
        authors=tuple(said.get("authors", ())),
        section=said.get("section", ""),
        position=position,
        why=said.get("why", ""),
    )


def entry_row(entry: Entry, key: str, source: str) -> Row:
    """An entry as a row of `entries`."""
    article = entry.article
    said = {
        "id": entry.id,
        "key": key,
        "source": source,
        "fingerprint": entry.fingerprint,
        "url": article.url,
        "title": article.title,
        "dated": article.published.isoformat() if article.published else "",
        "modified": article.modified.isoformat() if article.modified else "",
        "section": article.section,
        "language": article.language,
        "partial": article.partial,
        "authors": _json(article.authors),
        "tags": _json(article.tags),
        "image": _json(_image_parts(article.image)),
        "provenance": _json({name: [made.signal, *made.disagreed] for name, made in article.provenance.items()}),
        "summary": article.summary,
        "text": article.text,
        "content": article.content,
    }
    return {name: storable(value) for name, value in said.items()} | {
        "revision": entry.revision,
        "published": ticks(entry.published),
        "updated": ticks(entry.updated),
        "first_seen": ticks(entry.first_seen),
    }


def entry(row: Any, sections: list[str]) -> Entry:
    """The entry that `entry_row` took apart; `sections` are those that showed it, the first one first."""
    tags = tuple(json.loads(row.tags))
    article = Article(
        url=row.url,
        title=row.title,
        content=row.content,
        text=row.text,
        authors=tuple(json.loads(row.authors)),
        published=when(row.dated),
        modified=when(row.modified),
        summary=row.summary,
        image=_image(json.loads(row.image)),
        tags=tags,
        section=row.section,
        language=row.language,
        partial=row.partial,
        provenance={name: Provenance(made[0], tuple(made[1:])) for name, made in json.loads(row.provenance).items()},
    )
    return Entry(
        id=row.id,
        article=article,
        published=time(row.published),
        updated=time(row.updated),
        first_seen=time(row.first_seen),
        fingerprint=row.fingerprint,
        revision=row.revision,
        categories=_distinct([*sections, row.section, *tags]),
    )


def headline(row: Any) -> Entry:
    """An entry of which only what a list shows was asked for."""
    return Entry(
        id=row.id,
        article=Article(row.url, row.title, content="", text="", language=row.language),
        published=time(row.published),
        updated=time(row.updated),
        first_seen=time(row.first_seen),
        fingerprint=row.fingerprint,
        revision=row.revision,
    )


def report_row(report: Report) -> Row:
    """A report as a row of `runs`."""
    said = _parts(report)
    said["started"] = report.started.isoformat()
    said["dropped"] = dict(report.dropped)
    said["failures"] = [_parts(failed) for failed in report.failures]
    return {
        "source": report.source,
        "ok": report.ok,
        "started": ticks(report.started),
        "seconds": report.seconds,
        "report": _json(said),
    }


def report(said: str) -> Report:
    """The report that `report_row` took apart; one that another release wrote may have other fields."""
    found = _known(Report, json.loads(said))
    found["started"] = datetime.fromisoformat(found["started"])
    found["written"] = tuple(found.get("written", ()))
    found["notes"] = tuple(found.get("notes", ()))
    found["failures"] = tuple(Failure(**_known(Failure, failed)) for failed in found.get("failures", ()))
    return Report(**found)


def _parts(noun: Report | Failure) -> dict[str, Any]:
    return {field.name: getattr(noun, field.name) for field in fields(noun)}


def _known(noun: type[Report] | type[Failure], said: Mapping[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(noun)}
    return {name: value for name, value in said.items() if name in names}


def _listed(link: Link) -> str:
    said = {
        "title": link.title,
        "published": link.published.isoformat() if link.published else "",
        "summary": link.summary,
        "image": _image_parts(link.image),
        "authors": link.authors,
        "section": link.section,
        "why": link.why,
    }
    return _json({name: value for name, value in said.items() if value})


def _image_parts(image: Image | None) -> list[Any]:
    return [image.url, image.width, image.height, image.alt] if image else []


def _image(parts: list[Any] | None) -> Image | None:
    return Image(*parts) if parts else None


def _distinct(names: list[str]) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for name in names:
        if name:
            first.setdefault(name.casefold(), name)
    return tuple(first.values())


_json = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True).encode  # ASCII: any string survives
