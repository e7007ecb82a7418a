"""A Feed as bytes: Atom, RSS, JSON Feed, and the pages that list all feeds.

Pure, and the same Feed always gives the same bytes.
"""

from feedbot.render.formats import FORMATS, Format
from feedbot.render.opml import opml
from feedbot.render.page import index

__all__ = ["FORMATS", "Format", "index", "opml"]
