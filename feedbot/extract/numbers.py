"""Addresses of the pages of one article: which page another address is, if it is the same article's at all.

The same path and query but for the page's number: `?page=2`, `/2/`, `/page/2`, `/seite-2`, `-2.html`, `_2.html`, `,2`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from feedbot import urls

MOST = 99  # a larger number counts something else: a year, an article's own number

_WORD = r"(?:page|pag|pg|seite|pagina|página|strona|strana|stranica|sivu|sida|side|sayfa|oldal|trang|part)"
# Parameters that count pages whatever else they stand beside; the short ones need another sign.
_SURE_KEYS = frozenset(
    "page paged pageno pagenumber page_number pagenum currentpage pageindex seite pagina página strona strana sida"
    " side sivu sayfa artpage articlepage page_no _page".split()
)
_SHORT_KEYS = frozenset({"p", "pg", "cp", "pp", "s"})
_EXTENSION = re.compile(r"\.[a-z]{1,3}html?$|\.html?$|\.(?:php|aspx?|jsp|cfm|do|ece)$", re.I)
# What stands between an article's path and the number of its page.
_BELOW = re.compile(rf"/(?:(?P<word>{_WORD}|p|s)[-_/=,]?)?(?P<number>\d{{1,2}})", re.I)
_BESIDE = re.compile(rf"[-_,.](?:(?P<word>{_WORD}|p|s)[-_=,]?)?(?P<number>\d{{1,2}})", re.I)
_INDEX = re.compile(r"/index[-_]?(?P<number>\d{1,2})", re.I)
_FIRST = re.compile(rf"(?:[-_,./](?:(?:{_WORD}|p|s)[-_/=,]?)?)0?1$", re.I)


class Number(NamedTuple):
    """The page that an address is of an article; 0 where it is none of its pages."""

    page: int = 0
    trust: int = 0  # one of the three below


DOUBTFUL, LIKELY, SURE = range(3)  # `story-2` may be a post of the same name; `story/2`, `story_2.html`; `?page=2`
NONE = Number()


def number(url: str, first: str) -> Number:
    """Which page of the article at `first` an address is.

    >>> number("https://a.example/story/2/", "https://a.example/story/").page
    2
    >>> number("https://a.example/story-3.html", "https://a.example/story.html").page
    3
    >>> number("https://a.example/other/2/", "https://a.example/story/").page
    0
    """
    path, _, query = urls.identity(url).partition("?")
    here, _, asked = urls.identity(first).partition("?")
    rest, by_query = _unpaged(query)
    wanted, _ = _unpaged(asked)
    if rest != wanted:
        return NONE
    if path == here:
        return by_query
    return NONE if by_query.page else _by_path(path, here)


def slug(url: str) -> str:
    """The part of an address that names the article: its last segment with letters, without extension.

    >>> slug("https://a.example/2026/11/ferry-runs-hourly.html?x=1")
    'ferry-runs-hourly'
    """
    path = urls.identity(url).partition("?")[0]
    segments = [_EXTENSION.sub("", segment) for segment in path.split("/")[1:]]
    return next((one for one in reversed(segments) if len(one) > 3 and re.search(r"\w{3}", one)), "")


def _unpaged(query: str) -> tuple[list[str], Number]:
    """A query without the parameter that counts pages, and what that says."""
    kept, found = [], NONE
    for pair in filter(None, query.split("&")):
        key, _, value = pair.partition("=")
        key = key.lower()
        if (key in _SURE_KEYS or key in _SHORT_KEYS) and value.isascii() and value.isdigit() and int(value) <= MOST:
            found = Number(int(value), SURE if key in _SURE_KEYS else LIKELY)
        else:
            kept.append(pair)
    return kept, found


def _by_path(path: str, here: str) -> Number:
    stem, end = _split(path)
    own, own_end = _split(here)
    if path.startswith(here + "/"):
        return _read(_BELOW, path[len(here) :], LIKELY) or _read(_INDEX, stem[len(here) :], LIKELY) or NONE
    if stem.startswith(own + "/"):  # story.html and story/2.html
        return _read(_BELOW, stem[len(own) :], LIKELY) or NONE
    if end == own_end and stem.startswith(own):
        return _read(_BESIDE, stem[len(own) :], LIKELY if end else DOUBTFUL) or NONE
    if (mark := _FIRST.search(own)) and end == own_end and mark.start():  # the first page has a number, too
        bare, sign = own[: mark.start()], mark[0][:-1].removesuffix("0")
        if stem.startswith(bare + sign):
            return _read(_BELOW if sign[0] == "/" else _BESIDE, stem[len(bare) :], LIKELY) or NONE
    return NONE


def _split(path: str) -> tuple[str, str]:
    found = _EXTENSION.search(path)
    return (path[: found.start()], found[0]) if found else (path, "")


def _read(pattern: re.Pattern[str], rest: str, trust: int) -> Number | None:
    found = pattern.fullmatch(rest)
    if not found:
        return None
    word = found.groupdict().get("word") or ""
    return Number(int(found["number"]), SURE if len(word) > 1 else trust)
