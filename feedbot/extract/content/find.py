"""The order of the steps: outline, score, choose, prune; then the dearer tries."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

from selectolax.lexbor import LexborNode

from feedbot.document import Document
from feedbot.extract.content import tables
from feedbot.extract.content.outline import TAG, Outline, outline
from feedbot.model import ArticleRules


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
    page = outline(root)
    return _v0(page, trace)


_NEG = tables.JUNK | tables.COMMENT | tables.META | tables.CAPTION | tables.HIDDEN
_BAD_TAGS = {TAG[t] for t in ("header", "footer", "aside", "form", "figcaption", "address", "fieldset")}
_GOOD = {TAG[t] for t in ("p", "pre", "blockquote")}


def _v0(page: Outline, trace: list[Removed] | None) -> Body:
    count = len(page.nodes)
    flags = [0] * count
    for i in range(count):
        p = page.parent[i]
        f = flags[p] if p >= 0 else 0
        h = tables.hints(page.names[i])
        if page.tag[i] in _BAD_TAGS:
            f |= 1
        if h & _NEG and not (h & tables.BODY and not h & tables.COMMENT) and i > 0:
            f |= 1
        flags[i] = f
    weight = []
    for b, o in enumerate(page.owner):
        s, d = page.size[b], page.linked[b]
        t = page.text[b]
        tag = page.tag[o]
        if d > s * 0.5:
            w = -s
        elif s >= 80 or (tag in _GOOD and s >= 40):
            w = s - 2 * d
        else:
            w = 0
        if flags[o]:
            w = min(0, -w) * 0.3
        weight.append(w)
    sums = [0, *accumulate(weight)]
    best, top = 0, 0
    for i in range(count):
        score = sums[page.end[i]] - sums[page.start[i]]
        if flags[i]:
            continue
        if score >= top * 0.98 and page.end[i] - page.start[i] > 1 and score > 0 and (score > top * 1.02 or _inside(page, i, best)):
            best, top = i, score
    lines = []
    dropped: set[int] = set()
    for b in range(page.start[best], page.end[best]):
        o = page.owner[b]
        s, d = page.size[b], page.linked[b]
        if flags[o] or d > s * 0.6 and s < 200 or page.tag[o] == TAG["h1"]:
            dropped.update(page.text_ids(b))
            if trace is not None:
                trace.append(Removed("block", page.text[b]))
            continue
        lines.append(page.text[b])
    text = "\n\n".join(lines)
    return Body([page.nodes[best]], dropped, text, len(text.split()), "densest element", len(text) < 250)


def _inside(page: Outline, inner: int, outer: int) -> bool:
    return page.start[inner] >= page.start[outer] and page.end[inner] <= page.end[outer] and inner > outer
