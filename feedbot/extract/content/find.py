"""The order of the steps: outline, weigh, choose, prune; by the source's selectors first, and the dearer tries last."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feedbot.document import Document, measure
from feedbot.extract.content import prune, retry, shown
from feedbot.extract.content.choose import container, weigh
from feedbot.extract.content.features import FORUM, Region
from feedbot.extract.content.genre import genre_of
from feedbot.extract.content.intro import intro
from feedbot.extract.content.model import model
from feedbot.extract.outline import Outline, outline
from feedbot.model import ArticleRules
from feedbot.text import squeeze

_LITTLE = 300  # characters below which a text may not be the article
_NOTHING = 60  # characters below which nothing but a heading was found
_BETTER = 2  # times more text make another try the better one
_MAINS = 4  # elements that say that they are the main one
_FULLER = 4  # times more text in the structured data make what was found look cut off


@dataclass(slots=True)
class Body:
    """The part of a page that is the article."""

    intro: list[LexborNode] = field(default_factory=list)  # the standfirst, where it stands above the roots
    roots: list[LexborNode] = field(default_factory=list)  # in page order; usually one
    dropped: set[int] = field(default_factory=set)  # mem_ids below the roots and of menus anywhere; with all below them
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


@dataclass(slots=True)
class _Page:
    """What every try needs to know."""

    document: Document
    outline: Outline
    removed: frozenset[int]
    title: str
    authors: Collection[str]
    genre: int


Verdicts = tuple[Region, list[str]]


def layout(document: Document, rules: ArticleRules = ArticleRules()) -> Outline:
    """The outline of a page's body, without what the source's selectors remove."""
    return _outline(document, frozenset(node.mem_id for node in _removed(document, rules)))


def find(
    document: Document,
    rules: ArticleRules = ArticleRules(),
    *,
    laid_out: Outline | None = None,
    title: str = "",
    authors: Collection[str] = (),
    trace: list[Removed] | None = None,
) -> Body:
    """The article's text in the page: by the source's selectors, else by detection, else in unseen markup and data.

    `laid_out` is the page's `layout`, where that was made; `title` and `authors` are what is known of its headline and
    byline.
    """
    removed = _removed(document, rules)
    if trace is not None:
        trace += [Removed("selector", squeeze(node.text())) for node in removed]
    ids = frozenset(node.mem_id for node in removed)
    laid_out = laid_out or _outline(document, ids)
    page = _Page(document, laid_out, ids, title or _title(document), authors, genre_of(document))
    stated = 0 if rules.content else retry.stated(document)
    best, verdicts = Body(poor=True), list[Verdicts]()
    for body, judged in _tries(page, rules):
        if len(body.text) > _BETTER * len(best.text):
            best, verdicts = body, judged
        if not best.poor and len(best.text) * _FULLER >= stated:
            break
    if len(best.text) < _NOTHING:
        last, judged = _last(page)
        if not best.text or len(last.text) > _BETTER * _LITTLE:
            best, verdicts = last, judged
    if rules.content and best.how != "selector":
        best.how += ", the selectors match nothing"
    if trace is not None:
        trace += [Removed(why, text) for region, whys in verdicts for why, text in _left_out(region, whys)]
    return best


def _removed(document: Document, rules: ArticleRules) -> list[LexborNode]:
    return [node for selector in rules.remove for node in document.tree.css(selector)]


def _outline(document: Document, removed: frozenset[int], *, everything: bool = False) -> Outline:
    root = document.tree.body or document.root
    return Outline() if root is None else outline(root, removed, everything)


def _tries(page: _Page, rules: ArticleRules) -> Iterator[tuple[Body, list[Verdicts]]]:
    """One try after the other, each dearer or less likely than the last."""
    document = page.document
    if rules.content:
        yield _joined([_judge(page, outline(node, page.removed), 0) for node in _matched(page, rules)], "selector")
    yield _joined([_judge(page, page.outline)], "heaviest element", retry.description(document))
    yield _joined([_judge(page, _outline(document, page.removed, everything=True))], "heaviest element, unseen markup")
    for html, where in retry.elsewhere(document, page.genre == FORUM):
        inner = None if measure.fault(html.encode("utf-8", "replace")) else LexborHTMLParser(html).body
        if inner is not None:
            body, _ = _joined([_judge(page, outline(inner))], where)
            yield replace(body, intro=[], roots=[], dropped=set(), html=html), []


def _last(page: _Page) -> tuple[Body, list[Verdicts]]:
    """What is better than nothing: a page of links, all text that is no link, else what the page says of itself."""
    body, judged = _joined([_unjudged(page, page.outline)], "all that is no link")
    mains = [_whole(page, node) for node in page.document.tree.css("main, [role=main]")[:_MAINS]]
    whole, verdicts = max(mains, key=lambda one: len(one[0].text), default=(Body(), []))
    if len(whole.text) > _BETTER * max(_LITTLE, len(body.text)):
        return whole, verdicts
    if body.text:
        return replace(body, poor=True), judged
    said = retry.description(page.document)
    html = retry.as_html(said)
    return Body(text=said, words=len(said.split()), how="the page's description", poor=True, html=html), []


def _whole(page: _Page, node: LexborNode) -> tuple[Body, list[Verdicts]]:
    """All text of an element, its links as well."""
    region = survey(outline(node, page.removed), page.genre, 0)
    return _joined([(region, [""] * (region.last - region.first))], "the main element as a whole")


def _matched(page: _Page, rules: ArticleRules) -> list[LexborNode]:
    """The elements that the source's content selectors match, none inside another, in page order of each selector."""
    nodes: list[LexborNode] = []
    inside: set[int] = set()
    for selector in rules.content:
        for node in page.document.tree.css(selector):
            if node.mem_id not in inside:
                inside.update(child.mem_id for child in node.traverse())
                nodes.append(node)
    return nodes


def _judge(page: _Page, laid_out: Outline, top: int | None = None) -> Verdicts:
    region = survey(laid_out, page.genre, top)
    return region, prune.verdicts(region, model(), page.genre, page.title, page.authors)


def _unjudged(page: _Page, laid_out: Outline) -> Verdicts:
    """All of the page's text but links."""
    region = survey(laid_out, page.genre, 0)
    blocks = range(region.first, region.last)
    return region, ["" if laid_out.linked[block] < 0.5 * laid_out.size[block] else "a link" for block in blocks]


def survey(page: Outline, genre: int, top: int | None = None) -> Region:
    """The container of the page's text, or the given element, with what its blocks' features need."""
    weights = weigh(page, genre == FORUM)
    return Region(page, container(page, weights) if top is None else top, weights)


def _title(document: Document) -> str:
    return next((node.text() or "" for node in document.elements("title")), "")


def _joined(judged: list[Verdicts], how: str, summary: str = "") -> tuple[Body, list[Verdicts]]:
    """The regions as one body, what was kept of each in page order; `summary` is what the page says of itself."""
    body = Body(how=how)
    pieces: list[str] = []
    for region, verdicts in judged:
        if region.first < region.last:
            for block in intro(region, summary) if how.startswith("heaviest") else ():
                body.intro.append(region.page.nodes[region.page.owner[block]])
                pieces.append(region.page.text[block])
            body.roots.append(region.page.nodes[region.top])
            body.dropped |= shown.dropped(region, verdicts) | region.page.aside
            pieces += [text for text, why in zip(region.texts, verdicts, strict=True) if not why]
    said = "\n\n".join(pieces).replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", "")
    body.text = said.replace(" ¶", "").replace("¶", "")  # the mark of a heading's own link
    body.words = body.text.count(" ") + len(pieces)
    body.poor = len(body.text) < _LITTLE
    return body, judged


def _left_out(region: Region, verdicts: list[str]) -> Iterator[tuple[str, str]]:
    """Every block that is not text of the article, in page order."""
    page = region.page
    for block, text in enumerate(page.text):
        inside = region.first <= block < region.last
        why = verdicts[block - region.first] if inside else "outside the article's element"
        if why:
            yield why, text
