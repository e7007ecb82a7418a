"""Identity: when two articles are one, and the id under which an entry is published for ever."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import UTC, datetime, timedelta, tzinfo
from uuid import NAMESPACE_URL, uuid5

from feedbot import dates, text, urls
from feedbot.model import Article, Entry

# Texts with fewer words may be alike without being copies: a weekly notice, a photo of the day.
_TELLING = 60


def key(url: str) -> str:
    """The identity of an address: equal for all spellings of one page's URL."""
    return urls.identity(url)


def mint(article_key: str) -> str:
    """The id of a new entry: a URN from its key alone, so that title, text, date and section never move it.

    >>> mint("example.org/a")
    'urn:uuid:7437e577-fe87-5a95-9e1c-e9070bf68f99'
    """
    return f"urn:uuid:{uuid5(NAMESPACE_URL, article_key)}"


def fingerprint(article: Article) -> str:
    """Equal for a copy of the article under another address of its site: title and text without case, marks and spaces.

    A copy on another site is an article of its own: its readers subscribed to that site. A short text is told apart by
    its address, too.
    """
    found = text.words(unicodedata.normalize("NFKC", f"{article.title}\n{article.text}"))
    place = urls.site(urls.host(article.url)) if len(found) >= _TELLING else key(article.url)
    return hashlib.blake2b(" ".join([place, *found]).encode(), digest_size=16).hexdigest()


def entry(article: Article, now: datetime, zone: tzinfo = UTC, position: int = 0) -> Entry:
    """The article as an entry first seen `now`; a date that is unknown or impossible becomes that time.

    What stands further down its section page counts as seen a moment earlier: of one date, entries keep its order.
    """
    said = article.published and dates.sane(article.published, now)
    published = min(dates.instant(article.published, zone), now) if said and article.published else now
    changed = article.modified and dates.sane(article.modified, now)
    updated = min(dates.instant(article.modified, zone), now) if changed and article.modified else published
    return Entry(
        id=mint(key(article.url)),
        article=article,
        published=published.replace(microsecond=0),
        updated=max(updated, published).replace(microsecond=0),
        first_seen=now.replace(microsecond=0) - timedelta(microseconds=position),
        fingerprint=fingerprint(article),
    )
