"""Near-duplicates: one article that several addresses carry, word for word, with a word changed, or as a later version.

Found by MinHash over runs of words with locality-sensitive hashing (Broder 1997; Leskovec, Rajaraman and Ullman, Mining
of Massive Datasets, 3.3–3.4), so that no document is compared with all the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from types import MappingProxyType
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
_PERMUTATIONS, _BANDS, _SEED = 128, 32, 1


@dataclass(frozen=True, slots=True)
class _Text:
    numbers: frozenset[str]
    published: Moment | None
    sketch: Any


def duplicates(documents: Iterable[Document]) -> Mapping[str, str]:
    """For each document that repeats an earlier one: its id, and the id of the first of its kind, which is not listed.

    The first is the one published first, then the one whose id comes first. The order of ``documents`` says nothing.
    """
    ordered = sorted(documents, key=_order)
    firsts = {document.id: document.id for document in ordered}
    same: dict[bytes, str] = {}
    texts: list[_Text] = []
    ids: list[str] = []
    index = _index()
    for document in ordered:
        words = _WORD.findall(document.text.lower())
        twin = same.setdefault(blake2b(" ".join(words).encode(), digest_size=16).digest(), document.id)
        if not words or twin != document.id:
            firsts[document.id] = firsts[twin] if words else document.id
        elif len(words) >= _WORDS:
            text = _Text(frozenset(filter(str.isdigit, words)), document.published, _sketch(words))
            earlier = (other for other in sorted(index.query(text.sketch)) if _versions(text, texts[other]))
            firsts[document.id] = next((firsts[ids[other]] for other in earlier), document.id)
            index.insert(len(texts), text.sketch)
            texts.append(text)
            ids.append(document.id)
    return MappingProxyType({one: first for one, first in firsts.items() if one != first})


def _versions(one: _Text, other: _Text) -> bool:
    """Whether two texts with much in common are the same article."""
    if one.sketch.jaccard(other.sketch) < _SAME:
        return False
    numbers = one.numbers | other.numbers
    if numbers and len(one.numbers & other.numbers) < _NUMBERS * len(numbers):
        return False
    return one.numbers == other.numbers or _days(one.published, other.published) <= _LATER


def _days(one: Moment | None, other: Moment | None) -> int:
    return abs((_day(one) - _day(other)).days) if one and other else 0


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _order(document: Document) -> tuple[bool, str, str]:
    return document.published is None, document.published.isoformat() if document.published else "", document.id


def _sketch(words: Sequence[str]) -> Any:
    from rensa import RMinHash  # type: ignore[import-untyped]  # noqa: PLC0415

    sketch = RMinHash(_PERMUTATIONS, _SEED)
    sketch.update(list(map(" ".join, zip(*(words[start:] for start in range(_RUN)), strict=False))))
    return sketch


def _index() -> Any:
    from rensa import RMinHashLSH  # noqa: PLC0415

    return RMinHashLSH(_SAME, _PERMUTATIONS, _BANDS)
