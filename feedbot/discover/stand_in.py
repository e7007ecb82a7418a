"""Pages that are no section page, whatever links they show; and whether a list that was there is gone or empty."""

from __future__ import annotations

import re
from collections import Counter

from feedbot import text, urls
from feedbot.discover.survey import size
from feedbot.document import Document
from feedbot.document.structured import Node, types
from feedbot.errors import NoLinks, PageError
from feedbot.walls import refusal, wall

# Walls that leave nothing to look for: what they link to is the way to sign in, or what every page of the site shows.
_FINAL = frozenset({"robot check", "login page", "error page"})
_ARTICLES = frozenset("article newsarticle blogposting reportagenewsarticle opinionnewsarticle techarticle".split())
_MANY = 20  # items; a page with as many is a list, whatever stands above it
_ARTICLE_LETTERS = 1500  # of text in paragraphs, a few hundred words
_MAIN_SHARE = 0.5  # of the page's paragraphs stand in an article's own element
_HINT = "give the page that lists the articles, or say `via: page` if this one does"
_HOME = re.compile(r"/?(?:index\.\w+)?")
# What pages say of an empty list; "no" and the name of what is listed, in the main languages.
_NOTHING = re.compile(
    r"(?:no|there are no|sorry, no) (?:\w+ ){0,2}(?:posts?|articles?|results?|items?|entries|events?|stories|news"
    r"|content|jobs?|vacancies|topics?) ?(?:were |was |are |is )?(?:found|yet|available|to (?:show|display)|match\w*"
    r"|at th(?:is|e) (?:time|moment)|currently|upcoming)|nothing (?:was )?(?:found|here|to (?:show|see|display))"
    r"|(?:currently|at the moment) no (?:\w+ )?(?:posts|articles|events|jobs|vacancies|openings|news)"
    r"|keine (?:\w+ )?(?:beiträge|artikel|ergebnisse|einträge|meldungen|termine|veranstaltungen|stellen)"
    r"|aucun(?:e)? (?:\w+ )?(?:article|résultat|publication|actualité|événement|contenu|offre)"
    r"|(?:no hay|no se (?:han )?encontr\w+) (?:\w+ )?(?:artículos|resultados|entradas|noticias|eventos|publicaciones)"
    r"|nessun[ao]? (?:articolo|risultato|notizia|evento|contenuto)|nenhum[ao]? (?:artigo|resultado|notícia|evento)"
    r"|geen (?:\w+ )?(?:artikelen|resultaten|berichten|nieuws)|ing(?:a|en) (?:artiklar|resultat|inlägg|nyheter)"
    r"|ei (?:tuloksia|artikkeleita|uutisia)|ничего не найдено|(?:нет|записей не) (?:записей|новостей|найдено)"
    r"|brak (?:wyników|artykułów|wpisów|aktualności)|žádné (?:články|výsledky|příspěvky)|sonuç bulunamadı"
    r"|nincs(?:enek)? (?:találat|cikk)|(?:記事|投稿|結果)(?:は|が)(?:ありません|見つかりません)"
    r"|(?:暂无|没有)(?:\w{0,4})(?:内容|文章|数据|结果|信息)"
    r"|(?:게시물|결과|글)이 없습니다|لا توجد (?:نتائج|مقالات)|không (?:có|tìm thấy) (?:bài viết|kết quả)",
    re.I,
)


def stand_in(document: Document, asked: str = "", items: int = 0) -> PageError | None:
    """The error of a page that is no section page: a wall, an article, the home page in a lost section's place.

    `asked` is the address that led here, `items` how many links look like items: walls have few.
    """
    found = wall(document) if items < _MANY else None
    if found and found.kind in _FINAL:
        return refusal(document, found, NoLinks)
    if asked and _is_home(document.url) and not _is_home(asked) and urls.same_site(asked, document.url):
        said = f"leads to the home page {document.url}: the section is gone"
        return NoLinks(asked, said, hint="look for its new address in a browser, or give the home page itself")
    return article(document)


def lost(document: Document, before: int) -> str:
    """What became of a list that gave `before` items earlier and gives none now, if the page does not say it."""
    return f"the list of {before} items that was here is gone" if before and not nothing(document) else ""


def nothing(document: Document) -> str:
    """The words with which the page says that its list is empty, or ""."""
    body = document.tree.css_first("main") or document.tree.body
    found = _NOTHING.search(text.squeeze(body.text(separator=" "))) if body is not None else None
    return found[0] if found else ""


def _is_home(url: str) -> bool:
    _, _, path, query, _ = urls.parts(url)
    return not query and _HOME.fullmatch(path) is not None


def article(document: Document) -> PageError | None:
    """The error of the page of one article, which shows related stories at best."""
    return NoLinks(document.url, "is an article, not a list of them", hint=_HINT) if _is_article(document) else None


def _is_article(document: Document) -> bool:
    """Whether the page calls itself one article that was published once, and has the headline and the text of one.

    Blog software calls plain pages articles, too, but says of no time that they were published.
    """
    return _claims_article(document) and document.tree.css_first("h1") is not None and _is_prose(document)


def _is_prose(document: Document) -> bool:
    """Whether one element holds the paragraphs of an article, and most of the page's: full posts in a list have one
    such element each.
    """
    letters: Counter[int] = Counter()
    for node in document.tree.css("p"):
        if node.parent is not None:
            letters[node.parent.mem_id] += size(node.text())
    most = max(letters.values(), default=0)
    return most >= _ARTICLE_LETTERS and most >= _MAIN_SHARE * letters.total()


def _claims_article(document: Document) -> bool:
    meta = document.meta
    if "article" in meta.get("og:type", [])[:1] and meta.get("article:published_time"):
        return True
    own = urls.identity(document.url)
    for node in document.json_ld:
        page = node.get("mainEntityOfPage")
        said = node.get("url") or (page.get("@id") if isinstance(page, dict) else page)
        is_one = _is_of_article(node) and node.get("datePublished") and isinstance(said, str)
        if is_one and urls.identity(urls.absolute(said, document.url)) == own:
            return True
    return False


def says_article(document: Document) -> bool:
    """Whether the page calls itself an article, by OpenGraph or JSON-LD."""
    if "article" in document.meta.get("og:type", [])[:1]:
        return True
    return any(map(_is_of_article, document.json_ld))


def _is_of_article(node: Node) -> bool:
    """Whether a JSON-LD node is of a type that articles have, however it is written."""
    return not _ARTICLES.isdisjoint(name.lower() for name in types(node))
