"""The walk over an article's nodes, and what its elements share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from html import escape

from selectolax.lexbor import LexborNode

from feedbot import text, urls
from feedbot.document import Document
from feedbot.extract.clean.tables import CHILDREN, COPIED, HEADINGS, PARENTS
from feedbot.extract.clean.writer import Writer

# What is done when an element ends; None: the element was skipped, its content with it.
Leave = Callable[[], None] | None

_IN_LINE = frozenset(("p", *HEADINGS))  # hold no blocks
LONG = 200  # characters of an attribute that no reader needs


class Walk:
    """One walk; state that the elements share."""

    def __init__(self, document: Document, dropped: Collection[int], title: str) -> None:
        self.writer = Writer()
        self.base = document.base
        self.here = urls.clean(document.url)
        self.dropped = set(dropped)
        self.title = text.words(title)
        self.telling = max(self.title, key=len, default="")  # a heading without this word is not the title
        self.pictures: set[str] = set()
        self.captions = 0  # depth of figure captions, in which nothing is dropped

    def below(self, root: LexborNode, handlers: Mapping[str, Handler]) -> None:
        """Write all below a root; without recursion, since pages may nest thousands deep."""
        writer, dropped, handler = self.writer, self.dropped, handlers.get  # looked up once: this is most of the work
        write, transparent = writer.text, Walk.transparent
        stack: list[tuple[LexborNode | None, Callable[[], None]]] = []
        node = root.first_child
        while True:
            if node is None:
                if not stack:
                    return
                node, leave = stack.pop()
                leave()
                continue
            following = node.next
            if dropped and node.mem_id in dropped and not self.captions:
                node = following
                continue
            tag = node.tag
            if tag == "-text":
                said = node.text_content
                if said and not (writer.space and not writer.pre and said.isspace() and said.isascii()):
                    write(said)
                node = following
            elif entered := handler(tag or "", transparent)(self, node):
                stack.append((following, entered))
                node = node.first_child
            else:
                node = following

    def border(self) -> Leave:
        """A block of which only the content is kept."""
        self.writer.border()
        return self.writer.border

    def transparent(self, node: LexborNode) -> Leave:
        """An element that is not known: only its content is kept, in a line where it stands in one, else as a block."""
        return nothing if self.writer.around in _IN_LINE else self.border()

    def end_caption(self) -> None:
        self.captions -= 1
        self.writer.end_block()

    def end_code_block(self) -> None:
        self.writer.end_inline()
        self.writer.end_block()

    def block(self, node: LexborNode, name: str) -> Leave:
        """A block by its name, if it may stand where it stands."""
        writer = self.writer
        if name in PARENTS and writer.around not in PARENTS[name]:
            return self.border()
        if writer.around in CHILDREN and name not in CHILDREN[writer.around]:
            return self.border()
        if writer.start_block(name, start_tag(node, name) if name in COPIED else ""):
            return writer.end_block
        return writer.border


Handler = Callable[[Walk, LexborNode], Leave]


def nothing() -> None:
    """The end of an element of which only the content is kept."""


def start_tag(node: LexborNode, name: str) -> str:
    """The start tag with the attributes that may be copied."""
    if name not in COPIED:
        return f"<{name}>"
    said = node.attributes
    kept = ((key, said[key] or "") for key in COPIED[name] if key in said)
    return f"<{name}" + "".join(f' {key}="{escape(value)}"' for key, value in kept if len(value) < LONG) + ">"
