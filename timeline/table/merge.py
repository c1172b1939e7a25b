"""One row per event: the accounts of all documents and languages, put together in the order they were published."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import count

from timeline.documents.duplicates import Originals
from timeline.model import Event
from timeline.table.account import Account
from timeline.table.columns import order
from timeline.table.fold import Fold
from timeline.table.identity import uid
from timeline.table.links import Linker
from timeline.table.rows import Row


def merge(accounts: Iterable[Account]) -> tuple[Event, ...]:
    """Puts drafts that tell of one event into one row.

    The rows do not depend on the order of ``accounts``: a life is told by publication date, then document id, then
    offset. Rows come out sorted by start, end and uid, with history, doubts and revision. Nothing is raised.
    """
    known: dict[str, Account] = {}
    linker, fold = Linker(known.__getitem__), Fold()
    for account in sorted(accounts, key=lambda account: account.order):
        known[account.position] = account
        fold.take(account, linker.take(account))
    return tuple(sorted((row.life.event(uid(row.founder, row.ordinal)) for _, row in fold), key=order))


def attributed(accounts: Iterable[Account]) -> Iterator[Account]:
    """The accounts in the order in which lives are told, each with the document that it repeats, if it does."""
    told = sorted(accounts, key=lambda account: account.order)
    originals = Originals(dated=all(account.document.published for account in told))
    for account in told:
        original = originals.add(account.document, account.sketch) if account.sketch else ""
        yield account.repeating(original) if original else account


def fresh_uid(row: Row, used: Container[str]) -> str:
    """The uid of a new row, if it is not in use; else the next that its founding mention gives."""
    return next(key for ordinal in count(row.ordinal) if (key := uid(row.founder, ordinal)) not in used)
