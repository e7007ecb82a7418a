from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedbot.discover import Found, discover, read
from feedbot.discover.choose import choose, is_stray
from feedbot.discover.evidence import Evidence
from feedbot.discover.survey import survey
from feedbot.document import Document
from feedbot.errors import ConfigError, FeedbotError, NoLinks
from feedbot.model import Image, LinkRules, Page

URL = "https://paper.example/news/"
TITLES = (
    "Ferry timetable changes in spring",
    "Council keeps the old market hall",
    "Storm closes the coastal road",
    "Divers map a wooden wreck",
    "Lighthouse keeper retires",
    "New tram line reaches the university",
)


def story(number: int, title: str, more: str = "") -> str:
    return (
        f'<article><h2><a href="/news/{1000 + number}-story">{title}</a></h2><p>{more}</p>'
        f'<time datetime="2025-03-0{number + 1}">{number + 1} March</time></article>'
    )


def page(*stories: str, around: str = "") -> str:
    nav = '<nav><a href="/">Home</a><a href="/news/">News</a><a href="/sport/">Sport</a></nav>'
    return f"<html lang=en><body>{nav}<main>{''.join(stories)}</main>{around}</body></html>"


STORIES = [story(number, title) for number, title in enumerate(TITLES)]


def found(html: str, rules: LinkRules = LinkRules(), url: str = URL) -> Found:
    return read(Document(Page(url=url, body=html.encode())), rules)


def test_items_come_in_page_order_with_title_and_date() -> None:
    links = discover(page(*STORIES).encode(), URL)
    assert [link.title for link in links] == list(TITLES)
    assert links[0].published == date(2025, 3, 1)


def test_every_other_link_is_dropped_once_and_with_a_reason() -> None:
    side = '<aside><h4>Most read</h4><a href="/news/7-old-story">An old story that many read</a></aside>'
    said = {link.url: link.why for link in found(page(*STORIES, around=side + side)).dropped}
    assert said == {
        "https://paper.example/": "in navigation, footer or share buttons",
        "https://paper.example/news/": "in navigation, footer or share buttons",
        "https://paper.example/sport/": "in navigation, footer or share buttons",
        "https://paper.example/news/7-old-story": "in a sidebar",
    }


def test_a_repeated_story_is_one_item() -> None:
    links = found(page(*STORIES, STORIES[0])).links
    assert [link.title for link in links] == list(TITLES)


def test_tracking_parameters_and_fragments_do_not_stay() -> None:
    html = page(*STORIES).replace('-story"', '-story?utm_source=home#top"')
    assert found(html).links[0].url == "https://paper.example/news/1000-story"


def test_the_session_of_a_forum_does_not_stay_and_a_page_known_by_a_hash_alone_does() -> None:
    hash_of = "0123456789abcdef0123456789abcdef"
    items = "".join(f'<li><a href="t.php?t={n}&amp;sid={hash_of}">{title}</a></li>' for n, title in enumerate(TITLES))
    assert found(page(f"<ul>{items}</ul>")).links[2].url == "https://paper.example/news/t.php?t=2"
    items = "".join(f'<li><a href="t.php?sid={n}{hash_of[1:]}">{title}</a></li>' for n, title in enumerate(TITLES))
    assert found(page(f"<ul>{items}</ul>")).links[2].url == f"https://paper.example/news/t.php?sid=2{hash_of[1:]}"


def test_two_links_that_touch_are_title_and_summary() -> None:
    html = "".join(
        f'<div><div><a href="/news/{n}-story">{title}</a>'
        f'<a href="/news/{n}-story">Why we all ask: {title.lower()}</a></div>'
        f"<p>1{n} March 2025</p></div>"
        for n, title in enumerate(TITLES)
    )
    said = [(title, f"Why we all ask: {title.lower()}") for title in TITLES]
    assert [(link.title, link.summary) for link in found(page(html)).links] == said


def test_labels_beside_the_titles_are_no_items_where_no_class_tells_them_apart() -> None:
    html = "".join(
        f'<div class=row><a href="/news/{n}-story">{title}</a> <a href="/files/{n}.mp3">Download</a>'
        f' <a href="https://pod.example/{n}">Listen elsewhere</a> 2025-03-1{n}</div>'
        for n, title in enumerate(TITLES)
    )
    assert [link.title for link in found(page(html)).links] == list(TITLES)


def test_one_title_again_and_again_in_cards_of_its_own_is_a_list() -> None:
    titles = (
        "Meeting of the council",
        "Meeting of the council",
        TITLES[0],
        "Meeting of the council",
        TITLES[1],
        TITLES[2],
    )
    html = "".join(f'<p><a href="/news/{n}-story">{t}</a> 2025-03-1{n}</p>' for n, t in enumerate(titles))
    assert [link.title for link in found(page(html)).links] == list(titles)


def test_a_release_is_the_page_below_the_releases_and_not_what_it_is_compared_with() -> None:
    html = "".join(
        f'<section><h2>v1.{n}.0</h2><time datetime="2025-0{n}-05">5</time><a href="/tool/tree/v1.{n}.0">v1.{n}.0</a>'
        f'<a href="/tool/commit/c{n}">ab{n}c</a><div class=Box>'
        f'<span><a href="/tool/releases/tag/v1.{n}.0">Tool 1.{n}.0</a></span>'
        f'<ul><li>Fixed in <a href="/tool/pull/{n}">#{n}</a><li>Faster, by <a href="/ida">@ida</a></ul>'
        f'<p>All changes: <a href="/tool/compare/v1.{n - 1}.0...v1.{n}.0">v1.{n - 1}.0...v1.{n}.0</a></div>'
        f'<ul><li><a href="/tool/releases/download/v1.{n}.0/tool.zip">tool.zip</a></ul></section>'
        for n in range(6, 0, -1)
    )
    links = found(page(html), url="https://forge.example/tool/releases").links
    assert [link.url for link in links] == [
        f"https://forge.example/tool/releases/tag/v1.{n}.0" for n in range(6, 0, -1)
    ]


def test_of_two_likely_links_in_each_card_the_one_below_the_section_is_the_item() -> None:
    cards = "".join(
        f"<div><i><a href=/people/{n}-person>Ida Roe the {n}th</a></i>"
        f" <a href=/news/{n}-story>{title}</a> 2025-03-1{n}</div>"
        for n, title in enumerate(TITLES)
    )
    evidence = Evidence(survey(Document(Page(URL, f"<main>{cards}</main>".encode()))), URL)
    chosen = choose(evidence, [0.0] * len(evidence.targets))
    assert [target.best.text for target in chosen] == list(TITLES)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("<p>No posts found.</p>", 'the list is empty \\(the page says "No posts found"\\)'),
        ("<title>Just a moment...</title>", "looks like a robot check"),
    ],
)
def test_a_menu_is_no_list_where_the_page_says_that_there_is_nothing_else(said: str, why: str) -> None:
    menu = "".join(f"<li><a href=/topic/{n}-x>{text} and more of it</a></li>" for n, text in enumerate(TITLES))
    assert found(f"<div><ul>{menu}</ul></div>").links
    with pytest.raises(NoLinks, match=why):
        found(f"{said}<div><ul>{menu}</ul></div>")
    stories = found(f"{said}<main>{''.join(STORIES)}</main>").links
    assert len(stories) == len(STORIES)


@pytest.mark.parametrize("note", [" (PDF)", " [PDF, 120 KB]", " (pdf-Datei – 1,2 MB)", "\u00a0(0,4 Mo)"])
def test_type_and_size_of_a_file_are_no_part_of_its_title(note: str) -> None:
    items = "".join(f"<li><a href=/files/{n}.pdf>{title}{note}</a> 2025-03-1{n}</li>" for n, title in enumerate(TITLES))
    assert [link.title for link in found(page(f"<ul>{items}</ul>")).links] == list(TITLES)


def test_a_month_in_an_address_is_no_day() -> None:
    items = "".join(f"<li><a href=/2025/1{n % 3}/a-story-{n}>{title}</a></li>" for n, title in enumerate(TITLES))
    assert {link.published for link in found(page(f"<ul>{items}</ul>")).links} == {None}
    for day in ("2025/1/2", "2025-01-02", "20250102"):
        html = page(f"<ul>{items}</ul>".replace("/2025/1", f"/{day}/"))
        assert {link.published for link in found(html).links} == {date(2025, 1, 2)}


def test_cards_may_stand_in_the_body_itself() -> None:
    cards = "".join(
        f"<div><a href=/news/{n}-story><img src=x></a><p><a href=/news/{n}-story>{title}</a></p>"
        f"<p>1{n} March 2025</p></div>"
        for n, title in enumerate(TITLES)
    )
    assert [link.published for link in found(f"<body>{cards}</body>").links] == [
        date(2025, 3, 10 + n) for n in range(6)
    ]


def test_what_is_small_beside_a_title_in_its_link_is_no_part_of_it() -> None:
    items = "".join(f"<a href=/news/{n}>{title} <small>1{n} March 2025</small></a>" for n, title in enumerate(TITLES))
    links = found(page(f"<div>{items}</div>")).links
    assert [(link.title, link.published) for link in links] == [
        (t, date(2025, 3, 10 + n)) for n, t in enumerate(TITLES)
    ]


@pytest.mark.parametrize(
    "badge",
    [
        "<div><div>{}</div><div>Mar</div><div>2025</div></div>",
        "<b><span>March</span><span>{}</span><span>2025</span></b>",
        "<div>{}</div><div>März</div>",
    ],
)
def test_a_date_whose_day_and_month_stand_apart_is_a_date(badge: str) -> None:
    items = "".join(
        f"<section>{badge.format(10 + n)}<h4><a href=/news/{n}>{title}</a></h4></section>"
        for n, title in enumerate(TITLES)
    )
    links = discover(page(items).encode(), URL, now=datetime(2025, 4, 1, tzinfo=UTC))
    assert [link.published for link in links] == [date(2025, 3, 10 + n) for n in range(len(TITLES))]


def test_the_number_in_a_name_is_no_part_of_the_time_that_touches_it() -> None:
    items = "".join(
        f"<div><h4><a href=/news/{n}>{title}</a></h4><p><a href=/user/u1>User 1</a><span>2 days ago</span></p></div>"
        for n, title in enumerate(TITLES)
    )
    links = discover(page(items).encode(), URL, now=datetime(2025, 4, 3, tzinfo=UTC))
    assert {link.published for link in links} == {date(2025, 4, 1)}


LONG = ("General terms of use for our readers", "Privacy and the cookies that we set", "Work with us in the newsroom")


def test_a_menu_of_long_texts_is_no_list_beside_headings_with_dates() -> None:
    menu = "".join(f'<li><a href="/info/{n}-page">{text}</a></li>' for n, text in enumerate(LONG))
    html = page().replace("</main>", f"</main><div><ul>{menu}</ul></div>")
    items = "".join(f"<div><h3><a href=/s/{n}>{t}</a></h3>2025-03-1{n}</div>" for n, t in enumerate(TITLES[:3]))
    links = found(html.replace("<main>", f"<main>{items}").replace("main>", "div>")).links
    assert [link.title for link in links] == list(TITLES[:3])


def test_headlines_without_dates_stay_beside_cards_where_their_addresses_are_like_the_cards() -> None:
    cards = "".join(
        f"<div><h3><a href=/news/a-long-story-{n}>{t}</a></h3>2025-03-1{n}</div>" for n, t in enumerate(TITLES)
    )
    more = "".join(f"<li><a href=/news/a-short-story-{n}>{t} and the rest</a></li>" for n, t in enumerate(LONG))
    links = found(f"<body><div id=top><div>{cards}</div><ul>{more}</ul></div></body>").links
    assert len(links) == len(TITLES) + len(LONG)


def test_similar_links_without_dates_give_way_to_a_list_with_dates() -> None:
    items = "".join(f"<div><a href=/job/{n}7>{t}</a><i>2025-03-1{n}</i></div>" for n, t in enumerate(TITLES))
    side = "".join(f"<li><a href=/job/{n}8>{t}</a></li>" for n, t in enumerate(LONG))
    links = found(f"<body><div id=results>{items}</div><div class=similar-jobs><ul>{side}</ul></div>").links
    assert [link.title for link in links] == list(TITLES)


def test_dates_that_lean_on_the_clock_are_read_where_it_is_given() -> None:
    html = page(*(item.replace(' datetime="2025-03-01"', "").replace("1 March", "3 hours ago") for item in STORIES))
    now = datetime(2025, 6, 1, 12, tzinfo=UTC)
    assert discover(html.encode(), URL, now=now)[0].published == datetime(2025, 6, 1, 9, tzinfo=UTC)
    assert discover(html.encode(), URL)[0].published is None


DAYS = ("Wednesday, March 5, 2025", "4 March 2025", "2025-03-03")


@pytest.mark.parametrize(
    "listed", ["<h2>{day}</h2><ul><li>{item}</li></ul>", "<dt>{day}</dt><dd>{item}</dd>", "<h3>{day}</h3><p>{item}</p>"]
)
def test_a_list_by_day_is_dated_by_its_headings(listed: str) -> None:
    items = [f'<a href="/news/{number}-story">{title}</a>' for number, title in enumerate(TITLES[:3])]
    html = "".join(listed.format(day=day, item=item) for day, item in zip(DAYS, items, strict=True))
    assert [link.published for link in discover(page(html).encode(), URL)] == [date(2025, 3, day) for day in (5, 4, 3)]


def test_the_date_of_the_day_above_a_page_dates_nothing() -> None:
    items = "".join(f'<h3><a href="/news/{number}-story">{title}</a></h3>' for number, title in enumerate(TITLES))
    assert {link.published for link in discover(page(f"<h2>{DAYS[0]}</h2>{items}").encode(), URL)} == {None}
    two = f"<h2>{DAYS[0]}</h2><h2>{DAYS[1]}</h2><h2>All news</h2>{items}"
    assert {link.published for link in discover(page(two).encode(), URL)} == {None}


@pytest.mark.parametrize("heading", ["<h3>{}</h3>", "<h3>March {}</h3>", "<dt>Archive {}</dt>"])
def test_a_date_without_a_year_is_in_the_year_of_the_heading_above_it(heading: str) -> None:
    items = [
        f'<li><a href="/news/{number}-story">{title}</a> Mar {9 - number}</li>' for number, title in enumerate(TITLES)
    ]
    html = heading.format(2024) + "".join(items[:2]) + heading.format(2022) + "".join(items[2:])
    links = discover(page(html).encode(), URL, now=datetime(2025, 5, 4, tzinfo=UTC))
    assert [link.published for link in links] == [date(2024 if n < 2 else 2022, 3, 9 - n) for n in range(len(TITLES))]


def test_a_date_that_states_its_year_keeps_it_below_another() -> None:
    items = [f'<li><a href="/news/{n}-story">{title}</a> 9 March 2023</li>' for n, title in enumerate(TITLES)]
    html = "<h3>2024</h3>" + "".join(items[:2]) + "<h3>2022</h3>" + "".join(items[2:])
    links = discover(page(html).encode(), URL, now=datetime(2025, 5, 4, tzinfo=UTC))
    assert {link.published for link in links} == {date(2023, 3, 9)}


def test_an_address_tells_the_year_of_a_date_without_one() -> None:
    items = "".join(f'<li><a href="/2022/{n}-story">{title}</a> Mar 9</li>' for n, title in enumerate(TITLES))
    links = discover(page(items).encode(), URL, now=datetime(2025, 5, 4, tzinfo=UTC))
    assert {link.published for link in links} == {date(2022, 3, 9)}


def test_an_event_in_a_calendar_has_the_date_of_its_own_cell() -> None:
    cells = [f'<td class="day" data-date="2025-03-0{day}">{day}' for day in range(1, 8)]
    for day in (3, 5):
        cells[day] += f' <a href="/event/{day}-visit">{TITLES[day]}</a>'
    weeks = "".join(cells) + "<tr>" + "".join(cells).replace("2025-03-0", "2025-03-1").replace("/event/", "/event/1")
    links = discover(page(f"<table><tr>{weeks}</table>").encode(), "https://paper.example/calendar/")
    assert [link.published for link in links] == [date(2025, 3, day) for day in (4, 6, 14, 16)]


def test_the_day_of_an_event_to_come_is_no_title() -> None:
    items = "".join(
        f'<li><a href="/event/{n}-visit"><div>1{n} March 2026</div><div>{title}</div></a></li>'
        for n, title in enumerate(TITLES)
    )
    links = discover(page(f"<ul>{items}</ul>").encode(), URL, now=datetime(2025, 5, 4, tzinfo=UTC))
    assert [(link.title, link.published) for link in links] == [(title, None) for title in TITLES]


@pytest.mark.parametrize(
    "stamp",
    [
        '<relative-time datetime="2025-03-04T10:00:00Z">two months ago</relative-time>',
        '<span class="date" title="2025-03-04T10:00:00Z">2 months ago</span>',
        '<span class="ago" data-timestamp="1741082400">2 months</span>',
        '<b class="date">Mar 3</b><span class="time">March 4, 2025, 10:00 UTC</span>',
    ],
)
def test_a_date_that_machines_are_told_comes_before_one_that_leans_on_the_clock(stamp: str) -> None:
    items = "".join(f'<li><a href="/news/{n}-story">{title}</a> {stamp}</li>' for n, title in enumerate(TITLES))
    links = discover(page(f"<ul>{items}</ul>").encode(), URL, now=datetime(2025, 5, 4, tzinfo=UTC))
    assert {link.published for link in links} == {datetime(2025, 3, 4, 10, tzinfo=UTC)}


def test_a_stamp_of_digits_is_a_date_where_its_class_says_so() -> None:
    items = "".join(
        f'<li><a href="/news/{n}-story">{title}</a> <i class=date>1{n}/02</i></li>' for n, title in enumerate(TITLES)
    )
    links = discover(page(f"<ul>{items}</ul>").encode(), URL, now=datetime(2025, 5, 4, tzinfo=UTC))
    assert [link.published for link in links][-1] == date(2025, 2, 15)


def test_a_number_that_leads_to_another_site_is_no_item() -> None:
    changes = "".join(
        f"<h2><a href='#v{n}'>v{n}</a></h2><ul><li>{title} (<a href=https://forge.example/issues/{n}>#{n}</a>)</li></ul>"
        for n, title in enumerate(TITLES)
    )
    with pytest.raises(NoLinks):
        discover(page(changes).encode(), URL)


def test_a_role_in_a_byline_is_no_author() -> None:
    line = "<p class=byline>Written by Ann Lee and Bo Ray, Staff Writers</p>"
    links = discover(page(*[story(n, title, line) for n, title in enumerate(TITLES)]).encode(), URL)
    assert links[0].authors == ("Ann Lee", "Bo Ray")


def test_a_card_tells_summary_author_and_picture() -> None:
    more = (
        '<img src="data:image/gif;base64,R0" data-src="/i/7.jpg" width="300" height="200" alt="The pier">'
        ' Pier opens in April, and the ferries will leave later. <a href="/authors/ida-lund">Ida Lund</a>'
    )
    link = found(page(story(0, TITLES[0], more), *STORIES[1:])).links[0]
    assert link.authors == ("Ida Lund",)
    assert link.summary.startswith("Pier opens in April, and the ferries will leave later.")
    assert link.image is not None
    assert link.image == Image("https://paper.example/i/7.jpg", 300, 200, "The pier")


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/s-100.jpg" srcset="/s-100.jpg 100w, /s-1000.jpg 1000w">',
        '<picture><source srcset="/s-1000.jpg 1000w"><img src="/s-100.jpg"></picture>',
        '<img src="/blank.gif" data-srcset="/s-100.jpg 1x, /s-1000.jpg 2x">',
        '<img src="/placeholder.png" data-large-file="/s-1000.jpg">',
        '<img src="/pixel.gif" width="1" height="1"><img src="/s-1000.jpg">',
    ],
)
def test_a_card_shows_the_best_of_its_pictures(markup: str) -> None:
    link = found(page(story(0, TITLES[0], markup), *STORIES[1:])).links[0]
    assert link.image == Image("https://paper.example/s-1000.jpg")


@pytest.mark.parametrize("odd", ["card", "card card--large", "card no-image"])
def test_an_item_that_looks_unlike_the_others_gets_nothing_of_theirs(odd: str) -> None:
    cards = "".join(
        f'<li class="{odd if number == 3 else "card"}"><a href="/news/{1000 + number}-story"><h3>{title}</h3>'
        f"<span class=date>2025-03-0{number + 1}</span><p>What story {number} says in its first sentence.</p></a></li>"
        for number, title in enumerate(TITLES)
    )
    links = found(f"<main><div><ul>{cards}</ul></div></main>").links
    assert [link.published for link in links] == [date(2025, 3, number + 1) for number in range(6)]
    assert links[3].summary == "What story 3 says in its first sentence."


def test_a_card_without_a_word_on_its_parts_is_titled_by_what_stands_below_its_label() -> None:
    cards = "".join(
        f'<a href="/news/{1000 + number}-story"><div><img src="/{number}.jpg"></div><div><div>Culture</div>'
        f"<div class=x8>{title}</div><div class=x9>{title} is a story that has more words below.</div></div></a>"
        for number, title in enumerate(TITLES)
    )
    assert [link.title for link in found(f"<main><div>{cards}</div></main>").links] == list(TITLES)


def test_a_link_in_the_sentence_of_a_story_takes_nothing_from_it() -> None:
    more = 'As was said <a href="/news/1005-story">before</a>, it is a long story with an end that nobody knows yet.'
    links = found(page(*STORIES[:3], story(3, TITLES[3], more), *STORIES[4:])).links
    assert links[3].published == date(2025, 3, 4)
    assert links[3].summary.startswith("As was said before")


def test_spans_that_only_style_sets_apart_are_no_one_text() -> None:
    cards = "".join(
        f'<li><a href="/news/{1000 + number}-story"><span>Local</span><span>{title}</span>'
        f"<span>{number + 1} March 2025</span></a>"
        for number, title in enumerate(TITLES)
    )
    links = found(f"<main><ul>{cards}</ul></main>").links
    assert [link.title for link in links] == list(TITLES)
    assert links[1].published == date(2025, 3, 2)


def test_the_day_of_publication_comes_before_that_of_a_change() -> None:
    times = "<time class=updated datetime=2026-01-09>then</time><time class=published datetime=2025-03-01>before</time>"
    cards = [
        f'<article><h2><a href="/news/{n}-story">{title}</a></h2>{times}</article>' for n, title in enumerate(TITLES)
    ]
    assert {link.published for link in found(page(*cards)).links} == {date(2025, 3, 1)}


def test_neither_date_line_nor_link_to_the_rest_is_a_summary() -> None:
    cards = [
        f'<article><h2><a href="/news/{n}-story">{title}</a></h2><p>The council meets on it tomorrow, they say.</p>'
        f'<span class="teaser__meta">By Ana Example and Ben Sample, published 1 March 2025 at nine</span>'
        f'<a href="/news/{n}-story">Read more<span class="hidden"> about {title}</span></a></article>'
        for n, title in enumerate(TITLES)
    ]
    assert {link.summary for link in found(page(*cards)).links} == {"The council meets on it tomorrow, they say."}


def test_a_card_names_its_section() -> None:
    kicker = '<p class="kicker"><a href="/category/sea/">Sea and shore</a></p>'
    label = '<span class="entry-category">Town</span>'
    links = found(page(story(0, TITLES[0], kicker), story(1, TITLES[1], label), *STORIES[2:])).links
    assert [link.section for link in links[:3]] == ["Sea and shore", "Town", ""]


def test_a_selector_chooses_the_items() -> None:
    side = (
        '<aside class="picks"><p><a href="/x/1">One</a></p><p><a href="/x/2">Two</a> <a href="/y">tag</a></p></aside>'
    )
    for css in (".picks p", ".picks a[href^='/x']"):
        result = found(page(*STORIES, around=side), LinkRules(select=css))
        assert [link.title for link in result.links] == ["One", "Two"]
        assert result.links[0].why == "links.select"
        assert not result.notes


def test_a_selector_that_matches_nothing_gives_way_to_detection_and_is_noted() -> None:
    result = found(page(*STORIES), LinkRules(select=".gone"))
    assert len(result.links) == len(TITLES)
    assert result.notes == ("links.select matches no link (.gone); detection chose",)


def test_include_and_exclude_are_searched_in_the_address() -> None:
    assert len(found(page(*STORIES), LinkRules(include="/100[01]-")).links) == 2
    result = found(page(*STORIES), LinkRules(exclude="1003"))
    assert len(result.links) == 5
    assert [link.url for link in result.dropped if link.why == "links.exclude"] == [
        "https://paper.example/news/1003-story"
    ]


def test_rules_that_leave_nothing_are_named() -> None:
    with pytest.raises(NoLinks, match=r"links\.include and links\.exclude left none of them"):
        found(page(*STORIES), LinkRules(include="nowhere"))


@pytest.mark.parametrize("rules", [LinkRules(select="a[["), LinkRules(include="("), LinkRules(exclude="[")])
def test_a_rule_that_cannot_be_read_is_a_config_error(rules: LinkRules) -> None:
    with pytest.raises(ConfigError):
        found(page(*STORIES), rules)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("", "too few links for a list"),
        ("<p>Hello</p>", "too few links for a list"),
        ('<div id="app"></div><script src="/app.js"></script>', "app shell"),
        ("<p>Long text without any link in it. " * 90, "looks like an article"),
    ],
)
def test_a_page_without_items_says_what_it_looks_like(html: str, said: str) -> None:
    with pytest.raises(NoLinks, match=said) as caught:
        found(html)
    assert "no items among 0 links" in caught.value.message
    assert caught.value.hint


def test_items_inside_of_what_looks_like_navigation_are_found_on_the_second_look() -> None:
    rows = "".join(f'<li><a href="/news/{n}-story">{title}</a> 2025-03-0{n + 1}</li>' for n, title in enumerate(TITLES))
    result = found(f'<body><h1>News</h1><nav class="menu"><ul>{rows}</ul></nav></body>')
    assert [link.title for link in result.links] == list(TITLES)


NAMES = ("Politics", "Health", "Culture", "Sport", "Weather", "Business", "Arts", "Travel", "Food", "World", "Sea")
MENU = "<nav>" + "".join(f'<a href="/{name.lower()}/">{name}</a>' for name in NAMES) + "</nav>"
ODDS = '<div><b><a href="/in">Log in</a></b></div><p><a href="/terms">Terms</a></p><div><a href="/app">App</a></div>'
FOOTER = "<footer>" + "".join(f'<a href="/about/{n}">Page {n}</a>' for n in range(18)) + "</footer>"


def test_a_home_page_without_a_list_is_refused_and_its_sections_are_named() -> None:
    with pytest.raises(NoLinks, match="home page, too noisy") as caught:
        found(MENU + ODDS + FOOTER, url="https://paper.example/")
    assert caught.value.hint.startswith("choose a section: Politics (https://paper.example/politics/), Health (")
    assert caught.value.hint.endswith(" and 6 more")


def test_a_menu_without_a_sign_of_stories_is_no_list_on_the_second_look() -> None:
    with pytest.raises(NoLinks, match="no list that looks like articles"):
        found(MENU + MENU.replace("nav>", "footer>").replace('="/', '="/about/'))


@pytest.mark.parametrize(
    "html",
    [
        f"{MENU}<main><h1>Harbour</h1></main>",
        f"<header>{MENU}</header><main></main><footer><a href=/privacy>Privacy</a><a href=/x>Contact</a></footer>",
        "<nav><a href=/sport/>Sport</a><a href=/about>About</a></nav><main></main>",
        "<main></main><footer><a href=/privacy>Privacy policy</a> <a href=/contact>Contact us</a></footer>",
    ],
)
def test_what_is_left_of_a_page_whose_list_is_empty_is_no_list(html: str) -> None:
    with pytest.raises(NoLinks):
        found(html)


def test_a_menu_that_is_left_open_hides_no_list() -> None:
    rows = "".join(f"<li><a href=/news/{n}>Notice {n}</a></li>" for n in range(8))
    assert len(found(f"<nav><a href=/a>About</a><main><ul>{rows}</ul></main>").links) >= 8


def test_a_home_page_with_stories_is_not_too_noisy() -> None:
    links = found(MENU + page(*STORIES) + ODDS + FOOTER, url="https://paper.example/").links
    assert [link.title for link in links] == list(TITLES)


MARKUP = (
    "<a href='/a/1'>", "<a href='//['>", "<a href>", "</a>", "<td>", "<tr>", "<br>", "<dl><dt>", "<dd>", "<h2>",
    "<time datetime='x'>", "<img src='data:,'>", "<nav>", "</nav>", "<p class='date'>", "&#0;", "text", "31.12.2024",
    "<svg><a href=/b>", "<template>",
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(MARKUP), max_size=60))
def test_no_markup_makes_it_raise_anything_but_its_own_errors(parts: list[str]) -> None:
    try:
        links = discover("".join(parts).encode(), URL)
    except FeedbotError:
        return
    assert links


PROSE = "<p>The harbour board has spent the winter on a plan that nobody on the quay had asked for.</p>" * 25
RELATED = '<aside class="related"><h3>Read on</h3>' + "".join(STORIES[:4]) + "</aside>"
PUBLISHED = '<meta property="article:published_time" content="2025-03-01T10:00:00Z">'
POST = f'<meta property="og:type" content="article">{PUBLISHED}'


def test_the_page_of_one_article_is_refused_whatever_it_relates() -> None:
    html = f"{POST}<h1>A plan for the harbour</h1><div>{PROSE}</div>{RELATED}"
    with pytest.raises(NoLinks, match="is an article") as caught:
        discover(html.encode(), URL + "1-a-plan")
    assert "page that lists the articles" in caught.value.hint
    assert discover(html.encode(), URL + "1-a-plan", rules=LinkRules(select=".related a"))


def test_a_list_of_whole_posts_is_no_article_though_it_calls_itself_one() -> None:
    posts = "".join(f"<article><h2><a href=/news/{n}-x>{t}</a></h2>{PROSE}</article>" for n, t in enumerate(TITLES))
    assert len(discover(f"{POST}<h1>News</h1>{posts}".encode(), URL)) == len(TITLES)


def test_one_link_without_heading_or_date_is_no_list_unless_the_page_is_there_for_it() -> None:
    evidence = Evidence(
        survey(Document(Page(URL, b"<a href=/a/1>Ferry</a><div><a href=/b/2>The terms of use</a></div>"))), URL
    )
    ferry, terms = evidence.targets
    assert is_stray([ferry], evidence)
    assert not is_stray([terms], evidence)
    lone = Evidence(survey(Document(Page(URL, b"<a href=/team>Our team</a>"))), URL)
    assert is_stray(lone.targets, lone)
    assert not is_stray([ferry, terms], evidence)


def test_what_spoke_for_an_item_is_said_in_a_few_words() -> None:
    assert {link.why for link in found(page(*STORIES)).links} == {"one of 6 alike, headings, long texts"}
