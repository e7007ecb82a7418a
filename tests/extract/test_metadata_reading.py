"""Tags, section, picture, summary, language, address; selectors first; never an exception."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedbot.document import Document
from feedbot.errors import FeedbotError
from feedbot.extract import metadata
from feedbot.extract.metadata import Metadata
from feedbot.extract.metadata.languages import detect
from feedbot.model import ArticleRules, Image, Page

URL = "https://www.example-herald.org/2020/02/25/bridge-reopens"
_NONE = ArticleRules()


def read(
    head: str = "", body: str = "", *, data: object = None, rules: ArticleRules = _NONE, url: str = URL
) -> Metadata:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    html = f"<html lang='en-US'><head>{head}{script}</head><body>{body}</body></html>"
    return metadata.read(Document(Page(url=url, body=html.encode())), rules)


@pytest.mark.parametrize(
    "markup",
    ["<img class=p src=/blank.gif data-src=/p.jpg>", "<img class=p src=/s.jpg srcset='/s.jpg 100w, /p.jpg 1000w'>"],
)
def test_the_picture_that_a_selector_finds_is_the_one_that_readers_see(markup: str) -> None:
    found = read(body=markup, rules=ArticleRules(image=(".p",)))
    assert found.image == Image("https://www.example-herald.org/p.jpg")


def test_selectors_come_first_and_are_told() -> None:
    body = (
        "<h1>Bridge reopens</h1><b class=t>The true title</b><i class=a>By Ana Example</i><i class=a>Ben Sample</i>"
        "<u class=d>25 February 2020</u><div class=p><img src=/p.jpg></div>"
    )
    rules = ArticleRules(title=(".t",), authors=(".a",), published=(".d",), image=(".p",))
    found = read(body=body, rules=rules)
    assert (found.title, found.authors, found.published) == (
        "The true title",
        ("Ana Example", "Ben Sample"),
        date(2020, 2, 25),
    )
    assert found.image == Image("https://www.example-herald.org/p.jpg")
    assert {found.provenance[name].signal for name in ("title", "authors", "published", "image")} == {"selector"}
    assert found.provenance["title"].disagreed == ("h1: Bridge reopens",)


def test_selectors_that_match_nothing_or_are_no_css_fall_back_to_detection() -> None:
    rules = ArticleRules(title=(".gone", ":::", "["), authors=(".gone",), published=("p[",), image=("!",))
    found = read(body="<h1>Bridge reopens</h1><p>By</p><p>Ana Example</p>", rules=rules)
    assert found.title == "Bridge reopens"
    assert found.authors == ("Ana Example",)
    assert found.provenance["title"].signal == "h1"


def test_tags_and_section_stand_apart() -> None:
    links = '<a rel="category tag" href=/l>Local</a><a rel=tag href=/s>Storm</a><a rel=tag href=/b>Bridges</a>'
    body = f"<h1>Bridge reopens</h1>{links}"
    found = read(body=body)
    assert found.section == "Local"
    assert found.tags == ("Storm", "Bridges")


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        ('<meta name="news_keywords" content="Storm, Bridges">', ("Storm", "Bridges")),
        ('<meta name="keywords" content="Storm,storm,type:article,4711,Bridges">', ("Storm", "Bridges")),
        (
            '<meta property="article:tag" content="Storm"><meta property="article:tag" content="Bridges">',
            ("Storm", "Bridges"),
        ),
        ('<meta name="keywords" content="AER,AIRL,DIS,GEN,INDG">', ()),
        ('<meta name="keywords" content="桥梁 风暴">', ("桥梁", "风暴")),
    ],
)
def test_tags_for_people_are_read_and_those_for_machines_are_not(head: str, tags: tuple[str, ...]) -> None:
    assert read(head).tags == tags


@pytest.mark.parametrize("none", ["Uncategorized", "Non classé", "Без рубрики", "未分類"])
def test_no_category_is_none(none: str) -> None:
    links = f'<a rel="category tag" href=/l>{none}</a><a rel=tag href=/s>Storm</a><a rel=tag href=/n>{none}</a>'
    found = read(body=f"<h1>Bridge reopens</h1>{links}")
    assert found.section == ""
    assert found.tags == ("Storm",)


def test_the_links_of_a_menu_are_no_tags() -> None:
    menu = "<nav><ul class=tags><a href=/a>News</a><a href=/b>Sport</a></ul></nav>"
    body = f"{menu}<ul class=tags><a href=/c>Storm</a><a href=/d>Bridges</a></ul>"
    assert read(body=body).tags == ("Storm", "Bridges")


def test_the_section_may_come_from_the_breadcrumb() -> None:
    crumbs = [{"@type": "ListItem", "name": name} for name in ("Home", "Local", "Bridge reopens")]
    found = read(body="<h1>Bridge reopens</h1>", data={"@type": "BreadcrumbList", "itemListElement": crumbs})
    assert found.section == "Local"


def test_the_section_may_come_from_the_trail_that_the_reader_sees() -> None:
    trail = (
        '<nav class="Breadcrumb"><ol><li><a href="/">Front</a><li><a href="/s">Local</a><li>Bridge reopens</ol></nav>'
    )
    assert read(body=f"{trail}<h1>Bridge reopens</h1>").section == "Local"
    assert read(body='<nav><a href="/">Front</a><a href="/s">Local</a></nav><h1>Bridge reopens</h1>').section == ""


@pytest.mark.parametrize("frame", ["<div class=breadcrumb>{}</div>", "<ul id=breadcrumbs>{}</ul>"])
def test_the_trail_may_be_any_element_that_is_named_for_it(frame: str) -> None:
    trail = frame.format('<a href="/">Top</a> › <a href="/transit">Transit</a>')
    assert read(body=f"{trail}<h1>Bridge reopens</h1>").section == "Transit"


def test_the_picture_may_be_what_a_blog_names_its_address() -> None:
    marked = "<meta itemprop=image_url content=https://example.org/large.jpg>"
    found = read(body=f"<h1>Bridge reopens</h1>{marked}").image
    assert found is not None
    assert found.url == "https://example.org/large.jpg"


def test_a_section_for_people_comes_before_a_path() -> None:
    head = '<meta property="article:section" content="Local">'
    assert read(head, data={"@type": "NewsArticle", "articleSection": ["news/local"]}).section == "Local"


def test_a_single_tag_is_known_by_its_address() -> None:
    assert read(body='<h1>Bridge</h1><ul class="tag-list"><li><a href="/tags/raku">raku</a></ul>').tags == ("raku",)
    assert read(body='<h1>Bridge</h1><ul class="tag-list"><li><a href="/about">About us</a></ul>').tags == ()


def test_the_picture_has_its_size_and_is_no_logo() -> None:
    head = (
        '<meta property="og:image" content="/img/example-herald-logo.png">'
        '<meta name="twitter:image" content="/img/bridge.jpg?a=1&amp;amp;b=2">'
    )
    data = {"@type": "NewsArticle", "image": {"url": "/img/bridge.jpg?a=1&b=2", "width": "1200", "height": 800}}
    assert read(head, data=data).image == Image("https://www.example-herald.org/img/bridge.jpg?a=1&b=2", 1200, 800)


@pytest.mark.parametrize(
    "name", ["logo.svg", "placeholder-16x9.jpg", "default_og.png", "facebook-share-logo.png", "favicon.ico"]
)
def test_stand_ins_are_no_picture(name: str) -> None:
    assert read(f'<meta property="og:image" content="https://cdn.example.org/{name}">').image is None


def test_a_picture_of_a_logo_is_a_picture() -> None:
    url = "https://cdn.example.org/party-logo-on-a-wall.jpg"
    assert read(f'<meta property="og:image" content="{url}">').image == Image(url)


def test_a_reference_to_a_picture_means_the_node_that_has_its_address() -> None:
    here = f"{URL}#primaryimage"
    story = {"@type": "Article", "image": {"@id": here}, "thumbnailUrl": "/thumb/snow.jpg"}
    picture = {"@type": "ImageObject", "@id": here, "url": "/media/snow.jpg", "width": 1200, "height": 800}
    assert read(data={"@graph": [story, picture]}).image == Image(
        "https://www.example-herald.org/media/snow.jpg", 1200, 800
    )
    assert read(data={"@graph": [story]}).image == Image("https://www.example-herald.org/thumb/snow.jpg")


def test_the_summary_is_neither_slogan_nor_a_line_cut_off() -> None:
    slogan = "The voice of the valley since long before the bridge"
    line = "The bridge reopened on Tuesday after a storm had closed it for weeks, the council said, and"
    data = [
        {"@type": "WebSite", "description": slogan},
        {"@type": "NewsArticle", "description": "Engineers call the old bridge safe again."},
    ]
    body = f"<h1>Bridge reopens</h1><p>{line} more was to come in the next days.</p>"
    head = f'<meta property="og:description" content="{slogan}"><meta name="description" content="{line}...">'
    assert read(head, body, data=data).summary == "Engineers call the old bridge safe again."


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("/2020/02/25/bridge-reopens/", "https://www.example-herald.org/2020/02/25/bridge-reopens/"),
        ("https://amp.example-herald.org/bridge-reopens", "https://amp.example-herald.org/bridge-reopens"),
        ("https://www.example-herald.org/", URL),
        ("https://www.example-herald.org/2020/02/", URL),
        ("https://elsewhere.example/bridge-reopens", URL),
        ("https://www.example-herald.org/2019/01/01/another-story", URL),
        ("javascript:void(0)", URL),
    ],
)
def test_the_canonical_address_is_taken_where_it_can_be_this_page_s(canonical: str, url: str) -> None:
    assert read(f'<link rel="canonical" href="{canonical}">').url == url


def test_tracking_parameters_never_get_into_the_address() -> None:
    assert read(url=URL + "?utm_source=x#top").url == URL


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ('<html lang="en_us">', "en-US"),
        ('<html xml:lang="de"><meta property="og:locale" content="de_AT">', "de"),
        ('<html><meta property="og:locale" content="pt_BR">', "pt-BR"),
        ('<html lang="jp">', "ja"),
        ('<html lang="!">', ""),
    ],
)
def test_the_declared_language_is_brought_into_its_usual_form(html: str, language: str) -> None:
    assert metadata.read(Document(Page(url=URL, body=html.encode()))).language == language


SAMPLES = {
    "en": "The bridge was closed for weeks and the council said that it is open to traffic again with all lanes. " * 3,
    "de": "Die Brücke war für Wochen gesperrt und der Rat sagte, dass sie nun wieder für den Verkehr offen ist. " * 3,
    "ja": "橋は再び開通したと市議会が発表しました。" * 5,
    "ru": "Мост снова открыт, и это не шутка: как сказали в совете, он для всех, и на нём по всем полосам едут. " * 4,
    "uk": "Міст знову відкрито, і це не жарт: як сказали в раді, він для всіх, та на ньому їдуть від краю до краю. "
    * 4,
}


@pytest.mark.parametrize(("language", "text"), SAMPLES.items(), ids=list(SAMPLES))
def test_a_text_contradicts_a_wrong_declaration(language: str, text: str) -> None:
    assert detect(text) == language
    assert metadata.language("fr", text) == language
    assert metadata.language(f"{language}-XX", text) == f"{language}-XX"


def test_a_short_text_contradicts_nothing() -> None:
    assert metadata.language("sw", "Habari.") == "sw"
    assert metadata.language("", "") == ""


ALIKE = {
    "fr": "La réforme de la fiscalité de la ville a été votée mardi. De la gauche à la droite, la majorité de la salle "
    "a salué la fin de la taxe, jugée trop lourde par la chambre de commerce, la région et le département de la Loire.",
    "es": "La reforma de la sala de la ministra fue votada el martes. De la izquierda a la derecha, la mayoría de la "
    "sala saludó el fin de la tasa, juzgada demasiado pesada, la región de la costa y la provincia de la sierra.",
    "ca": "La reforma de la sala de la ministra va ser votada dimarts. De la dreta a la vall, la majoria de la sala "
    "va saludar la fi de la taxa, jutjada massa pesada, la regió de la costa i la província de la muntanya.",
    "it": "La riforma di Roma è stata votata martedì. Di qua e di là la maggioranza di sinistra ha salutato la fine di "
    "una tassa di troppo, di peso per la camera di commercio di Roma, la regione di Roma e la provincia di Latina.",
}


@pytest.mark.parametrize(("language", "text"), ALIKE.items(), ids=list(ALIKE))
def test_words_that_several_languages_share_contradict_no_declaration(language: str, text: str) -> None:
    assert metadata.language(language, text) == language


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["2020-02-25", "/a.jpg", "Ana Example"])
)
NAMES = st.sampled_from(
    [
        "@type",
        "@id",
        "@graph",
        "headline",
        "author",
        "name",
        "image",
        "url",
        "width",
        "datePublished",
        "keywords",
        "articleSection",
        "publisher",
        "logo",
        "mainEntityOfPage",
        "itemListElement",
        "item",
        "description",
        "about",
        "inLanguage",
        "dateModified",
    ]
)
DATA = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=12
)
TYPES = st.sampled_from(["NewsArticle", "WebPage", "BreadcrumbList", "Organization", ["Article", 3], None])
MARKUP = st.lists(
    st.sampled_from(
        [
            "<h1>",
            "</h1>",
            "<time datetime='2020-02-25'>",
            "<a rel=tag href=x>",
            "<div class='byline date tags'>",
            "</div>",
            "<p>By",
            "<p>",
            "<meta name=author content='a, b'>",
            "<meta property=og:image content='//['>",
            "<span itemprop='author name datePublished image'>",
            "<link rel=canonical href='http://[::1'>",
            "<base href='::'>",
            "<title>",
            "<svg><title>x",
            "25 Feb 2020",
            "<script>",
            "İ",
            "\x00",
            "&#0;",
        ]
    )
    | st.text(max_size=12),
    max_size=25,
).map("".join)


@given(data=st.dictionaries(NAMES, DATA, max_size=8), kind=TYPES, markup=MARKUP)
def test_wild_pages_raise_nothing_but_our_own_errors(data: dict[str, object], kind: object, markup: str) -> None:
    script = json.dumps(data | {"@type": kind}).replace("<", "\\u003c")
    body = f'<script type="application/ld+json">{script}</script>{markup}'.encode("utf-8", "replace")
    try:
        found = metadata.read(Document(Page(url=URL, body=body)), now=datetime(2020, 3, 1, tzinfo=UTC))
    except FeedbotError:
        return
    assert found.url.startswith("https://")
    assert set(found.provenance) == {
        "url",
        "title",
        "authors",
        "published",
        "modified",
        "summary",
        "image",
        "tags",
        "section",
        "language",
    }
    assert all(found.authors)
    assert all(found.tags)
