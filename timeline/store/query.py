"""Rows asked for by a filter, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, func, select

from timeline.model import Event
from timeline.store import schema
from timeline.store.codec import thaw


@dataclass(frozen=True, slots=True)
class Query:
    """What rows are wanted; an empty field asks for nothing."""

    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    place: str = ""
    """Part of the place's name, whatever its case."""
    words: str = ""
    """Words that all stand in the row or its evidence, whatever their case."""
    first: date | None = None
    """No rows that end before this day."""
    last: date | None = None
    """No rows that start after this day."""
    order: str = "date"
    """``date``, or ``doubt``: the most doubtful first."""
    offset: int = 0
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the rows that were asked for."""

    events: tuple[Event, ...]
    total: int
    """How many there are in all."""


def find(connection: Connection, query: Query) -> Page:
    """The rows of a query, in its order."""
    event = schema.events.c
    wanted = [
        *(column.in_(values) for column, values in _lists(query) if values),
        *(event.said.contains(word, autoescape=True) for word in query.words.casefold().split()),
    ]
    if query.place:
        wanted.append(func.lower(event.place).contains(query.place.lower(), autoescape=True))
    if query.first:
        wanted.append(event.end >= query.first.isoformat())
    if query.last:
        wanted.append(event.start < (query.last + timedelta(days=1)).isoformat())
    dates = (event.start, event.end, event.uid)
    order = (
        ((event.review != "open"), (event.doubts == 0), event.confidence, *dates) if query.order == "doubt" else dates
    )
    total = connection.scalar(select(func.count()).select_from(schema.events).where(*wanted)) or 0
    rows = connection.scalars(
        select(event.event).where(*wanted).order_by(*order).offset(query.offset).limit(query.limit)
    )
    return Page(tuple(map(thaw, rows)), total)


def _lists(query: Query) -> tuple[tuple[ColumnElement[str], tuple[str, ...]], ...]:
    event = schema.events.c
    return (event.kind, query.kinds), (event.status, query.statuses), (event.review, query.reviews)
