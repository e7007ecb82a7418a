"""One page as feedbot would read it, without a store: for `feedbot preview`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from feedbot.discover import Found
from feedbot.discover import read as find_links
from feedbot.document import Document
from feedbot.errors import DiscoverError, ExtractError
from feedbot.extract import Removed
from feedbot.extract import read as read_article
from feedbot.model import Article, Page, Source
from feedbot.pipeline import Fetcher

# A page with at least this many items is a section page, whatever else stands on it.
_MANY = 4
_ARTICLE_TYPES = frozenset(
    {"article", "newsarticle", "blogposting", "reportagenewsarticle", "techarticle", "opinionnewsarticle"}
)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a page gives: the links of a section page, or an article with what was removed from it."""

    url: str
    found: Found | None = None
    article: Article | None = None
    removed: tuple[Removed, ...] = ()


def look(fetch: Fetcher, url: str, kind: str, source: Source, now: Callable[[], datetime]) -> Preview:
    """Fetch the page and read it as a "section" or an "article", or as what it holds. Raises FeedbotError."""
    page = fetch(url)
    readers = {"section": _section, "article": _article}
    if kind:
        return readers[kind](page, source, now())
    first, second = ("article", "section") if _says_article(Document(page)) else ("section", "article")
    try:
        seen = readers[first](page, source, now())
    except (DiscoverError, ExtractError) as refused:
        try:
            return readers[second](page, source, now())
        except (DiscoverError, ExtractError):
            raise refused from None
    if first == "section" and seen.found and len(seen.found.links) < _MANY:
        try:
            return readers[second](page, source, now())
        except ExtractError:
            return seen
    return seen


def _section(page: Page, source: Source, now: datetime) -> Preview:
    return Preview(page.url, found=find_links(Document(page), source.links, now=now))


def _article(page: Page, source: Source, now: datetime) -> Preview:
    removed: list[Removed] = []
    article = read_article(Document(page), source.article, now=now, trace=removed)
    return Preview(page.url, article=article, removed=tuple(removed))


def _says_article(document: Document) -> bool:
    """Whether the page calls itself an article, by OpenGraph or JSON-LD."""
    if "article" in document.meta.get("og:type", [])[:1]:
        return True
    kinds = [node.get("@type") for node in document.json_ld]
    flat = [name for kind in kinds for name in (kind if isinstance(kind, list) else [kind])]
    return any(str(name).lower() in _ARTICLE_TYPES for name in flat)
