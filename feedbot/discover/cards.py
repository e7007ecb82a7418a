"""What a card says of its item: title, date, summary, authors, picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from selectolax.lexbor import LexborNode

from feedbot import dates, urls
from feedbot.discover.evidence import LABEL, Evidence, Target, label
from feedbot.discover.pieces import AUTHOR, DATE, META, TIME, TITLE, TOPIC, Card, Layouts, Piece
from feedbot.discover.survey import Anchor, size
from feedbot.model import Image, Link
from feedbot.pictures import best
from feedbot.text import plain, shorten, squeeze

# Segments of addresses of authors; the name follows.
_AUTHORS = frozenset(
    "author authors autor autore autores autors auteur auteurs people profile profiles user users member members staff"
    " redakteur writer writers contributor contributors".split()
)
_BY = re.compile(
    r"^(?:(?:posted |written |published )?by|von|par|por|di|door|af|av|autor|author|auteur|yazan|автор|от|بقلم|text"
    r"|words)\b[\s:]*",
    re.I,
)
_AND = re.compile(r"\s*[,;&]\s*|\s+(?:and|und|et|y|и)\s+")
_ROLE = re.compile(r"\b(?:staff|writers?|reporters?|correspondents?|editors?|columnists?|contributors?)\b", re.I)
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_CUT = ("...", "…")
_STATED = ("datetime", "data-datetime", "data-timestamp", "data-date", "data-time", "content", "title")
_URL_DAY = re.compile(
    r"/(?P<y>(?:19|20)\d\d)(?:(?P<m>[01]\d)(?P<d>[0-3]\d)|(?P<by>[/-])(?P<m2>[01]?\d)(?P=by)(?P<d2>[0-3]?\d))(?=[/-]|$)"
)
_URL_YEAR = re.compile(r"/((?:19|20)\d\d)(?=[/-]|[01]\d)")
# What stands behind the name of a document: (PDF), [PDF, 120 KB], (1,2 Mo).
_TYPE, _SIZE = r"(?:pdf|docx?|xlsx?|pptx?|odt|rtf|zip|mp3)(?:[- ](?:file|datei|dokument))?", r"\d[\d.,]*\s?[kmg]i?[bo]"
_FILE = re.compile(rf"\s*[(\[]\s*(?:{_TYPE}|(?:{_TYPE}[\s,;:/|–-]*)?{_SIZE}|{_SIZE}[\s,;:/|–-]*{_TYPE})\s*[)\]]$", re.I)
_BADGE_DAY = re.compile(r"[0-3]?\d\.?")
_TEASER = 40  # letters that make a text a summary
_META = 120  # letters of a line of date, byline and category
_MORE = 40  # characters that may stand around a title that is repeated
_LABEL = 40  # letters of the name of a section
_TINY = 12  # letters up to which a text may be the label above a title
_SHORTEST = 6  # characters of a date without a word
_LINE = 90  # letters of a line that may be a date line


class Cards:
    """Reads the cards of one page; `evidence.labels` counts the texts that its links share."""

    def __init__(
        self, evidence: Evidence, items: Sequence[Target], base: str, language: str, now: datetime | None
    ) -> None:
        self.layouts = Layouts({target.card.node.mem_id for target in items})
        self.base, self.language, self.now = base, language, now
        self.labels = evidence.labels
        self.found: dict[tuple[str, bool], dates.Found | None] = {}  # text, whether it is called a date -> its first
        self.yearless: set[int] = set()  # positions of the items whose date states no year
        self.anchors = {anchor.node.mem_id: anchor for anchor in evidence.page.anchors}

    def link(self, target: Target, position: int, why: str) -> Link:
        """What the target's card says."""
        first, last = target.card.first, target.card.last
        own = [anchor for anchor in target.anchors if first <= anchor.number <= last] or target.anchors
        ids = {anchor.node.mem_id for anchor in own}
        held = self.layouts.card(target.card.node, target.best.look.signature)
        title, titled = self.title(own, ids, held.pieces)
        others = [piece for piece in held.pieces if piece is not titled]
        stated = self.date(held, others, titled.without(ids) if titled else "", target.url, ids)
        if stated and stated.yearless:
            self.yearless.add(position)
        return Link(
            url=urls.clean(target.url),
            title=_FILE.sub("", title) or title,
            published=stated.when if stated else None,
            summary=self.summary(others, title),
            image=self.image(held) if held.images else None,
            authors=self.authors(others, target.key),
            section=self.section(others),
            position=position,
            why=why,
        )

    def title(self, own: list[Anchor], ids: set[int], pieces: list[Piece]) -> tuple[str, Piece | None]:
        """The title link's text without the teaser, else the card's heading, else aria-label, title or alt."""
        linked = [piece for piece in pieces if piece.anchors and not ids.isdisjoint(piece.anchors)]
        piece = (
            self._telling([piece for piece in linked if piece.spot.heading], ids)
            or self._telling([piece for piece in linked if piece.spot.kind & TITLE], ids)
            or self._plain_title([p for p in linked if not self.is_label(p.of(ids)) and not self.is_meta(p)])
        )
        if piece is not None:
            return self._whole(piece.of(ids), own), piece
        named = [p for p in pieces if p.spot.heading] or [p for p in pieces if p.spot.kind & TITLE]
        if named:
            own_text = named[0].of(ids)
            rest = named[0].without(ids) if own_text and self.is_label(own_text) else ""
            return rest or named[0].text, named[0]
        for anchor in own:
            if text := _attribute_title(anchor):
                return text, None
        return max((plain(anchor.text) for anchor in own), key=size), None

    def _telling(self, pieces: list[Piece], ids: set[int]) -> Piece | None:
        """The first piece whose text in these links is no label."""
        return next((piece for piece in pieces if not self.is_label(piece.of(ids))), None)

    def _plain_title(self, pieces: list[Piece]) -> Piece | None:
        """The first of a link's unnamed texts, but of what is tiny beside a longer one the next that is not."""
        if not pieces:
            return None
        first = pieces[0]
        longest = max(pieces, key=lambda piece: piece.size)
        if first.size >= _TINY or not 3 * first.size < longest.size < 200:
            return first
        return next(piece for piece in pieces if piece.size >= min(_TINY, longest.size))

    def _whole(self, text: str, own: list[Anchor]) -> str:
        """The text that a cut one begins, where another link or an attribute has it."""
        if text.endswith(_CUT):
            start = text.rstrip(".… ")
            for anchor in own:
                for other in (plain(anchor.text), plain(anchor.said.get("title") or "")):
                    if other.startswith(start) and not other.endswith(_CUT) and size(other) < 300:
                        return other
        return text

    def is_label(self, text: str) -> bool:
        """Whether a text is shared by many links, or says nothing."""
        return self.labels.get(label(text), 0) >= LABEL or _LETTER.search(text) is None

    def is_meta(self, piece: Piece) -> bool:
        """Whether a piece is a date, a byline or a category."""
        if (piece.spot.kind & META and not piece.spot.kind & TITLE) or piece.spot.tag == TIME:
            return True
        if piece.size >= 30 or len(_DIGITS.sub("", piece.text)) >= 20:
            return False
        return self.find(piece.text, False) is not None or self._is_day(piece.text)

    def _is_day(self, text: str) -> bool:
        """Whether a text is a day on which no page was published: that of an event to come, or of history."""
        return _DIGITS.search(text) is not None and dates.find(text, language=self.language) is not None

    def find(self, text: str, called: bool) -> dates.Found | None:
        """The first date in a text; one without a digit ("yesterday") only where the element is called a date."""
        if not called and _DIGITS.search(text) is None:
            return None
        if not called and len(text) < _SHORTEST and _LETTER.search(text) is None:
            return None
        key = (text, called)
        if key not in self.found:
            self.found[key] = dates.find(text, language=self.language, now=self.now, called=called)
        return self.found[key]

    def date(self, held: Card, pieces: list[Piece], rest: str, url: str, ids: set[int]) -> dates.Found | None:
        """The first <time> or element called a date, else a short line with a date, else the address's own; the
        address tells the year of a date without one, too.
        """
        written = self.written(held, pieces, rest, ids)
        if written and written.yearless and (year := _URL_YEAR.search(url)):
            when = dates.in_year(written.when, int(year[1]), self.now)
            return dates.Found(when, written.span) if when else written
        if not written and (found := _URL_DAY.search(url)):
            month, day = found["m"] or found["m2"], found["d"] or found["d2"]
            when = dates.parse(f"{found['y']}-{month.zfill(2)}-{day.zfill(2)}")
            return dates.Found(when, found.span()) if when else None
        return written

    def written(self, held: Card, pieces: list[Piece], rest: str, ids: set[int]) -> dates.Found | None:
        """The date that the card states; where several are, first that of the element around the title (a calendar)."""
        times = held.times
        if len(times) > 1:
            times = sorted(times, key=lambda node: (not _around(node, ids), _tells_of_a_change(node)))
        for node in times:
            said = node.attributes
            for name in _STATED:
                if (stated := said.get(name)) and (when := dates.parse(stated, language=self.language)) is not None:
                    return dates.Found(when, (0, len(stated)))
        texts = [" ".join(node.text(separator=" ").split()) for node in times]
        texts = [text for text in texts if len(text) <= 2 * _LINE]
        for text in texts if len(texts) > 1 else ():  # one with a year is surer than one that leans on the clock
            if full := dates.find(text, language=self.language):
                return full
        for text in texts:
            if found := self.find(text, True):
                return found
        lines = [piece.text for piece in pieces if piece.size <= _LINE and not piece.spot.kind & DATE]
        for line in (rest, *lines):
            if line and len(line) <= 2 * _LINE and (found := self.find(line, False)):
                return found
        return self.badge([piece.text for piece in held.pieces])

    def badge(self, texts: list[str]) -> dates.Found | None:
        """A date whose day, month and year stand in elements of their own."""
        for at, text in enumerate(texts):
            if not _BADGE_DAY.fullmatch(text):
                continue
            for begin, end in ((at, at + 3), (at - 1, at + 2), (at, at + 2), (at - 1, at + 1)):
                parts = texts[max(0, begin) : end]
                short = len(parts) == end - begin and all(len(part) <= _TINY for part in parts)
                if short and (found := self.find(" ".join(parts), False)):
                    return found
        return None

    def summary(self, pieces: list[Piece], title: str) -> str:
        """The longest text of the card that is not the title, without the labels linked in it."""
        best = ""
        for piece in pieces:
            if piece.size < _TEASER or piece.spot.kind & AUTHOR or (piece.size < _META and self.is_meta(piece)):
                continue
            text = piece.text
            if title in text and len(text) < len(title) + _MORE:
                continue  # "Read more about" it, or it with the size of its file
            for mem_id in piece.anchors:
                more = self.anchors.get(mem_id)
                if more is not None and text.endswith(more.text) and self.is_label(more.text):
                    text = text[: -len(more.text)].rstrip(" [(»|")
            if len(text) > len(best) and size(text) >= _TEASER and text != title:
                best = text
        return shorten(best, 500)

    def authors(self, pieces: list[Piece], key: str) -> tuple[str, ...]:
        """Names in links to authors, else in a piece that is called a byline."""
        names = []
        for piece in pieces:
            for mem_id in piece.anchors:
                anchor = self.anchors.get(mem_id)
                if anchor and anchor.key != key and anchor.size < 50 and _is_author(anchor.url):
                    names.append((anchor.number, plain(anchor.text)))
        if names:
            return tuple(dict.fromkeys(name for _, name in sorted(names) if name))
        for piece in pieces:
            if piece.spot.kind & AUTHOR and 2 < piece.size <= 80:
                text = _BY.sub("", piece.text.partition("|")[0].strip())
                if text and not _DIGITS.search(text):
                    said = [name for name in _AND.split(text) if name]
                    return tuple(name for name in said if not _ROLE.search(name)) or tuple(said)
        return ()

    def section(self, pieces: list[Piece]) -> str:
        """The first short label that is called a category; of several links in it, the first."""
        for piece in pieces:
            if piece.spot.kind & TOPIC and not piece.spot.kind & (TITLE | DATE | AUTHOR) and piece.size <= _LINE:
                link = self.anchors.get(piece.anchors[0]) if piece.anchors else None
                text = plain(link.text) if link else piece.text
                if _LETTER.search(text) and size(text) <= _LABEL and not text.endswith(":"):
                    return text
        return ""

    def image(self, held: Card) -> Image | None:
        """The first picture that is no placeholder."""
        for node in held.images:
            around = node.parent
            sources = around.css("source") if around is not None and around.tag == "picture" else []
            if shown := best(node.attributes, [source.attributes for source in sources], self.base):
                return replace(shown, alt=squeeze(shown.alt))
        return None


def _is_author(url: str) -> bool:
    """
    >>> _is_author("https://a.example/people/ida"), _is_author("https://a.example/news/people")
    (True, False)
    """
    return not _AUTHORS.isdisjoint(url.lower().split("/")[3:-1])


def _around(node: LexborNode, links: set[int]) -> bool:
    """Whether an element holds one of these links."""
    return any(link.mem_id in links for link in node.css("a[href]"))


def _tells_of_a_change(node: LexborNode) -> bool:
    """Whether an element's class says that its date is that of a change, and not of the publication as well."""
    called = (node.attributes.get("class") or "").lower()
    return ("updat" in called or "modif" in called) and "publi" not in called


def _attribute_title(anchor: Anchor) -> str:
    for name in ("aria-label", "title"):
        if text := plain(anchor.said.get(name) or ""):
            return text
    for node in anchor.node.css("img[alt]"):
        if text := plain(node.attributes.get("alt") or ""):
            return text
    return ""
