"""From a byline to names: `By Ana Example and Ben Sample, staff writers | 25 Feb 2020` gives two names, no more."""

from __future__ import annotations

import re

from feedbot import dates
from feedbot.text import squeeze

_LONGEST = 60  # characters of a name
_LINE = 1000  # characters of a byline that are read: the work on one grows with the square of its length
_TRADE = 5  # words of a trade
_MANY = 25  # authors of one article

# The words that open a byline, in the web's main languages: what was done, and by whom.
_DONE = (
    "article|story|post|posted|written|words|text|texte|artikel|published|reported|report|authored|contributed|interview|analysis"
    "|opinion|review|veröffentlicht|geschrieben|publié|escrito|publicado|scritto|pubblicato|redacción|skrevet|skriven|napsal"
    "|por|a cura"
)
_PEOPLE = (
    r"by|von|vom|par|por|di|da|door|af|av|aut(?:h?or|eur|ore|ori|ores|ors|oren|or:in|orin|orinnen|rice|eurs)?(?:\(s\))?"
    r"|written by|yazan"
    r"|yazar|tekst|texto|testo|autork[ay]|автор(?:ы|и|ка)?|текст|penulis|oleh|toimittaja|kirjoittaja|szerző|írta|napisała?|oprac\.|contributors?"
    r"|скрипт|作者|文|記者|记者|작성자|기자명|글쓴이"
    r"|بقلم|כתב|מאת|โดย|tác giả|bởi|από|του|της|των|συντάκτης|نویسنده|نگارنده|خبرنگار"
)
# What was made, which opens a byline where a colon follows.
_MADE = (
    r"(?:words|story|texte?|texto|testo|tekst|interview|entretien|entrevista|intervista|haber|گزارش)"
    r"(?:\s*(?:and|und|et|y|e|&|/|og|i)\s*(?:photos?|fotos?|pictures|bilder|zdjęcia))?"
)
# Lower case, like the texts that they are held against: re.I takes ten times as long.
_OPENER = re.compile(rf"\W*(?:(?:{_DONE})\s+)*(?:{_PEOPLE})(?:\s*[:：／]\s*|(?!\w)\s*)|\W*(?:{_MADE})\s*[:：]\s*")
_LABEL = re.compile(rf"\W*(?:(?:{_DONE})\s+)*(?:{_PEOPLE}|words|text|story|written by)\s*[:：]?\W*")

# What ends the names: a bar, a bracket, an update, a count of minutes; what stands behind it is something else.
_END = re.compile(
    r"\s*[|•·∙⋅⋆/／\n\t©(\[].*|\s[-–—]\s.*|\s*[,;]?\s+\bon\s+(?:behalf\b.*|$)"
    r"|\W+(?:updated|published|posted|last (?:updated|modified)|min(?:ute)?s? read|reading time|photo(?:graph)?s?"
    r"|fotos?|pictures?:|bilde?r?:|illustrat\w+|follow|share"
    r"|view all|read (?:more|time)|veröffentlicht|aktualisiert|stand|publié|mis à jour|publicado|actualizado|pubblicato"
    r"|aggiornato|copyright"
    r"|fact[- ]checked|medically|reviewed|edited|special to).*",
    re.I | re.S,
)
_DATELINE = re.compile(r"^\([^()]{2,20}=[^()]{2,20}\)\s*")  # "(서울=연합뉴스) 김철수 기자": the place and the agency
# "Ana Example (Mill University) and Ben Sample": the body that one of several belongs to
_OF = re.compile(r"(?<=\w)\s*\([^()\d]{2,60}\)(?=\s*(?:[,;&]|(?:and|und|et|y|e|och|og|en|i|и)\s)\s*\S)")
_FROM = re.compile(r"\s(?:in|from|aus) [A-Z][\w.-]+(?: [A-Z][\w.-]+){0,2}$")  # "Ana Example in Berlin"
_AT = re.compile(r"(?<=\w) at [A-Z][\w.' -]{1,40}$")  # "Ana Example at Mill Park"
_FOR = re.compile(r"\s[Ff]or (?:[Tt]he )?[A-Z].*")  # "By Ana Example for The Herald"
# Between two names.
_WORDS_FOR_AND = "and|und|et|y|e|och|og|en|ja|i|a|és|și|ve|και|и|та|dan|with|mit|avec|con|com|med|met|plus|sowie|&|\\+"
_AND = re.compile(rf"\s*[,;，；、]\s*(?:(?:{_WORDS_FOR_AND})\s+)?|\s*[&+]\s*|\s+(?:{_WORDS_FOR_AND})\s+(?=\S)")
_ADDRESS = re.compile(r"\S+@\S+\.\S+|(?:https?:)?//\S+|www\.\S+|(?<!\w)@\w+")
# What no name holds: signs, numbers, the words of buttons and labels.
_NO_NAME = re.compile(
    r"[@#{}<>=_|\\:：!?]|https?|www\.|\d{3,}|\.\.\.|…|^\W*$|^(?:sun|mon|tue|wed|thu|fri|sat)\w{0,6}$"
    r"|\b(?:subscribe|newsletter|comments?|share|home|log ?in|sign (?:in|up)|read (?:more|next|time)|learn more"
    r"|more (?:from|by)|cookie|menu|search"
    r"|advertis\w*|sponsored|click|e-?mail|facebook|twitter|instagram|linkedin|whatsapp|youtube|follow|profile|view|posts|articles|minutes?|mins?"
    r"|updated|published|posted|copyright|rights|written by|about|images?|getty|photo|credit|source|quelle|foto|powered"
    r"|contact us|privacy"
    r"|unserer|years|the author|our|your|how|what|why|this|that|from|facts?|bio|text size|based|find|get|show|hide"
    r"|download|front page|password|reset|lizenz|licen[cs]e|beiträge|creative commons|all (?:posts|stories)"
    r"|best|top|free|video|sidebar|location|tags|etiquetas|schlagworte|publicado|actualizado|publié|pubblicato"
    r"|aggiornato|veröffentlicht|aktualisiert|opublikowano|yayınlan\w+|gepubliceerd)\b",
    re.I,
)
# Accounts, desks and nobody.
_NOBODY = frozenset(
    (
        "admin|administrator|root|user|guest|author|editor|staff|unknown|anonymous|none|null|"
        "undefined|n/a|webmaster|web|test|default|website|team|the team|writer|by|redaktion|redacción|"
        "redaccion|redazione|rédaction|la rédaction|redakcja|redactie|redação|redakce|toimitus|редакция|"
        "super user|superuser|wpadmin|siteadmin|content|marketing|editorial|news|autor|auteur|developer|"
        "support|info|contact|true|false|name|wordpress|drupal|authors|by:|writers|journalist|reporter"
    ).split("|")
)
# Words of a post or a trade: from there on a byline speaks of something else than the name.
_ROLE = (
    "reporter|correspondent|editors?|writers?|journalist|columnist|contributor|contributing|producer|photographer|director|manager|head|chief"
    "|officer|ceo|cto|cfo|coo|cmo|founder|co-founder|president|specialist|analyst|consultant|engineer|professor|attorney|lawyer|coach|expert"
    "|author|critic|blogger|strategist|intern|fellow|staff|senior|sr|junior|deputy|associate|assistant|executive|managing|lead|freelance|former"
    "|content|marketing|digital|product|coordinator|educators?|grader|vice|partner|developer|designer|researcher|scientist|redakteur(?:in)?"
    "|korrespondent(?:in)?|reporterin|chefredakteur(?:in)?|journaliste|rédact(?:eur|rice)|redactora?|periodista|corresponsal|giornalista|jornalista"
    "|repórter|redaktør|journalistin|ressortleiter(?:in)?|leiter(?:in)?|leitender?|volontär(?:in)?|muhabir|dziennikarz|redaktor|wartawan|jurnalis"
    "|корреспондент|журналист|обозреватель|기자|특파원|記者|记者"
)
_ROLE_PIECE = re.compile(rf"(?:^|\s)(?:{_ROLE})\b", re.I)
_ROLE_TAIL = re.compile(rf"\s+(?:{_ROLE})(?!\w).*$", re.I)
# Degrees after a comma belong to the name before it.
_DEGREE = re.compile(
    r"(?:ph\.?\s?d|m\.?\s?d|mba|m\.?a|m\.?s|msc|b\.?a|b\.?s|bsc|rdn?|ldn|rn|np|pa-c|cpa|cfa|cfp|cepf|jd|esq|llm|dds|dmd|dvm|vmd|mph|msw|lcsw|lmft"
    r"|lpc|facp|faclm|faad|do|dpt|pt|cscs|cpt|jr|sr|ii|iii|iv|cissp|pmp|phr|fand|faha|psyd|edd|edm|acc|pcc)[.®*]*",
    re.I,
)
_CASELESS_ROLE = re.compile(r"\s*(?:기자|특파원|記者|记者)$")
_REPORTER = re.compile(
    r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,6}(?: \S{1,4})?)\s?(?:기자|특파원|記者|记者)(?:$|[\s|(/])"
)
_DESK = re.compile(r"\b(?:staff|team|desk|editors|contributors?|board)$", re.I)
_DANGLING = re.compile(rf"\s+(?:{_WORDS_FOR_AND})$")
# Words that stand in names in small letters.
_PARTICLES = frozenset(
    """
    de der den del della di da do dos das du la le las los el al bin ibn ben van von vom zu zur ter ten te y e af av
    't 's
    """.split()
)
_CASELESS = re.compile(r"[\u0590-\u06ff\u0900-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u10a0-\u10ff]")


def is_label(said: str) -> bool:
    """Whether a text is nothing but what opens a byline: `By`, `Written by:`, `Von`, `Autor:`."""
    return len(said) < 40 and bool(_LABEL.fullmatch(said.lower()))


def opened(said: str) -> str:
    """What stands behind `By` and its kin, or "" where the text does not open like a byline."""
    found = _OPENER.match(_lower(said))
    return said[found.end() :].strip() if found else ""


def _lower(said: str) -> str:
    """The text in lower case, if places in it stay the same: `İ` becomes two characters."""
    lower = said.lower()
    return lower if len(lower) == len(said) else said


def names(said: str, *, language: str = "", told: bool = False) -> list[str]:
    """The names in a byline, in order; what is no name is left out.

    `told`: the text was written for machines, so that names of accounts count and no trade is glued to a name.
    """
    said = _DATELINE.sub("", squeeze(_ADDRESS.sub(" ", said[:_LINE])))
    said = opened(said) or said
    if any(c.isdigit() for c in said):
        said = _undated(said, language)
    said = _OF.sub("", said)
    ended = _FOR.search(said) or _END.search(said)
    if ended and ended.start() > 1:
        said = said[: ended.start()]
    found: list[str] = []
    for piece in _AND.split(said):
        piece = _tidy(piece, told)
        if found and (_DEGREE.fullmatch(piece) or _ROLE_PIECE.search(piece)):
            continue
        if is_name(piece) or (told and _is_handle(piece)):
            found.append(piece)
    return list(dict.fromkeys(found))[:_MANY]


def _undated(said: str, language: str) -> str:
    """The byline up to its date, or behind a date that opens it."""
    found = dates.find(said, language=language)
    if not found:
        return said
    start, stop = found.span
    rest = said[:start] if start > 3 else said[stop:].strip(" ,-–—|·•")
    return opened(rest) or rest


def _tidy(piece: str, told: bool = False) -> str:
    piece = piece.strip(" \t,;:|·•-–—*\"'“”„()[]/\xa0")
    piece = re.sub(r"(?<=[^\W\d_])\d{1,2}$", "", opened(piece) or piece)  # the mark of a footnote
    if (place := _AT.search(piece)) and is_person(piece[: place.start()]):
        piece = piece[: place.start()]
    piece = _FROM.sub("", _CASELESS_ROLE.sub("", _DANGLING.sub("", piece)))
    if len(piece.split()) > 2 and not told and not _DESK.search(piece):
        cut = _ROLE_TAIL.search(piece)
        if cut and len(piece[: cut.start()].split()) > 1:
            piece = piece[: cut.start()]
    if piece.endswith(".") and not re.search(r"(?:\b(?:Jr|Sr|Ph\.?D|M\.D)|(?:^|[\s.])\w)\.$", piece):
        piece = piece[:-1]
    return piece.strip(" ,;:|-–—")


def is_name(piece: str) -> bool:
    """Whether a piece of text can be the name of a person, a desk or an agency."""
    if not 2 <= len(piece) <= _LONGEST or piece.lower() in _NOBODY or _NO_NAME.search(piece) or len(piece.split()) > 7:
        return False
    first = piece[0]
    if first.isupper() or _CASELESS.match(first):
        return True
    parts = piece.split()
    return 1 < len(parts) <= 4 and parts[0].lower() in _PARTICLES and parts[-1][0].isupper()


def is_person(piece: str) -> bool:
    """Whether a name looks like that of a person: two to five words in capitals, small particles between them.

    >>> is_person("Ana de la Cruz"), is_person("Staff"), is_person("Personal finance")
    (True, False, False)
    """
    if not is_name(piece) or _ROLE_PIECE.search(piece):
        return False
    if _CASELESS.search(piece):
        return len(piece) <= 24 and len(piece.split()) <= 4
    parts = piece.split()
    if not 2 <= len(parts) <= 5 or piece.split()[0].lower() in ("the", "le", "team", "die", "das"):
        return False
    return all(part[0].isupper() or part.lower() in _PARTICLES for part in parts) and not _BODY.search(piece)


def reporter(piece: str) -> str:
    """The name at a text's beginning that has a reporter's title behind it, as Korean and Japanese bylines do; or "".

    >>> reporter("김민수 기자 minsu@example.kr")
    '김민수'
    """
    found = _REPORTER.match(_DATELINE.sub("", piece))
    return found[1] if found else ""


def is_trade(piece: str) -> bool:
    """Whether a text is nothing but somebody's trade: `Environment correspondent`."""
    return len(piece.split()) <= _TRADE and not is_person(piece) and bool(_ROLE_PIECE.search(piece))


# Words of organisations.
_BODY = re.compile(
    r"\b(?:news|team|inc|ltd|llc|gmbh|group|media|magazine|press|agency|agentur|agence|university|institute|center|centre|association|society|foundation"
    r"|times|post|daily|redaktion|desk|company|services?|online|blog|studio|studios|network|department|ministry|council|bank|college|school|clinic)\b",
    re.I,
)


def _is_handle(piece: str) -> bool:
    """Whether a text is the name of an account, which some sites show in a name's place."""
    return (
        bool(re.fullmatch(r"[a-zäöüß][\w.-]{2,24}(?: [a-zäöüß]\w{2,20})?", piece))
        and piece.lower() not in _NOBODY
        and not _NO_NAME.search(piece.replace("_", ""))
    )
