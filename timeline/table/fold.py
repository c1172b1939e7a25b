"""Folds accounts into rows, one after the other: each draft goes to the row it fits best among those it is linked with.

The fold can be taken up where an earlier one stopped: what it does is told to a ``Memory`` as ``Telling`` values, and
the memory gives them back, row by row, as they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol

from timeline.table.account import Account
from timeline.table.blocking import Ref
from timeline.table.company import alike, may_be_one, together, welcome
from timeline.table.identity import Signature
from timeline.table.links import Link, Links
from timeline.table.readings import readings
from timeline.table.rows import Row, Telling, founded, retell


class Memory(Protocol):
    """What lasts beyond one fold."""

    @property
    def rows(self) -> int:
        """The number of the next row."""

    def life(self, row: int) -> Iterable[tuple[Telling, Account]]:
        """What was told of a row, in that order."""

    def homes(self, positions: Sequence[str]) -> Mapping[str, Mapping[int, int]]:
        """By position the rows to which the drafts of documents came, by the drafts' numbers."""

    def tell(self, telling: Telling) -> None:
        """Keeps what was told of a row."""


class _Offer(NamedTuple):
    """A row for a draft; the best sorts first."""

    other: bool
    """Whether at another date than the one it was read as."""
    misfit: float
    number: int
    first: Ref
    """The draft that founded the row."""
    reading: int
    row: int
    draft: Signature

    @property
    def rank(self) -> tuple[bool, float, int, Ref, int]:
        """What offers are sorted by."""
        return self[:5]


class Fold:
    """Rows by number; ``take`` in accounts in the order they tell, then ask for the rows."""

    def __init__(self, memory: Memory | None = None) -> None:
        self._memory = memory
        self._rows: dict[int, Row] = {}
        self._homes: dict[str, dict[int, int]] = {}
        self._changed: set[int] = set()
        self._next = memory.rows if memory else 0

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        """The rows of which something was told, by number."""
        for number in sorted(self._changed):
            yield number, self._rows[number]

    def take(self, account: Account, links: Links, numbers: Mapping[int, int] = MappingProxyType({})) -> None:
        """Takes one document in: its drafts go to the rows that fit best, each row first to its best draft.

        What is left may belong to rows of the same story, or to what the document has told before. ``numbers`` has those
        of the rows that its drafts, by number, founded when it was told before.
        """
        self._look_up(links.others)
        homes: dict[int, int] = {}
        self._settle(self._offers(account, links.told), homes)
        self._settle(self._offers(account, links.story, homes, story=True), homes)
        for number in links.told:
            if number in homes:
                continue
            draft = account.drafts[number]
            near = dict.fromkeys(homes[other] for other in links.within.get(number, ()) if other in homes)
            own = next((row for row in near if alike(self.row(row).here, draft)), None)
            if own is None:
                own = numbers.get(number)
                if own is None:
                    own = self._next
                    self._next += 1
                self._rows[own] = founded(account, number, draft)
            self.row(own).hear(draft, number, 0)
            homes[number] = own
        for number in dict.fromkeys(homes.values()):
            row = self.row(number)
            self._tell(Telling(number, account.document.id, tuple(row.came), town=links.town))
            row.close(links.town)
        self._homes[account.position] = homes
        self._listen(account, links)

    def row(self, number: int) -> Row:
        """A row as it stands, its life told anew where an earlier fold made it."""
        row = self._rows.get(number)
        if row is None:
            if self._memory is None:
                raise KeyError(number)
            row = self._rows[number] = retell(self._memory.life(number))
        return row

    def _offers(
        self,
        account: Account,
        links: Mapping[int, Iterable[Link]],
        homes: Mapping[int, int] | None = None,
        *,
        story: bool = False,
    ) -> Iterator[_Offer]:
        """The rows that fit the drafts that have none yet, among those they are linked with."""
        for number, several in links.items():
            if homes and number in homes:
                continue
            told = list(readings(account.drafts[number]))
            lone = {self._home(link.ref) for link in several if link.lone}
            for row, reading in dict.fromkeys((self._home(link.ref), link.reading) for link in several):
                if row is None:
                    continue
                home, draft = self.row(row), told[reading]
                if story and not together(home.profile, draft):
                    continue
                reason = home.fits(draft, story=story)
                if reason.same or (row in lone and may_be_one(home.profile, draft)):
                    yield _Offer(reading > 0, -reason.score, number, home.first, reading, row, draft)

    def _settle(self, offers: Iterable[_Offer], homes: dict[int, int]) -> None:
        """Gives each draft to the row it fits best, unless its document tells of another event there."""
        for offer in sorted(offers, key=lambda offer: offer.rank):
            home = self.row(offer.row)
            if offer.number not in homes and welcome(home.profile, home.here, offer.draft):
                homes[offer.number] = offer.row
                home.hear(offer.draft, offer.number, offer.reading)

    def _listen(self, account: Account, links: Links) -> None:
        """Lets rows hear of their cancellation where the document gives no date for it."""
        for number, refs in links.echoes.items():
            echo = account.echoes[number]
            named = [
                (number, row)
                for number in dict.fromkeys(map(self._home, refs))
                if number is not None
                and (row := self.row(number)).life.open(account.document)
                and echo.names(*row.life.name)
            ]
            if len(named) == 1:
                home, row = named[0]
                row.life.cancel(account.document, echo.sentence)
                self._tell(Telling(home, account.document.id, echo=echo.sentence))

    def _home(self, ref: Ref) -> int | None:
        """The row to which a draft came."""
        return self._homes[ref.position].get(ref.number)

    def _look_up(self, positions: Iterable[str]) -> None:
        """Finds out to which rows the drafts of these documents came."""
        unknown = [position for position in positions if position not in self._homes]
        known = self._memory.homes(unknown) if self._memory and unknown else {}
        self._homes |= {position: dict(known.get(position, ())) for position in unknown}

    def _tell(self, telling: Telling) -> None:
        self._changed.add(telling.row)
        if self._memory:
            self._memory.tell(telling)
