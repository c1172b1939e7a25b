"""The tables of a store (SQLAlchemy Core).

Documents and what was decided last; rows, tellings, filings, names, seeks, links, relations and events can be made anew from them, but for their uids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)
from sqlalchemy.engine import Dialect

AT_ONCE = 500
"""Rows that are asked for, or written, at once."""
_T = TypeVar("_T")

VERSION = "0007"
"""The newest revision under ``migrations``."""

metadata = MetaData()

_UNFIT = re.compile("[\x00\ud800-\udfff]")
"""What PostgreSQL's text cannot hold, or UTF-8 has no bytes for."""


class Words(TypeDecorator[str]):
    """Any text: a character that no store can hold becomes U+FFFD, so that every offset stays what it was."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The text as it is kept."""
        return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", value) if value else value


_sorted = Words().with_variant(Words(collation="C"), "postgresql")
"""Text in the order of its code points, as Python sorts it."""

version = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))
"""The revision of these tables, for Alembic."""

shapes = Table("shapes", metadata, Column("said", Text, primary_key=True))
"""What values have been kept in (``codec.Shape``)."""

documents = Table(
    "documents",
    metadata,
    Column("id", _sorted, primary_key=True),
    Column("path", Words, nullable=False, index=True),
    Column("hash", String(64), nullable=False, index=True),
    Column("recipe", Words, nullable=False),
    Column("position", _sorted, nullable=False, index=True),
    Column("folded", _sorted, nullable=False, server_default=""),
    Column("dirty", Boolean, nullable=False, index=True),
    Column("published", String(32), nullable=False, server_default="", index=True),
    Column("language", String(16), nullable=False),
    Column("title", Words, nullable=False),
    Column("publisher", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("copy_of", Words, nullable=False, server_default=""),
    Column("twin", String(32), nullable=False, index=True),
    Column("sketch", LargeBinary),
    Column("account", LargeBinary, nullable=False),
    Column("text", Words, nullable=False),
    Column("run", Integer, nullable=False),
    Column("gone", Boolean, nullable=False, server_default=false(), index=True),
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
    Column("drafts", Words, nullable=False),
    Column("echo", Words, nullable=False),
    Column("town", Words, nullable=False, server_default=""),
)

filings = Table(
    "filings",
    metadata,
    Column("position", _sorted, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("long", Boolean, nullable=False),
    Column("words", Words, nullable=False),
    Index("filings_by_day", "long", "first", "last"),
)

names = Table(
    "names",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("word", _sorted, primary_key=True),
    Column("position", _sorted, primary_key=True, index=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

seeks = Table(
    "seeks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("position", _sorted, nullable=False, index=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("far", Boolean, nullable=False),
    Column("words", Words, nullable=False),
)
"""Where documents look for earlier drafts, besides where their own are filed."""

links = Table(
    "links",
    metadata,
    Column("position", _sorted, primary_key=True),
    Column("other", _sorted, primary_key=True, index=True),
    Column("drafts", Words, nullable=False, server_default="[]"),
    Column("kin", Boolean, nullable=False),
)
"""Documents that may tell of one event, by their positions: the later one, and the earlier with the numbers of its drafts that
the later one is linked with; ``kin`` where they do for sure."""

relations = Table(
    "relations", metadata, Column("position", _sorted, primary_key=True), Column("said", Words, nullable=False)
)
"""All that is known of the links of a document, which stays as it is when only the rows they lead to change."""

events = Table(
    "events",
    metadata,
    Column("uid", String(32), primary_key=True),
    Column("start", String(32), nullable=False),
    Column("end", String(32), nullable=False),
    Column("title", Words, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("place", Words, nullable=False),
    Column("review", String(16), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("doubts", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("changed", String(32), nullable=False),
    Column("said", Words, nullable=False),
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
    Column("text", Words, nullable=False),
    Column("sentence", Words, nullable=False),
)

history = Table(
    "history",
    metadata,
    Column("uid", String(32), ForeignKey("events.uid", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("document", Words, nullable=False),
    Column("field", String(32), nullable=False),
    Column("old", Words, nullable=False),
    Column("new", Words, nullable=False),
    Column("quote", Words, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("by", Words, nullable=False),
    Column("uid", String(32), nullable=False, index=True),
    Column("action", String(16), nullable=False),
    Column("field", String(32), nullable=False),
    Column("value", Words, nullable=False),
    Column("basis", Words, nullable=False),
    Column("quotes", Words, nullable=False),
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
    Column("changed", Boolean, nullable=False, server_default=false()),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, nullable=False, index=True),
    Column("what", String(16), nullable=False),
    Column("uid", String(32), nullable=False),
    Column("title", Words, nullable=False),
    Column("start", String(32), nullable=False),
    Column("field", String(32), nullable=False),
    Column("old", Words, nullable=False),
    Column("new", Words, nullable=False),
    Column("document", Words, nullable=False),
    Column("quote", Words, nullable=False),
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


def batches(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Values in as many parts as it takes to ask for them, or write them, at once."""
    for at in range(0, len(values), AT_ONCE):
        yield values[at : at + AT_ONCE]


def pairs(connection: Connection, query: Select[Any]) -> dict[Any, Any]:
    """The first column of a query's rows with the second."""
    return {row[0]: row[1] for row in connection.execute(query)}
