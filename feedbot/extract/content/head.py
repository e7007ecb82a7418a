"""Lines around the first prose that are no text: the headline, dates, bylines, and what a reader may do."""

from __future__ import annotations

import re
from datetime import datetime

from feedbot import dates
from feedbot.extract.content import tables
from feedbot.extract.content.features import Region
from feedbot.extract.outline import TAG
from feedbot.text import key

HEADLINE, DATE, BYLINE = "the headline", "a date line", "a byline"  # why a line is no text
_PROSE = 80  # characters from which a block is taken for the first paragraph
_LONGEST = 300  # characters beyond which a block is no line
_TELLING = 5  # letters from which a line can be the headline
_BYLINE, _BESIDE_NAMES = 100, 14  # characters of a byline, and letters in it beside the names
_HEAD = 2  # lines from the first prose on that a stamp may stand behind
_DATES, _BESIDE_DATES = 2, 24  # dates of a date line, and letters beside them
_DONE = re.compile(
    r"publi|updat|posted|modif|aktualisier|veröffentlicht|mis à jour|actualiz|atualiz|aggiorn|обновл|опубл"
)
_STOPS = (".", "!", "?", "…", "。")
_DETAIL = TAG["dd"]  # of an event its date is told so

# How long a text takes to read or to hear, in the words that sites of the web's main languages put above it.
_TAKES = re.compile(
    r"\d+\s*-?\s*min\w*\.?\s*(?:read|lesezeit|de lecture|de lectura|de leitura|di lettura|lezen|czytania|okuma|baca)"
    r"|\b(?:reading time|lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo (?:de leitura|di lettura)|leestijd"
    r"|czas czytania|время чтения|okuma süresi|l[äæ]s\w*tid|waktu baca)\W*\d+\s*(?:min\w*|мин\w*|dk)?\.?"
    r"|\b(?:listen(?: to (?:this )?(?:article|story))?|artikel (?:zum |an)?hören|anhören|écouter(?: l.article)?"
    r"|escuchar?(?: (?:el |este )?artículo)?|ouvir|ouça|ascolta|luister|posłuchaj|слушать|lyssna|dinle)"
    r"\W*(?:$|\d+(?::\d\d)?\s*(?:min\w*)?)",
    re.I,
)


def drop_lines(region: Region, whys: list[str], title: str, authors: list[str]) -> None:
    """What stands above the first prose and only repeats the headline, or is a date or a byline and nothing else."""
    named = key(title)
    below = 0  # lines from the first prose on
    above: list[int] = []  # short lines up to the headline
    page = region.page
    for index, (text, owner, dropped) in enumerate(zip(region.texts, region.owners, whys, strict=True)):
        if dropped and (below or not above):
            continue
        said = key(text) if len(text) <= _LONGEST else ""
        if len(said) >= _TELLING and named.startswith(said):
            whys[index] = dropped or HEADLINE
            for line in above if not below else ():
                whys[line] = "above the headline"
            above = []
        elif dropped:
            continue
        elif said and (not below or _is_stamp(text)) and page.tag[owner] != _DETAIL and _is_date_line(text):
            whys[index] = DATE
        elif not below and len(text) < _PROSE and tables.is_action(text.casefold()):
            whys[index] = "what a reader may do"
        elif len(text) < _BYLINE and _names_only(said, authors):
            whys[index] = BYLINE
        elif below or len(text) >= _PROSE:
            below += 1
            if below > _HEAD:
                return
        elif not text.endswith(_STOPS):
            above.append(index)


def _names_only(said: str, authors: list[str]) -> bool:
    """Whether letters hold an author's name and little else."""
    rest = said
    for name in authors:
        rest = rest.replace(name, "")
    return rest != said and len(rest) <= _BESIDE_NAMES


def _is_stamp(text: str) -> bool:
    """Whether a date line tells the time of day as well, what was done then, or how long it takes to read."""
    rest = _TAKES.sub(" ", text)
    found = _find(rest)
    if rest != text and (found or not key(rest)):
        return True
    return found is not None and (isinstance(found.when, datetime) or bool(_DONE.search(text.lower())))


def _find(text: str) -> dates.Found | None:
    """The first date of a text; which of its numbers is the month is of no matter here."""
    return dates.find(text, language="en-GB")


def _is_date_line(text: str) -> bool:
    """Whether a short line is no sentence, and little but its dates and how long it takes to read."""
    rest = _TAKES.sub(" ", text)
    if rest.endswith(_STOPS):
        return False
    for _ in range(_DATES):
        if found := _find(rest):
            rest = rest[: found.span[0]] + " " + rest[found.span[1] :]
    if rest == text and (age := dates.age(text)):
        rest = text[: age[0]] + " " + text[age[1] :]
        return not key(rest) or (bool(_DONE.search(rest.lower())) and len(key(rest)) <= _BESIDE_DATES)
    return rest != text and len(key(rest)) <= _BESIDE_DATES
