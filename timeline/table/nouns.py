"""The nouns of a document and of a title: what the text has, and what a title is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from timeline.events.lexicon import lexicon
from timeline.model import Document
from timeline.table.text import Kin
from timeline.table.words import Vocabulary, vocabulary

_READ = 4000
"""Characters in which a document says what it is about."""
_NOUNS = 60


def written(title: Sequence[str], head: str, document: Document | None, words: Vocabulary) -> bool:
    """Whether a head is the noun of an event, and not one made of a verb: the text has it, or its ending says so."""
    if document is None:
        return True
    stem = words.stem(head)
    if not words.capitals:
        heads = [word for word in title if words.stem(word) == stem]
        return bool(heads) and not any(map(words.verbal, heads))
    return stem in _every(document)


def aspect(noun: str, language: str) -> bool:
    """Whether a noun is of a side of an event (its beginning) rather than of an event."""
    return bool(noun) and lexicon(language).is_aspect(noun)


@lru_cache(maxsize=4)
def _every(document: Document) -> Kin:
    """Stems of all nouns of a document; kept, for it is asked once a draft."""
    words = vocabulary(document.language)
    return Kin(words.read(document.title).nouns | words.read(document.text).nouns)


def small(title: str, words: Vocabulary) -> tuple[str, ...]:
    """The words of a title that has none of its own (``Open day``), unless there is but one."""
    every = tuple(words.every(title))
    return every if len(every) > 1 else ()


def thing(head: str, document: Document | None) -> bool:
    """Whether a head is a person's or thing's noun, which only stands where something happens."""
    return document is not None and lexicon(document.language).noun(head) is None


def nouns(document: Document | None) -> frozenset[str]:
    """The nouns a document uses most, by stem: what it is about."""
    if document is None:
        return frozenset()
    words = vocabulary(document.language)
    read = words.join(document.title, document.text[:_READ])
    used = Counter([word.stem for word in read.words if word.noun])
    most = [stem for stem, _ in sorted(used.items(), key=itemgetter(1), reverse=True)[:_NOUNS]]
    return frozenset(most) - words.everyday
