"""The reference of errors names every kind that a report can hold, and none besides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from feedbot import errors

REFERENCE = Path(__file__).parents[1] / "docs" / "reference" / "errors.md"
FAMILIES = {"FeedbotError", "PageError", "FetchError", "DiscoverError", "ExtractError"}


def kinds(kind: type[errors.FeedbotError] = errors.FeedbotError) -> Iterator[type[errors.FeedbotError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from kinds(below)


def test_the_reference_names_every_code() -> None:
    raised = {kind.__new__(kind).code for kind in kinds() if kind.__name__ not in FAMILIES}
    told = set(re.findall(r"^\| `([a-z-]+)` \|", REFERENCE.read_text("utf8"), re.M))
    assert told == raised | {errors.Stopped.code, "bug"}
