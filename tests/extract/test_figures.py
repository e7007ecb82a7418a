"""Figures: the picture and its caption stay, whatever switches and boxes stand around them."""

from __future__ import annotations

import re

import pytest

from feedbot import extract
from tests.extract.test_clean import cleaned
from tests.extract.test_content import PROSE
from tests.extract.test_embedded import between

PICTURE = "<picture><source srcset='/a-640.webp 640w, /a-1400.webp 1400w' type=image/webp><img alt=Boats></picture>"
SHOWN = '<img src="https://example.org/a-1400.webp" alt="Boats">'


@pytest.mark.parametrize("label", ["Press enter or click to view image in full size", "Zoom", ""])
def test_a_switch_that_enlarges_a_picture_goes_and_the_picture_stays(label: str) -> None:
    switch = f"<figure><div role=button><span>{label}</span><div>{PICTURE}</div></div></figure>"
    assert between(switch) == f"<figure>{SHOWN}</figure>"
    assert cleaned(switch) == f"<figure>{SHOWN}</figure>"
    button = f"<figure class=wp-lightbox-container><button>{PICTURE}<span>{label}</span></button></figure>"
    assert between(button) == f"<figure>{SHOWN}</figure>"


@pytest.mark.parametrize("frame", ["{}", "<p>{}</p>", "<div><p>{}</p></div>"])
def test_a_caption_with_links_stays_with_its_picture(frame: str) -> None:
    said = 'Photo by <a href="https://a.org/ann">Ann</a> on <a href="https://a.org/">A</a>'
    caption = f"<figcaption>{frame.format(said)}</figcaption>"
    assert between(f"<figure><div role=button>Zoom{PICTURE}</div>{caption}</figure>") == (
        f"<figure>{SHOWN}<figcaption>{said}</figcaption></figure>"
    )


def test_a_caption_that_is_one_link_keeps_its_text() -> None:
    said = '<a href="https://a.org/x">Photo by Ann on A</a>'
    assert between(f"<figure>{PICTURE}<figcaption>{said}</figcaption></figure>") == (
        f"<figure>{SHOWN}<figcaption>{said}</figcaption></figure>"
    )


def test_a_picture_that_leads_to_another_story_goes_with_its_headline() -> None:
    link = "<a href=/other><img src=/b.jpg></a>"
    teaser = (
        f"<figure>{link}<figcaption><div><a href=/other>Another harbour opens its gates</a></div></figcaption></figure>"
    )
    assert between(teaser) == ""


def test_of_a_button_stays_what_it_plays_but_no_icon() -> None:
    assert cleaned(f"<button>{PICTURE}Play</button><p>x</p>") == f"<p>{SHOWN}</p><p>x</p>"
    assert cleaned("<button><img src=/share.png>Share</button><p>x</p>") == "<p>x</p>"


@pytest.mark.parametrize("label", ["toggle caption", "Click to enlarge", "Bild vergrößern", "Enlarge this image"])
def test_what_a_switch_says_is_no_caption(label: str) -> None:
    figure = (
        f"<div class=image-wrap>{PICTURE}<div class=caption><b>{label}</b></div><div class=credit>Ann/AP</div></div>"
    )
    found = between(figure)
    assert SHOWN in found
    assert "Ann/AP" in found
    assert label not in found


def above(markup: str) -> str:
    """What stands before the first paragraph of an article, of which `markup` stands outside."""
    html = f"<article><h1>Boats</h1><div class=field>{markup}</div><div class=body>{PROSE}</div></article>"
    return extract(html.encode(), "https://example.org/a").content.partition("<p>The tide")[0]


@pytest.mark.parametrize("attributes", ["src=/a.jpg", "src=data:, data-src=/a.jpg"])
def test_a_large_picture_that_stands_alone_above_the_text_is_the_article_s(attributes: str) -> None:
    assert 'src="https://example.org/a.jpg"' in above(f"<img {attributes} alt=Boats width=480 height=320>")


@pytest.mark.parametrize(
    "other",
    [
        "<img src=/ann.jpg width=96 height=96>",
        "<img src=/rule.png width=960 height=2>",
        "<a href=https://shop.example.com/><img src=/banner.jpg width=970 height=250></a>",
        "<img src=/a.jpg width=480><img src=/b.jpg width=480>",
        "<p>Another story</p><img src=/b.jpg width=480>",
    ],
)
def test_other_pictures_above_the_text_are_not(other: str) -> None:
    assert above(other) == ""


def test_what_a_prompt_to_subscribe_calls_a_caption_goes_with_it() -> None:
    asked = '<p class="cta-caption">Thanks for reading! Subscribe for free to support my work.</p>'
    form = "<form><input type=email><input type=submit value=Subscribe></form>"
    assert between(f'<div class="subscription-widget-wrap"><div class=preamble>{asked}</div>{form}</div>') == ""


TOLD = "<meta property=og:image content=https://example.org/i/boats-at-dawn-1200x630.jpg>"
FAR = '<header class="hero"><div><h1>Boats</h1></div><div>{}</div><p>{}</p></header>'.format(
    "{}", "A long way down. " * 60
)


def shared(picture: str, *, inside: str = "") -> str:
    """The pictures of an article whose `picture` stands far above it, or far `inside`, on a page that names one."""
    body = f"{FAR.format(picture)}<div class=story><article>{PROSE}{inside}{PROSE}</article></div>"
    content = extract(f"<head>{TOLD}</head><body>{body}".encode(), "https://example.org/a").content
    return " ".join(re.findall(r'src="https://example.org/i/([^"]*)"', content))


@pytest.mark.parametrize(
    "picture",
    [
        "<img src=/i/boats-at-dawn.jpg>",
        "<img src=/i/boats-at-dawn.jpg?w=900>",
        "<picture><source srcset='/i/boats-at-dawn-900x500.jpg 900w'><img src=data:,></picture>",
        "<a href=/a><img src=/i/boats-at-dawn.jpg></a>",
        "<a href=/i/boats-at-dawn.jpg><img src=/i/boats-at-dawn.jpg></a>",
        "<img src=/i/boats-at-dawn-150x150.jpg><img src=/i/boats-at-dawn-900x500.jpg>",
    ],
)
def test_the_picture_that_a_page_shows_to_other_sites_leads_the_text(picture: str) -> None:
    shown = shared(picture)
    assert shown.startswith("boats-at-dawn")
    assert "150x150" not in shown


@pytest.mark.parametrize(
    "picture",
    [
        "<img src=/i/harbour-at-noon.jpg>",
        "<img src=/i/boats-at-dawn-150x150.jpg>",
        "<a href=/other><img src=/i/boats-at-dawn.jpg></a>",
        "<nav><img src=/i/boats-at-dawn.jpg></nav>",
        "<div class=author-box><img src=/i/boats-at-dawn.jpg></div>",
    ],
)
def test_another_picture_and_one_of_something_else_do_not(picture: str) -> None:
    assert shared(picture) == ""


def test_a_picture_that_stands_in_the_text_stays_where_it_is() -> None:
    assert shared("<img src=/i/boats-at-dawn.jpg>", inside="<figure><img src=/i/boats-at-dawn.jpg></figure>") == (
        "boats-at-dawn.jpg"
    )
    far = FAR.format("<img src=/i/boats-at-dawn.jpg>")
    page = f"<head>{TOLD}</head><body>{far}<article>{PROSE}<figure><img src=/i/boats-at-dawn.jpg></figure></article>"
    assert extract(page.encode(), "https://example.org/a").content.startswith("<p>")
