"""Two weekdays of one sentence of which one is that of what the other was before: ``Vor dem Treffen am Freitag sprachen sie am Montag``."""

from __future__ import annotations

from datetime import date, timedelta

from timeline.model import Reading
from timeline.resolution.arithmetic import as_date
from timeline.resolution.tied import said

_INTRODUCTION = 90
"""Characters before a weekday in which its event is named."""


def awaited(
    reading: Reading, others: list[Reading], text: str, language: str, sentence: tuple[int, int]
) -> date | None:
    """The day that a weekday has to be on, which is read as one earlier than what was done before it; none where it is not.

    ``others`` are the further readings of its ``sentence``, whose offsets are into ``text``.
    """
    e, when = reading.expression, reading.when
    pattern = said(language, "before_it")
    if pattern is None or when is None or when.start is None or not _plain(reading):
        return None
    low = max(sentence[0], e.start - _INTRODUCTION)
    if pattern.search(text, low, e.start) is None:
        return None
    for other in others:
        done = other.when.start if other.when is not None and _plain(other) else None
        introduced = pattern.search(
            text, max(sentence[0], other.expression.start - _INTRODUCTION), other.expression.start
        )
        if done is not None and introduced is None and as_date(when.start) < as_date(done):
            return as_date(when.start) + timedelta(days=7)
    return None


def _plain(reading: Reading) -> bool:
    """Whether a weekday is said without anything that tells which week's it is."""
    return reading.expression.parts.keys() <= {"wd", "daypart", "compound"}
