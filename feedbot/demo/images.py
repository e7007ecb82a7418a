"""Pictures for the sample site: small PNG files that are drawn from their names."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from hashlib import sha256

WIDTH, HEIGHT = 240, 150


@cache
def png(name: str) -> bytes:
    """A sky, a sea and a sun in colours that depend on the name; the same name gives the same bytes."""
    sky, sea, sun, more = (tuple(sha256(name.encode()).digest()[n : n + 3]) for n in (0, 3, 6, 9))
    horizon = HEIGHT // 3 + more[0] % (HEIGHT // 3)
    x, y, radius = 30 + more[1] % (WIDTH - 60), horizon - 12, 10 + more[2] % 14
    rows = []
    for row in range(HEIGHT):
        colour = bytes(part // 2 + 100 for part in sky) if row < horizon else bytes(part // 2 for part in sea)
        line = bytearray(colour * WIDTH)
        half = int(max(0, radius * radius - (row - y) ** 2) ** 0.5)
        if half and row < horizon:
            line[3 * (x - half) : 3 * (x + half)] = bytes(part // 4 + 190 for part in sun) * (2 * half)
        rows.append(b"\0" + bytes(line))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(rows), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
