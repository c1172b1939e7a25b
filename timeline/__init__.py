"""Turns prose into a living calendar: finds every date, makes one row per event, exports to Excel, CSV and calendars.

>>> import timeline
>>> table = timeline.build("seeds/")
>>> table.frame  # a pandas DataFrame with real dates
>>> table.write("exports/")
>>> timeline.find("Am 15. März trafen sie sich.", published="2025-04-26", language="de")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline.errors import InputError, TimelineError, UsageError
    from timeline.model import Document, Event, Reading, When
    from timeline.pipeline import Table, build, find, read
    from timeline.settings import Settings

__all__ = [
    "Document",
    "Event",
    "InputError",
    "Reading",
    "Settings",
    "Table",
    "TimelineError",
    "UsageError",
    "When",
    "build",
    "find",
    "read",
]

_HOMES = {
    "errors": ("InputError", "TimelineError", "UsageError"),
    "model": ("Document", "Event", "Reading", "When"),
    "pipeline": ("Table", "build", "find", "read"),
    "settings": ("Settings",),
}


def __getattr__(name: str) -> Any:
    """The public names are imported when first used, so that importing the package costs nothing (PEP 562)."""
    for module, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(f"timeline.{module}"), name)
            return value
    raise AttributeError(f"module 'timeline' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
