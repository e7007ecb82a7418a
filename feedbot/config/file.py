"""config.yaml on the disk: as it stands, and replaced whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from feedbot.config import edit, tree
from feedbot.config.load import Config, load, loads
from feedbot.errors import ConfigError

_PROBE = "probe"
_BY_HAND = "the file is written in an unusual way; add the source by hand"


@dataclass(frozen=True, slots=True)
class Standing:
    """A configuration file before it is edited: None where there is none, its sources empty where it has none yet."""

    path: Path
    body: bytes | None = None
    config: Config | None = None


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


def with_source(before: Standing, name: str, said: edit.Said, environ: Mapping[str, str] | None = None) -> bytes:
    """The file's bytes with one more source, proved by loading them; raises ConfigError where they would not do."""
    body = edit.first_source(name, said) if before.body is None else edit.with_source(before.body, name, said)
    old = before.config.sources if before.config else ()
    try:
        tree.parse(body)
    except tree.BrokenYaml:
        raise ConfigError([f"{before.path}: found no place for another source"], hint=_BY_HAND) from None
    if loads(body, before.path, os.environ if environ is None else environ).sources[:-1] != old:
        raise ConfigError([f"{before.path}: {name} would change the sources before it"], hint=_BY_HAND)
    return body


def save(before: Standing, body: bytes) -> None:
    """Give the file these bytes in one step, its rights kept; raises ConfigError where it changed since it was read."""
    path = Path(os.path.realpath(before.path))  # a symbolic link stays one
    try:
        if (path.read_bytes() if path.exists() else None) != before.body:
            raise ConfigError([f"{before.path}: has changed in the meantime; nothing was written"], hint="try again")
        _replace(path, body)
    except OSError as error:
        raise ConfigError([f"{before.path}: cannot be written: {error.strerror or error}"]) from None


def _replace(path: Path, body: bytes) -> None:
    """Write beside `path`, bring it to the disk, then take its place."""
    unfinished = path.with_name(f".{path.name}-{os.urandom(6).hex()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        with open(descriptor, "wb") as file:
            if path.exists():
                os.fchmod(descriptor, path.stat().st_mode & 0o7777)
            file.write(body)
            file.flush()
            os.fsync(descriptor)
        os.replace(unfinished, path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
