"""What recurs: its first occurrence, the days between which it recurs, and its hours.

In: the readings of one sentence, of which one has an RFC 5545 rule and no date; out: the same reading, dated. ``Jeden ersten
Dienstag im Monat`` begins after the announcement, or on the day that the sentence names for it (``ab 9. Dezember``). A rule
that names no day (``jährlich``) stays without one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from timeline.events.dated import clock_only, day
from timeline.events.lexicon import Lexicon
from timeline.model import Moment, Precision, Reading, Span

_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_WEEKLY = "FREQ=WEEKLY;BYDAY="
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_RULED_DAYS = ("BYDAY", "BYMONTHDAY")
_BEFORE = 32
"""Characters before a date in which words may make it the first or the last one of a series."""
_SPANS = {Precision.MONTH, Precision.MONTH_PART, Precision.SEASON, Precision.QUARTER, Precision.HALF}
"""What all of a series may lie in."""
_FINE = {Precision.DAY, Precision.DAY_PART, Precision.MONTH}


def joined(text: str, readings: Sequence[Reading], lexicon: Lexicon) -> tuple[list[Reading], list[Reading]]:
    """The readings of one sentence with the days of one series in one (``dienstags und donnerstags``), and those it has taken in."""
    kept: list[Reading] = []
    taken: list[Reading] = []
    end = -1
    for reading in readings:
        e = reading.expression
        listed = end >= 0 and text[end : e.start].strip().lower() in lexicon.words("join", "list")
        if listed and (days := _both_days(kept[-1], reading)):
            when = kept[-1].when
            assert when is not None
            kept[-1] = replace(kept[-1], when=replace(when, recurrence=f"{_WEEKLY}{days}"))
            taken.append(reading)
        else:
            kept.append(reading)
        end = e.end
    return kept, taken


def _both_days(one: Reading, other: Reading) -> str:
    """The days of two weekly rules in the order of the week (``TU,TH``); empty where they are none."""
    rules = [_rule(r) if r.when is not None and r.when.start is None else "" for r in (one, other)]
    if not all(rule.startswith(_WEEKLY) and ";" not in rule[len(_WEEKLY) :] for rule in rules):
        return ""
    named = {day for rule in rules for day in rule[len(_WEEKLY) :].split(",")}
    return ",".join(day for day in _WEEK if day in named)


def bounded(
    text: str,
    readings: Sequence[Reading],
    lexicon: Lexicon,
    together: Callable[[Reading, Span], bool],
    published: Moment | None,
) -> tuple[list[Reading], list[Reading]]:
    """The readings of one sentence, its only recurring one between the days that bound it, and the readings of those days.

    ``jeden Mittwoch, zum ersten Mal am 9. Dezember``, ``vom 1. Mai bis 30. Juni jeden Dienstag``, ``jeden Montag im Mai``.
    ``together`` says whether what recurs makes a row, and words with a day behind them belong to it.
    """
    ruled = [n for n, reading in enumerate(readings) if _names_days(reading)]
    days = [n for n, reading in enumerate(readings) if _calendar_days(reading)]
    if len(ruled) != 1:
        return list(readings), []
    rule = readings[ruled[0]]
    within = next(
        (n for n, one in enumerate(readings) if (at := _during(text, one, lexicon)) and together(rule, at)), -1
    )
    if within >= 0 and (inside := _inside(rule, readings[within], published)) is not None:
        kept = [inside if n == ruled[0] else r for n, r in enumerate(readings) if n != within]
        return kept, [readings[within]]
    begin = next((n for n in days if (at := _begins(text, readings[n], rule, lexicon)) and together(rule, at)), -1)
    end = next((n for n in days if (at := _ends(text, readings[n], lexicon)) and together(rule, at)), -1)
    first = _first(_rule(rule), _day(readings[begin], last=False)) if begin >= 0 else None
    last = _day(readings[end], last=True) if end >= 0 else None
    bounds = [n for n, bound in ((begin, first), (end, last)) if bound is not None]
    if not bounds or (first and last and last < first):
        return list(readings), []
    kept = [_between(r, first, last) if n == ruled[0] else r for n, r in enumerate(readings) if n not in bounds]
    return kept, [readings[n] for n in bounds]


def _between(rule: Reading, first: date | None, last: date | None) -> Reading:
    """What recurs from its first day to its last one; the first of them alone where it has no last."""
    assert rule.when is not None
    end = last or first
    said = "/".join(day.isoformat() for day in dict.fromkeys((first, end)) if day is not None)
    when = replace(rule.when, start=first, end=end, precision=Precision.DAY, edtf=said if first else "")
    return replace(rule, when=when)


def _during(text: str, reading: Reading, lexicon: Lexicon) -> Span | None:
    """A month or season in which all of a series lies (``jeden Montag im Mai``), with the words that say so."""
    when = reading.when
    if when is None or when.start is None or when.recurrence or when.precision not in _SPANS:
        return None
    return _words(text, reading, "within", lexicon)


def _inside(rule: Reading, span: Reading, published: Moment | None) -> Reading | None:
    """What recurs, from its first time inside a span of days that is not gone by, and to the end of that; none where it has none."""
    begin, end = _day(span, last=False), _day(span, last=True)
    after = max(begin, day(published) + timedelta(days=1)) if published is not None and end > day(published) else begin
    first = _first(_rule(rule), after)
    return _between(rule, first, end) if first is not None and first <= end else None


def _rule(reading: Reading) -> str:
    assert reading.when is not None
    return reading.when.recurrence


def _names_days(reading: Reading) -> bool:
    when = reading.when
    return when is not None and when.start is None and any(part in when.recurrence for part in _RULED_DAYS)


def _calendar_days(reading: Reading) -> bool:
    """Whether a reading is a day or a month on the calendar, and no time of the day."""
    when = reading.when
    if when is None or when.start is None or isinstance(when.start, datetime) or clock_only(reading):
        return False
    return when.precision in _FINE


def _day(reading: Reading, last: bool) -> date:
    assert reading.when is not None
    assert reading.when.start is not None
    return day((reading.when.end or reading.when.start) if last else reading.when.start)


def _begins(text: str, reading: Reading, rule: Reading, lexicon: Lexicon) -> Span | None:
    """The words by which a series begins with a day: from it on, or for the first or next time on one of its own days."""
    begin = _day(reading, last=False)
    if words := _words(text, reading, "from", lexicon):
        return words
    return _words(text, reading, "first", lexicon) if _first(_rule(rule), begin) == begin else None


def _ends(text: str, reading: Reading, lexicon: Lexicon) -> Span | None:
    return _words(text, reading, "to", lexicon)


def _words(text: str, reading: Reading, way: str, lexicon: Lexicon) -> Span | None:
    """A day with the words before it that make it a bound."""
    start, end = reading.expression.start, reading.expression.end
    if reading.expression.parts.get("range") == way:
        return Span(start, end)
    pattern = lexicon.text("series", way)
    found = re.search(rf"(?:{pattern}):?\s+$", text[max(0, start - _BEFORE) : start]) if pattern else None
    return Span(max(0, start - _BEFORE) + found.start(), end) if found is not None else None


def dated(reading: Reading, published: Moment | None) -> Reading:
    """The reading at its first occurrence on or after the day behind the publication, where its rule names days.

    One that has its first day, or only its last one, from its sentence begins no later and ends with that.
    """
    if published is None or reading.when is None or not _names_days(reading):
        return reading
    start, last = _first(_rule(reading), day(published) + timedelta(days=1)), reading.when.end
    if start is None or (last is not None and day(last) < start):
        return reading
    return _between(reading, start, day(last) if last is not None else None)


def _first(recurrence: str, after: date) -> date | None:
    """The first occurrence of a rule on a day or after it; none where the rule is not valid."""
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - only for recurring expressions

    try:
        found = next(iter(rrulestr(recurrence, dtstart=datetime.combine(after, time()))), None)
    except ValueError:
        return None
    return None if found is None else found.date()


def host(readings: Sequence[Reading], n: int) -> Reading | None:
    """What recurs in a sentence, of which a time of the day is said: the last before it, else the first behind it."""
    ruled = [m for m, reading in enumerate(readings) if reading.when is not None and reading.when.recurrence]
    at = max((m for m in ruled if m < n), default=min(ruled, default=-1))
    return readings[at] if at >= 0 else None


def at_series(reading: Reading, series: Reading | None, bound: bool) -> Reading:
    """A time of the day that is said of a recurring expression in its sentence, at the first occurrence of ``series``.

    Where a day of the sentence does no more than bound the series, a time read as one of that day is one of the series too.
    """
    when, host = reading.when, series.when if series is not None else None
    if when is None or host is None or host.start is None or (when.start is not None and not bound):
        return reading
    clock = _CLOCK.fullmatch(when.timex.value)
    if clock is None or clock[1] == "24":
        return reading
    start = datetime.combine(day(host.start), time(int(clock[1]), int(clock[2])))
    said = start.isoformat(timespec="minutes")
    timed = replace(when, start=start, end=start, precision=Precision.MINUTE, edtf=said, recurrence=host.recurrence)
    return replace(reading, when=timed, reason="")
