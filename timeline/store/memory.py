"""What a fold remembers in the store: what was told of each row, and where drafts were filed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, func, insert, select

from timeline.store import schema
from timeline.store.accounts import Accounts, name_at
from timeline.store.relations import read, write
from timeline.store.schema import batches
from timeline.table import Account
from timeline.table.blocking import CROWDED, FINE, Address, Filing, Layer, Ref, Seek, days
from timeline.table.links import STORY, Links
from timeline.table.rows import Telling


class Stored:
    """A fold's memory (``timeline.table.fold.Memory``) and a linker's shelf (``timeline.table.blocking.Shelf``) in one
    transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._accounts = Accounts(connection)
        self._tellings: list[dict[str, Any]] = []
        self._filings: list[dict[str, Any]] = []
        self._names: list[dict[str, Any]] = []
        self._seeks: list[dict[str, Any]] = []
        self._links: list[dict[str, Any]] = []
        self._relations: list[dict[str, Any]] = []
        self._position = ""
        self.until = ""
        """The position from which on nothing that was told or linked is remembered; empty for none."""
        last = connection.scalar(select(func.max(schema.rows.c.number)))
        self.rows = 0 if last is None else last + 1

    def next(self) -> int:
        """The number of a row of which nothing is told."""
        self.rows += 1
        return self.rows - 1

    def at(self, position: str, account: Account | None = None) -> None:
        """Whose turn it is to tell; its ``account`` is kept at hand."""
        self._position = position
        if account:
            self._accounts.hold(account)

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
                "town": telling.town,
            }
        )

    def link(self, links: Links) -> None:
        """Keeps the documents that a document is linked with, and with which of their drafts."""
        kin = set(links.kin)
        self._links += [
            {"position": self._position, "other": other, "drafts": json.dumps(drafts), "kin": other in kin}
            for other, drafts in links.others.items()
        ]
        self._relations.append({"position": self._position, "said": write(links)})

    def file(self, filings: Iterable[Filing], seeks: Iterable[Seek]) -> None:
        """Keeps where the drafts of a document were filed, and where else it looks for others."""
        for seek in seeks:
            looks = {"first": seek.first, "last": seek.last, "far": seek.far, "words": "\n".join(seek.words)}
            self._seeks.append({"position": self._position} | looks)
        for filing in filings:
            ref = {"position": filing.ref.position, "number": filing.ref.number}
            said = {"first": filing.first, "last": filing.last, "long": filing.long, "words": "\n".join(filing.words)}
            self._filings.append(ref | said)
            self._names += [
                ref | {"year": year, "word": word} for year in filing.buckets(Layer.NAMES) for word in filing.names
            ]

    def flush(self) -> None:
        """Writes what was kept; until then only the fold that keeps it knows it."""
        for table, values in (
            (schema.tellings, self._tellings),
            (schema.filings, self._filings),
            (schema.names, self._names),
            (schema.seeks, self._seeks),
            (schema.links, self._links),
            (schema.relations, self._relations),
        ):
            if values:
                self._connection.execute(insert(table), values)
                values.clear()

    def life(self, row: int) -> Iterator[tuple[Telling, Account]]:
        """What was told of a row, in that order."""
        told = schema.tellings.c
        found = self._connection.execute(
            select(told.document, told.drafts, told.echo, told.town)
            .where(told.row == row, *self._before(told.position))
            .order_by(told.position, told.id)
        ).all()
        accounts = self._accounts.load([document for document, *_ in found])
        for document, drafts, echo, town in found:
            yield Telling(row, document, _pairs(drafts), echo, town), accounts[document]

    def told(self, position: str) -> list[Telling]:
        """What the document at a position told of rows."""
        told = schema.tellings.c
        query = select(told.row, told.document, told.drafts, told.echo, told.town).where(told.position == position)
        return [
            Telling(row, document, _pairs(drafts), echo, town)
            for row, document, drafts, echo, town in self._connection.execute(query.order_by(told.id))
        ]

    def homes(self, positions: Sequence[str]) -> dict[str, dict[int, int]]:
        """By position the rows to which the drafts of documents came, by the drafts' numbers."""
        told = schema.tellings.c
        homes: dict[str, dict[int, int]] = {}
        for batch in batches(positions):
            query = select(told.position, told.row, told.drafts).where(told.position.in_(batch))
            for position, row, drafts in self._connection.execute(query):
                homes.setdefault(position, {}).update((number, row) for number, _ in _pairs(drafts))
        return homes

    def links(self, position: str) -> Links:
        """The links of the document at a position."""
        one = schema.relations.c
        return read(self._connection.execute(select(one.said).where(one.position == position)).scalar_one())

    def account(self, position: str) -> Account:
        """The account of the document at a position."""
        return self._accounts.at(position)

    def fetch(self, positions: Iterable[str]) -> None:
        """Takes the accounts at positions at hand, all at once."""
        self._accounts.load([name_at(position) for position in positions])

    def filed(self, address: Address) -> Iterator[tuple[Ref, Sequence[str]]]:
        """What lies in a block."""
        if address.layer is Layer.NAMES:
            name = schema.names.c
            here = select(name.position, name.number).where(name.year == address.bucket, name.word == address.name)
            for ref in self._connection.execute(here.order_by(name.position, name.number).limit(CROWDED + 1)):
                yield Ref(*ref), (address.name,)
            return
        filed = schema.filings.c
        first, last = days(address)
        query = select(filed.position, filed.number, filed.words).where(filed.first <= last, filed.last >= first)
        if address.layer is Layer.WEEKS:
            query = query.where(~filed.long, filed.first > first - FINE)
        else:
            query = query.where(filed.long)
        for position, number, words in self._connection.execute(query):
            yield Ref(position, number), words.split("\n")

    def kin(self, positions: Sequence[str]) -> dict[str, list[str]]:
        """By position the documents that share an event with one of these for sure: those before it, and the last after it."""
        one = schema.links.c
        earlier: defaultdict[str, list[str]] = defaultdict(list)
        later: defaultdict[str, list[str]] = defaultdict(list)
        for batch in batches(positions):
            before = select(one.position, one.other).where(one.position.in_(batch), one.kin)
            for position, other in self._connection.execute(before):
                earlier[position].append(other)
            after = select(one.other, one.position).where(one.other.in_(batch), one.kin, *self._before(one.position))
            for position, other in self._connection.execute(after.order_by(one.position)):
                later[position].append(other)
        return {position: sorted([*earlier[position], *later[position][-STORY:]]) for position in positions}

    def earlier_kin(self, position: str) -> list[str]:
        """The documents before one that share an event with it for sure."""
        one = schema.links.c
        return list(self._connection.scalars(select(one.other).where(one.position == position, one.kin)))

    def _before(self, position: Column[str]) -> tuple[ColumnElement[bool], ...]:
        return (position < self.until,) if self.until else ()


def _pairs(drafts: str) -> tuple[tuple[int, int], ...]:
    return tuple((int(number), int(other)) for number, other in json.loads(drafts))
