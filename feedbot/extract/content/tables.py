"""What content detection knows of HTML and of the words that sites put into class and id attributes."""

from __future__ import annotations

import re

# Elements whose text is never read: no text at all, or the controls of the page.
SKIPPED = frozenset(
    "script style template noscript svg iframe select datalist input textarea object embed canvas map link meta nav head "
    "title base param source track dialog progress meter math-field".split()
)
# Elements that a reader sees inside a line (HTML standard, 4.5 and 4.7); all others break it.
INLINE = frozenset(
    "span b strong i em u s strike del ins font small big sub sup code kbd samp var tt cite q abbr acronym dfn time mark "
    "label bdi bdo wbr data ruby rb rt rp math output nobr slot picture".split()
)
MEDIA = frozenset("img video audio".split())
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TAGS = (
    SKIPPED
    | INLINE
    | MEDIA
    | frozenset(HEADINGS)
    | frozenset(
        "a br button html body main article section div p ul ol li dl dt dd table caption thead tbody tfoot tr td th "
        "blockquote pre figure figcaption aside header footer form fieldset legend details summary address hr center "
        "hgroup search menu".split()
    )
)

# What class and id words say of an element. Word borders are hyphen, underscore, blank and camel case.
JUNK, COMMENT, META, CAPTION, BODY, HIDDEN, FORUM = (1 << n for n in range(7))

_WORDS: dict[int, str] = {
    # navigation, promotion and controls: what gold texts keep less than one time in ten
    JUNK: """
        nav navbar navigation menu breadcrumb breadcrumbs crumbs sidebar rail footer masthead topbar toolbar
        related recommended recommendations recommendation trending popular mostread mostpopular outbrain taboola recirc recirculation readmore
        morefrom upnext nextarticle prevnext pagination pager postnav
        share sharing shareaholic sharedaddy addtoany addthis social socials follow followus
        newsletter subscribe subscription signup optin mailchimp mc4wp paywall piano regwall
        ad ads advert advertisement advertising adslot adbox dfp sponsor sponsored promo promotion promoted banner
        cookie cookies consent gdpr popup modal overlay lightbox tooltip
        donate donation donations fundraising cta calltoaction widget widgets
        login register signin search searchform form jp-relatedposts
        werbung anzeige anzeigen publicite publicidad relacionadas relacionados compartir partage teilen verwandte
    """,
    COMMENT: "comment comments commentlist commentform disqus respond kommentar kommentare comentario comentarios commentaires reactions reacties",
    META: """
        author authors byline bylines bio biography authorbox contributor meta postmeta entrymeta dateline timestamp date pubdate
        published tags tag taglist tagcloud categories category topics keywords credit credits copyright disclaimer license print rating ratings
        likes views readingtime
    """,
    CAPTION: "caption captions wp-caption-text figcaption bildunterschrift",
    BODY: """
        articlebody articletext articlecontent postcontent postbody posttext entrycontent entrybody storybody storytext storycontent
        pagecontent maincontent contentbody bodytext richtext bodycopy articlebodycontent texte cuerpo article story post entry content body text
    """,
}
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LOOKUP = {word.replace("-", ""): bit for bit, listed in _WORDS.items() for word in listed.split()}
_cache: dict[str, int] = {}


def hints(names: str) -> int:
    """The bits that an element's class and id words carry; the words alone, and each pair of neighbours run together."""
    bits = _cache.get(names)
    if bits is None:
        words = [word.lower() for word in _WORD.findall(names)]
        bits = 0
        for index, word in enumerate(words):
            bits |= _LOOKUP.get(word, 0)
            if index:
                bits |= _LOOKUP.get(words[index - 1] + word, 0)
        if len(_cache) > 20_000:
            _cache.clear()
        _cache[names] = bits
    return bits
