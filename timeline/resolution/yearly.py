"""A day or month beside a word that repeats it every year: ``jedes Jahr am 28. Dezember``, ``jährlich im August``."""

from __future__ import annotations

from dataclasses import replace

from timeline.model import Reading, Timex

_BESIDE = 12
"""Characters between the two that hold no more than small words."""
_MARKS = ".;:()"


def yearly(reading: Reading, other: Reading, text: str) -> Reading:
    """``reading`` as a yearly date when ``other``, the expression before or after it, says "every year"; else unchanged.

    It keeps its next or last day, gets the value of a day of any year and an RRULE (RFC 5545 section 3.3.10).
    """
    when, every = reading.when, other.when
    if when is None or every is None or every.recurrence != "FREQ=YEARLY" or when.known - {"day", "month"}:
        return reading
    first, second = sorted((reading.expression, other.expression), key=lambda e: e.start)
    gap = text[first.end : second.start]
    parts = reading.expression.parts
    if "month" not in parts or len(gap) > _BESIDE or any(mark in gap for mark in _MARKS):
        return reading
    value, rule = f"XXXX-{parts['month']:02d}", f"FREQ=YEARLY;BYMONTH={parts['month']}"
    if "day" in parts:
        value, rule = f"{value}-{parts['day']:02d}", f"{rule};BYMONTHDAY={parts['day']}"
    said = Timex(when.timex.type, value, when.timex.mod)
    return replace(reading, when=replace(when, timex=said, recurrence=rule))
