"""Reads days that are counted from a named date or within a month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from timeline.model import Precision, Timex
from timeline.resolution import timex
from timeline.resolution.absolute import read_date
from timeline.resolution.anchor import NO_ANCHOR, OUTSIDE, Context, Outcome
from timeline.resolution.arithmetic import (
    Interval,
    as_date,
    month_interval,
    safe_date,
    shift,
    shift_month,
    unit_interval,
    weekday_near,
)
from timeline.resolution.holiday import read_holiday
from timeline.resolution.lean import Lean
from timeline.resolution.relative import read_day_relative
from timeline.resolution.weekday import read_weekday

Parts = Mapping[str, Any]
WEEKS = 5
_SHORT = ("second", "minute", "hour")


def read_counted(parts: Parts, context: Context) -> Outcome:
    """``three days after Christmas``: the named date, moved by the amount."""
    inner = {k: v for k, v in parts.items() if k not in ("amount", "unit", "way", "mod", "from_wd", "nth", "whole")}
    if "dayrel" in inner:
        outcome = read_day_relative(inner, context)
    elif "holiday" in inner or "ordinal" in inner:
        outcome = read_holiday(inner, context)
    elif "wd" in inner and "month" not in inner:
        outcome = read_weekday(inner, context)
    else:
        outcome = read_date(inner, context)
    if outcome.interval is None:
        return Outcome(
            Timex("DURATION", timex.period(parts["amount"], parts["unit"])),
            reason=outcome.reason or NO_ANCHOR,
            spoken_of=False,
        )
    unit, by = parts["unit"], parts["amount"] * parts["way"]
    if unit in _SHORT:
        return Outcome(Timex("DURATION", timex.period(parts["amount"], unit)), spoken_of=False)
    named = as_date(outcome.interval.end if parts["way"] > 0 else outcome.interval.start)
    day = shift(named, unit, by)
    if day is not None and "from_wd" in parts:
        steps = timedelta(days=7 * parts["way"] * (int(parts.get("nth", 1)) - 1))
        day = weekday_near(named + timedelta(days=parts["way"]), parts["from_wd"], parts["way"]) + steps
    if day is None:
        return Outcome(Timex("DATE", ""), reason=OUTSIDE, spoken_of=False)
    outcome.interval = unit_interval(unit, day) if "whole" in parts else Interval(day, day, Precision.DAY)
    outcome.timex = Timex("DATE", timex.value(outcome.interval), parts.get("mod", ""))
    outcome.rule = f"{by or parts['way']:+g} {unit} from {named.isoformat()}"
    outcome.anchor = outcome.anchor or named.isoformat()
    return outcome


def read_nth_weekday(parts: Parts, context: Context) -> Outcome:
    """``the last Sunday of March``, ``the first Tuesday of next month``."""
    nth, weekday = int(parts["nth"]), int(parts["wd"])
    if parts.get("unit") == "month":
        if context.anchor is None:
            return Outcome(Timex("DATE", ""), reason=NO_ANCHOR, spoken_of=False)
        year, month = shift_month(context.anchor.year, context.anchor.month, int(parts["deixis"]))
        outcome = Outcome(
            Timex("DATE", ""),
            month_interval(year, month),
            anchor=context.anchor_words,
            implied=frozenset({"year", "month"}),
        )
    else:
        outcome = read_date({k: v for k, v in parts.items() if k not in ("nth", "wd")}, context)
    if outcome.interval is None:
        return outcome
    first, last = as_date(outcome.interval.start), as_date(outcome.interval.end)
    day = (
        weekday_near(last, weekday, -1)
        if nth == -1
        else weekday_near(first, weekday, 1) + timedelta(days=7 * (nth - 1))
    )
    if nth == 0 or nth > WEEKS or nth < -1 or not first <= day <= last:
        return Outcome(
            Timex("DATE", timex.value(outcome.interval)), reason="no such day in the calendar", spoken_of=False
        )
    outcome.interval = Interval(day, day, Precision.DAY)
    outcome.timex = Timex("DATE", timex.value(outcome.interval))
    outcome.rule = "counted within its month"
    return outcome


def read_nth_weekend(parts: Parts, context: Context) -> Outcome:
    """``am ersten Maiwochenende``, ``the second weekend in Advent``: the first one is that of the first Saturday."""
    if "ordinal" in parts:
        return read_holiday(parts, context)
    said = {k: v for k, v in parts.items() if k in ("nth", "month", "year")}
    if "compound" in parts:
        said["month"] = parts["compound"][0]
    outcome = read_nth_weekday({**said, "wd": 6}, context)
    if outcome.interval is not None and outcome.interval.precision is Precision.DAY:
        outcome.interval = unit_interval("weekend", as_date(outcome.interval.start))
        outcome.timex = Timex("DATE", timex.value(outcome.interval, "weekend"))
    return outcome


def read_nth_of_month(parts: Parts, context: Context) -> Outcome:
    """``the 15th day of next month``."""
    if context.anchor is None:
        return Outcome(Timex("DATE", ""), reason=NO_ANCHOR, spoken_of=False)
    day = _day(context.anchor, int(parts.get("deixis", 0)), int(parts["day"]))
    if day is None:
        return Outcome(Timex("DATE", ""), reason="no such day in the calendar", spoken_of=False)
    interval = Interval(day, day, Precision.DAY)
    return Outcome(
        Timex("DATE", timex.value(interval)),
        interval,
        anchor=context.anchor_words,
        implied=frozenset({"year", "month"}),
    )


def read_nth_bare(parts: Parts, context: Context) -> Outcome:
    """``am 3. Dezember …, am 4. nur noch``: the day of that number nearest to the one named just before; else none is meant."""
    near = context.expression is not None and context.expression.start - context.last_at < _BESIDE
    base = context.last_day if near and context.last_at else None
    days = [d for by in (0, 1) if base and (d := _day(base, by, int(parts["day"])))]
    if base is None or not days:
        return Outcome(Timex("DATE", ""), reason="no day named before it", spoken_of=False)
    day = min(days, key=lambda d: abs((d - base).days))
    interval = Interval(day, day, Precision.DAY)
    return Outcome(
        Timex("DATE", timex.value(interval)),
        interval,
        anchor=context.then_words,
        rule="the month of the day named before",
        implied=frozenset({"year", "month"}),
    )


def read_nth(parts: Parts, context: Context) -> Outcome:
    """``on the 18th``, ``Tuesday the 11th``: the day of the month nearest to the anchor on the side its sentence leans to."""
    anchor = context.anchor
    if anchor is None:
        return Outcome(Timex("DATE", f"XXXX-XX-{int(parts['day']):02d}"), reason=NO_ANCHOR, spoken_of=False)
    reach = 6 if "wd" in parts and "bare" not in parts else 1
    days = [_day(anchor, by, int(parts["day"])) for by in range(-reach, reach + 1)]
    fitting = [d for d in days if d and ("wd" not in parts or d.isoweekday() == parts["wd"])]
    if not fitting and "bare" in parts:
        return read_weekday({"wd": parts["wd"]}, context)
    if not fitting:
        return Outcome(Timex("DATE", ""), reason="no such day in the months around", spoken_of=False)
    leaning = Lean(0, "") if context.narrative else context.lean()
    direction, over = leaning.direction, leaning.direction < 0 and leaning.strength > 1
    told = None if "wd" in parts or context.narrative or over else _told(anchor, int(parts["day"]), context)
    if told is not None:
        fitting, direction = [told], 0
    side = [d for d in fitting if direction == 0 or (d >= anchor if direction > 0 else d <= anchor)]
    day = min(side or fitting, key=lambda d: (abs((d - anchor).days), d))
    if context.narrative and "wd" not in parts:
        day = _day(anchor, 0, int(parts["day"])) or day
    interval = Interval(day, day, Precision.DAY)
    return Outcome(
        Timex("DATE", timex.value(interval)),
        interval,
        anchor=context.anchor_words,
        rule="the month of the days named before" if told else "the month nearest to it",
        implied=frozenset({"year", "month"}),
    )


_BESIDE = 200
"""Characters within which a mere number of a day belongs to the day named before it."""
_MONTH_TOLD = 80
"""Characters within which a day of the month belongs to the month named before it."""
_TOLD = 600
"""Characters within which a day of the month still belongs to the days named before it."""


def _told(anchor: date, day: int, context: Context) -> date | None:
    """``from 18 to 27 July … on the 19th``: in the month of the day ahead that was named last."""
    if context.month_named is not None and context.expression is not None:
        month, at = context.month_named
        if as_date(month.end) >= anchor and context.expression.start - at < _MONTH_TOLD:
            first = as_date(month.start)
            return safe_date(first.year, first.month, day)
    for named, at in reversed(context.named):
        if named > anchor and context.expression and context.expression.start - at < _TOLD:
            days = [d for by in (0, 1) if (d := _day(named, by, day)) is not None and d >= anchor]
            return min(days, key=lambda d: abs((d - named).days)) if days else None
    return None


def _day(anchor: date, by: int, day: int) -> date | None:
    return safe_date(*shift_month(anchor.year, anchor.month, by), day)
