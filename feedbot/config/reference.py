"""The tables of keys as a JSON Schema for editors, and as a page of the docs.

`python -m feedbot.config.reference [FOLDER]` writes both; a test holds them current.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from feedbot.config import keys
from feedbot.config.kinds import Key, Table

FOLDER = Path("docs/reference")

_INTRODUCTION = """\
# config.yaml

<!-- Made from the tables in feedbot/config/keys.py by `python -m feedbot.config.reference`. -->

One YAML file says which sites become feeds. Only `sources` is needed, and of a source only its URL:

```yaml
sources:
  example: https://example.org/news/
```

Everything together:

```yaml
store: sqlite:///feedbot.db
output: output/
base_url: https://feeds.example.org/

fetch: {workers: 16, per_host: 2, pause: 1s, robots: obey}

defaults:
  every: 30m
  keep: 50
  formats: [atom, rss, json]

sources:
  ctmirror:
    title: CT Mirror
    urls:
      Politics: https://ctmirror.org/category/politics/
      Health: https://ctmirror.org/category/health/
    links: {exclude: /live/}
    article: {content: .entry-content, remove: [.donate-box]}
```

- `feedbot check` reads the file and names every fault at once, each with its line; a key that is not known is a fault.
- `${NAME}` in a value is replaced by the environment variable NAME; `$$` stands for a single `$` where that is needed.
- What `defaults` says counts for every source that does not say otherwise; `json`, `links` and `article` are merged
  key by key.
- A source's name is the name of its feed files: letters a-z and digits, with `-`, `_` and `.` between them, 64 at most.
- An editor that knows YAML schemas completes and checks the file when its first line is
  `# yaml-language-server: $schema=docs/reference/config.schema.json`; `feedbot schema` prints that schema.
"""


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of config.yaml."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "feedbot config.yaml",
        "description": "Which web pages become feeds.",
        **keys.TOP.schema(),
    }


def schema_text() -> str:
    """The schema as it stands in the file for editors."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def page() -> str:
    """The reference of every key as Markdown."""
    return _INTRODUCTION + "".join(f"\n## {heading}\n\n{_rows(table)}" for heading, table in _tables("", keys.TOP))


def _tables(path: str, table: Table) -> Iterator[tuple[str, Table]]:
    """Each table of the file once, with its heading."""
    yield (f"`{path}`" if path else "Top level"), table
    for key in table.keys:
        if key.name == "sources":
            yield from _tables("sources.NAME", keys.SOURCE)
        elif isinstance(key.kind, Table) and key.kind is not keys.DEFAULTS:
            yield from _tables(f"{path}.{key.name}".lstrip("."), key.kind)


def _rows(table: Table) -> str:
    head = "| key | takes | by default | |\n|---|---|---|---|\n"
    return head + "".join(_row(key) for key in table.keys)


def _row(key: Key) -> str:
    default = f"`{key.default}`" if key.default else ""
    example = f" For example: `{key.name}: {key.example}`" if key.example else ""
    cells = (f"`{key.name}`", key.kind.expected, default, key.text + example)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def main(folder: Path = FOLDER) -> None:
    """Writes the schema and the page into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.schema.json").write_text(schema_text(), encoding="utf-8")
    (folder / "config.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
