"""The sample site as a function: a path in a round -> an answer. No clock, no net."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import NamedTuple

from feedbot.demo import images, pages
from feedbot.demo.stories import SECTIONS, Section, Story, stories

HTML = "text/html; charset=utf-8"
OLD_HTML = "text/html"  # its <meta> names the encoding
ROBOTS = b"User-agent: *\nDisallow: /search\n"


class Answer(NamedTuple):
    """What a server sends: status, Content-Type, body."""

    status: int
    content_type: str
    body: bytes


class Site:
    """The newspaper in one round.

    Round 1 is the site as it is. In round 2 one story is longer (`ferry-slip-vote`), in round 3 there is one more
    (`slip-repairs-tendered`).
    """

    def __init__(self, base: str, turn: int = 1) -> None:
        self.base = base.rstrip("/")
        self.turn = turn
        self.stories: dict[str, Story] = {story.slug: story for story in stories(turn)}

    def get(self, path: str) -> Answer:
        """The answer to a request for a path with its query."""
        path = path.partition("?utm_")[0]
        if path in self._pages:
            return self._pages[path]()
        if path.startswith("/images/") and path.endswith(".png"):
            return Answer(200, "image/png", images.png(path))
        if path == "/robots.txt":
            return Answer(200, "text/plain; charset=utf-8", ROBOTS)
        return Answer(404, HTML, self._plain("Not found", "The tide must have taken it.", []).body)

    def listed(self, section: str) -> list[Story]:
        """The stories that a section page shows, newest first."""
        found = [story for story in self.stories.values() if section in story.sections]
        return sorted(found, key=lambda story: story.published.isoformat(), reverse=True)

    @property
    def paths(self) -> list[str]:
        """Every path that is a page."""
        return list(self._pages)

    @cached_property
    def _pages(self) -> dict[str, Callable[[], Answer]]:
        found: dict[str, Callable[[], Answer]] = {}
        for path, (title, text) in pages.PLAIN.items():
            found[path] = partial(self._plain, title, text, self._newest(path))
        found |= {section.path: partial(self._section, section) for section in SECTIONS.values()}
        found |= dict(self._listings())
        found |= {story.path: partial(self._story, story) for story in self.stories.values() if story.flag != "broken"}
        return found

    def _listings(self) -> Iterator[tuple[str, Callable[[], Answer]]]:
        """A page for each writer and each tag."""
        whole = [story for story in self.stories.values() if story.flag != "broken"]
        writers = {pages.slug(name): name for story in whole for name in story.authors}
        for slug, name in writers.items():
            theirs = [story for story in whole if slug in map(pages.slug, story.authors)]
            yield f"/staff/{slug}/", partial(self._plain, name, f"Stories by {name}.", theirs)
        for tag in dict.fromkeys(tag for story in whole for tag in story.tags):
            tagged = [story for story in whole if tag in story.tags]
            yield f"/tag/{pages.slug(tag)}/", partial(self._plain, tag, f"Stories about {tag}.", tagged)

    def _newest(self, path: str) -> list[Story]:
        return [self.listed(name)[0] for name in SECTIONS] if path == "/" else []

    def _section(self, section: Section) -> Answer:
        body = pages.section_page(section, self.listed(section.name), self.stories, self.base)
        return Answer(200, OLD_HTML if section.layout == "board" else HTML, body)

    def _story(self, story: Story) -> Answer:
        body = pages.story_page(story, self.stories, self.base)
        return Answer(200, OLD_HTML if story.section.layout == "board" else HTML, body)

    def _plain(self, title: str, text: str, shown: list[Story]) -> Answer:
        return Answer(200, HTML, pages.plain_page(title, text, shown, self.stories))
