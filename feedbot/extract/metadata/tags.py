"""What it is about: the editors' tags, and the section apart from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

from selectolax.lexbor import LexborNode

from feedbot.document.structured import Node
from feedbot.extract.metadata.choice import Candidate, provenance
from feedbot.extract.metadata.signals import Signals
from feedbot.extract.metadata.texts import line, named, words
from feedbot.model import Provenance
from feedbot.text import key, plain

_LONGEST = 60  # characters of a tag
_MANY = 40  # tags of one article
_SPLIT = re.compile(r"\s*[,;،、，；|]\s*")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
# Tags for machines: `type:article`, `nsfw=false`, paths and numbers.
_MACHINE = re.compile(r"^[\w ]{1,20}[:=]|^\d+$|[{}<>\[\]]|https?:|^[\w-]+/[\w/-]+$|__")
_SUBJECT = re.compile(r"^(?:subject|topic|tag|keyword|thema)s?:\s*", re.I)
_KEYWORDS = re.compile(r"(?:^|[-_.:])(?:keywords|tags?|topics?)$")
_TOPIC = re.compile(r"/(?:topics?|tags?|themen?|thema|temas?)/[^/?#]+/?(?:[?#]|$)")
_TOPICAL = re.compile("/(?:topic|tag|thema|tema)")
_MENU = re.compile(r"(?:^|[\s_-])(?:main-?|site-?|top-?)?(?:menu|nav(?:bar|igation)?|footer|sidebar)(?:$|[\s_-])")
_TRAILS = frozenset(("BreadcrumbList",))
_TRAIL = re.compile(r"bread-?crumb|brotkrumen|fil d.ariane|migas de pan")
_CRUMBS = 8  # links of a trail
_PATH = re.compile(r"[a-z0-9_-]+(?:/[a-z0-9_-]+)+")  # news/local
_CODE = re.compile(r"[A-Z0-9]{2,8}")
_ALL = re.compile(
    r"^(?:all|alle|все|tous|toutes|todos|todas|tutti|tümü|więcej|more|mehr|plus|más|mais|altro|show|see|view)\b", re.I
)
_HOME = frozenset(
    ("home|homepage|start|startseite|accueil|inicio|início|news|blog|главная|strona główna|anasayfa|hem|hjem").split(
        "|"
    )
)
# What WordPress calls the category of articles that have none, in its own translations.
_NONE = frozenset(
    map(
        key,
        """
        uncategorized|uncategorised|unkategorisiert|nicht kategorisiert|non classé|non catégorisé|sin categoría|
        sin categorizar|sem categoria|senza categoria|non categorizzato|geen categorie|niet gecategoriseerd|
        bez kategorii|без рубрики|без категории|без категорії|без категория|nezařazené|nezaradené|kategorizálatlan|
        fără categorie|okategoriserade|okategoriserat|ukategorisert|ikke kategoriseret|luokittelematon|kategorisiz|
        χωρίς κατηγορία|kategorilenmemiş|sense categoria|sen categoría|tanpa kategori|tak berkategori|
        chưa phân loại|chưa được phân loại|nekategorizirano|некатегоризовано|be kategorijos|bez kategorijas|
        غير مصنف|未分類|未分类|미분류
        """.split("|"),
    )
)


class Claim(NamedTuple):
    """Tags that one signal gives."""

    signal: str
    tags: tuple[str, ...]


def tags(signals: Signals, section: str = "") -> tuple[tuple[str, ...], Provenance]:
    """The tags of the page, its section and its site's name left out."""
    claims = list(_claims(_stated(signals), signals)) or list(islice(_claims(_linked(signals), signals), 1))
    for claim in claims:
        told = [Candidate(claim.signal, ", ".join(claim.tags)) for claim in claims]
        return claim.tags, provenance(claim.signal, ", ".join(claim.tags), told)
    return (), Provenance("none")


def _claims(sources: Iterator[tuple[str, list[str]]], signals: Signals) -> Iterator[Claim]:
    for signal, said in sources:
        found = _clean(said, signals)
        if found:
            yield Claim(signal, found)


def _stated(signals: Signals) -> Iterator[tuple[str, list[str]]]:
    """What the signals say that state tags, those first that are right most often where they disagree."""
    tagged = signals.relations.get("tag", ())[:_MANY]
    yield "rel=tag", [line(node, 100) for node in tagged if not _is_category(node.attributes)]
    yield "news_keywords", _split(signals.says("news_keywords"))
    yield "json-ld", _split(named(signals.article.get("keywords")))
    others = [
        name
        for name in signals.meta
        if _KEYWORDS.search(name) and name not in ("keywords", "news_keywords", "article:tag")
    ]
    yield "vendor", _split(signals.says(*others))
    yield "article:tag", _split(signals.says("article:tag", "og:article:tag"))
    yield "keywords", _split(signals.says("keywords"))


def _linked(signals: Signals) -> Iterator[tuple[str, list[str]]]:
    """What serves where no tags are stated."""
    yield "tag links", _links(signals)
    yield "json-ld about", named(signals.article.get("about"))
    yield "topic links", _topic_links(signals)


def _is_category(said: dict[str, Any]) -> bool:
    return "category" in (said.get("rel") or "")


def _split(said: list[str]) -> list[str]:
    """One text of many tags as tags; Chinese and Japanese ones may stand apart by blanks."""
    if len(said) > 2:
        return said
    found = [tag for text in said for tag in _SPLIT.split(text)]
    if len(found) == 1 and _CJK.search(found[0]):
        return found[0].split()
    return found


def _links(signals: Signals) -> list[str]:
    """The links of the first list of tags outside of menus: at least two, or one by its address.

    A list may be one element a tag.
    """
    found: list[str] = []
    alone: list[str] = []
    for mark in signals.marked("tags"):
        if _in_menu(mark):
            continue
        links = [mark] if mark.tag == "a" else mark.css("a[href]")[:_MANY]
        tags = {said: node for node in links if (said := line(node, 100)) and not _ALL.match(said)}
        if tags and all(len(tag) <= _LONGEST for tag in tags):
            found += [tag for tag in tags if tag not in found]
            alone = alone or [tag for tag, node in tags.items() if _is_topic(node)][:1]
        if len(found) > 1 and mark.tag != "a":
            break
    return found if len(found) > 1 else alone


def _is_topic(node: LexborNode) -> bool:
    return bool(_TOPIC.search(node.attributes.get("href") or ""))


def _topic_links(signals: Signals) -> list[str]:
    """The links to pages of topics outside of menus: the last resort, and only where they are few."""
    links = [(node, node.attrs.get("href") or "") for node in signals.tree.css('a[href*="/t"]')]
    links = [(node, href) for node, href in links if _TOPICAL.search(href)]
    if not 1 < len(links) <= 60:
        return []
    found = [line(node, 100) for node, href in links if _TOPIC.search(href) and not _in_menu(node)]
    found = list(dict.fromkeys(tag for tag in found if tag and len(tag) <= _LONGEST and not _ALL.match(tag)))
    return found if 1 < len(found) <= 12 else []


def _in_menu(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(8):
        if above is None:
            return False
        if above.tag in ("nav", "footer", "aside") or (above.tag == "header" and above.css_first("h1") is None):
            return True
        if _MENU.search(above.attributes.get("class") or ""):
            return True
        above = above.parent
    return False


def _clean(said: list[str], signals: Signals) -> tuple[str, ...]:
    once: dict[str, str] = {}
    for tag in said:
        tag = _SUBJECT.sub("", plain(tag)).strip(" #,;.\"'")
        if 1 < len(tag) <= _LONGEST and not _MACHINE.search(tag) and not signals.is_site(tag):
            once.setdefault(key(tag), tag)
    found = [tag for name, tag in once.items() if name and name not in _NONE][:_MANY]
    codes = sum(bool(_CODE.fullmatch(tag)) for tag in found)
    return () if codes > 3 and codes > 0.6 * len(found) else tuple(found)


def section(signals: Signals, title: str = "") -> tuple[str, Provenance]:
    """The section of the site that the article belongs to."""
    candidates = [c for c in _sections(signals, title) if _is_section(c.value, signals, title)]
    candidates.sort(key=lambda candidate: bool(_PATH.fullmatch(candidate.value)))  # a path is for machines
    if not candidates:
        candidates = [c for c in _trail(signals) if _is_section(c.value, signals, title)]
    if not candidates:
        return "", Provenance("none")
    first = candidates[0]
    value = first.value.split(",")[0].strip() if first.signal == "json-ld" else first.value
    return value, provenance(first.signal, value, candidates)


def _is_section(said: str, signals: Signals, title: str) -> bool:
    return (
        1 < len(said) <= _LONGEST
        and said.lower() not in _HOME
        and key(said) not in _NONE
        and not signals.is_site(said)
        and key(said) != key(title)
    )


def _sections(signals: Signals, title: str) -> Iterator[Candidate]:
    for said in named(signals.article.get("articleSection")):
        yield Candidate("json-ld", said)
    for said in signals.says(
        "article:section", "og:article:section", "parsely-section", "section", "cxenseparse:section"
    ):
        yield Candidate("article:section", said)
    for node in signals.relations.get("category", ())[:3]:
        yield Candidate("rel=category", line(node, 100))
    for trail in signals.nodes(_TRAILS):
        yield from (Candidate("breadcrumb", said) for said in reversed(_crumbs(trail, title)))
    for node in signals.properties.get("articlesection", ())[:2]:
        yield Candidate("property", node.attributes.get("content") or line(node, 100))


def _trail(signals: Signals) -> Iterator[Candidate]:
    """The links of the breadcrumb trail that the reader sees, the nearest first, without that to the first page."""
    laid_out = signals.outline
    navs = (
        (" ".join(nav.attributes.get(name) or "" for name in ("class", "id", "aria-label")), nav)
        for nav in signals.document.elements("nav")
    )
    for names, trail in chain(navs, zip(laid_out.names, laid_out.nodes, strict=True)):
        if names and _TRAIL.search(names.lower()) and (links := trail.css("a[href]")[1:_CRUMBS]):
            yield from (Candidate("breadcrumb", line(link, 100)) for link in reversed(links))
            return


def _crumbs(node: Node, title: str) -> list[str]:
    """The names of a breadcrumb trail without the page itself."""
    items = node.get("itemListElement")
    found = []
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            inner = item.get("item")
            found.append(words(item.get("name")) or words(inner))
    return [said for said in found if said and key(said) != key(title)]
