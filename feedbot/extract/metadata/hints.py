"""What class names say of their elements, in the words that templates of news sites and blogs use."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

# What a class attribute says of its element, in lower case: words that the templates of news sites and blogs use.
_HINTS = {
    "author": re.compile(
        r"author|byline|by-line|by_line|writer|autor|auteur|contributor|journalist|reporter|postedby|posted-by|verfasser"
        r"|penulis|skribent|yazar|credit-name|vcard|redaktor|creator"
    ),
    "date": re.compile(
        r"date(?!p)|datum|fecha|publi|posted|timestamp|time(?!line|r)|byline|dateline|(?:^|[_-])meta(?:$|[_-])"
        r"|entry-?meta|post-?meta|article-?meta|zeit(?!ung)|tarih|veröff|dato(?:$|[_-])"
    ),
    # But not `tag-bridge`: WordPress gives every post the names of its tags as classes.
    "tags": re.compile(
        r"^(?!tag-(?!list|link|cloud|item|container|wrap|group|box))"
        r".*(?:tags?(?:$|[_-]|list|links|cloud)|topics?(?:$|[_-])|keyword|schlagw|etiquet)"
    ),
}
_ASIDE = re.compile(
    r"related|recommend|side-?bar|footer|comment|promo|teaser|newsletter|popular|trending|most-?read|more-?(?:from|stories"
    r"|news)|read-?more|widget|carousel|slider|menu|navbar|author-?(?:bio|box|info|card)|about-?(?:the-)?author|latest"
    r"|similar|card"
)
# What one of the first three needs in it: most class names are told apart by this alone.
_ROOTS = """
author autor auteur byline by-line by_line writer contribut journalist reporter posted verfasser penulis skribent yazar
credit vcard redak creator dat fecha publi time meta zeit tarih veröff tag topic keyword schlagw etiquet
""".split()
_LONGEST = 80  # characters of a class name that are looked at


def hints(attributes: Collection[str]) -> dict[str, frozenset[str]]:
    """Of class attributes those that speak, and of what: author, date, tags; those of asides are left out.

    >>> hints({"entry-Date", "nav", "sidebar tag-list"})
    {'entry-Date': frozenset({'date'})}
    """
    rooted = _rooted(attributes)
    speaking = {name: _of_name(name[:_LONGEST]) for name in _rooted(set(" ".join(rooted).split()))}
    found = {}
    for attribute in attributes:
        if (names := attribute.lower()) in rooted:
            said = frozenset(hint for name in names.split() for hint in speaking.get(name, ()))
            if said and not _ASIDE.search(names):
                found[attribute] = said
    return found


def _rooted(texts: Collection[str]) -> set[str]:
    """The texts, lower case, that have one of the roots in them; all are searched at once, which takes least time."""
    joined, found = "\0".join(["", *texts, ""]).lower(), set()
    for root in _ROOTS:
        place = joined.find(root)
        while place >= 0:
            end = joined.index("\0", place)
            found.add(joined[joined.rindex("\0", 0, place) + 1 : end])
            place = joined.find(root, end)
    return found


@lru_cache(maxsize=4096)
def _of_name(name: str) -> tuple[str, ...]:
    return tuple(hint for hint, words in _HINTS.items() if words.search(name))
