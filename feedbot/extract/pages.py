"""The further pages of an article that is spread over several: which links lead to them, and which only seem to.

A page belongs to the article where its address differs from the first page's in the page's number alone (`numbers`);
rel=next is no proof, for on blogs it leads to the next post. A number that may be part of a name counts only where the
link says so, too: `story-2` may be another post of the same name. Comments have pages of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from feedbot import text, urls
from feedbot.document import Document
from feedbot.extract.content.features import FORUM
from feedbot.extract.content.genre import genre_of
from feedbot.extract.numbers import DOUBTFUL, SURE, number, slug
from feedbot.model import ArticleRules

_NEXT = re.compile(
    r"(?:go to |to |continue (?:to|on|reading(?: on)?) )?(?:the )?next(?: page)?|continue(?: reading)?|next page.{0,40}"
    r"|(?:zur )?nächsten? seite|weiter(?:lesen)?|weiter (?:zur|auf) (?:nächsten )?seite.{0,4}|nächste"
    r"|(?:page |lire la )?suivante?|suite|lire la suite|(?:página |pág\. )?siguiente|sigue leyendo|continuar leyendo"
    r"|(?:pagina )?(?:successiva|seguente)|avanti|continua|(?:página )?seguinte|próxima(?: página)?|continuar"
    r"|volgende(?: pagina)?|verder(?: lezen)?|nästa(?: sida)?|neste(?: side)?|næste(?: side)?|seuraava(?: sivu)?"
    r"|следующая(?: страница)?|далее|дальше|наступна(?: сторінка)?|далі|następna(?: strona)?|dalej|další(?: strana)?"
    r"|ďalšia|következő(?: oldal)?|următoarea|sonraki(?: sayfa)?|επόμενη(?: σελίδα)?|次(?:へ|の?ページ.{0,40})?"
    r"|続きを読む|下一?[页頁]|后一页|다음(?: 페이지)?|التالي|الصفحة التالية|(?:עמוד )?הבא|trang (?:sau|tiếp)"
    r"|selanjutnya|halaman berikutnya|ถัดไป"
)
_LABEL = re.compile(
    r"(?:(?:page|seite|pagina|página|pág\.|strona|strana|sida|side|sivu|sayfa|oldal|страница|стр\.|halaman|trang) ?)?"
    r"(\d{1,2})(?: ?(?:/|of|von|de|sur|di|van|af|av|из|z) ?\d{1,2})?(?: ?[:–—-] .{1,80})?"
)
_WHOLE = re.compile(
    r"(?:view |read |show )?(?:as |on |in )?(?:a |one |the )?(?:single|one)[- ]page(?: view| version)?"
    r"|(?:view|show|see|read)(?: it| article| story)? all(?: pages| on one page)?|all (?:pages )?(?:on|in) one page"
    r"|(?:view|read) (?:the )?(?:full|whole|entire|complete) (?:article|story)(?: on one page)?|(?:full|entire) article"
    r"|(?:artikel |alles |text )?auf einer seite(?: lesen| anzeigen)?|komplettansicht|(?:den )?(?:ganzen|gesamten)"
    r" artikel(?: lesen)?|(?:lire |voir |afficher )?(?:l'article |le tout )?(?:complet )?sur une (?:seule )?page"
    r"|(?:ver |leer )?(?:todo )?en una (?:sola )?página|ver todo|(?:tutto )?(?:in|su) una (?:sola )?pagina"
    r"|(?:ver )?(?:tudo )?(?:em|numa) (?:uma )?(?:só )?página|(?:alles )?op één pagina|(?:visa )?(?:allt )?på en sida"
    r"|(?:alt )?på én side|(?:весь текст |всё )?на одной странице|(?:całość |wszystko )?na jednej stronie"
    r"|显示全文|阅读全文|全文(?:閱讀|阅读|表示)?|单页(?:阅读)?|(?:すべて|全て)?(?:1|１)ページ(?:で|に).{0,8}|一括表示"
)
_PRINT = re.compile(
    r"print(?:er)?(?:[- ]?(?:friendly|view|able))?(?: version| page| all| article| this)?|(?:artikel )?drucken"
    r"|druck(?:ansicht|version)|(?:version )?imprim(?:able|er)|(?:versión para )?imprimir|versione stampabile|stampa"
    r"|versão para impressão|printversie|afdrukken|skriv ut|udskriv|версия для печати|распечатать|wersja do druku"
    r"|印刷(?:用ページ)?|打印"
)
_MARK = re.compile(r"[-_,.]?\d{1,2}$")  # a first page may have a number in its name, too
_PLAIN = re.compile(r"[A-Za-z0-9_.,~-]+")
_SIGNS = " \u00a0«»‹›<>←→⇒▶►.…|()[]+:"
_ARROW = re.compile(r"[»›>→⇒▶►]{1,2}")
_COMMENTS = re.compile(r"comment|disqus|respond|replies|kommentar|reacties", re.I)
_ABOVE = 6  # elements around a link that are asked whether they hold comments
_LONG = 120  # characters: a longer text is no link to a page


class Further(NamedTuple):
    """A further page of an article: its address, and what says so."""

    url: str
    why: str


def further(document: Document, rules: ArticleRules, first: str) -> tuple[Further, ...]:
    """The pages that follow this one, in order, without a gap; `first` is the address of the article's first page."""
    if told := _told(document, rules.next_page):
        return (Further(told, "selector"),)
    if not slug(first) and not urls.parts(first).query:
        return ()  # a home page leads to older items, not to more text
    if genre_of(document) == FORUM:
        return ()  # what follows is what others answered
    at = number(document.url, first).page
    found: dict[int, Further] = {}
    counts_from_nought = False
    for node, url, relation in _links(document, first):
        page, trust = number(url, first)
        if page <= at or _of_comments(node, url):
            continue
        label = _label(node)
        if why := _why(node, relation, label - page, trust):
            counts_from_nought |= label == page + 1
            found.setdefault(page, Further(urls.clean(url), why))
    if not at:
        alone = set(found) == {1} and found[1].why == "rel=next"
        at = 0 if (counts_from_nought or alone) and 1 in found else 1
    return tuple(_row(found, at))


def single(document: Document, rules: ArticleRules, first: str) -> str:
    """The address of the page that shows the whole article, or ""; printed pages come after pages for reading."""
    if told := _told(document, rules.single_page):
        return told
    name = slug(first)
    printed = ""
    for node, url, _ in _links(document, first) if name else ():
        if name not in url or number(url, first).page > 1 or urls.identity(url) == urls.identity(document.url):
            continue
        said = [one.strip(_SIGNS).lower() for one in _said(node)]
        if any(map(_WHOLE.fullmatch, said)):
            return urls.clean(url)
        if not printed and any(map(_PRINT.fullmatch, said)):
            printed = urls.clean(url)
    return printed


def _told(document: Document, selectors: tuple[str, ...]) -> str:
    """The address that the first of a source's selectors leads to, or ""."""
    for selector in selectors:
        node = document.tree.css_first(selector)
        if node is None:
            continue
        holder = node if node.attributes.get("href") else node.css_first("[href]")
        url = urls.absolute(holder.attributes.get("href"), document.base) if holder is not None else ""
        if url and urls.same_site(url, document.url) and urls.identity(url) != urls.identity(document.url):
            return urls.clean(url)
    return ""


def _row(found: dict[int, Further], at: int) -> Iterator[Further]:
    """The pages behind page `at`, as far as none is missing."""
    while (at := at + 1) in found:
        yield found[at]


def _links(document: Document, first: str) -> Iterator[tuple[LexborNode, str, str]]:
    """The links of the site that may lead to pages of the article, with address and relation."""
    for node in document.tree.css(_likely(first)):
        said = node.attributes
        url = urls.absolute(said.get("href"), document.base)
        if url and urls.same_site(url, document.url):
            yield node, url, (said.get("rel") or "").lower()


def _likely(first: str) -> str:
    """CSS of the links that name the article, or are written without their path: the parser tells them the quickest."""
    name = _MARK.sub("", slug(first))
    if not _PLAIN.fullmatch(name):  # it may be written in other ways
        return "link[rel~=next][href], a[href]"
    return f'link[rel~=next][href], a:is([href*="{name}" i], [href^="?"], [href^="."], [href^="2"], [href^=index])'


def _why(node: LexborNode, relation: str, ahead: int, trust: int) -> str:
    """What says that a link leads to a page of the article, or ""; `ahead` is its label less the address's number."""
    if ahead in (0, 1):
        return "a numbered link"
    if trust == DOUBTFUL:
        return ""
    if "next" in relation.split():
        return "rel=next"
    said = [one for one in _said(node) if len(one) <= _LONG]
    if any(_ARROW.fullmatch(one) or _NEXT.fullmatch(one.strip(_SIGNS).lower()) for one in said):
        return "a link to the next page"
    return "the address" if trust == SURE and said else ""


def _label(node: LexborNode) -> int:
    """The number that a link shows, or -1."""
    shown = text.squeeze(node.text(separator=" ") or "").strip(_SIGNS).lower()
    found = _LABEL.fullmatch(shown) if len(shown) <= _LONG else None
    return int(found[1]) if found else -1


def _said(node: LexborNode) -> list[str]:
    """What a link says: its text, and its label and title for those who do not see it."""
    texts = (node.text(separator=" "), node.attributes.get("aria-label"), node.attributes.get("title"))
    return [said for said in (text.squeeze(one or "") for one in texts) if said]


def _of_comments(node: LexborNode, url: str) -> bool:
    """Whether a link leads through the comments instead of the article."""
    if _COMMENTS.search(urls.parts(url).fragment):
        return True
    around: LexborNode | None = node
    for _ in range(_ABOVE):
        if around is None or around.tag == "body":
            break
        if _COMMENTS.search(f"{around.attributes.get('id') or ''} {around.attributes.get('class') or ''}"):
            return True
        around = around.parent
    return False
