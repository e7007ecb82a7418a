from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedbot.document import Document, measure, utf8
from feedbot.errors import TooLarge
from feedbot.model import Page

URL = "https://example.org/news/story"


def document(markup: str | bytes, url: str = URL, content_type: str = "") -> Document:
    return Document(Page(url, markup if isinstance(markup, bytes) else markup.encode(), content_type=content_type))


# -- bytes to text -----------------------------------------------------------------------------------------------------

RUSSIAN = "<p>Маяк на северном молу светил сто двенадцать лет, и смотритель выключил лампу.</p>"
JAPANESE = "<p>北の突堤の灯台は百十二年のあいだ海を照らしてきた。カタカナもあります。</p>"
CHINESE = "<p>北码头的灯塔已经照亮海面一百一十二年，守塔人最后一次关掉了旧灯。</p>"
KOREAN = "<p>북쪽 방파제의 등대는 백십이 년 동안 바다를 비추었다.</p>"
FRENCH = "<p>L’été, « l’escalier » fut plein de couleurs – et d’œuvres.</p>"


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        (RUSSIAN, "windows-1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "iso8859-5", "iso-8859-5"),
        (JAPANESE, "cp932", "Shift_JIS"),
        (JAPANESE, "euc-jp", "EUC-JP"),
        (JAPANESE, "iso2022_jp", "ISO-2022-JP"),
        (CHINESE, "gb18030", "gb2312"),
        (CHINESE, "gbk", "gbk"),
        (CHINESE.replace("码头的灯", "碼頭的燈"), "gb18030", "gb18030"),
        ("<p>北碼頭的燈塔已經照亮海面一百一十二年。</p>", "big5", "big5"),
        (KOREAN, "cp949", "euc-kr"),
        (FRENCH, "cp1252", "iso-8859-1"),
        (FRENCH, "cp1252", "latin1"),
        ("<p>Žluťoučký kůň úpěl ďábelské ódy</p>", "cp1250", "windows-1250"),
        ("<p>Ο φάρος άναψε ξανά</p>", "cp1253", "windows-1253"),
        ("<p>İstanbul’da ışık</p>", "cp1254", "iso-8859-9"),
    ],
)
def test_the_declared_encoding_is_believed(text: str, codec: str, label: str) -> None:
    by_meta = f'<html><head><meta charset="{label}"></head>{text}'.encode(codec)
    by_header = f"<html><head></head>{text}".encode(codec)
    assert text in utf8(by_meta).decode()
    assert text in utf8(by_header, f"text/html; charset={label}").decode()


def test_valid_utf8_wins_over_every_label_and_is_not_copied() -> None:
    body = f'<meta charset="windows-1252">{RUSSIAN}'.encode()
    assert utf8(body, "text/html; charset=iso-8859-5") is body


def test_a_byte_order_mark_is_read_and_removed() -> None:
    assert utf8(b"\xef\xbb\xbf<p>x") == b"<p>x"
    for codec in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        mark = "" if codec in ("utf-16", "utf-32") else "\ufeff"
        assert utf8((mark + "<html>" + RUSSIAN).encode(codec)).decode().endswith(RUSSIAN)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_zeros(codec: str) -> None:
    assert RUSSIAN in utf8(f"<!DOCTYPE html>\n{RUSSIAN}".encode(codec)).decode()


def test_a_stray_byte_changes_nothing_else() -> None:
    assert utf8(b"LET\x92S GO \xe2\x80\x94 caf\xc3\xa9 \x93so\x94").decode() == "LET’S GO — café “so”"


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_text_that_was_encoded_twice_is_decoded_twice(codec: str) -> None:
    said = "don’t – “go” … to the café ©"
    twice = said.encode().decode(codec, "replace" if codec == "cp1252" else "strict").replace("\ufffd", "\x9d")
    assert utf8(f"<p>{twice}</p>".encode()).decode() == f"<p>{said}</p>"


def test_windows_1252_by_its_label_shows_no_text_encoded_twice() -> None:
    body = b"<meta charset=windows-1252><p>" + "don’t go ".encode() + b"it\x92s " * 20
    assert utf8(body).decode().endswith("<p>don’t go " + "it’s " * 20)


def test_letters_that_only_look_so_are_left_alone_and_not_copied() -> None:
    body = "IRMÃ\xa0 CAFÉ… â à Â© cafÃ©".encode()
    assert utf8(body) is body


def test_a_stray_byte_beats_a_wrong_label() -> None:
    body = b"<meta charset=windows-1251>" + FRENCH.encode() * 3 + b"\x92"
    assert FRENCH * 3 + "’" in utf8(body, "text/html; charset=koi8-r").decode()


def test_a_wrong_utf8_label_gives_way_to_detection() -> None:
    body = f'<meta charset="utf-8">{RUSSIAN * 5}'.encode("windows-1251")
    assert RUSSIAN in utf8(body, "text/html; charset=utf-8").decode()


def test_unlabelled_western_text_is_windows_1252() -> None:
    assert "d’œuvres" in utf8(FRENCH.encode("cp1252")).decode()


def test_zeros_and_control_characters_do_no_harm() -> None:
    assert document(b"<p>a\0b\x0bc\x1b$d</p>").tree.css_first("p").text() == "ab\x0bc\x1b$d"


@given(st.binary(max_size=400), st.sampled_from(["", "text/html; charset=gb18030", "text/html;charset=x-no", "utf-7"]))
def test_any_bytes_become_valid_utf8(body: bytes, content_type: str) -> None:
    utf8(body, content_type).decode()


@given(st.text(max_size=200).filter(lambda text: "\0" not in text and "\x1b$" not in text and text[:1] != "\ufeff"))
def test_text_comes_back_as_it_was(text: str) -> None:
    if not any("\ud800" <= sign <= "\udfff" for sign in text):
        assert utf8(text.encode()).decode() == text


# -- measured before parsing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<div>" * 100_000, "nested"),
        ("<div>" * 50_000 + "</div>" * 50_000, "nested"),
        ("<ul><li>" * 50_000, "nested"),
        ("<span>" * 100_000, "nested"),
        ("<table><tr><td>" * 20_000, "nested"),
        ("".join(f"<b id={n}><i id={n}><p>" for n in range(2000)), "never closed"),
        ("<div>" + "".join(f"<font size={n}>" for n in range(300)) + "</div>" + "<p>x</p>" * 5000, "never closed"),
        ("<p " + " ".join(f"a{n}" for n in range(20_000)) + ">x", "attributes"),
        ("<p " + " ".join(f'a{n}="x"' for n in range(20_000)) + ">x", "attributes"),
        ("<p " + "".join(f"a{n}/" for n in range(20_000)) + ">x", "attributes"),
        (("<p " + " ".join(f"a{n}" for n in range(1000)) + ">") * 500, "attributes"),
        ("<p>" * 200_000, "tags"),
        ("x" * 9_000_000, "MB"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else None,
)
def test_markup_that_would_take_the_parser_down_is_refused(markup: str, said: str) -> None:
    with pytest.raises(TooLarge, match=said) as refused:
        document(markup)
    assert URL in str(refused.value)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>x</p>" * 60_000,
        "<ul>" + "<li>x" * 30_000,
        "<table>" + "<tr><td>1<td>2" * 15_000,
        "<i class=icon></i>" * 8000,
        "<i class=icon>" * 3000,
        "".join(f'<a href="/{n}">x</a><b id=n{n}>y</b>' for n in range(5000)),
        "<script>if(a<b){" + "x=y;" * 100_000 + "}</script>",
        f'<div data-state=\'{{"k": "{"a b c " * 40_000}"}}\'>x</div>',
        f'<svg><path d="{"M1 2 L3 4 " * 20_000}"/></svg>',
        "<p>" + "word " * 400_000,
        "<svg>" + "<path d='M0 0'/>" * 15_000 + "</svg>",
        "<!-- " + "a b " * 50_000 + "-->",
    ],
    ids=lambda markup: markup[:14],
)
def test_large_but_harmless_markup_is_read(markup: str) -> None:
    assert measure.fault(markup.encode()) == ""
    assert document(markup).root is not None


@given(st.binary(max_size=300))
def test_measuring_never_fails(body: bytes) -> None:
    measure.fault(body * 40)


# -- what the page says of itself --------------------------------------------------------------------------------------


def ld(*blocks: str, kind: str = "application/ld+json") -> list[dict[str, object]]:
    return document("".join(f'<script type="{kind}">{block}</script>' for block in blocks)).json_ld


@pytest.mark.parametrize(
    "block",
    [
        '{"headline": "x"}',
        '[{"headline": "x"}]',
        '{"@context": "https://schema.org", "@graph": [{"headline": "x"}]}',
        '{"headline": "x",}',
        '{"headline": "x"};',
        '<!-- {"headline": "x"} -->',
        '//<![CDATA[\n{"headline": "x"}\n//]]>',
        '/* <![CDATA[ */ {"headline": "x"} /* ]]> */',
        '{"headline": "x" /* a note */}',
        '{\n// a note\n"headline": "x"}',
        "{&quot;headline&quot;: &quot;x&quot;}",
        '{"headline": "x"}{"second": 1}',
        '\ufeff{"headline": "x"}',
    ],
)
def test_json_ld_is_read_with_the_usual_faults(block: str) -> None:
    assert [node.get("headline") for node in ld(block)] == ["x"]


def test_json_ld_keeps_what_looks_like_faults_inside_strings() -> None:
    (node,) = ld('{"a": "x, ] // no /* note */", "b": "line\nbreak", "c": "50\\% off", "u": "https://example.org/",}')
    assert node == {"a": "x, ] // no /* note */", "b": "line\nbreak", "c": "50\\% off", "u": "https://example.org/"}


def test_json_ld_is_known_by_its_type_in_any_spelling() -> None:
    assert ld('{"a": 1}', kind="Application/LD+JSON; charset=utf-8") == [{"a": 1}]
    assert ld('{"a": 1}', kind="application/json") == []


def test_a_broken_block_does_not_spoil_the_others() -> None:
    assert ld("{broken", '{"a": 1}', "", "null", '"text"') == [{"a": 1}]


def test_main_entities_and_pages_around_them_are_nodes_too() -> None:
    nodes = ld('{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "x"}}')
    assert [node["@type"] for node in nodes] == ["WebPage", "Article"]


def test_json_that_nests_without_end_is_left_out() -> None:
    assert ld("[" * 100_000, '{"a": 1}') == [{"a": 1}]


@given(st.text(alphabet='{}[]",:\\/*<!-> \nab1', max_size=60))
def test_no_json_ld_makes_an_exception(block: str) -> None:
    ld(re.sub("</script", "", block))


def test_the_base_is_the_first_that_names_an_address() -> None:
    assert document('<base target=_top><base href="/a/"><base href="/b/">').base == "https://example.org/a/"
    assert document('<base href="javascript:x">').base == URL
    assert document("<p>x").base == URL


def test_meta_is_read_by_name_property_and_itemprop_in_order() -> None:
    page = document(
        '<meta name="Author" content=" A "><meta property="og:title" content="T"><meta name=author content=B>'
        '<meta itemprop=datePublished content=2026-01-01><meta name=empty content="">'
    )
    assert page.meta == {"author": ["A", "B"], "og:title": ["T"], "datepublished": ["2026-01-01"]}


# -- parts that were sent late -----------------------------------------------------------------------------------------


def body_of(markup: str) -> str:
    """The page's body after it was read, without its scripts."""
    tree = document(f"<body>{markup}").tree
    tree.strip_tags(["script"])
    assert tree.body is not None
    return tree.body.inner_html or ""


def test_a_late_part_stands_in_place_of_what_was_shown_until_it_came() -> None:
    page = (
        '<p>1</p><!--$?--><template id="B:0"></template><p>wait<!--$--><b>for</b><!--/$--></p><i>it</i><!--/$-->'
        "<p>4</p>"
        '<div hidden id="S:0"><p>2</p>and <b>3</b></div><script>$RC=function(){};$RC("B:0","S:0")</script>'
    )
    assert body_of(page) == "<p>1</p><!--$?--><p>2</p>and <b>3</b><!--/$--><p>4</p>"


def test_a_piece_of_a_late_part_is_put_into_it_whichever_comes_first() -> None:
    moves = ["<script>$RS('S:1','P:1')</script>".replace("'", '"'), '<script>$RC("B:0","S:0")</script>']
    for calls in (moves, moves[::-1]):
        page = (
            '<template id="B:0"></template><!--/$-->'
            '<div hidden id="S:0">2<template id="P:1"></template>4</div><div hidden id="S:1">3</div>'
        )
        assert body_of("1" + page + "".join(calls)) == "1234<!--/$-->"


def test_what_is_shown_meanwhile_stays_where_nothing_says_how_far_it_goes() -> None:
    page = '1<template id="B:0"></template><p>3</p><div hidden id="S:0">2</div><script>$RC("B:0","S:0")</script>'
    assert body_of(page) == "12<p>3</p>"


@pytest.mark.parametrize(
    "moved",
    [
        '$RC("B:0","B:0")',
        '$RC("B:0","S:0")',
        '$RS("S:0","B:0")',
        '$RC("B:9","S:9")',
        '$RC("S:0","B:0")',
        '$RC("B:0","S:0',
    ],
)
def test_a_part_that_would_hold_itself_is_left_where_it_is(moved: str) -> None:
    page = '<div id="S:0">1<template id="B:0"></template>2</div>'
    assert body_of(f"{page}<script>{moved};$RC()</script>") == page


def test_a_part_is_moved_once() -> None:
    calls = '$RC("B:0","S:0");' * 3
    page = f'1<template id="B:0"></template><!--/$--><div hidden id="S:0">2</div><script>{calls}</script>'
    assert body_of(page) == "12<!--/$-->"
