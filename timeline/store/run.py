"""One run: documents are kept as they are read, then all that is new is folded into the rows in one transaction."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from timeline.model import Document
from timeline.settings import Settings
from timeline.store import schema
from timeline.store.beginning import LEAST, MOST, Beginning, Crew
from timeline.store.changes import compare, first, write
from timeline.store.codec import fingerprint, thaw
from timeline.store.database import Database
from timeline.store.ledger import Ledger
from timeline.store.memory import Stored
from timeline.store.originals import attribute, originals, undated
from timeline.store.packing import Packed
from timeline.store.retelling import DEARER, Retelling
from timeline.store.schema import batches
from timeline.store.whereabouts import Known, empty, free, has, missing, move, recognise, superseded
from timeline.table import Account
from timeline.table.fold import Fold
from timeline.table.links import Linker, seeks

_BATCH = 200
"""Documents kept at once."""
_BYTES = 4_000_000
"""Characters of text after which they are kept at once."""
_CHUNK = 1000
"""Documents folded before what the fold has at hand is let go."""

_documents = schema.documents.c


class Run:
    """Ask for each document whether it is ``known``, ``keep`` those that are new, then ``finish``."""

    def __init__(self, database: Database, settings: Settings, sources: Sequence[str]) -> None:
        self._database = database
        self._recipe = f"{fingerprint()} {settings.timezone} {settings.region}"
        self._sources = tuple(os.path.realpath(source) for source in sources)
        self._seen: dict[str, str] = {}
        self._waiting: list[dict[str, object]] = []
        self._characters = 0
        self.read = 0
        """Documents that were new or changed."""
        with database.writing() as connection:
            self._first = empty(connection)
            values = {"began": _now(), "documents": 0, "read": 0}
            key = connection.execute(insert(schema.runs).values(values)).inserted_primary_key
        self.number = int(key[0]) if key else 0

    def known(self, document: Document) -> tuple[Document, bool]:
        """The document under the id it has here, and whether it has been read before just as it is."""
        path, key = _path(document), _hash(document)
        found: Known | None = None
        if self._first:  # what the store has by now, this run has met
            name = free(document.id, document.path, self._seen.__contains__)
        else:
            with self._database.reading() as connection:
                found = recognise(connection, document.id, path, key, self._seen)
                taken = partial(self._taken, connection)
                name = found.id if found else free(document.id, document.path, taken)
        document = replace(document, id=name)
        self._seen[name] = path
        return document, found is not None and (found.hash, found.recipe) == (key, self._recipe)

    def _taken(self, connection: Connection, name: str) -> bool:
        return name in self._seen or has(connection, name)

    def keep(self, document: Document, packed: Packed) -> None:
        """Keeps a document with its packed account; it counts from then on, even if the run ends before its time."""
        self.read += 1
        self._characters += len(document.text)
        self._waiting.append(_columns(document, packed, self._recipe, self.number))
        if len(self._waiting) >= _BATCH or self._characters >= _BYTES:
            self.flush()

    def flush(self) -> None:
        """Writes what is kept."""
        if self._waiting:
            with self._database.writing() as connection:
                _upsert(connection, self._waiting)
        self._waiting, self._characters = [], 0

    def stale(self) -> Iterator[Document]:
        """Documents that another version of the program, or other settings, have read, and nobody brings again."""
        self.flush()
        with self._database.reading() as connection:
            names = connection.scalars(select(_documents.id).where(_documents.recipe != self._recipe)).all()
        for name in sorted(set(names) - set(self._seen)):
            query = select(_documents.account, _documents.text, _documents.path).where(_documents.id == name)
            with self._database.reading() as connection:
                account, text, path = connection.execute(query).one()
            yield replace(thaw(account).document, text=text, path=path)

    def finish(self, crew: Crew | None = None) -> bool:
        """Tells the rows what is new, with the help of a ``crew`` that is at work already; returns whether anything changed."""
        self.flush()
        with self._database.writing() as connection:
            moved = move(connection, self._seen)
            gone = missing(connection, self._seen, self._sources)
            removed = superseded(connection, gone, self._seen)
            memory = Stored(connection)
            ledger = self._marked(connection, memory, gone)
            since = min(filter(None, (_earliest(connection), *removed)), default=None)
            if since is not None and not removed and (new := _amid(connection, since)):
                Retelling(connection, memory, ledger).tell(new)
            elif since is not None:
                shorter = _forget(connection, ledger, since)
                if crew and crew.started and ledger.fresh and not removed and _enough(connection):
                    Beginning(connection, self._database.address, self.number, crew).tell(memory, ledger)
                else:
                    if crew:
                        crew.stop()
                    for fold in _folded(connection, memory, since):
                        ledger.settle(fold)
                    ledger.settle_rest(shorter)
                    ledger.drop()
            differences = first(connection) if ledger.begun else compare(connection, ledger.before)
            found = write(connection, self.number, differences)
            changed = bool(found or gone or removed or moved or self.read)
            values = {"ended": _now(), "documents": len(self._seen), "read": self.read, "changed": changed}
            connection.execute(update(schema.runs).where(schema.runs.c.number == self.number).values(values))
        return changed

    def _marked(self, connection: Connection, memory: Stored, gone: Mapping[str, bool]) -> Ledger:
        """Marks documents as gone, or as back again, and writes their rows anew."""
        for name, away in gone.items():
            connection.execute(update(schema.documents).where(_documents.id == name).values(gone=away))
        ledger = Ledger(connection, memory)
        if gone:
            mention = schema.mentions.c
            uids: set[str] = set()
            for batch in batches(sorted(gone)):
                uids.update(connection.scalars(select(mention.uid).where(mention.document.in_(batch))))
            ledger.settle_again(sorted(uids))
        return ledger


def _path(document: Document) -> str:
    return document.path or f"#{document.id}"


def _hash(document: Document) -> str:
    said = (
        document.text,
        document.language,
        document.published.isoformat() if document.published else "",
        document.title,
        document.publisher,
        document.url,
        document.genre,
        document.passages,
        document.entry,
        document.dateline,
    )
    return blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _columns(document: Document, packed: Packed, recipe: str, run: int) -> dict[str, object]:
    return {
        "id": document.id,
        "path": _path(document),
        "hash": _hash(document),
        "recipe": recipe,
        **{one.name: getattr(packed, one.name) for one in fields(packed)},
        "text": document.text,
        "run": run,
        "gone": False,
        "dirty": True,
    }


def _upsert(connection: Connection, values: list[dict[str, object]]) -> None:
    make = sqlite_insert if connection.dialect.name == "sqlite" else postgres_insert
    statement = make(schema.documents)
    kept = {name: statement.excluded[name] for name in values[0] if name != "id"}
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=kept), values)


def _enough(connection: Connection) -> bool:
    """Whether there are so many documents that several processes tell of them sooner than one, and not too many."""
    return LEAST <= (connection.scalar(select(func.count()).select_from(schema.documents)) or 0) <= MOST


def _earliest(connection: Connection) -> str | None:
    """Where in the order of telling the first new or changed document stands, or stood."""
    query = select(func.min(_documents.position), func.min(func.nullif(_documents.folded, ""))).where(_documents.dirty)
    return min((position for position in connection.execute(query).one() if position is not None), default=None)


def _amid(connection: Connection, since: str) -> list[str]:
    """The new documents by position, where so many others follow that most of those need not be told again."""
    if undated(connection, since):
        return []
    count = select(func.count()).where(_documents.position >= since)
    new = connection.scalar(count.where(_documents.dirty)) or 0
    if (connection.scalar(count) or 0) < DEARER * (new + 1):
        return []
    told = connection.execute(select(_documents.position, _documents.folded).where(_documents.dirty)).all()
    return [] if any(folded for _, folded in told) else sorted(position for position, _ in told)


def _forget(connection: Connection, ledger: Ledger, since: str) -> list[str]:
    """Takes back all that was told from a position on, and the numbers of rows of which nothing is told any more.

    Returns the uids of the rows of which less is told now.
    """
    told, row = schema.tellings.c, schema.rows.c
    later = select(told.row).where(told.position >= since)
    query = (
        select(row.number, row.uid, func.min(told.position))
        .outerjoin(schema.tellings, told.row == row.number)
        .where(row.number.in_(later) | told.row.is_(None))
        .group_by(row.number, row.uid)
    )
    found = connection.execute(query).all()
    new = {number: uid for number, uid, first in found if first is None or first >= since}
    ledger.orphan(new.values())
    ledger.touch(uid for _, uid, _ in found)
    for table in (schema.tellings, schema.filings, schema.names, schema.seeks, schema.links, schema.relations):
        connection.execute(delete(table).where(table.c.position >= since))
    for batch in batches(list(new)):
        connection.execute(delete(schema.rows).where(row.number.in_(batch)))
    return [uid for number, uid, _ in found if number not in new]


def _folded(connection: Connection, memory: Stored, since: str) -> Iterator[Fold]:
    """Folds chunk after chunk of the documents from a position on, each with the rows it changed."""
    known = originals(connection, since)
    query = select(_documents.id, _documents.position, _documents.account, _documents.sketch)
    after = since
    first = True
    while True:
        here = _documents.position >= after if first else _documents.position > after
        chunk = connection.execute(query.where(here).order_by(_documents.position).limit(_CHUNK)).all()
        if not chunk:
            return
        first, after = False, chunk[-1].position
        linker, fold, done = Linker(memory.account, memory), Fold(memory), []
        for name, position, data, sketch in chunk:
            account: Account = thaw(data)
            text = thaw(sketch)
            original = known.add(account.document, text) if text else ""
            account = account.repeating(original) if original else account
            memory.at(position, account)
            links = linker.take(account)
            memory.file(linker.filed, seeks(account))
            memory.link(links)
            fold.take(account, links)
            done.append((name, position, original))
        attribute(connection, done)
        yield fold


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
