"""The page with older items."""

from __future__ import annotations

import pytest

from feedbot import urls
from feedbot.discover.pages import older
from feedbot.document import Document
from feedbot.model import Page

NEWS = "https://paper.example/news/"


def next_of(body: str, url: str = NEWS, *been: str) -> str:
    return older(Document(Page(url, body.encode())), {urls.identity(one) for one in (url, *been)})


@pytest.mark.parametrize(
    ("url", "body", "wanted"),
    [
        (NEWS, "<link rel=next href=/news/page/2/>", "/news/page/2/"),
        (NEWS, "<a rel='nofollow next' href='?page=2'>x</a>", "/news/?page=2"),
        (NEWS, "<a href=/news/page/9/>9</a><a href=/news/page/2/>2</a>", "/news/page/2/"),
        (NEWS + "page/2/", "<a href=/news/>1</a><a href=/news/page/3/>3</a>", "/news/page/3/"),
        (NEWS + "?p=2&q=a", "<a href=?q=a&p=1>1</a><a href=?p=3&q=b>x</a><a href=?p=3&q=a>3</a>", "/news/?p=3&q=a"),
        (NEWS, "<a href=?offset=40>3</a><a href=?offset=20>2</a>", "/news/?offset=20"),
        (NEWS, "<a href='?after=t3_x7f'>Older posts →</a>", "/news/?after=t3_x7f"),
        (NEWS, "<a href=/news/2025/12>« Ältere Beiträge</a>", "/news/2025/12"),
        (NEWS, "<a href='?cursor=abc' aria-label='次のページ'><svg></svg></a>", "/news/?cursor=abc"),
        (NEWS, "<a href='?cursor=abc'>»</a>", "/news/?cursor=abc"),
    ],
)
def test_the_link_to_older_items_is_found(url: str, body: str, wanted: str) -> None:
    assert next_of(body, url) == "https://paper.example" + wanted


@pytest.mark.parametrize(
    "body",
    [
        "<a href=/news/the-next-mayor>Next</a>",
        "<a href=/sport/page/2/>2</a>",
        "<a rel=next href=https://other.example/news/page/2>2</a>",
        "<a href=/news/>1</a><a href='#'>Next</a>",
        "<a href=javascript:more()>Load more</a>",
        "<a href=/news/more-than-a-thousand-came-17>More than a thousand came</a>",
    ],
)
def test_what_only_looks_like_it_is_left_alone(body: str) -> None:
    assert next_of(body) == ""


def test_a_page_that_was_read_is_not_given_again() -> None:
    assert next_of("<link rel=next href=/news/page/2/>", NEWS + "page/3/", NEWS + "page/2/") == ""
