"""config.yaml -> Config. Every complaint about a file at once, each with its line.

tree        YAML text -> nodes that know their line
kinds       the shapes of values; `values` has the single ones, `sources` those that only sources have
keys        the tables of every key
load        nodes -> Config
layout      where each value stands in the text
edit        one more source in the text
file        the file as it stands, and replaced
reference   the tables as JSON Schema and as a page of the docs
"""

from __future__ import annotations

from typing import Any

from feedbot.config.complaints import nearest
from feedbot.config.load import Config, load, loads

__all__ = ["Config", "load", "loads", "nearest", "schema"]


def schema() -> dict[str, Any]:
    """The JSON Schema of config.yaml."""
    from feedbot.config import reference

    return reference.schema()
