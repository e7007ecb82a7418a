"""From a byline to names: `By Ana Example and Ben Sample, staff writers | 25 Feb 2020` gives two names and nothing else."""

from __future__ import annotations

import re

from feedbot import dates
from feedbot.text import squeeze

_LONGEST = 60  # characters of a name
_MANY = 25  # authors of one article
# The words that open a byline in the web's main languages.
_BY = re.compile(
    r"^\W*(?:(?:article|story|post(?:ed)?|written|words?|text|texte?|artikel|published|reported|report|authored|contributed|reviewed|editor"
    r"|interview|analysis|opinion|veröffentlicht|geschrieben|publié|escrito|publicado|scritto|pubblicato|redacción|skrevet|skriven|napsal"
    r"|foto|photos?|photography|and)\s+)*"
    r"(?:by|von|vom|par|por|di|da|af|av|door|von:|aut(?:h?or|eur|ore|ori|ors|oren|or:in)(?:en|in|s|es|as|a)?|yazan|yazar|tekst|text|texte|texto|testo|autorka"
    r"|автор(?:ы|и)?|текст|penulis|oleh|laporan|reporter|скribent|toimittaja|kirjoittaja|szerző|írta|napisał[a]?|foto|от|од|від|作者|文|記者|记者|기자"
    r"|por:|بقلم|כתב|מאת|โดย|tác giả|bởi|από|του|συντάκτης|kati|ni)\b\s*[:：]?\s*",
    re.I,
)
# What ends the names: a date, a time, a place, a count of minutes, a bar; everything behind it is something else.
_END = re.compile(
    r"\s*(?:[|•·∙⋅/\n\t]|\s[-–—]\s|\bon\b(?=\s+(?:\w+\s+)?\d|\s+(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
    r"|\b(?:updated|published|posted|last|min(?:ute)?s?\s+read|reading|photo|foto|follow|share|view|read|veröffentlicht|aktualisiert|stand"
    r"|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|copyright|illustration|fact[- ]checked|medically|reviewed|edited"
    r"|for\s+(?:the\s+)?[A-Z][\w.]+(?:\.com)?|special to|in\s+[A-Z]\w+$)\b|©|\(|\[|\d{1,2}[:.]\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\b(?:19|20)\d\d\b)",
    re.I,
)
# Between two names.
_AND = re.compile(
    r"\s*[,;&、，；]\s*(?:and|und|et|y|e|och|og|en|ja|i|a|és|și|ve|και|и|та|dan|&)?\s+|\s*[;&、，；]\s*"
    r"|\s+(?:and|und|et|y|e|och|og|en|ja|és|și|ve|και|и|та|dan|with|mit|avec|con|com|med|met|plus|sowie|i)\s+(?=\S)|\s*,\s*"
)
# What a name never holds.
_ADDRESS = re.compile(r"\S+@\S+|(?:https?:)?//\S+|www\.\S+|(?<!\w)@\w+")
_NO_NAME = re.compile(
    r"[@#{}<>=_|\\]|https?:|www\.|\d{2,}|[!?]|\.\.\.|…|^\W*$"
    r"|\b(?:subscribe|newsletter|comments?|share|home|login|sign|read more|cookie|menu|search|advertis\w*|sponsored|click|e-?mail|facebook|twitter"
    r"|instagram|linkedin|whatsapp|follow|profile|view all|posts|articles|minutes?|updated|published|posted|copyright|all rights|written by|about)\b",
    re.I,
)
# Names of accounts and of nobody.
_NOBODY = frozenset(
    (
        *(
            "admin",
            "administrator",
            "root",
            "user",
            "guest",
            "author",
            "editor",
            "staff",
            "unknown",
            "anonymous",
            "none",
            "null",
        ),
        *(
            "undefined",
            "n/a",
            "na",
            "webmaster",
            "web",
            "test",
            "default",
            "website",
            "team",
            "the team",
            "writer",
            "by",
            "redaktion",
        ),
        *(
            "redacción",
            "redaccion",
            "redazione",
            "rédaction",
            "la rédaction",
            "redakcja",
            "redactie",
            "redação",
            "redakce",
            "toimitus",
        ),
        *(
            "редакция",
            "super user",
            "superuser",
            "wpadmin",
            "siteadmin",
            "content",
            "marketing",
            "editorial",
            "news",
            "autor",
            "auteur",
        ),
        *("developer", "support", "info", "contact", "true", "false", "name", "first last", "wordpress", "drupal"),
    )
)
# Words of a post or a trade: a piece of a byline that holds one is no name.
_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|journalist|columnist|contributor|producer|photographer|director|manager|head of|chief|officer|ceo|cto|cfo"
    r"|founder|president|specialist|analyst|consultant|engineer|professor|attorney|lawyer|coach|expert|author|critic|blogger|strategist|intern|fellow|staff"
    r"|redakteur(?:in)?|korrespondent(?:in)?|reporterin|chefredakteur|journaliste|rédacteur|rédactrice|correspondant|redactor|redactora|periodista"
    r"|corresponsal|giornalista|jornalista|repórter|redaktør|journalistin|ressortleiter|leiter|leitender|volontär(?:in)?|muhabir|dziennikarz|redaktor|wartawan"
    r"|jurnalis|корреспондент|журналист|обозреватель|기자|記者|记者|특파원|編集)\b",
    re.I,
)
_TITLES = re.compile(r"^(?:dr|prof|mr|mrs|ms|sir)\b\.?", re.I)
# Degrees after a comma belong to the name before it, not to another author.
_DEGREE = re.compile(
    r"^(?:ph\.?\s?d|m\.?d|md|mba|m\.?a|m\.?s|msc|b\.?a|b\.?s|bsc|rd|rdn|ldn|rn|np|pa-c|cpa|cfa|cfp®?|cepf®?|jd|esq|llm|dds|dvm|mph|msw|lcsw|lmft|lpc|facp|faad"
    r"|do|dpt|pt|cscs|cpt|jr|sr|ii|iii|iv|ms|cissp|pmp|phr|shrm-\w+|fand|faha|psyd|edd|edm|ma|ba|bs|acc|pcc)\.?®?$",
    re.I,
)


def names(said: str, *, language: str = "", many: bool = True) -> list[str]:
    """The names in a byline, in order; what is no name is left out."""
    said = squeeze(_ADDRESS.sub(" ", said))
    if not said:
        return []
    said = _opened(said)
    if any(c.isdigit() for c in said) and (found := dates.find(said, language=language)):
        said = said[: found.span[0]] if found.span[0] > 2 else said[found.span[1] :]
        said = _opened(said.strip(" ,-–—|"))
    ended = _END.search(said)
    if ended and ended.start() > 1:
        said = said[: ended.start()]
    pieces = _AND.split(said) if many else [said]
    found_names: list[str] = []
    for piece in pieces:
        piece = _tidy(piece)
        if found_names and _DEGREE.match(piece):
            continue
        if is_name(piece):
            found_names.append(piece)
        elif found_names and _ROLE.search(piece):
            continue
    return list(dict.fromkeys(found_names))[:_MANY]


def _opened(said: str) -> str:
    """The text behind "By" and its kin."""
    opened = _BY.match(said)
    return said[opened.end() :] if opened and opened.end() < len(said) else said


def _tidy(piece: str) -> str:
    piece = piece.strip(" \t,;:|·•-–—*\"'“”„()[]/\xa0")
    piece = re.sub(r"^(?:and|und|et|y|och|og|by|von|par|por)\s+", "", piece, flags=re.I)
    piece = re.sub(r"\s+(?:기자|記者|记者)$", "", piece)
    if piece.endswith(".") and not re.search(r"\b(?:Jr|Sr|[A-ZÀ-Ý]|Ph\.?D|M\.D|D)\.$", piece):
        piece = piece[:-1]
    return piece.strip()


def is_name(piece: str) -> bool:
    """Whether a piece of text can be the name of a person, a desk or an agency."""
    if not 2 <= len(piece) <= _LONGEST or piece.lower() in _NOBODY or _NO_NAME.search(piece):
        return False
    parts = piece.split()
    if len(parts) > 7:
        return False
    if not piece[0].isupper() and piece[0].lower() != piece[0].upper():
        return len(parts) <= 4 and any(part[0].isupper() for part in parts[1:])  # "de la Cruz", but no "the best of"
    return True
