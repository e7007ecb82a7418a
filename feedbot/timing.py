"""When a link is tried again, and what giving it up means: pure, on the clock that is handed in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from feedbot.errors import (
    BadStatus,
    Disallowed,
    ExtractError,
    FeedbotError,
    FetchError,
    Forbidden,
    NotAPage,
    TooLarge,
    Walled,
)

DAY = timedelta(days=1)


class Patience(NamedTuple):
    """How often a link is tried before it is given up; the waits between grow threefold, at most to a day."""

    tries: int
    wait: timedelta


# A page may be published before its text is, so that even "no article" deserves a second look.
_PATIENCE = {
    "passing": Patience(8, timedelta(minutes=10)),  # server errors, timeouts: likely to pass
    "missing": Patience(3, timedelta(hours=6)),  # 404 and the like: perhaps linked too early
    "closed": Patience(1, timedelta(hours=6)),  # robots.txt's rules, a PDF, a giant: it is what it is
    "no article": Patience(2, timedelta(hours=12)),
}


def patience(error: BaseException) -> Patience:
    """The patience that an error of a link deserves."""
    if isinstance(error, ExtractError):
        return _PATIENCE["no article"]
    if isinstance(error, Disallowed | NotAPage | TooLarge) and not error.retry:
        return _PATIENCE["closed"]
    if isinstance(error, BadStatus) and not error.retry:
        return _PATIENCE["missing"]
    return _PATIENCE["passing"] if isinstance(error, FeedbotError) and error.retry else _PATIENCE["missing"]


def next_try(error: BaseException, tries: int, now: datetime) -> datetime | None:
    """When a link that failed for the `tries`-th time is due again, or None when it is given up."""
    allowed, wait = patience(error)
    if tries >= allowed:
        return None
    after = timedelta(seconds=getattr(error, "after", None) or 0)
    growing: timedelta = min(wait * 3 ** (tries - 1), DAY)
    return now + max(after, growing)


def stands_in(error: Exception, tries: int) -> bool:
    """Whether what the section page said serves as the entry: the article seems to be there, but cannot be read.

    A wall is there to stay; anything else may pass before the second try. A page that is gone, or forbidden to us, is
    none.
    """
    gone = isinstance(error, BadStatus) and error.status in (404, 410)
    unread = isinstance(error, FetchError | Walled) and not gone and not isinstance(error, Forbidden)
    return unread and (tries > 1 or tries >= patience(error).tries or isinstance(error, Walled))
