"""Posts, films and pages of other sites that an article shows: a link to each, with the text that it quotes."""

from __future__ import annotations

import json

from selectolax.lexbor import LexborNode

from feedbot import text, urls
from feedbot.extract.clean.embeds import Embed, embed
from feedbot.extract.clean.media import place
from feedbot.extract.clean.walk import Handler, Leave, Walk
from feedbot.extract.embedded import TAGS, Kind, by_class

_LABELS = ("title", "playlabel", "data-title")


def or_else(otherwise: Handler) -> Handler:
    """How an element is entered that a class may tell to be embedded."""

    def told(walk: Walk, node: LexborNode) -> Leave:
        names = node.attributes.get("class")
        kind = by_class(names) if names else None
        return otherwise(walk, node) if kind is None else enter(walk, node, kind, otherwise)

    return told


def element(walk: Walk, node: LexborNode) -> Leave:
    """An element whose name tells what it shows."""
    return enter(walk, node, TAGS[node.tag or ""], Walk.transparent)


def enter(walk: Walk, node: LexborNode, kind: Kind, otherwise: Handler) -> Leave:
    """A link in the element's place, or below the text that it quotes; what cannot be told is entered otherwise."""
    found = _shown(walk, node, kind)
    if found is None:
        return otherwise(walk, node)
    if not kind.quotes:
        place(walk, found, _label(node, kind))
        return None
    before, enough = walk.writer.shown, _is_linked(walk, node, found.url)
    leave = otherwise(walk, node)
    if leave is None:
        return None

    def leave_post() -> None:
        quoted = walk.writer.shown > before
        if quoted and not enough:
            place(walk, found, "")
        leave()
        if not quoted:
            place(walk, found, "")

    return leave_post


def _shown(walk: Walk, node: LexborNode, kind: Kind) -> Embed | None:
    """What the element shows, by its attributes, else by a link in it."""
    said = node.attributes
    if value := next((value for name in kind.said if (value := said.get(name))), ""):
        url = urls.absolute(kind.before + _address(value), walk.base)
        if (found := embed(url) if url else None) or kind.before:
            return found
    else:
        links = node.css(kind.link)
        url = urls.absolute(links[-1 if kind.quotes else 0].attributes.get("href"), walk.base) if links else ""
    return Embed(urls.clean(url), kind.name or urls.host(url)) if url else None


def _address(value: str) -> str:
    """An address or id, or the address in a widget's settings, which keep those of other players as well."""
    if not value.startswith(("{", "[")):
        return value.removeprefix("at://")
    try:
        settings = json.loads(value)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(settings, dict):
        return ""
    url = settings.get(f"{settings.get('video_type', 'youtube')}_url")
    return url if isinstance(url, str) else ""


def _is_linked(walk: Walk, node: LexborNode, url: str) -> bool:
    """Whether a link in the post that a reader sees leads to it."""
    asked = urls.identity(url)
    hrefs = (link.attributes.get("href") for link in node.css("a[href]") if (link.text() or "").strip())
    return any(urls.identity(urls.absolute(href, walk.base)) == asked for href in hrefs)


def _label(node: LexborNode, kind: Kind) -> str:
    """The title of what is shown, where the element tells it."""
    title = node.css_first(kind.title) if kind.title else None
    if title is not None:
        return title.text() or ""
    said = node.attributes
    return text.squeeze(next((label for name in _LABELS if (label := said.get(name))), "")).removeprefix("Play: ")
