"""The output folder over HTTP (RFC 9110), so that a reader can subscribe: Starlette on uvicorn, imported only here."""

from __future__ import annotations

import errno
import gzip
import hashlib
import re
import signal
import socket
import threading
import time
from calendar import timegm
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate
from functools import lru_cache
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from feedbot.errors import OutputError
from feedbot.render import FORMATS

PORT = 8300

# Only these are served, by the end of their names: no temporary file, nothing that lies beside the feeds.
_TYPES = {format_.suffix: format_.media_type for format_ in FORMATS.values()} | {
    ".html": "text/html",
    ".opml": "text/x-opml",
}
# One name in the folder itself: no slash, no leading dot.
_NAME = re.compile(r"[^./\\\0][^/\\\0]*")
_ALWAYS = {
    # Shorter than any schedule that makes sense: some readers wait as long as this says, whatever the feed says.
    "Cache-Control": "max-age=300",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",  # readers that run in a browser
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}
_NO_GZIP = re.compile(r"q=0(?:\.0*)?")
_PATIENCE = 5.0  # seconds that answers under way get when the server stops


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it is answered, plain and packed, each with its own strong validator."""

    plain: bytes
    packed: bytes
    digest: str
    second: int  # of its last change, since 1970

    def etag(self, packed: bool) -> str:
        return f'"{self.digest}-gzip"' if packed else f'"{self.digest}"'


def app(output: Path) -> Starlette:
    """An ASGI application that serves the feeds and pages in the folder, as they are at each request."""

    def file(request: Request) -> Response:
        name = request.path_params.get("name") or "index.html"
        return _answer(_read(output, name), Path(name).suffix, request.headers)

    def health(request: Request) -> Response:
        return _health(output)

    return Starlette(routes=[Route("/", file), Route("/health", health), Route("/{name:path}", file)])


def _read(output: Path, name: str) -> _File:
    """A file of the folder. Raises 404 for what is not there or is none of ours."""
    path = output / name
    try:
        if not _is_ours(path, name):
            raise HTTPException(404)
        stat = path.stat()
        return _load(path, stat.st_mtime_ns, stat.st_size)
    except (OSError, ValueError):
        raise HTTPException(404) from None


def _is_ours(path: Path, name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and path.suffix in _TYPES and not path.is_symlink()


@lru_cache(maxsize=64)
def _load(path: Path, mtime_ns: int, size: int) -> _File:
    """The file, kept as long as time and size stay the same."""
    data = path.read_bytes()
    return _File(data, gzip.compress(data, 6, mtime=0), hashlib.sha256(data).hexdigest()[:24], mtime_ns // 10**9)


def _answer(file: _File, suffix: str, asked: Mapping[str, str]) -> Response:
    packed = _takes_gzip(asked.get("accept-encoding", ""))
    # A 304 repeats the validators: there are readers that forget them otherwise.
    headers = _ALWAYS | {"ETag": file.etag(packed)}
    # A second that is not over may bring another version, which would bear the same date; and readers by libcurl throw
    # a newer body away when its date is the one that they know (RFC 9110, 8.8.2.1).
    if file.second < int(time.time()):
        headers["Last-Modified"] = formatdate(file.second, usegmt=True)
    if _is_fresh(file, asked):
        return Response(status_code=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    headers["Content-Type"] = f"{_TYPES[suffix]}; charset=utf-8"
    return Response(file.packed if packed else file.plain, headers=headers)


def _is_fresh(file: _File, asked: Mapping[str, str]) -> bool:
    """Whether the asker has this file already; If-None-Match comes before If-Modified-Since (RFC 9110, 13.2.2)."""
    if (tags := asked.get("if-none-match")) is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in known or not known.isdisjoint((file.etag(True), file.etag(False)))
    try:
        since = parsedate(asked.get("if-modified-since", ""))  # an HTTP date is always GMT
        return since is not None and timegm(since) >= file.second
    except ValueError:  # no day of the calendar
        return False


def _takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header allows gzip.

    >>> [_takes_gzip(header) for header in ("gzip, deflate", "br;q=1, gzip;q=0.5", "gzip;q=0", "*", "")]
    [True, True, False, False, False]
    """
    codings = (coding.strip().lower().partition(";") for coding in accepted.split(","))
    return any(name.strip() == "gzip" and not _NO_GZIP.fullmatch(rest.strip()) for name, _, rest in codings)


def _health(output: Path) -> Response:
    """For whoever watches the server: 200 and the number of feeds, or 503 when the folder cannot be read."""
    try:
        feeds = {path.stem for path in output.iterdir() if path.suffix in _FEEDS and _is_ours(path, path.name)}
    except OSError as error:
        told = {"status": "error", "error": f"{output}: {error.strerror}"}
        return JSONResponse(told, 503, headers={"Cache-Control": "no-store"})
    return JSONResponse({"status": "ok", "feeds": len(feeds)}, headers={"Cache-Control": "no-store"})


_FEEDS = frozenset(format_.suffix for format_ in FORMATS.values())


class Server:
    """Serves the folder from a thread of its own, between `start` and `stop` or as a context manager."""

    def __init__(self, output: Path, host: str = "127.0.0.1", port: int = PORT) -> None:
        self._host = host
        self._port = port
        config = uvicorn.Config(
            app(output),
            log_config=None,  # logging is set up by whoever starts the server
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=int(_PATIENCE),
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._serve, name="web", daemon=True)

    @property
    def url(self) -> str:
        """Where the folder is served; with port 0 it is known once the server has started."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}/"

    def start(self) -> None:
        """Serve. Raises OutputError where the address cannot be had."""
        self._socket = _listen(self._host, self._port)
        self._port = self._socket.getsockname()[1]
        self._thread.start()

    def stop(self) -> None:
        """Let the answers under way end, and stop."""
        self._server.should_exit = True
        self._thread.join(2 * _PATIENCE)

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _serve(self) -> None:
        with self._socket:
            self._server.run(sockets=[self._socket])


def serve(output: Path, host: str, port: int, begun: Callable[[str], None]) -> None:
    """Serve the folder until SIGTERM or SIGINT; `begun` hears where. Raises OutputError."""
    stopped = threading.Event()
    with Server(output, host, port) as server:
        begun(server.url)
        before = {number: signal.signal(number, lambda *_: stopped.set()) for number in (signal.SIGTERM, signal.SIGINT)}
        stopped.wait()
        for number, handler in before.items():
            signal.signal(number, handler)


_NO_SUCH = "this machine has no such address: 127.0.0.1 is for itself, 0.0.0.0 for its whole network"
_HINTS = {
    errno.EADDRINUSE: "another program listens there, perhaps a second feedbot: stop it, or choose another port",
    errno.EACCES: "only the administrator may listen at ports below 1024: choose another, such as 8300",
}


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket, so that connections are accepted from now on."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        hint = _HINTS.get(getattr(error, "errno", None) or 0, _NO_SUCH)
        raise OutputError(f"cannot serve at {host} port {port}: {reason}", hint=hint) from error
