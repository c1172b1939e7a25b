"""A row in the making: what the drafts that came to it say together, and the life they tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any, TypeVar

from timeline.model import Event, Status, Value, When
from timeline.table.account import Account
from timeline.table.blocking import Ref
from timeline.table.company import offset
from timeline.table.dates import clock, exact, span
from timeline.table.duplicates import Reason, compare
from timeline.table.history import Life
from timeline.table.identity import Signature, shared
from timeline.table.readings import dated, nth

_T = TypeVar("_T")

_UNITED = (
    *(
        "heads",
        "deeds",
        "compounds",
        "concepts",
        "hints",
        "words",
        "topics",
        "places",
        "towns",
        "named",
        "people",
        "offices",
    ),
    *("story", "context", "years"),
)
"""The fields of a row that have the words of all its drafts."""
_KEPT = 80
"""Words a row is compared by at most, per field: a row of many documents stays as quick to compare as one of few."""


@dataclass(frozen=True, slots=True)
class Telling(Value):
    """What one document said of a row."""

    row: int
    document: str
    drafts: tuple[tuple[int, int], ...] = ()
    """Its drafts, as they came to the row: number in the account, and which of its readings (0: the date it was read as)."""
    echo: str = ""
    """The sentence, where it calls the event off without a date."""
    town: str = ""
    """The town of the documents with which it shares events."""

    def of(self, row: int) -> Telling:
        """The same of a row of another number."""
        return replace(self, row=row)


@dataclass(slots=True)
class Row:
    """An event in the making."""

    first: Ref
    """The draft that founded it."""
    ordinal: int
    """Which it is of the drafts that share its founding mention."""
    founder: Event
    life: Life
    said: Signature
    """What its drafts say together, but for those of the last documents: see ``profile``."""
    here: list[Signature] = field(default_factory=list)
    """The drafts of the document being read."""
    came: list[tuple[int, int]] = field(default_factory=list)
    """Their numbers and readings."""
    last: list[tuple[Sequence[Signature], Status, When]] = field(default_factory=list)
    """The drafts of the last documents, each time with status and date as of then."""

    @property
    def profile(self) -> Signature:
        """What its drafts say together, with its date as of the end of the last document; made up when it is asked for, as
        most rows are compared with nothing after the only document that tells of them."""
        for here, status, when in self.last:
            now: dict[str, Any] = {"document": "", "status": status, "when": when}
            now |= {"span": span(when), "clock": clock(when), "exact": exact(when)}
            if len(here) > 1 or here[0] is not self.said:
                now |= _together((self.said, *here))
            self.said = replace(self.said, **now)
        self.last.clear()
        return self.said

    def hear(self, reading: Signature, number: int, other: int) -> None:
        """Takes a draft of the document being read; ``number`` and ``other`` as in ``Telling``."""
        self.here.append(reading)
        self.came.append((number, other))

    def fits(self, draft: Signature, *, story: bool = False) -> Reason:
        """The row as it stands, or at another date that a document gave for it: before a move, or against the others."""
        best = compare(self.profile, draft, story=story)
        for old in self.life.dates:
            if (span(old), clock(old)) == (self.profile.span, self.profile.clock):
                continue
            past = compare(dated(self.profile, old), draft, story=story)
            if past.same and past.score > best.score:
                best = past
        return best

    def close(self, town: str) -> None:
        """Ends the document being read, of ``town`` as in ``Telling``: its drafts become part of the row."""
        self.here.sort(key=offset)
        self.life.tell(self.here, town)
        self.last.append((self.here, self.life.status, self.life.when))
        self.here, self.came = [], []


def founded(account: Account, number: int, reading: Signature) -> Row:
    """The row that a draft founds; it has still to ``hear`` it."""
    start = reading.event.mentions[0].start
    before = takewhile(lambda one: one.event.mentions[0].start == start, reversed(account.drafts[:number]))
    return Row(Ref(account.position, number), len(list(before)), reading.event, Life(reading), reading)


def retell(told: Iterable[tuple[Telling, Account]]) -> Row:
    """The row of these tellings, the founding one first; raises ``ValueError`` when there are none."""
    row: Row | None = None
    for telling, account in told:
        if telling.echo and row:
            row.life.cancel(account.document, telling.echo)
            continue
        for number, other in telling.drafts:
            reading = nth(account.drafts[number], other)
            row = row or founded(account, number, reading)
            row.hear(reading, number, other)
        if row:
            row.close(telling.town)
    if row is None:
        raise ValueError("a row of which nothing is told")
    return row


def _together(every: Sequence[Signature]) -> dict[str, Any]:
    """What drafts say together."""
    united = {name: _union([getattr(one, name) for one in every]) for name in _UNITED}
    return united | {
        "weak": all(one.weak for one in every),
        "nameless": all(one.nameless for one in every),
        "point": next((one.point for one in every if one.point), None),
        "entries": frozenset().union(*(one.entries for one in every)),
        "calendars": frozenset().union(*(one.calendars for one in every)),
    }


def _union(sets: Sequence[frozenset[_T]]) -> frozenset[_T]:
    union = sets[0].union(*sets[1:])
    return shared(union) if len(union) <= _KEPT else sets[0]
