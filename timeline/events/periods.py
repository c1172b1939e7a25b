"""Stretches told by their last day: ``the quarter ended Sept. 30``, ``the six months ended yesterday``.

In: the readings of a document; out: the same with the stretch, its words of ending and its last day as one reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from timeline.events.dated import day
from timeline.events.lexicon import Lexicon
from timeline.model import Precision, Reading
from timeline.resolution.arithmetic import shift

_MONTHS_IN = {"quarter": 3, "month": 1, "year": 12}
_WEEKS_OF_MONTHS = {3: 13, 6: 26, 9: 39, 12: 52}
"""Quarters and years of business that do not end with a month are counted in weeks."""
_LAST = frozenset({Precision.DAY, Precision.MONTH, Precision.MONTH_PART})
_PLACED = frozenset({"range", "deixis", "nth"})
"""Parts of a stretch that has its place on the calendar already."""
_GAP = 32
"""Characters between the two."""


def closed(text: str, readings: Sequence[Reading], lexicon: Lexicon) -> list[Reading]:
    """The readings in order, with each stretch and the day that ends it as one."""
    pattern = lexicon.text("duration", "ended")
    out: list[Reading] = []
    for reading in readings:
        stretch = _stretch(text, out[-1], reading, pattern) if pattern and out else None
        if stretch is None:
            out.append(reading)
        else:
            out[-1] = stretch
    return out


def _stretch(text: str, before: Reading, last: Reading, pattern: str) -> Reading | None:
    """The reading ``before`` with its days, where nothing but words of ending stands between it and a ``last`` day."""
    parts, when = before.expression.parts, last.when
    unit = parts.get("unit")
    if not _PLACED.isdisjoint(parts) or ("day" in parts and before.expression.form != "edged"):
        return None
    gap = text[before.expression.end : last.expression.start]
    if unit not in _MONTHS_IN or before.when is None or when is None or when.end is None or when.precision not in _LAST:
        return None
    if len(gap) > _GAP or re.fullmatch(pattern, gap) is None:
        return None
    end = day(when.end)
    amount = parts.get("amount", 1)
    first = _first(end, amount * _MONTHS_IN[unit]) if isinstance(amount, int) else None
    if first is None:
        return None
    precision = before.when.precision if before.when.start is not None else Precision.DAY
    told = replace(
        before.when, start=first, end=end, precision=precision, edtf=f"{first.isoformat()}/{end.isoformat()}"
    )
    expression = replace(before.expression, end=last.expression.end)
    return replace(before, expression=expression, text=text[expression.start : expression.end], when=told, reason="")


def _first(end: date, months: int) -> date | None:
    """The first day of a stretch up to ``end``: of months where it ends with one or is no length of business, else of weeks."""
    behind = end + timedelta(days=1)
    if behind.day == 1 or months not in _WEEKS_OF_MONTHS:
        return shift(behind, "month", -months)
    return behind - timedelta(weeks=_WEEKS_OF_MONTHS[months])
