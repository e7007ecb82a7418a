"""The sample site over HTTP on loopback, with the manners of a real server: validators, 304, gzip, HEAD, keep-alive."""

from __future__ import annotations

import gzip
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote

from feedbot.demo.site import Answer, Site
from feedbot.demo.stories import last_change

HOST = "127.0.0.1"


class DemoSite:
    """The running site: `with DemoSite() as site:`; `site.url` is its address, `site.turn(2)` begins round 2."""

    def __init__(self, port: int = 0) -> None:
        self._server = ThreadingHTTPServer((HOST, port), _Handler)
        self._server.daemon_threads = True
        self.url = f"http://{HOST}:{self._server.server_address[1]}"
        self.requests: list[str] = []  # paths, as they were asked
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.turn(1)

    def turn(self, number: int) -> None:
        """Begins a round of the site."""
        self.site = Site(self.url, number)
        self._server.RequestHandlerClass = type("Handler", (_Handler,), {"demo": self})

    def __enter__(self) -> DemoSite:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def serve(port: int = 0) -> DemoSite:
    """The sample site, started; leave it with `with`, or let it end with the process."""
    return DemoSite(port).__enter__()


class _Handler(BaseHTTPRequestHandler):
    demo: DemoSite
    protocol_version = "HTTP/1.1"
    server_version = "HarrowBay/1.0"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        path = unquote(self.path)
        self.demo.requests.append(path)
        site = self.demo.site
        answer = site.get(path)
        tag = f'"{sha256(answer.body).hexdigest()[:16]}"'
        changed = format_datetime(last_change(site.turn), usegmt=True)
        if answer.status == 200 and self._knows(tag, changed):
            self._send(Answer(304, "", b""), {"ETag": tag, "Last-Modified": changed})
            return
        headers = {"ETag": tag, "Last-Modified": changed} if answer.status == 200 else {}
        self._send(answer, headers)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _knows(self, tag: str, changed: str) -> bool:
        """Whether the client has it already; If-None-Match comes before If-Modified-Since (RFC 9110, 13.2.2)."""
        asked = self.headers.get("If-None-Match")
        return asked == tag if asked is not None else self.headers.get("If-Modified-Since") == changed

    def _send(self, answer: Answer, headers: dict[str, str]) -> None:
        body = answer.body
        if body and answer.content_type.startswith("text/") and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6, mtime=0)
            headers = {**headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        self.send_response(answer.status)
        for name, value in headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the run that asks does the talking."""
