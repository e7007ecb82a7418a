"""The database behind the store: how it is opened, and how its errors become ours. No tables here."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    IntegrityError,
    InterfaceError,
    NoSuchModuleError,
    ProgrammingError,
)

from feedbot.errors import StoreError

_SQLITE = "sqlite:///"
# Where each dialect keeps its `insert`, the one that knows `on conflict`.
_INSERT = {"sqlite": "sqlalchemy.dialects.sqlite", "postgresql": "sqlalchemy.dialects.postgresql"}

# WAL and NORMAL: a killed process loses no commit; a power cut may lose the last ones, and never harms the file.
_PRAGMAS = ("busy_timeout = 30000", "synchronous = NORMAL", "foreign_keys = ON")
# The server's lock for the one writer; it ends with the transaction.
_WRITER = text("select pg_advisory_xact_lock(:number)")
_WRITERS = 0x66656564626F76  # two after the number of the turn

_DAMAGED = "restore it from a backup, or move it away: feedbot then begins anew"
_RIGHTS = "feedbot's user needs the right to write to the file and to its folder, and the folder must exist"
_SPACE = "free some space and run again: nothing that was stored is lost"
# What SQLite says (sqlite3ErrStr in its main.c), and what can be done.
_HINTS = {
    "file is not a database": _DAMAGED,
    "malformed": _DAMAGED,
    "database or disk is full": _SPACE,
    "disk I/O error": "the disk is full, failing or gone; " + _SPACE,
    "readonly": _RIGHTS,
    "unable to open": _RIGHTS,
    "locked": "another program holds the file: wait for it, or end it",
    "refused": "is the database server running, and is the address right?",
}


def locate(url: str, base: Path) -> URL:
    """The store's URL as SQLAlchemy reads it, a relative SQLite path absolute beside `base`. Raises StoreError.

    What follows `sqlite:///` is a path as it stands: SQLAlchemy would end it at a ? and decode what looks like %20.
    """
    path = url.removeprefix(_SQLITE)
    try:
        found = make_url(url) if path == url else URL.create("sqlite", database=path)
        dialect = found.get_backend_name()
    except (ArgumentError, ValueError):
        dialect = ""
    if dialect not in _INSERT:
        hint = "write sqlite:///feedbot.db, or postgresql+psycopg://user@host/name"
        raise StoreError(f"{url.partition(':')[0]!r} is no store that feedbot knows", hint=hint)  # no password
    if dialect == "sqlite":
        if not found.database or found.database == ":memory:":
            raise StoreError(f"{url!r} names no file", hint="write sqlite:///feedbot.db")
        found = found.set(database=str(base.absolute() / found.database))
    return found


def connect(url: URL) -> Engine:
    """The engine of a URL that `locate` gave; nothing is opened yet. Raises StoreError."""
    try:
        engine = create_engine(url, pool_size=16, max_overflow=16, pool_use_lifo=True)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError(f"{name(url)}: {error}", hint="pip install 'feedbot[postgres]'") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
    return engine


def copy(url: str, base: Path, to: Path) -> None:
    """Copy an SQLite store, where there is one, as it stands between two writes of a feedbot at work.

    Raises StoreError.
    """
    found = locate(url, base)
    if found.get_backend_name() != "sqlite":
        hint = "point `store` at a copy of the database"
        raise StoreError(f"{name(found)} cannot be copied: only an SQLite store can", hint=hint)
    if not Path(str(found.database)).exists():
        return
    engine = connect(found)
    try:
        with border(engine), engine.connect() as connection, closing(sqlite3.connect(to)) as copied:
            connection.connection.driver_connection.backup(copied)  # type: ignore[union-attr]
    finally:
        engine.dispose()


def inserter(engine: Engine) -> Callable[..., Any]:
    """The dialect's own `insert`."""
    insert: Callable[..., Any] = import_module(_INSERT[engine.dialect.name]).insert
    return insert


def name(url: URL) -> str:
    """The store as error messages call it: a path, or a URL without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


@contextmanager
def border(engine: Engine) -> Iterator[None]:
    """Errors of the world become StoreErrors; wrong SQL and broken constraints are bugs and pass through."""
    try:
        yield
    except (IntegrityError, ProgrammingError, InterfaceError):
        raise
    except (DatabaseError, engine.dialect.loaded_dbapi.DatabaseError) as error:
        said = " ".join(str(getattr(error, "orig", None) or error).split())  # a server's word is of several lines
        hint = next((hint for words, hint in _HINTS.items() if words in said), "")
        raise StoreError(f"{name(engine.url)}: {said}", hint=hint) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it, or nothing where an error leaves it.

    A writer takes its turn at once: with SQLite a lock cannot be upgraded after a read, and a server would let two look
    for an article's copies before either has stored one.
    """
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            _begin(connection, "BEGIN IMMEDIATE")
        else:
            connection.execute(_WRITER, {"number": _WRITERS})
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Several look-ups that see one state of the database."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            _begin(connection, "BEGIN")
        else:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def _begin(connection: Connection, how: str) -> None:
    """SQLAlchemy does not begin SQLite's transactions, and an event for that slows down every statement."""
    connection.connection.driver_connection.execute(how)  # type: ignore[union-attr]


def _set_up(connection: Any, record: object) -> None:
    connection.isolation_level = None  # sqlite3 begins no transaction by itself
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
