"""Lists by day: the date of each item stands once, in the heading above it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from feedbot import dates
from feedbot.discover.survey import HEADINGS
from feedbot.document import Document
from feedbot.model import When
from feedbot.text import key, plain

_ASKED = ",".join([*HEADINGS, "dt", "caption", "a[href]"])
_LOWEST = 7  # the level of what heads a list without being a heading
_LONGEST = 60  # characters of such a heading
_WEEKDAY = 14  # letters beside the date
_DAYS = 2  # a page with fewer of them tells but its own date


def days(document: Document, items: Collection[int], language: str, now: datetime | None) -> dict[int, When]:
    """The date in the heading above each of the items, given and returned by the mem_ids of their links."""
    found: dict[int, When] = {}
    above: tuple[int, When] | None = None
    for node in document.tree.css(_ASKED):
        if node.tag == "a":
            if above and node.mem_id in items:
                found[node.mem_id] = above[1]
            continue
        level = HEADINGS.get(node.tag or "", _LOWEST)
        if when := _day(plain(node.text()), language, now):
            above = level, when
        elif above and level <= above[0]:
            above = None
    return found if len(set(found.values())) >= _DAYS else {}


def _day(text: str, language: str, now: datetime | None) -> When | None:
    """The date that a heading is, with a weekday or without."""
    if not text or len(text) > _LONGEST:
        return None
    found = dates.find(text, language=language, now=now)
    if not found:
        return None
    beside = key(text[: found.span[0]] + text[found.span[1] :])
    return found.when if len(beside) <= _WEEKDAY and not any(map(str.isdigit, beside)) else None
