"""A page's tree as flat lists, from one walk: its block elements, and the runs of text between their borders.

Elements and blocks stand in page order, so an element's text is a range of blocks, and every later question about an
element is arithmetic on two indices. Markup that never holds an article's text is not entered at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feedbot.extract.content import tables

_TEXT, _SKIP, _INLINE, _LINK, _BREAK, _MEDIA, _BLOCK = range(7)


def _tag_numbers() -> dict[str, int]:
    """The parser's numbers of tag names; they may differ between its releases, so it is asked."""
    parser = LexborHTMLParser("")
    return {name: parser.create_node(name).tag_id for name in sorted(tables.TAGS)}


TAG = _tag_numbers()
NAME = {number: name for name, number in TAG.items()}
_TEXT_NODE, _COMMENT_NODE = 2, 4
_ROLE: dict[int, int] = {
    **{TAG[name]: _SKIP for name in tables.SKIPPED},
    **{TAG[name]: _INLINE for name in tables.INLINE},
    **{TAG[name]: _MEDIA for name in tables.MEDIA},
    TAG["a"]: _LINK,
    TAG["br"]: _BREAK,
    _TEXT_NODE: _TEXT,
    _COMMENT_NODE: _SKIP,
}
_PRE, _BUTTON = TAG["pre"], TAG["button"]
_LINE = "\0"  # a <br> while white space is squeezed; HTML text never holds it


@dataclass(slots=True)
class Outline:
    """Parallel lists: `nodes` to `hints` one item an element, `owner` to `first_text` one item a block."""

    nodes: list[LexborNode] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    tag: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)  # the element's blocks are start ..< end
    end: list[int] = field(default_factory=list)
    media: list[int] = field(default_factory=list)  # pictures before the element
    media_end: list[int] = field(default_factory=list)
    hints: list[int] = field(default_factory=list)

    owner: list[int] = field(default_factory=list)  # the innermost element around the block
    text: list[str] = field(default_factory=list)
    size: list[int] = field(default_factory=list)  # characters
    linked: list[int] = field(default_factory=list)  # characters inside links
    first_text: list[int] = field(default_factory=list)  # into text_nodes
    text_nodes: list[LexborNode] = field(default_factory=list)

    def text_ids(self, block: int) -> list[int]:
        """The mem_ids of a block's text nodes."""
        stop = self.first_text[block + 1] if block + 1 < len(self.first_text) else len(self.text_nodes)
        return [node.mem_id for node in self.text_nodes[self.first_text[block] : stop]]


def outline(root: LexborNode) -> Outline:  # noqa: C901, PLR0915 - one loop over every node: calls would double its cost
    """Walk the tree once; about half the cost of parsing it."""
    out = Outline()
    nodes, parent, tags, start, end = out.nodes, out.parent, out.tag, out.start, out.end
    owner, text, size, linked_sizes, first_text, text_nodes = (
        out.owner, out.text, out.size, out.linked, out.first_text, out.text_nodes,
    )  # fmt: skip
    role_of = _ROLE.get
    parts: list[str] = []
    stack: list[tuple[LexborNode | None, int]] = []
    linked = links = media = texts = 0
    here = -1

    def flush() -> None:
        nonlocal linked, texts
        line = "".join(parts)
        parts.clear()
        if here >= 0 and tags[here] == _PRE:
            line = line.replace(_LINE, "\n").strip("\n")
        else:
            line = " ".join(line.split())
            if _LINE in line:
                line = line.replace(" \0", "\0").replace("\0 ", "\0").strip("\0").replace("\0", "\n")
        if line and not line.isspace():
            owner.append(here)
            text.append(line)
            size.append(len(line))
            linked_sizes.append(linked if linked < len(line) else len(line))
            first_text.append(texts)
        texts = len(text_nodes)
        linked = 0

    node: LexborNode | None = root
    while True:
        if node is None:
            if not stack:
                break
            node, closes = stack.pop()
            if closes >= 0:
                if parts:
                    flush()
                end[closes] = len(text)
                out.media_end[closes] = media
                here = parent[closes]
            elif closes == -2:
                links -= 1
            continue
        number = node.tag_id
        role = role_of(number, _BLOCK)
        if role == _TEXT:
            piece = node.text_content
            if piece:
                if parts or not piece.isspace():
                    parts.append(piece)
                    text_nodes.append(node)
                    if links:
                        linked += len(piece)
            node = node.next
        elif role == _BLOCK:
            if parts:
                flush()
            if number == _BUTTON and (here < 0 or NAME.get(tags[here], "")[:1] != "h"):
                node = node.next
                continue
            attributes = node.attributes
            hint = 0
            if attributes:
                names = attributes.get("class") or ""
                if attributes.get("id"):
                    names = f"{names} {attributes['id']}"
                if names:
                    hint = tables.hints(names)
                if "hidden" in attributes or "none" in (attributes.get("style") or "") and "display:none" in attributes["style"].replace(" ", ""):
                    hint |= tables.HIDDEN
            index = len(nodes)
            nodes.append(node)
            parent.append(here)
            tags.append(number)
            start.append(len(text))
            end.append(0)
            out.media.append(media)
            out.media_end.append(0)
            out.hints.append(hint)
            stack.append((node.next if index else None, index))
            here = index
            node = node.first_child
        elif role == _INLINE:
            stack.append((node.next, -1))
            node = node.first_child
        elif role == _LINK:
            links += 1
            stack.append((node.next, -2))
            node = node.first_child
        else:
            if role == _BREAK:
                if parts and parts[-1] == _LINE:
                    parts.pop()
                    flush()
                elif parts:
                    parts.append(_LINE)
            elif role == _MEDIA:
                media += 1
            node = node.next
    return out
