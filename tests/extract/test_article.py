from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import feedbot
from feedbot.document import Document
from feedbot.errors import Blocked, FeedbotError, NoArticle, TooLarge, TooShort
from feedbot.extract import Removed, extract, read
from feedbot.model import Article, ArticleRules, Image, Link, Page
from feedbot.text import legal

URL = "https://example.org/news/story"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
PARAGRAPHS = [
    "The ferry to the island will run every hour from Monday, the company said after talks that took all spring.",
    "Until now there were four crossings a day, none of them late enough for people who work in the shops.",
    "The new timetable costs the town a fifth more; the council wants to pay for it out of the harbour dues.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
LONG = "".join(f"<p>In {month}: {paragraph}</p>" for month in ("May", "June", "July") for paragraph in PARAGRAPHS)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body><main><article>{body}</article></main></body></html>"


def document(markup: str) -> Document:
    return Document(Page(URL, markup.encode()))


def test_the_public_door_gives_the_article() -> None:
    article = feedbot.extract(page("<h1>Hourly ferry</h1>" + BODY).encode(), URL, now=NOW)
    assert isinstance(article, Article)
    assert article.url == URL
    assert article.title == "Hourly ferry"
    assert article.text.split("\n\n") == PARAGRAPHS
    assert article.content == BODY


def test_the_header_tells_the_encoding_where_the_page_does_not() -> None:
    body = page("<h1>Паром</h1><p>" + "Паром на остров будет ходить каждый час, сообщила компания. " * 5).encode(
        "koi8-r"
    )
    assert extract(body, URL, content_type="text/html; charset=koi8-r").title == "Паром"


def test_the_listing_serves_where_the_page_is_silent() -> None:
    link = Link(
        URL,
        title="Hourly ferry",
        published=NOW,
        summary="More crossings.",
        authors=("Ida Holm",),
        image=Image("https://example.org/f.jpg"),
        section="Transport",
    )
    article = read(document(page(BODY)), link=link, now=NOW)
    assert (article.title, article.published, article.authors) == ("Hourly ferry", NOW, ("Ida Holm",))
    assert (article.image, article.section) == (link.image, "Transport")
    listed = {name for name, why in article.provenance.items() if why.signal == "listing"}
    assert {"title", "published", "authors", "image", "section"} <= listed


def test_the_page_comes_before_the_listing() -> None:
    article = read(document(page("<h1>Hourly ferry</h1>" + BODY)), link=Link(URL, title="A ferry, hou…"), now=NOW)
    assert article.title == "Hourly ferry"
    assert article.provenance["title"].signal != "listing"


def test_every_field_says_where_it_comes_from() -> None:
    article = read(document(page("<h1>Hourly ferry</h1>" + BODY)), now=NOW)
    assert article.provenance["content"].signal
    assert article.provenance["title"].signal == "h1"


def test_what_was_left_out_is_told() -> None:
    removed: list[Removed] = []
    read(
        document(page(BODY + '<div class="newsletter-signup"><p>Sign up for our daily letter.</p></div>')),
        trace=removed,
    )
    assert any("daily letter" in one.text for one in removed)
    assert all(one.why for one in removed)


@pytest.mark.parametrize("content", [(), ("article",)], ids=["detected", "selected"])
def test_what_the_source_removes_is_neither_in_the_text_nor_in_the_html(content: tuple[str, ...]) -> None:
    box = '<div class="box"><p>Buy the Crier, it has a crossword.</p><img src="/crier.jpg" width=600 height=400></div>'
    rules = ArticleRules(content=content, remove=(".box",))
    article = read(document(page("<h1>Hourly ferry</h1>" + BODY + box + BODY.replace("ferry", "boat"))), rules)
    assert "Crier" not in article.text + article.content
    assert "crier.jpg" not in article.content
    assert "Until now" in article.content


def test_the_headline_stands_in_the_title_alone() -> None:
    article = read(document(page("<h1>Hourly ferry</h1>" + BODY)), now=NOW)
    assert "Hourly ferry" not in article.content


def test_text_in_structured_data_alone_is_cleaned_as_well() -> None:
    said = " ".join(PARAGRAPHS).replace('"', "")
    article = read(
        document(
            f"<html><head>{ld(headline='Hourly ferry', articleBody=said)}</head><body><div id=app></div></body></html>"
        ),
        now=NOW,
    )
    assert PARAGRAPHS[2] in article.text
    assert PARAGRAPHS[2] in article.content
    assert article.content.startswith("<p>")


# -- no article --------------------------------------------------------------------------------------------------------


def test_a_page_without_text_names_what_was_found() -> None:
    with pytest.raises(NoArticle, match="0 words in the best place, 1 paragraph, 2 links, 1 script"):
        read(document(page("<p></p><a href=/a>a</a><a href=/b>b</a><script>x</script>")))


def test_fewer_words_than_the_source_asks_for_are_too_short() -> None:
    with pytest.raises(TooShort, match="fewer than the 500"):
        read(document(page(BODY)), ArticleRules(min_words=500))


def test_a_robot_check_is_blocked_with_what_gave_it_away() -> None:
    with pytest.raises(Blocked, match=r"robot check .*Just a moment"):
        read(document("<title>Just a moment...</title><p>Checking your browser before you can read on, please wait."))


def test_an_error_page_is_no_article_and_says_what_to_try() -> None:
    with pytest.raises(NoArticle, match="error page") as refused:
        read(document("<title>Page not found</title><p>The page you are looking for does not exist any more, sorry."))
    assert refused.value.hint


@pytest.mark.parametrize(
    "body", [b"", b"\0", b"\xff\xfe", b"<", b"<!--", b"%PDF-1.7", b"{}", b"<?xml version='1.0'?><rss/>"]
)
def test_what_is_no_page_is_no_article(body: bytes) -> None:
    with pytest.raises(NoArticle):
        extract(body, URL)


def test_hostile_markup_is_refused() -> None:
    with pytest.raises(TooLarge):
        extract(b"<div>" * 100_000, URL)


# -- parts of articles -------------------------------------------------------------------------------------------------


def ld(**said: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **said})}</script>'


PARTIAL = {
    "fewer words than stated": (ld(wordCount=900), BODY, "words"),
    "words stated as text": (ld(wordCount="900"), BODY, "words"),
    "not free": (ld(isAccessibleForFree=False), BODY, "isAccessibleForFree"),
    "not free, as text": (ld(isAccessibleForFree="False"), BODY, "isAccessibleForFree"),
    "a part is not free": (
        ld(hasPart={"isAccessibleForFree": False, "cssSelector": ".rest"}),
        BODY,
        "isAccessibleForFree",
    ),
    "tier": ('<meta property="article:content_tier" content="locked">', BODY, "content_tier"),
    "not free, as microdata": ('<meta itemprop="isAccessibleForFree" content="false">', BODY, "isAccessibleForFree"),
    "not free, in a graph": (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "isAccessibleForFree": false}]}</script>',
        BODY,
        "isAccessibleForFree",
    ),
    "the rest is not there": (
        ld(hasPart={"isAccessibleForFree": False, "cssSelector": ".rest"}),
        BODY + '<div class="rest"></div>',
        "isAccessibleForFree",
    ),
    "registering": ("", BODY + "<div>Register for free to continue reading</div>", "register for free"),
    "the full story": ("", BODY + "<div>To read the full story, subscribe or sign in.</div>", "to read the full story"),
    "a plan": ("", BODY + "<div>Keep reading with a digital subscription</div>", "keep reading with a"),
    "patrons": ("", BODY + "<p>Become a patron to unlock this post</p>", "become a patron"),
    "an open dialog": ("", BODY + "<dialog open><p>Sign in to continue reading</p></dialog>", "sign in to continue"),
    "a button": ("", BODY + "<button>Subscribe to keep reading</button>", "subscribe to keep reading"),
    "German plus": ("", BODY + "<div>Weiterlesen mit Hafen plus</div>", "weiterlesen mit"),
    "German whole": ("", BODY + "<div>Lesen Sie den ganzen Artikel mit einem Abo.</div>", "den ganzen artikel mit"),
    "Italian going on": ("", BODY + "<div>Per continuare la lettura abbonati</div>", "per continuare la lettura"),
    "it breaks off": (
        "",
        f"<p>{PARAGRAPHS[0]}</p><p>The new timetable costs the town a fifth more and [&hellip;]</p>",
        "breaks",
    ),
    "English": ("", BODY + "<div>Subscribe to continue reading</div>", "subscribe to continue reading"),
    "members": ("", BODY + "<div>This post is for paid subscribers</div>", "this post is for paid"),
    "German": ("", BODY + "<div>Dieser Artikel ist exklusiv für Abonnenten</div>", "dieser artikel ist"),
    "French": ("", BODY + "<div>La suite est réservée aux abonnés.</div>", "réservée aux abonnés"),
    "French rest": ("", BODY + "<div>Il vous reste 74% de cet article à lire.</div>", "il vous reste"),
    "Spanish": ("", BODY + "<div>Para seguir leyendo, suscríbete</div>", "para seguir leyendo"),
    "Italian": ("", BODY + "<div>Contenuto riservato agli abbonati</div>", "riservato agli abbonati"),
    "Swedish": ("", BODY + "<div>Artikeln är låst</div>", "artikeln är låst"),
    "free by its word, but a few lines": (
        ld(isAccessibleForFree=True),
        BODY + "<div>Subscribe to continue reading</div>",
        "subscribe to continue",
    ),
    "Japanese": ("", BODY + "<div>この記事は有料会員限定です。残り1234文字</div>", "この記事は"),
}
WHOLE = {
    "free": (ld(isAccessibleForFree=True), BODY),
    "as many words as stated": (ld(wordCount=70, isAccessibleForFree=False), BODY),
    "as many characters as stated": (ld(wordCount=sum(map(len, PARAGRAPHS)) + 9), BODY),
    "a dialog that waits for a click": ("", BODY + "<dialog><p>Sign in to continue reading</p></dialog>"),
    "the closed part is there": (
        ld(hasPart=[{"isAccessibleForFree": False, "cssSelector": ".rest"}]),
        f'{BODY}<div class="rest">{BODY * 3}</div>',
    ),
    "free, with a box that is hidden": (
        ld(isAccessibleForFree=True),
        LONG + '<div style="display:none"><p>Subscribe to continue reading</p></div>',
    ),
    "free, with a box behind it": (
        ld(isAccessibleForFree="True"),
        LONG + "<header>Regístrate gratis para seguir leyendo</header>",
    ),
    "a general offer": ("", BODY + "<footer>Subscribe now for full access. Already a subscriber? Log in</footer>"),
    "free, as microdata": ('<meta itemprop="isAccessibleForFree" content="true">', BODY),
    "a letter and comments": (
        "",
        BODY + "<div>Subscribe to our newsletter. Sign in to comment. Read more stories.</div>",
    ),
    "a script's text": ("", BODY + "<script>const wall = 'Subscribe to continue reading';</script>"),
    "nonsense": (ld(wordCount="many", hasPart="x", isAccessibleForFree=None), BODY),
    "words without number": (
        '<script type="application/ld+json">{"@type": "NewsArticle", "wordCount": NaN, "headline": "x"}</script>',
        BODY,
    ),
    "words without end": (
        '<script type="application/ld+json">{"@type": "NewsArticle", "wordCount": 1e999}</script>',
        BODY,
    ),
    "a selector that is none": (ld(hasPart={"cssSelector": "[[", "isAccessibleForFree": True}), BODY),
}


@pytest.mark.parametrize(("head", "body", "said"), PARTIAL.values(), ids=PARTIAL)
def test_a_beginning_is_marked_as_partial(head: str, body: str, said: str) -> None:
    assert said in read(document(page("<h1>Hourly ferry</h1>" + body, head))).partial


@pytest.mark.parametrize(("head", "body"), WHOLE.values(), ids=WHOLE)
def test_a_whole_article_is_not_partial(head: str, body: str) -> None:
    assert read(document(page("<h1>Hourly ferry</h1>" + body, head))).partial == ""


def test_a_page_that_names_no_picture_has_the_first_large_one_of_its_text() -> None:
    small = '<figure><img src="/badge.png" width="90" height="90"></figure><img src="/avatar.jpg">'
    large = '<figure><img src="/snow.webp?a=1&amp;b=2" alt="Snow" width="1600" height="900"></figure>'
    found = read(document(page(f"<h1>Hourly ferry</h1>{BODY}{small}{large}{BODY}")))
    assert found.image == Image("https://example.org/snow.webp?a=1&b=2", 1600, 900, "Snow")
    assert found.provenance["image"].signal == "content"
    told = '<meta property="og:image" content="/ferry.jpg">'
    told_by_page = read(document(page(f"<h1>Hourly ferry</h1>{BODY}{large}", told)))
    assert told_by_page.image == Image("https://example.org/ferry.jpg")
    assert read(document(page(f"<h1>Hourly ferry</h1>{BODY}{small}"))).image is None


# -- properties --------------------------------------------------------------------------------------------------------

PAGES = Path(__file__).resolve().parents[1] / "pages" / "articles"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "bench" / "data"


def mutated(body: bytes, chance: random.Random) -> bytes:
    """The page with pieces cut, doubled, moved, or replaced by bytes that matter to parsers."""
    for _ in range(chance.randrange(1, 6)):
        start = chance.randrange(len(body) + 1)
        end = min(len(body), start + chance.choice((1, 2, 8, 60, 2000)))
        piece = chance.choice(
            (
                b"",
                b"<",
                b">",
                b'"',
                b"</div>",
                b"<div>",
                b"<p",
                b"<!--",
                b"<svg>",
                b"<table>",
                b"\x92",
                b"\0",
                body[start:end] * 2,
            )
        )
        if chance.random() < 0.3:
            place = chance.randrange(len(body) + 1)
            body = body[:place] + body[start:end] + body[place:]
        else:
            body = body[:start] + piece + body[end:]
    return body


def survives(body: bytes) -> None:
    """Extraction gives a sound article or a FeedbotError."""
    try:
        article = extract(body, URL, now=NOW)
    except FeedbotError:
        return
    for said in (article.title, article.text, article.summary, article.content, *article.authors, *article.tags):
        assert said == legal(said)
    assert "<script" not in article.content
    assert "javascript:" not in article.content.lower() or "javascript:" in article.text.lower()


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes_give_an_article_or_a_feedbot_error(body: bytes) -> None:
    survives(body)


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            [
                BODY,
                "<h1>",
                "<article>",
                "</div>",
                "<table><td>",
                "<ul><li>",
                "<a href=/x>",
                "<noscript>",
                "<template>",
                "<svg>",
                "<select>",
                "<pre>",
                "\0",
                "&#x1;",
                "<time>",
                "<body>",
                "<frameset>",
            ]
        ),
        max_size=12,
    )
)
def test_any_order_of_tags_gives_an_article_or_a_feedbot_error(pieces: list[str]) -> None:
    survives("".join(pieces).encode())


def test_mutated_pages_give_an_article_or_a_feedbot_error() -> None:
    chance = random.Random(7)
    bodies = [(folder / "page.html").read_bytes() for folder in sorted(PAGES.iterdir())]
    for _ in range(300):
        survives(mutated(chance.choice(bodies), chance))


def _real() -> Iterator[bytes]:
    for path in sorted(SHARED.rglob("*.html.gz"))[::9]:
        yield gzip.decompress(path.read_bytes())


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is not here")
def test_mutated_real_pages_give_an_article_or_a_feedbot_error() -> None:
    chance = random.Random(11)
    for body in _real():
        for _ in range(3):
            survives(mutated(body, chance))


def test_a_picture_between_standfirst_and_text_stays() -> None:
    story = "".join(
        f"<p>On day {n} the ferry left at noon, and it came back in the evening with the mail.</p>" for n in range(9)
    )
    head = (
        "<h1>Hourly ferry</h1><p>The ferry will leave once an hour from May on, says the office in a letter to all.</p>"
    )
    figure = "<figure><img src='/ferry.jpg' width=800 height=500><figcaption>The ferry</figcaption></figure>"
    content = read(document(page(f"<article><header>{head}</header>{figure}<div>{story}</div></article>"))).content
    assert content.index("once an hour") < content.index("/ferry.jpg") < content.index("day 0")


def test_a_picture_with_a_line_below_it_stays_whatever_its_class_is_called() -> None:
    story = "".join(
        f"<p>On day {n} the ferry left at noon, and it came back in the evening with the mail.</p>" for n in range(9)
    )
    picture = "<div class=im><img src='/ferry.jpg' alt=''><div class=cap>The ferry, Photo: Wendell Stroud</div></div>"
    box = "<div class=promo><img src='/box.jpg' alt=''><div>Buy a ticket</div></div>"
    content = read(document(page(f"<h1>Hourly ferry</h1><article>{picture}{story}{box}</article>"))).content
    assert "/ferry.jpg" in content
    assert "/box.jpg" not in content


@pytest.mark.parametrize("name", ["swiper-slide", "carousel__slide", "slick-slide gallery-item"])
def test_a_slide_of_the_article_keeps_its_picture_and_one_of_other_stories_does_not(name: str) -> None:
    picture = '<img src="/m/1.jpg" width="800"><span>Photo by Lee</span>'
    slide = f'<div class="{name}">{picture}</div>'
    other = f'<div class="related-slider"><div class="{name}">{picture}</div></div>'
    assert "/m/1.jpg" in feedbot.extract(page(BODY + slide + BODY.upper()).encode(), URL, now=NOW).content
    assert "/m/1.jpg" not in feedbot.extract(page(BODY + other + BODY.upper()).encode(), URL, now=NOW).content


@pytest.mark.parametrize("tag", ["nav", "footer", "dialog open"])
def test_what_is_seen_beside_the_text_is_in_neither_form_of_it(tag: str) -> None:
    beside = f'<{tag}><h2>Sections</h2><ul><li><a href="/a">The harbour</a></li></ul></{tag.split()[0]}>'
    article = extract(page(f"<h1>Hourly ferry</h1>{beside}{BODY}{beside}").encode(), URL, now=NOW)
    assert article.text.split("\n\n") == PARAGRAPHS
    assert article.content == BODY


def test_a_footer_that_holds_the_whole_text_is_entered_for_both_forms() -> None:
    article = extract(f"<body><h1>Hourly ferry</h1><footer>{BODY}</footer></body>".encode(), URL, now=NOW)
    assert article.content.endswith(BODY)
    assert PARAGRAPHS[0] in article.text


def test_a_question_in_a_button_stays_with_its_answer_and_other_buttons_go() -> None:
    asked = "<div><button><span>Who pays for it?</span></button><div>{}</div></div>".format(f"<p>{PARAGRAPHS[2]}</p>")
    controls = "<button>Share</button><button>Really?</button><button>Show more</button>"
    body = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{controls}{asked}"
    article = extract(page(f"<h1>Hourly ferry</h1>{body}").encode(), URL, now=NOW)
    assert article.text.split("\n\n") == [*PARAGRAPHS[:2], "Who pays for it?", PARAGRAPHS[2]]
    assert article.content.endswith(f"<h2>Who pays for it?</h2><p>{PARAGRAPHS[2]}</p>")


def test_posts_that_stand_in_forms_are_in_both_forms_of_the_text() -> None:
    posts = "".join(f'<form class="post"><input type="hidden" name="id"><p>{text}</p></form>' for text in PARAGRAPHS)
    article = extract(page(f"<h1>Hourly ferry</h1>{posts}").encode(), URL, now=NOW)
    assert article.text.split("\n\n") == PARAGRAPHS
    assert article.content == BODY


def test_of_a_headline_with_its_picture_only_the_picture_is_in_the_text() -> None:
    head = (
        '<div class="top"><h1>Hourly ferry</h1><div><img src="/ferry.jpg" width="800" height="500" alt=""></div></div>'
    )
    article = extract(page(head + BODY).encode(), URL, now=NOW)
    assert article.content.count("<img") == 1
    assert "Hourly ferry" not in article.content


def test_of_a_head_that_is_named_for_its_picture_only_the_picture_is_taken() -> None:
    head = (
        '<div class="featured-image-behind"><img src="/ferry.jpg" width="900" height="500" alt=""><h1>Hourly ferry</h1>'
        '<div class="share"><h3>Share this:</h3><ul><li><a href="/fb">Share it there</a></li></ul></div></div>'
    )
    article = extract(f"<body><main>{head}<article>{BODY}</article></main></body>".encode(), URL, now=NOW)
    assert article.content.count("<img") == 1
    assert "Share" not in article.content


def test_what_is_named_for_its_author_is_no_caption() -> None:
    box = '<div class="author-credit"><img src="/me.jpg" alt=""><p class="author-credit__name">By Rebecca</p></div>'
    article = extract(page(f"<h1>Hourly ferry</h1>{box}{BODY}").encode(), URL, now=NOW)
    assert article.content == BODY
