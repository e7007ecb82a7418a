from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from feedbot.config import loads
from feedbot.demo import Site, config_for, forbidden, truth
from feedbot.demo.stories import SECTIONS, stories
from feedbot.demo.truth import ADDED, BROKEN, SHARED, SOURCES, UPDATED

BASE = "http://127.0.0.1:1"
ROUNDS = (1, 2, 3)


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(BASE)


def decoded(body: bytes) -> str:
    return body.decode("windows-1252" if b"charset=windows-1252" in body else "utf-8", "replace")


def _targets(site: Site) -> set[str]:
    """Every address of the site that any of its pages mentions."""
    found = set()
    for path in site.paths:
        tree = LexborHTMLParser(decoded(site.get(path).body))
        for node in tree.css("a[href], img[src]"):
            for name in ("href", "src", "data-src", "data-lazy-src"):
                url = urlsplit(urljoin(BASE + path, node.attributes.get(name) or ""))
                if url.netloc == urlsplit(BASE).netloc:
                    found.add(url.path + (f"?{url.query}" if url.query else ""))
    return found


@pytest.mark.parametrize("turn", ROUNDS)
def test_every_link_leads_to_a_page_but_one(turn: int) -> None:
    site = Site(BASE, turn)
    assert {target for target in _targets(site) if site.get(target).status != 200} == {BROKEN}


def test_there_are_enough_pages_of_each_kind(site: Site) -> None:
    assert len([story for story in stories() if story.flag != "broken"]) >= 40
    assert all(len(site.listed(name)) >= 5 for name in SECTIONS)
    assert len({section.layout for section in SECTIONS.values()}) == 6


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + 3]) for n in range(len(words) - 2)}


def test_no_two_stories_are_alike() -> None:
    texts = {story.slug: _shingles(" ".join(story.blocks)) for story in stories(3) if story.flag != "broken"}
    for one, other in combinations(texts, 2):
        common = len(texts[one] & texts[other]) / len(texts[one] | texts[other])
        assert common < 0.03, (one, other)


@pytest.mark.parametrize("story", [s for s in stories(3) if s.flag != "broken"], ids=lambda story: story.slug)
def test_a_story_is_a_real_article(story) -> None:  # type: ignore[no-untyped-def]
    words = len(" ".join(story.blocks).split())
    assert 150 <= words <= 500
    assert story.title
    assert story.authors


@pytest.mark.parametrize("turn", ROUNDS)
def test_the_truth_stands_on_the_pages(turn: int) -> None:
    site = Site(BASE, turn)
    for entry in [entry for entries in truth(turn).values() for entry in entries]:
        page = decoded(site.get(entry.path).body).replace("\ufffd", "’").replace("\x92", "’")
        text = re.sub(r"\s+", " ", LexborHTMLParser(page).body.text(separator=" ", strip=False))  # type: ignore[union-attr]
        squeezed = re.sub(r"\s", "", text)
        for piece in (entry.title, entry.caption, *entry.authors, *entry.text):
            assert re.sub(r"\s", "", piece) in squeezed, (entry.slug, piece)
        assert entry.image in page


def test_what_is_forbidden_stands_on_the_pages_and_in_no_story(site: Site) -> None:
    everything = "".join(decoded(site.get(path).body) for path in site.paths)
    told = " ".join(block for story in stories(3) for block in story.blocks)
    assert len(forbidden()) > 15
    for phrase in forbidden():
        assert phrase in everything
        assert phrase not in told


def test_one_story_stands_in_three_sections_under_one_canonical_address(site: Site) -> None:
    (entry,) = (entry for entry in truth()["courier"] if entry.slug == SHARED)
    assert entry.categories == ("Town Hall", "Schools", "Harbour")
    for name in ("town-hall", "schools", "harbour"):
        assert entry.path in decoded(site.get(f"/{name}/").body)
    assert f'rel="canonical" href="{BASE}{entry.path}"' in decoded(site.get(f"{entry.path}?utm_source=schools").body)


def test_the_second_round_changes_one_story_only() -> None:
    first, second = Site(BASE, 1), Site(BASE, 2)
    changed = {path for path in first.paths if first.get(path) != second.get(path)}
    (before,) = (entry for entry in truth(1)["courier"] if entry.slug == UPDATED)
    (after,) = (entry for entry in truth(2)["courier"] if entry.slug == UPDATED)
    assert changed == {before.path}
    assert len(after.text) == len(before.text) + 1


def test_the_third_round_adds_one_story() -> None:
    added = set(Site(BASE, 3).paths) - set(Site(BASE, 2).paths)
    assert [path for path in added if ADDED in path]
    assert {entry.slug for entry in truth(3)["courier"]} - {entry.slug for entry in truth(2)["courier"]} == {ADDED}


def test_the_oddities_are_there(site: Site) -> None:
    assert b"hadn\x92t" in site.get("/2026/10/07/mill-lane-main/").body
    assert b"clerk\x92s office" in site.get("/notices/view?id=hearing-boathouse-lot").body
    assert site.get("/notices/").content_type == "text/html"
    assert "Meters are coming" in decoded(site.get("/town-hall/").body)
    assert "<pre><code>import urllib" in decoded(site.get("/schools/tide-gauge-club").body)
    assert "<table>" in decoded(site.get("/2026/10/14/budget-first-draft/").body)
    assert "<blockquote>" in decoded(site.get("/arts/harbour-novel.html").body)


def test_the_same_round_gives_the_same_bytes(site: Site) -> None:
    assert [site.get(path) for path in site.paths] == [Site(BASE).get(path) for path in site.paths]


def test_the_demos_configuration_is_right_whatever_its_folder_is_called() -> None:
    folder = Path("/tmp/a 'quoted' ${HOME} # folder")
    config = loads(config_for(folder, BASE + "/").encode(), Path("/x/config.yaml"), {})
    assert config.output == folder / "output"
    assert config.fetch.allow_addresses == ("127.0.0.1:1",)
    assert config.fetch.pause == 0
    read = {source.name: tuple(urlsplit(s.url).path.strip("/") for s in source.sections) for source in config.sources}
    assert read == SOURCES
