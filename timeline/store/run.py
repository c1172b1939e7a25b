"""One run: documents are kept as they are read, then all that is new is folded into the rows in one transaction."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from timeline.documents.duplicates import REACH, Originals
from timeline.model import Document
from timeline.settings import Settings
from timeline.store import schema
from timeline.store.changes import compare, write
from timeline.store.codec import fingerprint, freeze, thaw
from timeline.store.database import Database
from timeline.store.ledger import Ledger
from timeline.store.memory import Stored
from timeline.table import Account
from timeline.table.fold import Fold

_BATCH = 200
"""Documents kept at once."""
_BYTES = 4_000_000
"""Characters of text after which they are kept at once."""
_CHUNK = 1000
"""Documents folded before what the fold has at hand is let go."""

_documents = schema.documents.c


class Run:
    """Ask for each document whether it is ``unchanged``, ``keep`` those that are not, then ``finish``."""

    def __init__(self, database: Database, settings: Settings, sources: Sequence[str]) -> None:
        self._database = database
        self._recipe = f"{fingerprint()} {settings.timezone} {settings.region}"
        self._sources = tuple(os.path.realpath(source) for source in sources)
        self._seen: list[str] = []
        self._waiting: list[dict[str, object]] = []
        self._characters = 0
        self.read = 0
        """Documents that were new or changed."""
        with database.writing() as connection:
            values = {"began": _now(), "documents": 0, "read": 0}
            key = connection.execute(insert(schema.runs).values(values)).inserted_primary_key
        self.number = int(key[0]) if key else 0

    def known(self, document: Document) -> tuple[Document, bool]:
        """The document under the id it has here, and whether it has been read before just as it is."""
        with self._database.reading() as connection:
            query = select(_documents.id, _documents.hash, _documents.recipe, _documents.path)
            named = connection.execute(query.where(_documents.path == _path(document))).first()
            if named is None:
                named = connection.execute(query.where(_documents.id == document.id)).first()
                if named is None or not _elsewhere(named.path, document, named.hash):
                    return replace(document, id=_free(connection, document)), False
        document = replace(document, id=named.id)
        same = (named.hash, named.recipe, named.path) == (_hash(document), self._recipe, _path(document))
        if same:
            self._seen.append(document.id)
        return document, same

    def keep(self, document: Document, account: Account) -> None:
        """Keeps a document with its account; it counts from then on, even if the run ends before its time."""
        self.read += 1
        self._seen.append(document.id)
        self._characters += len(document.text)
        self._waiting.append(_columns(document, account, self._recipe, self.number))
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
            seen = frozenset(self._seen)
            for name in sorted(set(names) - seen):
                account, text = connection.execute(
                    select(_documents.account, _documents.text).where(_documents.id == name)
                ).one()
                yield replace(thaw(account).document, text=text)

    def finish(self) -> bool:
        """Tells the rows what is new; returns whether anything changed."""
        self.flush()
        with self._database.writing() as connection:
            memory = Stored(connection)
            gone = self._gone(connection)
            ledger = self._marked(connection, memory, gone) if gone else Ledger(connection, memory)
            since = _earliest(connection)
            if since is not None:
                _forget(connection, ledger, since)
                for fold in _folded(connection, memory, since):
                    ledger.settle(fold)
                ledger.drop()
            found = list(compare(connection, ledger.before))
            write(connection, self.number, found)
            connection.execute(
                update(schema.runs)
                .where(schema.runs.c.number == self.number)
                .values(ended=_now(), documents=len(self._seen), read=self.read)
            )
        return bool(found)

    def _marked(self, connection: Connection, memory: Stored, gone: dict[str, bool]) -> Ledger:
        """Marks documents as gone, or as back again, and writes their rows anew."""
        for name, missing in gone.items():
            connection.execute(update(schema.documents).where(_documents.id == name).values(gone=missing))
        ledger = Ledger(connection, memory)
        mention = schema.mentions.c
        uids = {uid for name in gone for uid in connection.scalars(select(mention.uid).where(mention.document == name))}
        ledger.settle_again(sorted(uids))
        return ledger

    def _gone(self, connection: Connection) -> dict[str, bool]:
        """The documents of this run's sources that are no longer there, and those that are there again."""
        known = connection.execute(select(_documents.id, _documents.path, _documents.gone)).all()
        seen = frozenset(self._seen)
        paths = frozenset(path for name, path, _ in known if name in seen)
        back = {name: False for name, _, gone in known if gone and name in seen}
        return back | {
            name: True for name, path, gone in known if not gone and name not in seen and self._missing(path, paths)
        }

    def _missing(self, path: str, seen: Collection[str]) -> bool:
        """Whether a path was looked for in this run and is not there, or its file no longer has this part."""
        if os.path.exists(path) or not any(_inside(path, source) for source in self._sources):  # noqa: PTH110  # may be no path
            return False
        file = path.rpartition("#")[0]
        return not (file and os.path.exists(file)) or any(other.startswith(f"{file}#") for other in seen)  # noqa: PTH110


def _inside(path: str, source: str) -> bool:
    return path == source or path.startswith((f"{source}{os.sep}", f"{source}#"))


def _path(document: Document) -> str:
    return document.path or f"#{document.id}"


def _elsewhere(path: str, document: Document, known: str) -> bool:
    """Whether a document is one that used to have another path: it says the same, and nothing is left at the old one."""
    return _hash(document) == known and not os.path.exists(path)  # noqa: PTH110


def _free(connection: Connection, document: Document) -> str:
    """An id that no other document has: its own, or with as many folder names in front as it needs, or a number."""
    parts = Path(document.path).parts[1:]
    depth = document.id.count("/") + 1
    longer = ("/".join(parts[-more:]) for more in range(depth + 1, len(parts) + 1))
    numbered = (f"{document.id}#{number}" for number in range(2, 1_000_000))
    for name in (document.id, *longer):
        if connection.scalar(select(_documents.id).where(_documents.id == name)) is None:
            return name
    return next(
        name for name in numbered if connection.scalar(select(_documents.id).where(_documents.id == name)) is None
    )


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
    )
    return blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _columns(document: Document, account: Account, recipe: str, run: int) -> dict[str, object]:
    known = account.document
    undated, published, _ = account.order
    return {
        "id": document.id,
        "path": _path(document),
        "hash": _hash(document),
        "recipe": recipe,
        "position": f"{undated:d} {published} {document.id}",
        "published": published,
        "language": known.language,
        "title": known.title,
        "publisher": known.publisher,
        "url": known.url,
        "twin": account.sketch.twin.hex() if account.sketch else "",
        "sketch": freeze(account.sketch),
        "account": freeze(replace(account, sketch=None)),
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


def _earliest(connection: Connection) -> str | None:
    """Where in the order of telling the first new or changed document stands, or stood."""
    query = select(func.min(_documents.position), func.min(func.nullif(_documents.folded, ""))).where(_documents.dirty)
    return min((position for position in connection.execute(query).one() if position is not None), default=None)


def _forget(connection: Connection, ledger: Ledger, since: str) -> None:
    """Takes back all that was told from a position on."""
    told = schema.tellings.c
    later = select(told.row).where(told.position >= since)
    uids = connection.execute(
        select(schema.rows.c.number, schema.rows.c.uid, func.min(told.position))
        .join(schema.tellings, told.row == schema.rows.c.number)
        .where(schema.rows.c.number.in_(later))
        .group_by(schema.rows.c.number, schema.rows.c.uid)
    ).all()
    founded_later = {number: uid for number, uid, first in uids if first >= since}
    ledger.orphan(founded_later.values())
    ledger.touch(uid for _, uid, _ in uids)
    for table in (schema.tellings, schema.filings):
        connection.execute(delete(table).where(table.c.position >= since))
    if founded_later:
        connection.execute(
            delete(schema.rows).where(schema.rows.c.number == bindparam("gone")),
            [{"gone": number} for number in founded_later],
        )


def _folded(connection: Connection, memory: Stored, since: str) -> Iterator[Fold]:
    """Folds chunk after chunk of the documents from a position on, each with the rows it changed."""
    originals = _originals(connection, since)
    query = select(_documents.id, _documents.position, _documents.account, _documents.sketch)
    after = since
    first = True
    while True:
        here = _documents.position >= after if first else _documents.position > after
        chunk = connection.execute(query.where(here).order_by(_documents.position).limit(_CHUNK)).all()
        if not chunk:
            return
        first, after = False, chunk[-1].position
        fold, done = Fold(memory), []
        for name, position, data, sketch in chunk:
            account: Account = thaw(data)
            text = thaw(sketch)
            original = originals.add(account.document, text) if text else ""
            account = account.repeating(original) if original else account
            memory.at(account, position)
            fold.take(account)
            done.append({"name": name, "folded": position, "copy_of": original})
        connection.execute(
            update(schema.documents)
            .where(_documents.id == bindparam("name"))
            .values(folded=bindparam("folded"), copy_of=bindparam("copy_of"), dirty=False),
            done,
        )
        yield fold


def _originals(connection: Connection, since: str) -> Originals:
    """The documents before a position that later ones may repeat: those published shortly before, and twins."""
    originals = Originals()
    day = since.split(" ")[1][:10]
    earlier = _documents.position < since
    later = select(_documents.twin).where(_documents.position >= since, _documents.twin != "")
    if day and not connection.scalar(
        select(func.count()).where(_documents.published == "", _documents.position >= since)
    ):
        first = (date.fromisoformat(day) - timedelta(days=REACH)).isoformat()
        earlier = earlier & ((_documents.published >= first) | _documents.twin.in_(later))
    query = select(_documents.account, _documents.sketch, _documents.copy_of).where(earlier)
    for data, sketch, copy_of in connection.execute(query.order_by(_documents.position)):
        if text := thaw(sketch):
            originals.add(thaw(data).document, text, copy_of)
    return originals


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
