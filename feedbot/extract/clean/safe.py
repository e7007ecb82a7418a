"""The last wall: an allow-list sanitizer over everything that goes into a feed. The only module that knows nh3."""

from __future__ import annotations

import re
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
    markup = text.legal(markup).replace("\xa0", "&nbsp;")
    return markup if _PLAIN.fullmatch(markup) else text.legal(_cleaner().clean(markup))


# Markup in which the sanitizer finds nothing to change: text without an open bracket, allowed elements without
# attributes, links and pictures as the cleaner writes them. Most articles are no more than that, and to look takes a
# third of the time of cleaning; whatever is not certain is cleaned.
_VALUE = r'(?:[^"<>&]++|&(?:amp|quot|lt|gt|nbsp);)*+'
_FREQUENT = "p li strong em td h2 h3 ul figure code tr".split()  # tried first
_BARE = "|".join(dict.fromkeys([*_FREQUENT, *sorted(tables.TAGS - {"a", "img", "video", "audio"})]))
_PLAIN = re.compile(
    rf"""(?:[^<>&]++|&(?:amp|lt|gt|nbsp);|</?(?:{_BARE})>|</a>
    |<a\ href="(?:https?://|mailto:|tel:){_VALUE}"(?:\ title="{_VALUE}")?>
    |<img\ src="https?://{_VALUE}"\ alt="{_VALUE}"(?:\ width="\d+"\ height="\d+")?>)*+""",
    re.VERBOSE,
)
