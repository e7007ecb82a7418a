"""The text of one file of rules for a site -> Rules, with a note on each line that could not be used.

The format is that of Full-Text RSS's site patterns, which Instapaper began: `name: value` lines, `#` comments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from feedbot.sites.tokens import Untranslatable
from feedbot.sites.xpath import Selector, quoted, translate


class Note(NamedTuple):
    """A line of a file that is not used, and why."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a file says of its site's articles, as CSS; lines of one name are tried in their order."""

    file: str  # its name, without the folder
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()  # all of them count
    next_page: tuple[str, ...] = ()
    single_page: tuple[str, ...] = ()
    firsts: frozenset[str] = frozenset()  # of `body`: only the first element that they find counts
    replaced: tuple[tuple[str, str], ...] = ()  # strings of the page's source, and what is put in their place
    notes: tuple[Note, ...] = ()


# The directives whose value selects elements: the field, the attributes that its reader reads, and whether the reader
# takes the first element that it is given.
_SELECTING: dict[str, tuple[str, tuple[str, ...], bool]] = {
    "title": ("title", ("", "content"), True),
    "body": ("body", ("",), False),
    "author": ("authors", ("", "content"), False),
    "date": ("published", ("", "datetime", "content"), True),
    "strip": ("strip", ("",), False),
    "next_page_link": ("next_page", ("", "href"), True),
    "single_page_link": ("single_page", ("", "href"), True),
}
# The directives whose value is a part of an attribute; nothing takes the page itself away.
_STRIPPING: dict[str, str] = {
    "strip_id_or_class": "body [class*={0}], body [id*={0}]",
    "strip_image_src": "img[src*={0}]",
}
# What steers steps of Full-Text RSS that feedbot does in its own way, or is for those who test the files.
_NEEDLESS = frozenset(
    "tidy prune parser autodetect_on_failure autodetect_next_page convert_double_br_tags insert_detected_image"
    " skip_json_ld src_lazy_load_attr strip_attr strip_comments wrap_in dissolve footnotes test_url test_contains"
    " title_contains".split()
)
_UNUSED = {
    "http_header": "feedbot asks every site in its own name",
    "single_page_link_in_feed": "feedbot begins with the page",
    "native_ad_clue": "advertising is not told apart",
    "requires_login": "feedbot does not log in",
    "not_logged_in_xpath": "feedbot does not log in",
}
_LINE = re.compile(r"(?P<name>[a-z_]+)\s*(?:\((?P<argument>.*?)\)\s*)?:(?P<value>.*)", re.I)
_TEST = re.compile(r"test\S*\s+https?://", re.I)  # `test_url` without its colon


def parse(text: str, file: str) -> Rules:
    """The rules in a file's text; `file` is its name."""
    reader = _Reader(file)
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        said = line.strip()
        if said and not said.startswith("#"):
            reader.line(number, said)
    return reader.rules()


class _Reader:
    """The lines of one file, one after the other; a few refer to one that stands before."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: dict[str, list[str]] = {field: [] for field, _, _ in _SELECTING.values()}
        self._firsts: set[str] = set()
        self._replaced: list[tuple[str, str]] = []
        self._sought = ""  # of find_string
        self._link = ""  # the last link directive, which if_page_contains is about
        self._notes: list[Note] = []

    def rules(self) -> Rules:
        fields = {field: tuple(found) for field, found in self._found.items()}
        replaced, notes = tuple(self._replaced), tuple(self._notes)
        return Rules(self._file, **fields, firsts=frozenset(self._firsts), replaced=replaced, notes=notes)

    def line(self, number: int, said: str) -> None:
        found = _LINE.match(said)
        if not found:
            if not _TEST.match(said):
                self._note(number, f"{said[:40]!r} is no directive")
            return
        name, value = found["name"].lower(), found["value"].strip()
        try:
            self._directive(name, found["argument"] or "", value)
        except Untranslatable as error:
            self._note(number, f"{name}: {error}")

    def _directive(self, name: str, argument: str, value: str) -> None:
        """Take one directive in, or say by Untranslatable why not."""
        if name in _NEEDLESS or (not value and name != "replace_string"):
            return
        if name in _SELECTING:
            self._select(name, value)
        elif name in _STRIPPING:
            self._found["strip"].append(_checked(_STRIPPING[name].format(quoted(value.strip("'\""))), value))
        elif name == "if_page_contains":
            self._condition(value)
        elif name == "find_string":
            self._sought = value
        elif name == "replace_string":
            self._replace(argument or self._sought, value)
        else:
            raise Untranslatable(_UNUSED.get(name, "not a directive that is known"))

    def _select(self, name: str, xpath: str) -> None:
        field, attributes, takes_first = _SELECTING[name]
        found = translate(xpath)
        for one in found:
            if one.attribute not in attributes:
                raise Untranslatable(f"the attribute {one.attribute} is not read")
        first = any(one.first for one in found) and not takes_first
        if first and (field != "body" or len(found) > 1):
            raise Untranslatable("the first in the whole document")
        css = _checked(_together(found), xpath)
        self._found[field].append(css)
        self._firsts |= {css} if first else set()
        if name.endswith("_link"):
            self._link = field

    def _condition(self, xpath: str) -> None:
        """The link directive before counts only on pages that contain something."""
        if not self._link:
            raise Untranslatable("no link stands before it")
        links = self._found[self._link]
        links[-1] = _checked(f"html:has({_together(translate(xpath))}) *:is({links[-1]})", xpath)

    def _replace(self, sought: str, value: str) -> None:
        if not sought:
            raise Untranslatable("nothing is looked for")
        self._replaced.append((sought, value))
        self._sought = ""

    def _note(self, number: int, text: str) -> None:
        self._notes.append(Note(self._file, number, text))


def _together(found: tuple[Selector, ...]) -> str:
    return ", ".join(dict.fromkeys(one.css for one in found))


def _checked(css: str, written: str) -> str:
    """A selector that the parser takes."""
    try:
        LexborHTMLParser("<p>").css(css)
    except (SelectolaxError, ValueError):
        raise Untranslatable(f"{written[:60]!r} gives no CSS that can be read") from None
    return css
