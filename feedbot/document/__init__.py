"""A page decoded and parsed once. Every step that reads HTML reads it from here."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feedbot import urls
from feedbot.document import measure, streamed, structured
from feedbot.document.decode import utf8
from feedbot.errors import TooLarge
from feedbot.model import Page

__all__ = ["Document", "utf8"]

# Asked for all at once: whatever is asked, the parser looks at every element of the page, which takes a twelfth of the
# time of parsing it.
_TELLING = ("base", "meta", "link", "title", "script", "h1", "h2", "h3", "p", "time", "nav", "footer")


class Document:
    """One page's tree and what the page says about itself; `page.url` is its address.

    Raises TooLarge where parsing would take seconds or gigabytes.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.url = page.url
        body = utf8(page.body, page.content_type)
        if fault := measure.fault(body):
            what = f"has {fault}, which would take the parser seconds or gigabytes"
            raise TooLarge(page.url, what, hint="look at the page in a browser; its markup has a fault")
        self.tree = LexborHTMLParser(body)
        streamed.settle(self.tree, body)

    @property
    def root(self) -> LexborNode | None:
        return self.tree.root

    def elements(self, tag: str) -> list[LexborNode]:
        """All elements of one of the tags that speak for the page as a whole, in page order."""
        return self._telling[tag]

    @cached_property
    def _telling(self) -> dict[str, list[LexborNode]]:
        found: dict[str, list[LexborNode]] = {tag: [] for tag in _TELLING}
        for node in self.tree.css(",".join(_TELLING)):
            found[node.tag or ""].append(node)
        return found

    @cached_property
    def base(self) -> str:
        """The URL that relative addresses are resolved against: the first <base href>, else the page's own."""
        said = (node.attributes.get("href") for node in self.elements("base"))
        return urls.absolute(next((href for href in said if href is not None), None), self.url) or self.url

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """<meta> contents by lower-case name, property or itemprop, in page order."""
        found: dict[str, list[str]] = {}
        for node in self.elements("meta"):
            said = node.attributes
            name = said.get("property") or said.get("name") or said.get("itemprop") or ""
            value = (said.get("content") or "").strip()
            if name and value:
                found.setdefault(name.strip().lower(), []).append(value)
        return found

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """Every JSON-LD node of the page, @graph, lists and main entities flattened, in page order."""
        return structured.json_ld(self.elements("script"))
