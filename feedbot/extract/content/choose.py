"""Which element holds the article: the one whose blocks weigh most, taken together.

Every block weighs what it would give to an article (prose) or take from it (links), and an element weighs the sum of its
blocks. The heaviest element holds all prose and no more links than it must; text that is split over many cards
therefore needs no special rule: their common parent outweighs each of them.
"""

from __future__ import annotations

import re
from itertools import accumulate

from feedbot.extract.content import tables
from feedbot.extract.content.outline import TAG, Outline

_PROSE = 80  # characters from which a block without many links counts as prose
_MOST = 600  # one block counts no more than this, so that one long licence text does not outweigh an article
_SLACK = 0.03  # a child element that keeps all but this share is the better choice
_ENDS_SENTENCE = re.compile(r"[.!?…。！？।؟:;]['\"”’»)\]]*$")
_OUTER = frozenset(TAG[name] for name in ("header", "footer", "aside", "form", "figcaption", "address", "fieldset"))
_OUTER_IN_FORUM = _OUTER - {TAG["form"], TAG["fieldset"]}  # boards wrap their posts into the form that moderates them
_BODY, _COMMENT = tables.BIT["body"], tables.BIT["comment"]


def _suspects(page: Outline, hints: list[int], forum: bool) -> list[int]:
    """For every element 1 where it or an element around it looks like no article, 2 and 3 where it looks like comments."""
    outer = _OUTER_IN_FORUM if forum else _OUTER
    junk = tables.JUNK_IN_FORUM if forum else tables.JUNK
    flags = [0] * len(page.nodes)
    parent, tags = page.parent, page.tag
    for element in range(1, len(flags)):
        flag, hint = flags[parent[element]], hints[element]
        if tags[element] in outer or hint & junk and not hint & _BODY:
            flag |= 1
        if hint & _COMMENT and not forum:
            flag |= 3
        flags[element] = flag
    return flags


def weigh(page: Outline, hints: list[int], forum: bool) -> list[float]:
    """What each block gives to an article, in characters of prose; below zero for links."""
    flags = _suspects(page, hints, forum)
    weights: list[float] = []
    for block, (size, linked) in enumerate(zip(page.size, page.linked, strict=True)):
        if linked > 0.5 * size:
            weight = -0.3 * min(size, 100)
        elif size >= _PROSE:
            weight = min(size - 2 * linked, _MOST)
        elif _ENDS_SENTENCE.search(page.text[block]):
            weight = 0.5 * size
        else:
            weight = 0
        flag = flags[page.owner[block]]
        if flag and weight > 0:
            weight = 0 if flag & 2 else 0.3 * weight
        weights.append(weight)
    return weights


def container(page: Outline, weights: list[float]) -> int:
    """The heaviest element, narrowed to the smallest one inside it that keeps nearly all of the weight."""
    sums = [0.0, *accumulate(weights)]
    totals = [sums[end] - sums[start] for start, end in zip(page.start, page.end, strict=True)]
    best = max(range(len(totals)), key=lambda element: (totals[element], element))
    enough = (1 - _SLACK) * totals[best]
    chosen = best
    for element in range(best + 1, len(totals)):
        if page.start[element] >= page.end[best]:
            break
        if page.parent[element] == chosen and totals[element] >= enough:
            chosen = element
    return chosen
