"""Who wrote it: the names that the page gives for its article, or nobody rather than somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from selectolax.lexbor import LexborNode

from feedbot.document.structured import Node, types
from feedbot.extract.metadata import bylines
from feedbot.extract.metadata.choice import Candidate, provenance
from feedbot.extract.metadata.signals import Signals, key, line, words
from feedbot.model import Provenance

_VENDORS = (
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "dcsext.author",
    "bt:author",
    "articleauthor",
    "lp.article:author",
)
_ORGANISATIONS = frozenset(("Organization", "NewsMediaOrganization", "Corporation", "WebSite", "Brand"))
_AUTHOR_LINK = re.compile(
    r"/(?:authors?|autor(?:en|es|i|e)?|auteurs?|contributors?|profile|people|person|staff|journalist[ei]?n?|reporters?|by|team|redaktion|redacteur|writers?"
    r"|columnists?|byline|skribent|forfatter|yazar(?:lar)?|penulis|toireporter|verfasser)[/-][^/?#]+",
    re.I,
)


class Claim(NamedTuple):
    """Names that one signal gives."""

    signal: str
    names: tuple[str, ...]


def authors(signals: Signals, chosen: Iterable[str] = ()) -> tuple[tuple[str, ...], Provenance]:
    """The authors' names in the page's order; `chosen` are the texts that the source's own selectors found."""
    picked = _clean(name for text in chosen for name in bylines.names(text))
    claims = list(_claims(signals))
    told = [Candidate(claim.signal, ", ".join(claim.names)) for claim in claims]
    if picked:
        return picked, provenance("selector", ", ".join(picked), told)
    people = [claim for claim in claims if not all(map(signals.is_site, claim.names))]
    for claim in (people or claims)[:1]:
        return claim.names, provenance(claim.signal, ", ".join(claim.names), told)
    return (), Provenance("none")


def _clean(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, whatever its spelling."""
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(key(name), name)
    return tuple(once.values())


def _claims(signals: Signals) -> Iterator[Claim]:
    for signal, found in _sources(signals):
        names = _clean(found)
        if names:
            yield Claim(signal, names)


def _sources(signals: Signals) -> Iterator[tuple[str, list[str]]]:
    yield "citation_author", [_turned(name) for name in signals.says("citation_author")]
    yield "json-ld", structured(signals.article, signals)
    if re.match(
        r"written by|author|by|von|par|geschrieben|escrito|scritto|verfasst|автор|yazan",
        signals.first("twitter:label1"),
        re.I,
    ):
        yield "twitter:data1", bylines.names(signals.first("twitter:data1"))
    yield "json-ld page", structured(signals.webpage, signals)
    yield "itemprop", _properties(signals)
    yield "author link", _links(signals)
    yield "byline", _bylines(signals)
    for name in _VENDORS:
        yield name, [found for said in signals.says(name) for found in bylines.names(said)]
    yield (
        "meta author",
        [
            found
            for said in signals.says("author", "dc.creator", "dcterms.creator")
            for found in bylines.names(_turned(said))
        ],
    )
    yield (
        "article:author",
        [
            n
            for said in signals.says("article:author", "og:article:author")
            if "/" not in said
            for n in bylines.names(said)
        ],
    )


def _turned(said: str) -> str:
    """`Example, Ana` as `Ana Example`."""
    parts = [part.strip() for part in said.split(",")]
    if (
        len(parts) == 2
        and all(1 <= len(part.split()) <= 2 for part in parts)
        and not any(map(bylines._DEGREE.match, parts))
    ):
        return f"{parts[1]} {parts[0]}" if len(parts[0].split()) == 1 else said
    return said


def structured(node: Node, signals: Signals) -> list[str]:
    """The authors of a JSON-LD node, persons before organisations."""
    people: list[str] = []
    bodies: list[str] = []
    for item in _items(node.get("author")) or _items(node.get("creator")):
        if isinstance(item, dict) and "name" not in item and item.get("@id") in signals.people:
            item = signals.people[item["@id"]]
        kinds = types(item) if isinstance(item, dict) else frozenset()
        said = words(item)
        many = not isinstance(item, dict) or "Person" not in kinds or said.count(",") > 1
        found = bylines.names(said, many=many or bool(re.search(r"\s(?:and|und|et|y|&)\s|,", said)))
        (bodies if kinds & _ORGANISATIONS else people).extend(found)
    own = [name for name in people if not signals.is_site(name)]
    return own or people or bodies


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [item for part in value for item in _items(part)]
    return [value] if value else []


def _properties(signals: Signals) -> list[str]:
    found: list[str] = []
    for node in signals.properties.get("author", ()):
        if node.tag == "meta":
            said = node.attributes.get("content") or ""
        else:
            inner = node.css_first("[itemprop=name]")
            said = line(inner, 200) if inner is not None else line(node, 200)
            if inner is not None and not said:
                said = inner.attributes.get("content") or ""
        found += bylines.names(said)
    return found


def _links(signals: Signals) -> list[str]:
    """The links to authors' pages in the first byline, or rel=author."""
    found: list[str] = []
    for mark in signals.marked:
        if "author" in mark.hints and "aside" not in mark.hints:
            for node in [mark.node] if mark.node.tag == "a" else mark.node.css("a[href]"):
                if _AUTHOR_LINK.search(node.attributes.get("href") or ""):
                    found += bylines.names(line(node, 120), many=False)
            if found:
                return found
    for node in signals.tree.css("a[rel~=author]"):
        found += bylines.names(line(node, 120), many=False)
    return found[:1]


def _bylines(signals: Signals) -> list[str]:
    for mark in signals.marked:
        if "author" not in mark.hints or "aside" in mark.hints:
            continue
        said = line(mark.node, 300)
        if 3 < len(said) < 200 and (found := _named(said, mark.node)):
            return found
    return []


def _named(said: str, node: LexborNode) -> list[str]:
    found = bylines.names(said)
    return [name for name in found if len(name.split()) > 1] if len(said) > 60 else found
