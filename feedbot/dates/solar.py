"""The calendar of Iran and Afghanistan, Solar Hijri, as days of the common one."""

from __future__ import annotations

from datetime import date, timedelta

_NAMES = """
    فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند
    حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت
""".split()
_MONTH = {name: place % 12 + 1 for place, name in enumerate(_NAMES)}
_MONTH_WORD = "ماه"  # written behind a month's name
_FIRST, _LAST = 1343, 1472  # years for which the rule of 33 years gives the true leap years, since 1964
_BASE, _NEW_YEAR = 1400, date(2021, 3, 21)


def month(word: str) -> int:
    """The number of a month by its Persian name, or 0.

    >>> month("آبان"), month("اسفند"), month("May")
    (8, 12, 0)
    """
    return _MONTH.get(word, 0) or _MONTH.get(word.removesuffix(_MONTH_WORD).strip("\u200c"), 0)


def day(year: int, month: int, number: int) -> date | None:
    """The day of the common calendar, or None where there is no such day.

    >>> day(1405, 8, 27), day(1403, 12, 30), day(1404, 12, 30)
    (datetime.date(2026, 11, 18), datetime.date(2025, 3, 20), None)
    """
    if not (_FIRST <= year <= _LAST and 1 <= month <= 12 and 1 <= number <= _length(year, month)):
        return None
    before = 31 * (month - 1) - max(0, month - 7) + number - 1
    return _NEW_YEAR + timedelta(days=365 * (year - _BASE) + _leaps(year) - _leaps(_BASE) + before)


def _length(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or _is_leap(year) else 29


def _is_leap(year: int) -> bool:
    """Eight years of 33 have a day more: https://en.wikipedia.org/wiki/Solar_Hijri_calendar."""
    return (25 * year + 11) % 33 < 8


def _leaps(year: int) -> int:
    """How many leap years there are from the first one that counts up to a year."""
    return sum(map(_is_leap, range(_FIRST, year)))
