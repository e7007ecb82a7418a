"""Who wrote it by the text beside the headline, whatever its markup: behind `By`, beside a date or a trade."""

from __future__ import annotations

import re

from feedbot import dates
from feedbot.extract.metadata import bylines
from feedbot.extract.metadata.signals import Signals
from feedbot.extract.metadata.texts import line
from feedbot.text import key

# What joins a name to the one before it, in a piece of its own or at the beginning of one.
_JOINED = re.compile(r"^(?:\W+|(?:and|und|et|y|e|och|og|en|ja|i)(?:\W+|$))+", re.I)


def spoken(signals: Signals) -> list[str]:
    """The names behind `By` and its kin in the text beside the headline."""
    after, before = signals.beside
    title = key(signals.title_tag)
    for pieces in (after, before[::-1]):
        for place, piece in enumerate(pieces):
            label = bylines.is_label(piece)
            rest = bylines.opened(piece) if not label and len(piece) < 150 else ""
            if rest and key(piece) in title and not bylines.is_person(rest):
                continue
            if not (label or rest) or (place and _OTHERS.search(pieces[place - 1][-30:])):
                continue
            following = pieces[place + 1 : place + 10]
            named = (_run(following) or _account(following)) if label else bylines.names(rest)
            if found := named if label else list(filter(bylines.is_person, named)):
                return found
    return []


def _account(pieces: list[str]) -> list[str]:
    """The name of an account right behind `By`, close before a date: so forums head a post."""
    if len(pieces) > 1 and any(map(_is_stamp, pieces[1:_NEAR])):
        return [name for name in bylines.names(pieces[0], told=True) if name == pieces[0]]
    return []


def unlabelled(signals: Signals, *, dated: bool = True) -> list[str]:
    """The names of persons beside a date or a trade, close behind the headline: a byline without a word."""
    after, _ = signals.beside
    prose = [place for place, piece in enumerate(after) if len(piece) >= _PROSE]
    for place, piece in enumerate(after[: prose[1] if len(prose) > 1 else _CLOSE][:_CLOSE]):
        if name := bylines.reporter(piece):
            return [name]
        trade = "".join(after[place + 1 : place + 2])
        around = after[max(0, place - 2) : place + 3] if dated else []
        if not (bylines.is_trade(trade) or any(map(_is_stamp, around))) or key(piece) in key(signals.title_tag):
            continue
        if found := _nothing_but_names(piece):
            return found
    return []


def _nothing_but_names(piece: str) -> list[str]:
    """The persons that a text names, where it holds little else."""
    found = bylines.names(piece) if len(piece) < _PROSE else []
    letters = sum(len(key(name)) for name in found)
    return found if found and all(map(bylines.is_person, found)) and len(key(piece)) - letters <= _BESIDE else []


def dated(signals: Signals) -> list[str]:
    """The names in a line of dates that opens like a byline."""
    for mark in signals.marked("date")[:_LINES]:
        said = line(mark, 300)
        if len(said) < 220 and (rest := bylines.opened(said)):
            return list(filter(bylines.is_person, bylines.names(rest)))
    return []


def _is_stamp(piece: str) -> bool:
    return len(piece) < 60 and any(c.isdigit() for c in piece) and bool(dates.find(piece) or _MINUTES.search(piece))


_LINES = 5  # lines of dates that are looked at
_CLOSE = 8  # pieces of text behind the headline that are close to it
_PROSE = 80  # characters of a paragraph; behind the second one there is no byline
_BESIDE = 6  # letters that may stand between names: "and", "oprac."
_NEAR = 4  # pieces behind an account's name among which the date of the post is
_MINUTES = re.compile(r"\d+\s*-?\s*min", re.I)


# Who took part, but did not write.
_OTHERS = re.compile(r"review|edited|editor|photo|fact|illustrat|translat|foto|übersetz|traduc|kuvat|bild", re.I)


def _run(pieces: list[str]) -> list[str]:
    """The names that follow each other from a byline's beginning on; behind a desk comes nobody."""
    found: list[str] = []
    for piece in pieces:
        rest = _JOINED.sub("", piece)
        if not rest:
            continue
        names = bylines.names(rest) if len(rest) < 120 else []
        if not names or (found and not all(map(bylines.is_person, [*found, *names]))):
            break
        found += names
    return found
