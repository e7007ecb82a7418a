"""A file's text -> Config: read by the tables, defaults merged, paths made absolute."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feedbot.config import keys, tree
from feedbot.config.complaints import Place, Reading
from feedbot.errors import ConfigError
from feedbot.model import ArticleRules, FetchRules, JsonPaths, LinkRules, Source

_SQLITE = "sqlite:///"
_NO_FILE = """\
write one, two lines are enough:
  sources:
    example: https://example.org/news/
or try `feedbot demo`, which needs none"""


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration that can be used: every path absolute, every default filled in."""

    path: Path
    store: str  # sqlite:/// and a path as it stands, nothing in it quoted; or the URL of a PostgreSQL database
    output: Path
    base_url: str  # ends with /
    fetch: FetchRules
    sources: tuple[Source, ...]
    site_rules: tuple[Path, ...] = ()  # folders


def load(path: Path, environ: Mapping[str, str] | None = None) -> Config:
    """The configuration in a file; raises ConfigError with every complaint about it at once."""
    try:
        body = path.read_bytes()
    except FileNotFoundError:
        raise ConfigError([f"{path}: there is no such file"], hint=_NO_FILE) from None
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read: {error.strerror}"]) from None
    return loads(body, path, os.environ if environ is None else environ)


def loads(body: bytes, path: Path, environ: Mapping[str, str]) -> Config:
    """The configuration in a file's bytes; `path` names the file, and relative paths begin in its folder."""
    reading = Reading(str(path), environ, [])
    values: dict[str, Any] = {}
    try:
        node = tree.parse(body)
    except tree.BrokenYaml as error:
        reading.complain(error.line, str(error))
    else:
        if node is None:
            raise ConfigError([f"{path}:1: the file is empty"], hint=_NO_FILE)
        values = keys.TOP.read(node, Place(reading))
    config = None if reading.faults else _config(path.absolute(), values)
    for key, fault in _unusable(config) if config else ():
        at = next((name.line for name, _ in node.pairs or () if name.text == key), 1) if node else 1
        reading.complain(at, f"{key}: {fault}")
    if reading.faults or config is None:
        raise ConfigError(reading.lines())
    return config


def _config(path: Path, values: Mapping[str, Any]) -> Config:
    defaults = values.get("defaults", {})
    store: str = values.get("store", "sqlite:///feedbot.db")
    return Config(
        path=path,
        store=_SQLITE + str(_beside(path, store.removeprefix(_SQLITE))) if store.startswith(_SQLITE) else store,
        output=_beside(path, values.get("output", "output")),
        base_url=values.get("base_url", "http://localhost:8300/"),
        fetch=FetchRules(**values.get("fetch", {})),
        sources=tuple(_source(name, said, defaults) for name, said in values["sources"].items()),
        site_rules=tuple(_beside(path, folder) for folder in values.get("site_rules", ())),
    )


def _source(name: str, said: Mapping[str, Any], defaults: Mapping[str, Any]) -> Source:
    """A source's own keys over the defaults; its schedule replaces theirs as a whole."""
    if "every" in said or "cron" in said:
        defaults = {key: value for key, value in defaults.items() if key not in ("every", "cron")}
    values = {**defaults, **said}
    links = {**defaults.get("links", {}), **said.get("links", {})}
    article = {"zone": values.get("zone", ""), **defaults.get("article", {}), **said.get("article", {})}
    json = JsonPaths(**{**defaults.get("json", {}), **said.get("json", {})})
    return Source(name, **{**values, "links": LinkRules(**links), "article": ArticleRules(**article), "json": json})


def _beside(path: Path, written: str) -> Path:
    return Path(os.path.normpath(path.parent / Path(written).expanduser()))


def _unusable(config: Config) -> Iterator[tuple[str, str]]:
    """The keys whose values would have published what must not be: the whole of `output` is served."""
    inside = "stands inside `output` ({}), all of which can be read from the web"
    database = Path(config.store.removeprefix(_SQLITE))
    if config.store.startswith(_SQLITE) and database.is_relative_to(config.output):
        yield "store", f"{database} {inside.format(config.output)}"
    if config.path.is_relative_to(config.output):
        yield "output", f"this file {inside.format(config.output)}"
