"""A page's tree as flat lists, from one walk: its block elements, and the runs of text between their borders.

Elements and blocks stand in page order, so an element's text is a range of blocks, and every later question about an
element is arithmetic on two indices. Markup that never holds an article's text is not entered at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feedbot.extract import disguised
from feedbot.extract import names as naming
from feedbot.extract.tables import ASIDE, HEADINGS, INLINE, LAST_RESORT, MEDIA, SKIPPED, TAGS


def _tag_numbers() -> dict[str, int]:
    """The parser's numbers of tag names; they may differ between its releases, so it is asked."""
    parser = LexborHTMLParser("")
    return {name: parser.create_node(name).tag_id for name in sorted(TAGS)}


TAG = _tag_numbers()
# What the walk does at a node; every tag that is not listed is a block of its own.
_TEXT, _SKIP, _INLINE, _LINK, _ROW, _BREAK, _MEDIA, _BUTTON, _FOOTER, _ASIDE, _BLOCK, _CLOSE = range(12)
_TEXT_NODE, _COMMENT_NODE = 2, 4
_ROLE: dict[int, int] = {
    **{TAG[name]: _SKIP for name in SKIPPED},
    **{TAG[name]: _INLINE for name in INLINE},
    **{TAG[name]: _MEDIA for name in MEDIA},
    TAG["a"]: _LINK,
    TAG["br"]: _BREAK,
    TAG["button"]: _BUTTON,
    TAG["footer"]: _FOOTER,
    **{TAG[name]: _ASIDE for name in ASIDE},
    _TEXT_NODE: _TEXT,
    _COMMENT_NODE: _SKIP,
}
_ROLE_OF_ALL = {**_ROLE, **{TAG[name]: _BLOCK for name in LAST_RESORT}}
_TITLES = frozenset(TAG[name] for name in (*HEADINGS, "summary"))  # a button in them is text
KNOWN = max(TAG.values()) + 1000  # elements of a site's own making have greater numbers
_HEADINGS = frozenset(TAG[name] for name in HEADINGS)
_IN_LINE = _HEADINGS | {TAG["p"]}  # hold no blocks
_PRE, _QUOTE = TAG["pre"], TAG["blockquote"]
_UNSEEN = re.compile(r"display\s*:\s*none", re.I)
_NAMING = ("id", "role", "itemprop")
_TELLING = frozenset((*_NAMING, "style", "hidden"))
_LONG = 3  # hyphens and underscores in an id
_LINE = "\0"  # a <br> while white space is squeezed; parsed HTML never holds it


@dataclass
class Outline:
    """Parallel lists: `nodes` to `names` one item an element, `owner` to `first_text` one item a block."""

    nodes: list[LexborNode] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    tag: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)  # the element's blocks are start ..< end
    end: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # class, id, role and itemprop as written
    aside: set[int] = field(default_factory=set)  # mem_ids of what can be seen but was not entered
    inline: list[tuple[int, LexborNode]] = field(default_factory=list)  # outside of links, with the next block element

    owner: list[int] = field(default_factory=list)  # the innermost element around the block
    text: list[str] = field(default_factory=list)
    size: list[int] = field(default_factory=list)  # characters
    linked: list[int] = field(default_factory=list)  # characters inside links
    first_text: list[int] = field(default_factory=list)  # into text_nodes
    text_nodes: list[LexborNode] = field(default_factory=list)

    def kinds(self, elements: Iterable[int]) -> list[int]:
        """For each element the kinds that its names speak of, as bits of `names.BIT`; 0 for those not asked for."""
        asked = [element for element in elements if self.names[element]]
        made = [0] * len(self.names)
        for element, bits in zip(asked, naming.kinds([self.names[element] for element in asked]), strict=True):
            made[element] = bits
        return made

    def marked(self, mark: str, *, inline: bool = True) -> list[LexborNode]:
        """The elements whose names speak of one of `names.MARKS` and of no aside, in page order."""
        names, nodes = self._named if inline else (self.names, self.nodes)
        speaking = naming.marked(self._all_names if inline else set(names), mark)
        return [node for said, node in zip(names, nodes, strict=True) if said in speaking] if speaking else []

    @cached_property
    def _named(self) -> tuple[list[str], list[LexborNode]]:
        """The names of all elements, of inline ones their class, and the elements, in page order."""
        names, nodes, after = list[str](), list[LexborNode](), 0
        for before, node in self.inline:
            if said := node.attributes.get("class"):
                names += self.names[after:before]
                nodes += self.nodes[after:before]
                after = before
                names.append(said)
                nodes.append(node)
        return names + self.names[after:], nodes + self.nodes[after:]

    @cached_property
    def _all_names(self) -> set[str]:
        return set(self._named[0])

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
    if _TELLING.isdisjoint(attributes):
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


def _line(joined: str, tag: int) -> str:
    """The text of a block whose pieces were joined, as a reader sees it."""
    if tag == _PRE:
        return disguised.broken(joined.replace(_LINE, "\n")).strip("\n")
    if _LINE in joined:
        return _lines(joined)
    spaced = "\n" in joined or "  " in joined or "\t" in joined or "\xa0" in joined
    return " ".join(joined.split()) if spaced else joined.strip()


def outline(root: LexborNode, skip: frozenset[int] = frozenset(), everything: bool = False) -> Outline:  # noqa: C901
    """Walk the tree once, about as dear as parsing it: one loop, since a call for each node would double the cost.

    Elements whose mem_ids are in `skip` are left out; `everything` enters what is unseen or fallback markup as well.
    """
    made = Outline()
    nodes, parent, tags, start, end = made.nodes, made.parent, made.tag, made.start, made.end
    add_node, add_names = nodes.append, made.names.append
    add_parent, add_tag, add_start, add_end = parent.append, tags.append, start.append, end.append
    add_inline, add_text_node = made.inline.append, made.text_nodes.append
    blocks: list[tuple[int, str, int, int, int]] = []
    pieces: list[str] = []
    stack: list[tuple[LexborNode | None, int]] = []
    push, pop, put = stack.append, stack.pop, pieces.append
    role_of = (_ROLE_OF_ALL if everything else _ROLE).get
    linked = links = first = count = 0  # characters in links; links around; the block's first text node; elements
    here, around = -1, 0  # the element around and its tag

    node: LexborNode | None = root
    while True:
        if node is None:
            if not stack:
                break
            node, closed = pop()
            if closed < 0:
                if closed == -_LINK:
                    links -= 1
                elif closed == -_ROW:
                    put(disguised.END)
                continue
            number, role = 0, _CLOSE
        else:
            number = node.tag_id
            role = role_of(number, _BLOCK)
            if role == _TEXT:
                piece = node.text_content
                if piece and not piece.isspace():
                    put(piece)
                    add_text_node(node)
                    if links:
                        linked += len(piece)
                elif pieces and pieces[-1] != _LINE:
                    put(piece if piece and around == _PRE else " ")
                node = node.next
                continue
            if skip and node.mem_id in skip:
                node = node.next
                continue
            if role == _BLOCK and number > KNOWN and around in _IN_LINE:
                role = _INLINE
            if role < _BLOCK:
                if role == _FOOTER:  # of a page or a post; but a quotation's holds its source
                    role = _BLOCK if around == _QUOTE else _ASIDE
                elif role == _BUTTON:
                    role = _INLINE if around in _TITLES else _BLOCK if disguised.is_question(node) else _SKIP
                if role == _ASIDE:
                    made.aside.add(node.mem_id)
                if role in (_INLINE, _LINK):
                    if not links:
                        add_inline((count, node))
                    if role == _LINK:
                        links += 1
                    elif around == _PRE and disguised.is_line(node.attributes.get("class") or ""):
                        role = _ROW
                        put(disguised.START)
                    push((node.next, -role))
                    node = node.first_child
                    continue
                if role == _BREAK and pieces:
                    if pieces[-1] != _LINE:
                        put(_LINE)
                    else:  # two in a row end a paragraph
                        role, closed = _CLOSE, -1
                if role < _BLOCK:
                    node = node.next
                    continue
        if pieces:
            line = _line("".join(pieces), around)
            pieces.clear()
            if line and not line.isspace():
                size = len(line)
                blocks.append((here, line, size, linked if linked < size else size, first))
            first, linked = len(made.text_nodes), 0
        if role == _CLOSE:
            if closed >= 0:
                end[closed] = len(blocks)
                here = parent[closed]
                around = tags[here]
            else:
                node = node.next  # type: ignore[union-attr]
            continue
        attributes = node.attributes  # type: ignore[union-attr]
        add_names(_names(attributes) if attributes else "")
        push((node.next if count else None, count))  # type: ignore[union-attr]
        add_parent(here)
        add_node(node)  # type: ignore[arg-type]
        add_tag(number)
        add_start(len(blocks))
        add_end(0)
        here, around = count, number
        count += 1
        node = node.first_child  # type: ignore[union-attr]
    if blocks:
        columns = [list(column) for column in zip(*blocks, strict=True)]
        made.owner, made.text, made.size, made.linked, made.first_text = columns
        _give_headings_their_line(made)
    return made


def _give_headings_their_line(page: Outline) -> None:
    """A heading's only line is its own, even if it is wrapped once more; one that was left open holds many."""
    start, end = page.start, page.end
    for element, tag in enumerate(page.tag):
        if tag in _HEADINGS and end[element] == start[element] + 1:
            page.owner[start[element]] = element
