"""The walk over an article's nodes: which element becomes what."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from html import escape

from selectolax.lexbor import LexborNode

from feedbot import text, urls
from feedbot.document import Document
from feedbot.extract.clean import tables
from feedbot.extract.clean.embeds import PLAYERS, embed
from feedbot.extract.clean.images import Attributes, best, key
from feedbot.extract.clean.safe import sanitized
from feedbot.extract.clean.writer import Writer
from feedbot.model import Image

# Elements that are read only where the article was found in them.
_OPENED = frozenset(["noscript", "form", "template", "textarea"])
# What is done when an element ends; None: the element was skipped, its content with it.
Leave = Callable[[], None] | None

_CAPTION = re.compile(r"(?:^|[\s_-])(?:wp-)?caption(?:[\s_-]|$)|caption-?text", re.I)
_GUTTER = re.compile(r"gutter|line-?no|line-?num|linenos", re.I)
_PERMALINK = frozenset(["", "#", "¶", "§", "🔗", "\ue144", "Permalink", "permalink", "link", "Link"])
_LONG = 200  # characters of an attribute that no reader needs
_SEEN = frozenset(["img", "picture", "video", "audio", "iframe"])
_MANY_CELLS = 100  # no page is laid out with so many
_LONG_FORM = 600  # characters: a form with that much text is a page inside a form


def html(roots: Sequence[LexborNode], dropped: Collection[int], document: Document, *, title: str = "") -> str:
    """The roots, in order, as clean HTML; subtrees whose mem_id is in `dropped` are left out, the tree is not changed.

    A heading that repeats `title` above the text is left out; heading levels start at 2.
    """
    walk = _Walk(document, dropped, title)
    for root in roots:
        walk.root(root)
    return sanitized(walk.writer.finish())


class _Walk:
    """One walk; state that the elements share."""

    def __init__(self, document: Document, dropped: Collection[int], title: str) -> None:
        self.writer = Writer()
        self.base = document.base
        self.here = urls.clean(document.url)
        self.dropped = set(dropped)
        self.title = text.words(title)
        self.pictures: set[str] = set()
        self.captions = 0  # depth of figure captions, in which nothing is dropped

    def root(self, root: LexborNode) -> None:
        """Write a root and all below it; without recursion, since pages may nest thousands deep."""
        self.writer.border()
        leave = self.enter(root, root=True)
        if leave is None:
            return
        stack: list[tuple[LexborNode | None, Callable[[], None]]] = [(None, leave)]
        node = root.first_child
        while stack:
            if node is None:
                node, leave = stack.pop()
                leave()
            elif leave := self.enter(node):
                stack.append((node.next, leave))
                node = node.first_child
            else:
                node = node.next

    def enter(self, node: LexborNode, root: bool = False) -> Leave:
        """Write what begins with this node; what is returned ends it."""
        if node.mem_id in self.dropped and not self.captions:
            return None
        tag = node.tag or ""
        if tag == "-text":
            self.writer.text(node.text_content or "")
            return None
        if root and tag in _OPENED:
            return self._border()
        return _HANDLERS.get(tag, _Walk._transparent)(self, node)

    def _gone(self, node: LexborNode) -> Leave:
        """An element that goes with all that is in it."""
        return None

    def _bare(self, node: LexborNode) -> Leave:
        """An inline element of which only the content is kept."""
        return _nothing

    def _transparent(self, node: LexborNode) -> Leave:
        """A block of which only the content is kept."""
        return self._border()

    # -- inline ------------------------------------------------------------------------------------------------------

    def _inline(self, node: LexborNode) -> Leave:
        writer, name = self.writer, tables.INLINE[node.tag or ""]
        if writer.inside(name):
            return _nothing
        if name == "code" and writer.around != "pre" and (node.text() or "").strip().count("\n") >= 2:
            return self._code_block(node)
        writer.start_inline(name, self._start(node, name))
        return writer.end_inline

    def _start(self, node: LexborNode, name: str) -> str:
        """The start tag with the attributes that may be copied."""
        if name not in tables.COPIED:
            return f"<{name}>"
        said = node.attributes
        kept = ((key, said[key] or "") for key in tables.COPIED[name] if key in said)
        return f"<{name}" + "".join(f' {key}="{escape(value)}"' for key, value in kept if len(value) < _LONG) + ">"

    def _code_block(self, node: LexborNode) -> Leave:
        """<code> with line breaks of its own, outside of <pre>."""
        if not self.writer.start_block("pre"):
            return self.writer.border
        self.writer.start_inline("code", "<code>")
        return self._end_code_block

    def _end_code_block(self) -> None:
        self.writer.end_inline()
        self.writer.end_block()

    def _link(self, node: LexborNode) -> Leave:
        said = node.attributes
        href = (said.get("href") or "").strip()
        if href.startswith("#") and (node.text() or "").strip() in _PERMALINK and node.css_first("img") is None:
            return None
        url = self._address(href)
        if not url or self.writer.inside("a"):
            return _nothing
        title = f' title="{escape(tip)}"' if (tip := said.get("title")) and len(tip) < _LONG else ""
        self.writer.start_inline("a", f'<a href="{escape(url)}"{title}>')
        return self.writer.end_inline

    def _address(self, href: str) -> str:
        """Where a link leads, without tracking parameters, its fragment kept; "" for what is no address."""
        if href[:7].lower() == "mailto:" or href[:4].lower() == "tel:":
            return href
        if href.startswith("#"):
            return self.here + href if len(href) > 1 else ""
        url = urls.absolute(href, self.base)
        fragment = urls.parts(url).fragment if "#" in url else ""
        return urls.clean(url) + ("#" + fragment if fragment else "")

    def _break(self, node: LexborNode) -> Leave:
        self.writer.line_break()
        return None

    # -- blocks ------------------------------------------------------------------------------------------------------

    def _border(self) -> Leave:
        self.writer.border()
        return self.writer.border

    def _named(self, node: LexborNode) -> Leave:
        return self._block(node, node.tag or "")

    def _block(self, node: LexborNode, name: str) -> Leave:
        """A block by its name, if it may stand where it stands."""
        around = self.writer.around
        if name in tables.PARENTS and around not in tables.PARENTS[name]:
            return self._border()
        if around in tables.CHILDREN and name not in tables.CHILDREN[around]:
            return self._border()
        if self.writer.start_block(name, self._start(node, name) if name in tables.COPIED else ""):
            return self.writer.end_block
        return self.writer.border

    def _rule(self, node: LexborNode) -> Leave:
        self.writer.rule()
        return None

    def _heading(self, node: LexborNode) -> Leave:
        if self.title and text.words(node.text() or "") == self.title:
            return None
        return self._block(node, node.tag or "h2")

    def _division(self, node: LexborNode) -> Leave:
        """<div>: a caption or the frame of one by its class, else nothing but its content."""
        name = node.attributes.get("class")
        if name and "aption" in name and _CAPTION.search(name):
            if self.writer.around == "figure":
                return self._caption(node)
            if node.css_first("img") is not None:
                return self._block(node, "figure")
        return self._border()

    def _paragraph(self, node: LexborNode) -> Leave:
        """<p>: a caption by its class, inside a figure."""
        if self.writer.around == "figure" and "caption" in (node.attributes.get("class") or ""):
            return self._caption(node)
        return self._block(node, "p")

    def _caption(self, node: LexborNode) -> Leave:
        if self.writer.around != "figure":
            return self._border()
        self.captions += 1
        self.writer.start_block("figcaption")
        return self._end_caption

    def _end_caption(self) -> None:
        self.captions -= 1
        self.writer.end_block()

    def _table(self, node: LexborNode) -> Leave:
        """A table of data; one of a single cell, around tables, or with a text in a cell, only lays out the page."""
        cells = node.css("td, th")
        if len(cells) > _MANY_CELLS:
            return self._block(node, "table")
        if node.css_first("td table") is not None or any(len(cell.css("p")) > 2 for cell in cells):
            return self._border()
        return self._block(node, "table") if sum(map(self._shows, cells)) > 1 else self._border()

    def _shows(self, cell: LexborNode) -> bool:
        """Whether something of a cell is to be seen, its row and itself not dropped."""
        row = cell.parent
        if row is not None and (row.mem_id in self.dropped or (row.parent and row.parent.mem_id in self.dropped)):
            return False
        rest = [cell]
        while rest:
            node = rest.pop()
            if node.mem_id in self.dropped or node.tag in tables.GONE:
                continue
            if node.tag in _SEEN or (node.is_text_node and (node.text_content or "").strip()):
                return True
            rest += node.iter(include_text=True)
        return False

    def _form(self, node: LexborNode) -> Leave:
        return self._border() if len(node.text() or "") > _LONG_FORM else None

    def _button(self, node: LexborNode) -> Leave:
        """The switch of a foldable part is its headline; other buttons do nothing in a feed."""
        return _nothing if self.writer.around in (*tables.HEADINGS, "summary", "dt") else None

    # -- pictures, players -------------------------------------------------------------------------------------------

    def _image(self, node: LexborNode) -> Leave:
        self._show(best(node.attributes, [], self.base))
        return None

    def _picture(self, node: LexborNode) -> Leave:
        image = node.css_first("img, amp-img")
        said: Attributes = image.attributes if image is not None else {}
        self._show(best(said, [source.attributes for source in node.css("source")], self.base))
        return None

    def _show(self, image: Image | None, url: str = "") -> None:
        """Write a picture, once."""
        if image is None or key(image.url) in self.pictures:
            return
        self.pictures.add(key(image.url))
        size = f' width="{image.width}" height="{image.height}"' if image.width and image.height else ""
        self.writer.picture(f'<img src="{escape(image.url)}" alt="{escape(image.alt)}"{size}>')

    def _noscript(self, node: LexborNode) -> Leave:
        """What browsers without scripts show in the place of a lazy picture or player."""
        for inner in node.css("img, iframe"):
            _HANDLERS[inner.tag or ""](self, inner)
        return None

    def _video(self, node: LexborNode) -> Leave:
        said = node.attributes
        offered = [said, *(source.attributes for source in node.css("source"))]
        src = next((url for one in offered if (url := self._file(one.get("src") or one.get("data-src")))), "")
        poster = urls.absolute(said.get("poster"), self.base)
        if src:
            shown = f' poster="{escape(poster)}"' if poster and node.tag != "audio" else ""
            name = "audio" if node.tag in ("audio", "amp-audio") else "video"
            self.writer.picture(f'<{name} src="{escape(src)}"{shown} controls></{name}>')
        elif poster:
            self._show(Image(poster, alt=said.get("title") or ""))
        return None

    def _file(self, src: str | None) -> str:
        """The address of a film or sound that a reader can play."""
        url = urls.absolute(src, self.base)
        return "" if urls.parts(url).path.endswith((".m3u8", ".mpd")) else url

    def _frame(self, node: LexborNode) -> Leave:
        said = node.attributes
        offered = (said.get(name) for name in ("src", "data-src", "data-lazy-src", "data-original", "data"))
        src = next((url for one in offered if (url := urls.absolute(one, self.base))), "")
        return self._embed(src, said.get("title") or "") or (self._border() if node.tag == "object" else None)

    def _player(self, node: LexborNode) -> Leave:
        said = node.attributes
        video = said.get("data-videoid") or said.get("videoid") or said.get("video-id") or ""
        self._embed(PLAYERS[node.tag or ""] + video, said.get("title") or said.get("playlabel") or "")
        return None

    def _embed(self, src: str, title: str) -> Leave:
        """A link, with a picture where one is known, in the place of a player or a post."""
        found = embed(src)
        if found is None or found.url in self.pictures:
            return None
        self.pictures.add(found.url)
        link = f'<a href="{escape(found.url)}">'
        name = f"{link}{escape(text.shorten(text.squeeze(title)) or found.name)}</a>"
        picture = f'<figure>{link}<img src="{escape(found.image)}" alt=""></a><figcaption>{name}</figcaption></figure>'
        paragraph = self.writer.around == "p"
        if paragraph:
            self.writer.end_block()
        self.writer.raw(picture if found.image else f"<p>{name}</p>")
        if paragraph:
            self.writer.start_block("p")
        return None

    def _math(self, node: LexborNode) -> Leave:
        """A formula as its TeX source, where it is given, else as its text."""
        source = node.css_first('annotation[encoding*="tex" i]')
        said = (source is not None and source.text()) or node.attributes.get("alttext") or node.text() or ""
        self.writer.text(" ".join(said.split()))
        twin = node.parent.next if node.parent is not None else None
        if twin is not None and twin.tag == "span" and "katex-html" in (twin.attributes.get("class") or ""):
            self.dropped.add(twin.mem_id)  # the same for the eye
        return None


def _nothing() -> None:
    """The end of an element of which only the content is kept."""


_HANDLERS: dict[str, Callable[[_Walk, LexborNode], Leave]] = {
    **dict.fromkeys(tables.GONE, _Walk._gone),
    **dict.fromkeys(tables.BARE, _Walk._bare),
    **dict.fromkeys(tables.INLINE, _Walk._inline),
    **dict.fromkeys(tables.BLOCKS, _Walk._named),
    "a": _Walk._link,
    "br": _Walk._break,
    "hr": _Walk._rule,
    **dict.fromkeys(tables.HEADINGS, _Walk._heading),
    "div": _Walk._division,
    "p": _Walk._paragraph,
    "figcaption": _Walk._caption,
    "table": _Walk._table,
    "form": _Walk._form,
    "button": _Walk._button,
    "img": _Walk._image,
    "amp-img": _Walk._image,
    "picture": _Walk._picture,
    "noscript": _Walk._noscript,
    "video": _Walk._video,
    "amp-video": _Walk._video,
    "audio": _Walk._video,
    "amp-audio": _Walk._video,
    "iframe": _Walk._frame,
    "amp-iframe": _Walk._frame,
    "embed": _Walk._frame,
    "object": _Walk._frame,
    **dict.fromkeys(PLAYERS, _Walk._player),
    "math": _Walk._math,
}
