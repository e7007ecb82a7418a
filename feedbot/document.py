"""A page decoded and parsed once. Every step that reads HTML reads it from here."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feedbot import urls
from feedbot.model import Page


def utf8(body: bytes, content_type: str = "") -> bytes:
    """The page's bytes as valid UTF-8, by the web's rules: UTF-8 validity first, then BOM, header, meta, detection."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return body.decode("utf-8", "replace").encode()
    return body


class Document:
    """One page's tree and what the page says about itself; `page.url` is its address."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.url = page.url
        self.tree = LexborHTMLParser(utf8(page.body, page.content_type))

    @property
    def root(self) -> LexborNode | None:
        return self.tree.root

    @cached_property
    def base(self) -> str:
        """The URL that relative addresses are resolved against: the first <base href>, else the page's own."""
        node = self.tree.css_first("base[href]")
        return (node is not None and urls.absolute(node.attributes.get("href"), self.url)) or self.url

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """<meta> contents by lower-case name, property or itemprop, in page order."""
        found: dict[str, list[str]] = {}
        for node in self.tree.css("meta[content]"):
            said = node.attributes
            name = said.get("property") or said.get("name") or said.get("itemprop") or ""
            value = (said.get("content") or "").strip()
            if name and value:
                found.setdefault(name.strip().lower(), []).append(value)
        return found

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """Every JSON-LD node of the page, @graph and lists flattened, in page order; broken blocks left out."""
        nodes: list[dict[str, Any]] = []
        for script in self.tree.css('script[type="application/ld+json"]'):
            try:
                data = json.loads(script.text() or "", strict=False)
            except ValueError:
                continue
            nodes += _flat(data)
        return nodes


def _flat(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, list):
        return [node for item in data for node in _flat(item)]
    if not isinstance(data, dict):
        return []
    return [data, *_flat(data.get("@graph"))]
