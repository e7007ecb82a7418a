"""Which of the container's blocks are the article, and which elements go with those that are not."""

from __future__ import annotations

from feedbot.extract.content import tables
from feedbot.extract.content.features import FORUM, Region
from feedbot.extract.content.model import Model
from feedbot.extract.content.outline import TAG

_HEADINGS = {TAG[name]: level for level, name in enumerate(tables.HEADINGS, 1)}
_FIGURES = frozenset((TAG["figure"], TAG["figcaption"]))
_PRE = TAG["pre"]
_LONG = 60  # characters from which a repeated block is a copy and not a refrain
_KEEP = -0.7  # log-odds: a block that is a little more likely to be wrong than right is still worth its words
_CAPTION = tables.BIT["caption"]


def keep(region: Region, model: Model, genre: int, title: str, threshold: float = _KEEP) -> list[bool]:
    """Whether each of the container's blocks is text of the article."""
    kept = [score > threshold for score in model.scores(region, genre, title)]
    _drop_copies(region, kept)
    if genre != FORUM:
        _drop_idle_headings(region, kept)
    return kept


def _drop_copies(region: Region, kept: list[bool]) -> None:
    """A page that repeats its body, say for narrow screens, says it once."""
    seen: set[str] = set()
    owners = region.page.owner[region.first : region.last]
    for index, text in enumerate(region.page.text[region.first : region.last]):
        if kept[index] and len(text) > _LONG and region.page.tag[owners[index]] != _PRE:
            kept[index] = text not in seen
            seen.add(text)


def _drop_idle_headings(region: Region, kept: list[bool]) -> None:
    """A heading goes with what it stood above: nothing is left under it up to the next heading of its level, or the end."""
    page = region.page
    levels = [_HEADINGS.get(page.tag[owner], 0) for owner in page.owner[region.first : region.last]]
    text_below = False  # kept text after this point and before the next heading of the same or a higher level
    for index in range(len(kept) - 1, -1, -1):
        if levels[index] and kept[index]:
            kept[index] = text_below
        elif kept[index]:
            text_below = True
        if levels[index] and not kept[index]:
            text_below = False


def dropped(region: Region, kept: list[bool]) -> set[int]:
    """The mem_ids of what is not the article below the container, each standing for its whole subtree.

    A caption is no text of the article, but goes with its picture, so it is not listed.
    """
    page, first = region.page, region.first
    lost = [not keeps for keeps in kept]
    for index, owner in enumerate(page.owner[first : region.last]):
        if lost[index] and (page.tag[owner] in _FIGURES or region.near[owner] & _CAPTION):
            lost[index] = False
    kept_before = [0]
    for keeps in lost:
        kept_before.append(kept_before[-1] + (not keeps))
    gone: set[int] = set()
    inside: set[int] = set()  # elements that are gone, with those around them
    for element in region.elements:
        start, end = page.start[element] - first, page.end[element] - first
        if page.parent[element] in inside:
            inside.add(element)
        elif start < end and kept_before[start] == kept_before[end]:
            inside.add(element)
            gone.add(page.nodes[element].mem_id)
    for index, owner in enumerate(page.owner[first : region.last]):
        if lost[index] and owner not in inside:
            gone.update(page.text_ids(first + index))
    return gone
