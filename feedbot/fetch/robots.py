"""robots.txt (RFC 9309), read by Protego: kept for a day, asked for once however many threads want it."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from protego import Protego

from feedbot import urls
from feedbot.errors import Disallowed, FetchError, Forbidden, RateLimited, Unreachable

MAX_ROBOTS = 512 * 1024  # bytes that are read; RFC 9309 section 2.5 asks for at least 500 KiB
_FRESH = 24 * 3600.0  # seconds; RFC 9309 section 2.4
_STALE = 30 * 24 * 3600.0  # seconds that an old copy stands in for one that cannot be read; section 2.3.1.4
_FAULT = 600.0  # seconds until a robots.txt that answered 5xx, or cannot be read, is asked for again
_DEAD = 60.0  # seconds until a host that could not be reached is tried again
_MANY_HOSTS = 2048  # parsed files kept
# Where an agent's makers are found is none of its names: "github" does not mean who has an address there.
_ADDRESS = re.compile(r"[^\s()]*(?:://|@|www\.)[^\s()]*")
# What follows the name in a line that was copied from a log; a group is for every version.
_VERSION = re.compile(r"^([ \t]*user-agent[ \t]*:[^/#\r\n]*)/[^\r\n]*", re.I | re.M)


class Memory(Protocol):
    """Where robots.txt files are kept from one run to the next."""

    def robots(self, host: str) -> tuple[str, float] | None:
        """The text kept for a host (with its port), and the unix time when it was fetched."""
        ...

    def keep_robots(self, host: str, body: str, at: float) -> None: ...


@dataclass(slots=True, eq=False)
class _Entry:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Protego | None = None  # none: all is allowed
    delay: float = 0.0
    error: FetchError | None = None  # why it could not be read
    until: float = 0.0  # unix time when it must be asked for again


class Robots:
    """What robots.txt says to `agent`, a User-Agent; `read` fetches a URL's text, empty for 4xx."""

    def __init__(
        self, memory: Memory, read: Callable[[str], str], agent: str, now: Callable[[], float] = time.time
    ) -> None:
        self._memory, self._read, self._agent, self._now = memory, read, _ADDRESS.sub("", agent), now
        self._entries: dict[str, _Entry] = {}
        self._lock = threading.Lock()

    def check(self, url: str) -> float:
        """The host's Crawl-delay in seconds. Raises Disallowed, or what kept robots.txt from being read."""
        host = urls.host(url)
        entry = self._entries.get(host) or self._enter(host)
        if self._now() >= entry.until:
            with entry.lock:
                if self._now() >= entry.until:
                    self._load(entry, host, url)
        if entry.error is not None:
            raise _about(url, entry.error, entry.until - self._now())
        if entry.rules is not None and not entry.rules.can_fetch(url, self._agent):
            raise Disallowed(url, "robots.txt forbids it", hint="feedbot obeys; the site's owner may allow it")
        return entry.delay

    def _enter(self, host: str) -> _Entry:
        with self._lock:
            if len(self._entries) >= _MANY_HOSTS:
                self._entries.pop(next(iter(self._entries)))
            return self._entries.setdefault(host, _Entry())

    def _load(self, entry: _Entry, host: str, url: str) -> None:
        now = self._now()
        kept = self._memory.robots(host)
        if kept is not None and 0 <= now - kept[1] < _FRESH:
            return self._learn(entry, kept[0], kept[1] + _FRESH)
        try:
            text = self._read(f"{urls.parts(url).scheme}://{host}/robots.txt")
        except FetchError as error:
            wait = _wait(error)
            if kept is not None and now - kept[1] < _STALE:
                return self._learn(entry, kept[0], now + wait)
            entry.error, entry.until = error, now + wait
            return None
        self._memory.keep_robots(host, text, now)
        return self._learn(entry, text, now + _FRESH)

    def _learn(self, entry: _Entry, text: str, until: float) -> None:
        entry.rules = Protego.parse(_VERSION.sub(r"\1", text)) if text.strip() else None
        entry.delay = (entry.rules.crawl_delay(self._agent) or 0.0) if entry.rules else 0.0
        entry.error, entry.until = None, until


def _wait(error: FetchError) -> float:
    if isinstance(error, RateLimited):
        return error.after or _DEAD
    return _DEAD if isinstance(error, Unreachable) else _FAULT


def _about(url: str, error: FetchError, left: float) -> FetchError:
    """The error that kept robots.txt from being read, told of the page that was wanted."""
    if isinstance(error, RateLimited):
        return RateLimited(url, error.status, max(left, 1.0))
    elsewhere = "" if urls.host(error.url) == urls.host(url) else f"leads to {error.url}: "
    if isinstance(error, Unreachable) and not elsewhere and not error.connected:  # as true of the page
        return Unreachable(url, error.message, hint=error.hint)
    if isinstance(error, Unreachable):
        told = f"{urls.parts(url).scheme}://{urls.host(url)}/robots.txt: {elsewhere}{error.message}"
        return Unreachable(url, f"{told}; the site is left alone for now", hint=error.hint)
    if isinstance(error, Forbidden) and not elsewhere and not error.led:  # which is as true of the page
        return Forbidden(url, error.message, hint=error.hint)
    return Disallowed(
        url,
        f"robots.txt {elsewhere}{error.message}; until it can be read nothing else is asked for",
        hint="it is tried again by itself; fetch.robots: ignore goes without",
        after=max(left, 1.0),
    )
