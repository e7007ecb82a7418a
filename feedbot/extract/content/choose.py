"""Which element holds the article: the one whose blocks weigh most, taken together.

Every block weighs what it would give to an article (prose) or take from it (links), and an element weighs the sum
of its blocks. The heaviest element holds all prose and no more links than it must; text that is split over many cards
therefore needs no special rule: their common parent outweighs each of them.
"""

from __future__ import annotations

from itertools import accumulate

from feedbot.extract import names
from feedbot.extract.outline import TAG, Outline
from feedbot.extract.tables import HEADINGS

_PROSE = 80  # characters from which a block without many links counts as prose
_MOST = 600  # one block counts no more than this, so that one long licence text does not outweigh an article
_MOST_OF_ALL = 0.5
_ENOUGH = 0.15
_SUSPECT = (1.0, 0.3, 0.0, 0.0)  # what prose counts under each flag
_LINK_COST = 0.3  # of a character in a block that is mostly links
_SLACK = 0.01  # a child element that keeps all but this share is the better choice
_NAMED_SLACK = 0.2  # the same, for an element whose tag says that it is the article
_NAMED = frozenset((TAG["article"], TAG["main"]))
_ENDS = tuple(".!?…。！？।؟:;")  # a sentence, with or without
_CLOSING = "'\"”’»)]"
_OUTER = frozenset(TAG[name] for name in ("header", "footer", "aside", "form", "figcaption", "address", "fieldset"))
_OUTER_IN_FORUM = _OUTER - {TAG["form"], TAG["fieldset"]}  # boards wrap their posts into the form that moderates them
# Elements that hold one paragraph; what holds it is the container, since a lone paragraph has neighbours.
_LEAVES = frozenset(TAG[name] for name in ("p", "pre", "blockquote", "li", "dd", "figcaption", *HEADINGS))
_BODY, _COMMENT = names.BIT["body"], names.BIT["comment"]


def _prose(page: Outline) -> list[float]:
    """What each block gives to an article by its text alone, in characters; below zero for links."""
    made: list[float] = []
    for text, size, linked in zip(page.text, page.size, page.linked, strict=True):
        if linked > 0.5 * size:
            made.append(-_LINK_COST * (size if size < 100 else 100))
        elif size >= _PROSE:
            made.append(min(size - 2 * linked, _MOST) if " " in text[:_PROSE] or not text.isascii() else 0)
        elif text.endswith(_ENDS) or text.rstrip(_CLOSING).endswith(_ENDS):
            made.append(0.5 * size)
        else:
            made.append(0)
    return made


def _suspects(page: Outline, hints: list[int], sums: list[float], comments: bool) -> list[int]:
    """For every element 1 where it or an element around it looks like no article, 3 where it looks like comments.

    An element that holds half of the page's prose is above suspicion; `sums` are the prose up to each block.
    """
    outer, junk = (_OUTER_IN_FORUM, names.JUNK_IN_FORUM) if comments else (_OUTER, names.JUNK)
    limit = _MOST_OF_ALL * sums[-1]
    start, end = page.start, page.end
    flags = [0] * len(hints)
    for element, (above, tag, hint) in enumerate(zip(page.parent, page.tag, hints, strict=True)):
        flag = flags[above] if element else 0
        if hint or tag in outer:
            suspect = tag in outer or (hint & junk and not hint & _BODY)
            if suspect and sums[end[element]] - sums[start[element]] < limit:
                flag |= 1
            if hint & _COMMENT and not comments and element:
                flag |= 3
        flags[element] = flag
    return flags


def weigh(page: Outline, forum: bool) -> list[float]:
    """What each block gives to an article, in characters of prose; below zero for links.

    Where nearly all prose stands in what looks like comments, the names lie, and comments count as text.
    """
    prose = _prose(page)
    sums = [0.0, *accumulate([weight if weight > 0 else 0.0 for weight in prose])]
    spans = enumerate(zip(page.start, page.end, strict=True))
    hints = page.kinds(element for element, (first, last) in spans if sums[first] < sums[last])
    weights: list[float] = []
    for comments in (True,) if forum else (False, True):
        flags = _suspects(page, hints, sums, comments)
        weights = [
            weight if weight <= 0 or not flags[owner] else _SUSPECT[flags[owner]] * weight
            for weight, owner in zip(prose, page.owner, strict=True)
        ]
        if sum([weight for weight in weights if weight > 0]) > _ENOUGH * sums[-1]:
            break
    return weights


def container(page: Outline, weights: list[float]) -> int:
    """The heaviest element, narrowed to the smallest one inside it that keeps nearly all of the weight.

    An <article> may keep less: what stands beside it is a notice of the site, and brings in its menus.
    """
    sums = [0.0, *accumulate(weights)]
    totals = [sums[end] - sums[start] for start, end in zip(page.start, page.end, strict=True)]
    holders = [element for element in range(len(totals)) if page.tag[element] not in _LEAVES]
    best = max(holders, key=lambda element: (totals[element], element), default=0)
    enough, enough_if_named = (1 - _SLACK) * totals[best], (1 - _NAMED_SLACK) * totals[best]
    chosen = best
    for element in range(best + 1, len(totals)):
        if page.start[element] >= page.end[best]:
            break
        if totals[element] < enough_if_named or page.tag[element] in _LEAVES:
            continue
        if page.tag[element] in _NAMED or (page.parent[element] == chosen and totals[element] >= enough):
            chosen = element
    return chosen
