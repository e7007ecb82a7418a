"""What a section was last asked for and which door served in its page's place, as a short note in the store."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from feedbot.model import Section, Source

if TYPE_CHECKING:
    from feedbot.discover.doors import Door

_HOLDS = timedelta(days=1)  # after which the section page is looked at again


class Notes(Protocol):
    """A store's short notes by name."""

    def token(self, name: str) -> str: ...
    def set_token(self, name: str, token: str, at: datetime) -> None: ...


class Memory:
    """What was chosen for a section: the door that served, or what each door gave where none did."""

    def __init__(self, notes: Notes, source: Source, section: Section, now: datetime) -> None:
        self._notes, self._name, self._now = notes, f"door of {source.name}: {section.url}", now
        self._source, self._section, self._asked = source, section, _digest(source, section)
        self._written = notes.token(self._name)
        self.known = bool(self._written)  # whether the section was ever looked at
        self.holds = False  # whether its validators do: it served, and the configuration asks for the same as then
        self.kind, self.url, self._wide, self.told = "", "", False, ""
        if self._written:
            since, kind, url, wide, told, *asked = json.loads(self._written)
            if asked != [self._asked]:
                return
            fresh = bool(since) and now - datetime.fromisoformat(since) < _HOLDS
            self.holds = not told and (fresh or not kind)  # a page in whose place a door stood is read anew
            if fresh:
                self.kind, self.url, self._wide, self.told = kind, url, wide, told

    def door(self) -> Door | None:
        """The door that served; None: ask the section page."""
        if not self.kind:
            return None
        from feedbot.discover.doors import Door  # loads all that reads pages: only where one came

        section = self._section
        return Door(self.kind, self.url, section.url, section.name, self._wide, "", "remembered", self._source.json)

    def served(self, door: Door | None) -> None:
        """Keep the door that served now, or that the section page did."""
        if door is None or door.url == self._section.url:
            self._write("", "", "", False, "")
        elif door.url != self.url:
            self._write(self._now.isoformat(), door.kind, door.url, door.wide, "")

    def none(self, told: str) -> None:
        """Keep what each door gave when none served."""
        if told and told != self.told:
            self._write(self._now.isoformat(), "", "", False, told)

    def forget(self) -> None:
        """Let the section page decide again."""
        self._write("", self.kind, self.url, self._wide, "")
        self.kind, self.url, self.told, self.holds = "", "", "", False

    def _write(self, since: str, kind: str, url: str, wide: bool, told: str) -> None:
        written = json.dumps([since, kind, url, wide, told, self._asked])
        if written != self._written:
            self._notes.set_token(self._name, written, self._now)
            self._written = written


def _digest(source: Source, section: Section) -> str:
    """What the items of a section depend on beside its page, as a short digest."""
    told = (section.name, source.via, source.json, source.pages, source.links)
    return hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest()
