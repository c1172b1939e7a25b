"""Which reader an expression of a form is given to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from timeline.model import Expression, Timex
from timeline.resolution import (
    absolute,
    clock,
    counted,
    fallback,
    fiscal,
    holiday,
    period,
    recurrence,
    relative,
    stretch,
    timex,
    weekday,
)
from timeline.resolution.anchor import OUTSIDE, Context, Outcome
from timeline.resolution.arithmetic import OutsideCalendarError, unit_interval
from timeline.resolution.tied import tied

Reader = Callable[[Mapping[str, Any], Context], Outcome]


def _reference(parts: Mapping[str, Any], context: Context) -> Outcome:  # noqa: ARG001 - one signature for all readers
    return Outcome(Timex("DATE", parts["ref"]), spoken_of=False)


def _plural(parts: Mapping[str, Any], context: Context) -> Outcome:  # noqa: ARG001 - one signature for all readers
    return Outcome(Timex("DURATION", timex.period("X", parts["unit"])), spoken_of=False)


def _generic(parts: Mapping[str, Any], context: Context) -> Outcome:  # noqa: ARG001 - one signature for all readers
    """``at night``: of no particular day."""
    return Outcome(Timex("TIME", f"XXXX-XX-XXT{parts['daypart']}"), spoken_of=False)


def _unit_alone(parts: Mapping[str, Any], context: Context) -> Outcome:
    """``the year`` is the one it is, of which nothing need happen; any other unit a length of time."""
    anchor = context.anchor
    if parts["unit"] in ("week", "month", "year") and anchor is not None and not tied(context, "whole"):
        interval = unit_interval(parts["unit"], anchor)
        return Outcome(Timex("DATE", timex.value(interval)), rule="the one it is, as a whole", spoken_of=False)
    return clock.duration({"amount": 1, **parts}, context)


READERS: dict[str, Reader] = {
    "reference": _reference,
    "reference-noun": _reference,
    "narrative-reference": _reference,
    "reference-units": _plural,
    "week-of": absolute.read_week_of,
    "week-of-month": stretch.read_week_within,
    "day-part-generic": _generic,
    "foreign": fallback.read_foreign,
    "deixis-plural": _plural,
    "then-plural": _plural,
    "ago-from": relative.read_ago_from,
    "then-amount": stretch.read_stretch,
    "unit-genitive": relative.read_this_year,
    "term": period.read_term,
    "school-year": period.read_school_year,
    "deixis-amount": stretch.read_stretch,
    "edged": stretch.read_edged,
    "full-year": relative.read_deixis,
    "first-units": stretch.read_first,
    "unit-alone": _unit_alone,
    "part-of-this": relative.read_deixis,
    "part-compound": relative.read_part_unit,
    "weekends": recurrence.read_weekends,
    "shifted": relative.read_shifted,
    "weekday-nth": counted.read_nth,
    "weekday-in": weekday.read_weekday,
    "before": relative.read_ago,
    "in": relative.read_ago,
    "unit-then": relative.read_beside,
    "daypart-then": relative.read_beside,
    "weekend": relative.read_deixis,
    "month-half": absolute.read_month_half,
    "last-day": stretch.read_last_day,
    "deixis-holiday": holiday.read_holiday,
    "then-holiday": holiday.read_holiday,
    "deixis-month": absolute.read_date,
    "deixis-season": absolute.read_date,
    "then-season": absolute.read_date,
    "then-month": absolute.read_date,
    "deixis-daypart": relative.read_deixis,
    "then-daypart": relative.read_deixis,
    "day-part": clock.read_day_part,
    "aged": clock.duration,
    "tied": clock.duration,
    "long": clock.duration,
    "clock-length": stretch.read_length,
    "day-length": stretch.read_length,
}  # fmt: skip
"""Forms that are read by another reader than the prefix of their name tells."""

PREFIXES: tuple[tuple[str, Reader], ...] = (
    ("day-relative", relative.read_day_relative),
    ("day-part-relative", relative.read_day_relative),
    ("day-part-this", relative.read_deixis),
    ("day-of-month", relative.read_deixis),
    ("part-weekday", weekday.read_weekday),
    ("part-of", relative.read_deixis),
    ("deixis-weekday", weekday.read_weekday),
    ("then-weekday", weekday.read_weekday),
    ("deixis", relative.read_deixis),
    ("then", relative.read_deixis),
    ("amount-ago", relative.read_ago),
    ("unit-ago", relative.read_ago),
    ("weekday-dayparts", recurrence.read_set),
    ("weekdays", recurrence.read_set),
    ("weekday", weekday.read_weekday),
    ("every", recurrence.read_set),
    ("times-per", recurrence.read_set),
    ("per-unit", recurrence.read_set),
    ("dayparts", recurrence.read_set),
    ("frequency", recurrence.read_set),
    ("holiday", holiday.read_holiday),
    ("clock", clock.read_clock),
    ("duration", clock.duration),
    ("calendar-week", period.read_period),
    ("fiscal-year-of", fiscal.read_fiscal),
    ("fiscal-ago", fiscal.read_fiscal),
    ("fiscal-same", fiscal.read_fiscal),
    ("date-clock", clock.read_date_clock),
    ("counted", counted.read_counted),
    ("nth-weekend", counted.read_nth_weekend),
    ("nth-weekday", counted.read_nth_weekday),
    ("nth-of-month", counted.read_nth_of_month),
    ("nth-bare", counted.read_nth_bare),
    ("nth", counted.read_nth),
    ("quarter", period.read_period),
    ("half", period.read_period),
    ("decade", period.read_period),
    ("century", period.read_period),
)


def reader_of(form: str) -> Reader:
    """The reader of a form; what is not listed names a day, month, season or year."""
    known = READERS.get(form)
    if known is None:
        known = next((r for prefix, r in PREFIXES if form.startswith(prefix)), absolute.read_date)
        READERS[form] = known
    return known


def outcome_of(expression: Expression, context: Context) -> Outcome:
    """What its reader makes of an expression; what reaches beyond Python's calendar is not dated."""
    try:
        return reader_of(expression.form)(expression.parts, context)
    except (OverflowError, OutsideCalendarError):
        return Outcome(Timex("DATE", ""), reason=OUTSIDE, spoken_of=False)
