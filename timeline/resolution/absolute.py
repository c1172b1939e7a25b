"""Reads dates that name a day, month, season, quarter, year, decade or century."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from timeline import languages
from timeline.model import Doubt, Precision, Timex
from timeline.resolution import antiquity, timex
from timeline.resolution.anchor import NO_ANCHOR, OUTSIDE, Context, Outcome, nearest_year, with_daypart
from timeline.resolution.arithmetic import (
    LOOSE_PARTS,
    Interval,
    as_date,
    iso_week,
    month_interval,
    months_interval,
    part_of,
    safe_date,
    season_interval,
    unit_interval,
    year_interval,
)

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
    year, rule, implied = _year(parts, context)
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
        outcome.timex = Timex("DATE", timex.value(interval), mod=str(LOOSE_PARTS.get(part, part)))
        outcome.interval = part_of(interval, part)
    if parts.get("before") and outcome.interval is not None:
        return _night_before(outcome)
    return with_daypart(outcome, parts.get("daypart"))


def _night_before(outcome: Outcome) -> Outcome:
    """``die Nacht zum 28. Januar`` begins on the 27th."""
    assert outcome.interval is not None
    last = as_date(outcome.interval.end)
    first = last - timedelta(days=1) if last > date.min else last
    outcome.timex = Timex("TIME", f"{first.isoformat()}TNI", outcome.timex.mod)
    outcome.interval, outcome.part = Interval(first, last, Precision.DAY_PART), "NI"
    return outcome


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


def _day_first(context: Context) -> bool:
    """Whether the region writes 3/4 for the third of April where most of the language's readers mean the fourth of March."""
    conventions = languages.load(context.language, "resolution").get("conventions", {})
    return context.settings.region[:2] in conventions.get("day_first", ())


def read_week_of(parts: Parts, context: Context) -> Outcome:
    """``the week of March 6``: the week that holds the day."""
    outcome = read_date(parts, context)
    if outcome.interval is not None:
        outcome.interval = unit_interval("week", as_date(outcome.interval.start))
        outcome.timex = Timex("DATE", timex.value(outcome.interval))
    return outcome


def read_week_of_month(parts: Parts, context: Context) -> Outcome:
    """``the last week of July``: its last seven days; ``the first week``: its first seven."""
    outcome = read_date({k: v for k, v in parts.items() if k != "nth"}, context)
    month, nth = outcome.interval, int(parts["nth"])
    if month is None or nth not in (-1, 1, 2, 3, 4):
        return outcome
    first, last = as_date(month.start), as_date(month.end)
    start = last - timedelta(days=6) if nth < 0 else first + timedelta(days=7 * (nth - 1))
    outcome.interval = Interval(start, start + timedelta(days=6), Precision.WEEK)
    outcome.timex = Timex("DATE", timex.value(outcome.interval))
    return outcome


def century_of(year: int, context: Context) -> int:
    """Four digits for two: the year that lies nearest to the anchor, at most twenty years ahead."""
    anchor = context.anchor
    base = (anchor.year if anchor else 2000) // 100 * 100 + year
    limit = (anchor.year if anchor else 2020) + 20
    return base - 100 if base > limit else base


def _zone(mark: str | None) -> str:
    if not mark:
        return ""
    return "UTC" if mark == "Z" else mark


def _year(parts: Parts, context: Context) -> tuple[int | None, str, frozenset[str]]:
    if "year" in parts:
        return int(parts["year"]), "", frozenset()
    if "short" in parts:
        year = century_of(int(parts["short"]), context)
        return year, "two digits, nearest century", frozenset({"century"})
    if "deixis" in parts and parts.get("unit") == "year" and context.anchor:
        return context.anchor.year + int(parts["deixis"]), f"the year {parts['deixis']:+d}", frozenset({"year"})
    if "then" in parts and context.then:
        return context.then.year + int(parts["then"]), "the year spoken of", frozenset({"year"})
    if "shifted" in parts and context.then:
        return context.then.year + (-1 if "-" in parts["shifted"] else 1), "the year beside it", frozenset({"year"})
    month, day = parts.get("month"), parts.get("day", 0)
    if "season" in parts:
        month = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[parts["season"][:2]]
    if month is None:
        anchor = context.anchor
        return (
            (anchor.year, "the year of the anchor", frozenset({"year"})) if anchor else (None, NO_ANCHOR, frozenset())
        )
    if "deixis" in parts and "season" not in parts and context.anchor:
        return _deictic_month_year(parts, context)
    try:
        return nearest_year(context, int(month), int(day))
    except LookupError:
        return None, NO_ANCHOR, frozenset()


def _deictic_month_year(parts: Parts, context: Context) -> tuple[int, str, frozenset[str]]:
    """``last March``, ``kommenden Mai``: the nearest one behind or ahead of the anchor."""
    anchor = context.anchor
    assert anchor is not None
    month, by = int(parts["month"]), int(parts["deixis"])
    year = anchor.year
    if by < 0:
        year -= 0 if month < anchor.month else 1
    elif by > 0:
        year += 0 if month > anchor.month else 1
    return year, f"the month {by:+d}", frozenset({"year"})


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
        year = _deictic_season_year(name, int(parts["deixis"]), context.anchor) if parts.get("unit") != "year" else year
    elif (
        implied
        and name == "WI"
        and context.anchor
        and not context.narrative
        and year == context.anchor.year
        and context.anchor.month < 6
    ):
        year -= 1
    interval = season_interval(year, name)
    part = parts.get("part") or inner
    found = Outcome(
        Timex("DATE", timex.value(interval, season=name), mod=str(LOOSE_PARTS.get(part, part))),
        interval,
        season=name,
        rule=rule,
        implied=implied,
    )
    found.anchor = context.anchor_words if implied else ""
    if part:
        found.interval = part_of(interval, part)
    return found


def _deictic_season_year(name: str, by: int, anchor: date) -> int:
    """``last fall``: the nearest such season wholly behind (or ahead of) the anchor."""
    year = anchor.year
    if by == 0:
        return year - 1 if name == "WI" and anchor.month < 3 else year
    step = -1 if by < 0 else 1
    for candidate in (year + 1, year, year - 1, year - 2) if by < 0 else (year - 1, year, year + 1):
        interval = season_interval(candidate, name)
        if (step < 0 and as_date(interval.end) < anchor) or (step > 0 and as_date(interval.start) > anchor):
            return candidate
    return year


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
        return _placed(interval, context, "year" not in parts)
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
        base = (anchor.year if anchor else 2000) // 100 * 100
        said += base if base + said <= (anchor.year if anchor else 2026) else base - 100
    first = said - said % 10
    if parts.get("era") == "BC":
        return Outcome(
            Timex("DATE", f"BC{first // 10:03d}", mod=parts.get("part", "")),
            reason="before the year 1: no calendar date",
            spoken_of=False,
        )
    if first < 1:
        return Outcome(Timex("DATE", ""), reason=OUTSIDE, spoken_of=False)
    interval = Interval(date(first, 1, 1), date(first + 9, 12, 31), Precision.DECADE)
    part = parts.get("part", "")
    outcome = Outcome(Timex("DATE", timex.value(interval), mod=part), interval, spoken_of=False)
    if part:
        outcome.interval = part_of(interval, part)
    return outcome


def _century(parts: Parts) -> Outcome:
    number = int(parts["century"])
    text = f"{number - 1:02d}"
    if parts.get("era") == "BC" or not 1 <= number <= 99:
        return Outcome(Timex("DATE", f"BC{text}"), reason="before the year 1: no calendar date", spoken_of=False)
    interval = unit_interval("century", date(max((number - 1) * 100, 1), 1, 1))
    part = parts.get("part", "")
    outcome = Outcome(Timex("DATE", text, mod=part), interval, spoken_of=False)
    if part:
        outcome.interval = part_of(interval, part)
    return outcome
