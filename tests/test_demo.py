"""The whole job on the sample newspaper: what stands in the feeds against what a perfect run gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedbot.app import App, open_app
from feedbot.config import loads
from feedbot.demo import DemoSite, Expected, config_for, forbidden, truth
from feedbot.demo.truth import ADDED, BROKEN, SHARED
from feedbot.model import Entry, Report

SOURCES = tuple(truth())


class Newsroom:
    """The sample site, an app on it, and the reports of its first run."""

    def __init__(self, site: DemoSite, app: App) -> None:
        self.site, self.app = site, app
        self.reports = {report.source: report for report in app.run(app.config.sources)}

    def entries(self, source: str) -> dict[str, Entry]:
        """The source's entries by the path of their address."""
        return {re.sub(r"^https?://[^/]+", "", e.article.url): e for e in self.app.store.latest(source, 100)}

    def again(self) -> list[Report]:
        return self.app.run(self.app.config.sources)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    folder = tmp_path_factory.mktemp("courier")
    with DemoSite() as site:
        config = loads(config_for(folder, site.url).encode(), folder / "demo.yaml", {})
        with open_app(config) as app:
            yield Newsroom(site, app)


def expected(source: str) -> dict[str, Expected]:
    return {item.path: item for item in truth()[source]}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("source", SOURCES)
def test_every_story_is_an_entry_and_nothing_else_is(newsroom: Newsroom, source: str) -> None:
    assert set(newsroom.entries(source)) == set(expected(source))


@pytest.mark.parametrize("source", SOURCES)
def test_titles_authors_and_days_are_what_the_pages_say(newsroom: Newsroom, source: str) -> None:
    found = {
        path: (e.article.title, e.article.authors, e.article.published and e.article.published.isoformat()[:10])
        for path, e in newsroom.entries(source).items()
    }
    assert found == {
        path: (item.title, item.authors, item.published.isoformat()[:10]) for path, item in expected(source).items()
    }


@pytest.mark.parametrize("source", SOURCES)
def test_every_piece_of_every_text_is_there_and_in_order(newsroom: Newsroom, source: str) -> None:
    entries = newsroom.entries(source)
    for path, item in expected(source).items():
        text, place = squeezed(entries[path].article.text), 0
        for piece in item.text:
            place = text.find(squeezed(piece), place)
            assert place >= 0, f"{path}: {piece[:80]}"


@pytest.mark.parametrize("source", SOURCES)
def test_no_donation_box_letter_bio_or_comment_gets_into_an_entry(newsroom: Newsroom, source: str) -> None:
    for path, entry in newsroom.entries(source).items():
        for phrase in forbidden():
            assert phrase not in squeezed(entry.article.content), f"{path}: {phrase}"
            assert phrase not in squeezed(entry.article.text), f"{path}: {phrase}"


@pytest.mark.parametrize("source", SOURCES)
def test_figures_come_with_their_real_picture_and_caption(newsroom: Newsroom, source: str) -> None:
    entries = newsroom.entries(source)
    for path, item in expected(source).items():
        if item.image:
            content = entries[path].article.content
            assert item.image in content, path
            assert squeezed(item.caption) in squeezed(content), path
            assert "data:image" not in content


def test_a_story_in_three_sections_is_one_entry_with_three_categories(newsroom: Newsroom) -> None:
    item = next(item for item in truth()["courier"] if item.slug == SHARED)
    assert set(newsroom.entries("courier")[item.path].categories) >= set(item.categories)
    assert newsroom.site.requests.count(item.path) == 1


def test_the_broken_link_is_told_and_not_asked_again(newsroom: Newsroom) -> None:
    failures = [failure for report in newsroom.reports.values() for failure in report.failures]
    assert [failure.url.endswith(BROKEN) for failure in failures] == [True]
    newsroom.again()
    assert newsroom.site.requests.count(BROKEN) == 1


def test_a_second_run_finds_nothing_new_and_touches_no_file(newsroom: Newsroom) -> None:
    output = newsroom.app.config.output
    before = {path: path.stat().st_mtime_ns for path in output.iterdir()}
    reports = newsroom.again()
    assert all(report.ok and not report.new and not report.written for report in reports)
    assert {path: path.stat().st_mtime_ns for path in output.iterdir()} == before


def test_a_new_story_is_one_new_entry_and_the_others_keep_their_ids(newsroom: Newsroom) -> None:
    before = {path: entry.id for path, entry in newsroom.entries("courier").items()}
    newsroom.site.turn(3)
    try:
        reports = newsroom.again()
    finally:
        newsroom.site.turn(1)
    after = {path: entry.id for path, entry in newsroom.entries("courier").items()}
    assert sum(report.new for report in reports) == 1
    assert before.items() < after.items()
    assert any(ADDED in path for path in after.keys() - before.keys())


def test_the_index_names_every_feed(newsroom: Newsroom) -> None:
    page = (Path(newsroom.app.config.output) / "index.html").read_text("utf8")
    assert all(f"{source}.atom" in page for source in SOURCES)
