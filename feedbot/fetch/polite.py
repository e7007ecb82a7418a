"""Politeness towards a host: how many requests at a time, how far apart, and silence where it asks for silence."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from feedbot import urls
from feedbot.errors import RateLimited, Stopped

PATIENCE = 5.0  # seconds: a shorter Retry-After is waited for, a longer one fails the request
MAX_CRAWL_DELAY = 30.0  # seconds between two requests that a robots.txt may ask for
MAX_HOLD = 24 * 3600.0  # seconds that a Retry-After may silence a host
_MANY_HOSTS = 4096  # past this number the idle ones are forgotten


class Memory(Protocol):
    """Where it is kept from one run to the next which hosts asked for silence."""

    def silence(self, host: str) -> tuple[int, float] | None:
        """The status of the answer that asked for it, and the unix time until which it holds."""
        ...

    def keep_silence(self, host: str, status: int, until: float) -> None: ...


@dataclass(slots=True, eq=False)
class _Host:
    slots: threading.Semaphore
    users: int = 0  # threads that wait for a slot or hold one
    next_start: float = 0.0
    held_until: float = 0.0
    status: int = 429  # of the answer that asked for silence
    lock: threading.Lock = field(default_factory=threading.Lock)


class Politeness:
    """Turns at hosts, for many threads at once; a host is a host name with its port.

    `clock` counts seconds; `sleep` waits that many and may return early once the fetcher is closed; `now` gives unix
    time for what is kept.
    """

    def __init__(
        self,
        *,
        per_host: int,
        pause: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
        closed: Callable[[], bool] = lambda: False,
        memory: Memory | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._memory, self._now = memory, now
        self._per_host, self._pause = per_host, pause
        self._clock, self._sleep, self._closed = clock, sleep, closed
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, url: str, delay: float = 0.0) -> Iterator[None]:
        """Holds one of the host's slots, from the moment when a request may start; `delay` is its Crawl-delay.

        Raises RateLimited at once while the host asked for silence.
        """
        host = self._enter(urls.host(url))
        try:
            self._check(host, url)
            with host.slots:
                self._wait(host, url, max(self._pause, min(delay, MAX_CRAWL_DELAY)))
                yield
        finally:
            with self._lock:
                host.users -= 1

    def hold(self, url: str, status: int, seconds: float) -> None:
        """Start no request to this URL's host for so long: it answered 429 or 503."""
        host = self._enter(urls.host(url))
        with host.lock:
            host.held_until = max(host.held_until, self._clock() + seconds)
            host.status = status
        with self._lock:
            host.users -= 1
        if self._memory is not None and seconds > PATIENCE:
            self._memory.keep_silence(urls.host(url), status, self._now() + seconds)

    def _enter(self, name: str) -> _Host:
        with self._lock:
            host = self._hosts.get(name)
            if host is None:
                if len(self._hosts) >= _MANY_HOSTS:
                    self._forget()
                host = self._hosts[name] = self._remembered(name)
            host.users += 1
            return host

    def _remembered(self, name: str) -> _Host:
        """A host, silent where an earlier run was asked for more silence than has passed."""
        host = _Host(threading.Semaphore(self._per_host))
        if self._memory is not None and (kept := self._memory.silence(name)):
            host.status = kept[0]
            host.held_until = self._clock() + min(kept[1] - self._now(), MAX_HOLD)
        return host

    def _forget(self) -> None:
        now = self._clock()
        idle = [
            name for name, host in self._hosts.items() if not host.users and now > max(host.next_start, host.held_until)
        ]
        for name in idle:
            del self._hosts[name]

    def _check(self, host: _Host, url: str) -> None:
        left = host.held_until - self._clock()
        if left > PATIENCE:
            raise RateLimited(url, host.status, left)

    def _wait(self, host: _Host, url: str, pause: float) -> None:
        """Reserve the next start and sleep until then; who waits meanwhile reserves a later one."""
        with host.lock:
            now = self._clock()
            start = max(now, host.next_start, host.held_until if host.held_until - now <= PATIENCE else now)
            host.next_start = start + pause
        if start > now:
            self._sleep(start - now)
        if self._closed():
            raise Stopped(url, "not asked, feedbot is stopping")
        self._check(host, url)  # another thread may have been asked for silence while this one slept
