"""What people write on the command line: addresses of pages, and where to listen."""

from __future__ import annotations

import re

from feedbot import urls
from feedbot.errors import ConfigError

_HOST = re.compile(r"(\[[^\]/?#]*\]|[^:/?#]*)(?::(\d+))?")
_LISTENER = re.compile(r"\[[^\[\]]+\]|[^:\[\]]*")
_LOOPBACK = re.compile(r"localhost|127(?:\.\d+){3}|\[::1\]", re.I)
_SECURE_PORTS = ("443", "8443")


def page(written: str) -> str:
    """The address of a page with its scheme, which people leave out. Raises ConfigError for what is none."""
    scheme = "" if "://" in written else "http://" if _plain(written) else "https://"
    full = urls.absolute(scheme + written, "about:blank")
    if not full or not re.search(r"[.:]", urls.host(full)):
        raise ConfigError([f"{written!r} is no address of a page; write https://…"])
    return full


def _plain(written: str) -> bool:
    """Whether an address without its scheme is asked by http: it is on this machine, or has a port that is no https."""
    found = _HOST.match(written)
    host, port = found.groups() if found else ("", "")
    return port not in _SECURE_PORTS if port else bool(_LOOPBACK.fullmatch(host))


def listening(written: str) -> tuple[str, int]:
    """Host and port of `8300`, `:8300`, `127.0.0.1:8300` or `[::1]:8300`. Raises ConfigError for anything else."""
    host, _, port = written.rpartition(":")
    if not (_LISTENER.fullmatch(host) and re.fullmatch("[0-9]{1,5}", port)) or int(port) > 65535:
        raise ConfigError([f"{written!r} is no address to listen on; write PORT or HOST:PORT, e.g. 127.0.0.1:8300"])
    return host.strip("[]") or "127.0.0.1", int(port)
