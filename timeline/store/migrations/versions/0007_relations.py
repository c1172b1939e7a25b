"""Links are kept in full, and what is gone is found without a look at all: the next run tells all rows anew."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Adds the column and the index, and lets every document be told again."""
    op.drop_table("links")
    op.create_table(
        "links",
        sa.Column("position", _SORTED, primary_key=True),
        sa.Column("other", _SORTED, primary_key=True, index=True),
        sa.Column("drafts", sa.Text, nullable=False, server_default="[]"),
        sa.Column("kin", sa.Boolean, nullable=False),
    )
    op.create_table(
        "relations",
        sa.Column("position", _SORTED, primary_key=True),
        sa.Column("said", sa.Text, nullable=False),
    )
    op.create_index("ix_documents_gone", "documents", ["gone"])
    op.execute(sa.text("UPDATE documents SET dirty = true"))
