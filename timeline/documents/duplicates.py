"""Near-duplicates: one article that several addresses carry, word for word, with a word changed, or as a later version.

Found by MinHash over runs of words with locality-sensitive hashing (Broder 1997; Leskovec, Rajaraman and Ullman, Mining
of Massive Datasets, 3.3–3.4), so that no document is compared with all the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from struct import Struct
from typing import Any

from timeline.model import Document, Moment

_WORD = re.compile(r"\w+")
_RUN = 3
"""Words of a shingle: a changed word changes as many shingles."""
_WORDS = 40
"""A text of fewer has to be the same word for word: two short notices differ in a date and little else."""
_SAME = 0.6
"""Share of common shingles above which two texts are versions of one; what news agencies and papers print of one event
without copying stays below a fifth."""
_NUMBERS = 0.5
"""Share of their numbers that two versions have in common: less is a form filled in again."""
_LATER = 3
"""Days within which a version of an article follows; after that all its numbers have to be the same."""
REACH = 31
"""Days after which only the same text, word for word, is still a copy."""
_PERMUTATIONS, _BANDS, _SEED = 128, 32, 1
CROWDED = 64
"""Documents that a text is compared with for one key they share, the latest ones: forms filled in day after day share many."""
_DIGEST = Struct(f">{_PERMUTATIONS}I")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a text is recognised by."""

    twin: bytes
    """The same for texts that are the same word for word; empty for one without words."""
    numbers: frozenset[str]
    minhash: Any
    """MinHash of its runs of words (rensa); none for a text too short to be compared by them."""


def sketch(document: Document) -> Sketch:
    """The sketch of a document's text."""
    words = _WORD.findall(document.text.lower())
    twin = blake2b(" ".join(words).encode(), digest_size=16).digest() if words else b""
    long = len(words) >= _WORDS
    return Sketch(
        twin, frozenset(filter(str.isdigit, words)) if long else frozenset(), _minhash(words) if long else None
    )


def bands(text: Sketch) -> tuple[bytes, ...]:
    """The keys of which versions of one article are all but sure to share one; none for a text too short."""
    if text.minhash is None:
        return ()
    digest = _DIGEST.pack(*text.minhash.digest())
    width = len(digest) // _BANDS
    return tuple(bytes([band]) + digest[band * width : (band + 1) * width] for band in range(_BANDS))


class Originals:
    """Finds the document that another one repeats; ``add`` them in order of publication: the first is the original."""

    def __init__(self, *, dated: bool = False) -> None:
        """``dated`` says that all documents have a publication date: what is too old for later ones is then let go."""
        self._dated = dated
        self._same: dict[bytes, str] = {}
        self._known: dict[int, tuple[str, Moment | None, Sketch]] = {}
        self._banded: dict[bytes, tuple[int, ...]] = {}
        self._number = 0

    def add(self, document: Document, text: Sketch, copy_of: str | None = None) -> str:
        """The id of the document that this one repeats, or an empty string for one of its own.

        ``copy_of`` is what it repeats where that is known already.
        """
        keys = bands(text)
        original = self._original(document, text, keys) if copy_of is None else copy_of
        if text.twin:
            self._same.setdefault(text.twin, original or document.id)
        if keys and self._dated:
            self._forget(document)
        for key in keys:
            self._banded[key] = (*self._banded.get(key, ()), self._number)[-CROWDED:]
        if keys:
            self._known[self._number] = original or document.id, document.published, text
            self._number += 1
        return original

    def _forget(self, document: Document) -> None:
        """Lets go of what was published so long before a document that neither it nor a later one is a version of it."""
        while self._known:
            number, (_, published, text) = next(iter(self._known.items()))
            if apart(document.published, published) <= REACH:
                return
            del self._known[number]
            for key in bands(text):
                if left := tuple(one for one in self._banded.get(key, ()) if one != number):
                    self._banded[key] = left
                else:
                    self._banded.pop(key, None)

    def _original(self, document: Document, text: Sketch, keys: Sequence[bytes]) -> str:
        if twin := self._same.get(text.twin):
            return twin
        for number in sorted({number for key in keys for number in self._banded.get(key, ())}):
            known, published, other = self._known[number]
            if versions(text, other, apart(document.published, published)):
                return known
        return ""


def versions(one: Sketch, other: Sketch, days: int) -> bool:
    """Whether two texts with much in common, published so many days apart, are the same article."""
    if one.minhash.jaccard(other.minhash) < _SAME:
        return False
    numbers = one.numbers | other.numbers
    if numbers and len(one.numbers & other.numbers) < _NUMBERS * len(numbers):
        return False
    return days <= _LATER or (days <= REACH and one.numbers == other.numbers)


def apart(one: Moment | None, other: Moment | None) -> int:
    """The days between two publications; 0 where one of them is not known."""
    return abs((_day(one) - _day(other)).days) if one and other else 0


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _minhash(words: Sequence[str]) -> Any:
    from rensa import RMinHash  # type: ignore[import-untyped]  # noqa: PLC0415

    minhash = RMinHash(_PERMUTATIONS, _SEED)
    minhash.update(list(map(" ".join, zip(*(words[start:] for start in range(_RUN)), strict=False))))
    return minhash
