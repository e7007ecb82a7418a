from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from worlds import Clock, Files, Web

from feedbot.claims import Claims
from feedbot.errors import Disallowed, NotAPage, RateLimited, Stopped, StoreError, Unreachable
from feedbot.model import ArticleRules, Entry, LinkRules, Page, Section, Source
from feedbot.pipeline import Pipeline
from feedbot.store import Store

SITE = "https://paper.example"
POLITICS = f"{SITE}/politics/"
HEALTH = f"{SITE}/health/"
DEAD = f"{SITE}/2026/11/harbour-fees/"
WALL = "<title>Log in</title><h1>Log in</h1><form><input type=password></form><p>Forgot your password?</p>"
SOURCE = Source("paper", (Section(POLITICS, "Politics"),), title="The Paper", formats=("atom", "json"))
BOTH = replace(SOURCE, sections=(Section(POLITICS, "Politics"), Section(HEALTH, "Health")))


def section(*slugs: str) -> str:
    rows = "".join(
        f'<article class="card"><h2><a href="/2026/11/{slug}/">{headline(slug)}</a></h2><p>What happened, in short.</p>'
        f'<time datetime="2026-11-1{n}">1{n} November 2026</time></article>'
        for n, slug in enumerate(slugs)
    )
    menu = "".join(f'<li><a href="/{name}/">{name.title()}</a></li>' for name in ("politics", "health", "about"))
    return f"<html lang=en><title>Politics - The Paper</title><nav><ul>{menu}</ul></nav><main>{rows}</main></html>"


def headline(slug: str) -> str:
    return f"The council voted on the {slug.replace('-', ' ')} after a long evening"


def story(slug: str, *, paragraphs: int = 8) -> str:
    text = "".join(
        f"<p>Paragraph {n} about the {slug}: the members of the council spoke at some length, and nobody who had come "
        f"to listen left the room before the vote on the {slug} was counted for the {n}th time.</p>"
        for n in range(paragraphs)
    )
    return (
        f"<html lang=en><title>{headline(slug)} - The Paper</title><body><article><h1>{headline(slug)}</h1>{text}"
        f"</article></body></html>"
    )


SLUGS = ("new-bridge", "school-budget", "harbour-fees", "library-roof", "night-buses")


@pytest.fixture
def paper(web: Web) -> Web:
    web[POLITICS] = section(*SLUGS)
    for slug in SLUGS:
        web[f"{SITE}/2026/11/{slug}/"] = story(slug)
    return web


@pytest.fixture
def line(paper: Web, store: Store, files: Files, clock: Clock) -> Pipeline:
    return Pipeline(fetch=paper, store=store, output=files, now=clock, base_url="https://feeds.example/")


def ids(store: Store, source: str = "paper") -> list[str]:
    return [entry.id for entry in store.latest(source, 100)]


def test_a_first_run_collects_every_item_and_writes_every_format(line: Pipeline, store: Store, files: Files) -> None:
    report = line.run(SOURCE)
    assert (report.found, report.new, report.failures) == (5, 5, ())
    assert report.written == ("paper.atom", "paper.json")
    assert {entry.article.title for entry in store.latest("paper", 50)} == {headline(slug) for slug in SLUGS}
    assert b"nobody who had come" in files["paper.atom"]


def test_a_second_run_asks_once_a_section_and_rewrites_nothing(line: Pipeline, paper: Web, files: Files) -> None:
    line.run(SOURCE)
    before, paper.asked[:] = dict(files), []
    report = line.run(SOURCE)
    assert (paper.asked, report.new, report.written, files) == ([POLITICS], 0, (), before)
    assert report.unchanged == report.sections == 1


def test_a_new_article_is_the_only_one_that_is_fetched(line: Pipeline, paper: Web) -> None:
    line.run(SOURCE)
    paper[POLITICS] = section("market-hall", *SLUGS)
    paper[f"{SITE}/2026/11/market-hall/"] = story("market-hall")
    paper.asked[:] = []
    assert line.run(SOURCE).new == 1
    assert paper.asked == [POLITICS, f"{SITE}/2026/11/market-hall/"]


@pytest.mark.parametrize("day", [None, "2026-11-12"])
def test_items_of_one_date_or_none_keep_the_order_of_the_section_page(
    line: Pipeline, paper: Web, store: Store, clock: Clock, day: str | None
) -> None:
    def listed(*slugs: str) -> str:
        return re.sub("<time.*?</time>", f'<time datetime="{day}">{day}</time>' if day else "", section(*slugs))

    paper[POLITICS] = listed(*SLUGS)
    paper[DEAD] = Disallowed(DEAD, "robots.txt forbids it")  # what stands in for an article keeps its place, too
    line.run(SOURCE)
    paper[POLITICS], paper[f"{SITE}/2026/11/market-hall/"] = listed("market-hall", *SLUGS), story("market-hall")
    clock.move(hours=1)
    line.run(SOURCE)
    shown = [entry.article.title for entry in store.latest("paper", 9)]
    assert shown == [headline(slug) for slug in ("market-hall", *SLUGS)]
    assert [entry.article.title for entry in store.latest("paper", 3)] == shown[:3]


def test_a_request_that_a_silent_host_never_got_is_not_counted(line: Pipeline, paper: Web) -> None:
    paper[DEAD] = RateLimited(DEAD, 429, 100)
    sent = [0, 0]

    def fetch(url: str, *, etag: str = "", last_modified: str = "") -> Page:
        page = paper(url, etag=etag, last_modified=last_modified)
        sent[0] += 2  # a redirect, and the page
        sent[1] += len(page.body)
        return page

    report = replace(line, fetch=fetch, sent=lambda: (sent[0], sent[1]), per_host=1).run(SOURCE)
    assert (report.requests, report.received) == (10, sent[1])


def test_one_dead_link_does_not_stop_the_others(line: Pipeline, paper: Web) -> None:
    del paper[f"{SITE}/2026/11/harbour-fees/"]
    report = line.run(SOURCE)
    assert report.new == 4
    assert [(f.url, f.code) for f in report.failures] == [(f"{SITE}/2026/11/harbour-fees/", "bad-status")]


def test_a_failed_link_is_not_asked_again_at_the_next_run_but_when_it_is_due(
    line: Pipeline, paper: Web, clock: Clock
) -> None:
    dead = f"{SITE}/2026/11/harbour-fees/"
    page, paper[dead] = paper[dead], Unreachable(dead, "timed out")
    line.run(SOURCE)
    paper[dead], paper.asked[:] = page, []
    assert dead not in (line.run(SOURCE), paper.asked)[1]
    clock.move(hours=1)
    assert line.run(SOURCE).new == 1
    assert dead in paper.asked


def test_a_link_that_stays_dead_is_given_up(line: Pipeline, paper: Web, clock: Clock) -> None:
    dead = f"{SITE}/2026/11/harbour-fees/"
    del paper[dead]
    for _ in range(10):
        line.run(SOURCE)
        clock.move(days=2)
    assert paper.asked.count(dead) == 3


@pytest.mark.parametrize("error", [Disallowed(DEAD, "robots.txt forbids it"), NotAPage(DEAD, "a PDF")])
def test_an_article_that_must_not_or_cannot_be_read_is_an_entry_of_what_its_section_page_said(
    line: Pipeline, paper: Web, store: Store, clock: Clock, error: Exception
) -> None:
    paper[DEAD] = error
    report = line.run(SOURCE)
    assert (report.new, report.partial, [f.url for f in report.failures]) == (5, 1, [DEAD])
    entry = next(one for one in store.latest("paper", 9) if one.article.url == DEAD)
    assert (entry.article.title, entry.article.published) == (headline("harbour-fees"), date(2026, 11, 12))
    assert entry.article.partial == str(error)
    clock.move(days=9)
    assert line.run(SOURCE).ok
    assert paper.asked.count(DEAD) == 1


@pytest.mark.parametrize(
    ("given", "said", "at_once"),
    [
        (Unreachable(DEAD, "timed out"), "timed out", False),
        (WALL, "login", True),
    ],
    ids=["unreachable", "wall"],
)
def test_an_article_that_cannot_be_read_is_an_entry_and_one_that_is_gone_is_none(
    line: Pipeline, paper: Web, store: Store, clock: Clock, given: str | Exception, said: str, at_once: bool
) -> None:
    gone = f"{SITE}/2026/11/{SLUGS[0]}/"
    del paper[gone]
    paper[DEAD] = given
    assert line.run(SOURCE).new == 3 + at_once
    clock.move(hours=1)
    assert line.run(SOURCE).new == 1 - at_once  # what may pass has a second try before
    for _ in range(10):
        clock.move(days=2)
        assert line.run(SOURCE).new == 0
    found = {entry.article.url: entry.article.partial for entry in store.latest("paper", 9)}
    assert said in found[DEAD]
    assert gone not in found


@pytest.mark.parametrize("given", [Unreachable(DEAD, "timed out"), WALL], ids=["unreachable", "wall"])
def test_an_article_takes_the_place_of_what_stood_in_for_it(
    line: Pipeline, paper: Web, store: Store, clock: Clock, files: Files, given: str | Exception
) -> None:
    was, paper[DEAD] = paper[DEAD], given
    line.run(SOURCE)
    clock.move(hours=1)
    line.run(SOURCE)
    [before] = [entry for entry in store.latest("paper", 9) if entry.article.partial]
    paper[DEAD] = was
    clock.move(days=1)
    report = line.run(SOURCE)
    assert (report.new, report.filled, report.failures) == (0, 1, ())
    assert report.written == ("paper.atom", "paper.json")
    [after] = [entry for entry in store.latest("paper", 9) if entry.article.url == DEAD]
    assert (after.id, after.published, after.first_seen) == (before.id, before.published, before.first_seen)
    assert (after.revision, after.updated, after.article.partial) == (2, clock(), "")
    assert "the vote on the harbour-fees was counted" in after.article.text
    asked = paper.asked.count(DEAD)
    clock.move(days=9)
    assert line.run(SOURCE).ok
    assert (paper.asked.count(DEAD), len(ids(store))) == (asked, 5)


def test_a_fault_of_our_own_costs_one_article_and_is_told_with_its_trace(line: Pipeline, paper: Web) -> None:
    paper[f"{SITE}/2026/11/harbour-fees/"] = ZeroDivisionError("division by zero")
    report = line.run(SOURCE)
    assert report.new == 4
    assert report.failures[0].code == "bug"
    assert "ZeroDivisionError" in report.failures[0].trace


def test_a_section_page_that_fails_keeps_the_last_good_feed(line: Pipeline, paper: Web, files: Files) -> None:
    line.run(SOURCE)
    before, paper[POLITICS] = dict(files), Unreachable(POLITICS, "timed out")
    report = line.run(SOURCE)
    assert [failure.code for failure in report.failures] == ["unreachable"]
    assert files == before


def test_a_section_page_without_items_is_an_error_and_keeps_the_last_good_feed(
    line: Pipeline, paper: Web, files: Files
) -> None:
    line.run(SOURCE)
    before, paper[POLITICS] = dict(files), "<html><title>Politics</title><main><p>Nothing here.</p></main></html>"
    report = line.run(SOURCE)
    assert [failure.code for failure in report.failures] == ["no-links"]
    assert files == before


def test_entries_stay_when_they_have_left_the_section_page(line: Pipeline, paper: Web, store: Store) -> None:
    line.run(SOURCE)
    first = ids(store)
    paper[POLITICS] = section("a-first", "b-second", "c-third", "d-fourth")
    for slug in ("a-first", "b-second", "c-third", "d-fourth"):
        paper[f"{SITE}/2026/11/{slug}/"] = story(slug)
    line.run(SOURCE)
    assert set(first) < set(ids(store))


def test_a_story_in_two_sections_is_one_entry_with_both_as_categories(line: Pipeline, paper: Web, store: Store) -> None:
    paper[HEALTH] = section("new-bridge", "clinic-hours", "flu-season", "water-test")
    for slug in ("clinic-hours", "flu-season", "water-test"):
        paper[f"{SITE}/2026/11/{slug}/"] = story(slug)
    report = line.run(BOTH)
    shared = next(e for e in store.latest("paper", 50) if e.article.url.endswith("/new-bridge/"))
    assert report.new == 8
    assert set(shared.categories) >= {"Politics", "Health"}
    assert paper.asked.count(f"{SITE}/2026/11/new-bridge/") == 1


def test_a_story_that_appears_in_another_section_later_gains_a_category_and_keeps_its_id(
    line: Pipeline, paper: Web, store: Store, clock: Clock
) -> None:
    line.run(SOURCE)
    before = {e.id: e.published for e in store.latest("paper", 50)}
    clock.move(minutes=30)
    paper[HEALTH] = section(*SLUGS[:4])
    report = line.run(BOTH)
    after = store.latest("paper", 50)
    assert report.new == 0
    assert report.written
    assert {e.id: e.published for e in after} == before
    assert sum(e.categories[:2] == ("Politics", "Health") for e in after) == 4


def test_two_sources_that_show_one_story_ask_for_it_once_and_both_have_it(
    line: Pipeline, paper: Web, store: Store
) -> None:
    other = replace(SOURCE, name="other")
    runs = [threading.Thread(target=line.run, args=(source,)) for source in (SOURCE, other)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    line.run(SOURCE), line.run(other)
    assert sorted(ids(store, "other")) == sorted(ids(store, "paper"))
    assert len(ids(store)) == 5
    assert paper.asked.count(f"{SITE}/2026/11/new-bridge/") == 1


def test_the_same_article_under_two_addresses_is_one_entry(line: Pipeline, paper: Web, store: Store) -> None:
    paper[POLITICS] = section(*SLUGS, "new-bridge-opens")
    paper[f"{SITE}/2026/11/new-bridge-opens/"] = story("new-bridge")
    report = line.run(SOURCE)
    assert (report.new, report.duplicates) == (5, 1)
    assert len(ids(store)) == 5


def test_what_a_killed_run_left_is_collected_by_the_next(
    line: Pipeline, paper: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> tuple[Entry, str]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Pipeline, "collect", killed)
        with pytest.raises(KeyboardInterrupt):
            line.run(SOURCE)
    report = line.run(SOURCE)
    assert (report.unchanged, report.new) == (1, 5)


def test_a_stop_leaves_what_is_not_begun_for_the_next_run(line: Pipeline) -> None:
    line.stop.set()
    assert (line.run(SOURCE).new, line.run(SOURCE).failures) == (0, ())
    line.stop.clear()
    assert line.run(SOURCE).new == 5


def test_a_stop_leaves_the_sections_that_are_not_begun(line: Pipeline, paper: Web, store: Store) -> None:
    line.stop.set()
    report = line.run(replace(SOURCE, sections=tuple(Section(f"{SITE}/{n}/") for n in range(6))))
    assert (paper.asked, report.failures, store.last_runs()) == ([], (), {})


def stopped_at(line: Pipeline, *urls: str) -> Pipeline:
    """The line, told to stop while the section page is asked; these addresses are broken off."""

    def fetch(url: str, *, etag: str = "", last_modified: str = "") -> Page:
        line.stop.set()
        if url in urls:
            raise Stopped(url, "broken off, feedbot is stopping")
        return line.fetch(url, etag=etag, last_modified=last_modified)

    return replace(line, fetch=fetch)


def test_what_a_stop_breaks_off_is_no_failure_and_due_at_once(line: Pipeline, store: Store) -> None:
    stories = [f"{SITE}/2026/11/{slug}/" for slug in SLUGS]
    report = stopped_at(line).run(SOURCE)
    assert (report.found, report.failures) == (5, ())
    line.stop.clear()
    assert store.last_runs() == {}  # it counts as none, so that a scheduler does not wait
    assert stopped_at(line, *stories).run(SOURCE).failures == ()
    line.stop.clear()
    assert line.run(SOURCE).new == 5


def test_a_section_that_a_stop_breaks_off_is_asked_again(line: Pipeline) -> None:
    assert [failure.code for failure in stopped_at(line, POLITICS).run(SOURCE).failures] == ["stopped"]
    line.stop.clear()
    assert line.run(SOURCE).new == 5


def test_a_file_that_somebody_else_changed_is_written_again(line: Pipeline, files: Files) -> None:
    line.run(SOURCE)
    line.shelf.index([SOURCE])
    good = dict(files)
    files.update({"paper.atom": b"", "index.html": b"another feedbot's"})
    assert line.run(SOURCE).written == ("paper.atom",)
    assert line.shelf.index([SOURCE]) == ("index.html",)
    assert files == good


def test_files_of_sources_that_are_gone_are_told(line: Pipeline, files: Files) -> None:
    line.run(SOURCE)
    line.run(replace(SOURCE, name="old"))
    assert line.shelf.left([SOURCE]) == ("old.atom", "old.json")
    del files["old.atom"]
    assert line.shelf.left([SOURCE]) == ("old.json",)


def test_rules_that_match_nothing_are_told(line: Pipeline) -> None:
    article = ArticleRules(content=("main .nope",), title=("h1",), authors=(".nope",))
    source = replace(SOURCE, links=LinkRules(select="h9 a"), article=article)
    assert line.run(source).notes == (
        f"{POLITICS}: links.select matches no link (h9 a); detection chose",
        "paper: article.content matched nothing in any of 5 new articles; detection chose",
        "paper: article.author matched nothing in any of 5 new articles; detection chose",
    )


def test_a_store_that_fails_is_reported_and_stops_nothing_else(
    line: Pipeline, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bool:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(store, "add", full)
        report = line.run(SOURCE)
    assert {failure.code for failure in report.failures} == {"store-error"}
    assert report.written == ()


@pytest.fixture
def full(store: Store, tmp_path: Path) -> Callable[[bool], None]:
    """Whether the store's disk has room for a note, but for no article."""

    def become(is_full: bool) -> None:
        with closing(sqlite3.connect(tmp_path / "feedbot.db")) as disk:
            disk.execute("drop trigger if exists full")
            if is_full:
                disk.execute("create trigger full before insert on entries begin select load_extension('room'); end")

    return become


def test_however_often_a_store_has_no_room_its_links_are_due_and_keep_their_tries(
    line: Pipeline, paper: Web, store: Store, clock: Clock, full: Callable[[bool], None]
) -> None:
    full(True)
    for _ in range(40):
        assert {failure.code for failure in line.run(SOURCE).failures} == {"store-error"}
    full(False)
    paper[DEAD] = Unreachable(DEAD, "timed out")
    assert line.run(SOURCE).new == 4
    assert store.unread_counts() == {("paper", "failed"): 1}


def test_where_there_is_no_room_for_what_stands_in_for_an_article_its_link_stays_due(
    line: Pipeline, paper: Web, full: Callable[[bool], None]
) -> None:
    paper[DEAD] = Disallowed(DEAD, "robots.txt forbids it")
    full(True)
    line.run(SOURCE)
    full(False)
    assert line.run(SOURCE).partial == 1


def test_a_deleted_feed_is_written_again(line: Pipeline, files: Files) -> None:
    line.run(SOURCE)
    lost = files.pop("paper.atom")
    assert line.run(SOURCE).written == ("paper.atom",)
    assert files["paper.atom"] == lost


def test_why_links_were_dropped_is_told_at_first_and_where_items_became_fewer(line: Pipeline, paper: Web) -> None:
    assert line.run(SOURCE).dropped
    paper[POLITICS] = section("tram-line", *SLUGS)
    paper[f"{SITE}/2026/11/tram-line/"] = story("tram-line")
    assert not line.run(SOURCE).dropped
    paper[POLITICS] = section(*SLUGS[:3])
    assert line.run(SOURCE).dropped


def test_another_title_in_the_configuration_writes_the_feed_again(line: Pipeline, files: Files) -> None:
    line.run(SOURCE)
    assert line.run(replace(SOURCE, title="Another")).written == ("paper.atom", "paper.json")
    assert b"Another" in files["paper.atom"]


def test_the_index_lists_the_feeds_and_is_written_only_when_they_change(line: Pipeline, files: Files) -> None:
    line.run(SOURCE)
    assert line.shelf.index([SOURCE]) == ("index.html", "feeds.opml")
    assert line.shelf.index([SOURCE]) == ()
    assert b"The Paper" in files["index.html"]
    assert b"paper.atom" in files["feeds.opml"]
    del files["feeds.opml"]
    assert line.shelf.index([SOURCE]) == ("feeds.opml",)
    line.run(replace(SOURCE, title="Another"))
    assert line.shelf.index([replace(SOURCE, title="Another")]) == ("index.html", "feeds.opml")


def test_lists_that_are_there_are_not_emptied_when_the_store_was_lost(line: Pipeline, files: Files) -> None:
    files["index.html"] = files["feeds.opml"] = b"of better days"
    assert line.shelf.index([SOURCE]) == ()
    assert files["index.html"] == b"of better days"


def test_whoever_comes_first_has_the_claim_and_the_next_waits_until_it_is_done() -> None:
    claims, order = Claims(), []
    begun, go_on = threading.Event(), threading.Event()

    def claim(name: str, meanwhile: Callable[[], object]) -> None:
        with claims.claim("key") as mine:
            meanwhile()
            order.append((name, mine))

    with claims.running():
        first = threading.Thread(target=claim, args=("first", lambda: (begun.set(), go_on.wait(5))))
        first.start()
        begun.wait(5)
        second = threading.Thread(target=claim, args=("second", lambda: None))
        second.start()
        go_on.set()
        first.join()
        second.join()
    assert order == [("first", True), ("second", False)]
