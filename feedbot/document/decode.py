"""Bytes to text by the web's rules: valid UTF-8 wins over every label, then BOM, header, meta, detection.

Labels mean what the WHATWG Encoding Standard says (latin-1 is windows-1252, gb2312 is gb18030, ...), by w3lib's table.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from feedbot.document import twice

# ISO-2022-JP is seven-bit and so valid UTF-8: its escape sequences tell it.
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]")
# UTF-16 without a BOM: a page begins with white space or "<", every other byte zero.
_UTF16 = (
    (re.compile(rb"(?:[\s<!]\0){2}|<\0[!?a-zA-Z]\0"), "utf-16-le"),
    (re.compile(rb"(?:\0[\s<!]){2}|\0<\0[!?a-zA-Z]"), "utf-16-be"),
)
_PIECE = 16_384  # bytes that are checked at once
_SAMPLE = 60_000  # bytes that detection looks at
# More broken characters than this share of all: the label is wrong.
_BROKEN = 0.005


def utf8(body: bytes, content_type: str = "") -> bytes:
    r"""The page's bytes as valid UTF-8 without BOM and NUL; a page that is valid UTF-8 is not copied.

    A stray byte in an otherwise UTF-8 page is read as windows-1252 and changes nothing else; what was encoded twice is
    decoded twice.

    >>> utf8(b"don\x92t \xe2\x80\x94").decode()
    'don’t —'
    """
    if b"\0" in body or b"\x1b" in body:
        body = _seven_bit(body)
    valid, doubled = _looked_at(body)
    if not valid:
        text = _text(body, content_type)
        body, doubled = text.encode("utf-8", "replace"), twice.shows(text)
    body = twice.once(body) if doubled else body
    return body.removeprefix(codecs.BOM_UTF8)


def _looked_at(body: bytes) -> tuple[bool, bool]:
    """Whether all of it is valid, and whether it shows text that was encoded twice.

    Read in pieces that stay in the processor's cache, in half the time of `decode`.
    """
    view, place, doubled = memoryview(body), 0, False
    try:
        while place < len(body):
            piece, size = codecs.utf_8_decode(view[place : place + _PIECE], "strict", place + _PIECE >= len(body))
            doubled = doubled or twice.shows(piece)
            place += size
    except UnicodeDecodeError:
        return False, False
    return True, doubled


def _seven_bit(body: bytes) -> bytes:
    """UTF-16, UTF-32 and ISO-2022-JP, which pass for valid UTF-8, as UTF-8; NULs of other pages dropped."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        from w3lib.encoding import html_to_unicode

        return str(html_to_unicode(None, body)[1]).replace("\0", "").encode("utf-8", "replace")
    for start, codec in _UTF16:
        if start.match(body):
            return body.decode(codec, "replace").replace("\0", "").encode("utf-8", "replace")
    if _ISO_2022_JP.search(body):
        try:
            return body.decode("iso2022_jp_ext").encode()
        except UnicodeDecodeError:
            pass
    return body.replace(b"\0", b"")


def _text(body: bytes, content_type: str) -> str:
    """A page that is not valid UTF-8 as text."""
    from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

    codec, bom = read_bom(body)
    if codec and bom and codec != "utf-8":
        return body[len(bom) :].decode(codec, "replace")
    if _mostly_utf8(body):
        return body.decode("utf-8", _stray())
    for codec in (http_content_type_encoding(content_type), html_body_declared_encoding(body)):
        if codec and codec != "utf-8" and not codec.startswith("utf-16"):
            text = _read(body, codec)
            if text.count("\ufffd") <= len(text) * _BROKEN:
                return text
    return _read(body, _detect(body))


def _read(body: bytes, codec: str) -> str:
    from w3lib.encoding import to_unicode

    return str(to_unicode(body, codec)) if codec != "cp1252" else body.decode("cp1252", _stray())


# Detection's measure of mess (0 to 1) that is no difference between two encodings.
_ALIKE = 0.02
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")


def _mostly_utf8(body: bytes) -> bool:
    """Whether the bytes above ASCII are UTF-8 sequences with a few strays among them, not another encoding."""
    rest, sequences = _MULTIBYTE.subn(b"", body)
    strays = len(_HIGH.findall(rest))
    return strays <= 2 * sequences  # in Chinese and Korean encodings, the nearest, it is eight times


def _detect(body: bytes) -> str:
    """The encoding that the bytes look like; windows-1252, the web's own fallback, where nothing speaks for another."""
    from charset_normalizer import from_bytes
    from w3lib.encoding import resolve_encoding

    # Markup says nothing of the language; what lies around the bytes above ASCII does.
    pieces = re.split(rb"[<>\x00-\x1f]+", body)
    sample = b" ".join(piece for piece in pieces if not piece.isascii())[:_SAMPLE]
    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        return "cp1252"
    western = [match for match in matches if "cp1252" in (match.encoding, *match.could_be_from_charset)]
    if western and western[0].chaos <= best.chaos + _ALIKE:
        return "cp1252"
    return resolve_encoding(best.encoding) or "cp1252"


@lru_cache(maxsize=1)
def _stray() -> str:
    """The name of the error handler that reads a broken byte as windows-1252."""

    def read(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        byte = error.object[error.start : error.start + 1]
        return byte.decode("cp1252", "replace") if byte >= b"\x80" else "\ufffd", error.start + 1

    codecs.register_error("feedbot-stray", read)
    return "feedbot-stray"
