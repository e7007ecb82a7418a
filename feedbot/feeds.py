"""What stands in the output folder: a source's feeds, and the pages that list all; written where that changes bytes.

For each file the store keeps what it was made from and how the folder held it then: where both are as they were,
nothing is read, rendered or written.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from feedbot import urls
from feedbot.model import Entry, Feed, Source

LISTS = ("index.html", "feeds.opml")
RENDERING = "2"  # to be raised when `render` writes other bytes for the same feed


class Store(Protocol):
    """What feedbot remembers of entries and files. Raises StoreError."""

    def latest(self, source: str, keep: int) -> Sequence[Entry]: ...
    def headlines(self, source: str, keep: int) -> Sequence[Entry]: ...
    def stamp(self, source: str, keep: int) -> str: ...
    def files(self) -> Sequence[str]: ...
    def tokens(self, names: Sequence[str]) -> Mapping[str, str]: ...
    def set_token(self, name: str, token: str, at: datetime) -> None: ...


class Output(Protocol):
    """Where the files go; `write` says whether bytes changed. Raises OutputError."""

    def mark(self, name: str) -> str: ...
    def write(self, name: str, data: bytes) -> bool: ...


@dataclass(frozen=True)
class Shelf:
    """The files that a run leaves behind."""

    store: Store
    output: Output
    base_url: str
    now: Callable[[], datetime]

    def publish(self, source: Source) -> tuple[str, ...]:
        """Write the source's feeds as the store has them now; the names of the files whose bytes changed."""
        token = _token(source, self.base_url, self.store.stamp(source.name, source.keep))
        stale = self._stale(source.files, token, self.store.tokens(source.files))
        entries = self.store.latest(source.name, source.keep) if stale else ()
        if not entries:  # an empty feed tells a subscriber nothing, and could stand over a good one
            return ()
        from feedbot import render  # loads feedgen: only where there is something to render

        made = feed(source, entries, self.base_url)
        return self._written(stale, token, lambda name: render.FORMATS[name.rpartition(".")[2]].render(made))

    def index(self, sources: Sequence[Source]) -> tuple[str, ...]:
        """Write the pages that list all feeds: index.html for people, feeds.opml for readers."""
        files = [name for source in sources for name in source.files]
        made = self.store.tokens([*files, *LISTS])
        token = _digest(*(f"{name} {made.get(name, '').partition(' ')[0]}" for name in files))
        stale = self._stale(LISTS, token, made)
        if not stale:
            return ()
        from feedbot import render

        latest = [(source, self.store.headlines(source.name, source.keep)) for source in sources]
        feeds = [feed(source, entries, self.base_url) for source, entries in latest if entries]
        if not feeds:  # nothing was found yet, or the store was lost: lists that are there are better than empty ones
            return ()
        pages = dict(zip(LISTS, (render.index, render.opml), strict=True))
        return self._written(stale, token, lambda name: pages[name](feeds))

    def left(self, sources: Sequence[Source]) -> tuple[str, ...]:
        """The feed files that are still there, but of no source any more."""
        ours = {name for source in sources for name in source.files}
        return tuple(name for name in self.store.files() if name not in ours and self.output.mark(name))

    def _stale(self, names: Sequence[str], token: str, made: Mapping[str, str]) -> list[str]:
        """Those of the files that are not as they were left, or were made from something else."""
        return [name for name in names if made.get(name) != f"{token} {self.output.mark(name)}"]

    def _written(self, names: Sequence[str], token: str, render: Callable[[str], bytes]) -> tuple[str, ...]:
        """Write the files, and keep what they were made from; the names of those whose bytes changed."""
        written = []
        for name in names:
            if self.output.write(name, render(name)):
                written.append(name)
            self.store.set_token(name, f"{token} {self.output.mark(name)}", self.now())
        return tuple(written)


def feed(source: Source, entries: Sequence[Entry], base_url: str) -> Feed:
    """The source's feed with these entries, newest first."""
    first = source.sections[0].url
    return Feed(
        name=source.name,
        title=source.title or source.name,
        home=first if len(source.sections) == 1 else urls.absolute("/", first),
        entries=tuple(entries),
        updated=max(entry.updated for entry in entries),
        language=source.language or _common_language(entries),
        ttl=max(1, round(source.every / 60)),
        urls={name.rpartition(".")[2]: base_url + name for name in source.files} if base_url else {},
    )


def _common_language(entries: Sequence[Entry]) -> str:
    counts = Counter(entry.article.language for entry in entries if entry.article.language)
    return counts.most_common(1)[0][0] if counts else ""


def _token(source: Source, base_url: str, stamp: str) -> str:
    """What the bytes of a source's feeds depend on, as a short digest."""
    told = (source.title, source.language, source.formats, source.keep, source.every, source.sections, source.zone)
    return _digest(RENDERING, base_url, source.name, repr(told), stamp)


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
