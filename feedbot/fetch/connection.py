"""Connections under guard: only permitted addresses, interim answers bounded, and a deadline that really ends them."""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.request import getproxies, proxy_bypass

import requests
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError
from urllib3.util.ssl_ import create_urllib3_context

from feedbot.errors import ConfigError, FetchError, Stopped, Unreachable
from feedbot.fetch.foreign import ours
from feedbot.fetch.guard import Guard, split_host

_MAX_INTERIM = 20  # answers 1xx before the answer; a server that sends more is not going to answer
_HOSTS = 128  # host pools kept; the least used one is closed first
_TICK = 0.25  # seconds between two looks at the deadlines
_CA_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")  # in requests' order


class Exchange:
    """One request and its answer: where its connection may go, and the socket to shut when time is up."""

    __slots__ = ("ended", "guard", "reused", "sock", "until", "url")

    def __init__(self, url: str, guard: Guard, until: float) -> None:
        self.url, self.guard, self.until = url, guard, until
        self.sock: socket.socket | None = None
        self.reused = False  # the connection had carried another exchange before
        self.ended: FetchError | Stopped | None = None  # why it was shut

    def take(self, sock: socket.socket | None, *, reused: bool) -> None:
        """The connection's socket at work; raises when time is up already."""
        self.sock, self.reused = sock, reused
        self.check()

    def check(self) -> None:
        """Raises what the exchange was shut for."""
        if self.ended is not None:
            raise self.ended

    def shut(self, why: FetchError | Stopped) -> None:
        """End the exchange from another thread: whoever reads or writes the socket wakes up."""
        self.ended = why
        if self.sock is not None:
            with suppress(OSError):  # it is closed already
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)  # not SSLSocket's own, which would unwrap it


_here = threading.local()  # .exchange: the exchange that this thread is at; urllib3 hands nothing through


class _Answer(http.client.HTTPResponse):
    """http.client's answer, with two holes closed.

    It skips answers 100 without end and takes 103 for the last word: here a few interim answers are skipped, no more.
    It takes a chunk of size -1, as urllib3 does, for all that will ever come: here that is an error.
    """

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(_MAX_INTERIM + 1):
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if not 100 <= status < 200 or status == 101:
                return version, status, reason
            http.client.parse_headers(self.fp)
        raise http.client.BadStatusLine(f"more than {_MAX_INTERIM} interim answers")

    def _safe_read(self, amt: int) -> bytes:
        if amt < 0:
            raise http.client.HTTPException("a chunk of negative size")
        return super()._safe_read(amt)  # type: ignore[misc,no-any-return]


class _Connection(HTTPConnection):
    response_class = _Answer

    def _new_conn(self) -> socket.socket:
        exchange: Exchange = _here.exchange
        if self.proxy is not None:  # the configured proxy is the one exception: it was chosen by the machine's owner
            exchange.sock = super()._new_conn()
            return exchange.sock
        timeout = self.timeout if isinstance(self.timeout, (int, float)) else 60.0
        try:
            exchange.sock = exchange.guard.connect(exchange.url, self._dns_host, self.port, timeout)
        except TimeoutError as error:
            raise ConnectTimeoutError(self, "no address answered") from error
        except OSError as error:  # urllib3 would swallow a reset here and go on without a socket
            raise ours(exchange.url, error) from error
        return exchange.sock

    def connect(self) -> None:
        super().connect()
        exchange: Exchange = _here.exchange
        exchange.take(self.sock, reused=False)  # with TLS another object than before the handshake

    def request(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is not None:
            exchange: Exchange = _here.exchange
            exchange.take(self.sock, reused=exchange.sock is None)
        super().request(*args, **kwargs)


class _SecureConnection(_Connection, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


_POOLS = {"http": _Pool, "https": _SecurePool}


class _Adapter(HTTPAdapter):
    """requests' adapter over guarded pools, with one TLS context for all of them."""

    def __init__(self, tls: ssl.SSLContext | None, connections: int) -> None:
        self._tls = tls
        super().__init__(pool_connections=_HOSTS, pool_maxsize=connections)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, ssl_context=self._tls)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> PoolManager:
        manager: PoolManager = super().proxy_manager_for(proxy, **kwargs, ssl_context=self._tls)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = _POOLS
        return manager

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Nothing to do: the context verifies. requests would read the bundle again at every connection."""


class _Watch:
    """Shuts the exchanges that outlive their deadline: one thread for all, asleep while there are none."""

    def __init__(self) -> None:
        self._active: set[Exchange] = set()
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self.closed = False

    def add(self, exchange: Exchange) -> None:
        with self._lock:
            self._active.add(exchange)
            if self._thread is None and not self.closed:
                self._thread = threading.Thread(target=self._run, name="feedbot-deadlines", daemon=True)
                self._thread.start()
        if not self._wake.is_set():
            self._wake.set()

    def remove(self, exchange: Exchange) -> None:
        with self._lock:  # so that no socket is shut that the next exchange has taken over
            self._active.discard(exchange)

    def _run(self) -> None:
        while not self.closed:
            self._wake.wait()
            time.sleep(_TICK)
            with self._lock:
                now = time.monotonic()
                for exchange in self._active:
                    if exchange.until <= now and exchange.ended is None:
                        exchange.shut(_too_slow(exchange.url))
                if not self._active and not self.closed:
                    self._wake.clear()

    def close(self) -> None:
        with self._lock:
            self.closed = True
            for exchange in self._active:
                exchange.shut(Stopped(exchange.url, "broken off, feedbot is stopping"))
        self._wake.set()


def _too_slow(url: str) -> Unreachable:
    """No fault of the page: a server that is slow now may be quick later."""
    hint = "a run tries it again later; fetch.deadline gives a slow site longer"
    return Unreachable(url, "the answer took longer than fetch.deadline", hint=hint)


def certificates() -> str:
    """The bundle of authorities, a file or a folder, that the environment names, else certifi's."""
    for name in _CA_VARIABLES:
        if path := os.environ.get(name):
            if os.path.exists(path):
                return path
            raise ConfigError([f"{name}: there is no file {path}"], hint="it names the certificates to trust")
    return DEFAULT_CA_BUNDLE_PATH


def _tls_context(authorities: str) -> ssl.SSLContext:
    context = create_urllib3_context()
    try:
        context.load_verify_locations(**{"capath" if os.path.isdir(authorities) else "cafile": authorities})
    except (OSError, ssl.SSLError) as error:
        raise ConfigError([f"{authorities}: no certificates can be read ({error})"]) from error
    return context


class Wire:
    """The session, its proxies read once, and the watch over every exchange's deadline."""

    def __init__(self, guard: Guard, *, connections: int) -> None:
        self.guard = guard
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.mount("http://", _Adapter(None, connections))
        self._authorities, self._connections = certificates(), connections
        self._lock = threading.Lock()
        self._secure = False  # https is mounted
        self._proxies = getproxies()
        self._watch = _Watch()

    @contextmanager
    def exchange(self, url: str, seconds: float) -> Iterator[Exchange]:
        """One exchange of at most `seconds`; its socket is shut when they have passed."""
        exchange = Exchange(url, self.guard, time.monotonic() + seconds)
        _here.exchange = exchange
        self._watch.add(exchange)
        try:
            yield exchange
        finally:
            self._watch.remove(exchange)

    def send(self, request: PreparedRequest, timeout: float) -> Response:
        """The answer's head, its body still to be read; within `exchange` only. Raises foreign errors.

        Straight to the adapter: Session.send would follow redirects and merge settings that are known to be empty.
        """
        url = str(request.url)
        proxies = self._proxies_for(url) if self._proxies else None
        if url.startswith("https:") and not self._secure:
            self._mount_https()
        return self.session.get_adapter(url).send(request, stream=True, timeout=timeout, proxies=proxies)

    def _mount_https(self) -> None:
        """Reading the authorities takes 60 ms, so it waits for the first https URL."""
        with self._lock:
            if not self._secure:
                self.session.mount("https://", _Adapter(_tls_context(self._authorities), self._connections))
                self._secure = True

    def _proxies_for(self, url: str) -> dict[str, str]:
        host, port = split_host(url)
        if proxy_bypass(host):
            return {}
        self.guard.check_name(url, host, port)
        return self._proxies

    def close(self) -> None:
        """End every exchange under way and close all connections."""
        self._watch.close()
        self.session.close()
