"""The only door to the net: polite, guarded, bounded."""

from __future__ import annotations

from feedbot.fetch.http import Fetcher, Memory, Stats, default_user_agent

__all__ = ["Fetcher", "Memory", "Stats", "default_user_agent"]
