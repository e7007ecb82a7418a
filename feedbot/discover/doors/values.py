"""A door, and what one of its pages gave."""

from __future__ import annotations

from dataclasses import dataclass

from feedbot.model import JsonPaths, Link

DETECTED = JsonPaths()


@dataclass(frozen=True, slots=True)
class Door:
    """A way to a section's items beside its links: an address, and how to read what it answers."""

    kind: str  # a key of READERS
    url: str  # the section page's own address where the door stands inside the page
    section: str = ""  # the section page that it was found on
    name: str = ""  # the section's name
    wide: bool = False  # it holds the whole site: only what belongs to the section counts
    title: str = ""  # what the page calls it
    why: str = ""  # what names it
    paths: JsonPaths = DETECTED


@dataclass(frozen=True, slots=True)
class Given:
    """What one answer of a door states."""

    links: tuple[Link, ...] = ()
    parts: tuple[str, ...] = ()  # addresses that hold the rest of it, the likeliest first: the files of a sitemap index
    next: str = ""  # address of the page with older items
    total: int = 0  # items before those of other sections were left out
