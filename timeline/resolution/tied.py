"""Whether a date is counted from something that the sentence only names: ``zwei Tage nach der Wahl``, ``am Vorabend der Messe``."""

from __future__ import annotations

import re
from functools import cache

from timeline import languages
from timeline.resolution.anchor import Context

_REACH = 200
"""Characters behind a day in which an hour is of it."""
TIED = "counted from something whose date is not said here"


@cache
def said(language: str, name: str) -> re.Pattern[str] | None:
    """A language's pattern of what ties a date to something else, by its name; none where it has no such."""
    source = languages.load(language, "resolution").get("tied", {}).get(name)
    return re.compile(source) if source else None


def tied(context: Context, name: str) -> bool:
    """Whether the words behind the expression tie it to something, as the pattern ``name`` of the language has it.

    ``duration``, ``compared`` (``later than planned``), ``after`` (``the day after the vote``), ``beside`` (a neighbouring day),
    ``whole`` (a week or year that is told which it is), ``told_weekday_not`` (``on the Sunday before the race``).
    """
    pattern = said(context.language, name)
    if pattern is None or context.expression is None:
        return False
    return pattern.match(context.text, context.expression.end) is not None


def on_named_day(context: Context) -> bool:
    """``bis 20. Mai, am Lauftag ab 9 Uhr``: whether an hour is of a day, or of days, that only their event names.

    One such day may be the only one that the text has told of so far; several never are.
    """
    if context.expression is None:
        return False
    low, high = max(context.sentence[0], context.last_at), context.expression.start
    named, several = said(context.language, "named_day"), said(context.language, "named_days")
    if several is not None and several.search(context.text, low, high) is not None:
        return True
    if named is None or named.search(context.text, low, high) is None:
        return False
    days = {day for day, _ in context.named}
    return context.day is not None or days != {context.last_day}


def after_tied(context: Context) -> bool:
    """``Zwei Tage vor der Wahl treffen sie sich. Sie beginnen um 18 Uhr``: whether an hour is of such a day, told last."""
    if context.expression is None or context.narrative or context.tied_at <= context.last_at:
        return False
    near = (
        context.expression.start - context.tied_at < _REACH
        and context.text.find("\n", context.tied_at, context.expression.start) < 0
    )
    return near and (context.day is None or context.tied_at >= context.sentence[0])
