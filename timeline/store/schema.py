"""The tables of a store (SQLAlchemy Core).

Documents and what was decided last; rows, tellings, filings and events can be made anew from them, but for their uids.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
)

VERSION = "0002"
"""The newest revision under ``migrations``."""

metadata = MetaData()

_sorted = String().with_variant(String(collation="C"), "postgresql")
"""Text in the order of its code points, as Python sorts it."""

documents = Table(
    "documents",
    metadata,
    Column("id", _sorted, primary_key=True),
    Column("path", Text, nullable=False, index=True),
    Column("hash", String(64), nullable=False),
    Column("recipe", Text, nullable=False),
    Column("position", _sorted, nullable=False, index=True),
    Column("folded", _sorted, nullable=False, server_default=""),
    Column("dirty", Boolean, nullable=False, index=True),
    Column("published", String(32), nullable=False, server_default="", index=True),
    Column("language", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("copy_of", Text, nullable=False, server_default=""),
    Column("twin", String(32), nullable=False, index=True),
    Column("sketch", LargeBinary),
    Column("account", LargeBinary, nullable=False),
    Column("text", Text, nullable=False),
    Column("run", Integer, nullable=False),
    Column("gone", Boolean, nullable=False, server_default=false()),
)
"""``folded``: the position at which the rows have heard of it; ``dirty``: they have not heard of it as it is now."""

rows = Table(
    "rows",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("uid", String(32), nullable=False, unique=True),
)

tellings = Table(
    "tellings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("row", Integer, nullable=False, index=True),
    Column("document", _sorted, nullable=False),
    Column("position", _sorted, nullable=False, index=True),
    Column("drafts", Text, nullable=False),
    Column("echo", Text, nullable=False),
)

filings = Table(
    "filings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("row", Integer, nullable=False),
    Column("position", _sorted, nullable=False, index=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("long", Boolean, nullable=False),
    Column("words", Text, nullable=False),
    Index("filings_by_day", "long", "first", "last"),
)

events = Table(
    "events",
    metadata,
    Column("uid", String(32), primary_key=True),
    Column("start", String(32), nullable=False),
    Column("end", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("place", Text, nullable=False),
    Column("review", String(16), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("doubts", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("changed", String(32), nullable=False),
    Column("said", Text, nullable=False),
    Column("extracted", LargeBinary, nullable=False),
    Column("event", LargeBinary, nullable=False),
    Index("events_in_order", "start", "end", "uid"),
)
"""``said``: all that a search looks into, in lower case; ``event``: the row with what was decided."""

mentions = Table(
    "mentions",
    metadata,
    Column("document", _sorted, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("uid", String(32), ForeignKey("events.uid", ondelete="CASCADE"), primary_key=True, index=True),
    Column("text", Text, nullable=False),
    Column("sentence", Text, nullable=False),
)

history = Table(
    "history",
    metadata,
    Column("uid", String(32), ForeignKey("events.uid", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("document", Text, nullable=False),
    Column("field", String(32), nullable=False),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("quote", Text, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("uid", String(32), nullable=False, index=True),
    Column("action", String(16), nullable=False),
    Column("field", String(32), nullable=False),
    Column("value", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("quotes", Text, nullable=False),
    Column("undone", Boolean, nullable=False, server_default=false()),
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("began", DateTime, nullable=False),
    Column("ended", DateTime),
    Column("documents", Integer, nullable=False, server_default="0"),
    Column("read", Integer, nullable=False, server_default="0"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, nullable=False, index=True),
    Column("what", String(16), nullable=False),
    Column("uid", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("start", String(32), nullable=False),
    Column("field", String(32), nullable=False),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("quote", Text, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("label", Text, nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("created", DateTime, nullable=False),
    Column("revoked", DateTime),
)
"""Who may subscribe or review: of a token only its SHA-256 is kept, so that a stolen store opens nothing."""
