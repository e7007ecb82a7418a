"""Atom 1.0 (RFC 4287) and RSS 2.0 (with the RSS Advisory Board's profile) by feedgen; no other module imports it.

feedgen takes the clock's time wherever none is set, puts entries in reverse, and raises for a whole feed at one
character that XML forbids: everything that it gets is set here and passed through `plain`.
"""

from __future__ import annotations

import threading
import uuid
from html import escape
from typing import Any

from feedgen.feed import FeedGenerator

from feedbot import urls
from feedbot.model import Entry, Feed, Image
from feedbot.render.formats import FORMATS
from feedbot.render.plain import content, feed_title, language, lines, summary, title, utc

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DOCS = "https://www.rssboard.org/rss-specification"
# feedgen switches the locale of the whole process while it writes an RSS date: one feed at a time.
_ONE_LOCALE = threading.Lock()


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    generator = _generator(feed, "atom")
    generator.author(name=feed_title(feed))  # for entries that name none: an author is required
    for entry in feed.entries:
        item = _entry(generator, entry)
        item.content(content(entry.article), type="html")
        item.summary(summary(entry.article) or None)
        item.author([{"name": name} for name in lines(entry.article.authors)])
        if (tag := language(entry.article.language)) != language(feed.language):
            item.touch.language = tag
    rendered: bytes = generator.atom_str(pretty=True)
    return rendered


def rss(feed: Feed) -> bytes:
    """The feed as RSS; names are `dc:creator`, for `author` is an e-mail address there."""
    generator = _generator(feed, "rss")
    generator.load_extension("dc")
    generator.description(feed_title(feed))
    generator.docs(_DOCS)
    generator.ttl(max(1, feed.ttl))
    for entry in feed.entries:
        item = _entry(generator, entry)
        item.content(content(entry.article))
        item.description(escape(summary(entry.article), quote=False) or None, isSummary=True)
        item.dc.dc_creator(lines(entry.article.authors))
        if (tag := language(entry.article.language)) != language(feed.language):
            item.dc.dc_language(tag or None)
    with _ONE_LOCALE:
        rendered: bytes = generator.rss_str(pretty=True)
    return rendered


def _generator(feed: Feed, format_name: str) -> Any:
    """A generator with what both formats say of a feed."""
    generator: Any = FeedGenerator()  # type: ignore[no-untyped-call]
    generator.register_extension("touch", _Touch, _EntryTouch)
    generator.load_extension("media")
    generator.id(_feed_id(feed))
    generator.title(feed_title(feed))
    generator.updated(utc(feed.updated))
    generator.generator("feedbot")  # no version: an upgrade must not change every feed
    generator.language(language(feed.language) or None)
    for name, url in feed.urls.items():
        rel = "self" if name == format_name else "alternate"
        generator.link(href=urls.uri(url), rel=rel, type=FORMATS[name].media_type)
    generator.link(href=urls.uri(feed.home), rel="alternate", type="text/html")  # last: feedgen makes it RSS's `link`
    return generator


def _entry(generator: Any, entry: Entry) -> Any:
    """An entry, added behind the others, with what both formats say alike."""
    item = generator.add_entry(order="append")
    item.guid(entry.id, permalink=False)
    item.title(title(entry.article))
    item.link(href=urls.uri(entry.article.url))
    item.published(utc(entry.published))
    item.updated(utc(entry.updated))
    item.category([{"term": name} for name in lines(entry.categories)])
    if entry.article.image:
        _image(item, entry.article.image)
    return item


def _image(item: Any, image: Image) -> None:
    """The lead image by Media RSS, directly in the entry (`group=None`)."""
    sizes = {"width": image.width, "height": image.height}
    told = {"url": urls.uri(image.url)} | {name: str(size) for name, size in sizes.items() if size and size > 1}
    item.media.content(medium="image", group=None, **told)
    item.media.thumbnail(group=None, **told)


def _feed_id(feed: Feed) -> str:
    """An id that stays when the feed moves to another address: of the site's host and the feed's name."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{urls.host(feed.home)}/{feed.name}").urn


class _Touch:
    """A feedgen extension for what feedgen has no setter for: times that end in Z."""

    def extend_ns(self) -> dict[str, str]:
        return {}

    def extend_atom(self, element: Any) -> Any:
        for time in element.iter("updated", "published"):
            time.text = time.text.replace("+00:00", "Z")
        return element

    def extend_rss(self, element: Any) -> Any:
        return element


class _EntryTouch(_Touch):
    """The same for an entry; its link's rel and type, which feedgen loses; its language where it is not the feed's."""

    language = ""

    def extend_atom(self, element: Any) -> Any:
        for link in element.iter("link"):
            link.attrib.update({"rel": "alternate", "type": "text/html"})
        if self.language:
            element.set(_LANG, self.language)
        return super().extend_atom(element)
