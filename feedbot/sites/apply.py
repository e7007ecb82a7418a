"""Rules for a site in their place: behind the source's own selectors, before detection."""

from __future__ import annotations

from dataclasses import replace

from feedbot.document import Document, utf8
from feedbot.model import Article, ArticleRules, Page, Provenance
from feedbot.sites.rules import Rules

_FIELDS = ("title", "authors", "published")


def rewritten(page: Page, site: Rules | None) -> Page:
    """The page with the strings that the rules replace in its source."""
    if site is None or not site.replaced:
        return page
    body = utf8(page.body, page.content_type)
    for sought, value in site.replaced:
        body = body.replace(sought.encode(), value.encode())
    return replace(page, body=body, content_type="text/html; charset=utf-8")


def applied(document: Document, own: ArticleRules, site: Rules | None) -> ArticleRules:
    """The selectors for one page: where the source's own find no text, the first of the site's that does."""
    if site is None:
        return own
    content = _first(document, own.content, site.body)
    if content != own.content and content[0] in site.firsts:
        content = (_path(document, content[0]),)
    return replace(
        own,
        content=content,
        remove=own.remove + site.strip,
        title=own.title + site.title,
        authors=_first(document, own.authors, site.authors),
        published=own.published + site.published,
        next_page=own.next_page + site.next_page,
        single_page=own.single_page + site.single_page,
    )


def _first(document: Document, own: tuple[str, ...], site: tuple[str, ...]) -> tuple[str, ...]:
    """All of the source's own selectors where one of them finds something, else the first of the site's that does."""
    if any(map(document.tree.css_matches, own)):
        return own
    return next(((one,) for one in site if document.tree.css_matches(one)), own)


def _path(document: Document, selector: str) -> str:
    """CSS of the first element alone that a selector finds, which it must: its place below each element around it."""
    steps: list[str] = []
    node = document.tree.css_first(selector)
    while node is not None and node.parent is not None and node.tag != "html":
        place, before = 1, node.prev
        while before is not None:
            place += before.is_element_node
            before = before.prev
        steps.append(f":nth-child({place})")
        node = node.parent
    return " > ".join(["html", *reversed(steps)])


def told(article: Article, used: ArticleRules, own: ArticleRules, site: Rules | None) -> Article:
    """The article, whose provenance names the file where that gave a field."""
    if site is None:
        return article
    why = dict(article.provenance)
    of_site = [name for name in _FIELDS if not getattr(own, name)]
    of_site += ["content"] if used.content != own.content else []
    for name in of_site:
        if name in why and why[name].signal == "selector":
            why[name] = Provenance(site.file, why[name].disagreed)
    return replace(article, provenance=why)
