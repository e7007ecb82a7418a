"""Texts of elements and of structured values, as one line each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from selectolax.lexbor import LexborNode

from feedbot import text


def words(value: Any) -> str:
    """A JSON-LD value as one line of text, or "" where it is none."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return text.plain(value) if isinstance(value, str) else ""


def named(value: Any) -> list[str]:
    """The names in a JSON-LD value: a text, a node, or a list of these."""
    if isinstance(value, list):
        return [name for item in value for name in named(item)]
    found = words(value)
    return [found] if found else []


# Elements whose text stands apart from what is around it; between other elements a word may go on.
_BLOCKS = frozenset(
    """
    div p li ul ol h1 h2 h3 h4 h5 h6 td tr th dd dt section header footer article time address figure figcaption a
    hgroup blockquote
    """.split()
)
_SILENT = frozenset(("script", "style", "noscript", "template", "svg", "button", "select"))
_BORDER = "\u2063"  # between two elements of one line, where a stylesheet may set a space
# Two words that only a stylesheet keeps apart: a small letter or a digit, a border, a capital.
_APART = re.compile(rf"(?<=[^\WA-Z_]){_BORDER}(?=[A-Z])")


def line(node: LexborNode, limit: int = 2000, *, between: str = " ") -> str:
    """An element's text as one line, blocks apart by `between`; without scripts, buttons, what lies past `limit`."""
    top = node.mem_id
    places = {top: (top, 0)}  # element -> the block and the span that its text lies in; nothing for what is not shown
    pieces: list[str] = []
    size, last = 0, (0, 0)
    for child in node.traverse(include_text=True):
        above = child.parent
        place = places.get(above.mem_id) if above is not None else None
        if child.is_text_node:
            said = child.text_content or ""
            if not place or not said:
                continue
            if pieces and place != last:
                pieces.append(between if place[0] != last[0] else _BORDER)
            pieces.append(said)
            last, size = place, size + len(said)
            if size > limit:
                break
            continue
        inner, tag = child.mem_id, child.tag
        if tag in _SILENT:
            places.pop(inner, None)
        elif inner != top and place:
            places[inner] = (inner, 0) if tag in _BLOCKS else (place[0], inner) if tag == "span" else place
            if tag == "br":
                pieces.append(between)
    said = "".join(pieces)
    return text.plain(_APART.sub(" ", said).replace(_BORDER, "") if _BORDER in said else said)


def onwards(node: LexborNode) -> Iterator[LexborNode]:
    """The nodes behind an element, in page order."""
    current: LexborNode | None = node
    while current is not None and current.tag != "body":
        following = current.next
        if following is None:
            current = current.parent
            continue
        yield from following.traverse(include_text=True)
        current = following


def backwards(node: LexborNode) -> Iterator[LexborNode]:
    """The nodes without children before an element, the nearest first."""
    current: LexborNode | None = node
    while current is not None and current.tag != "body":
        previous = current.prev
        if previous is None:
            current = current.parent
            continue
        while (inner := previous.last_child) is not None:
            previous = inner
        yield previous
        current = previous


def _is_aside(holder: LexborNode | None) -> bool:
    """Whether an element's text is not the page's: a script's, or the date that closes a quoted post."""
    if holder is None:
        return False
    quoted = holder.tag == "a" and holder.parent is not None and holder.parent.tag == "blockquote"
    return quoted or holder.tag in _SILENT


# Elements of sites' own making whose text a script writes, for the reader's clock: the attribute says more.
_CLOCKS = frozenset(("relative-time", "local-time", "time-ago", "time-since"))


def pieces(nodes: Iterable[LexborNode]) -> Iterator[str]:
    """The texts among these nodes, each as one line."""
    for node in nodes:
        said = node.text_content if node.is_text_node else None
        if not said or said.isspace() or _is_aside(holder := node.parent):
            continue
        if holder is not None and holder.tag in _CLOCKS:
            said = holder.attributes.get("datetime") or said
        if said := text.squeeze(said[:300]):
            yield said
