"""Home page -> the sections of its site: where its navigation leads, judged by address, place and words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feedbot import urls
from feedbot.discover import regions
from feedbot.discover.shapes import Shape, Shapes
from feedbot.discover.survey import Anchor, size, survey
from feedbot.document import Document
from feedbot.model import Section

# What counts for an address to be a section, and how much; `_ENOUGH` takes it.
_NAVIGATION, _HEADER, _FOOTER, _FOLDER, _LISTING, _FEED = 3, 2, 1, 3, 2, 2
_ENOUGH = 3
_HOLDS = 3  # so many other addresses below one make it a folder
_DEEP = 4  # segments of a section's path at most
_WORDS = 4  # hyphens of the last segment at most
_ID = re.compile("[0-9]{7}")  # a number as articles have
_LONGEST = 32  # Latin letters of a section's name
_MOST = 80  # sections; more are an index of something else

# Folders of sections, in the software and languages that have them.
_KIND_WORDS = (
    "category categories categoria categorias categorie kategorie kategori kategoria cat section sections"
    " seccion secciones secao sezione rubrique rubrik rubriky rubric topic topics tema temas thema themen news"
    " noticias nyheter nachrichten c"
)
_KINDS = frozenset(_KIND_WORDS.split())
_QUERIES = frozenset(["cat", "category", "section", "rubric", "rubrik"])  # parameters that name a section
# Pages of a site that are about the site, or that serve: words of their addresses and names.
_SERVICE_WORDS = (
    "about about-us aboutus contact contacts contact-us contactus impressum imprint privacy privacy-policy"
    " terms terms-of-service terms-of-use tos cookies cookie-policy legal disclaimer faq help support"
    " accessibility sitemap rss feed feeds search login log-in signin sign-in sign-up signup register"
    " registration logout account subscribe subscription subscriptions newsletter newsletters donate donations"
    " membership advertise advertising advertisement media-kit mediakit careers jobs team staff shop store cart"
    " checkout my-account profile user users author authors tag tags home index start app apps download"
    " downloads archive archives all more tip kontakt kontakte contacto contato contatti contactos datenschutz"
    " agb abo werbung quienes-somos publicidad aviso-legal suscripcion suscribete politica-de-privacidad buscar"
    " sobre sobre-nos assinar anuncie pesquisa mentions-legales confidentialite a-propos chi-siamo pubblicita"
    " abbonati cerca o-nas reklama redakcja redakce reklam iletisim kunye hakkimizda gizlilik colofon over-ons"
    " adverteren om-oss om annonsera annonser loja assinaturas publicidade servicos servicios tienda coupons"
    " shopping chat write о-нас контакты реклама о-проекте поиск вход регистрация за-нас контакти"
)
_SERVICE = frozenset(_SERVICE_WORDS.split())
_SERVES = re.compile(r"(?:about|write-for|subscri|suscri|abonn|newsletter|login|sign-?in|register|advert)")
_NUMBERED = re.compile(r"\d{4,}-.*-|\d+$")  # how the last segment of an article's address begins, seldom of a section's
_FEED_END = re.compile(r"/(?:feed|rss|atom|index)(?:\.xml|\.rss|\.atom)?/?$|\.(?:rss|xml|atom)$")
_FEED_TYPES = 'link[rel~="alternate"][type*="rss"], link[rel~="alternate"][type*="atom"]'
_HOME_FILE = re.compile(r"/(?:index|home|default)\.\w{2,5}$")


@dataclass(slots=True)
class _Candidate:
    """An address that may be a section's, its best name, and what speaks for it."""

    url: str
    name: str
    shape: Shape
    score: int = 0


def is_home(url: str) -> bool:
    """Whether the address is a site's home page: nothing behind the host but a language.

    >>> [is_home(url) for url in ("https://a.example/", "https://a.example/en/", "https://a.example/news/")]
    [True, True, False]
    """
    path = _HOME_FILE.sub("", urls.parts(url).path).strip("/")
    return bool(re.fullmatch(r"(?:[a-z]{2}(?:[-_][A-Za-z]{2})?)?", path)) and not urls.parts(url).query


def sections(document: Document, listed: Iterable[str] = ()) -> list[Section]:
    """The sections that a home page leads to, in page order.

    `listed` are addresses of the site's sitemap: they tell folders of stories, which are the sections of a page that
    leads to none.
    """
    page = survey(document)
    shapes = Shapes(document.url)
    home = urls.identity(document.url)
    stories = {urls.identity(url) for url in listed}
    folders = _folders({anchor.key for anchor in page.anchors} | stories)
    fed = _fed(document)
    found: dict[str, _Candidate] = {}
    for anchor in page.anchors:
        shape = shapes.of(anchor.key)
        if anchor.key == home or not _plausible(anchor, shape):
            continue
        known = found.setdefault(anchor.key, _Candidate(urls.clean(anchor.url), anchor.text, shape))
        known.score = max(known.score, _placed(anchor))
    for key, known in found.items():
        known.score += _FOLDER * (folders[key] >= _HOLDS) + _FEED * (key in fed)
        known.score += _LISTING * (not _KINDS.isdisjoint(_segments(key)[:-1]) or "?" in key)
    named = list(_named(known for known in found.values() if known.score >= _ENOUGH))
    return (named or _of_folders(document.url, _folders(stories)))[:_MOST]


def _of_folders(home: str, folders: Counter[str]) -> list[Section]:
    """The first folders of the site that hold stories, the greatest first, called as their addresses call them."""
    start, own = "/".join(home.split("/", 3)[:3]), urls.identity(home).partition("/")[0]
    found = []
    for key, count in folders.most_common():
        host, _, folder = key.partition("/")
        if count >= _HOLDS and host == own and re.fullmatch(r"[^\W\d][\w-]+", folder) and folder not in _SERVICE:
            found.append(Section(f"{start}/{folder}/", folder.replace("-", " ").replace("_", " ").capitalize()))
    return found


def _plausible(anchor: Anchor, shape: Shape) -> bool:
    """Whether address and words could be a section's."""
    last, query = shape.last, shape.query
    if shape.external or shape.above or shape.file or shape.date or shape.path.count("/") >= _DEEP:
        return False
    if last.count("-") > _WORDS or last.count("_") > _WORDS or last.count("%") > 4 * _WORDS or _ID.search(last + query):
        return False
    if not 1 < size(anchor.text) <= _LONGEST or anchor.text.isdigit():
        return False
    if query and ("&" in query or query.partition("=")[0] not in _QUERIES):
        return False
    segments = _segments(anchor.key)
    words = {*segments, "-".join(anchor.text.lower().split())}
    if not words.isdisjoint(_SERVICE) or any(map(_SERVES.match, words)):
        return False
    return bool(query) or bool(segments and (not _NUMBERED.match(segments[-1]) or not _KINDS.isdisjoint(segments)))


def _segments(key: str) -> list[str]:
    """The segments of an address's path, lower case, without endings."""
    path = key.partition("?")[0].partition("/")[2]
    return [segment.lower().partition(".")[0] for segment in path.split("/") if segment]


def _placed(anchor: Anchor) -> int:
    """What an anchor's place says."""
    region = anchor.place.region
    if anchor.heading and not region & regions.NAV:
        return 0
    if region & regions.FOOTER:
        return _FOOTER
    return _NAVIGATION if region & regions.NAV else _HEADER if region & regions.HEADER else 0


def _folders(keys: Iterable[str]) -> Counter[str]:
    """How many addresses stand below each folder."""
    below: Counter[str] = Counter()
    for key in keys:
        folder = key.partition("?")[0].rpartition("/")[0]
        while "/" in folder:
            below[folder] += 1
            folder = folder.rpartition("/")[0]
    return below


def _fed(document: Document) -> set[str]:
    """The pages that have feeds of their own, by the addresses of the feeds that the page names."""
    hrefs = [node.attributes.get("href") for node in document.tree.css(_FEED_TYPES)]
    return {urls.identity(_FEED_END.sub("", urls.absolute(href, document.base))) for href in hrefs}


def _named(found: Iterable[_Candidate]) -> Iterator[Section]:
    """Each with a name of its own: where a name comes twice, the later one carries the end of its path."""
    names: set[str] = set()
    for one in found:
        name = one.name
        if name.lower() in names:
            name = f"{one.name} ({'/'.join(_segments(urls.identity(one.url)))})"
        if name.lower() not in names:
            names.add(name.lower())
            yield Section(one.url, name)
