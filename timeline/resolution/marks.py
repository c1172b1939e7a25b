"""The cues between two offsets of a clause: words and turns that speak for the past or the future, with their weights."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.resolution.cues import Cues, Patterns

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
Mark = tuple[int, int, str]
"""A cue: its offset, its weight and its word."""
_MEMORY = 50_000
"""Words whose weight is remembered."""
_ARTICLE = 40
"""Characters before a word in which its article or preposition stands."""
_SHORTEST = 2
"""Characters: no cue is shorter."""


def marks_between(text: str, start: int, end: int, low: int, cues: Cues) -> list[Mark]:
    """The cues between two offsets in their order; ``low`` is where their clause begins."""
    if end - start < _SHORTEST:
        return []
    marks = []
    for match in WORD.finditer(text, start, max(end, start)):
        word, at = match.group(), match.start()
        weight = cues.weighed.get(word)
        if not weight and (weight is None or at <= low + 1):
            weight = weight_of(word, at <= low + 1, cues)
        if not weight and not (at and text[at - 1] == "-"):
            word = word.lower() if cues.opening_participle and at <= low + 1 else word
            weight = cues.ended.get(word)
            weight = ending(word, cues) if weight is None else weight
            if weight and _attributive(text, low, match.span(), cues):
                weight = 0
        if weight and not _void(text, low, at, weight, cues, match.end()):
            marks.append((at, weight, word))
    for match in cues.phrases.finditer(text, start, max(end, start)) if cues.phrases else ():
        weight = cues.weights[match.group().lower()]
        if not _void(text, low, match.start(), weight, cues):
            marks.append((match.start(), weight, match.group()))
    return sorted([*marks, *turns_between(text, start, end, low, cues.patterns, cues)])


def turns_between(text: str, start: int, end: int, low: int, patterns: Patterns, cues: Cues) -> Iterator[Mark]:
    """The cues of more than one word between two offsets."""
    for pattern, weight in patterns:
        for match in pattern.finditer(text, start, max(end, start)):
            if weight == 1 and weight_of(match.group().split()[0], True, cues) < 0:
                continue
            if not _void(text, low, match.start(), weight, cues):
                reaches = match.end() == end and weight > 1  # up to the date: nothing is nearer
                yield match.end() if reaches else match.start(), weight, match.group()


def _attributive(text: str, low: int, word: tuple[int, int], cues: Cues) -> bool:
    """Whether a word says what sort of thing follows it, which no verb does (``die zwölfte Runde``, ``für überschuldete Heime``)."""
    if cues.attributive is None:
        return False
    before, behind = cues.attributive
    if cues.attributive_first is not None and word[0] <= low + 1:
        form, noun = cues.attributive_first
        if form.fullmatch(text, *word) and noun.match(text, word[1]):
            return True
    beside = before.search(text, max(low, word[0] - _ARTICLE), word[0])
    return beside is not None and behind.match(text, word[1]) is not None


def _void(text: str, low: int, at: int, weight: int, cues: Cues, end: int = 0) -> bool:
    """Whether the word before a cue, or behind the one that ends at ``end``, takes its meaning from it."""
    if end and weight < 0 and cues.void_behind is not None and cues.void_behind.match(text, end):
        return True
    void = cues.void if weight < 0 else cues.void_future
    return void is not None and void.search(text, max(low, at - 12), at) is not None


def ending(word: str, cues: Cues) -> int:
    """The weight of a word that only its ending makes a past tense; zero for one that merely ends alike."""
    known = cues.ended.get(word)
    if known is None:
        alike = word in cues.not_endings or word.lower() in cues.weights
        known = 0 if alike else sum(weight for ending, weight in cues.endings if ending.fullmatch(word))
        known = -2 if known == -1 and word in cues.preterites else known
        if len(cues.ended) < _MEMORY:
            cues.ended[word] = known
    return known


def weight_of(word: str, opening: bool, cues: Cues) -> int:
    """The weight of a word; one with a capital is another word than the verb, unless it opens its clause."""
    known = cues.weighed.get(word)
    if known is None:
        known = cues.weights.get(word)
        if known is None:
            known = next((sign for stem, sign in cues.stems if word.startswith(stem)), 0)
        if len(cues.weighed) < _MEMORY:
            cues.weighed[word] = known
    read = opening and known == 0 and word[0].isupper() and word not in cues.nouns
    return weight_of(word.lower(), False, cues) if read else known
