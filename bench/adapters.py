"""feedbot as functions of (html, url), the shape in which extractors are compared."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

import feedbot
from feedbot.document import Document
from feedbot.extract import content
from feedbot.model import Page

_CAPTION = re.compile(r"<figcaption>.*?</figcaption>", re.S)
_BLOCK = re.compile(r"</?(?:p|h\d|[uod]l|li|d[td]|t[drh]|table|figure|blockquote|pre|br|hr|details|summary|caption)\b")


def text(html: bytes, url: str) -> str:
    """The article's text alone: parse and content detection."""
    return content.find(Document(Page(url=url, body=html))).text


def article(html: bytes, url: str) -> str:
    """The text by the whole `feedbot.extract`: text, clean HTML and metadata; "" where there is no article."""
    try:
        return str(feedbot.extract(html, url).text)
    except feedbot.FeedbotError:
        return ""


def shown(html: bytes, url: str) -> str:
    """The text of the clean HTML, which is what a feed's reader sees; captions, which the labels lack, left out."""
    try:
        content = feedbot.extract(html, url).content
    except feedbot.FeedbotError:
        return ""
    return LexborHTMLParser(_BLOCK.sub(r" \g<0>", _CAPTION.sub(" ", content))).text()
