"""Section page -> links that a reader would expect in the feed.

survey      every link, and the elements around it, looked at once
evidence    links to one address joined; lists, address patterns and cards counted into features
model       how likely each address is an item, by trained trees
choose      lists stand or fall together; sidebars give way to a main list
cards       title, date, summary, authors and picture of each item
days        the date of items that stand below the day's heading
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial

from feedbot.dates import in_year
from feedbot.discover import regions
from feedbot.discover.cards import Cards
from feedbot.discover.choose import choose, in_sidebar, weigh
from feedbot.discover.evidence import Evidence, Target, apart
from feedbot.discover.model import trained
from feedbot.discover.refuse import MANY_LINKS, refusal
from feedbot.discover.select import filtered, selected
from feedbot.discover.stand_in import article, nothing
from feedbot.discover.survey import Place, survey
from feedbot.document import Document
from feedbot.door import Door
from feedbot.model import Dropped, Link, LinkRules, Page
from feedbot.walls import wall

__all__ = ["Found", "discover", "read"]

_NO_RULES = LinkRules()
_CERTAIN = 1.5  # logarithm of odds
_FEW = 8  # links; a home page has more stories
_FRAMES = ("nav", "footer")
_BODIES = "main, article, h1"  # no menu has these; where its end is missing, it has all that follows

DETECTED = "detected"
# Why a link is no item.
FRAMED = "in navigation, footer or share buttons"
OWN = "the section itself or a page above it"
UNLIKE = "unlike the items"
LISTING = "a listing, not an item"
SIDEBAR = "in a sidebar"
EXTERNAL = "leads to another site"
NOT_SELECTED = "not in links.select"


class Found:
    """What a section page gave: its items in page order, and every other link with the reason, once it is asked for."""

    def __init__(
        self, links: Sequence[Link], dropped: Callable[[], Sequence[Dropped]] = tuple, notes: Sequence[str] = ()
    ) -> None:
        self.links = tuple(links)
        self.notes = tuple(notes)
        self._dropped = dropped

    @cached_property
    def dropped(self) -> tuple[Dropped, ...]:
        return tuple(self._dropped())


def discover(
    body: bytes, url: str, *, content_type: str = "", rules: LinkRules = _NO_RULES, now: datetime | None = None
) -> list[Link]:
    """The items of a section page, in page order.

    `now` lets dates that lean on the clock ("3 hours ago") be read. Raises `NoLinks` where there are none, and for the
    page of one article, unless `rules.select` says what its items are.
    """
    document = Document(Page(url=url, body=body, content_type=content_type))
    links = list(read(document, rules, now=now).links)
    if not rules.select and (refused := article(document)):
        raise refused
    return links


def read(document: Document, rules: LinkRules = _NO_RULES, *, now: datetime | None = None) -> Found:
    """The items of a section page, and why each other link is none. Raises `NoLinks` where there are no items."""
    notes: list[str] = []
    evidence, chosen, why = _items(document, rules, notes)
    if why == DETECTED and evidence.are_plain(chosen) and _is_bare(document):
        chosen = []
    kept, barred = filtered(chosen, rules)
    dropped = partial(_dropped, document, evidence, kept, barred, why)
    if not kept:
        raise refusal(document, evidence.page, dropped(), "links.include and links.exclude" if barred else "")
    apart(chosen)
    cards = Cards(evidence, kept, document.base, _language(document), now)
    told = evidence.told(kept) if why == DETECTED else {}
    links = [cards.link(t, position, told.get(t.key, why)) for position, t in enumerate(kept)]
    if cards.yearless:
        links = _of_years(links, kept, cards.yearless, document, now)
    return Found(_dated(links, kept, document, now), dropped, notes)


def _is_bare(document: Document) -> bool:
    """Whether what a page shows beside its menus is a wall, or the words that there is nothing."""
    return bool(nothing(document) or wall(document))


def _of_years(
    links: Sequence[Link], items: Sequence[Target], yearless: Collection[int], document: Document, now: datetime | None
) -> list[Link]:
    """The links, the dates of some in the year of the heading above them."""
    from feedbot.discover.days import years  # few pages need it

    headed = years(document, {items[position].best.node.mem_id for position in yearless})
    found = list(links)
    for position in yearless:
        link, year = links[position], headed.get(items[position].best.node.mem_id)
        if link.published and year and (when := in_year(link.published, year, now)):
            found[position] = replace(link, published=when)
    return found


def _dated(links: Sequence[Link], items: Sequence[Target], document: Document, now: datetime | None) -> Sequence[Link]:
    """The links, those without a date with that of the heading above them, where most have none."""
    if 2 * sum(link.published is None for link in links) <= len(links):
        return links
    from feedbot.discover.days import days  # few pages need it

    headed = days(document, {item.best.node.mem_id for item in items}, _language(document), now)
    return [
        replace(link, published=link.published or headed.get(item.best.node.mem_id))
        for link, item in zip(links, items, strict=True)
    ]


def _items(document: Document, rules: LinkRules, notes: list[str]) -> tuple[Evidence, list[Target], str]:
    """The targets that are items, and what chose them: the source's selector, else detection, else a second look."""
    if rules.select:
        everything = Evidence(survey(document), document.url)
        if marked := selected(document, everything.targets, rules.select):
            return everything, marked, "links.select"
        notes.append(f"links.select matches no link ({rules.select}); detection chose")
    evidence = Evidence(survey(document, regions.CLOSED), document.url)
    chosen = _detected(document, evidence)
    if chosen and not _is_menu(evidence, chosen) and not _is_noise(document, evidence, chosen):
        return evidence, chosen, DETECTED
    evidence = Evidence(survey(document), document.url)
    stories = evidence.stories()
    if chosen := [target for target in _detected(document, evidence) if target.key in stories]:
        notes.append("the items stand in what looks like navigation")
    return evidence, chosen, DETECTED


def _detected(document: Document, evidence: Evidence) -> list[Target]:
    """The items by their looks; what the page itself calls its items is read only where they leave doubt."""
    scores = weigh(evidence, trained())
    if max(scores, default=0.0) < _CERTAIN:
        from feedbot.discover.declared import declared  # few pages need it

        evidence.declared = declared(document)
    return choose(evidence, scores)


def _is_menu(evidence: Evidence, chosen: Sequence[Target]) -> bool:
    """Whether all that was found stands in menus and footers, and shows no sign of stories: what is left of a page
    whose list is empty. Such a part holds most of the page's links then, which is why it was not passed over.
    """
    return all(_in_frame(target) for target in chosen) and evidence.stories().isdisjoint(t.key for t in chosen)


def _in_frame(target: Target) -> bool:
    """Whether a link stands in a part that the page itself calls a menu or a footer, and that was not left open."""
    place: Place | None = target.best
    while place is not None and place.node.tag not in _FRAMES:
        place = place.up
    return place is not None and place.node.css_first(_BODIES) is None


def _is_noise(document: Document, evidence: Evidence, chosen: Sequence[Target]) -> bool:
    """Whether a home page's few likeliest links are no more than that: no list of them shows a sign of stories."""
    if len(chosen) >= _FEW or evidence.page.links < MANY_LINKS:
        return False
    from feedbot.discover.sections import is_home  # few pages need it

    return is_home(document.url) and evidence.stories().isdisjoint(target.key for target in chosen)


def _dropped(
    document: Document, evidence: Evidence, kept: Sequence[Target], barred: dict[str, str], why: str
) -> tuple[Dropped, ...]:
    """Every address that is no item, once, with the reason."""
    seen = {target.key for target in kept}
    targets = {target.key: target for target in evidence.targets}
    found = []
    for anchor in survey(document).anchors:
        if anchor.key in seen:
            continue
        seen.add(anchor.key)
        target = targets.get(anchor.key)
        if target is None:
            reason = FRAMED if anchor.region & regions.CLOSED else OWN
        else:
            reason = barred.get(anchor.key) or _reason(target, why)
        found.append(Dropped(anchor.url, anchor.text, reason))
    return tuple(found)


def _reason(target: Target, why: str) -> str:
    if why != DETECTED:
        return NOT_SELECTED
    if in_sidebar(target):
        return SIDEBAR
    if target.shape.external:
        return EXTERNAL
    return LISTING if target.shape.listing else UNLIKE


def _language(document: Document) -> str:
    root = document.root
    return (root.attributes.get("lang") or "") if root is not None else ""


sys.modules[__name__].__class__ = Door
