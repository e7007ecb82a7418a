"""The language that a page declares, and a check of it on the text."""

from __future__ import annotations

import re
from collections import Counter

from feedbot.document import Document
from feedbot.extract.metadata.choice import Candidate, provenance
from feedbot.extract.metadata.signals import Signals
from feedbot.extract.metadata.texts import words
from feedbot.model import Provenance

# BCP 47: language, script, region; what follows is of no use to a feed.
_TAG = re.compile(r"\s*([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?![a-z])", re.I)
# Codes that were withdrawn or that are countries, as sites still write them.
_MENDED = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "jp": "ja",
    "ua": "uk",
    "cz": "cs",
    "dk": "da",
    "kr": "ko",
    "gr": "el",
    "cn": "zh",
    "no": "no",
}
_NAMES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "italian": "it",
}

# The most frequent short words that tell a language from its neighbours (from the function words of each grammar); one
# that several languages have stands with all of them, lest it speak for one alone.
_STOP = {
    "en": "the and of to in is that for was with",
    "de": "der die und das ist nicht mit den von auf",
    "fr": "de la les des est dans une que pour qui sur pas",
    "es": "de la los las una que del por con para está más",
    "pt": "de não uma que dos para com mais são pelo às",
    "it": "di la che della per una sono gli nel più con anche",
    "nl": "de het een van niet dat zijn voor met ook aan",
    "sv": "och att det som inte för är på av ett",
    "da": "og det ikke til af der på med blev jeg",
    "no": "og det ikke til av som på med ble jeg",
    "fi": "ja on että ei oli mutta hän myös joka kun",
    "pl": "nie się na jest że do jak to przez oraz",
    "cs": "se na je že jsou který jako nebo také podle",
    "sk": "sa na je že sú ktorý ako alebo tiež podľa",
    "hu": "az egy hogy nem és van meg csak már volt",
    "ro": "și în de la că nu pe este care pentru",
    "hr": "je se na su da za od koji kao što",
    "tr": "ve bir bu için ile olarak daha çok olan gibi",
    "id": "yang dan di dengan untuk dari ini pada tidak itu",
    "vi": "của và là các có không được cho trong một",
    "lt": "ir kad yra su tai bet buvo kaip iš jo",
    "lv": "un ir ka ar no par kas bet arī to",
    "et": "ja on ei et see oli kui mis aga ka",
    "ca": "de la els les que una amb per és dels més està",
    "ru": "и не на что это как по из он для",
    "uk": "і не на що це як та від він для",
    "bg": "и на не да се от за като през са",
    "sr": "је и да се на су за од који као",
}
_SPOKEN: dict[str, list[str]] = {}  # word -> the languages that it speaks for
for _code, _line in _STOP.items():
    for _word in _line.split():
        _SPOKEN.setdefault(_word, []).append(_code)
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
# Languages that share a script with the one that stands for it above.
_SHARED = {
    "ar": frozenset(("ar", "fa", "ur", "ps", "ckb", "ku", "ug")),
    "hi": frozenset(("hi", "mr", "ne", "sa", "kok")),
    "he": frozenset(("he", "yi")),
    "bn": frozenset(("bn", "as")),
    "zh": frozenset(("zh", "yue", "ja")),
    "ru": frozenset(("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg", "uz", "tt")),
}
_FOREIGN = re.compile("[^\x00-\u036f\u1e00-\u20cf]")  # no Latin letter and no sign that stands among them
_SAMPLE = 1500  # characters that are looked at
_ENOUGH = 30  # words under which nothing is decided


def language(declared: str, text: str) -> str:
    """The declared language, or the one that the text is plainly in where the two contradict each other.

    >>> language("en-US", "")
    'en-US'
    >>> language("en", "これは日本語で書かれた記事です。" * 9)
    'ja'
    """
    code = declared.split("-")[0]
    found = detect(text, code)
    if not found:
        return declared
    return declared if code and (code == found or code in _SHARED.get(found, ()) or code not in _KNOWN) else found


def detect(text: str, declared: str = "") -> str:
    """The language of a text by its script and its function words, or "" where that does not decide.

    The words of the declared language count for it twice: neighbours share many.
    """
    sample = text[:_SAMPLE]
    size = len(sample) - sample.count(" ")
    if size < 60:
        return ""
    foreign = [] if sample.isascii() else _FOREIGN.findall(sample)
    if len(foreign) < 0.3 * size:
        return _by_words(sample, _LATIN, declared)
    letters = "".join(foreign)
    code = next((code for code, script in _SCRIPTS if len(script.findall(letters)) > _SHARE.get(code, 0.3) * size), "")
    return _by_words(sample, _CYRILLIC, declared) or code if code == "ru" else code


_SHARE = {"ja": 0.05}  # of the characters; Japanese is known by few of its own
_CYRILLIC = frozenset(("ru", "uk", "bg", "sr"))
_LATIN = frozenset(_STOP) - _CYRILLIC
_KNOWN = frozenset(_STOP) | {code for code, _ in _SCRIPTS} | {code for shared in _SHARED.values() for code in shared}


def _by_words(sample: str, among: frozenset[str], declared: str) -> str:
    """The one of these languages that the function words speak for."""
    found = sample.lower().split()
    if len(found) < _ENOUGH:
        return ""
    spoken = [_SPOKEN[word] for word in found if word in _SPOKEN]
    count = Counter([code for codes in spoken for code in codes if code in among])
    count[declared] *= 2
    (code, best), (_, second) = [*count.most_common(2), ("", 0), ("", 0)][:2]
    return code if best > 0.06 * len(found) and best > 1.3 * second else ""


def declared(signals: Signals) -> tuple[str, Provenance]:
    """The language that the page names for itself, as BCP 47 writes it: `en-US`."""
    candidates = [Candidate(signal, tag) for signal, said in _declarations(signals) if (tag := normal(said))]
    if not candidates:
        return "", Provenance("none")
    return candidates[0].value, provenance(candidates[0].signal, candidates[0].value, candidates)


def _declarations(signals: Signals) -> list[tuple[str, str]]:
    document: Document = signals.document
    root = document.tree.css_first("html")
    said = dict(root.attributes) if root is not None else {}
    return [
        ("html lang", said.get("lang") or said.get("xml:lang") or ""),
        ("json-ld", words(signals.article.get("inLanguage"))),
        ("og:locale", signals.first("og:locale")),
        ("content-language", signals.first("content-language", "dc.language", "dcterms.language", "language")),
    ]


def normal(said: str) -> str:
    """A language tag in its usual form, or "" where the text is none.

    >>> normal("EN_us"), normal("zh-hans-cn"), normal("english"), normal("x")
    ('en-US', 'zh-Hans-CN', 'en', '')
    """
    if said.strip().lower() in _NAMES:
        return _NAMES[said.strip().lower()]
    found = _TAG.match(said)
    if not found:
        return ""
    code = _MENDED.get(found[1].lower(), found[1].lower())
    return "-".join(filter(None, (code, (found[2] or "").title(), (found[3] or "").upper())))
