"""Dates as merging sees them: spans of days, clock times, series, and what two dates say together."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, time

from timeline.model import Moment, Precision, When

Days = tuple[int, int]
"""First and last day as proleptic ordinals."""

_EXACT = frozenset({Precision.MINUTE, Precision.HOUR, Precision.DAY_PART, Precision.DAY})
_CLOCK = frozenset({Precision.MINUTE, Precision.HOUR})
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKEND = "-WE"
_FINENESS = tuple(Precision)


def day(moment: Moment) -> date:
    """The day of a day or minute."""
    return moment.date() if isinstance(moment, datetime) else moment


def span(when: When) -> Days | None:
    """The days of a date; none when it is not on the calendar."""
    if when.start is None:
        return None
    first = day(when.start).toordinal()
    return first, max(first, day(when.end or when.start).toordinal())


def exact(when: When) -> bool:
    """Whether the days are said: a weekend or a week is a span in which the event lies, two dates are its days."""
    return when.precision in _EXACT and not when.timex.value.endswith(_WEEKEND)


def clock(when: When) -> time | None:
    """The clock time at which it starts, when one is said."""
    return when.start.time() if when.precision in _CLOCK and isinstance(when.start, datetime) else None


def finer(new: When, old: When) -> bool:
    """Whether a date is said more finely, or says the hour of its end besides."""
    if _FINENESS.index(new.precision) != _FINENESS.index(old.precision):
        return _FINENESS.index(new.precision) < _FINENESS.index(old.precision)
    return clock(new) is not None and new.end != new.start and old.end == old.start


def inside(inner: Days, outer: Days) -> bool:
    """Whether one span lies in the other; a span lies in itself."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def apart(one: Days, other: Days) -> bool:
    """Whether two stretches of days share none."""
    return one[1] < other[0] or other[1] < one[0]


def at_hour(new: When, old: When) -> When:
    """One new day at the hour of the old one, where only the old one says any."""
    hour = clock(old)
    if hour is None or clock(new) is not None or new.start is None or new.start != new.end:
        return new
    moment = datetime.combine(day(new.start), hour)
    said = moment.isoformat(timespec="minutes")
    timex = replace(new.timex, type="TIME", value=said)
    return replace(new, start=moment, end=moment, precision=old.precision, timex=timex, edtf=moment.isoformat())


def until(when: When, later: When) -> When:
    """A date that now ends when another one does."""
    ends = f"{when.edtf.partition('/')[0]}/{later.edtf.rpartition('/')[2]}" if when.edtf and later.edtf else ""
    return replace(when, end=later.end, edtf=ends)


def occurs(when: When, moment: Moment) -> bool:
    """Whether a day is one of a recurring date, by the weekday or day of month of its rule (RFC 5545, 3.3.10)."""
    rule = dict(part.partition("=")[::2] for part in when.recurrence.split(";"))
    this = day(moment)
    if when.start is None or this < day(when.start):
        return False
    if "BYDAY" in rule:
        return any(_falls(item, this) for item in rule["BYDAY"].split(","))
    if "BYMONTHDAY" in rule:
        return str(this.day) in rule["BYMONTHDAY"].split(",")
    return rule.get("FREQ") == "WEEKLY" and this.weekday() == day(when.start).weekday()


def written(moment: Moment | None, when: When) -> str:
    """A bound of ``when`` as ISO 8601, with the time only where one is said."""
    if moment is None:
        return ""
    if isinstance(moment, datetime) and when.precision in _CLOCK:
        return moment.isoformat(timespec="minutes")
    return day(moment).isoformat()


def interval(when: When) -> str:
    """A date as ISO 8601: one bound where both are alike, else both."""
    start, end = written(when.start, when), written(when.end, when)
    return start if start == end or not end else f"{start}/{end}"


def _falls(item: str, this: date) -> bool:
    """Whether a day is the weekday of one ``BYDAY`` item, the n-th of its month where the item says so."""
    ordinal, name = item[:-2], item[-2:]
    if name != _WEEKDAYS[this.weekday()]:
        return False
    if not ordinal:
        return True
    last = monthrange(this.year, this.month)[1]
    return int(ordinal) in {(this.day - 1) // 7 + 1, -((last - this.day) // 7 + 1)}
