"""What every format needs: plain lines, images, languages and times, fit for any reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape

from feedbot import urls
from feedbot.model import Article, Feed
from feedbot.text import legal, plain, shorten, squeeze

# RSS does not say whether a title is text or HTML, and readers guess; what could pass for markup is spelled otherwise.
_TAG = re.compile(r"<(?=[A-Za-z/!?])([^<>]*)(>?)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# BCP 47 (RFC 5646), the common shape: language, then subtags such as script and region.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_TITLE = 80  # characters of a title that is made from the text
_LONGEST = 500  # characters of a title


def line(text: str) -> str:
    """One line of plain text that XML can hold and that no reader takes for markup.

    >>> line("The <p> element, Q&amp;amp;A\\x00 <3")
    'The ‹p› element, Q&A <3'
    """
    text = plain(legal(squeeze(text)))
    if "<" in text:
        text = _TAG.sub(lambda found: f"‹{found[1]}›" if found[2] else f"‹{found[1]}", text)
    return _ENTITY.sub("＆", text) if "&" in text else text


def lines(texts: Iterable[str]) -> list[str]:
    """Each text as a `line`, without empty ones and repetitions."""
    return [text for text in dict.fromkeys(map(line, texts)) if text]


def language(tag: str) -> str:
    """A language tag as BCP 47 writes it, or "" where it is none.

    >>> language("en_US"), language("English (US)")
    ('en-US', '')
    """
    tag = tag.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def utc(when: datetime) -> datetime:
    """An aware time in UTC, in whole seconds."""
    return when.astimezone(UTC).replace(microsecond=0)


def rfc3339(when: datetime) -> str:
    """A time as Atom and JSON Feed write it (RFC 3339), in UTC.

    >>> rfc3339(datetime(2020, 2, 25, 14, 5, 0, 7, tzinfo=UTC))
    '2020-02-25T14:05:00Z'
    """
    return utc(when).isoformat().removesuffix("+00:00") + "Z"


def feed_title(feed: Feed) -> str:
    """What the feed is called; never empty."""
    return line(feed.title) or line(feed.name) or urls.host(feed.home)


def title(article: Article) -> str:
    """The headline, else the first words of the text, else the address; never empty."""
    said = line(article.title) or line(shorten(squeeze(article.text[: 4 * _TITLE]), _TITLE)) or line(article.url)
    return shorten(said, _LONGEST)


def summary(article: Article) -> str:
    """The summary, or "" where the whole text says no more."""
    text = line(article.summary)
    says_all = len(article.text) <= 2 * len(text) and line(article.text) == text
    return "" if says_all else text


def content(article: Article) -> str:
    """The article's clean HTML, without characters that XML forbids; never empty; says so where it is not the whole."""
    html = legal(article.content).strip() or _paragraph(summary(article) or title(article))
    if not article.partial:
        return html
    return html + _paragraph(f"[The page gives only the beginning of this article: {line(article.partial)}]")


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>"
