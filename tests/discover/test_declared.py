"""What a page declares to be its items, in the three languages that pages say it in."""

from __future__ import annotations

import json

import pytest

from feedbot.discover import discover
from feedbot.discover.declared import declared
from feedbot.document import Document
from feedbot.model import Page

URL = "https://paper.example/news/"


def keys(html: str) -> set[str]:
    return set(declared(Document(Page(url=URL, body=html.encode()))))


def json_ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


LISTED = [{"@type": "ListItem", "position": n, "url": f"https://paper.example/{n}"} for n in (1, 2)]
BOTH = {"paper.example/1", "paper.example/2"}


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "ItemList", "itemListElement": LISTED},
        {"@type": "CollectionPage", "mainEntity": {"@type": "ItemList", "itemListElement": LISTED}},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": one["url"]} for one in LISTED]},
        {"@type": "Blog", "blogPost": [{"@type": "BlogPosting", "url": one["url"]} for one in LISTED]},
    ],
)
def test_json_ld_lists_name_the_items(data: object) -> None:
    assert keys(json_ld(data)) == BOTH


def test_a_breadcrumb_is_no_list_of_items() -> None:
    assert not keys(json_ld({"@type": "BreadcrumbList", "itemListElement": LISTED}))
    crumb = '<ol itemscope itemtype="https://schema.org/BreadcrumbList"><li itemprop="itemListElement" itemscope'
    assert not keys(
        f'{crumb} itemtype="https://schema.org/ListItem"><a itemprop="item url" href="/1">One</a></li></ol>'
    )


@pytest.mark.parametrize(
    "card",
    [
        '<a itemprop="url" href="/{n}">Story</a>',
        '<h2 itemprop="headline"><a href="/{n}">Story</a></h2>',
        '<a href="/{n}"><h2 itemprop="name headline">Story</h2></a>',
        '<link itemprop="mainEntityOfPage" href="/{n}">',
    ],
)
def test_microdata_names_the_items(card: str) -> None:
    item = '<div itemscope itemtype="http://schema.org/NewsArticle">{}<i itemprop="author">Ida</i></div>'
    assert keys("".join(item.format(card.format(n=n)) for n in (1, 2))) == BOTH


def test_microdata_of_an_author_names_no_item() -> None:
    author = (
        '<b itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="url" href="/ida">Ida</a></b>'
    )
    assert not keys(f'<div itemscope itemtype="https://schema.org/BlogPosting">{author}</div>')


@pytest.mark.parametrize(
    "card",
    [
        '<article class="h-entry"><a class="p-name u-url" href="/{n}">Story</a></article>',
        '<article class="h-entry"><h2 class="p-name"><a href="/{n}">Story</a></h2></article>',
        '<div class="post hentry"><h2 class="entry-title"><a href="/{n}">Story</a></h2></div>',
        '<div class="post hentry"><p>Story</p><a rel="bookmark" href="/{n}">5 May</a></div>',
    ],
)
def test_microformats_name_the_items(card: str) -> None:
    assert keys("".join(card.format(n=n) for n in (1, 2))) == BOTH


def test_the_page_itself_is_no_item_of_its_own() -> None:
    assert not keys(json_ld({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "url": URL}]}))


def test_items_that_look_like_tags_are_found_where_the_page_declares_them() -> None:
    words = ("Harbour", "Market", "Storm", "Wreck", "Tram", "Choir")
    links = " ".join(f'<a href="/t/{word.lower()}">{word}</a>' for word in words)
    rest = "".join(f"<li><a href='/help/{n}'>Answer to question {n}</a></li>" for n in range(8))
    said = [{"@type": "ListItem", "url": f"https://paper.example/t/{word.lower()}"} for word in words]
    page = f'<main><p class="tags">{links}</p></main><div><ul>{rest}</ul></div>'
    assert "Harbour" not in {link.title for link in found(page)}
    titles = [link.title for link in found(page + json_ld({"@type": "ItemList", "itemListElement": said}))]
    assert set(words) <= set(titles)


def found(html: str) -> list[object]:
    return list(discover(html.encode(), URL))
