"""What it says in short: the description, unless it is the site's slogan or the text's first line cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedbot.extract.metadata.choice import Candidate, provenance
from feedbot.extract.metadata.signals import Signals
from feedbot.extract.metadata.texts import line, words
from feedbot.model import Provenance
from feedbot.text import key

_SHORTEST = 25  # characters that say something
_LONGEST = 1000
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\(\.\.\.\))\W*$")
_ENDED = re.compile(r"[.!?。！？؟।:»”\"'’)\]]\s*$")
_SENTENCE = re.compile(r".{40,}?[.!?。！？؟।][\"”»’)]*(?=\s|$)", re.S)
# Whose structured data says on every page what the site is.
_SITES = frozenset(("WebSite", "Organization", "NewsMediaOrganization"))
_PARAGRAPHS = 40  # paragraphs that are looked at
_PREFIX = 20  # letters by which most texts are told apart


def summary(signals: Signals, title: str) -> tuple[str, Provenance]:
    """The page's own summary of itself as one line of text."""
    idle = {key(title), *_slogans(signals)}
    candidates = [c for c in _candidates(signals) if len(c.value) >= _SHORTEST and key(c.value) not in idle]
    beginnings: set[str] = set()  # several signals mostly say the same
    for candidate in candidates:
        if candidate.value not in beginnings and not _is_beginning(candidate.value, signals):
            return candidate.value, provenance(candidate.signal, candidate.value, candidates)
        beginnings.add(candidate.value)
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


def _slogans(signals: Signals) -> Iterator[str]:
    """What the site says of itself on every page."""
    for node in signals.nodes(_SITES):
        yield from (key(said) for name in ("description", "slogan") if (said := words(node.get(name))))


def _is_beginning(said: str, signals: Signals) -> bool:
    """Whether a description that does not end is the beginning of one of the page's paragraphs."""
    if _ENDED.search(said) and not _CUT.search(said):
        return False
    start = key(_CUT.sub("", said))
    start = start[: max(20, len(start) - 12)]  # the last word may be cut in two
    for node in signals.document.elements("p")[:_PARAGRAPHS]:
        prefix = key(line(node, 2 * _PREFIX))[:_PREFIX]
        if start.startswith(prefix[: len(start)]) and _begins(key(line(node, 1200)), start):
            return True
    return False


def _begins(paragraph: str, start: str) -> bool:
    return len(paragraph) >= _PREFIX and (paragraph.startswith(start) or start.startswith(paragraph))
