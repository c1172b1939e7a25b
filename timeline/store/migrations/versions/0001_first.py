"""The first tables; a new store gets the newest ones at once and starts here only by name."""

from alembic import op

from timeline.store.schema import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables."""
    metadata.create_all(op.get_bind())
