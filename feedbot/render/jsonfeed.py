"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from typing import Any

from feedbot import urls
from feedbot.model import Entry, Feed
from feedbot.render.plain import content, feed_title, language, lines, rfc3339, summary, title


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed; keys in the order of the specification, what is empty left out."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed_title(feed),
        "home_page_url": urls.uri(feed.home),
        "feed_url": urls.uri(feed.urls.get("json", "")),
        "authors": [{"name": feed_title(feed)}],
        "language": language(feed.language),
    }
    told = _told(told) | {"items": [_item(entry) for entry in feed.entries]}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: Entry) -> dict[str, Any]:
    article = entry.article
    item = {
        "id": entry.id,
        "url": urls.uri(article.url),
        "title": title(article),
        "content_html": content(article),
        "summary": summary(article),
        "image": urls.uri(article.image.url) if article.image else "",
        "date_published": rfc3339(entry.published),
        "date_modified": rfc3339(entry.updated),
        "authors": [{"name": name} for name in lines(article.authors)],
        "tags": lines(entry.categories),
        "language": language(article.language),
    }
    return _told(item)


def _told(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value}
