"""Article page -> Article: its text as clean HTML and as plain text, and what the page says of it."""

from __future__ import annotations

import sys
from datetime import datetime

from selectolax.lexbor import SelectolaxError

from feedbot.document import Document
from feedbot.door import Door
from feedbot.errors import ConfigError
from feedbot.extract.article import read
from feedbot.extract.content import Removed
from feedbot.model import Article, ArticleRules, Page

__all__ = ["Removed", "extract", "read"]


def extract(
    body: bytes, url: str, *, content_type: str = "", rules: ArticleRules = ArticleRules(), now: datetime | None = None
) -> Article:
    """The article of a page, from its bytes as they came and its absolute address.

    `content_type` is the HTTP header, for pages that do not state their encoding; `rules` are selectors that come
    before detection; `now` bounds the dates. Raises FeedbotErrors only: NoArticle, TooShort, Blocked, TooLarge, and
    ConfigError where a selector is no CSS.
    """
    document = Document(Page(url=url, body=body, content_type=content_type))
    for css in (*rules.content, *rules.remove):
        try:
            document.tree.css(css)
        except SelectolaxError as error:
            raise ConfigError([f"article.content or article.remove is no CSS selector: {css}"]) from error
    return read(document, rules, now=now)


sys.modules[__name__].__class__ = Door
