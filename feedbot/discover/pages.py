"""The link from a section page to the page with older items."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborNode

from feedbot import text, urls
from feedbot.document import Document

# What links to older items say, in the main languages; arrows and counts around it do not matter.
_OLDER = re.compile(
    r"(?:(?:load|show|see|view) )?(?:more|older)(?: (?:posts|articles|entries|news|stories|results|items))?"
    r"|next(?: page| »)?|nächste(?: seite)?|weiter|ältere(?: beiträge| artikel| einträge)?|mehr(?: laden| anzeigen)?"
    r"|(?:page )?suivante?|articles (?:plus anciens|précédents)|plus anciens?|voir plus|(?:charger|afficher) plus"
    r"|(?:página )?siguiente|(?:entradas |artículos )?(?:más antiguas|anteriores|más antiguos)|ver más|cargar más|más"
    r"|(?:pagina )?(?:successiva|seguente)|avanti|articoli precedenti|meno recenti|altri(?: articoli)?"
    r"|(?:página )?seguinte|próxima(?: página)?|(?:posts |artigos )?mais antigos|ver mais|carregar mais"
    r"|volgende(?: pagina)?|oudere(?: berichten)?|meer(?: laden)?|nästa(?: sida)?|äldre(?: inlägg)?|visa fler"
    r"|neste(?: side)?|næste(?: side)?|eldre(?: innlegg)?|ældre(?: indlæg)?|vis flere|seuraava(?: sivu)?|vanhemmat"
    r"|следующая(?: страница)?|далее|вперед|старые записи|предыдущие записи|ещё|показать ещё|наступна|далі|старіші"
    r"|następna(?: strona)?|dalej|starsze(?: wpisy)?|další(?: strana)?|starší(?: příspěvky)?|ďalšia"
    r"|következő(?: oldal)?|régebbi(?: bejegyzések)?|următoarea|mai vechi|sonraki(?: sayfa)?|önceki yazılar|daha eski"
    r"|επόμενη|παλαιότερα|次(?:へ|の\w{0,4}|ページ)?|もっと見る|過去の記事"
    r"|下一[页頁]|后一页|查看更多|更多|다음(?: 페이지)?|더보기"
    r"|التالي|الصفحة التالية|הבא|बाद|trang (?:sau|tiếp)|tiếp(?: theo)?|selanjutnya|berikutnya|ถัดไป"
)
_ARROWS = " \u00ab\u00bb\u2039\u203a<>\u2190-\u21ff\u2190\u2192\u21d2\u25b6\u25ba.\u2026|()[]+"
_BARE_ARROW = re.compile(r"[»›>→⇒▶►]{1,2}")
# Numbers of pages in addresses: /page/2, /page-2, /2/, ?page=2, and steps of ?offset=20.
_IN_PATH = re.compile(
    r"(?<=/)((?:page|seite|pagina|página|strana|sivu|sida|side|p)[/_-]?)(\d{1,4})(?=/?$|\.\w+$)", re.I
)
_CURSOR = re.compile(r"(?:\d[^/]{0,12}|/older|/archive)/?$")
_PAGE_KEYS = frozenset(
    {"page", "p", "paged", "pg", "pagina", "seite", "currentpage", "pageno", "pagenumber", "pageindex"}
)
_STEP_KEYS = frozenset({"offset", "start", "from", "skip", "first", "startat", "limitstart", "s"})


def older(document: Document, been: Collection[str]) -> str:
    """The address of the next page with older items, or ""; never one of another site or one that was read already.

    `been` holds the `urls.identity` of each page that was read. What the page says (rel=next) comes first, then the
    next number in the address, then what links say.
    """
    for candidates in (_stated, _numbered, _named):
        for url in candidates(document):
            if url and urls.same_site(url, document.url) and urls.identity(url) not in been:
                return urls.clean(url)
    return ""


def _stated(document: Document) -> Iterator[str]:
    for node in document.tree.css("link[rel][href], a[rel][href]"):
        if "next" in (node.attributes.get("rel") or "").lower().split():
            yield _url(node, document)


def _numbered(document: Document) -> Iterator[str]:
    """The link that differs from this page's address in its number alone, which is the next one."""
    here, number = _stem(document.url)
    after: list[tuple[int, str]] = []
    for node in document.tree.css("a[href]"):
        url = _url(node, document)
        if not url:
            continue
        stem, other = _stem(url)
        if stem == here and other > number:
            after.append((other, url))
    if after:
        yield min(after)[1]


def _stem(url: str) -> tuple[tuple[str, ...], int]:
    """An address without its page number, and that number: 1 on a first page, an offset as it is.

    >>> _stem("https://a.example/news/page/3/") == (_stem("https://a.example/news/")[0], 3)
    True
    >>> _stem("https://a.example/news?page=2&tag=x") == (_stem("https://a.example/news?tag=x")[0], 2)
    True
    """
    where, _, query = urls.identity(url).partition("?")
    number = 0
    if found := _IN_PATH.search(where):
        number = int(found[2])
        where = where[: found.start()].rstrip("/") + where[found.end() :]
    kept = []
    for pair in filter(None, query.split("&")):
        key, _, value = pair.partition("=")
        if key.lower() in _PAGE_KEYS | _STEP_KEYS and value.isascii() and value.isdigit() and len(value) < 7:
            number = max(number, int(value))
        else:
            kept.append(pair)
    return (where, *kept), max(number, 1)


def _named(document: Document) -> Iterator[str]:
    """Links that say "older" or "next", stay below the section, and have a number or a cursor in their address."""
    section = document.url.partition("?")[0].rstrip("/")
    for node in document.tree.css("a[href]"):
        path, _, query = _url(node, document).partition("?")
        if path.startswith(section) and (query or _CURSOR.search(path)) and any(map(_says_older, _words(node))):
            yield _url(node, document)


def _words(node: LexborNode) -> Iterator[str]:
    yield text.squeeze(node.text(separator=" "))
    for name in ("aria-label", "title"):
        yield text.squeeze(node.attributes.get(name) or "")


def _says_older(said: str) -> bool:
    """
    >>> _says_older("« Older posts"), _says_older("Next council meeting"), _says_older("»")
    (True, False, True)
    """
    if len(said) > 40:
        return False
    return bool(_OLDER.fullmatch(said.strip(_ARROWS).lower()) or _BARE_ARROW.fullmatch(said))


def _url(node: LexborNode, document: Document) -> str:
    return urls.absolute(node.attributes.get("href"), document.base)
