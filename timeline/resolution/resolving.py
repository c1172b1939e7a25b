"""From the expressions of a document to its readings, one after the other: each may tell what a later one is read from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from timeline.documents.published import replaceable
from timeline.model import Document, Doubt, Expression, Precision, Reading, Span, When
from timeline.resolution import stretch, timex
from timeline.resolution.anchor import Context, Outcome
from timeline.resolution.arithmetic import PART_MODS, Interval, as_date, weekday_near
from timeline.resolution.awaited import awaited
from timeline.resolution.elsewhere import told_elsewhere
from timeline.resolution.genre import NARRATIVE, genre_of
from timeline.resolution.holiday import year_beside
from timeline.resolution.hours import Hours
from timeline.resolution.lean import coordinated
from timeline.resolution.marking import marked
from timeline.resolution.narrative import Thread
from timeline.resolution.readers import outcome_of
from timeline.resolution.tied import TIED, said
from timeline.resolution.yearly import yearly
from timeline.settings import Settings

_APPROXIMATE = {"APPROX"}
_KNOWN = frozenset({"year", "month", "day", "wd", "season", "week", "clock", "decade", "century"})
"""The parts that say when, as opposed to how an expression is built."""
_YEARLY = frozenset({"month", "season", "holiday"})
"""Parts of what comes once a year."""
_DAYS = frozenset({Precision.DAY, Precision.DAY_PART})
_DAY_PARTS = {"MO": "morning", "MI": "noon", "AF": "afternoon", "EV": "evening", "NI": "night"}
_UNSURE = Doubt("anchor", "read from a day of publication that only the properties of the file tell")
_APART = re.compile(r",\s(?:\w{2,3}\s)?")
"""Between a date that is counted from another one and a date that says it."""
_SAYS = re.compile(r"[^.;:,\n]{3,45},\s(?:\w+\s){0,2}")
"""Between a length of time and the day that it leads to."""
_OF_YEAR = re.compile(r"\s(?:\w{2}\s)?")
"""Between a feast and the year that it is of (``Christmas of the same year``)."""
_BESIDE = re.compile(r"[^.!?\n]{1,60}")
"""Between a month and a feast in it."""
_BRACKET = re.compile(r"\s*\(\s*(?:\w{2,3}\s+)?")
_TOGETHER = 4
"""Dates of one sentence that are read against each other."""
_LISTED = 80
"""Characters between two days of a list."""
_REASON = 120
"""Characters before a feast in which stands that it is only the reason."""
_APPOSED = re.compile(r"\s?[,(–-]\s?")
"""Between a day and what only says of it how far it is from something (``am 5. Mai, zwei Tage vor der Wahl,``)."""
_EARSHOT = 400
"""Characters on each side of an expression that can say something about it; text without full stops has no sentences."""

_WITH_YEAR = {
    "month": "month-year",
    "day-month": "day-month-year",
    "month-day": "month-day-year",
    "season": "season-year",
    "holiday": "holiday-year",
}
"""Forms without a year, and the same with one."""
_COUNTED_YEARS = frozenset({"before", "amount-ago"})
_LED = re.compile(r"\s+(?:[^\W\d_]{2,5}\s+)?")
"""What may lead from a day to the years that are counted back."""


def resolve(
    document: Document, expressions: Sequence[Expression], sentences: Sequence[Span], settings: Settings
) -> list[Reading]:
    """One reading per expression, in order of their offsets; an unresolved one says why in ``reason``.

    Left out are, in news, the words that only place something in a story's time ("the former", "at the same time").
    """
    readings = _readings(document, expressions, sentences, settings, frozenset())
    settling = told_elsewhere(readings)
    return _readings(document, expressions, sentences, settings, settling) if settling else readings


def _readings(
    document: Document,
    expressions: Sequence[Expression],
    sentences: Sequence[Span],
    settings: Settings,
    settling: frozenset[date],
) -> list[Reading]:
    """``settling`` are the days that a weekday means of which its sentence does not say whether it is past or to come."""
    published = as_date(document.published) if document.published else None
    narrative = genre_of(document, expressions) == NARRATIVE
    context = Context(document.text, document.language, published, narrative, settings)
    if isinstance(document.published, datetime):
        context.moment = document.published
    context.programme.text = document.text
    context.settling = settling
    if context.narrative:
        context.thread = Thread(document.text, document.language)
        expressions = list(marked(expressions, document.text, document.language))
    unsure = published is not None and replaceable(document)
    starts = [s.start for s in sentences]
    readings: list[Reading] = []
    inside, hours = -1, Hours(expressions, context)
    for index, found in enumerate(expressions):
        if found.form == "narrative-reference" and not context.narrative:
            continue
        expression = _of_year_told(found, expressions, index, context)
        number = bisect_right(starts, expression.start) - 1
        if number != inside:
            inside, context.day, context.part, context.repeated, context.adrift = number, None, "", False, False
        context.sentence = _bounds(sentences, number, expression, document.text)
        context.expression = expression
        context.programme.inside = False
        if expression.form.startswith("clock"):
            context.go_back(expression)
            context.programme.reach(expression)
        elif expression.form == "day-part":
            context.go_back(expression)
        hours.before(index, readings)
        context.bracketed = _told_behind(expressions, index, context)
        context.feast = _because_of_feast(expressions, index, context)
        reading = _read(expression, context)
        if unsure and reading.when is not None and reading.when.dated and reading.when.implied:
            reading = replace(reading, doubts=(*reading.doubts, _UNSURE))
        if readings:
            readings[-1], reading = (
                yearly(readings[-1], reading, context.text),
                yearly(reading, readings[-1], context.text),
            )
        if readings and _says_day(readings[-1], reading, context):
            readings[-1] = replace(readings[-1], reason="")
        elif readings and _says_which(readings[-1], reading, context):
            readings[-1] = replace(readings[-1], when=None, reason=TIED, doubts=())
        readings.append(reading)
        if expression.form.startswith("weekday"):
            _in_order(readings, context)
        context.repeated = _repeats(readings, context.repeated)
    return readings


def _of_year_told(
    expression: Expression, expressions: Sequence[Expression], index: int, context: Context
) -> Expression:
    """``an Weihnachten desselben Jahres``, ``im Dezember 1947, knapp vor Weihnachten``: a feast of the year told before;
    ``im Mai vor zehn Jahren``: any day or month of the year that is counted behind it."""
    if "year" in expression.parts or context.narrative:
        return expression
    following = expressions[index + 1] if index + 1 < len(expressions) else None
    if following is not None and (counted := _year_counted(expression, following, context)) is not None:
        return counted
    if "holiday" not in expression.parts:
        return expression
    year: object = None
    if following is not None and following.form == "then-unit" and following.parts.get("unit") == "year":
        told = not following.parts.get("then") and _OF_YEAR.fullmatch(context.text, expression.end, following.start)
        year = as_date(context.reference.start).year if told and context.reference is not None else None
    before = expressions[index - 1] if index else None
    if before is not None and {"month", "year"} <= before.parts.keys():
        beside = _BESIDE.fullmatch(context.text, before.end, expression.start)
        year = year_beside(expression.parts, before.parts, context) if beside else year
    return replace(expression, parts={**expression.parts, "year": year}) if year is not None else expression


def _year_counted(expression: Expression, following: Expression, context: Context) -> Expression | None:
    """A day, month, season or feast with the year that is counted right behind it; None where none is."""
    form, amount = _WITH_YEAR.get(expression.form), following.parts.get("amount")
    if form is None or following.form not in _COUNTED_YEARS or following.parts.get("unit") != "year":
        return None
    back = following.parts.get("direction", following.parts.get("ago")) == -1
    beside = _LED.fullmatch(context.text, expression.end, following.start) is not None
    if not (back and beside and isinstance(amount, int) and context.published is not None):
        return None
    year = context.published.year - amount
    return replace(expression, form=form, parts={**expression.parts, "year": year})


def _says_day(counted: Reading, reading: Reading, context: Context) -> bool:
    """``Zwei Tage nach der Wahl, am 5. Mai``: whether a day says which one is counted right before it."""
    if counted.reason != TIED or counted.when is None or counted.when.timex.type != "DURATION":
        return False
    dated = reading.when is not None and reading.when.dated
    return dated and _SAYS.fullmatch(context.text, counted.expression.end, reading.expression.start) is not None


def _says_which(counted: Reading, reading: Reading, context: Context) -> bool:
    """``three weeks after that, on 5 October``: whether a date right behind says another day than the one counted."""
    if counted.expression.form != "amount-ago" or counted.when is None or counted.when.start is None:
        return False
    said = reading.when is not None and reading.when.start is not None and "day" in reading.expression.parts
    apart = said and reading.when is not None and reading.when.start != counted.when.start
    return apart and _APART.fullmatch(context.text, counted.expression.end, reading.expression.start) is not None


def _in_order(readings: list[Reading], context: Context) -> None:
    """Reads the weekdays of the sentence anew that what was done on the last one, or it itself, was before."""
    last = len(readings)
    inside = [n for n in range(max(0, last - _TOGETHER), last) if readings[n].expression.start >= context.sentence[0]]
    for n in inside:
        others = [readings[other] for other in inside if other != n]
        day = awaited(readings[n], others, context.text, context.language, context.sentence) if others else None
        if day is not None:
            expression = readings[n].expression
            found = _read(expression, replace(context, expression=expression, bracketed=day))
            readings[n] = replace(found, rule=f"{expression.form}: the one after what was done before it")


def _repeats(readings: Sequence[Reading], before: bool) -> bool:
    """Whether a recurrence, or the second day of a list, has been read in this sentence; another single day ends it."""
    when, form = readings[-1].when, readings[-1].expression.form
    if when is not None and when.timex.type == "SET":
        return True
    if form == "day-list":
        return before or (len(readings) > 1 and readings[-2].expression.form == "day-list")
    return before and (when is None or when.timex.type != "DATE" or when.precision not in _DAYS)


def _bounds(sentences: Sequence[Span], number: int, expression: Expression, text: str) -> tuple[int, int]:
    """The sentence of an expression, cut to what a reader would still connect with it."""
    low, high = max(0, expression.start - _EARSHOT), min(len(text), expression.end + _EARSHOT)
    if 0 <= number < len(sentences) and sentences[number].end >= expression.end:
        return max(low, sentences[number].start), min(high, sentences[number].end)
    return low, high


def _told_behind(expressions: Sequence[Expression], index: int, context: Context) -> date | None:
    """The day that what stands behind a weekday or a feast makes of it: its date in brackets (``Sunday (15 March)``), or the next
    day of a list (``on Tuesday at the works and on Friday, 9 March, in the canteen``).
    """
    expression = expressions[index]
    if index + 1 == len(expressions) or not expression.form.startswith(("weekday", "holiday")):
        return None
    following = expressions[index + 1]
    bracketed = _BRACKET.fullmatch(context.text[expression.end : following.start]) is not None
    if not bracketed and not _first_of_list(expression, following, context):
        return None
    interval = outcome_of(following, replace(context, expression=following)).interval
    if interval is None or interval.precision is not Precision.DAY:
        return None
    day = as_date(interval.start)
    return day if bracketed else weekday_near(day - timedelta(days=1), _weekday(expression), -1)


def _because_of_feast(expressions: Sequence[Expression], index: int, context: Context) -> date | None:
    """``Wegen Fronleichnam kommt die Müllabfuhr am Freitag``: the feast beside a weekday that is why something has another day."""
    because = said(context.language, "because_of")
    if because is None or not expressions[index].form.startswith("weekday"):
        return None
    for other in expressions[max(0, index - _TOGETHER) : index + 1 + _TOGETHER]:
        inside = other is not expressions[index] and context.sentence[0] <= other.start < context.sentence[1]
        first = max(context.sentence[0], other.start - _REASON)
        led = because.search(context.text, first, other.start) if inside else None
        if led is not None and (other.form.startswith("holiday") or len(led.group().split()) > 1):
            interval = outcome_of(other, replace(context, expression=other)).interval
            return as_date(interval.start) if interval is not None else None
    return None


def _weekday(expression: Expression) -> int:
    number = expression.parts["wd"]
    assert isinstance(number, int)
    return number


def _first_of_list(first: Expression, second: Expression, context: Context) -> bool:
    """Whether a mere weekday stands in one list with a day behind it that is told with its weekday and its date."""
    if first.parts.keys() - {"wd", "daypart"} or "wd" not in first.parts or not {"wd", "day"} <= second.parts.keys():
        return False
    joined = first.end < second.start <= min(context.sentence[1], first.end + _LISTED)
    return joined and coordinated(context.text, first.end, second.start, context.language)


def _read(expression: Expression, context: Context) -> Reading:
    parts = expression.parts
    counted = context.count()
    outcome = outcome_of(expression, context)
    context.counted = counted
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
    elif (
        interval is None
        and outcome.reason == TIED
        and not _APPOSED.fullmatch(context.text, context.last_at, expression.start)
    ):
        context.tied_at = expression.end
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
        closing = outcome_of(replace(expression, parts=parts), context)
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
    if parts.get("unit") in {"hour", "minute"} and "ago" in parts:
        yield "clock"


def _worth(outcome: Outcome) -> bool:
    """Whether a TIMEX3 value says something although there is no calendar date."""
    return bool(outcome.timex.value)
