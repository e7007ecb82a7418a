"""Which part of a page is the text: one small invented page for each way in which detection goes wrong."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedbot.document import Document
from feedbot.extract.content import Body, Removed, find
from feedbot.extract.content.features import ARTICLE, FORUM, MANUAL
from feedbot.extract.content.genre import genre_of
from feedbot.model import ArticleRules, Page

TIDE = "The tide came in before dawn, and the harbour master counted the boats twice, as he had done for thirty years."
SHED = "Nobody had opened the shed since the winter storms, so the nets inside had dried into a single grey knot."
BELL = "When the bell rang at nine, the whole quay went quiet, and even the gulls seemed to wait for the second stroke."
MILL = "The mill above the town had been silent for a decade, yet its wheel turned whenever the river ran high enough."
STORY = (TIDE, SHED, BELL, MILL)
PROSE = "".join(f"<p>{line}</p>" for line in STORY)


def page(body: str, *, url: str = "https://example.org/2024/harbour", head: str = "") -> Document:
    return Document(Page(url=url, body=f"<html><head>{head}</head><body>{body}</body></html>".encode()))


def read(body: str, *, url: str = "https://example.org/2024/harbour", head: str = "", title: str = "") -> Body:
    return find(page(body, url=url, head=head), title=title)


def lines(body: Body) -> list[str]:
    return body.text.split("\n\n")


def test_paragraphs_come_in_page_order_without_menu_and_footer() -> None:
    menu = '<ul class="menu"><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul>'
    body = read(f"<div>{menu}</div><div id=main>{PROSE}</div><footer><p>All rights reserved.</p></footer>")
    assert lines(body) == list(STORY)
    assert not body.poor
    assert body.words == len(" ".join(STORY).split())


def test_zero_width_spaces_are_no_characters_of_the_text() -> None:
    said = PROSE.replace("harbour", "har\u200bbour").replace("boats", "boats\ufeff")
    assert lines(read(f"<article>{said}</article>")) == list(STORY)


def test_text_that_is_split_over_sibling_cards_is_taken_whole() -> None:
    cards = "".join(f'<section class="card"><h3>Place {n}</h3><p>{line}</p></section>' for n, line in enumerate(STORY))
    body = read(f"<main><p>{TIDE} An introduction stands above the list.</p>{cards}</main>")
    assert all(line in body.text for line in STORY)


def test_a_paragraph_that_is_only_a_link_is_no_text() -> None:
    link = '<p><a href="/other">Another harbour opens its gates to visitors</a></p>'
    assert lines(read(f"<article><p>{TIDE}</p>{link}<p>{SHED}</p><p>{BELL}</p></article>")) == [TIDE, SHED, BELL]


@pytest.mark.parametrize("prompt", ["Read more:", "Lesen Sie auch:", "Lire aussi :", "Lea también:", "Leggi anche:"])
def test_a_prompt_with_a_link_to_another_story_is_no_text(prompt: str) -> None:
    line = f'<p>{prompt} <a href="/other">Another harbour opens its gates</a></p>'
    assert prompt not in read(f"<article><p>{TIDE}</p>{line}<p>{SHED}</p><p>{BELL}</p></article>").text


def test_links_within_sentences_stay() -> None:
    line = f'<p>{TIDE[:40]}<a href="/boats">{TIDE[40:60]}</a>{TIDE[60:]}</p>'
    assert lines(read(f"<article>{line}<p>{SHED}</p><p>{BELL}</p></article>")) == [TIDE, SHED, BELL]


def test_comments_are_out_even_if_they_are_longer() -> None:
    said = "I have lived here all my life, and I never saw the water stand as high as on that morning in March."
    comments = "".join(f'<li class="comment"><p>{said} ({n})</p></li>' for n in range(12))
    body = read(f'<article>{PROSE}</article><div id="comments"><ol class="comment-list">{comments}</ol></div>')
    assert lines(body) == list(STORY)


def test_a_posts_own_tags_do_not_make_it_a_comment() -> None:
    body = read(f'<div class="post-7 type-post hentry category-comment tag-advertising">{PROSE}</div>')
    assert lines(body) == list(STORY)


@pytest.mark.parametrize(
    "age", ["3 hours ago", "vor 3 Stunden", "il y a 2 jours", "Updated 5 min. ago", "2 часа назад"]
)
def test_how_long_ago_a_story_was_published_is_no_text(age: str) -> None:
    assert lines(read(f"<article><div>{age}</div>{PROSE}</article>")) == list(STORY)


def test_a_line_that_tells_what_happened_then_is_text() -> None:
    said = "3 hours ago the harbour was closed by its master, who had counted"
    assert lines(read(f"<article><p>{said}</p>{PROSE}</article>"))[0] == said


@pytest.mark.parametrize("bar", ["X.com|Facebook|Link kopieren", "Share|Save", "Partager|Copier le lien|Imprimer"])
def test_the_labels_of_a_bar_of_buttons_are_no_text_wherever_it_stands(bar: str) -> None:
    spans = "".join(f"<span>{label}</span>" for label in bar.split("|"))
    for markup in (f"<div>{spans}</div>{PROSE}", f"{PROSE}<p>{spans}</p><p>{TIDE[:60]} again.</p>"):
        assert "".join(bar.split("|")) not in read(f"<article>{markup}</article>").text


def test_a_prompt_to_save_a_recipe_is_no_text() -> None:
    asks = "<h3>Want to save this recipe?</h3><p>Enter your email below, and we will send the recipe to your inbox!</p>"
    body = read(f"<article><p>{TIDE}</p><p>{SHED}</p><div class=box>{asks}</div><p>{BELL}</p><p>{MILL}</p></article>")
    assert lines(body) == list(STORY)


@pytest.mark.parametrize(
    "detail", ["<dd>3 May 2024</dd>", "<dd><p>3 May 2024</p></dd>", "<dd></dd><dd>3 May 2024</dd>"]
)
def test_a_term_stays_with_what_is_said_of_it(detail: str) -> None:
    listed = f"<dl><dt>From:</dt><dd><a href=/o>Office of Boats</a></dd><dt>Published</dt>{detail}</dl>"
    assert "Published\n\n3 May 2024" in read(f"<article><p>{TIDE}</p><p>{SHED}</p>{listed}<p>{BELL}</p></article>").text


def test_names_that_hold_all_of_the_prose_say_nothing_against_it() -> None:
    assert lines(read(f'<form class="sidebar-wrapper">{PROSE}</form>')) == list(STORY)


def test_an_embedded_post_is_text_for_all_its_links() -> None:
    post = '<blockquote class="twitter-tweet"><p>High water! <a href="/t">pic.example/x</a></p></blockquote>'
    body = read(f'<article><p>{TIDE}</p><div class="social-embed">{post}</div><p>{SHED}</p><p>{BELL}</p></article>')
    assert "High water!" in body.text


def test_a_body_that_is_repeated_for_narrow_screens_is_there_once() -> None:
    body = read(f'<main><div class="desktop">{PROSE}</div><div class="mobile">{PROSE}</div></main>')
    assert lines(body) == list(STORY)


def test_bare_text_with_line_breaks_becomes_paragraphs() -> None:
    body = read(f"<table><tr><td>{TIDE}<br><br>{SHED}<br>\n<br>{BELL}<br>{MILL}</td></tr></table>")
    assert lines(body) == [TIDE, SHED, f"{BELL}\n{MILL}"]


def test_a_heading_over_nothing_goes_and_one_over_text_stays() -> None:
    others = '<ul class="related"><li><a href="/a">One boat</a></li><li><a href="/b">Two boats</a></li></ul>'
    body = read(
        f"<article><p>{TIDE}</p><h2>The shed</h2><p>{SHED}</p><p>{BELL}</p><h2>More stories</h2>{others}</article>"
    )
    assert lines(body) == [TIDE, "The shed", SHED, BELL]


def test_the_headline_is_not_repeated() -> None:
    body = read(f"<article><h1>A quiet harbour</h1>{PROSE}</article>", title="A quiet harbour")
    assert lines(body) == list(STORY)


def test_lists_tables_and_code_are_text() -> None:
    steps = "<ol><li>Soak the nets overnight in fresh water.</li><li>Hang them in the shade until they dry.</li></ol>"
    table = "<table><tr><th>Boat</th><th>Year</th></tr><tr><td>Petrel</td><td>1931</td></tr></table>"
    code = "<pre>knot(3)\n  .tie()</pre>"
    body = read(f"<article>{PROSE}<h2>How to mend</h2>{steps}{table}{code}<p>{TIDE} Twice.</p></article>")
    for piece in ("Soak the nets overnight", "Petrel", "1931", "knot(3)\n  .tie()"):
        assert piece in body.text


def test_a_forum_thread_keeps_its_answers() -> None:
    posts = "".join(f'<div class="comment post"><b>Ann{n}</b><p>{line}</p></div>' for n, line in enumerate(STORY))
    body = read(f'<div class="thread">{posts}</div>', url="https://forum.example.org/threads/nets.17/")
    assert all(line in body.text for line in STORY)


def test_a_manual_keeps_examples_that_it_repeats() -> None:
    example = "<pre>import harbour\nharbour.open(gate=1, light=True, at='nine in the morning')</pre>"
    html = f"<main><p>{TIDE}</p>{example}<p>{SHED}</p>{example}<p>{BELL}</p></main>"
    assert read(html, url="https://docs.example.org/api/").text.count("harbour.open") == 2


def test_code_loses_no_line_though_each_is_an_element_of_its_own() -> None:
    said = [
        "npm create boat",
        "share",
        "Follow(me)",
        "}",
        "    return the_name_of_the_boat_that_left_the_quay(boat=1, at=2)",
    ] * 2
    code = "".join(f'<div class="line">{line}</div>' for line in said)
    body = read(f"<main><p>{TIDE}</p><pre><code>{code}</code></pre><p>{SHED}</p></main>")
    assert lines(body) == [TIDE, *map(str.strip, said), SHED]
    assert not body.dropped


@pytest.mark.parametrize("pre", ["<pre>{}</pre>", "<pre><code>{}</code></pre>"])
def test_the_numbers_of_lines_of_code_go(pre: str) -> None:
    rows = "".join(f"<td>{pre.format(text)}</td>" for text in ("1\n2\n3", "moor()\n12\nsail()"))
    body = read(f"<main><p>{TIDE}</p><table><tr>{rows}</tr></table><p>{SHED}</p></main>")
    assert lines(body) == [TIDE, "moor()\n12\nsail()", SHED]


def test_code_keeps_its_lines_where_each_stands_in_a_span() -> None:
    code = "\n".join(f'<span class="line">{line}</span>' for line in ("moor()", "  sail()"))
    assert "moor()\n  sail()" in read(f"<main><p>{TIDE}</p><pre><code>{code}</code></pre><p>{SHED}</p></main>").text


def test_lines_of_code_that_only_their_style_breaks_are_lines_of_text() -> None:
    rows = "".join(f'<span class="line">{line}</span>' for line in ("<b>moor</b>()", "", "sail()"))
    body = read(f"<main><p>{TIDE}</p><pre><code>{rows}</code></pre><p>{SHED}</p></main>")
    assert lines(body) == [TIDE, "moor()", "sail()", SHED]


def test_a_heading_whose_line_is_wrapped_once_more_is_a_heading() -> None:
    plain = "".join(f"<h3>Place {n}</h3><p>{line}</p>" for n, line in enumerate(STORY))
    wrapped = plain.replace("<h3>", '<h3><div class=hash><a href="#p"></a></div><div>').replace("</h3>", "</div></h3>")
    assert lines(read(f"<main>{wrapped}</main>")) == lines(read(f"<main>{plain}</main>"))


def test_a_formula_does_not_break_its_sentence() -> None:
    formula = "<span><math><mi>E</mi><mo>=</mo><mi>m</mi></math><span aria-hidden=true>E=m</span></span>"
    assert f"{TIDE} E=m, {SHED}" in read(f"<main><p>{TIDE} {formula}, {SHED}</p><p>{BELL}</p></main>").text


def test_structured_data_that_would_cost_the_parser_seconds_is_left_alone() -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": "<div><p>x " * 40_000})
    head = f'<script type="application/ld+json">{data}</script>'
    assert lines(read(f"<article>{PROSE}</article>", head=head)) == list(STORY)


@pytest.mark.parametrize(
    "line",
    [
        "5 November 2024",
        "Published: Nov 5, 2024 Last updated: Nov 9, 2024",
        "18 ноября 2024, 14:05 | Автор: Иван Петров",
    ],
)
def test_a_line_of_dates_above_the_story_is_no_text(line: str) -> None:
    assert lines(read(f"<article><p>{line}</p>{PROSE}</article>")) == list(STORY)


@pytest.mark.parametrize("stamp", ["Last updated on 5 March 2026", "Fri 6 Mar 2026 12.00 CET"])
def test_a_stamp_below_the_standfirst_is_no_text_but_a_day_may_be(stamp: str) -> None:
    assert lines(read(f"<article><p>{TIDE}</p><p>{stamp}</p><p>{SHED}</p><p>{BELL}</p></article>")) == [
        TIDE,
        SHED,
        BELL,
    ]
    day = read(f"<article><p>{TIDE}</p><h3>5 March 2026</h3><p>{SHED}</p><p>{BELL}</p></article>")
    assert lines(day) == [TIDE, "5 March 2026", SHED, BELL]


@pytest.mark.parametrize("line", ["Ann Lee", "By Ann Lee", "Written by Ann Lee and Bo Ray", "Ann Lee • 5 Mar 2026"])
def test_a_byline_above_the_story_is_no_text_but_the_same_name_below_is(line: str) -> None:
    html = f"<article><div>{line}</div>{PROSE}<p>Ann Lee</p></article>"
    body = find(page(html), title="Harbour", authors=("Ann Lee", "Bo Ray"))
    assert lines(body)[: len(STORY)] == list(STORY)
    told = f"<article><p>{line} sees the tide come in, and stays.</p>{PROSE}</article>"
    assert lines(find(page(told), authors=("Ann Lee", "Bo Ray")))[0].startswith(line)


def test_a_sentence_with_a_date_above_the_story_is_text() -> None:
    assert lines(read(f"<article><p>It sank on 5 November 2024.</p>{PROSE}</article>"))[0].startswith("It sank")


PLACES = ("<a href='{0}#tide'>The tide</a>", "<a href='{0}#mill'>The mill</a>")
PARTS = f"<h2 id=tide>The tide</h2><p>{TIDE}</p><p>{SHED}</p><h2 id=mill>The mill</h2><p>{BELL}</p><p>{MILL}</p>"


@pytest.mark.parametrize("address", ["", "https://example.org/2024/harbour"])
@pytest.mark.parametrize(
    "frame", ["<div class=box><p>What you find here</p>{0}</div>", "<p>Contents:</p>{0}", "<h2>Contents</h2>{0}", "{0}"]
)
def test_a_list_of_places_on_the_page_is_no_text_nor_is_its_label(frame: str, address: str) -> None:
    listed = "".join(f"<li>{place.format(address)}</li>" for place in PLACES)
    body = read(f"<article><p>{STORY[0][::-1]}.</p>{frame.format(f'<ol>{listed}</ol>')}{PARTS}</article>")
    assert lines(body) == [STORY[0][::-1] + ".", "The tide", TIDE, SHED, "The mill", BELL, MILL]


def test_notes_that_lead_back_into_the_text_stay() -> None:
    notes = "".join(f"<li>{line[:70]} <a href='#n{at}'>back</a></li>" for at, line in enumerate(STORY, 1))
    assert f"{MILL[:70]} back" in lines(read(f"<article>{PROSE}<h3>Notes</h3><ol>{notes}</ol></article>"))


def test_a_heading_above_nothing_but_a_picture_stays() -> None:
    picture = "<figure><img src=/boats.jpg><figcaption>The boats</figcaption></figure>"
    assert lines(read(f"<article>{PROSE}<h3>Eight boats</h3>{picture}</article>")) == [*STORY, "Eight boats"]
    linked = "<figure><a href=/boats><img src=/boats.jpg></a><figcaption><a href=/boats>Boats</a></figcaption></figure>"
    assert lines(read(f"<article>{PROSE}<h3>More boats</h3>{linked}</article>")) == list(STORY)


def test_an_element_of_the_site_s_own_making_does_not_break_the_paragraph_it_stands_in() -> None:
    marked = TIDE.replace("the harbour master", "the <x-person>harbour master</x-person>")
    own = f"<x-story><x-text>{BELL}</x-text><x-text>{MILL}</x-text></x-story>"
    assert lines(read(f"<article><p>{marked}</p><p>{SHED}</p>{own}</article>")) == list(STORY)


def test_text_that_is_laid_out_by_hand_is_no_code() -> None:
    body = read(f"<article>{PROSE}<pre>Share on Facebook</pre></article>")
    assert "Facebook" not in body.text


@pytest.mark.parametrize("maker", ["Docusaurus v3.1", "mkdocs-1.6.1, mkdocs-material-9.5", "Docutils 0.19"])
def test_a_manual_is_known_by_the_program_that_made_it(maker: str) -> None:
    assert genre_of(page(PROSE, head=f'<meta name="generator" content="{maker}">')) == MANUAL


def test_a_forum_is_known_by_the_program_that_made_it() -> None:
    assert genre_of(page(PROSE, head='<meta name="Generator" content="Discourse 3.2.0">')) == FORUM
    assert genre_of(page(PROSE, head='<meta name="generator" content="WordPress 6.4">')) == ARTICLE


def test_a_figure_is_no_text_and_not_dropped_but_a_share_bar_is() -> None:
    figure = '<figure><img src="/a.jpg"><figcaption>The quay at nine.</figcaption></figure>'
    share = '<div class="share-buttons"><a href="/f">Facebook</a> <a href="/t">Twitter</a></div>'
    document = page(f"<article><p>{TIDE}</p>{figure}<p>{SHED}</p>{share}<p>{BELL}</p></article>")
    body = find(document)
    gone = {node.tag for node in document.tree.css("article *") if node.mem_id in body.dropped}
    assert gone == {"div"}
    assert lines(body) == [TIDE, SHED, BELL]


def test_the_tree_is_left_as_it_was() -> None:
    document = page(f"<article><h1>A</h1>{PROSE}</article>")
    before = document.tree.html
    find(document, ArticleRules(content=("article",), remove=("h1",)))
    assert document.tree.html == before


def test_text_that_only_readers_without_scripts_see_is_found_second() -> None:
    body = read(f"<div id=app></div><noscript><div>{PROSE}</div></noscript>")
    assert lines(body) == list(STORY)
    assert "unseen" in body.how


def test_a_template_in_a_script_is_read() -> None:
    body = read(f'<div id=app></div><script type="text/template"><div>{PROSE}</div></script>')
    assert lines(body) == list(STORY)
    assert (body.how, body.roots) == ("template", [])
    assert TIDE in body.html


def test_json_ld_stands_in_for_a_page_without_text() -> None:
    said = json.dumps({"@type": "NewsArticle", "articleBody": "\n".join(STORY)})
    body = read("<div id=app></div>", head=f'<script type="application/ld+json">{said}</script>')
    assert lines(body) == list(STORY)
    assert body.how == "JSON-LD"


def test_json_ld_does_not_replace_what_the_page_shows() -> None:
    said = json.dumps({"@type": "NewsArticle", "articleBody": "A teaser. " * 60})
    body = read(f"<article>{PROSE}</article>", head=f'<script type="application/ld+json">{said}</script>')
    assert lines(body) == list(STORY)


@pytest.mark.parametrize(
    "state",
    [
        '<script id="__NEXT_DATA__" type="application/json">SAID</script>',
        "<script>window.__STATE__ = SAID;</script>",
        "<div id=app data-page='SAID'></div>",
    ],
)
def test_the_state_of_a_script_built_page_is_read(state: str) -> None:
    said = json.dumps({"props": {"slug": "harbour", "body": PROSE}})
    assert lines(read(state.replace("SAID", said))) == list(STORY)


def test_selectors_come_first() -> None:
    other = "".join(f"<p>{line} And so on, for the whole of a long day.</p>" for line in STORY)
    html = f'<div class="a">{other}</div><div class="b">{PROSE}<p class="x">Give us money.</p></div>'
    body = find(page(html), ArticleRules(content=(".b",), remove=(".x",)))
    assert lines(body) == list(STORY)
    assert body.how == "selector"


def test_selectors_that_match_nothing_fall_back_to_detection_and_say_so() -> None:
    body = find(page(f"<article>{PROSE}</article>"), ArticleRules(content=(".gone",)))
    assert lines(body) == list(STORY)
    assert "the selectors match nothing" in body.how


def test_removals_are_told_with_their_reasons() -> None:
    trace: list[Removed] = []
    html = f'<article>{PROSE}<p><a href="/x">Another story</a></p><p class="ad">Buy!</p></article>'
    find(page(html), ArticleRules(remove=(".ad",)), trace=trace)
    assert Removed("selector", "Buy!") in trace
    assert any(removed.text == "Another story" and removed.why for removed in trace)


def test_a_short_page_is_poor_but_not_empty() -> None:
    body = read("<p>Closed today.</p>")
    assert body.text == "Closed today."
    assert body.poor


def test_a_page_whose_text_comes_later_gives_its_description() -> None:
    body = read("<div id=app></div>", head='<meta name="description" content="What the harbour is about.">')
    assert body.text == "What the harbour is about."
    assert body.poor


@pytest.mark.parametrize("html", ["", "<", "<!doctype html>", "<body></body>", "<frameset></frameset>", "text", "<p>"])
def test_pages_with_next_to_nothing_raise_nothing(html: str) -> None:
    assert find(Document(Page(url="https://example.org/", body=html.encode()))).poor


_TAGS = st.sampled_from("div p ul li table tr td section article h2 a b span br blockquote form pre footer".split())
_MARKUP = ["<div class='share comment'>", '<p hidden style="display:none">', "漢字。", "&nbsp;", TIDE, " ", "\n", "x"]
_PIECES = st.one_of(_TAGS.map("<{}>".format), _TAGS.map("</{}>".format), st.sampled_from(_MARKUP))


@settings(max_examples=150)
@given(st.lists(_PIECES, max_size=60))
def test_any_nesting_gives_a_body_whose_drops_lie_below_its_roots(pieces: list[str]) -> None:
    document = Document(Page(url="https://example.org/", body="".join(pieces).encode()))
    body = find(document)
    roots = {root.mem_id for root in body.roots}
    below = {node.mem_id for root in body.roots for node in root.traverse(include_text=True)} - roots
    assert body.dropped - {node.mem_id for node in document.tree.css("nav, footer, dialog")} <= below
    assert not body.dropped & roots
    assert "\0" not in body.text


# -- the standfirst, and what structured data has whole ----------------------------------------------------------------


@pytest.mark.parametrize("tag", ["p", "h2", "div"])
def test_a_standfirst_between_headline_and_text_belongs_to_the_text(tag: str) -> None:
    head = f'<header><h1>The lamp stays lit</h1><{tag} class="intro">{MILL}</{tag}></header>'
    body = read(f"<article>{head}<div><div>{'<hr>'.join(f'<p>{line}</p>' for line in STORY[:3])}</div></div></article>")
    assert lines(body) == [MILL, TIDE, SHED, BELL]


@pytest.mark.parametrize(
    "beside",
    [
        f'<aside><p class="teaser">{MILL}</p></aside>',
        f"<figure><img src=a.jpg><figcaption>{MILL}</figcaption></figure>",
        f'<div class="newsletter"><p>{MILL}</p></div>',
        f'<ul class="related"><li>{MILL}</li></ul>',
    ],
)
def test_what_else_stands_there_is_no_standfirst(beside: str) -> None:
    story = "".join(f"<p>{line} That was the {n}th day of the storm.</p>" for n in range(9) for line in STORY[:3])
    body = read(f"<div><h1>The lamp stays lit</h1>{beside}</div><article>{story}</article>")
    assert MILL not in body.text


@pytest.mark.parametrize(
    "deck",
    [
        '<p class="subtitle">{}</p>',
        '<h2 class="article-dek">{}</h2>',
        '<div class="standfirst"><p>{}</p></div>',
        '<div class="teaser-text"><p>{}</p></div>',
        '<div class="storySubhead">{}</div>',
    ],
)
def test_a_short_standfirst_needs_no_full_stop_where_it_is_named_for_it(deck: str) -> None:
    said = "The bell is to ring for eleven years after a vote"
    story = f'<div class="text">{PROSE}</div>'
    body = read(f"<article><header><h1>The bell</h1>{deck.format(said)}</header>{story}</article>")
    assert lines(body) == [said, *STORY]
    byline = f'<p class="byline">{said}</p>'
    assert lines(read(f"<article><header><h1>The bell</h1>{byline}</header>{story}</article>")) == list(STORY)


@pytest.mark.parametrize(
    "beside",
    [
        "<div><p>Heavy rain is expected today in the valley.</p></div>",
        "<section><h2>About us</h2><p>This paper was founded in 1911 and is printed every Thursday.</p></section>",
    ],
)
def test_a_notice_of_the_site_beside_the_article_brings_in_neither_itself_nor_the_menu(beside: str) -> None:
    menu = '<nav><a href="/a">Home</a><a href="/b">About</a></nav>'
    body = read(
        f"{menu}<main><article><h1>The bell</h1>{PROSE}{PROSE.upper()}</article></main>{beside}", title="The bell"
    )
    assert lines(body) == [*STORY, *(line.upper() for line in STORY)]
    assert {root.tag for root in body.roots} == {"article"}


def test_a_text_that_is_cut_off_is_taken_whole_from_the_structured_data() -> None:
    whole = "\n\n".join(f"{line} It was the {n}th day of the storm." for n, line in enumerate(STORY * 8, 1))
    data = json.dumps({"@type": "NewsArticle", "articleBody": whole})
    script = f'<script type="application/ld+json">{data}</script>'
    body = read(f"<article>{PROSE}</article>", head=script)
    assert body.how == "JSON-LD"
    assert "the 32th day" in body.text


def test_structured_data_that_is_little_longer_leaves_the_page_alone() -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": " ".join(STORY) + " And so on."})
    body = read(f"<article>{PROSE}</article>", head=f'<script type="application/ld+json">{data}</script>')
    assert lines(body) == list(STORY)


def test_a_page_that_is_all_links_gives_its_main_element() -> None:
    links = "".join(
        f'<li><a href="/{n}">How to mend a net of the {n}th kind, in words and pictures</a></li>' for n in range(30)
    )
    body = read(f'<ul class="menu"><li><a href="/">Home</a></li></ul><main><h1>Nets</h1><ul>{links}</ul></main>')
    assert body.how == "the main element as a whole"
    assert "the 29th kind" in body.text
    assert "Home" not in body.text


@pytest.mark.parametrize(
    "tail",
    [
        "This entry was posted in Harbour. Bookmark the permalink.",
        "Dieser Beitrag wurde unter Hafen veröffentlicht.",
        "War der Artikel nützlich?",
        "Vous aimerez aussi",
        "¡Únete a nuestro canal!",
    ],
)
def test_lines_that_every_page_of_a_site_has_are_no_text(tail: str) -> None:
    body = read(f"<article>{PROSE}<p>{tail}</p></article>")
    assert lines(body) == list(STORY)


@pytest.mark.parametrize(
    "prompt",
    [
        "Subscribe now to our harbour edition for the full story.",
        "For the latest stories from the quay download our app.",
        "Send us your letters about the harbour.",
        "We may earn a commission.",
    ],
)
def test_a_prompt_is_no_text_below_the_story_but_may_be_within_it(prompt: str) -> None:
    assert lines(read(f"<article>{PROSE}<p>{prompt}</p></article>")) == list(STORY)
    assert lines(read(f"<article>{PROSE}<p>{prompt}</p>{PROSE.upper()}</article>"))[len(STORY)] == prompt


@pytest.mark.parametrize(
    "imprint",
    [
        "<p><strong>About Millworks</strong></p><p>Millworks builds halls in nine countries with 2,300 people.</p>",
        "<p><b>About the Millworks Group</b><br>Based in Riverton, Millworks builds halls in nine countries.</p>",
        "<h3>Über Millworks</h3><p>Die Millworks AG baut Hallen in neun Ländern.</p>",
        "<h3>À propos de Millworks</h3><p>Le groupe Millworks construit des halles dans neuf pays.</p>",
        "<p>Media contact:<br>Ana Example<br>press@example.org<br>+1 555 0100</p>",
        "<p>Pressekontakt: Ana Example, Telefon 0555 0100, zu den üblichen Zeiten erreichbar</p>",
        "<p>Forward-looking statements: this release contains statements about the future, which nobody knows.</p>",
    ],
)
def test_what_stands_below_every_release_of_a_company_is_no_text(imprint: str) -> None:
    more = "<p>Media contact<br>Ana Example, who answers the telephone every day from nine to five</p>"
    assert lines(read(f"<article>{PROSE}{imprint}{more}</article>")) == list(STORY)


def test_what_stands_below_a_heading_about_something_is_text_where_it_is_the_story() -> None:
    about = "<h2>About Millworks</h2><p>Millworks builds halls. {} {}</p>".format(*STORY)
    assert "Millworks builds" in read(f"<article><p>{TIDE}</p>{about}<p>{BELL}</p></article>").text
    ruled = "<p>Press contacts between the two towns had been rare until then, the mayor said to the paper.</p>"
    assert "rare until then" in read(f"<article>{PROSE}{ruled}<p>{TIDE.upper()}</p></article>").text
    mills = [f"<h2>About {name}</h2><p>{name} is a mill of the valley.</p>" for name in ("Ash", "Birch", "Elm", "Fir")]
    assert "Fir is a mill" in read(f"<article>{PROSE}{''.join(mills)}</article>").text
    assert "Nobody spoke" in read(f"<article>{PROSE}<h2>About Europe</h2><p>Nobody spoke of it.</p></article>").text


def test_the_last_steps_of_an_instruction_are_text_however_they_begin() -> None:
    steps = ("Tie the net to the post.", "Click the hook shut.", "Follow the rope to the end.")
    items = "".join(f"<li>{step}</li>" for step in steps)
    assert lines(read(f"<article>{PROSE}<ol>{items}</ol></article>")) == [*STORY, *steps]


def test_what_readers_say_below_the_article_is_no_text() -> None:
    said = "".join(f"<li><cite>Reader {n}</cite><p>{line}</p></li>" for n, line in enumerate((BELL, "My aunt saw it.")))
    story = "".join(f"<p>{line} That was the {n}th day of the storm.</p>" for n in range(3) for line in STORY)
    body = read(f'<article>{story}<section class="comments"><h3>Comments</h3><ol>{said}</ol></section></article>')
    assert "My aunt" not in body.text
    assert BELL + "\n" not in body.text + "\n"


# -- around and between the paragraphs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "above",
    [
        "<div><span>7 min read</span><span>·</span><span>Oct 5, 2026</span></div>",
        "<p>Listen to this article</p>",
        "<p>Artikel zum Hören · 3 Min</p>",
        "<ul><li>Share</li><li>Leer en español</li><li>Copy link</li></ul>",
    ],
)
def test_what_a_reader_may_do_and_how_long_it_takes_is_no_text_above_the_story(above: str) -> None:
    assert lines(read(f"<article>{above}{PROSE}</article>")) == list(STORY)


def test_the_date_of_an_event_is_text() -> None:
    event = "<dl><dt>When</dt><dd>1 May 2027, 11:00 – 18:00</dd><dt>Where</dt><dd>Mill Lane 1</dd></dl>"
    assert lines(read(f"<article>{event}{PROSE}</article>")) == [
        *("When", "1 May 2027, 11:00 – 18:00", "Where", "Mill Lane 1"),
        *STORY,
    ]


@pytest.mark.parametrize(
    "others",
    [
        '<p><b>More on this story</b></p><ul><li><a href="/1">The dyke that was never built</a></li></ul>',
        "<section><h3>Mehr zum Thema</h3><div><a href=/x>Die Nacht der Sandsäcke</a><i>Von Udo</i></div></section>",
        "<div><i>People are also reading…</i><ul><li><a href=/x>Diner closes after 40 years</a></li></ul></div>",
        '<p><b>Baca juga:</b> <a href="/o">The dyke that was never built</a></p>',
        '<p><b>اقرأ أيضا:</b> <a href="/o">The dyke that was never built</a></p>',
        "<p>Advertisement · Scroll to continue</p>",
        "<aside><h3>Sign up to Tide Tables</h3><p>All the tides.</p><p>Letters may hold ads.</p></aside>",
    ],
)
def test_other_stories_and_prompts_between_paragraphs_go_with_their_labels(others: str) -> None:
    assert lines(read(f"<article>{PROSE}{others}{PROSE.upper()}</article>"))[4:] == [line.upper() for line in STORY]


@pytest.mark.parametrize("named", ["latest", "recent-posts", "more-news", "teasers"])
def test_other_stories_go_from_below_a_short_one_though_they_say_more(named: str) -> None:
    cards = "".join(
        f"<article><h3><a href=/{n}>Story {n} of the day</a></h3><p>{text}</p></article>"
        for n, text in enumerate(STORY)
    )
    box = f'<section class="{named}"><h2>Latest</h2>{cards}</section>'
    short = "<p>The bridge is closed until Friday.</p><p>Buses stop at the mill.</p>"
    body = read(f"<main><article><h1>Bridge closed</h1>{short}</article>{box}</main>")
    assert lines(body)[-2:] == ["The bridge is closed until Friday.", "Buses stop at the mill."]
    listed = read(f'<main><h1>Four stories</h1><div class="{named}">{cards}</div></main>')
    assert all(text in listed.text for text in STORY)


def test_a_list_of_sources_is_text() -> None:
    listed = '<p>These are the papers that we used:</p><ul><li><a href="/1">The minutes of the council</a></li></ul>'
    assert "The minutes" in read(f"<article>{PROSE}{listed}{PROSE.upper()}</article>").text


def test_a_heading_that_opens_its_own_answer_is_text() -> None:
    answer = f'<h4><a href="#t1">Does the tide turn at noon?</a></h4><p>{MILL}</p>'
    assert "at noon?" in read(f"<article><p>{TIDE}</p>{answer}<p>{SHED}</p><p>{BELL}</p></article>").text


def test_who_the_author_is_stands_below_the_story_but_is_no_part_of_it() -> None:
    bio = "<div><p>Ann Lowe</p><p>Ann Lowe is a correspondent who has covered floods since 2011.</p></div>"
    answer = "<p>Ann Lowe: Thank you.</p>"
    told = find(page(f"<article>{PROSE}{bio}</article>"), authors=["Ann Lowe"])
    assert lines(told) == list(STORY)
    assert "Thank you." in find(page(f"<article>{PROSE}{answer}</article>"), authors=["Ann Lowe"]).text


def test_headings_of_a_list_speak_for_one_another() -> None:
    cards = "".join(
        f'<div class="slide"><h2 class="slide-title">{n}. The boat of that name</h2>'
        f'<div class="slide__image"><img src="/{n}.jpg"><span>Photo by Lee</span></div><p>{line} So said {n}.</p></div>'
        for n, line in enumerate(STORY[:3] * 3, 1)
    )
    text = read(f"<article><p>{TIDE} So it began.</p>{cards}</article>").text
    assert [n for n in range(1, 10) if f"{n}. The boat" not in text] == []


@pytest.mark.parametrize("kicker", ["Ausbau der Strecke", "Temporal no Vale", "Critique", "Haushalt 2027"])
def test_a_kicker_above_the_headline_is_no_text(kicker: str) -> None:
    body = read(f"<article><p>{kicker}</p><h1>Ferry runs again</h1>{PROSE}</article>", title="Ferry runs again")
    assert lines(body) == list(STORY)


def test_a_sentence_above_the_headline_stays() -> None:
    said = "After two winters on land, the old ferry crosses the bay once more."
    body = read(f"<article><p>{said}</p><h1>Ferry runs again</h1>{PROSE}</article>", title="Ferry runs again")
    assert lines(body) == [said, *STORY]


@pytest.mark.parametrize(
    "line",
    [
        "Temps de lecture : 3 min.",
        "08/11/2026 19h22 · Atualizado em 08/11/2026 às 21h05",
        "7 min read·Aug 2, 2026",
    ],
)
def test_dates_and_reading_times_below_the_standfirst_are_no_text(line: str) -> None:
    body = read(f"<article><h1>Ferry runs</h1><p>{TIDE}</p><p>{line}</p><p>{SHED}</p><p>{BELL}</p></article>")
    assert lines(body)[-3:] == [TIDE, SHED, BELL]


@pytest.mark.parametrize("label", ["［PR］", "【PR】", "[Anzeige]", "スポンサーリンク"])
def test_the_label_of_an_advertisement_is_none_in_brackets_either(label: str) -> None:
    assert label not in read(f"<article><p>{TIDE}</p><p>{SHED}</p><div>{label}</div><p>{BELL}</p></article>").text


@pytest.mark.parametrize("sign", ["▶", "👉", "→"])
def test_a_prompt_behind_a_sign_is_one(sign: str) -> None:
    line = f'<p>{sign} Read more: <a href="/other">Another harbour opens its gates</a></p>'
    assert "Read more" not in read(f"<article><p>{TIDE}</p>{line}<p>{SHED}</p><p>{BELL}</p></article>").text


def test_a_day_of_a_diary_is_no_label_of_tags() -> None:
    miles = "<ul><li><p>Strecke: 58 Kilometer</p></li><li><p>Boote: 3</p></li></ul>"
    day = f"<h2><span>Tag 3: Der Stein</span></h2><p>{BELL}</p>"
    assert "Tag 3: Der Stein" in lines(read(f"<div><p>{TIDE}</p><p>{SHED}</p>{miles}{day}</div>"))


@pytest.mark.parametrize("asked", ["Нашли опечатку? Нажмите Ctrl+Enter", "Har du tips? Skriv till oss."])
def test_a_prompt_above_a_heading_without_text_goes_with_it(asked: str) -> None:
    more = '<h3>Latest</h3><p><a href="/other">Another harbour opens its gates</a></p>'
    assert lines(read(f"<div>{PROSE}<p>{asked}</p>{more}</div>")) == list(STORY)


def test_a_poll_goes_with_its_question() -> None:
    choices = "<form><label><input type=radio> Yes</label><label><input type=radio> No</label></form>"
    poll = f"<div class=poll><h3>Poll</h3><p>Are you afraid of the tide?</p>{choices}</div>"
    assert lines(read(f"<article><p>{TIDE}</p><p>{SHED}</p>{poll}<p>{BELL}</p></article>")) == [TIDE, SHED, BELL]


def test_the_entries_of_a_live_blog_keep_their_times() -> None:
    entries = "".join(
        f"<div class=entry><div class=entry-meta><time>1{n}:05 Uhr</time></div><h2>Entry {n}</h2><p>{line}</p></div>"
        for n, line in enumerate(STORY)
    )
    assert [line for line in lines(read(f"<article>{entries}</article>")) if line.endswith("Uhr")] == [
        f"1{n}:05 Uhr" for n in range(4)
    ]


def test_a_short_footnote_stays() -> None:
    note = '<div class=footnote><a href="#a1">1</a><div class=footnote-content><p>Built in 1931.</p></div></div>'
    assert lines(read(f"<article>{PROSE}{note}</article>"))[-2:] == ["1", "Built in 1931."]


def test_a_line_below_the_headline_that_the_page_calls_its_summary_is_the_standfirst() -> None:
    said = "Orange crusts on cathedral walls can date repairs"
    above = f"<div><h1>Lichen keeps time</h1></div><div><p>{said}</p></div>"
    told = f'<meta name="description" content="{said}">'
    assert lines(read(f"<main>{above}<div id=body>{PROSE}</div></main>", head=told)) == [said, *STORY]
    assert lines(read(f"<main>{above}<div id=body>{PROSE}</div></main>")) == list(STORY)
