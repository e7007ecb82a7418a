"""OPML 2.0 (http://opml.org/spec2.opml): all feeds in one file, for a reader's import."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from feedbot import urls
from feedbot.model import Feed
from feedbot.render.formats import addresses
from feedbot.render.plain import feed_title, language, line, utc


def opml(feeds: Sequence[Feed], title: str = "feedbot") -> bytes:
    """The list of feeds, each by its first address; `type` is `rss` for every kind of feed, as the format wants it."""
    newest = max((utc(feed.updated) for feed in feeds), default=None)
    modified = f"    <dateModified>{format_datetime(newest, usegmt=True)}</dateModified>\n" if newest else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<opml version="2.0">\n  <head>\n    <title>{escape(line(title))}</title>\n{modified}  </head>\n  <body>\n'
        + "".join(map(_outline, feeds))
        + "  </body>\n</opml>\n"
    ).encode()


def _outline(feed: Feed) -> str:
    name = feed_title(feed)
    told = {
        "type": "rss",
        "text": name,
        "title": name,
        "language": language(feed.language),
        "xmlUrl": urls.uri(next(iter(addresses(feed).values()))),
        "htmlUrl": urls.uri(feed.home),
    }
    return "    <outline" + "".join(f' {key}="{escape(value)}"' for key, value in told.items() if value) + "/>\n"
