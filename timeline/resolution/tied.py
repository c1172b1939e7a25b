"""Whether a date is counted from something that the sentence only names: ``zwei Tage nach der Wahl``, ``am Vorabend der Messe``."""

from __future__ import annotations

import re
from functools import cache

from timeline import languages
from timeline.resolution.anchor import Context

TIED = "counted from something whose date is not said here"


@cache
def said(language: str, name: str) -> re.Pattern[str] | None:
    """A language's pattern of what ties a date to something else, by its name; none where it has no such."""
    source = languages.load(language, "resolution").get("tied", {}).get(name)
    return re.compile(source) if source else None


def tied(context: Context, name: str) -> bool:
    """Whether the words behind the expression tie it to something; ``name`` is ``duration``, ``compared`` (``later than planned``), ``after`` (``the day after the vote``), ``beside`` (a neighbouring day) or ``whole`` (a week or year that is told which it is)."""
    pattern = said(context.language, name)
    if pattern is None or context.expression is None:
        return False
    return pattern.match(context.text, context.expression.end) is not None


def on_named_day(context: Context) -> bool:
    """``bis 20. Mai, am Lauftag ab 9 Uhr``: whether an hour is of a day, or of days, that only their event names.

    One such day may be the one that the sentence before has told; several never are.
    """
    names = ("named_day", "named_days") if context.day is not None else ("named_days",)
    patterns = [found for name in names if (found := said(context.language, name)) is not None]
    if context.expression is None:
        return False
    low, high = max(context.sentence[0], context.last_at), context.expression.start
    return any(pattern.search(context.text, low, high) is not None for pattern in patterns)
