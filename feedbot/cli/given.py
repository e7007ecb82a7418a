"""What people write on the command line: addresses of pages, and where to listen."""

from __future__ import annotations

import re

from feedbot import urls
from feedbot.errors import ConfigError


def page(written: str) -> str:
    """The address of a page with its scheme, which people leave out. Raises ConfigError for what is none."""
    full = urls.absolute(written if "://" in written else f"https://{written}", "about:blank")
    if not full or not re.search(r"[.:]", urls.host(full)):
        raise ConfigError([f"{written!r} is no address of a page; write https://…"])
    return full


def listening(written: str) -> tuple[str, int]:
    """Host and port of `8300`, `:8300`, `127.0.0.1:8300` or `[::1]:8300`. Raises ConfigError for anything else."""
    host, _, port = written.rpartition(":")
    if not re.fullmatch("[0-9]{1,5}", port) or int(port) > 65535:
        raise ConfigError([f"{written!r} is no address to listen on; write PORT or HOST:PORT, e.g. 127.0.0.1:8300"])
    return host.strip("[]") or "127.0.0.1", int(port)
