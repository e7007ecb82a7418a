"""When it was published and changed: what machines are told, then what the reader sees, then the address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone

from feedbot import urls
from feedbot.document.structured import Node
from feedbot.extract.metadata import stamps
from feedbot.extract.metadata.choice import Candidate, provenance
from feedbot.extract.metadata.signals import Signals
from feedbot.extract.metadata.stamps import Dated, Reader, day
from feedbot.extract.metadata.texts import words
from feedbot.model import Provenance, When

_PUBLISHED = tuple(
    """
    article:published_time og:article:published_time og:published_time article:published rnews:datepublished
    """.split()
)
_META = tuple(
    """
    date pubdate publishdate publish-date publish_date publication_date publicationdate datepublished published
    citation_publication_date citation_date citation_online_date originalpublicationdate article_date_original
    created sailthru.date parsely-pub-date cxenseparse:recs:publishtime cxenseparse:publishtime
    article:publish_date article.published published_at publish_time pub_date date_published
    lp.article:published_time bt:pubdate
    """.split()
)
_DUBLIN = tuple(
    """
    dc.date.issued dcterms.issued dcterms.created dc.date.created dc.date dcterms.date dc.issued dc.created
    """.split()
)
_MODIFIED = tuple(
    """
    article:modified_time og:updated_time og:article:modified_time article:updated_time article:modified lastmod
    last-modified last_modified datemodified dcterms.modified dc.date.modified dc.modified revised updated_time
    """.split()
)
_JOBS = frozenset(("JobPosting",))
# A day in the address: /2020/02/25/, /2020-02-25, and the like; bare runs of digits are right too seldom.
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_SEEN = frozenset(("text", "updated", "date element"))  # read from the text, whose dates may be anything


def published(
    signals: Signals, reader: Reader, changes: list[Dated], chosen: Iterable[str] = ()
) -> tuple[When | None, Provenance]:
    """When the page says that it was published; `chosen` are the texts that the source's own selectors found."""
    claims = list(_published(signals, reader))
    best = _best(claims, changes, signals)
    if not best or best.signal in _SEEN or _is_open(best.when):
        claims += stamps.marked(signals, reader)
    claims += _address(signals)
    best = _best(claims, changes, signals)
    for said in chosen:
        if when := reader.whole(said):
            best = Dated("selector", when)
            break
    return (best.when, _told(best.signal, best.when, claims)) if best else (None, Provenance("none"))


def modified(changes: list[Dated], reader: Reader) -> tuple[When | None, Provenance]:
    """When the page says that it was changed last."""
    if not changes and reader.change:
        changes = [reader.change]
    if not changes:
        return None, Provenance("none")
    return changes[0].when, _told(changes[0].signal, changes[0].when, changes)


def changes(signals: Signals, reader: Reader) -> list[Dated]:
    """What the signals say of the last change, the most certain first."""
    return list(_modified(signals, reader))


def _best(claims: list[Dated], changes: list[Dated], signals: Signals) -> Dated | None:
    return _precise(_original(_possible(claims, changes), changes, signals)) if claims else None


def _is_open(when: When) -> bool:
    """Whether another signal could tell it more precisely: the time, or the place's offset."""
    return not isinstance(when, datetime) or when.tzinfo is None


def _told(signal: str, when: When, claims: Iterable[Dated]) -> Provenance:
    return provenance(signal, when.isoformat(), (Candidate(claim.signal, claim.when.isoformat()) for claim in claims))


def _same_clock(one: When, other: datetime) -> bool:
    """Whether a time with a zone shows on the clock what one without a zone shows."""
    return (
        isinstance(one, datetime)
        and one.tzinfo is not None
        and abs(one.replace(tzinfo=None) - other) < timedelta(minutes=1)
    )


def _possible(claims: list[Dated], changes: list[Dated]) -> list[Dated]:
    """The claims without what is only seen and later than the last change: that is the day of the visit."""
    changed = next((claim for claim in changes if claim.signal not in _SEEN), None)
    if not changed or claims[0].signal not in _SEEN:
        return claims
    last = day(changed.when) + timedelta(days=1)
    return [claim for claim in claims if claim.signal not in _SEEN or day(claim.when) <= last] or claims


def _original(claims: list[Dated], changes: list[Dated], signals: Signals) -> list[Dated]:
    """The claims, an older stamp beside the headline first where what machines are told is only the last change."""
    first, seen = claims[0], next((claim for claim in claims if claim.signal == "text"), None)
    if not seen or not changes or first is seen or signals.is_news:
        return claims
    told = day(first.when)
    if day(seen.when) < told - timedelta(days=1) and abs(day(changes[0].when) - told) <= timedelta(days=2):
        return [seen, *claims]
    return claims


def _precise(claims: list[Dated]) -> Dated:
    """The first claim, made more precise by others that say the same: a time for a day, the place's offset for UTC."""
    first = claims[0]
    if not isinstance(first.when, datetime):
        same = [claim for claim in claims if isinstance(claim.when, datetime) and claim.when.date() == first.when]
        zoned = [claim for claim in same if isinstance(claim.when, datetime) and claim.when.tzinfo]
        first = (zoned or same or [first])[0]
    return _local(first, claims)


def _local(first: Dated, claims: list[Dated]) -> Dated:
    """A time in UTC in the offset that another signal gives to the same instant, or that a bare time shows."""
    if not isinstance(first.when, datetime):
        return first
    if first.when.tzinfo is None:
        return next((claim for claim in claims if _same_clock(claim.when, first.when)), first)
    if first.when.utcoffset() != timedelta(0):
        return first
    for claim in claims:
        if not isinstance(claim.when, datetime):
            continue
        if claim.when.tzinfo is None:
            apart = claim.when - first.when.replace(tzinfo=None)
            offset = timedelta(minutes=15 * round(apart.total_seconds() / 900))
            if offset and abs(offset) <= timedelta(hours=14) and abs(apart - offset) < timedelta(minutes=1):
                return Dated(first.signal, first.when.astimezone(timezone(offset)))
        elif claim.when.utcoffset() and abs(claim.when - first.when) < timedelta(minutes=1):
            return Dated(first.signal, first.when.astimezone(claim.when.tzinfo))
    return first


def _published(signals: Signals, reader: Reader) -> Iterator[Dated]:
    yield from _node("json-ld", signals.article, ("datePublished", "dateCreated", "uploadDate"), reader)
    for job in signals.nodes(_JOBS):
        yield from _node("json-ld", job, ("datePosted",), reader)
    yield from _metas(signals, _PUBLISHED, reader)
    yield from _metas(signals, _META, reader)
    yield from _properties(signals, ("datepublished", "datecreated"), reader)
    yield from stamps.stamps(signals, reader)
    yield from _metas(signals, _DUBLIN, reader)
    yield from _node("json-ld page", signals.webpage, ("datePublished",), reader)


def _modified(signals: Signals, reader: Reader) -> Iterator[Dated]:
    yield from _node("json-ld", signals.article, ("dateModified",), reader)
    yield from _metas(signals, _MODIFIED, reader)
    yield from _properties(signals, ("datemodified",), reader)
    yield from _node("json-ld page", signals.webpage, ("dateModified",), reader)
    yield from stamps.changed(signals, reader)
    yield from (claim for claim in reader.seen if claim.signal == "updated")


def _node(signal: str, node: Node, names: tuple[str, ...], reader: Reader) -> Iterator[Dated]:
    for name in names:
        if when := reader.whole(words(node.get(name))):
            yield Dated(signal, when)
            return


def _metas(signals: Signals, names: tuple[str, ...], reader: Reader) -> Iterator[Dated]:
    for name in names:
        for said in signals.meta.get(name, ()):
            if when := reader.whole(said):
                yield Dated(name, when)
                break


def _properties(signals: Signals, names: tuple[str, ...], reader: Reader) -> Iterator[Dated]:
    for name in names:
        for node in signals.properties.get(name, ()):
            if when := stamps.of(node, reader):
                yield Dated(f"property {name}", when)
                return


def _address(signals: Signals) -> Iterator[Dated]:
    if found := _IN_URL.search(urls.parts(signals.url).path):
        try:
            yield Dated("url", date(int(found[1]), int(found[2]), int(found[3])))
        except ValueError:
            return
