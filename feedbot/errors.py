"""Every error that feedbot raises on purpose.

FeedbotError
├── ConfigError              the configuration: each complaint with key, line, what was expected
├── FetchError(url)          the web
│   ├── Unreachable            DNS, connection, TLS, time        retry
│   ├── BadStatus(status)      4xx no, 5xx yes                   retry
│   │   └── RateLimited        429, 503 with Retry-After         retry, not before `after`
│   ├── Blocked                a robot check in the page's place
│   ├── Disallowed             robots.txt says no, or cannot be read (then retry, not before `after`)
│   ├── TooLarge               bytes or markup past a limit
│   ├── NotAPage               a content type that is no page; a broken or empty answer (then retry)
│   └── Forbidden              an address or scheme that may not be asked
├── DiscoverError(url)
│   └── NoLinks                no item on a section page, with what was there instead
├── ExtractError(url)
│   ├── NoArticle              no text to speak of
│   │   └── Walled               a login, an offer or a consent wall instead
│   └── TooShort               less text than the source asks for
├── StoreError
└── OutputError

`retry` says whether trying again can help, `after` how many seconds to wait at least, `hint` what the user can do.
Stopped is no error: what was not begun when feedbot was told to stop. Anything else that is raised is a bug and passes
through.
"""

from __future__ import annotations


class FeedbotError(Exception):
    """The base of all errors that feedbot raises on purpose."""

    retry = False
    after: float | None = None
    hint = ""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint or self.hint

    @property
    def code(self) -> str:
        """The error's short name, as it stands in reports and in the store: `bad-status`, `no-links`."""
        name = type(self).__name__
        return "".join("-" + c.lower() if c.isupper() else c for c in name).lstrip("-")


class ConfigError(FeedbotError):
    """A configuration that cannot be used; `complaints` holds every fault as one line of text."""

    def __init__(self, complaints: list[str], *, hint: str = "") -> None:
        super().__init__("\n".join(complaints), hint=hint)
        self.complaints = complaints


class PageError(FeedbotError):
    """An error about one address; its text names the URL."""

    def __init__(self, url: str, message: str, *, hint: str = "") -> None:
        super().__init__(f"{url}: {message}", hint=hint)
        self.url = url
        self.message = message

    def trace_back_to(self, url: str) -> None:
        """Tell the error of the address that was asked, where that led to this one by redirects."""
        if url != self.url:
            self.url, self.message = url, f"leads to {self.url}: {self.message}"
            self.args = (f"{self.url}: {self.message}",)


class FetchError(PageError):
    """The web did not give the page."""


class Unreachable(FetchError):
    retry = True
    connected = True  # whether there was a connection that no answer, or none in full, came by


class BadStatus(FetchError):
    def __init__(self, url: str, status: int, message: str = "", *, hint: str = "") -> None:
        super().__init__(url, message or f"answered {status}", hint=hint)
        self.status = status
        self.retry = status >= 500 or status in (408, 425, 429)


class RateLimited(BadStatus):
    def __init__(self, url: str, status: int, after: float | None = None) -> None:
        wait = f", try again in {after:.0f} s" if after else ""
        hint = "feedbot leaves the host alone until then; fetch.pause and fetch.per_host make it ask less often"
        super().__init__(url, status, f"asks for fewer requests ({status}{wait})", hint=hint)
        self.after = after
        self.retry = True


class Blocked(FetchError):
    hint = "the site shows a robot check; it may allow feedbot if its owner is asked"


class Disallowed(FetchError):
    hint = "robots.txt of the site forbids this address"

    def __init__(self, url: str, message: str, *, hint: str = "", after: float | None = None) -> None:
        super().__init__(url, message, hint=hint)
        self.after = after  # set where robots.txt could not be read, which forbids everything for a while
        self.retry = after is not None


class TooLarge(FetchError):
    pass


class NotAPage(FetchError):
    def __init__(self, url: str, message: str, *, hint: str = "", retry: bool = False) -> None:
        super().__init__(url, message, hint=hint)
        self.retry = retry  # what came is broken or empty, and may be whole the next time


class Forbidden(FetchError):
    led = False  # whether it was the answer of another address that leads there
    hint = "fetch.allow_addresses opens private networks by address or host:port"


class DiscoverError(PageError):
    """A section page could not be read as a list of articles."""


class NoLinks(DiscoverError):
    tried = ""  # what each door beside the page gave, where they were asked


class ExtractError(PageError):
    """A page could not be read as an article."""


class NoArticle(ExtractError):
    pass


class Walled(NoArticle):
    """A login, an offer or a consent wall stands in the article's place."""


class TooShort(ExtractError):
    pass


class StoreError(FeedbotError):
    """What feedbot remembers could not be read or written."""


class OutputError(FeedbotError):
    """A feed file could not be written."""


class Stopped(Exception):
    """feedbot was told to stop before it asked, or before the answer was there.

    No FeedbotError, so that nothing on its way up takes it for a fault of the page.
    """

    code, hint, retry = "stopped", "the next run goes on with it", True

    def __init__(self, url: str, message: str) -> None:
        super().__init__(f"{url}: {message}")
        self.url = url
