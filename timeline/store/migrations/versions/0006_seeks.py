"""What is linked, and who looks where, is kept for all documents: the next run tells all rows anew."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables, and lets every document be told again."""
    op.drop_table("kin")
    op.create_table(
        "links",
        sa.Column("position", _SORTED, primary_key=True),
        sa.Column("other", _SORTED, primary_key=True, index=True),
        sa.Column("kin", sa.Boolean, nullable=False),
    )
    op.create_table(
        "seeks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("position", _SORTED, nullable=False, index=True),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("far", sa.Boolean, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.execute(sa.text("UPDATE documents SET dirty = true"))
