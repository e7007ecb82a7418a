from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from feedbot.discover import regions
from feedbot.discover.evidence import OWN, SHARED, Evidence
from feedbot.discover.model import Trees, trained
from feedbot.discover.shapes import Shapes
from feedbot.discover.survey import survey
from feedbot.document import Document
from feedbot.model import Page

TREES = [
    [0, 1.0, -1.0, [1, 2.0, 0.5, [0, 3.0, 1.5, 2.5]]],
    [1, 0.0, [0, 2.0, 0.1, 0.2], 0.4],
    0.25,
]


def walked(tree: object, row: tuple[float, ...]) -> float:
    while isinstance(tree, list):
        feature, limit, low, high = tree
        tree = low if row[feature] <= limit else high
    assert isinstance(tree, float)
    return tree


def test_all_trees_at_once_answer_as_each_tree_walked() -> None:
    trees = Trees(0.0, TREES)
    for row in itertools.product((-1.0, 0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 9.0), repeat=2):
        left = trees.left(row[:1]) & trees.left(row[1:], 1)
        assert left == trees.left(row)
        sums = [list(scores)[byte] for scores, byte in zip(trees.leaves, left.to_bytes(3, "little"), strict=True)]
        assert sums == [walked(tree, row) for tree in TREES]


def test_the_trained_trees_ask_for_features_that_exist() -> None:
    assert len(trained().limits) <= len(OWN + SHARED)


def test_rows_are_as_long_as_their_names() -> None:
    page = Page(url="https://x.example/", body=b"<ul><li><a href=/a/1>One</a><li><a href=/a/2>Two</a></ul>")
    evidence = Evidence(survey(Document(page)), page.url)
    (group,) = evidence.lists
    assert len(group.shared) == len(SHARED)
    assert all(len(target.own) == len(OWN) for target in group.members)


def test_addresses_of_one_kind_have_one_pattern() -> None:
    shapes = Shapes("https://x.example/news/")
    one, two, other = (
        shapes.of(f"x.example/{path}") for path in ("2024/05/a-long-story", "2023/11/another-long-one", "tag/sea")
    )
    assert one.pattern == two.pattern != other.pattern
    assert one.date
    assert other.listing
    assert shapes.of("elsewhere.example/a").external
    assert shapes.of("x.example/news").above


def test_a_wrapper_that_names_its_sidebar_is_no_sidebar() -> None:
    assert not regions.of_words("has-sidebar")[1] & regions.ASIDE
    assert not regions.of_words("content-sidebar-wrap")[1] & regions.ASIDE
    assert regions.of_words("left-sidebar")[1] & regions.ASIDE


def test_what_holds_most_links_is_no_part_of_the_page_whatever_its_class() -> None:
    links = "".join(f"<p><a href=/a/{n}>Story number {n}</a></p>" for n in range(9))
    page = survey(Document(Page(url="https://x.example/", body=f'<div class="menu">{links}</div>'.encode())))
    assert not any(anchor.place.region & regions.NAV for anchor in page.anchors)


@given(st.text(max_size=80))
def test_any_class_words_can_be_read(words: str) -> None:
    stable, bits = regions.of_words(words)
    assert bits >= 0
    assert set(stable.split()) <= set(words.split())
