"""Better doors than scraping: the ways to a section's items that its page names, and how each is read. Pure."""

from __future__ import annotations

from collections.abc import Callable

from feedbot.discover.doors import named
from feedbot.discover.doors.feeds import feed
from feedbot.discover.doors.values import Door, Given
from feedbot.document import Document
from feedbot.model import Page, Section

__all__ = ["READERS", "Door", "Given", "doors"]

# What each kind of door answers, read as links. Raises NoLinks where the answer is something else.
READERS: dict[str, Callable[[Page, Door], Given]] = {
    "feed": feed,
}


def doors(document: Document, section: Section | None = None) -> tuple[Door, ...]:
    """The doors that a section page names, in the order that costs least and gives most; nothing is fetched."""
    section = section or Section(document.url)
    every = (*named.feeds(document, section), *named.wordpress(document, section), *named.sitemaps(document, section))
    return tuple(door for door in every if door.kind in READERS)
