"""What a new source is called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedbot.config.sources import NAME
from feedbot.discover.naming import feed_title, source_name
from feedbot.document import Document
from feedbot.model import Page


def title(head: str, url: str = "https://paper.example/arts/", body: str = "") -> str:
    return feed_title(Document(Page(url, f"<head>{head}</head><body>{body}</body>".encode())))


def test_a_title_has_the_sites_name_and_the_sections() -> None:
    site = '<meta property="og:site_name" content="The Paper">'
    assert title(f"{site}<title>Arts | The Paper</title>") == "The Paper: Arts"
    assert title(f"{site}<title>The Paper - Arts</title>") == "The Paper: Arts"
    assert title(f"{site}<title>Arts in The Paper</title>") == "Arts in The Paper"
    assert title("<title>Arts &amp; books – The Paper</title>") == "The Paper: Arts & books"


def test_a_home_page_is_called_as_its_site() -> None:
    assert title("<title>The Paper | News from the bay</title>", "https://paper.example/") == "The Paper"
    assert title("<title>The Gazette | News from the bay</title>", "https://paper.example/") == "The Gazette"
    assert title("<title>Paper: all the arts</title>") == "Paper: all the arts"
    logo = '<header><img src="/l.png" alt="The Paper"></header>'
    assert title("<title>Today</title>", "https://paper.example/", logo) == "The Paper"
    data = '<script type="application/ld+json">{"@type": "WebSite", "name": "The Paper"}</script>'
    assert title(data, "https://paper.example/") == "The Paper"


def test_a_page_that_says_nothing_is_called_as_its_host() -> None:
    assert title("") == "paper.example"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://ctmirror.org/category/politics/", "ctmirror-politics"),
        ("https://www.bbc.co.uk/news/world/africa", "bbc-africa"),
        ("https://blog.cloudflare.com/", "cloudflare-blog"),
        ("https://www.gov.uk/product-safety-alerts", "gov-product-safety-alerts"),
        ("https://paper.example/index.php?cat=7", "paper-cat-7"),
        ("https://paper.example/%D0%B0%D1%80%D1%82/", "paper"),
        ("https://paper.example/feed.xml", "paper"),
        ("http://127.0.0.1:8301/arts/", "paper-arts"),
        ("http://[::1]:8301/", "paper"),
    ],
)
def test_a_name_says_site_and_section(url: str, name: str) -> None:
    assert source_name(url, "The Paper", []) == name


def test_a_name_is_unique_whatever_its_capitals() -> None:
    assert source_name("https://paper.example/arts/", "", ["Paper-Arts", "paper-arts-2"]) == "paper-arts-3"


def test_a_name_for_the_whole_site_leaves_the_section_out() -> None:
    assert source_name("https://paper.example/en/news/arts/", "", [], whole=True) == "paper"


@given(st.text(max_size=80), st.text(max_size=120), st.text(max_size=20))
def test_every_name_is_good_for_the_file(host: str, path: str, site: str) -> None:
    name = source_name(f"https://{host}/{path}", site, [])
    assert re.fullmatch(NAME, name)
    assert len(name) <= 48
