"""The time of day beside a date: `10:30 PM ET`, `kl. 10.30`, `10h30`, `10 Uhr`, `오후 3:05`, `18時30分`."""

from __future__ import annotations

import re
from datetime import time

from feedbot.dates import names

# What may stand between a date and its time: "at", "um", "a las", a weekday, dashes; no digit, and not much.
_GAP = r"[^\d:：]{0,14}?(?:\b(?:kl|at|time|ora|ore|hrs)\s*:\s*)?"
_BEFORE = r"(?P<half>上午|下午|午前|午後|凌晨|早上|晚上|中午|오전|오후|\b[ap]\.?m\.?)?\s*"
_AFTER = (
    r"(?:\s*(?P<mark>[ap]\.?\s?m\b\.?|π\.?μ\.?|μ\.?μ\.?|(?:ص|م|CH|SA|SÁNG|CHIỀU)(?!\w)|(?:Uhr|hrs?|น\.|ч)(?!\w)))?"
    r"(?:\s*\(?(?P<zone>(?:UTC|GMT)?\s?[+\-−]\d{1,2}(?::?\d{2})?(?!\d)|[A-Z]{1,5}(?:[+\-−]\d{1,2}(?::?\d{2})?)?(?![\w])|МСК)\)?)?"
)
_CLOCK = re.compile(
    _BEFORE
    + r"(?<!\d)(?P<h>\d{1,2})(?:"
    + r"\s?(?:[:：h]|時|时|點|点|시)\s?(?P<m>\d{2})(?:分|분)?(?:\s?[:：]?(?P<s>\d{2})(?:秒|초)?(?:[.,]\d+)?)?"
    + r"|\.(?P<m2>\d{2})(?![\d.%])"
    + r"|(?=\s?(?:[ap]\.?\s?m\b|Uhr\b|hrs?\b))|\s?[h時时시](?!\w)"
    + r")"
    + r"(?![\d])"
    + _AFTER,
    re.I,
)
_AFTER_DATE = re.compile(_GAP + r"(?=[上下午凌早晚中오]|\b[ap]\.?m|\d)", re.I)
# A word that says that the time belongs to another date: an update after the publication.
_OTHER = re.compile(r"updat|modif|aktual|aggiorn|mise|maj|bijgew|actuali|atuali|обнов|oppdat|opdat|uppdat", re.I)
_EVENING = frozenset(("下午", "午後", "晚上", "오후", "م", "ch", "chiều"))
_MORNING = frozenset(("上午", "午前", "凌晨", "早上", "오전", "ص", "sa", "sáng"))


def at(text: str, start: int, end: int) -> tuple[time, int] | None:
    """The time that begins at `start`, and where it ends; aware where it names a zone.

    >>> at("10:30 PM", 0, 8)
    (datetime.time(22, 30), 8)
    """
    found = _CLOCK.match(text, start, end)
    if not found:
        return None
    hour = _hour(int(found["h"]), (found["half"] or found["mark"] or "").lower().replace(" ", ""))
    minute, second = int(found["m"] or found["m2"] or 0), int(found["s"] or 0)
    if hour > 23 or minute > 59 or second > 60:
        return None
    zone = names.zone(found["zone"]) if found["zone"] else None
    last = found.end() if zone or not found["zone"] else found.start("zone")
    return time(hour, minute, min(second, 59), tzinfo=zone), len(text[:last].rstrip(" (+-−"))


def _hour(hour: int, half: str) -> int:
    half = half.replace(".", "")
    if half in _EVENING or half in ("pm", "μμ"):
        return hour + 12 if hour < 12 else hour
    if half in _MORNING or half in ("am", "πμ"):
        return hour % 12 if hour <= 12 else hour
    return hour


def after(text: str, start: int, end: int) -> tuple[time, int] | None:
    """The time that follows a date which ends at `start`, and where it ends."""
    gap = _AFTER_DATE.match(text, start, end)
    if not gap or _OTHER.search(gap[0]):
        return None
    return at(text, gap.end(), end)


def before(text: str, start: int, end: int) -> tuple[time, int] | None:
    """The time that stands directly before a date which begins at `end`, and where it begins."""
    head = max(start, end - 40)
    for found in _CLOCK.finditer(text, head, end):
        stated = at(text, found.start(), end)
        if stated and not re.search(r"\d", text[stated[1] : end]) and end - stated[1] <= 18:
            return stated[0], found.start() if found["half"] else found.start("h")
    return None
