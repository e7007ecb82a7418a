"""The seams of the line as plain values: a web that is a dict, files that are a dict, a clock that is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from feedbot.errors import BadStatus, FeedbotError
from feedbot.model import Page


class Web(dict[str, str | bytes | FeedbotError | Exception]):
    """URL -> HTML, or the error that is raised; answers 304 to the ETag that it gave. Remembers what was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def __call__(self, url: str, *, etag: str = "", last_modified: str = "") -> Page:
        self.asked.append(url)
        found = self.get(url)
        if found is None:
            raise BadStatus(url, 404)
        if isinstance(found, Exception):
            raise found
        body = found.encode() if isinstance(found, str) else found
        tag = f'"{hash(body)}"'
        if etag == tag:
            return Page(url, b"", asked=url, status=304, etag=tag)
        return Page(url, body, asked=url, content_type="text/html; charset=utf-8", etag=tag, received=len(body))


class Files(dict[str, bytes]):
    """File name -> bytes."""

    def mark(self, name: str) -> str:
        return f"{hash(self[name])}" if name in self else ""

    def write(self, name: str, data: bytes) -> bool:
        changed = self.get(name) != data
        self[name] = data
        return changed


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **by: float) -> None:
        self.time += timedelta(**by)
