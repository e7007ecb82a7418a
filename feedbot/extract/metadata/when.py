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

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "rnews:datepublished",
)
_META = (
    *(
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "publicationdate",
        "datepublished",
        "published",
    ),
    *(
        "citation_publication_date",
        "citation_date",
        "citation_online_date",
        "originalpublicationdate",
        "article_date_original",
        "created",
    ),
    *(
        "sailthru.date",
        "parsely-pub-date",
        "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime",
        "article:publish_date",
    ),
    *(
        "article.published",
        "published_at",
        "publish_time",
        "pub_date",
        "date_published",
        "lp.article:published_time",
        "bt:pubdate",
    ),
)
_DUBLIN = (
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "dc.issued",
    "dc.created",
)
_MODIFIED = (
    *(
        "article:modified_time",
        "og:updated_time",
        "og:article:modified_time",
        "article:updated_time",
        "article:modified",
        "lastmod",
    ),
    *(
        "last-modified",
        "last_modified",
        "datemodified",
        "dcterms.modified",
        "dc.date.modified",
        "dc.modified",
        "revised",
        "updated_time",
    ),
)
# A day in the address: /2020/02/25/, /2020-02-25, and the like; bare runs of digits are right too seldom.
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_SEEN = frozenset(("text", "updated", "date element"))  # read from the text, whose dates may be anything


def published(signals: Signals, reader: Reader, chosen: Iterable[str] = ()) -> tuple[When | None, Provenance]:
    """When the page says that it was published; `chosen` are the texts that the source's own selectors found."""
    claims = list(_published(signals, reader))
    for said in chosen:
        when = reader.whole(said)
        if when:
            return when, _told("selector", when, claims)
    if not claims:
        return None, Provenance("none")
    best = _precise(_original(_possible(claims, signals, reader), signals, reader))
    return best.when, _told(best.signal, best.when, claims)


def modified(signals: Signals, reader: Reader) -> tuple[When | None, Provenance]:
    """When the page says that it was changed last."""
    claims = list(_modified(signals, reader))
    if not claims:
        return None, Provenance("none")
    return claims[0].when, _told(claims[0].signal, claims[0].when, claims)


def _told(signal: str, when: When, claims: Iterable[Dated]) -> Provenance:
    return provenance(signal, when.isoformat(), (Candidate(claim.signal, claim.when.isoformat()) for claim in claims))


def _same_clock(one: When, other: datetime) -> bool:
    """Whether a time with a zone shows on the clock what one without a zone shows."""
    return (
        isinstance(one, datetime)
        and one.tzinfo is not None
        and abs(one.replace(tzinfo=None) - other) < timedelta(minutes=1)
    )


def _possible(claims: list[Dated], signals: Signals, reader: Reader) -> list[Dated]:
    """The claims without what is only seen and later than the last change: that is the day of the visit."""
    changed = next((claim for claim in _modified(signals, reader) if claim.signal not in _SEEN), None)
    if not changed or claims[0].signal not in _SEEN:
        return claims
    last = day(changed.when) + timedelta(days=1)
    return [claim for claim in claims if claim.signal not in _SEEN or day(claim.when) <= last] or claims


def _original(claims: list[Dated], signals: Signals, reader: Reader) -> list[Dated]:
    """The claims, an older stamp beside the headline first where what machines are told is only the last change."""
    first, seen = claims[0], next((claim for claim in claims if claim.signal == "text"), None)
    changed = next(_modified(signals, reader), None)
    if not seen or not changed or first is seen or signals.is_news:
        return claims
    told = day(first.when)
    if day(seen.when) < told - timedelta(days=1) and abs(day(changed.when) - told) <= timedelta(days=2):
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
    yield from _metas(signals, _PUBLISHED, reader)
    yield from _metas(signals, _META, reader)
    yield from _properties(signals, ("datepublished", "datecreated"), reader)
    yield from stamps.stamps(signals, reader)
    yield from _metas(signals, _DUBLIN, reader)
    yield from _node("json-ld page", signals.webpage, ("datePublished",), reader)
    yield from stamps.marked(signals, reader)
    yield from _address(signals)


def _modified(signals: Signals, reader: Reader) -> Iterator[Dated]:
    yield from _node("json-ld", signals.article, ("dateModified",), reader)
    yield from _metas(signals, _MODIFIED, reader)
    yield from _properties(signals, ("datemodified",), reader)
    yield from _node("json-ld page", signals.webpage, ("dateModified",), reader)
    yield from (claim for claim in stamps.seen(signals, reader) if claim.signal == "updated")


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
                yield Dated(f"itemprop {name}", when)
                return


def _address(signals: Signals) -> Iterator[Dated]:
    if found := _IN_URL.search(urls.parts(signals.url).path):
        try:
            yield Dated("url", date(int(found[1]), int(found[2]), int(found[3])))
        except ValueError:
            return
