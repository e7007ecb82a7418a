"""Section page -> links that a reader would expect in the feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from feedbot.discover.cards import Cards
from feedbot.discover.choose import choose
from feedbot.discover.evidence import Evidence
from feedbot.discover.model import trained
from feedbot.discover.survey import survey
from feedbot.document import Document
from feedbot.errors import NoLinks
from feedbot.model import Dropped, Link, LinkRules, Page

__all__ = ["Found", "discover", "read"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a section page gave: its items in page order, and every other link with the reason."""

    links: tuple[Link, ...]
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()


def discover(
    body: bytes, url: str, *, content_type: str = "", rules: LinkRules = LinkRules(), now: datetime | None = None
) -> list[Link]:
    """The items of a section page, in page order; raises `NoLinks` where there are none."""
    return list(read(Document(Page(url=url, body=body, content_type=content_type)), rules, now=now).links)


def read(document: Document, rules: LinkRules = LinkRules(), *, now: datetime | None = None) -> Found:
    """The items of a section page, and why each other link is none."""
    page = survey(document)
    evidence = Evidence(page, document.url)
    trees = trained()
    chosen = choose(evidence, [trees.probability(t.features) for t in evidence.targets])
    if not chosen:
        raise NoLinks(document.url, f"no item among {len(page.anchors)} links")
    cards = Cards(page.anchors, document.base, _language(document), now)
    stops = {t.card.node.mem_id for t in chosen}
    kept = {id(t) for t in chosen}
    return Found(
        links=tuple(cards.link(t, position, stops, "") for position, t in enumerate(chosen)),
        dropped=tuple(Dropped(t.url, t.best.text, "unlike the items") for t in evidence.targets if id(t) not in kept),
    )


def _language(document: Document) -> str:
    root = document.root
    return (root.attributes.get("lang") or "") if root is not None else ""
