"""Parts of a page that its server sent late, put where the page's scripts would put them.

React's streaming renderer sends a page with gaps, and what fills them in hidden elements at its end, each with a call
that moves it: `$RC(boundary, content)` in place of what is shown meanwhile, `$RS(content, place)` for a piece of such a
content (react-dom, ReactDOMFizzInlineCompleteBoundary and ReactDOMFizzInlineCompleteSegment). Next.js and Remix do so.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_CALLED = b"$RC("  # every such page has one
_MOVE = re.compile(rb"""\$R([CS])\("([\w:.-]{1,80})","([\w:.-]{1,80})"\)""")
_MOST = 100  # moves of a page; each looks for two elements and copies what one of them holds
_OPENS, _CLOSES = frozenset(("$", "$?", "$!", "$~")), "/$"  # the comments around what may be replaced


def settle(tree: LexborHTMLParser, body: bytes) -> None:
    """Move each late part of a parsed page to its place, in the order of the page's own calls."""
    if _CALLED not in body:
        return
    for kind, first, second in _MOVE.findall(body)[:_MOST]:
        place, content = (first, second) if kind == b"C" else (second, first)
        at, late = _by_id(tree, b"template", place), _by_id(tree, b"", content)
        if at is None or late is None or _holds(late, at):
            continue
        _fill(at, late)
        late.decompose()
        if kind == b"C":
            _clear(at)
        at.decompose()


def _by_id(tree: LexborHTMLParser, tag: bytes, name: bytes) -> LexborNode | None:
    return tree.css_first(f'{tag.decode()}[id="{name.decode()}"]')


def _holds(outer: LexborNode, inner: LexborNode) -> bool:
    """Whether an element is another, or around it: only a page with an error, or made to harm, moves such."""
    node: LexborNode | None = inner
    while node is not None and node.mem_id != outer.mem_id:
        node = node.parent
    return node is not None


def _fill(at: LexborNode, late: LexborNode) -> None:
    """Copy what an element holds to before another."""
    child = late.first_child
    while child is not None:
        at.insert_before(child)
        child = child.next


def _clear(at: LexborNode) -> None:
    """Remove what is shown until the late part comes: all that follows, up to the comment that closes it."""
    shown, depth, node = list[LexborNode](), 0, at.next
    while node is not None:
        said = node.comment_content or "" if node.is_comment_node else ""
        depth += (said in _OPENS) - (said == _CLOSES)
        if depth < 0:
            break
        shown.append(node)
        node = node.next
    for one in shown if node is not None else ():
        one.decompose()
