"""Which element becomes what."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from html import escape
from itertools import islice

from selectolax.lexbor import LexborNode

from feedbot import text, urls
from feedbot.document import Document
from feedbot.extract import disguised, embedded
from feedbot.extract.clean import media, posts, tables
from feedbot.extract.clean.safe import sanitized
from feedbot.extract.clean.walk import LONG, Handler, Leave, Walk, nothing, start_tag

# Elements that are read only where the article was found in them.
_OPENED = frozenset(["noscript", "form", "template", "textarea"])

_CAPTION = re.compile(r"(?:^|[\s_-])(?:wp-)?caption(?:[\s_-]|$)|caption-?text", re.I)
# What only screen readers are told, as Bootstrap, WordPress, Drupal, GOV.UK, Foundation and their heirs name it.
_HEARD = re.compile(
    r"(?<!not-)(?<![a-z])(?:sr-?only|screen-?readers?(?:-?(?:text|only))?|visually-?hidden|hidden-?visually|show-for-sr"
    r"|assistive-?text|element-invisible)(?![a-z])",
    re.I,
)
_ASIDE = 100  # characters of what screen readers are told aside; more may be text that a script shows
_PERMALINK = frozenset(["", "#", "¶", "§", "🔗", "\ue144", "Permalink", "permalink", "link", "Link"])
_CELLS = frozenset(["td", "th"])
_SEEN = frozenset(["img", "picture", "video", "audio", "iframe"])
_LARGE = "picture, img[srcset], img[data-srcset]"  # no icon of a button is offered in several sizes
_MANY_CELLS = 100  # no page is laid out with so many
_CONTROLS = "input:not([type=hidden]), select, textarea"  # what makes a form one that asks for something
_LONG_FORM = 600  # characters: a form with that much text is a page inside a form


def html(roots: Sequence[LexborNode], dropped: Collection[int], document: Document, *, title: str = "") -> str:
    """The roots, in order, as clean HTML; subtrees whose mem_id is in `dropped` are left out, the tree is not changed.

    A heading that repeats `title` above the text is left out; heading levels start at 2.
    """
    walk = Walk(document, dropped, title)
    for root in roots:
        _root(walk, root)
    return sanitized(walk.writer.finish())


def _root(walk: Walk, root: LexborNode) -> None:
    """Write a root and all below it."""
    walk.writer.border()
    tag = root.tag or ""
    if root.mem_id in walk.dropped:
        return
    if tag == "-text":
        walk.writer.text(root.text_content or "")
    elif leave := walk.border() if tag in _OPENED else _HANDLERS.get(tag, Walk.transparent)(walk, root):
        walk.below(root, _HANDLERS)
        leave()


def _gone(walk: Walk, node: LexborNode) -> Leave:
    """An element that goes with all that is in it."""
    return None


def _bare(walk: Walk, node: LexborNode) -> Leave:
    """An inline element of which only the content is kept."""
    return nothing


def _span(walk: Walk, node: LexborNode) -> Leave:
    """<span>, of which only the content is kept, if it is to be seen; it may be a line of code."""
    names = node.attributes.get("class")
    if not names:
        return nothing
    if walk.writer.pre and disguised.is_line(names):
        walk.writer.start_row()
        return walk.writer.end_row
    return None if _is_heard(walk, node, names) else nothing


def _is_heard(walk: Walk, node: LexborNode, names: str) -> bool:
    """Whether an element says something to screen readers alone; in a table that may be what a sign stands for."""
    return _names_heard(names) and walk.writer.around not in _CELLS and len(node.text() or "") <= _ASIDE


@lru_cache(maxsize=4096)
def _names_heard(names: str) -> bool:
    return _HEARD.search(names) is not None


def _inline(name: str) -> Handler:
    """How an inline element is entered that is written with this name."""
    markup = "" if name in tables.COPIED else f"<{name}>"

    def enter(walk: Walk, node: LexborNode) -> Leave:
        writer = walk.writer
        if writer.inside(name):
            return nothing
        if name == "code" and writer.around != "pre" and (node.text() or "").strip().count("\n") >= 2:
            return _code_block(walk, node)
        writer.start_inline(name, markup or start_tag(node, name))
        return writer.end_inline

    return enter


def _code_block(walk: Walk, node: LexborNode) -> Leave:
    """<code> with line breaks of its own, outside of <pre>."""
    leave = walk.block(node, "pre")
    if leave != walk.writer.end_block:  # none may stand here, say between the items of a list
        return leave
    walk.writer.start_inline("code", "<code>")
    return walk.end_code_block


def _link(walk: Walk, node: LexborNode) -> Leave:
    said = node.attributes
    href = (said.get("href") or "").strip()
    if href.startswith("#") and (node.text() or "").strip() in _PERMALINK and node.css_first("img") is None:
        return None
    if (names := said.get("class")) and _is_heard(walk, node, names):
        return None
    url = _address(walk, href)
    if not url or walk.writer.inside("a"):
        return nothing
    title = f' title="{escape(tip)}"' if (tip := said.get("title")) and len(tip) < LONG else ""
    walk.writer.start_inline("a", f'<a href="{escape(url)}"{title}>')
    return walk.writer.end_inline


def _address(walk: Walk, href: str) -> str:
    """Where a link leads, without tracking parameters, its fragment kept; "" for what is no address."""
    if href[:7].lower() == "mailto:" or href[:4].lower() == "tel:":
        return href
    if href.startswith("#"):
        return urls.absolute(walk.here + href, walk.base) if len(href) > 1 else ""
    url = urls.absolute(href, walk.base)
    fragment = urls.parts(url).fragment if "#" in url else ""
    return urls.clean(url) + ("#" + fragment if fragment else "")


def _break(walk: Walk, node: LexborNode) -> Leave:
    walk.writer.line_break()
    return None


def _named(walk: Walk, node: LexborNode) -> Leave:
    return walk.block(node, node.tag or "")


def _rule(walk: Walk, node: LexborNode) -> Leave:
    walk.writer.rule()
    return None


def _heading(walk: Walk, node: LexborNode) -> Leave:
    """A heading, unless it repeats the title."""
    said = node.text() or "" if walk.title else ""
    if said and walk.telling in said.lower() and text.words(said) == walk.title:
        return None
    return walk.block(node, node.tag or "h2")


def _division(walk: Walk, node: LexborNode) -> Leave:
    """<div>: embedded or a caption by its class, a switch by its role, else nothing but its content."""
    said = node.attributes
    name = said.get("class")
    if said.get("role") == "button" and walk.writer.around == "figure":
        return media.pictures(walk, node)
    if name and (kind := embedded.by_class(name)):
        return posts.enter(walk, node, kind, Walk.transparent)
    if name and _is_heard(walk, node, name):
        return None
    if name and "aption" in name and _CAPTION.search(name):
        if walk.writer.around == "figure":
            return _caption(walk, node)
        if node.css_first("img") is not None:
            return walk.block(node, "figure")
    return walk.border()


def _paragraph(walk: Walk, node: LexborNode) -> Leave:
    """<p>: a caption by its class, inside a figure."""
    if walk.writer.around == "figure" and "caption" in (node.attributes.get("class") or ""):
        return _caption(walk, node)
    return walk.block(node, "p")


def _caption(walk: Walk, node: LexborNode) -> Leave:
    if walk.writer.around != "figure":
        return walk.border()
    walk.captions += 1
    walk.writer.start_block("figcaption")
    return walk.end_caption


def _table(walk: Walk, node: LexborNode) -> Leave:
    """A table of data; one of a single cell, around tables, or with a text in a cell, only lays out the page."""
    if node.css_first("td table, th table") is not None:
        return walk.border()
    cells = node.css("td, th")
    if len(cells) > _MANY_CELLS:
        return walk.block(node, "table")
    if len(node.css("p")) > 2 and any(len(cell.css("p")) > 2 for cell in cells):
        return walk.border()
    shown = list(islice((cell for cell in cells if _shows(walk, cell)), 2))
    return walk.block(node, "table") if len(shown) > 1 else walk.border()


def _shows(walk: Walk, cell: LexborNode) -> bool:
    """Whether something of a cell is to be seen, and nothing around it in its table is dropped."""
    around = cell.parent
    while around is not None and around.tag != "table":
        if around.mem_id in walk.dropped or around.tag in tables.GONE:
            return False
        around = around.parent
    rest = [cell]
    while rest:
        node = rest.pop()
        if node.mem_id in walk.dropped or node.tag in tables.GONE:
            continue
        if node.tag in _SEEN or (node.is_text_node and (node.text_content or "").strip()):
            return True
        rest += node.iter(include_text=True)
    return False


def _form(walk: Walk, node: LexborNode) -> Leave:
    """A form, if it is only what a script sends of a text: old forums and Reddit have each post in one."""
    asks = node.css_first(_CONTROLS) is not None
    return walk.border() if not asks or len(node.text() or "") > _LONG_FORM else None


def _button(walk: Walk, node: LexborNode) -> Leave:
    """The switch of a foldable part is its headline; of other buttons stays the picture that they enlarge or play."""
    if walk.writer.around in (*tables.HEADINGS, "summary", "dt"):
        return nothing
    if disguised.is_question(node):
        return walk.block(node, "h3")
    if walk.writer.around == "figure" or node.css_first(_LARGE) is not None:
        media.pictures(walk, node)
    return None


_HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(tables.GONE, _gone),
    **dict.fromkeys(tables.BARE, _bare),
    **{tag: _inline(name) for tag, name in tables.INLINE.items()},
    **dict.fromkeys(tables.BLOCKS, _named),
    "span": _span,
    "a": _link,
    "br": _break,
    "hr": _rule,
    **dict.fromkeys(tables.HEADINGS, _heading),
    **dict.fromkeys(("blockquote", "figure"), posts.or_else(_named)),
    "div": _division,
    "p": _paragraph,
    "figcaption": _caption,
    "table": _table,
    "form": _form,
    "button": _button,
    **media.HANDLERS,
    **dict.fromkeys(embedded.TAGS, posts.element),
}
