"""The headline: what the reader sees, confirmed by what machines are told, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from feedbot import text, urls
from feedbot.extract.metadata.choice import Candidate, provenance
from feedbot.extract.metadata.signals import Signals, key, line, words
from feedbot.model import Provenance

_LONGEST = 400
# What stands between a headline and the site's name.
_SEPARATOR = re.compile(r"\s*[|｜»›·•⋆~]+\s*|\s+[-–—―/<>]+\s+|\s*(?:--|—)\s*|(?<=\w)\s?[:：]\s+")
_VENDORS = (
    "parsely-title",
    "sailthru.title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "title",
    "cxenseparse:title",
)
# Share of a heading's words that another signal must have for the heading to be the page's headline and no section's name.
_CONFIRMED = 0.34


def title(signals: Signals, chosen: str = "") -> tuple[str, Provenance]:
    """The page's headline and where it comes from; `chosen` is what the source's own selector found."""
    candidates = list(_candidates(signals))
    if chosen:
        return chosen, provenance("selector", chosen, candidates)
    winner = _visible(candidates, signals) or _told(candidates, signals)
    if not winner:
        return "", Provenance("none")
    whole = _whole(winner.value, candidates)
    return whole, provenance(winner.signal, whole, candidates)


def _candidates(signals: Signals) -> Iterator[Candidate]:
    for said in dict.fromkeys(line(node, _LONGEST) for node in signals.headings[:12]):
        if key(said) and not signals.is_site(said):
            yield Candidate("h1", said)
    if said := words(signals.article.get("headline")) or words(signals.article.get("name")):
        yield Candidate("headline", said)
    for name in ("og:title", "twitter:title"):
        if said := signals.first(name):
            yield Candidate(name, said)
    if said := signals.title_tag:
        yield Candidate("title", said)
    if said := signals.first(*_VENDORS):
        yield Candidate("vendor", said)


def _visible(candidates: list[Candidate], signals: Signals) -> Candidate | None:
    """The heading or the structured headline, where another signal confirms it.

    News desks keep the structured headline by hand; elsewhere it echoes the title for search engines.
    """
    headings = [candidate for candidate in candidates if candidate.signal == "h1"]
    headline = next((candidate for candidate in candidates if candidate.signal == "headline"), None)
    others = [candidate.value for candidate in candidates if candidate.signal != "h1"]
    voices = [*others, urls.parts(signals.url).path]
    scored = [(_confirmed(candidate.value, voices), candidate) for candidate in headings]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    heading = best[1] if best[0] >= _CONFIRMED or (len(headings) == 1 and not others) else None
    if headline and signals.is_news:
        return headline
    if heading:
        return Candidate("h1", _without_site(heading.value, signals))
    return headline


def _told(candidates: list[Candidate], signals: Signals) -> Candidate | None:
    """The title that is told to machines, without the site's name."""
    for signal in ("og:title", "twitter:title", "title", "vendor", "h1"):
        for candidate in candidates:
            if candidate.signal == signal and not signals.is_site(candidate.value):
                return Candidate(signal, _without_site(candidate.value, signals))
    return None


def _confirmed(said: str, voices: list[str]) -> float:
    """The greatest share of a text's words that one of the other signals has too."""
    own = _words(said)
    if not own:
        return 0.0
    return max((len(own & _words(voice)) / len(own) * min(1.0, 0.5 + len(own) / 8) for voice in voices), default=0.0)


@lru_cache(maxsize=4096)
def _words(said: str) -> frozenset[str]:
    return frozenset(text.words(said))


def _without_site(said: str, signals: Signals) -> str:
    """A title without the pieces at its end or its beginning that are the site's name."""
    breaks = list(_SEPARATOR.finditer(said))
    for cut in breaks:
        if _names_site(said[cut.end() :], signals) and key(said[: cut.start()]):
            return said[: cut.start()].strip()
    if breaks and _names_site(said[: breaks[0].start()], signals) and key(said[breaks[0].end() :]):
        return said[breaks[0].end() :].strip()
    return said


def _names_site(piece: str, signals: Signals) -> bool:
    return any(signals.is_site(part) for part in (piece, *_SEPARATOR.split(piece)))


def _whole(said: str, candidates: list[Candidate]) -> str:
    """A headline that was cut off at a limit, as another signal has it whole."""
    bare = said.rstrip(" .…")
    if len(bare) < 60:
        return said
    longer = [
        c.value
        for c in candidates
        if c.signal in ("h1", "og:title") and c.value.startswith(bare) and len(c.value) > len(said)
    ]
    return longer[0] if longer and (said != bare or len(said) >= 100) else said
