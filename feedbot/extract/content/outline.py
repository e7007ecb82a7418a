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
_TEXT, _SKIP, _INLINE, _LINK, _BREAK, _MEDIA, _BUTTON, _FOOTER, _BLOCK, _CLOSE = range(10)
_TEXT_NODE, _COMMENT_NODE = 2, 4
_ROLE: dict[int, int] = {
    **{TAG[name]: _SKIP for name in tables.SKIPPED},
    **{TAG[name]: _INLINE for name in tables.INLINE},
    **{TAG[name]: _MEDIA for name in tables.MEDIA},
    TAG["a"]: _LINK,
    TAG["br"]: _BREAK,
    TAG["button"]: _BUTTON,
    TAG["footer"]: _FOOTER,
    _TEXT_NODE: _TEXT,
    _COMMENT_NODE: _SKIP,
}
_ROLE_OF_ALL = {**_ROLE, **{TAG[name]: _BLOCK for name in tables.LAST_RESORT}}
_TITLES = frozenset(TAG[name] for name in (*tables.HEADINGS, "summary"))  # a button in them is text
_PRE, _QUOTE = TAG["pre"], TAG["blockquote"]
_UNSEEN = re.compile(r"display\s*:\s*none", re.I)
_NAMING = ("id", "role", "itemprop")
_LONG = 3  # hyphens and underscores in an id
_LINE = "\0"  # a <br> while white space is squeezed; parsed HTML never holds it


@dataclass(slots=True)
class Outline:
    """Parallel lists: `nodes` to `names` one item an element, `owner` to `first_text` one item a block."""

    nodes: list[LexborNode]
    parent: list[int]
    tag: list[int]
    start: list[int]  # the element's blocks are start ..< end
    end: list[int]
    names: list[str]  # class, id, role and itemprop as written

    owner: list[int] = field(default_factory=list)  # the innermost element around the block
    text: list[str] = field(default_factory=list)
    size: list[int] = field(default_factory=list)  # characters
    linked: list[int] = field(default_factory=list)  # characters inside links
    pictures: list[int] = field(default_factory=list)  # pictures before its end, from the page's start
    first_text: list[int] = field(default_factory=list)  # into text_nodes
    text_nodes: list[LexborNode] = field(default_factory=list)

    def text_ids(self, block: int) -> list[int]:
        """The mem_ids of a block's text nodes."""
        stop = self.first_text[block + 1] if block + 1 < len(self.first_text) else len(self.text_nodes)
        return [node.mem_id for node in self.text_nodes[self.first_text[block] : stop]]


def _lines(joined: str) -> str:
    """A text with <br> in it, a line a line."""
    return "\n".join(line for part in joined.split(_LINE) if (line := " ".join(part.split())))


def _names(attributes: dict[str, str | None]) -> str:
    """Everything by which an element's attributes name its purpose, in one string."""
    names = attributes.get("class") or ""
    if len(attributes) == 1 and names:
        return names
    for key in _NAMING:
        if key in attributes:
            name = attributes[key] or ""
            if name.count("-") + name.count("_") < _LONG:  # else it is a heading's text, made into an anchor
                names = f"{names} {name}"
    style = attributes.get("style") or ""
    if "hidden" in attributes or ("none" in style and _UNSEEN.search(style)):
        names += " is-hidden"
    return names


def outline(root: LexborNode, skip: frozenset[int] = frozenset(), everything: bool = False) -> Outline:  # noqa: C901
    """Walk the tree once, about as dear as parsing it: one loop, since a call for each node would double the cost.

    Elements whose mem_ids are in `skip` are left out; `everything` enters what is unseen or fallback markup as well.
    """
    nodes: list[LexborNode] = []
    parent: list[int] = []
    tags: list[int] = []
    start: list[int] = []
    end: list[int] = []
    names: list[str] = []
    blocks: list[tuple[int, str, int, int, int, int]] = []
    text_nodes: list[LexborNode] = []
    pieces: list[str] = []
    stack: list[tuple[LexborNode | None, int]] = []
    push, pop, put, see = stack.append, stack.pop, pieces.append, text_nodes.append
    role_of = (_ROLE_OF_ALL if everything else _ROLE).get
    linked = depth = pictures = first = 0
    here = -1
    node: LexborNode | None = root
    while True:
        if node is None:
            if not stack:
                break
            node, closed = pop()
            if closed < 0:
                if closed == -_LINK:
                    depth -= 1
                continue
            role, number = _CLOSE, 0
        else:
            number = node.tag_id
            role = role_of(number, _BLOCK)
            if role == _TEXT:
                piece = node.text_content
                if piece and not piece.isspace():
                    put(piece)
                    see(node)
                    if depth:
                        linked += len(piece)
                elif pieces and pieces[-1] != _LINE:
                    put(" ")
                node = node.next
                continue
            if skip and node.mem_id in skip:
                node = node.next
                continue
            if role == _FOOTER:  # of a page or a post; but a quotation's holds its source
                role = _BLOCK if here >= 0 and tags[here] == _QUOTE else _SKIP
            elif role == _BUTTON:
                role = _INLINE if here >= 0 and tags[here] in _TITLES else _SKIP
            if role < _BLOCK:
                if role in (_INLINE, _LINK):
                    if role == _LINK:
                        depth += 1
                    push((node.next, -role))
                    node = node.first_child
                    continue
                if role == _MEDIA:
                    pictures += 1
                elif role == _BREAK and pieces:
                    if pieces[-1] != _LINE:
                        put(_LINE)
                        node = node.next
                        continue
                    role = _CLOSE  # two in a row end a paragraph
                if role != _CLOSE:
                    node = node.next
                    continue
                closed = -1
        if pieces:
            joined = "".join(pieces)
            pieces.clear()
            if here >= 0 and tags[here] == _PRE:
                line = joined.replace(_LINE, "\n").strip("\n")
            elif _LINE in joined:
                line = _lines(joined)
            elif "\n" in joined or "  " in joined or "\t" in joined:
                line = " ".join(joined.split())
            else:
                line = joined.strip()
            if line and not line.isspace():
                size = len(line)
                blocks.append((here, line, size, linked if linked < size else size, pictures, first))
            first = len(text_nodes)
            linked = 0
        if role == _CLOSE:
            if closed >= 0:
                end[closed] = len(blocks)
                here = parent[closed]
            else:
                node = node.next  # type: ignore[union-attr]
            continue
        attributes = node.attributes  # type: ignore[union-attr]
        names.append(_names(attributes) if attributes else "")
        push((node.next if nodes else None, len(nodes)))  # type: ignore[union-attr]
        parent.append(here)
        here = len(nodes)
        nodes.append(node)  # type: ignore[arg-type]
        tags.append(number)
        start.append(len(blocks))
        end.append(0)
        node = node.first_child  # type: ignore[union-attr]
    columns = [list(column) for column in zip(*blocks, strict=True)] or [[] for _ in range(6)]
    made = Outline(nodes, parent, tags, start, end, names, *columns)
    made.text_nodes = text_nodes
    return made
