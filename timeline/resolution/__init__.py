"""Reads expressions as calendar dates, from the publication date or, in a narrative, from the date last spoken of.

``anchor`` knows what a date is read from, ``lean`` whether a sentence looks back or ahead, ``arithmetic`` the calendar; a
reader module for each family of forms makes an :class:`~timeline.resolution.anchor.Outcome`, and ``timex`` writes it down.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from timeline.documents.published import replaceable
from timeline.expressions.relative import COUNTED_ON
from timeline.model import Document, Doubt, Expression, Precision, Reading, Span, Timex, When
from timeline.resolution import stretch, timex
from timeline.resolution.anchor import OUTSIDE, Context, Outcome
from timeline.resolution.arithmetic import PART_MODS, Interval, OutsideCalendarError, as_date
from timeline.resolution.marking import marked
from timeline.resolution.narrative import Thread
from timeline.resolution.readers import reader_of
from timeline.resolution.yearly import yearly
from timeline.settings import Settings

_APPROXIMATE = {"APPROX"}
_KNOWN = frozenset({"year", "month", "day", "wd", "season", "week", "clock", "decade", "century"})
"""The parts that say when, as opposed to how an expression is built."""
_YEARLY = frozenset({"month", "season", "holiday"})
"""Parts of what comes once a year."""
_DAY_PARTS = {"MO": "morning", "MI": "noon", "AF": "afternoon", "EV": "evening", "NI": "night"}
_UNSURE = Doubt("anchor", "read from a day of publication that only the properties of the file tell")
_BESIDE = 4
"""Characters of a small word and its blanks between a time of the day and its date."""
_RANGED = 8
"""Characters between the two ends of a range of hours, or two hours of a list (`` Uhr bis ``)."""
_BRACKET = re.compile(r"\s*\(\s*(?:\w{2,3}\s+)?")
_EARSHOT = 400
"""Characters on each side of an expression that can say something about it; text without full stops has no sentences."""


def resolve(
    document: Document, expressions: Sequence[Expression], sentences: Sequence[Span], settings: Settings
) -> list[Reading]:
    """One reading per expression, in order of their offsets; an unresolved one says why in ``reason``.

    Left out are, in news, the words that only place something in a story's time ("the former", "at the same time").
    """
    published = as_date(document.published) if document.published else None
    context = Context(document.text, document.language, published, document.genre not in ("", "news"), settings)
    if isinstance(document.published, datetime):
        context.moment = document.published
    context.programme.text = document.text
    if context.narrative:
        context.thread = Thread(document.text, document.language)
        expressions = list(marked(expressions, document.text, document.language))
    unsure = published is not None and replaceable(document)
    starts = [s.start for s in sentences]
    readings: list[Reading] = []
    inside, hours = -1, (0, 0)
    ahead: tuple[int, Interval | None] = -1, None
    for index, expression in enumerate(expressions):
        if expression.form == "narrative-reference" and not context.narrative:
            continue
        number = bisect_right(starts, expression.start) - 1
        if number != inside:
            inside, context.day, context.part, context.repeated, context.adrift = number, None, "", False, False
        context.sentence = _bounds(sentences, number, expression, document.text)
        context.expression = expression
        context.hour_at = max((end for end in hours if expression.start - end > _BESIDE), default=0)
        timed = expression.form.startswith(("clock", "day-part"))
        if index == ahead[0]:
            context.day = ahead[1]  # a date is read from the one before it, not from itself
        context.programme.inside = False
        if expression.form.startswith("clock"):
            hours = (hours[-1], expression.end)
            context.go_back(expression)
            context.programme.reach(expression)
        if timed:
            following, joint = _right_behind(expressions, index, context)
            recurs = following is not None and _recurs(following, context)
            own = following is not None and not recurs and _own_day(following, joint, context)
            context.repeated = (context.repeated or recurs) and not own
            if context.repeated and len(readings) > 1 and readings[-2].expression.parts.get("range") == "to":
                context.day = None  # "vom 1. bis 31. Januar jeden Dienstag um 19 Uhr": not of the last day
            if own or (context.day is None and not context.repeated):
                reach = _BESIDE if context.programme.above else 24
                reach = reach if expression.form.startswith("clock") else 90
                ahead = _look_ahead(expressions, index, context, reach, ahead)
        context.bracketed = _bracketed(expressions, index, context) if expression.form.startswith("weekday") else None
        reading = _read(expression, context)
        if unsure and reading.when is not None and reading.when.dated and reading.when.implied:
            reading = replace(reading, doubts=(*reading.doubts, _UNSURE))
        if readings:
            readings[-1], reading = (
                yearly(readings[-1], reading, context.text),
                yearly(reading, readings[-1], context.text),
            )
        readings.append(reading)
        context.repeated = _repeats(readings, context.repeated)
    return readings


def _repeats(readings: Sequence[Reading], before: bool) -> bool:
    """Whether a recurrence, or the second day of a list, has been read in this sentence; another single date ends it."""
    when, form = readings[-1].when, readings[-1].expression.form
    if when is not None and when.timex.type == "SET":
        return True
    if form == "day-list":
        return before or (len(readings) > 1 and readings[-2].expression.form == "day-list")
    return before and (when is None or when.timex.type != "DATE")


def _bounds(sentences: Sequence[Span], number: int, expression: Expression, text: str) -> tuple[int, int]:
    """The sentence of an expression, cut to what a reader would still connect with it."""
    low, high = max(0, expression.start - _EARSHOT), min(len(text), expression.end + _EARSHOT)
    if 0 <= number < len(sentences) and sentences[number].end >= expression.end:
        return max(low, sentences[number].start), min(high, sentences[number].end)
    return low, high


def _bracketed(expressions: Sequence[Expression], index: int, context: Context) -> date | None:
    """The day in brackets right behind a weekday (``Sunday (15 March)``)."""
    if index + 1 == len(expressions):
        return None
    following = expressions[index + 1]
    if _BRACKET.fullmatch(context.text[expressions[index].end : following.start]) is None:
        return None
    interval = _outcome(following, replace(context, expression=following)).interval
    return as_date(interval.start) if interval and interval.precision is Precision.DAY else None


def _right_behind(expressions: Sequence[Expression], index: int, context: Context) -> tuple[Expression | None, str]:
    """What follows a time, or the times that it begins, with at most a small word between, and that word."""
    if not expressions[index].form.startswith("clock"):
        return None, ""
    at = index
    while at + 1 < len(expressions) and expressions[at + 1].form.startswith("clock"):
        if expressions[at + 1].start - expressions[at].end > _BESIDE:
            return None, ""
        at += 1
    if at + 1 >= len(expressions):
        return None, ""
    between = context.text[expressions[at].end : expressions[at + 1].start]
    joint = between.replace(" ", "")
    small = len(between) <= _BESIDE and (not joint or joint.isalpha())
    return (expressions[at + 1], joint) if small else (None, "")


def _recurs(following: Expression, context: Context) -> bool:
    """``at 8.15am on Saturdays``: a time of what recurs."""
    return _outcome(following, replace(context, expression=following)).timex.type == "SET"


def _own_day(following: Expression, joint: str, context: Context) -> bool:
    """``opens on 3 May and closes from 2pm to 7pm on Friday``: the day right behind, where none stands right before.

    One up to which something lasts, or which is counted on from the day before it, has its hour in front (``from Saturday to
    6am the following day``).
    """
    assert context.expression is not None
    if following.form.startswith("day-part"):
        return False
    ends = "to" in (following.parts.get("range"), following.parts.get("move"))
    if following.form in COUNTED_ON or (ends and not {"range", "move"} & context.expression.parts.keys()):
        return True
    return bool(joint) and context.expression.start - context.last_at > _BESIDE


def _look_ahead(
    expressions: Sequence[Expression], index: int, context: Context, reach: int, known: tuple[int, Interval | None]
) -> tuple[int, Interval | None]:
    """A time before its date (``9 a.m. Wednesday``), at most ``reach`` characters before it: the date is read first.

    Gives the index of that date and the day spoken of before it; ``known`` is what was given for the time before this one.
    """
    beside, apart = expressions[index], False
    for at, following in enumerate(expressions[index + 1 : index + 3], index + 1):
        if following.end > context.sentence[1]:
            return known
        if following.form.startswith("clock"):
            beside, apart = following, apart or following.start > beside.end + _RANGED
            continue
        if following.start > beside.end + reach:
            return known
        if following.form.startswith("day-part"):
            continue
        if (expressions[index].parts.get("range"), following.parts.get("range")) == ("from", "to"):
            return known
        before = known[1] if at == known[0] else context.day
        hour_at = expressions[index].end if apart else context.hour_at
        outcome = _outcome(following, replace(context, expression=following, day=before, hour_at=hour_at))
        if outcome.interval is None or outcome.interval.precision not in (Precision.DAY, Precision.DAY_PART):
            return known
        if apart and not _of_one_time(outcome.interval, context):
            return known
        context.day, context.part = outcome.interval, outcome.part
        return at, before
    return known


def _of_one_time(interval: Interval, context: Context) -> bool:
    """``Doors open at 7pm and the show starts at 8pm on Friday``: what is told of the first hour lies on the side of that day."""
    if context.published is None or context.narrative:
        return False
    return context.lean().direction == (1 if as_date(interval.start) > context.published else -1)


def _outcome(expression: Expression, context: Context) -> Outcome:
    """What its reader makes of an expression; what reaches beyond Python's calendar is not dated."""
    try:
        return reader_of(expression.form)(expression.parts, context)
    except (OverflowError, OutsideCalendarError):
        return Outcome(Timex("DATE", ""), reason=OUTSIDE, spoken_of=False)


def _read(expression: Expression, context: Context) -> Reading:
    parts = expression.parts
    outcome = _outcome(expression, context)
    text = context.text[expression.start : expression.end]
    tie = parts.get("range")
    if tie == "to" and context.opened is not None and not context.narrative:
        outcome = _closing(expression, outcome, context.opened, context)
    interval = outcome.interval
    if tie is not None:
        context.opened = interval if tie == "from" else None
    if interval is not None and outcome.spoken_of:
        context.note(interval)
    if tie is None and interval is not None and isinstance(lasts := parts.get("lasts"), tuple):
        outcome.interval = interval = stretch.lasting(interval, *lasts)
    if interval is not None and interval.precision in (Precision.DAY, Precision.DAY_PART):
        context.part = outcome.part
    rule = f"{expression.form}: {outcome.rule}" if outcome.rule else expression.form
    if outcome.reason and interval is None and not outcome.edtf and not _worth(outcome):
        return Reading(expression, text, None, outcome.reason, outcome.anchor, rule, outcome.doubts)
    when = _when(outcome, parts)
    return Reading(expression, text, when, outcome.reason, outcome.anchor, rule, outcome.doubts)


def _closing(expression: Expression, outcome: Outcome, opened: Interval, context: Context) -> Outcome:
    """The end of a range whose year is not said: the first such date after its beginning (``vom 1. März bis 30. September``)."""
    if outcome.interval is None or "year" not in outcome.implied or not _YEARLY & _names(expression.parts):
        return outcome
    first = as_date(opened.start)
    for year in (first.year, first.year + 1):
        parts = {**expression.parts, "year": year}
        closing = _outcome(replace(expression, parts=parts), context)
        if closing.interval is not None and as_date(closing.interval.end) >= first:
            rule = (
                outcome.rule
                if closing.interval == outcome.interval
                else "the first one after the beginning of the range"
            )
            return replace(closing, implied=outcome.implied, anchor=outcome.anchor, rule=rule)
    return outcome


def _names(parts: Mapping[str, Any]) -> set[str]:
    return {*parts, *parts.get("stamp", ())}


def _when(outcome: Outcome, parts: Mapping[str, Any]) -> When:
    interval = outcome.interval
    mod = PART_MODS.get(outcome.timex.mod)
    said = outcome.timex if mod is None else replace(outcome.timex, mod=mod)
    return When(
        interval.start if interval else None,
        interval.end if interval else None,
        interval.precision if interval else Precision.DAY,
        said,
        outcome.edtf or (timex.edtf(interval, outcome.timex.mod in _APPROXIMATE) if interval else ""),
        _DAY_PARTS.get(outcome.part, ""),
        frozenset(_said(parts)),
        outcome.implied,
        outcome.zone,
        outcome.recurrence,
        tuple(_when(other, parts) for other in outcome.alternatives),
    )


def _said(parts: Mapping[str, Any]) -> Iterator[str]:
    """The parts that say when; those of a date in figures stand together in one."""
    stamp = parts.get("stamp", {})
    yield from (parts.keys() | stamp.keys()) & _KNOWN
    if "hour" in stamp:
        yield "clock"
    if "ordinal_month" in parts:
        yield "month"


def _worth(outcome: Outcome) -> bool:
    """Whether a TIMEX3 value says something although there is no calendar date."""
    return bool(outcome.timex.value)
