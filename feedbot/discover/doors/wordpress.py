"""The posts of a WordPress site by its REST API: https://developer.wordpress.org/rest-api/reference/posts/"""

from __future__ import annotations

import re
from typing import Any

from feedbot.discover.doors.objects import loads
from feedbot.discover.doors.plain import distinct, link
from feedbot.discover.doors.values import Door, Given
from feedbot.errors import NoLinks
from feedbot.model import Link, Page

_PER_PAGE = re.compile(r"[?&]per_page=(\d+)")
_PAGE = re.compile(r"([?&]page=)(\d+)")


def wordpress(page: Page, door: Door) -> Given:
    """The posts of an answer of /wp/v2/posts; raises NoLinks where it is something else."""
    posts = loads(page)
    if not isinstance(posts, list):
        raise NoLinks(page.url, "is no list of WordPress posts")
    found = distinct(_link(post, n, page.url) for n, post in enumerate(posts) if isinstance(post, dict))
    size = _PER_PAGE.search(page.url)
    return Given(found, next=_next(page.url) if size and len(posts) >= int(size[1]) else "")


def _link(post: dict[str, Any], position: int, base: str) -> Link | None:
    universal = _rendered(post, "date_gmt")
    return link(
        _rendered(post, "link"),
        base,
        title=_rendered(post, "title"),
        date=f"{universal}Z" if universal and not universal.startswith("0000") else _rendered(post, "date"),
        summary=_rendered(post, "excerpt"),
        position=position,
        why="wordpress",
    )


def _rendered(post: dict[str, Any], key: str) -> str:
    """A field's text: the API gives some as {"rendered": text}."""
    value = post.get(key)
    if isinstance(value, dict):
        value = value.get("rendered")
    return value if isinstance(value, str) else ""


def _next(url: str) -> str:
    """
    >>> _next("https://a.example/wp-json/wp/v2/posts?per_page=30")
    'https://a.example/wp-json/wp/v2/posts?per_page=30&page=2'
    """
    here = _PAGE.search(url)
    return f"{url[: here.end(1)]}{int(here[2]) + 1}{url[here.end() :]}" if here else f"{url}&page=2"
