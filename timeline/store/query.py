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


@dataclass(frozen=True, slots=True)
class MentionAt:
    """Where a row is told of."""

    document: str
    start: int
    end: int
    uid: str
    """Of the row."""
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in a list of many."""

    id: str
    title: str
    published: str
    """ISO 8601; empty when unknown."""
    language: str
    publisher: str
    url: str
    copy_of: str
    gone: bool
    """Whether its file is no longer there."""


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


def of_document(connection: Connection, name: str) -> tuple[Event, ...]:
    """The rows that a document is evidence of, in order."""
    event, mention = schema.events.c, schema.mentions.c
    told = select(mention.uid).where(mention.document == name)
    rows = connection.scalars(
        select(event.event).where(event.uid.in_(told)).order_by(event.start, event.end, event.uid)
    )
    return tuple(map(thaw, rows))


def mentions(connection: Connection, document: str, offset: int, limit: int) -> tuple[tuple[MentionAt, ...], int]:
    """Where rows are told of, in a document or in all, and how many such places there are."""
    mention = schema.mentions.c
    wanted = [mention.document == document] if document else []
    total = connection.scalar(select(func.count()).select_from(schema.mentions).where(*wanted)) or 0
    query = select(schema.mentions).where(*wanted).order_by(mention.document, mention.start, mention.uid)
    rows = connection.execute(query.offset(offset).limit(limit))
    return tuple(MentionAt(row.document, row.start, row.end, row.uid, row.text, row.sentence) for row in rows), total


def documents(connection: Connection, words: str, offset: int, limit: int) -> tuple[tuple[Listed, ...], int]:
    """Documents with all of some words in their id or title, the last published first, and how many there are."""
    document = schema.documents.c
    named = func.lower(document.id + " " + document.title)
    wanted = [named.contains(word, autoescape=True) for word in words.lower().split()]
    total = connection.scalar(select(func.count()).select_from(schema.documents).where(*wanted)) or 0
    columns = (document.id, document.title, document.published, document.language, document.publisher, document.url)
    query = select(*columns, document.copy_of, document.gone).where(*wanted)
    rows = connection.execute(query.order_by(document.published.desc(), document.id).offset(offset).limit(limit))
    return tuple(Listed(*row) for row in rows), total


def _lists(query: Query) -> tuple[tuple[ColumnElement[str], tuple[str, ...]], ...]:
    event = schema.events.c
    return (event.kind, query.kinds), (event.status, query.statuses), (event.review, query.reviews)
