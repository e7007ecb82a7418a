"""An entry that is not the whole article says so in every format, and why."""

from __future__ import annotations

import pytest

from feedbot.render import FORMATS
from feedbot.render.plain import content

from .making import article, entry, feed

WHY = "its page 3 is missing: answered 404"


@pytest.mark.parametrize("name", ["atom", "rss", "json"])
def test_a_partial_entry_says_so_where_its_text_ends(name: str) -> None:
    rendered = FORMATS[name].render(feed(entry(partial=WHY)))
    assert WHY.encode() in rendered
    assert WHY.encode() not in FORMATS[name].render(feed(entry()))


def test_the_note_stands_behind_the_text_and_cannot_be_markup() -> None:
    shown = content(article(partial="<b>29</b> of 640 words"))
    assert shown.startswith(article().content)
    assert shown.endswith("only the beginning of this article: ‹b›29‹/b› of 640 words]</p>")
