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
    r"a(?:uth?or|uteur)|by[_-]?line|writer|c(?:ontribut|redit|reator)|journalist|re(?:porter|dak)|p(?:osted|enulis|ubli)"
    r"|ve(?:rfasser|röff)|s(?:kribent|chlagw)|yazar|vcard|dat|fecha|t(?:ime|arih|ag|opic)|meta|zeit|keyword|etiquet"
)
_NONE: frozenset[str] = frozenset()
_LONGEST = 80  # characters of a class name that are looked at


def hints(names: str) -> frozenset[str]:
    """What a class attribute says of its element: author, date, tags; and aside where it says one of these."""
    found = _NONE
    for name in names.split():
        if said := _hints(name[:_LONGEST]):
            found = found | said
    return found | {"aside"} if found and _HINTS["aside"].search(names.lower()) else found


@lru_cache(maxsize=4096)
def _hints(name: str) -> frozenset[str]:
    name = name.lower()
    if not _ANY.search(name):
        return _NONE
    return frozenset(hint for hint, words in _HINTS.items() if hint != "aside" and words.search(name))
