"""One article: the order of the steps."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from feedbot import text, walls
from feedbot.document import Document
from feedbot.errors import NoArticle, TooShort
from feedbot.extract import clean, content, metadata
from feedbot.extract.partial import partial
from feedbot.model import Article, ArticleRules, Link, Page, Provenance

T = TypeVar("T")

_SPARSE = 8  # fewer words than this are no article
_COUNTED = (("p", "paragraphs"), ("a", "links"), ("script", "scripts"))
_SUSPECT = 700  # fewer words than this may be a wall: some cookie walls are long


def read(
    document: Document,
    rules: ArticleRules = ArticleRules(),
    *,
    link: Link | None = None,
    now: datetime | None = None,
    trace: list[content.Removed] | None = None,
) -> Article:
    """The article of a page.

    `link` is what a section page said of it, and serves where the page is silent; `now` bounds the dates; `trace`
    collects what was left out, and why. Raises NoArticle, TooShort, or Blocked.
    """
    said = metadata.read(document, rules, now=now)
    body = content.find(document, rules, title=said.title, trace=trace)
    _refuse(document, rules, body)
    markup = _html(document, body, said.title)
    return _article(document, said, body, markup, link)


def _refuse(document: Document, rules: ArticleRules, body: content.Body) -> None:
    """Raise where there is no article on the page, or something else in its place."""
    suspect = body.words < _SUSPECT or body.poor
    if suspect and (wall := walls.wall(document, body.text if body.words >= _SPARSE else "")):
        raise walls.refusal(document, wall, NoArticle)
    if body.words < _SPARSE:
        raise NoArticle(document.url, _found(document, body), hint="article.content can name the element by CSS")
    if body.words < rules.min_words:
        raise TooShort(document.url, f"{body.words} words, fewer than the {rules.min_words} that are asked for")


def _found(document: Document, body: content.Body) -> str:
    """What stands on a page without text."""
    tree = document.tree
    counts = ", ".join(f"{len(tree.css(tag))} {name}" for tag, name in _COUNTED)
    return f"no text to speak of: {body.words} words in the best place, {counts} on the page"


def _html(document: Document, body: content.Body, title: str) -> str:
    """The text as clean HTML, from the tree or from the structured data that it was found in."""
    if not body.html:
        return clean.html(body.roots, body.dropped, document, title=title)
    inner = Document(Page(document.base, body.html.encode("utf-8", "replace")))
    root = inner.tree.body
    return clean.html([root] if root is not None else [], (), inner, title=title)


def _article(
    document: Document, said: metadata.Metadata, body: content.Body, markup: str, link: Link | None
) -> Article:
    """What the page says, completed by what the listing said."""
    listed = link or Link(document.url)
    why = dict(said.provenance)
    why["content"] = Provenance(body.how)

    def either(name: str, own: T, other: T) -> T:
        if not own and other:
            why[name] = Provenance("listing")
        return own or other

    return Article(
        url=said.url,
        title=text.legal(either("title", said.title, listed.title)),
        content=markup,
        text=text.legal(body.text),
        authors=tuple(map(text.legal, either("authors", said.authors, listed.authors))),
        published=either("published", said.published, listed.published),
        modified=said.modified,
        summary=text.legal(either("summary", said.summary, listed.summary)),
        image=either("image", said.image, listed.image),
        tags=tuple(map(text.legal, said.tags)),
        section=text.legal(said.section),
        language=metadata.language(said.language, body.text),
        partial=partial(document, body.text, body.words),
        provenance=why,
    )
