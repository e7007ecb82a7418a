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
_FILES = frozenset("pdf doc docx xls xlsx ppt pptx odt".split())
_MEDIA = frozenset("jpg jpeg png gif webp svg mp3 mp4 ics xml css js zip exe apk".split())
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True, eq=False)
class Shape:
    """One address, taken apart."""

    external: bool
    depth: int
    date: bool
    hyphens: int  # of the last segment; words of a slug but one
    digits: int  # the longest number of the last segment or the parameters
    listing: bool
    above: bool  # the section's own page, or one above it
    query: int
    file: int  # 1 a document, 2 media
    length: int
    pattern: str


class Shapes:
    """The shapes of one page's addresses."""

    def __init__(self, url: str) -> None:
        self.key = urls.identity(url)
        where, _, self.query = self.key.partition("?")
        host, _, self.own = where.partition("/")
        self.site = urls.site(host)
        self.depth = self.own.count("/") + 1 if self.own else 0
        self.hosts: dict[str, bool] = {host: False}
        self.folders: dict[str, tuple[str, bool, int]] = {}

    def of(self, key: str) -> Shape:
        """Take one address apart; `key` is its `urls.identity`."""
        where, _, query = key.partition("?")
        host, _, path = where.partition("/")
        external = self.hosts.get(host)
        if external is None:
            external = self.hosts[host] = urls.site(host) != self.site
        folder, _, last = path.rpartition("/")
        known = self.folders.get(folder)
        if known is None:
            known = self.folders[folder] = _folder(folder)
        kinds, listing, depth = known
        names = ""
        if query:
            listed = [pair.partition("=")[0] for pair in query.split("&")]
            names = "&".join(listed)
            listing = listing or not _LISTING.isdisjoint(listed)
        numbers = _DIGITS.findall(last + query if query else last)
        ending = last[-5:].rpartition(".")[2].lower() if "." in last[-5:] else ""
        letters = len(path) + len(query)
        own = self.own
        return Shape(
            external=external,
            depth=depth + 1 if path else 0,
            date=("20" in path or "19" in path) and _DATE.search(path) is not None,
            hyphens=max(last.count("-"), last.count("_"), last.count("%") // 4),
            digits=min(len(max(numbers, key=len)), 12) if numbers else 0,
            listing=listing or (len(last) <= _LONGEST and last.lower() in _LISTING),
            above=not external and (key == self.key or (not query and (not path or own.startswith(path + "/")))),
            query=names.count("&") + 1 if names else 0,
            file=0 if not ending else 1 if ending in _FILES else 2 if ending in _MEDIA else 0,
            length=letters if letters < 200 else 200,
            pattern=f"{external}{kinds}/{_last(last)}?{names}",
        )


def _folder(folder: str) -> tuple[str, bool, int]:
    """Pattern, whether a word of a listing stands in it, and depth."""
    segments = [segment for segment in folder.split("/") if segment]
    return "/".join(map(_kind, segments)), not _LISTING.isdisjoint(s.lower() for s in segments), len(segments)


def _last(segment: str) -> str:
    kind = _kind(segment)
    return "w" if kind == segment and kind else kind


def _kind(segment: str) -> str:
    """A segment's pattern: S a slug, 9 a number, else its own word; the ending stays.

    >>> [_kind(s) for s in ("2024", "news", "a-long-story-of-four", "item17.html", "n123")]
    ['9', 'news', 'S', 'w9.html', 'w9']
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
    return ("w9" if _DIGITS.search(segment) else segment) + ending
