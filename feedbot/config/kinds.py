"""The shapes of values: one value, one or a list, a table of keys. Each reads a node and knows its JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, Protocol

from feedbot.config.complaints import Place, did_you_mean
from feedbot.config.tree import Node, plain

Schema = dict[str, Any]

BAD: Final = object()  # what `read` gives after it has complained
_VARIABLE = re.compile(r"\$(?:\$|\{([A-Za-z_][A-Za-z0-9_]*)\})")


class Kind(Protocol):
    """A shape of value."""

    @property
    def expected(self) -> str:
        """What a complaint and the reference call it."""

    def read(self, node: Node, at: Place) -> Any:
        """The value at a node; BAD after every complaint about it is noted."""

    def schema(self) -> Schema:
        """The JSON Schema of the shape."""


class Scalar(NamedTuple):
    """One value: `parse` takes its text and raises ValueError, whose text (may be empty) is advice."""

    expected: str
    parse: Callable[[str], Any]
    form: Mapping[str, Any]  # its JSON Schema

    def read(self, node: Node, at: Place) -> Any:
        written = substitute(node, at)
        if written is None:
            return BAD
        if not written.strip():
            at.complain(node.line, f"expected {self.expected}, found {node.shape if not node.text else 'nothing'}")
            return BAD
        try:
            return self.parse(written.strip())
        except ValueError as error:
            advice = f" ({error})" if str(error) else ""
            at.complain(node.line, f"expected {self.expected}, found {node.shape}{advice}")
            return BAD

    def schema(self) -> Schema:
        return dict(self.form)


class Many(NamedTuple):
    """One value, or a list of them: a tuple either way."""

    kind: Scalar

    @property
    def expected(self) -> str:
        return f"{self.kind.expected}, or a list of such"

    def read(self, node: Node, at: Place) -> Any:
        if node.items is None:
            one = self.kind.read(node, at)
            return BAD if one is BAD else (one,)
        if not node.items:
            at.complain(node.line, f"expected {self.expected}, found an empty list")
        values = tuple(self.kind.read(item, at.item(number)) for number, item in enumerate(node.items))
        return BAD if BAD in values or not values else values

    def schema(self) -> Schema:
        return {"anyOf": [self.kind.schema(), {"type": "array", "items": self.kind.schema(), "minItems": 1}]}


class Key(NamedTuple):
    """A key of the file: what it takes, and the words and examples that are its reference."""

    name: str
    kind: Kind
    text: str
    example: str = ""  # as it is written behind the colon
    default: str = ""  # the same, of the value that counts when the key is missing
    field: str = ""  # the field of the model where its name is another

    @property
    def target(self) -> str:
        return self.field or self.name

    def schema(self) -> Schema:
        schema = {"description": self.text, **self.kind.schema()}
        if self.default:
            schema["default"] = plain(self.default)
        if self.example:
            schema["examples"] = [plain(self.example)]
        return schema


class Table(NamedTuple):
    """A mapping of known keys; unknown ones are refused, and so are two keys that are `apart`."""

    keys: tuple[Key, ...]
    required: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()

    @property
    def expected(self) -> str:
        return "a mapping of keys"

    def read(self, node: Node, at: Place) -> Any:
        """Field name -> value, of the keys that are there and well."""
        if node.pairs is None:
            at.complain(node.line, f"expected {self.expected}, found {node.shape}")
            return BAD
        known = {key.name: key for key in self.keys}
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for name, value in pairs(node, at):
            lines[name.text or ""] = name.line
            key = known.get(name.text or "")
            if key is None:
                at.key(name.shape).complain(name.line, f"unknown key ({did_you_mean(name.shape, known)})")
            elif (read := key.kind.read(value, at.key(key.name))) is not BAD:
                values[key.target] = read
        for one, other in self.apart:
            if one in lines and other in lines:
                at.complain(max(lines[one], lines[other]), f"expected either `{one}` or `{other}`, found both")
        for missing in self.required:
            if missing not in lines:
                at.complain(node.line, f"expected the key `{missing}`, found none")
        return values

    def schema(self) -> Schema:
        schema: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {key.name: key.schema() for key in self.keys},
        }
        if self.required:
            schema["required"] = list(self.required)
        if self.apart:
            schema["allOf"] = [{"not": {"required": list(both)}} for both in self.apart]
        return schema


def pairs(node: Node, at: Place) -> list[tuple[Node, Node]]:
    """Keys and values of a mapping; a key that is no text, or comes twice, is complained about and left out."""
    seen: dict[str, int] = {}
    good = []
    for name, value in node.pairs or ():
        if not name.text:
            at.complain(name.line, f"expected a key, found {name.shape}")
        elif name.text in seen:
            at.key(name.text).complain(name.line, f"comes twice; it stands on line {seen[name.text]} already")
        else:
            seen[name.text] = name.line
            good.append((name, value))
    return good


def substitute(node: Node, at: Place) -> str | None:
    """A node's text, each ${NAME} replaced by that environment variable, $$ by $; None after a complaint."""
    text = node.text or ""
    if "$" not in text:
        return text
    environ = at.reading.environ
    missing = [name for name in _VARIABLE.findall(text) if name and name not in environ]
    for name in missing:
        at.complain(node.line, f"the environment variable {name} is not set")
    if missing:
        return None
    return _VARIABLE.sub(lambda found: environ[found[1]] if found[1] else "$", text)
