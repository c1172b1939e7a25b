"""The fast prefilter: where in a text a word or number of time stands, and the stretch around it worth a closer look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

REACH = 56
"""Characters on each side of a trigger that its expression may reach to."""

_DIGITS = re.compile(r"\d+(?:[.:/’'-]\d+)*")
_NEXT = re.compile(r"\.?[\s\u00a0]?([^\W\d_]{1,2})(?![^\W\d_])")
_WORTHY = re.compile(
    r"[12]\d{3}(?:[^\d].*)?|\d{1,2}[.:]\d\d(?:[.:]\d\d)?|\d{1,2}[./-]\d{1,2}([./-]\d+)?(?:-\d\d?/\d\d?(?:/\d+)?)?|\d{1,2}"
)


class Prefilter:
    """Finds the trigger words of a language and the digits that can be part of a date."""

    def __init__(self, words: Iterable[str]) -> None:
        self._long = AhoCorasick(
            sorted(w for w in words if len(w) > 2 or not w.isalpha()), matchkind=MatchKind.LeftmostLongest
        )
        self._short = frozenset(w for w in words if len(w) <= 2)

    def hits(self, text: str) -> list[tuple[int, int]]:
        """Spans of trigger words (whole words only) and of likely numbers, in order."""
        length = len(text)
        spans = [
            (start, end)
            for _, start, end in self._long.find_matches_as_indexes(text)
            if not (start and text[start - 1].isalpha()) and not (end < length and text[end].isalpha())
        ]
        for match in _DIGITS.finditer(text):
            start, end = match.span()
            if self._beside_short(text, start, end) or (
                (end - start > 2 or text[start - 1 : start] in "'’") and _WORTHY.fullmatch(match.group())
            ):
                spans.append((start, end))
        spans.sort()
        return spans

    def _beside_short(self, text: str, start: int, end: int) -> bool:
        """Whether a trigger too short to be looked for on its own stands beside a number (``5 h``, ``9 pm``, ``490 BC``, ``KW 49``)."""
        word = _NEXT.match(text, end)
        return (word is not None and word[1] in self._short) or text[max(start - 3, 0) : start].strip() in self._short


def windows(text: str, prefilter: Prefilter) -> Iterator[tuple[int, int]]:
    """Stretches of ``text`` that hold a trigger, widened by :data:`REACH` to whole words; none overlaps another."""
    low = high = -1
    length = len(text)
    for start, end in prefilter.hits(text):
        if start - REACH > high:
            if high >= 0:
                yield low, high
            low = _left(text, max(start - REACH, 0))
        high = max(high, _right(text, min(end + REACH, length)))
    if high >= 0:
        yield low, high


def _left(text: str, at: int) -> int:
    """The next word's beginning at or after ``at`` (a very long word is cut)."""
    if at == 0 or text[at - 1].isspace():
        return at
    for index in range(at, min(at + REACH, len(text))):
        if text[index].isspace():
            return index
    return at


def _right(text: str, at: int) -> int:
    """The last word's end at or before ``at``."""
    if at == len(text) or text[at].isspace():
        return at
    for index in range(at, max(at - REACH, 0), -1):
        if text[index - 1].isspace():
            return index
    return at
