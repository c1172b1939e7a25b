"""Finds the rows a draft may belong to without comparing it with all of them.

Rows lie in buckets of weeks (and of years), and in each bucket under the words they could agree by: what they are,
their title, place and participants. A draft looks into the buckets around its date and compares itself only with the
rows that share most words with it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from timeline.model import Moment
from timeline.table.identity import Signature

CANDIDATES = 16
"""Rows a draft is compared with at most."""
BARELY = 4
"""How many of them may share one word only."""
LINKED = 8
"""Rows of its own story that a draft is compared with at most."""
CROWDED = 400
"""A word under which a bucket holds more rows than this tells them apart no longer."""
FINE = 31
"""Days up to which a date lies in weeks; what is longer lies in years."""
SEASON = 100
_KEY = 6
_LONG = 8
"""A word this long may be, or end, a compound."""
_YEARS = 12
_NOTHING: Mapping[str, Sequence[int]] = MappingProxyType({})


class Layer(StrEnum):
    """How dates are cut into buckets."""

    WEEKS = "weeks"
    """Dates of days and weeks, by week."""
    LONG = "long"
    """Longer ones and recurring ones, by year."""
    YEARS = "years"
    """All, by year."""


@dataclass(frozen=True, slots=True)
class Filing:
    """That a row can be found from ``first`` to ``last`` (days as ordinals, inclusive) under ``words``."""

    row: int
    first: int
    last: int
    long: bool
    """Whether it lies in years rather than weeks."""
    words: tuple[str, ...]

    def buckets(self, layer: Layer) -> range:
        """The buckets of a layer that it lies in."""
        if layer is Layer.YEARS or (layer is Layer.LONG and self.long):
            return _years(self.first, self.last)
        return _weeks(self.first, self.last) if layer is Layer.WEEKS and not self.long else range(0)


class Index:
    """Rows by bucket and word; a row is the number its owner gives it."""

    def __init__(self, filed: Callable[[Layer, int], Iterable[Filing]] | None = None) -> None:
        """``filed`` gives what was filed in a bucket before; it is asked once for each bucket that is looked into."""
        self._filed = filed
        self._layers: dict[Layer, dict[int, dict[str, list[int]]]] = {layer: {} for layer in Layer}
        self._opened: set[tuple[Layer, int]] = set()

    def add(self, row: int, signature: Signature, documents: Sequence[str] = ()) -> Filing | None:
        """Files a row under its date, words and documents, and says where; a row may be filed again when it has got new ones."""
        if signature.span is None:
            return None
        first, last = signature.span
        long = last - first >= FINE or bool(signature.when.recurrence)
        filing = Filing(row, first, last, long, (*keys(signature), *_told(documents)))
        for layer, buckets in self._layers.items():
            for bucket in filing.buckets(layer):
                _enter(buckets.setdefault(bucket, {}), filing)
        return filing

    def candidates(self, signature: Signature) -> list[int]:
        """The rows that share most words with a draft in the buckets around its date, best first, of two alike the newer one."""
        if signature.span is None:
            return []
        first, last = signature.span
        words = keys(signature)
        found: Counter[int] = Counter()
        years = _years(first, last)
        if last - first < SEASON:
            self._count(Layer.WEEKS, _weeks(first - 7, last + 7), words, found)
            self._count(Layer.LONG, years, words, found)
        else:
            self._count(Layer.YEARS, years, words, found)
        if signature.moving:
            self._count(Layer.YEARS, range(years.start - 1, years.stop + 1), words, found)
        best = sorted(found.items(), key=lambda item: (-item[1], -item[0]))[:CANDIDATES]
        rows = [row for number, (row, common) in enumerate(best) if common > 1 or number < BARELY]
        return list(dict.fromkeys((*self._versions(signature, years), *rows)))

    def beside(self, signature: Signature, documents: Iterable[str]) -> list[int]:
        """The rows around the date of a draft that most of these documents tell of, best first."""
        if signature.span is None:
            return []
        found: Counter[int] = Counter()
        words = sorted(_told(documents))
        self._count(Layer.WEEKS, _weeks(*signature.span), words, found)
        self._count(Layer.LONG, _years(*signature.span), words, found)
        return [row for row, _ in sorted(found.items(), key=lambda item: (-item[1], -item[0]))[:LINKED]]

    def named(self, stems: frozenset[str], published: Moment | None) -> list[int]:
        """The rows of this year and the next that a sentence may name, best first."""
        if published is None:
            return []
        found: Counter[int] = Counter()
        words = sorted({stem[:_KEY] for stem in stems})
        self._count(Layer.YEARS, (published.year, published.year + 1), words, found)
        return [row for row, _ in sorted(found.items(), key=lambda item: (-item[1], -item[0]))[:CANDIDATES]]

    def _versions(self, signature: Signature, years: range) -> list[int]:
        """The rows of earlier versions of a calendar entry, wherever in these years and those beside them they lie."""
        found: Counter[int] = Counter()
        self._count(Layer.YEARS, range(years.start - 1, years.stop + 1), _entries(signature), found)
        return sorted(found)

    def _count(self, layer: Layer, where: Iterable[int], words: Sequence[str], found: Counter[int]) -> None:
        seen: dict[str, set[int]] = {}
        for bucket in where if words else ():
            by_word = self._open(layer, bucket)
            for word in words:
                rows = by_word.get(word, ())
                if rows and len(rows) <= CROWDED:
                    seen.setdefault(word, set()).update(rows)
        for rows_of_word in seen.values():
            found.update(rows_of_word)

    def _open(self, layer: Layer, bucket: int) -> Mapping[str, Sequence[int]]:
        """A bucket with what was filed in it before."""
        if self._filed is None:
            return self._layers[layer].get(bucket, _NOTHING)
        by_word = self._layers[layer].setdefault(bucket, {})
        if (layer, bucket) not in self._opened:
            self._opened.add((layer, bucket))
            for filing in self._filed(layer, bucket):
                _enter(by_word, filing)
        return by_word


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
    return sorted(words | ends | {f"#{concept}" for concept in topics}) + _entries(signature)


def _entries(signature: Signature) -> list[str]:
    return [f"@{uid}" for uid in sorted(signature.entries)]


def _told(documents: Iterable[str]) -> list[str]:
    return [f"@{name}" for name in documents]


def _weeks(first: int, last: int) -> range:
    return range((first - 1) // 7, (last - 1) // 7 + 1)


def _years(first: int, last: int) -> range:
    start = date.fromordinal(max(1, first)).year
    return range(start, min(date.fromordinal(last).year, start + _YEARS) + 1)


def _enter(by_word: dict[str, list[int]], filing: Filing) -> None:
    """Puts a row into the sorted lists of its words, once."""
    for word in filing.words:
        rows = by_word.setdefault(word, [])
        if not rows or rows[-1] < filing.row:
            rows.append(filing.row)
        elif rows[at := bisect_left(rows, filing.row)] != filing.row:
            rows.insert(at, filing.row)
