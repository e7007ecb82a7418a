"""The invented pages, mutated: cut off, spliced, with attributes and elements that attack, nested without end.

Whatever comes: an article or a FeedbotError; nothing active in the article; cleaning its HTML again changes nothing.
"""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from feedbot.document import Document
from feedbot.document.decode import utf8
from feedbot.errors import FeedbotError
from feedbot.extract import clean, extract
from feedbot.extract.clean import tables
from feedbot.extract.pages import further, single
from feedbot.model import ArticleRules, Page
from feedbot.text import legal

URL = "https://example.org/news/story"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
PAGES = [
    (folder / "page.html").read_bytes()
    for folder in sorted((Path(__file__).resolve().parents[1] / "pages" / "articles").iterdir())
]
_START_TAG = re.compile(rb"<[a-zA-Z][a-zA-Z0-9-]*(?=[\s>])")
_ADDRESS = re.compile(r"https?://|mailto:|tel:|$")
# Attributes that run something, or seem to, in browsers of today and of yesterday.
ATTRIBUTES = [
    b' onclick="x()"',
    b" onerror=x() src=x",
    b' onload="x()" ',
    b' href="javascript:x()"',
    b' href="java\tscript:x()"',
    b" href=' \x01javascript:x()'",
    b' href="&#106;avascript&colon;x()"',
    b' href="data:text/html,<script>x()</script>"',
    b' src="data:image/svg+xml,<svg onload=x()>"',
    b' srcset="javascript:x() 2x, /a.jpg 1x"',
    b' style="background:url(javascript:x())"',
    b' data-src="javascript:x()"',
    b' poster="javascript:x()"',
    b' xlink:href="javascript:x()"',
    b' formaction="javascript:x()"',
    b' srcdoc="<script>x()</script>"',
    b' title="&quot;><script>x()</script>"',
    b' alt="`><img src=x onerror=x()>"',
    b' class="paywall newsletter comments hidden"',
    b' itemprop="articleBody" hidden',
    b' width="1e9" height="-1" colspan="99999"',
]
# Markup that readers of HTML disagree about, which is how scripts get past those that clean it.
ELEMENTS = [
    b"<script>x()</script>",
    b"<script>",
    b"<svg onload=x()><a xlink:href='javascript:x()'><text>y</text></a></svg>",
    b"<svg><style><img src=x onerror=x()></style></svg>",
    b"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=x()&gt;'>",
    b"<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=x()>",
    b"<noscript><p title='</noscript><img src=x onerror=x()>'></noscript>",
    b"<template><img src=x onerror=x()></template>",
    b"<iframe srcdoc='<script>x()</script>'></iframe>",
    b"<object data='javascript:x()'><embed src='javascript:x()'></object>",
    b"<a href='javascript:x()'>y</a><area href='javascript:x()'>",
    b"<base href='javascript:x()//'>",
    b"<meta http-equiv=refresh content='0;url=javascript:x()'>",
    b"<textarea><script>x()</script>",
    b"<!--><img src=x onerror=x()>-->",
    b"<![CDATA[<img src=x onerror=x()>]]>",
    b"<table><tr><td><p><table><caption><b>",
    b"<select><option><p>y",
    b"<frameset><frame src='javascript:x()'>",
    b"<plaintext>",
    b"<p>\x00\x0b\xff\xed\xa0\x80&#0;&#xd800;&#x110000;</p>",
    b'<script type=application/ld+json>{"@type": "NewsArticle", "articleBody": "<img src=x onerror=x()>"}</script>',
]
NESTED = [
    b"<div>",
    b"<b x=1>",
    b"<blockquote>",
    b"<ul><li>",
    b"<table><tr><td>",
    b"<p><font size=1>",
    b"<a href=/x>",
    b"<svg>",
]


def mutated(seed: int, most: int) -> bytes:
    """A page of tests/pages/articles with a few things done to it; the seed tells which."""
    chance = random.Random(seed)
    body = chance.choice(PAGES)
    for _ in range(chance.randint(1, most)):
        at = chance.randint(0, len(body))
        kind = chance.choice(("cut", "splice", "bytes", "attribute", "element", "nested"))
        if kind == "cut":
            body = body[:at]
        elif kind == "splice":
            other = chance.choice(PAGES)
            start = chance.randint(0, len(other))
            body = body[:at] + other[start : start + chance.randint(0, 3000)] + body[at:]
        elif kind == "bytes":
            body = body[:at] + chance.randbytes(chance.randint(0, 8)) + body[at + chance.randint(0, 40) :]
        elif kind == "attribute":
            body = with_attribute(body, chance.choice(ATTRIBUTES), chance.randint(1, 400))
        elif kind == "element":
            body = body[:at] + chance.choice(ELEMENTS) + body[at:]
        else:
            body = body[:at] + chance.choice(NESTED) * chance.choice((3, 40, 300, 3000)) + body[at:]
    return body


def with_attribute(body: bytes, said: bytes, many: int = 0) -> bytes:
    """The page with an attribute more in its first start tags, or in all."""
    return _START_TAG.sub(lambda tag: tag[0] + said, body, count=many)


def sound(body: bytes) -> None:
    """What must hold of a page, whatever its bytes."""
    try:
        document = Document(Page(URL, body))
        assert all(step.url.startswith("https://example.org/") for step in further(document, ArticleRules(), URL))
        whole = single(document, ArticleRules(), URL)
        assert not whole or whole.startswith("https://example.org/")
        article = extract(body, URL, now=NOW)
    except FeedbotError:
        return
    for said in (article.title, article.text, article.summary, article.content, *article.authors, *article.tags):
        assert said == legal(said)
    inert(article.content)
    content = utf8(article.content.encode())  # a page broken amid its bytes may show text encoded twice even now
    again = Document(Page(URL, content))
    assert again.tree.body is not None
    assert clean.html([again.tree.body], (), again) == content.decode()


def inert(markup: str) -> None:
    """Only elements, attributes and addresses that do nothing by themselves."""
    root = Document(Page(URL, markup.encode())).tree.root
    assert root is not None
    for node in root.css("body *, head *"):
        assert node.tag in tables.TAGS, node.tag
        assert set(node.attributes) <= tables.ATTRIBUTES.get(node.tag or "", set()), node.attributes
        for name in ("href", "src", "poster"):
            assert _ADDRESS.match(node.attributes.get(name) or ""), node.attributes


@pytest.mark.parametrize("markup", ELEMENTS, ids=range(len(ELEMENTS)))
def test_no_element_brings_a_script_along(markup: bytes) -> None:
    prose = b"<p>The ferry to the island will run every hour from Monday, the company said after the talks.</p>" * 3
    for page in (markup + prose, prose + markup, b"<article>" + prose + markup + prose + b"</article>"):
        sound(b"<!DOCTYPE html><html><head><title>Ferry</title></head><body><h1>Ferry</h1>" + page)


@pytest.mark.parametrize("said", ATTRIBUTES, ids=range(len(ATTRIBUTES)))
def test_no_attribute_brings_a_script_along(said: bytes) -> None:
    for page in PAGES[::3]:
        sound(with_attribute(page, said))


SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(SEEDS)
def test_a_mutated_page_is_sound(seed: int) -> None:
    sound(mutated(seed, 4))


@pytest.mark.slow
@settings(max_examples=2000, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(SEEDS)
def test_many_mutated_pages_are_sound(seed: int) -> None:
    sound(mutated(seed, 8))
