"""feedbot: full-text feeds from web pages that have none.

The library is three names wide, and needs neither a store nor the network:

    feedbot.discover(body, url)     a section page's HTML -> [Link, ...]
    feedbot.extract(body, url)      an article page's HTML -> Article
    feedbot.FeedbotError            all that both may raise
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from feedbot.errors import FeedbotError

if TYPE_CHECKING:
    from feedbot.discover import discover
    from feedbot.extract import extract

__all__ = ["FeedbotError", "discover", "extract"]


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that `import feedbot` and `feedbot --help` stay quick (docs/decisions/0006).
    if name in __all__:
        return import_module(f"feedbot.{name}")
    raise AttributeError(f"module 'feedbot' has no attribute {name!r}")
