"""One page as feedbot would read it, without a store: for `feedbot preview`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from feedbot import dates
from feedbot.discover import Found
from feedbot.discover.doors import Door, direct
from feedbot.discover.stand_in import says_article
from feedbot.document import Document
from feedbot.errors import DiscoverError, ExtractError, FeedbotError, NoLinks
from feedbot.extract import Removed
from feedbot.gather import Gatherer, Sites, no_sites
from feedbot.model import Article, Link, Page, Section, Source, When
from feedbot.pipeline import Fetcher
from feedbot.visit import Visitor

# A page with at least this many items is a section page, whatever else stands on it.
_MANY = 4
_SERVED = "a run takes the items of the first of these doors that has any"


@dataclass(frozen=True, slots=True)
class Behind:
    """What a door would give."""

    door: Door
    links: tuple[Link, ...] = ()
    error: str = ""

    @property
    def newest(self) -> When | None:
        """The newest date that it states."""
        return max((link.published for link in self.links if link.published), key=dates.instant, default=None)

    @property
    def titled(self) -> int:
        return sum(bool(link.title) for link in self.links)

    @property
    def dated(self) -> int:
        return sum(link.published is not None for link in self.links)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a page gives: the links of a section page, or an article with what was removed from it, or a refusal."""

    url: str
    found: Found | None = None
    article: Article | None = None
    removed: tuple[Removed, ...] = ()
    refused: str = ""  # why the page itself gives nothing
    code: str = ""  # of the refusal
    hint: str = ""
    doors: tuple[Behind, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether a feed could be made of it."""
        return not self.refused or any(behind.links for behind in self.doors)


def look(
    fetch: Fetcher,
    url: str,
    kind: str,
    source: Source,
    now: Callable[[], datetime],
    *,
    doors: bool = False,
    sites: Sites = no_sites,
) -> Preview:
    """Fetch the page and read it as a "section" or an "article", or as what it holds. Raises FeedbotError.

    The section page's doors are asked where `doors` is set, or where the page itself gives nothing.
    """
    page = fetch(url)
    listed = next((one for one in source.sections if one.url == url), None)
    kind, section = kind or ("section" if listed else ""), listed or Section(url)
    visitor = Visitor(fetch, source, section, now())
    try:
        seen = _look(page, kind, source, visitor, sites)
    except NoLinks as error:
        if kind == "article":
            raise
        behind = _behind(visitor, page)
        served = source.via == "auto" and any(one.links for one in behind)
        hint = _SERVED if served else error.hint
        return Preview(page.url, refused=error.message, code=error.code, hint=hint, doors=behind)
    return replace(seen, doors=_behind(visitor, page)) if doors and seen.found else seen


def _look(page: Page, kind: str, source: Source, visitor: Visitor, sites: Sites) -> Preview:
    """The page as what it is asked to be, or as what it holds."""
    if kind == "article":
        return _article(page, visitor, sites)
    if kind or direct(page, visitor.section, source.json):
        return _section(page, visitor)
    article_first = says_article(Document(page))
    try:
        seen = _article(page, visitor, sites) if article_first else _section(page, visitor)
    except (DiscoverError, ExtractError) as refused:
        try:
            return _section(page, visitor) if article_first else _article(page, visitor, sites)
        except (DiscoverError, ExtractError):
            raise refused from None
    if seen.found and len(seen.found.links) < _MANY:
        try:
            return _article(page, visitor, sites)
        except ExtractError:
            return seen
    return seen


def _section(page: Page, visitor: Visitor) -> Preview:
    """The items of the page itself, or of the feed, sitemap or JSON that it is."""
    if door := direct(page, visitor.section, visitor.source.json):
        return Preview(
            page.url,
            found=Found(visitor.door(door, page).links, notes=(f"read as {door.kind}",)),
        )
    _, listed = visitor.own(page)
    if isinstance(listed, NoLinks):
        raise listed
    return Preview(page.url, found=listed)


def _behind(visitor: Visitor, page: Page) -> tuple[Behind, ...]:
    """What each door of the page would give, whichever the source has chosen."""
    visitor = replace(visitor, source=replace(visitor.source, via="auto"))
    if direct(page, visitor.section, visitor.source.json):
        return ()
    document, shown = Document(page), []
    for door in visitor.every(document):
        try:
            links = visitor.door(door, page if door.url == document.url else None).links
            shown.append(Behind(door, links))
        except FeedbotError as error:
            shown.append(Behind(door, error=getattr(error, "message", str(error))))
    return tuple(shown)


def _article(page: Page, visitor: Visitor, sites: Sites) -> Preview:
    removed: list[Removed] = []
    article = Gatherer(visitor.fetch, visitor.source.article, visitor.now, sites=sites, trace=removed).article(page)
    return Preview(page.url, article=article, removed=tuple(removed))
