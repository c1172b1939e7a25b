"""Drafts are filed one by one, and by their names: the next run tells the rows anew from what is kept of the documents."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables of filings, names and kin, and lets every document be told again."""
    op.drop_table("filings")
    op.create_table(
        "filings",
        sa.Column("position", _SORTED, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("long", sa.Boolean, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_index("filings_by_day", "filings", ["long", "first", "last"])
    op.create_table(
        "names",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("word", _SORTED, primary_key=True),
        sa.Column("position", _SORTED, primary_key=True, index=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kin",
        sa.Column("position", _SORTED, primary_key=True),
        sa.Column("other", _SORTED, primary_key=True, index=True),
    )
    op.execute(sa.text("UPDATE documents SET dirty = true"))
