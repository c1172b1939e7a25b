"""What a date is on its way to a row: the expressions that say it together, and its days.

In: moments and readings; out: their days, and ``Dated`` groups.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from timeline.model import Moment, Precision, Reading, When

DAYS = frozenset({Precision.MINUTE, Precision.HOUR, Precision.DAY_PART, Precision.DAY})
"""Precisions that say a day."""
_DATE_PARTS = frozenset({"day", "month", "year", "wd", "weekday", "dayrel"})


@dataclass(slots=True)
class Dated:
    """Expressions that say one date together."""

    readings: list[Reading]
    when: When

    @property
    def first(self) -> Reading:
        """The expression that says the date."""
        return self.readings[0]


def day(moment: Moment) -> date:
    """The day of a day or minute."""
    return moment.date() if isinstance(moment, datetime) else moment


def with_clock(days: When, timed: When) -> When:
    """The days of one date with the clock time of another, where that starts on the first of them."""
    if not isinstance(timed.start, datetime) or isinstance(days.start, datetime) or days.start is None:
        return days
    if days.start != day(timed.start):
        return days
    zone = timed.zone or days.zone
    return replace(days, start=timed.start, precision=timed.precision, known=days.known | timed.known, zone=zone)


def day_of_clock(when: When) -> date:
    """The day that a time of the day belongs to: 24:00 is the end of one, not the beginning of the next (ISO 8601)."""
    assert when.start is not None
    return day(when.start) - timedelta(days=ends_day(when))


def ends_day(when: When) -> bool:
    """Whether a moment is 24:00, the end of its day."""
    return when.timex.value.endswith("T24:00")


def whole_day(when: When) -> When:
    """A time of the day as the day it is on: doors open before the event begins."""
    if not isinstance(when.start, datetime):
        return when
    start, end = day(when.start), day(when.end or when.start)
    return replace(when, start=start, end=end, precision=Precision.DAY, edtf=start.isoformat())


def eve(when: When) -> When:
    """The day before a date; a time of the day stays."""
    if when.start is None or isinstance(when.start, datetime):
        return when
    last = when.start - timedelta(days=1)
    return replace(when, start=last, end=last, precision=Precision.DAY, edtf=last.isoformat())


def clock_only(reading: Reading) -> bool:
    """A time of the day whose date is said elsewhere."""
    when = reading.when
    if when is None or when.start is None:
        return False
    fine = when.precision in {Precision.MINUTE, Precision.HOUR, Precision.DAY_PART}
    return (
        fine and not _DATE_PARTS & when.known and reading.expression.form.startswith(("clock", "day-part", "daypart"))
    )
