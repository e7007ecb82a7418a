"""The stories of the sample site, read from text files.

A file holds the stories of one section, newest first. A story is `=== slug`, headers (`title:`, `by:`, `date:` ...),
an empty line, and blocks apart by empty lines: paragraphs, `## subheading`, `> quote`, `- list`, `| table |`, ``` code.
A paragraph that begins with `+ ` is added in the second round, when the story's `modified` date counts; a story with
`round: 3` is there from that round on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "stories"
# Harrow Bay lies on the Atlantic; every date of the stories is in its summer time.
ZONE = timezone(timedelta(hours=-3))
_SUMMARY = 90  # characters at least
UPDATE = 2  # the round in which paragraphs marked with + appear


@dataclass(frozen=True, slots=True)
class Section:
    """A section page of the newspaper; `story_path` is the pattern of its stories' addresses."""

    name: str
    title: str
    layout: str
    story_path: str
    language: str = "en"

    @property
    def path(self) -> str:
        return f"/{self.name}/"


SECTIONS = {
    section.name: section
    for section in (
        Section("town-hall", "Town Hall", "cards", "/{date:%Y/%m/%d}/{slug}/"),
        Section("schools", "Schools", "headlines", "/schools/{slug}"),
        Section("harbour", "Harbour", "blog", "/harbour/{date:%Y/%m}/{slug}/"),
        Section("arts", "Arts", "gallery", "/arts/{slug}.html"),
        Section("comunidade", "Comunidade", "bairro", "/comunidade/{slug}/", "pt"),
        Section("notices", "Town notices", "board", "/notices/view?id={slug}"),
    )
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A story's lead image."""

    name: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Story:
    """One story as it is in one round."""

    slug: str
    section: Section
    title: str
    listed: str  # its title on section pages
    authors: tuple[str, ...]
    published: datetime | date  # with the town's offset, or a day where the page states no time
    modified: datetime | None
    also: tuple[str, ...]  # names of the other sections that show it
    tags: tuple[str, ...]
    picture: Picture | None
    flag: str  # "stray": one windows-1252 byte in its page; "broken": listed, but its page is gone
    blocks: tuple[str, ...]

    @property
    def path(self) -> str:
        return self.section.story_path.format(date=self.published, slug=self.slug)

    @property
    def sections(self) -> tuple[str, ...]:
        return (self.section.name, *self.also)

    @property
    def summary(self) -> str:
        """The first sentences of its text, about a line and a half."""
        text = self.blocks[0].replace("*", "")
        end = re.compile(r"[.!?]”?(?= [A-ZÀ-Ý“]|$)").search(text, min(_SUMMARY, len(text) - 1))
        return text[: end.end()] if end else text


def stories(turn: int = 1) -> tuple[Story, ...]:
    """Every story of a round, section after section, newest first."""
    return tuple(
        _story(section, head, blocks, turn)
        for section, head, blocks in _parsed()
        if int(head.get("round", "1")) <= turn
    )


@cache
def _parsed() -> tuple[tuple[Section, dict[str, str], list[str]], ...]:
    found = []
    for section in SECTIONS.values():
        text = (_FOLDER / f"{section.name}.txt").read_text(encoding="utf-8")
        for part in re.split(r"^=== ", text, flags=re.M)[1:]:
            head, _, body = part.strip().partition("\n\n")
            slug, *lines = head.split("\n")
            headers = dict(line.split(": ", 1) for line in lines)
            found.append((section, {"slug": slug, **headers}, _blocks(body)))
    return tuple(found)


def _blocks(body: str) -> list[str]:
    """The blocks of a text; the empty lines inside of code belong to it."""
    return [block.strip("\n") for block in re.split(r"(```.*?```)|\n\n+", body, flags=re.S) if block and block.strip()]


def _story(section: Section, head: dict[str, str], blocks: list[str], turn: int) -> Story:
    updated = turn >= UPDATE
    shown = [block.removeprefix("+ ") for block in blocks if updated or not block.startswith("+ ")]
    modified = head.get("modified") if updated else None
    return Story(
        slug=head["slug"],
        section=section,
        title=head["title"],
        listed=head.get("listed", head["title"]),
        authors=tuple(head["by"].split(", ")),
        published=_when(head["date"]),
        modified=datetime.strptime(modified, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE) if modified else None,
        also=tuple(filter(None, head.get("also", "").split(", "))),
        tags=tuple(filter(None, head.get("tags", "").split(", "))),
        picture=Picture(*head["image"].split(" | ")) if "image" in head else None,
        flag=head.get("flags", ""),
        blocks=tuple(shown),
    )


def _when(written: str) -> datetime | date:
    if " " in written:
        return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)
    return date.fromisoformat(written)


def last_change(turn: int) -> datetime:
    """When the site of a round changed last: the newest date of its stories, in UTC."""
    times = [
        when for story in stories(turn) for when in (story.published, story.modified) if isinstance(when, datetime)
    ]
    return max(times).astimezone(UTC)
