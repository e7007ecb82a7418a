"""How much work a page's markup would make for the parser, measured before it is parsed.

HTML's tree construction is not linear. Measured with lexbor (selectolax 1.0): each start tag walks the open elements
(40,000 nested divs: 5 s); each attribute is compared with those before it in its tag (20,000 on one tag: up to 10 s);
each unclosed formatting element is cloned into every later block (1,000 `<font x=...><p>`, 14 KB: 180 MB). A thread
that is busy in C cannot be stopped, so a page that would cost too much is refused.

Ordinary pages pay for one count and some probes; only pages with thousands of tags, or with very long tags, are looked
at more closely. The look is no tokenizer (quotes that hide a tag's end, raw text inside SVG): it bounds what markup
does by accident or by a plain attack. A page made against these very rules still costs seconds, which only a process
that can be killed bounds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

# What is read with all its consequences (metadata, text, clean HTML) in some two seconds and 200 MB. The largest of
# 1,700 news and web pages that this was tried on has 2.3 MB and 20,000 tags.
MAX_BYTES = 8_000_000
MAX_TAGS = 150_000
MAX_WALKS = 50_000_000  # steps over open elements, some 5 ns each
MAX_CLONES = 600_000  # formatting elements cloned, some 180 bytes each
MAX_COMPARES = 30_000_000  # attributes compared, up to 25 ns each

# Counts of `<` below which the worst page is harmless: unclosed formatting (.4 s, 220 MB), nesting (.4 s).
_FEW_TO_FORMAT = 2200
_FEW_TO_NEST = 12_000
_PIECES = 100  # in which a page's tags are counted

# Page size -> bytes without a `>` that make a tag suspicious: the tags that are shorter hold too few attributes for
# their squares to sum up to more than a second.
_LONG_TAG = ((300_000, 4096), (1_000_000, 1536), (MAX_BYTES, 512))

# Elements that never nest by themselves: void ones, and those that the next of their kind closes.
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr html head body p li dt dd option optgroup"
    b" tr td th thead tbody tfoot caption colgroup rb rt rtc rp script style".split()
)
# Elements of SVG and MathML that stand alone by a "/" (which opens any HTML element all the same).
_ALONE = frozenset(
    b"path rect circle line polygon polyline ellipse use stop image g text svg symbol filter mask set view defs desc"
    b" animate animatetransform lineargradient radialgradient clippath mspace mprescripts none mrow mi mo mn".split()
)
# WHATWG HTML 13.2.4.3: elements that stay in the list of active formatting elements until they are closed; of <a> only
# one can. Three alike are the most the list keeps, so only those with attributes can pile up.
_FORMATTING = rb"[biusBIUS]|em|tt|big|font|code|nobr|small|strike|strong|EM|TT|BIG|FONT|CODE|NOBR|SMALL|STRIKE|STRONG"
_FORMAT = re.compile(rb"<(?:" + _FORMATTING + rb")\s")
_FORMAT_WHOLE = re.compile(_FORMAT.pattern + rb"[^>]*")
_FORMAT_OR_CLOSE = re.compile(rb"<(/?)(" + _FORMATTING + rb")(?=[\s/>])([^>]*)|<")
_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*)([^>]*)")
_NAME = re.compile(rb"<(?!(?:" + b"|".join(sorted(_ALONE)) + rb")\b[^>]*/>)(/?[a-z][^\s/>]*)")
_START = re.compile(rb"<[a-zA-Z]")
_ATTRIBUTE = re.compile(rb"""[^\s/>=][^\s/>=]*(?:\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s>"']+))?""")

_RAW = re.compile(rb"<(?:!--|(?:script|style|textarea|title)\b)", re.I)
_RAW_END = {
    b"!": re.compile(rb"-->"),
    b"s": re.compile(rb"</s(?:cript|tyle)", re.I),
    b"t": re.compile(rb"</t(?:extarea|itle)", re.I),
}


def fault(body: bytes) -> str:
    """Why the page must not be parsed, or "".

    >>> fault(b"<p>" * 1000)
    ''
    >>> fault(b"<div>" * 100_000)
    'elements nested 10000 deep'
    """
    if len(body) > MAX_BYTES:
        return f"{len(body) // 1_000_000} MB of markup"
    tags = body.count(b"<")
    if tags > MAX_TAGS:
        return f"{tags} tags"
    return (
        _attributes(body)
        or (_formatting(body, tags) if tags > _FEW_TO_FORMAT else "")
        or (_nesting(body) if tags > _FEW_TO_NEST else "")
    )


def _attributes(body: bytes) -> str:
    """Whether tags hold so many attributes that comparing them takes seconds."""
    step = next(length for size, length in _LONG_TAG if len(body) <= size)
    stretches = list(_stretches(body, step))
    # No attribute is shorter than two bytes: few pages could hold too many, and fewer do, even if scripts are counted.
    if sum(((end - start) // 2) ** 2 for start, end in stretches) <= MAX_COMPARES:
        return ""
    if sum(len(_ATTRIBUTE.findall(body, start, end)) ** 2 for start, end in stretches) <= MAX_COMPARES:
        return ""
    return _compared(body, stretches, step)


def _compared(body: bytes, stretches: list[tuple[int, int]], step: int) -> str:
    """The same, with comments and raw text left out, in which tags mean nothing."""
    compares = after = raw = 0
    for start, end in stretches:
        if start < after:
            continue
        if opened := _RAW.match(body, max(0, body.rfind(b"<", 0, start))):
            after = _raw_end(body, opened)
            continue
        tag = _START.search(body, start, end)
        if not tag or end - tag.start() < step:
            continue
        raw = _after_raw_text(body, raw, tag.start())
        if raw > tag.start():
            after = raw
            continue
        count = len(_ATTRIBUTE.findall(body, tag.end(), end))
        compares += count * count
        if compares > MAX_COMPARES:
            return f"a tag with {count} attributes"
    return ""


def _stretches(body: bytes, step: int) -> Iterator[tuple[int, int]]:
    """The stretches without a `>` that have a `<` in them and a whole step of the page behind it."""
    end = 0
    for probe in range(0, len(body) - step, step):
        if probe < end or body.find(b">", probe, probe + step) >= 0:
            continue
        end = body.find(b">", probe)
        end = len(body) if end < 0 else end
        start = body.find(b"<", body.rfind(b">", 0, probe) + 1, end)
        if start >= 0 and end - start >= step:
            yield start, end


def _after_raw_text(body: bytes, position: int, place: int) -> int:
    """From a position outside of comments and raw text, the end of the last of them that begins before `place`."""
    while raw := _RAW.search(body, position, place):
        position = _raw_end(body, raw)
    return position


def _raw_end(body: bytes, raw: re.Match[bytes]) -> int:
    end = _RAW_END[body[raw.start() + 1 : raw.start() + 2].lower()].search(body, raw.end())
    return end.end() if end else len(body)


def _formatting(body: bytes, tags: int) -> str:
    """Whether formatting elements pile up unclosed, so that every later block clones them all."""
    few = MAX_CLONES // tags
    if len(_FORMAT.findall(body)) < few or len(set(_FORMAT_WHOLE.findall(body))) < few:
        return ""
    active: dict[bytes, list[bytes]] = {}
    clones = piled = 0
    for closing, name, attributes in _FORMAT_OR_CLOSE.findall(_markup(body)):
        clones += piled
        if clones > MAX_CLONES:
            return f"{piled} formatting elements that are never closed"
        if not name:
            continue
        alike = active.setdefault(name.lower(), [])
        if not closing and alike.count(attributes) < 3:
            alike.append(attributes)
            piled += 1
        elif closing and alike:
            alike.pop()
            piled -= 1
    return ""


def _nesting(body: bytes) -> str:
    """Whether elements nest so deep that walking the open ones takes seconds."""
    markup = _markup(body)
    names = _NAME.findall(markup.lower())
    if len(names) * _most_open(names) <= MAX_WALKS:
        return ""
    opened: Counter[bytes] = Counter()
    depth = walks = 0
    for closing, name, rest in _TAG.findall(markup):
        name = name.lower()
        walks += depth
        if walks > MAX_WALKS:
            return f"elements nested {depth} deep"
        if name in _FLAT or (name in _ALONE and rest.endswith(b"/")):
            continue
        if not closing:
            opened[name] += 1
            depth += 1
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return ""


def _most_open(names: list[bytes]) -> int:
    """How many elements may be open at once, looked at in pieces, as if all of one were opened before any is closed.

    >>> _most_open([b"div", b"/div"] * 1000), _most_open([b"div", b"/p"] * 1000)
    (11, 1000)
    """
    opened: Counter[bytes] = Counter()
    most, step = 0, len(names) // _PIECES + 1
    for place in range(0, len(names), step):
        piece = Counter(names[place : place + step])
        opened.update({name: count for name, count in piece.items() if name[:1] != b"/" and name not in _FLAT})
        most = max(most, opened.total())
        for name, count in piece.items():
            if name[:1] == b"/" and (left := opened[name[1:]]):
                opened[name[1:]] = max(0, left - count)
    return most


def _markup(body: bytes) -> bytes:
    """The page without comments and raw text, where tags mean nothing."""
    kept, position = [], 0
    while raw := _RAW.search(body, position):
        kept.append(body[position : raw.start()])
        position = _raw_end(body, raw)
    return b"".join([*kept, body[position:]])
