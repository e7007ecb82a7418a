"""A page's tree as flat lists, from one walk: its block elements, and the runs of text between their borders.

Elements and blocks stand in page order, so an element's text is a range of blocks, and every later question about an
element is arithmetic on two indices. Markup that never holds an article's text is not entered at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feedbot.extract.content import tables


def _tag_numbers() -> dict[str, int]:
    """The parser's numbers of tag names; they may differ between its releases, so it is asked."""
    parser = LexborHTMLParser("")
    return {name: parser.create_node(name).tag_id for name in sorted(tables.TAGS)}


TAG = _tag_numbers()
NAME = {number: name for name, number in TAG.items()}
# What the walk does at a node; every tag that is not listed is a block of its own.
_TEXT, _SKIP, _INLINE, _LINK, _BREAK, _MEDIA, _BUTTON, _BLOCK = range(8)
_TEXT_NODE, _COMMENT_NODE = 2, 4
_ROLE: dict[int, int] = {
    **{TAG[name]: _SKIP for name in tables.SKIPPED},
    **{TAG[name]: _INLINE for name in tables.INLINE},
    **{TAG[name]: _MEDIA for name in tables.MEDIA},
    TAG["a"]: _LINK,
    TAG["br"]: _BREAK,
    TAG["button"]: _BUTTON,
    _TEXT_NODE: _TEXT,
    _COMMENT_NODE: _SKIP,
}
_TITLES = frozenset(TAG[name] for name in (*tables.HEADINGS, "summary"))  # a button in them is text
_PRE = TAG["pre"]
_UNSEEN = re.compile(r"display\s*:\s*none", re.I)
_LONG = 3  # hyphens and underscores in an id
_LINE = "\0"  # a <br> while white space is squeezed; parsed HTML never holds it


@dataclass(slots=True)
class Outline:
    """Parallel lists: `nodes` to `names` one item an element, `owner` to `pictures` one item a block."""

    nodes: list[LexborNode] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    tag: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)  # the element's blocks are start ..< end
    end: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # class, id, role and itemprop as written

    owner: list[int] = field(default_factory=list)  # the innermost element around the block
    text: list[str] = field(default_factory=list)
    size: list[int] = field(default_factory=list)  # characters
    linked: list[int] = field(default_factory=list)  # characters inside links
    links: list[int] = field(default_factory=list)  # links that begin in it
    pictures: list[int] = field(default_factory=list)  # pictures before its end, from the page's start
    first_text: list[int] = field(default_factory=list)  # into text_nodes
    text_nodes: list[LexborNode] = field(default_factory=list)

    def text_ids(self, block: int) -> list[int]:
        """The mem_ids of a block's text nodes."""
        stop = self.first_text[block + 1] if block + 1 < len(self.first_text) else len(self.text_nodes)
        return [node.mem_id for node in self.text_nodes[self.first_text[block] : stop]]


def squeezed(pieces: list[str], pre: bool) -> str:
    """The pieces of a block as one text, white space as a browser shows it."""
    joined = "".join(pieces)
    if pre:
        return joined.replace(_LINE, "\n").strip("\n")
    line = " ".join(joined.split())
    if _LINE in line:
        line = line.replace(" \0", "\0").replace("\0 ", "\0").strip("\0").replace("\0", "\n")
    return line


def attribute_names(attributes: dict[str, str | None]) -> str:
    """Everything by which an element's attributes name its purpose, in one string."""
    names = attributes.get("class") or ""
    for key in ("id", "role", "itemprop"):
        if key in attributes:
            name = attributes[key] or ""
            if name.count("-") + name.count("_") < _LONG:  # else it is a heading's text, made into an anchor
                names = f"{names} {name}"
    style = attributes.get("style")
    if "hidden" in attributes or (style and "none" in style and _UNSEEN.search(style)):
        names += " is-hidden"
    return names


def outline(root: LexborNode) -> Outline:  # noqa: C901, PLR0915 - one loop over every node: calls would double its cost
    """Walk the tree once; about as dear as parsing it."""
    out = Outline()
    nodes, parent, tags, start, end, names = out.nodes, out.parent, out.tag, out.start, out.end, out.names
    texts, text_nodes = out.text, out.text_nodes
    role_of = _ROLE.get
    pieces: list[str] = []
    stack: list[tuple[LexborNode | None, int]] = []
    linked = depth = links = pictures = first = 0
    here = -1

    def flush() -> None:
        nonlocal linked, links, first
        line = squeezed(pieces, here >= 0 and tags[here] == _PRE)
        pieces.clear()
        if line and not line.isspace():
            out.owner.append(here)
            texts.append(line)
            size = len(line)
            out.size.append(size)
            out.linked.append(linked if linked < size else size)
            out.links.append(links)
            out.pictures.append(pictures)
            out.first_text.append(first)
        first = len(text_nodes)
        linked = links = 0

    node: LexborNode | None = root
    while True:
        if node is None:
            if not stack:
                return out
            node, closed = stack.pop()
            if closed >= 0:
                if pieces:
                    flush()
                end[closed] = len(texts)
                here = parent[closed]
            elif closed == -_LINK:
                depth -= 1
            continue
        number = node.tag_id
        role = role_of(number, _BLOCK)
        if role == _BUTTON:
            role = _INLINE if here >= 0 and tags[here] in _TITLES else _SKIP
        if role == _TEXT:
            piece = node.text_content
            if piece and not piece.isspace():
                pieces.append(piece)
                text_nodes.append(node)
                if depth:
                    linked += len(piece)
            elif pieces and pieces[-1] != _LINE:
                pieces.append(" ")
        elif role == _BLOCK:
            if pieces:
                flush()
            attributes = node.attributes
            names.append(attribute_names(attributes) if attributes else "")
            index = len(nodes)
            nodes.append(node)
            parent.append(here)
            tags.append(number)
            start.append(len(texts))
            end.append(0)
            stack.append((node.next if index else None, index))
            here = index
            node = node.first_child
            continue
        elif role == _INLINE or role == _LINK:
            if role == _LINK:
                depth += 1
                links += 1
            stack.append((node.next, -role))
            node = node.first_child
            continue
        elif role == _BREAK:
            if pieces and pieces[-1] == _LINE:
                pieces.pop()
                flush()
            elif pieces:
                pieces.append(_LINE)
        elif role == _MEDIA:
            pictures += 1
        node = node.next
