"""The blocks of a story as HTML, and as the plain text that a reader of that HTML sees."""

from __future__ import annotations

import re
from html import escape

_EMPHASIS = re.compile(r"\*([^*]+)\*")


def to_html(block: str) -> str:
    """One block as HTML.

    >>> to_html("> It is *here*.")
    '<blockquote><p>It is <em>here</em>.</p></blockquote>'
    """
    if block.startswith("## "):
        return f"<h2>{_inline(block[3:])}</h2>"
    if block.startswith("> "):
        return f"<blockquote><p>{_inline(block[2:])}</p></blockquote>"
    if block.startswith("- "):
        return "<ul>\n" + "\n".join(f"<li>{_inline(item)}</li>" for item in _items(block)) + "\n</ul>"
    if block.startswith("|"):
        return _table(block)
    if block.startswith("```"):
        return f"<pre><code>{escape(_code(block))}</code></pre>"
    return f"<p>{_inline(block)}</p>"


def to_text(block: str) -> list[str]:
    """The pieces of text of one block: a paragraph, the items of a list, the cells of a table, the lines of code.

    >>> to_text("| a | b |")
    ['a', 'b']
    """
    if block.startswith("- "):
        return [_plain(item) for item in _items(block)]
    if block.startswith("|"):
        return [_plain(cell) for row in _rows(block) for cell in row]
    if block.startswith("```"):
        return [line.strip() for line in _code(block).splitlines() if line.strip()]
    return [_plain(re.sub(r"^(?:## |> )", "", block))]


def _inline(text: str) -> str:
    return _EMPHASIS.sub(r"<em>\1</em>", escape(text, quote=False))


def _plain(text: str) -> str:
    return _EMPHASIS.sub(r"\1", text)


def _items(block: str) -> list[str]:
    return [line.removeprefix("- ") for line in block.split("\n")]


def _code(block: str) -> str:
    return block.strip("`").strip("\n")


def _rows(block: str) -> list[list[str]]:
    lines = [line for line in block.split("\n") if not line.startswith("|---")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def _table(block: str) -> str:
    head, *rows = _rows(block)
    top = "".join(f"<th>{_inline(cell)}</th>" for cell in head)
    body = "\n".join("<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
