"""Atom, RSS 0.9-2.0, RDF and JSON Feed -> links.

RFC 4287 (Atom), RFC 5005 (paging), RSS 2.0 Advisory Board, RSS 1.0, Media RSS 1.5, JSON Feed 1.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from feedbot import dates, text, urls
from feedbot.discover.doors import xml
from feedbot.discover.doors.values import Door, Given
from feedbot.discover.doors.plain import image_of, link, names, unmarked
from feedbot.discover.doors.data import loads
from feedbot.errors import NoLinks
from feedbot.model import Image, Link, Page, When
