"""Values are kept field by field: what was kept otherwise is read anew from its documents; decisions stay."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MADE_ANEW = ("mentions", "history", "events", "filings", "tellings", "rows", "changes", "documents")


def upgrade() -> None:
    """Makes the table of shapes, and empties those that the next run fills again."""
    op.create_table("shapes", sa.Column("said", sa.Text, primary_key=True))
    op.add_column("runs", sa.Column("changed", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("ix_documents_hash", "documents", ["hash"])
    for table in _MADE_ANEW:
        op.execute(f"DELETE FROM {table}")
