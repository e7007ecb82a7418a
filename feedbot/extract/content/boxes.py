"""Boxes within the article that are not of it as a whole: tables of contents, other stories, prompts, comments."""

from __future__ import annotations

import re

from feedbot.extract import names
from feedbot.extract.content import tables
from feedbot.extract.content.features import Region
from feedbot.extract.outline import TAG
from feedbot.text import key

_HEADINGS = frozenset(TAG[f"h{level}"] for level in range(2, 7))
_TEASERS = 2  # of other stories, with headline, text and a line of its date, at the least
_LISTS = frozenset((TAG["ul"], TAG["ol"]))
_FORM, _ASIDE = TAG["form"], TAG["aside"]
_HEADING = 60  # characters of the line above links to other stories
_CONTENTS = 2  # places on the page from which a list of them is its table of contents
_ALL_LINKS = 0.8
_LABEL = 30  # characters of a label
_CONTENTS_LABELS = frozenset(
    """
    contents tableofcontents onthispage inthisarticle jumpto inhalt inhaltsverzeichnis indice índice contenido
    contenidos tabladecontenidos sommaire sommario inhoud inhoudsopgave spistreści содержание оглавление
    içindekiler 目次 目录 目錄 목차
    """.split()
)
_ESSENTIAL = 0.25  # a box with more of the prose than this is no mere box
_ASKING = re.compile(
    r"(?:^|[\s_-])(?:paywall|regwall|newsletter|donat(?:e|ion)|subscri(?:be|ption)|signup"
    r"|polls?|umfrage|sondage|sonda|encuesta|enquete|sondaggio|anket)(?:$|[\s_-])",
    re.I,
)
ASKS = "a box that asks for something"  # with all that is in it, even what is called a caption
_ASKS = names.BIT["promo"] | names.BIT["form"]
_RELATED = re.compile(
    r"(?:^|[\s_-])(?:related|recommended|recirc|most-?(?:read|popular)|latest|recent|teasers?"
    r"|more-?(?:news|stories|articles|posts))(?:$|[\s_-])",
    re.I,
)
_OTHERS = names.BIT["related"]
_COMMENT = names.BIT["comment"]
_LINKED = 0.1  # the least share of links in a box of other stories


def drop_contents(region: Region, whys: list[str]) -> None:
    """A list of links to places on the page leads nowhere in a feed; nor is the label above it of any use."""
    page = region.page
    for listed in (element for element in region.elements if page.tag[element] in _LISTS):
        first, last = page.start[listed] - region.first, page.end[listed] - region.first
        if last - first < _CONTENTS or not _links_within(region, listed):
            continue
        box = region.above(listed)
        if first == page.start[box] - region.first + 1 and last == page.end[box] - region.first:
            first -= 1  # the box holds nothing but a label and the list
        elif first and len(region.texts[first - 1]) < _LABEL and key(region.texts[first - 1]) in _CONTENTS_LABELS:
            first -= 1
        for block in range(first, last):
            whys[block] = whys[block] or "the table of contents"


def _links_within(region: Region, element: int) -> bool:
    """Whether all links of an element lead to places on one page, and it is hardly more than them."""
    page = region.page
    start, end = page.start[element], page.end[element]
    if region.linked[end] - region.linked[start] < _ALL_LINKS * (region.sizes[end] - region.sizes[start]):
        return False
    hrefs = [(link.attributes.get("href") or "").partition("#") for link in page.nodes[element].css("a[href]")]
    return all(place for _, _, place in hrefs) and len({address for address, _, _ in hrefs}) == 1


def drop_others(region: Region, whys: list[str]) -> None:
    """A box that is named for other stories and links to them goes with their teasers."""
    page = region.page
    for box in region.elements:
        if not (region.near[box] & _OTHERS and _RELATED.search(page.names[box])):
            continue
        start, end = page.start[box], page.end[box]
        size, linked = region.sizes[end] - region.sizes[start], region.linked[end] - region.linked[start]
        if linked > _LINKED * size and region.good[end] - region.good[start] <= _ESSENTIAL * region.total:
            for block in range(start, end):
                whys[block - region.first] = whys[block - region.first] or "other stories"


def drop_teasers(region: Region, whys: list[str]) -> None:
    """A box that is named for other stories goes, however short the article is, where their headlines lead to them."""
    page = region.page
    leading = [
        block
        for block in range(region.first, region.last)
        if page.tag[page.owner[block]] in _HEADINGS and page.linked[block] > _ALL_LINKS * page.size[block]
    ]
    if len(leading) < _TEASERS:
        return
    for box in {box for block in leading for box in region.around(page.owner[block])}:
        start, end = page.start[box], page.end[box]
        stories = sum(start <= block < end for block in leading)
        if start > region.first and stories >= max(_TEASERS, (end - start) // 3) and _RELATED.search(page.names[box]):
            for block in range(start, end):
                whys[block - region.first] = whys[block - region.first] or "other stories"


def drop_read_on(region: Region, whys: list[str]) -> None:
    """ "Read also" takes along the list of links below it, or the box around both."""
    page, first = region.page, region.first
    lists = {page.start[element]: element for element in reversed(region.elements) if page.tag[element] in _LISTS}
    for block in range(first, region.last - 1):
        if 2 * page.linked[block + 1] <= page.size[block + 1] or page.linked[block] or page.size[block] >= _HEADING:
            continue
        if tables.phrase(page.text[block].lower().split()) != tables.READ_ON:
            continue
        box = next((box for box in region.around(page.owner[block]) if page.end[box] - page.start[box] > 1), None)
        box = lists.get(block + 1) if box is None else box
        if box is None or not _leads_on(region, box):
            continue
        for one in {block, *range(page.start[box], page.end[box])}:
            whys[one - first] = whys[one - first] or "other stories"


def _leads_on(region: Region, box: int) -> bool:
    """Whether a box is links for the most part, and little of the article's prose."""
    start, end = region.page.start[box], region.page.end[box]
    links, size = region.linked[end] - region.linked[start], region.sizes[end] - region.sizes[start]
    return 2 * links >= size and region.good[end] - region.good[start] <= _ESSENTIAL * region.total


def drop_asking(region: Region, whys: list[str]) -> None:
    """A form, or what is named for a subscription, goes with the box around it that asks for money or an address."""
    page = region.page
    for asking in region.elements:
        if not _asks(region, asking):
            continue
        box = asking
        while (above := region.above(box)) != region.top and region.near[above] & _ASKS:
            box = above
        if region.good[page.end[box]] - region.good[page.start[box]] > _ESSENTIAL * region.total:
            continue
        for block in range(page.start[box], page.end[box]):
            whys[block - region.first] = ASKS


def _asks(region: Region, element: int) -> bool:
    """Whether an element is a form, is named for a subscription, or stands aside and begins by asking for one."""
    page = region.page
    if page.tag[element] == _ASIDE and page.start[element] < page.end[element]:
        return tables.phrase(page.text[page.start[element]].lower().split()) == tables.ACT
    return page.tag[element] == _FORM or bool(region.near[element] & _ASKS and _ASKING.search(page.names[element]))


def drop_comments(region: Region, whys: list[str]) -> None:
    """What readers say of the article; names that hold much of the prose together were found to lie before."""
    for index, owner in enumerate(region.owners):
        if not whys[index] and region.far[owner] & _COMMENT:
            whys[index] = "a comment"
