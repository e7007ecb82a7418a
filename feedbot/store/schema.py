"""The tables, the same for SQLite and PostgreSQL. A change here needs a new file in `migrations/` and a new `VERSION`.

Times are whole microseconds since 1970 in UTC, structured values are JSON as text: see `values`.
Columns that are looked at often stand first: SQLite walks through a long text to get at what follows it.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

VERSION = "0001"  # the newest migration

metadata = MetaData()

# What is published; `key` is the identity of the article's own address.
entries = Table(
    "entries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("published", BigInteger, nullable=False),
    Column("updated", BigInteger, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("fingerprint", Text, nullable=False, index=True),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("dated", Text, nullable=False),  # the date as the article states it, with its precision and offset
    Column("modified", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("partial", Text, nullable=False),
    Column("authors", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("image", Text, nullable=False),
    Column("provenance", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("content", Text, nullable=False),
)

# Every link ever seen; `key` is the identity of its address, `listed` what the section page said of it.
links = Table(
    "links",
    metadata,
    Column("key", Text, primary_key=True),
    Column("entry_id", Text, ForeignKey("entries.id"), index=True),
    Column("verdict", Text, nullable=False),  # new, stored, duplicate, failed, rejected
    Column("tries", Integer, nullable=False),
    Column("next_try", BigInteger),
    Column("first_seen", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),
    Column("url", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("listed", Text, nullable=False),
    Index("ix_links_due", "verdict", "next_try"),
)

# Which section of which source showed a link.
sightings = Table(
    "sightings",
    metadata,
    Column("key", Text, ForeignKey("links.key"), primary_key=True),
    Column("source", Text, primary_key=True),
    Column("section", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# Which entries a source's sections showed: follows from links and sightings, and is kept so that the newest few
# of many thousand are one step in an index. An entry's `published` and `first_seen` never change.
shown = Table(
    "shown",
    metadata,
    Column("source", Text, primary_key=True),
    Column("published", BigInteger, primary_key=True),
    Column("first_seen", BigInteger, primary_key=True),
    Column("entry_id", Text, ForeignKey("entries.id"), primary_key=True),
    sqlite_with_rowid=False,
)

# The last visit of each section page. Two sources may share a page and keep different links of it.
visits = Table(
    "visits",
    metadata,
    Column("source", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("status", Integer),  # None: no answer
    Column("error", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("found", Integer, nullable=False),  # items when the page was last read
    sqlite_with_rowid=False,
)

robots = Table(
    "robots",
    metadata,
    Column("host", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("at", Double, nullable=False),  # seconds since 1970
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("ok", Boolean, nullable=False),
    Column("started", BigInteger, nullable=False),
    Column("seconds", Double, nullable=False),
    Column("report", Text, nullable=False),
    Index("ix_runs_source", "source", "ok", "id"),
    Index("ix_runs_started", "started"),
)

# What each feed file was last made from.
published = Table(
    "published",
    metadata,
    Column("name", Text, primary_key=True),
    Column("token", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
