"""Which elements go with the blocks that are no text, and which stay: pictures with their captions, players, posts."""

from __future__ import annotations

import re
from itertools import accumulate

from feedbot.extract import names
from feedbot.extract.content.boxes import ASKS
from feedbot.extract.content.features import Region
from feedbot.extract.content.head import BYLINE, DATE, HEADLINE
from feedbot.extract.outline import TAG

_FIGURE, _CAPTION_TAG = _FIGURES = TAG["figure"], TAG["figcaption"]
SWITCH = "what a switch beside a picture says"
# In words of their own, or in titles for those who do not see them.
_SWITCH = re.compile(
    r"(?:toggle|hide|show) caption|enlarge (?:this )?(?:image|picture|photo)|view (?:image )?in full(?: ?screen| size)?"
    r"|(?:press enter or )?(?:click|tap)(?: on)?(?: the)?(?: image| picture| photo)? to (?:view|enlarge|zoom)[\w ]*"
    r"|open (?:image|picture|photo) (?:in gallery|modal|viewer)|bild (?:vergrößern|in großansicht)|(?:zum )?vergrößern"
    r"|agrandir l[’']image|ampliar (?:la )?(?:imagen|foto)|ampliar imagem|ingrandisci(?: immagine)?|powiększ zdjęcie",
    re.I,
)
_SHORT = 60  # characters of such a label
_NEVER = frozenset((ASKS, SWITCH))  # go, whatever they are called
_NO_CAPTIONS = _NEVER | {HEADLINE, DATE, BYLINE}
_CAPTIONS = 2  # lines below a picture: what it shows, and whose it is
_TIMES = 5  # lines of a player: what it plays, and for how long
_NO_PICTURE = names.BIT["comment"] | (names.JUNK & ~names.BIT["caption"] & ~names.BIT["meta"])
_NOT_OURS = sum(names.BIT[kind] for kind in ("comment", "related", "nav", "form", "author", "legal", "promo"))
_OTHERS, _SHARE = names.BIT["related"], names.BIT["share"]
_SLIDE = re.compile(r"slide|swiper|slick|splide|carousel|gallery", re.I)
_STORIES = re.compile(r"relat|recommend|recirc|teaser|more-?from|popular|trending|latest", re.I)
_CAPTION, _AUTHOR = names.BIT["caption"], names.BIT["author"]
_ALL_LINK = 0.9  # the share of links from which a paragraph is one


def is_switch(text: str) -> bool:
    """Whether a line is the label of what enlarges a picture or unfolds its caption."""
    return len(text) < _SHORT and _SWITCH.fullmatch(text) is not None


def pictured(region: Region) -> set[int]:
    """The blocks before which a figure stands that is no link to anything else."""
    page, first = region.page, region.first
    return {
        page.start[figure] - first
        for figure in region.elements
        if page.tag[figure] == _FIGURE
        and not region.far[figure] & _NO_PICTURE
        and not any(page.linked[page.start[figure] : page.end[figure]])
        and page.nodes[figure].css_first("img, video, iframe") is not None
        and page.nodes[figure].css_first("a") is None
    }


def _is_bar(region: Region, element: int) -> bool:
    """Whether an element without text is a bar of buttons by its name, and no player that is named for its service."""
    said = region.far[element] & names.NO_TEXT
    return bool(said) and not (said == _SHARE and region.page.nodes[element].css_first("iframe, video") is not None)


def _is_picture(region: Region, element: int) -> bool:
    """Whether an element whose text is not the article's is a picture with a caption that no name tells."""
    page = region.page
    start, end = page.start[element], page.end[element]
    if not 0 < end - start <= _CAPTIONS or any(page.linked[start:end]):
        return False
    if region.far[element] & _NO_PICTURE and not _is_slide(region, element):
        return False
    return len(page.nodes[element].css("img")) == 1


def _is_slide(region: Region, element: int) -> bool:
    """Whether an element is a slide of the article's own pictures, which shares its names with other stories'."""
    if region.far[element] & _NO_PICTURE != _OTHERS or not _SLIDE.search(region.page.names[element]):
        return False
    return not any(_STORIES.search(region.page.names[above]) for above in region.around(element))


def _is_player(region: Region, element: int) -> bool:
    """Whether an element whose text is not the article's holds a recording, with the title and times of its player."""
    page = region.page
    start, end = page.start[element], page.end[element]
    if not 0 < end - start <= _TIMES or region.far[element] & _NO_PICTURE or any(page.linked[start:end]):
        return False
    return page.nodes[element].css_first("audio, video, iframe") is not None


def _is_in_figure(region: Region, element: int) -> bool:
    """Whether an element holds the picture of a figure: with a switch that enlarges it, say, whose label goes alone."""
    page = region.page
    around = any(page.tag[above] == _FIGURE for above in region.around(region.above(element)))
    return around and page.nodes[element].css_first("img") is not None


def _shown_posts(region: Region) -> tuple[set[int], set[int]]:
    """The embedded elements of the article itself, and the elements that they stand in."""
    posts, holders = set[int](), set[int]()
    for element, _ in region.posts:
        if not region.far[above := region.above(element)] & _NOT_OURS:
            posts.add(element)
            holders.update(region.around(above))
    return posts, holders


def _is_caption(region: Region, index: int) -> bool:
    """Whether a block belongs to a picture, and goes or stays with it; a paragraph that is all link leads elsewhere."""
    page, owner, block = region.page, region.owners[index], region.first + index
    if page.tag[owner] in _FIGURES or (region.near[owner] & _CAPTION and not region.near[owner] & _AUTHOR):
        return True
    if page.linked[block] > _ALL_LINK * page.size[block]:
        return False
    above = region.above(owner)
    return _CAPTION_TAG in (page.tag[above], page.tag[region.above(above)])


def dropped(region: Region, whys: list[str]) -> set[int]:
    """The mem_ids of what is not the article below the container, each standing for its whole subtree.

    A caption is no text of the article, but goes with its picture, so it is not listed.
    """
    page, first = region.page, region.first
    lost = [bool(why) and (why in _NEVER or not _is_caption(region, index)) for index, why in enumerate(whys)]
    left = [0, *accumulate(not gone for gone in lost)]
    gone: set[int] = set()
    inside: set[int] = set()  # elements that are gone, with those around them
    posts, holders = _shown_posts(region)
    shown: set[int] = set()  # pictures with their captions and posts, with what stands in them
    for element in region.elements:
        start, end = page.start[element] - first, page.end[element] - first
        if page.parent[element] in inside:
            inside.add(element)
        elif page.parent[element] in shown or element in posts:
            shown.add(element)
        elif (start < end and left[start] == left[end]) or (start == end and _is_bar(region, element)):
            if _is_picture(region, element):
                if _NO_CAPTIONS.isdisjoint(whys[start:end]):
                    shown.add(element)
                continue  # else its parts are looked at one by one: the headline beside it goes
            if element in holders or _is_player(region, element) or _is_in_figure(region, element):
                continue  # ... the labels of its buttons go
            inside.add(element)
            gone.add(page.nodes[element].mem_id)
    for index, owner in enumerate(region.owners):
        if lost[index] and owner not in inside and owner not in shown:
            gone.update(page.text_ids(first + index))
    return gone
