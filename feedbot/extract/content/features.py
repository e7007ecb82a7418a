"""What the model knows of a block: some small numbers, each an index into one table of weights."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from feedbot.extract import embedded
from feedbot.extract.content import tables
from feedbot.extract.outline import KNOWN, TAG, Outline

# Of the element that holds the block's element: computed once for all blocks in it.
PLACE = "parent grand struct count link_share mean_size".split()
# Of the block itself and of its neighbours.
BLOCK = "kind size link end phrase title before_kind after_kind before_good after_good position".split()
GENRES = ("article", "forum", "manual")  # what sort of page it is
ARTICLE, FORUM, MANUAL = range(3)


def _numbered(*groups: str) -> dict[int, int]:
    return {TAG[name]: number for number, group in enumerate(groups) for name in group.split()}


_KIND = _numbered(
    "p", "li", "h1", "h2", "h3 button", "h4", "h5 h6", "td th caption", "dt dd", "pre", "blockquote", "figcaption",
    "summary legend",
    "div section article main center body",
)  # fmt: skip
_OTHER_KIND = 14
_AROUND = _numbered(
    "article main", "section", "div center", "ul menu", "ol", "li", "td tr th", "blockquote", "figure", "details",
    "header hgroup", "footer",
    "aside", "form fieldset", "dl", "body",
)  # fmt: skip
_OTHER_AROUND = 16
_STRUCT = _numbered(*"hr header footer aside form figure table blockquote details ul ol dl".split())
_HUGE = 400  # characters from which size says no more
_LINE = 200  # characters below which the words of a block are looked at
_SIZES = (4, 8, 16, 25, 40, 60, 80, 120, 200, 400)
_SIZE_BIN = [bisect_left(_SIZES, size) for size in range(_HUGE)]
_SHARES = (0.001, 0.1, 0.3, 0.6, 0.9)
_SHARE_BIN = [bisect_left(_SHARES, (n + 0.5) / 50) for n in range(51)]  # by the half hundredth part
_COUNTS = (1, 2, 4, 8, 16)
_MEANS = (20, 40, 80, 140, 220)
_GOOD = (1, 150, 500, 1500, 4000)
_OVERLAP = (0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4)  # tenths of a line's words that stand in the title
_GUARDED = 0.25  # names of elements that hold a larger share of the prose together say nothing against it
_LAST = {
    **dict.fromkeys(".。।", 0), **dict.fromkeys("!?！？؟", 1), **dict.fromkeys(":：", 2),
    **dict.fromkeys("»›→>…", 3), **dict.fromkeys("\"”’')）", 4),
}  # fmt: skip


def _last(character: str) -> int:
    return _LAST.get(character, 5 if character.isalnum() else 6)


def _look(kind: int, size: int, linked: int, last: int) -> int:
    """A block as its neighbours see it: heading, link, short or long text, with or without the end of a sentence."""
    if 2 <= kind <= 6:
        return 2 if linked > 0.6 * size else 1
    if linked > 0.6 * size:
        return 3 if size < 60 else 4
    if size < 25:
        return 5
    ended = last < 3 or last == 4
    if size < 80:
        return 7 if ended else 6
    return 8 if ended else 9


class Region:
    """The container's blocks and elements, with what the features of all of them need."""

    def __init__(self, page: Outline, top: int, weights: list[float]) -> None:
        self.page, self.top = page, top
        self.first, self.last = page.start[top], page.end[top]
        self.texts, self.owners = page.text[self.first : self.last], page.owner[self.first : self.last]
        good = [weight if weight > 0 else 0.0 for weight in weights]
        self.good = [0.0, *accumulate(good)]
        self.sizes = [0, *accumulate(page.size)]
        self.linked = [0, *accumulate(page.linked)]
        self.total = self.good[self.last] - self.good[self.first] or 1.0
        self.elements = self._elements()
        self._describe()

    def _elements(self) -> range:
        """The elements inside the container, which are a range as well."""
        parent, top = self.page.parent, self.top
        stop = top + 1
        while stop < len(parent) and parent[stop] >= top:
            stop += 1
        return range(top + 1, stop)

    def _own_hints(self) -> list[int]:
        """What names say, without names that so much of the prose bears that they cannot mean anything bad."""
        page, good, hints = self.page, self.good, self.page.kinds(self.elements)
        own = [0] * len(hints)
        bearing: dict[str, float] = {}
        for element in self.elements:
            if hints[element]:
                name = page.names[element]
                bearing[name] = bearing.get(name, 0.0) + good[page.end[element]] - good[page.start[element]]
        limit = _GUARDED * self.total
        for element in self.elements:
            if hints[element] and bearing[page.names[element]] <= limit:
                own[element] = hints[element]
        return own

    def _describe(self) -> None:
        """For every element what its, its parent's and all names up to the container say; structure around it."""
        parent, tags, count = self.page.parent, self.page.tag, len(self.page.tag)
        own = self._own_hints()
        self.near, self.far, self.struct = near, far, struct = [0] * count, [0] * count, [0] * count
        for element in self.elements:
            above = parent[element]
            near[element] = own[element] | own[above]
            far[element] = own[element] | far[above]
            struct[element] = _STRUCT.get(tags[element]) or struct[above]

    def above(self, element: int) -> int:
        """The parent, but never outside the container."""
        return self.page.parent[element] if element != self.top else element

    def around(self, element: int) -> Iterator[int]:
        """The element and those around it, up to the container."""
        while element != self.top:
            yield element
            element = self.page.parent[element]

    @cached_property
    def posts(self) -> list[tuple[int, embedded.Kind]]:
        """The elements that show a post, a film or a page of another site."""
        tags, names, nodes = self.page.tag, self.page.names, self.page.nodes
        telling = embedded.telling(names[self.elements.start : self.elements.stop])
        asked = (element for element in self.elements if tags[element] > KNOWN or names[element] in telling)
        return [(element, kind) for element in asked if (kind := embedded.kind(nodes[element]))]

    def place(self, element: int) -> tuple[int, ...]:
        """The PLACE features of an element that holds blocks' elements."""
        tags, grand = self.page.tag, self.above(element)
        start, end = self.page.start[element], self.page.end[element]
        count = end - start or 1
        size = self.sizes[end] - self.sizes[start] or 1
        return (
            _AROUND.get(tags[element], _OTHER_AROUND),
            _AROUND.get(tags[grand], _OTHER_AROUND),
            self.struct[element],
            bisect_left(_COUNTS, count),
            _SHARE_BIN[50 * (self.linked[end] - self.linked[start]) // size],
            bisect_left(_MEANS, size / count),
        )


def rows(region: Region, title: str) -> list[tuple[int, ...]]:
    """One row of BLOCK features for each of the container's blocks."""
    page, first, last, texts, good = region.page, region.first, region.last, region.texts, region.good
    sizes, linked = page.size[first:last], page.linked[first:last]
    kinds = [_KIND.get(page.tag[owner], _OTHER_KIND) for owner in region.owners]
    lasts = [_last(text[-1]) for text in texts]
    looks = [0, *map(_look, kinds, sizes, linked, lasts), 0]
    before = [value - good[first] for value in good[first:last]]
    after = [good[last] - value for value in good[last:first:-1]]
    parts = 8 / (region.total + 1)
    columns = (
        kinds,
        [_SIZE_BIN[size] if size < _HUGE else len(_SIZES) for size in sizes],
        [_SHARE_BIN[50 * links // size] if links else 0 for links, size in zip(linked, sizes, strict=True)],
        lasts,
        *_said(texts, title),
        looks[:-2],
        looks[2:],
        _binned(before, _GOOD),
        _binned(after, _GOOD)[::-1],
        [int(value * parts) for value in before],
    )
    return list(zip(*columns, strict=True))


def _said(texts: list[str], title: str) -> tuple[list[int], list[int]]:
    """For each text the phrase that it begins with, and how much of it the title says; of short ones only."""
    in_title = set(title.lower().split()).__contains__
    phrases, shares = [0] * len(texts), [0] * len(texts)
    for at, text in enumerate(texts):
        if len(text) < _LINE:
            words = text.lower().split()
            phrases[at] = tables.phrase(words) if "©" not in text else tables.SOURCE
            shares[at] = _OVERLAP[10 * sum(map(in_title, words)) // len(words)]
    return phrases, shares


def _binned(rising: list[float], limits: tuple[int, ...]) -> list[int]:
    """`bisect_left(limits, value)` for each of the values, which never fall."""
    made: list[int] = []
    for bin, limit in enumerate(limits):
        made += [bin] * (bisect_right(rising, limit, len(made)) - len(made))
    return made + [len(limits)] * (len(rising) - len(made))
