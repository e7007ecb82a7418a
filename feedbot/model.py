"""The nouns of feedbot, in the order in which the line makes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

# A point in time as precisely as the page states it: a `datetime` (aware where a zone is known), or a plain `date`.
When = date


@dataclass(frozen=True, slots=True)
class LinkRules:
    """What a source says of its links; empty: detection decides alone."""

    include: str = ""  # regular expression that a link's URL must match
    exclude: str = ""  # regular expression that it must not match
    select: str = ""  # CSS of the item links, or of elements that hold one


@dataclass(frozen=True, slots=True)
class ArticleRules:
    """CSS selectors of a source for its article pages; each comes first and falls back to detection."""

    content: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    image: tuple[str, ...] = ()
    zone: str = ""  # IANA name of the time zone of dates that state none
    min_words: int = 0  # fewer words than this are no article
    next_page: tuple[str, ...] = ()  # the link to the article's next page
    single_page: tuple[str, ...] = ()  # the link to the page that shows the whole article
    pages: int = 10  # pages of one article that are joined; 1: the first alone


@dataclass(frozen=True, slots=True)
class JsonPaths:
    """Where the answer of a JSON endpoint holds what: keys and numbers with dots between; empty: detection."""

    items: str = ""
    url: str = ""
    title: str = ""
    date: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One section page of a source; `name` becomes a category of its articles."""

    url: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of config.yaml: a site, or a part of one, that becomes a feed."""

    name: str
    sections: tuple[Section, ...]
    title: str = ""
    language: str = ""
    every: float = 1800.0  # seconds between two runs
    cron: str = ""  # a crontab line; it comes before `every`
    zone: str = ""  # IANA time zone of `cron` and of dates without a zone
    keep: int = 50  # entries in the feed
    formats: tuple[str, ...] = ("atom", "rss", "json")
    via: str = "auto"  # where the items come from: auto, page, or a key of `discover.doors.READERS`
    json: JsonPaths = JsonPaths()
    pages: int = 1  # section pages that are read, by their links to older items
    backfill: int = 1  # the same on the first run
    links: LinkRules = LinkRules()
    article: ArticleRules = ArticleRules()

    @property
    def files(self) -> tuple[str, ...]:
        """The files that its feeds are written to; the suffix is the format's name."""
        return tuple(f"{self.name}.{format_name}" for format_name in self.formats)


@dataclass(frozen=True, slots=True)
class FetchRules:
    """How the web may be asked; sizes in bytes, times in seconds."""

    workers: int = 16
    per_host: int = 2  # requests under way at one host
    pause: float = 1.0  # between the starts of two requests to one host
    robots: str = "obey"  # or "ignore"
    user_agent: str = ""  # empty: feedbot's own
    allow_addresses: tuple[
        str, ...
    ] = ()  # networks (10.0.0.0/8), addresses, or host:port that may be asked although not public
    timeout: float = 20.0  # to connect, and between two chunks
    deadline: float = 60.0  # for the whole answer, redirects included
    max_wire: int = 10_000_000
    max_decoded: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """An answer from the web; status 304 with an empty body means: unchanged."""

    url: str  # the address that answered, after redirects
    body: bytes
    asked: str = ""  # the address that was asked
    status: int = 200
    content_type: str = ""  # the header, with its parameters
    etag: str = ""
    last_modified: str = ""
    fetched: datetime | None = None
    received: int = 0  # bytes on the wire, redirects and robots.txt not counted


@dataclass(frozen=True, slots=True)
class Image:
    """A picture's absolute URL, and its size in pixels where the page states it."""

    url: str
    width: int | None = None
    height: int | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What a section page says of one article."""

    url: str  # absolute, without tracking parameters and fragment
    title: str = ""
    published: When | None = None
    summary: str = ""
    image: Image | None = None
    authors: tuple[str, ...] = ()
    section: str = ""  # what the item itself is labelled with
    position: int = 0
    why: str = ""  # what spoke for it


@dataclass(frozen=True, slots=True)
class Dropped:
    """A link of a section page that is no item, and why."""

    url: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which signal gave a field its value, and which candidates disagreed (`signal: value`)."""

    signal: str
    disagreed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """What an article page says, cleaned."""

    url: str  # canonical where the page names a plausible one, else the address that answered
    title: str
    content: str  # clean, safe, absolute HTML
    text: str  # the same as plain text: a line a paragraph, paragraphs apart by a blank line
    authors: tuple[str, ...] = ()
    published: When | None = None
    modified: When | None = None
    summary: str = ""
    image: Image | None = None
    tags: tuple[str, ...] = ()
    section: str = ""
    language: str = ""
    partial: str = ""  # why the text is not the whole article (a paywall, a teaser), else empty
    provenance: Mapping[str, Provenance] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with an identity that never changes once it is published."""

    id: str  # a URN, minted once
    article: Article
    published: datetime  # aware; the article's own date, else when it was first seen; never moves
    updated: datetime  # aware; the last change that a reader would care about
    first_seen: datetime  # aware
    fingerprint: str  # of title and text: equal for a copy under another address
    revision: int = 1
    categories: tuple[str, ...] = ()  # names of the sections that showed it, then its own section and tags


@dataclass(frozen=True, slots=True)
class Feed:
    """What a format renders: the same Feed gives the same bytes."""

    name: str
    title: str
    home: str  # the page that the feed stands for
    entries: tuple[Entry, ...]  # newest first
    updated: datetime  # the newest change among the entries, never the clock
    language: str = ""
    ttl: int = 30  # minutes between two runs
    urls: Mapping[str, str] = field(default_factory=dict)  # format -> the feed's public URL, empty if it has none


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as a value: what failed, and what can be done."""

    url: str
    code: str
    message: str
    hint: str = ""
    retry: bool = False
    trace: str = ""  # of a bug


@dataclass(frozen=True, slots=True)
class Report:
    """What one run of one source did."""

    source: str
    started: datetime
    seconds: float = 0.0
    sections: int = 0
    unchanged: int = 0  # section pages that answered 304
    found: int = 0  # items on the section pages
    new: int = 0  # entries stored
    duplicates: int = 0  # articles that were there already under another address
    partial: int = 0  # entries whose page gives only the beginning
    dropped: Mapping[str, int] = field(default_factory=dict)  # reason -> links
    written: tuple[str, ...] = ()  # files whose bytes changed
    failures: tuple[Failure, ...] = ()
    requests: int = 0  # all that were sent, redirects and robots.txt among them
    received: int = 0  # bytes on the wire, of the same
    filled: int = 0  # entries of what the section page said, in whose place the article stands now
    notes: tuple[str, ...] = ()  # what is no failure, but hardly meant: a selector that matches nothing

    @property
    def ok(self) -> bool:
        return not self.failures
