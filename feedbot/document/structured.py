"""What a page says of itself to machines: JSON-LD as it is found in the wild."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from selectolax.lexbor import LexborNode

Node = dict[str, Any]

_DEEPEST = 12  # levels of @graph, lists and nested nodes that are looked into
_MANY = 2000  # nodes of one page
# Frames around the data that are no JSON: comments of HTML and JavaScript, CDATA, a semicolon at the end.
_OPENED = re.compile(r"[\s;\ufeff]*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)?\s*")
_CLOSED = re.compile(r"(?://\s*)?(?:/\*\s*)?(?:\]\]>)?(?:\s*\*/)?(?:-->)?[\s;]*$")
_TAIL = 40  # characters of a block in which its frame ends
# Strings are consumed whole, so that what is mended lies outside of them.
_MEND = re.compile(r'("(?:[^"\\]|\\.)*")|/\*.*?\*/|(?<![:"\w])//[^\n]*|,(?=\s*[}\]])', re.S)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')


def json_ld(scripts: Iterable[LexborNode]) -> list[Node]:
    """Every JSON-LD node of a page's scripts, @graph, lists and nested main entities flattened, in page order.

    Blocks that are no JSON after the usual faults were mended are left out.
    """
    nodes: list[Node] = []
    for script in scripts:
        if "ld+json" in (script.attributes.get("type") or "").lower():
            nodes += _flat(_loads(script.text() or ""), 0)
    return nodes[:_MANY]


def _loads(text: str) -> Any:
    """The data of one block: as it is, then without its frame, then mended, then with its entities resolved."""
    for attempt in (str, _bare, _mended, _unescaped):
        try:
            return json.loads(attempt(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return _prefix(_bare(text))


def _bare(text: str) -> str:
    """Without the comment or CDATA marks around a block.

    >>> _bare("// <![CDATA[ {} // ]]> ;")
    '{}'
    """
    text = text[_OPENED.match(text).end() :].rstrip()  # type: ignore[union-attr]
    return text[:-_TAIL] + _CLOSED.sub("", text[-_TAIL:]).rstrip()


def _mended(text: str) -> str:
    r"""Without comments, commas before a closing bracket, and backslashes that escape nothing.

    >>> _mended('{"a": "x,]", /* note */ "b": [1,],}')
    '{"a": "x,]",  "b": [1]}'
    """
    return _BAD_ESCAPE.sub(r"\\\\", _MEND.sub(lambda found: found[1] or "", _bare(text)))


def _unescaped(text: str) -> str:
    return _mended(unescape(text))


def _prefix(text: str) -> Any:
    """The first value of a block that holds more than one, or nothing."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(_mended(text).lstrip())[0]
    except (ValueError, RecursionError):
        return None


def _flat(data: Any, level: int) -> list[Node]:
    if level > _DEEPEST:
        return []
    if isinstance(data, list):
        return [node for item in data for node in _flat(item, level + 1)]
    if not isinstance(data, dict):
        return []
    found = [data] if data.keys() - {"@context", "@graph"} else []
    for key in ("@graph", "mainEntity"):
        if key in data:
            found += _flat(data[key], level + 1)
    page = data.get("mainEntityOfPage")
    if isinstance(page, dict) and "@type" in page and page.keys() - {"@type", "@id"}:
        found += _flat(page, level + 1)
    return found


def types(node: Node) -> frozenset[str]:
    """The schema.org types of a JSON-LD node, without prefixes.

    >>> sorted(types({"@type": ["schema:NewsArticle", "http://schema.org/Report"]}))
    ['NewsArticle', 'Report']
    """
    said = node.get("@type")
    names = said if isinstance(said, list) else [said]
    return frozenset(re.split(r"[/:#]", name)[-1] for name in names if isinstance(name, str) and name)
