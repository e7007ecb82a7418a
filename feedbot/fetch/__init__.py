"""The only door to the net: polite, guarded, bounded."""

from __future__ import annotations

from feedbot.fetch.http import Fetcher, Stats, default_user_agent
from feedbot.fetch.robots import Memory

__all__ = ["Fetcher", "Memory", "Stats", "default_user_agent"]
