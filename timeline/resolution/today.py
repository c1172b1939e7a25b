"""Whether ``today`` is the day of publication or these days in general (TIMEX3 ``PRESENT_REF``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from timeline import languages
from timeline.resolution.anchor import Context

_LONG = 4000
_SHORT = 1000
"""Characters: longer texts are essays more often than reports, shorter ones too short to show which they are."""


@dataclass(frozen=True, slots=True)
class _Cues:
    before: re.Pattern[str]
    after: re.Pattern[str]
    daily: re.Pattern[str]
    bounded: re.Pattern[str]
    """``bis``, ``ab``: what ends or begins on a day."""


@cache
def _cues(language: str) -> _Cues | None:
    data = languages.load(language, "resolution").get("today")
    if not data:
        return None
    return _Cues(
        re.compile(f"(?:{data['before']})$"),
        re.compile(data["after"]),
        re.compile(data["daily"]),
        re.compile(f"(?:{data['bounded']})$"),
    )


def said_generically(context: Context) -> bool:
    """Whether the words around it make it a general one (``auch heute noch``), or the text tells of the past."""
    if context.narrative:
        return True
    cues, expression = _cues(context.language), context.expression
    if cues is None or expression is None:
        return False
    before = context.text[max(expression.start - 20, 0) : expression.start]
    if cues.bounded.search(before):
        return False
    if not (cues.before.search(before) or cues.after.match(context.text, expression.end)):
        return False
    # Beside another day or an hour it is the day ("heute noch, spätestens morgen früh").
    return cues.daily.search(context.text, *context.sentence) is None


def written_generically(context: Context) -> bool:
    """Whether the text is long, or speaks of no other day near its publication: then ``today`` seldom means one day."""
    cues = _cues(context.language)
    if cues is None or len(context.text) < _SHORT or context.expression is None:
        return False
    if cues.bounded.search(context.text[max(context.expression.start - 20, 0) : context.expression.start]):
        return False
    if len(context.text) > _LONG:
        return True
    if context.daily is None:
        context.daily = cues.daily.search(context.text) is not None
    return not context.daily
