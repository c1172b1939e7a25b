"""What several processes do of a fold: each reads the store by itself, and gives back what is to be written.

A process takes parts in the order of telling. It files every document up to its part, so that it finds for a document what
a single one would have found.
"""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from timeline.store import schema
from timeline.store.accounts import Accounts
from timeline.store.codec import thaw
from timeline.store.database import connect
from timeline.store.entries import Entry, entry
from timeline.table import Account
from timeline.table.blocking import Filing, Seek
from timeline.table.components import only
from timeline.table.fold import Fold
from timeline.table.identity import slim, uid
from timeline.table.links import Linker, Links, related, seeks
from timeline.table.rows import Telling

_documents = schema.documents.c
_WHOLE = 500
"""Accounts at hand with all that they tell: what is folded together lies close together, as a rule."""


class Part(NamedTuple):
    """Some documents, one after the other in the order of telling."""

    store: str
    """Name or URL."""
    run: int
    first: str
    last: str
    """Positions."""


class Linked(NamedTuple):
    """What a document is linked with by itself."""

    position: str
    links: bytes
    kin: list[str]
    filed: list[Filing]
    seeks: list[Seek]


class Stories(NamedTuple):
    """Documents by position, each with its links and the positions of the documents of its story."""

    store: str
    run: int
    told: list[tuple[str, bytes, list[str]]]


class Piece(NamedTuple):
    """What of a document is folded together with others."""

    position: str
    original: str
    """The document that it repeats, if it does."""
    links: bytes
    drafts: Collection[int]
    echoes: Collection[int]


class Together(NamedTuple):
    """What links connect, in the order of telling."""

    store: str
    run: int
    pieces: list[Piece]


class Made(NamedTuple):
    """Rows that are ready to be written, by number, and what was told of them at which position."""

    rows: list[tuple[int, Entry]]
    tellings: list[tuple[str, Telling]]


def link(part: Part) -> list[Linked]:
    """Compares each document of a part with those before it."""
    found = []
    with _share(part.store, part.run) as share:
        for account in share.until(part.last):
            if account.position >= part.first:
                links = share.linker.link(account)
                share.linker.file(account)
                found.append(Linked(account.position, pack(links), links.kin, share.linker.filed, seeks(account)))
            else:
                share.linker.file(account)
    return found


def relate(stories: Stories) -> list[bytes]:
    """The links of documents, with those to drafts of their stories."""
    with _share(stories.store, stories.run) as share:
        at = share.slim.at
        return [pack(related(at(position), unpack(links), story, at)) for position, links, story in stories.told]


def fold(together: Together) -> Made:
    """Folds what links connect."""
    memory = _Memory()
    folded = Fold(memory)
    with _share(together.store, together.run) as share:
        share.linked()
        for piece in together.pieces:
            account = share.accounts.at(piece.position)
            account = account.repeating(piece.original) if piece.original else account
            memory.position = piece.position
            folded.take(account, only(unpack(piece.links), piece.drafts, piece.echoes))
    rows = ((number, row.life.event(uid(row.founder, row.ordinal))) for number, row in folded)
    return Made([(number, entry(event, event)) for number, event in rows], memory.tellings)


def pack(links: Links) -> bytes:
    """Links as bytes, which take less room than values."""
    return pickle.dumps((links.told, links.within, links.story, links.echoes, links.town), pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Links:
    """The links again."""
    return Links(*pickle.loads(data))  # made by a process of our own


class _Share:
    """One process's way through the documents of a store."""

    def __init__(self, store: str) -> None:
        self._database = connect(store, Path(), make=False)
        self._last = ""
        self.accounts = Accounts(most=_WHOLE)
        self.slim = Accounts(keep=_slim)
        """What others are compared with."""
        self.linker = Linker(self.slim.at)

    def linked(self) -> None:
        """Lets go of what documents are linked by."""
        self.slim.clear()
        self.linker = Linker(self.slim.at)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Lets accounts be read."""
        with self._database.reading() as connection, self.accounts.by(connection), self.slim.by(connection):
            yield

    def until(self, last: str) -> Iterator[Account]:
        """The accounts up to a position that have not been asked for yet."""
        query = select(_documents.account).where(_documents.position > self._last, _documents.position <= last)
        self._last = last
        for data in self.accounts.connection.scalars(query.order_by(_documents.position)):
            account: Account = thaw(data)
            self.slim.hold(account)
            yield account


def _slim(account: Account) -> Account:
    return replace(account, drafts=tuple(map(slim, account.drafts)), echoes=(), unresolved=())


@lru_cache(maxsize=1)
def _begun(store: str, run: int) -> _Share:  # noqa: ARG001  # another run begins anew
    return _Share(store)


@contextmanager
def _share(store: str, run: int) -> Iterator[_Share]:
    share = _begun(store, run)
    with share.reading():
        yield share


class _Memory:
    """What a fold is told that begins with nothing (``timeline.table.fold.Memory``)."""

    rows = 0

    def __init__(self) -> None:
        self.position = ""
        self.tellings: list[tuple[str, Telling]] = []

    def life(self, row: int) -> Iterable[tuple[Telling, Account]]:
        raise KeyError(row)

    def homes(self, positions: Sequence[str]) -> Mapping[str, Mapping[int, int]]:  # noqa: ARG002
        return {}

    def tell(self, telling: Telling) -> None:
        self.tellings.append((self.position, telling))
