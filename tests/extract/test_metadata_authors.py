"""Authors: names in many languages, split right; nobody rather than somebody else."""

from __future__ import annotations

import json

import pytest

from feedbot.document import Document
from feedbot.extract import metadata
from feedbot.extract.metadata import bylines
from feedbot.model import Page

BYLINES = {
    "By Ana Example": ["Ana Example"],
    "By Ana Example and Ben Sample": ["Ana Example", "Ben Sample"],
    "By Ana Example, Ben Sample and Cid Proof": ["Ana Example", "Ben Sample", "Cid Proof"],
    "By Ana Example, Staff Reporter": ["Ana Example"],
    "Ana Example Senior Correspondent": ["Ana Example"],
    "Written by Ana Example | 25 February 2020 | 4 min read": ["Ana Example"],
    "25 Feb 2020 by Ana Example": ["Ana Example"],
    "By Ana Example for The Herald": ["Ana Example"],
    "Ana Example (ana@example.org) @anaexample": ["Ana Example"],
    "Von Änne Beispiel und Ben Muster": ["Änne Beispiel", "Ben Muster"],
    "Par Zoé Exemple et Luc Modèle": ["Zoé Exemple", "Luc Modèle"],
    "Por Ana Ejemplo y José Muestra": ["Ana Ejemplo", "José Muestra"],
    "Di Anna Esempio": ["Anna Esempio"],
    "Door Jan van der Voorbeeld": ["Jan van der Voorbeeld"],
    "Av Kari Eksempel": ["Kari Eksempel"],
    "Автор: Анна Примерова": ["Анна Примерова"],
    "Yazan: Ayşe Örnek": ["Ayşe Örnek"],
    "홍길동 기자": ["홍길동"],
    "της Άννας Παράδειγμα": ["Άννας Παράδειγμα"],
    "Ana Example, Ph.D., and Ben Sample, MD": ["Ana Example", "Ben Sample"],
    "J. R. Example Jr.": ["J. R. Example Jr."],
    "Rob Kick at Mill Park": ["Rob Kick"],
    "Interview: Noa Berg": ["Noa Berg"],
    "Haber: Ayşe Yılmaz": ["Ayşe Yılmaz"],
    "نویسنده: رضا کریمی": ["رضا کریمی"],
    "By Ann Lee in Berlin and Bo Ray in New York": ["Ann Lee", "Bo Ray"],
    "Words: Ann Lee. Pictures: Bo Ray": ["Ann Lee"],
    "Dr. Ann Lee (Mill University) und Bo Ray": ["Dr. Ann Lee", "Bo Ray"],
    "Анна Рябова (Волга) и Игорь Лыткин": ["Анна Рябова", "Игорь Лыткин"],
    "기자명 박지현 기자": ["박지현"],
    "Text und Fotos: Anna Lehmann": ["Anna Lehmann"],
    "文／王小明": ["王小明"],
    "記者 王小明／台北報導": ["王小明"],
    "(서울=연합뉴스) 김철수 기자": ["김철수"],
    "admin": [],
    "Staff": [],
    "5 min read": [],
    "Subscribe to our newsletter": [],
    "https://example.org/authors/ana": [],
}


@pytest.mark.parametrize(("said", "names"), BYLINES.items(), ids=list(BYLINES))
def test_a_byline_gives_its_names(said: str, names: list[str]) -> None:
    assert bylines.names(said) == names


def authors(head: str = "", body: str = "", data: object = None) -> tuple[str, ...]:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    site = '<meta property="og:site_name" content="Example Herald">'
    html = f"<html><head>{site}{head}{script}</head><body>{body}</body></html>"
    return metadata.read(Document(Page(url="https://example-herald.org/a/b", body=html.encode()))).authors


def article(author: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": "Bridge reopens", "author": author}


@pytest.mark.parametrize("attributes", ['href="/author/ana"', 'href="/x/ana" rel="author"'])
@pytest.mark.parametrize("lead", ["By ", ""])
def test_who_has_no_link_is_an_author_all_the_same(lead: str, attributes: str) -> None:
    byline = f'<p class="byline">{lead}<a {attributes}>Ana Example</a> and Ben Sample</p>'
    assert authors(body=f"<h1>Bridge reopens</h1>{byline}<p>It did.</p>") == ("Ana Example", "Ben Sample")


def test_structured_persons_are_read_in_every_shape() -> None:
    person = {"@type": "Person", "name": "Ana Example"}
    assert authors(data=article(person)) == ("Ana Example",)
    assert authors(data=article([person, {"@type": "Person", "name": "Ben Sample"}])) == ("Ana Example", "Ben Sample")
    assert authors(data=article("Ana Example and Ben Sample")) == ("Ana Example", "Ben Sample")
    graph = {"@graph": [article({"@id": "#ana"}), {"@type": "Person", "@id": "#ana", "name": "Ana Example"}]}
    assert authors(data=graph) == ("Ana Example",)


def test_rdfa_names_the_author_as_microdata_does() -> None:
    for attribute, prefix in (("itemprop", ""), ("property", "schema:")):
        name = f'<span {attribute}="{prefix}name">Ana Example</span>'
        found = authors(body=f'<h1>Bridge</h1><div {attribute}="{prefix}author">Profile of {name}</div><p>Text</p>')
        assert found == ("Ana Example",)


def test_a_person_in_the_byline_comes_before_the_site_as_author() -> None:
    site = {"@type": "Organization", "name": "Example Herald"}
    body = "<h1>Bridge reopens</h1><p>By</p><p>Ana Example</p><p>The bridge is open.</p>"
    assert authors(body=body, data=article(site)) == ("Ana Example",)


def test_an_agency_is_an_author() -> None:
    assert authors(data=article({"@type": "Organization", "name": "Example Press"})) == ("Example Press",)


def test_bylines_beside_the_headline_need_no_class() -> None:
    body = (
        "<h1>Bridge reopens</h1><div><span>Written by</span> <b>Ana Example</b> and <b>Ben Sample</b></div><p>Text</p>"
    )
    assert authors(body=body) == ("Ana Example", "Ben Sample")


@pytest.mark.parametrize("line", ["김민수 기자 minsu@example.kr", "(서울=연합뉴스) 김민수 기자 입력 2026.11.03"])
def test_a_reporter_s_title_behind_a_name_needs_no_other_word(line: str) -> None:
    assert authors(body=f"<h1>다리가 다시 열린다</h1><p>{line}</p><p>본문.</p>") == ("김민수",)


def test_names_beside_a_date_need_no_other_word_unless_they_stand_behind_the_text() -> None:
    stamp = "<p>25 lutego 2020, 18:40</p>"
    told = f"<h1>Most otwarty</h1><p>Jan Przykład, oprac. Anna Wzór</p>{stamp}<p>Tekst.</p>"
    assert authors(body=told) == ("Jan Przykład", "Anna Wzór")
    text = "<p>The bridge over the Wend is open again, and the people of the town went to see it on the first day.</p>"
    assert authors(body=f"<h1>Bridge</h1>{text}{text}<p>Published on Feb. 25, 2020</p><h2>Guest Book</h2>") == ()


def test_the_author_in_the_title_is_the_one_of_the_byline() -> None:
    assert authors("<title>The Bell by Ana Example</title>", "<h1>The Bell</h1><p>By Ana Example</p>") == (
        "Ana Example",
    )


def test_the_author_s_link_is_read_and_the_box_about_others_is_not() -> None:
    body = (
        '<h1>Bridge reopens</h1><div class="byline"><a href="/author/ana">Ana Example</a></div>'
        '<div class="related author-card"><a href="/author/zed">Zed Other</a></div>'
    )
    assert authors(body=body) == ("Ana Example",)


def test_credits_of_pictures_and_reviewers_are_no_authors() -> None:
    body = "<h1>Bridge reopens</h1><p>Photo by</p><p>Zed Other</p><p>Reviewed by</p><p>Yan Other</p>"
    assert authors(body=body) == ()


def test_addresses_and_accounts_are_no_names() -> None:
    head = (
        '<meta property="article:author" content="https://f.example/ana"><meta name="twitter:creator" content="@ana">'
    )
    assert authors(head) == ()


def test_a_name_beside_the_date_is_the_last_resort() -> None:
    body = "<h1>Bridge reopens</h1><p>Ana Example</p><p>25 February 2020</p><p>The bridge is open.</p>"
    assert authors(body=body) == ("Ana Example",)


@pytest.mark.parametrize("label", ["Article Tags", "Publicado el", "Veröffentlicht am"])
def test_what_a_date_or_a_list_is_called_is_no_name(label: str) -> None:
    assert authors(body=f"<h1>Bridge reopens</h1><p>{label}</p><p>25 February 2020</p><p>The bridge is open.</p>") == ()
    by = f"<span class=byline>por <span>Ana Example</span></span><span>{label} <a href=/a>3 May 2022</a></span>"
    assert authors(body=f"<h1>Bridge reopens</h1><div class=authors>{by}</div>") == ("Ana Example",)


@pytest.mark.parametrize("run", ["{", "? ", "1/2/", "|", "By Ana, "])
def test_a_byline_without_end_costs_no_seconds(run: str) -> None:
    bylines.names(run * 50_000)  # minutes, where all of it is read


def test_a_line_of_dates_below_the_text_may_name_the_author() -> None:
    line = (
        '<div class="post-meta">By <span class="vcard"><span>Ana Example</span></span> | <span>5 May 2020</span></div>'
    )
    assert authors(body=f"<h1>Bridge reopens</h1>{'<p>Text of the bridge.</p>' * 40}{line}") == ("Ana Example",)


def test_the_account_that_wrote_a_post_in_a_forum_is_its_author() -> None:
    head = '<p>by <a class="username">oilcan</a> » <time>Sun Mar 01, 2020 7:21 pm</time></p>'
    assert authors(body=f"<h1>Pump keeps stalling</h1>{head}<p>Text of the pump.</p>") == ("oilcan",)
    assert authors(body="<h1>Pump keeps stalling</h1><p>by <b>hand</b></p><p>Text of the pump.</p>") == ()


def test_a_person_beside_a_trade_comes_before_an_organisation_that_machines_are_told() -> None:
    data = article({"@type": "NewsMediaOrganization", "name": "Example News"})
    byline = '<div data-testid="byline"><span>Ellen Ward</span><span>Environment correspondent</span></div>'
    assert authors(body=f"<h1>Bridge reopens</h1>{byline}<p>Text.</p>", data=data) == ("Ellen Ward",)
    assert authors(body="<h1>Bridge reopens</h1><p>Ellen Ward</p><p>Text.</p>", data=data) == ("Example News",)


def test_a_contributor_whom_the_byline_shows_is_a_second_author() -> None:
    data = article({"name": "Ines Moreau"}) | {"contributor": [{"name": "Otto Kern"}, {"name": "Pia Photo"}]}
    byline = '<h4 class="author-name"><a href="/author/i">Ines Moreau</a>, <a href="/author/o">Otto Kern</a></h4>'
    assert authors(body=f"<h1>Bridge reopens</h1>{byline}<p>Text.</p>", data=data) == ("Ines Moreau", "Otto Kern")
    assert authors(body="<h1>Bridge reopens</h1><p>Text.</p>", data=data) == ("Ines Moreau",)


def test_an_account_may_be_the_author_of_a_question() -> None:
    asker = '<div itemprop="author" itemscope><a href="/u/1">oilcan</a><span itemprop="name">oilcan</span></div>'
    assert authors(body=f"<h1 itemprop='name'>Why does it stall?</h1>{asker}<p>Text.</p>") == ("oilcan",)


def test_links_to_authors_that_stand_side_by_side_are_all_read() -> None:
    byline = (
        "<address><a rel=author href=/p/ann>Ann Lee</a> Science correspondent and "
        "<a rel=author href=/p/bo>Bo Ray</a> in Cologne</address>"
    )
    elsewhere = "<div><a rel=author href=/p/cid>Cid Proof</a></div>"
    assert authors(body=f"<h1>Bridge reopens</h1>{byline}<p>Text.</p>{elsewhere}") == ("Ann Lee", "Bo Ray")


def test_two_persons_beside_a_date_are_the_authors() -> None:
    beside = "<div>July 8, 2026</div><div>Priya Raman and Jon Eklund</div>"
    assert authors(body=f"<h1>Bridge reopens</h1>{beside}<p>Text.</p>") == ("Priya Raman", "Jon Eklund")
    assert authors(body="<h1>Bridge reopens</h1><div>July 8, 2026</div><div>Bath and Wells</div><p>Text.</p>") == ()


def test_a_byline_is_found_below_a_headline_that_is_a_smaller_heading() -> None:
    head = "<title>Bridge reopens after the storm - Example Herald</title>"
    assert authors(head, "<h3>Bridge reopens after the storm</h3><ul><li>By Ana Example</li></ul><p>Text.</p>") == (
        "Ana Example",
    )
