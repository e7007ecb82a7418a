"""Text that was encoded twice: UTF-8 read as windows-1252 and written as UTF-8 again, which shows `donâ€™t`.

Repaired only on pages that show a curly quote or a dash so, which no language writes by itself.
"""

from __future__ import annotations

import re

_A = "\u00e2"
# How every curly quote and dash begins, by windows-1252 and by latin-1.
_SIGNS = (_A + "\u20ac", _A + "\x80")
# What windows-1252 has in the places from 80 to 9F, as UTF-8, and what latin-1 has from 80 to BF.
_SPECIAL = {bytes([code]).decode("cp1252", "ignore").encode(): code for code in range(0x80, 0xA0)}
_SPECIAL.pop(b"", None)
_UNIT = b"(?:" + b"|".join([rb"\xc2[\x80-\xbf]", *map(re.escape, _SPECIAL)]) + b")"
# Letters with accents and signs (two bytes), punctuation (three), pictures (four): the first byte, then the others.
_TWICE = re.compile(rb"\xc3[\x82\x83]" + _UNIT + rb"|\xc3\xa2" + _UNIT + rb"{2}|\xc3\xb0" + _UNIT + rb"{3}")
_CHARACTER = re.compile(rb"[\xc2-\xdf].|[\xe0-\xef]..", re.S)


def shows(piece: str) -> bool:
    """Whether a piece of a page shows such a quote or dash; its first letter alone is found far faster."""
    return not piece.isascii() and _A in piece and any(sign in piece for sign in _SIGNS)


def once(body: bytes) -> bytes:
    r"""Valid UTF-8 with every character decoded that was encoded twice, or more often.

    >>> once("donâ€™t go to the cafÃ©".encode()).decode()
    'don’t go to the café'
    """
    while (better := _TWICE.sub(_decoded, body)) != body:
        body = better
    return body


def _decoded(found: re.Match[bytes]) -> bytes:
    """The bytes that were taken for characters, if they are one character."""
    raw = bytes(map(_byte, _CHARACTER.findall(found[0])))
    try:
        raw.decode()
    except UnicodeDecodeError:
        return found[0]
    return raw


def _byte(character: bytes) -> int:
    return _SPECIAL.get(character) or ord(character.decode())
