"""What a page says of itself, read once: the structured article, the marked elements, the names of its publisher."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from selectolax.lexbor import LexborNode

from feedbot import text, urls
from feedbot.document import Document
from feedbot.document.structured import Node, types

# schema.org types whose nodes describe the page's own text: https://schema.org/Article, its subtypes, their like.
ARTICLES = frozenset(
    (
        *("Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle"),
        *(
            "BackgroundNewsArticle",
            "ReviewNewsArticle",
            "AskPublicNewsArticle",
            "LiveBlogPosting",
            "TechArticle",
            "Report",
        ),
        *(
            "ScholarlyArticle",
            "MedicalScholarlyArticle",
            "SocialMediaPosting",
            "DiscussionForumPosting",
            "SatiricalArticle",
        ),
        *("AdvertiserContentArticle", "APIReference", "Review", "Recipe", "HowTo", "QAPage"),
    )
)
_PAGES = frozenset(("WebPage", "ItemPage", "AboutPage", "MedicalWebPage", "FAQPage", "CreativeWork", "VideoObject"))
_SITES = frozenset(("WebSite", "Organization", "NewsMediaOrganization", "Corporation", "LocalBusiness"))

# What a class attribute says of its element, in lower case: words that the templates of news sites and blogs use.
_HINTS = {
    "author": re.compile(
        r"author|byline|by-line|by_line|writer|autor|auteur|contributor|journalist|reporter|postedby|posted-by|verfasser"
        r"|penulis|skribent|yazar|credit-name|vcard|redaktor|creator"
    ),
    "date": re.compile(
        r"date(?!p)|datum|fecha|publi|posted|timestamp|time(?!line|r)|byline|dateline|(?:^|[\s_-])meta(?:$|[\s_-])"
        r"|entry-?meta|post-?meta|article-?meta|zeit(?!ung)|tarih|veröff|dato(?:$|[\s_-])"
    ),
    "tags": re.compile(r"tags?(?:$|[\s_-]|list|links|cloud)|topics?(?:$|[\s_-])|keywords?|schlagw|etiquet"),
    "aside": re.compile(
        r"related|recommend|side-?bar|footer|comment|promo|teaser|newsletter|popular|trending|most-?read|more-?(?:from|stories"
        r"|news)|read-?more|widget|carousel|slider|menu|navbar|author-?(?:bio|box|info|card)|about-?(?:the-)?author|latest"
        r"|similar|card"
    ),
}
_ANY = re.compile("|".join(f"(?:{words.pattern})" for hint, words in _HINTS.items() if hint != "aside"))


@lru_cache(maxsize=65536)
def hints(names: str) -> frozenset[str]:
    """What the words of a class attribute say of its element: author, date, tags; and aside with one of these."""
    names = names.lower()
    if not _ANY.search(names):
        return frozenset()
    return frozenset(hint for hint, words in _HINTS.items() if words.search(names))


class Marked(NamedTuple):
    """An element whose class speaks, and where it stands among them."""

    node: LexborNode
    names: str
    hints: frozenset[str]


class Signals:
    """One page's evidence; each kind is read when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tree = document.tree
        self.url = document.url
        self.meta = document.meta

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
    def title_tag(self) -> str:
        """The text of <title>, the first outside of an SVG."""
        node = self.tree.css_first("title")
        return text.plain(node.text()) if node is not None else ""

    @cached_property
    def headings(self) -> list[LexborNode]:
        return self.tree.css("h1")

    @cached_property
    def article(self) -> Node:
        """The structured data of the page's own article, or an empty node: not that of a list of other ones."""
        nodes = [node for node in self.document.json_ld if types(node) & ARTICLES]
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
        return next((node for node in self.document.json_ld if types(node) & _PAGES), {})

    @cached_property
    def people(self) -> dict[str, Node]:
        """The nodes that carry an @id, by it."""
        return {node["@id"]: node for node in self.document.json_ld if isinstance(node.get("@id"), str)}

    @cached_property
    def marked(self) -> list[Marked]:
        """The elements whose class speaks of authors, dates or tags, in page order."""
        found = []
        for node in self.tree.css("[class]"):
            names = node.attributes.get("class") or ""
            said = hints(names)
            if said:
                found.append(Marked(node, names, said))
        return found

    @cached_property
    def surroundings(self) -> tuple[list[str], list[str]]:
        """The pieces of text before and after the headline, the nearest first; none without a headline."""
        heading = next((node for node in self.headings if not self.is_site(line(node, 200))), None)
        if heading is None:
            return [], []
        return _pieces(_backwards(heading), _BEFORE), _pieces(_onwards(heading), _AFTER)

    @cached_property
    def beside(self) -> tuple[list[str], list[str]]:
        """The pieces behind the headline up to the second paragraph (one may be a standfirst), and a few before it."""
        before, after = self.surroundings
        long = [place for place, piece in enumerate(after) if len(piece) >= _LONG]
        return after[: long[1]] if len(long) > 1 else after[:30], before[:8]

    @cached_property
    def is_news(self) -> bool:
        """Whether the page calls its article news."""
        return any("News" in name for name in types(self.article))

    @cached_property
    def properties(self) -> dict[str, list[LexborNode]]:
        """The elements with an itemprop, by its lower-case words."""
        found: dict[str, list[LexborNode]] = {}
        for node in self.tree.css("[itemprop]"):
            for name in (node.attributes.get("itemprop") or "").lower().split():
                found.setdefault(name, []).append(node)
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
        for node in self.document.json_ld:
            if types(node) & _SITES:
                found += [words(node.get("name")), words(node.get("alternateName"))]
        return tuple(dict.fromkeys(name for name in found if name and len(name) < 60))

    @cached_property
    def site_keys(self) -> frozenset[str]:
        """The site's names and the labels of its domain: letters and digits alone, without accents and endings."""
        domain = urls.site(urls.host(self.url))
        return frozenset(filter(None, map(_site_key, (*self.publishers, domain, domain.partition(".")[0]))))

    def is_site(self, name: str) -> bool:
        """Whether a text is one of the site's names, a "www." or "the" more or less."""
        return _site_key(name) in self.site_keys


_LONG = 160  # characters from which on a piece of text is a paragraph
_BEFORE, _AFTER = 12, 40  # pieces of text around the headline that are looked at


def _onwards(node: LexborNode) -> Iterator[LexborNode]:
    """The nodes behind an element, in page order."""
    current: LexborNode | None = node
    while current is not None and current.tag != "body":
        following = current.next
        if following is None:
            current = current.parent
            continue
        yield from following.traverse(include_text=True)
        current = following


def _backwards(node: LexborNode) -> Iterator[LexborNode]:
    """The nodes before an element, the nearest first."""
    current: LexborNode | None = node
    while current is not None and current.tag != "body":
        previous = current.prev
        if previous is None:
            current = current.parent
            continue
        yield from reversed(list(previous.traverse(include_text=True)))
        current = previous


def _pieces(nodes: Iterator[LexborNode], most: int) -> list[str]:
    found: list[str] = []
    for node in nodes:
        if not node.is_text_node:
            continue
        said = node.text_content
        if not said or said.isspace() or (node.parent is not None and node.parent.tag in _SILENT):
            continue
        if said := text.squeeze(said[:300]):
            found.append(said)
            if len(found) >= most:
                break
    return found


@lru_cache(maxsize=4096)
def _site_key(name: str) -> str:
    bare = key("".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)))
    return re.sub(r"^(?:www|the)|(?:com|org|net|de|online|news)$", "", bare) or bare


@lru_cache(maxsize=16384)
def key(said: str) -> str:
    """A text reduced to its letters and digits, lower case: equal where two signals mean the same."""
    return "".join(c for c in said.casefold() if c.isalnum())


def words(value: Any) -> str:
    """A JSON-LD value as one line of text, or "" where it is none."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return text.plain(value) if isinstance(value, str) else ""


def named(value: Any) -> list[str]:
    """The names in a JSON-LD value: a text, a node, or a list of these."""
    if isinstance(value, list):
        return [name for item in value for name in named(item)]
    found = words(value)
    return [found] if found else []


def _addresses(node: Node, base: str) -> Iterator[str]:
    for name in ("url", "@id", "mainEntityOfPage"):
        value = node.get(name)
        value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(value, str) and (url := urls.absolute(value, base)):
            yield url


# Elements that begin a new word wherever they stand; an inline element may begin inside of one.
_BREAKING = frozenset(
    (
        "br",
        "div",
        "p",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "td",
        "tr",
        "dd",
        "dt",
        "section",
        "time",
        "address",
        "figure",
        "a",
    )
)
_SILENT = frozenset(("script", "style", "noscript", "template", "svg", "button", "select"))


def line(node: LexborNode, limit: int = 2000, *, between: str = " ") -> str:
    """An element's text as one line, blocks apart by `between`; without scripts, buttons, what lies past `limit`."""
    pieces: list[str] = []
    size = 0
    silent: set[int] = set()
    for child in node.traverse(include_text=True):
        name = child.tag
        if name == "-text":
            if child.parent is not None and child.parent.mem_id in silent:
                continue
            said = child.text_content or ""
            pieces.append(said)
            size += len(said)
            if size > limit:
                break
        elif name in _SILENT or (child.parent is not None and child.parent.mem_id in silent):
            silent.add(child.mem_id)
        elif name in _BREAKING:
            pieces.append(between)
        elif name == "span" and pieces and pieces[-1][-1:].isalnum():
            pieces.append("\u2063")  # a border that may or may not be one between words
    return text.plain(_BORDER.sub(" ", "".join(pieces)).replace("\u2063", ""))


# Two words set by a stylesheet: a small letter or digit, a span's border, a capital.
_BORDER = re.compile(r"(?<=[^\WA-Z_])\u2063+(?=[A-Z])")
