"""An XPath expression as its tokens, taken one by one."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""\s*(?:(?P<string>"[^"]*"|'[^']*')|(?P<number>\d+)
    |(?P<name>[A-Za-z_][\w.-]*(?::(?!:)[A-Za-z_][\w.-]*)?)
    |(?P<sign>//|::|\.\.|!=|<=|>=|[/@.()\[\],|=<>*+-]))\s*""",
    re.X,
)
_NAME = re.compile(r"[A-Za-z_][\w-]*")

Token = tuple[str, str]  # its kind, and how it is written


class Untranslatable(ValueError):
    """An expression that CSS has no words for; the text says which part."""


class Tokens:
    """The tokens of an expression and the place up to which they are read."""

    def __init__(self, xpath: str) -> None:
        self._tokens: list[Token] = []
        self._place = 0
        place, xpath = 0, xpath.strip()
        while place < len(xpath):
            found = _TOKEN.match(xpath, place)
            if not found or not found.lastgroup:
                raise Untranslatable(f"{xpath[place : place + 20]!r} is no XPath")
            self._tokens.append((found.lastgroup, found[found.lastgroup]))
            place = found.end()

    def peek(self, ahead: int = 0) -> Token:
        place = self._place + ahead
        return self._tokens[place] if place < len(self._tokens) else ("", "")

    def next(self) -> Token:
        token = self.peek()
        self._place += 1
        return token

    def at(self, *words: str) -> bool:
        """Whether one of these signs or names comes next."""
        kind, word = self.peek()
        return kind in ("sign", "name") and word in words

    def take(self, word: str) -> bool:
        """Whether this comes next; then it is read."""
        found = self.at(word)
        self._place += found
        return found

    def expect(self, word: str) -> None:
        if not self.take(word):
            raise Untranslatable(f"expected {word!r}, found {self.peek()[1] or 'the end'!r}")

    def end(self) -> None:
        if self.peek()[0]:
            raise Untranslatable(f"{self.peek()[1]!r} is not read here")

    def called(self, *names: str) -> bool:
        """Whether a call of one of these functions comes next."""
        return self.peek()[0] == "name" and self.peek()[1] in names and self.peek(1)[1] == "("

    def call(self) -> str:
        """The function whose call comes next, read up to its bracket; "" where none does."""
        if self.peek()[0] != "name" or self.peek(1)[1] != "(":
            return ""
        self._place += 2
        return self._tokens[self._place - 2][1]

    def axis(self) -> str:
        """The axis of a step; `child` where none is named."""
        if self.peek(1)[1] != "::":
            return "child"
        self._place += 2
        return self._tokens[self._place - 2][1]

    def name(self, what: str) -> str:
        """The name of an element or an attribute."""
        kind, word = self.next()
        if kind != "name" or not _NAME.fullmatch(word):
            raise Untranslatable(f"expected the name of {what}, found {word or 'the end'!r}")
        return word

    def literal(self) -> str:
        kind, word = self.next()
        if kind not in ("string", "number"):
            raise Untranslatable(f"expected a text in quotes, found {word or 'the end'!r}")
        return word[1:-1] if kind == "string" else word
