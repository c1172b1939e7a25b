"""Reads feasts and holidays, fixed and moving: rules in :mod:`timeline.regions`, a region's public holidays from ``holidays``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache
from typing import Any

from timeline import regions
from timeline.model import Precision, Timex
from timeline.resolution import timex
from timeline.resolution.absolute import night_before
from timeline.resolution.anchor import NO_ANCHOR, Context, Outcome, with_daypart
from timeline.resolution.arithmetic import (
    Interval,
    as_date,
    easter,
    month_interval,
    safe_date,
    shift,
    week_interval,
    weekday_near,
)

Parts = Mapping[str, Any]
_HINT = 0.1
_YEAR_OFF, _NEAR = 300, {-1: 60, 0: 60, 1: 21}
"""Days; what is announced lies ahead unless its day has only just gone by."""


def read_holiday(parts: Parts, context: Context) -> Outcome:
    """The feast in the year that is said, or in the one its sentence leans to."""
    name = str(parts.get("holiday") or f"{parts.get('of', 'advent')}-{parts['ordinal']}")
    rule = _rule(name, context)
    anchor = context.then if "then" in parts else context.anchor
    implied = "year" not in parts
    if not implied:
        year = int(parts["year"])
        first = feast_day(rule, year)
    elif anchor is None:
        fixed = f"XXXX-{rule['day']}" if "day" in rule else "XXXX-XX-XX"
        return Outcome(Timex("DATE", fixed), edtf=fixed if "day" in rule else "", reason=NO_ANCHOR, spoken_of=False)
    else:
        first = _bracketed(rule, context) or _leaning(rule, anchor, parts, context)
    if first is None:
        return Outcome(Timex("DATE", ""), reason="no such day in the calendar", spoken_of=False)
    interval = _lasting(rule, first)
    if parts.get("unit") == "weekend":
        # The weekend of a feast on a Monday is the one before it.
        monday = as_date(week_interval(first - timedelta(days=first.isoweekday() == 1)).start)
        interval = Interval(monday + timedelta(days=5), monday + timedelta(days=6), Precision.WEEK_PART)
    outcome = Outcome(Timex("DATE", timex.value(interval, str(parts.get("unit", "")))), interval)
    if implied:
        outcome.implied, outcome.anchor = frozenset({"year"}), context.anchor_words
        outcome.rule = "the year its sentence leans to"
    return night_before(outcome) if parts.get("before") else with_daypart(outcome, parts.get("daypart"))


def _rule(name: str, context: Context) -> Mapping[str, Any]:
    """How the day of a feast is found, in the region that is set."""
    return {**regions.feasts().get(name, {}), "region": context.settings.region}


def _lasting(rule: Mapping[str, Any], first: date) -> Interval:
    """From the first day of a feast to its last one."""
    if "until" in rule:
        month, number = map(int, rule["until"].split("-"))
        return Interval(first, first.replace(month=month, day=number), Precision.DAY)
    return Interval(first, first + timedelta(days=int(rule.get("days", 1)) - 1), Precision.DAY)


def _bracketed(rule: Mapping[str, Any], context: Context) -> date | None:
    """``Pfingstsonntag (28. Mai)``: the feast of the year in which it falls on the date in brackets behind it."""
    told = context.bracketed
    return told if told is not None and feast_day(rule, told.year) == told else None


def _leaning(rule: Mapping[str, Any], anchor: date, parts: Parts, context: Context) -> date | None:
    by = parts.get("deixis", parts.get("then"))
    if by is not None and parts.get("unit") == "year":
        return feast_day(rule, anchor.year + int(by))
    days = [d for d in (feast_day(rule, anchor.year + n) for n in (-1, 0, 1)) if d]
    if context.narrative:
        return feast_day(rule, anchor.year)
    if by is not None and by != 0:
        side = [d for d in days if (d > anchor if by > 0 else d < anchor)]
        return min(side, key=lambda d: abs((d - anchor).days), default=None)
    leaning = context.lean()
    if leaning.strength == 1:
        return min(
            days, key=lambda d: (abs((d - anchor).days) * _hinted(d, anchor, leaning.direction), d), default=None
        )
    direction = leaning.direction
    side = [d for d in days if direction == 0 or (d >= anchor if direction > 0 else d <= anchor)]
    far, near = (min(some, key=lambda d: (abs((d - anchor).days), d), default=None) for some in (side or days, days))
    # A feast some days off is not meant a year away, whatever the tense of what is told beside it.
    return (
        near
        if far and near and abs((far - anchor).days) > _YEAR_OFF and abs((near - anchor).days) < _NEAR[direction]
        else far
    )


def _hinted(day: date, anchor: date, direction: int) -> float:
    """How much nearer a day counts on the side that a mere hint points to."""
    return _HINT if (day - anchor).days * direction > 0 else 1


def year_beside(feast: Mapping[str, Any], told: Mapping[str, Any], context: Context) -> int | None:
    """The year of a feast (or of a feast that something is counted from) which brings it into the month that is told beside it;
    both are parts of expressions. None when there is no such year."""
    rule = _rule(str(feast["holiday"]), context)
    month = month_interval(int(told["year"]), int(told["month"]))
    for year in (int(told["year"]), int(told["year"]) - 1):
        day = feast_day(rule, year)
        if day is not None and "amount" in feast:
            day = shift(day, str(feast["unit"]), float(feast["amount"]) * int(feast["way"]))
        if day is not None and as_date(month.start) <= day <= as_date(month.end):
            return year
    return None


def feast_day(rule: Mapping[str, Any], year: int) -> date | None:
    """The first day of a feast in a year, or none when there is no rule or no such day."""
    if not MINYEAR <= year <= MAXYEAR:
        return None
    day = _public(rule["public"], rule.get("region", ""), year) if "public" in rule else None
    if day is not None:
        return day
    if "day" in rule:
        month, number = map(int, rule["day"].split("-"))
        day = safe_date(year, month, number)
    elif "easter" in rule:
        day = easter(year) + timedelta(days=rule["easter"]) if 1583 <= year <= 4099 else None
    elif "nth" in rule:
        count, weekday, month = rule["nth"]
        if count > 0:
            day = weekday_near(date(year, month, 1), weekday, 1) + timedelta(days=7 * (count - 1))
            day = day if day.month == month else None
        else:
            day = weekday_near(as_date(month_interval(year, month).end), weekday, -1)
    elif "advent" in rule:
        fourth = weekday_near(date(year, 12, 24), 7, -1)
        day = fourth + timedelta(days=7 * (rule["advent"] - 4))
    return day + timedelta(days=rule.get("shift", 0)) if day else None


def _public(names: str, region: str, year: int) -> date | None:
    """The public holiday of a region whose English name matches ``names``; none when the region keeps no such day."""
    return next((day for day, name in _public_holidays(region, year) if re.search(names, name)), None)


@cache
def _public_holidays(region: str, year: int) -> tuple[tuple[date, str], ...]:
    import holidays  # noqa: PLC0415 - costs 0.3 s, and few texts name such a day

    country, _, subdivision = region.partition("-")
    try:
        kept = holidays.country_holidays(country, subdiv=subdivision or None, years=year, language="en_US")
    except (NotImplementedError, KeyError):
        return ()
    return tuple(sorted(kept.items()))
