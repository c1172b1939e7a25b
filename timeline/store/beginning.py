"""The rows of a new store, told by several processes: links part by part, then what they connect, each apart from all else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Protocol, TypeVar

from sqlalchemy import Connection, func, select

from timeline.documents.duplicates import Originals
from timeline.model import Document
from timeline.store import schema
from timeline.store.codec import thaw
from timeline.store.ledger import Ledger
from timeline.store.memory import Stored
from timeline.store.originals import attribute, moment
from timeline.store.schema import batches, pairs
from timeline.store.shares import Part, Piece, Stories, Together, fold, link, relate, unpack
from timeline.table.components import Components, only
from timeline.table.fold import Fold
from timeline.table.links import Kinship

In = TypeVar("In")
Out = TypeVar("Out")

LEAST, MOST = 150, 20_000
"""Documents of which processes tell sooner than one, and in no more memory than a computer has to spare."""
_PART = 200
"""Documents of a part at most."""
_TOGETHER = 1500
"""Drafts that are folded at once, at least; more where links connect more."""
_MOST = 12_000
"""Drafts that are folded at once at most: each takes some 15 kB of memory until all are."""
_LARGE = -1
_SHARES = 6
"""Parts for each process: more of them leave less to wait for in the end."""

_documents = schema.documents.c


class Crew(Protocol):
    """Processes (``timeline.workers.Pool``)."""

    workers: int

    @property
    def started(self) -> bool:
        """Whether they are at work already."""

    def stop(self) -> None:
        """Lets them go, with the memory they take."""

    def each(self, work: Callable[[In], Out], inputs: Iterable[In]) -> Iterator[tuple[In, Out]]:
        """Each input with what ``work`` makes of it, in order."""


class Beginning:
    """All documents of a store that has no rows yet; ``tell`` writes them."""

    def __init__(self, connection: Connection, store: str, run: int, crew: Crew) -> None:
        """``store`` is the name by which the processes open the same store, as it was before this transaction."""
        self._connection = connection
        self._store, self._run, self._crew = store, run, crew
        query = select(_documents.position, _documents.id).order_by(_documents.position)
        self._names: dict[str, str] = pairs(connection, query)
        self._links: dict[str, bytes] = {}
        self._originals: dict[str, str] = {}

    def tell(self, memory: Stored, ledger: Ledger) -> None:
        """Writes all rows, and what a later run has to know of them."""
        self._relate(self._link(memory))
        pieces, large = self._pieces(memory)
        together = (Together(self._store, self._run, pieces.pop(batch)) for batch in list(pieces))
        for _, made in self._crew.each(fold, together):
            first = memory.rows
            for position, telling in made.tellings:
                memory.at(position)
                memory.tell(telling.of(first + telling.row))
            memory.flush()
            ledger.begin([(first + number, entry) for number, entry in made.rows])
        self._told()
        self._crew.stop()
        for at in range(0, len(large), _PART):
            ledger.settle(self._folded(memory, large[at : at + _PART]))

    def _folded(self, memory: Stored, pieces: Iterable[Piece]) -> Fold:
        """Folds a part of what takes too much memory to be folded at once; the rows of earlier parts come from the store."""
        folded = Fold(memory)
        for piece in pieces:
            account = memory.account(piece.position)
            memory.at(piece.position)
            folded.take(account, only(unpack(piece.links), piece.drafts, piece.echoes))
        return folded

    def _link(self, memory: Stored) -> list[tuple[str, list[str]]]:
        """Links documents by themselves, and returns those that have a story, with its documents."""
        same = {position: position for position in self._names}
        undated = self._connection.scalar(select(func.count()).where(_documents.published == ""))
        kinship, originals, stories = Kinship(), Originals(dated=not undated), []
        for part, found in self._crew.each(link, self._parts()):
            self._attribute(originals, part)
            for one in found:
                position, kin = same[one.position], [same[other] for other in one.kin]
                memory.at(position)
                memory.file(one.filed, one.seeks)
                self._links[position] = one.links
                if story := kinship.add(position, kin):
                    stories.append((position, story))
            memory.flush()
        return stories

    def _attribute(self, originals: Originals, part: Part) -> None:
        """Finds the documents of a part that repeat earlier ones."""
        query = select(_documents.position, _documents.id, _documents.published, _documents.sketch)
        query = query.where(_documents.position >= part.first, _documents.position <= part.last)
        for position, name, published, sketch in self._connection.execute(query.order_by(_documents.position)):
            text = thaw(sketch)
            if text and (original := originals.add(Document(name, "", published=moment(published)), text)):
                self._originals[position] = original

    def _relate(self, stories: list[tuple[str, list[str]]]) -> None:
        told = ([(position, self._links[position], story) for position, story in some] for some in batches(stories))
        for asked, found in self._crew.each(relate, (Stories(self._store, self._run, some) for some in told)):
            self._links |= {position: links for (position, *_), links in zip(asked.told, found, strict=True)}

    def _pieces(self, memory: Stored) -> tuple[dict[int, list[Piece]], list[Piece]]:
        """What is to be folded together, the largest first, and what is too large to be."""
        components = Components()
        for some in batches(list(self._links.items())):
            for position, packed in some:
                links = unpack(packed)
                components.add(position, links)
                memory.at(position)
                memory.link(links)
            memory.flush()
        batch_of, filled = self._batches(components.sizes())
        pieces: dict[int, list[Piece]] = {
            batch: [] for batch in sorted(range(len(filled)), key=lambda batch: (-filled[batch], batch))
        }
        large: list[Piece] = []
        for position, packed in self._links.items():
            found = sorted((batch_of[top], echo, number) for top, echo, number in components.of(position))
            for batch, several in groupby(found, itemgetter(0)):
                told = list(several)
                drafts, echoes = (
                    tuple(number for _, echo, number in told if echo is wanted) for wanted in (False, True)
                )
                piece = Piece(position, self._originals.get(position, ""), packed, drafts, echoes)
                pieces.get(batch, large).append(piece)
        return pieces, large

    def _batches(self, sizes: Mapping[int, int]) -> tuple[dict[int, int], list[int]]:
        """The batch of each component, and how much is in each; a component that is too large is in ``_LARGE``."""
        enough = max(_TOGETHER, sum(sizes.values()) // (self._crew.workers * _SHARES))
        batch_of: dict[int, int] = {}
        filled = [0]
        for component, size in sizes.items():
            if size > _MOST:
                batch_of[component] = _LARGE
                continue
            if filled[-1] and filled[-1] + size > enough:
                filled.append(0)
            batch_of[component] = len(filled) - 1
            filled[-1] += size
        return batch_of, filled

    def _parts(self) -> Iterator[Part]:
        positions = list(self._names)
        size = min(_PART, 1 + len(positions) // (self._crew.workers * _SHARES))
        for at in range(0, len(positions), size):
            some = positions[at : at + size]
            yield Part(self._store, self._run, some[0], some[-1])

    def _told(self) -> None:
        """Writes down that the rows have heard of all documents."""
        told = ((name, position, self._originals.get(position, "")) for position, name in self._names.items())
        attribute(self._connection, told)
