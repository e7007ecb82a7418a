"""What a page and its doors would give, without a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from conftest import Clock, Web
from test_pipeline import POLITICS, SITE, SLUGS, SOURCE, headline, section, story
from test_pipeline_doors import ALTERNATE, FEED, rss, shell

from feedbot.errors import NoArticle
from feedbot.model import LinkRules, Source
from feedbot.preview import Preview, look


def preview(web: Web, url: str = POLITICS, kind: str = "", *, doors: bool = False, source: Source = SOURCE) -> Preview:
    web.asked[:] = []
    return look(web, url, kind, source, Clock(), doors=doors)


@pytest.fixture
def paper(web: Web) -> Web:
    web[POLITICS] = section(*SLUGS).replace("<title>", ALTERNATE.format(FEED) + "<title>")
    web[FEED] = rss(*SLUGS[:3])
    web[f"{SITE}/2026/11/new-bridge/"] = story("new-bridge")
    return web


def test_a_section_page_is_told_from_an_article(paper: Web) -> None:
    unknown = replace(SOURCE, sections=())
    listed, read = (preview(paper, url, source=unknown) for url in (POLITICS, f"{SITE}/2026/11/new-bridge/"))
    assert listed.found
    assert len(listed.found.links) == 5
    assert read.article
    assert read.article.title == headline("new-bridge")


def test_the_section_page_of_a_source_is_read_as_one_however_few_items_its_rules_leave(paper: Web) -> None:
    paper[POLITICS] += "<p>The council has met, and here is what it said of ships and tides.</p>" * 20
    seen = preview(paper, source=replace(SOURCE, links=LinkRules(include="new-bridge")))
    assert seen.found
    assert [link.title for link in seen.found.links] == [headline("new-bridge")]


def test_doors_are_asked_only_when_they_are_wanted(paper: Web) -> None:
    assert (preview(paper).doors, paper.asked) == ((), [POLITICS])
    seen = preview(paper, doors=True)
    assert [(door.door.kind, len(door.links), door.error) for door in seen.doors] == [
        ("feed", 3, ""),
        ("sitemap", 0, "answered 404"),
        ("sitemap", 0, "answered 404"),
    ]
    feed = seen.doors[0]
    assert (feed.newest, feed.titled, feed.dated) == (datetime(2026, 11, 10, 10, tzinfo=UTC), 3, 3)


def test_a_page_that_gives_nothing_says_why_and_shows_its_doors(paper: Web) -> None:
    paper[POLITICS] = shell(ALTERNATE.format(FEED))
    seen = preview(paper)
    assert "app" in seen.refused
    assert seen.code == "no-links"
    assert (len(seen.doors[0].links), seen.ok) == (3, True)
    assert seen.hint == "a run takes the items of the first of these doors that has any"
    del paper[FEED]
    alone = preview(paper)
    assert (alone.ok, "look for a feed" in alone.hint) == (False, True)


def test_a_feed_shows_its_items(paper: Web) -> None:
    seen = preview(paper, FEED, doors=True)
    assert seen.found
    assert (len(seen.found.links), seen.found.notes, seen.doors) == (3, ("read as feed",), ())


def test_a_section_page_that_is_called_an_article_is_refused_as_one(paper: Web) -> None:
    paper[POLITICS] = "<html><title>Politics</title><p>Soon.</p></html>"
    with pytest.raises(NoArticle):
        preview(paper, kind="article")
