"""One date of a text, as a whole or inside it; what makes it plausible; which instant it stands for."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from feedbot.dates import absolute, relative
from feedbot.dates.absolute import Found
from feedbot.dates.names import ascii_digits
from feedbot.model import When

_LONGEST = 160  # characters of a text that is one date
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_OLDEST = 1990  # the year of the first web page; what claims to be older is a default or a subject, not a publication


def parse(text: str, *, zone: tzinfo | None = None, language: str = "", now: datetime | None = None) -> When | None:
    """A text that is one date, as attributes, meta tags and time stamps carry it; None where it is none.

    `zone` is that of times that state none, `language` (BCP 47) decides whether 3/4/2020 is in April. Dates that lean
    on the clock ("3 hours ago", "25 Feb") are read where `now` is given. Fractions of a second are dropped.

    >>> parse("Tue, 25 Feb 2020 10:00:00 GMT")
    datetime.datetime(2020, 2, 25, 10, 0, tzinfo=datetime.timezone.utc)
    >>> parse("25. helmikuuta 2020")
    datetime.date(2020, 2, 25)
    >>> parse("3/4/2020", language="en-GB"), parse("3/4/2020", language="en-US"), parse("3/4/2020")
    (datetime.date(2020, 4, 3), datetime.date(2020, 3, 4), None)
    """
    text = text.strip()
    if exact := _iso(text):
        return _zoned(exact, zone)
    text = ascii_digits(text)
    if _EPOCH.fullmatch(text):
        return _epoch(text)
    found = find(text[:_LONGEST], zone=zone, language=language, now=now)
    return found.when if found else None


def find(
    text: str, *, zone: tzinfo | None = None, language: str = "", now: datetime | None = None, called: bool = False
) -> Found | None:
    """The first plausible date inside a text, such as a byline or the row of a list, and where it stands.

    Of a text that is `called` a date, digits alone may be a day and a month ("18/11").

    >>> find("By Ana Radelat | February 25, 2020 | 5 comments").when
    datetime.date(2020, 2, 25)
    """
    text = ascii_digits(text)
    end = len(text)
    for found in absolute.scan(text, 0, end, language):
        if sane(found.when, now):
            return Found(_zoned(found.when, zone), found.span)
        start, stop = found.span  # its day and month are not those of another year
        text = text[:start] + " " * (stop - start) + text[stop:]
    if now is None:
        return None
    local = now.astimezone(zone) if zone and now.tzinfo else now
    leaning = relative.find(text, local) or absolute.yearless(text, 0, end, language, local.date())
    if leaning is None and called:
        leaning = absolute.stamp(text, language, local.date())
    return leaning._replace(when=_zoned(leaning.when, zone)) if leaning else None


def sane(when: When, now: datetime | None = None) -> bool:
    """Whether a page can have been published then: not before the web, not past tomorrow (by `now`, where given).

    >>> sane(date(1970, 1, 1)), sane(date(2020, 2, 27), datetime(2020, 2, 25))
    (False, False)
    """
    if when.year < _OLDEST:
        return False
    if now is None:
        return True
    if isinstance(when, datetime) and when.tzinfo and now.tzinfo:
        return when - now <= timedelta(days=1)
    day = when.date() if isinstance(when, datetime) else when
    return day.toordinal() - now.toordinal() <= 1


def in_year(when: When, year: int, now: datetime | None = None) -> When | None:
    """The same day and time of another year; None where no page can have been published then.

    >>> in_year(date(2020, 2, 25), 2018), in_year(date(2020, 2, 29), 2018)
    (datetime.date(2018, 2, 25), None)
    """
    try:
        moved = when.replace(year=year)
    except ValueError:  # 29 February
        return None
    return moved if sane(moved, now) else None


def instant(when: When, zone: tzinfo | None = None) -> datetime:
    """The aware time that a feed shows: a day is noon in `zone`, a bare time is in `zone`; UTC where that is None.

    Noon keeps the day the same for readers from 11 hours west to 12 hours east of the source.
    """
    if not isinstance(when, datetime):
        when = datetime.combine(when, time(12))
    return _fixed(when if when.tzinfo else when.replace(tzinfo=zone or UTC))


def _iso(text: str) -> When | None:
    """ISO 8601 as most machines write it: the fast way."""
    if len(text) < 10 or text[4:5] != "-" or text[7:8] != "-" or not text.isascii():
        return None
    try:
        if len(text) == 10:
            return _sane_or_none(date.fromisoformat(text))
        return _sane_or_none(datetime.fromisoformat(text).replace(microsecond=0))
    except ValueError:
        return None


def _sane_or_none(when: When) -> When | None:
    return when if sane(when) and when.year < 2100 and _short_offset(when) else None


def _short_offset(when: When) -> bool:
    offset = when.utcoffset() if isinstance(when, datetime) else None
    return offset is None or abs(offset) <= timedelta(hours=14)


def _epoch(text: str) -> When | None:
    """Seconds or milliseconds since 1970, in UTC."""
    when = datetime.fromtimestamp(int(text[:10]), UTC)
    return when if sane(when) else None


def _zoned(when: When, zone: tzinfo | None) -> When:
    if not isinstance(when, datetime):
        return when
    if when.tzinfo is None and zone:
        when = when.replace(tzinfo=zone)
    return _fixed(when)


def _fixed(when: datetime) -> datetime:
    """A time in the offset that its zone had then: it is what the page stated, and equal times compare equal."""
    offset = when.utcoffset()
    return when if offset is None else when.replace(tzinfo=timezone(offset) if offset else UTC, fold=0)
