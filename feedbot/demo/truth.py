"""What a perfect run over the sample site gives, source by source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path

from feedbot.demo import markup
from feedbot.demo.pages import BIOS
from feedbot.demo.stories import SECTIONS, Story, stories

# The demo's sources, and the section pages that each of them reads.
SOURCES = {
    "courier": ("town-hall", "schools", "harbour"),
    "arts": ("arts",),
    "comunidade": ("comunidade",),
    "notices": ("notices",),
}
SHARED = "one-storm-plan"  # one story in three sections
UPDATED = "ferry-slip-vote"  # longer in the second round
ADDED = "slip-repairs-tendered"  # new in the third
BROKEN = "/harbour/2026/10/regatta-results/"  # listed, but 404


@dataclass(frozen=True, slots=True)
class Expected:
    """One entry: what must be there."""

    slug: str
    path: str  # of its canonical URL
    title: str
    authors: tuple[str, ...]
    published: date  # or a datetime, where the page states a time
    categories: tuple[str, ...]  # titles of the sections that list it
    text: tuple[str, ...]  # every piece of its text, in order
    image: str  # path, or ""
    caption: str
    language: str


def truth(turn: int = 1) -> dict[str, tuple[Expected, ...]]:
    """Source name -> its entries, newest first."""
    found = [_expected(story) for story in stories(turn) if story.flag != "broken"]
    sections = {story.slug: set(story.sections) for story in stories(turn)}
    return {
        source: tuple(
            sorted(
                (entry for entry in found if sections[entry.slug] & set(names)),
                key=lambda entry: entry.published.isoformat(),
                reverse=True,
            )
        )
        for source, names in SOURCES.items()
    }


@cache
def forbidden() -> tuple[str, ...]:
    """Sentences of donation boxes, letters, author boxes, comments and share buttons: in no entry's text."""
    layouts = Path(__file__).parent / "layouts"
    names = ("header", "footer", "donate", "newsletter", "share", "related", "comments", "most-read")
    text = "".join((layouts / f"{name}.html").read_text(encoding="utf-8") for name in names)
    pieces = [unescape(piece).strip() for piece in re.findall(r">([^<>$]{20,})<", text)]
    return tuple(dict.fromkeys((*pieces, *BIOS.values(), "Apoie o jornal", "Leia também")))


def _expected(story: Story) -> Expected:
    return Expected(
        slug=story.slug,
        path=story.path,
        title=story.title,
        authors=story.authors,
        published=story.published,
        categories=tuple(SECTIONS[name].title for name in story.sections),
        text=tuple(piece for block in story.blocks for piece in markup.to_text(block)),
        image=f"/images/{story.picture.name}.png" if story.picture else "",
        caption=story.picture.caption if story.picture else "",
        language=story.section.language,
    )
