"""Accounts in, rows out."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.cluster.engine import Dataset, Engine, by_key
from timeline.cluster.records import Columns, Record
from timeline.model import Timeline
from timeline.store.codec import freeze, thaw
from timeline.table import Account, columns
from timeline.table.fold import Fold
from timeline.table.identity import founded

_ALL: Columns = {"group": str, "position": str, "account": bytes}
_FOLDED: Columns = {
    **{"document": str, "offset": int, "number": int},
    **{"undated": int, "start": str, "end": str, "values": bytes},
}
"""Rows, with the document, the offset and the number of their founding draft."""
ROWS: Columns = {"undated": int, "start": str, "end": str, "uid": str, "values": bytes}
"""In the order of the rows of a table; ``values`` are those of the row and of its evidence."""


def rows(engine: Engine, told: Dataset) -> Dataset:
    """One row per event."""
    folded = engine.shuffled("folded", [(told, _together)], _ALL, _folded, _FOLDED)
    found = engine.shuffled("rows", [(folded, _same)], _FOLDED, _numbered, ROWS)
    engine.drop(folded)
    return found


def _same(found: Iterator[Record]) -> Iterator[Record]:
    return found


def _together(told: Iterator[Record]) -> Iterator[Record]:
    yield from (("", position, account) for position, account in told)


def _folded(found: Iterator[Record]) -> Iterator[Record]:
    for _, group in by_key(found):
        yield from _rows([thaw(account) for _, account in group])


def _rows(accounts: list[Account]) -> Iterator[Record]:
    fold = Fold()
    numbers = {}
    for account in accounts:
        numbers.update({id(draft.event): number for number, draft in enumerate(account.drafts)})
        fold.take(account)
    documents = {account.document.id: account.document for account in accounts}
    for _, row in fold:
        event = row.life.event("")
        made = Timeline(tuple(documents[name] for name in columns.sources(event)), (event,))
        undated, start, end, _ = columns.order(event)
        values = (
            [columns.values(columns.TIMELINE, one) for one in columns.event_rows(made)],
            [columns.values(columns.EVIDENCE, one) for one in columns.evidence_rows(made)],
        )
        first = row.founder.mentions[0]
        yield first.document, first.start, numbers[id(row.founder)], int(undated), start, end, freeze(values)


def _numbered(found: Iterator[Record]) -> Iterator[Record]:
    """The rows of a document with their uids; those that share their founding mention are told apart by their order."""
    for document, group in by_key(found):
        for offset, same in by_key(group):
            for ordinal, (_, undated, start, end, values) in enumerate(same):
                yield undated, start, end, founded(document, offset, ordinal), values
