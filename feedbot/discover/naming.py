"""What a new source is called: the title of its feed, and a short name that is good for files and addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from feedbot import text, urls
from feedbot.discover.sections import is_home
from feedbot.document import Document
from feedbot.document.structured import types

_SEPARATOR = re.compile(r"\s*[|｜»›·•]+\s*|\s+[-–—]+\s+|:\s+")
_LONGEST_TITLE, _LONGEST_NAME, _LONGEST_QUERY = 80, 48, 16
_LOGO = "header img[alt], .logo img[alt], img.logo[alt], [class*=masthead] img[alt]"
_LOGO_WORDS = re.compile(r"^(?:logo|home(?:page)?)(?: of)?\b\W*|\W*\b(?:logo|home(?:page)?)$", re.I)
# Subdomains and segments that say nothing of what a page is about.
_HOLLOW_HOSTS = frozenset(["www", "www2", "m", "mobile", "amp", "en"])
_HOLLOW_WORDS = (
    "category categories section sections topic topics tag tags c news index en page feed feeds rss atom default home"
)
_HOLLOW = frozenset(_HOLLOW_WORDS.split())
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2})?")


def feed_title(document: Document) -> str:
    """The site's name, and the section's behind it, as the page says them."""
    parts, home = _parts(document), is_home(document.url)
    site = site_name(document) or ("" if len(parts) < 2 else parts[0] if home else parts[-1])
    if site and home:
        return text.shorten(site, _LONGEST_TITLE)
    section = next((part for part in parts if _fold(part) != _fold(site)), "")
    both = f"{site}: {section}" if site and section and _fold(site) not in _fold(section) else section or site
    return text.shorten(both or urls.host(document.url), _LONGEST_TITLE)


def _parts(document: Document) -> list[str]:
    """The page's title, taken apart."""
    node = document.tree.css_first("title")
    parts = _SEPARATOR.split(text.plain(node.text() or "" if node is not None else ""))
    return [part for part in parts if _fold(part)]


def site_name(document: Document) -> str:
    """The name that the page gives its site: by metadata, in its title as its host is called, or on its logo."""
    for name in ("og:site_name", "application-name"):
        for said in document.meta.get(name, []):
            if text.plain(said):
                return text.plain(said)
    for node in document.json_ld:
        if "WebSite" in types(node) and isinstance(node.get("name"), str) and text.plain(node["name"]):
            return text.plain(node["name"])
    host = urls.host(document.url)
    label = _fold(urls.site(host).partition(".")[0])
    alike = [part for part in _parts(document) if _fold(part) in _fold(host) or label in _fold(part)]
    logo = document.tree.css_first(_LOGO)
    said = _LOGO_WORDS.sub("", text.plain(logo.attributes.get("alt") or "")) if logo is not None else ""
    return alike[0] if alike else said


def source_name(url: str, site: str, taken: Collection[str], *, whole: bool = False) -> str:
    """A short name for a section page that no source in `taken` has; `whole`: for the site instead of the section.

    >>> source_name("https://www.bbc.co.uk/news/world/", "BBC", ["Example"])
    'bbc-world'
    >>> source_name("https://blog.example.com/", "", ["example-blog"])
    'example-blog-2'
    """
    _, host, path, query, _ = urls.parts(url)
    segments = [] if whole else [*_telling(path), *([query] if 0 < len(query) <= _LONGEST_QUERY else [])][-1:]
    name = _slug("-".join([_of_host(host, site), *segments])) or "source"
    if len(name) > _LONGEST_NAME:
        name = name[: name.rfind("-", 1, _LONGEST_NAME) if "-" in name[1:_LONGEST_NAME] else _LONGEST_NAME]
    known = {other.lower() for other in taken}
    numbered = (f"{name}-{number}" for number in range(2, len(known) + 3))
    return name if name not in known else next(other for other in numbered if other not in known)


def _of_host(host: str, site: str) -> str:
    """What a host is called without its suffix; the site's own name where the host is an address."""
    name = re.sub(r":\d+$", "", host.lower())
    if "." not in name or name.startswith("[") or name.replace(".", "").isdigit():
        return site or name
    domain = urls.site(name)
    labels = [label for label in domain.split(".") if label not in _HOLLOW_HOSTS]
    below = name.removesuffix(domain).strip(".").split(".")
    return "-".join([labels[0], *(label for label in below if label and label not in _HOLLOW_HOSTS)])


def _telling(path: str) -> list[str]:
    """The segments of a path that tell one section from another."""
    bare = [re.sub(r"\.\w{2,5}$", "", segment) for segment in path.lower().split("/")]
    return [s for s in bare if s and s not in _HOLLOW and not _LANGUAGE.fullmatch(s) and _slug(s)]


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"%[0-9a-f]{2}|['’]", "", plain)).strip("-").removeprefix("the-")


def _fold(words: str) -> str:
    return "".join(text.words(words))
