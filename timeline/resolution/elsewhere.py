"""Weekdays whose sentence does not say whether they are past or to come, where the rest of the text does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from timeline.model import Reading
from timeline.resolution.arithmetic import as_date


def told_elsewhere(readings: Sequence[Reading]) -> frozenset[date]:
    """``Konzert am Freitag`` over ``Der Chor singt am Freitag, 13. Juni``: the days that weekdays in doubt mean, because of
    the two that each could be the text tells that one elsewhere, and only that one.
    """
    doubtful = [reading for reading in readings if reading.when is not None and reading.when.alternatives]
    if not doubtful:
        return frozenset()
    told = {
        day
        for reading in readings
        if not (reading.when and reading.when.alternatives) and (day := _day(reading)) is not None
    }
    found = set()
    for reading in doubtful:
        assert reading.when is not None
        other = reading.when.alternatives[0].start
        if other is not None and as_date(other) in told and _day(reading) not in told:
            found.add(as_date(other))
    return frozenset(found)


def _day(reading: Reading) -> date | None:
    """The day that an expression names, by its weekday or its number; None for one that is counted from another."""
    if reading.when is None or reading.when.start is None or not {"wd", "day"} & reading.expression.parts.keys():
        return None
    return as_date(reading.when.start)
