"""Reads weekdays: in the week that is named, else the last or next one as the sentence leans."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from timeline.model import Doubt, Precision, Timex
from timeline.resolution.anchor import Context, Outcome, implied, nowhere, with_daypart
from timeline.resolution.arithmetic import Interval, as_date, shift, week_interval, weekday_near
from timeline.resolution.lean import coordinated, goes_on, limits
from timeline.resolution.tied import TIED, said, tied

Parts = Mapping[str, Any]
_WEEK, _SOON = 7, 2
"""Days; and those behind a named one on which what begins on it may still go on."""
_ARTICLE = 12
"""Characters before a weekday in which its article stands."""
_BEFORE = "the day named before"
_INSIDE = "one of the days named before"
_APART = 21
"""Days from the last one named within which the text still speaks of one thing."""
_LATELY = 2
"""Days after which news no longer says that something has been called off."""
_BESIDE = 200
"""Characters within which a weekday belongs to the week that was named before it."""
_TOLD = 600
"""Characters within which a weekday still belongs to a day that was named before it."""


def read_weekday(parts: Parts, context: Context) -> Outcome:
    """A weekday: in the week that is named, or the last or next one as its sentence leans."""
    weekday, daypart = parts.get("wd"), parts.get("daypart")
    if "compound" in parts:
        weekday, daypart = parts["compound"]
    anchor = context.anchor
    if anchor is None or weekday is None:
        return nowhere(value=f"XXXX-WXX-{weekday}")
    if _of_another(parts, context):
        return Outcome(Timex("DATE", f"XXXX-WXX-{weekday}"), reason=TIED, spoken_of=False)
    day, rule, other = _chosen(parts, int(weekday), anchor, context)
    if parts.get("night") and "wd_to" in parts and day == anchor and context.lean().direction < 0:
        # A night that has not ended yet is not told of.
        day -= timedelta(days=7)
    context.weekday_named = day if rule == _BEFORE else None
    outcome = _shaped(day, parts, daypart, context)
    outcome.rule = outcome.rule or rule
    if other is not None:
        outcome.doubts = (Doubt("lean", f"{min(day, other).isoformat()} / {max(day, other).isoformat()}"),)
        outcome.alternatives = (_shaped(other, parts, daypart, context),)
    return outcome


def _shaped(day: date, parts: Parts, daypart: str | None, context: Context) -> Outcome:
    """The outcome for a day: its part, or the night that begins or ends on it."""
    anchor = context.anchor_words
    before = bool(parts.get("before"))
    if before or (parts.get("night") and "wd_to" in parts):
        day -= timedelta(days=before)
        rule = "the night before it" if before else ""
        outcome = with_daypart(implied(Interval(day, day, Precision.DAY), rule=rule, anchor=anchor), "NI")
        outcome.interval = Interval(day, day + timedelta(days=1), Precision.DAY_PART)
        return outcome
    mod = parts.get("part", "")
    outcome = implied(Interval(day, day, Precision.DAY), anchor=anchor, mod=mod)
    return with_daypart(outcome, daypart)


def _chosen(parts: Parts, weekday: int, anchor: date, context: Context) -> tuple[date, str, date | None]:
    """The day, how it was chosen, and the other day where nothing says which of them is meant."""
    if parts.get("unit") == "week" and "deixis" in parts:
        monday = as_date(week_interval(anchor).start) + timedelta(days=7 * int(parts["deixis"]))
        return monday + timedelta(days=weekday - 1), f"in the week {parts['deixis']:+d}", None
    if "to" in (parts.get("range"), parts.get("move")) and context.day is not None:
        day = weekday_near(as_date(context.day.start) + timedelta(days=1), weekday, 1)
        return day, "after the day it goes on from", None
    if (moved := _moved_to(parts, weekday, anchor, context)) is not None:
        return moved, "after the day that it moves from", None
    if context.bracketed is not None and context.bracketed.isoweekday() == weekday:
        return context.bracketed, "by the day told behind it", None
    if context.feast is not None and not {"deixis", "amount", "then"} & parts.keys():
        return _around_feast(weekday, context.feast, context), "in the week of the feast that is the reason", None
    if (told := _told(parts, weekday, context)) is not None:
        return told, "the one that follows the day told before", None
    if (listed := _listed(parts, weekday, anchor, context)) is not None:
        return listed, "the one after the day named before it in a list", None
    if "amount" in parts:
        way, amount = parts.get("direction", 1), parts["amount"]
        # "Donnerstag in acht Tagen" is the one a week later: the days are counted with both ends.
        amount -= amount % 7 if parts["unit"] == "day" and amount >= 7 else 0
        counted = shift(weekday_near(anchor, weekday, way), parts["unit"], way * amount)
        return counted or anchor, "counted from the next one", None
    if "then" in parts and context.then:
        by = int(parts["then"])
        ahead = context.day_ahead if context.lean().direction > 0 else None
        day = weekday_near((ahead or context.then) + timedelta(days=(by > 0) - (by < 0)), weekday, -1 if by < 0 else 1)
        return day, "", None
    return _bare_weekday(anchor, weekday, parts, context)


def _listed(parts: Parts, weekday: int, anchor: date, context: Context) -> date | None:
    """The weekday behind another one of a list (``on Wednesday, Thursday or Friday``); none where it would have to be past."""
    if (soon := _next_in_row(parts, weekday, anchor, context)) is not None:
        return soon
    named = "listed" in parts or (_coordinated(context) and context.lean().direction >= 0)
    if not named or context.day is None or {"deixis", "amount"} & parts.keys():
        return None
    day = weekday_near(as_date(context.day.start) + timedelta(days=1), weekday, 1)
    leaning = context.lean().direction
    if leaning > 0:
        return day if day >= anchor else None
    return day if day <= anchor or as_date(context.day.start) > anchor else None


def _moved_to(parts: Parts, weekday: int, anchor: date, context: Context) -> date | None:
    """``Das Fest ist am 19. Juni. Bei Regen wird es auf Sonntag verschoben``: the weekday behind the day told before, to which that moves."""
    if parts.keys() - {"wd", "daypart"} or context.expression is None or context.last_day is None or context.narrative:
        return None
    onto, moves = said(context.language, "moved_onto"), said(context.language, "moves")
    start = context.expression.start
    if onto is None or moves is None or context.last_day <= anchor or start - context.last_at >= _BESIDE:
        return None
    it, low = said(context.language, "moves_it"), max(context.last_at, context.sentence[0])
    if context.last_at < context.sentence[0] and (it is None or it.search(context.text, low, start) is None):
        return None  # another thing
    led = onto.search(context.text, max(context.last_at, start - _ARTICLE), start) is not None
    moving = moves.search(context.text, low, context.sentence[1]) is not None
    return weekday_near(context.last_day + timedelta(days=1), weekday, 1) if led and moving else None


def _around_feast(weekday: int, feast: date, context: Context) -> date:
    """``wegen Fronleichnam auf Mittwoch vorverlegt``: the weekday in the week of the feast, or before or after that, as the sentence says."""
    day = weekday_near(feast - timedelta(days=feast.isoweekday() - 1), weekday, 1)
    for name, step in (("sooner", -_WEEK), ("later", _WEEK)):
        cue = said(context.language, name)
        if (day - feast).days * step < 0 and cue is not None and cue.search(context.text, *context.sentence):
            return day + timedelta(days=step)
    return day


def _next_in_row(parts: Parts, weekday: int, anchor: date, context: Context) -> date | None:
    """``am Samstag spielt die Kapelle, am Sonntag der Chor``: the next day but one at most, where the one before it lies far ahead."""
    if parts.keys() - {"wd", "daypart"} or context.expression is None or context.last_day is None:
        return None
    last, start = context.last_at, context.expression.start
    beside = said(context.language, "next_in_row")
    if beside is None or not context.sentence[0] <= last < start or tied(context, "next_in_row_not"):
        return None
    if beside.fullmatch(context.text, last, start) is None:
        return None
    step = (weekday - context.last_day.isoweekday()) % _WEEK
    far = context.weekday_named == context.last_day and (context.last_day - anchor).days >= _WEEK
    return context.last_day + timedelta(days=step) if far and 0 < step <= _SOON else None


def _told(parts: Parts, weekday: int, context: Context) -> date | None:
    """``The barge arrives on 10 July, the wreck comes up on the Sunday``: the weekday that follows the day told before it."""
    if parts.keys() - {"wd", "daypart"} or context.narrative or context.last_day is None or context.expression is None:
        return None
    article, start = said(context.language, "told_weekday"), context.expression.start
    low = max(start - _ARTICLE, context.last_at)
    if article is None or start - context.last_at >= _BESIDE or article.search(context.text, low, start) is None:
        return None
    return None if tied(context, "told_weekday_not") else weekday_near(context.last_day, weekday, 1)


def _of_another(parts: Parts, context: Context) -> bool:
    """``bis zum Freitag vor der Anhörung``: whether the weekday is the one beside something whose own date is not said."""
    article = said(context.language, "of_another")
    if article is None or context.expression is None or not parts.keys() <= {"wd", "range"}:
        return False
    start = context.expression.start
    return article.search(context.text, max(0, start - _ARTICLE), start) is not None and tied(context, "of_another_by")


def _coordinated(context: Context) -> bool:
    """``am Montag in Bonn und am Donnerstag in Köln``: two days of one sentence, told in their order."""
    if context.expression is None or context.last_at < context.sentence[0]:
        return False
    last, start = context.last_at, context.expression.start
    return start - last < _BESIDE and coordinated(context.text, last, start, context.language)


def _bare_weekday(anchor: date, weekday: int, parts: Parts, context: Context) -> tuple[date, str, date | None]:
    """The day, how it was chosen, and the other day where nothing says which of them is meant."""
    by = parts.get("deixis")
    if by is not None:
        step = timedelta(days=1)
        if by < 0:
            day = weekday_near(anchor - step, weekday, -1) + timedelta(days=7 * (by + 1))
        elif by > 0:
            day = weekday_near(anchor + step, weekday, 1) + timedelta(days=7 * (by - 1))
            if day == anchor + step and not context.narrative:
                # Tomorrow is not called the next Thursday.
                return day + timedelta(days=7), "the one after tomorrow", day
        else:
            leaning = context.lean()
            day = weekday_near(anchor, weekday, leaning.direction or 1)
        return day, f"the one {by:+d}" if by else "this one", None
    if context.narrative:
        return weekday_near(anchor, weekday, 1), "on or after the day spoken of", None
    leaning = context.lean()
    onward = context.ahead or parts.get("range") == "to"
    onward = onward or (leaning.lately and (anchor - weekday_near(anchor, weekday, -1)).days > _LATELY)
    direction = leaning.direction or (1 if onward else -1)
    if leaning.direction:
        context.ahead = leaning.direction > 0
    named = _named(anchor, weekday, context) if direction > 0 or not leaning.direction else None
    day, other = weekday_near(anchor, weekday, direction), weekday_near(anchor, weekday, -direction)
    if named is not None and (named[0] != day or not leaning.direction):
        # The week that is named just before is hardly another; a day named before may be.
        return *named, day if named[1] in (_BEFORE, _INSIDE) and named[0] != day else None
    if direction > 0 and day == anchor and _after_today(context):
        return day + timedelta(days=_WEEK), "the one after the days to come named before", day
    words = {1: "today or ahead", -1: "today or behind"}[direction]
    why = (
        f": {leaning.why}"
        if leaning.why
        else (": nothing in the sentence looks ahead" if not leaning.direction else "")
    )
    opened = leaning.direction >= 0 and context.opening is not None
    continued = opened and goes_on(context.text, context.sentence, context.language)
    after = _following(anchor, weekday, context, continued) if opened else None
    if after is not None and continued:
        return after, "after the day named before", day if day != after else None
    if not leaning.direction and other in context.settling:
        return other, "the one that the text tells elsewhere", None
    if leaning.direction > 0:
        return day, words + why, after
    return day, words + why, None if leaning.direction or day == other else other


def _after_today(context: Context) -> bool:
    """``am Mittwoch um 19 Uhr. Anmelden muss man sich bis Donnerstag``: whether the last moment for something is not today,
    because the text has come to the days right before it in the week to come.
    """
    if context.expression is None or context.published is None or context.last_day is None:
        return False
    ahead = _WEEK - _SOON <= (context.last_day - context.published).days < _WEEK
    near = context.expression.start - context.last_at < _BESIDE
    return ahead and near and limits(context.text, context.expression.start, context.language)


def _following(anchor: date, weekday: int, context: Context, continued: bool) -> date | None:
    """``am Samstag, 18. August, eröffnet; am Sonntag klingt es aus``: the day soon after one named with its weekday, far ahead.

    Of what the text says that it follows, any day after one that lies ahead.
    """
    if context.opening is None or context.expression is None:
        return None
    day, at = context.opening
    step = (weekday - day.isoweekday()) % _WEEK
    soon, far = (_WEEK, 0) if continued else (_SOON, _WEEK)
    if not 0 < step <= soon or (day - anchor).days <= far or context.expression.start - at >= _BESIDE:
        return None
    return None if limits(context.text, context.expression.start, context.language) else day + timedelta(days=step)


def _named(anchor: date, weekday: int, context: Context) -> tuple[date, str] | None:
    """A day ahead of the week, or one on that weekday, that was named just before, and which of these: what the text goes on telling of."""
    if context.expression is None:
        return None
    if context.week_ahead is not None:
        week, at = context.week_ahead
        within = context.last_day is not None and as_date(week.start) <= context.last_day <= as_date(week.end)
        bounded = limits(context.text, context.expression.start, context.language)
        bounded = bounded and not within and context.expression.parts.get("range") != "from"
        if context.expression.start - at < _BESIDE and not bounded:
            return weekday_near(as_date(week.start), weekday, 1), "in the week named before"
    ahead = [(day, at) for day, at in reversed(context.named) if day > anchor]
    for day, at in ahead:
        same = day.isoweekday() == weekday and abs((day - ahead[0][0]).days) <= _APART
        near = context.expression.start - at < _TOLD and not _left(day, at, anchor, context)
        if same and near and not _beforehand(at, context):
            return day, _BEFORE
    return _within(weekday, context, anchor)


def _beforehand(at: int, context: Context) -> bool:
    """``on 3 October. Tickets go on sale on Friday``, ``der Sieger der Partie, die am Samstag beginnt``: whether the weekday is that
    of something that comes before the day named at an offset, or of another thing in a clause of its own."""
    if context.expression is None:
        return False
    low, high = context.sentence
    sold, not_sold = said(context.language, "beforehand"), said(context.language, "beforehand_not")
    if sold is not None and sold.search(context.text, low, high) is not None:
        return not_sold is None or not_sold.search(context.text, low, high) is None
    relative = said(context.language, "relative")
    start = context.expression.start
    return relative is not None and low <= at < start and relative.search(context.text, max(low, at), start) is not None


def _left(day: date, at: int, anchor: date, context: Context) -> bool:
    """Whether the text has gone on from a day ahead to a nearer one."""
    return context.last_at > at and context.last_day is not None and anchor <= context.last_day < day


def _within(weekday: int, context: Context, anchor: date) -> tuple[date, str] | None:
    """The day on that weekday in the days from one to another that were named just before, where only one of them falls on it."""
    if context.stretch is None or context.expression is None:
        return None
    first, last, at = context.stretch
    day = weekday_near(first, weekday, 1)
    if not anchor < day <= last or (last - first).days >= _WEEK or context.expression.start - at >= _TOLD:
        return None
    return None if limits(context.text, context.expression.start, context.language) else (day, _INSIDE)
