"""The pages of one article -> one Article: in order, what is repeated from page to page once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from feedbot import dates, text
from feedbot.document import Document
from feedbot.extract import clean, content
from feedbot.extract.partial import partial
from feedbot.model import Article, Page, Provenance

_NEW = 0.4  # of a page's words must be new, or it is the same page again
_ALIKE = 0.6  # of the words of two titles, the shorter one's
# "Page 2", "2/3", "Teil 2", with what joins them to a title.
_COUNT = re.compile(
    r"[\s|·:–—,(-]*(?:(?:page|seite|pagina|página|strona|strana|sida|side|sivu|sayfa|oldal|страница|стр\.)\s*\d{1,2}"
    r"(?:\s*(?:/|of|von|de|sur|di|van|af|av|из|z)\s*\d{1,2})?|\(?\d{1,2}\s*/\s*\d{1,2}\)?)[\s|·:–—,)-]*",
    re.I,
)


def stranger(so_far: Sequence[Article], page: Article, *, told: bool = False) -> str:
    """Why a page does not continue the article, or ""; `told`: the source's rules say that it does."""
    if not told and not _same_title(so_far[0], page):
        return f"its title is another: {text.shorten(page.title, 60)}"
    known = {paragraph for part in so_far for paragraph in _paragraphs(part)}
    new = sum(text.count(one) for one in _paragraphs(page) if one not in known)
    return "" if new >= _NEW * max(1, text.count(page.text)) else "it repeats the text"


def join(parts: Sequence[Article], documents: Sequence[Document], lost: str = "") -> Article:
    """The article on several pages as one; `lost` says why further pages are not there."""
    first = parts[0]
    if len(parts) == 1:
        return replace(first, partial=lost or first.partial) if lost else first
    said: list[str] = []
    for part in parts:
        known = frozenset(said)
        said += [one for one in _paragraphs(part) if one not in known]
    whole = "\n\n".join(said)
    words = text.count(whole)
    cuts = (partial(document, whole, words, content.layout(document).text) for document in documents)
    how = first.provenance.get("content", Provenance("")).signal
    return replace(
        first,
        text=whole,
        content=_markup(parts, documents[0]),
        partial=lost or next(filter(None, cuts), ""),
        modified=max((part.modified for part in parts if part.modified), key=dates.instant, default=None),
        provenance={**first.provenance, "content": Provenance(f"{how}, {len(parts)} pages")},
    )


def _paragraphs(article: Article) -> list[str]:
    return [one for one in article.text.split("\n\n") if one]


def _same_title(first: Article, page: Article) -> bool:
    """Whether two titles name one article, but for the page's number or a chapter's name behind it."""
    one, other = (set(text.words(_COUNT.sub(" ", title))) for title in (first.title, page.title))
    return not one or not other or len(one & other) >= _ALIKE * min(len(one), len(other))


def _markup(parts: Sequence[Article], document: Document) -> str:
    """The pages' clean HTML behind each other, cleaned once more without the blocks that an earlier page had."""
    joined = Document(Page(document.base, "".join(part.content for part in parts).encode("utf-8", "replace")))
    body = joined.tree.body
    if body is None:
        return ""
    blocks, dropped, known = list(body.iter(include_text=True)), set[int](), set[str]()
    place = 0
    for part in parts:
        mine = blocks[place : place + _blocks(part)]
        place += len(mine)
        keys = list(map(_key, mine))
        dropped |= {node.mem_id for node, key in zip(mine, keys, strict=True) if key in known}
        known |= {key for key in keys if key}
    return clean.html([body], dropped, joined, title=parts[0].title)


def _blocks(part: Article) -> int:
    """How many nodes a page's HTML has on its first level."""
    body = Document(Page(part.url, part.content.encode("utf-8", "replace"))).tree.body
    return len(list(body.iter(include_text=True))) if body is not None else 0


def _key(node: LexborNode) -> str:
    """What makes two blocks one: their text, or the picture's address where there is none."""
    if said := text.squeeze((node.text_content if node.is_text_node else node.text(separator=" ")) or ""):
        return said
    picture = node if node.tag == "img" else node.css_first("img[src]")
    return (picture.attributes.get("src") or "") if picture is not None else ""
