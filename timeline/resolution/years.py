"""The year that a day, month or season belongs to when the text does not say it, or says it in two digits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from timeline.resolution.anchor import NO_ANCHOR, Context, nearest_year
from timeline.resolution.arithmetic import as_date, season_interval

Parts = Mapping[str, Any]


def year_of(parts: Parts, context: Context) -> tuple[int | None, str, frozenset[str]]:
    """The year of a date, how it was found in words, and the parts taken from the anchor; none when nothing tells."""
    if "year" in parts:
        return int(parts["year"]), "", frozenset()
    if "short" in parts:
        year = century_of(int(parts["short"]), context)
        return year, "two digits, nearest century", frozenset({"century"})
    if "deixis" in parts and parts.get("unit") == "year" and context.anchor:
        return context.anchor.year + int(parts["deixis"]), f"the year {parts['deixis']:+d}", frozenset({"year"})
    if "then" in parts and context.then and "month" in parts and "unit" not in parts:
        step = int(parts["then"])
        passed = (int(parts["month"]) - context.then.month) * step <= 0
        return context.then.year + (step if passed else 0), "from the date spoken of", frozenset({"year"})
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


def deictic_season_year(name: str, by: int, anchor: date) -> int:
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


def century_of(year: int, context: Context) -> int:
    """Four digits for two: the year that lies nearest to the anchor, at most twenty years ahead."""
    anchor = context.anchor
    base = (anchor.year if anchor else 2000) // 100 * 100 + year
    limit = (anchor.year if anchor else 2020) + 20
    return base - 100 if base > limit else base
