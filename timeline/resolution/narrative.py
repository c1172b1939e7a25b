"""The year a narrative has reached: what a day or month without a year is read in.

A history tells its dates in order and names the year now and then. A year in passing ("until 1929", or in brackets) does not
move the story; a heading with one year ("1914") holds for every paragraph under it; a month long before the last one told
is one of the year after. A year gone by in the pluperfect is looked back on, and the story goes on where it was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from timeline import languages
from timeline.model import Expression, Precision
from timeline.resolution.arithmetic import Interval, as_date

_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d)(?!\d)")
_HEADING = 70
"""Characters: a line no longer than this, without a full stop, is a heading."""
_OPENING = 30
"""Characters of a sentence within which a year by itself opens what is told next."""
_CLAUSE_MARKS = (",", ";", ":", "–", "(")
_BRACKET = 80
TURN = 8
"""Months: one that lies so far before the last one told belongs to the next year."""
_COARSE = (Precision.YEAR, Precision.SEASON, Precision.QUARTER, Precision.HALF)


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int
    end: int
    year: int | None
    """None where it names no year or several."""


class Thread:
    """Where the narrative ``text`` stands: its dates are told in the order of their offsets."""

    def __init__(self, text: str, language: str = "") -> None:
        self.text = text
        self._flashback = _flashback(language)
        self._until = _until(language)
        self.year: int | None = None
        self.month: int | None = None
        self.at = 0
        self._headings = tuple(_headings(text))
        self._starts = [heading.start for heading in self._headings]

    def year_of(self, month: int, expression: Expression, sentence: tuple[int, int]) -> int | None:
        """The year of a month without one; none when no year has been told yet."""
        start = expression.start
        home = self._home(start)
        if home is not None and self.text.find("\n", self.at, start) >= 0:
            self.year, self.month = home, (self.month if self.year == home else None)
        if self.year is not None and self.month is not None and self.month - month >= TURN:
            return self.year + (not self._looks_back(expression, sentence))
        return self.year

    def move(self, expression: Expression, interval: Interval, sentence: tuple[int, int]) -> None:
        """Goes on to a date that has been read; ``sentence`` is the span of its sentence."""
        first = as_date(interval.start)
        coarse = interval.precision in _COARSE
        said = "year" in expression.parts or "short" in expression.parts or "stamp" in expression.parts
        heading = self._above(expression.start)
        first_below = heading is not None and self.at <= heading.start
        self.at = expression.end
        if self.year is not None and not self._heading_at(expression.start):
            opening = first_below or expression.start - sentence[0] <= _OPENING
            if first.year < self.year and self._looks_back(expression, sentence):
                return
            if first.year > self.year and self._passes(expression, sentence):
                return
            if self.bracketed(expression.start) or (
                coarse and not (said and (opening or first.year == self._home(expression.start)))
            ):
                return
        # A whole year, or its beginning, says no month; "late 1914" and "autumn 1914" do.
        self.year, self.month = first.year, (None if coarse and first.month == 1 else first.month)

    def _above(self, start: int) -> _Heading | None:
        """The last heading that begins at or before ``start``."""
        number = bisect_right(self._starts, start)
        return self._headings[number - 1] if number else None

    def _home(self, start: int) -> int | None:
        heading = self._above(start)
        return heading.year if heading else None

    def _heading_at(self, start: int) -> bool:
        heading = self._above(start)
        return heading is not None and start < heading.end

    def _looks_back(self, expression: Expression, sentence: tuple[int, int]) -> bool:
        """Whether its clause, or the main clause, tells of what had been before: the story does not go back with it."""
        if self._flashback is None:
            return False
        inside, main = self._flashback
        if main.search(self.text, *sentence):
            return True
        low = max(self.text.rfind(mark, sentence[0], expression.start) for mark in _CLAUSE_MARKS)
        ends = [at for mark in _CLAUSE_MARKS if (at := self.text.find(mark, expression.end, sentence[1])) >= 0]
        return inside.search(self.text, max(low, sentence[0]), min(ends, default=sentence[1])) is not None

    def _passes(self, expression: Expression, sentence: tuple[int, int]) -> bool:
        """Whether a later year only closes what is told (``it lasted until the fall of the city in May 1945``)."""
        if self._until is None:
            return False
        low = max(self.text.rfind(mark, sentence[0], expression.start) for mark in _CLAUSE_MARKS)
        return self._until.search(self.text, max(low, sentence[0]), expression.start) is not None

    def bracketed(self, start: int) -> bool:
        """Whether an expression at offset ``start`` stands in brackets."""
        low = max(start - _BRACKET, 0)
        return self.text.rfind("(", low, start) > self.text.rfind(")", low, start)


@cache
def _until(language: str) -> re.Pattern[str] | None:
    cue = languages.load(language, "resolution").get("narrative", {}).get("until")
    return re.compile(cue) if cue else None


@cache
def _flashback(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    cues = languages.load(language, "resolution").get("narrative")
    return (re.compile(cues["flashback"]), re.compile(cues["flashback_main"])) if cues and "flashback" in cues else None


def _headings(text: str) -> Iterator[_Heading]:
    at = 0
    for line in text.split("\n"):
        stripped = line.strip().rstrip('"”“»«')
        if stripped and len(stripped) < _HEADING and stripped[-1] not in ".;:,!?":
            years = set(_YEAR.findall(stripped))
            yield _Heading(at, at + len(line), int(years.pop()) if len(years) == 1 else None)
        at += len(line) + 1
