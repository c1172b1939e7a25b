"""Blocking: finds the drafts that may tell of one event without comparing each with all the others.

Drafts lie in blocks: of weeks and of years by their date, and of years by each word of their names. In a block they are
found by the words they share. What is found in one block depends on that block alone, and on the order of telling.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from heapq import nlargest
from typing import NamedTuple, Protocol

from timeline.model import Moment, Value
from timeline.table.agreement import wide
from timeline.table.identity import Signature

CANDIDATES = 16
"""Drafts that one is compared with at most."""
BARELY = 8
"""How many of them may share one word only, as a rule."""
CROWDED = 400
"""A word under which a block holds more drafts than this tells them apart no longer."""
_SPARE = 128
"""How many more are kept under it all the same, to know whether they were too many already before some came."""
FINE = 31
"""Days up to which a date lies in weeks; what is longer lies in years."""
SEASON = 100
_BESIDE = 7
"""Days around a date in which another one of the same event may lie."""
AROUND = _BESIDE + 6
"""Days around a date that may lie in the weeks looked into for it."""
_KEY = 6
_LONG = 8
"""A word this long may be, or end, a compound."""
_YEARS = 12
_STATED = 1000
"""A calendar entry's own UID finds its other versions before all that words find."""
_ENTRY, _TOPIC, _END = "@", "#", "-"
"""What words are marked with that are no beginnings."""
_MARKS = frozenset({_TOPIC, _END})


class Ref(NamedTuple):
    """What a draft is known by; refs sort in the order of telling."""

    position: str
    """Where its document stands in that order (``Account.position``)."""
    number: int
    """Its number in the document's account."""


class Layer(StrEnum):
    """How dates are cut into blocks."""

    WEEKS = "weeks"
    """Dates of days and weeks, by week."""
    LONG = "long"
    """Longer ones and recurring ones, by year."""
    NAMES = "names"
    """All, by year and by each word of their names."""


class Address(NamedTuple):
    """Where a block lies."""

    layer: Layer
    bucket: int
    """The week (of seven days, counted from day 1) or the year."""
    name: str = ""
    """The word, where there is a block for each."""


@dataclass(frozen=True, slots=True)
class Filing(Value):
    """That a draft can be found from ``first`` to ``last`` (days as ordinals, inclusive)."""

    ref: Ref
    first: int
    last: int
    long: bool
    """Whether it lies in years rather than weeks."""
    words: tuple[str, ...]
    """What it is found by in a week or year."""
    names: tuple[str, ...]
    """What it is found by all over a year."""

    def buckets(self, layer: Layer) -> range:
        """The buckets of a layer that it lies in."""
        if layer is Layer.NAMES or (layer is Layer.LONG and self.long):
            return years(self.first, self.last)
        return _weeks(self.first, self.last) if layer is Layer.WEEKS and not self.long else range(0)

    def addresses(self) -> Iterator[tuple[Address, tuple[str, ...]]]:
        """Every block it lies in, with the words it has there."""
        for layer in (Layer.WEEKS, Layer.LONG):
            for bucket in self.buckets(layer):
                yield Address(layer, bucket), self.words
        for year in self.buckets(Layer.NAMES):
            for name in self.names:
                yield Address(Layer.NAMES, year, name), (name,)


@dataclass(frozen=True, slots=True)
class Seek(Value):
    """That a document looks for drafts from ``first`` to ``last`` (days as ordinals, inclusive)."""

    first: int
    last: int
    far: bool
    """Whether among all names of those years, rather than around a date."""
    words: tuple[str, ...]

    def meets(self, filing: Filing) -> bool:
        """Whether it may find what is filed there; never false where it does."""
        words = filing.names if self.far else filing.words
        if set(self.words).isdisjoint(words):
            return False
        if self.far or filing.long:
            here, there = years(self.first, self.last), years(filing.first, filing.last)
            return here.start < there.stop and there.start < here.stop
        return self.first <= filing.last + AROUND and filing.first - AROUND <= self.last


Bucket = tuple[Layer, int]
"""A bucket of a layer: its block, or the blocks of its names."""


class Shelf(Protocol):
    """What has been filed and linked before."""

    def filed(self, address: Address) -> Iterable[tuple[Ref, Sequence[str]]]:
        """What lies in a block, with its words there: for a block of one name the first ``CROWDED`` and one at most."""

    def kin(self, positions: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """By position the documents that share an event with one of these for sure, in the order of telling."""

    def fetch(self, positions: Iterable[str]) -> None:
        """Takes the accounts at positions at hand, all at once: they are about to be asked for."""


@dataclass(frozen=True, slots=True)
class View(Value):
    """What is seen of all that is filed."""

    before: str
    """Only what was told before this position."""
    without: frozenset[str] = frozenset()
    """Nothing of the documents at these positions."""

    def of(self, refs: Sequence[Ref]) -> Sequence[Ref]:
        """Those it sees of some drafts in the order of telling."""
        seen = refs[: bisect_left(refs, Ref(self.before, 0))]
        return [ref for ref in seen if ref.position not in self.without] if self.without else seen


class Arrivals:
    """Drafts that come amid others, by where they are filed."""

    def __init__(self, filed: Sequence[Filing]) -> None:
        self.documents = frozenset(one.ref.position for one in filed)
        self.few = len(filed) <= _SPARE // 2
        """Whether they are so few that a word which half of ``_SPARE`` have beyond ``CROWDED`` was too common without them, too."""
        self._places: dict[Address, dict[str, list[Ref]]] = {}
        for one in filed:
            for address, words in one.addresses():
                here = self._places.setdefault(address, {})
                for word in words:
                    here.setdefault(word, []).append(one.ref)

    def sharing(
        self, sought: Iterable[tuple[Address, Iterable[str]]], before: str
    ) -> dict[Bucket, dict[Ref, list[str]]]:
        """Those told before a position that have some of the words that are ``sought`` in a block, each with those words."""
        found: dict[Bucket, dict[Ref, list[str]]] = {}
        for address, words in sought:
            if here := self._places.get(address):
                for word in words:
                    for ref in here.get(word, ()):
                        if ref.position < before:
                            bucket = found.setdefault((address.layer, address.bucket), {})
                            bucket.setdefault(ref, []).append(word)
        return found


class Block:
    """Drafts by the words they share."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[Ref]] = {}

    def add(self, ref: Ref, words: Iterable[str]) -> None:
        """Files a draft, once."""
        for word in words:
            refs = self._by_word.get(word)
            if refs is None:
                self._by_word[word] = [ref]
            elif refs[-1] < ref:
                if len(refs) < CROWDED + _SPARE:
                    refs.append(ref)
            elif refs[at := bisect_left(refs, ref)] != ref:
                refs.insert(at, ref)
                del refs[CROWDED + _SPARE :]

    def shows(self, ref: Ref, words: Sequence[str], *, barely: int, view: View) -> bool:
        """Whether a draft that has come lately may be found by words that it has, or change what is found by them."""
        after: set[Ref] | None = None
        counted = 0
        for word in words:
            refs = self._by_word.get(word, ())
            end = bisect_left(refs, Ref(view.before, 0))
            if word[0] == _ENTRY or CROWDED < end <= CROWDED + _SPARE // 2:
                return True  # too many have the word, which may be so since it came
            if end <= CROWDED:
                later = refs[bisect_right(refs, ref) : end]
                after = set(later) if after is None else after.intersection(later)
                counted += 1
        return after is not None and len(after) < (barely if counted == 1 else CANDIDATES)

    def count(self, words: Iterable[str], found: Counter[Ref], view: View | None = None) -> None:
        """Adds to ``found`` how many of these words each draft in ``view`` has, but for words that too many have."""
        for word in words:
            refs: Sequence[Ref] = self._by_word.get(word, ())
            if view:
                refs = view.of(refs)
            if refs and len(refs) <= CROWDED:
                found.update(refs)
                if word[0] == _ENTRY:
                    found.update(dict.fromkeys(refs, _STATED))


class Index:
    """All blocks; those that others have filled are opened as they are looked into."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self._shelf = shelf
        self._blocks: dict[Bucket, Block] = {}
        """Those of all names of a year in one, which takes less room."""
        self._opened: set[Address] = set()

    def add(self, filing: Filing) -> None:
        """Files a draft in its blocks."""
        for address, words in filing.addresses():
            bucket = address.layer, address.bucket
            block = self._blocks.get(bucket)
            if block is None:
                block = self._blocks[bucket] = Block()
            block.add(filing.ref, words)

    def find(
        self, sought: Iterable[tuple[Address, Sequence[str]]], *, barely: int = BARELY, view: View | None = None
    ) -> list[Ref]:
        """The drafts that share most words, as ``best`` ranks them, among those in ``view`` (by default all)."""
        found: defaultdict[Bucket, Counter[Ref]] = defaultdict(Counter)
        for address, words in sought:
            bucket = address.layer, address.bucket
            if block := self._block(address, bucket):
                block.count(words, found[bucket], view)
        return best(found.values(), barely=barely)

    def buckets(self, filing: Filing) -> list[Bucket]:
        """The buckets of weeks and years that a draft lies in, all of which have been looked into."""
        found = [Address(layer, bucket) for layer in (Layer.WEEKS, Layer.LONG) for bucket in filing.buckets(layer)]
        for address in found:
            self._block(address, (address.layer, address.bucket))
        return [(address.layer, address.bucket) for address in found]

    def overlooks(self, shared: Mapping[Bucket, Mapping[Ref, list[str]]], *, barely: int, view: View) -> bool:
        """Whether drafts that have come, with the words they share with what is looked for, are not found, and take nobody's
        place: so many drafts with the same words come after each that none is left for it."""
        for bucket, refs in shared.items():
            block = self._blocks.get(bucket)
            if block is None:  # nothing was looked for there yet
                return False
            if any(block.shows(ref, words, barely=barely, view=view) for ref, words in refs.items()):
                return False
        return True

    def _block(self, address: Address, bucket: Bucket) -> Block | None:
        """What lies in a bucket, with what others have filed in one block of it."""
        if self._shelf and address not in self._opened:
            self._opened.add(address)
            block = self._blocks.setdefault(bucket, Block())
            for ref, words in self._shelf.filed(address):
                block.add(ref, words)
        return self._blocks.get(bucket)


def best(found: Iterable[Mapping[Ref, int]], *, barely: int = BARELY) -> list[Ref]:
    """The drafts worth comparing: those that share most words, best first, of two alike the later one.

    ``found`` has, for each bucket of a layer that was looked into, how many words each draft shares there; the bucket
    counts where that is most. No more than ``barely`` of them share one word only.
    """
    every = list(found)
    several: dict[Ref, int] = {}
    for counts in every:
        for ref, count in [one for one in counts.items() if one[1] > 1]:
            if count > several.get(ref, 1):
                several[ref] = count
    ranked = [ref for _, ref in nlargest(CANDIDATES, [(count, ref) for ref, count in several.items()])]
    if len(ranked) < barely:
        single = set[Ref]().union(*every).difference(several)
        ranked += nlargest(barely - len(ranked), single)
    return ranked


def filing(ref: Ref, signature: Signature) -> Filing | None:
    """Where a draft can be found; nowhere without a date."""
    if signature.span is None:
        return None
    first, last = signature.span
    long = last - first >= FINE or bool(signature.when.recurrence)
    return Filing(ref, first, last, long, keys(signature), names(signature))


def around(signature: Signature) -> Iterator[tuple[Address, tuple[str, ...]]]:
    """The blocks in which drafts of the same event may lie, with the words to look for: those around its date, and where
    that is long, has moved or may have, those that have its names."""
    if signature.span is None:
        return
    first, last = signature.span
    here = years(first, last)
    words = keys(signature)
    for year in here:
        yield Address(Layer.LONG, year), words
    if last - first < SEASON:
        for week in _weeks(first - _BESIDE, last + _BESIDE):
            yield Address(Layer.WEEKS, week), words
    wide = range(here.start - 1, here.stop + 1)
    if signature.moving:
        yield from _named(wide, sorted({*names(signature), *(word for word in words if word[0] not in _MARKS)}))
    else:
        yield from _named(wide, _entries(signature))
        if last - first >= SEASON:
            yield from _named(here, [name for name in names(signature) if not name.startswith(_ENTRY)])


def named(stems: frozenset[str], published: Moment | None) -> Iterator[tuple[Address, tuple[str, ...]]]:
    """The blocks with what a sentence of a document may name: of this year and the next."""
    if published is not None:
        yield from _named(range(published.year, published.year + 2), sorted({stem[:_KEY] for stem in stems}))


def keys(signature: Signature) -> tuple[str, ...]:
    """What a draft can be found by: what it is and what its sentence speaks of besides, and the beginnings of its words and
    the ends of those in its title.

    A draft whose title says nothing is found by the words of its sentences, too.
    """
    said = signature.words | signature.places | signature.people
    topics = wide(signature.concepts) | signature.topics | signature.hints
    if signature.weak:
        said |= signature.context
    words = {word[:_KEY] for word in said | (frozenset() if signature.concepts else signature.heads)}
    ends = {f"{_END}{word[-_KEY:]}" for word in signature.words if len(word) >= _LONG}
    return (*sorted(words | ends | {f"{_TOPIC}{concept}" for concept in topics}), *_entries(signature))


def names(signature: Signature) -> tuple[str, ...]:
    """What a draft can be found by wherever in a year it lies: the beginnings of the words of its title, place and people."""
    said = signature.heads | signature.words | signature.places | signature.people
    return (*sorted({word[:_KEY] for word in said}), *_entries(signature))


def years(first: int, last: int) -> range:
    """The years of a span of days."""
    start = date.fromordinal(max(1, first)).year
    return range(start, min(date.fromordinal(last).year, start + _YEARS) + 1)


def days(address: Address) -> tuple[int, int]:
    """The first and last day of a block's bucket."""
    if address.layer is Layer.WEEKS:
        return 7 * address.bucket + 1, 7 * address.bucket + 7
    year = min(max(address.bucket, date.min.year), date.max.year)
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()


def _named(buckets: Iterable[int], words: Iterable[str]) -> Iterator[tuple[Address, tuple[str, ...]]]:
    words = tuple(words)
    for year in buckets:
        for word in words:
            yield Address(Layer.NAMES, year, word), (word,)


def _entries(signature: Signature) -> tuple[str, ...]:
    return tuple(f"{_ENTRY}{uid}" for uid in sorted(signature.entries))


def _weeks(first: int, last: int) -> range:
    return range((first - 1) // 7, (last - 1) // 7 + 1)
