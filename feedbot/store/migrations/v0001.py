"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("published", sa.BigInteger, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.Column("first_seen", sa.BigInteger, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("dated", sa.Text, nullable=False),
        sa.Column("modified", sa.Text, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("partial", sa.Text, nullable=False),
        sa.Column("authors", sa.Text, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
        sa.Column("image", sa.Text, nullable=False),
        sa.Column("provenance", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_index("ix_entries_fingerprint", "entries", ["fingerprint"])
    op.create_table(
        "links",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("entry_id", sa.Text, sa.ForeignKey("entries.id")),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_try", sa.BigInteger),
        sa.Column("first_seen", sa.BigInteger, nullable=False),
        sa.Column("last_seen", sa.BigInteger, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("listed", sa.Text, nullable=False),
    )
    op.create_index("ix_links_entry_id", "links", ["entry_id"])
    op.create_index("ix_links_due", "links", ["verdict", "next_try"])
    op.create_table(
        "sightings",
        sa.Column("key", sa.Text, sa.ForeignKey("links.key"), primary_key=True),
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("section", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("first_seen", sa.BigInteger, nullable=False),
        sa.Column("last_seen", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "shown",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("published", sa.BigInteger, primary_key=True),
        sa.Column("first_seen", sa.BigInteger, primary_key=True),
        sa.Column("entry_id", sa.Text, sa.ForeignKey("entries.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "visits",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("last_modified", sa.Text, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("found", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "robots",
        sa.Column("host", sa.Text, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("ok", sa.Boolean, nullable=False),
        sa.Column("started", sa.BigInteger, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
    )
    op.create_index("ix_runs_source", "runs", ["source", "ok", "id"])
    op.create_index("ix_runs_started", "runs", ["started"])
    op.create_table(
        "published",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
