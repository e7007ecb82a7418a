"""The selector that selects a page's items and nothing else."""

from __future__ import annotations

import pytest

from feedbot.demo import Site
from feedbot.demo.stories import SECTIONS
from feedbot.discover import read
from feedbot.discover.selector import selector_for
from feedbot.document import Document
from feedbot.model import Link, LinkRules, Page

URL = "https://paper.example/news/"
MENU = '<nav class="menu"><ul><li><a href="/a/">Arts</a></li><li><a href="/b/">Books</a></li></ul></nav>'


def page(body: str) -> Document:
    return Document(Page(URL, f"<body>{MENU}{body}</body>".encode()))


def selector(body: str, *items: str) -> str:
    return selector_for(page(body), [Link(f"https://paper.example/{item}") for item in items])


def cards(classes: str, count: int = 3, start: int = 1) -> str:
    numbers = range(start, start + count)
    return "".join(f'<div class="{classes}"><a href="/story-{n}"><h3>Story {n}</h3></a></div>' for n in numbers)


def test_a_class_of_the_cards_is_enough() -> None:
    assert selector(cards("card"), "story-1", "story-2", "story-3") == ".card a"


def test_headings_are_better_than_the_whole_list_where_cards_link_elsewhere_too() -> None:
    body = "".join(f'<li><h2><a href="/story-{n}">S</a></h2> <a href="/tag/x">x</a></li>' for n in (1, 2))
    assert selector(f"<ul>{body}</ul>", "story-1", "story-2") == "h2 a"


def test_names_that_a_build_tool_made_up_are_never_used() -> None:
    body = f'<main><div class="list">{cards("sc-bdVaJa css-1x2y3z Card_root__aBcDe post-17")}</div></main>'
    assert selector(body, "story-1", "story-2", "story-3") in ("main a", ".list a")


def test_two_lists_are_joined() -> None:
    body = f'{cards("lead", 2)}<p class="ad"><a href="/buy">Buy</a></p>{cards("more", 3, 3)}'
    wanted = [f"story-{n}" for n in range(1, 6)]
    assert selector(body, *wanted) == ".more a, .lead a"


def test_two_elements_are_named_where_one_is_not_enough() -> None:
    body = f'<div class="news">{cards("card", 2)}</div><div class="shop">{cards("card", 2, 8)}<a href="/x">x</a></div>'
    body += '<div class="news"><p class="foot"><a href="/all">All</a></p></div>'
    assert selector(body, "story-1", "story-2") == ".news .card a"


def test_a_folder_of_the_address_tells_items_from_their_neighbours() -> None:
    body = '<p><a href="/stories/one">One</a> <a href="/people/ann">Ann</a> <a href="/stories/two">Two</a></p>'
    assert selector(body, "stories/one", "stories/two") == 'a[href*="/stories/"]'


def test_a_place_among_siblings_comes_last() -> None:
    body = '<table class="rows"><tbody>'
    body += "".join(f'<tr><td><a href="/u{n}">u</a></td><td><a href="/s{n}">s</a></td></tr>' for n in (1, 2))
    assert selector(body + "</tbody></table>", "s1", "s2") == ""
    body = body.replace("<tr>", '<tr class="row">') + "</tbody></table>"
    assert selector(body, "s1", "s2") == ".row > td:nth-child(2) a"


def test_no_selector_is_better_than_one_that_takes_other_links_or_names_each_item() -> None:
    assert (
        selector('<p><a href="/one">One</a> <a href="/two">Two</a> <a href="/three">Three</a></p>', "one", "three")
        == ""
    )


@pytest.mark.parametrize("name", SECTIONS)
def test_the_selector_of_a_section_gives_the_items_that_were_found_without_it(name: str) -> None:
    site = Site("http://127.0.0.1:1")
    answer = site.get(f"/{name}/")
    document = Document(Page(f"http://127.0.0.1:1/{name}/", answer.body, content_type=answer.content_type))
    links = read(document).links
    css = selector_for(document, links)
    assert css
    again = read(document, LinkRules(select=css)).links
    assert {link.url for link in again} == {link.url for link in links}
