"""Reads dates that are counted from another one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from timeline import languages
from timeline.model import Doubt, Precision, Timex
from timeline.resolution import antiquity, fiscal, timex, today
from timeline.resolution.anchor import NO_ANCHOR, OUTSIDE, Context, Outcome, implied, nowhere, with_daypart
from timeline.resolution.arithmetic import (
    Interval,
    as_date,
    calendar_day,
    part_of,
    shift,
    unit_interval,
    week_interval,
    year_interval,
)
from timeline.resolution.tied import TIED, said, tied

Parts = Mapping[str, Any]
_HALF = 6
_NEAR = 200
"""Characters behind a day in which a part of it is told."""
_SHORT = ("second", "minute", "hour")
_WEEKS = ("week", "fortnight")
_DAYS = (Precision.DAY, Precision.DAY_PART)
_FINER = {"year": "month", "century": "decade"}
"""What half of a unit is counted in: ``half a century later`` is in some decade."""


def read_day_relative(parts: Parts, context: Context) -> Outcome:
    """``gestern Abend``, ``heute in 14 Tagen``, ``heuer``."""
    by, bare = parts["dayrel"], set(parts) == {"dayrel"}
    if by == 0 and bare and today.said_generically(context):
        return Outcome(Timex("DATE", "PRESENT_REF"), rule="these days in general", spoken_of=False)
    anchor = context.published if not context.narrative else context.anchor
    if anchor is None:
        return nowhere()
    if by == "year0":
        return implied(unit_interval("year", anchor), anchor=context.anchor_words)
    day: date | None = anchor + timedelta(days=int(by))
    if parts.get("before") and day:
        day -= timedelta(days=1)
    if "amount" in parts and day:
        amount = parts["amount"]
        if parts["unit"] == "day" and amount in _convention(context, "days_as_week"):
            amount = 7
        day = shift(day, parts["unit"], amount * parts["direction"])
    if day is None:
        return nowhere()
    outcome = implied(Interval(day, day, Precision.DAY), anchor=context.anchor_words, mod=parts.get("part", ""))
    if parts.get("wd") and day.isoweekday() != parts["wd"]:
        outcome.doubts = (Doubt("weekday", f"{day.isoformat()} is not the weekday that the text names"),)
    if by == 0 and bare and today.written_generically(context):
        outcome.timex = Timex("DATE", "PRESENT_REF")
    return with_daypart(outcome, parts.get("daypart"))


def read_deixis(parts: Parts, context: Context) -> Outcome:
    """``nächste Woche``, ``Ende letzten Monats``, ``diesen Sommer``; ``am selben Tag`` is counted from the date spoken of."""
    then = "then" in parts
    anchor = context.then if then else context.anchor
    by = int(parts.get("then", parts.get("deixis", 0)))
    unit = parts.get("unit", "day")
    if unit == "year" and parts.get("bare"):
        anchor = context.year_told or anchor
    if (outcome := antiquity.counted(unit, by, context)) is not None:
        return outcome
    if anchor is None:
        return antiquity.undated(unit, context) or nowhere()
    if unit in _SHORT:
        return Outcome(
            Timex("DATE", "PRESENT_REF" if by == 0 else ("PAST_REF" if by < 0 else "FUTURE_REF")), spoken_of=False
        )
    pointed = then or by > 0 or "daypart" not in parts or _of_day_told(context)
    if unit == "day" and pointed and (day := context.told_day) is not None:
        anchor, then = day, True
    if then and unit == "week" and (rough := context.roughly(unit)) is not None and not context.narrative:
        if context.last_day is None:
            return rough
        anchor = context.last_day
    if then and unit == "day" and context.last_day is None and (rough := context.roughly(unit)) is not None:
        return rough
    start = as_date(unit_interval(unit, anchor).start) if unit not in ("day", "weekend") else anchor
    day = shift(start, unit, by)
    if day is None:
        return nowhere()
    interval = unit_interval(unit, day)
    rule = f"the {unit} {by:+d}" if by else f"this {unit}"
    if by == 0 and unit == "week" and not then and _sunday_ahead(anchor, context):
        interval = week_interval(anchor + timedelta(days=1))
        rule = "written on a Sunday of what is to come: the week that begins tomorrow"
    if unit == "weekend" and not then:
        interval, rule = _weekend(anchor, parts.get("deixis"), context)
    part = parts.get("part")
    outcome = implied(interval, unit, rule=rule, anchor=context.then_words if then else context.anchor_words)
    if part:
        outcome.timex = Timex("DATE", outcome.timex.value, part)
        outcome.interval = part_of(interval, part)
    return with_daypart(outcome, parts.get("daypart"))


def _of_day_told(context: Context) -> bool:
    """``an diesem Abend``, where a day to come has just been told: that day's."""
    points = said(context.language, "told_daypart")
    if points is None or context.expression is None or context.published is None or context.narrative:
        return False
    start = context.expression.start
    near = context.last_day is not None and context.last_day > context.published and start - context.last_at < _NEAR
    return near and points.search(context.text, max(start - _NEAR, context.sentence[0]), start) is not None


def read_beside(parts: Parts, context: Context) -> Outcome:
    """``the day after``, ``am Morgen danach``: beside the date spoken of; what it is told to come after may be another one."""
    outcome = read_deixis(parts, context)
    if tied(context, "after"):
        outcome.interval, outcome.reason, outcome.spoken_of = None, TIED, False
    return outcome


def read_this_year(parts: Parts, context: Context) -> Outcome:
    """``der Konsul des Jahres``: the year spoken of in a narrative, else that of publication."""
    return read_deixis({"deixis": 0, "unit": parts["unit"]}, context)


def _sunday_ahead(anchor: date, context: Context) -> bool:
    """A Sunday paper that speaks of something to come means the week that begins tomorrow."""
    return anchor.isoweekday() == 7 and context.lean().direction > 0


def _weekend(anchor: date, by: int | None, context: Context) -> tuple[Interval, str]:
    monday = as_date(week_interval(anchor).start)
    this = Interval(monday + timedelta(days=5), monday + timedelta(days=6), Precision.WEEK_PART)
    step = 0
    if by is None:
        ahead = context.lean().direction > 0
        step = 0 if ahead or anchor.isoweekday() >= 6 else -1
        rule = "the weekend ahead" if ahead else "the weekend behind"
    elif by < 0:
        step = by + (1 if anchor.isoweekday() == 7 and by < -1 else 0)
        rule = "the weekend before"
    elif by > 0:
        step = by if anchor.isoweekday() >= 6 else by - 1
        rule = "the weekend to come"
    else:
        rule = "this weekend"
    move = timedelta(days=7 * step)
    return Interval(as_date(this.start) + move, as_date(this.end) + move, Precision.WEEK_PART), rule


def read_ago(parts: Parts, context: Context) -> Outcome:
    """``vor zwei Wochen``, ``two days later``, ``in 14 Tagen``: the unit that many steps away."""
    unit, amount = parts["unit"], parts["amount"]
    mark = parts.get("ago", "")
    then = isinstance(mark, str) and mark.startswith("then")
    if isinstance(mark, str) and mark:
        direction = -1 if mark.endswith("-1") else 1
    else:
        direction = int(mark or parts.get("direction", 1))
    mod = parts.get("mod", "")
    anchor = context.then if then else context.anchor
    if amount == "X" or unit in _SHORT:
        if mark and amount == "X":
            return Outcome(Timex("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", mod), spoken_of=False)
        if then and amount != "X" and (counted := _from_hour(direction * amount, unit, mod, context)) is not None:
            return counted
        if amount == "X" or then or (not mark and direction > 0 and _lasting(amount, context)):
            return Outcome(Timex("DURATION", timex.period(amount, unit), mod), spoken_of=False)
        return _hours_away(direction * (amount + float(parts.get("half", 0))), unit, mod, context)
    if "half" in parts:
        amount += float(parts["half"])
    duration = Timex("DURATION", timex.period(amount, unit), mod)
    if then and tied(context, "compared"):
        return Outcome(duration, reason=TIED, spoken_of=False)
    if then and (outcome := antiquity.counted(unit, direction * amount, context)) is not None:
        return outcome
    if anchor is None:
        return Outcome(duration, reason=NO_ANCHOR, spoken_of=False)
    if then and (rough := context.roughly(unit)) is not None:
        return rough
    quarter = fiscal.year_before(context, direction) if mark and unit == "year" and amount == 1 else None
    if quarter is not None:
        words = f"a year from the quarter spoken of: {timex.value(context.quarter)}" if context.quarter else ""
        found = implied(quarter, "quarter", mod, words, context.then_words)
        found.interval = fiscal.placed(quarter, context)
        found.spoken_of = False
        return found
    if not mark and direction > 0 and _lasting(amount, context):
        return Outcome(duration, rule="a length of time, in a sentence that does not look ahead", spoken_of=False)
    day = shift(anchor, unit, direction * amount)
    if day is None:
        return Outcome(duration, reason=OUTSIDE, spoken_of=False)
    words = f"{direction * amount:+g} {unit} from {context.then_words if then else context.anchor_words}"
    if amount % 1 and unit in _FINER:
        unit = _FINER[unit]
    on_day = then and context.reference is not None and context.reference.precision in _DAYS and unit == "week"
    interval = Interval(day, day, Precision.DAY) if on_day else unit_interval(unit, day)
    outcome = implied(interval, unit, mod, words, context.then_words if then else context.anchor_words)
    if unit in _WEEKS and not mod and amount % 1 == 0:
        # Two weeks are fourteen days: the value keeps the week that TIMEX3 counts in, the date is the day.
        outcome.interval = Interval(day, day, Precision.DAY)
    # In news the next "a year earlier" is not counted from this one.
    outcome.spoken_of = context.narrative or unit != "year"
    if not mark:
        outcome.spoken_of = False
        if not _dated(direction, context):
            outcome.timex = duration
    return outcome


def _from_hour(amount: float, unit: str, mod: str, context: Context) -> Outcome | None:
    """``Der Rat tagt um 18 Uhr. Eine Stunde früher …``: counted from a time of the day told right before; none where none is."""
    if context.hour_told is None or context.narrative or context.expression is None or tied(context, "compared"):
        return None
    told, at = context.hour_told
    if context.expression.start - at > _NEAR or unit not in {"hour", "minute"}:
        return None
    moment = told + timedelta(**{f"{unit}s": amount})
    outcome = Outcome(Timex("DURATION", timex.period(abs(amount), unit), mod), spoken_of=False)
    outcome.interval = Interval(moment, moment, Precision.MINUTE)
    outcome.anchor = f"spoken of before: {told.isoformat(timespec='minutes')}"
    outcome.implied = frozenset({"year", "month", "day"})
    return outcome


def _hours_away(amount: float, unit: str, mod: str, context: Context) -> Outcome:
    """``in two hours``, ``vor 20 Minuten``: to the minute where the hour of publication is known, else a length of time."""
    outcome = Outcome(Timex("DURATION", timex.period(abs(amount), unit), mod), spoken_of=False)
    if context.moment is None or mod or context.narrative:
        return outcome
    moment = (context.moment + timedelta(**{f"{unit}s": amount})).replace(second=0, microsecond=0)
    outcome.interval = Interval(moment, moment, Precision.MINUTE)
    outcome.anchor = f"published {context.moment.isoformat(timespec='minutes')}"
    outcome.implied = frozenset({"year", "month", "day"})
    return outcome


def _lasting(amount: float, context: Context) -> bool:
    """Whether ``in two weeks`` is how long it took: the past says so, and nothing need say so of one (``three times in a week``)."""
    direction = context.lean().direction
    return direction < 0 or (direction == 0 and amount == 1)


def _dated(direction: int, context: Context) -> bool:
    """Whether ``in two weeks``, or ``two weeks ago``, is a date in this language; in a story it is how long a thing took."""
    return bool(_convention(context, "ahead_dated" if direction > 0 else "ago_dated")) and not context.narrative


def _convention(context: Context, name: str) -> Any:
    """A convention of the language; empty where it has none of that name."""
    return languages.load(context.language, "resolution").get("conventions", {}).get(name, ())


def read_ago_from(parts: Parts, context: Context) -> Outcome:
    """``a year ago today``, ``ten years ago this month``: the day or month beside it, that long before."""
    inner = {"dayrel": parts["dayrel"]} if "dayrel" in parts else {"deixis": parts["deixis"], "unit": parts["within"]}
    outcome = read_day_relative(inner, context) if "dayrel" in parts else read_deixis(inner, context)
    if outcome.interval is None or parts["amount"] == "X":
        return nowhere()
    unit = str(parts.get("within", "day"))
    day = shift(as_date(outcome.interval.start), parts["unit"], -parts["amount"])
    return implied(unit_interval(unit, day), unit, anchor=context.anchor_words) if day else nowhere()


def read_shifted(parts: Parts, context: Context) -> Outcome:
    """``Vorjahr``, ``Vortag``, ``Folgejahr``: the unit beside the one spoken of; a year beside the anchor's."""
    said: str = parts["shifted"]
    by = -1 if "-" in said else int("+" in said)
    unit = said.rstrip("+-1")
    if unit == "newyear":
        return _new_year(context)
    if (outcome := antiquity.counted(unit, by, context)) is not None:
        return outcome
    if unit == "day" and tied(context, "beside"):
        return Outcome(Timex("DATE", "XXXX-XX-XX"), reason=TIED, spoken_of=False)
    anchor = context.then if unit == "day" or context.narrative else context.anchor
    if anchor is None:
        return nowhere()
    day = shift(as_date(unit_interval(unit, anchor).start), unit, by)
    if day is None:
        return nowhere()
    return implied(unit_interval(unit, day), unit, rule=f"the {unit} {by:+d}", anchor=context.then_words)


def _new_year(context: Context) -> Outcome:
    """``im neuen Jahr``: the one to come in the second half of a year, else the one begun."""
    if context.anchor is None:
        return nowhere()
    year = context.anchor.year + (context.anchor.month > _HALF)
    return implied(year_interval(year), "year", rule="the new year", anchor=context.anchor_words)


def read_part_unit(parts: Parts, context: Context) -> Outcome:
    """``Jahresende 2014``, ``Monatsbeginn``, ``year-end``."""
    part, _, unit = parts["part_unit"].partition("-")
    anchor = context.anchor
    if "year" in parts:
        anchor = calendar_day(int(parts["year"]), 1, 1)
    if anchor is None:
        return nowhere()
    whole = unit_interval(unit, anchor)
    outcome = implied(whole, unit, mod=part, anchor=context.anchor_words)
    outcome.interval = part_of(whole, part)
    return outcome
