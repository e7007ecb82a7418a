"""The page that feedbot was asked for: exactly what its reader expects, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import feedbot.extract
from feedbot.model import Article

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason=f"{SEED} is not here")


@pytest.fixture(scope="module")
def expected() -> dict[str, object]:
    return dict(json.loads((SEED / "expected.json").read_text("utf-8"))["article"])


@pytest.fixture(scope="module")
def article(expected: dict[str, object]) -> Article:
    return feedbot.extract.extract((SEED / "article.html").read_bytes(), str(expected["url"]))


def test_headline_author_day_and_category_are_found(article: Article, expected: dict[str, object]) -> None:
    assert article.url == expected["url"]
    assert article.title == expected["title"]
    assert list(article.authors) == expected["authors"]
    assert article.published is not None
    assert article.published.isoformat()[:10] == expected["published"]
    assert [article.section, *article.tags][:1] == expected["categories"]
    assert article.language == expected["language"]
    assert article.partial == ""


def test_every_paragraph_is_there_in_order(article: Article, expected: dict[str, object]) -> None:
    assert article.text.split("\n\n") == expected["paragraphs"]


def test_the_picture_is_the_largest_with_its_caption(article: Article, expected: dict[str, object]) -> None:
    assert article.content.count("<figure>") == 1
    assert 'src="https://ctmirror.org/wp-content/uploads/2020/02/Alok-Bhatt-1024x768.jpg"' in article.content
    assert f"<figcaption>{expected['caption']}</figcaption>" in article.content


def test_nothing_of_the_site_around_it_is_left(article: Article, expected: dict[str, object]) -> None:
    phrases = expected["must_not_contain"]
    assert isinstance(phrases, list)
    assert [phrase for phrase in phrases if phrase in article.content or phrase in article.text] == []
