from __future__ import annotations

from pathlib import Path

import pytest

from feedbot.config import keys, loads, reference, schema
from feedbot.config.complaints import Place, Reading
from feedbot.config.kinds import BAD, Key, Table
from feedbot.config.load import Config
from feedbot.config.tree import parse
from feedbot.model import ArticleRules, FetchRules, JsonPaths, LinkRules, Source

REFERENCE = Path(__file__).parents[2] / "docs/reference"
HINT = "run `python -m feedbot.config.reference`"
TABLES = {
    "top": keys.TOP,
    "fetch": keys.FETCH,
    "source": keys.SOURCE,
    "links": keys.LINKS,
    "article": keys.ARTICLE,
    "json": keys.JSON,
}
MODELS = {
    "fetch": FetchRules(),
    "source": Source("", ()),
    "links": LinkRules(),
    "article": ArticleRules(),
    "json": JsonPaths(),
}
KEYS = [(name, key) for name, table in TABLES.items() for key in table.keys]
IDS = [f"{name}.{key.name}" for name, key in KEYS]


def test_the_schema_for_editors_is_current() -> None:
    assert (REFERENCE / "config.schema.json").read_text(encoding="utf-8") == reference.schema_text(), HINT


def test_the_page_of_the_docs_is_current() -> None:
    assert (REFERENCE / "config.md").read_text(encoding="utf-8") == reference.page(), HINT


def test_the_reference_can_be_written_anywhere(tmp_path: Path) -> None:
    reference.main(tmp_path / "new")
    assert (tmp_path / "new/config.md").read_text(encoding="utf-8") == reference.page()


def _read(key: Key, written: str) -> object:
    reading = Reading("x", {}, [])
    node = parse(written.encode())
    assert node is not None
    value = key.kind.read(node, Place(reading, key.name))
    assert not reading.faults
    assert value is not BAD
    return value


@pytest.mark.parametrize(("table", "key"), KEYS, ids=IDS)
def test_every_key_has_words_and_an_example_that_is_right(table: str, key: Key) -> None:
    assert key.text.endswith(".")
    if not isinstance(key.kind, Table) and key.name != "sources":
        _read(key, key.example)


@pytest.mark.parametrize(
    ("table", "key"), [(t, k) for t, k in KEYS if t != "top"], ids=[i for i in IDS if i[:3] != "top"]
)
def test_every_key_is_a_field_and_its_default_is_that_of_the_field(table: str, key: Key) -> None:
    if key.name == "url":  # the short form of `urls`
        return
    default = getattr(MODELS[table], key.target)
    if not isinstance(key.kind, Table):
        assert (_read(key, key.default) if key.default else type(default)()) == default


def test_the_defaults_of_the_top_level_are_those_of_an_empty_file() -> None:
    path = Path("/x/config.yaml")
    sources = b"sources: {a: https://x.org/}\n"
    written = "".join(f"{key.name}: {key.default}\n" for key in keys.TOP.keys if key.default)
    bare: Config = loads(sources, path, {})
    assert loads(sources + written.encode(), path, {}) == bare


def test_the_schema_knows_every_key() -> None:
    top = schema()
    source = top["properties"]["sources"]["additionalProperties"]["anyOf"][1]
    assert set(source["properties"]) == {key.name for key in keys.SOURCE.keys}
    assert source["properties"]["keep"]["default"] == 50
    assert source["properties"]["keep"]["examples"] == [100]
    assert top["additionalProperties"] is False
    assert top["required"] == ["sources"]
