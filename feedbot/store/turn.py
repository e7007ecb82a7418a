"""One process at a time. The kernel, or the database server, holds the turn, and takes it from a killed process."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from feedbot.errors import ConfigError, Stopped, StoreError
from feedbot.store.engine import border

_PAUSE = 0.1  # seconds between two tries
_ADVISORY = 0x66656564626F74  # "feedbot": the number of the server's lock; the next is the daemon's
_TRY = text("select pg_try_advisory_lock(:number)")
_FREE = text("select pg_advisory_unlock(:number)")


class Lock(Protocol):
    """What one process can hold; `take` says whether it does now, `holder` who holds it instead."""

    def take(self) -> bool: ...
    def release(self) -> None: ...
    def holder(self) -> str: ...


class Turn:
    """The turn on one store: any number of threads of the process that has it may work at once."""

    def __init__(self, lock: Lock, store: str) -> None:
        self._lock, self._store = lock, store
        self._guard = threading.Lock()
        self._threads = self._waiting = 0

    @contextmanager
    def __call__(self, wait: float, say: Callable[[str], None], stop: threading.Event | None = None) -> Iterator[None]:
        """Hold the turn; where another process has it, the first thread that waits tells `say`.

        Raises StoreError after `wait` seconds, Stopped as soon as `stop` is set.
        """
        if not self._joined():
            self._wait(wait, say, stop or threading.Event())
        try:
            yield
        finally:
            self._leave()

    def free(self) -> bool:
        """Whether no other process has the turn now."""
        if not self._joined():
            return False
        self._leave()
        return True

    def _leave(self) -> None:
        with self._guard:
            self._threads -= 1
            if not self._threads:
                self._lock.release()

    def _joined(self) -> bool:
        """Whether the process has the turn now, and this thread is one of those that hold it."""
        with self._guard:
            if not self._threads and not self._lock.take():
                return False
            self._threads += 1
            return True

    def _wait(self, wait: float, say: Callable[[str], None], stop: threading.Event) -> None:
        """Try until it works; all threads that wait do so side by side."""
        deadline = time.monotonic() + wait
        busy = f"another feedbot{self._lock.holder()} is working on {self._store}"
        with self._guard:
            self._waiting += 1
            first = self._waiting == 1
        try:
            if first:
                say(f"{busy}; waiting")
            while time.monotonic() < deadline:
                if stop.wait(_PAUSE):
                    raise Stopped(self._store, "not begun, feedbot is stopping")
                if self._joined():
                    return
        finally:
            with self._guard:
                self._waiting -= 1
        raise StoreError(f"{busy}; gave up after {wait:.0f} s", hint="wait until it is done, or end it")


class Post:
    """The place of the one daemon on a store: a second would run every source a second time."""

    def __init__(self, lock: Lock, store: str) -> None:
        self._lock, self._store = lock, store

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Hold the place. Raises ConfigError where another process has it."""
        if not self._lock.take():
            said = f"another feedbot daemon{self._lock.holder()} works on {self._store}"
            raise ConfigError([said], hint="end it first, or give this one a configuration with a store of its own")
        try:
            yield
        finally:
            self._lock.release()


def locks(engine: Engine, store: str) -> tuple[Turn, Post]:
    """The turn on a store, and the daemon's place."""
    if engine.dialect.name == "sqlite":
        path = str(engine.url.database)
        return Turn(FileLock(Path(f"{path}.lock")), store), Post(FileLock(Path(f"{path}.daemon")), store)
    return Turn(ServerLock(engine, _ADVISORY), store), Post(ServerLock(engine, _ADVISORY + 1), store)


class FileLock:
    """A lock file with the holder's process id in it; the file stays, as removing it would let two in at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def take(self) -> bool:
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            hint = "feedbot's user needs the right to write to the folder, and the folder must exist"
            raise StoreError(f"cannot open {self._path}: {error.strerror}", hint=hint) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        with suppress(OSError):  # a full disk: the lock holds all the same
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def holder(self) -> str:
        try:
            pid = self._path.read_text("ascii").strip()
        except (OSError, ValueError):
            return ""
        return f" (pid {pid})" if pid.isdigit() else ""


class ServerLock:
    """An advisory lock of PostgreSQL; it ends with the connection that holds it."""

    def __init__(self, engine: Engine, number: int) -> None:
        self._engine, self._number = engine, number
        self._connection: Connection | None = None

    def take(self) -> bool:
        with border(self._engine), ExitStack() as undo:
            connection = undo.enter_context(self._engine.connect())
            if not connection.execution_options(isolation_level="AUTOCOMMIT").scalar(_TRY, {"number": self._number}):
                return False
            undo.pop_all()
            self._connection = connection
            return True

    def release(self) -> None:
        if self._connection is None:
            return
        with suppress(SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):  # a lost connection has no lock
            self._connection.execute(_FREE, {"number": self._number})
        self._connection.invalidate()  # ends the connection; the server alone would notice that a moment later
        self._connection.close()
        self._connection = None

    def holder(self) -> str:
        return ""
