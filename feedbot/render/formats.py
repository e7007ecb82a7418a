"""The table of formats; feedgen is loaded when the first Atom or RSS feed is rendered, not with the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from feedbot.model import Feed


@dataclass(frozen=True, slots=True)
class Format:
    """A feed format; its name is also the suffix of its files."""

    name: str
    title: str  # as people know it
    media_type: str
    render: Callable[[Feed], bytes]

    @property
    def suffix(self) -> str:
        return f".{self.name}"


def _atom(feed: Feed) -> bytes:
    from feedbot.render.xml import atom

    return atom(feed)


def _rss(feed: Feed) -> bytes:
    from feedbot.render.xml import rss

    return rss(feed)


def _json(feed: Feed) -> bytes:
    from feedbot.render.jsonfeed import json_feed

    return json_feed(feed)


# The most widely read without loss first: readers subscribe to the first that they find.
FORMATS = {
    format_.name: format_
    for format_ in (
        Format("atom", "Atom", "application/atom+xml", _atom),
        Format("rss", "RSS", "application/rss+xml", _rss),
        Format("json", "JSON Feed", "application/feed+json", _json),
    )
}


def addresses(feed: Feed) -> dict[str, str]:
    """The feed's formats and where each is, the first choice first; beside this page where no public URL is known."""
    return {
        name: feed.urls.get(name, feed.name + FORMATS[name].suffix)
        for name in FORMATS
        if name in (feed.urls or FORMATS)
    }
