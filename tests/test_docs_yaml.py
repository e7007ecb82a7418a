"""Every YAML block of the docs is a configuration that loads; a block without sources is tried with one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from feedbot.config import loads

ROOT = Path(__file__).parents[1]
BLOCKS = [
    pytest.param(block, id=f"{page.relative_to(ROOT)}-{number}")
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    for number, block in enumerate(re.findall(r"^```yaml\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S))
]


@pytest.mark.parametrize("block", BLOCKS)
def test_a_yaml_block_of_the_docs_loads(block: str) -> None:
    text = block if re.search(r"^sources:", block, re.M) else f"{block}\nsources: {{example: https://example.org/}}\n"
    assert loads(text.encode(), Path("/docs/config.yaml"), {}).sources
