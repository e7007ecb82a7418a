"""Texts of elements and of structured values, as one line each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from selectolax.lexbor import LexborNode

from feedbot import text


@lru_cache(maxsize=16384)
def key(said: str) -> str:
    """A text reduced to its letters and digits, lower case: equal where two signals mean the same."""
    return "".join(c for c in said.casefold() if c.isalnum())


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
    (
        *(
            "div",
            "p",
            "li",
            "ul",
            "ol",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "td",
            "tr",
            "th",
            "dd",
            "dt",
            "section",
            "header",
        ),
        *("footer", "article", "time", "address", "figure", "figcaption", "a", "hgroup", "blockquote"),
    )
)
_SILENT = frozenset(("script", "style", "noscript", "template", "svg", "button", "select"))
_BORDER = "\u2063"  # between two elements of one line, where a stylesheet may set a space
# Two words that only a stylesheet keeps apart: a small letter or a digit, a border, a capital.
_APART = re.compile(rf"(?<=[^\WA-Z_]){_BORDER}(?=[A-Z])")


def line(node: LexborNode, limit: int = 2000, *, between: str = " ") -> str:
    """An element's text as one line, blocks apart by `between`; without scripts, buttons, what lies past `limit`."""
    pieces: list[str] = []
    size, last, silent = 0, (0, 0), set[int]()
    for child in node.traverse(include_text=True):
        parent = child.parent
        hidden = parent is not None and parent.mem_id in silent
        if child.is_text_node:
            said = child.text_content or ""
            if hidden or not said:
                continue
            place = _place(parent, node.mem_id)
            if pieces and place != last:
                pieces.append(between if place[0] != last[0] else _BORDER)
            pieces.append(said)
            last, size = place, size + len(said)
            if size > limit:
                break
        elif hidden or child.tag in _SILENT:
            silent.add(child.mem_id)
        elif child.tag == "br":
            pieces.append(between)
    return text.plain(_APART.sub(" ", "".join(pieces)).replace(_BORDER, ""))


def _place(node: LexborNode | None, top: int) -> tuple[int, int]:
    """The block and the span that an element lies in."""
    span = 0
    while node is not None and node.mem_id != top:
        if node.tag in _BLOCKS:
            return node.mem_id, span
        if node.tag == "span" and not span:
            span = node.mem_id
        node = node.parent
    return top, span


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
    """The nodes before an element, the nearest first."""
    current: LexborNode | None = node
    while current is not None and current.tag != "body":
        previous = current.prev
        if previous is None:
            current = current.parent
            continue
        yield from reversed(list(previous.traverse(include_text=True)))
        current = previous


def pieces(nodes: Iterator[LexborNode], most: int) -> list[str]:
    found: list[str] = []
    for node in nodes:
        if not node.is_text_node:
            continue
        said = node.text_content
        if not said or said.isspace() or (node.parent is not None and node.parent.tag in _SILENT):
            continue
        if said := text.squeeze(said[:300]):
            found.append(said)
            if len(found) >= most:
                break
    return found
