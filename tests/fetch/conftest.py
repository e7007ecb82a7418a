"""A real web server on loopback whose every answer a test decides, down to the bytes, and a fetcher that may ask it."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from feedbot.fetch import Fetcher
from feedbot.model import FetchRules

HTML = b"<!doctype html><html><title>Harbour</title><p>The ferry sails again.</p></html>"
TLS = Path(__file__).parent / "tls"
Make = Callable[..., Fetcher]


class Answering(BaseHTTPRequestHandler):
    """One exchange; routes are functions that get this object."""

    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        self.site.log.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.site.routes.get(self.path, lambda x: x.reply(b"", 404))(self)

    def reply(self, body: bytes = HTML, status: int = 200, **headers: str) -> None:
        """A whole answer; header names are written with underscores, a value None leaves a default out."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        given = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **given}
        self.send_response(status)
        for name, value in given.items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def raw(self, data: bytes) -> None:
        """Bytes as they are, after which the connection ends."""
        self.close_connection = True
        self.wfile.write(data)

    def log_message(self, *args: Any) -> None:
        pass


def redirect(target: str, status: int = 302, **headers: str) -> Callable[[Answering], None]:
    """A route that leads elsewhere."""
    return lambda x: x.reply(b"", status, Location=target, **headers)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: Any) -> None:
        """A client that hangs up is what many tests are about."""


class Site:
    """Routes by path, and the log of requests: path and headers, lower case."""

    def __init__(self, host: str = "127.0.0.1", certificate: str = "") -> None:
        self.routes: dict[str, Callable[[Answering], None]] = {}
        self.log: list[tuple[str, dict[str, str]]] = []
        self.server = Server((host, 0), type("Handler", (Answering,), {"site": self}))
        self.port = self.server.server_port
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(TLS / certificate, TLS / "key.pem")
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.origin = f"{'https' if certificate else 'http'}://{host}:{self.port}"
        self.end = f"{host}:{self.port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def on(self, path: str, route: Callable[[Answering], None] | None = None, **reply: Any) -> str:
        """Answer `path` by a function, or by `reply(**reply)`; the URL of that path."""
        self.routes[path] = route or (lambda x: x.reply(**reply))
        return self.origin + path

    def asked(self) -> list[str]:
        return [path for path, _ in self.log]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Shelf(dict[str, tuple[str, float]]):
    """A memory for robots.txt, and for hosts that asked for silence."""

    def __init__(self) -> None:
        super().__init__()
        self.silent: dict[str, tuple[int, float]] = {}

    def silence(self, host: str) -> tuple[int, float] | None:
        return self.silent.get(host)

    def keep_silence(self, host: str, status: int, until: float) -> None:
        self.silent[host] = (status, until)

    def robots(self, host: str) -> tuple[str, float] | None:
        return self.get(host)

    def keep_robots(self, host: str, body: str, at: float) -> None:
        self[host] = (body, at)


class FakeClock:
    """Seconds that pass only while somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.naps: list[float] = []
        self.lock = threading.Lock()

    def __call__(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.naps.append(round(seconds, 6))
            self.time += seconds


@pytest.fixture
def site() -> Iterator[Site]:
    with contextlib.closing(Site()) as opened:
        yield opened


@pytest.fixture
def other_site() -> Iterator[Site]:
    with contextlib.closing(Site()) as opened:
        yield opened


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def ticks() -> FakeClock:
    return FakeClock()


@pytest.fixture
def make_fetcher(shelf: Shelf) -> Iterator[Callable[..., Fetcher]]:
    """Fetchers for loopback without pauses; keyword arguments are FetchRules, or `clock`, `sleep`, `now`."""
    with contextlib.ExitStack() as stack:

        def make(**given: Any) -> Fetcher:
            doors = {name: given.pop(name) for name in ("clock", "sleep", "now", "memory") if name in given}
            rules = {"pause": 0.0, "per_host": 4, "timeout": 10.0, "allow_addresses": ("127.0.0.0/8",), **given}
            fetcher = Fetcher(FetchRules(**rules), **{"memory": shelf, **doors})
            stack.callback(fetcher.close)
            return fetcher

        yield make


@pytest.fixture
def fetch(make_fetcher: Callable[..., Fetcher]) -> Fetcher:
    return make_fetcher()


@pytest.fixture
def dead_port() -> Iterator[int]:
    """A port of loopback where nobody listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        yield sock.getsockname()[1]
