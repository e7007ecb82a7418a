"""What sort of page it is, since forums and manuals keep what an article would shed: posts in forms, code, notes."""

from __future__ import annotations

import re

from feedbot.document import Document
from feedbot.extract.content.features import ARTICLE, FORUM, MANUAL

_FORUM_URL = re.compile(
    r"//(?:[\w.-]*\.)?(?:forums?|discuss|boards?|community|answers|talk)\."
    r"|[/._-](?:forums?|threads?|viewtopic|showthread|showtopic|discussions?|topic|questions?|comments|boards?|talk)"
    r"(?=[./?&_-]|$)|/t/[^/]+/\d|/r/\w+/comments|/q/\d|item\?id=|ShowTopic-",
    re.IGNORECASE,
)
_MANUAL_URL = re.compile(
    r"//(?:docs?|developers?|devdocs|wiki|help|api|learn|man|readthedocs)\.|\.readthedocs\.|\.gitbook\.|//pkg\.|//pypi\."
    r"|/(?:docs?|documentation|reference|manual|api|handbook|wiki|man\d?)(?=[/._-]|$)",
    re.IGNORECASE,
)
# What the programs that make nothing but forums, or manuals, call themselves in <meta name=generator>.
_FORUM_MAKER = re.compile(
    r"discourse|vbulletin|phpbb|xenforo|mybb|simple machines|invision|flarum|nodebb|vanilla|question2answer|telligent",
    re.IGNORECASE,
)
_MANUAL_MAKER = re.compile(
    r"docusaurus|starlight|docutils|sphinx|mkdocs|vitepress|vuepress|gitbook|bookdown|mdbook|rustdoc|javadoc|doxygen"
    r"|typedoc|docfx|antora|asciidoctor|docbook|readme\.io",
    re.IGNORECASE,
)


def genre_of(document: Document) -> int:
    """Forum, manual or article, by the page's address, else by the program that made it."""
    for url, maker, genre in ((_FORUM_URL, _FORUM_MAKER, FORUM), (_MANUAL_URL, _MANUAL_MAKER, MANUAL)):
        if url.search(document.url) or any(map(maker.match, document.meta.get("generator", ()))):
            return genre
    return ARTICLE
