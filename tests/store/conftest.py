"""One store suite for every database: SQLite always, PostgreSQL where FEEDBOT_TEST_POSTGRES names one to write to."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedbot.store import Store, open_store

POSTGRES = os.environ.get("FEEDBOT_TEST_POSTGRES", "")


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store with nothing in it: copying one is quicker than making one."""
    folder = tmp_path_factory.mktemp("empty")
    open_store("sqlite:///feedbot.db", base=folder).close()
    return folder / "feedbot.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, empty: Path) -> Iterator[str]:
    """The URL of an empty database, relative to `tmp_path`."""
    if request.param == "sqlite":
        shutil.copy(empty, tmp_path)
        yield "sqlite:///feedbot.db"
        return
    if not POSTGRES:
        pytest.skip("FEEDBOT_TEST_POSTGRES names no database")
    from sqlalchemy import create_engine, text

    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text(f"create schema {schema}"))
    yield f"{POSTGRES}?options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(text(f"drop schema {schema} cascade"))
    engine.dispose()


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(url, base=tmp_path)
    yield opened
    opened.close()
