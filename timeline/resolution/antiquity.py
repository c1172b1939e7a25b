"""Years before Christ: they lie outside Python's calendar, so they are kept as text (TIMEX3 ``BC0201``, EDTF ``-0200``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeline.model import Timex
from timeline.resolution.anchor import NO_ANCHOR, Context, Outcome

Parts = Mapping[str, Any]
_FIGURES = {"year": 4, "decade": 3, "century": 2}
"""How many figures of a year name one of these."""
_REASON = "before the year 1: no calendar date"


def read_year(parts: Parts, year: int | None, context: Context) -> Outcome:
    """A day, month, season or year before Christ; later expressions of a narrative are counted from it."""
    if year is None:
        return Outcome(Timex("DATE", ""), reason=NO_ANCHOR)
    context.before_christ = year
    text = f"BC{year:04d}"
    edtf = f"-{year - 1:04d}" if year > 1 else "0000"
    if "season" in parts:
        text += f"-{parts['season'][:2]}"
    elif "month" in parts:
        text += f"-{parts['month']:02d}"
        edtf += f"-{parts['month']:02d}"
        if "day" in parts:
            text += f"-{parts['day']:02d}"
            edtf += f"-{parts['day']:02d}"
    return Outcome(Timex("DATE", text, mod=parts.get("part", "")), edtf=edtf, reason=_REASON)


def completed(parts: Parts, context: Context) -> Parts:
    """The parts with the year before Christ that a narrative speaks of, where they say no year or only its number."""
    spoken = context.before_christ
    if spoken is None or not context.narrative or "era" in parts or "short" in parts or "deixis" in parts:
        return parts
    if "year" not in parts and ("month" in parts or "season" in parts):
        return {**parts, "year": spoken, "era": "BC"}
    if "year" in parts and "month" not in parts and parts["year"] < 1000 and abs(parts["year"] - spoken) <= 100:
        return {**parts, "era": "BC"}
    return parts


def counted(unit: str, by: float, context: Context) -> Outcome | None:
    """``one year later``, ``in the next decade``, counted from a year before Christ; none when no such year is spoken of."""
    if context.before_christ is None or unit not in _FIGURES or not context.narrative:
        return None
    figures = _FIGURES[unit]
    number = context.before_christ // 10 ** (4 - figures) - int(by)
    if unit == "year":
        return read_year({}, number, context) if number > 0 else None
    return Outcome(Timex("DATE", f"BC{number:0{figures}d}"), reason=_REASON, spoken_of=False) if number >= 0 else None


def undated(unit: str, context: Context) -> Outcome | None:
    """``that same day`` in a narrative of a year before Christ: the year is known, the day is not; none in later times."""
    if context.before_christ is None or not context.narrative:
        return None
    text = f"BC{context.before_christ:04d}" + ("-XX-XX" if unit == "day" else "")
    return Outcome(Timex("DATE", text), reason=_REASON, spoken_of=False)
