"""Reads quarters that are counted from the one a report is about: the last one it named, else the last one completed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from timeline import languages
from timeline.model import Precision, Timex
from timeline.resolution import timex
from timeline.resolution.anchor import NO_ANCHOR, Context, Outcome
from timeline.resolution.arithmetic import Interval, as_date, months_interval, shift, shift_month, year_interval

Parts = Mapping[str, Any]


def read_fiscal(parts: Parts, context: Context) -> Outcome:
    """``the quarter``, ``the year-ago period``, ``the 1988 quarter``, ``last year's third quarter``."""
    base = context.quarter or _completed(context)
    if base is None:
        return Outcome(Timex("DATE", ""), reason=NO_ANCHOR, spoken_of=False)
    first = as_date(base.start)
    year, month = first.year, first.month
    if "ordinal" in parts:
        month = (int(parts["ordinal"]) - 1) * 3 + 1
        if month > 10:
            return Outcome(Timex("DATE", ""), reason="no such quarter", spoken_of=False)
    anchor = context.anchor
    if "year" in parts:
        year = int(parts["year"])
    elif "deixis" in parts and anchor is not None:
        year = anchor.year + int(parts["deixis"])
    elif "ago" in parts:
        year += 1 if str(parts["ago"]) in ("then+1", "1") else -1
    if ({"year", "ago"} & parts.keys() and _of_longer(context)) or (
        context.quarter is None and "year" in parts and parts.get("unit") != "quarter"
    ):
        interval = year_interval(year)
    elif context.quarter is None and parts.get("unit") == "year":
        interval = year_interval((anchor or first).year - 1)
    else:
        interval = months_interval(year, month, 3, Precision.QUARTER)
    said = Timex("DATE", timex.value(interval))
    outcome = Outcome(said, placed(interval, context), implied=frozenset({"year"}), spoken_of=False)
    outcome.anchor = (
        f"the quarter spoken of: {timex.value(context.quarter)}" if context.quarter else context.anchor_words
    )
    return outcome


def _completed(context: Context) -> Interval | None:
    """The last quarter that was over when the report came out."""
    if context.anchor is None:
        return None
    year, month = shift_month(context.anchor.year, (context.anchor.month - 1) // 3 * 3 + 1, -3)
    return months_interval(year, month, 3, Precision.QUARTER)


def _of_longer(context: Context) -> bool:
    """Whether the sentence speaks of more than a quarter before (``the first nine months, up from … a year earlier``)."""
    cues = languages.load(context.language, "resolution").get("fiscal")
    if not cues or context.expression is None:
        return False
    return re.search(cues["longer"], context.text[context.sentence[0] : context.expression.start]) is not None


def placed(quarter: Interval, context: Context) -> Interval:
    """Where a quarter that is named as the report counts them lies on the calendar; a year stays."""
    if not context.ahead_by or quarter.precision is not Precision.QUARTER:
        return quarter
    first = as_date(quarter.start)
    return months_interval(*shift_month(first.year, first.month, context.ahead_by), 3, Precision.QUARTER)


def year_before(context: Context, direction: int) -> Interval | None:
    """The quarter a year from the one spoken of, for ``a year earlier`` in a report about a quarter."""
    if context.quarter is None or context.narrative or _of_longer(context):
        return None
    day = shift(as_date(context.quarter.start), "year", direction)
    return months_interval(day.year, day.month, 3, Precision.QUARTER) if day else None
