"""Local times in their zones, and a compact VTIMEZONE for any IANA zone.

That has the rules in force over the years that a feed covers (RFC 5545, section 3.6.5).

Yearly changes become recurrence rules, two of them for most zones; changes that follow no such rule become dates.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?")
_STEP = timedelta(days=7)
_ALWAYS = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Observance:
    """A STANDARD or DAYLIGHT component: the offset that begins at ``start`` and, by ``rule`` or ``dates``, again."""

    daylight: bool
    start: datetime
    """Local time, as the clock stood before the change."""
    offset_from: timedelta
    offset_to: timedelta
    name: str
    rule: str = ""
    """An RRULE value, or empty."""
    dates: tuple[datetime, ...] = ()
    """Further local times at which it begins."""


@dataclass(frozen=True, slots=True)
class _Transition:
    start: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str
    daylight: bool


def local(moment: datetime, name: str) -> datetime:
    """A local time in its IANA zone; in UTC for a bare offset; floating where the zone is unknown."""
    naive = moment.replace(tzinfo=None)
    match = _OFFSET.fullmatch(name)
    if match:
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0)) * (-1 if match[1] == "-" else 1)
        return (naive - offset).replace(tzinfo=UTC)
    if name in {"UTC", "Z", "GMT", "Etc/UTC"}:
        return naive.replace(tzinfo=UTC)
    known = zone(name)
    return naive.replace(tzinfo=known) if known else naive


@cache
def zone(name: str) -> ZoneInfo | None:
    """The IANA zone of this name; none for an empty or unknown one."""
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return None


def observances(zone: ZoneInfo, first: int, last: int) -> list[Observance]:
    """The observances of ``zone`` that its local times in the years ``first`` to ``last`` need."""
    begin = datetime(max(first - 1, 2), 1, 1, tzinfo=UTC)
    end = datetime(min(last + 2, 9999), 1, 1, tzinfo=UTC)
    transitions = list(_transitions(zone, begin, end))
    groups: dict[tuple[object, ...], list[_Transition]] = defaultdict(list)
    for one in transitions:
        groups[one.offset_from, one.offset_to, one.name, one.daylight, one.start.month, one.start.time()].append(one)
    found = []
    single: dict[tuple[object, ...], list[_Transition]] = defaultdict(list)
    for group in groups.values():
        for run in _runs(group):
            if len(run) > 1:
                found.append(_yearly(run, end.year - 1))
            else:
                single[run[0].offset_from, run[0].offset_to, run[0].name, run[0].daylight].append(run[0])
    found += [_dated(sorted(group, key=lambda one: one.start)) for group in single.values()]
    if not transitions or transitions[0].start.year > first - 1:
        local = begin.astimezone(zone)
        offset = local.utcoffset() or timedelta()
        start = min(_ALWAYS, begin.replace(tzinfo=None))
        found.append(Observance(bool(local.dst()), start, offset, offset, local.tzname() or str(zone)))
    return sorted(found, key=lambda one: (one.start, one.daylight))


def _transitions(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[_Transition]:
    """Every change of offset, found by weekly steps and then to the second."""
    now = begin
    while now < end:
        after = min(now + _STEP, end)
        if now.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            low, high = now, after
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                same = middle.astimezone(zone).utcoffset() == now.astimezone(zone).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            old, new = low.astimezone(zone), high.astimezone(zone)
            before, behind = old.utcoffset() or timedelta(), new.utcoffset() or timedelta()
            yield _Transition(
                (high + before).replace(tzinfo=None), before, behind, new.tzname() or str(zone), bool(new.dst())
            )
        now = after


def _runs(group: list[_Transition]) -> Iterator[list[_Transition]]:
    """The transitions of one kind, cut into runs of successive years that one weekday rule describes."""
    run: list[_Transition] = []
    rules: frozenset[str] = frozenset()
    for one in group:
        shared = rules & _rules(one.start)
        if run and (one.start.year != run[-1].start.year + 1 or not shared):
            yield run
            run, shared = [], frozenset()
        rules = shared if run else _rules(one.start)
        run.append(one)
    if run:
        yield run


def _yearly(run: list[_Transition], last: int) -> Observance:
    first = run[0]
    # "-1SU" before "4SU": clocks change on the last Sunday of a month more often than on its fourth.
    day = min(frozenset.intersection(*(_rules(one.start) for one in run)))
    until = f";UNTIL={run[-1].start - first.offset_from:%Y%m%dT%H%M%SZ}" if run[-1].start.year < last else ""
    rule = f"FREQ=YEARLY;BYMONTH={first.start.month};BYDAY={day}{until}"
    return Observance(first.daylight, first.start, first.offset_from, first.offset_to, first.name, rule)


def _dated(group: list[_Transition]) -> Observance:
    first = group[0]
    dates = tuple(one.start for one in group[1:])
    return Observance(first.daylight, first.start, first.offset_from, first.offset_to, first.name, "", dates)


def _rules(day: datetime) -> frozenset[str]:
    """The BYDAY values that name this day of its month: the n-th weekday, and the last one."""
    name = WEEKDAYS[day.weekday()]
    rules = {f"{(day.day + 6) // 7}{name}"}
    if day.day + 7 > monthrange(day.year, day.month)[1]:
        rules.add(f"-1{name}")
    return frozenset(rules)
