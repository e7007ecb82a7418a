"""The nodes of an article as clean HTML for feeds: semantic, safe, absolute, whole without scripts.

1. walk the article's nodes, the dropped ones left out; the tree is only read            (walk, elements)
2. pictures get their real and best address, players and posts become links         (media, images, embeds)
3. paragraphs, lists, tables, figures are written anew, nothing empty or nested wrongly  (writer)
4. an allow-list sanitizer reads the result once more                                    (safe)

Cleaning what is clean changes nothing.
"""

from __future__ import annotations

from feedbot.extract.clean.elements import html
from feedbot.extract.clean.lead import lead

__all__ = ["html", "lead"]
