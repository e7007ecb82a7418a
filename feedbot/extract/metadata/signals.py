"""What a page says of itself, read once: the structured article, the marked elements, the names of its publisher."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from feedbot import text, urls
from feedbot.document import Document
from feedbot.document.structured import Node, types
from feedbot.extract.metadata import sites
from feedbot.extract.metadata.texts import backwards, line, named, onwards, pieces, words
from feedbot.extract.outline import Outline, outline
from feedbot.text import key

# schema.org types whose nodes describe the page's own text: https://schema.org/Article, its subtypes, their like.
ARTICLES = frozenset(
    """
    Article NewsArticle BlogPosting ReportageNewsArticle OpinionNewsArticle AnalysisNewsArticle BackgroundNewsArticle
    ReviewNewsArticle AskPublicNewsArticle LiveBlogPosting TechArticle Report ScholarlyArticle MedicalScholarlyArticle
    SocialMediaPosting DiscussionForumPosting SatiricalArticle AdvertiserContentArticle APIReference Review Recipe HowTo
    QAPage
    """.split()
)
_PAGES = frozenset(("WebPage", "ItemPage", "AboutPage", "MedicalWebPage", "FAQPage", "CreativeWork", "VideoObject"))
_SITES = frozenset(("WebSite", "Organization", "NewsMediaOrganization", "Corporation", "LocalBusiness"))


# The elements that speak by their attributes, found in one walk.
_LANDMARKS = "a[rel~=tag], a[rel~=author], a[rel~=category], [itemprop], [property]:not(meta)"
# What Dublin Core's terms, which Drupal writes, are called by schema.org.
_TERMS = {"date": "datepublished", "issued": "datepublished", "created": "datecreated", "modified": "datemodified"}

_FEW = 3  # footers and menus of posts that are looked at


class Signals:
    """One page's evidence; each kind is read when it is first asked for."""

    def __init__(self, document: Document, laid_out: Outline | None = None) -> None:
        self.document = document
        self._outline = laid_out
        self._marked: dict[str, list[LexborNode]] = {}
        self.tree = document.tree
        self.url = document.url
        self.meta = document.meta

    @property
    def outline(self) -> Outline:
        """The body's elements and their names."""
        if self._outline is None:
            root = self.tree.body or self.tree.root
            self._outline = outline(root) if root is not None else Outline()
        return self._outline

    def says(self, *names: str) -> list[str]:
        """The contents of the meta elements of these names, in the order of the names, entities resolved."""
        return [plain for name in names for value in self.meta.get(name, ()) if (plain := text.plain(value))]

    def first(self, *names: str) -> str:
        """The first content of the first of these meta names that has one, or ""."""
        for name in names:
            for value in self.meta.get(name, ()):
                if plain := text.plain(value):
                    return plain
        return ""

    @cached_property
    def _typed(self) -> list[tuple[Node, frozenset[str]]]:
        return [(node, types(node)) for node in self.document.json_ld]

    def nodes(self, kinds: frozenset[str]) -> Iterator[Node]:
        """The structured data of one of these types, in page order."""
        return (node for node, own in self._typed if not own.isdisjoint(kinds))

    @cached_property
    def title_tag(self) -> str:
        """The text of <title>, the first outside of an SVG; of one that is never closed its beginning."""
        return next((text.plain(node.text()[:TITLE]) for node in self.document.elements("title")), "")

    @cached_property
    def landmarks(self) -> list[LexborNode]:
        """The elements that speak by their attributes, in page order."""
        # One that two of the selectors find stands there twice.
        return list({node.mem_id: node for node in self.tree.css(_LANDMARKS)}.values())

    @cached_property
    def relations(self) -> dict[str, list[LexborNode]]:
        """The links that state what the linked page is to this one, by its words: author, category, tag."""
        found: dict[str, list[LexborNode]] = {}
        for node in self.landmarks:
            for name in (node.attrs.get("rel") or "").split() if node.tag == "a" else ():
                found.setdefault(name, []).append(node)
        return found

    @cached_property
    def heading_lines(self) -> list[str]:
        """The texts of the first headings."""
        return [line(node, _HEADING) for node in self.document.elements("h1")[:_HEADINGS]]

    @cached_property
    def article(self) -> Node:
        """The structured data of the page's own article, or an empty node: not that of a list of other ones."""
        nodes = list(self.nodes(ARTICLES))
        if len(nodes) < 2:
            return nodes[0] if nodes else {}
        return max(nodes, key=lambda node: self._own(node))

    def _own(self, node: Node) -> float:
        here = urls.identity(self.url)
        about = {urls.identity(url) for url in _addresses(node, self.document.base)}
        title = key(self.title_tag)
        named = key(words(node.get("headline") or node.get("name")))
        return (
            3 * (here in about)
            + 2 * bool(named and named in title)
            + bool(node.get("datePublished"))
            + 0.5 * bool(node.get("author"))
            + 0.5 * ("articleBody" in node)
            - 0.5 * bool(types(node) & {"Review", "QAPage", "HowTo"})
        )

    @cached_property
    def webpage(self) -> Node:
        """The structured data of the page as such, or an empty node."""
        return next(self.nodes(_PAGES), {})

    @cached_property
    def people(self) -> dict[str, Node]:
        """The nodes that carry an @id, by it."""
        return {node["@id"]: node for node in self.document.json_ld if isinstance(node.get("@id"), str)}

    def marked(self, mark: str) -> list[LexborNode]:
        """The elements whose names speak of author, date or tags and of no aside; those in footers and menus last.

        Tags stand in lists: of them only blocks are looked at, since most pages are searched for them in vain.
        """
        if mark not in self._marked:
            inline = mark != "tags"
            self._marked[mark] = self.outline.marked(mark, inline=inline)
            for outer in self._outer:
                self._marked[mark] += outer.marked(mark, inline=inline)
        return self._marked[mark]

    @cached_property
    def _outer(self) -> list[Outline]:
        """What the page's outline leaves out, and may hold what marks a post."""
        menus = [node for node in self.document.elements("nav") if _TAGGED.search(node.attributes.get("class") or "")]
        footers = [node for node in self.document.elements("footer") if _in_post(node)]
        return [outline(outer, everything=True) for outer in (footers + menus)[:_FEW]]

    @cached_property
    def beside(self) -> tuple[list[str], list[str]]:
        """The pieces behind the headline up to the second paragraph (one may be a standfirst), and a few before it."""
        lines = zip(self.document.elements("h1"), self.heading_lines, strict=False)
        heading = next((node for node, said in lines if not self.is_site(said)), None) or self._smaller_heading
        if heading is None:
            return [], []
        return self._behind(heading), list(islice(pieces(backwards(heading)), _BEFORE))

    @property
    def _smaller_heading(self) -> LexborNode | None:
        """The smaller heading that is the headline where no large one is, but the site's: the title tag holds it."""
        small = self.document.elements("h2") + self.document.elements("h3")
        title = key(self.title_tag)
        least = 1 if self.heading_lines else max(1, len(title) // 2)  # of a page without a large one
        found = ((node, key(line(node, _HEADING))) for node in small[:_HEADINGS])
        return next((node for node, said in found if len(said) >= least and said in title), None)

    def _behind(self, heading: LexborNode) -> list[str]:
        found: list[str] = []
        paragraphs = 0
        for piece in islice(pieces(onwards(heading)), _LOOKED_AT):
            paragraphs += len(piece) >= _LONG
            if paragraphs > 1:
                return found
            found.append(piece)
        return found[:_AFTER]

    @cached_property
    def is_news(self) -> bool:
        """Whether the page calls its article news."""
        return any("News" in name for name in types(self.article))

    @cached_property
    def properties(self) -> dict[str, list[LexborNode]]:
        """The elements that microdata (itemprop) or RDFa (property) call a property, by its lower-case name."""
        found: dict[str, list[LexborNode]] = {}
        for node in self.landmarks:
            said = node.attributes
            for name in (said.get("itemprop") or "").lower().split():
                found.setdefault(name, []).append(node)
            for term in (said.get("property") or "").lower().split() if "itemprop" not in said else ():
                name = term.rpartition(":")[2]
                found.setdefault(_TERMS.get(name, name), []).append(node)
        return found

    @cached_property
    def publishers(self) -> tuple[str, ...]:
        """The names that the site goes by, the most certain first."""
        found = self.says(
            "og:site_name",
            "application-name",
            "apple-mobile-web-app-title",
            "publisher",
            "dc.publisher",
            "al:ios:app_name",
        )
        for node in (self.article, self.webpage):
            found += named(node.get("publisher")) + named(node.get("sourceOrganization"))
        for node in self.nodes(_SITES):
            found += [words(node.get("name")), words(node.get("alternateName"))]
        told = [said for said in (*self.says("og:title"), words(self.article.get("headline"))) if said not in found]
        found.append(sites.heading(self.document, self.heading_lines, self.title_tag, told))
        return tuple(dict.fromkeys(name for name in found if name and len(name) < 60))

    @cached_property
    def site_keys(self) -> frozenset[str]:
        """The site's names and the labels of its domain: letters and digits alone, without accents and endings."""
        domain = urls.site(urls.host(self.url))
        return frozenset(filter(None, map(_site_key, (*self.publishers, domain, domain.partition(".")[0]))))

    def is_site(self, name: str) -> bool:
        """Whether a text is one of the site's names, a "www." or "the" more or less."""
        return _site_key(name) in self.site_keys


TITLE = 2000  # characters of a title that are looked at
_LONG = 160  # characters from which on a piece of text is a paragraph
_HEADINGS, _HEADING = 12, 400  # headings that are looked at, and characters of each
_BEFORE, _AFTER = 8, 30  # pieces of text around the headline that are of use
_LOOKED_AT = 40  # pieces among which a second paragraph is looked for


@lru_cache(maxsize=1024)
def _site_key(name: str) -> str:
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    bare = key(name)
    return re.sub(r"^(?:www|the)|(?:com|org|net|de|online|news)$", "", bare) or bare


_TAGGED = re.compile("tag|topic")


def _in_post(node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in ("article", "main"):
            return True
        above = above.parent
    return False


def _addresses(node: Node, base: str) -> Iterator[str]:
    for name in ("url", "@id", "mainEntityOfPage"):
        value = node.get(name)
        value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(value, str) and (url := urls.absolute(value, base)):
            yield url
