"""Days that are counted from an event of the same document: ``zwei Tage vor dem Gipfel``, ``the day after the signing``.

In: the readings of a document and the mentions they gave; out: the readings with those days dated, and the hours that stand
with them on these days.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from timeline.events.context import Context
from timeline.events.dated import DAYS, clock_only, day
from timeline.model import Kind, Mention, Precision, Reading, Status, Timex, When
from timeline.resolution.tied import TIED

_DAYS = {"day": 1, "week": 7, "fortnight": 14}
"""Units that lead from one day to another."""
_LONGEST = 60
"""Days over which one still counts from an event."""
_WORDS = 4
"""Words behind the preposition among which the event stands."""
_SHORTEST = 4
"""Characters from which on the end of a compound names what the whole does."""
COUNTED = frozenset({"clock", "day"})
"""What is said of an hour on a counted day that is told before it."""
_HOUR = re.compile(r"T(\d\d):(\d\d)$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def dated(context: Context, readings: Sequence[Reading], mentions: Sequence[Mention]) -> list[Reading] | None:
    """The readings with the days that are counted from an event which ``mentions`` date; none where there is no such day."""
    days = _days(mentions)
    found = {n: told for n, reading in enumerate(readings) if (told := _counted(context, reading, days)) is not None}
    if not found:
        return None
    out = list(readings)
    for n, told in found.items():
        said = told.isoformat()
        implied = frozenset({"year", "month", "day"})
        before = readings[n].when
        when = When(told, told, Precision.DAY, Timex("DATE", said), said, implied=implied)
        if before is not None and before.start is not None:
            timex = replace(before.timex, value=f"{said}T{before.timex.value.rpartition('T')[2]}")
            when = replace(before, start=told, end=told, edtf=said, timex=timex)
        out[n] = replace(readings[n], when=when, reason="", rule="counted from an event of the text")
        for later in range(n + 1, len(out)):
            if not _of_it(context, out[n], out[later]):
                break
            out[later] = _on(out[later], told)
    return out


def _of_it(context: Context, counted: Reading, hour: Reading) -> bool:
    """Whether a time of the day is of a counted day before it: in its sentence, or in the next one where nothing else is told."""
    apart = context.sentence_at(hour.expression.start) - context.sentence_at(counted.expression.start)
    if hour.when is not None and hour.when.start is None and hour.reason == TIED:
        return apart <= 1
    return apart == 0 and clock_only(hour)


_Days = dict[str, list[tuple[date, date, int]]]
"""For each noun that heads a title the first and the last day it is dated to, and where."""


def _days(mentions: Sequence[Mention]) -> _Days:
    """The days of what is named, without those it was moved from."""
    days: _Days = {}
    for mention in mentions:
        when = mention.when
        single = when.precision in DAYS and when.start is not None and when.end is not None
        if single and mention.kind is not Kind.STATEMENT and mention.status is not Status.CANCELLED:
            assert when.start is not None
            assert when.end is not None
            days.setdefault(mention.head.casefold(), []).append((day(when.start), day(when.end), mention.start))
    return days


def _counted(context: Context, reading: Reading, days: _Days) -> date | None:
    when, parts = reading.when, reading.expression.parts
    beside = reading.expression.form == "day-part" and when is not None and "day" in when.implied
    if when is None or not days or (when.start is not None and not beside):
        return None
    text, end = context.document.text, reading.expression.end
    ways = context.lexicon.table("join", "counted_ways")
    words = [match for match, _ in zip(_WORD.finditer(text, end), range(_WORDS + 1), strict=False)]
    if not words or text[end : words[0].start()].strip():
        return None
    step, behind = _step(parts), words
    if step is None:
        way = ways.get(words[0][0].lower())
        unit = _DAYS.get(str(parts.get("unit")), 0)
        amount = parts.get("amount", 1)
        if way is None or not isinstance(amount, int) or (way == 0) is not beside or not (unit or beside):
            return None
        step, behind = int(way) * unit * amount, words[1:]
    if beside and step:
        return None
    at = reading.expression.start
    told = next((found for word in behind if (found := _named(word[0].casefold(), days, at))), None)
    if told is None or len(told) != 1 or abs(step) > _LONGEST:
        return None
    first, last = next(iter(told))
    counted = (last if step > 0 else first) + timedelta(days=step)
    return counted if when.start is None or day(when.start) != counted else None


def _step(parts: Mapping[str, Any]) -> int | None:
    """The days that an expression itself leads on or back: ``am Vorabend der Premiere``, ``the day after the signing``."""
    shifted = str(parts.get("shifted", ""))
    if shifted.startswith("day"):
        return int(shifted.removeprefix("day"))
    return int(parts["then"]) if "then" in parts and parts.get("unit", "day") == "day" else None


def _named(word: str, days: _Days, at: int) -> set[tuple[date, date]]:
    """The days of what a word names, alone or as the end of a compound, but for what the expression at ``at`` says itself."""
    heads = [word] if word in days else [head for head in days if len(word) >= _SHORTEST and head.endswith(word)]
    return {(first, last) for head in heads for first, last, start in days[head] if start != at}


def _on(reading: Reading, told: date) -> Reading:
    """A time of the day on another day, or on its own where that has not been known."""
    when = reading.when
    hour = _HOUR.search(when.timex.value) if when is not None and when.start is None else None
    if when is not None and hour is not None:
        start = end = datetime.combine(told, time(int(hour[1]), int(hour[2])))
        when = replace(when, precision=Precision.MINUTE, known=COUNTED, implied=frozenset({"year", "month", "day"}))
        reading = replace(reading, reason="")
    elif when is not None and isinstance(when.start, datetime) and isinstance(when.end, datetime):
        start = datetime.combine(told, when.start.time())
        end = start + (when.end - when.start)
    else:
        return reading
    said = start.isoformat(timespec="minutes")
    return replace(reading, when=replace(when, start=start, end=end, timex=replace(when.timex, value=said), edtf=said))
