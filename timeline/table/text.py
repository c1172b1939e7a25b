"""A text by its words: what each of them says was found out once, and what they say together when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from timeline.table.cues import Phrase

SHORTEST_STEM = 4
"""A compound's part shorter than this says nothing: too many words begin or end like it."""


@dataclass(frozen=True, slots=True)
class Word:
    """What there is to say of a word by itself."""

    tells: bool
    """Whether it says something: no stop word, no number."""
    noun: bool
    """Whether it says something and is written as nouns are."""
    stem: str
    head: str
    """The concept of an event noun; empty for other words."""
    folded: str
    """As phrases are compared with it."""
    phrases: tuple[Phrase, ...]
    """Those that it is the longest word of."""


class Text:
    """A text with what is known of its words."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self._text = text
        self.words = words
        self._cues: dict[str, bool] = {}

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the words that say something."""
        return frozenset([word.stem for word in self.words if word.tells])

    @cached_property
    def nouns(self) -> frozenset[str]:
        """Stems of the nouns."""
        return frozenset([word.stem for word in self.words if word.noun])

    @cached_property
    def heads(self) -> frozenset[str]:
        """The concepts of the event nouns."""
        return frozenset([word.head for word in self.words if word.head and word.tells])

    @cached_property
    def _hints(self) -> dict[str, set[Phrase]]:
        """By the names of their lists the phrases that a word of the text hints at."""
        hints: dict[str, set[Phrase]] = {}
        for phrase in chain.from_iterable([word.phrases for word in self.words if word.phrases]):
            hints.setdefault(phrase.name, set()).add(phrase)
        return hints

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset([word.folded for word in self.words])

    def cue(self, name: str) -> bool:
        """Whether it has a phrase of a list, and none of those that make what the list says depend on something (``… if``)."""
        hinted = self._hints.get(name)
        if not hinted:
            return False
        if name not in self._cues:
            said = any(phrase.said(self._text, self._folded) for phrase in hinted)
            self._cues[name] = said and not self.cue(f"{name} if")
        return self._cues[name]


class Kin:
    """Stems among which those of one word are found, without comparing each: there are hundreds of them in a document."""

    def __init__(self, stems: frozenset[str]) -> None:
        self._stems = stems
        self._joined = "\n".join(("", *stems, ""))

    def __contains__(self, stem: str) -> bool:
        """Whether ``words.kin`` holds for ``stem`` and one of these."""
        if stem in self._stems:
            return True
        size = len(stem)
        if size < SHORTEST_STEM:
            return False
        if f"\n{stem}" in self._joined or (size > SHORTEST_STEM and f"{stem}\n" in self._joined):
            return True
        return any(stem[:end] in self._stems for end in range(SHORTEST_STEM, size)) or any(
            stem[start:] in self._stems for start in range(1, size - SHORTEST_STEM)
        )
