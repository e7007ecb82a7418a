"""A new source as it would run: its page looked at, its items, one article in full, its name. For `feedbot add`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from feedbot import urls
from feedbot.config import file
from feedbot.config.edit import Said
from feedbot.discover import read as find_links
from feedbot.discover.naming import feed_title, site_name, source_name
from feedbot.discover.sections import is_home, sections
from feedbot.discover.selector import selector_for
from feedbot.discover.stand_in import says_article
from feedbot.document import Document
from feedbot.errors import ConfigError, FeedbotError, NoLinks
from feedbot.gather import Gatherer, Sites
from feedbot.model import Article, Link, LinkRules, Page, Section, Source
from feedbot.pipeline import Fetcher
from feedbot.sites.folder import Folders
from feedbot.visit import Visit, Visitor

_LIST = 4  # items from which a page is a section page whatever it calls itself
_TRIES = 3  # items that are fetched until one can be shown in full


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user said of the new source; all may be left out."""

    name: str = ""
    title: str = ""
    every: str = ""
    select: str = ""  # CSS for `links.select`
    pin: bool = False  # propose such a selector
    sections: tuple[Section, ...] = ()  # of a home page; empty: the page itself


@dataclass(frozen=True, slots=True)
class Front:
    """The page that was given, and the sections that it leads to where it is a home page or they are asked for."""

    page: Page
    document: Document
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What one section page gave, or why it gave nothing."""

    section: Section
    visit: Visit | None
    error: FeedbotError | None = None

    @property
    def links(self) -> tuple[Link, ...]:
        return self.visit.links if self.visit else ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A source that could be written, and what its feed would contain."""

    source: Source
    said: Said  # what is written of it
    after: file.Edited  # the whole file with it
    looks: tuple[Look, ...]
    article: Article | None = None  # the first item that could be read
    refused: FeedbotError | None = None  # why none could
    notes: tuple[str, ...] = ()

    @property
    def links(self) -> tuple[Link, ...]:
        """The items of all sections, each once."""
        found: dict[str, Link] = {}
        for link in (link for look in self.looks for link in look.links):
            found.setdefault(urls.identity(link.url), link)
        return tuple(found.values())


def front(fetch: Fetcher, url: str, now: datetime, *, wanted: bool = False) -> Front:
    """Fetch the page; with `wanted` its sections count even where it is no home page. Raises FeedbotError."""
    page = fetch(url)
    document = Document(page)
    found: list[Section] = []
    if wanted or is_home(page.url):
        found = sections(document) or sections(document, _listed(fetch, page, now))
    return Front(page, document, tuple(found))


def _listed(fetch: Fetcher, page: Page, now: datetime) -> list[str]:
    """Addresses of stories, by the site's sitemap; none where it has none."""
    section = Section(page.url)
    try:
        visit = Visitor(fetch, Source("sitemap", (section,), via="sitemap"), section, now).page(page)
    except FeedbotError:  # the page is good all the same
        return []
    return [link.url for link in visit.links]


def known(sources: Sequence[Source], url: str) -> Source | None:
    """The source that has this section page already, under whatever spelling."""
    wanted = urls.identity(url)
    return next((s for s in sources if any(urls.identity(section.url) == wanted for section in s.sections)), None)


def propose(fetch: Fetcher, before: file.Standing, seen: Front, wishes: Wishes, now: datetime) -> Proposal:
    """The source as it would be written, tried as it would run.

    Sections that give nothing are left out. Raises ConfigError where the source could not be written, and what the
    page raised where nothing gives an item.
    """
    name = wishes.name or _name(before, seen, wishes)
    draft = file.with_source(before, name, _said(seen, wishes)).source
    looks = tuple(_look(fetch, draft, section, seen.page, now) for section in draft.sections)
    good = [look for look in looks if look.visit]
    if not good:
        raise _none(looks, seen, wishes)
    if wishes.sections:
        wishes = replace(wishes, sections=tuple(look.section for look in good))
    notes: tuple[str, ...] = ()
    if wishes.pin and not wishes.select:
        select = _selector([look.visit for look in good if look.visit], now)
        notes = () if select else ("no selector has exactly these items; detection goes on without one",)
        wishes = replace(wishes, select=select)
    if says_article(seen.document) and sum(len(look.links) for look in good) < _LIST:
        notes += ("the page calls itself an article: these may be its related stories",)
    said = _said(seen, wishes)
    after = file.with_source(before, name, said)
    sites = Folders(before.config.site_rules if before.config else ())
    article, refused = _first_article(fetch, after.source, good, now, sites)
    return Proposal(after.source, said, after, looks, article, refused, notes)


def _none(looks: Sequence[Look], seen: Front, wishes: Wishes) -> FeedbotError:
    """Why there are no items; of a home page with what can be done about it."""
    error = next(look.error for look in looks if look.error)
    if seen.sections and not wishes.sections:
        names = ", ".join(section.name for section in seen.sections)
        error.hint = f"the page leads to sections, which --sections takes by name: {names}"
    return error


def _name(before: file.Standing, seen: Front, wishes: Wishes) -> str:
    taken = [source.name for source in before.sources]
    site = site_name(seen.document) or feed_title(seen.document)
    return source_name(seen.page.url, site, taken, whole=bool(wishes.sections))


def _said(seen: Front, wishes: Wishes) -> dict[str, Said]:
    """The keys of the new source, in the order of the reference."""
    said: dict[str, Said] = {"title": wishes.title or feed_title(seen.document)}
    if wishes.sections:
        said["urls"] = {section.name: section.url for section in wishes.sections}
    else:
        said["url"] = urls.clean(seen.page.url)
    if wishes.every:
        said["every"] = wishes.every
    if wishes.select:
        said["links"] = {"select": wishes.select}
    return said


def _look(fetch: Fetcher, source: Source, section: Section, page: Page, now: datetime) -> Look:
    """What a section would give now; `page` is the one that was fetched already. Raises ConfigError for a bad rule."""
    try:
        answer = page if urls.clean(page.url) == section.url else fetch(section.url)
        visit = Visitor(fetch, source, section, now).page(answer)
    except ConfigError:
        raise
    except FeedbotError as error:
        return Look(section, None, error)
    if source.links.select and not any(link.why == "links.select" for link in visit.links):
        return Look(section, None, NoLinks(section.url, f"the selector matches no link: {source.links.select}"))
    return Look(section, visit)


def _selector(visits: Sequence[Visit], now: datetime) -> str:
    """The selector of the first page's items, where it has exactly the items of the other pages, too; else ""."""
    if any(visit.door for visit in visits):  # the items do not stand on the page
        return ""
    first, *others = [(Document(visit.page), visit.links) for visit in visits]
    css = selector_for(*first)
    same = css and all(_selects(css, document, links, now) for document, links in others)
    return css if same else ""


def _selects(css: str, document: Document, links: Sequence[Link], now: datetime) -> bool:
    again = find_links(document, LinkRules(select=css), now=now)
    return {link.url for link in again.links} == {link.url for link in links}


def _first_article(
    fetch: Fetcher, source: Source, looks: Sequence[Look], now: datetime, sites: Sites
) -> tuple[Article | None, FeedbotError | None]:
    """The first item that can be read in full, or why the first could not."""
    refused: FeedbotError | None = None
    for link in looks[0].links[:_TRIES]:
        try:
            return Gatherer(fetch, source.article, now, sites=sites).article(fetch(link.url), link), None
        except FeedbotError as error:
            refused = refused or error
    return None, refused
