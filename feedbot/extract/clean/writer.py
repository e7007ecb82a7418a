"""Writes clean HTML while the tree is walked: nothing empty, nothing nested wrongly.

Text gathers in a line. A block's border ends the line, and the line becomes a paragraph, or the bare text of the block
around it. Inline elements are opened when text comes and closed where the line ends, so that they may span blocks in
the page without doing so in the output.
"""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

from feedbot.extract import disguised
from feedbot.extract.clean import tables
from feedbot.text import legal

_WHITE = "\n\t\r\f"
_LINES = tables.LINES
_NESTING = frozenset(["blockquote", "details", "ul", "ol", "dl", "table"])  # may stand in each other
_DEEPEST = 60  # open blocks beyond which none of these is opened: no text is nested so deep, and readers choke on it
_SPLIT = 2  # line breaks in a row that end a paragraph
_FLOW = frozenset(["", "blockquote", "details"])
_CELLS = frozenset(["td", "th"])  # stay where they are empty
_MEDIA = frozenset(["table", "blockquote", "pre"])  # what a figure may show instead of a picture
# A paragraph of nothing else is left over from editing.
_SPECKS = frozenset(".,;:|·")
_RULE = re.compile(r"(?:[*•·~✻✽❦_—–#-] ?){3,}|⁂")  # how authors draw a line between two scenes
_SHORT = 12  # characters up to which a line may be one of these
# What leaves no mark on a screen: white space, zero-width characters, the empty Braille and Hangul signs.
_BLANK = " \n\t\xa0\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u2003\u2002\u2009\u202f\u3000\u2800\u3164"
# What bare text becomes in blocks that must not hold any.
_WRAP = {"": "p", "blockquote": "p", "details": "p", "figure": "figcaption", "ul": "li", "ol": "li", "dl": "dd"}


def _collapsed(said: str) -> str:
    """Text with each run of white space as one blank, and only with characters that XML knows and readers show."""
    for sign in _WHITE:
        if sign in said:
            said = said.replace(sign, " ")
    said = said if said.isprintable() else _legible(said)
    while "  " in said:
        said = said.replace("  ", " ")
    return said


def _legible(said: str) -> str:
    """Text without characters that XML forbids, and without the zero-width space and the byte order mark.

    The zero-width joiners stay: Persian, the scripts of India and emoji are spelt with them.
    """
    return legal(said).replace("\u200b", "").replace("\ufeff", "")


_BOLD = re.compile(r"<(b|strong)>((?:(?!</?\1>).)*)</\1>", re.S)


def _thin(heading: str) -> str:
    """A heading that is not bold as a whole: it is by itself."""
    while bold := _BOLD.fullmatch(heading):
        heading = bold[2]
    return heading


class _Block(NamedTuple):
    """An open element of the output."""

    name: str
    mark: int  # its place in the output
    seen: int  # how much was visible before it
    media: int  # how many pictures, tables, quotes and pieces of code there were


class Writer:
    """The output under construction; `seen` counts what a reader can see of it."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.seen = 0
        self.media = 0
        self.blocks = [_Block("", 0, 0, 0)]
        self.around = ""  # the name of the innermost open block
        self.space = True  # white space that follows would be lost on a screen
        self.headings: list[tuple[int, int, int]] = []  # level, place of start tag, place of end tag
        self._line: list[str] = []
        self._visible = False
        self._inline: list[tuple[str, str]] = []  # name, start tag
        self._opened = 0  # how many of them the line has opened
        self._breaks = 0
        self.pre = 0  # how many of the open blocks keep white space
        self._ruled = False  # the block that ends is a rule
        self._bare = -1  # how long the output was after bare text in a tight block

    # -- inline ------------------------------------------------------------------------------------------------------

    @property
    def shown(self) -> int:
        """How much a reader can see so far; grows with whatever is visible."""
        return self.seen + self._visible

    def text(self, said: str) -> None:
        """Text of the page, unescaped."""
        if self.pre:
            said = said if said.isprintable() else _legible(said)
        else:
            if "  " in said or not said.isprintable():
                said = _collapsed(said)
            if self.space:
                said = said.lstrip(" ")
        if not said:
            return
        blank = said[0] in _BLANK and not said.strip(_BLANK)
        if self._breaks:
            if blank:
                return
            self._flush_breaks()
        if "&" in said or "<" in said or ">" in said:
            said = escape(said, quote=False)
        if self._opened < len(self._inline) and (not blank or self.pre):  # none is opened for white space alone
            self._open()
        self._line.append(said)
        self.space = said[-1] == " "
        if not blank:
            self._visible = True

    def picture(self, markup: str) -> None:
        """Something visible without text."""
        self._flush_breaks()
        self._write(markup)
        self._visible = True
        self.space = False
        self.media += 1
        if self.around == "figure":
            self._end_line(wrap="")

    def start_inline(self, name: str, markup: str) -> None:
        self._inline.append((name, markup))

    def end_inline(self) -> None:
        name, _ = self._inline.pop()
        if self._opened > len(self._inline):
            self._opened -= 1
            self._line.append(f"</{name}>")

    def start_row(self) -> None:
        """A line of code that is an element."""
        self._line.append(disguised.START)

    def end_row(self) -> None:
        self._line.append(disguised.END)

    def inside(self, name: str) -> bool:
        """Whether an inline element of this name is open."""
        for one, _ in self._inline:  # noqa: SIM110
            if one == name:
                return True
        return False

    def line_break(self) -> None:
        """A <br>."""
        if self.pre:
            self._write("\n")
        elif self._visible:
            self._breaks += 1
            self.space = True
            if self._breaks >= _SPLIT:
                self._paragraph_break()

    def _paragraph_break(self) -> None:
        """Two line breaks in a row are a new paragraph, where paragraphs may stand."""
        if self.around in _FLOW:
            self._end_line()
        elif self.around == "p" and self.blocks[-2].name in _FLOW:
            self.end_block()
            self.start_block("p")

    def _write(self, markup: str) -> None:
        self._open()
        self._line.append(markup)

    def _open(self) -> None:
        """Write the start tags of the inline elements that have none in this line."""
        self._line += [start for _, start in self._inline[self._opened :]]
        self._opened = len(self._inline)

    def _flush_breaks(self) -> None:
        if self._breaks:
            self._line.append("<br>" * min(self._breaks, _SPLIT))
            self._breaks = 0

    # -- blocks ------------------------------------------------------------------------------------------------------

    def border(self) -> None:
        """The edge of a block that is not written itself."""
        if self.around not in _LINES:
            if self._line:
                self._end_line()
        elif self.pre:
            if self._line and not self._line[-1].endswith("\n"):
                self._line.append("\n")
        elif self._visible and not self._breaks:
            if self.around in tables.HEADINGS:
                self.text(" ")
            else:
                self._breaks = 1
                self.space = True

    def start_block(self, name: str, markup: str = "") -> bool:
        """Open a block; False where it is only a line of the block around it, and must be ended by `border`."""
        if self.around in _LINES or (name in _NESTING and len(self.blocks) > _DEEPEST):
            self.border()
            return False
        if self._line:
            self._end_line()
        self.blocks.append(_Block(name, len(self.out), self.seen, self.media))
        self.around = name
        self.out.append(markup or f"<{name}>")
        if name == "pre":
            self.pre += 1
        return True

    def end_block(self) -> None:
        """Close the innermost block; it vanishes if nothing of it is visible."""
        if self._line:
            self._end_line()
        name, mark, seen, media = self.blocks.pop()
        self.around = self.blocks[-1].name
        if name == "pre":
            self.pre -= 1
        if (self.seen == seen and name not in _CELLS) or (name == "figure" and self.media == media):
            del self.out[mark:]
            self.seen = seen
            self.headings = [one for one in self.headings if one[1] < mark]
            if self._ruled:
                self.rule()
            return
        if name in tables.HEADINGS:
            self.out[mark + 1 :] = [_thin("".join(self.out[mark + 1 :])).strip(" ")]
            self.headings.append((tables.HEADINGS[name], mark, len(self.out)))
        elif name in _MEDIA:
            self.media += 1
        self.out.append(f"</{name}>")

    def raw(self, markup: str) -> None:
        """A block that is written already."""
        self._end_line()
        self.out.append(markup)
        self.seen += 1

    def rule(self) -> None:
        """An <hr>, never the first thing."""
        self._ruled = False
        if self.around in _FLOW:
            self._end_line()
            if self.seen > self.blocks[-1].seen and self.out[-1] != "<hr>":
                self.out.append("<hr>")

    def _end_line(self, wrap: str | None = None) -> None:
        """End the line of text; `wrap` names the element around it, None leaves that to the block."""
        if not self._line:
            return
        if self._opened:
            self._line += [f"</{name}>" for name, _ in reversed(self._inline[: self._opened])]
        line, visible = self._line, self._visible
        self._line, self._visible, self._opened, self._breaks, self.space = [], False, 0, 0, True
        if not visible:
            return
        around = self.around
        said = disguised.broken("".join(line)).strip("\n") if self.pre else "".join(line).strip(" ")
        if len(said) <= _SHORT and (around == "p" or around in _FLOW):
            if said in _SPECKS:
                return
            if _RULE.fullmatch(said):
                self._ruled = True  # in the place of the paragraph, if there is one
                if around != "p":
                    self.rule()
                return
        self.seen += 1
        wrap = _WRAP.get(around) if wrap is None else wrap
        if wrap:
            self.out.append(f"<{wrap}>{said}</{wrap}>")
        elif around not in tables.TIGHT:
            self.out.append(said)
        else:
            self.out += ("<br>", said) if self._bare == len(self.out) else (said,)
            self._bare = len(self.out)

    # -- the end -----------------------------------------------------------------------------------------------------

    def finish(self) -> str:
        """The whole output; headings moved so that the highest is an <h2>."""
        while len(self.blocks) > 1:
            self.end_block()
        self._end_line()
        top = min((level for level, _, _ in self.headings), default=2)
        for level, start, end in self.headings:
            name = f"h{min(level - top + 2, 6)}"
            self.out[start], self.out[end] = f"<{name}>", f"</{name}>"
        while self.out and self.out[-1] == "<hr>":
            self.out.pop()
        return "".join(self.out)
