"""Cancellations told without a date: a later document names an event that is still to come and says it is off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from timeline.documents import sentences
from timeline.events.called_off import called_off
from timeline.model import Document, Value
from timeline.table.words import kin, shared, vocabulary

_LONG = 8
"""A single word of a title names an event only when it is as long as a name or a compound."""


@dataclass(frozen=True, slots=True)
class Echo(Value):
    """A sentence that says an event is off, with the stems it could name the event by."""

    sentence: str
    stems: frozenset[str]
    thing: frozenset[str]
    """The stems of what is called off, without what is said of it."""

    def names(self, heads: frozenset[str], words: frozenset[str]) -> bool:
        """Whether what is called off is what a title names, and the sentence has every word of the title, but for the head
        where the others are enough."""
        if not all(self._has(word) for word in words) or not shared(self.thing, heads | words):
            return False
        headed = bool(heads) and all(self._has(head) for head in heads)
        return len(words) > 1 or (headed and (bool(words) or any(len(head) >= _LONG for head in heads)))

    def heads(self, heads: frozenset[str]) -> bool:
        """Whether what is called off has the head of a title: enough where nothing else in reach has it."""
        return bool(heads) and bool(shared(self.thing, heads)) and all(self._has(head) for head in heads)

    def _has(self, word: str) -> bool:
        return any(kin(word, stem) for stem in self.stems)


def cancellations(document: Document, taken: frozenset[str]) -> Iterator[Echo]:
    """The sentences of a document that call something off, without those in ``taken``, which tell of it with a date."""
    words = vocabulary(document.language)
    if not words.cue("cancelled", document.text):
        return
    for span in sentences.split(document.text, document.language):
        sentence = document.text[span.start : span.end]
        if sentence in taken or not words.cue("cancelled", sentence):
            continue
        stems = words.read(sentence).stems
        for thing in called_off(document.text, span, document.language):
            yield Echo(sentence, stems, words.read(thing).stems)
