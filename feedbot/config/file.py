"""config.yaml on the disk: as it stands, and replaced whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from feedbot import files
from feedbot.config import edit, tree
from feedbot.config.load import Config, load, loads
from feedbot.errors import ConfigError
from feedbot.model import Source

_PROBE = "probe"
_BY_HAND = "the file is written in an unusual way; add the source by hand"


@dataclass(frozen=True, slots=True)
class Standing:
    """A configuration file before it is edited: None where there is none, its sources empty where it has none yet."""

    path: Path
    body: bytes | None = None
    config: Config | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        return self.config.sources if self.config else ()


@dataclass(frozen=True, slots=True)
class Edited:
    """The bytes of a file with one more source, and that source as they say it, defaults and all."""

    body: bytes
    source: Source


def standing(path: Path, environ: Mapping[str, str] | None = None) -> Standing:
    """The file as it is; raises ConfigError where it has another fault than that no source stands in it yet."""
    environ = os.environ if environ is None else environ
    try:
        body = path.read_bytes()
    except FileNotFoundError:
        return Standing(path)
    except OSError:
        load(path)  # says what is wrong
        raise
    try:
        return Standing(path, body, loads(body, path, environ))
    except ConfigError as fault:
        config = _without_sources(body, path, environ)
        if config is None:
            raise fault from None
        return Standing(path, body, config)


def _without_sources(body: bytes, path: Path, environ: Mapping[str, str]) -> Config | None:
    """The configuration that would be well if it had a source, or None."""
    try:
        tree.parse(body)
        config = loads(edit.with_source(body, _PROBE, "https://example.org/"), path, environ)
    except (ConfigError, tree.BrokenYaml):
        return None
    return replace(config, sources=()) if len(config.sources) == 1 else None


def with_source(before: Standing, name: str, said: edit.Said, environ: Mapping[str, str] | None = None) -> Edited:
    """The file with one more source, proved by loading it; raises ConfigError where it would not do."""
    body = edit.first_source(name, said) if before.body is None else edit.with_source(before.body, name, said)
    try:
        tree.parse(body)
    except tree.BrokenYaml:
        raise ConfigError([f"{before.path}: found no place for another source"], hint=_BY_HAND) from None
    try:
        *others, source = loads(body, before.path, os.environ if environ is None else environ).sources
    except ConfigError as error:  # the lines that it names do not stand in the file
        complaints = [line.removeprefix(f"{before.path}:").lstrip("0123456789: ") for line in error.complaints]
        raise ConfigError(complaints, hint=error.hint) from None
    if tuple(others) != before.sources or source.name != name:
        raise ConfigError([f"{before.path}: {name} would change the sources before it"], hint=_BY_HAND)
    return Edited(body, source)


def save(before: Standing, after: Edited) -> None:
    """Give the file its new bytes in one step, its rights kept; raises ConfigError where it changed meanwhile."""
    path = Path(os.path.realpath(before.path))  # a symbolic link stays one
    try:
        if (path.read_bytes() if path.exists() else None) != before.body:
            raise ConfigError([f"{before.path}: has changed in the meantime; nothing was written"], hint="try again")
        files.replace(path, after.body, mode=path.stat().st_mode & 0o7777 if path.exists() else None)
    except OSError as error:
        raise ConfigError([f"{before.path}: cannot be written: {error.strerror or error}"]) from None
