"""The lead picture: the one that the page shows to other sites, unless that is a logo or a placeholder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from feedbot import text, urls
from feedbot.extract.metadata.choice import Candidate, provenance
from feedbot.extract.metadata.signals import Signals
from feedbot.model import Image, Provenance
from feedbot.text import key

# Words that make a file's name that of no picture of this article, wherever they stand in it.
_NO_PICTURE = re.compile(
    r"(?<![a-z])(?:placeholder|fallback|avatar|favicon|sprite|spacer|blank|transparent|gravatar|no-?image|noimg|no-?photo|apple-touch-icon"
    r"|default[-_]?(?:image|img|og|share|social|thumb\w*|post|pic\w*))(?![a-z])",
    re.I,
)
# Words that do so where no other word stands beside them.
_NOTHING = frozenset(
    """
    logo logos default og share sharing social image img facebook fb twitter card cover site icon brand square new
    large small big white black color colour dark light main header meta thumbnail thumb preview the png jpg jpeg
    webp gif www com net org online news x de en
    """.split()
)
_STAND_IN = frozenset(("logo", "logos", "default", "icon"))
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.0+)?\s*(?:px)?\s*")
_SMALLEST = 50  # pixels; anything smaller is an icon
_LARGE = 200  # pixels; in the text smaller ones may stand beside the article's own
_IN_TEXT = re.compile(r'<img src="([^"]*)"([^>]*)>')  # as the cleaned text writes them
_WRITTEN = re.compile(r' (alt|width|height)="([^"]*)"')


def image(signals: Signals, chosen: str = "") -> tuple[Image | None, Provenance]:
    """The lead picture with its size where it is stated; `chosen` is the address that the source's selector found."""
    found = [(signal, picture) for signal, picture in _pictures(signals) if picture.url]
    told = [Candidate(signal, picture.url) for signal, picture in found]
    if chosen and (url := urls.absolute(chosen, signals.document.base)):
        return _sized(Image(url), found), provenance("selector", url, told)
    logos = _logos(signals)
    for signal, picture in found:
        if picture.url not in logos and not is_placeholder(picture, signals.site_keys):
            return _sized(picture, found), provenance(signal, picture.url, told)
    return None, provenance("none", "", told)


def within(markup: str, url: str) -> Image | None:
    """The first large picture of a cleaned text, for a page that names none; `url` is the page's address."""
    site = frozenset((key(urls.site(urls.host(url)).partition(".")[0]),))
    for found in _IN_TEXT.finditer(markup):
        said = {name: unescape(value) for name, value in _WRITTEN.findall(found[2])}
        width, height = _pixels(said.get("width")), _pixels(said.get("height"))
        picture = Image(unescape(found[1]), width, height, said.get("alt", ""))
        large = (width or _LARGE) >= _LARGE and (height or _LARGE) >= _LARGE // 2
        if large and not is_placeholder(picture, site):
            return picture
    return None


def is_placeholder(picture: Image, site: frozenset[str] = frozenset()) -> bool:
    """Whether a picture's size or the words of its file's name say that it is a logo, an icon or a stand-in.

    A name of nothing but such words and the site's own (`example-logo-new.png`) is one; `logo-of-a-party.jpg` is not.
    """
    path = urls.parts(picture.url).path
    small = [size for size in (picture.width, picture.height) if size is not None and size < _SMALLEST]
    name = path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2]
    if small or path.endswith((".ico", ".svg")) or _NO_PICTURE.search(name):
        return True
    pieces = [word for word in re.split(r"[^a-z]+", name.lower()) if word]
    own = "".join(word for word in pieces if word not in _NOTHING)
    return bool(_STAND_IN & set(pieces)) and (not own or any(own in name for name in site))


def _pictures(signals: Signals) -> Iterator[tuple[str, Image]]:
    base = signals.document.base
    sizes = _pixels(signals.first("og:image:width")), _pixels(signals.first("og:image:height"))
    alt = signals.first("og:image:alt", "twitter:image:alt")
    for place, said in enumerate(signals.says("og:image", "og:image:url", "og:image:secure_url")[:3]):
        width, height = sizes if not place else (None, None)
        yield "og:image", Image(urls.absolute(said, base), width, height, alt)
    for said in signals.says("twitter:image", "twitter:image:src")[:2]:
        yield "twitter:image", Image(urls.absolute(said, base), alt=alt)
    for item in _items(signals.article.get("image")) + _items(signals.article.get("thumbnailUrl")):
        yield "json-ld", _structured(_meant(item, signals), base)
    for node in (*signals.properties.get("image", ()), *signals.properties.get("image_url", ()))[:3]:
        held = node.attributes
        yield "property", Image(urls.absolute(held.get("content") or held.get("src") or held.get("href") or "", base))
    for link in [one for one in signals.document.elements("link") if one.attributes.get("rel") == "image_src"][:1]:
        yield "image_src", Image(urls.absolute(link.attributes.get("href"), base))
    for said in signals.says("sailthru.image.full", "parsely-image-url", "thumbnail", "cxenseparse:image")[:2]:
        yield "vendor", Image(urls.absolute(said, base))


def _items(value: Any) -> list[Any]:
    return value[:3] if isinstance(value, list) else [value] if value else []


def _meant(item: Any, signals: Signals) -> Any:
    """The node that a mere reference means; its @id is an address of its own only where it names no part of a page."""
    if not isinstance(item, dict) or item.get("url") or item.get("contentUrl") or not isinstance(item.get("@id"), str):
        return item
    node = signals.people.get(item["@id"], item)
    return {} if "#" in item["@id"] and not (node.get("url") or node.get("contentUrl")) else node


def _structured(item: Any, base: str) -> Image:
    if isinstance(item, dict):
        url = item.get("url") or item.get("contentUrl") or item.get("@id")
        url = url[0] if isinstance(url, list) and url else url
        width, height = _pixels(item.get("width")), _pixels(item.get("height"))
        alt = item.get("caption")
        return Image(
            urls.absolute(url, base) if isinstance(url, str) else "",
            width,
            height,
            text.plain(alt) if isinstance(alt, str) else "",
        )
    return Image(urls.absolute(item, base) if isinstance(item, str) else "")


def _pixels(said: Any) -> int | None:
    said = said.get("@value") or said.get("value") if isinstance(said, dict) else said
    found = _PIXELS.fullmatch(str(said)) if isinstance(said, str | int | float) else None
    return int(found[1]) or None if found else None


def _sized(picture: Image, found: list[tuple[str, Image]]) -> Image:
    """The picture with the size that another signal states for the same address."""
    for _, other in found:
        if other.url == picture.url and other.width and other.height and not (picture.width and picture.height):
            return Image(picture.url, other.width, other.height, picture.alt or other.alt)
    return picture


def _logos(signals: Signals) -> frozenset[str]:
    found = set()
    for node in signals.document.json_ld:
        publisher = node.get("publisher")
        for holder in (node, publisher if isinstance(publisher, dict) else {}):
            for item in _items(holder.get("logo")):
                found.add(_structured(item, signals.document.base).url)
    return frozenset(found)
