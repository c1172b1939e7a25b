"""The year that a day, month or season belongs to when the text does not say it, or says it in two digits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from timeline.resolution.anchor import NEAR_TOLD, NO_ANCHOR, Context
from timeline.resolution.arithmetic import as_date, safe_date, season_interval
from timeline.resolution.lean import joined
from timeline.resolution.narrative import TURN
from timeline.resolution.tied import said

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
        found = nearest_year(context, int(month), int(day), season="season" in parts)
    except LookupError:
        return None, NO_ANCHOR, frozenset()
    return _of_weekday(parts, found, context)


def _of_weekday(
    parts: Parts, found: tuple[int, str, frozenset[str]], context: Context
) -> tuple[int, str, frozenset[str]]:
    """The year next to one far from publication in which the day falls on the weekday that is said, if only there it does."""
    anchor = context.anchor
    if "wd" not in parts or "day" not in parts or anchor is None or context.narrative:
        return found
    month, day, weekday = int(parts["month"]), int(parts["day"]), int(parts["wd"])
    chosen = safe_date(found[0], month, day)
    if chosen is None or chosen.isoweekday() == weekday or abs((chosen - anchor).days) <= _RECENT:
        return found
    others = [d for by in (-1, 1) if (d := safe_date(found[0] + by, month, day)) and d.isoweekday() == weekday]
    return (others[0].year, "the year in which it falls on that weekday", found[2]) if len(others) == 1 else found


def _deictic_month_year(parts: Parts, context: Context) -> tuple[int, str, frozenset[str]]:
    """``last March``, ``kommenden Mai``: the nearest one behind or ahead of the anchor."""
    anchor = context.anchor
    assert anchor is not None
    by = int(parts["deixis"])
    said, now = (int(parts["month"]), int(parts.get("day", 0))), (anchor.month, anchor.day if "day" in parts else 0)
    year = anchor.year
    if by < 0:
        year -= said >= now
    elif by > 0:
        year += said <= now
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


def _this_time(context: Context) -> bool:
    """``Im vergangenen Jahr kamen 500, diesmal werden am 12. Oktober mehr erwartet``: what is told of the turn at hand."""
    again = said(context.language, "this_time")
    start = context.expression.start if context.expression is not None else 0
    return again is not None and again.search(context.text, context.sentence[0], start) is not None


def nearest_year(context: Context, month: int, day: int, *, season: bool = False) -> tuple[int, str, frozenset[str]]:
    """The year of a day or month that names none: the narrative's year, or the one its sentence leans to.

    Raises :class:`LookupError` when there is nothing to read it from.
    """
    anchor = context.anchor
    if anchor is None:
        raise LookupError
    if context.narrative:
        told = (
            context.thread.year_of(month, context.expression, context.sentence)
            if context.thread and context.expression
            else None
        )
        return told or anchor.year, "the year spoken of", frozenset({"year"})
    leaning = context.lean()
    if context.framed is not None and context.framed[1] == context.sentence[0] and not _this_time(context):
        told = context.framed[0]
        if told >= anchor.year or leaning.direction <= 0:  # but: last year he was ill, in December he returns
            return told, "the year that its sentence speaks of", frozenset({"year"})
    candidates = [y for y in (anchor.year - 1, anchor.year, anchor.year + 1) if 1 <= y <= 9999]
    distance = {y: (_clamp(y, month, day) - anchor).days for y in candidates}
    # Only the verb of its own clause rules out a day that is near, but still to come.
    nearest = min((abs(d) for d in distance.values() if d <= 0 or not leaning.firm), default=0)
    past = _told_year(context, month, nearest) if leaning.direction < 0 else None
    if past is not None:
        return past, "the year spoken of before", frozenset({"year"})
    if leaning.direction > 0 and (before := _ahead_before(context)) is not None:
        year = next((y for y in candidates if _clamp(y, month, day) >= before), candidates[-1])
        return year, "after the date to come that is told before it", frozenset({"year"})
    if abs(leaning.strength) == 1:
        year = min(
            candidates, key=lambda y: (abs(distance[y]) * (1 if distance[y] * leaning.direction < 0 else _HINT), y)
        )
    elif leaning.direction > 0:
        ahead = [y for y in candidates if distance[y] >= -31 * (day == 0)]
        year = min(ahead or candidates, key=lambda y: abs(distance[y]))
        # A day or month just gone by is not meant to come round again in a year; a season may be.
        if not season and distance[year] > 300 and abs(distance[year - 1]) < 60:
            year -= 1
    elif leaning.direction < 0:
        behind = [y for y in candidates if distance[y] <= 0]
        year = max(behind or candidates, key=lambda y: distance[y])
        # A past tense somewhere does not make a day of the coming weeks one of last year.
        if not leaning.firm and distance[year] < -300 and distance.get(year + 1, 999) < 60:
            year += 1
    else:
        year = min(candidates, key=lambda y: (abs(distance[y]), y))
    words = {1: "leaning to the future", -1: "leaning to the past", 0: "nearest to the anchor"}[leaning.direction]
    return year, words + (f" ({leaning.why})" if leaning.why else ""), frozenset({"year"})


def _ahead_before(context: Context) -> date | None:
    """``soll im März schließen und im Mai wieder öffnen``: the date to come from which the clause goes on to the one at hand."""
    if context.reference is None or context.anchor is None or context.expression is None:
        return None
    first = as_date(context.reference.start)
    at = max(context.last_at, context.month_named[1] if context.month_named is not None else 0)
    if first <= context.anchor or at < context.sentence[0]:
        return None
    return first if joined(context.text, at, context.expression.start, context.language) else None


_RECENT = 60
"""Days: a date so near to publication is that one, whatever year was told before."""


def _told_year(context: Context, month: int, nearest: int) -> int | None:
    """The past year that a report is telling of, for a date behind that names none; none when it tells of no such year."""
    if context.told is None or context.expression is None or nearest <= _RECENT:
        return None
    year, told, at = context.told
    if context.expression.start - at > NEAR_TOLD and at < context.sentence[0]:
        return None
    # What is told next has come after; a month before it in a sentence of its own is that of the next year.
    turns = TURN if at >= context.sentence[0] else 1
    after = context.anchor is not None and (year + 1, month) <= (context.anchor.year, context.anchor.month)
    return year + 1 if told - month >= (turns if after else TURN) else year


_HINT = 0.4
"""How much nearer a day or month counts on the side that a mere hint points to."""


def _clamp(year: int, month: int, day: int) -> date:
    """The day in that year, or the last one of its month where the month is shorter."""
    for last in (day or 1, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, 1) + timedelta(days=27)
