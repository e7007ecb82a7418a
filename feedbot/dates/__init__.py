"""Dates as the web writes them, in its main languages; pure, the clock is handed in.

A page states a date as precisely as it can: an aware `datetime`, a naive one (a time without a zone), or a `date`.
Nothing here makes it look more precise than that, but for `instant`, which feeds need.
"""

from feedbot.dates.absolute import Found
from feedbot.dates.names import place
from feedbot.dates.reading import find, in_year, instant, parse, sane
from feedbot.dates.relative import age

__all__ = ["Found", "age", "find", "in_year", "instant", "parse", "place", "sane"]
