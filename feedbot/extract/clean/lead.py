"""The picture above the text: a figure that stands just before the article's text, outside of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from selectolax.lexbor import LexborNode

from feedbot.document import Document
from feedbot.model import Image
from feedbot.pictures import best, key

_FIGURES = "figure, picture, [class*=wp-caption], [class*=featured-image], [class*=post-thumbnail]"
_HEADED = "h1, h2, h3, ul, p a[rel=author]"
_HIGH = 4  # elements above the text that are looked into
_NEAR = 8  # siblings before them
_WIDE, _LARGE = 500, 300  # pixels; of a picture that stands alone in its element the second will do
_ANOTHER = 800  # characters: another text stands between
_ELSEWHERE = frozenset(["nav", "aside", "footer", "form", "ul", "ol", "section", "script", "style"])


def lead(
    roots: Sequence[LexborNode], dropped: Collection[int], image: Image | None, document: Document
) -> list[LexborNode]:
    """The nearest figure before the text, if it is the article's: it shows `image`, is large, or has a caption."""
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
