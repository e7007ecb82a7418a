"""The schema of a database, brought to this release's. Alembic is only loaded when there is something to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Text, column, inspect, select, table

from feedbot.errors import StoreError
from feedbot.store.engine import name, writing
from feedbot.store.schema import VERSION
from feedbot.store.turn import Turn

_FOLDER = Path(__file__).with_name("migrations")
_WAIT = 60.0  # seconds for another process to finish, which may be making the same change
# Alembic's own table
_version: Any = select(column("version_num", Text)).select_from(table("alembic_version"))


def bring_up(engine: Engine, turn: Turn) -> None:
    """Make sure that the database has this release's tables. Raises StoreError for one of a newer release."""
    with engine.connect() as connection:
        if _version_of(connection) == VERSION and _is_wal(connection):
            return
    with turn(_WAIT, lambda _: None):
        if engine.dialect.name == "sqlite":
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        with writing(engine) as connection:
            current = _version_of(connection)  # again: another process may have been here meanwhile
            if current != VERSION:
                _upgrade(connection, current)


def _upgrade(connection: Connection, current: str | None) -> None:
    """Run every migration after `current` in the connection's one transaction: all of them, or none."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    if current is None and connection.engine.dialect.name == "sqlite" and inspect(connection).get_table_names():
        hint = "set `store:` to a file of feedbot's own, or move this one away"
        raise StoreError(f"{name(connection.engine.url)} is another program's database", hint=hint)
    scripts = ScriptDirectory(str(_FOLDER), version_locations=[str(_FOLDER)])
    if current and current not in {revision.revision for revision in scripts.walk_revisions()}:
        store = name(connection.engine.url)
        hint = "install the newest feedbot, or restore a backup that this release made"
        raise StoreError(f"{store} was written by a newer feedbot (schema {current})", hint=hint)
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        for revision in reversed([*scripts.iterate_revisions(VERSION, current or "base")]):
            revision.module.upgrade()
            context.stamp(scripts, revision.revision)


def _version_of(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    version: str | None = connection.scalar(_version)
    return version


def _is_wal(connection: Connection) -> bool:
    """A database that was copied or restored may have lost the mode."""
    return connection.dialect.name != "sqlite" or connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
