"""YAML text as nodes that know their line. The one place that knows ruamel.yaml.

Only the first half of YAML's work is done here (scan, parse, compose): values stay the text that stands in the file,
so that each key decides what it takes, and `yes`, `08:30` or `1.10` are never turned into something else on the way.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.reader import ReaderError

# The passwords of an address, which may hold any character; a complaint may end in a log.
_PASSWORD = re.compile(r"((?:^|://)[^/@\s:]*:)(?!//)\S+(?=@)|((?:^|[?&])password=)[^&\s]+")
_NULL = "tag:yaml.org,2002:null"

# What ruamel.yaml says of a fault, and what helps; the first that matches counts.
_ADVICE = (
    (r"'\\t'", "a tab; YAML is indented with blanks"),
    (r"unknown escape character", "in double quotes a backslash must be doubled; single quotes take it as it is"),
    (
        r"mapping values are not allowed",
        "a value that holds a colon and a blank needs quotes; or the indentation is off",
    ),
    (r"found character '[@`%|>]'", "a value that begins with this character needs quotes"),
    (r"undefined alias", "a value that begins with * needs quotes"),
    (r"unexpected end of stream", "a quote is not closed"),
    (r"',' or '[]}]'", "a bracket is not closed"),
    (r"another document", "one file holds one document: --- may stand at the top only"),
    (r"<block end>|<document start>", "the indentation is off"),
)


class BrokenYaml(Exception):
    """Text that is no YAML: the line (from 1) and what is wrong with it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class Node(NamedTuple):
    """A value of the file and its line (from 1): one of `text`, `items` and `pairs`, or none for an empty value."""

    line: int
    raw: Any

    @property
    def text(self) -> str | None:
        """A scalar as it is written, without its quotes."""
        return self.raw.value if self.raw.id == "scalar" and self.raw.tag != _NULL else None

    @property
    def items(self) -> list[Node] | None:
        """The values of a list."""
        if self.raw.id != "sequence":
            return None
        return [Node(item.start_mark.line + 1, item) for item in self.raw.value]

    @property
    def pairs(self) -> list[tuple[Node, Node]] | None:
        """Keys and values of a mapping; an empty value has the line of its key."""
        if self.raw.id != "mapping":
            return None
        return [
            (Node(key.start_mark.line + 1, key), Node((key if _empty(value) else value).start_mark.line + 1, value))
            for key, value in self.raw.value
        ]

    @property
    def shape(self) -> str:
        """How a complaint names what stands here."""
        if self.pairs is not None:
            return "a mapping"
        if self.items is not None:
            return "a list"
        text = _PASSWORD.sub(r"\1\2***", self.text or "")
        if not text:
            return "nothing"
        return text if len(text) <= 60 and "\n" not in text else f"{text[:50]!r}…"


def plain(text: str) -> Any:
    """Small YAML as the data that JSON would have: whole numbers, text, lists, mappings.

    >>> plain("{keep: 50, formats: [atom, rss]}")
    {'keep': 50, 'formats': ['atom', 'rss']}
    """
    node = parse(text.encode())
    return None if node is None else _plain(node)


def _plain(node: Node) -> Any:
    if node.pairs is not None:
        return {key.text: _plain(value) for key, value in node.pairs}
    if node.items is not None:
        return [_plain(item) for item in node.items]
    return int(node.text) if node.text and node.text.isdecimal() else node.text


def parse(body: bytes) -> Node | None:
    """The file's one document, None when there is none; raises BrokenYaml."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise BrokenYaml(line, f"the file is not UTF-8: byte 0x{body[error.start]:02x}") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReusedAnchorWarning)  # the later anchor counts, as YAML 1.2 says
            raw = YAML(typ="safe", pure=True).compose(text)
    except RecursionError:
        raise BrokenYaml(1, "brackets are nested too deeply") from None
    except ReaderError as error:
        raise BrokenYaml(
            text.count("\n", 0, error.position) + 1, f"no YAML: character #x{ord(text[error.position]):04x}"
        ) from None
    except MarkedYAMLError as error:
        raise _broken(error) from None
    except YAMLError as error:
        raise BrokenYaml(1, f"no YAML: {str(error).splitlines()[0]}") from None
    return None if raw is None else Node(raw.start_mark.line + 1, raw)


def events(text: str) -> Iterator[Any]:
    """The parser's events of text that `parse` took, each with the marks of where it begins and ends."""
    return iter(YAML(typ="safe", pure=True).parse(text))


def _broken(error: MarkedYAMLError) -> BrokenYaml:
    said = " ".join(f"{error.context or ''} {error.problem or ''}".split())
    # An open quote or bracket is found at the end of the file; where it was opened helps more.
    opened = re.search(r"end of stream|stream end", said) and error.context_mark
    mark = opened or error.problem_mark or error.context_mark
    advice = next((advice for pattern, advice in _ADVICE if re.search(pattern, said)), "")
    return BrokenYaml(mark.line + 1 if mark else 1, f"no YAML: {error.problem}" + (f" ({advice})" if advice else ""))


def _empty(raw: Any) -> bool:
    return bool(raw.id == "scalar" and not raw.value)
