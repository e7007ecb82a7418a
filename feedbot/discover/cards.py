"""What a card says of its item: title, date, summary, authors, picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from selectolax.lexbor import LexborNode

from feedbot import dates, urls
from feedbot.discover.evidence import Target
from feedbot.discover.survey import HEADINGS, Anchor, size
from feedbot.model import Image, Link, When
from feedbot.text import plain, shorten, squeeze

_BLOCKS = frozenset(
    "address article aside blockquote br caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr li main nav ol p pre section table tbody td tfoot th thead time tr ul".split()
)
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "button", "select", "option", "textarea", "iframe"})
# Class words that say what a piece of a card is; themes are written in English.
_TITLE = re.compile(r"title|headline|heading|subject|caption-?text|(?:^|[-_ ])(?:hl|name)(?:$|[-_ ])", re.I)
_META = re.compile(
    r"date|time|publish|posted|meta|byline|author|kicker|eyebrow|category|label|(?:^|[-_ ])(?:tags?|by|cat|info|ago|when|badge)(?:$|[-_ ])", re.I
)
_DATE = re.compile(r"date|time|publish|posted|created|(?:^|[-_ ])(?:ago|when|day)(?:$|[-_ ])", re.I)
_AUTHOR = re.compile(r"author|byline|(?:^|[-_ ])(?:by|writer|vcard)(?:$|[-_ ])", re.I)
_AUTHOR_URL = re.compile(r"/(?:authors?|autore?s?|auteurs?|people|profiles?|users?|members?|staff|redakteur|writers?|contributors?)/", re.I)
_BY = re.compile(
    r"^(?:(?:posted |written |published )?by|von|par|por|di|door|af|av|autor|author|auteur|автор|от|written|text|words)\b[\s:]*", re.I
)
_AND = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b)\s*")
_DIGITS = re.compile(r"\d+")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d|[1-9])[/-]?([0-3]\d|[1-9])(?=[/-]|$)")
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-srcset", "srcset", "src")
_SHARED = 3  # so many addresses with one text: the text is a label (Read more), no title
_TEASER = 40  # letters that make a text a summary
_LINE = 90  # letters of a line that may be a date line


@dataclass(slots=True)
class Piece:
    """A run of a card's text that one block, or one inline element with a telling class, holds."""

    tag: str
    words: str
    heading: int
    parts: list[str] = field(default_factory=list)
    anchors: set[int] = field(default_factory=set)
    free: int = 0  # letters outside of links

    @property
    def text(self) -> str:
        return plain(" ".join(self.parts) if self.tag == "td" else "".join(self.parts))


class Cards:
    """Reads the cards of one page; `labels` are the texts that many of its links share."""

    def __init__(self, anchors: list[Anchor], base: str, language: str, now: datetime | None) -> None:
        self.base, self.language, self.now = base, language, now
        self.anchors = {anchor.place.node.mem_id: anchor for anchor in anchors}
        keys: dict[str, set[str]] = {}
        for anchor in anchors:
            keys.setdefault(_label(anchor.text), set()).add(anchor.key)
        self.labels = {text for text, some in keys.items() if len(some) >= _SHARED}

    def link(self, target: Target, position: int, stops: set[int]) -> Link:
        """What the target's card says; `stops` are the cards of the other items."""
        pieces, images, times = self.pieces(target, stops)
        title, titled = self.title(target, pieces)
        others = [piece for piece in pieces if piece is not titled]
        return Link(
            url=urls.clean(target.url), title=title, published=self.date(times, others, target), summary=self.summary(others, title),
            image=self.image(images), authors=self.authors(others, target), position=position,
        )  # fmt: skip

    # What the card is made of.

    def pieces(self, target: Target, stops: set[int]) -> tuple[list[Piece], list[LexborNode], list[LexborNode]]:
        """Texts, pictures and <time> elements of a card in order."""
        pieces: list[Piece] = []
        images: list[LexborNode] = []
        times: list[LexborNode] = []
        for node in _nodes(target.card.node, stops):
            self._read(node, pieces, images, times)
        return [piece for piece in pieces if piece.parts], images, times

    def _read(self, root: LexborNode, pieces: list[Piece], images: list[LexborNode], times: list[LexborNode]) -> None:
        outer = Piece("", "", 0)
        pieces.append(outer)
        homes: dict[int, tuple[Piece | None, int]] = {}
        for node in root.traverse(include_text=True):
            tag = node.tag or ""
            parent = node.parent
            home, anchor = homes.get(parent.mem_id, (outer, 0)) if parent is not None else (outer, 0)
            if tag == "-text":
                if home is not None and (text := node.text_content):
                    home.parts.append(text)
                    if not text.isspace():
                        if anchor:
                            home.anchors.add(anchor)
                        else:
                            home.free += len(text)
                continue
            if home is None or tag in _SILENT:
                homes[node.mem_id] = (None, 0)
                continue
            if tag == "img":
                images.append(node)
                continue
            if tag == "a":
                anchor = node.mem_id
            if tag in _BLOCKS:
                words = (node.attributes.get("class") or "") if tag != "br" else ""
                home = Piece(tag, words, HEADINGS.get(tag, home.heading))
                pieces.append(home)
                if tag == "time":
                    times.append(node)
                if tag == "br":
                    homes[parent.mem_id if parent is not None else 0] = (home, anchor)
            elif tag in ("span", "a", "b", "strong", "em", "i", "small", "font") or "-" in tag:
                words = node.attributes.get("class") or ""
                if words and (_TITLE.search(words) or _META.search(words)):
                    home = Piece(tag, words, home.heading)
                    pieces.append(home)
            homes[node.mem_id] = (home, anchor)

    # What its pieces mean.

    def title(self, target: Target, pieces: list[Piece]) -> tuple[str, Piece | None]:
        """The title link's text without the teaser, else the card's heading, else aria-label, title or alt."""
        own = [a for a in target.anchors if target.card.first <= a.number <= target.card.last] or target.anchors
        ids = {a.place.node.mem_id for a in own}
        linked = [piece for piece in pieces if piece.anchors & ids]
        for wanted in (
            [piece for piece in linked if piece.heading],
            [piece for piece in linked if _TITLE.search(piece.words) and not self.is_label(piece.text)],
        ):
            if wanted:
                best = min(wanted, key=lambda piece: (piece.heading or 9, -size(piece.text) > -4))
                return best.text, best
        said = [piece for piece in linked if not self.is_label(piece.text) and not self.is_meta(piece)]
        if said:
            best = said[0]
            longest = max(said, key=lambda piece: size(piece.text))
            if size(best.text) < 12 and size(longest.text) > 3 * size(best.text) and size(longest.text) < 200:
                best = longest
            ids = best.anchors & ids
            if best.free and len(ids) == 1:  # the link is part of a line
                anchor = self.anchors[ids.pop()]
                return plain(anchor.text), best
            return best.text, best
        headings = [piece for piece in pieces if piece.heading or _TITLE.search(piece.words)]
        if headings:
            return headings[0].text, headings[0]
        for anchor in own:
            if text := _attribute_title(anchor):
                return text, None
        fallback = next((piece for piece in linked if size(piece.text) > 1), None)
        return (fallback.text if fallback else plain(target.best.text)), fallback

    def is_label(self, text: str) -> bool:
        return _label(text) in self.labels or not any(c.isalpha() for c in text)

    def is_meta(self, piece: Piece) -> bool:
        text = piece.text
        return piece.tag == "time" or bool(_META.search(piece.words) and not _TITLE.search(piece.words)) or (
            size(text) < 30 and self.find(text) is not None and len(_DIGITS.sub("", text)) < 20
        )

    def find(self, text: str) -> When | None:
        found = dates.find(text, language=self.language, now=self.now)
        return found.when if found else None

    def date(self, times: list[LexborNode], pieces: list[Piece], target: Target) -> When | None:
        """The first <time>, else a piece that is called a date, else a short line with a date, else the address."""
        for node in times:
            stated = node.attributes.get("datetime") or node.text()
            when = dates.parse(stated, language=self.language, now=self.now)
            if when is not None:
                return when
        named = [piece for piece in pieces if _DATE.search(piece.words)]
        short = [piece for piece in pieces if size(piece.text) <= _LINE]
        for piece in (*named, *short):
            when = self.find(piece.text[:200])
            if when is not None:
                return when
        if found := _URL_DAY.search(target.url):
            return dates.parse("-".join(part.zfill(2) for part in found.groups()))
        return None

    def summary(self, pieces: list[Piece], title: str) -> str:
        """The longest text of the card that is not the title, without the labels linked in it."""
        texts = []
        for piece in pieces:
            text = piece.text
            for anchor in piece.anchors:
                label = self.anchors.get(anchor)
                if label is not None and self.is_label(label.text) and text.endswith(label.text):
                    text = text[: -len(label.text)].rstrip(" [(»|")
            if size(text) >= _TEASER and text != title and not _AUTHOR.search(piece.words):
                texts.append(text)
        return shorten(max(texts, key=len), 500) if texts else ""

    def authors(self, pieces: list[Piece], target: Target) -> tuple[str, ...]:
        """Names in links to authors, else in a piece that is called a byline."""
        names = []
        for piece in pieces:
            for mem_id in piece.anchors:
                anchor = self.anchors.get(mem_id)
                if anchor is not None and anchor.key != target.key and _AUTHOR_URL.search(anchor.url) and anchor.size < 50:
                    names.append((anchor.number, plain(anchor.text)))
        if names:
            return tuple(dict.fromkeys(name for _, name in sorted(names) if name))
        for piece in pieces:
            if _AUTHOR.search(piece.words) and 2 < size(piece.text) <= 80:
                text = _BY.sub("", piece.text.partition("|")[0].strip())
                if text and not _DIGITS.search(text):
                    return tuple(name for name in _AND.split(text) if name)
        return ()

    def image(self, images: list[LexborNode]) -> Image | None:
        """The first picture that is no placeholder."""
        for node in images:
            said = node.attributes
            for name in _LAZY:
                source = (said.get(name) or "").strip()
                url = urls.absolute(source.split()[0] if "srcset" in name and source else source, self.base)
                if url:
                    return Image(url, _pixels(said.get("width")), _pixels(said.get("height")), squeeze(said.get("alt") or ""))
        return None


def _nodes(card: LexborNode, stops: set[int]) -> Iterator[LexborNode]:
    """The card's element and what belongs to it beside it: a <dt>'s <dd>, a row's second row, a bare link's line."""
    yield card
    tag = card.tag
    after = card.next
    if tag == "a":
        while after is not None and after.tag not in ("br", "a", "li") and after.tag not in HEADINGS:
            yield after
            after = after.next
    elif tag in ("dt", "tr"):
        seen = 0
        while after is not None and seen < 2 and after.mem_id not in stops:
            if after.tag == tag or after.tag == "dd":
                yield after
                seen += 1
            after = after.next


def _label(text: str) -> str:
    return _DIGITS.sub("9", text.lower())


def _attribute_title(anchor: Anchor) -> str:
    for name in ("aria-label", "title"):
        if text := plain(anchor.said.get(name) or ""):
            return text
    for node in anchor.place.node.css("img[alt]"):
        if text := plain(node.attributes.get("alt") or ""):
            return text
    return ""


def _pixels(text: str | None) -> int | None:
    digits = (text or "").removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None
