"""What a page calls itself."""

from __future__ import annotations

import pytest

from feedbot.discover.stand_in import says_article
from feedbot.document import Document
from feedbot.model import Page


def page(head: str) -> Document:
    body = f"<html><head>{head}</head><body><h1>Harbour</h1></body></html>"
    return Document(Page("https://paper.example/harbour", body.encode()))


@pytest.mark.parametrize(
    "said",
    [
        '"NewsArticle"',
        '"http://schema.org/NewsArticle"',
        '"schema:NewsArticle"',
        '["WebPage", "https://schema.org/BlogPosting"]',
        '"newsarticle"',
    ],
)
def test_an_article_may_write_its_type_in_full(said: str) -> None:
    assert says_article(page(f'<script type="application/ld+json">{{"@type": {said}}}</script>'))


def test_a_list_is_no_article() -> None:
    assert not says_article(page('<script type="application/ld+json">{"@type": "schema:CollectionPage"}</script>'))
