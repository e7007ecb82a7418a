"""The order of the steps: outline, weigh, choose, prune; then the dearer tries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from feedbot.document import Document
from feedbot.extract.content import prune, tables
from feedbot.extract.content.choose import container, weigh
from feedbot.extract.content.features import ARTICLE, FORUM, MANUAL, Region
from feedbot.extract.content.model import model
from feedbot.extract.content.outline import TAG, Outline, outline
from feedbot.model import ArticleRules

_FORUM_URL = re.compile(
    r"//(?:[\w.-]*\.)?(?:forums?|discuss|boards?|community|answers|talk)\."
    r"|[/._-](?:forums?|threads?|viewtopic|showthread|showtopic|discussions?|topic|questions?|comments|boards?|talk)(?=[./?&_-]|$)"
    r"|/t/[^/]+/\d|/r/\w+/comments|/q/\d|item\?id=|ShowTopic-",
    re.IGNORECASE,
)
_MANUAL_URL = re.compile(
    r"//(?:docs?|developers?|devdocs|wiki|help|api|learn|man|readthedocs)\.|\.readthedocs\.|\.gitbook\.|//pkg\.|//pypi\."
    r"|/(?:docs?|documentation|reference|manual|api|handbook|wiki|man\d?)(?=[/._-]|$)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Body:
    """The part of a page that is the article."""

    roots: list[LexborNode] = field(default_factory=list)  # in page order; usually one
    dropped: set[int] = field(default_factory=set)  # mem_ids below the roots, each with its whole subtree
    text: str = ""  # a line a block, blocks apart by a blank line; no headline, no captions
    words: int = 0
    how: str = ""  # which evidence chose it
    poor: bool = False  # it looks weak
    html: str = ""  # only where the text comes from structured data instead of the tree


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of the page that was left out, and why."""

    why: str
    text: str


def find(
    document: Document, rules: ArticleRules = ArticleRules(), *, title: str = "", trace: list[Removed] | None = None
) -> Body:
    """The article's text in the page, by the source's selectors first, then by detection."""
    root = document.tree.body or document.root
    if root is None:
        return Body(how="no tree", poor=True)
    region, genre, said = survey(document, outline(root), title)
    kept = prune.keep(region, model(), genre, said)
    return _body(region, kept, trace)


def genre_of(url: str) -> int:
    """What sort of page the address speaks of; boards and manuals keep what an article would shed."""
    return FORUM if _FORUM_URL.search(url) else MANUAL if _MANUAL_URL.search(url) else ARTICLE


def survey(document: Document, page: Outline, title: str) -> tuple[Region, int, str]:
    """The container of the page's text, the sort of page, and the words of its titles."""
    genre = genre_of(document.url)
    hints = list(map(tables.hints, page.names))
    weights = weigh(page, hints, genre == FORUM)
    region = Region(page, container(page, weights), weights, hints)
    return region, genre, title or _title(document)


def _title(document: Document) -> str:
    node = document.tree.css_first("title")
    return (node.text() if node is not None else "") or ""


def _body(region: Region, kept: list[bool], trace: list[Removed] | None) -> Body:
    page = region.page
    texts = page.text[region.first : region.last]
    text = "\n\n".join(piece for piece, keeps in zip(texts, kept, strict=True) if keeps)
    if trace is not None:
        trace += [Removed("block", piece) for piece, keeps in zip(texts, kept, strict=True) if not keeps]
    return Body([page.nodes[region.top]], prune.dropped(region, kept), text, len(text.split()), "heaviest element", len(text) < 250)


__all__ = ["TAG", "Body", "Removed", "find"]
