"""Which day a time of the day belongs to: one that follows it, or none where it is one of what recurs.

In: the expressions of a document, one after the other; out: the context, told of the day that an hour is read with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.expressions.relative import COUNTED_ON
from timeline.model import Expression, Precision, Reading, Span
from timeline.resolution import recurrence
from timeline.resolution.anchor import Context
from timeline.resolution.arithmetic import Interval, as_date
from timeline.resolution.readers import outcome_of, reader_of
from timeline.resolution.saying import told_until
from timeline.resolution.tied import said

_BESIDE = 4
"""Characters of a small word and its blanks between a time of the day and its date."""
_RANGED = 8
"""Characters between the two ends of a range of hours, or two hours of a list (`` Uhr bis ``)."""
_REACH = 60
"""Characters from an hour to its date."""
_LABEL_REACH = 200
"""The same to one with a label before it."""
_PART_REACH = 90
"""The same from a part of the day."""


class Hours:
    """The times of the day of one document, told of in the order of the text."""

    def __init__(self, expressions: Sequence[Expression], context: Context) -> None:
        self._expressions, self._context = expressions, context
        self._ends = 0, 0
        self._ahead: tuple[int, Interval | None] = -1, None

    def before(self, index: int, readings: Sequence[Reading]) -> None:
        """Tells the context what the expression at ``index`` needs to know of the hour before it and the day behind it."""
        context, expression = self._context, self._expressions[index]
        context.hour_at = max((end for end in self._ends if expression.start - end > _BESIDE), default=0)
        if index == self._ahead[0]:
            context.day = self._ahead[1]  # a date is read from the one before it, not from itself
        clock = expression.form.startswith("clock")
        if clock:
            self._ends = self._ends[-1], expression.end
        elif not expression.form.startswith("day-part"):
            return
        following, joint = _right_behind(self._expressions, index, context) if clock else (None, "")
        recurs = following is not None and _recurs(following)
        own = following is not None and not recurs and _own_day(following, joint, context)
        context.repeated = (context.repeated or recurs) and not own
        if context.repeated and len(readings) > 1 and readings[-2].expression.parts.get("range") == "to":
            context.day = None  # "vom 1. bis 31. Januar jeden Dienstag um 19 Uhr": not of the last day
        if own or (context.day is None and not context.repeated):
            reach = _PART_REACH if not clock else _BESIDE if context.programme.above else _REACH
            self._ahead = _look_ahead(self._expressions, index, context, reach, self._ahead)
            if context.day is None and clock:
                context.day = _labelled(self._expressions, index, context)


def _right_behind(expressions: Sequence[Expression], index: int, context: Context) -> tuple[Expression | None, str]:
    """What follows an hour, or the hours that it begins, with at most a small word between, and that word."""
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


def _recurs(following: Expression) -> bool:
    """``at 8.15am on Saturdays``: a time of what recurs, which only its readers read so."""
    return reader_of(following.form) in (recurrence.read_set, recurrence.read_weekends)


def _own_day(following: Expression, joint: str, context: Context) -> bool:
    """``opens on 3 May and closes from 2pm to 7pm on Friday``: the day right behind, where none stands right before.

    One up to which something lasts, or which is counted on from the day before it, has its hour in front (``from Saturday to
    6am the following day``).
    """
    assert context.expression is not None
    stretch = {"month", "season", "year"} & following.parts.keys() and "day" not in following.parts
    if stretch or following.form.startswith("day-part"):
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
        if _another_clause(beside, following, context):
            return known
        if _only_said(beside, following, context):
            context.adrift = context.adrift or context.day is None
            return known
        before = known[1] if at == known[0] else context.day
        hour_at = expressions[index].end if apart else context.hour_at
        read = outcome_of(following, replace(context, expression=following, day=before, hour_at=hour_at))
        if read.interval is None or read.interval.precision not in (Precision.DAY, Precision.DAY_PART):
            return known
        if apart and not _of_one_time(read.interval, context):
            return known
        context.day, context.part = read.interval, read.part
        return at, before
    return known


def _labelled(expressions: Sequence[Expression], index: int, context: Context) -> Interval | None:
    """``Beginn ist um 19 Uhr. Termin: 16. Oktober``: the day that a label behind an hour names, where no day has been told."""
    label = said(context.language, "date_label")
    if label is None or context.last_day is not None or context.narrative:
        return None
    start = expressions[index].end
    for following in expressions[index + 1 :]:
        if following.start > start + _LABEL_REACH:
            return None
        if label.search(context.text, start, following.start) is not None:
            read = outcome_of(following, replace(context, expression=following))
            return read.interval if read.interval and read.interval.precision is Precision.DAY else None
    return None


def _another_clause(hour: Expression, day: Expression, context: Context) -> bool:
    """``Treffpunkt ist um 9 Uhr, wer mitfahren will, meldet sich bis Freitag``: whether the day behind an hour is of something else."""
    pattern = said(context.language, "another")
    return pattern is not None and pattern.search(context.text, hour.end, day.start) is not None


def _only_said(hour: Expression, day: Expression, context: Context) -> bool:
    """``beginnt um 14 Uhr, wie am Montag bekannt wurde``: whether what a comma sets off was said on the day behind an hour.

    What is said today may be of today.
    """
    if context.narrative or day.form == "day-relative" or "," not in context.text[hour.end : day.start]:
        return False
    return told_until(context.text, Span(day.start, day.end), context.sentence, context.language) >= 0


def _of_one_time(interval: Interval, context: Context) -> bool:
    """``Doors open at 7pm and the show starts at 8pm on Friday``: what is told of the first hour lies on the side of that day."""
    if context.published is None or context.narrative:
        return False
    return context.lean().direction == (1 if as_date(interval.start) > context.published else -1)
