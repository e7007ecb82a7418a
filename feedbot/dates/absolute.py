"""Dates with a year: each digit of a text is tried as the beginning of one of a few forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from feedbot.dates import names, solar, times
from feedbot.model import When


class Found(NamedTuple):
    """A date inside a text, and where it stands there."""

    when: When
    span: tuple[int, int]
    yearless: bool = False  # the year is not stated


_NAME = r"(?P<mon>[^\s\d,;:/|·•()\[\]<>\"“”–—-]{2,22}(?:\s(?:الثاني|الأول|الاول))?)(?:\s?/\s?[^\s\d/]+)?"
_ORDINAL = r"(?:st|nd|rd|th|er|ro|[ºª°]|ης|η|-?го|-?е|-?a|-?ji|\.)?"
_OF = r"(?:(?:(?:of|del?|di|do|da|dne)\s+|d['’]\s*)(?=[^\W\d]))?"
_YEAR = r"(?P<y>\d{4}(?!\d)|['’]?\d{2}(?![\d:%]|[.,h]\d))"
# 25 February 2020, 25-Feb-20, 25. helmikuuta 2020, 25 de febrero de 2020
_DAY_NAME_YEAR = re.compile(
    rf"(?P<d>\d{{1,2}}){_ORDINAL}[\s.,/-]*{_OF}{_NAME}[\s.,/-]*(?:(?:de[l]?|do|of|του)\s+)?{_YEAR}", re.I
)
# 25 tháng 2 năm 2020, 25 tháng 2, 2020
_VIETNAMESE = re.compile(r"(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})[,/]?\s+(?:năm\s+)?(?P<y>\d{4})(?!\d)", re.I)
# the "25, 2020" of February 25, 2020; a time may stand between (Tue Feb 25 10:00:00 EST 2020)
_DAY_YEAR = re.compile(
    rf"(?P<d>\d{{1,2}}){_ORDINAL}(?:\s*,\s*|\s+(?:de[l]?\s+|at\s+)?)"
    r"(?P<time>\d{1,2}:\d{2}:\d{2}\s+(?:[A-Z]{2,5}\s+|[+-]\d{4}\s+)?)?(?P<y>\d{4}|['’]\d{2})(?![\d:])",
    re.I,
)
_NAME_BEFORE = re.compile(_NAME + r"[\s.,/-]*$")
# 25/2/2020, 25.02.20, 25. 2. 2020, 02-25-2020
_NUMBERS = re.compile(
    r"(?P<d>\d{1,2})\s?(?P<sep>[./\-–])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4}(?!\d)|\d{2}(?![\d:]))(?![/-]\d)"
)
# 2020-02-25, 2020/2/25, 2020. 2. 25, 2020年2月25日, 2020년 2월 25일
_YEAR_NUMBERS = re.compile(
    r"(?P<y>\d{4})\s?(?:(?P<sep>[./\-–])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<d>\d{1,2})|[年년]\s*(?P<m2>\d{1,2})\s*[月월]\s*(?P<d2>\d{1,2})\s*[日일号]?)"
    r"(?:T(?=\d\d:?\d\d)|(?!\d))\.?",
    re.I,
)
# 令和2年2月25日, 民國109年2月25日
_ERA = re.compile(r"(?P<y>\d{1,3})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日")
# R2.2.25: by the first letter of the era's name.
_ERA_SHORT = re.compile(r"(?P<y>\d{1,2})[./](?P<m>\d{1,2})[./](?P<d>\d{1,2})(?!\d)")
_ERA_LETTERS = {"R": 2018, "H": 1988, "S": 1925}
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
# 2020. február 25., 2020 m. vasario 25 d., 2020. gada 25. februāris, 2020ko otsailaren 25
_YEAR_NAME_DAY = re.compile(rf"(?P<y>\d{{4}})(?:[.,]|ko)?\s+(?:m\.\s+)?{_NAME}\.?\s*(?P<d>\d{{1,2}})(?!\d|:\d)", re.I)
_YEAR_DAY_NAME = re.compile(rf"(?P<y>\d{{4}})\.?\s+(?:(?:gada|жыл\w*|й\.)\s+)?(?P<d>\d{{1,2}})[.\s-]\s*{_NAME}", re.I)
# 20200225, 20200225T100000Z, 202002251000
_COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:T?(?P<time>[0-2]\d[0-5]\d)(?P<s>[0-5]\d)?)?(?!\d)(?P<zone>Z)?"
)
# without a year
_DAY_NAME = re.compile(rf"(?P<d>\d{{1,2}}){_ORDINAL}[\s.,/-]*{_OF}{_NAME}", re.I)
_DAY = re.compile(rf"(?P<d>\d{{1,2}}){_ORDINAL}(?![\w:]|[.,/]\d)", re.I)
_MONTH_DAY = re.compile(r"(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号]")

_DIGIT = re.compile(r"\d")
_DIGIT_RUN = re.compile(r"(?<!\d)\d+")
_MOST_RUNS = 200  # a text with more numbers is a table, and its dates are not a page's date
# Languages whose speakers write the year first, in two digits, too: 20/2/25.
_YEAR_LEADS = frozenset(("ja", "zh", "ko", "hu", "lt", "mn"))
# Countries that write the month first; English without a country is mostly theirs.
_MONTH_FIRST = frozenset(("en", "en-us", "en_us", "en-ph", "es-us", "fil", "tl"))


def scan(text: str, start: int, end: int, language: str) -> Iterator[Found]:
    """Every date with a year between two places of a text, in order; a time has a zone where it states one."""
    done = start
    for run, found in enumerate(_DIGIT_RUN.finditer(text, start, end)):
        if run >= _MOST_RUNS:
            return
        if found.start() >= done and (hit := _at(text, found, end, language)):
            done = hit.span[1]
            yield hit


def _at(text: str, run: re.Match[str], end: int, language: str) -> Found | None:
    length = run.end() - run.start()
    if length <= 4 and _DIGIT.search(text, run.end(), end) is None:
        return None  # a date that begins with so few digits has more numbers
    if length == 4:
        return _year_first(text, run.start(), end, language)
    if length <= 2:
        return _day_first(text, run.start(), end, language)
    if length in (8, 12, 14):
        return _compact(text, run.start(), end)
    return _era(text, run.start(), end) if length == 3 else None


def _year_first(text: str, start: int, end: int, language: str) -> Found | None:
    if found := _YEAR_NUMBERS.match(text, start, end):
        of = _solar if language.startswith("fa") else _day
        day = of(found["y"], found["m"] or found["m2"], found["d"] or found["d2"])
        return _with_time(text, day, found.start(), found.end(), end)
    for form in (_YEAR_NAME_DAY, _YEAR_DAY_NAME):
        if (found := form.match(text, start, end)) and (month := names.month(found["mon"], language)):
            return _with_time(text, _day(found["y"], month, found["d"]), found.start(), found.end(), end)
    return None


def _day_first(text: str, start: int, end: int, language: str) -> Found | None:
    offset = _ERA_LETTERS.get(text[max(0, start - 1) : start]) if language.startswith("ja") else None
    if offset and (found := _ERA_SHORT.match(text, start, end)):
        day = _day(offset + int(found["y"]), found["m"], found["d"])
        return _with_time(text, day, start - 1, found.end(), end)
    if found := _NUMBERS.match(text, start, end):
        if (
            len(found["y"]) == 2
            and language[:2].lower() in _YEAR_LEADS
            and (day := _day(found["d"].zfill(2), found["m"], found["y"]))
        ):
            return _with_time(text, day, found.start(), found.end(), end)
        day = _ordered(found["d"], found["m"], found["y"], found["sep"], language)
        return _with_time(text, day, found.start(), found.end(), end)
    if found := _VIETNAMESE.match(text, start, end):
        return _with_time(text, _day(found["y"], found["m"], found["d"]), found.start(), found.end(), end)
    found = _DAY_NAME_YEAR.match(text, start, end)
    if found and (month := names.month(found["mon"], language)):
        year = found["y"].strip("'’")
        if len(year) == 2 and "\u0e00" < found["mon"][0] < "\u0e7f":
            year = f"25{year}"  # Thai years are counted from 543 BC, with two digits too
        return _with_time(text, _day(year, month, found["d"]), found.start(), found.end(), end)
    if found and (month := solar.month(found["mon"])):
        day = solar.day(int(found["y"].strip("'’")), month, int(found["d"]))
        return _with_time(text, day, found.start(), found.end(), end)
    return _name_first(text, start, end, language) or _era(text, start, end)


def _name_first(text: str, start: int, end: int, language: str) -> Found | None:
    found = _DAY_YEAR.match(text, start, end)
    if not found:
        return None
    head = max(0, start - 26)
    name = _NAME_BEFORE.search(text[head:start])
    month = names.month(name["mon"], language) if name else 0
    if not name or not month:
        return None
    begin, day = head + name.start(), _day(found["y"].strip("'’"), month, found["d"])
    if found["time"] and day and (stated := times.at(text, found.start("time"), found.start("y"))):
        return Found(datetime.combine(day, stated[0]), (begin, found.end()))
    return _with_time(text, day, begin, found.end(), end)


def _era(text: str, start: int, end: int) -> Found | None:
    found = _ERA.match(text, start, end)
    offset = _ERAS.get(text[max(0, start - 2) : start].strip()) if found else None
    if not found or offset is None:
        return None
    day = _day(offset + int(found["y"]), found["m"], found["d"])
    return _with_time(text, day, start - 2, found.end(), end)


def _compact(text: str, start: int, end: int) -> Found | None:
    found = _COMPACT.match(text, start, end)
    day = _day(found["y"], found["m"], found["d"]) if found else None
    if not found or not day:
        return None
    if not found["time"]:
        return Found(day, found.span())
    zone = names.zone("Z") if found["zone"] else None
    hour, minute = int(found["time"][:2]), int(found["time"][2:])
    if hour > 23:
        return None
    return Found(datetime.combine(day, time(hour, minute, int(found["s"] or 0), tzinfo=zone)), found.span())


def _with_time(text: str, day: date | None, start: int, stop: int, end: int) -> Found | None:
    """The day, with the time that stands after it, or before it."""
    if not day:
        return None
    if stated := times.after(text, stop, end):
        return Found(datetime.combine(day, stated[0]), (start, stated[1]))
    if ":" in text[max(0, start - 40) : start] and (stated := times.before(text, 0, start)):
        return Found(datetime.combine(day, stated[0]), (stated[1], stop))
    return Found(day, (start, stop))


def _ordered(first: str, second: str, year: str, separator: str, language: str) -> date | None:
    """Day and month of a date of numbers alone: by what is possible, then by the language's habit, never by guessing.

    With dots the day comes first everywhere. With slashes an unknown language leaves two readings open: None.
    """
    one, two = int(first), int(second)
    if len(year) == 2 and one > 31:
        return _day(first, second, year)
    if two > 12 >= one:
        return _day(year, one, two)
    if one > 12 or one == two or separator == ".":
        return _day(year, two, one)
    language = language.lower()
    if not language:
        return None
    if separator != "/" and language == "en":
        return _day(year, two, one)
    return _day(year, one, two) if language in _MONTH_FIRST else _day(year, two, one)


@lru_cache(maxsize=1024)
def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    """A day of the common calendar, from 1900 to 2099; Thai Buddhist years are counted back, two digits are POSIX's."""
    full = int(year)
    if isinstance(year, str) and len(year) == 2:
        full += 2000 if full < 69 else 1900
    elif 2443 <= full <= 2642:
        full -= 543
    if not 1900 <= full <= 2099:
        return None
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


def _solar(year: str, month: str, day: str) -> date | None:
    """A day of the Persian calendar; of the common one where the year says so."""
    return solar.day(int(year), int(month), int(day)) or _day(year, month, day)


# Abbreviations that are words of their own in the same or in another main language.
_AMBIGUOUS = frozenset(
    """
    ago set out may mar mag mac gen elo pro led dub sie lis lut bal vas ara tem kas kol tra stu noi awst mars mart
    medi loka kesä
    """.split()
)


def yearless(text: str, start: int, end: int, language: str, today: date) -> Found | None:
    """The first day and month without a year, taken as the latest such day that is not past tomorrow."""
    for run, found in enumerate(_DIGIT_RUN.finditer(text, start, end)):
        if run >= _MOST_RUNS:
            break
        if found.end() - found.start() > 2:
            continue
        if (hit := _month_and_day(text, found.start(), end, language)) and (day := _latest(hit[0], hit[1], today)):
            stated = _with_time(text, day, hit[2], hit[3], end)
            return stated and stated._replace(yearless=True)
    return None


def _month_and_day(text: str, start: int, end: int, language: str) -> tuple[int, int, int, int] | None:
    if found := _MONTH_DAY.match(text, start, end):
        return int(found["m"]), int(found["d"]), *found.span()
    found = _DAY_NAME.match(text, start, end)
    if found and (month := names.month(found["mon"], language)) and _is_name(found["mon"]):
        return month, int(found["d"]), *found.span()
    found = _DAY.match(text, start, end)
    head = max(0, start - 26)
    name = _NAME_BEFORE.search(text[head:start]) if found else None
    if found and name and (month := names.month(name["mon"], language)) and _is_name(name["mon"], before=True):
        return month, int(found["d"]), head + name.start(), found.end()
    return None


# A stamp of a day and a month in digits alone: "11/18", "18.11.", "Wed., 18.11., 9:15". "18.11" is a time.
_STAMP = re.compile(
    r"\W{0,3}(?:[^\W\d]{1,12}[.,]{0,2}\s)?(?:(?P<one>\d\d)(?P<sep>[/-])(?P<two>\d\d)|(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.)"
    r"(?!\d)(?P<rest>\D{0,14}(?:\d{1,2}[:.時时h]\d{2}\D{0,6})?)"
)
# Languages whose speakers write the month first in such a stamp.
_MONTH_LEADS = frozenset(("ja", "zh", "ko", "hu", "lt", "mn", "eu"))


def stamp(text: str, language: str, today: date) -> Found | None:
    """A text that is nothing but a day and a month in digits, which an element that is called a date may be.

    Without a language their order is told only where one of them is no month; None where it is not told.
    """
    found = _STAMP.fullmatch(text)
    if not found:
        return None
    if found["d"]:
        day, month = int(found["d"]), int(found["m"])
    else:
        one, two, spoken = int(found["one"]), int(found["two"]), language.lower().partition("-")[0].partition("_")[0]
        if not spoken and one <= 12 and two <= 12 and one != two:
            return None
        leads = spoken in _MONTH_LEADS or language.lower() in _MONTH_FIRST
        if found["sep"] == "-" and not leads:
            return None  # hours, or a score
        month, day = (one, two) if two > 12 or (leads and one <= 12) else (two, one)
    stated = _with_time(text, _latest(month, day, today), found.start(), found.start("rest"), len(text))
    return stated and stated._replace(yearless=True)


def _is_name(word: str, *, before: bool = False) -> bool:
    """Whether a month's name without a year beside it is meant as one: "3 ago", "12 pro" and "may 5" are not."""
    return word.lower() not in _AMBIGUOUS or (before and word[:1].isupper() and word.lower() in ("may", "mar"))


def _latest(month: int, day: int, today: date) -> date | None:
    for year in (today.year + 1, today.year, today.year - 1):
        if (stated := _day(year, month, day)) and stated <= today + timedelta(days=1):
            return stated
    return None
