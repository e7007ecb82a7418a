"""Why a page gave no items: how many links it had, what dropped them, and what kind of page it looks like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from feedbot.discover.stand_in import nothing
from feedbot.discover.survey import Survey
from feedbot.document import Document
from feedbot.errors import NoLinks
from feedbot.model import Dropped
from feedbot.text import many
from feedbot.walls import HINTS, wall

_FEW_LINKS = 5
MANY_LINKS = 30  # on a home page: more are no leftovers of a page that did not load
_NAMED = 5  # sections that are named
_FEW_LETTERS = 400  # of text outside of links: less is no page of its own
_ARTICLE_LETTERS = 1500  # of text in paragraphs: more is an article
_FEED = "look for a feed of the site, or give another section page"


def refusal(document: Document, page: Survey, dropped: Sequence[Dropped], matched: str = "") -> NoLinks:
    """The error that says what was there instead of items; `matched` names a rule that left nothing."""
    said, hint = (
        (f"{matched} left none of them", "change or remove the rule; detection works without")
        if matched
        else _kind(document, page)
    )
    reasons = ", ".join(f"{count} {why}" for why, count in Counter(link.why for link in dropped).most_common())
    among = many(page.links, "link") + (f" ({reasons})" if reasons else "")
    return NoLinks(document.url, f"no items among {among}: {said}", hint=hint)


def _kind(document: Document, page: Survey) -> tuple[str, str]:
    """What the page looks like, and what to try."""
    if found := wall(document):
        article = "an" if found.kind[0] in "aeiou" else "a"
        return f"looks like {article} {found.kind} ({found.seen})", HINTS.get(found.kind, _FEED)
    if empty := nothing(document):
        return f'the list is empty (the page says "{empty}")', _FEED
    paragraphs = sum(len(node.text()) for node in document.tree.css("p"))
    if paragraphs >= _ARTICLE_LETTERS:
        return "looks like an article", "give the page that lists the articles"
    if page.links >= MANY_LINKS and (hint := _sections(document)):
        return "looks like a home page, too noisy to tell its stories from the rest", hint
    if page.links < _FEW_LINKS:
        body = document.tree.body
        letters = len(body.text(separator=" ")) if body is not None else 0
        if letters < _FEW_LETTERS and document.tree.css_first("script") is not None:
            return "looks like an app that fills itself by script", HINTS["app shell"]
        return "too few links for a list", _FEED
    return "no list that looks like articles", f"links.select names the item links by CSS; or {_FEED}"


def _sections(document: Document) -> str:
    """Which sections could be given instead of a home page; "" for another page."""
    from feedbot.discover.sections import is_home, sections  # no page with items needs them

    if not is_home(document.url):
        return ""
    found = sections(document)
    named = ", ".join(f"{section.name} ({section.url})" for section in found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return f"choose a section: {named}{more}" if named else f"give the page of one section; or {_FEED}"
