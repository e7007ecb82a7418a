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
# Of those, what is entered when a page seems to hold no text otherwise.
LAST_RESORT = frozenset("noscript textarea nav dialog footer".split())
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
        body text hentry wysiwyg markdown prose recipe faq""",
    "forum": "thread threads topic message messages posts post question answer answers cooked forum postbody",
}
BIT = {kind: 1 << number for number, kind in enumerate(KINDS)}
_LOOKUP: dict[str, int] = {}
for _kind, _listed in KINDS.items():
    for _word in _listed.split():
        _LOOKUP[_word] = _LOOKUP.get(_word, 0) | BIT[_kind]
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_REMEMBERED = 20_000  # names, so that a long run stays small
# Words that are so telling that they count inside longer ones too: imagecaption, newsletterbox, relatedposts.
_STEMS = {
    stem: BIT[kind]
    for kind, stems in {
        "caption": "caption bildtext imgtext imagedesc bildunter",
        "comment": "comment kommentar",
        "promo": "newsletter subscri donat advert sponsor paywall promo popup modal abonn",
        "related": "related recommend readmore mostread teaser relacionad",
        "legal": "copyright disclaimer cookie consent gdpr licen",
        "author": "author byline",
        "share": "social sharing sharebar sharebutton sharethis shareicon",
        "nav": "breadcrumb navig",
        "side": "sidebar footer",
    }.items()
    for stem in stems.split()
}
_known: dict[str, int] = {}  # by everything an element is named
_known_words: dict[str, int] = {}  # by one name; sites share many


def hints(names: str) -> int:
    """The kinds that an element's names speak of, as bits."""
    bits = _known.get(names)
    if bits is None:
        bits = 0
        # WordPress names a post after its own tags and categories, which say nothing of its place in the page.
        for name in ("hentry",) if "hentry" in names or "type-post" in names else names.split():
            known = _known_words.get(name)
            bits |= _hints_of(name) if known is None else known
        if len(_known) > _REMEMBERED:
            _known.clear()
        _known[names] = bits
    return bits


def _hints_of(name: str) -> int:
    """The kinds that one name speaks of: by each of its words, by two neighbours run together, by a telling part."""
    bits, last = 0, ""
    for word in map(str.lower, _WORD.findall(name)):
        bits |= _LOOKUP.get(word, 0) | _LOOKUP.get(last + word, 0)
        last = word
    if last:
        lower = name.lower()
        for stem, bit in _STEMS.items():
            if stem in lower:
                bits |= bit
    if len(_known_words) > _REMEMBERED:
        _known_words.clear()
    _known_words[name] = bits
    return bits


_HARD = "share promo related nav side legal form author meta caption hidden".split()
_HARD_IN_FORUM = "share promo nav side legal hidden".split()
NO_TEXT = (
    BIT["share"] | BIT["comment"] | BIT["form"] | BIT["nav"]
)  # kinds that are junk even where they hold pictures alone
JUNK = sum(BIT[kind] for kind in _HARD)
JUNK_IN_FORUM = sum(BIT[kind] for kind in _HARD_IN_FORUM)

# How lines begin that belong to the page and not to the story, by what they ask for. The first word finds its phrases.
_PHRASES = (
    # to read something else
    "read more|read also|read next|see also|also read|also on|related|more on|more from|more about|more stories|you may|you might|recommended|"
    "don't miss|don’t miss|continue reading|learn more|further reading|up next|watch|next|previous|leggi anche|leggi pure|lire aussi|à lire|"
    "voir aussi|sur le même|lea también|lea más|lea|vea también|le puede|leia também|leia mais|leia a|lee también|te puede|también te|saiba mais|veja também|mehr zum|"
    "mehr dazu|mehr lesen|lesen sie|auch interessant|siehe auch|weiterlesen|zum thema|lees ook|lees meer|czytaj|zobacz|читайте|смотрите|"
    "читать|läs också|läs mer|les også|les mer|læs også|ilgili|okuyun|citește|čtěte|olvass",
    # to share, follow, print
    "share|tweet|like this|follow|pin it|print|facebook|twitter|whatsapp|compartir|comparte|compartilhe|compartilhar|teilen|partager|partagez|"
    "condividi|síguenos|udostępnij|поделиться|delen|deel|paylaş|dela",
    # to sign up, buy, give, come along
    "subscribe|sign up|join|get the|get our|get your|newsletter|download|donate|support us|support our|abonnieren|abonnez|suscríbete|jetzt|"
    "inscrivez|inscreva|register|log in|login|contact us|call us|call|schedule|book a|book your|book now|request|start your|try|click here|"
    "click|shop|buy|iscriviti|assine|zapisz|подпишитесь|подписывайтесь|ready to|looking for|want to|need help",
    # who, when, where from
    "by|posted|published|updated|written|last updated|last modified|von|par|por|photo|photos|image|credit|source|sources|foto|©|copyright|"
    "all rights|tags|tag|category|categories|filed under|topics|автор|фото|источник|fuente|fonte|quelle|bron|crédit|(c)",
    # about the page, its makers and readers
    "about|disclaimer|disclosure|this article|this post|this story|this material|note|editor|editor's|editor’s|the author|über|leave a|comment|"
    "comments|reply|sobre|à propos|our editorial|we may|contact",
)
READ_ON, SHARE, ACT, SOURCE, PAGE = range(1, 6)  # the groups, in their order
_BY_FIRST: dict[str, list[tuple[str, int]]] = {}
for _number, _group in enumerate(_PHRASES, 1):
    for _phrase in _group.split("|"):
        _BY_FIRST.setdefault(_phrase.split()[0], []).append((_phrase, _number))


def phrase(words: list[str]) -> int:
    """Which group of phrases a line of lower-case words begins with, counted from 1; 0 for none."""
    listed = _BY_FIRST.get(words[0].strip(":.,!"))
    if listed is None:
        return 0
    begins = " ".join(words[:4])
    for text, number in listed:
        if begins.startswith(text):
            return number
    return 0
