"""Reads a phrase that has already been found with dateparser, in a language that has no data of its own here.

dateparser never looks for dates itself: it takes articles and prepositions for weekdays.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from functools import cache
from typing import Any

from timeline.model import Timex
from timeline.resolution import timex
from timeline.resolution.anchor import NO_ANCHOR, Context, Outcome
from timeline.resolution.arithmetic import unit_interval


def read_foreign(parts: Mapping[str, Any], context: Context) -> Outcome:  # noqa: ARG001 - one signature for all readers
    """The calendar unit that a phrase names ("la semaine dernière"), counted from the anchor."""
    anchor, expression = context.anchor, context.expression
    if anchor is None or expression is None:
        return Outcome(Timex("DATE", ""), reason=NO_ANCHOR, spoken_of=False)
    found = _parser(context.language, anchor.isoformat()).get_date_data(context.text[expression.start : expression.end])
    if found is None or found.date_obj is None:
        return Outcome(Timex("DATE", ""), reason="not understood", spoken_of=False)
    interval = unit_interval(str(found.period), found.date_obj.date())
    return Outcome(
        Timex("DATE", timex.value(interval)), interval, rule="read by dateparser", anchor=context.anchor_words
    )


@cache
def _parser(language: str, anchor: str) -> Any:
    from dateparser.date import DateDataParser  # noqa: PLC0415 - costs 0.1 s, and most documents never need it

    base = datetime.combine(datetime.fromisoformat(anchor), time())
    return DateDataParser(languages=[language], settings={"RELATIVE_BASE": base, "PREFER_LOCALE_DATE_ORDER": True})
