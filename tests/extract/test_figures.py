"""Figures: the picture and its caption stay, whatever switches and boxes stand around them."""

from __future__ import annotations

import pytest

from tests.extract.test_clean import cleaned
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


def test_what_a_prompt_to_subscribe_calls_a_caption_goes_with_it() -> None:
    asked = '<p class="cta-caption">Thanks for reading! Subscribe for free to support my work.</p>'
    form = "<form><input type=email><input type=submit value=Subscribe></form>"
    assert between(f'<div class="subscription-widget-wrap"><div class=preamble>{asked}</div>{form}</div>') == ""
