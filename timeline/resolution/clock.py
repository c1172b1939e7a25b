"""Reads clock times and parts of the day; the date is the one they stand beside, else the day spoken of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from timeline import languages
from timeline.model import Precision, Timex
from timeline.resolution import timex
from timeline.resolution.absolute import read_date
from timeline.resolution.anchor import ELSEWHERE, MOVED, NO_ANCHOR, SAID, Context, Outcome
from timeline.resolution.arithmetic import Interval, as_date
from timeline.resolution.lean import moved_hour, overtaken
from timeline.resolution.relative import read_day_relative
from timeline.resolution.tied import TIED, after_tied, on_named_day, said, tied
from timeline.resolution.weekday import read_weekday

Parts = Mapping[str, Any]
_REACH = 400
"""Characters; a time farther from the day last spoken of is one of the day of publication."""
_NOON = 12
HALF = 0.5
_FIRST, _LAST_AFTERNOON = 1, 6
"""Hours of the day and of the night that one says alike, and at which more happens by day."""
_WORDS = 24
"""Characters beside an hour in which the part of the day may be told."""
_HALVES = {"year": "P{}Y6M", "hour": "PT{}H30M", "minute": "PT{}M30S"}
"""How TIMEX3 writes a whole number and a half of a unit."""
_LABELLED = re.compile(r"\W*[^\W\d_][\w /-]{1,24}:")
"""A line of a form, which goes on with what the line above it says (``Date: …``, ``Time: …``)."""
_AFTERNOON = ("AF", "EV", "PM")
NIGHT_ENDS = 6
"""The hour with which a night is over."""


def read_clock(parts: Parts, context: Context) -> Outcome:
    """A time of the day, to the minute (or to the hour where only an hour is said)."""
    told = clock_of(
        parts if context.part == "" or {"meridiem", "daypart"} & set(parts) else {**parts, "daypart": context.part}
    )
    mod = parts.get("mod", "")
    if told is None:
        return Outcome(Timex("TIME", "", mod), reason="no such time of the day", spoken_of=False)
    hour, minute = told
    text = f"T{hour:02d}:{minute:02d}"
    counted = context.day is None and tied(context, "counted_behind")  # at 6 a.m., ten days before the fire
    if counted or on_named_day(context) or after_tied(context):
        return Outcome(Timex("TIME", f"XXXX-XX-XX{text}", mod), reason=TIED, spoken_of=False)
    day = _day(context, early=hour < _NOON)
    if day is not None and _of_afternoon(parts, hour, day, context):
        hour += _NOON
        text = f"T{hour:02d}:{minute:02d}"
    if day is None:
        return Outcome(Timex("TIME", f"XXXX-XX-XX{text}", mod), reason=_no_day(context), spoken_of=False)
    night = context.part == "NI" and context.day is not None and _on_one_day(context)
    if night and hour < NIGHT_ENDS and parts.get("meridiem") == "AM":
        day += timedelta(days=1)  # Sunday night at 3am; "Sonntagnacht um 3 Uhr" is said of both days
    if parts.get("range") == "to" and context.begun is not None and (day, hour * 60 + minute) < context.begun:
        # "From 10 p.m. to 4 a.m." ends on the next day.
        day = day + timedelta(days=1) if context.begun[0] == day else day
    context.begun = (day, hour * 60 + minute) if parts.get("range") == "from" else None
    moment = datetime.combine(day, time(hour % 24, minute)) + timedelta(days=hour // 24)
    context.hour_told = moment, context.expression.end if context.expression is not None else 0
    outcome = Outcome(Timex("TIME", f"{day.isoformat()}{text}", mod), Interval(moment, moment, Precision.MINUTE))
    outcome.zone = parts.get("zone") if parts.get("zone") not in (None, "local") else ""  # type: ignore[assignment]
    if outcome.zone == "UTC" and languages.load(context.language, "resolution").get("conventions", {}).get(
        "utc_marked"
    ):
        outcome.timex = Timex("TIME", f"{day.isoformat()}{text}Z", mod)
    if context.day is None:
        outcome.implied = frozenset({"year", "month", "day"})
        outcome.rule = "the day spoken of before" if context.last_day else "the day of publication"
        outcome.anchor = context.then_words
    outcome.spoken_of = False
    if context.repeated:
        outcome.timex = Timex("TIME", text, mod)
        if context.day is None:
            outcome.interval, outcome.rule, outcome.anchor, outcome.implied = (
                None,
                "of every day that recurs",
                "",
                frozenset(),
            )
    return outcome


def _of_afternoon(parts: Parts, hour: int, day: date, context: Context) -> bool:
    """``The dog show on 15 June is at three o'clock``: an hour as one says it, of something to come that is hardly at night."""
    spoken = "hourword" in parts or _spoken(context)
    plain = spoken and not (
        {"meridiem", "daypart", "range", "zone"} & parts.keys() or context.part or context.narrative
    )
    if not plain or not _FIRST <= hour <= _LAST_AFTERNOON or context.published is None or day <= context.published:
        return False
    early = said(context.language, "early")
    text, expression = context.text, context.expression
    return (
        early is None
        or expression is None
        or early.search(text, expression.start - _WORDS, expression.end + _WORDS) is None
    )


def _spoken(context: Context) -> bool:
    """Whether a figure is told with the word for an hour that no clock of 24 hours has (``4 o'clock``)."""
    spoken, expression = said(context.language, "spoken_hour"), context.expression
    return (
        spoken is not None
        and expression is not None
        and spoken.search(context.text, expression.start, expression.end) is not None
    )


def read_date_clock(parts: Parts, context: Context) -> Outcome:
    """``10 p.m. Wednesday``, ``noon March 3``: a time with the day behind it, as one expression."""
    if "dayrel" in parts:
        day = read_day_relative({"dayrel": parts["dayrel"]}, context)
    elif "month" in parts:
        day = read_date(parts, context)
    else:
        day = read_weekday({k: parts[k] for k in ("wd", "deixis", "range") if k in parts}, context)
    if day.interval is None:
        day.timex = Timex("TIME", day.timex.value)
        return day
    context.day = day.interval
    outcome = read_clock(parts, context)
    outcome.implied, outcome.rule, outcome.anchor, outcome.doubts = day.implied, day.rule, day.anchor, day.doubts
    return outcome


def clock_of(parts: Parts) -> tuple[int, int] | None:
    """Hour and minute, 24:00 included; none for a time no clock shows."""
    if "clockword" in parts:
        # "After midnight" a day begins, "until midnight" it ends.
        return int(parts["clockword"]) % (24 if parts.get("way") == 1 else 25), 0
    clock = parts.get("clock", parts.get("hourword", parts.get("hour_in")))
    if clock is None:
        return None
    hour, minute = (clock[0], clock[1]) if isinstance(clock, tuple) else (int(clock), int(parts.get("minute", 0)))
    meridiem = parts.get("meridiem") or parts.get("daypart") or ""
    if meridiem in _AFTERNOON and 0 < hour < 12:
        hour += 12
    elif meridiem == "AM" and hour == 12:
        hour = 0
    elif meridiem == "NI" and 6 <= hour <= 12:
        # "11 at night", "12 Uhr nachts"
        hour += 12
    if "minutes" in parts:
        minute = int(parts["minutes"])
    if "fraction" in parts:
        total = hour * 60 + minute + int(parts["fraction"])
        hour, minute = divmod(total, 60)
    return (hour, minute) if 0 <= hour <= 24 and 0 <= minute < 60 and hour * 60 + minute <= 1440 else None


def _day(context: Context, early: bool = False) -> date | None:
    """The day a time belongs to; an ``early`` one beside a night that spans two days is of the second."""
    if (first := _opening_day(context)) is not None:
        return first
    if context.day is not None:
        return as_date(context.day.end if early and context.day.precision is Precision.DAY_PART else context.day.start)
    if context.programme.above is not None:
        return context.programme.above
    if context.last_day is not None and (context.narrative or context.published is None or _near(context)):
        if (ahead := _day_to_come(context)) is not None:
            return ahead
        return None if _contradicts(context) or _moved_apart(context) else context.last_day
    if context.narrative or context.adrift or _moved(context):
        return None
    days = context.days_ahead
    if not days or context.lean().direction <= 0:
        return context.published
    return next(iter(days)) if len(days) == 1 else None  # the only day to come that is told, else one of several


def _day_to_come(context: Context) -> date | None:
    """``moved to 3 December … fell ill on Monday. The hearing starts at 9am``: what lies ahead goes on from the day ahead."""
    if context.narrative or context.published is None or context.last_day is None or context.day_ahead is None:
        return None
    if context.last_day >= context.published or context.last_at >= context.sentence[0]:
        return None
    if context.expression is None or context.lean().direction <= 0:
        return None
    span = context.expression.start, context.expression.end
    return None if overtaken(context.text, context.sentence, span, context.language) else context.day_ahead


def _opening_day(context: Context) -> date | None:
    """``vom 5. bis 7. Mai statt, Beginn ist um 10 Uhr``: an hour at which something begins is of the first of its days."""
    if context.stretch is None or context.expression is None or context.narrative:
        return None
    first, _, at = context.stretch
    opens = said(context.language, "opening")
    low = max(context.sentence[0], at)
    if opens is None or at != context.last_at or context.expression.start - at >= _REACH:
        return None
    return first if opens.search(context.text, low, context.expression.start) is not None else None


def _no_day(context: Context) -> str:
    """Why a time or part of the day has no day."""
    if context.adrift:
        return SAID
    if context.published is None or context.narrative:
        return NO_ANCHOR
    return MOVED if _moved(context) else ELSEWHERE


def _moved(context: Context) -> bool:
    """Whether a time is the new hour of something whose day is told elsewhere, if at all."""
    e = context.expression
    return e is not None and moved_hour(context.text, context.sentence, (e.start, e.end), context.language)


def _moved_apart(context: Context) -> bool:
    """``Am Mittwoch tagte der Rat. Das Konzert wurde auf 20 Uhr verlegt``: what is moved was not on a day gone by."""
    if (
        context.narrative
        or context.published is None
        or context.last_day is None
        or context.last_at >= context.sentence[0]
    ):
        return False
    return context.last_day <= context.published and _moved(context)


def _contradicts(context: Context) -> bool:
    """``The next meeting is on Friday. The chair closed the meeting at noon``: what is told as past was not on a day to come."""
    if context.narrative or context.published is None or context.last_day is None:
        return False
    earlier = context.last_at < context.sentence[0]
    leaning = context.lean()
    told = earlier and context.last_day > context.published and leaning.direction < 0 and leaning.strength > 1
    return told and not _moved(context)


def _near(context: Context) -> bool:
    """Whether the day last spoken of, or an hour of it, stands close enough for a time without a day to belong to it."""
    told, at = context.hour_told or (None, 0)
    last_at = max(context.last_at, at) if told is not None and told.date() == context.last_day else context.last_at
    if context.expression is None or context.expression.start - last_at >= _REACH:
        return False
    _, *lines = context.text[last_at : context.expression.start].split("\n")
    if all(_LABELLED.match(line) for line in lines):
        return True
    # "… am 5. Dezember statt.\n\nBeginn ist um 19 Uhr": what is announced, or told, goes on in the next paragraph.
    breaks = sum(bool(line.strip()) for line in lines)
    if breaks > 1 or context.published is None or context.last_day is None:
        return False
    return context.lean().direction == (1 if context.last_day > context.published else -1)


def _on_one_day(context: Context) -> bool:
    """Whether a day is told, and not a night from one day to the next, whose end is the morning already."""
    return context.narrative if context.day is None else context.day.start == context.day.end


def read_day_part(parts: Parts, context: Context) -> Outcome:
    """``am Abend``: a part of the day spoken of, or of the day of publication."""
    daypart, mod = parts["daypart"], parts.get("part") or parts.get("mod", "")
    if after_tied(context):
        return Outcome(Timex("TIME", f"XXXX-XX-XXT{daypart}", mod), reason=TIED, spoken_of=False)
    day = _day(context, early=daypart == "MO")
    if day is None:
        return Outcome(Timex("TIME", f"XXXX-XX-XXT{daypart}", mod), reason=_no_day(context), spoken_of=False)
    if daypart == "MO" and context.part == "NI" and _on_one_day(context):
        # The morning behind the night of a day is that of the next one.
        day += timedelta(days=1)
    interval = Interval(day, day, Precision.DAY_PART)
    outcome = Outcome(Timex("TIME", f"{day.isoformat()}T{daypart}", mod), interval, part=daypart, spoken_of=False)
    outcome.implied = frozenset({"year", "month", "day"})
    outcome.rule = "of the day in the same sentence" if context.day is not None else "of the day spoken of"
    outcome.anchor = context.then_words
    return outcome


def duration(parts: Parts, context: Context) -> Outcome:
    """A length of time: no place on the calendar of its own."""
    if "long" in parts:
        return Outcome(Timex("DURATION", timex.period("X", parts["long"])), spoken_of=False)
    amount, unit = parts["aged"] if "aged" in parts else (parts.get("amount", 1), parts["unit"])
    if parts.get("half") == HALF and unit in _HALVES and isinstance(amount, int):
        return Outcome(Timex("DURATION", _HALVES[unit].format(amount), parts.get("mod", "")), spoken_of=False)
    if "half" in parts and amount != "X":
        amount += float(parts["half"])
    if "minor" in parts and amount != "X":
        value = timex.period(amount, unit) + timex.period(parts["minor"], parts["minor_unit"])[1:]
        value = value if value.count("T") < 2 else "T".join(value.split("T")[:2]) + value.split("T")[2]
        return Outcome(Timex("DURATION", value, parts.get("mod", "")), spoken_of=False)
    reason = TIED if parts.keys() <= {"amount", "unit", "mod"} and tied(context, "duration") else ""
    if unit == "hour" and amount in languages.load(context.language, "resolution").get("conventions", {}).get(
        "hours_as_days", ()
    ):
        amount, unit = amount / 24, "day"
    value = timex.period(amount, unit)
    return Outcome(Timex("DURATION", value, parts.get("mod", "")), reason=reason, spoken_of=False)
