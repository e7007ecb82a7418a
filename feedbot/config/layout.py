"""Where in the text of a YAML file each of its values stands: for edits that leave every other character alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from feedbot.config import tree


@dataclass(slots=True)
class Piece:
    """A value and its place in the text, as indexes; `end` is behind its last visible character."""

    kind: str  # "Scalar", "Alias", "Mapping" or "Sequence"
    start: int
    end: int
    column: int
    text: str = ""
    flow: bool = False  # in brackets
    parts: list[Piece] = field(default_factory=list)  # of a mapping: key, value, key, value ...

    @property
    def keys(self) -> list[Piece]:
        return self.parts[::2]

    def value(self, name: str) -> Piece | None:
        """The value of a mapping's key."""
        pairs = zip(self.parts[::2], self.parts[1::2], strict=True)
        return next((value for key, value in pairs if key.text == name), None)


@dataclass(frozen=True, slots=True)
class Layout:
    """A file's one document; `end` is where it ends, in the text or by `...`."""

    root: Piece | None
    end: int


def layout(text: str) -> Layout:
    """Where everything stands in text that `tree.parse` took."""
    root: Piece | None = None
    end = len(text)
    events = tree.events(text)
    for event in events:
        name = type(event).__name__
        if name == "DocumentStartEvent":
            root = _piece(next(events), events, text)
        elif name == "DocumentEndEvent":
            end = event.start_mark.index
    return Layout(root, end)


def _piece(event: Any, events: Iterator[Any], text: str) -> Piece:
    """The value that begins with this event; what belongs to it is taken from `events`."""
    start, end = event.start_mark.index, event.end_mark.index
    kind = type(event).__name__.removesuffix("Event").removesuffix("Start")
    piece = Piece(kind, start, end, event.start_mark.column, getattr(event, "value", "") or "")
    if kind not in ("Mapping", "Sequence"):
        return piece
    piece.flow = bool(event.flow_style)
    while not type(event := next(events)).__name__.endswith("EndEvent"):
        part = _piece(event, events, text)
        piece.parts.append(part)
        if part.end > part.start:  # the mark of an empty value stands at whatever comes next
            piece.end = part.end
    if piece.flow:
        piece.end = event.end_mark.index
    elif piece.parts and text[start : start + 1] != "?":  # not what an anchor in front of it says
        piece.column = piece.parts[0].column
    return piece
