"""Plain text: white space, entities, invisible characters, words."""

from __future__ import annotations

import re
from html import unescape

# Soft hyphen, zero-width space, joiners that carry no meaning at a line's end, byte order mark, word joiner.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]+);")
# XML 1.0, production [2] Char: anything else makes a feed unreadable.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def squeeze(text: str) -> str:
    """One line: every run of white space is one blank, ends trimmed, invisible characters gone."""
    return " ".join((text if text.isascii() else _INVISIBLE.sub("", text)).split())


def plain(text: str) -> str:
    """`squeeze`, with entities resolved that were escaped twice (`&amp;amp;` gave `&amp;`)."""
    for _ in range(2):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = unescape(text)
    return squeeze(text)


def legal(text: str) -> str:
    """The text without the characters that XML 1.0 forbids, lone surrogates among them."""
    return _ILLEGAL.sub("", text)


def words(text: str) -> list[str]:
    """The words of a text, lower case; a CJK character counts as one word."""
    return _WORD.findall(text.lower())


_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


def shorten(text: str, limit: int = 300) -> str:
    """At most `limit` characters, cut between two words and marked with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", 0, limit)
    return text[: cut if cut > limit // 2 else limit - 1].rstrip(" ,;:–—-") + "…"
