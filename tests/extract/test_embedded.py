"""Posts, films and pages of other sites in an article: each becomes one link, with the words that it quotes."""

from __future__ import annotations

import pytest

from feedbot.extract import extract
from tests.extract.test_clean import cleaned
from tests.extract.test_content import BELL, MILL, SHED, TIDE

TWEET = "https://twitter.com/ann/status/123"
POSTS = {
    # which address, which link: the element
    ("https://www.instagram.com/p/Ca_1/", "Instagram"): (
        '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Ca_1/?utm_source=ig"></blockquote>'
    ),
    ("https://www.tiktok.com/@ann/video/7", "TikTok"): (
        '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@ann/video/7"><section></section></blockquote>'
    ),
    (TWEET, "X"): f'<div class="social"><blockquote class="twitter-tweet"><a href="{TWEET}"></a></blockquote></div>',
    ("https://www.facebook.com/ann/posts/1", "Facebook"): (
        '<div class="fb-post" data-href="https://www.facebook.com/ann/posts/1"></div>'
    ),
    ("https://www.facebook.com/ann/videos/1", "Facebook"): (
        '<figure class="wp-block-embed-facebook"><div class="fb-video" data-href="https://www.facebook.com/ann/videos/1">'
        "</div></figure>"
    ),
    ("https://www.facebook.com/ann/videos/2", "Facebook"): (
        '<figure class="wp-block-embed-facebook"><iframe src="https://www.facebook.com/plugins/video.php?href='
        'https%3A%2F%2Fwww.facebook.com%2Fann%2Fvideos%2F2"></iframe></figure>'
    ),
    ("https://x.com/i/status/885", "X"): '<amp-twitter data-tweetid="885" width=375 height=472></amp-twitter>',
    ("https://www.instagram.com/p/fBwFP/", "Instagram"): '<amp-instagram data-shortcode="fBwFP"></amp-instagram>',
    ("https://www.facebook.com/ann/posts/3", "Facebook"): (
        '<amp-facebook data-href="https://www.facebook.com/ann/posts/3"></amp-facebook>'
    ),
    ("https://vimeo.com/235", "Vimeo"): (
        """<div class="elementor-widget-video" data-settings='{"vimeo_url":"https:\\/\\/vimeo.com\\/235","""
        """"youtube_url":"https:\\/\\/youtu.be\\/a1B2c3D4e5F","video_type":"vimeo"}'><div></div></div>"""
    ),
    ("https://bsky.app/profile/did:plc:abc/post/3k", "Bluesky"): (
        '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3k"></blockquote>'
    ),
    ("https://example.social/@ann/109", "Mastodon"): (
        '<iframe src="https://example.social/@ann/109/embed" class="mastodon-embed"></iframe>'
    ),
    ("https://www.threads.net/@ann/post/C1", "Threads"): (
        '<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@ann/post/C1"></blockquote>'
    ),
    (
        "https://t.me/ann/68",
        "Telegram",
    ): '<script src="https://telegram.org/js/w.js" data-telegram-post="ann/68"></script>',
    ("https://flo.uri.sh/visualisation/12/embed", "Flourish"): (
        '<div class="flourish-embed" data-src="visualisation/12?34"></div>'
    ),
    # pages of other sites as cards
    ("https://other.org/x", "The other harbour"): (
        '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://other.org/x">'
        '<div class="kg-bookmark-content"><div class="kg-bookmark-title">The other harbour</div>'
        '<div class="kg-bookmark-description">What they do there when the tide comes in.</div>'
        '<div class="kg-bookmark-metadata"><img class="kg-bookmark-icon" src="https://other.org/i.png">'
        '<span class="kg-bookmark-author">Other</span></div></div>'
        '<div class="kg-bookmark-thumbnail"><img src="https://other.org/t.jpg"></div></a></figure>'
    ),
    ("https://ann.substack.com/p/harbour", "Her harbour"): (
        '<div class="embedded-post-wrap"><a class="embedded-post" href="https://ann.substack.com/p/harbour?utm_source=x">'
        '<img src="https://substackcdn.com/i.png">Letters<div class="embedded-post-title">Her harbour</div>'
        '<div class="embedded-post-body">What they do there when the tide comes in.</div><span>Read more</span>'
        '<div class="embedded-post-meta">2 years ago · 13 likes · Ann</div></a></div>'
    ),
    ("https://other.org/y/", "A third harbour"): (
        '<figure class="wp-block-embed is-type-wp-embed"><div class="wp-block-embed__wrapper"><blockquote '
        'class="wp-embedded-content"><a href="https://other.org/y/">A third harbour</a></blockquote><iframe '
        'class="wp-embedded-content" title="A third harbour — Other" src="https://other.org/y/embed/"></iframe></div></figure>'
    ),
}


def content(markup: str) -> str:
    """The article's HTML where this stands between the third and the fourth paragraph."""
    page = f"<article><h1>Harbour</h1><p>{TIDE}</p><p>{SHED}</p><p>{BELL}</p>{markup}<p>{MILL}</p></article>"
    return extract(page.encode(), "https://example.org/news/story").content


def between(markup: str) -> str:
    """What became of it."""
    return content(markup).removeprefix(f"<p>{TIDE}</p><p>{SHED}</p><p>{BELL}</p>").removesuffix(f"<p>{MILL}</p>")


@pytest.mark.parametrize(("shown", "markup"), POSTS.items(), ids=lambda value: value[0][:40])
def test_an_embedded_page_becomes_one_link(shown: tuple[str, str], markup: str) -> None:
    link = f'<p><a href="{shown[0]}">{shown[1]}</a></p>'
    assert between(markup) == link
    assert cleaned(markup) == link


@pytest.mark.parametrize(
    "markup",
    [
        '<lite-youtube videoid="a1B2c3D4e5F" playlabel="Play: The film"><a href="https://youtube.com/watch?v=a1B2c3D4e5F">'
        "<span>Play Video: The film</span></a></lite-youtube>",
        '<amp-youtube data-videoid="a1B2c3D4e5F" title="The film"></amp-youtube>',
        """<div class="elementor-widget-video" title="The film" data-settings='{"youtube_url":"""
        """"https:\\/\\/www.youtube.com\\/watch?v=a1B2c3D4e5F"}'><div class="elementor-video"></div></div>""",
    ],
)
def test_a_player_that_only_a_script_makes_becomes_a_link_with_its_picture(markup: str) -> None:
    assert between(markup) == (
        '<figure><a href="https://www.youtube.com/watch?v=a1B2c3D4e5F">'
        '<img src="https://i.ytimg.com/vi/a1B2c3D4e5F/hqdefault.jpg" alt=""></a>'
        '<figcaption><a href="https://www.youtube.com/watch?v=a1B2c3D4e5F">The film</a></figcaption></figure>'
    )


def test_an_embedded_post_keeps_its_words_and_gets_a_link_where_it_has_none() -> None:
    said = '<p>My cat at the harbour <a href="https://www.tiktok.com/tag/cat">#cat</a></p>'
    post = f'<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@ann/video/7"><section>{said}</section></blockquote>'
    link = '<p><a href="https://www.tiktok.com/@ann/video/7">TikTok</a></p>'
    assert between(post) == f"<blockquote>{said}{link}</blockquote>"
    tweet = f'<blockquote><p>Hi</p><p>— Ann <a href="{TWEET}">May 1</a></p></blockquote>'
    assert between(tweet.replace("<blockquote", '<blockquote class="twitter-tweet"')) == tweet


def test_a_post_that_is_all_link_keeps_what_the_link_says() -> None:
    link = '<a href="https://www.instagram.com/p/Ca_1/">View this post on Instagram</a>'
    post = (
        '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Ca_1/">{}</blockquote>'
    )
    assert between(post.format(f"<div>{link}</div>")) == f"<blockquote><p>{link}</p></blockquote>"


def test_posts_in_boxes_of_other_stories_are_not_the_articles() -> None:
    card = '<blockquote class="wp-embedded-content"><a href="https://other.org/y/">A third harbour</a></blockquote>'
    assert between(f'<div class="related-posts"><p>More stories</p>{card}</div>') == ""


def test_a_post_within_a_link_of_a_line_is_no_link_of_its_own() -> None:
    frame = '<iframe src="https://player.vimeo.com/video/123"></iframe>'
    once = cleaned(f"<h2><a href=/x>See {frame}</a></h2>")
    assert once == '<h2><a href="https://example.org/x">See Vimeo</a></h2>'


def test_a_button_to_like_the_page_is_no_post() -> None:
    frame = "https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fexample.org%2Fnews%2Fstory"
    assert cleaned(f"<p>x</p><iframe src='{frame}'></iframe>") == "<p>x</p>"


def test_a_widget_whose_settings_name_no_player_shows_what_stands_in_it() -> None:
    for settings in ("{", "{}", '{"video_type":"hosted","youtube_url":"https://youtu.be/a1B2c3D4e5F"}', "[]"):
        markup = f"<div class=elementor-widget-video data-settings='{settings}'><video src=/a.mp4></video></div>"
        assert cleaned(markup) == '<p><video src="https://example.org/a.mp4" controls=""></video></p>'
