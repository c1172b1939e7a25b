"""Finds the rows a draft may belong to without comparing it with all of them.

Rows lie in buckets of weeks (and of years), and in each bucket under the words they could agree by: what they are,
their title, place and participants. A draft looks into the buckets around its date and compares itself only with the
rows that share most words with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from timeline.model import Moment
from timeline.table.identity import Signature

CANDIDATES = 16
"""Rows a draft is compared with at most."""
BARELY = 4
"""How many of them may share one word only."""
CROWDED = 400
"""A word under which a bucket holds more rows than this tells them apart no longer."""
FINE = 31
"""Days up to which a date lies in weeks; what is longer lies in years."""
SEASON = 100
_KEY = 6
_LONG = 8
"""A word this long may be, or end, a compound."""
_YEARS = 12


class Index:
    """Rows by bucket and word; a row is the number its owner gives it."""

    def __init__(self) -> None:
        self._weeks: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._years: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._long: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))

    def add(self, row: int, signature: Signature) -> None:
        """Files a row under its date and words; a row may be filed again when it has got new ones."""
        if signature.span is None:
            return
        first, last = signature.span
        words = keys(signature)
        if last - first < FINE and not signature.when.recurrence:
            _file(self._weeks, _weeks(first, last), words, row)
        else:
            _file(self._long, _years(first, last), words, row)
        _file(self._years, _years(first, last), words, row)

    def candidates(self, signature: Signature) -> list[int]:
        """The rows that share most words with a draft in the buckets around its date, best first, of two alike the newer one."""
        if signature.span is None:
            return []
        first, last = signature.span
        words = keys(signature)
        found: Counter[int] = Counter()
        years = _years(first, last)
        if last - first < SEASON:
            _count(self._weeks, _weeks(first - 7, last + 7), words, found)
            _count(self._long, years, words, found)
        else:
            _count(self._years, years, words, found)
        if signature.moving:
            _count(self._years, range(years.start - 1, years.stop + 1), words, found)
        best = sorted(found.items(), key=lambda item: (-item[1], -item[0]))[:CANDIDATES]
        return [row for number, (row, common) in enumerate(best) if common > 1 or number < BARELY]

    def named(self, stems: frozenset[str], published: Moment | None) -> list[int]:
        """The rows of this year and the next that a sentence may name, best first."""
        if published is None:
            return []
        found: Counter[int] = Counter()
        words = sorted({stem[:_KEY] for stem in stems})
        _count(self._years, (published.year, published.year + 1), words, found)
        return [row for row, _ in sorted(found.items(), key=lambda item: (-item[1], -item[0]))[:CANDIDATES]]


def keys(signature: Signature) -> list[str]:
    """What a draft can be found by: what it is, and the beginnings of its words and the ends of those in its title.

    A draft whose title says nothing is found by what its sentences speak of.
    """
    said = signature.words | signature.places | signature.people
    topics = signature.concepts | signature.topics
    if signature.weak:
        said |= signature.context
        topics |= signature.hints
    words = {word[:_KEY] for word in said | (frozenset() if signature.concepts else signature.heads)}
    ends = {f"-{word[-_KEY:]}" for word in signature.words if len(word) >= _LONG}
    return sorted(words | ends | {f"#{concept}" for concept in topics})


def _weeks(first: int, last: int) -> range:
    return range((first - 1) // 7, (last - 1) // 7 + 1)


def _years(first: int, last: int) -> range:
    start = date.fromordinal(max(1, first)).year
    return range(start, min(date.fromordinal(last).year, start + _YEARS) + 1)


def _file(buckets: dict[int, dict[str, list[int]]], where: Iterable[int], words: list[str], row: int) -> None:
    for bucket in where:
        by_word = buckets[bucket]
        for word in words:
            rows = by_word[word]
            if not rows or rows[-1] != row:
                rows.append(row)


def _count(
    buckets: dict[int, dict[str, list[int]]], where: Iterable[int], words: list[str], found: Counter[int]
) -> None:
    seen: dict[str, set[int]] = {}
    for bucket in where:
        by_word = buckets.get(bucket)
        if by_word is None:
            continue
        for word in words:
            rows = by_word.get(word, ())
            if rows and len(rows) <= CROWDED:
                seen.setdefault(word, set()).update(rows)
    for rows_of_word in seen.values():
        found.update(rows_of_word)
