"""Accounts of documents as a store has them, those at hand that were asked for last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, select

from timeline.store import schema
from timeline.store.codec import thaw
from timeline.store.schema import batches
from timeline.table import Account

_AT_HAND = 3000
"""Accounts: a new document is compared with those of the months around it, and one costs some 30 kB of memory."""


def name_at(position: str) -> str:
    """The name of the document at a position (``Account.position``)."""
    return position.split(" ", 2)[2]


class Accounts:
    """Accounts by the names of their documents, or by their positions."""

    def __init__(
        self,
        connection: Connection | None = None,
        most: int = _AT_HAND,
        keep: Callable[[Account], Account] = lambda account: account,
    ) -> None:
        """``most`` are kept at hand, and of each what ``keep`` makes of it."""
        self._connection = connection
        self._most = most
        self._keep = keep
        self._at_hand: dict[str, Account] = {}

    @property
    def connection(self) -> Connection:
        """What they are read by."""
        if self._connection is None:
            raise LookupError("no store is open")
        return self._connection

    @contextmanager
    def by(self, connection: Connection) -> Iterator[None]:
        """Reads them by another connection for a while."""
        before, self._connection = self._connection, connection
        try:
            yield
        finally:
            self._connection = before

    def at(self, position: str) -> Account:
        """The account of the document at a position."""
        name = name_at(position)
        account = self._at_hand.pop(name, None)
        if account is None:
            return self.load([name])[name]
        self._at_hand[name] = account
        return account

    def load(self, names: Sequence[str]) -> Mapping[str, Account]:
        """The accounts of these documents."""
        accounts = {name: self._at_hand.pop(name) for name in names if name in self._at_hand}
        self._at_hand |= accounts
        missing = sorted(set(names) - set(accounts))
        documents = schema.documents.c
        for batch in batches(missing):
            query = select(documents.account, documents.copy_of).where(documents.id.in_(batch))
            for data, copy_of in self.connection.execute(query):
                account: Account = thaw(data)
                account = account.repeating(copy_of) if copy_of else account
                accounts[account.document.id] = self.hold(account)
        return accounts

    def clear(self) -> None:
        """Lets go of all."""
        self._at_hand.clear()

    def hold(self, account: Account) -> Account:
        """Keeps an account at hand, and lets go of the one that was asked for longest ago; returns what was kept."""
        name = account.document.id
        self._at_hand.pop(name, None)
        kept = self._at_hand[name] = self._keep(account)
        if len(self._at_hand) > self._most:
            del self._at_hand[next(iter(self._at_hand))]
        return kept
