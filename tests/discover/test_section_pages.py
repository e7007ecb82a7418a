"""Every folder of tests/pages/sections: page.html in, expected.json out; adding one needs no code."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from feedbot.discover import discover
from feedbot.model import Link, LinkRules

PAGES = Path(__file__).parent.parent / "pages" / "sections"
FOLDERS = sorted(path.parent for path in PAGES.glob("*/expected.json"))


def told(link: Link, wanted: dict[str, Any]) -> dict[str, Any]:
    """What a link says, as far as the expectation speaks of it."""
    said = {
        "url": link.url,
        "title": link.title,
        "date": link.published.isoformat()[:10] if link.published else "",
        "summary": link.summary,
        "authors": list(link.authors),
        "image": link.image.url if link.image else "",
    }
    return {name: said[name] for name in wanted}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_section_page_gives_what_its_folder_expects(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    links = discover(
        (folder / "page.html").read_bytes(),
        expected["url"],
        rules=LinkRules(**expected.get("rules", {})),
        now=datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert [link.url for link in links] == [item["url"] for item in expected["items"]]
    assert [told(link, item) for link, item in zip(links, expected["items"], strict=True)] == expected["items"]
    assert [link.position for link in links] == list(range(len(links)))
