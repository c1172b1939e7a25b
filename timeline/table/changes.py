"""What became of rows, as a table: the last run's differences, then the steps in the life of each event."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.model import Moment, Timeline, Value
from timeline.table.columns import MOMENT, Column, iso, ordered

_FIRST = ("announced", "reported")
"""What the life of an event begins with: every one has it, so it is no change."""


@dataclass(frozen=True, slots=True)
class ChangeRow(Value):
    """One step in the life of an event, or what became of its row in the last run."""

    at: Moment | None
    title: str
    field: str
    old: str
    new: str
    quote: str
    document: str
    uid: str


def change_rows(timeline: Timeline) -> list[ChangeRow]:
    """What the last run changed, then one row per step in an event's life, latest first, but for its first mention."""
    published = {document.id: document.published for document in timeline.documents}
    last = [
        ChangeRow(
            published.get(one.document),
            one.title,
            one.field if one.what == "changed" else one.what,
            one.old,
            one.new,
            one.quote,
            one.document,
            one.uid,
        )
        for one in timeline.changes
    ]
    steps = [
        ChangeRow(one.at, event.title, one.field, one.old, one.new, one.quote, one.document, event.uid)
        for event in ordered(timeline.events)
        for one in event.history
        if one.field not in _FIRST
    ]
    return last + sorted(steps, key=lambda row: iso(row.at), reverse=True)


CHANGES: tuple[Column[ChangeRow], ...] = (
    Column("at", "moment", "Publication of the document that brought the change.", lambda r: r.at, {"pattern": MOMENT}),
    Column("title", "string", "The event.", lambda r: r.title),
    Column("field", "string", "What changed.", lambda r: r.field),
    Column("old", "string", "Before.", lambda r: r.old),
    Column("new", "string", "After.", lambda r: r.new),
    Column("quote", "string", "What the document says.", lambda r: r.quote),
    Column("document", "string", "The document.", lambda r: r.document),
    Column("uid", "string", "The event's identity.", lambda r: r.uid),
)
"""One row per change: the sheet Changes."""
