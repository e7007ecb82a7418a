"""The library as its reference shows it, in an interpreter of its own: what was imported before must not matter."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import feedbot
from feedbot.model import Article, ArticleRules, Link, LinkRules

ROOT = Path(__file__).parents[1]
REFERENCE = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8")
LIST = b"".join(b"<h2><a href=/2024/boat-%d>Boat number %d leaves the quay at noon</a></h2>" % (n, n) for n in range(9))


def python(code: str, folder: Path) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_of_the_reference_runs(tmp_path: Path) -> None:
    (tmp_path / "section.html").write_bytes(LIST)
    shutil.copy(ROOT / "tests/pages/articles/plain-news/page.html", tmp_path / "article.html")
    [example] = re.findall(r"^```python\n(.*?)^```", REFERENCE, re.M | re.S)
    said = python(example, tmp_path)
    assert "Boat number 8 leaves the quay at noon https://ctmirror.org/2024/boat-8" in said
    assert "<p>" in said


@pytest.mark.parametrize(
    "before", ["", "import feedbot.discover, feedbot.extract", "from feedbot.extract import clean"]
)
def test_the_names_are_functions_whatever_was_imported_before(before: str, tmp_path: Path) -> None:
    code = f"{before}\nimport feedbot\nprint(len(feedbot.discover({LIST!r}, 'https://example.org/')))"
    assert python(code, tmp_path) == "9\n"
    tried = "try: feedbot.extract(b'', 'https://example.org/')\nexcept feedbot.FeedbotError: print('no article')"
    assert python(f"{before}\nimport feedbot\n{tried}", tmp_path) == "no article\n"


def test_rules_that_are_no_css_are_refused_with_an_error_of_feedbot() -> None:
    with pytest.raises(feedbot.FeedbotError, match=r"no CSS selector: \["):
        feedbot.discover(LIST, "https://example.org/", rules=LinkRules(select="["))
    for rules in (ArticleRules(content=("[",)), ArticleRules(remove=("[",))):
        with pytest.raises(feedbot.FeedbotError, match=r"no CSS selector: \["):
            feedbot.extract(LIST, "https://example.org/", rules=rules)


def test_the_package_gives_no_other_name() -> None:
    assert feedbot.__all__ == ["FeedbotError", "discover", "extract"]
    with pytest.raises(AttributeError, match="no attribute 'fetch_all'"):
        feedbot.fetch_all  # noqa: B018


@pytest.mark.parametrize(("name", "shape"), [("Link", Link), ("Article", Article)])
def test_the_reference_names_all_fields(name: str, shape: type) -> None:
    [said] = re.findall(rf"^`{name}`: (.*?)\n\n", REFERENCE, re.M | re.S)
    assert {field.name for field in fields(shape)} <= set(re.findall(r"`(\w+)`", said))
