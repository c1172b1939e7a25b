"""What a run changed: new, moved, confirmed, cancelled, doubted, changed, gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from timeline.decision import Difference
from timeline.model import Event, Status
from timeline.store import schema
from timeline.store.codec import thaw
from timeline.store.schema import AT_ONCE, batches, pairs
from timeline.table.columns import iso
from timeline.table.dates import interval


def compare(connection: Connection, before: Mapping[str, bytes | None]) -> Iterator[Difference]:
    """How the rows that were touched differ from what they were, by uid."""
    event = schema.events.c
    for batch in batches(sorted(before)):
        query = select(event.uid, event.event).where(event.uid.in_(batch))
        now = pairs(connection, query)
        for uid in batch:
            old, new = before[uid], now.get(uid)
            if old != new:
                yield from differences(thaw(old) if old else None, thaw(new) if new else None)


def first(connection: Connection) -> Iterator[Difference]:
    """What there is to say of all rows, by uid, where there were none before."""
    event = schema.events.c
    query = select(event.uid, event.event).order_by(event.uid)
    batch = connection.execute(query.limit(AT_ONCE)).all()
    while batch:
        for one in batch:
            yield from differences(None, thaw(one.event))
        batch = connection.execute(query.where(event.uid > batch[-1].uid).limit(AT_ONCE)).all()


def differences(old: Event | None, new: Event | None) -> Iterator[Difference]:
    """What became of a row, most telling first; nothing where it says what it said."""
    if new is None:
        if old is not None:
            yield _difference("gone", old, "", "", "")
        return
    if old is None:
        yield _difference("new", new, "", "", "")
        return
    if new.status is Status.CANCELLED is not old.status:
        yield _difference("cancelled", new, "status", old.status, new.status)
    if interval(old.when) != interval(new.when):
        yield _difference("moved", new, "start", interval(old.when), interval(new.when))
    sources = [len({mention.document for mention in event.mentions}) for event in (old, new)]
    if sources[1] > sources[0]:
        yield _difference("confirmed", new, "sources", str(sources[0]), str(sources[1]))
    fresh = {doubt.code: doubt for doubt in new.doubts if doubt.code not in {one.code for one in old.doubts}}
    for code in sorted(fresh):
        yield _difference("doubted", new, "doubts", "", code)
    pairs = [
        ("title", old.title, new.title),
        ("place", old.place.name if old.place else "", new.place.name if new.place else ""),
        ("kind", old.kind, new.kind),
        ("participants", "; ".join(old.participants), "; ".join(new.participants)),
        ("review", old.review, new.review),
    ]
    if new.status is not Status.CANCELLED or old.status is Status.CANCELLED:
        pairs.insert(0, ("status", old.status, new.status))
    for field, was, now in pairs:
        if was != now:
            yield _difference("changed", new, field, was, now)


def write(connection: Connection, run: int, found: Iterable[Difference]) -> int:
    """Keeps what a run changed; returns how much that is."""
    count, left = 0, iter(found)
    while some := list(islice(left, AT_ONCE)):
        count += len(some)
        connection.execute(insert(schema.changes), [{"run": run, **_said(one)} for one in some])
    return count


def _said(one: Difference) -> dict[str, object]:
    return {
        "what": one.what,
        "uid": one.uid,
        "title": one.title,
        "start": one.start,
        "field": one.field,
        "old": one.old,
        "new": one.new,
        "document": one.document,
        "quote": one.quote,
    }


def read(connection: Connection, since: datetime | None = None) -> tuple[Difference, ...]:
    """What the last run that changed anything changed, or all runs that began at ``since`` (UTC) or later, in order."""
    change = schema.changes.c
    query = select(schema.changes).order_by(change.id)
    if since is None:
        query = query.where(change.run == select(func.max(change.run)).scalar_subquery())
    else:
        runs = select(schema.runs.c.number).where(schema.runs.c.began >= since)
        query = query.where(change.run.in_(runs))
    return tuple(map(_made, connection.execute(query)))


def news(connection: Connection) -> tuple[Difference, ...]:
    """What the last run changed; nothing of the first one, to which all is new."""
    change = schema.changes.c
    first, last = connection.execute(select(func.min(change.run), func.max(change.run))).one()
    if first == last:
        return ()
    query = select(schema.changes).where(change.run == last).order_by(change.id)
    return tuple(map(_made, connection.execute(query)))


def _made(row: Row[Any]) -> Difference:
    return Difference(row.what, row.uid, row.title, row.start, row.field, row.old, row.new, row.document, row.quote)


def _difference(what: str, event: Event, field: str, old: str, new: str) -> Difference:
    last = event.mentions[-1] if event.mentions else None
    return Difference(
        what,
        event.uid,
        event.title,
        iso(event.when.start),
        field,
        old,
        new,
        last.document if last else "",
        last.sentence if last else "",
    )
