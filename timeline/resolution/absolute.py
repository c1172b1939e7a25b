"""Reads dates that name a day, month, season or year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from timeline import languages
from timeline.model import Doubt, Precision, Timex
from timeline.resolution import antiquity, timex
from timeline.resolution.anchor import NO_ANCHOR, OUTSIDE, Context, Outcome, with_daypart
from timeline.resolution.arithmetic import (
    FIRST_HALF,
    SECOND_HALF,
    Interval,
    as_date,
    month_interval,
    part_of,
    safe_date,
    season_interval,
    unit_interval,
    year_interval,
)
from timeline.resolution.years import century_of, deictic_season_year, year_of

Parts = Mapping[str, Any]


def read_date(parts: Parts, context: Context) -> Outcome:
    """A day, month, season or year in any combination of parts; what is missing comes from the context."""
    stamp = parts.get("stamp")
    if stamp is not None:
        parts = {**parts, **stamp}
        if stamp.get("short"):
            parts["year"] = century_of(stamp["year"], context)
        if stamp.get("swap") and _day_first(context):
            parts["day"], parts["month"] = stamp["month"], stamp["day"]
    if "ordinal_month" in parts:
        if not 1 <= parts["ordinal_month"] <= 12:
            return Outcome(Timex("DATE", ""), reason="no such month")
        parts = {**parts, "month": parts["ordinal_month"]}
    parts = antiquity.completed(parts, context)
    year, rule, implied = year_of(parts, context)
    if parts.get("era") == "BC":
        return antiquity.read_year(parts, year, context)
    if year is None:
        return _without_year(parts)
    if not 1 <= year <= 9999:
        return Outcome(Timex("DATE", f"{year:04d}"), reason=OUTSIDE)
    if "season" in parts:
        return _season(parts, year, rule, context, implied)
    interval = _interval(parts, year)
    if interval is None:
        return Outcome(Timex("DATE", ""), reason="no such day in the calendar", spoken_of=False)
    outcome = Outcome(Timex("DATE", timex.value(interval)), interval, rule=rule, implied=implied)
    outcome.anchor = context.anchor_words if implied else ""
    if "hour" in parts:
        moment = datetime(
            interval.start.year, interval.start.month, interval.start.day, parts["hour"] % 24, parts["minute"]
        )
        outcome.interval = Interval(moment, moment, Precision.MINUTE)
        outcome.timex = Timex("TIME", timex.clock_value(moment))
        outcome.zone = _zone(parts.get("zone"))
    outcome.doubts = _weekday_doubt(parts, interval)
    if parts.get("swap"):
        outcome.rule = f"{outcome.rule}; day and month in the order of the language".lstrip("; ")
    part = parts.get("part")
    if part and outcome.interval:
        outcome.timex = Timex("DATE", timex.value(interval), mod=part)
        outcome.interval = part_of(interval, part)
    if parts.get("before") and outcome.interval is not None:
        return night_before(outcome)
    return with_daypart(outcome, parts.get("daypart"))


def read_month_half(parts: Parts, context: Context) -> Outcome:
    """``the second half of March``, ``in der ersten Maihälfte``."""
    month = parts["compound"][0] if "compound" in parts else parts["month"]
    half = {1: FIRST_HALF, 2: SECOND_HALF}.get(int(parts["ordinal"]))
    if half is None:
        return Outcome(Timex("DATE", ""), reason="no such day in the calendar", spoken_of=False)
    return read_date({"month": month, "part": half, **({"year": parts["year"]} if "year" in parts else {})}, context)


def night_before(outcome: Outcome) -> Outcome:
    """``die Nacht zum 28. Januar`` begins on the 27th."""
    assert outcome.interval is not None
    last = as_date(outcome.interval.end)
    first = last - timedelta(days=1) if last > date.min else last
    outcome.timex = Timex("TIME", f"{first.isoformat()}TNI", outcome.timex.mod)
    outcome.interval, outcome.part = Interval(first, last, Precision.DAY_PART), "NI"
    return outcome


def _day_first(context: Context) -> bool:
    """Whether the region writes 3/4 for the third of April where most of the language's readers mean the fourth of March."""
    conventions = languages.load(context.language, "resolution").get("conventions", {})
    return context.settings.region[:2] in conventions.get("day_first", ())


def read_week_of(parts: Parts, context: Context) -> Outcome:
    """``the week of March 6``, ``the weekend of March 6``: the one that holds the day."""
    unit = str(parts.get("unit", "week"))
    outcome = read_date({k: v for k, v in parts.items() if k != "unit"}, context)
    if outcome.interval is not None:
        outcome.interval = unit_interval(unit, as_date(outcome.interval.start))
        outcome.timex = Timex("DATE", timex.value(outcome.interval, unit))
    return outcome


def _zone(mark: str | None) -> str:
    if not mark:
        return ""
    return "UTC" if mark == "Z" else mark


def _interval(parts: Parts, year: int) -> Interval | None:
    if "day" in parts and "month" in parts:
        day = safe_date(year, int(parts["month"]), int(parts["day"]))
        return Interval(day, day, Precision.DAY) if day else None
    if "month" in parts:
        return month_interval(year, int(parts["month"]))
    return year_interval(year)


def _season(parts: Parts, year: int, rule: str, context: Context, implied: frozenset[str]) -> Outcome:
    name, _, inner = parts["season"].partition("-")
    if "year" not in parts and "short" not in parts and context.anchor and parts.get("deixis") is not None:
        year = deictic_season_year(name, int(parts["deixis"]), context.anchor) if parts.get("unit") != "year" else year
    elif implied and name == "WI" and not context.narrative and not {"deixis", "then", "shifted"} & parts.keys():
        # The year is that of its January; a winter has the number of its December.
        year -= 1
    interval = season_interval(year, name)
    part = parts.get("part") or inner
    found = Outcome(
        Timex("DATE", timex.value(interval, season=name), mod=part),
        interval,
        season=name,
        rule=rule,
        implied=implied,
    )
    found.anchor = context.anchor_words if implied else ""
    if part:
        found.interval = part_of(interval, part)
    return found


def _without_year(parts: Parts) -> Outcome:
    """A day or month whose year nothing tells: EDTF ``XXXX-04-04``, and an honest reason."""
    if "season" in parts:
        text = f"XXXX-{parts['season'][:2]}"
        edtf = ""
    elif "day" in parts and "month" in parts:
        text = edtf = f"XXXX-{parts['month']:02d}-{parts['day']:02d}"
    elif "month" in parts:
        text = edtf = f"XXXX-{parts['month']:02d}"
    else:
        text, edtf = "XXXX", ""
    return Outcome(Timex("DATE", text, mod=parts.get("part", "")), edtf=edtf, reason=NO_ANCHOR, spoken_of=False)


def _weekday_doubt(parts: Parts, interval: Interval) -> tuple[Doubt, ...]:
    """A weekday that does not fall on the date beside it."""
    said = parts.get("wd")
    first = as_date(interval.start)
    if said is None or interval.precision is not Precision.DAY or first.isoweekday() == said:
        return ()
    return (Doubt("weekday", f"{first.isoformat()} is not the weekday that the text names"),)
