"""Dates that the reader sees: <time>, the stamp beside the headline, elements whose class speaks of a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from feedbot import dates
from feedbot.extract.metadata.signals import Signals
from feedbot.extract.metadata.texts import line
from feedbot.model import When

# The words for a change and for a publication, in the web's main languages; lower case, as re.I takes twenty times as
# long.
_UPDATED = re.compile(
    r"updat|modif|edited|revised|reviewed|aktualisier|geändert|stand:|mis à jour|actualiz|atualiz|aggiorn|bijgewerkt"
    r"|uppdater|oppdater|opdater|päivitetty|zaktualizow|aktualizov|обнов|оновлен|güncelle|更新|수정|ενημ|frissítve|actualitzat"
    r"|diperbarui|cập nhật"
)
_ISSUED = (
    r"publish|posted|veröffentlicht|erschienen|publié|publicad|pubblicat|gepubliceerd|publicerad|publisert|udgivet|julkaistu"
    r"|opublikowan|vydáno|publikov|опубликован|yayın|公開|发布|發布|入力|입력|등록"
)
_SAID = re.compile(rf"{_ISSUED}|written|by |date|created|on ")
# The words for the day on which somebody became a member, which forums show beside each post.
_MEMBER = re.compile(
    r"joined|registered|member since|registriert|mitglied seit|dabei seit|beigetreten|inscrit|inscription|membre depuis"
    r"|miembro desde|registrado|se unió|membro desde|membro dal|registrato|iscritto|lid sinds|geregistreerd"
    r"|lid geworden|medlem sedan|medlem siden|registrerad|liittynyt|dołączył|rejestracja|registrován"
    r"|зарегистрирован|регистрация|üyelik|katılım|登録日|注册|註冊|가입"
)
# The words of both kinds at which a line of two dates is parted.
_PARTED = re.compile(f"{_UPDATED.pattern}|{_ISSUED}")
_SPAN = re.compile(r"\b(?:1[5-9]|20)\d\d\s*[-–—]\s*$")  # from another day on: a life, an event
# A class that says so.
_PRINTED = re.compile(r"publi|pubdate|posted|entry-date|created|issued|dateline|date-line")
_CHANGE = ".updated, .modified, .date-modified"
_SMALL = frozenset(("span", "b", "strong", "small", "i", "em", "label", "a"))
_DIGIT = re.compile(r"\d")
_TIMES, _SPOKEN = 40, 3  # <time>s that are looked at, and those of them that disagree whose words are
_LINE, _DIGITS = 250, 8  # characters of a line of two dates at the most, and digits at the least
_NEXT = 3  # pieces of text behind the date of publication that may tell of a change
_BESIDE = 40  # characters that may stand beside a date in a stamp; with more it is running text
_BAR = re.compile(r"\s[|·•–—]\s")  # between the fields of a line of credits


class Dated(NamedTuple):
    """What one signal says of a time."""

    signal: str
    when: When


class Reader:
    """Texts to dates, as one page writes them."""

    def __init__(self, signals: Signals, zone: tzinfo | None, language: str, now: datetime | None) -> None:
        self.signals = signals
        self.zone, self.language, self.now = zone, language, now
        self.change: Dated | None = None  # what an element says in a line of dates, once these were looked at

    @cached_property
    def seen(self) -> list[Dated]:
        """The first date stamp beside the headline that is no update: "text"; and the first that is one: "updated"."""
        first: dict[str, Dated] = {}
        for pieces in ([part for piece in side for part in _parts(piece)] for side in self.signals.beside):
            for place, piece in enumerate(pieces):
                stamp = _stamp(pieces, place, self) if _DIGIT.search(piece) else None
                if not stamp:
                    continue
                found, lead = stamp
                kind = "updated" if _UPDATED.search(lead.lower()) else "text"
                first.setdefault(kind, Dated(kind, found.when))
                if kind == "text":
                    if "updated" not in first and (changed := self._changed(pieces, place, found)):
                        first["updated"] = changed
                    return list(first.values())
        return list(first.values())

    def _changed(self, pieces: list[str], place: int, found: dates.Found) -> Dated | None:
        """The stamp of the last change, behind that of the publication in its piece of text or the next ones."""
        rest = ["", pieces[place][found.span[1] :], *pieces[place + 1 : place + 1 + _NEXT]]
        for at, piece in enumerate(rest):
            stamp = _stamp(rest, at, self) if _DIGIT.search(piece) else None
            if stamp and _UPDATED.search(stamp[1].lower()):
                return Dated("updated", stamp[0].when)
        return None

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


def day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def of(node: LexborNode, reader: Reader) -> When | None:
    """The date of an element: its machine-readable attribute, else its text."""
    said = node.attributes
    for name in ("datetime", "content", "data-time", "data-date", "title"):
        if (value := said.get(name)) and (when := reader.whole(value)):
            return when
    found = reader.inside(line(node, 120))
    return found.when if found else None


def stamps(signals: Signals, reader: Reader) -> Iterator[Dated]:
    """<time> that says that it is the publication, then the stamp beside the headline, then other <time>s."""
    times = _times(signals, reader)
    yield from (claim for claim in times if claim.signal == "time published")
    yield from (claim for claim in reader.seen if claim.signal == "text")
    yield from (claim for claim in times if claim.signal == "time")


def _times(signals: Signals, reader: Reader) -> list[Dated]:
    """<time>: the one that says it is the publication; else one, if all agree on a day or words before it say so."""
    stamps: list[tuple[Dated, str]] = []
    days: set[date] = set()
    for node in signals.document.elements("time")[:_TIMES]:
        own = (node.attributes.get("class") or "").lower()
        printed = _PRINTED.search(own)
        if len(days) > 1 and len(stamps) >= _SPOKEN and not printed:
            continue  # they disagree already, and no more of them are asked for their words
        around = _around(node).lower()
        if printed:  # themes call the date of a post that was never changed both published and updated
            around = around.removeprefix(own)
        if _UPDATED.search(around) or _MEMBER.search(around) or not (when := of(node, reader)):
            continue
        if printed:
            return [Dated("time published", when)]
        stamps.append((Dated("time", when), around))
        days.add(day(when))
    if len(days) == 1:
        return [stamps[0][0]]
    return [stamp for stamp, around in stamps[:_SPOKEN] if _SAID.search(around)][:1]


def changed(signals: Signals, reader: Reader) -> Iterator[Dated]:
    """<time> whose class says that it is the last change, beside one of the publication: so blog themes write both."""
    for node in signals.document.elements("time")[:_TIMES]:
        own = (node.attributes.get("class") or "").lower()
        if not _UPDATED.search(own) or _PRINTED.search(own) or node.parent is None:
            continue
        beside = (twin.attributes.get("class") or "" for twin in node.parent.css("time") if twin.mem_id != node.mem_id)
        if any(map(_PRINTED.search, beside)) and (when := of(node, reader)):
            yield Dated("time updated", when)
            return


def _around(node: LexborNode) -> str:
    """An element's class, its parent's, and the words directly before it in its parent."""
    names = node.attributes.get("class") or ""
    if node.parent is not None:
        names = f"{names} {node.parent.attributes.get('class') or ''}"
    previous = node.prev
    while previous is not None and (previous.is_text_node or previous.tag in _SMALL):
        said = previous.text_content if previous.is_text_node else line(previous, 80)
        if said and not said.isspace():
            return f"{names} {said[-40:]}"
        previous = previous.prev
    return names


def marked(signals: Signals, reader: Reader) -> Iterator[Dated]:
    """The first element whose class speaks of a date and whose short text holds one."""
    changed: Dated | None = None
    for mark in signals.marked("date"):
        if not _DIGIT.search(mark.text_lexbor() or ""):
            continue
        said = line(mark, 300)
        if not 5 < len(said) < 250:
            continue
        said, change = _unchanged(mark, said, reader)
        changed = changed or change
        for part in _parts(said):
            found = reader.inside(part)
            lead = part[max(0, found.span[0] - 30) : found.span[0]].lower() if found else ""
            if found and not _UPDATED.search(lead) and not _MEMBER.search(lead) and not _SPAN.search(lead):
                reader.change = changed
                yield Dated("date element", found.when)
                return
    if changed:
        yield Dated("date element", changed.when)  # themes that show one date alone call it so, whichever it is


def _unchanged(mark: LexborNode, said: str, reader: Reader) -> tuple[str, Dated | None]:
    """The text of an element without the date that a class calls the last change, and this date."""
    for node in mark.css(_CHANGE):
        own, part = node.attributes.get("class") or "", line(node, 120)
        if part and not _PRINTED.search(own) and (when := of(node, reader)):
            return said.replace(part, " ", 1), Dated("updated", when)
    return said, None


def _parts(piece: str) -> list[str]:
    """The stamps of publication and change that share a line, apart; any other text as it is."""
    if not 30 < len(piece) < _LINE or len(_DIGIT.findall(piece)) < _DIGITS:
        return [piece]
    lower = piece.lower()
    cuts = [word.start() for word in _PARTED.finditer(lower)] if len(lower) == len(piece) else []
    starts = [0, *(cut for cut in cuts if _DIGIT.search(piece, 0, cut) and _DIGIT.search(piece, cut))]
    return [piece[start:end] for start, end in zip(starts, [*starts[1:], len(piece)], strict=True)]


def _stamp(pieces: list[str], place: int, reader: Reader) -> tuple[dates.Found, str] | None:
    """The date that a piece of text is, or that it makes with its neighbours, and the words before it."""
    piece = pieces[place]
    label = pieces[place - 1][-25:] if place else ""
    ahead = "" if _DIGIT.search(label) else label
    found = reader.inside(piece) if len(piece) < 140 else None
    if found and len(piece) - (found.span[1] - found.span[0]) > _BESIDE:
        piece = _field(piece, found.span)
        found = reader.inside(piece)
    if not found and len(piece) <= 12:
        piece = " ".join(part for part in pieces[max(0, place - 1) : place + 3] if len(part) <= 14)
        found, ahead = reader.inside(piece), ""
    if not found or len(piece) - (found.span[1] - found.span[0]) > _BESIDE:
        return None
    lead = f"{ahead} {piece[: found.span[0]]}"
    return None if _MEMBER.search(lead.lower()) or _SPAN.search(lead) else (found, lead)


def _field(piece: str, span: tuple[int, int]) -> str:
    """The field of a line of credits in which a date stands."""
    bars = list(_BAR.finditer(piece))
    start = max((bar.end() for bar in bars if bar.end() <= span[0]), default=0)
    return piece[start : min((bar.start() for bar in bars if bar.start() >= span[1]), default=len(piece))]
