"""Every statement of the store, built once; SQLAlchemy keeps their SQL. Nothing is run here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    BindParameter,
    Text,
    and_,
    bindparam,
    case,
    delete,
    func,
    null,
    or_,
    select,
    true,
    update,
)

from feedbot.store.schema import entries, links, published, robots, runs, shown, sightings, visits

_source: BindParameter[str] = bindparam("source")
_keys: BindParameter[list[str]] = bindparam("keys", expanding=True)
_newest = (shown.c.published.desc(), shown.c.first_seen.desc(), shown.c.entry_id.desc())

VALIDATORS = select(visits.c.etag, visits.c.last_modified).where(
    visits.c.source == _source, visits.c.url == bindparam("url")
)
FOUND = select(visits.c.found).where(visits.c.source == _source, visits.c.url == bindparam("url"))
UNCHANGED = (
    update(visits)
    .where(visits.c.source == bindparam("of_source"), visits.c.url == bindparam("of_url"))
    .values(status=304, error="", at=bindparam("at"))
)
KNOWN = select(links.c.key, links.c.entry_id).where(links.c.key.in_(_keys))
DUE = (
    select(links.c.key, links.c.url, links.c.listed, links.c.tries, sightings.c.position)
    .join(sightings, sightings.c.key == links.c.key)
    .where(
        sightings.c.source == _source,
        or_(links.c.verdict == "new", and_(links.c.verdict == "failed", links.c.next_try <= bindparam("now"))),
    )
    .order_by(sightings.c.first_seen, sightings.c.position, links.c.key)
)
TWIN = (
    select(entries.c.id)
    .where(or_(entries.c.key == bindparam("key"), entries.c.fingerprint == bindparam("fingerprint")))
    .order_by(case((entries.c.key == bindparam("key"), 0), else_=1), entries.c.first_seen, entries.c.id)
    .limit(1)
)

# An entry that holds only what a section page said of its article.
STAND_IN = (
    select(entries.c.id)
    .join(links, links.c.entry_id == entries.c.id)
    .where(links.c.key == bindparam("key"), entries.c.content == "")
)
_KEPT = ("id", "key", "source", "published", "first_seen", "revision")  # identity never moves
FILLED = tuple(column.name for column in entries.c if column.name not in _KEPT)
FILL = (
    update(entries)
    .where(entries.c.id == bindparam("of_id"), entries.c.content == "")
    .values({name: bindparam(name) for name in FILLED} | {"revision": entries.c.revision + 1})
)
# Where the article itself is an entry as well: what stood in for it goes, in this order.
LEAD_ON = update(links).where(links.c.entry_id == bindparam("of_id")).values(entry_id=bindparam("to_id"))
UNSHOW = delete(shown).where(shown.c.entry_id == bindparam("of_id"))
FORGET_STAND_IN = delete(entries).where(entries.c.id == bindparam("of_id"), entries.c.content == "")


def _newest_of(*columns: Any) -> Any:
    return (
        select(*columns)
        .join(shown, shown.c.entry_id == entries.c.id)
        .where(shown.c.source == _source)
        .order_by(*_newest)
        .limit(bindparam("keep"))
    )


LATEST = _newest_of(entries)
_SHORT = ("id", "revision", "published", "updated", "first_seen", "fingerprint", "url", "title", "language")
HEADLINES = _newest_of(*(entries.c[name] for name in _SHORT))
COUNTS = select(shown.c.source, func.count().label("entries")).group_by(shown.c.source)
# Links without an article are few among all: these begin with the index of verdicts, not with a source's sightings.
_unread = links.c.verdict.in_(("failed", "rejected"))
UNREAD_COUNTS = (
    select(sightings.c.source, links.c.verdict, func.count(links.c.key.distinct()))
    .join(links, links.c.key == sightings.c.key)
    .where(_unread)
    .group_by(sightings.c.source, links.c.verdict)
)
UNREAD = (
    select(sightings.c.source, links.c.url, links.c.reason, links.c.next_try, links.c.first_seen)
    .distinct()
    .join(links, links.c.key == sightings.c.key)
    .where(_unread, sightings.c.source.in_(bindparam("sources", expanding=True)))
    .order_by(links.c.first_seen.desc(), links.c.url)
)
TOKEN = select(published.c.token).where(published.c.name == bindparam("name"))
TOKENS = select(published.c.name, published.c.token).where(published.c.name.in_(bindparam("names", expanding=True)))
_formats = or_(*(published.c.name.endswith(ending) for ending in (".atom", ".rss", ".json")))
FILES = select(published.c.name).where(_formats).order_by(published.c.name)
ROBOTS = select(robots.c.body, robots.c.at).where(robots.c.host == bindparam("host"))


def _outline() -> Any:
    top = (
        select(shown.c.entry_id, shown.c.published, shown.c.first_seen)
        .where(shown.c.source == _source)
        .order_by(*_newest)
        .limit(bindparam("keep"))
        .subquery("top")
    )
    named = and_(sightings.c.key == links.c.key, sightings.c.source == _source, sightings.c.section != "")
    return (
        select(top.c.entry_id, entries.c.revision, sightings.c.section)
        .select_from(
            top.join(entries, entries.c.id == top.c.entry_id)
            .outerjoin(links, links.c.entry_id == top.c.entry_id)
            .outerjoin(sightings, named)
        )
        .order_by(
            top.c.published.desc(),
            top.c.first_seen.desc(),
            top.c.entry_id.desc(),
            sightings.c.first_seen,
            sightings.c.section,
        )
    )


# The newest entries of a source without their bodies: a row for each section that showed one.
OUTLINE = _outline()

_last = select(func.max(runs.c.id)).group_by(runs.c.source)
_well = runs.alias("well")
_last_well = select(func.max(_well.c.id)).where(_well.c.source == runs.c.source, _well.c.ok).scalar_subquery()
LAST_RUNS = select(runs.c.source, runs.c.report).where(runs.c.id.in_(_last)).order_by(runs.c.source)
LAST_FAILED = select(runs.c.source, runs.c.report).where(runs.c.id.in_(_last.where(~runs.c.ok)))
LAST_WELL = select(runs.c.source, runs.c.started).where(runs.c.id.in_(_last.where(runs.c.ok)))
FAILED_SINCE = (
    select(runs.c.source, func.count().label("failures"))
    .where(~runs.c.ok, runs.c.id > func.coalesce(_last_well, 0))
    .group_by(runs.c.source)
)
# Old runs go, but each source keeps its last one that went well and its last one that did not.
FORGET_RUNS = delete(runs).where(
    runs.c.started < bindparam("before"),
    runs.c.id.not_in(select(func.max(runs.c.id)).group_by(runs.c.source, runs.c.ok)),
)


class Writes:
    """The statements with `on conflict`, which each dialect's own `insert` makes."""

    def __init__(self, insert: Callable[..., Any]) -> None:
        self.run = insert(runs)
        self.entry = insert(entries).on_conflict_do_nothing().returning(entries.c.id)  # nothing where it was there
        self.visit = _upsert(insert(visits), "etag", "last_modified", "status", "error", "at", "found")
        self.seen = _upsert(insert(links), "last_seen")
        self.sighting = _upsert(insert(sightings), "last_seen")
        self.token = _upsert(insert(published), "token", "at")
        self.robots = _upsert(insert(robots), "body", "at")
        self.noted = _noted(insert(links))
        self.settled = _settled(insert(links))
        self.stood_in = _upsert(insert(links), "entry_id")
        self.show_known = _show_known(insert)
        self.show_instead = _show_instead(insert)
        self.show = _show(insert)


def _upsert(insert: Any, *changed: str) -> Any:
    key = [column.name for column in insert.table.primary_key]
    return insert.on_conflict_do_update(index_elements=key, set_={name: insert.excluded[name] for name in changed})


def _noted(insert: Any) -> Any:
    """A link that came to nothing is tried once more; one that has its article keeps it, however late the news."""
    new = insert.excluded
    return insert.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "verdict": new.verdict,
            "reason": new.reason,
            "tries": links.c.tries + 1,
            "next_try": new.next_try,
        },
        where=or_(links.c.entry_id.is_(null()), links.c.verdict == "failed"),
    )


def _settled(insert: Any) -> Any:
    """A link gets its entry; the same news twice changes nothing."""
    new = insert.excluded
    same = and_(links.c.entry_id == new.entry_id, links.c.verdict.not_in(("failed", "rejected")))
    return insert.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "verdict": case((same, links.c.verdict), else_=new.verdict),
            "reason": "",
            "next_try": null(),
            "entry_id": new.entry_id,
        },
    )


_SHOWN = ["source", "published", "first_seen", "entry_id"]
_ENTRY = (entries.c.published, entries.c.first_seen, entries.c.id)


def _show_known(insert: Callable[..., Any]) -> Any:
    """The entries of these links belong to this source from now on."""
    found = (
        select(bindparam("source", type_=Text).label("source"), *_ENTRY)
        .join(links, links.c.entry_id == entries.c.id)
        .where(links.c.key.in_(_keys))
        .distinct()
    )
    return insert(shown).from_select(_SHOWN, found).on_conflict_do_nothing()


def _show(insert: Callable[..., Any]) -> Any:
    """This entry belongs to this source, and to every other one that showed the link."""
    sighted = select(sightings.c.source).where(sightings.c.key == bindparam("key"))
    sources = sighted.union(select(bindparam("source", type_=Text))).subquery("sources")
    found = select(sources.c.source, *_ENTRY).join(entries, entries.c.id == bindparam("entry_id"))
    return insert(shown).from_select(_SHOWN, found.where(true())).on_conflict_do_nothing()


def _show_instead(insert: Callable[..., Any]) -> Any:
    """One entry belongs to every source to which another does."""
    found = select(shown.c.source, *_ENTRY).join(entries, entries.c.id == bindparam("to_id"))
    return (
        insert(shown).from_select(_SHOWN, found.where(shown.c.entry_id == bindparam("of_id"))).on_conflict_do_nothing()
    )
