"""What a door states, however it writes it, as a Link."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

from feedbot import dates, text, urls
from feedbot.model import Image, Link

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|<!\[CDATA\[")
_LONGEST = 4000  # characters that are looked at
_TITLE, _SUMMARY = 300, 500  # characters that are kept
_AUTHORS = 10
_EMAIL = re.compile(r"^\s*\S+@\S+\s*(?:\((.*)\))?\s*$")  # RSS 2.0 writes authors as `name@host (Name)`
MOST = 500  # links of one answer


def link(
    url: str,
    base: str,
    *,
    title: str = "",
    date: str = "",
    summary: str = "",
    image: str = "",
    authors: Iterable[str] = (),
    section: str = "",
    position: int = 0,
    why: str = "",
) -> Link | None:
    """A Link from what was written, HTML and entities resolved; None where the address is none."""
    where = urls.absolute(url.strip(), base)
    if not where:
        return None
    picture = urls.absolute(image.strip(), base)
    return Link(
        url=urls.clean(where),
        title=text.shorten(unmarked(title), _TITLE),
        published=dates.parse(date) if date else None,
        summary=text.shorten(unmarked(summary), _SUMMARY),
        image=Image(picture) if picture else None,
        authors=names(authors),
        section=unmarked(section),
        position=position,
        why=why,
    )


def unmarked(markup: str) -> str:
    """Text without tags, entities resolved, one line.

    >>> unmarked("Rock &amp;amp; <b>Roll</b><br>tonight: 3 < 4")
    'Rock & Roll tonight: 3 < 4'
    """
    markup = markup[:_LONGEST]
    if _TAG.search(markup):
        body = LexborHTMLParser(markup).body
        markup = body.text(separator=" ", strip=False) if body is not None else ""
    return text.legal(text.plain(markup))


def names(written: Iterable[str]) -> tuple[str, ...]:
    """Authors' names without addresses, each once.

    >>> names(["ana@paper.example (Ana Radelat)", "Ana Radelat", "desk@paper.example"])
    ('Ana Radelat',)
    """
    found: dict[str, None] = {}
    for said in written:
        email = _EMAIL.match(said)
        name = unmarked(email[1] or "" if email else said)
        if name and not name.startswith(("http://", "https://")):
            found[text.shorten(name, 100)] = None
    return tuple(found)[:_AUTHORS]


def distinct(links: Iterable[Link | None]) -> tuple[Link, ...]:
    """The links that are some, the first of each address, bounded."""
    found: dict[str, Link] = {}
    for one in links:
        if one is not None:
            found.setdefault(urls.identity(one.url), one)
            if len(found) >= MOST:
                break
    return tuple(found.values())
