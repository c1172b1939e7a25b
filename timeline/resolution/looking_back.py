"""Days that a report looks back on: what it tells next goes on from the day before them.

``On Friday they agreed. The talks had begun on Thursday. In the afternoon they met the press``: the afternoon is Friday's.
"""

from __future__ import annotations

import re
from functools import cache

from timeline import languages
from timeline.model import Expression

_HEAD = re.compile(r"\W*(?:\w+\s+){0,2}")
_MARK = re.compile(r"[,;:–—()“”„\"]")


def looked_back_until(text: str, day: Expression, sentence: tuple[int, int], language: str) -> int:
    """Where it ends that tells of what had been before on ``day``, as an offset into ``text``; -1 where nothing does.

    A day counted back from the one spoken of (``elf Tage zuvor``) lies before it by itself. One that opens its sentence opens
    what is told next as well (``Am Montag hatten sie …``).
    """
    if _HEAD.fullmatch(text, sentence[0], day.start):
        return -1
    clause = _clause(text, (day.start, day.end), sentence)
    if day.parts.get("ago") == "then-1" or looks_back(text, clause, language):
        return clause[1] if text[sentence[0] : clause[0]].strip() else sentence[1]
    return -1


def goes_back(text: str, span: tuple[int, int], sentence: tuple[int, int], language: str) -> bool:
    """Whether the clause around ``span`` is itself told in the pluperfect."""
    return looks_back(text, _clause(text, span, sentence), language)


def looks_back(text: str, clause: tuple[int, int], language: str) -> bool:
    """Whether a clause is told in the pluperfect."""
    pluperfect = _pluperfect(language)
    return pluperfect is not None and pluperfect.search(text, *clause) is not None


def _clause(text: str, span: tuple[int, int], sentence: tuple[int, int]) -> tuple[int, int]:
    """The stretch between the nearest marks."""
    low = max((mark.end() for mark in _MARK.finditer(text, sentence[0], span[0])), default=sentence[0])
    closing = _MARK.search(text, span[1], sentence[1])
    return low, closing.start() if closing else sentence[1]


@cache
def _pluperfect(language: str) -> re.Pattern[str] | None:
    cue = languages.load(language, "resolution").get("background", {}).get("pluperfect")
    return re.compile(cue) if cue else None
