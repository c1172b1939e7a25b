"""Alembic's way in: it runs the revisions on the connection it is given."""

from alembic import context

from timeline.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
