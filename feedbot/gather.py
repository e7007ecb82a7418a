"""One article: its page, and the further pages that its text goes on over, asked like any other and read as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from feedbot import text, urls, walls
from feedbot.document import Document
from feedbot.errors import FeedbotError, NoArticle
from feedbot.extract import Removed
from feedbot.extract import read as read_article
from feedbot.extract.join import join, stranger
from feedbot.extract.pages import Further, further, single
from feedbot.model import Article, ArticleRules, Link, Page, Provenance
from feedbot.sites.apply import applied, rewritten, told
from feedbot.sites.rules import Rules
from feedbot.visit import Fetch, Read, at_once

Sites = Callable[[str], Rules | None]  # a page's address -> the rules for its site


def no_sites(url: str) -> Rules | None:
    return None


def stand_in(link: Link, why: str) -> Article:
    """What the section page said of an article whose own page cannot be read, and why it cannot."""
    said = {"title": link.title, "published": link.published, "authors": link.authors, "summary": link.summary}
    return Article(
        url=link.url,
        title=link.title,
        content="",
        text=link.summary,
        authors=link.authors,
        published=link.published,
        summary=link.summary,
        image=link.image,
        section=link.section,
        partial=text.shorten(why, 200),
        provenance={name: Provenance("listing") for name, value in said.items() if value},
    )


# A field of an article -> the key of config.yaml that holds its selector.
_SELECTED = {"content": "content", "title": "title", "authors": "author", "published": "date", "image": "image"}


def unmatched(article: Article, rules: ArticleRules) -> tuple[str, ...]:
    """The selectors of a source, by their keys, that found nothing in this article, so that detection chose."""
    why = article.provenance
    return tuple(
        key
        for name, key in _SELECTED.items()
        if getattr(rules, name) and not (name in why and why[name].signal.startswith("selector"))
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """One page of an article, read."""

    document: Document
    article: Article
    rules: ArticleRules
    ahead: tuple[Further, ...] = ()
    whole: str = ""  # the address that shows all pages in one


@dataclass(frozen=True)
class Gatherer:
    """Reads articles by one source's rules; `trace` collects what was left out of them."""

    fetch: Fetch
    rules: ArticleRules
    now: datetime
    read: Read = at_once
    sites: Sites = no_sites
    trace: list[Removed] | None = None

    def article(self, page: Page, link: Link | None = None) -> Article:
        """The whole article that begins on a page. Raises FeedbotError where that page is none.

        A further page that cannot be read leaves the article partial, and says so.
        """
        first = self.read(lambda: self._see(page, page.url, link))
        if not first.ahead and not first.whole:  # nearly always: the tree goes now, not behind all that wait for a core
            return first.article
        return self._whole(first) or self._joined(first)

    def _see(self, page: Page, begins: str, link: Link | None = None) -> _Seen:
        """One page, and what it says of the others."""
        if found := walls.detour(page):
            raise walls.refusal(page, found, NoArticle)
        site = self.sites(page.url)
        document = Document(rewritten(page, site))
        rules = applied(document, self.rules, site)
        rules = rules if page.url == begins else replace(rules, min_words=0)
        article = read_article(document, rules, link=link, now=self.now, trace=self.trace)
        article = told(article, rules, self.rules, site)
        if rules.pages < 2:
            return _Seen(document, article, rules)
        ahead = further(document, rules, begins)
        whole = single(document, rules, begins) if ahead or rules.single_page else ""
        return _Seen(document, article, rules, ahead, whole)

    def _whole(self, first: _Seen) -> Article | None:
        """The article as the page for all of it shows it, where there is one that holds more than the first page."""
        if not first.whole:
            return None
        try:
            page = self.fetch(first.whole)
            seen = self.read(lambda: self._see(page, page.url)).article
        except FeedbotError:  # the pages one by one are as good
            return None
        sure = bool(first.rules.single_page)
        if stranger((replace(first.article, text=""),), seen, told=sure) or not _longer(seen, first.article):
            return None
        how = seen.provenance["content"].signal
        why = {**first.article.provenance, "content": Provenance(f"{how}, all on one page")}
        return replace(first.article, content=seen.content, text=seen.text, partial=seen.partial, provenance=why)

    def _joined(self, first: _Seen) -> Article:
        """The first page with those that follow it, as far as they can be had."""
        parts, waiting = [first], list(first.ahead)
        been = {urls.identity(first.document.url)}
        lost = ""
        while waiting and not lost:
            step = waiting.pop(0)
            if urls.identity(step.url) in been:
                continue
            if len(parts) >= self.rules.pages:
                lost = f"it goes on after its first {len(parts)} pages"
                break
            been.add(urls.identity(step.url))
            seen = self._next(step.url, first.document.url)
            if isinstance(seen, FeedbotError):
                lost = f"its page {len(parts) + 1} is missing: {getattr(seen, 'message', seen)}"
            elif stranger([part.article for part in parts], seen.article, told=step.why == "selector"):
                break
            else:
                parts.append(seen)
                waiting = list(seen.ahead) or waiting
        return self.read(lambda: join([one.article for one in parts], [one.document for one in parts], lost))

    def _next(self, url: str, begins: str) -> _Seen | FeedbotError:
        """A further page, or why it is not there."""
        try:
            page = self.fetch(url)
            return self.read(lambda: self._see(page, begins))
        except FeedbotError as error:
            return error


def _longer(whole: Article, first: Article) -> bool:
    return text.count(whole.text) > text.count(first.text)
