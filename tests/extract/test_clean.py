from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedbot import pictures
from feedbot.document import Document
from feedbot.errors import FeedbotError
from feedbot.extract import clean, extract
from feedbot.extract.clean import safe, tables
from feedbot.extract.clean.embeds import embed
from feedbot.model import Page

URL = "https://example.org/news/story"


def cleaned(markup: str, title: str = "", url: str = URL) -> str:
    document = Document(Page(url, f"<body>{markup}</body>".encode("utf-8", "replace")))
    root = document.tree.body
    return clean.html([root] if root is not None else [], (), document, title=title)


ROWS = {
    # paragraphs
    "<div>bare</div>": "<p>bare</p>",
    "one<p>two</p>three": "<p>one</p><p>two</p><p>three</p>",
    "<div><span>a</span> <span>b</span></div>": "<p>a b</p>",
    "a<br><br>b<br>c": "<p>a</p><p>b<br>c</p>",
    "<p>a<br/><br/> <br/>b</p>": "<p>a</p><p>b</p>",
    "<p><br>a<br></p>": "<p>a</p>",
    "<p> a \n <b> b</b>  c </p>": "<p>a <b>b</b> c</p>",
    "<p>&nbsp;</p><p>\u200b</p><div> </div><p>x</p>": "<p>x</p>",
    "<p>5 &lt; 6 &amp; 7</p>": "<p>5 &lt; 6 &amp; 7</p>",
    "<p>10&nbsp;km</p>": "<p>10&nbsp;km</p>",
    "<p>.</p><p>x</p>": "<p>x</p>",
    "<section><article><div><div>x</div></div></article></section>": "<p>x</p>",
    "<p>a</p><hr><p>b</p><hr>": "<p>a</p><hr><p>b</p>",
    "<p>a</p><p>***</p><p>b</p><div>* * *</div><p>c</p><p>⁂</p>": "<p>a</p><hr><p>b</p><hr><p>c</p>",
    # inline
    "<p><strike>a</strike><tt>b</tt><font color=red>c</font><big>d</big></p>": "<p><s>a</s><code>b</code>cd</p>",
    "<p><b><b>x</b></b><i></i><em> </em></p>": "<p><b>x</b></p>",
    "<b><p>a</p><p>b</p></b>": "<p><b>a</b></p><p><b>b</b></p>",
    "<p><a href='/x'><i>a</i></a></p>": '<p><a href="https://example.org/x"><i>a</i></a></p>',
    "<a href=/x><div>a</div><div>b</div></a>": (
        '<p><a href="https://example.org/x">a</a></p><p><a href="https://example.org/x">b</a></p>'
    ),
    "<p><abbr title='x y' onclick=z>a</abbr> <time datetime=2026-01-02 class=t>b</time></p>": (
        '<p><abbr title="x y">a</abbr> <time datetime="2026-01-02">b</time></p>'
    ),
    "<p>a <x-term>b</x-term> c</p><x-box>d</x-box><h3>e <x-f>f</x-f></h3>": "<p>a b c</p><p>d</p><h2>e f</h2>",
    "<p>H<sub>2</sub>O <q>a</q> <kbd>c</kbd></p>": "<p>H<sub>2</sub>O <q>a</q> <kbd>c</kbd></p>",
    "<p><ruby>漢<rp>(</rp><rt>かん</rt></ruby></p>": "<p><ruby>漢<rp>(</rp><rt>かん</rt></ruby></p>",
    # headings
    "<h1>a</h1><h2>b</h2><h3>c</h3>": "<h2>a</h2><h3>b</h3><h4>c</h4>",
    "<h4>a</h4><p>x</p><h6>b</h6>": "<h2>a</h2><p>x</p><h4>b</h4>",
    "<h3><strong>a</strong></h3><h3>b <div>c</div></h3>": "<h2>a</h2><h2>b c</h2>",
    "<h2></h2><h2><img src=data:x></h2><p>x</p>": "<p>x</p>",
    "<h2>a<a class=anchor href='#a'>#</a></h2>": "<h2>a</h2>",
    "<h3><button>Question</button></h3><p>x</p>": "<h2>Question</h2><p>x</p>",
    # lists
    "<ul><li>a</li><li><p>b</p></li><li></li></ul>": "<ul><li>a</li><li><p>b</p></li></ul>",
    "<ul><li>a<ul><li>b</li></ul></li></ul>": "<ul><li>a<ul><li>b</li></ul></li></ul>",
    "<ul>loose<li>a</li></ul>": "<ul><li>loose</li><li>a</li></ul>",
    "<ol start=3 class=x><li>a</li></ol>": '<ol start="3"><li>a</li></ol>',
    "<li>a</li><li>b</li>": "<p>a</p><p>b</p>",
    "<ul><li><div>a</div><div>b</div></li></ul>": "<ul><li>a<br>b</li></ul>",
    "<dl><div><dt>a</dt><dd>b</dd></div></dl>": "<dl><dt>a</dt><dd>b</dd></dl>",
    # quotes, details
    "<blockquote>a<br><br>b</blockquote>": "<blockquote><p>a</p><p>b</p></blockquote>",
    "<blockquote></blockquote><p>x</p>": "<p>x</p>",
    "<details open><summary><div>a</div></summary>b</details>": "<details><summary>a</summary><p>b</p></details>",
    # code
    "<table><caption>a<svg><td>b</td><td>c</td></svg></caption><tr><td></td></tr></table>": "<p>a</p>",
    "<pre>a\n  b\n</pre>": "<pre>a\n  b</pre>",
    "<pre><code class=x><span>a</span>\n<span>  b</span></code></pre>": "<pre><code>a\n  b</code></pre>",
    "<pre><div>a</div><div>b</div></pre>": "<pre>a\nb</pre>",
    "<pre>a<br>b</pre>": "<pre>a\nb</pre>",
    # ... whose lines are elements
    "<pre><code><span class=line><i>a</i></span><span class='line x'></span><span class=line>b</span></code></pre>": (
        "<pre><code><i>a</i>\n\nb</code></pre>"
    ),
    "<pre><span class=line>a</span>\n<span class=line></span>\n<span class=line>b</span></pre>": "<pre>a\n\nb</pre>",
    "<pre>a\n<span class=highlight-code-line>b</span><span class=highlight-code-line>c</span>d</pre>": (
        "<pre>a\nb\nc\nd</pre>"
    ),
    "<pre><span class=line-of-code__x1><span class=line>a</span>\n</span><span class=line-of-code__x1>b</span></pre>": (
        "<pre>a\nb</pre>"
    ),
    "<pre><span class=line><span class=cl>a\n</span></span><span class=line><span class=cl>b\n</span></span></pre>": (
        "<pre>a\nb</pre>"
    ),
    "<pre><i class=multi-line>a</i> <span class=single-line>b</span> <span class=underline>c</span> d</pre>": (
        "<pre><i>a</i> b c d</pre>"
    ),
    "<p><span class=line>a</span><span class=line>b</span></p>": "<p>ab</p>",
    "<div><code>a\n b\n c</code></div>": "<pre><code>a\n b\n c</code></pre>",
    "<p>use <code>a</code></p>": "<p>use <code>a</code></p>",
    # tables
    "<table><tr><th>a<td colspan=2 style=x>b</table>": (
        '<table><tbody><tr><th>a</th><td colspan="2">b</td></tr></tbody></table>'
    ),
    "<table><tr><td><p>a</p><p>b</p></td></tr></table>": "<p>a</p><p>b</p>",
    "<table><tr><td>x</td><td><p>a</p><p>b</p><p>c</p></td></tr></table>": "<p>x</p><p>a</p><p>b</p><p>c</p>",
    "<table><tr><td></td></tr></table><p>x</p>": "<p>x</p>",
    "<table><tr><td>a</td><td></td></tr><tr><td>b</td><td>c</td></tr></table>": (
        "<table><tbody><tr><td>a</td><td></td></tr><tr><td>b</td><td>c</td></tr></tbody></table>"
    ),
    # links
    "<p><a href='javascript:x()'>a</a> <a>b</a> <a href='data:x'>c</a></p>": "<p>a b c</p>",
    "<p><a href='?p=2&utm_source=x#top'>a</a></p>": '<p><a href="https://example.org/news/story?p=2#top">a</a></p>',
    "<p><a href='#note'>1</a></p>": '<p><a href="https://example.org/news/story#note">1</a></p>',
    "<p><a href='mailto:a@b.c'>a</a> <a href='tel:+1'>b</a></p>": (
        '<p><a href="mailto:a@b.c">a</a> <a href="tel:+1">b</a></p>'
    ),
    "<p>a<a href=/x></a><a href=/y> </a>b</p>": "<p>a b</p>",
    # what goes
    "<script>x</script><style>y</style><p>a<!-- b --></p><template><p>c</p></template>": "<p>a</p>",
    "<form><input value=a><button>b</button></form><p>x</p><select><option>c</select>": "<p>x</p>",
    "<svg><text>a</text></svg><canvas>b</canvas><p>x</p>": "<p>x</p>",
    "<p onclick=a style=b class=c id=d>x</p>": "<p>x</p>",
    # formulas
    "<ul><code>\na\nb\nc\n<li>x</li></code></ul>": "<ul><li>a b c</li><li>x</li></ul>",
    "<p>so <mjx-container><mjx-math></mjx-math><mjx-assistive-mml><math><mi>x</mi></math></mjx-assistive-mml>"
    "</mjx-container> grows</p>": "<p>so x grows</p>",
    "<p>so <math alttext='x^2'><mi>x</mi></math> grows</p>": "<p>so x^2 grows</p>",
    "<p><span class=katex><span class=katex-mathml><math><semantics><mi>x</mi><annotation encoding='application/x-tex'>"
    "\\frac x 2</annotation></semantics></math></span><span class=katex-html>x2</span></span></p>": "<p>\\frac x 2</p>",
}


@pytest.mark.parametrize(("markup", "expected"), ROWS.items(), ids=lambda value: value[:40])
def test_markup_becomes(markup: str, expected: str) -> None:
    assert cleaned(markup) == expected
    assert cleaned(expected) == expected


IMAGES = {
    "<img src=/a.jpg alt='A b'>": '<img src="https://example.org/a.jpg" alt="A b">',
    "<img src=/a.jpg width=64 height=48>": '<img src="https://example.org/a.jpg" alt="" width="64" height="48">',
    "<img src=a.jpg width=100% height=auto>": '<img src="https://example.org/news/a.jpg" alt="">',
    "<img src=/s.jpg srcset='/a,b/s.jpg 300w, /l.jpg 1200w, /xxl.jpg 6000w'>": (
        '<img src="https://example.org/l.jpg" alt="">'
    ),
    "<img src=/s.jpg srcset='/s.jpg 1x,/l.jpg 2x'>": '<img src="https://example.org/l.jpg" alt="">',
    "<img src='data:image/gif;base64,R0' data-src=/a.jpg>": '<img src="https://example.org/a.jpg" alt="">',
    "<img src=/blank.gif data-lazy-srcset='/a.jpg 800w' width=400 height=300>": (
        '<img src="https://example.org/a.jpg" alt="" width="800" height="600">'
    ),
    "<img src=/placeholder.png data-anything=/real.webp>": '<img src="https://example.org/real.webp" alt="">',
    "<img src=/blank.gif><noscript><img src=/a.jpg></noscript>": '<img src="https://example.org/a.jpg" alt="">',
    "<img src=/blank.gif data-src=/a.jpg><noscript><img src=/a.jpg></noscript>": (
        '<img src="https://example.org/a.jpg" alt="">'
    ),
    "<picture><source srcset='/l.webp 1200w' type=image/webp><img src=/s.jpg alt=x></picture>": (
        '<img src="https://example.org/l.webp" alt="x">'
    ),
    "<picture><source data-srcset=/l.webp><img src=data:x></picture>": '<img src="https://example.org/l.webp" alt="">',
    "<img src=/a.jpg style='max-width: 1px; line-height:0; width:100%'>": (
        '<img src="https://example.org/a.jpg" alt="">'
    ),
    "<img data-src=/a.jpg style='display:none'>": '<img src="https://example.org/a.jpg" alt="">',
    # blurred until the picture is loaded
    "<img src='/a.jpg?w=20&blur=10' data-pin-media=/a.jpg?w=900>": '<img src="https://example.org/a.jpg?w=900" alt="">',
    "<img srcset='/a.jpg?w=9&blur=10 9w' data-src=/a.jpg?w=900>": '<img src="https://example.org/a.jpg?w=900" alt="">',
    "<img src='/a.jpg?v=1&w=20&blur=10'>": '<img src="https://example.org/a.jpg?v=1" alt="">',
    "<img src='/a.jpg?w=20&blur=10&s=0a1b'><noscript><img src='/a.jpg?w=900&s=2c3d'></noscript>": (
        '<img src="https://example.org/a.jpg?w=900&amp;s=2c3d" alt="">'
    ),
    "<img src='https://static.wixstatic.com/media/a~mv2.jpg/v1/fill/w_49,h_33,al_c,q_80,blur_2,enc_avif/b.jpg'>": (
        '<img src="https://static.wixstatic.com/media/a~mv2.jpg" alt="">'
    ),
    "<img src=/motion_blur_2.jpg>": '<img src="https://example.org/motion_blur_2.jpg" alt="">',
    "<img src='/a.jpg?fill=blur'>": '<img src="https://example.org/a.jpg?fill=blur" alt="">',
    "<amp-img src=/a.jpg alt=x></amp-img>": '<img src="https://example.org/a.jpg" alt="x">',
}
NO_IMAGES = [
    "<img>",
    "<img src=''>",
    "<img src=/p.gif width=1 height=1>",
    "<img src=/p.gif height=0>",
    "<img src=/p?3 style='display:none'>",
    "<img src=/p?3 style='border: 0; width: 1px; height: 1px'>",
    "<img src='data:image/png;base64,xx'>",
    "<img src=/static/spacer.gif>",
    "<img src=https://www.facebook.com/tr?id=1>",
    "<img src=https://b.scorecardresearch.com/p?c1=2>",
    "<img src='javascript:alert(1)'>",
    "<img src=blob:https://example.org/1>",
    "<img src=https://res.cloudinary.com/x/image/upload/e_blur:1000,w_20/a.jpg>",
]


@pytest.mark.parametrize(("markup", "expected"), IMAGES.items(), ids=lambda value: value[:50])
def test_the_best_picture_is_shown(markup: str, expected: str) -> None:
    assert cleaned(markup) == f"<p>{expected}</p>"


@pytest.mark.parametrize("markup", NO_IMAGES)
def test_what_is_no_picture_is_left_out(markup: str) -> None:
    assert cleaned(f"{markup}<p>x</p>") == "<p>x</p>"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", []),
        ("a.jpg", [("a.jpg", 0, 1.0)]),
        ("a.jpg, b.jpg 2x", [("a.jpg", 0, 1.0), ("b.jpg", 0, 2.0)]),
        (" a,b.jpg 100w , c.jpg 200w,", [("a,b.jpg", 100, 1.0), ("c.jpg", 200, 1.0)]),
        ("a.jpg 1.5x,b.jpg", [("a.jpg", 0, 1.5), ("b.jpg", 0, 1.0)]),
        ("a.jpg (x, y) 300w, b.jpg", [("a.jpg", 300, 1.0), ("b.jpg", 0, 1.0)]),
        ("data:image/gif;base64,R0l= 1w, b.jpg 2w", [("data:image/gif;base64,R0l=", 1, 1.0), ("b.jpg", 2, 1.0)]),
    ],
)
def test_srcset_is_read_by_the_standard(value: str, expected: list[tuple[str, int, float]]) -> None:
    assert [tuple(one) for one in pictures.srcset(value)] == expected


def test_figures_keep_their_captions() -> None:
    figure = '<figure><img src="https://example.org/a.jpg" alt=""><figcaption>A <em>b</em></figcaption></figure>'
    assert (
        cleaned("<figure class=x><div><img src=/a.jpg></div><figcaption><p>A <em>b</em></p></figcaption></figure>")
        == figure
    )
    assert (
        cleaned("<div class='wp-caption'><img src=/a.jpg><p class='wp-caption-text'>A <em>b</em></p></div>") == figure
    )
    assert cleaned("<figure><img src=/a.jpg><div class='image-caption'>A <em>b</em></div></figure>") == figure


def test_a_figure_that_shows_nothing_goes_with_its_caption() -> None:
    assert cleaned("<figure><img src=data:x><figcaption>A</figcaption></figure><p>x</p>") == "<p>x</p>"


def test_players_become_links_with_a_picture_where_one_is_known() -> None:
    shown = cleaned("<p>a</p><iframe src='//www.youtube.com/embed/a1B2c3D4e5F?rel=0' title='The film'></iframe>")
    assert shown == (
        '<p>a</p><figure><a href="https://www.youtube.com/watch?v=a1B2c3D4e5F">'
        '<img src="https://i.ytimg.com/vi/a1B2c3D4e5F/hqdefault.jpg" alt=""></a>'
        '<figcaption><a href="https://www.youtube.com/watch?v=a1B2c3D4e5F">The film</a></figcaption></figure>'
    )
    assert cleaned(shown) == shown
    assert cleaned("<iframe data-src=https://player.vimeo.com/video/123></iframe>") == (
        '<p><a href="https://vimeo.com/123">Vimeo</a></p>'
    )


@pytest.mark.parametrize(
    ("src", "page"),
    [
        ("https://www.youtube-nocookie.com/embed/a1B2c3D4e5F", "https://www.youtube.com/watch?v=a1B2c3D4e5F"),
        ("https://www.youtube.com/embed/videoseries?list=PL123", "https://www.youtube.com/playlist?list=PL123"),
        ("https://www.dailymotion.com/embed/video/x8abc", "https://www.dailymotion.com/video/x8abc"),
        ("https://open.spotify.com/embed/episode/4x?utm_source=g", "https://open.spotify.com/episode/4x"),
        (
            "https://w.soundcloud.com/player/?visual=true&url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks%2F1&x=y",
            "https://api.soundcloud.com/tracks/1",
        ),
        ("https://platform.twitter.com/embed/Tweet.html?dnt=false&id=12345", "https://x.com/i/status/12345"),
        ("https://www.instagram.com/p/Cab_-1/embed/captioned/", "https://www.instagram.com/p/Cab_-1/"),
        ("https://www.tiktok.com/embed/v2/7000", "https://www.tiktok.com/@/video/7000"),
        (
            "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1&width=5",
            "https://www.facebook.com/a/posts/1",
        ),
        (
            "https://embed.documentcloud.org/documents/678-a-b/?embed=1",
            "https://embed.documentcloud.org/documents/678-a-b/",
        ),
        (
            "https://embed.bsky.app/embed/did:plc:abc/app.bsky.feed.post/3k",
            "https://bsky.app/profile/did:plc:abc/post/3k",
        ),
    ],
)
def test_known_frames_lead_to_what_they_show(src: str, page: str) -> None:
    found = embed(src)
    assert found is not None
    assert found.url == page


@pytest.mark.parametrize(
    "src",
    [
        "https://ads.example.net/x",
        "https://example.org/?u=https://www.youtube.com/embed/a1B2c3D4e5F",
        "https://www.facebook.com/plugins/post.php?href=javascript%3Aalert(1)",
        "https://w.soundcloud.com/player/?url=data%3Atext",
    ],
)
def test_frames_that_are_not_known_go(src: str) -> None:
    assert embed(src) is None
    assert cleaned(f"<iframe src='{src}' title=x></iframe><p>y</p>") == "<p>y</p>"


def test_a_script_that_shows_code_of_another_site_becomes_a_link() -> None:
    markup = '<p>x</p><script src="https://gist.github.com/ann/0a1b.js"></script><script src="/app.js"></script>'
    assert cleaned(markup) == '<p>x</p><p><a href="https://gist.github.com/ann/0a1b">GitHub Gist</a></p>'


def test_films_and_sounds_play_where_they_are_files() -> None:
    assert cleaned("<video poster=/p.jpg><source src=/a.m3u8><source src=/a.mp4></video>") == (
        '<p><video src="https://example.org/a.mp4" poster="https://example.org/p.jpg" controls=""></video></p>'
    )
    assert (
        cleaned("<audio src=/a.mp3 autoplay></audio>")
        == '<p><audio src="https://example.org/a.mp3" controls=""></audio></p>'
    )
    assert cleaned("<video src=blob:x poster=/p.jpg></video>") == '<p><img src="https://example.org/p.jpg" alt=""></p>'


HEARD = ("sr-only", "screen-reader-text", "link__visually-hidden", "wprm-screen-reader-text", "u-hiddenVisually")


@pytest.mark.parametrize("name", HEARD)
def test_what_only_screen_readers_are_told_is_not_printed(name: str) -> None:
    told = f'<span class="{name}">{{}}</span>'.format
    assert cleaned(f"<p>See <a href=/x>the report{told(' (opens in new window)')}</a>, he said{told('link')}.</p>") == (
        '<p>See <a href="https://example.org/x">the report</a>, he said.</p>'
    )
    listed = f"<ul><li>{told('list 1 of 2')}One</li><li>Two</li></ul>"
    box = f"<div>{told('list of 2 items')}{listed}{told('end of list')}</div>"
    assert cleaned(box) == "<ul><li>One</li><li>Two</li></ul>"
    assert cleaned(f"<ul><li><label>{told('▢ ')}</label>2 cups flour</li></ul>") == "<ul><li>2 cups flour</li></ul>"
    assert cleaned(f"<div class={name}>Skip</div><a class={name} href=/y>Skip</a><p>x</p>") == "<p>x</p>"


def test_what_screen_readers_are_told_stays_where_it_is_all_that_is_there() -> None:
    cell = "<table><tr><td>Pool</td><td><i class=check></i><span class=sr-only>Yes</span></td></tr></table>"
    assert "<td>Yes</td>" in cleaned(cell)
    long = "The tide came in before dawn, and the harbour master counted the boats twice, as he had done for years."
    assert cleaned(f"<div class=visually-hidden>{long}</div>") == f"<p>{long}</p>"
    assert (
        cleaned("<p><span class='sr-only focus:not-sr-only'>a</span><span class='not-sr-only'>b</span></p>")
        == "<p>b</p>"
    )


def test_characters_that_nobody_sees_go_but_not_the_joiners_that_are_spelling() -> None:
    assert (
        cleaned("<p>har\u200bbour \u200b \ufeffboats</p><pre>a\u200b\n b\ufeff</pre>")
        == "<p>harbour boats</p><pre>a\n b</pre>"
    )
    spelt = "<p>می\u200cخواهم क्\u200dष \U0001f468\u200d\U0001f469</p>"
    assert cleaned(spelt) == spelt


def test_embedded_posts_stay() -> None:
    assert cleaned(
        "<blockquote class=twitter-tweet><p>Hi</p>— A <a href='https://x.com/a/1'>May 1</a></blockquote>"
    ) == ('<blockquote><p>Hi</p><p>— A <a href="https://x.com/a/1">May 1</a></p></blockquote>')


def test_the_headline_is_not_repeated() -> None:
    assert cleaned("<h1>The  Headline!</h1><p>x</p><h2>Part</h2>", title="The headline") == "<p>x</p><h2>Part</h2>"


def test_dropped_subtrees_are_left_out_and_the_tree_is_not_changed() -> None:
    document = Document(Page(URL, b"<body><p>a</p><div><p>b</p></div><p>c <i>d</i></p></body>"))
    body, before = document.tree.body, document.tree.html
    assert body is not None
    dropped = {document.tree.css_first("div").mem_id, document.tree.css_first("i").mem_id}
    assert clean.html([body], dropped, document) == "<p>a</p><p>c</p>"
    assert document.tree.html == before


def test_several_roots_stand_in_order() -> None:
    document = Document(Page(URL, b"<body><p>a</p>x<td>b</td><li>c</li><blockquote>d</blockquote></body>"))
    roots = document.tree.css("p, li, blockquote")
    assert clean.html(roots, (), document) == "<p>a</p><p>c</p><blockquote><p>d</p></blockquote>"


def test_what_stands_in_the_root_is_read_even_where_it_would_go_elsewhere() -> None:
    document = Document(Page(URL, b"<body><noscript><p>a</p></noscript><form><p>b</p></form></body>"))
    roots = document.tree.css("noscript, form")
    assert clean.html(roots, (), document) == "<p>a</p><p>b</p>"


def test_characters_that_xml_forbids_are_gone() -> None:
    assert cleaned("<p>a&#11;b&#xFFFE;c\x1bd</p>") == "<p>abcd</p>"


def test_deep_nesting_is_no_recursion() -> None:
    assert cleaned("<div>" * 3000 + "x") == "<p>x</p>"
    assert cleaned("<blockquote>" * 600 + "x") == "<blockquote>" * 60 + "<p>x</p>" + "</blockquote>" * 60


# -- properties --------------------------------------------------------------------------------------------------------

_MORE = ("div", "h1", "iframe", "picture", "form", "x-y", "math")
_NAMES = [*sorted(tables.TAGS | tables.BARE | tables.GONE - {"-comment", "-doctype"}), *_MORE]
_ATTRS = [
    *(
        'href="/a?b=1&c=2"',
        'href="javascript:x"',
        'href="#f"',
        'src="/a.jpg"',
        'src="x y.png"',
        'src="data:x"',
        "onclick=x",
    ),
    *(
        "onerror='x'",
        'srcset="/a.jpg 2x, b.jpg"',
        'class="caption"',
        'class="wp-caption"',
        'style="a"',
        "width=1",
        "colspan=2",
    ),
    *(
        "width=90 height=60",
        'title="&quot;&lt;"',
        'src="https://www.youtube.com/embed/a1B2c3D4e5F"',
        'data-src="/l.jpg"',
    ),
    *("controls", 'poster="/p.jpg"', 'datetime="2026"'),
]
_TEXTS = [
    *("a", " ", "\n", "b c", "&amp;", "&lt;script>", "\xa0", "\u200b", "\t d", ".", "—", "字", "&#0;", "\x0b", "]]>"),
    *("<br>", "<br>\n<br>", "<!-- x -->"),
]


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    attributes = st.lists(st.sampled_from(_ATTRS), max_size=2).map(" ".join)
    children = st.lists(inner, max_size=4).map("".join)
    return st.builds(
        lambda name, said, within: f"<{name} {said}>{within}</{name}>", st.sampled_from(_NAMES), attributes, children
    )


MARKUP = st.lists(st.recursive(st.sampled_from(_TEXTS), _element, max_leaves=25), max_size=4).map("".join)
ACTIVE = re.compile(
    r"<(?:script|style|iframe|object|embed|form|input|button|svg|math|link|meta|base|template)\b| on\w+=|javascript:",
    re.I,
)


def _safe(markup: str) -> None:
    tree = Document(Page(URL, markup.encode())).tree
    assert tree.body is not None
    for node in tree.body.css("*")[1:]:
        assert node.tag in tables.TAGS
        allowed = tables.ATTRIBUTES.get(node.tag or "", set())
        assert set(node.attributes) <= allowed
        for name in ("href", "src", "poster"):
            assert re.match(r"https?://|mailto:|tel:|$", node.attributes.get(name) or "")


@settings(max_examples=150)
@given(MARKUP)
def test_cleaning_what_is_clean_changes_nothing(markup: str) -> None:
    once = cleaned(markup)
    assert cleaned(once) == once
    _safe(once)


@settings(max_examples=200)
@given(st.text(alphabet="<>/=\"' &;!-[]ab pdivscriptonsrc\n\x00\x1f字", max_size=120))
def test_nothing_active_survives_any_text(markup: str) -> None:
    once = cleaned(markup)
    _safe(once)
    assert not ACTIVE.search(re.sub(r">[^<]*<", "><", once))


@given(st.text(max_size=80))
def test_any_srcset_is_read(value: str) -> None:
    assert all(one.url for one in pictures.srcset(value))


# -- the last wall -----------------------------------------------------------------------------------------------------

_SIGNS = ("x", " ", "&amp;", "&lt;", "&", "<", ">", '"', "'", "\xa0", "é", "-->", "<!--", "]]>", "\n")
_PLAIN_TAGS = (
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<li>",
    "<ul>",
    "<td>",
    "<pre>",
    "</a>",
    "<br>",
    "<hr>",
    "<script>",
    "<P>",
    "<p >",
)
_LINKS = ("https://a.b/c", "mailto:a@b.c", "javascript:x", "https://a.b/?q=1&amp;r=2", 'x" onclick="y', "https://a.b/'")
_PIECES = st.one_of(
    st.sampled_from((*_SIGNS, *_PLAIN_TAGS)),
    st.sampled_from(_LINKS).map('<a href="{}">'.format),
    st.sampled_from(_LINKS).map('<img src="{}" alt="y">'.format),
    st.sampled_from(_LINKS).map('<a href="https://a.b/" title="{}">'.format),
)


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=12).map("".join))
def test_what_is_not_sanitized_again_holds_nothing_that_would_be_taken_out(markup: str) -> None:
    if safe._PLAIN.fullmatch(markup):
        assert set(re.findall(r"<([a-z]+)", markup)) <= tables.TAGS
        assert not re.search(r'(?:href|src)="javascript|" onclick|<!--', markup)
        attributes = re.compile(r'(?<= )[a-z]+="[^"]*"')
        assert set(attributes.findall(safe._cleaner().clean(markup))) >= set(attributes.findall(markup))


@pytest.mark.parametrize(
    "place", sorted((Path(__file__).parents[1] / "pages" / "articles").iterdir()), ids=lambda p: p.name
)
def test_the_sanitizer_leaves_what_the_cleaner_wrote(place: Path) -> None:
    with suppress(FeedbotError):
        content = extract((place / "page.html").read_bytes(), "https://example.org/news/story").content
        assert safe._cleaner().clean(content) == content
