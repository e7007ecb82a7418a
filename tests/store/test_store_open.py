"""Opening a store: new, known, newer, damaged, out of reach."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from feedbot.errors import StoreError
from feedbot.store import Store, migrate, open_store, schema, statements

URL = "sqlite:///feedbot.db"


def tables(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        found = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    connection.close()
    return found


def run(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    with connection:
        found = connection.execute(sql).fetchall()
    connection.close()
    return found


def test_a_relative_path_is_beside_the_config_file(tmp_path: Path) -> None:
    open_store(URL, base=tmp_path).close()
    assert (tmp_path / "feedbot.db").is_file()


def test_an_absolute_path_is_used_as_it_is(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/else.db", base=Path("/nowhere")).close()
    assert (tmp_path / "else.db").is_file()


@pytest.mark.parametrize("folder", ["a%20b", "what?", "50%", "x?mode=memory", "a+b #1"])
def test_a_path_is_read_as_it_stands(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    open_store(f"sqlite:///{tmp_path / folder}/feedbot.db", base=Path("/nowhere")).close()
    assert (tmp_path / folder / "feedbot.db").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [folder]


def test_the_migrations_make_the_tables_of_the_schema(store: Store) -> None:
    with store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_the_schema_names_the_newest_migration() -> None:
    folder = str(migrate._FOLDER)
    assert ScriptDirectory(folder, version_locations=[folder]).get_heads() == [schema.VERSION]


def test_opening_again_keeps_everything(tmp_path: Path) -> None:
    for expected in ("", "x"):
        store = open_store(URL, base=tmp_path)
        assert store.token("town.atom") == expected
        store.set_token("town.atom", expected + "x", datetime.now(UTC))
        store.close()


def test_an_up_to_date_store_opens_without_alembic_and_without_the_orm(tmp_path: Path, empty: Path) -> None:
    script = (
        "import sys, pathlib; from feedbot.store import open_store;"
        f"open_store({URL!r}, base=pathlib.Path({str(empty.parent)!r})).close();"
        "print([name for name in ('alembic', 'sqlalchemy.orm') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_new_file_that_many_open_at_once_is_made_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: open_store(URL, base=tmp_path), range(6)))
    for store in stores:
        store.close()
    assert run(tmp_path / "feedbot.db", "select version_num from alembic_version") == [(schema.VERSION,)]


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    run(tmp_path / "feedbot.db", "create view runs as select 1")
    with pytest.raises(StoreError, match="already exists"):
        open_store(URL, base=tmp_path)
    assert tables(tmp_path / "feedbot.db") == set()


def test_a_restored_file_is_set_to_wal_again(tmp_path: Path) -> None:
    open_store(URL, base=tmp_path).close()
    run(tmp_path / "feedbot.db", "pragma journal_mode = delete")
    open_store(URL, base=tmp_path).close()
    assert run(tmp_path / "feedbot.db", "pragma journal_mode") == [("wal",)]


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    run(tmp_path / "feedbot.db", "create table bookmarks (url text)")
    with pytest.raises(StoreError, match=r"feedbot\.db is another program's database") as caught:
        open_store(URL, base=tmp_path)
    assert "store:" in caught.value.hint
    assert tables(tmp_path / "feedbot.db") == {"bookmarks"}


def test_a_database_of_a_newer_feedbot_is_left_alone(tmp_path: Path) -> None:
    open_store(URL, base=tmp_path).close()
    run(tmp_path / "feedbot.db", "update alembic_version set version_num = '9999'")
    with pytest.raises(StoreError, match=r"feedbot\.db was written by a newer feedbot \(schema 9999\)") as caught:
        open_store(URL, base=tmp_path)
    assert "install the newest feedbot" in caught.value.hint


@pytest.mark.parametrize(
    "damage", [b"no database at all, but long enough to be one" * 99, b"SQLite format 3\0" + b"?" * 4096]
)
def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "feedbot.db"
    path.write_bytes(damage)
    with pytest.raises(StoreError, match=r"feedbot\.db: ") as caught:
        open_store(URL, base=tmp_path)
    assert "backup" in caught.value.hint
    assert path.read_bytes() == damage


def test_a_file_that_is_damaged_under_way_is_a_store_error(tmp_path: Path) -> None:
    store = open_store(URL, base=tmp_path)
    store.keep_robots("town.example", "x" * 100_000, 0)
    store.close()
    path = tmp_path / "feedbot.db"
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 200_000)
    with pytest.raises(StoreError, match=r"feedbot\.db: "):
        open_store(URL, base=tmp_path).robots("town.example")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"missing/feedbot\.db") as caught:
        open_store(URL, base=tmp_path / "missing")
    assert "must exist" in caught.value.hint


@pytest.mark.parametrize("url", ["", "feedbot.db", "mysql://me:secret@host/db", "sqlite://", "sqlite:///:memory:"])
def test_a_url_that_names_no_store_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(url, base=tmp_path)
    assert "sqlite:///feedbot.db" in caught.value.hint
    assert "secret" not in str(caught.value)


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match=r"me:\*\*\*@127\.0\.0\.1:9/db") as caught:
        open_store("postgresql+psycopg://me:secret@127.0.0.1:9/db", base=tmp_path)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "running" in caught.value.hint


def test_a_full_disk_is_a_store_error_and_costs_nothing_that_was_stored(tmp_path: Path) -> None:
    store = open_store(URL, base=tmp_path)
    store.keep_robots("town.example", "x", 0)

    def limit(pages: int) -> None:
        with store._engine.connect() as connection:
            connection.exec_driver_sql(f"pragma max_page_count = {pages}")

    limit(1)  # SQLite takes the size that the file has
    with pytest.raises(StoreError, match=r"feedbot\.db: database or disk is full") as caught:
        store.keep_robots("county.example", "x" * 100_000, 0)
    assert "free some space" in caught.value.hint
    assert store.robots("town.example") == ("x", 0)
    limit(10_000)
    store.keep_robots("county.example", "x" * 100_000, 0)
    store.close()


ASKED_AT_EVERY_RUN = [
    "VALIDATORS",
    "UNCHANGED",
    "KNOWN",
    "DUE",
    "TWIN",
    "OUTLINE",
    "LATEST",
    "TOKEN",
    "ROBOTS",
    "UNREAD",  # of `feedbot status`
    "UNREAD_COUNTS",
]


@pytest.mark.parametrize("statement", ASKED_AT_EVERY_RUN)
def test_no_question_of_a_run_or_of_status_walks_through_a_table(statement: str, tmp_path: Path) -> None:
    store = open_store(URL, base=tmp_path)
    compiled = getattr(statements, statement).compile(dialect=store._engine.dialect)
    plan = "explain query plan " + " ".join(re.sub(r"__\[POSTCOMPILE_\w+\]", "?", str(compiled)).split())
    with store._engine.connect() as connection:
        steps = connection.exec_driver_sql(plan, ("",) * plan.count("?")).all()
    store.close()
    assert [step.detail for step in steps if step.detail.startswith("SCAN ") and step.detail != "SCAN top"] == []
