"""Articles on several pages, from a web that is a dict."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from worlds import Clock, Files, Web

from feedbot.errors import Disallowed, NoArticle
from feedbot.extract import Removed
from feedbot.gather import Gatherer
from feedbot.model import Article, ArticleRules, Page, Section, Source
from feedbot.pipeline import Pipeline
from feedbot.preview import look
from feedbot.store import Store

STORY = "https://paper.example/2026/ferry-runs-hourly"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def sentence(number: int) -> str:
    return (
        f"Paragraph {number} of the story says that the ferry leaves the island at {number} past the hour, whatever "
        f"the wind at the pier and however many of the {number} seats are taken."
    )


def page(number: int, links: str = "", title: str = "Ferry to run hourly", of: int = 6) -> str:
    text = "".join(f"<p>{sentence(n)}</p>" for n in range((number - 1) * of, number * of))
    return f"<html lang=en><title>{title}</title><article><h1>{title}</h1>{text}</article><nav>{links}</nav></html>"


def pager(last: int) -> str:
    return f'<a href="{STORY}">1</a>' + "".join(f'<a href="{STORY}/{n}">{n}</a>' for n in range(2, last + 1))


@pytest.fixture
def story(web: Web) -> Web:
    """An article on three pages."""
    web[STORY] = page(1, pager(3))
    web[f"{STORY}/2"] = page(2, pager(3))
    web[f"{STORY}/3"] = page(3, pager(3))
    return web


def gather(web: Web, rules: ArticleRules = ArticleRules(), trace: list[Removed] | None = None) -> Article:
    web.asked[:] = []
    return Gatherer(web, rules, NOW, trace=trace).article(web(STORY))


def numbers(article: Article) -> list[int]:
    return [int(one.split()[1]) for one in article.text.split("\n\n")]


def test_an_article_on_three_pages_is_one(story: Web) -> None:
    article = gather(story)
    assert numbers(article) == list(range(18))
    assert (article.url, article.title, article.partial) == (STORY, "Ferry to run hourly", "")
    assert story.asked == [STORY, f"{STORY}/2", f"{STORY}/3"]
    assert "3 pages" in article.provenance["content"].signal


def test_pages_that_only_name_the_next_one_are_followed(story: Web) -> None:
    for n in (1, 2):
        story[STORY if n == 1 else f"{STORY}/{n}"] = page(n, f'<a rel=next href="{STORY}/{n + 1}">Next</a>')
    assert numbers(gather(story)) == list(range(18))


def test_one_page_is_asked_where_one_is_wanted(story: Web) -> None:
    assert numbers(gather(story, ArticleRules(pages=1))) == list(range(6))
    assert story.asked == [STORY]


def test_more_pages_than_are_wanted_make_it_partial(story: Web) -> None:
    article = gather(story, ArticleRules(pages=2))
    assert numbers(article) == list(range(12))
    assert article.partial == "it goes on after its first 2 pages"


def test_a_missing_page_makes_it_partial_and_says_why(story: Web) -> None:
    del story[f"{STORY}/3"]
    article = gather(story)
    assert numbers(article) == list(range(12))
    assert article.partial == "its page 3 is missing: answered 404"


def test_a_page_that_robots_txt_forbids_makes_it_partial(story: Web) -> None:
    story[f"{STORY}/2"] = Disallowed(f"{STORY}/2", "robots.txt forbids it")
    assert "robots.txt" in gather(story).partial


def test_a_wall_in_a_page_s_place_makes_it_partial(story: Web) -> None:
    story[f"{STORY}/2"] = "<title>Just a moment...</title><p>Checking your browser, please wait a little."
    assert "page 2 is missing: robot check" in gather(story).partial


def test_the_next_post_is_not_joined(story: Web) -> None:
    story[f"{STORY}/2"] = page(2, title="Harbour fees rise in May")
    article = gather(story)
    assert (numbers(article), article.partial) == (list(range(6)), "")


def test_pages_of_comments_below_the_same_text_are_not_joined(story: Web) -> None:
    story[f"{STORY}/2"] = page(1, pager(3))
    article = gather(story)
    assert (numbers(article), article.partial) == (list(range(6)), "")
    assert len(story.asked) == 2


def test_a_circle_of_pages_ends(story: Web) -> None:
    story[f"{STORY}/2"] = page(2, f'<a rel=next href="{STORY}/2">2</a><a rel=next href="{STORY}">1</a>')
    story[STORY] = page(1, f'<a href="{STORY}/2">2</a>')
    assert numbers(gather(story)) == list(range(12))
    assert len(story.asked) == 2


def test_the_page_for_all_of_it_comes_first(story: Web) -> None:
    story[STORY] = page(1, pager(3) + f'<a href="{STORY}?view=all">View as a single page</a>')
    story[f"{STORY}?view=all"] = page(1, of=18)
    article = gather(story)
    assert numbers(article) == list(range(18))
    assert story.asked == [STORY, f"{STORY}?view=all"]
    assert article.url == STORY
    assert article.provenance["content"].signal.endswith("all on one page")


def test_the_pages_serve_where_the_page_for_all_of_it_does_not(story: Web) -> None:
    story[STORY] = page(1, pager(3) + f'<a href="{STORY}?print=1">Print</a>')
    assert numbers(gather(story)) == list(range(18))
    story[f"{STORY}?print=1"] = page(1)
    assert numbers(gather(story)) == list(range(18))


def test_a_print_link_alone_is_not_asked(web: Web) -> None:
    web[STORY] = page(1, f'<a href="{STORY}?print=1">Print</a>')
    gather(web)
    assert web.asked == [STORY]


def test_a_first_page_that_is_no_article_is_an_error(web: Web) -> None:
    web[STORY] = "<html><title>Nothing</title></html>"
    with pytest.raises(NoArticle):
        gather(web)


def test_an_address_that_leads_to_the_home_page_is_no_article(web: Web) -> None:
    home = Page("https://paper.example/", page(1).encode(), asked=STORY, content_type="text/html")
    with pytest.raises(NoArticle, match="leads to"):
        Gatherer(web, ArticleRules(), NOW).article(home)


def test_fewer_words_than_are_asked_for_may_stand_on_a_later_page(story: Web) -> None:
    story[f"{STORY}/3"] = page(3, of=1).replace("Paragraph 2 ", "Paragraph 99 ")
    assert numbers(gather(story, ArticleRules(min_words=80)))[-1] == 99


def test_selectors_lead_on(web: Web) -> None:
    web[STORY] = page(1, '<a class=on href="/2026/ferry-continued">go on</a>')
    web["https://paper.example/2026/ferry-continued"] = page(2, title="What the captain says")
    assert numbers(gather(web, ArticleRules(next_page=("a.on",)))) == list(range(12))


def test_what_was_left_out_is_told_of_every_page(story: Web) -> None:
    trace: list[Removed] = []
    story[f"{STORY}/2"] = page(2, f'{pager(3)}</nav><div class="newsletter"><p>Second page: our daily letter.</div>')
    gather(story, trace=trace)
    assert any("Second page" in one.text for one in trace)


SOURCE = Source("paper", (Section("https://paper.example/news/"),), formats=("atom",))


def section(*urls: str) -> str:
    cards = "".join(
        f'<article><h2><a href="{url}">A story about {url[-9:]}</a></h2><p>In short.</p></article>' for url in urls
    )
    return f"<html lang=en><title>News</title><main>{cards}</main></html>"


def test_a_run_stores_the_whole_article_and_says_what_is_missing(
    story: Web, store: Store, files: Files, clock: Clock
) -> None:
    others = [f"https://paper.example/2026/other-story-{word}" for word in ("one", "two", "three", "four")]
    story["https://paper.example/news/"] = section(STORY, *others)
    for number, url in enumerate(others, 10):
        story[url] = page(number, title=f"Another story, of {url[-5:]}")
    line = Pipeline(fetch=story, store=store, output=files, now=clock)
    report = line.run(SOURCE)
    assert (report.new, report.partial, report.failures) == (5, 0, ())
    assert b"Paragraph 17 of the story" in files["paper.atom"]
    assert len(story.asked) == 8


def test_a_run_says_what_is_missing(story: Web, store: Store, files: Files, clock: Clock) -> None:
    story["https://paper.example/news/"] = section(STORY, *(f"https://paper.example/2026/story-{n}" for n in "abcd"))
    del story[f"{STORY}/2"]
    report = Pipeline(fetch=story, store=store, output=files, now=clock).run(SOURCE)
    assert report.partial == 1
    assert b"its page 2 is missing: answered 404" in files["paper.atom"]


def test_a_preview_shows_the_whole_article(story: Web) -> None:
    seen = look(story, STORY, "article", replace(SOURCE, name="preview"), Clock())
    assert seen.article
    assert numbers(seen.article) == list(range(18))
