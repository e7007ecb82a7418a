"""What it says in short: the description, unless it is the site's slogan or the text's first line cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedbot.document.structured import types
from feedbot.extract.metadata.choice import Candidate, provenance
from feedbot.extract.metadata.signals import Signals
from feedbot.extract.metadata.texts import key, line, words
from feedbot.model import Provenance

_SHORTEST = 25  # characters that say something
_LONGEST = 1000
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\(\.\.\.\))\W*$")
_ENDED = re.compile(r"[.!?。！？؟।:»”\"'’)\]]\s*$")
_SENTENCE = re.compile(r".{40,}?[.!?。！？؟।][\"”»’)]*(?=\s|$)", re.S)
_STANDFIRST = re.compile(
    r"standfirst|(?:^|[\s_-])(?:lead|lede|dek|chapo|teaser-?text|entradilla|sub-?head(?:line|ing)?|sub-?title|deck|summary|excerpt|intro)(?:$|[\s_-])",
    re.I,
)


def summary(signals: Signals, title: str) -> tuple[str, Provenance]:
    """The page's own summary of itself as one line of text."""
    candidates = [c for c in _candidates(signals) if _says_something(c.value, signals, title)]
    for candidate in candidates:
        if not _is_beginning(candidate.value, signals):
            return candidate.value, provenance(candidate.signal, candidate.value, candidates)
    for candidate in candidates:
        if whole := "".join(_SENTENCE.findall(candidate.value)):
            return whole.strip(), provenance(f"{candidate.signal}, whole sentences", whole, candidates)
    return "", provenance("none", "", candidates)


def _candidates(signals: Signals) -> Iterator[Candidate]:
    for name in ("og:description", "description", "twitter:description", "dc.description", "sailthru.description"):
        if said := signals.first(name):
            yield Candidate(name, said[:_LONGEST])
    for name in ("description", "abstract", "alternativeHeadline"):
        if said := words(signals.article.get(name)):
            yield Candidate("json-ld", re.sub(r"<[^>]+>", " ", said)[:_LONGEST])


def _says_something(said: str, signals: Signals, title: str) -> bool:
    return len(said) >= _SHORTEST and key(said) != key(title) and key(said) not in _slogans(signals)


def _slogans(signals: Signals) -> frozenset[str]:
    """What the site says of itself on every page."""
    sites = [
        node for node in signals.document.json_ld if types(node) & {"WebSite", "Organization", "NewsMediaOrganization"}
    ]
    return frozenset(
        key(said) for node in sites for name in ("description", "slogan") if (said := words(node.get(name)))
    )


def _is_beginning(said: str, signals: Signals) -> bool:
    """Whether a description that does not end is the beginning of one of the page's paragraphs."""
    if _ENDED.search(said) and not _CUT.search(said):
        return False
    start = key(_CUT.sub("", said))
    start = start[: max(20, len(start) - 12)]  # the last word may be cut in two
    return any(_begins(key(line(node, 1200)), start) for node in signals.tree.css("p")[:40])


def _begins(paragraph: str, start: str) -> bool:
    return len(paragraph) >= 20 and (paragraph.startswith(start) or start.startswith(paragraph))
