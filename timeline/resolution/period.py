"""Reads quarters, halves, numbered weeks, terms, decades and centuries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from timeline import languages
from timeline.model import Precision, Timex
from timeline.resolution import timex
from timeline.resolution.anchor import NO_ANCHOR, OUTSIDE, Context, Outcome
from timeline.resolution.arithmetic import (
    Interval,
    as_date,
    calendar_day,
    iso_week,
    months_interval,
    part_of,
    unit_interval,
)

Parts = Mapping[str, Any]

_EARLY = 8
"""Years of a decade before it is told of as a whole."""
_MODERN = 1700
"""The first year of centuries whose decades are called by a number of two figures."""
_LONG_AGO = 150
"""Years before the publication from which on a decade without a century is of its own time no more."""


def read_period(parts: Parts, context: Context) -> Outcome:
    """A quarter, half, numbered week, decade or century."""
    anchor = context.anchor
    if "decade" in parts:
        return _decade(parts, context)
    if "century" in parts:
        return _century(parts)
    if "week" in parts:
        year = int(parts["year"]) if "year" in parts else (anchor.year if anchor else None)
        if year is None:
            return Outcome(Timex("DATE", f"XXXX-W{int(parts['week']):02d}"), reason=NO_ANCHOR, spoken_of=False)
        interval = iso_week(year, int(parts["week"]))
        if interval is None:
            return Outcome(Timex("DATE", ""), reason="no such week in the calendar", spoken_of=False)
        if "year" not in parts and anchor and context.lean().direction > 0 and as_date(interval.end) < anchor:
            interval = iso_week(year + 1, int(parts["week"])) or interval
        return _narrowed(_placed(interval, context, "year" not in parts), parts)
    unit = parts.get("unit", "quarter")
    number = int(parts.get("ordinal") or parts.get("quarter_label") or 1)
    length = {"quarter": 3, "third": 4, "half": 6}[unit]
    if number * length > 12:
        return Outcome(Timex("DATE", ""), reason=f"no such {unit}", spoken_of=False)
    if "year" in parts:
        year = int(parts["year"])
    elif anchor is None:
        return Outcome(
            Timex("DATE", f"XXXX-{'H' if unit == 'half' else 'Q'}{number}"), reason=NO_ANCHOR, spoken_of=False
        )
    elif "deixis" in parts:
        year = anchor.year + int(parts["deixis"])
    else:
        year = _period_year(anchor, number, length, context)
    precision = Precision.HALF if unit == "half" else Precision.QUARTER
    interval = months_interval(year, (number - 1) * length + 1, length, precision)
    outcome = _placed(interval, context, "year" not in parts)
    outcome.timex = Timex("DATE", timex.value(interval, unit))
    return _narrowed(outcome, parts)


def _narrowed(outcome: Outcome, parts: Parts) -> Outcome:
    """``Ende KW 50``, ``early in the second quarter``: only a part of it."""
    part = parts.get("part", "")
    if part and outcome.interval is not None:
        outcome.timex = Timex("DATE", outcome.timex.value, part)
        outcome.interval = part_of(outcome.interval, part)
    return outcome


def _period_year(anchor: date, number: int, length: int, context: Context) -> int:
    """The year of a quarter that names none: the last one begun, unless the sentence looks ahead."""
    start = date(anchor.year, (number - 1) * length + 1, 1)
    if start <= anchor or context.narrative:
        return anchor.year
    return anchor.year if context.lean().direction > 0 or (start - anchor).days < 45 else anchor.year - 1


def _placed(interval: Interval, context: Context, implied: bool) -> Outcome:
    return Outcome(
        Timex("DATE", timex.value(interval)),
        interval,
        implied=frozenset({"year"}) if implied else frozenset(),
        anchor=context.anchor_words if implied else "",
    )


def _decade(parts: Parts, context: Context) -> Outcome:
    said = int(parts["decade"])
    if said < 100:
        anchor = context.anchor
        if context.narrative and context.published is not None and not _of_old(anchor, context.published):
            anchor = context.published  # decades without a century are of ours but where a text is about another one
        base = (anchor.year if anchor else 2000) // 100 * 100
        said += base if base + said <= (anchor.year if anchor else 2026) else base - 100
        # Early in a decade, what the same one of the last century brought is told as past.
        if anchor and not context.narrative and anchor.year - said < _EARLY and context.lean().direction < 0:
            said -= 100
    first = said - said % 10
    if parts.get("era") == "BC":
        return Outcome(
            Timex("DATE", f"BC{first // 10:03d}", mod=parts.get("part", "")),
            reason="before the year 1: no calendar date",
            spoken_of=False,
        )
    if first < 1:
        return Outcome(Timex("DATE", ""), reason=OUTSIDE, spoken_of=False)
    interval = Interval(calendar_day(first, 1, 1), calendar_day(first + 9, 12, 31), Precision.DECADE)
    part = parts.get("part", "")
    outcome = Outcome(Timex("DATE", timex.value(interval), mod=part), interval, spoken_of=False)
    if part:
        outcome.interval = part_of(interval, part)
    return outcome


def _of_old(anchor: date | None, published: date) -> bool:
    """Whether what was spoken of last is of a modern century before that of the publication and the one before it."""
    return anchor is not None and _MODERN <= anchor.year < published.year - _LONG_AGO


def _century(parts: Parts) -> Outcome:
    number = int(parts["century"])
    text = f"{number - 1:02d}"
    if parts.get("era") == "BC" or not 1 <= number <= 99:
        return Outcome(Timex("DATE", f"BC{text}"), reason="before the year 1: no calendar date", spoken_of=False)
    interval = unit_interval("century", date(max((number - 1) * 100, 1), 1, 1))
    if "half" in parts:
        return _half(interval, text, int(parts["half"]))
    part = parts.get("part", "")
    outcome = Outcome(Timex("DATE", text, mod=part), interval, spoken_of=False)
    if part:
        outcome.interval = part_of(interval, part)
    return outcome


def _half(century: Interval, text: str, number: int) -> Outcome:
    """``the second half of the 19th century``."""
    first, last = as_date(century.start), as_date(century.end)
    if number == 1:
        return Outcome(
            Timex("DATE", text, "START"), replace(century, end=last.replace(year=first.year + 49)), spoken_of=False
        )
    return Outcome(
        Timex("DATE", text, "END"),
        replace(century, start=last.replace(year=last.year - 49, month=1, day=1)),
        spoken_of=False,
    )


def read_term(parts: Parts, context: Context) -> Outcome:  # noqa: ARG001 - one signature for all readers
    """``die Saison 2007/08``: from some day of the first year to some day of the last."""
    first, last = int(parts["year"]), int(parts["until"])
    if last < 100:
        last += first - first % 100
        last += 100 if last < first else 0
    if not 1 <= first < last <= 9999:
        return Outcome(Timex("DATE", f"{first:04d}"), reason="no such years", spoken_of=False)
    interval = Interval(date(first, 1, 1), date(last, 12, 31), Precision.YEAR)
    return Outcome(Timex("DATE", "XXXX-XX-XX"), interval, edtf=f"{first:04d}/{last:04d}", spoken_of=False)


def read_school_year(parts: Parts, context: Context) -> Outcome:
    """``im nächsten Schuljahr``, ``by the end of the school year``: the months in which one can begin and end are the language's data."""
    anchor = context.anchor
    if anchor is None:
        return Outcome(Timex("DATE", ""), reason=NO_ANCHOR, spoken_of=False)
    begins, ends = languages.load(context.language, "resolution")["conventions"]["school_year"]
    year = anchor.year - (anchor.month < begins[0]) + int(parts.get("deixis", 0))
    whole = months_interval(year, begins[0], 12 - begins[0] + 1 + ends[1], Precision.YEAR)
    outcome = Outcome(
        Timex("DATE", timex.value(whole), parts.get("part", "")),
        whole,
        anchor=context.anchor_words,
        implied=frozenset({"year"}),
    )
    if parts.get("part") == "START":
        outcome.interval = months_interval(year, begins[0], begins[1] - begins[0] + 1, Precision.QUARTER)
    elif parts.get("part") == "END":
        outcome.interval = months_interval(year + 1, ends[0], ends[1] - ends[0] + 1, Precision.QUARTER)
    if outcome.interval is not None:
        outcome.edtf = f"{outcome.interval.start:%Y-%m}/{outcome.interval.end:%Y-%m}"
    return outcome
