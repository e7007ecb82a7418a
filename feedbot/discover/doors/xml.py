"""XML from strangers as a tree: no entity of its own, no network, bounded depth; mended where it is nearly XML."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from feedbot.document import utf8
from feedbot.errors import NoLinks
from feedbot.model import Page

# All before the root element. A document type can declare entities (which can grow without end) and name files.
_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*)?>)*+", re.S | re.I)
_START = re.compile(rb"<[a-zA-Z_]")
_FIVE = frozenset((b"&amp;", b"&lt;", b"&gt;", b"&quot;", b"&apos;"))
_REFERENCE = re.compile(rb"&(?:#\d+;|#x[0-9a-f]+;|[a-z][a-z0-9]*;)?", re.I)
_MOST = 20_000_000  # bytes


def root(page: Page) -> Any:
    """The root element of a feed or sitemap (an lxml element); raises NoLinks where it is no XML at all."""
    from lxml import etree  # type: ignore[import-untyped]  # loads slowly: only where there is XML

    body = utf8(page.body, page.content_type)
    prolog = _PROLOG.match(body)
    start = _START.search(body, prolog.end() if prolog else 0)
    if not start or len(body) > _MOST:
        raise NoLinks(page.url, f"is {len(body) // 1_000_000} MB of XML" if start else "is no XML")
    body = body[start.start() :]
    for recover in (False, True):  # mending takes far longer than reading, and most need none
        text = _REFERENCE.sub(_mended, body) if recover else body
        parser = etree.XMLParser(
            encoding="utf-8",
            recover=recover,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            found = etree.fromstring(text, parser, base_url=page.url)
        except (etree.LxmlError, ValueError):
            continue
        if found is not None:
            return found
    raise NoLinks(page.url, "is no XML")


def _mended(found: re.Match[bytes]) -> bytes:
    """A reference that XML knows as it is, one of HTML's as its character, a lone & as what it means."""
    said = found[0]
    if said in _FIVE or said.startswith(b"&#"):
        return said
    text = unescape(said.decode())
    return text.encode() if said != b"&" and not text.startswith("&") else b"&amp;" + said[1:]


def name(element: Any) -> str:
    """The element's name without namespace or undeclared prefix, lower case; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def words(element: Any | None) -> str:
    """All text inside an element."""
    return "".join(element.itertext()).strip() if element is not None else ""
