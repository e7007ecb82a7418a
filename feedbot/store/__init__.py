"""What feedbot remembers: entries, links, sightings, visits, runs. SQLite or PostgreSQL; the only room with SQL."""

from feedbot.store.database import Store, open_store
from feedbot.store.engine import copy as copy_store
from feedbot.store.values import Due, LastRun, Unread

__all__ = ["Due", "LastRun", "Store", "Unread", "copy_store", "open_store"]
