"""Who wrote it: the names that the page gives for its article, or nobody rather than somebody else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from selectolax.lexbor import LexborNode

from feedbot.document.structured import Node, types
from feedbot.extract.metadata import bylines, spoken
from feedbot.extract.metadata.choice import Candidate, provenance
from feedbot.extract.metadata.signals import Signals
from feedbot.extract.metadata.texts import line, words
from feedbot.model import Provenance
from feedbot.text import key

_VENDORS = (
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "dcsext.author",
    "bt:author",
    "articleauthor",
    "lp.article:author",
)
_TOLD = frozenset(("json-ld", "twitter:data1", "citation_author"))
_UNSPOKEN = frozenset(("byline", "author link", "property"))  # seen, but without a word that says what the name is
_BODIES = frozenset(("Organization", "NewsMediaOrganization", "Corporation", "WebSite", "Brand"))
_AUTHOR_LINK = re.compile(
    r"(?<!licenses)/(?:authors?|autor(?:en|es|i|e)?|auteurs?|contributors?|profile|people|person|staff|journalist[ei]?n?|reporters?|by"
    r"|team|redaktion|redacteur|writers?|columnists?|byline|skribent|forfatter|yazar(?:lar)?|penulis|producers|verfasser|experts?)"
    r"[/-][^/?#]+",
    re.I,
)
_WRITTEN_BY = re.compile(
    r"written by|author|by|von|par|geschrieben|verfasst|escrito|scritto|rédigé|автор|yazan|skriven|skrevet",
    re.I,
)

_MARKS = 5  # bylines in which a second author is looked for


class Claim(NamedTuple):
    """Names that one signal gives; `seen`: the reader sees them; `body`: an organisation by its own word."""

    signal: str
    names: tuple[str, ...]
    seen: bool = False
    body: bool = False


def authors(signals: Signals, chosen: Iterable[str] = ()) -> tuple[tuple[str, ...], Provenance]:
    """The authors' names in the page's order; `chosen` are the texts that the source's own selectors found."""
    picked = _once(name for text in chosen for name in bylines.names(text, told=True))
    claims = _claims(signals)
    told = [Candidate(claim.signal, ", ".join(claim.names)) for claim in claims]
    if picked:
        return picked, provenance("selector", ", ".join(picked), told)
    claim = _best(claims, signals)
    if not claim:
        return (), provenance("none", "", told)
    return claim.names, provenance(claim.signal, ", ".join(claim.names), told)


def _best(claims: list[Claim], signals: Signals) -> Claim | None:
    """Persons before organisations before the site; of persons, those that the page shows twice, then by order."""
    people = [claim for claim in claims if _names_people(claim, signals)]
    agency = next((claim for claim in claims if claim.body and not any(map(signals.is_site, claim.names))), None)
    if people:
        seen = [claim for claim in people if claim.seen]
        if agency and people[0].signal in _UNSPOKEN:
            return agency
        if len(seen) > 1 and not people[0].seen and _same(seen[0], seen[1]) and not _same(people[0], seen[0]):
            return seen[0]
        return people[0]
    if not claims and (found := spoken.unlabelled(signals) or spoken.dated(signals)):
        return Claim("beside date", tuple(found), True)
    if all(_is_body(claim, signals) for claim in claims) and (found := spoken.unlabelled(signals, dated=False)):
        return Claim("beside trade", tuple(found), True)
    others = [claim for claim in claims if not claim.body and not all(map(signals.is_site, claim.names))]
    bodies = [claim for claim in claims if not all(map(signals.is_site, claim.names))]
    return next(iter(others or bodies or claims), None)


def _names_people(claim: Claim, signals: Signals) -> bool:
    """Whether a claim names persons, or a desk or an agency that machines are told to be the author."""
    own = [name for name in claim.names if not signals.is_site(name)]
    if claim.signal in _TOLD and not claim.body:
        return any(len(name.split()) > 1 or bylines.is_name(name) for name in own)
    return any(map(bylines.is_person, own))


def _is_body(claim: Claim, signals: Signals) -> bool:
    """Whether a claim names nobody but organisations or the site."""
    return claim.body or all(map(signals.is_site, claim.names))


def _same(one: Claim, other: Claim) -> bool:
    return bool(_keys(one.names) & _keys(other.names))


def _keys(names: Iterable[str]) -> set[str]:
    return {key(name) for name in names}


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, whatever its spelling."""
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(key(name), name)
    return tuple(once.values())


def _claims(signals: Signals) -> list[Claim]:
    """What the signals say, those first that are right most often where they disagree."""
    structured = list(_structured(signals))
    return [*structured, *_shown(signals, structured), *_told(signals)]


def _claim(signal: str, found: Iterable[str], *, seen: bool = False, body: bool = False) -> Iterator[Claim]:
    if names := _once(found):
        yield Claim(signal, names, seen, body)


def _all_bodies(signals: Signals) -> bool:
    items = _items(signals.article.get("author"))
    return bool(items) and all(isinstance(item, dict) and types(item) & _BODIES for item in items)


def _structured(signals: Signals) -> Iterator[Claim]:
    yield from _claim("citation_author", map(_turned, signals.says("citation_author")))
    named = structured(signals.article, signals)
    yield from _claim("json-ld", named + _second(named, signals), body=_all_bodies(signals))
    if _WRITTEN_BY.match(signals.first("twitter:label1")):
        yield from _claim("twitter:data1", _said([signals.first("twitter:data1")]))
    yield from _claim("json-ld page", structured(signals.webpage, signals))


def _told(signals: Signals) -> Iterator[Claim]:
    for name in _VENDORS:
        yield from _claim(name, _said(signals.says(name)))
    yield from _claim("meta author", _said(map(_turned, signals.says("author", "dc.creator", "dcterms.creator"))))
    named = signals.says("article:author", "og:article:author")
    yield from _claim("article:author", _said(said for said in named if "/" not in said))


def _shown(signals: Signals, structured: list[Claim]) -> Iterator[Claim]:
    """What the reader sees, as far as it can change the choice that `_best` makes: classes take long to read."""
    leader = next((claim for claim in structured if _names_people(claim, signals)), None)
    told = tuple(spoken.spoken(signals))
    agreed = leader and told and _keys(told) <= _keys(leader.names) and any(map(bylines.is_person, told))
    seen: list[Claim] = []
    sources: tuple[tuple[str, Callable[[Signals], Iterable[str]]], ...] = (
        ("property", _properties),
        ("author link", _related),
        ("spoken", lambda _: told),
        ("author link", _links),
        ("byline", _bylines),
    )
    for signal, find in sources:
        if leader and not seen and (find in (_bylines, _links) or (agreed and signal == "author link")):
            continue  # by itself it outvotes nobody
        for claim in _claim(signal, find(signals), seen=True):
            yield claim
            seen += [claim] if _names_people(claim, signals) else []
        if seen and (not leader or len(seen) > 1 or _same(seen[0], leader)):
            return


def _said(texts: Iterable[str]) -> list[str]:
    return [name for said in texts for name in bylines.names(said, told=True)]


def _turned(said: str) -> str:
    """`Example, Ana` as `Ana Example`."""
    last, comma, first = (part.strip() for part in said.partition(","))
    if (
        comma
        and "," not in first
        and len(last.split()) == 1
        and 1 <= len(first.split()) <= 2
        and not bylines.names(f"x, {first}")[1:]
    ):
        return f"{first} {last}"
    return said


def structured(node: Node, signals: Signals) -> list[str]:
    """The authors of a JSON-LD node; the site itself only where nobody else is named."""
    found: list[str] = []
    for item in _items(node.get("author")) or _items(node.get("creator")):
        if isinstance(item, dict) and "name" not in item and isinstance(item.get("@id"), str):
            item = signals.people.get(item["@id"], item)
        said = words(item)
        body = isinstance(item, dict) and bool(types(item) & _BODIES)
        if body or signals.is_site(said):
            found += [said] if said else []
        else:
            found += bylines.names(said, told=True)
    return [name for name in found if not signals.is_site(name)] or found


def _second(first: list[str], signals: Signals) -> list[str]:
    """The contributors that the byline shows beside the author: others may have taken the pictures."""
    more = [
        name for item in _items(signals.article.get("contributor")) for name in bylines.names(words(item), told=True)
    ]
    if not (first and more):
        return []
    shown = [line(mark, 300) for mark in signals.marked("author")[:_MARKS]]
    return [name for name in more if any(name in said and first[0] in said for said in shown)]


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [item for part in value for item in _items(part)]
    return [value] if value else []


def _properties(signals: Signals) -> list[str]:
    """The names in itemprop=author of the page's own article: the first one, and those beside it."""
    found: list[str] = []
    first: LexborNode | None = None
    for node in signals.properties.get("author", ()):
        if first is not None and not _beside(first, node):
            continue
        inner = node.css_first("[itemprop=name], [property$=name]") if node.tag != "meta" else None
        holder = inner if inner is not None else node
        said = holder.attributes.get("content") or line(holder, 200)
        names = bylines.names(said) or bylines.names(said, told=inner is not None)
        if names and first is None:
            first = node
        found += names
    return found


def _beside(one: LexborNode, other: LexborNode) -> bool:
    """Whether two elements have the same parent or grandparent."""
    parents = [
        node.mem_id for node in (one.parent, one.parent.parent if one.parent is not None else None) if node is not None
    ]
    return other.parent is not None and (
        other.parent.mem_id in parents
        or (other.parent.parent is not None and other.parent.parent.mem_id in parents[:1])
    )


def _related(signals: Signals) -> list[str]:
    """The first link that says of itself that it leads to the author, and those beside it."""
    for node in signals.relations.get("author", ())[:3]:
        if names := bylines.names(line(node, 120)):
            if (byline := node.parent) is None:
                return names
            beside = byline.css("a[rel~=author]")[:_MARKS]
            found = [name for link in beside for name in bylines.names(line(link, 120))]
            return _with_unlinked(byline, list(dict.fromkeys(found)))
    return []


def _links(signals: Signals) -> list[str]:
    """The links to authors' pages in the first byline that has one; one name an address."""
    for mark in signals.marked("author"):
        found: dict[str, list[str]] = {}
        for node in [mark] if mark.tag == "a" else mark.css("a[href]"):
            href = node.attributes.get("href") or ""
            if href not in found and _AUTHOR_LINK.search(href) and (names := bylines.names(line(node, 120))):
                found[href] = names
        if found:
            return _with_unlinked(mark, [name for names in found.values() for name in names])
    return []


def _with_unlinked(byline: LexborNode, linked: list[str]) -> list[str]:
    """The names that a byline links, or all of its names, where persons stand beside those without a link."""
    named = bylines.names(line(byline, 200))
    more = [name for name in named if name not in linked]
    return named if more and set(linked) <= set(named) and all(map(bylines.is_person, more)) else linked


def _bylines(signals: Signals) -> list[str]:
    """The names in the first short element whose class speaks of an author."""
    for mark in signals.marked("author"):
        said = line(mark, 300, between=" | ")
        if 3 < len(said) < 220 and (found := _in_byline(said)):
            return found
    return []


def _in_byline(said: str) -> list[str]:
    """The names of a byline whose blocks stand apart by bars: all up to the first block that is none."""
    found: list[str] = []
    spoken = False
    for piece in said.split("|"):
        piece = piece.strip()
        if not piece or bylines.is_label(piece):
            spoken = spoken or bool(piece)
            continue
        names = bylines.names(piece)
        sure = [name for name in names if spoken or bylines.opened(piece) or bylines.is_person(name)]
        if found and not sure:
            break
        found += sure
    return found
