"""What a fold remembers in the store: what was told of each row, and where it was filed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date
from typing import Any

from sqlalchemy import Connection, func, insert, select

from timeline.store import schema
from timeline.store.codec import thaw
from timeline.store.schema import batches
from timeline.table import Account
from timeline.table.blocking import FINE, Filing, Layer
from timeline.table.fold import Telling

_ACCOUNTS = 2000
"""Accounts kept at hand."""


class Stored:
    """A fold's memory (``timeline.table.fold.Memory``) in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._accounts: dict[str, Account] = {}
        self._tellings: list[dict[str, Any]] = []
        self._filings: list[dict[str, Any]] = []
        self._position = ""
        last = connection.scalar(select(func.max(schema.rows.c.number)))
        self.rows = 0 if last is None else last + 1

    def next(self) -> int:
        """The number of a row of which nothing is told."""
        self.rows += 1
        return self.rows - 1

    def at(self, account: Account, position: str) -> None:
        """Whose turn it is to tell."""
        self._position = position
        self._hold(account)

    def tell(self, telling: Telling) -> None:
        """Keeps what was told of a row."""
        self.rows = max(self.rows, telling.row + 1)
        self._tellings.append(
            {
                "row": telling.row,
                "document": telling.document,
                "position": self._position,
                "drafts": json.dumps(telling.drafts),
                "echo": telling.echo,
            }
        )

    def file(self, filing: Filing) -> None:
        """Keeps where a row was filed."""
        self._filings.append(
            {
                "row": filing.row,
                "position": self._position,
                "first": filing.first,
                "last": filing.last,
                "long": filing.long,
                "words": "\n".join(filing.words),
            }
        )

    def flush(self) -> None:
        """Writes what was kept; until then only the fold that keeps it knows it."""
        for table, values in ((schema.tellings, self._tellings), (schema.filings, self._filings)):
            if values:
                self._connection.execute(insert(table), values)
                values.clear()

    def life(self, row: int) -> Iterator[tuple[Telling, Account]]:
        """What was told of a row, in that order."""
        told = schema.tellings.c
        found = self._connection.execute(
            select(told.document, told.drafts, told.echo).where(told.row == row).order_by(told.position, told.id)
        ).all()
        accounts = self._load([document for document, *_ in found])
        for document, drafts, echo in found:
            pairs = tuple((int(number), int(other)) for number, other in json.loads(drafts))
            yield Telling(row, document, pairs, echo), accounts[document]

    def filed(self, layer: Layer, bucket: int) -> Iterator[Filing]:
        """What is filed in a bucket of the index."""
        filed = schema.filings.c
        query = select(filed.row, filed.first, filed.last, filed.long, filed.words)
        if layer is Layer.WEEKS:
            first, last = 7 * bucket + 1, 7 * bucket + 7
            query = query.where(~filed.long, filed.first.between(first - FINE, last), filed.last >= first)
        else:
            first, last = _year(bucket)
            query = query.where(filed.first <= last, filed.last >= first)
            if layer is Layer.LONG:
                query = query.where(filed.long)
        for row, start, end, long, words in self._connection.execute(query):
            filing = Filing(row, start, end, long, tuple(words.split("\n")))
            if bucket in filing.buckets(layer):
                yield filing

    def _load(self, names: Sequence[str]) -> Mapping[str, Account]:
        accounts = {name: self._accounts[name] for name in names if name in self._accounts}
        missing = sorted(set(names) - set(accounts))
        documents = schema.documents.c
        for batch in batches(missing):
            query = select(documents.account, documents.copy_of).where(documents.id.in_(batch))
            for data, copy_of in self._connection.execute(query):
                account: Account = thaw(data)
                account = account.repeating(copy_of) if copy_of else account
                accounts[account.document.id] = account
                self._hold(account)
        return accounts

    def _hold(self, account: Account) -> None:
        if len(self._accounts) >= _ACCOUNTS:
            self._accounts.clear()
        self._accounts[account.document.id] = account


def _year(year: int) -> tuple[int, int]:
    year = min(max(year, MINYEAR), MAXYEAR)
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
