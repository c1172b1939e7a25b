"""The first date of a recurring expression: ``jeden ersten Dienstag im Monat`` begins after the announcement.

In: a reading with an RFC 5545 rule and no date, and the publication date; out: the same reading, dated. A rule that names
no day (``jährlich``) stays without one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from timeline.events.join import day
from timeline.model import Moment, Precision, Reading

_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_DAYS = ("BYDAY", "BYMONTHDAY")


def dated(reading: Reading, published: Moment | None) -> Reading:
    """The reading at its first occurrence on or after the day behind the publication, where its rule names days."""
    when = reading.when
    if when is None or when.start is not None or published is None or not when.recurrence:
        return reading
    if not any(part in when.recurrence for part in _DAYS):
        return reading
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - only for recurring expressions

    after = datetime.combine(day(published) + timedelta(days=1), time())
    try:
        first = next(iter(rrulestr(when.recurrence, dtstart=after)), None)
    except ValueError:
        return reading
    if first is None:
        return reading
    start = first.date()
    return replace(reading, when=replace(when, start=start, end=start, precision=Precision.DAY, edtf=start.isoformat()))


def at_series(reading: Reading, series: Reading | None) -> Reading:
    """A time of the day that is said of a recurring expression in its sentence, at the first occurrence of ``series``."""
    when, host = reading.when, series.when if series is not None else None
    if when is None or when.start is not None or host is None or host.start is None:
        return reading
    clock = _CLOCK.fullmatch(when.timex.value)
    if clock is None or clock[1] == "24":
        return reading
    start = datetime.combine(day(host.start), time(int(clock[1]), int(clock[2])))
    said = start.isoformat(timespec="minutes")
    timed = replace(when, start=start, end=start, precision=Precision.MINUTE, edtf=said, recurrence=host.recurrence)
    return replace(reading, when=timed, reason="")
