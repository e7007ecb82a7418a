"""config.yaml -> Config. Every complaint about a file at once, each with its line.

tree        YAML text -> nodes that know their line
kinds       the shapes of values; values: the single ones; sources: those of sources
keys        the tables of every key
load        nodes -> Config
reference   the tables as JSON Schema and as a page of the docs
"""

from __future__ import annotations

from feedbot.config.complaints import nearest
from feedbot.config.load import Config, load, loads

__all__ = ["Config", "load", "loads", "nearest"]
