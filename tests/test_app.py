"""What holds the line to its world: the store that a rehearsal copies, how many work side by side, what is closed."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from unittest.mock import Mock

import pytest
from sqlalchemy import event

from feedbot.app import open_app
from feedbot.cli import daemon
from feedbot.config import Config, load
from feedbot.demo import DemoSite, config_for
from feedbot.errors import StoreError
from feedbot.pipeline import Pipeline
from feedbot.store import Store, copy_store, open_store

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def config(folder: Path, *lines: str) -> Config:
    (folder / "config.yaml").write_text("\n".join([*lines, "sources:", "  town: https://town.example/"]), "utf8")
    return load(folder / "config.yaml")


def copied(folder: Path, to: Path) -> Store:
    copy_store("sqlite:///feedbot.db", folder, to)
    return open_store(f"sqlite:///{to}", base=folder)


def test_a_rehearsal_sees_what_a_feedbot_at_work_has_just_stored_wherever_the_file_lies(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    store = open_store("sqlite:///disk/real.db", base=tmp_path)
    (tmp_path / "feedbot.db").symlink_to(tmp_path / "disk" / "real.db")  # SQLite keeps its log beside the real file
    store.set_token("town.atom", "just now", NOON)
    copy = copied(tmp_path, tmp_path / "copy.db")
    assert copy.token("town.atom") == "just now"
    copy.close()
    store.close()


def test_a_copy_that_is_made_while_a_feedbot_writes_is_whole(tmp_path: Path) -> None:
    store, done = open_store("sqlite:///feedbot.db", base=tmp_path), threading.Event()

    def write() -> None:
        for n in range(100_000):
            store.set_token(f"{n}.atom", "x" * 2000, NOON)
            if done.is_set():
                return

    writer = threading.Thread(target=write)
    writer.start()
    for n in range(10):
        copy_store("sqlite:///feedbot.db", tmp_path, tmp_path / f"{n}.db")
    done.set()
    writer.join()
    store.close()
    for n in range(10):
        connection = sqlite3.connect(tmp_path / f"{n}.db")
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        connection.close()


def test_a_store_that_is_not_there_yet_is_not_made_by_copying_it(tmp_path: Path) -> None:
    copy_store("sqlite:///feedbot.db", tmp_path, tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_store_on_a_server_or_a_damaged_one_cannot_be_rehearsed_on_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "feedbot.db").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="not a database"):
        copy_store("sqlite:///feedbot.db", tmp_path, tmp_path / "copy.db")
    with pytest.raises(StoreError, match="only an SQLite store"):
        copy_store("postgresql+psycopg://u:secret@host/db", tmp_path, tmp_path / "copy.db")


def test_fetch_workers_bounds_what_one_source_asks_at_a_time(tmp_path: Path) -> None:
    with open_app(config(tmp_path, "fetch: {workers: 1}")) as app:
        assert app.pipeline.per_host == 1


def test_a_run_counts_the_requests_that_its_sites_got(tmp_path: Path) -> None:
    with DemoSite() as site:
        (tmp_path / "config.yaml").write_text(config_for(tmp_path, site.url), "utf8")
        with open_app(load(tmp_path / "config.yaml")) as app:
            for _ in range(2):
                site.requests[:] = []
                reports = app.run(app.chosen([]))
                assert sum(report.requests for report in reports) == len(site.requests)


def test_the_threads_that_read_pages_end_with_the_app(tmp_path: Path) -> None:
    with open_app(config(tmp_path)) as app:
        app.pipeline.readers.submit(int).result()
    with pytest.raises(RuntimeError, match="shutdown"):
        app.pipeline.readers.submit(int)


def test_sources_that_end_at_once_write_the_lists_one_after_another(tmp_path: Path) -> None:
    with open_app(config(tmp_path)) as app:
        told: list[str] = []
        both = threading.Event()

        class Index:
            def index(self, sources: object) -> tuple[str, ...]:
                told.append("begins")
                if len(told) == 2:
                    both.set()
                both.wait(0.3)  # the other one comes in here, if it can
                told.append("ends")
                return ()

        shelved = SimpleNamespace(shelf=Index())
        one = replace(app, pipeline=cast(Pipeline, shelved))
        twice = [threading.Thread(target=one._index) for _ in range(2)]
        for thread in twice:
            thread.start()
        for thread in twice:
            thread.join()
    assert told == ["begins", "ends"] * 2


def test_status_asks_the_store_as_often_for_many_sources_as_for_one(tmp_path: Path) -> None:
    with open_app(config(tmp_path)) as app:
        asked: list[str] = []
        event.listen(app.store._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
        source = app.config.sources[0]
        app.status([source], links=True)
        once = len(asked)
        app.status([source, replace(source, name="county"), replace(source, name="region")], links=True)
        assert len(asked) == 2 * once


def test_a_daemon_starts_without_a_walk_through_the_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config(tmp_path)
    begun = Mock()
    monkeypatch.setattr("feedbot.daemon.Daemon.forever", begun)
    monkeypatch.setattr("feedbot.app.App.status", Mock(side_effect=AssertionError))
    daemon(tmp_path / "config.yaml", serve="")
    assert begun.called
