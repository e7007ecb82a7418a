"""The last wall: an allow-list sanitizer over everything that goes into a feed. The only module that knows nh3."""

from __future__ import annotations

from functools import lru_cache

import nh3

from feedbot import text
from feedbot.extract.clean import tables

# Elements whose content goes with them; of others that are not allowed the content stays.
_CONTENT_GONE = frozenset(
    ("script", "style", "template", "textarea", "title", "noscript", "iframe", "object", "embed", "svg", "math")
)


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tables.TAGS),
        clean_content_tags=set(_CONTENT_GONE),
        attributes=dict(tables.ATTRIBUTES),
        url_schemes=set(tables.SCHEMES),
        strip_comments=True,
        link_rel=None,
    )


def sanitized(markup: str) -> str:
    """Only allowed elements, attributes and schemes, as a browser-grade parser reads the markup; legal XML characters.

    >>> sanitized('<p onclick="x()">a<script>b</script><a href="javascript:c()">d</a></p>')
    '<p>a<a>d</a></p>'
    """
    return text.legal(_cleaner().clean(text.legal(markup)))
