"""One row per event: the accounts of all documents and languages, put together in the order they were published."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import count

from timeline.documents.duplicates import Originals
from timeline.model import Event
from timeline.table.account import Account
from timeline.table.columns import order
from timeline.table.fold import Fold, Row
from timeline.table.identity import uid


def merge(accounts: Iterable[Account]) -> tuple[Event, ...]:
    """Puts drafts that tell of one event into one row.

    The rows do not depend on the order of ``accounts``: a life is told by publication date, then document id, then
    offset. Rows come out sorted by start, end and uid, with history, doubts and revision. Nothing is raised.
    """
    fold = Fold()
    for account in sorted(accounts, key=lambda account: account.order):
        fold.take(account)
    return tuple(sorted(_events(row for _, row in fold), key=order))


def attributed(accounts: Iterable[Account]) -> Iterator[Account]:
    """The accounts in the order in which lives are told, each with the document that it repeats, if it does."""
    originals = Originals()
    for account in sorted(accounts, key=lambda account: account.order):
        original = originals.add(account.document, account.sketch) if account.sketch else ""
        yield account.repeating(original) if original else account


def _events(rows: Iterable[Row]) -> Iterator[Event]:
    used: set[str] = set()
    for row in rows:
        key = fresh_uid(row, used)
        used.add(key)
        yield row.life.event(key)


def fresh_uid(row: Row, used: Container[str]) -> str:
    """The uid of a new row; rows that share their founding mention are told apart by their order."""
    return next(key for ordinal in count() if (key := uid(row.founder, ordinal)) not in used)
