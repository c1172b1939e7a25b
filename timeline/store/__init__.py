"""What lasts between runs: documents seen, rows and their history, and what people decided (SQLAlchemy).

A store is a SQLite file, or a PostgreSQL database by its URL. One run at a time writes into it; anyone may read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, func, literal, select

from timeline.decision import Action, Decision, Difference
from timeline.errors import Conflict, DecisionError
from timeline.model import Document, Event, Timeline, Unresolved
from timeline.settings import Settings
from timeline.store import changes, schema, tokens
from timeline.store.codec import thaw
from timeline.store.database import Database, connect
from timeline.store.decisions import record, taken, undo
from timeline.store.lasting import Lasting
from timeline.store.ledger import Ledger
from timeline.store.memory import Stored
from timeline.store.query import Listed, MentionAt, Page, Query, documents, find, mentions, of_document
from timeline.store.run import Run
from timeline.store.schema import AT_ONCE
from timeline.store.tokens import Token
from timeline.table import Account
from timeline.table.decided import edited, quote, said_of
from timeline.table.identity import split_uid

__all__ = ["Page", "Query", "Run", "Store", "Token", "open_store"]

WAIT = 600.0
"""Seconds to wait for another run to end."""


def open_store(name: str = "", folder: Path = Path(), *, make: bool = True) -> Store:
    """The store ``name`` (a file or a URL), by default ``timeline.db`` in ``folder``; made if need be, if ``make``.

    :raises StoreError: when it cannot be opened, or was made by a newer version
    """
    return Store(connect(name, folder, make=make))


class Store:
    """A timeline that lasts."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.name = database.name

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives all connections back; the store can be used again all the same."""
        self._database.engine.dispose()

    @contextmanager
    def run(
        self, settings: Settings, sources: Sequence[str], waiting: Callable[[], None] | None = None, wait: float = WAIT
    ) -> Iterator[Run]:
        """A run on ``sources``, the only one as long as it lasts; ``waiting`` is called when another one has to end first.

        :raises StoreError: when the other one has not ended after ``wait`` seconds
        """
        with self._database.locked(wait, waiting):
            run = Run(self._database, settings, sources)
            try:
                yield run
            finally:
                run.flush()  # what has been read so far is not read again

    def timeline(self, *, with_text: bool = False, most: int | None = None) -> Timeline:
        """All documents and rows as of now; where there are more than ``most`` rows, they are read as they are asked for.

        Those are then as of the moment at which they are.
        """
        documents, event = schema.documents.c, schema.events.c
        told = select(documents.account, documents.copy_of, documents.text if with_text else literal(""))
        told = told.order_by(documents.id)
        rows = select(event.event).order_by(event.start, event.end, event.uid)
        with self._database.reading() as connection:
            count = connection.scalar(select(func.count()).select_from(schema.events)) or 0
            lasting = most is not None and count > most
            known, unresolved = [], list[Unresolved]()
            missing = 0
            for data, copy_of, text in connection.execution_options(yield_per=AT_ONCE).execute(told):
                account: Account = thaw(data)
                known.append(replace(account.document, copy_of=copy_of, text=text if with_text else ""))
                missing += len(account.unresolved)
                if not lasting:
                    unresolved += _in_order(account)
            return Timeline(
                tuple(known),
                Lasting(self._database, rows, lambda row: (thaw(row.event),), count, single=True)
                if lasting
                else tuple(map(thaw, connection.scalars(rows))),
                Lasting(self._database, told, lambda row: _in_order(thaw(row.account)), missing, single=False)
                if lasting
                else tuple(unresolved),
                changes.news(connection),
            )

    def find(self, query: Query) -> Page:
        """The rows that a query asks for, a page of them."""
        with self._database.reading() as connection:
            return find(connection, query)

    def event(self, uid: str) -> Event | None:
        """One row as of now."""
        with self._database.reading() as connection:
            data = connection.scalar(select(schema.events.c.event).where(schema.events.c.uid == uid))
            return thaw(data) if data else None

    def document(self, name: str) -> Document | None:
        """One document with its text."""
        documents = schema.documents.c
        query = select(documents.account, documents.copy_of, documents.text).where(documents.id == name)
        with self._database.reading() as connection:
            found = connection.execute(query).first()
        return replace(thaw(found[0]).document, copy_of=found[1], text=found[2]) if found else None

    def documents(self) -> tuple[Document, ...]:
        """All documents without their text, by id."""
        documents = schema.documents.c
        query = select(documents.account, documents.copy_of).order_by(documents.id)
        with self._database.reading() as connection:
            return tuple(replace(thaw(data).document, copy_of=copy) for data, copy in connection.execute(query))

    def listed(self, words: str = "", offset: int = 0, limit: int = 100) -> tuple[tuple[Listed, ...], int]:
        """A page of the documents with some words in id or title, the last published first, and how many there are."""
        with self._database.reading() as connection:
            return documents(connection, words, offset, limit)

    def of_document(self, name: str) -> tuple[Event, ...]:
        """The rows that a document is evidence of, in order."""
        with self._database.reading() as connection:
            return of_document(connection, name)

    def mentions(self, document: str = "", offset: int = 0, limit: int = 100) -> tuple[tuple[MentionAt, ...], int]:
        """A page of the places where rows are told of, in a document or in all, and how many there are."""
        with self._database.reading() as connection:
            return mentions(connection, document, offset, limit)

    def changes(self, since: datetime | None = None) -> tuple[Difference, ...]:
        """What the last run that changed anything changed, or all runs from ``since`` (UTC) on."""
        with self._database.reading() as connection:
            return changes.read(connection, since)

    def version(self) -> str:
        """Another one whenever a row or a document may have changed."""
        run, decision = schema.runs.c, schema.decisions.c
        with self._database.reading() as connection:
            runs = connection.scalar(select(func.max(run.number)).where(run.changed)) or 0
            last = connection.scalar(select(func.max(decision.number))) or 0
            undone = connection.scalar(select(func.count()).where(decision.undone)) or 0
        return f"{runs}.{last}.{undone}"

    def decisions(self, uid: str = "") -> tuple[Decision, ...]:
        """What was decided about a row, or about all, in order."""
        with self._database.reading() as connection:
            found = taken(connection)
        every = found.get(uid, ()) if uid else tuple(one for several in found.values() for one in several)
        return tuple(sorted(every, key=lambda decision: decision.number))

    def decide(self, decisions: Sequence[Decision], seen: int | None = None) -> tuple[int, ...]:
        """Takes decisions, all or none, and returns their numbers; ``seen``: the revision of the row they were made on.

        A split gets the uid of its new row here, where it has none yet.

        :raises DecisionError: when one cannot be taken
        :raises Conflict: when the row has another revision than the one ``seen``
        """
        numbers: list[int] = []
        begun: set[str] = set()
        with self._database.writing() as connection:
            for decision in decisions:
                event, extracted = self._row(connection, decision.uid)
                if seen is not None and event.revision != seen and decision.uid not in begun:
                    raise Conflict(
                        f"{decision.uid}: changed meanwhile (revision {event.revision}, not {seen}); look again"
                    )
                begun.add(decision.uid)
                other = decision.value if decision.action is Action.MERGE else ""
                if decision.action is Action.MERGE and (other == decision.uid or self._unknown(connection, other)):
                    raise DecisionError(f"{decision.uid}, merge: there is no other row {other}")
                tied = self._ledger(connection).families.of([decision.uid, *filter(None, [other])])
                numbers.append(record(connection, _complete(decision, event, extracted)))
                ledger = self._ledger(connection)
                ledger.settle_again(tied | ledger.families.of(tied))
        return tuple(numbers)

    def undo(self, number: int) -> None:
        """Undoes a decision; raises ``DecisionError`` when there is none of this number, or it has been undone."""
        with self._database.writing() as connection:
            before = self._ledger(connection).families
            uid = undo(connection, number)
            tied = before.of([uid])
            ledger = self._ledger(connection)
            ledger.settle_again(tied | ledger.families.of(tied))

    def _ledger(self, connection: Connection) -> Ledger:
        return Ledger(connection, Stored(connection))

    def _row(self, connection: Connection, uid: str) -> tuple[Event, Event]:
        """A row as decided and as documents have it; raises ``DecisionError`` when there is none."""
        event = schema.events.c
        found = connection.execute(select(event.event, event.extracted).where(event.uid == uid)).first()
        if found is None:
            raise DecisionError(f"{uid}: there is no such row; it may have been merged or is gone")
        return thaw(found[0]), thaw(found[1])

    def add_token(self, kind: str, label: str = "") -> str:
        """A new token of a kind (``feed``, ``reviewer``), which can be had only now; ``UsageError`` for another kind."""
        with self._database.writing() as connection:
            return tokens.create(connection, kind, label)

    def tokens(self) -> tuple[Token, ...]:
        """All tokens ever made, in order."""
        with self._database.reading() as connection:
            return tokens.read(connection)

    def revoke_token(self, number: int) -> None:
        """Lets nobody in by a token any more; raises ``UsageError`` when there is none that holds."""
        with self._database.writing() as connection:
            tokens.revoke(connection, number)

    def _unknown(self, connection: Connection, uid: str) -> bool:
        return connection.scalar(select(schema.events.c.uid).where(schema.events.c.uid == uid)) is None


def _in_order(account: Account) -> list[Unresolved]:
    return sorted(account.unresolved, key=lambda one: one.start)


def _complete(decision: Decision, event: Event, extracted: Event) -> Decision:
    """A decision with the grounds it was taken on; raises ``DecisionError`` when it makes no sense for the row."""
    match decision.action:
        case Action.EDIT:
            edited(event, decision.field, decision.value)
            return replace(decision, basis=said_of(extracted, decision.field))
        case Action.SPLIT:
            wanted = {(one.document, one.start) for one in decision.mentions}
            part = tuple(quote(one) for one in event.mentions if (one.document, one.start) in wanted)
            rest = tuple(quote(one) for one in event.mentions if (one.document, one.start) not in wanted)
            if not part or not rest:
                raise DecisionError(f"{event.uid}, split: name some of its mentions, not all and not none")
            return replace(decision, mentions=part, others=rest, value=decision.value or split_uid(event.uid, part))
        case _:
            return decision
