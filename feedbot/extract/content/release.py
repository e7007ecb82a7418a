"""What stands below every release of a company: who it is, whom the press may ask, what its forecasts are worth."""

from __future__ import annotations

import re

from feedbot.extract.content.features import Region
from feedbot.text import key

_HEADING = 90  # characters of the line above what is said of a company
_MOST = 0.45  # of the text that such lines can be; with more it is the story
_NAMESAKES = 3  # companies of one release; more headings of the kind are the parts of a list
_NAMED = 12  # words below "About Example" of which one is the name
_ABOUT = re.compile(
    r"(?:about|über|à propos d(?:e|u|es)?|acerca del?|sobre|informazioni su(?:l|lla)?|chi è|over|om)(?:\s+|['’])"
    r"(?:(?:the|die|der|das|den|la|les?|l['’]|el|los|las|il|lo|gli|an?|os?|de|het)\s+)?",
    re.I,
)
_PERSONS = frozenset("author authors autor autorin autoren auteur auteurs autore autori autora".split())
# The labels that news wires (Business Wire, PR Newswire, GlobeNewswire, news aktuell) set below a release in these
# languages, and the heading of what the United States' Private Securities Litigation Reform Act of 1995 has it say.
_LABELS = (
    "media contact|press contact|contact for media|media inquirie|media enquirie|press inquirie|press enquirie|"
    "investor contact|investor relations contact|forward-looking statement|cautionary statement|cautionary note|"
    "safe harbor statement|pressekontakt|presse-kontakt|medienkontakt|rückfragehinweis|pressestelle|kontakt für medien|"
    "contact presse|relations presse|contacto de prensa|contacto para prensa|contato para imprensa|"
    "assessoria de imprensa|contatti stampa|ufficio stampa|perscontact|noot voor de redactie|kontakt dla mediów|"
    "kontakt dla prasy|presskontakt|pressekontakter|контакты для сми|контакты для прессы"
)
_LABEL = re.compile(rf"(?:{_LABELS})s?(?:\s*:|\b[^.:!?\n]{{0,80}}(?:\n|$))", re.I)  # no sentence begins so


def drop_imprint(region: Region, whys: list[str]) -> None:
    """Drop all from the first such line on; never what is most of the text, nor a list of things of their own."""
    kept = [index for index, why in enumerate(whys) if not why]
    texts = [region.texts[index] for index in kept]
    left = _MOST * sum(map(len, texts))
    start = len(whys)
    for place in range(len(kept) - 1, 0, -1):
        left -= len(texts[place])
        if left < 0:
            break
        if _LABEL.match(texts[place]) or _is_about("\n".join(texts[place : place + 2])):
            start = kept[place]
    if sum(_ABOUT.match(text) is not None for text in texts if len(text) < _HEADING) <= _NAMESAKES:
        for index in range(start, len(whys)):
            whys[index] = whys[index] or "below every release"


def _is_about(text: str) -> bool:
    """Whether a text is a line "About" with a name, and below it something that is said of what is so called."""
    heading, _, below = text.partition("\n")
    found = _ABOUT.match(heading) if len(heading) < _HEADING else None
    name = heading[found.end() :].split()[:1] if found else []
    if not name or name[0][0].islower() or name[0].isdigit() or (said := key(name[0])) in _PERSONS:
        return False
    return len(said) > 1 and said in map(key, below.split()[:_NAMED])
