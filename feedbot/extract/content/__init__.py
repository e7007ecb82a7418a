"""Which part of an article page is the text."""

from __future__ import annotations

from feedbot.extract.content.find import Body, Removed, find, layout

__all__ = ["Body", "Removed", "find", "layout"]
