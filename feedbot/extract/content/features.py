"""What the model knows of a block: some thirty small numbers, each an index into one table of weights."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate

from feedbot.extract.content import tables
from feedbot.extract.content.outline import TAG, Outline

FEATURES = (
    "genre kind parent grand size link end start phrase title struct article relation parent_count parent_link parent_mean parent_share "
    "grand_mean branch_link before_kind after_kind before_good after_good place before_dense after_dense after_picture heading "
    "repeated copy"
).split()
ARTICLE, FORUM, MANUAL = range(3)  # what sort of page it is


def _numbered(*groups: str) -> dict[int, int]:
    return {TAG[name]: number for number, group in enumerate(groups) for name in group.split()}


_KIND = _numbered(
    "p", "li", "h1", "h2", "h3", "h4", "h5 h6", "td th caption", "dt dd", "pre", "blockquote", "figcaption", "summary legend",
    "div section article main center body",
)  # fmt: skip
_OTHER_KIND = 14
_AROUND = _numbered(
    "article main", "section", "div center", "ul menu", "ol", "li", "td tr th", "blockquote", "figure", "details", "header hgroup", "footer",
    "aside", "form fieldset", "dl", "body",
)  # fmt: skip
_OTHER_AROUND = 16
_STRUCT = _numbered("html", "header", "footer", "aside", "form", "figure", "table", "blockquote", "details", "ul", "ol", "dl")
_ARTICLE_TAG = TAG["article"]
_SIZES = (4, 8, 16, 25, 40, 60, 80, 120, 200, 400)
_SHARES = (0.001, 0.1, 0.3, 0.6, 0.9)
_COUNTS = (1, 2, 4, 8, 16)
_MEANS = (20, 40, 80, 140, 220)
_PARTS = (0.001, 0.03, 0.1, 0.3, 0.8)
_GOOD = (1, 150, 500, 1500, 4000)
_OVERLAPS = (0.01, 0.5, 0.8, 0.99)
_WINDOW = 8  # blocks on each side
_GUARDED = 0.25  # names of elements that hold a larger share of the prose together say nothing against it
_WORDS = re.compile(r"\w+")
_LAST = {
    **dict.fromkeys(".。।", 0), **dict.fromkeys("!?！？؟", 1), **dict.fromkeys(":：", 2),
    **dict.fromkeys("»›→>…", 3), **dict.fromkeys("\"”’')）", 4),
}  # fmt: skip


def _last(character: str) -> int:
    return _LAST.get(character, 5 if character.isalnum() else 6)


def _first(character: str) -> int:
    if character.isalpha():
        return 0 if character.isupper() else 1 if character.islower() else 4
    return 2 if character.isdigit() else 3 if character in "\"“‘'«„" else 5


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
    """The container's blocks and elements with what the features of all of them need."""

    def __init__(self, page: Outline, top: int, weights: list[float], hints: list[int]) -> None:
        self.page, self.top = page, top
        self.first, self.last = page.start[top], page.end[top]
        good = [weight if weight > 0 else 0.0 for weight in weights]
        self.good = [0.0, *accumulate(good)]
        self.sizes = [0, *accumulate(page.size)]
        self.linked = [0, *accumulate(page.linked)]
        self.total = self.good[self.last] - self.good[self.first] or 1.0
        self.elements = self._elements()
        self.main = self._main(good)
        self._describe(hints)
        self._stats: dict[int, tuple[int, int, int, int]] = {}

    def _elements(self) -> range:
        """The elements inside the container, which are a range as well."""
        page, stop = self.page, self.top + 1
        count = len(page.nodes)
        depth_parent = page.parent[self.top]
        while stop < count and page.parent[stop] > depth_parent and page.parent[stop] >= self.top:
            stop += 1
        return range(self.top + 1, stop)

    def _main(self, good: list[float]) -> int:
        """The element that holds most prose as its own children."""
        page, held = self.page, dict[int, float]()
        for block in range(self.first, self.last):
            if good[block]:
                owner = page.owner[block]
                element = page.parent[owner] if owner != self.top and _KIND.get(page.tag[owner], 99) <= 6 else owner
                held[element] = held.get(element, 0.0) + good[block]
        return max(held, key=held.__getitem__) if held else self.top

    def _describe(self, hints: list[int]) -> None:
        """For every element: what its and its parent's names say, and all names up to the container; structure around it."""
        page, top, good = self.page, self.top, self.good
        parent, tags, names = page.parent, page.tag, page.names
        by_name: dict[str, float] = {}
        for element in self.elements:
            if hints[element]:
                name = names[element]
                by_name[name] = by_name.get(name, 0.0) + good[page.end[element]] - good[page.start[element]]
        limit = _GUARDED * self.total
        path = set()
        element = self.main
        while element >= top:
            path.add(element)
            element = parent[element]
        self.path = path
        near, far, struct, articles, branch = {top: 0}, {top: 0}, {top: 0}, {top: 0}, {top: top}
        own = {top: 0}
        seen = 0
        for element in self.elements:
            above = parent[element]
            hint = hints[element]
            if hint and by_name[names[element]] > limit:
                hint = 0
            own[element] = hint
            near[element] = hint | own[above]
            far[element] = far[above] | hint
            tag = tags[element]
            struct[element] = _STRUCT.get(tag, struct[above])
            if tag == _ARTICLE_TAG:
                seen += 1
                articles[element] = min(seen, 3)
            else:
                articles[element] = articles[above]
            branch[element] = element if above in path and element not in path else branch[above]
        self.near, self.far, self.struct, self.articles, self.branch = near, far, struct, articles, branch

    def stats(self, element: int) -> tuple[int, int, int, int]:
        """Of an element: number of blocks, share of links, mean block size, share of the container's prose; all binned."""
        known = self._stats.get(element)
        if known is None:
            start, end = self.page.start[element], self.page.end[element]
            count = end - start or 1
            size = self.sizes[end] - self.sizes[start] or 1
            known = self._stats[element] = (
                bisect_left(_COUNTS, count),
                bisect_left(_SHARES, (self.linked[end] - self.linked[start]) / size),
                bisect_left(_MEANS, size / count),
                bisect_left(_PARTS, (self.good[end] - self.good[start]) / self.total),
            )
        return known


def rows(region: Region, genre: int, title: str) -> list[tuple[int, ...]]:
    """One row of FEATURES for each of the container's blocks."""
    page, top, first, last = region.page, region.top, region.first, region.last
    good, sizes, stats, parent, tags = region.good, region.sizes, region.stats, page.parent, page.tag
    main, path, total, start = region.main, region.path, region.total, region.good[region.first]
    title_words = set(_WORDS.findall(title.lower()))
    kinds = [_KIND.get(tags[page.owner[block]], _OTHER_KIND) for block in range(first, last)]
    lasts = [_last(text[-1]) for text in page.text[first:last]]
    looks = [0, *map(_look, kinds, page.size[first:last], page.linked[first:last], lasts), 0]
    try:
        heading = first + kinds.index(2)
    except ValueError:
        heading = -1
    count: dict[str, int] = {}
    for text in page.text[first:last]:
        count[text] = count.get(text, 0) + 1
    seen: set[str] = set()
    made: list[tuple[int, ...]] = []
    for block in range(first, last):
        owner, text, size = page.owner[block], page.text[block], page.size[block]
        above = parent[owner] if owner != top else top
        grand = parent[above] if above != top else top
        at = block - first
        title_share = phrase = 0
        if size < 200:
            phrase = tables.phrase(text)
            words = _WORDS.findall(text.lower())
            if words:
                title_share = bisect_left(_OVERLAPS, sum(word in title_words for word in words) / len(words))
        low, high = max(first, block - _WINDOW), min(last, block + _WINDOW + 1)
        _, parent_link, parent_mean, parent_share = parent_stats = stats(above)
        before, here, after, rest = good[block], good[block + 1], good[last] - good[block + 1], sizes[high] - sizes[block + 1]
        made.append(
            (
                genre,
                kinds[at],
                _AROUND.get(tags[above], _OTHER_AROUND),
                _AROUND.get(tags[grand], _OTHER_AROUND),
                bisect_left(_SIZES, size),
                bisect_left(_SHARES, page.linked[block] / size),
                lasts[at],
                _first(text[0]),
                phrase,
                title_share,
                region.struct[owner],
                region.articles[owner],
                0 if above == main else 1 if owner == main else 2 if grand == main else 3 if owner in path or above in path else 4,
                parent_stats[0],
                parent_link,
                parent_mean,
                parent_share,
                stats(grand)[2],
                stats(region.branch[owner])[1],
                looks[at],
                looks[at + 2],
                bisect_left(_GOOD, before - start),
                bisect_left(_GOOD, after),
                int(8 * (before - start) / (total + 1)),
                bisect_left(_SHARES, (before - good[low]) / (sizes[block] - sizes[low] or 1)),
                bisect_left(_SHARES, (good[high] - here) / (rest or 1)),
                min(2, page.pictures[block + 1] - page.pictures[block]) if block + 1 < len(page.pictures) else 0,
                0 if heading < 0 else 1 if block < heading else 2 if block == heading else 3 if block < heading + 4 else 4,
                min(count[text], 3) - 1,
                1 if text in seen else 0,
            )
        )
        seen.add(text)
    return made
