"""One article: the order of the steps."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from feedbot import text, walls
from feedbot.document import Document
from feedbot.errors import NoArticle, TooShort, Walled
from feedbot.extract import clean, content, metadata
from feedbot.extract.partial import partial
from feedbot.model import Article, ArticleRules, Image, Link, Page, Provenance

T = TypeVar("T")

_SPARSE = 8  # fewer words than this are no article
_COUNTED = (("p", "paragraph"), ("a", "link"), ("script", "script"))
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
    laid_out = content.layout(document, rules)
    said = metadata.read(document, rules, laid_out=laid_out, now=now)
    body = content.find(document, rules, laid_out=laid_out, title=said.title, authors=said.authors, trace=trace)
    words = text.count(body.text)
    _refuse(document, rules, body, words)
    body.dropped |= {node.mem_id for selector in rules.remove for node in document.tree.css(selector)}
    markup = _html(document, body, said)
    cut = partial(document, body.text, words, laid_out.text)
    return _article(said, body, markup, cut, link or Link(document.url))


def _refuse(document: Document, rules: ArticleRules, body: content.Body, words: int) -> None:
    """Raise where there is no article on the page, or something else in its place."""
    suspect = words < _SUSPECT or body.poor
    if suspect and (wall := walls.wall(document, body.text if words >= _SPARSE else "")):
        raise walls.refusal(document, wall, NoArticle if wall.kind == "error page" else Walled)
    if words < _SPARSE:
        raise NoArticle(document.url, _found(document, words), hint="article.content can name the element by CSS")
    if words < rules.min_words:
        short = f"{words} words, fewer than the {rules.min_words} that are asked for"
        raise TooShort(document.url, short, hint="article.min_words says how many an article has at least")


def _found(document: Document, words: int) -> str:
    """What stands on a page without text."""
    counts = ", ".join(text.many(len(document.tree.css(tag)), name) for tag, name in _COUNTED)
    return f"no text to speak of: {text.many(words, 'word')} in the best place, {counts} on the page"


def _html(document: Document, body: content.Body, said: metadata.Metadata) -> str:
    """The text as clean HTML, from the tree or from the structured data that it was found in."""
    if not body.html:
        lead = clean.lead(body.roots, body.dropped, said.image, document)
        roots = [*body.intro, *lead, *body.roots]
        return clean.html(roots, body.dropped, document, title=said.title)
    inner = Document(Page(document.base, body.html.encode("utf-8", "replace")))
    root = inner.tree.body
    return clean.html([root] if root is not None else [], (), inner, title=said.title)


def _article(said: metadata.Metadata, body: content.Body, markup: str, cut: str, listed: Link) -> Article:
    """What the page says, completed by what the listing said."""
    why = {**said.provenance, "content": Provenance(body.how)}

    def either(name: str, own: T, other: T) -> T:
        if not own and other:
            why[name] = Provenance("listing")
        return own or other

    def pictured() -> Image | None:
        if found := metadata.within(markup, said.url):
            why["image"] = Provenance("content")
        return found

    return Article(
        url=said.url,
        title=text.legal(either("title", said.title, listed.title)),
        content=markup,
        text=text.legal(body.text),
        authors=tuple(map(text.legal, either("authors", said.authors, listed.authors))),
        published=either("published", said.published, listed.published),
        modified=said.modified,
        summary=text.legal(either("summary", said.summary, listed.summary)),
        image=either("image", said.image, listed.image) or pictured(),
        tags=tuple(map(text.legal, said.tags)),
        section=text.legal(either("section", said.section, listed.section)),
        language=metadata.language(said.language, body.text),
        partial=cut,
        provenance=why,
    )
