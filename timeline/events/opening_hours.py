"""When something is open that lasts, which makes no date at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.events.dated import clock_only, day
from timeline.events.lexicon import Lexicon
from timeline.model import Moment, Reading

_OFTEN = re.compile(r"FREQ=DAILY|FREQ=WEEKLY;BYDAY=\w\w,")
"""Rules of several days a week."""
_WEEKLY = re.compile(r"FREQ=WEEKLY;BYDAY=\w\w")
"""Rules of one."""
_LASTING = 7
"""Days from which on something has opening hours rather than a programme for each day."""
_BESIDE = 6
"""Characters between a date and the weekdays that go with it."""
_BEFORE = 16
"""Characters before a date in which a word may make it the last one."""


def opening_hours(text: str, readings: Sequence[Reading], lexicon: Lexicon) -> Sequence[Reading]:
    """What says when something is open that lasts, of the readings of one sentence: ``bis zum 12. April, täglich von 10 bis 17 Uhr``.

    That is a rule of several days a week, or a stretch of weekdays, behind a last day or a stretch of weeks, and the hours
    behind it; or before such a stretch (``daily from 10am to 5pm from 1 March to 12 April``).
    """
    rule = next((n for n, r in enumerate(readings) if _often(r) or _stretch(r) or _weekly(r)), None)
    if rule is not None and _often(readings[rule]) and _before_stretch(text, readings, rule, lexicon):
        return [r for r in readings[rule:] if _often(r) or clock_only(r)]
    last = next((n for n in range(rule or 0) if _lasts(text, readings[:rule], n, lexicon)), None)
    if rule is None or last is None:
        return ()
    if _weekly(readings[rule]):  # each week up to a last day, whose hour it is not
        until = readings[last].expression.parts.get("range") != "to"
        return [r for r in readings[rule:] if _weekly(r) or clock_only(r)] if until else ()
    gap = text[readings[last].expression.end : readings[rule].expression.start]
    if ";" in gap or (len(gap) > _BESIDE and not _often(readings[rule])):
        return ()
    return [r for r in readings[rule:] if _often(r) or _stretch(r) or clock_only(r)]


def _before_stretch(text: str, readings: Sequence[Reading], rule: int, lexicon: Lexicon) -> bool:
    """Whether hours, and then a stretch of weeks, stand right behind a rule."""
    hours = [n for n in range(rule + 1, len(readings)) if clock_only(readings[n])]
    behind = [n for n in range(rule + 1, len(readings)) if n not in hours]
    if not hours or len(behind) < 2 or hours[-1] > behind[0]:
        return False
    between = text[readings[rule].expression.end : readings[behind[0]].expression.start]
    stretch = readings[behind[1]].expression.parts.get("range") == "to"
    return stretch and ";" not in between and _lasts(text, readings, behind[1], lexicon)


def _often(reading: Reading) -> bool:
    return reading.when is not None and bool(_OFTEN.match(reading.when.recurrence))


def _weekly(reading: Reading) -> bool:
    """Whether it is one day of every week."""
    return reading.when is not None and bool(_WEEKLY.fullmatch(reading.when.recurrence))


def _stretch(reading: Reading) -> bool:
    """Whether it is one of the weekdays between which something is open."""
    return reading.expression.form == "weekday" and "range" in reading.expression.parts


def _lasts(text: str, readings: Sequence[Reading], n: int, lexicon: Lexicon) -> bool:
    """Whether a reading is the last day of something that lasts."""
    reading = readings[n]
    if reading.when is None or reading.when.end is None or clock_only(reading):
        return False
    if reading.expression.parts.get("range") == "to":
        begun = readings[n - 1].when if n else None
        return begun is not None and begun.start is not None and _days(begun.start, reading.when.end) >= _LASTING
    start = reading.expression.start
    words = text[max(0, start - _BEFORE) : start].lower().split()
    return not lexicon.words("join", "range").isdisjoint(words[-2:])


def _days(first: Moment, last: Moment) -> int:
    return (day(last) - day(first)).days
