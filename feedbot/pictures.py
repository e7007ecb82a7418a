"""The best address of a picture among all that markup offers, and which pictures are none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from feedbot import urls
from feedbot.model import Image

Attributes = Mapping[str, str | None]

# Wider pictures than this serve no reader; among wider ones the narrowest is taken.
_WIDE = 2048
# Attributes that lazy loaders keep the real address in, in the order of trust.
# Sources: lazysizes, WP Rocket, Jetpack, a3 Lazy Load, jQuery.lazyload, Lozad, Squarespace, Zhihu, echo.js.
LAZY = (
    *("data-src", "data-lazy-src", "data-original", "data-lazy", "data-orig-file", "data-large-file", "data-full-src"),
    *("data-hi-res-src", "data-image", "data-img-src", "data-actualsrc", "data-echo", "data-url", "data-delayed-url"),
    *("data-li-src", "data-runner-src", "data-pagespeed-lazy-src", "data-ezsrc", "data-img", "data-original-src"),
)
SRCSETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set", "data-ezsrcset", "data-img-srcset")

# File names of what stands in a picture's place until a script has loaded it.
_PLACEHOLDER = re.compile(
    r"(?:(?:img|image|default|pic)[-_])?"
    r"(?:blank|spacer|placeholder|transparent|pixel|empty|dummy|loading|loader|lazy(?:load)?|gr[ea]y|1x1|clear)"
    r"(?:[-_.]?\d+(?:x\d+)?)?\.(?:gif|png|svg|jpe?g|webp)"
    r"|(?:.*[-_.])?(?:placeholder|spacer|lazy-?load(?:er|ing)?)(?:[-_.].*)?\.(?:gif|png|svg)"
)
# Beacons that are pictures only by name. Sources: EasyPrivacy's most used hosts, Miniflux's list.
_BEACON_SITES = frozenset(
    (
        *(
            "doubleclick.net",
            "scorecardresearch.com",
            "quantserve.com",
            "google-analytics.com",
            "googlesyndication.com",
        ),
        *(
            "googleadservices.com",
            "feedsportal.com",
            "chartbeat.net",
            "omtrdc.net",
            "2o7.net",
            "adnxs.com",
            "outbrain.com",
        ),
        *(
            "taboola.com",
            "parsely.com",
            "yadro.ru",
            "ioam.de",
            "ivwbox.de",
            "vgwort.de",
            "xiti.com",
            "imrworldwide.com",
        ),
    )
)
_BEACON_HOST = re.compile(r"(?:pixel|beacon|track(?:er|ing)?|stats|counter|bat\.bing|mc\.yandex)[.-]")
_BEACON_NAME = re.compile(r"/(?:pixel|beacon|track(?:er|ing)?|counter|impression|tr)s?(?:\.(?:gif|png|php|aspx?))?/?")
_FORMAT = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)", re.I)
_SIZE = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.\w+$)|@\dx(?=\.\w+$)|/v1/(?:fill|fit|crop)/w_\d.*$")
# A picture that stands there until the real one is loaded, at Wix, Cloudinary, thumbor, Cloudflare, imgix.
_BLURRED = re.compile(r",blur_\d+[,/]|[,/]e_blur\b|filters:[^/]*blur\(\d|[?&,/]blur=[1-9]")
_WIX = re.compile(r"(https://static\.wixstatic\.com/media/[^/?#]+)/v1/")
_RESIZING = frozenset("w width h height q quality blur dpr px fit crop".split())
_SIGNED = frozenset("s sig signature hash hmac token ixid".split())  # such an address cannot be changed
# A candidate's address; its descriptors up to the next comma outside of parentheses.
_ADDRESS = re.compile(r"[ \t\n\r\f,]*([^ \t\n\r\f]+)")
_DESCRIPTORS = re.compile(r"((?:[^(,]+|\([^)]*\)?)*),?")
_DENSITY = re.compile(r"\d{1,3}(?:\.\d{1,3})?", re.A)
_UNSEEN = re.compile(r"display\s*:\s*none|(?<![-\w])(?:width|height)\s*:\s*[0-2](?:px)?\s*(?:;|!|$)", re.I)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*", re.A)


class Candidate(NamedTuple):
    """One picture of a srcset: its address as written, its width in pixels, its density."""

    url: str
    width: int = 0
    density: float = 1.0


def srcset(value: str) -> list[Candidate]:
    """The candidates of a srcset by the HTML Standard's algorithm (4.8.4.2.1): commas may stand inside addresses.

    >>> [(c.url, c.width) for c in srcset("/w_300,h_200/a.jpg 300w, b.jpg 2x,c.jpg")]
    [('/w_300,h_200/a.jpg', 300), ('b.jpg', 0), ('c.jpg', 0)]
    """
    found: list[Candidate] = []
    position = 0
    while match := _ADDRESS.match(value, position):
        url, position = match[1], match.end()
        descriptors = ""
        if url.endswith(","):
            url = url.rstrip(",")
        elif rest := _DESCRIPTORS.match(value, position):
            descriptors, position = rest[1], rest.end()
        if url:
            found.append(_candidate(url, descriptors))
    return found


def _candidate(url: str, descriptors: str) -> Candidate:
    width, density = 0, 1.0
    for word in descriptors.split():
        number, unit = word[:-1], word[-1]
        if unit == "w" and number.isascii() and number.isdigit():
            width = int(number[:6])
        elif unit == "x" and _DENSITY.fullmatch(number):
            density = float(number)
    return Candidate(url, width, density)


def best(said: Attributes, sources: list[Attributes], base: str) -> Image | None:
    """What an <img>, with the <source>s of its <picture>, really shows; None for placeholders and beacons."""
    width, height = _pixels(said.get("width")), _pixels(said.get("height"))
    if (width is not None and width <= 2) or (height is not None and height <= 2):
        return None
    if (style := said.get("style")) and _UNSEEN.search(style) and not any(map(said.__contains__, (*LAZY, *SRCSETS))):
        return None  # nobody sees it, and no script that loads pictures late has marked it
    offered = _offered(said) or max((_offered(source) for source in sources), key=_reach, default=[])
    if sources and _reach(offered) < 2:
        offered = max([_offered(source) for source in sources] + [offered], key=_reach)
    url, stated = _choose(offered, base)
    url = url or _single(said, base) or _hidden(said, base) or _unblurred(said.get("src"), base)
    if not url:
        return None
    if stated and width and height:
        width, height = stated, round(stated * height / width)
    both = width and height
    return Image(url, width if both else None, height if both else None, (said.get("alt") or "").strip())


def _offered(said: Attributes) -> list[Candidate]:
    """The candidates of the first srcset that offers any; AVIF, which few readers show, last."""
    for name in SRCSETS:
        value = said.get(name)
        if value and (candidates := [one for one in srcset(value) if not one.url.startswith("data:")]):
            return candidates if "avif" not in (said.get("type") or "") else candidates[:1]
    return []


def _reach(candidates: list[Candidate]) -> float:
    """How large the largest of the candidates is."""
    return max((min(one.width, _WIDE) or one.density for one in candidates), default=0)


def _choose(candidates: list[Candidate], base: str) -> tuple[str, int]:
    """The address and width of the largest candidate that is not too large."""
    order = sorted(
        candidates, key=lambda one: (one.width > _WIDE, -one.width if one.width <= _WIDE else one.width, -one.density)
    )
    return next(((url, one.width) for one in order if (url := _real(one.url, base))), ("", 0))


def _real(href: str | None, base: str) -> str:
    """The absolute address of a picture, or "" for a placeholder, a beacon, or none."""
    if not href or href.startswith(("data:", "blob:", "about:", "{", "[", "#")):
        return ""
    url = urls.absolute(href, base)
    return "" if not url or _is_none(url) or _is_blurred(url) else url


def _is_blurred(url: str) -> bool:
    """Whether an address is that of the small blurred picture which some pages show first."""
    return "blur" in url and _BLURRED.search(url) is not None


def _unblurred(src: str | None, base: str) -> str:
    """The picture that a blurred one was made of, where the address tells it; else no picture is better than that."""
    url = urls.absolute(src, base) if src else ""
    if not _is_blurred(url):
        return ""
    if original := _WIX.match(url):
        return original[1]
    bare, _, query = url.partition("?")
    asked = [(name, part) for part in query.split("&") if (name := part.partition("=")[0])]
    if _BLURRED.search(bare) or any(name in _SIGNED for name, _ in asked):
        return ""
    kept = "&".join(part for name, part in asked if name not in _RESIZING)
    return f"{bare}?{kept}" if kept else bare


def _is_none(url: str) -> bool:
    """Whether an address is a placeholder's or a beacon's."""
    where = urls.parts(url)
    path = where.path.lower()
    if _PLACEHOLDER.fullmatch(path, path.rfind("/") + 1) or urls.site(where.host) in _BEACON_SITES:
        return True
    if _BEACON_HOST.match(where.host) or path.startswith("/~"):
        return True
    return _BEACON_NAME.fullmatch(path, max(0, path.rfind("/", 0, -1))) is not None


def _single(said: Attributes, base: str) -> str:
    """The address that a lazy loader would put in, else the one that stands there."""
    return next((url for name in (*LAZY, "src") if name in said and (url := _real(said[name], base))), "")


def _hidden(said: Attributes, base: str) -> str:
    """The address in some other data attribute: any that looks like a picture's."""
    for name, value in said.items():
        if not name.startswith("data-") or not value or len(value) > 2000 or value[0] in "{[" or " " in value:
            continue
        if _FORMAT.search(value) and (url := _real(value, base)):
            return url
    return ""


def _pixels(value: str | None) -> int | None:
    """A width or height in whole pixels, where one is stated."""
    found = _PIXELS.fullmatch(value) if value else None
    return int(found[1]) if found else None


def key(url: str) -> str:
    """What two addresses of one picture in several sizes have in common.

    >>> key("https://a.org/x-300x200.jpg?w=300") == key("http://a.org/x.jpg")
    True
    """
    where = urls.parts(url)
    path = _SIZE.sub("", where.path)
    return where.host + path + ("" if _FORMAT.search(path) else where.query)
