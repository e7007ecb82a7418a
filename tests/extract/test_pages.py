"""Every page under tests/pages/articles gives what its expected.json says; a new case is a new folder.

expected.json states any of: url (the page's address), content_type, title, authors, published, section, tags, language,
partial, paragraphs (the exact text), contains, lacks (in content and text), html (fragments of the content), images
(addresses in the content, in order), summary, error (the error's name), says (a part of its message), encode (the page
is stored as UTF-8 and sent in this encoding).
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from feedbot import errors
from feedbot.extract import extract
from feedbot.model import Article

PAGES = Path(__file__).resolve().parents[1] / "pages" / "articles"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def _read(folder: Path) -> tuple[bytes, dict[str, Any]]:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    body = (folder / "page.html").read_bytes()
    if charset := expected.get("encode"):
        body = body.decode().encode(charset)
    return body, expected


def _told(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published.isoformat() if article.published else "",
        "section": article.section,
        "tags": list(article.tags),
        "language": article.language,
        "partial": article.partial,
        "summary": article.summary,
        "paragraphs": article.text.split("\n\n"),
        "images": re.findall(r'<img src="([^"]+)"', article.content),
    }


@pytest.mark.parametrize("name", sorted(folder.name for folder in PAGES.iterdir()))
def test_page_gives_what_is_expected(name: str) -> None:
    body, expected = _read(PAGES / name)
    url = expected.get("url", f"https://example.org/news/{name}")
    told_type = expected.get("content_type", "")
    if error := expected.get("error"):
        with pytest.raises(getattr(errors, error), match=re.escape(expected.get("says", url))):
            extract(body, url, content_type=told_type, now=NOW)
        return
    article = extract(body, url, content_type=told_type, now=NOW)
    told = _told(article)
    assert {key: told[key] for key in told if key in expected} == {
        key: expected[key] for key in told if key in expected
    }
    assert [said for said in expected.get("html", []) if said not in article.content] == []
    assert [said for said in expected.get("contains", []) if said not in article.text] == []
    assert [said for said in expected.get("lacks", []) if said in article.text or said in article.content] == []
