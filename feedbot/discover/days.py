"""Lists by day or by year: what the date of each item lacks stands once, in the heading above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import datetime
from typing import TypeVar

from feedbot import dates
from feedbot.discover.survey import HEADINGS
from feedbot.document import Document
from feedbot.model import When
from feedbot.text import key, plain

T = TypeVar("T")
_ASKED = ",".join([*HEADINGS, "dt", "caption", "a[href]"])
_LOWEST = 7  # the level of what heads a list without being a heading
_LONGEST = 60  # characters of such a heading
_WEEKDAY = 14  # letters beside the date
_DAYS = 2  # a page with fewer of them tells but its own date
_YEAR = re.compile(r"\D{0,14}((?:19|20)\d\d)\D{0,14}")  # alone, or with a month


def days(document: Document, items: Collection[int], language: str, now: datetime | None) -> dict[int, When]:
    """The date in the heading above each of the items, given and returned by the mem_ids of their links."""
    return _headed(document, items, lambda text: _day(text, language, now))


def years(document: Document, items: Collection[int]) -> dict[int, int]:
    """The year in the heading above each of the items, given and returned in the same way."""
    return _headed(document, items, _year)


def _headed(document: Document, items: Collection[int], read: Callable[[str], T | None]) -> dict[int, T]:
    """What `read` makes of the heading above each of the items."""
    found: dict[int, T] = {}
    above: tuple[int, T] | None = None
    for node in document.tree.css(_ASKED):
        if node.tag == "a":
            if above and node.mem_id in items:
                found[node.mem_id] = above[1]
            continue
        level = HEADINGS.get(node.tag or "", _LOWEST)
        if said := read(plain(node.text())):
            above = level, said
        elif above and level <= above[0]:
            above = None
    return found if len(set(found.values())) >= _DAYS else {}


def _year(text: str) -> int | None:
    """
    >>> _year("2025"), _year("November 2025"), _year("Our plans for the year 2025")
    (2025, 2025, None)
    """
    found = _YEAR.fullmatch(text)
    return int(found[1]) if found else None


def _day(text: str, language: str, now: datetime | None) -> When | None:
    """The date that a heading is, with a weekday or without."""
    if not text or len(text) > _LONGEST:
        return None
    found = dates.find(text, language=language, now=now)
    if not found:
        return None
    beside = key(text[: found.span[0]] + text[found.span[1] :])
    return found.when if len(beside) <= _WEEKDAY and not any(map(str.isdigit, beside)) else None
