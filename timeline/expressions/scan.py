"""The fast prefilter: where in a text a word or number of time stands, and the stretch around it worth a closer look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

REACH = 64
"""Characters: what is longer and has no blank is no word."""

_DIGITS = re.compile(
    r"""\d  # by itself, so that the engine skips to the next digit
    (?: (?<!\.\d) \d? \. [ \u00a0] \d{1,2} \. (?!\d) (?: [ \u00a0] \d\d (?![\d.:]) )?
      | \d* (?: [.:/’'-] \d+ )*
    )""",
    re.VERBOSE,
)
"""A number with what joins others to it; a day and month with a blank between them."""
_NEXT = re.compile(r"(?:(?<=0)s)?\.?[\s\u00a0]?([^\W\d_]{1,2})(?![^\W\d_])")
_WORTHY = re.compile(
    r"[12]\d{3}(?:[^\d].*)?|\d{1,2}[.:]\d\d(?:[.:]\d\d)?|\d{1,2}\.\s\d{1,2}\.(?:\s\d\d)?|\d{1,2}[./-]\d{1,2}([./-]\d+)?(?:-\d\d?/\d\d?(?:/\d+)?)?|\d{1,2}"
)


class Prefilter:
    """Finds the trigger words of a language and the digits that can be part of a date."""

    def __init__(self, words: Iterable[str], sought: frozenset[str] = frozenset()) -> None:
        """``sought`` are the words that are looked for on their own however short they are ("an", the French year)."""
        self._long = AhoCorasick(
            sorted(w for w in words if len(w) > 2 or not w.isalpha() or w in sought),
            matchkind=MatchKind.LeftmostLongest,
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
            long = end - start > 2 or text[start - 1 : start] in "'’"
            if (long and _WORTHY.fullmatch(text, start, end)) or self._beside_short(text, start, end):
                spans.append((start, end))
        spans.sort()
        return spans

    def _beside_short(self, text: str, start: int, end: int) -> bool:
        """Whether a trigger too short to be looked for on its own stands beside a number (``5 h``, ``9 pm``, ``490 BC``, ``KW 49``)."""
        word = _NEXT.match(text, end)
        return (word is not None and word[1] in self._short) or text[max(start - 3, 0) : start].strip() in self._short


def windows(text: str, prefilter: Prefilter, carries: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Stretches of ``text`` around its triggers that an expression can fill, and one word more on each side.

    ``carries`` says of what stands between two blanks whether an expression can go on through it. No stretch overlaps another.
    """
    low = high = known = -1
    for start, end in prefilter.hits(text):
        if end <= known:
            continue
        if start >= high:
            begin = _left(text, start, carries)
            if begin >= high:
                if high >= 0:
                    yield low, high
                low = begin
        known, high = _right(text, end, carries)
    if high >= 0:
        yield low, high


def _left(text: str, at: int, carries: Callable[[str], bool]) -> int:
    """Where the stretch begins that holds the trigger at ``at``."""
    if at and not text[at - 1].isspace():
        at -= len(text[max(at - REACH, 0) : at].rsplit(None, 1)[-1])
    while at:
        low = max(at - REACH, 0)
        words = text[low:at].rstrip()
        if not words or text.count("\n", low + len(words), at) > 1:
            break
        word = words.rsplit(None, 1)[-1]
        if low and len(word) == len(words):
            break
        if not carries(word):
            # A plain word ends the stretch; what has marks on it may end in words of time.
            return at if word.isalpha() else low + len(words) - len(word)
        at = low + len(words) - len(word)
    return at


def _right(text: str, at: int, carries: Callable[[str], bool]) -> tuple[int, int]:
    """Up to where the stretch goes on that holds the trigger which ends at ``at``, and where the word behind it ends."""
    if at < len(text) and not text[at].isspace():
        at += len(text[at : at + REACH].split(None, 1)[0])
    known = at
    while at < len(text):
        after = text[at : at + REACH]
        words = after.lstrip()
        start = at + len(after) - len(words)
        if not words or text.count("\n", at, start) > 1:
            break
        word = words.split(None, 1)[0]
        at = start + len(word)
        if not carries(word):
            break
        known = at
    return known, at
