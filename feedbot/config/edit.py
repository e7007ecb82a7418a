"""One more source in the text of a config.yaml: text is inserted, and every character that was there stays.

A round trip through a YAML library keeps comments, but moves some of them and changes quoting, indentation, and line
breaks; so the library only says where things stand, and the new lines are put between the old ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from feedbot.config.layout import Layout, Piece, layout

# What a source says: a URL, or keys with texts or keys again.
Said = str | Mapping[str, "Said"]

HEADER = """\
# yaml-language-server: $schema=config.schema.json
#
# Which pages become feeds. `feedbot check` names every fault of this file with its line;
# `feedbot schema > config.schema.json` lets editors complete its keys.

"""

_BREAK = re.compile(r"\r\n|\n|\r")
_LINE = re.compile(r"([ \t]*)([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n])")
_COMMA = re.compile(r"(?:\s|(?<=\s)#[^\r\n]*)*,")
# YAML 1.2, production [1] c-printable, less the breaks of a line: nothing else can stand in a file unescaped.
_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# Texts that need no quotes: they begin with a letter, or are a duration, and hold nothing that YAML takes for more.
_PLAIN = re.compile(r"(?:[^\W\d_]|\d+[wdhms])(?:[^:#]|:(?! |$)|(?<! )#)*")
# Texts that one reader of YAML or another takes for something else than text.
_RESERVED = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])
_NOTHING = frozenset(["", "~", "null", "Null", "NULL"])
_DOLLAR = re.compile(r"\$(?=[${])")  # what config.yaml would take for a variable, or for an escaped `$`


class Edit(NamedTuple):
    """Put `text` in the place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


def with_source(body: bytes, name: str, said: Said) -> bytes:
    """The file with one more source, behind the others; nothing else is touched but an empty `{}` or `null`.

    `body` must be YAML that `tree.parse` takes; where it has no place for a source it is given back as it is. Values
    are texts as they are meant: `$` is escaped here.
    """
    text = body.decode("utf-8-sig")
    mark = body[: len(body) - len(text.encode())]
    for start, end, new in sorted(_edits(text, layout(text), name, said), reverse=True):
        text = text[:start] + new + text[end:]
    return mark + text.encode()


def first_source(name: str, said: Said) -> bytes:
    """A new file with one source."""
    return with_source(HEADER.encode(), name, said)


def shown(name: str, said: Said) -> str:
    """The source as its lines would stand in a file."""
    return "\n".join(_block({name: said}, 0, 2))


def _edits(text: str, page: Layout, name: str, said: Said) -> list[Edit]:
    root = page.root
    if root is None or (root.kind == "Scalar" and root.end <= root.start):
        return [_lines(text, page.end if root else len(text), 0, {"sources": {name: said}}, spaced=False)]
    if root.kind != "Mapping":
        return []
    sources = root.value("sources")
    if sources is None:
        if root.flow:
            return _in_brackets(text, root, "sources", {name: said})
        place = _below(text, root.end, page.end, root.column)
        return [_lines(text, place, root.column, {"sources": {name: said}}, spaced=True)]
    if sources.flow and (root.flow or not _empty_brackets(text, sources)):
        return _in_brackets(text, sources, name, said)
    if root.flow or (sources.kind != "Mapping" and text[sources.start : sources.end] not in _NOTHING):
        return []
    return _as_lines(text, page, root, sources, name, said)


def _as_lines(text: str, page: Layout, root: Piece, sources: Piece, name: str, said: Said) -> list[Edit]:
    """As lines behind the last source, or below a `sources:` that has none."""
    key = next(key for key in root.keys if key.text == "sources")
    ceiling = min((other.start for other in root.keys if other.start > key.start), default=page.end)
    floor, step = max(key.end, sources.end if sources.end > sources.start else 0), _step(root)
    if sources.parts:
        place = _below(text, floor, ceiling, sources.column)
        spaced = bool(_BLANK_LINE.search(text, sources.keys[0].start, sources.keys[-1].start))
        return [_lines(text, place, sources.column, {name: said}, spaced=spaced, step=step)]
    place = _below(text, floor, ceiling, root.column + 1)
    lines = _lines(text, place, root.column + step, {name: said}, spaced=False, step=step)
    return [lines] if floor == key.end else [Edit(len(text[: sources.start].rstrip(" ")), floor, ""), lines]


def _empty_brackets(text: str, piece: Piece) -> bool:
    return not piece.parts and not _BREAK.search(text, piece.start, piece.end)


def _step(root: Piece) -> int:
    """How far the file indents: as its first block does, else 2."""
    blocks = (part for part in root.parts[1::2] if part.kind == "Mapping" and part.parts and not part.flow)
    return next((block.column - root.column for block in blocks if block.column > root.column), 2)


def _below(text: str, floor: int, ceiling: int, column: int) -> int:
    """Where lines can follow what ends at `floor`: behind its line and comments that are indented by `column`."""
    if floor and text[floor - 1] in "\r\n":
        place = floor
    else:
        found = _BREAK.search(text, floor)
        place = found.end() if found else len(text)
    at = place
    while at < ceiling and (line := _LINE.match(text, at)) and line.end() > at:
        at = line.end()
        if line[2].startswith("#") and len(line[1]) >= column:
            place = at
    return place


def _lines(text: str, place: int, column: int, said: Mapping[str, Said], *, spaced: bool, step: int = 2) -> Edit:
    """The edit that puts lines at a place, in the file's own line breaks."""
    found = _BREAK.search(text)
    newline = found[0] if found else "\n"
    before = text[:place]
    lead = newline if before and before[-1] not in "\r\n" else ""
    if spaced and before.strip():
        lead += newline
    return Edit(place, place, lead + "".join(line + newline for line in _block(said, column, step)))


def _block(said: Mapping[str, Said], column: int, step: int) -> list[str]:
    lines = []
    for key, value in said.items():
        start = f"{' ' * column}{_scalar(key)}:"
        if isinstance(value, str):
            lines.append(f"{start} {_scalar(_escaped(value))}")
        else:
            lines += [start, *_block(value, column + step, step)]
    return lines


def _in_brackets(text: str, mapping: Piece, key: str, said: Said) -> list[Edit]:
    """Behind the last pair of a mapping in brackets; in JSON's own spelling, for the file may be JSON."""
    pair = f"{_json(key)}: {_json(said)}"
    inside = [part for part in mapping.parts if part.end > part.start]
    if not inside:
        return [Edit(mapping.start + 1, mapping.start + 1, pair)]
    last = inside[-1].end
    comma = _COMMA.match(text, last)
    start = comma.end() if comma else last
    rest = _REST_OF_LINE.match(text, start)
    if not rest:
        return [Edit(start, start, f" {pair}" if comma else f", {pair}")]
    # The brackets span lines: the pair gets a line of its own, behind a comment if there is one.
    newline = _BREAK.search(text, rest.end())
    line = f"{newline[0] if newline else ''}{' ' * mapping.keys[-1].column}{pair}"
    place = Edit(rest.end(), rest.end(), line)
    return [place] if comma else [Edit(last, last, ","), place] if rest[0] else [Edit(last, last, "," + line)]


def _json(said: Said) -> str:
    def escaped(value: Said) -> Said:
        if isinstance(value, str):
            return _escaped(_printable(value))
        return {_printable(key): escaped(inner) for key, inner in value.items()}

    return json.dumps(escaped(said), ensure_ascii=False)


def _escaped(value: str) -> str:
    """The value as config.yaml spells it, where `$$` is `$`."""
    return _DOLLAR.sub("$$", value) if "$" in value else value


def _printable(value: str) -> str:
    return _UNPRINTABLE.sub("", value)


def _scalar(value: str) -> str:
    """The text of a value, quoted where YAML asks for it.

    >>> [_scalar(text) for text in ("Town hall", "30m", "a: b", "no", '.x[y="z"]', "2024")]
    ['Town hall', '30m', '"a: b"', '"no"', '\\'.x[y="z"]\\'', '"2024"']
    """
    value = _printable(value)
    if _PLAIN.fullmatch(value) and value == value.strip() and value.lower() not in _RESERVED:
        return value
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"
