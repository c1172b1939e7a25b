"""Reads lengths of time that have a place on the calendar: ``the next two weeks``, ``the week ending 7 May``, ``the year ended 30 June``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from timeline.model import Precision, Timex
from timeline.resolution import timex
from timeline.resolution.absolute import read_date
from timeline.resolution.anchor import Context, Outcome
from timeline.resolution.arithmetic import PRECISIONS, Interval, as_date, calendar_day, shift, unit_interval
from timeline.resolution.clock import duration
from timeline.resolution.relative import read_deixis

Parts = Mapping[str, Any]
_WHOLE = ("quarter", "half", "third")
"""Units that are counted as the calendar has them; two weeks may begin on any day."""
_UNITS = ("day", "week", "fortnight", "month", *_WHOLE)
"""Units whose number tells from which day to which; years are too long for one day to matter."""
_DAY = timedelta(days=1)
_MINUTES = {"minute": 1, "hour": 60}
_ROUGH = timedelta(days=7)
"""Days by which a quarter of business may begin before the first of a month."""


def read_stretch(parts: Parts, context: Context) -> Outcome:
    """``the next two weeks`` begin tomorrow, ``the past two weeks`` end today, ``the following two weeks`` begin after the day spoken of."""
    outcome = duration(parts, context)
    then = "then" in parts
    anchor, by = context.then if then else context.anchor, int(parts.get("then", parts.get("deixis", 0)))
    amount, unit = parts.get("amount", 1), parts["unit"]
    if anchor is None or amount == "X" or by == 0 or unit not in _UNITS:
        return outcome
    days = _days(anchor, unit, amount + float(parts.get("half", 0)), by)
    if days is not None:
        _place(outcome, *days, unit)
        outcome.anchor, outcome.implied = context.then_words if then else context.anchor_words, frozenset({"year"})
        outcome.rule = f"{amount:g} {unit} {'from the next day on' if by > 0 else 'up to the day'}"
    return outcome


def read_length(parts: Parts, context: Context) -> Outcome:
    """``at 3 pm for two hours``, ``ab Montag für drei Tage``: a length of time that lasts from the start right before it."""
    outcome = duration({k: v for k, v in parts.items() if k != "range"}, context)
    amount, unit = parts["amount"] + float(parts.get("half", 0)), parts["unit"]
    if (unit, parts.get("minor_unit")) == ("hour", "minute"):
        amount += parts["minor"] / 60
    start = context.day
    if unit in _MINUTES and context.begun is not None:
        moment = datetime.combine(context.begun[0], time()) + timedelta(minutes=context.begun[1])
        start, context.begun = Interval(moment, moment, Precision.MINUTE), None
    if start is not None:
        outcome.interval = lasting(start, amount, unit)
        outcome.implied, outcome.rule = frozenset({"year"}), "from the start right before it"
        outcome.anchor = context.then_words
    return outcome


def lasting(start: Interval, amount: float, unit: str) -> Interval:
    """What begins at a moment, or on a day, and lasts so long; ``start`` itself where the two do not go together."""
    if unit in _MINUTES and isinstance(start.start, datetime):
        return Interval(start.start, start.start + timedelta(minutes=amount * _MINUTES[unit]), start.precision)
    first = as_date(start.start)
    after = None if unit in _MINUTES or start.precision is not Precision.DAY else shift(first, unit, amount)
    return start if after is None or after <= first else Interval(first, after - _DAY, Precision.DAY)


def read_first(parts: Parts, context: Context) -> Outcome:
    """``the first two weeks of January``, ``the last three days of this year``: so much of the month or year behind it."""
    outcome = duration({k: v for k, v in parts.items() if k not in ("month", "year")}, context)
    amount, unit = parts.get("amount", 1), parts["unit"]
    if not {"month", "year", "within"} & parts.keys() or amount == "X" or unit not in _UNITS:
        return outcome
    whole = _whole(parts, context).interval
    if whole is None:
        return outcome
    first, last = as_date(whole.start), as_date(whole.end)
    ahead, back = shift(first, unit, amount), shift(last + _DAY, unit, -amount)
    if ahead and back and first < ahead <= last + _DAY:
        _place(outcome, *((first, ahead - _DAY) if parts["edge"] == 1 else (back, last)), unit)
    return outcome


def _whole(parts: Parts, context: Context) -> Outcome:
    if "within" in parts:
        return read_deixis({"unit": parts["within"], "deixis": parts.get("by", 0)}, context)
    said = {"month": parts["compound"][0]} if "compound" in parts else {}
    return read_date({**said, **{k: parts[k] for k in ("month", "year") if k in parts}}, context)


def _place(outcome: Outcome, first: date, last: date, unit: str) -> None:
    """Lays a length of time on the calendar."""
    outcome.interval, outcome.edtf = Interval(first, last, PRECISIONS[unit]), f"{first.isoformat()}/{last.isoformat()}"


def _days(anchor: date, unit: str, amount: float, by: int) -> tuple[date, date] | None:
    """First and last day of so many units after or before the anchor; none outside the years 1–9999."""
    if unit in _WHOLE:
        this = as_date(unit_interval(unit, anchor).start)
        first, after = shift(this, unit, 1 if by > 0 else -amount), shift(this, unit, amount + 1 if by > 0 else 0)
        last = after and after - _DAY
    else:
        first, last = (anchor + _DAY, shift(anchor, unit, amount)) if by > 0 else (shift(anchor, unit, -amount), anchor)
    return (first, last) if first and last else None


def read_week_within(parts: Parts, context: Context) -> Outcome:
    """``the last week of July``: its last seven days; ``the second week of 2027``: as ISO 8601 counts them."""
    outcome = _whole(parts, context)
    whole, nth = outcome.interval, int(parts["nth"])
    if whole is None or nth not in (-1, 1, 2, 3, 4):
        return outcome
    first, last = as_date(whole.start), as_date(whole.end)
    if whole.precision is Precision.YEAR:
        first = as_date(unit_interval("week", first + timedelta(days=3)).start)
        last = as_date(unit_interval("week", last - timedelta(days=3)).end)
    start = last - timedelta(days=6) if nth < 0 else first + timedelta(days=7 * (nth - 1))
    outcome.interval = Interval(start, start + timedelta(days=6), Precision.WEEK)
    outcome.timex = Timex("DATE", timex.value(outcome.interval))
    return outcome


def read_last_day(parts: Parts, context: Context) -> Outcome:
    """``the last day of the month``, ``am letzten Tag des Jahres 2027``; no other day is told from that of its neighbours so."""
    outcome = _whole(parts, context)
    if outcome.interval is None or parts["nth"] not in (-1, 1):
        return replace(outcome, interval=None, timex=Timex("DATE", ""), reason="no such day in the calendar")
    day = as_date(outcome.interval.end if parts["nth"] == -1 else outcome.interval.start)
    outcome.interval = Interval(day, day, Precision.DAY)
    outcome.timex = Timex("DATE", timex.value(outcome.interval))
    return outcome


def read_edged(parts: Parts, context: Context) -> Outcome:
    """``the week beginning 3 May``, ``the year ended 30 June``: the unit from, or up to, the day that is named."""
    outcome = read_date({k: v for k, v in parts.items() if k not in ("unit", "edge", "ordinal")}, context)
    if outcome.interval is None:
        return outcome
    day, unit = as_date(outcome.interval.start), parts["unit"]
    far = shift(day, unit, 1 if parts["edge"] == "from" else -1)
    if far is None:
        return replace(outcome, interval=None, reason="outside the years 1 to 9999")
    first, last = (day, far - _DAY) if parts["edge"] == "from" else (far + _DAY, day)
    outcome.timex = Timex("DATE", timex.value(unit_interval(unit, day)))
    if unit == "year":
        # A year of business is a length of time that ends on a day, not a year of the calendar.
        outcome.timex = Timex("DURATION", timex.period(1, unit))
    _place(outcome, first, last, unit)
    outcome.spoken_of = False
    if unit == "quarter":
        context.quarter = _counted(parts, first, last, context)
        outcome.timex = Timex("DATE", timex.value(context.quarter))
        begun, named = first + _ROUGH, as_date(context.quarter.start)
        context.ahead_by = (begun.year - named.year) * 12 + begun.month - named.month
    return outcome


def _counted(parts: Parts, first: date, last: date, context: Context) -> Interval:
    """The quarter that a report calls so, or goes on to speak of; else the one of the calendar that most of it lies in."""
    if "ordinal" in parts:
        return unit_interval("quarter", calendar_day(last.year, min(3 * int(parts["ordinal"]), 12), 1))
    return context.quarter or unit_interval("quarter", first + (last - first) / 2)
