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


class Originals:
    """Finds the document that another one repeats; ``add`` them in order of publication: the first is the original."""

    def __init__(self) -> None:
        self._same: dict[bytes, str] = {}
        self._known: list[tuple[str, Moment | None, Sketch]] = []
        self._index = _index()

    def add(self, document: Document, text: Sketch, copy_of: str | None = None) -> str:
        """The id of the document that this one repeats, or an empty string for one of its own.

        ``copy_of`` is what it repeats where that is known already.
        """
        original = self._original(document, text) if copy_of is None else copy_of
        if text.twin:
            self._same.setdefault(text.twin, original or document.id)
        if text.minhash is not None:
            self._index.insert(len(self._known), text.minhash)
            self._known.append((original or document.id, document.published, text))
        return original

    def _original(self, document: Document, text: Sketch) -> str:
        if twin := self._same.get(text.twin):
            return twin
        if text.minhash is None:
            return ""
        for number in sorted(self._index.query(text.minhash)):
            known, published, other = self._known[int(number)]
            if _versions(text, other, _days(document.published, published)):
                return known
        return ""


def _versions(one: Sketch, other: Sketch, days: int) -> bool:
    """Whether two texts with much in common, published so many days apart, are the same article."""
    if one.minhash.jaccard(other.minhash) < _SAME:
        return False
    numbers = one.numbers | other.numbers
    if numbers and len(one.numbers & other.numbers) < _NUMBERS * len(numbers):
        return False
    return days <= _LATER or (days <= REACH and one.numbers == other.numbers)


def _days(one: Moment | None, other: Moment | None) -> int:
    return abs((_day(one) - _day(other)).days) if one and other else 0


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _minhash(words: Sequence[str]) -> Any:
    from rensa import RMinHash  # type: ignore[import-untyped]  # noqa: PLC0415

    minhash = RMinHash(_PERMUTATIONS, _SEED)
    minhash.update(list(map(" ".join, zip(*(words[start:] for start in range(_RUN)), strict=False))))
    return minhash


def _index() -> Any:
    from rensa import RMinHashLSH  # noqa: PLC0415

    return RMinHashLSH(_SAME, _PERMUTATIONS, _BANDS)
