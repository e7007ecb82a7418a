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
        self._held: dict[str, int] = {}  # what is done with -> the newest run that may have asked for it before
        self._newest = 0
        self._runs: set[int] = set()

    @contextmanager
    def running(self) -> Iterator[None]:
        """A run at work; as it ends, the claims go that no run at work can have seen open.

        A run that begins later asks the store, which knows by then what became of those links.
        """
        with self._guard:
            self._newest += 1
            mine = self._newest
            self._runs.add(mine)
        try:
            yield
        finally:
            with self._guard:
                self._runs.remove(mine)
                oldest = min(self._runs, default=self._newest + 1)
                for key in [key for key, run in self._held.items() if run < oldest]:
                    del self._held[key], self._locks[key]

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
            with self._guard:
                self._held[key] = self._newest
            lock.release()
