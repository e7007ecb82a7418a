"""A file of rules for a site, line by line; what is not used is told."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from feedbot.errors import ConfigError
from feedbot.sites.folder import Folders
from feedbot.sites.rules import Rules, parse

SAMPLE = """\
# The Paper, its article pages
title: //h1[@class='headline']
title: //meta[@property="og:title"]/@content
body: //div[@id='story']
body: //div[@class='intro'] | //div[@class='text']
author: //a[@rel='author']
date: //time/@datetime
strip: //aside
strip: //p[contains(@class, 'promo')]
strip_id_or_class: newsletter
strip_image_src: /pixel/
prune: no
tidy: no
autodetect_on_failure: no
single_page_link: //a[contains(@href, 'view=all')]
next_page_link: //a[@class='next']/@href
find_string: <amp-img
replace_string: <img
replace_string(</amp-img>): <!-- gone -->
test_url: https://paper.example/story
test_contains: The ferry
"""


def notes(text: str) -> list[tuple[int, str]]:
    return [(note.line, note.text) for note in parse(text, "paper.example.txt").notes]


def test_every_directive_reaches_its_place() -> None:
    assert parse(SAMPLE, "paper.example.txt") == Rules(
        "paper.example.txt",
        title=('h1[class="headline"]', 'meta[property="og:title"]'),
        body=('div[id="story"]', 'div[class="intro"], div[class="text"]'),
        authors=('a[rel="author"]',),
        published=("time",),
        strip=(
            "aside",
            'p[class*="promo"]',
            'body [class*="newsletter"], body [id*="newsletter"]',
            'img[src*="/pixel/"]',
        ),
        next_page=('a[class="next"]',),
        single_page=('a[href*="view=all"]',),
        replaced=(("<amp-img", "<img"), ("</amp-img>", "<!-- gone -->")),
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("title: substring-after(//h1, ':')", "title: substring-after()"),
        ("date: //time/@data-day", "date: the attribute data-day is not read"),
        ("strip: //@style", "strip: the attribute style is not read"),
        ("body: (//div)[1] | //p", "body: the first in the whole document"),
        ("strip: (//div)[1]", "strip: the first in the whole document"),
        ("http_header(user-agent): Mozilla/5.0", "http_header: feedbot asks every site in its own name"),
        ("requires_login: yes", "requires_login: feedbot does not log in"),
        ("bdoy: //div", "bdoy: not a directive that is known"),
        ("just words", "'just words' is no directive"),
        ("replace_string: x", "replace_string: nothing is looked for"),
        ("if_page_contains: //div", "if_page_contains: no link stands before it"),
        ("body: //div[", "body: expected the name of an attribute or an element, found 'the end'"),
    ],
)
def test_a_line_that_is_not_used_is_told_with_its_number(line: str, said: str) -> None:
    ((number, text),) = notes(f"# a remark\n{line}\nbody: //article")
    assert number == 2
    assert text.split(", found")[0][:30] == said.split(", found")[0][:30]
    assert parse(f"{line}\nbody: //article", "x").body == ("article",)


def test_what_steers_another_program_is_passed_over() -> None:
    assert (
        notes("tidy: yes\nparser: html5php\ntest_url: https://a.example/\ntest https://a.example/\nskip_json_ld: yes\n")
        == []
    )


def test_the_first_of_the_document_can_be_the_text() -> None:
    rules = parse("body: (//article)[1]\nbody: //main", "x")
    assert (rules.body, rules.firsts) == (("article", "main"), frozenset({"article"}))


def test_a_condition_belongs_to_the_link_before_it() -> None:
    rules = parse("single_page_link: //a[@class='all']\nif_page_contains: //div[@class='pager']", "x")
    assert rules.single_page == ('html:has(div[class="pager"]) *:is(a[class="all"])',)


def test_colons_and_quotes_in_values_stay() -> None:
    rules = parse('strip_id_or_class: "a:b"\nreplace_string(a: b): c: d\n', "x")
    assert rules.strip == ('body [class*="a:b"], body [id*="a:b"]',)
    assert rules.replaced == (("a: b", "c: d"),)


def test_any_text_is_read_without_an_error() -> None:
    chance = random.Random(3)
    for _ in range(300):
        text = "".join(chance.choice(SAMPLE) for _ in range(chance.randrange(60)))
        place = chance.randrange(len(SAMPLE))
        parse(SAMPLE[:place] + text + SAMPLE[place:], "x")


# -- folders -----------------------------------------------------------------------------------------------------------


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name.replace('__', '.')}.txt").write_text(text)
    return folder


def file_of(folders: Folders, url: str) -> str:
    rules = folders(url)
    return rules.file if rules else ""


def test_a_file_is_chosen_by_the_host(tmp_path: Path) -> None:
    rule = "body: //article"
    folder = write(tmp_path, paper__example=rule, __paper__example=rule, sport__paper__example=rule, notes="x")
    folders = Folders([folder])
    assert file_of(folders, "https://paper.example/a") == "paper.example.txt"
    assert file_of(folders, "https://www.paper.example/a") == "paper.example.txt"
    assert file_of(folders, "https://sport.paper.example:8000/a") == "sport.paper.example.txt"
    assert file_of(folders, "https://north.news.paper.example/a") == ".paper.example.txt"
    assert file_of(folders, "https://other.example/a") == ""


def test_folders_that_are_named_first_come_first(tmp_path: Path) -> None:
    mine = write(tmp_path / "mine", paper__example="body: //main")
    theirs = write(tmp_path / "theirs", paper__example="body: //article", other__example="body: //div")
    folders = Folders([mine, theirs])
    found = folders("https://paper.example/")
    assert found
    assert found.body == ("main",)
    assert file_of(folders, "https://other.example/") == "other.example.txt"


def test_a_folder_that_is_not_there_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"site_rules: .*nowhere cannot be read"):
        Folders([tmp_path / "nowhere"])


def test_rules_for_every_site_are_left_alone(tmp_path: Path) -> None:
    assert file_of(Folders([write(tmp_path, **{"global": "title: //h2"})]), "https://global/") == ""


def test_notes_are_about_the_sites_of_the_sources(tmp_path: Path) -> None:
    folder = write(tmp_path, paper__example="body: id('x')", __paper__example="bdoy: x", other__example="body: id('x')")
    told = list(map(str, Folders([folder]).notes(["https://www.paper.example:8000/news/"])))
    assert told == [
        f"{folder}/.paper.example.txt:1: bdoy: not a directive that is known",
        f"{folder}/paper.example.txt:1: body: id()",
    ]
