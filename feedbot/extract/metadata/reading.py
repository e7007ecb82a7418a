"""Everything that a page says of its article, by one reading; the source's selectors come first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from selectolax.lexbor import LexborNode, SelectolaxError

from feedbot import dates
from feedbot.document import Document
from feedbot.extract.metadata import address, authors, image, languages, stamps, summary, tags, title, when
from feedbot.extract.metadata.signals import Signals
from feedbot.extract.metadata.texts import line
from feedbot.extract.outline import Outline
from feedbot.model import ArticleRules, Image, Provenance, When
from feedbot.pictures import best


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article page says of itself; `provenance` tells for each field where it comes from and what disagreed."""

    url: str
    title: str = ""
    authors: tuple[str, ...] = ()
    published: When | None = None
    modified: When | None = None
    summary: str = ""
    image: Image | None = None
    tags: tuple[str, ...] = ()
    section: str = ""
    language: str = ""
    provenance: dict[str, Provenance] = field(default_factory=dict)


_NO_RULES = ArticleRules()


def read(
    document: Document, rules: ArticleRules = _NO_RULES, *, laid_out: Outline | None = None, now: datetime | None = None
) -> Metadata:
    """The metadata of an article page; `laid_out` is its outline, where that was made.

    `now` bounds its dates and reads those that lean on the clock.
    """
    signals = Signals(document, laid_out)
    why: dict[str, Provenance] = {}
    tongue, why["language"] = languages.declared(signals)
    reader = stamps.Reader(signals, dates.place(rules.zone), tongue, now)
    headline, why["title"] = title.title(signals, next(_texts(document, rules.title), ""))
    names, why["authors"] = authors.authors(signals, _texts(document, rules.authors))
    changes = when.changes(signals, reader)
    published, why["published"] = when.published(signals, reader, changes, _stamps(document, rules.published))
    modified, why["modified"] = when.modified(changes, reader)
    picture, why["image"] = image.image(signals, next(_addresses(document, rules.image), ""))
    part, why["section"] = tags.section(signals, headline)
    about, why["tags"] = tags.tags(signals, part)
    short, why["summary"] = summary.summary(signals, headline)
    url, why["url"] = address.address(signals, headline)
    return Metadata(url, headline, names, published, modified, short, picture, about, part, tongue, why)


def _nodes(document: Document, selectors: Iterable[str]) -> Iterator[LexborNode]:
    """The elements that a source's selectors find; one that is no CSS finds nothing."""
    for selector in selectors:
        try:
            yield from document.tree.css(selector)
        except (SelectolaxError, ValueError):
            continue


def _texts(document: Document, selectors: Iterable[str]) -> Iterator[str]:
    for node in _nodes(document, selectors):
        if said := (node.attributes.get("content") or line(node, 500)):
            yield said


def _stamps(document: Document, selectors: Iterable[str]) -> Iterator[str]:
    for node in _nodes(document, selectors):
        said = node.attributes
        if found := (said.get("datetime") or said.get("content") or line(node, 300)):
            yield found


def _addresses(document: Document, selectors: Iterable[str]) -> Iterator[str]:
    for node in _nodes(document, selectors):
        holder = node if node.tag in ("img", "meta", "a", "source") else node.css_first("img")
        said = holder.attributes if holder is not None else {}
        shown = best(said, [], document.base) if holder is not None and holder.tag in ("img", "source") else None
        if found := (shown and shown.url) or said.get("src") or said.get("content") or said.get("href"):
            yield found
