"""Which links of a page lead to more of the same article."""

from __future__ import annotations

import pytest

from feedbot.document import Document
from feedbot.extract.numbers import number
from feedbot.extract.pages import further, single
from feedbot.model import ArticleRules, Page

STORY = "https://paper.example/2026/ferry-runs-hourly"
RULES = ArticleRules()


def ahead(markup: str, url: str = STORY, first: str = "", rules: ArticleRules = RULES) -> list[str]:
    return [step.url for step in further(Document(Page(url, markup.encode())), rules, first or url)]


def whole(markup: str, url: str = STORY, rules: ArticleRules = RULES) -> str:
    return single(Document(Page(url, markup.encode())), rules, url)


PAGES = {
    "rel=next in the head": ('<link rel="next" href="{}/2/">', ["{}/2/"]),
    "rel=next on a link": ('<a rel="next nofollow" href="{}?page=2">Next</a>', ["{}?page=2"]),
    "page links": ('<a href="{}">1</a> <a href="{}/2">2</a> <a href="{}/3">3</a>', ["{}/2", "{}/3"]),
    "page links in brackets": ('<a href="{}?p=2">[2]</a>', ["{}?p=2"]),
    "the next page's number in words": ('<a href="{}/2">Page 2 of 4</a>', ["{}/2"]),
    "chapters": ('<a href="{}?page=2">Seite 2: Der Fahrplan</a>', ["{}?page=2"]),
    "chapters by name": ('<a href="{}?page=2">The timetable</a>', ["{}?page=2"]),
    "WordPress": ('<p>Pages: <a href="{}/2/">2</a></p>', ["{}/2/"]),
    "a word in the path": ('<a href="{}/seite-2">Nächste Seite</a>', ["{}/seite-2"]),
    "a number behind the name": ('<a href="{}-2">2</a>', ["{}-2"]),
    "an arrow": ('<a href="{}/2">»</a>', ["{}/2"]),
    "words for those who do not see it": ('<a href="{}/2" aria-label="Next page"><svg></svg></a>', ["{}/2"]),
    "French": ('<a href="{}/2">Page suivante</a>', ["{}/2"]),
    "Spanish": ('<a href="{}/2">Siguiente »</a>', ["{}/2"]),
    "Russian": ('<a href="{}/2">Следующая страница</a>', ["{}/2"]),
    "Japanese": ('<a href="{}?page=2">次のページへ</a>', ["{}?page=2"]),
    "Chinese": ('<a href="{}/2">下一页</a>', ["{}/2"]),
    "counted from nought": ('<a href="{}?page=1">2</a><a href="{}?page=2">3</a>', ["{}?page=1", "{}?page=2"]),
    "tracking parameters": ('<a rel=next href="{}/2?utm_source=x#top">Next</a>', ["{}/2"]),
}
NO_PAGES = {
    "the next post": '<link rel="next" href="https://paper.example/2026/harbour-fees">',
    "the next post of the same name": '<a rel="next" href="{}-2">Next →</a>',
    "pages of comments": '<a href="{}/comment-page-2#comments">2</a>',
    "pages of comments by query": '<div id="comments"><a href="{}?page=2">2</a></div>',
    "another site": '<a rel="next" href="https://other.example/2026/ferry-runs-hourly/2">2</a>',
    "a year": '<a href="{}/2025">2025</a>',
    "a gap": '<a href="{}/5">5</a>',
    "the page itself": '<a href="{}">1</a><a href="{}?page=1">1</a>',
    "no number": '<a href="{}/more">Next page</a>',
    "no web address": '<a rel="next" href="javascript:next(2)">2</a>',
}


@pytest.mark.parametrize(("markup", "wanted"), PAGES.values(), ids=PAGES)
def test_further_pages_are_found(markup: str, wanted: list[str]) -> None:
    assert ahead(markup.replace("{}", STORY)) == [url.replace("{}", STORY) for url in wanted]


@pytest.mark.parametrize("markup", NO_PAGES.values(), ids=NO_PAGES)
def test_links_to_something_else_are_no_pages(markup: str) -> None:
    assert ahead(markup.replace("{}", STORY)) == []


def test_a_later_page_leads_on_and_not_back() -> None:
    links = "".join(f'<a href="{STORY}/{n}">{n}</a>' for n in range(2, 5))
    assert ahead(links, f"{STORY}/3", STORY) == [f"{STORY}/4"]
    assert ahead(links, f"{STORY}/4", STORY) == []


def test_files_count_by_their_names() -> None:
    first = "https://paper.example/a/ferry.html"
    assert ahead('<a href="ferry-2.html">Next page</a>', first) == ["https://paper.example/a/ferry-2.html"]
    assert ahead('<a href="ferry,2.html">2</a>', first) == ["https://paper.example/a/ferry,2.html"]
    assert ahead('<a href="c12_2.htm">2</a>', "https://paper.example/n/c12_1.htm")[0].endswith("c12_2.htm")


def test_a_home_page_has_no_further_text() -> None:
    assert ahead('<a rel="next" href="/page/2">Older</a>', "https://paper.example/") == []


def test_answers_in_a_forum_are_no_further_text() -> None:
    thread = "https://paper.example/forum/threads/ferry-runs-hourly.12"
    assert ahead(f'<a rel="next" href="{thread}/page-2">2</a>', thread) == []


def test_a_selector_of_the_source_comes_first_and_needs_no_number() -> None:
    rules = ArticleRules(next_page=(".none", ".more a"))
    markup = f'<a href="{STORY}/2">2</a><div class=more><a href="/2026/ferry-part-two">more</a></div>'
    assert ahead(markup, rules=rules) == ["https://paper.example/2026/ferry-part-two"]


SINGLE = {
    "English": ('<a href="{}?view=all">View as a single page</a>', "{}?view=all"),
    "all pages": ('<a href="{}/all">View all</a>', "{}/all"),
    "German": ('<a href="{}/komplettansicht">Auf einer Seite lesen</a>', "{}/komplettansicht"),
    "Chinese": ('<a href="{}?all=1">显示全文</a>', "{}?all=1"),
    "to print": ('<a href="{}?print=1">Print</a>', "{}?print=1"),
    "reading comes before printing": ('<a href="{}?print=1">Print</a><a href="{}?one">Single page</a>', "{}?one"),
    "the print folder": (
        '<a href="/print/ferry-runs-hourly">Printer-friendly version</a>',
        "https://paper.example/print/ferry-runs-hourly",
    ),
    "of another article": ('<a href="/2026/harbour-fees?view=all">Single page</a>', ""),
    "a section": ('<a href="/2026/">View all</a>', ""),
    "a script": ('<a href="javascript:print()">Print</a>', ""),
}


@pytest.mark.parametrize(("markup", "wanted"), SINGLE.values(), ids=SINGLE)
def test_the_page_for_all_of_it_is_found(markup: str, wanted: str) -> None:
    assert whole(markup.replace("{}", STORY)) == wanted.replace("{}", STORY)


def test_the_selector_of_the_single_page_comes_first() -> None:
    rules = ArticleRules(single_page=("a.all",))
    assert whole('<a class=all href="/f/2?full">x</a>', rules=rules) == "https://paper.example/f/2?full"


@pytest.mark.parametrize(
    ("url", "first", "page"),
    [
        ("/s/2/", "/s/", 2),
        ("/s/page/3", "/s", 3),
        ("/s.html/2", "/s.html", 2),
        ("/s/2.html", "/s.html", 2),
        ("/s/index-2.html", "/s/index.html", 2),
        ("/s?id=7&pg=2", "/s?id=7", 2),
        ("/s?id=8&pg=2", "/s?id=7", 0),
        ("/s/2?x=1", "/s", 0),
        ("/s", "/s", 0),
        ("/s?page=2024", "/s", 0),
        ("/s/12345", "/s", 0),
        ("/st/2", "/s", 0),
        ("/s-b-2.html", "/s.html", 0),
    ],
)
def test_an_address_is_a_page_by_its_number_alone(url: str, first: str, page: int) -> None:
    assert number(f"https://a.example{url}", f"https://a.example{first}").page == page
