"""A config file from its text, and what is wrong with it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from feedbot.config import Config, loads
from feedbot.errors import ConfigError

Complaints = Callable[..., list[str]]
Read = Callable[..., Config]


@pytest.fixture
def read() -> Read:
    def read(text: str, **environ: str) -> Config:
        return loads(textwrap.dedent(text).encode(), Path("/etc/feedbot/config.yaml"), environ)

    return read


@pytest.fixture
def complaints(read: Read) -> Complaints:
    """The complaints about a file, without the folder in front."""

    def complaints(text: str, **environ: str) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            read(text, **environ)
        return [line.removeprefix("/etc/feedbot/config.yaml:") for line in caught.value.complaints]

    return complaints
