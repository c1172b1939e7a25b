"""A small server: calendars to subscribe to, rows to review, and the same as JSON (Starlette, FastAPI)."""

from timeline.web.server import serve

__all__ = ["serve"]
