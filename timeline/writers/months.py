"""Events laid out as a wall calendar: months, weeks from Monday to Sunday, what happens on each day."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeline.model import Event, Moment, Precision

_EXACT = frozenset({Precision.MINUTE, Precision.HOUR, Precision.DAY_PART, Precision.DAY})
_LONGEST = 31
"""Days beyond which an event stands on its first and last day only."""


@dataclass(frozen=True, slots=True)
class Day:
    """One square: its date, whether it belongs to the month, and its events."""

    date: date
    inside: bool
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """One month; ``weeks`` is empty when nothing happens on a day that is known."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    vague: tuple[Event, ...]
    """Events that begin in this month, on no day that is known."""


def months(events: Iterable[Event]) -> list[Month]:
    """The months in which something happens, in order; nothing before the Gregorian calendar."""
    days: dict[date, list[Event]] = defaultdict(list)
    vague: dict[tuple[int, int], list[Event]] = defaultdict(list)
    for event in events:
        first, last = _day(event.when.start), _day(event.when.end or event.when.start)
        if first is None or last is None or first.year < 1583 or last.year > 9998:
            continue
        if event.when.precision not in _EXACT:
            vague[first.year, first.month].append(event)
            continue
        span = (last - first).days
        for offset in range(span + 1) if span < _LONGEST else (0, span):
            days[first + timedelta(days=offset)].append(event)
    known = {(day.year, day.month) for day in days}
    return [_month(year, month, days, vague[year, month]) for year, month in sorted(known | set(vague))]


def _month(year: int, month: int, days: dict[date, list[Event]], vague: list[Event]) -> Month:
    first = date(year, month, 1)
    weeks = tuple(
        tuple(Day(day, day.month == month, tuple(days.get(day, ())) if day.month == month else ()) for day in week)
        for week in Calendar().monthdatescalendar(year, month)
    )
    busy = any(day.events for week in weeks for day in week)
    return Month(first, weeks if busy else (), tuple(vague))


def _day(moment: Moment | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment
