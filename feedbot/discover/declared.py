"""What a page itself says that its items are: JSON-LD lists, microdata, microformats.

Few pages say it, and of those some name related stories, too, so it is weighed and not obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from feedbot import urls
from feedbot.discover.doors.inside import structured
from feedbot.document import Document

# Words without which a page declares nothing; looked for in its bytes, which costs next to nothing.
_JSON_LD = (b"itemListElement", b'"blogPost', b'"hasPart"')
_MICRODATA = (b"itemprop=",)
_MICROFORMATS = (b"hentry", b"h-entry")
_NAMES = ("url", "mainEntityOfPage", "headline", "name")
_NAMED = ", ".join(f'[itemprop~="{name}"]' for name in _NAMES)
_ITEM = re.compile(r"schema\.org/(?:\w*(?:Article|Posting|Report|Event|Review)|PodcastEpisode|ListItem)$")
_NO_LIST = re.compile(r"schema\.org/(?:BreadcrumbList|SiteNavigationElement)$")
_ENTRIES = (
    ".h-entry a.u-url, .h-entry .p-name a[href], .h-entry a.p-name, .hentry .entry-title a[href],"
    ' .hentry a.entry-title, .hentry a[rel~="bookmark"]'
)
_HIGH = 12  # elements above a name that may be its item


def declared(document: Document) -> frozenset[str]:
    """The addresses, as `urls.identity`, of what the page declares to be items of a list."""
    body = document.page.body
    found: list[str] = []
    if _says(body, _JSON_LD):
        found += [link.url for link in structured(document)]
    nodes = list(_microdata(document)) if _says(body, _MICRODATA) else []
    if _says(body, _MICROFORMATS):
        nodes += document.tree.css(_ENTRIES)
    hrefs = dict.fromkeys(node.attributes.get("href") for node in nodes)
    found += [url for href in hrefs if (url := urls.absolute(href, document.base))]
    own = urls.identity(document.url)
    return frozenset(key for key in map(urls.identity, found) if key != own)


def _says(body: bytes, words: tuple[bytes, ...]) -> bool:
    return any(word in body for word in words)


def _microdata(document: Document) -> Iterator[LexborNode]:
    """The links in the names and addresses of articles and list items."""
    for named in document.tree.css(_NAMED):
        link = named if "href" in named.attributes else named.css_first("a[href]") or _link_around(named)
        if link is not None and _is_item(named):
            yield link


def _link_around(node: LexborNode) -> LexborNode | None:
    up = node.parent
    return up if up is not None and "href" in up.attributes else None


def _is_item(node: LexborNode) -> bool:
    """Whether the nearest thing that this names is an item, and no part of a menu."""
    kinds = []
    above: LexborNode | None = node
    for _ in range(_HIGH):
        if above is None:
            break
        if kind := above.attributes.get("itemtype"):
            kinds.append(kind.strip())
        above = above.parent
    return bool(kinds) and _ITEM.search(kinds[0]) is not None and not any(map(_NO_LIST.search, kinds))
