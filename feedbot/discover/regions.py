"""What a part of a page is for, read from its tag, class and id: bits that everything inside inherits.

Class and id words are those of themes and frameworks; they are English whatever the language of the page.
"""

from __future__ import annotations

import re
from functools import lru_cache

NAMES = (
    "nav", "header", "footer", "aside", "widget", "related", "main", "article", "comment", "share", "meta", "pager",
    "hidden", "ad", "form",
)  # fmt: skip
(NAV, HEADER, FOOTER, ASIDE, WIDGET, RELATED, MAIN, ARTICLE, COMMENT, SHARE, META, PAGER, HIDDEN, AD, FORM) = (
    1 << bit for bit in range(len(NAMES))
)

# Parts that frame a page. What stands in CLOSED parts is no item, in FRAME parts seldom.
CLOSED = NAV | FOOTER | SHARE
FRAME = CLOSED | ASIDE | PAGER
# What only a part can be; an element that holds most of the page's links is none of these, whatever it is called.
PARTIAL = FRAME | HEADER | WIDGET | RELATED | COMMENT | META | HIDDEN | AD | FORM

TAGS = {
    "nav": NAV, "header": HEADER, "footer": FOOTER, "aside": ASIDE, "main": MAIN, "article": ARTICLE, "form": FORM,
    "address": META, "dialog": HIDDEN,
}  # fmt: skip

_WORDS = {
    NAV: "nav navbar navigation menu menus submenu megamenu topbar breadcrumb breadcrumbs toolbar subnav topnav mainnav"
    " sitenav dropdown",
    HEADER: "header masthead branding logo siteheader",
    FOOTER: "footer colophon siteinfo copyright bottombar",
    ASIDE: "sidebar aside rail rightbar leftbar rightcol leftcol rightcolumn leftcolumn secondary tertiary sidebox"
    " sidecol",
    WIDGET: "widget widgets module block box portlet",
    RELATED: "related popular trending recommended recommendation recommendations mostread mostviewed mostpopular"
    " viewed recent latest similar ticker newsticker marquee toplist ranking highlights carousel slider slideshow slick"
    " swiper owl promo also",
    MAIN: "main content primary maincontent articles posts feed river stream listing archive results",
    ARTICLE: "article post entry story item hentry card teaser episode thread topic discussion",
    COMMENT: "comment comments reply replies respond disqus lastpost",
    SHARE: "share sharing social follow addthis addtoany sharedaddy",
    META: "byline author authors meta category categories cat tag tags tagcloud kicker label labels topics posted info"
    " date time",
    PAGER: "pagination pager paging pages pagenav paginate paginator pagelist pagenavi",
    HIDDEN: "modal popup overlay offcanvas cookie cookies gdpr consent skip",
    AD: "ad ads advert advertisement advertising sponsor sponsored sponsors banner banners adsense donate newsletter"
    " subscribe",
}  # fmt: skip
_BIT_OF = {word: bit for bit, words in _WORDS.items() for word in words.split()}
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Words that tell one row of a list from the next, not one list from another.
_VARIANT = frozenset(
    "odd even first last alt active current selected sticky featured new hot unread read hidden visible open closed"
    " left right top middle center start end hover clearfix cf".split()
)
# Words that say what an element has beside it, not what it is (has-sidebar, no-footer).
_BESIDE = re.compile(r"(?:has|with|without|no|is|not|js)[-_]", re.I)
_STABLE = re.compile(r"[A-Za-z][A-Za-z_-]*")
# Names that a build tool made up (huZCWi): two or more capitals after the first letter.
_HASHED = re.compile(r"[A-Za-z][a-z]*[A-Z][a-z]*[A-Z][A-Za-z]*")

_known: dict[str, tuple[str, int]] = {}


def of_words(words: str) -> tuple[str, int]:
    """The lasting words of a class or id attribute, and the bits that its words name.

    >>> of_words("post-17 entry odd huZCWi") == ("entry", ARTICLE)
    True
    """
    known = _known.get(words)
    if known is None:
        if len(_known) > 20_000:
            _known.clear()
        known = _known[words] = _read(words)
    return known


def _read(words: str) -> tuple[str, int]:
    stable, bits = [], 0
    for word in words.split()[:8]:
        lasting, own = _word(word)
        bits |= own
        if lasting:
            stable.append(word)
    return " ".join(stable[:3]), bits


@lru_cache(maxsize=8192)
def _word(word: str) -> tuple[bool, int]:
    """Whether a word says what its element is at every visit and in every row, and the bits that it names."""
    lasting = _STABLE.fullmatch(word) and word.lower() not in _VARIANT and not _HASHED.fullmatch(word)
    if _BESIDE.match(word):
        return bool(lasting), 0
    own = _BIT_OF.get(word.lower(), 0)
    for piece in _PIECE.findall(word[:60]):
        own |= _BIT_OF.get(piece.lower(), 0)
    return bool(lasting), own & ~ASIDE if own & MAIN else own  # content-sidebar-wrap holds both
