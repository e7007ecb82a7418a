"""The shapes that only sources have: their names, a bare URL as a source, their section pages."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from feedbot import urls
from feedbot.config.complaints import Place
from feedbot.config.kinds import BAD, Scalar, Schema, Table, pairs
from feedbot.config.tree import Node
from feedbot.model import Section
from feedbot.text import squeeze

# A source's name is the name of its files and stands in their addresses.
NAME = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?"
_NAMES = "letters a-z and digits, - _ . between them, 64 at most"


class Sections(NamedTuple):
    """Section pages: a URL, a list of URLs, or a mapping from a section's name to its URL."""

    kind: Scalar

    @property
    def expected(self) -> str:
        return "URLs, or a mapping from section names to URLs"

    def read(self, node: Node, at: Place) -> Any:
        lines: dict[str, int] = {}
        sections = []
        for name, value, place in self._named(node, at):
            url = self.kind.read(value, place)
            if url is BAD:
                continue
            if (same := urls.identity(url)) in lines:
                place.complain(value.line, f"the same page as on line {lines[same]}: {url}")
            lines.setdefault(same, value.line)
            sections.append(Section(url, name))
        return tuple(sections) or BAD

    def _named(self, node: Node, at: Place) -> list[tuple[str, Node, Place]]:
        """Each URL's node, with the name of its section and its place."""
        if node.pairs:
            return [(squeeze(name.text or ""), value, at.key(name.text or "")) for name, value in pairs(node, at)]
        if node.items:
            return [("", item, at.item(number)) for number, item in enumerate(node.items)]
        if not node.text:
            at.complain(node.line, f"expected {self.expected}, found {node.shape}")
            return []
        return [("", node, at)]

    def schema(self) -> Schema:
        one = self.kind.schema()
        many = {"type": "array", "items": one, "minItems": 1}
        named = {"type": "object", "additionalProperties": one, "minProperties": 1}
        return {"anyOf": [one, many, named]}


class OneSource(NamedTuple):
    """A source: a table of keys with `url` or `urls`, or nothing but a URL."""

    table: Table
    url: Scalar

    @property
    def expected(self) -> str:
        return "a URL, or a mapping of keys"

    def read(self, node: Node, at: Place) -> Any:
        """The values of the table, with `sections` in the place of `url` and `urls`."""
        if node.text:
            url = self.url.read(node, at)
            return BAD if url is BAD else {"sections": (Section(url),)}
        if node.pairs is None:
            at.complain(node.line, f"expected {self.expected}, found {node.shape}")
            return BAD
        values: dict[str, Any] = self.table.read(node, at)
        written = {name.text for name, _ in node.pairs}
        if not written & {"url", "urls"}:
            at.complain(node.line, "expected `url` or `urls`, found neither")
        if "url" in values:
            values["sections"] = (Section(values.pop("url")),)
        return values

    def schema(self) -> Schema:
        either = {"anyOf": [{"required": ["url"]}, {"required": ["urls"]}]}
        return {"anyOf": [self.url.schema(), {**self.table.schema(), **either}]}


class Sources(NamedTuple):
    """A mapping from names to sources; the names are good as file names on every system."""

    one: OneSource

    @property
    def expected(self) -> str:
        return "at least one source, as in `example: https://example.org/`"

    def read(self, node: Node, at: Place) -> Any:
        if not node.pairs:
            at.complain(node.line, f"expected {self.expected}, found {node.shape if node.pairs is None else 'none'}")
            return BAD
        found: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for name, value in pairs(node, at):
            source, place = name.text or "", at.key(name.text or "")
            if not re.fullmatch(NAME, source):
                place.complain(name.line, f"expected a name that is good for a file, found {source!r} ({_NAMES})")
            if (same := source.lower()) in lines:
                place.complain(
                    name.line,
                    f"differs from the name on line {lines[same]} in capitals only; many disks take them for one",
                )
            lines.setdefault(same, name.line)
            read = self.one.read(value, place)
            if read is not BAD:
                found[source] = read
        return found

    def schema(self) -> Schema:
        return {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": f"^(?:{NAME})$"},
            "additionalProperties": self.one.schema(),
        }
