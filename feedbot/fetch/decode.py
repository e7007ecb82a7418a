"""Content codings undone under a limit: gzip, deflate, br, zstd."""

from __future__ import annotations

from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import zstandard

try:  # a third of the time, where the machine has it: 0.5 ms instead of 1.5 ms for a page of 180 kB
    from isal import isal_zlib as inflater
except ImportError:
    import zlib as inflater  # type: ignore[no-redef]

from feedbot.errors import NotAPage, TooLarge

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
_MAX_MEMBERS = 16  # of one gzip stream: each costs a copy of the rest, so thousands of empty ones would be a bomb
_MAX_WINDOW = 8 * 1024 * 1024  # bytes; RFC 9659 allows no larger zstd window on the web
_PIECE = 1024  # bytes of zstd at a time: at worst 256 blocks of 128 KiB, 32 MiB


_INFLATE_ERROR: type[Exception] = inflater.error  # type: ignore[assignment]


class _Broken(Exception):
    """The bytes are not what their label says, or end too early."""


def _inflate(wire: bytes, limit: int, bits: int) -> tuple[bytes, bytes]:
    stream = inflater.decompressobj(bits)
    body = stream.decompress(wire, limit)
    if not stream.eof and len(body) < limit:
        raise _Broken("it ends too early")
    return body, stream.unused_data


def _gunzip(wire: bytes, limit: int) -> bytes:
    body, rest = _inflate(wire, limit, 31)
    for _ in range(_MAX_MEMBERS):
        if not rest.startswith(b"\x1f\x8b") or len(body) >= limit:  # browsers ignore what else follows a member
            break
        more, rest = _inflate(rest, limit - len(body), 31)
        body += more
    return body


def _deflate(wire: bytes, limit: int) -> bytes:
    try:
        return _inflate(wire, limit, 15)[0]
    except _INFLATE_ERROR:  # many servers send the bare stream (RFC 1951) instead of the zlib format (RFC 1950)
        return _inflate(wire, limit, -15)[0]


def _unbrotli(wire: bytes, limit: int) -> bytes:
    stream = brotli.Decompressor()
    body: bytes = stream.process(wire, output_buffer_limit=limit)
    if not stream.is_finished() and len(body) < limit:
        raise _Broken("it ends too early")
    return body


def _unzstd(wire: bytes, limit: int) -> bytes:
    streams = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW)
    stream = streams.decompressobj()
    body = bytearray()
    for start in range(0, len(wire), _PIECE):  # the library bounds no output, so the input comes in pieces
        piece = wire[start : start + _PIECE]
        while piece and len(body) <= limit:
            if stream.eof:  # one frame may follow another, RFC 8878 section 3
                stream = streams.decompressobj()
            body += stream.decompress(piece)
            piece = stream.unused_data if stream.eof else b""
    if not stream.eof and len(body) < limit:
        raise _Broken("it ends too early")
    return bytes(body)


CODINGS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,  # RFC 9110 section 8.4.1.3
    "deflate": _deflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
# What servers write where nothing is packed, charsets among it; browsers show such pages.
_NO_CODINGS = frozenset(
    ("", "identity", "none", "utf-8", "utf8", "iso-8859-1", "windows-1252", "binary", "8bit", "7bit")
)
_FOREIGN = (_INFLATE_ERROR, brotli.error, zstandard.ZstdError, _Broken)


def decode(url: str, wire: bytes, coding: str, limit: int) -> bytes:
    """The body behind a Content-Encoding, at most `limit` bytes of it.

    Raises TooLarge past the limit, NotAPage for a coding that is unknown, chained (as only bombs are), or broken.
    """
    coding = coding.strip().lower()
    if coding in _NO_CODINGS or not wire:
        body = wire
    elif coding in CODINGS:
        try:
            body = CODINGS[coding](wire, limit + 1)
        except _FOREIGN as error:
            said = f"has a body that is no {coding} as it says: {error}"
            raise NotAPage(url, said, hint="the site has a fault; a run tries it again later", retry=True) from error
    else:
        raise NotAPage(
            url, f"is encoded as {coding[:60]!r}, which nobody asked for", hint=f"asked for: {ACCEPT_ENCODING}"
        )
    if len(body) > limit:
        raise TooLarge(url, f"has more than {limit:,} bytes when decompressed", hint="raise fetch.max_decoded")
    return body
