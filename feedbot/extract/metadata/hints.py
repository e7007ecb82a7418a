"""What class names say of their elements, in the words that templates of news sites and blogs use."""

from __future__ import annotations

import re
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
    "aside": re.compile(
        r"related|recommend|side-?bar|footer|comment|promo|teaser|newsletter|popular|trending|most-?read|more-?(?:from|stories"
        r"|news)|read-?more|widget|carousel|slider|menu|navbar|author-?(?:bio|box|info|card)|about-?(?:the-)?author|latest"
        r"|similar|card"
    ),
}
# What one of the first three needs in it: most class names are told apart by this alone.
_ANY = re.compile(
    "author|byline|by-line|by_line|writer|autor|auteur|contribut|journalist|reporter|posted|verfasser|penulis|skribent|yazar|credit"
    "|vcard|redak|creator|dat|fecha|publi|time|meta|zeit|tarih|veröff|tag|topic|keyword|schlagw|etiquet"
)
_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=65536)
def hints(names: str) -> frozenset[str]:
    """What a class attribute says of its element: author, date, tags; and aside where it says one of these."""
    found, aside = _NONE, False
    for name in names.split():
        said = _hints(name)
        if said:
            found = found | said
    if found:
        aside = any(map(_is_aside, names.split()))
    return found | {"aside"} if aside else found


@lru_cache(maxsize=65536)
def _hints(name: str) -> frozenset[str]:
    name = name.lower()
    if not _ANY.search(name):
        return _NONE
    return frozenset(hint for hint, words in _HINTS.items() if hint != "aside" and words.search(name))


@lru_cache(maxsize=16384)
def _is_aside(name: str) -> bool:
    return bool(_HINTS["aside"].search(name.lower()))
