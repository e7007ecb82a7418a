"""What speaks for and against each target of a section page, as numbers."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import median

from feedbot import urls
from feedbot.discover import survey as regions
from feedbot.discover.survey import Anchor, Survey, dated

_BAD_WORDS = re.compile(
    r"(?:^|[/=&?_.-])(?:categor(?:y|ies|ia|ie)|kategori\w*|tags?|label|topics?|authors?|autor|users?|profiles?|members?|login|logout|signin|sign-in"
    r"|signup|sign-up|register|registration|account|subscri\w+|newsletters?|search|page|pages|feed|rss|contact\w*|about\w*|privacy\w*|terms\w*|cookies?"
    r"|imprint|impressum|advertis\w+|careers|donate|share|sharer|intent|print|reply|comments?|feedback|help|faq|sitemap|archives?|cart|shop|lastpost"
    r"|getnewpost|newpost|unread|index|latest|action|sort|order|filter)(?=$|[/=&?_.-])",
    re.I,
)
_URL_DATE = re.compile(r"(?:19|20)\d\d[/_-]?(?:0?[1-9]|1[0-2])(?:[/_-]?[0-3]?\d)?(?=\D|$)")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|apk)$", re.I)
_MEDIA = re.compile(r"\.(?:jpe?g|png|gif|webp|mp3|mp4|svg|ics|xml)$", re.I)
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True, eq=False)
class Shape:
    """What a URL looks like, taken apart once."""

    external: bool
    depth: int
    date: bool
    hyphens: int
    digits: int
    bad: bool
    under: bool  # below the section's own path
    above: bool  # the section's own page or one above it
    query: int
    file: bool
    media: bool
    pattern: str
    host: str
    length: int


def shape(url: str, section: urls.Parts, site: str) -> Shape:
    """Take one address apart against the section page's own."""
    part = urls.parts(url)
    host = part.host.lower()
    path = part.path
    segments = [s for s in path.split("/") if s]
    last = segments[-1] if segments else ""
    external = host != section.host and urls.site(host) != site
    own = section.path.rstrip("/")
    words = []
    for s in segments:
        if len(s) > 24 or s.count("-") > 2 or s.count("_") > 2 or "%" in s:
            words.append("S")
        else:
            words.append(_DIGITS.sub("9", s))
    keys = "&".join(sorted(pair.partition("=")[0] for pair in part.query.split("&"))) if part.query else ""
    pattern = ("" if not external else "X") + "/".join(words[:-1]) + "/" + _kind(last) + "?" + keys
    return Shape(
        external=external, depth=len(segments), date=bool(_URL_DATE.search(path)),
        hyphens=max(last.count("-"), last.count("_"), last.count("%") // 4), digits=max((len(d) for d in _DIGITS.findall(last + part.query)), default=0),
        bad=bool(_BAD_WORDS.search(path + "?" + part.query)),
        under=bool(own) and path.startswith(own + "/"), above=(path.rstrip("/") == own and not part.query) or (own + "/").startswith(path.rstrip("/") + "/") and not part.query,
        query=part.query.count("=") , file=bool(_FILE.search(path)), media=bool(_MEDIA.search(path)), pattern=pattern, host=host, length=len(path) + len(part.query),
    )  # fmt: skip


def _kind(last: str) -> str:
    if not last:
        return ""
    bare, dot, ending = last.rpartition(".")
    if dot and len(ending) <= 5:
        last, ending = bare, "." + ending
    else:
        ending = ""
    if last.isdigit():
        return "9" + ending
    if last.count("-") > 1 or last.count("_") > 1 or "%" in last or len(last) > 24:
        return ("9" if last[:1].isdigit() else "") + "S" + ("9" if last[-1:].isdigit() else "") + ending
    if any(c.isdigit() for c in last):
        return "w9" + ending
    return "w" + ending


@dataclass(slots=True, eq=False)
class Group:
    """The anchors of one signature."""

    anchors: list[Anchor] = field(default_factory=list)
    size: int = 0
    stats: tuple[float, ...] = ()


@dataclass(slots=True, eq=False)
class Target:
    """One address of the page and the anchors that lead there."""

    key: str
    url: str
    anchors: list[Anchor]
    best: Anchor
    shape: Shape
    features: list[float] = field(default_factory=list)


def _strength(anchor: Anchor) -> tuple[bool, bool, int]:
    return (bool(anchor.heading and anchor.size > 3), not anchor.region & (regions.NAV | regions.FOOTER | regions.ASIDE | regions.PAGER | regions.SHARE), min(anchor.size, 150))


class Evidence:
    def __init__(self, page: Survey, url: str) -> None:
        self.page = page
        self.section = urls.parts(url)
        self.site = urls.site(self.section.host.lower())
        self.own = urls.identity(url)
        self.dates = dated(page)
        self.images = _sums(page.tags, {"img", "picture"})
        self.times = _sums(page.tags, {"time"})
        self.heads = _sums(page.tags, {"h1", "h2", "h3", "h4", "h5", "h6"})
        self.linked = self._linked()
        self.groups: dict[int, Group] = defaultdict(Group)
        self.loose: dict[int, Group] = defaultdict(Group)
        for anchor in page.anchors:
            self.groups[anchor.signature].anchors.append(anchor)
            self.loose[anchor.loose].anchors.append(anchor)
        self._cards()
        self.targets = self._targets()
        self._measure()

    def _linked(self) -> list[tuple[int, int]]:
        inside = [0] * len(self.page.texts)
        for a in self.page.anchors:
            for t in range(self.page.starts[a.element], self.page.stops[a.element]):
                inside[t] = 1
        plain, linked = [0], [0]
        for t, text in zip(inside, self.page.texts):
            size = len(text.strip())
            plain.append(plain[-1] + (0 if t else size))
            linked.append(linked[-1] + (size if t else 0))
        self.plain_sum = plain
        return linked

    def _cards(self) -> None:
        """The card of an anchor: the highest ancestor without another target of its group."""
        page = self.page
        for group in self.groups.values():
            anchors = group.anchors
            for n, anchor in enumerate(anchors):
                before = next((a.element for a in reversed(anchors[:n][-6:]) if a.key != anchor.key), -1)
                after = next((a.element for a in anchors[n + 1 : n + 7] if a.key != anchor.key), len(page.nodes))
                if before < 0 and after == len(page.nodes):
                    limit = 3
                else:
                    limit = 12
                place = anchor.element
                for _ in range(limit):
                    parent = page.parents[place]
                    if parent <= 0 or parent <= before and page.ends[parent] > before or page.ends[parent] > after:
                        break
                    place = parent
                anchor.card = place

    def _targets(self) -> list[Target]:
        by_key: dict[str, list[Anchor]] = {}
        for anchor in self.page.anchors:
            by_key.setdefault(anchor.key, []).append(anchor)
        found = []
        for key, anchors in by_key.items():
            best = max(anchors, key=_strength)
            found.append(Target(key, best.url, anchors, best, shape(best.url, self.section, self.site)))
        return found

    def _measure(self) -> None:
        page = self.page
        by_key = {t.key: t for t in self.targets}
        texts = Counter((t.best.text.lower()) for t in self.targets)
        patterns: dict[str, list[Target]] = defaultdict(list)
        for t in self.targets:
            patterns[t.shape.pattern].append(t)
        pattern_stats = {}
        total = sum(min(t.best.size, 150) for t in self.targets) or 1
        for pattern, members in patterns.items():
            sizes = [min(t.best.size, 150) for t in members]
            pattern_stats[pattern] = (float(len(members)), sum(sizes) / len(members), sum(sizes) / total, sum(bool(t.best.heading) for t in members) / len(members),
                sum(bool(t.best.region & (regions.NAV | regions.FOOTER)) for t in members) / len(members))
        card_stats: dict[int, tuple[float, ...]] = {}
        places = [a.element for a in page.anchors]
        for table in (self.groups, self.loose):
            for group in table.values():
                group.stats = self._group(group, by_key, total)
        most = max((g.stats[5] for g in self.groups.values()), default=1) or 1
        count = len(page.anchors)
        depth = len([s for s in self.section.path.split("/") if s])
        external_share = sum(t.shape.external for t in self.targets) / (len(self.targets) or 1)
        for t in self.targets:
            a, s = t.best, t.shape
            g, l = self.groups[a.signature].stats, self.loose[a.loose].stats
            card = a.card
            if card not in card_stats:
                card_stats[card] = self._card(card, places)
            c = card_stats[card]
            region = a.region
            every = 0
            alls = -1
            for other in t.anchors:
                every |= other.region
                alls &= other.region
            digits = sum(ch.isdigit() for ch in a.text) / (len(a.text) or 1)
            rank = bisect_left(places, a.element) - bisect_left(places, card)
            p = pattern_stats[s.pattern]
            t.features = [
                float(min(a.size, 200)), float(len(a.text.split())), float(a.heading), float(len(t.anchors)), float(any(x.image for x in t.anchors)),
                float(texts[a.text.lower()]), digits, float(s.external), float(s.depth), float(s.date), float(s.hyphens), float(min(s.digits, 12)), float(s.bad),
                float(s.under), float(s.above), float(s.query), float(s.file), float(s.media), float(min(s.length, 200)), *p,
                *(float(bool(region & (1 << b))) for b in range(15)), float(bool(alls & (regions.NAV | regions.FOOTER))),
                float(bool(alls & (regions.ASIDE | regions.RELATED | regions.AD))),
                *c, a.order / count, float(a.order), float(rank), *g, *l, g[5] / most, float(len(self.targets)), float(depth), external_share,
                float(t.key == self.own),
            ]  # fmt: skip

    def _card(self, card: int, places: list[int]) -> tuple[float, ...]:
        page = self.page
        end, t0, t1 = page.ends[card], page.starts[card], page.stops[card]
        lo, hi = bisect_left(places, card), bisect_left(places, end)
        keys = {page.anchors[n].key for n in range(lo, hi)}
        return (
            float(self.dates[t1] - self.dates[t0]), float(self.times[end] - self.times[card]), float(self.images[end] - self.images[card]),
            float(self.heads[end] - self.heads[card]), float(min(self.plain_sum[t1] - self.plain_sum[t0], 600)), float(min(self.linked[t1] - self.linked[t0], 600)), float(len(keys)),
        )  # fmt: skip

    def _group(self, group: Group, by_key: dict[str, Target], total: int) -> tuple[float, ...]:
        members = list({a.key: a for a in group.anchors}.values())
        n = len(members)
        sizes = [min(a.size, 150) for a in members]
        page = self.page
        cards = [(a.card, page.ends[a.card]) for a in members]
        shapes = [by_key[a.key].shape for a in members]
        return (
            float(n), sum(sizes) / n, float(median(sizes)), sum(bool(a.heading) for a in members) / n, n / len(group.anchors),
            sum(sizes) / total, sum(self.dates[page.stops[c]] > self.dates[page.starts[c]] for c, _ in cards) / n,
            sum(self.images[e] > self.images[c] for c, e in cards) / n,
            sum(min(self.plain_sum[page.stops[c]] - self.plain_sum[page.starts[c]], 600) for c, _ in cards) / n,
            sum(s.external for s in shapes) / n, sum(s.bad for s in shapes) / n, sum(s.hyphens >= 3 for s in shapes) / n,
            sum(s.digits >= 3 for s in shapes) / n, len({s.pattern for s in shapes}) / n, len({a.text for a in members}) / n,
            members[0].order / len(page.anchors), sum(by_key[a.key].best.signature == a.signature for a in members) / n,
        )  # fmt: skip


def _sums(tags: list[str], wanted: set[str]) -> list[int]:
    sums, total = [0], 0
    for tag in tags:
        total += tag in wanted
        sums.append(total)
    return sums
