"""Which documents of a store later ones may repeat, and which of them do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select, update

from timeline.documents.duplicates import REACH, Originals
from timeline.model import Document
from timeline.store import schema
from timeline.store.codec import thaw
from timeline.store.schema import batches

_documents = schema.documents.c


def originals(connection: Connection, since: str, twins: Collection[str] | None = None) -> Originals:
    """The documents before a position that later ones may repeat: those published shortly before, and those that have one of
    these ``twins``, by default those of all later ones."""
    known = Originals(dated=not connection.scalar(select(func.count()).where(_documents.published == "")))
    earlier = select(_documents.position, _documents.id, _documents.published, _documents.sketch, _documents.copy_of)
    earlier = earlier.where(_documents.position < since)
    if undated(connection, since):
        found = connection.execute(earlier).all()
    else:
        later = select(_documents.twin).where(_documents.position >= since, _documents.twin != "")
        near = _documents.published >= (day(since) - timedelta(days=REACH)).isoformat()
        near &= _documents.published < (day(since) + timedelta(days=1)).isoformat()
        same = _documents.twin.in_(later if twins is None else twins)
        found = [*connection.execute(earlier.where(near)), *connection.execute(earlier.where(same))]
    for _, name, published, sketch, copy_of in sorted({row.position: row for row in found}.values()):
        if text := thaw(sketch):
            known.add(Document(name, "", published=moment(published)), text, copy_of)
    return known


def attribute(connection: Connection, told: Iterable[tuple[str, str, str]]) -> None:
    """Writes down that rows have heard of documents: by name the position of each, and what it repeats."""
    statement = (
        update(schema.documents)
        .where(_documents.id == bindparam("name"))
        .values(folded=bindparam("folded"), copy_of=bindparam("copy_of"), dirty=False)
    )
    for some in batches(list(told)):
        values = [{"name": name, "folded": position, "copy_of": copy_of} for name, position, copy_of in some]
        connection.execute(statement, values)


def undated(connection: Connection, since: str) -> bool:
    """Whether there is a document without a date from a position on."""
    query = select(func.count()).where(_documents.published == "", _documents.position >= since)
    return bool(connection.scalar(query))


def day(position: str) -> date:
    """The day on which the document at a position was published; the last of all for one without a date."""
    said = position.split(" ")[1][:10]
    return date.fromisoformat(said) if said else date.max


def moment(published: str) -> datetime | None:
    """When a document was published, as the store has it."""
    return datetime.fromisoformat(published) if published else None
