"""The picture above the text: a figure just before the article's text, else what the page shows to other sites."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from selectolax.lexbor import LexborNode

from feedbot import urls
from feedbot.document import Document
from feedbot.model import Image
from feedbot.pictures import best, key

_FIGURES = "figure, picture, [class*=wp-caption], [class*=featured-image], [class*=post-thumbnail]"
_HEADED = "h1, h2, h3, ul"  # a caption has none
_HIGH = 4  # elements above the text that are looked into
_NEAR = 8  # siblings before them
_WIDE, _LARGE = 500, 300  # pixels; of a picture that stands alone in its element the second will do
_ANOTHER = 800  # characters: another text stands between
_ELSEWHERE = frozenset(["nav", "aside", "footer", "form", "ul", "ol", "section", "script", "style"])
_NOT_OURS = frozenset(["nav", "aside", "footer", "form", "dialog"])
_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)", re.I)
_PORTRAIT = re.compile(r"avatar|author|logo", re.I)
_CLOSE = 4  # elements around a picture whose names speak of it
_WIDTH = re.compile(r"[-_](\d{2,4})x\d{2,4}(?:[._@]|$)")
_TELLING = 8  # letters of a file's name that are the same by no accident


def lead(
    roots: Sequence[LexborNode], dropped: Collection[int], image: Image | None, document: Document
) -> list[LexborNode]:
    """The nearest figure before the text, if it is the article's: it shows `image`, is large, or has a caption.

    Where there is none, the place on the page that shows `image`, if that is not in the text already.
    """
    if near := _near(roots, dropped, image, document):
        return near
    name = _name(image.url) if image is not None else ""
    return _told(roots, dropped, name, document) if len(name) >= _TELLING else []


def _near(
    roots: Sequence[LexborNode], dropped: Collection[int], image: Image | None, document: Document
) -> list[LexborNode]:
    """The nearest figure before the text."""
    for node in _before(roots[0]) if roots else ():
        if node.tag in _ELSEWHERE or node.mem_id in dropped:
            continue
        found = node if node.tag in ("figure", "picture") else node.css_first(_FIGURES)
        if found is not None and found.css_first(_HEADED) is not None:  # the page's head, named for its background
            found = found.css_first("figure, picture, img")
        if found is not None:
            wide = 0 if _is_captioned(found) else _WIDE
            return [found] if _shows(found, image, document.base, wide) else []
        if (alone := _alone(node)) is not None and _shows(alone, image, document.base, _LARGE):
            return [alone]
        if len(node.text() or "") > _ANOTHER:
            break
    return []


def _name(url: str) -> str:
    """What the addresses of one picture in all its sizes have in common, from its file's name."""
    return key(url).rpartition("/")[2].partition("?")[0].rpartition(".")[0]


def _told(roots: Sequence[LexborNode], dropped: Collection[int], name: str, document: Document) -> list[LexborNode]:
    """The first large picture of this name, unless it is in the text; none in a menu or a link to another page."""
    own, left_out = {root.mem_id for root in roots}, set(dropped)
    found: list[LexborNode] = []
    for node in document.tree.css("img, source, amp-img"):
        if not any(said and name in said for said in node.attributes.values()):
            continue
        around = list(_around(node))
        ids = {one.mem_id for one in around}
        if ids & own and not ids & left_out:
            return []
        if found or _is_small(node, document.base) or any(_is_portrait(one) for one in around[:_CLOSE]):
            continue
        if not any(one.tag in _NOT_OURS or _leads_away(one, document) for one in around):
            found.append(_whole(around))
    return found


def _is_small(node: LexborNode, base: str) -> bool:
    """Whether a picture is a thumbnail, by its stated width or that in its file's name."""
    shown = best(node.attributes, [], base)
    told = _WIDTH.search(shown.url) if shown is not None else None
    return shown is not None and min(shown.width or _LARGE, int(told[1]) if told else _LARGE) < _LARGE


def _is_portrait(node: LexborNode) -> bool:
    return _PORTRAIT.search(node.attributes.get("class") or "") is not None


def _leads_away(node: LexborNode, document: Document) -> bool:
    """Whether an element is a link to another page; one to the picture itself, or to this page, is none."""
    if node.tag != "a":
        return False
    url = urls.absolute(node.attributes.get("href"), document.base)
    return bool(url) and not _FILE.search(url) and urls.identity(url) != urls.identity(document.url)


def _around(node: LexborNode) -> Iterator[LexborNode]:
    """An element and those around it, the innermost first."""
    one: LexborNode | None = node
    while one is not None:
        yield one
        one = one.parent


def _whole(around: list[LexborNode]) -> LexborNode:
    """The picture with its sources, or with its caption."""
    held = (one for one in around[3::-1] if one.tag in ("figure", "picture") and len(one.css("img")) == 1)
    return next(held, around[0])


def _alone(node: LexborNode) -> LexborNode | None:
    """The picture that is all there is in an element, and no link."""
    if node.tag != "div" or node.css_first("a, iframe, button") is not None or (node.text() or "").strip():
        return None
    pictures = node.css("img")
    return pictures[0] if len(pictures) == 1 else None


def _is_captioned(figure: LexborNode) -> bool:
    return figure.css_first("figcaption") is not None and len(figure.css("img")) == 1


def _shows(figure: LexborNode, image: Image | None, base: str, wide: int) -> bool:
    """Whether a figure's picture is the one that the page shows to other sites, or `wide` pixels wide."""
    node = figure if figure.tag == "img" else figure.css_first("img")
    shown = best(node.attributes, [], base) if node is not None else None
    if shown is None:
        return False
    alike = image is not None and key(shown.url).rpartition("/")[2] == key(image.url).rpartition("/")[2]
    return alike or ((shown.width or 0) >= wide and (shown.height or wide) >= wide // 4)


def _before(root: LexborNode) -> Iterator[LexborNode]:
    """The elements before a node, nearest first, up to a few levels above it."""
    level: LexborNode | None = root
    for _ in range(_HIGH):
        if level is None or level.tag in ("body", "main"):
            return
        node = level.prev
        for _ in range(_NEAR * 2):
            if node is None:
                break
            if node.is_element_node:
                yield node
            node = node.prev
        level = level.parent
