"""Rows in the making: accounts are taken in one after the other, each draft goes to the row it fits best.

The fold can be taken up where an earlier one stopped: what it does is told to a ``Memory`` as ``Telling`` and ``Filing``
values, and the memory gives them back, row by row and bucket by bucket, as they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import islice
from typing import Protocol, TypeVar

from timeline.model import Doubt, Event, Status, Timex, When
from timeline.table.account import Account
from timeline.table.blocking import Filing, Index, Layer
from timeline.table.company import alike, offset, together, welcome
from timeline.table.dates import clock, day, exact, interval, span
from timeline.table.duplicates import Reason, compare
from timeline.table.history import Life
from timeline.table.identity import Signature, shared

_T = TypeVar("_T")
_Offer = tuple[bool, float, int, int, int, Signature]
"""Whether another reading, how well it fits (best lowest), number of the draft, row, number of the reading, the draft."""

_WEEKDAY = frozenset({"wd"})
_WEEKDAY_HOUR = frozenset({"wd", "clock"})
_KEPT = 80
"""Words a row is compared by at most, per field: a row of many documents stays as quick to compare as one of few."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What one document said of a row."""

    row: int
    document: str
    drafts: tuple[tuple[int, int], ...] = ()
    """Its drafts, as they came to the row: number in the account, and which of its readings (0: the date it was read as)."""
    echo: str = ""
    """The sentence, where it calls the event off without a date."""


class Memory(Protocol):
    """What lasts beyond one fold."""

    @property
    def rows(self) -> int:
        """The number of the next row."""

    def life(self, row: int) -> Iterable[tuple[Telling, Account]]:
        """What was told of a row, in that order."""

    def filed(self, layer: Layer, bucket: int) -> Iterable[Filing]:
        """What is filed in a bucket of the index."""

    def tell(self, telling: Telling) -> None:
        """Keeps what was told of a row."""

    def file(self, filing: Filing) -> None:
        """Keeps where a row was filed."""


@dataclass(slots=True)
class Row:
    """An event in the making."""

    founder: Event
    life: Life
    profile: Signature
    """What its drafts say together, with its date as of now."""
    here: list[Signature] = field(default_factory=list)
    """The drafts of the document being read."""
    came: list[tuple[int, int]] = field(default_factory=list)
    """Their numbers."""


class Fold:
    """Rows by number; ``take`` in accounts in the order they tell, then ask for the rows."""

    def __init__(self, memory: Memory | None = None) -> None:
        self._memory = memory
        self._rows: dict[int, Row] = {}
        self._changed: set[int] = set()
        self._next = memory.rows if memory else 0
        self._index = Index(memory.filed if memory else None)

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        """The rows of which something was told, by number."""
        for number in sorted(self._changed):
            yield number, self._rows[number]

    def take(self, account: Account) -> None:
        """Takes one document in: its drafts go to the rows that fit best, each row first to its best draft.

        The rows it has found say which story it tells; what is left may belong to others of that story.
        """
        told = account.drafts
        offers: list[_Offer] = []
        for number, draft in enumerate(told):
            for other, reading in enumerate(_readings(draft)):
                for row in self._index.candidates(reading):
                    reason = _fits(self.row(row), reading)
                    if reason.same:
                        offers.append((other > 0, -reason.score, number, row, other, reading))
        taken: set[int] = set()
        touched: dict[int, None] = {}
        self._settle(offers, taken, touched)
        if touched:
            self._settle(self._linked(told, taken, touched), taken, touched)
        for number, draft in enumerate(told):
            if number in taken:
                continue
            own = next((row for row in touched if alike(self.row(row).here, draft)), None)
            if own is None:
                own = self._next
                self._next += 1
                self._rows[own] = Row(draft.event, Life(draft), draft)
            _hear(self.row(own), draft, number, 0)
            touched[own] = None
        for own in touched:
            told_of = self.row(own)
            telling = Telling(own, account.document.id, tuple(told_of.came))
            _tell(told_of)
            filing = self._index.add(own, told_of.profile, told_of.life.documents)
            self._changed.add(own)
            if self._memory:
                self._memory.tell(telling)
                if filing:
                    self._memory.file(filing)
        self._listen(account)

    def _settle(self, offers: list[_Offer], taken: set[int], touched: dict[int, None]) -> None:
        """Gives each draft to the row it fits best, unless its document tells of another event there."""
        for *_, number, row, other, reading in sorted(offers, key=lambda offer: offer[:5]):
            home = self.row(row)
            if number not in taken and welcome(home.profile, home.here, reading):
                taken.add(number)
                _hear(home, reading, number, other)
                touched[row] = None

    def _linked(self, told: Sequence[Signature], taken: set[int], touched: Iterable[int]) -> list[_Offer]:
        """The drafts without a row that fit one of the same days told of by documents of the same story."""
        story = frozenset(name for row in touched for name in self.row(row).life.documents)
        return [
            (False, -reason.score, number, row, 0, draft)
            for number, draft in enumerate(told)
            if number not in taken and draft.exact
            for row in self._index.beside(draft, story)
            if together(self.row(row).profile, draft) and (reason := _fits(self.row(row), draft, story=True)).same
        ]

    def row(self, number: int) -> Row:
        """A row as it stands, its life told anew where an earlier fold made it."""
        row = self._rows.get(number)
        if row is None:
            if self._memory is None:
                raise KeyError(number)
            row = self._rows[number] = retell(self._memory.life(number))
        return row

    def _listen(self, account: Account) -> None:
        """Lets rows hear of their cancellation where the document gives no date for it."""
        for echo in account.echoes:
            named = [
                (number, row)
                for number in self._index.named(echo.stems, account.document.published)
                if (row := self.row(number)).life.open(account.document) and echo.names(*row.life.name)
            ]
            if len(named) == 1:
                number, row = named[0]
                row.life.cancel(account.document, echo.sentence)
                self._changed.add(number)
                if self._memory:
                    self._memory.tell(Telling(number, account.document.id, echo=echo.sentence))


def retell(told: Iterable[tuple[Telling, Account]]) -> Row:
    """The row of these tellings, the founding one first; raises ``ValueError`` when there are none."""
    row: Row | None = None
    for telling, account in told:
        if telling.echo and row:
            row.life.cancel(account.document, telling.echo)
            continue
        for number, other in telling.drafts:
            reading = next(islice(_readings(account.drafts[number]), other, None))
            row = row or Row(reading.event, Life(reading), reading)
            _hear(row, reading, number, other)
        if row:
            _tell(row)
    if row is None:
        raise ValueError("a row of which nothing is told")
    return row


def _readings(draft: Signature) -> Iterator[Signature]:
    """The draft, then the draft at the other dates its text allows: what other documents tell may settle them."""
    yield draft
    when = draft.event.when
    for other in when.alternatives or _other_week(draft):
        said = f"{interval(when)} / {interval(other)} ({draft.document})"
        doubt = Doubt("lean", said, (draft.event.mentions[0].sentence,))
        event = replace(draft.event, when=other, doubts=(*draft.event.doubts, doubt))
        yield replace(_dated(draft, other), event=event)


def _other_week(draft: Signature) -> tuple[When, ...]:
    """The same weekday a week on or back, where the one read does not go with what is said of it."""
    when, published = draft.event.when, draft.published
    if published is None or when.start is None or not _WEEKDAY <= when.known <= _WEEKDAY_HOUR or draft.span is None:
        return ()
    past, late = draft.status is Status.HAPPENED, draft.span[0] < day(published).toordinal()
    if draft.moving or (past == late and not (past and draft.ahead)):
        return ()
    week = timedelta(days=-7 if past and not late else 7)
    start, end = when.start + week, (when.end or when.start) + week
    return (replace(when, start=start, end=end, timex=Timex("DATE", day(start).isoformat()), edtf=""),)


def _fits(row: Row, draft: Signature, *, story: bool = False) -> Reason:
    """The row as it stands, or at another date that a document gave for it: before a move, or against the others."""
    best = compare(row.profile, draft, story=story)
    for old in row.life.dates:
        if (span(old), clock(old)) == (row.profile.span, row.profile.clock):
            continue
        past = compare(_dated(row.profile, old), draft, story=story)
        if past.same and past.score > best.score:
            best = past
    return best


def _hear(row: Row, reading: Signature, number: int, other: int) -> None:
    row.here.append(reading)
    row.came.append((number, other))


def _tell(row: Row) -> None:
    row.here.sort(key=offset)
    row.life.tell(row.here)
    every = (row.profile, *row.here)
    row.profile = replace(
        _dated(row.profile, row.life.when),
        document="",
        status=row.life.status,
        heads=_union([s.heads for s in every]),
        weak=all(s.weak for s in every),
        nameless=all(s.nameless for s in every),
        compounds=_union([s.compounds for s in every]),
        concepts=_union([s.concepts for s in every]),
        hints=_union([s.hints for s in every]),
        words=_union([s.words for s in every]),
        topics=_union([s.topics for s in every]),
        places=_union([s.places for s in every]),
        point=next((s.point for s in every if s.point), None),
        people=_union([s.people for s in every]),
        story=_union([s.story for s in every]),
        context=_union([s.context for s in every]),
        years=_union([s.years for s in every]),
        entries=frozenset().union(*(s.entries for s in every)),
        calendars=frozenset().union(*(s.calendars for s in every)),
    )
    row.here, row.came = [], []


def _dated(profile: Signature, when: When) -> Signature:
    return replace(profile, when=when, span=span(when), clock=clock(when), exact=exact(when))


def _union(sets: Sequence[frozenset[_T]]) -> frozenset[_T]:
    union = sets[0].union(*sets[1:])
    return shared(union) if len(union) <= _KEPT else sets[0]
