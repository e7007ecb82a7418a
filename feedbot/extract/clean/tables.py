"""What may stand in a feed's HTML, and what becomes of every other element.

The allow-list follows what feed readers keep (Miniflux, FreshRSS, the W3C feed validator's warnings): semantic
elements; no style, no script, no form, no frame.
"""

from __future__ import annotations


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}

# Inline elements that are kept, by the name that they are written with.
INLINE = {
    **{name: name for name in _names("em strong b i u s sub sup code kbd samp var abbr cite q mark small del ins dfn")},
    **{name: name for name in _names("ruby rt rp bdi bdo time")},
    "strike": "s",
    "tt": "code",
}
# Inline elements of which only the content is kept.
BARE = _names("span font big nobr label data output acronym blink slot rb rtc mjx-container mjx-assistive-mml")
# Blocks that are kept by their own name.
BLOCKS = _names(
    "p blockquote ul ol li dl dt dd pre figure figcaption details summary"
    " table caption thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6"
)
# Blocks that hold inline content only: a block inside them is a line of theirs.
LINES = _names("p pre dt summary figcaption caption h1 h2 h3 h4 h5 h6")
# Blocks that hold bare text as well as blocks.
TIGHT = _names("li dd td th")

# Blocks that stand only in certain blocks, and blocks that hold only certain blocks.
_ROWS = _names("table thead tbody tfoot")
PARENTS = {
    "li": _names("ul ol"),
    "dt": _names("dl"),
    "dd": _names("dl"),
    "caption": _names("table"),
    **dict.fromkeys(["thead", "tbody", "tfoot"], _names("table")),
    "tr": _ROWS,
    "td": _names("tr"),
    "th": _names("tr"),
    "summary": _names("details"),
}
CHILDREN = {
    "ul": _names("li ul ol"),
    "ol": _names("li ul ol"),
    "dl": _names("dt dd"),
    "table": _names("caption thead tbody tfoot tr"),
    **dict.fromkeys(["thead", "tbody", "tfoot"], _names("tr")),
    "tr": _names("td th"),
    "figure": _names("p figcaption table pre blockquote ul ol dl"),
}

# Elements that go with all that is in them.
GONE = _names(
    "script style template link meta title head base svg canvas map area applet param track source input select option"
    " optgroup datalist textarea progress meter keygen noembed noframes frame frameset colgroup col wbr mjx-math"
    " -comment -doctype"
)

# Attributes that are kept; width, height and the addresses are written by the cleaner itself.
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "audio": {"src", "controls"},
    "bdo": {"dir"},
    "img": {"src", "alt", "width", "height", "title"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "video": {"src", "controls", "poster"},
}
# Those that are copied from the page as they are, where they are short.
COPIED = {name: sorted(ATTRIBUTES[name]) for name in ("abbr", "bdo", "ol", "td", "th", "time")}
TAGS = (frozenset(INLINE.values()) | BLOCKS | _names("a img br hr video audio")) - {"h1"}
SCHEMES = _names("http https mailto tel")
