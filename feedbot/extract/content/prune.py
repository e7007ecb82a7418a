"""Which of the container's blocks are the article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection

from selectolax.lexbor import LexborNode

from feedbot.extract.content import boxes, head, release, shown, tables
from feedbot.extract.content.features import ARTICLE, FORUM, MANUAL, Region
from feedbot.extract.content.model import Model
from feedbot.extract.outline import TAG
from feedbot.extract.tables import HEADINGS
from feedbot.text import key

_HEADINGS = {TAG[name]: level for level, name in enumerate((*HEADINGS, "button"), 1)}
_CAPTION_TAG = TAG["figcaption"]
_PRE = TAG["pre"]
_TERM, _DETAIL = _TERMS = TAG["dt"], TAG["dd"]
_LONG = 60  # characters from which a repeated block is a copy and not a refrain
# Log-odds by genre: a block that is a little more likely to be wrong than right is still worth its words.
_KEEP = {ARTICLE: -0.7, FORUM: -1.0, MANUAL: -1.7}
_TABLE, _ITEM = TAG["table"], TAG["li"]
_SOME = 4  # headings of a kind from which they speak for one another
_LABEL = 44
_TAIL = 160  # characters of a line that can be one of every page
_END = 400  # characters of a line below the story that can be one of the page
_NAME = 60  # characters in which a name ends
_SURE = 0.6  # log-odds from which such a line is text whatever it begins with
_ENDINGS = frozenset((tables.READ_ON, tables.SHARE, tables.ACT, tables.PAGE))
_SCENES = re.compile(r"(?:[*•~#] ?){3,}|⁂")  # what stands between two scenes
_PLAYED = re.compile(r"0?0:00(?::00)?(?: ?/ ?[\d:]+)?|/ ?[\d:]+")  # what a player shows before it plays
_CLOCK, _ENTRIES = 16, 3  # characters of a time of day, and entries below one each that make a live blog
_TIME = re.compile(r"\d\d?[:.h]\d\d(?:\s?(?:Uhr|h|hrs?|[ap]\.?m\.?|[A-Z]{2,4}))?", re.I)
_AD_LABELS = frozenset(
    "advertisement|advertising|anzeige|werbung|publicidad|publicité|pubblicità|publicidade|advertentie|reklama|reklame|"
    "reklam|реклама|annons|annonse|annonce|mainos|hirdetés|διαφήμιση|広告|pr|スポンサーリンク|スポンサードリンク|广告|廣告|광고|"
    "scroll to continue|"
    "advertisement · scroll to continue|advertisement - scroll to continue|story continues below advertisement|"
    "after newsletter promotion|article continues below advertisement|article continues after advertisement|"
    "la suite après cette publicité|lire la suite après la publicité|continua dopo la pubblicità".split("|")
)
_HEADING = 100  # characters up to which what is marked as a heading is one
_LINK_LINE = 160  # characters of a paragraph that can be nothing but a link to another story


def verdicts(region: Region, model: Model, genre: int, title: str, authors: Collection[str] = ()) -> list[str]:
    """For each of the container's blocks why it is not text of the article; "" where it is."""
    least = _KEEP[genre]
    scores = model.scores(region, genre, title)
    whys = ["" if score > least else "weighs like no text" for score in scores]
    _keep_like_headings(region, whys)
    _keep_embedded_posts(region, whys)
    _keep_whole_tables(region, whys)
    _keep_terms(region, whys)
    if genre == ARTICLE:
        _keep_times(region, whys)
    _drop_labels(region, whys)
    _drop_tails(region, whys)
    boxes.drop_contents(region, whys)
    named = [key(name) for name in authors] if genre == ARTICLE else []
    head.drop_lines(region, whys, title, named)
    if genre != MANUAL:  # where examples and notes are repeated on purpose
        _drop_copies(region, whys)
    _keep_code(region, whys)
    if genre == ARTICLE:
        _drop_link_lines(region, whys)
        _keep_notes(region, whys)
    if genre != FORUM:  # where a form may hold all posts, and a heading be a post's title
        boxes.drop_read_on(region, whys)
        boxes.drop_asking(region, whys)
        boxes.drop_others(region, whys)
        boxes.drop_teasers(region, whys)
        boxes.drop_comments(region, whys)
        release.drop_imprint(region, whys)
        _drop_endings(region, whys, scores, named)
        _drop_idle_headings(region, whys)
    return whys


def _keep_like_headings(region: Region, whys: list[str]) -> None:
    """Of some headings that are marked up alike all are kept, where most are."""
    page, alike = region.page, defaultdict[tuple[int, str, str], list[int]](list)
    for index, owner in enumerate(region.owners):
        if page.tag[owner] in _HEADINGS:
            alike[page.tag[owner], page.names[owner], page.names[page.parent[owner]]].append(index)
    for indexes in alike.values():
        if _SOME <= len(indexes) < 2 * sum(not whys[index] for index in indexes):
            for index in indexes:
                whys[index] = ""


def _keep_embedded_posts(region: Region, whys: list[str]) -> None:
    """A post that the article quotes is text, with its sender and its links."""
    page = region.page
    for element, kind in region.posts:
        if kind.quotes:
            for block in range(page.start[element], page.end[element]):
                whys[block - region.first] = ""


def _keep_whole_tables(region: Region, whys: list[str]) -> None:
    """A table of which most cells are text keeps the others, too: a short head cell is hard to tell alone."""
    page = region.page
    for table in (element for element in region.elements if page.tag[element] == _TABLE):
        cells = range(page.start[table] - region.first, page.end[table] - region.first)
        if 2 * sum(not whys[cell] for cell in cells) > len(cells) > 1:
            for cell in cells:
                whys[cell] = ""


def _keep_terms(region: Region, whys: list[str]) -> None:
    """A term stays with what is said of it: "Published" with its date, though alone it looks like a label."""
    tags = region.page.tag
    if not any(tags[element] == _TERM for element in region.elements):
        return
    held, last = False, 0  # whether something that is said of the term above is kept
    for index in range(len(whys) - 1, -1, -1):
        owner = region.owners[index]
        part = tags[owner] if tags[owner] in _TERMS else tags[region.above(owner)]
        if part == _TERM and held:
            whys[index] = ""
        else:
            held = part == _DETAIL and (not whys[index] or (held and last == _DETAIL))
        last = part


def _keep_code(region: Region, whys: list[str]) -> None:
    """Code loses no line, though each may be an element of its own that weighs like a label; its line numbers go."""
    page = region.page
    for code in (element for element in region.elements if page.tag[element] == _PRE):
        blocks = range(page.start[code] - region.first, page.end[code] - region.first)
        numbers = _numbers_lines(region.texts[blocks.start : blocks.stop])
        if numbers or page.nodes[code].css_first("code") is not None:  # else it may be any text laid out by hand
            for block in blocks:
                whys[block] = "line numbers" if numbers else ""


def _numbers_lines(texts: list[str]) -> bool:
    """Whether lines are nothing but their numbers: 1, 2, 3."""
    said = [word for text in texts for word in text.split()]
    return (
        len(said) > 1
        and all(word.isdecimal() for word in said)
        and list(map(int, said)) == [int(said[0]) + n for n in range(len(said))]
    )


def _keep_times(region: Region, whys: list[str]) -> None:
    """Of a live blog each entry keeps the time of day above it."""
    times = [
        index
        for index, (text, why) in enumerate(zip(region.texts, whys[1:], strict=False))
        if len(text) < _CLOCK and not why and _TIME.fullmatch(text)
    ]
    if len(times) >= _ENTRIES:
        for index in times:
            whys[index] = ""


def _keep_notes(region: Region, whys: list[str]) -> None:
    """A footnote is text, however short it is, with its number."""
    names = region.page.names
    for index, owner in enumerate(region.owners):
        if whys[index] and "ootnote" in f"{names[owner]} {names[region.above(owner)]}":
            whys[index] = ""


def _drop_labels(region: Region, whys: list[str]) -> None:
    """What belongs to something else: a picture's caption, the word above an advertisement, a line without a word."""
    tags = region.page.tag
    for index, (text, owner) in enumerate(zip(region.texts, region.owners, strict=True)):
        if tags[owner] == _CAPTION_TAG or tags[region.above(owner)] == _CAPTION_TAG:
            whys[index] = "a caption"
        if len(text) < _LABEL and not whys[index]:
            if text.casefold().strip(" :.-–—[]［］【】()（）") in _AD_LABELS:
                whys[index] = "the label of an advertisement"
            elif not key(text) and not _SCENES.fullmatch(text):
                whys[index] = "no word"
            elif _PLAYED.fullmatch(text):
                whys[index] = "a player's time"
        if shown.is_switch(text):
            whys[index] = shown.SWITCH


def _drop_tails(region: Region, whys: list[str]) -> None:
    """A line that every page of the site has: prompts to share, follow, comment, read on; who holds the rights."""
    tags = region.page.tag
    for index, text in enumerate(region.texts):
        if len(text) < _TAIL and not whys[index]:
            lower = text.lower()
            if index and tables.is_tail(lower):
                whys[index] = "a line of every page"
            elif tables.are_actions(lower) and tags[region.owners[index]] not in _HEADINGS:
                whys[index] = "what a reader may do"


def _drop_endings(region: Region, whys: list[str], scores: list[float], authors: list[str]) -> None:
    """What stands below the story and begins as prompts and notes do must look the more like text; steps may.

    A line that begins with the author's name, but is no answer of an interview, says who that is.
    """
    for index in range(len(whys) - 1, 0, -1):
        text, tag = region.texts[index], region.page.tag[region.owners[index]]
        if whys[index] or tag in _HEADINGS:  # one that has come to stand over nothing goes later
            continue
        said = key(text[:_NAME])
        if len(text) < _END and ":" not in text[:_NAME] and any(said.startswith(name) for name in authors):
            whys[index] = "about the author"
            continue
        if len(text) >= _END or tag == _ITEM or scores[index] > _SURE:
            return
        if tables.phrase(text.lower().split()) not in _ENDINGS:
            return
        whys[index] = "a prompt below the story"


def _drop_copies(region: Region, whys: list[str]) -> None:
    """A page that repeats its body, say for narrow screens, says it once."""
    page, seen = region.page, set[str]()
    for index, (text, owner) in enumerate(zip(region.texts, region.owners, strict=True)):
        if not whys[index] and len(text) > _LONG and page.tag[owner] != _PRE:
            if text in seen:
                whys[index] = "said before"
            seen.add(text)


def _drop_link_lines(region: Region, whys: list[str]) -> None:
    """A short paragraph that is all link leads to another story; so does "Read also:" with a link."""
    page = region.page
    for index, block in enumerate(range(region.first, region.last)):
        size, linked = page.size[block], page.linked[block]
        if linked and not whys[index] and size < _LINK_LINE and page.tag[page.owner[block]] in _PARAGRAPHS:
            share = linked / size
            if page.tag[page.owner[block]] in _HEADINGS and _leads_nowhere(page.nodes[page.owner[block]]):
                continue
            if share > 0.75 or (share > 0.4 and tables.phrase(page.text[block].lower().split()) == tables.READ_ON):
                whys[index] = "a link to another story"


def _leads_nowhere(heading: LexborNode) -> bool:
    """Whether a heading's link opens what stands below it."""
    link = heading.css_first("a")
    return link is not None and (link.attributes.get("href") or "#").startswith("#")


_PARAGRAPHS = frozenset(TAG[name] for name in ("p", "div", "h2", "h3", "h4", "h5", "h6", "section", "center"))


def _drop_idle_headings(region: Region, whys: list[str]) -> None:
    """A heading goes with what it stood above, where nothing of that is left up to the next heading of its level."""
    tags = region.page.tag
    pictured = shown.pictured(region)
    text_below = False
    for index in range(len(whys) - 1, -1, -1):
        text_below = text_below or index + 1 in pictured
        level = _HEADINGS.get(tags[region.owners[index]], 0)
        if not whys[index]:
            if level and not text_below and len(region.texts[index]) < _HEADING:
                whys[index] = "a heading over nothing"
            else:
                text_below = True
        if level and whys[index]:
            text_below = False
