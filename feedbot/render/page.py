"""index.html of the output folder: all feeds, how to subscribe, and what is new in each. One file, no JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from feedbot import urls
from feedbot.model import Entry, Feed
from feedbot.render.formats import FORMATS, addresses
from feedbot.render.plain import feed_title, language, line, rfc3339, title, utc
from feedbot.render.style import STYLE
from feedbot.text import many

LATEST = 5  # headlines shown of each feed


def index(feeds: Sequence[Feed], heading: str = "Feeds") -> bytes:
    """The page that lists the feeds in their order."""
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="color-scheme" content="light dark">\n<meta name="generator" content="feedbot">\n',
            f"<title>{escape(line(heading))}</title>\n",
            *(_discovery(feed) for feed in feeds),
            f"<style>{STYLE}</style>\n</head>\n<body>\n",
            f"<header>\n<h1>{escape(line(heading))}</h1>\n<p>{_overview(feeds)}</p>\n</header>\n<main>\n",
            _HOW_TO if feeds else "",
            *(_section(feed) for feed in feeds),
            "</main>\n<footer><p>Made by feedbot. The articles belong to their publishers.</p></footer>\n",
            "</body>\n</html>\n",
        )
    ).encode()


_HOW_TO = """<aside>
<h2>How to subscribe</h2>
<p>Select an address below with one click, copy it, and paste it into your feed reader; Atom suits every reader.
To take all feeds at once, import <a href="feeds.opml">feeds.opml</a>.</p>
</aside>
"""


def _discovery(feed: Feed) -> str:
    """What lets readers find the feeds when they are given the page's address."""
    return "".join(
        f'<link rel="alternate" type="{FORMATS[name].media_type}" '
        f'title="{escape(feed_title(feed))} ({FORMATS[name].title})" href="{_file(feed, name)}">\n'
        for name in addresses(feed)
    )


def _overview(feeds: Sequence[Feed]) -> str:
    if not feeds:
        return "No feed has entries yet. They appear here after the first <code>feedbot run</code>."
    entries = sum(len(feed.entries) for feed in feeds)
    changed = _time(max(feeds, key=lambda feed: utc(feed.updated)))
    return f"{many(len(feeds), 'feed')}, {many(entries, 'entry', 'entries')}; last change {changed}."


def _section(feed: Feed) -> str:
    name = escape(feed.name)
    return "".join(
        (
            f'<article id="{name}" aria-labelledby="{name}-title">\n',
            f'<h2 id="{name}-title"><a href="{escape(urls.uri(feed.home))}"{_lang(feed.language)}>',
            f"{escape(feed_title(feed))}</a></h2>\n",
            f'<p class="facts">{many(len(feed.entries), "entry", "entries")}, last change {_time(feed)}</p>\n',
            '<dl class="addresses">\n',
            *(_address(feed, name, url) for name, url in addresses(feed).items()),
            '</dl>\n<ol class="latest">\n',
            *(_headline(entry) for entry in feed.entries[:LATEST]),
            "</ol>\n</article>\n",
        )
    )


def _address(feed: Feed, format_name: str, url: str) -> str:
    link = f'<a href="{_file(feed, format_name)}" type="{FORMATS[format_name].media_type}">'
    return f"<div><dt>{link}{FORMATS[format_name].title}</a></dt><dd><code>{escape(urls.uri(url))}</code></dd></div>\n"


def _headline(entry: Entry) -> str:
    article = entry.article
    day = utc(entry.published).date().isoformat()
    return (
        f'<li><time datetime="{rfc3339(entry.published)}">{day}</time> '
        f'<a href="{escape(urls.uri(article.url))}" dir="auto"{_lang(article.language)}>'
        f"{escape(title(article))}</a></li>\n"
    )


def _file(feed: Feed, format_name: str) -> str:
    """The feed's file beside this page, so that the page works wherever the folder is."""
    return escape(feed.name + FORMATS[format_name].suffix)


def _time(feed: Feed) -> str:
    return f'<time datetime="{rfc3339(feed.updated)}">{utc(feed.updated):%Y-%m-%d %H:%M} UTC</time>'


def _lang(tag: str) -> str:
    tag = language(tag)
    return f' lang="{tag}"' if tag else ""
