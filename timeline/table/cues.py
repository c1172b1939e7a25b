"""Phrases that tell what a text says of an event (that it is put off, that it is where it was), found by their words.

A pattern of all phrases would be tried at every character; most texts have none of the words that a phrase needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

_LITERAL = re.compile(r"\w+\*?")
_POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """One of them."""

    name: str
    """Of the list it stands in."""
    words: frozenset[str]
    """Those it has in full, lower case."""
    pattern: re.Pattern[str]
    single: bool
    """It is one word: where that is, it is."""

    def said(self, text: str, words: Set[str]) -> bool:
        """Whether it is in a text that has its longest word, by all ``words`` of that, folded."""
        return self.single or (self.words <= words and self.pattern.search(text) is not None)


class Phrases:
    """Named lists of phrases. ``*`` at the end of a word stands for any ending, between blanks for up to 60 characters."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self._words: dict[str, list[Phrase]] = {}
        self._beginnings: dict[str, list[Phrase]] = {}
        for name, phrases in table.items():
            for said in phrases:
                literals = _LITERAL.findall(said.lower())
                phrase = Phrase(
                    name,
                    frozenset(word for word in literals if not word.endswith("*")),
                    _pattern(said),
                    literals == [said.lower()],
                )
                longest = max(literals, key=len)
                by = self._beginnings if longest.endswith("*") else self._words
                by.setdefault(longest.removesuffix("*"), []).append(phrase)

    def with_word(self, word: str) -> tuple[Phrase, ...]:
        """The phrases of which ``word``, folded, is the longest one."""
        found = list(self._words.get(word, ()))
        for beginning, phrases in self._beginnings.items():
            if word.startswith(beginning):
                found += phrases
        return tuple(found)


def folded(word: str) -> str:
    """A word as phrases are compared with it."""
    return _POSSESSIVE.sub("", word.lower())


def _pattern(phrase: str) -> re.Pattern[str]:
    said = re.escape(phrase).replace(r"\ \*\ ", r"\ .{1,60}?\ ").replace(r"\*", r"\w*")
    return re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE)
