"""Who collects which link, where several runs are at work at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Claims:
    """The links that runs at work have taken up, so that a story in several sources is asked for once."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._runs = 0

    @contextmanager
    def running(self) -> Iterator[None]:
        """While any run is at work the claims hold; the last one to end clears them."""
        with self._guard:
            self._runs += 1
        try:
            yield
        finally:
            with self._guard:
                self._runs -= 1
                if not self._runs:
                    self._locks.clear()

    @contextmanager
    def claim(self, key: str) -> Iterator[bool]:
        """Whether the link is this caller's to collect; a later caller waits until the first is done with it."""
        with self._guard:
            first = key not in self._locks
            lock = self._locks.setdefault(key, threading.Lock())
            if first:
                lock.acquire()
        if not first:
            with lock:
                yield False
            return
        try:
            yield True
        finally:
            lock.release()
