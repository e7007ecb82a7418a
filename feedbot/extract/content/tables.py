"""What content detection knows of HTML and of the words that sites put into class and id attributes."""

from __future__ import annotations

import re

# Elements whose text is never read: no text at all, or the controls of the page.
SKIPPED = frozenset(
    "script style template noscript svg iframe select datalist input textarea object embed canvas map link meta nav head "
    "title base param source track dialog progress meter".split()
)
# Elements that a reader sees inside a line (HTML standard, 4.5 and 4.7); all others break it.
INLINE = frozenset(
    "span b strong i em u s strike del ins font small big sub sup code kbd samp var tt cite q abbr acronym dfn time mark "
    "label bdi bdo wbr data ruby rb rt rp math output nobr slot picture".split()
)
MEDIA = frozenset("img video audio".split())
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(
    "html body main article section div p ul ol li dl dt dd table caption thead tbody tfoot tr td th blockquote pre figure "
    "figcaption aside header footer form fieldset legend details summary address hr center hgroup search menu".split()
)
TAGS = SKIPPED | INLINE | MEDIA | BLOCKS | frozenset(HEADINGS) | {"a", "br", "button"}

# What class, id, role and itemprop words say of an element, by kind; a word may stand for two that are written apart.
# The kinds are those in which gold texts differ; the words are what sites in the web's main languages write.
KINDS: dict[str, str] = {
    "comment": """comment comments commentlist commentform disqus respond reply replies discussion kommentar kommentare comentario
        comentarios commentaires reactions reacties opinie komentarze yorumlar""",
    "share": """share sharing shareaholic sharedaddy addtoany addthis social socials follow followus facebook twitter linkedin whatsapp
        pinterest instagram telegram like likes compartir compartilhar partage partager teilen condividi delen udostepnij""",
    "promo": """promo promos promotion promoted newsletter newsletters subscribe subscription signup optin mailchimp mc4wp paywall piano
        regwall donate donation donations fundraising cta calltoaction banner popup modal overlay dialog lightbox offer
        affiliate sponsor sponsored ad ads advert advertisement advertising adslot dfp werbung anzeige anzeigen publicite publicidad
        reklama reklam pubblicita advertentie callout btn button buttons login register signin""",
    "related": """related recommended recommendations recommendation trending popular mostread mostpopular outbrain taboola recirc
        readmore morefrom upnext nextarticle prevnext latest recent relatedposts jp teaser teasers card cards carousel slider swiper slide
        relacionadas relacionados verwandte correlati liees similaires powiazane benzer loop posts articles items""",
    "nav": """nav navbar navigation menu menus breadcrumb breadcrumbs crumbs pagination pager prev previous next tab tabs links skip
        toolbar topbar pathway""",
    "toc": "toc tableofcontents contents eztoc tocbot jumplinks anchors inhaltsverzeichnis sommaire indice",
    "side": "sidebar side rail aside widget widgets secondary footer foot masthead bottom complementary contentinfo colophon",
    "author": "author authors byline bylines bio biography authorbox contributor contributors avatar writer profile autor auteur autore",
    "meta": """meta postmeta entrymeta metadata dateline timestamp date pubdate published datepublished modified updated time readingtime
        postinfo info tag tags taglist tagcloud categories category topics keywords eyebrow kicker label labels views print fecha datum""",
    "caption": "caption captions figcaption credit credits attachment bildunterschrift legende pie wpcaption imagecaption photo",
    "legal": """disclaimer disclosure copyright license legal privacy cookie cookies consent gdpr notice terms policy impressum rights""",
    "form": "form forms field fields input gform gfield required checkbox validation search searchform sublabel akismet wpforms contact email",
    "hidden": "hidden ishidden invisible sronly screenreader screenreadertext visuallyhidden dnone offscreen nojs noprint hide print",
    "title": "title headline heading subtitle subhead header entrytitle posttitle deck standfirst lead lede summary excerpt intro dek",
    "shop": "product products price prices rating ratings review buy cart shop score stars badge",
    "body": """articlebody articletext articlecontent postcontent postbody posttext entrycontent entrybody storybody storytext storycontent
        pagecontent maincontent contentbody bodytext richtext bodycopy articlebodycontent texte cuerpo article story post entry content
        body text wysiwyg markdown prose recipe faq""",
    "forum": "thread threads topic message messages posts post question answer answers cooked forum postbody",
}
BIT = {kind: 1 << number for number, kind in enumerate(KINDS)}
_LOOKUP: dict[str, int] = {}
for _kind, _listed in KINDS.items():
    for _word in _listed.split():
        _LOOKUP[_word] = _LOOKUP.get(_word, 0) | BIT[_kind]
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_seen: dict[str, int] = {}


def hints(names: str) -> int:
    """The kinds that an element's names speak of, as bits: by each word, and by two neighbours run together."""
    bits = _seen.get(names)
    if bits is None:
        bits, last = 0, ""
        for word in map(str.lower, _WORD.findall(names)):
            bits |= _LOOKUP.get(word, 0) | _LOOKUP.get(last + word, 0)
            last = word
        if len(_seen) > 20_000:
            _seen.clear()
        _seen[names] = bits
    return bits


_HARD = "share promo related nav side legal form author meta caption hidden".split()
_HARD_IN_FORUM = "share promo nav side legal hidden".split()
JUNK = sum(BIT[kind] for kind in _HARD)
JUNK_IN_FORUM = sum(BIT[kind] for kind in _HARD_IN_FORUM)

# How lines begin that belong to the page and not to the story, by what they ask for.
_PHRASES = (
    # to read something else
    r"read (?:more|also|next)|see also|also read|also on|related|more (?:on|from|about)|you (?:may|might)|recommended|don.t miss|continue reading"
    r"|learn more|further reading|up next|watch:|leggi (?:anche|pure)|lire aussi|à lire|voir aussi|lea (?:también|más)|le[ií]a (?:também|mais|más)|lee también"
    r"|te puede interesar|mehr (?:zum|dazu|lesen)|lesen sie|auch interessant|siehe auch|weiterlesen|lees (?:ook|meer)|czytaj|zobacz|читайте|смотрите|читать"
    r"|läs (?:också|mer)|les (?:også|mer)|læs også|ilgili|okuyun|阅读更多|相关|関連|あわせて読みたい",
    # to share, follow, print
    r"share|tweet|like this|follow|pin it|print|facebook|twitter|whatsapp|compart|teilen|partag|condivid|síguenos|udostępnij|поделиться|delen|paylaş",
    # to sign up, buy, give, come along
    r"subscribe|sign up|join |get (?:the|our)|newsletter|download|donate|support (?:us|our)|abonn|suscr|jetzt|inscri|register|log ?in|contact us|call us"
    r"|schedule|book (?:a|your|now)|request|start your|try |click here|shop|buy|iscriviti|assine|zapisz|подпис",
    # who, when, where from
    r"by |posted|published|updated|written|last (?:updated|modified)|von |par |por |photo|image|credit|source|foto|©|copyright|all rights|tags?:|categor"
    r"|filed under|topics|\d+ min|автор|фото|источник|fuente|fonte|quelle|bron:",
    # about the page, its makers and readers
    r"about |disclaimer|disclosure|this (?:article|post|story|material)|note:|editor|the author|über |leave a|comments?|\d+ comments?|reply|sobre |à propos",
)
_PHRASE = re.compile("|".join(f"({listed})" for listed in _PHRASES), re.IGNORECASE)


def phrase(line: str) -> int:
    """Which of the phrases a line begins with, counted from 1; 0 for none."""
    found = _PHRASE.match(line)
    return found.lastindex or 0 if found else 0
