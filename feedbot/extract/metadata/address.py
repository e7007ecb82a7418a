"""The address that a page wants to be known by, if it can be this page's."""

from __future__ import annotations

import re
from collections import Counter

from feedbot import text, urls
from feedbot.extract.metadata.choice import Candidate, provenance
from feedbot.extract.metadata.signals import Signals
from feedbot.model import Provenance


def address(signals: Signals, title: str) -> tuple[str, Provenance]:
    """The canonical URL if it can be this page's (no other site, home page, section, article); else the page's own."""
    own = urls.clean(signals.url)
    stated = [Candidate(signal, url) for signal, url in _stated(signals)]
    votes = Counter(urls.identity(candidate.value) for candidate in stated)
    for candidate in stated:
        if _plausible(candidate.value, own, title, votes[urls.identity(candidate.value)]):
            return candidate.value, provenance(candidate.signal, candidate.value, stated)
    return own, provenance("address", own, stated)


def _stated(signals: Signals) -> list[tuple[str, str]]:
    base = signals.document.base
    links = (node.attributes for node in signals.document.elements("link"))
    canonical = (said.get("href") or "" for said in links if "canonical" in (said.get("rel") or "").lower().split())
    found = [
        ("canonical", next(canonical, "")),
        ("og:url", next(iter(signals.meta.get("og:url", ())), "")),
        ("json-ld", _page(signals)),
    ]
    return [(signal, urls.clean(url)) for signal, said in found if (url := urls.absolute(said, base))]


def _page(signals: Signals) -> str:
    value = signals.article.get("mainEntityOfPage") or signals.article.get("url")
    value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
    return value if isinstance(value, str) else ""


def _plausible(url: str, own: str, title: str, votes: int) -> bool:
    if urls.identity(url) == urls.identity(own):
        return True
    if not urls.same_site(url, own):
        return False
    there, here = urls.parts(url), urls.parts(own)
    path, mine = there.path.rstrip("/"), here.path.rstrip("/")
    if not path and not there.query:
        return False  # the home page
    if mine.startswith(path + "/") and not there.query and not _AMP.fullmatch(mine[len(path) :]):
        return False  # a section that the page lies in
    return _alike(path, mine) or _names(path, title) or votes > 1


_AMP = re.compile(r"/(?:amp|print|page|\d+|mobile|m|full|all|single)(?:/.*)?", re.I)


def _alike(path: str, mine: str) -> bool:
    """Whether two paths share what names an article: the last words of the one, or a long number."""
    last, own_last = path.rpartition("/")[2], mine.rpartition("/")[2]
    numbers, own_numbers = set(re.findall(r"\d{5,}", path)), set(re.findall(r"\d{5,}", mine))
    return bool(last) and (last == own_last or bool(numbers & own_numbers))


def _names(path: str, title: str) -> bool:
    """Whether a path is made of the title's words."""
    slug, said = set(text.words(path.rpartition("/")[2].replace("_", "-"))), set(text.words(title))
    return len(slug) >= 3 and len(slug & said) >= 0.5 * len(slug)
