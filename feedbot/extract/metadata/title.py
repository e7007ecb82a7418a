"""The headline: what the reader sees, confirmed by what machines are told, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from feedbot import text, urls
from feedbot.extract.metadata.choice import Candidate, provenance
from feedbot.extract.metadata.signals import TITLE, Signals
from feedbot.extract.metadata.sites import SEPARATOR
from feedbot.extract.metadata.texts import line, words
from feedbot.model import Provenance
from feedbot.text import key

_LONGEST = 400
_SOURCE = re.compile(r"\s*(?:（[^（）]{1,40}）|\([^()]{1,40}\)|【[^【】]{1,40}】)$")  # in brackets behind a headline
_COLON = re.compile("[:：]")  # belongs to the headline, whatever others leave out
_BARS = frozenset("|｜»›·•")
_VENDORS = (
    "parsely-title",
    "sailthru.title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "title",
    "cxenseparse:title",
)
# Share of a heading's words that another signal must have, or it may be a section's name.
_CONFIRMED, _CONFIRMED_AMONG_MANY = 0.34, 0.5


def title(signals: Signals, chosen: str = "") -> tuple[str, Provenance]:
    """The page's headline and where it comes from; `chosen` is what the source's own selector found."""
    candidates = list(_candidates(signals))
    if chosen:
        return chosen, provenance("selector", chosen, candidates)
    winner = _visible(candidates, signals) or _told(candidates, signals)
    if not winner:
        return "", Provenance("none")
    whole = _set(_whole(winner.value, candidates, signals), candidates)
    return whole, provenance(winner.signal, whole, candidates)


def _candidates(signals: Signals) -> Iterator[Candidate]:
    """What the page calls itself, as far as a title can go: the work on it grows with the square of its length."""
    for signal, said in _said(signals):
        yield Candidate(signal, said[:TITLE].rstrip())


def _said(signals: Signals) -> Iterator[tuple[str, str]]:
    for said in dict.fromkeys(signals.heading_lines):
        if key(said) and not signals.is_site(said):
            yield "h1", said
    said = words(signals.article.get("headline")) or words(signals.article.get("name"))
    if said and not signals.is_site(said):
        yield "headline", said
    for name in ("og:title", "twitter:title"):
        if said := signals.first(name):
            yield name, said
    if said := signals.title_tag:
        yield "title", said
    if said := signals.first(*_VENDORS):
        yield "vendor", said


def _visible(candidates: list[Candidate], signals: Signals) -> Candidate | None:
    """The heading or the structured headline, where another signal confirms it.

    News desks keep the structured headline by hand; elsewhere it echoes the title for search engines.
    """
    headings = [candidate for candidate in candidates if candidate.signal == "h1"]
    others = [candidate for candidate in candidates if candidate.signal != "h1"]
    headline = next((candidate for candidate in others if candidate.signal == "headline"), None)
    voices = [candidate.value for candidate in others] + [urls.parts(signals.url).path.rstrip("/").rpartition("/")[2]]
    heard = [_words(voice) for voice in dict.fromkeys(voices)]
    scored = [(_confirmed(candidate.value, heard), candidate) for candidate in headings]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    heading = (
        best
        if score >= (_CONFIRMED if len(headings) == 1 else _CONFIRMED_AMONG_MANY) or (len(headings) == 1 and not others)
        else None
    )
    shown = Candidate("h1", _without_site(heading.value, signals, candidates)) if heading else None
    if not headline:
        return shown
    kept = Candidate("headline", _without_site(headline.value, signals, candidates))
    if not shown:
        return kept
    by_hand = (
        signals.is_news
        and _confirmed(headline.value, [_words(voice) for voice in (shown.value, *voices[1:])])
        and not _echoes(kept, shown, others, signals)
    )
    return kept if by_hand else shown


def _echoes(kept: Candidate, shown: Candidate, others: list[Candidate], signals: Signals) -> bool:
    """Whether a structured headline repeats <title> only, while heading and og:title agree on another."""
    said = {candidate.signal: key(_without_site(candidate.value, signals, [])) for candidate in others}
    return key(kept.value) == said.get("title") and key(shown.value) == said.get("og:title")


def _told(candidates: list[Candidate], signals: Signals) -> Candidate | None:
    """The title that is told to machines, without the site's name."""
    below = (signals.document.elements("h2") + signals.document.elements("h3"))[:12]
    smaller = [Candidate("h2", line(node, _LONGEST)) for node in below]
    for signal in ("og:title", "twitter:title", "title", "vendor", "h1"):
        for candidate in candidates:
            if candidate.signal == signal and not signals.is_site(candidate.value):
                shown = _shown_behind(candidate.value, smaller) if signal == "title" else ""
                return Candidate(signal, shown or _without_site(candidate.value, signals, [*candidates, *smaller]))
    return None


def _shown_behind(said: str, smaller: list[Candidate]) -> str:
    """The end of a title, behind what must be the site's name, that a smaller heading shows as well, or ""."""
    shown = {key(candidate.value) for candidate in smaller}
    for cut in SEPARATOR.finditer(said):
        lead, rest = said[: cut.start()], said[cut.end() :]
        if not _COLON.search(cut[0]) and len(rest.split()) > len(lead.split()) and key(rest) in shown:
            return rest.strip()
    return ""


def _confirmed(said: str, voices: list[frozenset[str]]) -> float:
    """The greatest share of a text's words that one of the other signals has too; one or two words prove less."""
    own = _words(said)
    if not own:
        return 0.0
    return max((len(own & voice) / len(own) * min(1.0, 0.5 + len(own) / 8) for voice in voices), default=0.0)


def _words(said: str) -> frozenset[str]:
    return frozenset(text.words(said))


def _without_site(said: str, signals: Signals, candidates: list[Candidate]) -> str:
    """A title without the site's name at its end or its beginning, and without what another signal leaves out."""
    known = {key(candidate.value) for candidate in candidates if candidate.value != said}
    if (source := _SOURCE.search(said)) and key(said[: source.start()]) in known:
        return said[: source.start()].strip()
    breaks = list(SEPARATOR.finditer(said))
    smaller = {key(candidate.value) for candidate in candidates if candidate.signal == "h2"}
    if whole := next((said[: cut.start()] for cut in breaks if _is_whole(said, cut, known, smaller)), ""):
        return whole.strip()
    for cut, following in pairwise(breaks):
        if (
            not _COLON.search(cut[0])
            and key(said[: cut.start()])
            and signals.is_site(said[cut.end() : following.start()])
        ):
            return said[: cut.start()].strip()  # behind the site's name there is its slogan
    return _without_lead(_without_tail(said, breaks, signals), signals)


def _is_whole(said: str, cut: re.Match[str], known: set[str], smaller: set[str]) -> bool:
    """Whether another signal has what stands before a bar; before a colon a heading that is most of the title."""
    rest = key(said[: cut.start()])
    return rest in known if not _COLON.search(cut[0]) else rest in smaller and 2 * cut.start() > len(said)


def _without_tail(said: str, breaks: list[re.Match[str]], signals: Signals) -> str:
    """Without the site's name at the end, and the sections that stand before it between bars of the same kind."""
    sign = ""
    for cut in reversed(breaks):
        rest, tail = said[: cut.start()], said[cut.end() :]
        same = cut[0].strip() == sign and sign in _BARS and len(tail.split()) <= 3 < len(rest.split())
        if not key(rest) or not (same or signals.is_site(tail) or _of_domain(rest, tail, cut[0], signals)):
            break
        said, sign = rest, cut[0].strip()
    return said.strip()


def _without_lead(said: str, signals: Signals) -> str:
    while cut := SEPARATOR.search(said):
        if not signals.is_site(said[: cut.start()]) or not key(said[cut.end() :]):
            break
        said = said[cut.end() :]
    return said.strip()


def _of_domain(rest: str, piece: str, bar: str, signals: Signals) -> bool:
    """Whether the few words behind a bar share letters with the site's domain: `Koia` at drinkkoia.com."""
    if _COLON.search(bar) or len(piece.split()) > len(rest.split()):
        return False
    label = key(urls.site(urls.host(signals.url)).partition(".")[0])
    words = [key(word) for word in piece.split()]
    if not label or not 1 <= len(words) <= 5:
        return False
    initials = "".join(word[:1] for word in words)
    return any(len(word) > 3 and word in label for word in words) or (len(initials) > 2 and initials == label)


def _whole(said: str, candidates: list[Candidate], signals: Signals) -> str:
    """A headline that was cut off at a limit, as another signal has it whole."""
    bare = said.rstrip(" .…")
    if len(bare) < 60 or (said == bare and len(said) < 100):
        return said
    for candidate in candidates:
        if candidate.signal in ("h1", "og:title", "title") and candidate.value.startswith(bare):
            whole = _without_site(candidate.value, signals, [])
            if len(whole) > len(said):
                return whole
    return said


def _set(said: str, candidates: list[Candidate]) -> str:
    """A headline in capitals, as another signal sets it in small letters."""
    if not said.isupper():
        return said
    return next((c.value for c in candidates if key(c.value) == key(said) and not c.value.isupper()), said)
