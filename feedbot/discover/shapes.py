"""What the addresses of a page look like: taken apart once each, and brought to a pattern that like pages share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from feedbot import urls

# Path segments and parameters of pages that list or serve, in the languages that software is written in.
_LISTING = frozenset(
    "category categories categoria categorias categorie kategorie kategori kategoria tag tags label labels topic"
    " topics author authors autor auteur user users profile profiles member members memberlist login logout signin"
    " signup register registration account subscribe subscription newsletter newsletters search page pages feed"
    " feeds rss contact contacts contact-us about about-us privacy privacy-policy terms cookies imprint impressum"
    " advertise advertising careers donate share sharer intent print reply comments comment-page feedback help faq"
    " sitemap archive archives cart shop lastpost getnewpost newpost unread sort order filter wp-login wp-admin do"
    " action".split()
)
_LONGEST = max(map(len, _LISTING))
_DATE = re.compile(r"(?:19|20)\d\d[/_-]?(?:0?[1-9]|1[0-2])(?:[/_-]?[0-3]?\d)?(?=\D|$)")
_FILES = frozenset(
    "pdf doc docx xls xlsx ppt pptx odt jpg jpeg png gif webp svg mp3 mp4 ics xml css js zip exe apk".split()
)
_SLASH = re.compile("/")
_DIGIT = re.compile("[0-9]")
_NUMBER = re.compile("[0-9]{3}")
_VERSION = re.compile(r"(?:[a-z]+-)?v?\d+(?:\.\d+)+(?:[.-]?(?:alpha|beta|rc|pre)[.-]?\d*)?", re.I)


@dataclass(slots=True, eq=False)
class Shape:
    """One address, taken apart; what few ask for is told when asked."""

    key: str
    external: bool
    listing: bool
    above: bool  # the section's own page, or one above it
    slug: bool  # four words and more, or what is written in another script
    number: bool  # of three digits and more, in the last segment or the parameters
    pattern: str

    @property
    def path(self) -> str:
        return self.key.partition("?")[0].partition("/")[2]

    @property
    def query(self) -> str:
        return self.key.partition("?")[2]

    @property
    def last(self) -> str:
        """The last segment."""
        return self.path.rpartition("/")[2]

    @property
    def named(self) -> bool:
        """Whether the last segment holds a letter."""
        return any(map(str.isalpha, self.last))

    @property
    def date(self) -> bool:
        """Whether it names a day or a month."""
        return _DATE.search(self.path) is not None

    @property
    def file(self) -> bool:
        """Whether it is a document's or a medium's."""
        return self.last.rpartition(".")[2].lower() in _FILES


class Shapes:
    """The shapes of one page's addresses."""

    def __init__(self, url: str) -> None:
        self.key = urls.identity(url)
        where, _, self.query = self.key.partition("?")
        host, _, own = where.partition("/")
        self.home = not own
        self.below = where + "/"
        self.above = {"", *(own[: found.start()] for found in _SLASH.finditer(own))}  # paths
        self.site = urls.site(host)
        self.hosts: dict[str, bool] = {host: False}
        self.folders: dict[str, tuple[bool, str, bool]] = {}

    def of(self, key: str) -> Shape:
        """Take one address apart; `key` is its `urls.identity`."""
        where, _, query = key.partition("?")
        folder, _, last = where.rpartition("/")
        if not folder:
            folder, last = last, ""
        known = self.folders.get(folder)
        if known is None:
            known = self.folders[folder] = self._folder(folder)
        external, pattern, listing = known
        pattern += _kind(last)
        # What is filed under the tag of a version is its release, no list of what bears the tag.
        listing = (listing and not _VERSION.fullmatch(last)) or _says_listing(last)
        if query:
            names = [pair.partition("=")[0] for pair in query.split("&")]
            pattern += "?" + "&".join(names)
            listing = listing or not _LISTING.isdisjoint(names)
        return Shape(
            key, external, listing, not external and self._above(key, where, query),
            last.count("-") >= 3 or last.count("_") >= 3 or last.count("%") >= 12,
            _NUMBER.search(last + query if query else last) is not None, pattern,
        )  # fmt: skip

    def _above(self, key: str, where: str, query: str) -> bool:
        return key == self.key or (not query and where.partition("/")[2] in self.above)

    def _folder(self, folder: str) -> tuple[bool, str, bool]:
        """Whether it is another site's, its pattern, whether a word of a listing stands in it."""
        host, _, path = folder.partition("/")
        external = self.hosts.get(host)
        if external is None:
            external = self.hosts[host] = urls.site(host) != self.site
        segments = [segment for segment in path.split("/") if segment]
        kinds = "/".join([_kind(segment) or segment for segment in segments])
        return external, f"{external}{kinds}/", not _LISTING.isdisjoint([s.lower() for s in segments])


def _says_listing(last: str) -> bool:
    """
    >>> [_says_listing(last) for last in ("archive", "Contact.html", "contact-with-the-moon.html")]
    [True, True, False]
    """
    return len(last) <= _LONGEST + 5 and last.lower().partition(".")[0] in _LISTING


def _kind(segment: str) -> str:
    """A segment's pattern: S a slug, 9 a number, w9 a word with one, else "" and its ending.

    >>> [_kind(s) for s in ("2024", "news", "a-long-story-of-four", "item17.html", "n123")]
    ['9', '', 'S', 'w9.html', 'w9']
    """
    ending = ""
    if "." in segment:
        name, _, after = segment.rpartition(".")
        if name and len(after) <= 5:
            segment, ending = name, "." + after
    if segment.isdigit():
        return "9" + ending
    if len(segment) > 24 or segment.count("-") > 1 or segment.count("_") > 1 or "%" in segment:
        return "S" + ending
    return ("w9" if _DIGIT.search(segment) else "") + ending
