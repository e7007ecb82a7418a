"""The parser's numbers of tag names: asking a node for its number takes a fraction of asking for its name."""

from __future__ import annotations

from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

TEXT, COMMENT = 2, 4  # the numbers of nodes that are no elements


def numbers(names: Iterable[str]) -> dict[str, int]:
    """The number of each tag name; they may differ between the parser's releases, so it is asked."""
    parser = LexborHTMLParser("")
    return {name: parser.create_node(name).tag_id for name in names}
