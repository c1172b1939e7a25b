"""What is told of a row has the town of the documents that share events: the next run tells all rows anew."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds the column, and lets every document be told again."""
    with op.batch_alter_table("tellings") as tellings:
        tellings.add_column(sa.Column("town", sa.Text, nullable=False, server_default=""))
    op.execute(sa.text("UPDATE documents SET dirty = true"))
