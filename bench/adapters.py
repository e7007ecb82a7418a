"""feedbot as functions of (html, url), the shape in which extractors are compared."""

from __future__ import annotations

import feedbot
from feedbot.document import Document
from feedbot.extract import content
from feedbot.model import Page


def text(html: bytes, url: str) -> str:
    """The article's text alone: parse and content detection."""
    return content.find(Document(Page(url=url, body=html))).text


def article(html: bytes, url: str) -> str:
    """The text by the whole `feedbot.extract`: text, clean HTML and metadata; "" where there is no article."""
    try:
        return str(feedbot.extract(html, url).text)
    except feedbot.FeedbotError:
        return ""
