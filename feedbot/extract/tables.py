"""What extraction knows of HTML's elements, and of the words that sites put into class and id attributes."""

from __future__ import annotations

# Elements whose text is never read: no text at all, or the controls of the page.
SKIPPED = frozenset(
    "script style template noscript svg iframe select datalist input textarea object embed canvas map link meta head "
    "title base param source track progress meter math".split()
)
# Elements that a reader sees, but never as a part of the text.
ASIDE = frozenset(("nav", "dialog"))
# Elements that a reader sees inside a line (HTML standard, 4.5 and 4.7); all others break it.
INLINE = frozenset(
    "span b strong i em u s strike del ins font small big sub sup code kbd samp var tt cite q abbr acronym dfn time mark "
    "label bdi bdo wbr data ruby rb rt rp output nobr slot picture".split()
)
# Of those, what is entered when a page seems to hold no text otherwise.
LAST_RESORT = frozenset("noscript textarea nav dialog footer".split())
MEDIA = frozenset("img video audio".split())
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(
    "html body main article section div p ul ol li dl dt dd table caption thead tbody tfoot tr td th blockquote pre figure "
    "figcaption aside header footer form fieldset legend details summary address hr center hgroup search menu".split()
)
TAGS = SKIPPED | ASIDE | INLINE | MEDIA | BLOCKS | frozenset(HEADINGS) | {"a", "br", "button"}

# The kinds in which the texts of articles differ from their pages; a word may stand for two that are written apart.
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
    "form": """form forms field fields input gform gfield required checkbox validation search searchform sublabel akismet wpforms contact email
        poll polls umfrage sondage sonda encuesta enquete sondaggio anket""",
    "hidden": "hidden ishidden invisible sronly screenreader screenreadertext visuallyhidden dnone offscreen nojs noprint hide print",
    "title": "title headline heading subtitle subhead header entrytitle posttitle deck standfirst lead lede summary excerpt intro dek",
    "shop": "product products price prices rating ratings review buy cart shop score stars badge",
    "body": """articlebody articletext articlecontent postcontent postbody posttext entrycontent entrybody storybody storytext storycontent
        pagecontent maincontent contentbody bodytext richtext bodycopy articlebodycontent texte cuerpo article story post entry content
        body text hentry wysiwyg markdown prose recipe faq""",
    "forum": "thread threads topic message messages posts post question answer answers cooked forum postbody",
}
# Words that are so telling that they count inside longer ones too: imagecaption, newsletterbox, relatedposts.
STEMS: dict[str, str] = {
    "caption": "caption bildtext imgtext imagedesc bildunter",
    "comment": "comment kommentar",
    "promo": "newsletter subscri donat advert sponsor paywall promo popup modal abonn",
    "related": "related recommend readmore mostread teaser relacionad",
    "legal": "copyright disclaimer cookie consent gdpr licen",
    "author": "author byline",
    "share": "social sharing sharebar sharebutton sharethis shareicon",
    "nav": "breadcrumb navig",
    "side": "sidebar footer",
}
