"""Whether a page gives only the beginning of its article, and what says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from feedbot import text
from feedbot.document import Document
from feedbot.document.structured import types

# More words than this are taken for the whole, where nothing but a general remark says otherwise.
_WHOLE = 400
_TEASER = 120
_SHARE = 0.6  # of the words that the page states
_NUMBER = re.compile(r"\d{1,9}")
_ABOUT = 0.15  # how far two counts of the same characters may differ
_ARTICLE = re.compile(r"Article|BlogPosting|Report|Review|Posting|WebPage|CreativeWork")

# Sentences that stand where a text was cut off. Each names the subscription or the going on, never a mere offer.
_CUT = re.compile(
    r"(?:subscribe|sign (?:in|up)|log ?in|register|join)(?: now| today| here)?(?: for free)? to (?:continue|keep"
    r"|finish) reading|to (?:continue|keep) reading,? (?:this|subscribe|sign|log|please|you)|(?:continue"
    r"|keep) reading with a|to read the (?:full|whole|entire|rest of (?:the|this)) (?:article|story|post)"
    r"|preview of subscription content|become a (?:patron|member|subscriber) to (?:unlock|read)|(?:this"
    r"|the) (?:article|story|content|post) is (?:exclusively |only |available )*(?:for|to"
    r"|reserved for) (?:\w+ )?(?:paid )?(?:subscribers|members)|(?:subscribers?|members?)[- ]only (?:article|content"
    r"|story|post)|this (?:post|story) is for paid|unlock this (?:article|story)|you(?:'"
    r"|’)?ve reached your (?:free )?(?:article )?limit|(?:dieser|der) (?:artikel|beitrag|text) ist (?:nur )?(?:für"
    r"|exklusiv)|(?:jetzt|artikel) (?:weiterlesen mit|mit .{1,20} weiterlesen)|(?:den )?(?:ganzen|gesamten"
    r"|vollständigen) artikel mit|weiterlesen mit (?:\w+ ){0,2}(?:plus|abo|\w ?\+)|um (?:diesen artikel "
    r"|den artikel )?weiter ?zu ?lesen|lesen sie (?:diesen artikel )?mit .{1,20} weiter|(?:la suite|article|contenu"
    r"|cet article)[^.]{0,30} (?:est )?réservée? aux? abonnés|il vous reste .{1,10} de cet article"
    r"|pour lire la suite|poursuivre (?:la|votre) lecture|(?:contenido|art[íi]culo|noticia)[^.]{0,30} (?:exclusivo"
    r"|solo) para s[ou][sb]?scriptores|para seguir leyendo|para continuar leyendo|(?:contenuto"
    r"|articolo)[^.]{0,30} riservato (?:agli|ai) abbonati|per continuare (?:a leggere|la lettura)"
    r"|continua a leggere con|exclusivo para assinantes|para continuar (?:a ler|lendo)"
    r"|(?:artikel )?(?:is )?alleen voor abonnees|lees verder met|verder lezen met|(?:artikeln|artikel) är (?:låst"
    r"|(?:endast )?för prenumeranter)|läs vidare med|(?:artiklen|saken) er (?:kun )?for abonnenter"
    r"|denne (?:artikkelen|saken) er (?:kun )?for abonnenter|vain tilaajille|jatka lukemista tilaamalla|(?:статья"
    r"|материал|текст)[^.]{0,30} (?:доступ\w+|только) (?:только )?(?:по подписке|подписчикам|для подписчиков)"
    r"|(?:artykuł|treść|tekst)[^.]{0,30} (?:tylko )?dla (?:prenumeratorów|subskrybentów)"
    r"|tento článek je (?:určen )?(?:pouze )?pro předplatitele"
    r"|(?:この記事は|続きは)[^。]{0,12}(?:会員限定|有料会員|会員登録)|残り\s?\d+文字"
    r"|(?:本文|文章)[^。]{0,10}(?:付费|会员)[^。]{0,6}(?:阅读|内容)|구독자 전용",
)
# What each of the sentences holds and few other texts do, by language: a quick look before the slow one.
_HINTS = tuple(
    "|".join(
        (
            "reading|subscriber|members|member-only|member only|for paid|unlock|reached your|to read|of subscription",
            "ist für|ist nur für|exklusiv|weiter|artikel mit",
            "abonn|pour lire|poursuivre|il vous reste",  # and Dutch, Danish, Norwegian
            "scriptores|seguir leyendo|continua",  # and Portuguese, Italian
            "abbonati|assinantes|verder|prenumer|läs vidare|är låst|tilaa",
            "подпис|subskrybent|předplatitele|会員|残り|付费|会员|구독자",
        )
    ).split("|")
)
_AROUND = 160  # characters
_ASKING = "dialog[open], button"  # where a wall may say it, and the lines of the page do not
_TAIL = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*(?:read (?:more|on)|continue reading|weiterlesen|lire la suite|leer más)?\s*$",
    re.I,
)


def partial(document: Document, said: str, words: int, shown: Sequence[str]) -> str:
    """Why the text that was found is not the whole article, or ""; `shown` are the lines that a reader sees.

    Sources: schema.org isAccessibleForFree, hasPart.cssSelector and wordCount as Google's paywall markup defines them.
    """
    articles = [node for node in document.json_ld if any(_ARTICLE.search(name) for name in types(node))]
    stated = max((_stated(node, len(said)) for node in articles), default=0)
    if stated > _TEASER and words < stated * _SHARE:
        return f"{words} of {stated} words"
    if words >= _WHOLE or (stated and words >= stated * 0.8):
        return ""
    if any(_closed(node) for node in articles) and not _shown(document, articles):
        return "isAccessibleForFree is false"
    if "false" in map(str.lower, document.meta.get("isaccessibleforfree", [])):
        return "isAccessibleForFree is false"
    if "locked" in document.meta.get("article:content_tier", []):
        return "article:content_tier is locked"
    if words >= _TEASER and not _TAIL.search(said) and any(map(_free, articles)):
        return ""  # the box is for other stories, or for those who read too many
    if found := _cut(shown) or _cut([node.text() for node in document.tree.css(_ASKING)]):
        return f"“{found}”"
    return "it breaks off" if words < _TEASER and _TAIL.search(said) else ""


def _cut(shown: Sequence[str]) -> str:
    """The sentence that stands where the text was cut off, or ""."""
    said = "\n".join(shown).lower()
    for hint in _HINTS:
        place = said.find(hint)
        while place >= 0:
            if found := _CUT.search(said, max(0, place - _AROUND), place + _AROUND):
                return text.shorten(text.squeeze(found[0]), 80)
            place = said.find(hint, place + _AROUND)
    return ""


def _stated(node: dict[str, Any], characters: int) -> int:
    """How many words the page says the article has; some pages count characters instead, and then it has them all."""
    count, body = node.get("wordCount"), node.get("articleBody")
    stated = int(count) if isinstance(count, int) or (isinstance(count, str) and _NUMBER.fullmatch(count)) else 0
    if abs(stated - characters) < _ABOUT * characters:
        stated = 0
    return max(stated, text.count(body) if isinstance(body, str) else 0)


def _closed(node: dict[str, Any]) -> bool:
    return any(str(one.get("isAccessibleForFree")).lower() in ("false", "no", "0") for one in (node, *_parts(node)))


def _free(node: dict[str, Any]) -> bool:
    return str(node.get("isAccessibleForFree")).lower() in ("true", "yes", "1")


def _parts(node: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of an article that have rules of their own."""
    parts = node.get("hasPart")
    return [one for one in (parts if isinstance(parts, list) else [parts]) if isinstance(one, dict)]


def _shown(document: Document, articles: list[dict[str, Any]]) -> bool:
    """Whether the part that is for subscribers is in the page all the same."""
    for part in (part for node in articles for part in _parts(node)):
        selector = part.get("cssSelector")
        try:
            nodes = document.tree.css(selector) if isinstance(selector, str) and selector else []
        except ValueError:
            continue
        if sum(text.count(text.squeeze(node.text() or "")) for node in nodes[:20]) > _TEASER:
            return True
    return False
