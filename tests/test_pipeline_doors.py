"""The line where a section's page gives nothing, its own address is a feed, or older pages are asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import Clock, Files, Web
from test_pipeline import POLITICS, SITE, SLUGS, SOURCE, headline, section, story

from feedbot.model import JsonPaths, LinkRules, Report, Section, Source
from feedbot.pipeline import Pipeline
from feedbot.store import Store

FEED = f"{SITE}/politics/feed/"
ALTERNATE = '<link rel=alternate type="application/rss+xml" href="{}">'


def shell(*heads: str) -> str:
    """A page that scripts would fill."""
    return f"<html><head><title>Politics</title>{''.join(heads)}<script src=/app.js></script></head><div id=root></div>"


def rss(*slugs: str) -> str:
    items = "".join(
        f"<item><title>{headline(slug)}</title><link>{SITE}/2026/11/{slug}/</link>"
        f"<pubDate>Tue, 10 Nov 2026 10:00:00 GMT</pubDate></item>"
        for slug in slugs
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Politics</title>{items}</channel></rss>'


@pytest.fixture
def paper(web: Web) -> Web:
    for slug in (*SLUGS, "market-hall"):
        web[f"{SITE}/2026/11/{slug}/"] = story(slug)
    return web


@pytest.fixture
def line(paper: Web, store: Store, files: Files, clock: Clock) -> Pipeline:
    return Pipeline(fetch=paper, store=store, output=files, now=clock)


@pytest.fixture
def run(line: Pipeline, paper: Web) -> Callable[..., tuple[Report, list[str]]]:
    """Runs the source, and says what was asked beside articles."""

    def once(source: Source = SOURCE) -> tuple[Report, list[str]]:
        paper.asked[:] = []
        report = line.run(source)
        return report, [url for url in paper.asked if "/2026/" not in url]

    return once


Run = Callable[..., tuple[Report, list[str]]]


def test_a_page_that_gives_items_asks_no_door(run: Run, paper: Web) -> None:
    paper[POLITICS] = section(*SLUGS).replace("<title>", ALTERNATE.format(FEED) + "<title>")
    paper[FEED] = rss("market-hall")
    report, asked = run()
    assert (report.new, asked) == (5, [POLITICS])
    assert run()[1] == [POLITICS]


def test_an_app_shell_is_served_by_the_feed_that_it_names(run: Run, paper: Web) -> None:
    paper[POLITICS], paper[FEED] = shell(ALTERNATE.format(FEED)), rss(*SLUGS)
    report, asked = run()
    assert (report.new, report.failures, asked) == (5, (), [POLITICS, FEED])


def test_the_door_that_served_costs_one_request_while_nothing_changes(run: Run, paper: Web) -> None:
    paper[POLITICS], paper[FEED] = shell(ALTERNATE.format(FEED)), rss(*SLUGS)
    run()
    report, asked = run()
    assert (report.unchanged, asked) == (1, [FEED])
    paper[FEED] = rss("market-hall", *SLUGS)
    report, asked = run()
    assert (report.new, asked) == (1, [FEED])


def test_the_section_page_decides_again_after_a_day(run: Run, paper: Web, clock: Clock) -> None:
    paper[POLITICS], paper[FEED] = shell(ALTERNATE.format(FEED)), rss(*SLUGS)
    run()
    clock.move(days=2)
    paper[POLITICS] = section("market-hall", *SLUGS)
    assert run()[1] == [POLITICS]
    assert run()[1] == [POLITICS]


def test_a_door_that_serves_no_more_leads_back_to_the_section_page(run: Run, paper: Web) -> None:
    paper[POLITICS], paper[FEED] = shell(ALTERNATE.format(FEED)), rss(*SLUGS)
    run()
    del paper[FEED]
    paper[POLITICS] = section("market-hall", *SLUGS)
    report, asked = run()
    assert (report.new, report.failures, asked) == (1, (), [FEED, POLITICS])
    assert run()[1] == [POLITICS]


def test_where_no_door_serves_the_error_says_what_each_gave(run: Run, paper: Web) -> None:
    paper[POLITICS], paper[FEED] = shell(ALTERNATE.format(FEED)), rss()
    report, asked = run()
    (failure,) = report.failures
    assert failure.code == "no-links"
    assert f"feed {FEED}: no items" in failure.message
    assert f"sitemap {SITE}/sitemap.xml: answered 404" in failure.message
    assert asked == [POLITICS, FEED, f"{SITE}/robots.txt", f"{SITE}/sitemap.xml"]


def test_doors_that_gave_nothing_are_left_alone_for_a_day(run: Run, paper: Web, clock: Clock) -> None:
    paper[POLITICS], paper[FEED] = shell(ALTERNATE.format(FEED)), rss()
    first = run()[0].failures[0].message
    report, asked = run()
    assert (report.failures[0].message, asked) == (first, [POLITICS])
    clock.move(days=1)
    assert FEED in run()[1]


def test_items_in_the_data_of_an_app_shell_need_no_further_request(run: Run, paper: Web) -> None:
    posts = [{"title": headline(slug), "slug": f"2026/11/{slug}/", "publishedAt": "2026-11-10"} for slug in SLUGS]
    state = json.dumps({"props": {"pageProps": {"posts": posts, "menu": [{"title": "Home", "url": "/"}] * 4}}})
    paper[POLITICS] = shell(f'<script id=__NEXT_DATA__ type="application/json">{state}</script>')
    assert (run()[0].new, run()[1]) == (5, [POLITICS])


def test_the_dates_and_authors_of_json_ld_are_kept_with_the_links_of_the_page(line: Pipeline, paper: Web) -> None:
    node = {
        "@type": "NewsArticle",
        "url": f"{SITE}/2026/11/new-bridge/",
        "headline": headline("new-bridge"),
        "author": {"@type": "Person", "name": "Ana Radelat"},
        "datePublished": "2026-11-10T08:30:00+01:00",
    }
    data = f'<script type="application/ld+json">{json.dumps({"@graph": [node]})}</script>'
    paper[POLITICS] = section(*SLUGS).replace("<title>", data + "<title>")
    line.discover(SOURCE, SOURCE.sections[0])
    (link,) = (d.link for d in line.store.due("paper", line.now()) if d.link.url.endswith("new-bridge/"))
    assert link.authors == ("Ana Radelat",)
    assert str(link.published) == "2026-11-10 08:30:00+01:00"


def test_a_feed_is_a_section_page_too(run: Run, paper: Web) -> None:
    source = replace(SOURCE, sections=(Section(FEED, "Politics"),))
    paper[FEED] = rss(*SLUGS)
    report, asked = run(source)
    assert (report.new, report.failures, asked) == (5, (), [FEED])
    assert run(source)[1] == [FEED]


def test_a_json_endpoint_is_read_by_its_paths(run: Run, paper: Web) -> None:
    address = f"{SITE}/api/list"
    rows = [{"to": f"/2026/11/{slug}/", "t": {"text": headline(slug)}} for slug in SLUGS]
    paper[address] = json.dumps({"data": {"rows": rows}})
    paths = JsonPaths(items="data.rows", url="to", title="t.text")
    assert run(replace(SOURCE, sections=(Section(address),), via="json", json=paths))[0].new == 5


def test_via_names_the_one_door_that_is_asked(run: Run, paper: Web) -> None:
    paper[POLITICS] = section(*SLUGS).replace("<title>", ALTERNATE.format(FEED) + "<title>")
    paper[FEED] = rss("market-hall")
    report, asked = run(replace(SOURCE, via="feed"))
    assert (report.new, asked) == (1, [POLITICS, FEED])
    assert run(replace(SOURCE, via="feed"))[1] == [FEED]
    assert run(replace(SOURCE, via="page"))[1] == [POLITICS]


def test_via_page_asks_no_door(run: Run, paper: Web) -> None:
    paper[POLITICS], paper[FEED] = shell(ALTERNATE.format(FEED)), rss(*SLUGS)
    report, asked = run(replace(SOURCE, via="page"))
    assert (report.failures[0].code, asked) == ("no-links", [POLITICS])


def test_what_links_include_and_exclude_say_counts_for_doors_too(run: Run, paper: Web) -> None:
    paper[POLITICS], paper[FEED] = shell(ALTERNATE.format(FEED)), rss(*SLUGS)
    report, _ = run(replace(SOURCE, links=replace(SOURCE.links, exclude="harbour")))
    assert report.new == 4


def test_the_feed_of_the_whole_site_gives_only_what_belongs_to_the_section(run: Run, paper: Web) -> None:
    feed = rss(*SLUGS).replace("</item>", "<category>Politics</category></item>", 2)
    paper[POLITICS], paper[f"{SITE}/feed/"] = shell(ALTERNATE.format("/feed/")), feed
    assert run()[0].found == 2


def test_a_sitemap_index_leads_to_the_file_with_the_news(run: Run, paper: Web) -> None:
    paper[f"{SITE}/"] = shell()
    paper[f"{SITE}/robots.txt"] = f"User-agent: *\nSitemap: {SITE}/maps/index.xml"
    paper[f"{SITE}/maps/index.xml"] = (
        f"<sitemapindex><sitemap><loc>{SITE}/maps/tags.xml</loc></sitemap>"
        f"<sitemap><loc>{SITE}/maps/news.xml</loc></sitemap></sitemapindex>"
    )
    paper[f"{SITE}/maps/news.xml"] = (
        f"<urlset>{''.join(f'<url><loc>{SITE}/2026/11/{slug}/</loc></url>' for slug in SLUGS)}</urlset>"
    )
    source = replace(SOURCE, sections=(Section(f"{SITE}/"),))
    report, asked = run(source)
    assert (report.new, asked[-3:]) == (5, [f"{SITE}/robots.txt", f"{SITE}/maps/index.xml", f"{SITE}/maps/news.xml"])
    assert run(source)[1] == [f"{SITE}/maps/news.xml"]


def paged(*slugs: str, then: str = "") -> str:
    return section(*slugs).replace("</main>", f'</main><a href="{then}">Older posts</a>' if then else "</main>")


SECOND, THIRD = f"{POLITICS}page/2/", f"{POLITICS}page/3/"


@pytest.fixture
def three_pages(paper: Web) -> Web:
    slugs = [f"{name}-{n}" for n in range(4) for name in ("ferry-terminal", "town-budget", "bus-depot")]
    for slug in slugs:
        paper[f"{SITE}/2026/11/{slug}/"] = story(slug)
    paper[POLITICS] = paged(*slugs[:4], then=SECOND)
    paper[SECOND] = paged(*slugs[4:8], then=THIRD)
    paper[THIRD] = paged(*slugs[8:], then=SECOND)
    return paper


def test_older_pages_are_read_as_far_as_the_source_says(run: Run, three_pages: Web) -> None:
    assert run()[1] == [POLITICS]
    three_pages[POLITICS] = str(three_pages[POLITICS]) + " "
    report, asked = run(replace(SOURCE, pages=2))
    assert (report.found, asked) == (8, [POLITICS, SECOND])


def test_the_first_run_reads_deeper_and_the_next_costs_one_request(run: Run, three_pages: Web) -> None:
    source = replace(SOURCE, backfill=9)
    report, asked = run(source)
    assert (report.new, asked) == (12, [POLITICS, SECOND, THIRD])
    assert run(source)[1] == [POLITICS]
    three_pages[POLITICS] = str(three_pages[POLITICS]) + " "
    assert run(source)[1] == [POLITICS]


def test_older_pages_end_where_one_brings_nothing_new(run: Run, three_pages: Web) -> None:
    three_pages[SECOND] = str(three_pages[POLITICS]).replace(SECOND, THIRD)
    assert run(replace(SOURCE, pages=5))[1] == [POLITICS, SECOND]


def test_an_older_page_that_fails_keeps_what_the_first_gave(run: Run, three_pages: Web) -> None:
    del three_pages[SECOND]
    report, asked = run(replace(SOURCE, pages=5))
    assert (report.new, report.failures, asked) == (4, (), [POLITICS, SECOND])


def test_an_error_page_with_the_latest_news_is_no_section(run: Run, paper: Web) -> None:
    paper[POLITICS] = section(*SLUGS[:3]).replace("Politics - The Paper", "404 Not Found - The Paper")
    report, asked = run()
    assert "error page" in report.failures[0].message
    assert asked == [POLITICS]


def test_an_article_in_the_place_of_a_section_is_named_as_such(run: Run, paper: Web) -> None:
    facts = "<meta property=og:type content=article><meta property=article:published_time content=2026-11-10>"
    paper[POLITICS] = story("new-bridge").replace("<title>", facts + "<title>") + section(*SLUGS)
    assert "is an article" in run()[0].failures[0].message


def test_a_list_that_was_there_is_gone_or_empty(run: Run, paper: Web) -> None:
    paper[POLITICS] = section(*SLUGS)
    run()
    paper[POLITICS] = "<html><title>Politics</title><main><h1>Politics</h1><p>Welcome to our new site.</p></main>"
    assert "the list of 5 items that was here is gone" in run()[0].failures[0].message
    paper[POLITICS] = "<html><title>Politics</title><main><h1>Politics</h1><p>No articles found.</p></main>"
    assert 'the list is empty (the page says "No articles found")' in run()[0].failures[0].message


def test_a_choice_is_forgotten_with_time_not_with_midnight(run: Run, paper: Web, clock: Clock) -> None:
    paper[POLITICS], paper[FEED] = shell(ALTERNATE.format(FEED)), rss(*SLUGS)
    clock.time += timedelta(hours=11)
    run()
    clock.move(hours=2)
    assert run()[1] == [FEED]


CHANGES = {
    "a section gets a name": replace(SOURCE, sections=(Section(POLITICS, "Local"),)),
    "links.include": replace(SOURCE, links=LinkRules(include="bridge")),
    "links.exclude": replace(SOURCE, links=LinkRules(exclude="bridge")),
    "links.select": replace(SOURCE, links=LinkRules(select="h2 a")),
    "via": replace(SOURCE, via="page"),
    "json": replace(SOURCE, json=JsonPaths(items="posts")),
    "pages": replace(SOURCE, pages=2),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_the_configuration_says_anew_is_not_hidden_behind_an_unchanged_page(
    change: str, run: Run, paper: Web
) -> None:
    paper[POLITICS] = section(*SLUGS)
    assert run(CHANGES[change])[0].unchanged == 0
    assert run(CHANGES[change])[0].unchanged == 1
    assert run()[0].found == 5
    assert (run()[0].unchanged, run()[1]) == (1, [POLITICS])


def test_a_section_that_gets_a_name_gives_it_to_the_entries_that_it_shows(run: Run, paper: Web, store: Store) -> None:
    paper[POLITICS] = section(*SLUGS)
    run(replace(SOURCE, sections=(Section(POLITICS),)))
    report = run()[0]
    assert (report.new, report.written) == (0, ("paper.atom", "paper.json"))
    assert {entry.categories for entry in store.latest("paper", 9)} == {("Politics",)}


def test_a_change_that_leaves_no_items_is_no_unchanged_page_the_next_time(run: Run, paper: Web) -> None:
    paper[POLITICS] = section(*SLUGS)
    run()
    wrong = replace(SOURCE, links=LinkRules(select=".gone"), via="feed")
    assert [run(wrong)[0].failures[0].code for _ in range(2)] == ["no-links", "no-links"]


def test_a_change_brings_another_door_at_once(run: Run, paper: Web) -> None:
    paper[POLITICS], paper[FEED] = shell(ALTERNATE.format(FEED)), rss(*SLUGS)
    run(replace(SOURCE, links=LinkRules(include="nothing-of-the-kind")))
    assert run()[0].new == 5
    paper[POLITICS] = section(*SLUGS)
    assert run(replace(SOURCE, pages=2))[1] == [POLITICS]


@pytest.fixture
def by_feed(run: Run, paper: Web) -> Source:
    """A source that was served by its section page, which stays as it is, and is by its feed since then."""
    paper[POLITICS] = section(*SLUGS).replace("<title>", ALTERNATE.format(FEED) + "<title>")
    paper[FEED] = rss(*SLUGS)
    run()
    source = replace(SOURCE, via="feed")
    assert run(source)[1] == [POLITICS, FEED]
    return source


def test_a_page_that_decides_again_is_read_although_it_is_as_it_was_before_the_feed_served(
    run: Run, paper: Web, clock: Clock, by_feed: Source
) -> None:
    clock.move(days=2)
    paper[FEED] = rss("market-hall", *SLUGS)
    report, asked = run(by_feed)
    assert (report.new, asked) == (1, [POLITICS, FEED])


def test_a_feed_that_is_gone_is_told_and_found_again_behind_a_page_that_is_as_it_was(
    run: Run, paper: Web, clock: Clock, by_feed: Source
) -> None:
    del paper[FEED]
    assert [failure.code for failure in run(by_feed)[0].failures] == ["no-links"]
    paper[FEED] = rss("market-hall", *SLUGS)
    clock.move(days=1)
    assert run(by_feed)[0].new == 1


def test_a_feed_that_is_gone_while_its_page_cannot_be_had_is_found_again(run: Run, paper: Web, by_feed: Source) -> None:
    page = paper.pop(POLITICS)
    del paper[FEED]
    assert [failure.code for failure in run(by_feed)[0].failures] == ["bad-status"]
    paper[POLITICS], paper[FEED] = page, rss("market-hall", *SLUGS)
    report, asked = run(by_feed)
    assert (report.new, asked) == (1, [POLITICS, FEED])
