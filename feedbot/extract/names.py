"""What class, id, role and itemprop say of an element, in the words that sites of the web's main languages use.

A page writes its names hundreds of times, and every site has its own: those that were not met before are looked at all
at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from feedbot.extract.tables import KINDS, STEMS

BIT = {kind: 1 << number for number, kind in enumerate(KINDS)}
_LOOKUP: dict[str, int] = {}
for _kind, _listed in KINDS.items():
    for _word in _listed.split():
        _LOOKUP[_word] = _LOOKUP.get(_word, 0) | BIT[_kind]
_STEMS = {stem: BIT[kind] for kind, stems in STEMS.items() for stem in stems.split()}

_HARD = "share promo related nav side legal form author meta caption hidden".split()
_HARD_IN_FORUM = "share promo nav side legal hidden".split()
NO_TEXT = (
    BIT["share"] | BIT["comment"] | BIT["form"] | BIT["nav"]
)  # kinds that are junk even where they hold pictures alone
JUNK = sum(BIT[kind] for kind in _HARD)
JUNK_IN_FORUM = sum(BIT[kind] for kind in _HARD_IN_FORUM)

# What marks a byline, a date stamp or a list of tags: finer than the kinds, so that a first look may trust it.
_MARKS = {
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
# What a mark needs in it: most names are told apart by this alone.
_ROOTS = {
    "author": """author autor auteur byline by-line by_line writer contribut journalist reporter posted verfasser
        penulis skribent yazar credit vcard redak creator""".split(),
    "date": "dat fecha publi posted time byline meta zeit tarih veröff".split(),
    "tags": "tag topic keyword schlagw etiquet".split(),
}
# A mark says nothing in what is named for other stories or for the whole site.
_ASIDE = re.compile(
    r"related|recommend|side-?bar|footer|comment|promo|teaser|newsletter|popular|trending|most-?read|more-?(?:from|stories"
    r"|news)|read-?more|widget|carousel|slider|menu|navbar|author-?(?:bio|box|info|card)|about-?(?:the-)?author|latest"
    r"|similar|card"
)
# The words of a name, which may run together: capitals up to one that begins a word, or small letters behind one.
_WORD = re.compile(r"[a-z]+|\0|[A-Z]+(?![a-z])|[A-Z][a-z]+")
# What Ghost calls a card is part of the story, but for these: a callout is a note, a toggle an answer.
_GHOST = re.compile(r"kg-(?!signup|cta|header|button|bookmark|product)")
_LONGEST = 80  # characters of a name that are looked at for marks
_REMEMBERED = 20_000  # so that a long run stays small
_known: dict[str, int] = {}  # by everything an element is named
_known_names: dict[str, int] = {}  # by one name; sites share many


def kinds(names: Sequence[str]) -> list[int]:
    """For each element's names the kinds that they speak of, as bits of BIT."""
    fresh = set(names).difference(_known)
    if fresh:
        if len(_known) > _REMEMBERED:
            _known.clear()
            fresh = set(names)
        _learn(fresh)
    return [_known[one] for one in names]


def _learn(fresh: Iterable[str]) -> None:
    """Remember what these names of elements mean."""
    split = {names: _split(names) for names in fresh}
    if len(_known_names) > _REMEMBERED:
        _known_names.clear()
    _learn_names(list({name for one in split.values() for name in one}.difference(_known_names)))
    for names, one in split.items():
        meant = 0
        for name in one:
            meant |= _known_names[name]
        _known[names] = meant


def _split(names: str) -> list[str]:
    """The single names; of a WordPress post only its own, since its tags and categories are among its names."""
    if "hentry" in names or "type-post" in names:
        return ["hentry"]
    return [name for name in names.split() if not _GHOST.match(name)]


def _learn_names(names: list[str]) -> None:
    """Remember what single names mean: by each of their words, by two neighbours run together, by a telling part."""
    joined = "\0".join(("", *names, ""))
    meant, last, place = 0, "", -1
    for word in " ".join(_WORD.findall(joined)).lower().split(" "):
        if word == "\0":
            if place >= 0:
                _known_names[names[place]] = meant
            meant, last, place = 0, "", place + 1
            continue
        meant |= _LOOKUP.get(word, 0) | _LOOKUP.get(last + word, 0)
        last = word
    by_lower: dict[str, list[str]] = {}
    for name in names:
        by_lower.setdefault(name.lower(), []).append(name)
    joined = joined.lower()
    for stem, bit in _STEMS.items():
        for lower in _holding(stem, joined):
            for name in by_lower[lower]:
                _known_names[name] |= bit


def marked(names: Collection[str], mark: str) -> set[str]:
    """Those of all elements' names that bear one of the marks and are not named for an aside.

    >>> marked({"entry-Date", "nav", "sidebar tag-list"}, "date")
    {'entry-Date'}
    """
    joined = "\0".join(("", *names, "")).lower()
    rooted = {one for root in _ROOTS[mark] for one in _holding(root, joined)}
    speaks = _MARKS[mark].search
    found = {one for one in rooted if any(speaks(name[:_LONGEST]) for name in _split(one)) and not _ASIDE.search(one)}
    return {one for one in names if one.lower() in found} if found else set()


def _holding(part: str, joined: str) -> Iterator[str]:
    """Those of the texts between NULs that a part stands in; all are searched at once, which takes least time."""
    place = joined.find(part)
    while place >= 0:
        end = joined.index("\0", place)
        yield joined[joined.rindex("\0", 0, place) + 1 : end]
        place = joined.find(part, end)
