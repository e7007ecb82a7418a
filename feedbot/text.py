"""Plain text: white space, entities, invisible characters, words."""

from __future__ import annotations

import re
from html import unescape

# Soft hyphen, zero-width space, joiners that carry no meaning at a line's end, byte order mark, word joiner.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]+);")
# XML 1.0, production [2] Char: anything else makes a feed unreadable. Its note discourages DEL and the C1 controls,
# which some readers refuse as well and none shows; of them only U+0085, the end of a line, means something in a text.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def squeeze(text: str) -> str:
    """One line: every run of white space is one blank, ends trimmed, invisible characters gone."""
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(_INVISIBLE.sub("", text).split())


def plain(text: str) -> str:
    """`squeeze`, with entities resolved that were escaped twice (`&amp;amp;` gave `&amp;`)."""
    for _ in range(2):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = unescape(text)
    return squeeze(text)


def legal(text: str) -> str:
    """The text without the characters that XML 1.0 forbids or discourages, lone surrogates among them.

    >>> legal("Fish\\x07 \\x7fand\\x9f chips\\n"), legal("caf\xe9 \xa7\\x93")
    ('Fish and chips\\n', 'caf\xe9 \xa7')
    """
    return text if text.isprintable() or _is_legal(text) else _ILLEGAL.sub("", text)


def _is_legal(text: str) -> bool:
    """Whether none of those characters is in the text; looked up in UTF-8, several times as fast as the expression."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return False
    if len(raw.translate(None, _CONTROLS)) < len(raw) or (b"\xc2" in raw and _C1.search(raw)):
        return False
    return "\ufffe" not in text and "\uffff" not in text


_CONTROLS = bytes(sorted({*range(32), 127} - set(b"\t\n\r")))
_C1 = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")  # in UTF-8


def words(text: str) -> list[str]:
    """The words of a text, lower case; a CJK character counts as one word.

    >>> words("It's 3 o'clock, 東京!")
    ['it', 's', '3', 'o', 'clock', '東', '京']
    """
    text = text.lower()
    if _has_cjk(text):
        return _WORD.findall(text)
    found: list[str] = []
    for piece in _split(text):
        if piece.isalnum():
            found.append(piece)
        else:
            found += _WORD.findall(piece)
    return found


def count(text: str) -> int:
    """How many words a text has, whose white space is single blanks and line ends; a CJK character counts as one.

    >>> count("It's 3 o'clock."), count("It's 3 o'clock in 東京!")
    (3, 8)
    """
    if _has_cjk(text):
        return len(_WORD.findall(text))
    return text.count(" ") + text.count("\n") - text.count("\n\n") + 1 if text else 0


def _split(text: str) -> list[str]:
    """The text at its blanks and most frequent signs: most pieces are words, told by one look."""
    for sign in ".,-\u2019":
        text = text.replace(sign, " ")
    return text.split()


def _has_cjk(text: str) -> bool:
    """Whether there may be CJK characters: any from U+3000 to U+DFFF."""
    if text.isascii():
        return False
    raw = text.encode("utf-8", "replace")
    return len(raw.translate(None, _CJK)) < len(raw)


_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_CJK = bytes(range(0xE3, 0xEE))  # in UTF-8, what characters from U+3000 to U+DFFF begin with


def key(said: str) -> str:
    """A text reduced to its letters and digits, lower case: equal where two signals mean the same."""
    if said.isascii():
        return said.encode().translate(_SMALL, _SIGNS).decode()
    return "".join(_LETTERS.findall(said.casefold()))


# What becomes of the bytes of ASCII, which most texts are: letters small, and no signs.
_SMALL = bytes(range(256)).lower()
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_LETTERS = re.compile(r"[^\W_]+")


def many(count: int, one: str, more: str = "") -> str:
    """A count with its noun.

    >>> many(1, "entry", "entries"), many(2000, "page")
    ('1 entry', '2,000 pages')
    """
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def shorten(text: str, limit: int = 300) -> str:
    """At most `limit` characters, cut between two words and marked with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", 0, limit)
    return text[: cut if cut > limit // 2 else limit - 1].rstrip(" ,;:–—-") + "…"
