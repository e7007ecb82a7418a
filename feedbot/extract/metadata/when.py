"""When it was published and when it was changed: what machines are told first, then what the reader sees, then the address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from feedbot import dates, urls
from feedbot.document.structured import Node
from feedbot.extract.metadata.choice import Candidate, provenance
from feedbot.extract.metadata.signals import Signals, line, words
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
_UPDATED = re.compile(
    r"updat|modif|edited|revised|reviewed|aktualisier|geändert|stand:|mis à jour|actualiz|atualiz|aggiorn|bijgewerkt|uppdater|oppdater|opdater"
    r"|päivitetty|zaktualizow|aktualizov|обнов|оновлен|güncelle|更新|수정|ενημ|frissítve|actualitzat|diperbarui|cập nhật",
    re.I,
)
_SAID = re.compile(
    r"publish|posted|veröffentlicht|erschienen|publié|publicad|pubblicat|gepubliceerd|publicerad|publisert|udgivet|julkaistu|opublikowan|vydáno|publikov"
    r"|опубликован|yayın|公開|发布|發布|入力|입력|등록|written|by |date|created|on ",
    re.I,
)
_PRINTED = re.compile(r"publi|pubdate|posted|entry-date|created|issued|dateline|date-?line", re.I)


class Dated(NamedTuple):
    """What one signal says of a time."""

    signal: str
    when: When
    said: str = ""


class Reader:
    """Texts to dates, as one page writes them."""

    def __init__(self, zone: tzinfo | None, language: str, now: datetime | None) -> None:
        self.zone, self.language, self.now = zone, language, now

    def whole(self, text: str) -> When | None:
        """A text that is a date; none that cannot be one of a publication."""
        found = dates.parse(text, zone=self.zone, language=self.language, now=self.now)
        return found if found and dates.sane(found, self.now) else None

    def inside(self, text: str) -> dates.Found | None:
        """The first date with a year in a text; what leans on the clock is read only where the text is little else."""
        found = dates.find(text, zone=self.zone, language=self.language)
        if not found and self.now and len(text) < 60:
            found = dates.find(text, zone=self.zone, language=self.language, now=self.now)
        return found if found and dates.sane(found.when, self.now) else None


def published(signals: Signals, reader: Reader, chosen: Iterable[str] = ()) -> tuple[When | None, Provenance]:
    """When the page says that it was published; `chosen` are the texts that the source's own selectors found."""
    claims = list(_published(signals, reader))
    for said in chosen:
        when = reader.whole(said)
        if when:
            return when, _told("selector", when, claims)
    if not claims:
        return None, Provenance("none")
    best = _precise(_original(claims, signals, reader))
    return best.when, _told(best.signal, best.when, claims)


def modified(signals: Signals, reader: Reader) -> tuple[When | None, Provenance]:
    """When the page says that it was changed last."""
    claims = list(_modified(signals, reader))
    if not claims:
        return None, Provenance("none")
    return claims[0].when, _told(claims[0].signal, claims[0].when, claims)


def _told(signal: str, when: When, claims: Iterable[Dated]) -> Provenance:
    return provenance(signal, when.isoformat(), (Candidate(claim.signal, claim.when.isoformat()) for claim in claims))


def day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def _same_clock(one: When, other: datetime) -> bool:
    """Whether a time with a zone shows on the clock what one without a zone shows."""
    return (
        isinstance(one, datetime)
        and one.tzinfo is not None
        and abs(one.replace(tzinfo=None) - other) < timedelta(minutes=1)
    )


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
    """The first claim, made more precise by others that say the same: a time for a day, the offset of the place for UTC."""
    first = claims[0]
    if not isinstance(first.when, datetime):
        same = [claim for claim in claims if isinstance(claim.when, datetime) and claim.when.date() == first.when]
        zoned = [claim for claim in same if isinstance(claim.when, datetime) and claim.when.tzinfo]
        first = (zoned or same or [first])[0]
    return _local(first, claims)


def _local(first: Dated, claims: list[Dated]) -> Dated:
    """A time in UTC in the offset that another signal gives to the same instant, or that follows from a time without a zone."""
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
    yield from _stamped(signals, reader)
    yield from _metas(signals, _DUBLIN, reader)
    yield from _node("json-ld page", signals.webpage, ("datePublished",), reader)
    yield from _marked(signals, reader)
    yield from _address(signals)


def _modified(signals: Signals, reader: Reader) -> Iterator[Dated]:
    yield from _node("json-ld", signals.article, ("dateModified",), reader)
    yield from _metas(signals, _MODIFIED, reader)
    yield from _properties(signals, ("datemodified",), reader)
    yield from _node("json-ld page", signals.webpage, ("dateModified",), reader)
    yield from (claim for claim in _seen(signals, reader) if claim.signal == "updated")


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
            if when := _of(node, reader):
                yield Dated(f"itemprop {name}", when)
                return


def _of(node: LexborNode, reader: Reader) -> When | None:
    """The date of an element: its machine-readable attribute, else its text."""
    said = node.attributes
    for name in ("datetime", "content", "data-time", "data-date", "title"):
        if (value := said.get(name)) and (when := reader.whole(value)):
            return when
    found = reader.inside(line(node, 120))
    return found.when if found else None


def _times(signals: Signals, reader: Reader) -> Iterator[Dated]:
    """<time>: the one that says it is the publication, then those beside the headline, then all where they agree on a day."""
    stamped: list[tuple[Dated, str]] = []
    for node in signals.tree.css("time")[:40]:
        names = node.attributes.get("class") or ""
        around = f"{names} {_before(node)}"
        if _UPDATED.search(around) or not (when := _of(node, reader)):
            continue
        if _PRINTED.search(names):
            yield Dated("time published", when)
            return
        stamped.append((Dated("time", when), around))
    if stamped and len({day(stamp.when) for stamp, _ in stamped}) == 1:
        yield stamped[0][0]
        return
    for stamp, around in stamped[:3]:
        if _SAID.search(around):
            yield stamp
            return
    if stamped and not signals.headings:
        return


def _stamped(signals: Signals, reader: Reader) -> Iterator[Dated]:
    """<time> that says that it is the publication, then the stamp beside the headline, then other <time>s."""
    times = list(_times(signals, reader))
    yield from (claim for claim in times if claim.signal == "time published")
    yield from (claim for claim in _seen(signals, reader) if claim.signal == "text")
    yield from (claim for claim in times if claim.signal == "time")


def _before(node: LexborNode) -> str:
    """The words directly before an element in its parent, and the parent's class."""
    parent = node.parent
    if parent is None:
        return ""
    previous = node.prev
    said = ""
    while previous is not None and not said.strip():
        said = (previous.text_content if previous.is_text_node else previous.text()) or ""
        previous = previous.prev
    return f"{parent.attributes.get('class') or ''} {said[-40:]}"


def _marked(signals: Signals, reader: Reader) -> Iterator[Dated]:
    """The first element whose class speaks of a date and whose short text holds one."""
    for mark in signals.marked:
        if "date" not in mark.hints or "aside" in mark.hints:
            continue
        said = line(mark.node, 300)
        if not 5 < len(said) < 250 or not any(c.isdigit() for c in said):
            continue
        found = reader.inside(said)
        if found and not _UPDATED.search(said[max(0, found.span[0] - 30) : found.span[0]]):
            yield Dated("date element", found.when, said)
            return


def _address(signals: Signals) -> Iterator[Dated]:
    if found := _IN_URL.search(urls.parts(signals.url).path):
        try:
            yield Dated("url", date(int(found[1]), int(found[2]), int(found[3])))
        except ValueError:
            return


_BESIDE = 40  # characters that may stand beside a date in a stamp; with more it is running text


def _seen(signals: Signals, reader: Reader) -> list[Dated]:
    """The first date stamp beside the headline that is no update ("text"), and the first that is one ("updated")."""
    first: dict[str, Dated] = {}
    for pieces in signals.beside:
        for place, piece in enumerate(pieces):
            stamp = _stamp(pieces, place, reader) if any(map(str.isdigit, piece)) else None
            if not stamp:
                continue
            found, lead = stamp
            kind = "updated" if _UPDATED.search(lead) else "text"
            first.setdefault(kind, Dated(kind, found.when))
            if kind == "text":
                return list(first.values())
    return list(first.values())


def _stamp(pieces: list[str], place: int, reader: Reader) -> tuple[dates.Found, str] | None:
    """The date that a piece of text is, or that it makes with its neighbours, and the words before it."""
    piece = pieces[place]
    ahead = pieces[place - 1][-25:] if place else ""
    found = reader.inside(piece) if len(piece) < 140 else None
    if not found and len(piece) <= 12:
        piece = " ".join(part for part in pieces[max(0, place - 1) : place + 3] if len(part) <= 14)
        found, ahead = reader.inside(piece), ""
    if not found or len(piece) - (found.span[1] - found.span[0]) > _BESIDE:
        return None
    return found, f"{ahead} {piece[: found.span[0]]}"
