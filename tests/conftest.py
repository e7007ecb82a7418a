"""What many tests stand on: the worlds of `worlds.py`, and a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from worlds import Clock, Files, Web

from feedbot.store import Store, open_store

# What a property costs on a busy machine says nothing of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store("sqlite:///feedbot.db", base=tmp_path)
    yield opened
    opened.close()
