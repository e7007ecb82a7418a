"""One look at a section: its page first, the doors that the page names where it gives nothing, older pages if asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

from feedbot import dates, urls
from feedbot.discover import Found
from feedbot.discover import doors as ways
from feedbot.discover import read as find_links
from feedbot.discover.doors import Door, Given
from feedbot.discover.pages import older
from feedbot.discover.stand_in import lost, stand_in
from feedbot.document import Document
from feedbot.errors import FeedbotError, NoLinks
from feedbot.model import Dropped, Link, Page, Section, Source

_PARTS = 3  # files of a sitemap index that are read
_DEEPEST = 2  # indexes on the way: robots.txt, then an index
_DOORS = 8  # that are tried for a section


A = TypeVar("A")


class Fetch(Protocol):
    """URL -> Page. Raises FetchError."""

    def __call__(self, url: str, *, etag: str = "", last_modified: str = "") -> Page: ...


class Read(Protocol):
    """Runs work that keeps a core busy, when its turn has come, and gives its result."""

    def __call__(self, work: Callable[[], A]) -> A: ...


def at_once(work: Callable[[], A]) -> A:
    """The Read of a caller that is alone."""
    return work()


@dataclass(frozen=True, slots=True)
class Visit:
    """What a section gave."""

    page: Page  # its validators say whether there is anything new next time
    links: tuple[Link, ...]
    dropped: tuple[Dropped, ...] = ()  # told of a first visit, and where there are fewer items than before
    door: Door | None = None  # where the items come from, if not from the section page
    notes: tuple[str, ...] = ()


_NO_DOOR = "`feedbot preview --doors` shows what each door of the page gives; `via: auto` takes any of them"
_NO_PATH = "json.items, json.url and json.title say where the answer holds them; without them it is detected"


@dataclass(frozen=True)
class Visitor:
    """Looks at one section of a source, `pages` section pages deep."""

    fetch: Fetch
    source: Source
    section: Section
    now: datetime
    read: Read = at_once
    pages: int = 1
    before: int = 0  # items at an earlier visit
    told: str = ""  # what the doors gave a short while ago, when none served: they are not tried again

    def page(self, page: Page) -> Visit:
        """The items of the section's address. Raises NoLinks, or Blocked, where neither it nor any door gives one."""
        if direct := ways.direct(page, self.section, self.source.json):
            return self.door(direct, page)
        document, listed = self.read(partial(self.own, page))
        if isinstance(listed, Found):
            return self._listed(page, document, listed)
        if self.source.via != "page":
            return self._behind(page, document, listed)
        raise listed

    def own(self, page: Page) -> tuple[Document, Found | NoLinks]:
        """The items of the page itself, or why it gives none. Raises NoLinks or Blocked where it is no section page."""
        document = Document(page)
        if self.source.via not in ("auto", "page"):
            return document, NoLinks(page.url, f"no {self.source.via} door gave an item", hint=_NO_DOOR)
        try:
            listed: Found | NoLinks = find_links(document, self.source.links, now=self._there())
        except NoLinks as error:
            ended = lost(document, self.before)
            listed = NoLinks(error.url, f"{ended}; {error.message}", hint=error.hint) if ended else error
        items = len(listed.links) if isinstance(listed, Found) else 0
        told = self.source.via == "page" or self.source.links.select  # the configuration knows better
        if not told and (refused := stand_in(document, page.asked, items)):
            raise refused
        return document, listed

    def _there(self) -> datetime:
        """The time by the clocks of the source's zone: "today" is another day there than in UTC."""
        zone = dates.place(self.source.article.zone or self.source.zone)
        return self.now.astimezone(zone) if zone else self.now

    def door(self, door: Door, page: Page | None = None) -> Visit:
        """The items of one door, `page` being its answer where it is fetched already. Raises FeedbotError."""
        page, given = self._first(door, page or self.fetch(door.url), 0)
        if not given.links:
            total = f" of this section among {given.total}" if given.total else ""
            hint = _NO_PATH if door.kind == "json" else ""
            raise NoLinks(page.url, f"no items{total}", hint=hint)
        gathered = _Gathered(given.links)
        for _ in range(self.pages - 1):
            if not given.next:
                break
            try:
                given = self._read(self.fetch(given.next), door)
            except FeedbotError:  # what the first page gave is good all the same
                break
            if not gathered.add(given.links):
                break
        kept = self._admitted(gathered.links)
        return Visit(page, kept, door=replace(door, url=page.asked or page.url))

    def every(self, document: Document) -> tuple[Door, ...]:
        """The doors that the section page names, as far as the source allows them."""
        found = self.read(lambda: ways.doors(document, self.section))
        allowed = [door for door in found if self.source.via in ("auto", door.kind)]
        return tuple(replace(door, paths=self.source.json) for door in allowed[:_DOORS])

    def _listed(self, page: Page, document: Document, found: Found) -> Visit:
        """The items of the section page and of its older pages."""
        gathered = _Gathered(ways.enriched(found.links, document))
        for more in self._older(document):
            if not gathered.add(more):
                break
        # Telling why each other link was left out takes half as long as finding the items.
        dropped = () if 0 < self.before <= len(found.links) else found.dropped
        return Visit(page, _numbered(gathered.links), dropped, notes=found.notes)

    def _older(self, document: Document) -> Iterator[tuple[Link, ...]]:
        """The items of each older page, as long as there are some."""
        been = {urls.identity(document.url)}
        for _ in range(self.pages - 1):
            url = older(document, been)
            if not url:
                return
            try:
                page = self.fetch(url)
                been |= {urls.identity(url), urls.identity(page.url)}
                document, found = self.read(partial(self.own, page))
            except FeedbotError:  # what the pages before it gave is good all the same
                return
            if not isinstance(found, Found):
                return
            yield ways.enriched(found.links, document)

    def _behind(self, page: Page, document: Document, refused: NoLinks) -> Visit:
        """The items of the first door that gives any."""
        tried: list[str] = []
        for door in self.every(document):
            inside = door.url == document.url
            if self.told and not inside:
                break
            try:
                return self.door(door, page if inside else None)
            except FeedbotError as error:
                tried.append(f"{door.kind} {getattr(error, 'url', door.url)}: {getattr(error, 'message', error)}")
        told = self.told or "; ".join(tried)
        failed = NoLinks(refused.url, refused.message + (f"; tried {told}" if told else ""), hint=refused.hint)
        failed.tried = told
        raise failed

    def _first(self, door: Door, page: Page, depth: int) -> tuple[Page, Given]:
        """The first answer with items: the door's own, else that of the likeliest files that it names."""
        given = self._read(page, door)
        if given.links or depth >= _DEEPEST:
            return page, given
        failed: FeedbotError | None = None
        for part in given.parts[:_PARTS]:
            try:
                found = self._first(door, self.fetch(part), depth + 1)
            except FeedbotError as error:  # one file of many
                failed = error
                continue
            if found[1].links:
                return found
        if failed:
            raise failed
        return page, given

    def _read(self, page: Page, door: Door) -> Given:
        return self.read(lambda: ways.read(page, door))

    def _admitted(self, links: list[Link]) -> tuple[Link, ...]:
        kept = ways.admitted(links, self.source.links)
        if not kept:
            raise NoLinks(self.section.url, f"links.include and links.exclude left none of {len(links)} items")
        return _numbered(kept)


class _Gathered:
    """Links of several pages, each address once, in the order in which they came."""

    def __init__(self, links: Iterable[Link]) -> None:
        self.links = list(links)
        self._known = {urls.identity(link.url) for link in self.links}

    def add(self, more: Iterable[Link]) -> bool:
        """Put what is new behind what is there; whether anything was."""
        new = [link for link in more if urls.identity(link.url) not in self._known]
        self.links += new
        self._known |= {urls.identity(link.url) for link in new}
        return bool(new)


def _numbered(links: list[Link]) -> tuple[Link, ...]:
    return tuple(replace(link, position=n) if link.position != n else link for n, link in enumerate(links))
