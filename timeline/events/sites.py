"""Places that a sentence only refers to: ``dort``, ``there``, ``the bridge``, and a sentence that goes on about what was before it.

In: the dated sentence; out: the spot that an earlier sentence of the document names, with the tokens it stands among.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from timeline import languages
from timeline.events import spots
from timeline.events.placewords import vocabulary
from timeline.events.toponyms import Spot
from timeline.events.words import Token, analyse
from timeline.model import Document, Span

Named = tuple[Spot, Sequence[Token]]
"""A spot, and the tokens that it is numbered by."""

_SURE = 2.0
"""The evidence with which the sentence before names its place."""
_LOCAL = frozenset({"within", "at", "into"})
"""Roles of the prepositions by which a sentence comes back to a place."""
_LEFT, _RIGHT = 60, 100
"""Characters around a noun in which its full name is looked for."""


def pointed(document: Document, sentence: Span, tokens: Sequence[Token], spoken_of: frozenset[str]) -> Named | None:
    """``Im Museum wird gebaut, weil dort …``: the venue before a word that points to it, in this sentence or the one before."""
    at = max(pointing(tokens, document.language), _same_place(document, sentence, tokens))
    if at < 0:
        return None
    here = spots.last_venue(document.text, tokens, document.language, spoken_of, at)
    if here is not None:
        return here, tokens
    before = _before(document, sentence)
    there = spots.last_venue(document.text, before, document.language, spoken_of, len(before)) if before else None
    return (there, before) if there is not None else None


def pointing(tokens: Sequence[Token], language: str) -> int:
    """The number of the word that points to a place spoken of (``dort``); -1 for none."""
    words = _there_words(language)
    return next((i for i, t in enumerate(tokens) if t.tag in {"ADV", "PRON"} and t.text.lower() in words), -1)


def _same_place(document: Document, sentence: Span, tokens: Sequence[Token]) -> int:
    """The number of the first word of ``an gleicher Stelle``; -1 for none."""
    text = document.text[sentence.start : sentence.end]
    found = [at for phrase in vocabulary(document.language).same_place if (at := text.find(phrase)) >= 0]
    return next((i for i, t in enumerate(tokens) if found and t.start >= sentence.start + found[0]), -1)


@cache
def _there_words(language: str) -> frozenset[str]:
    words: Mapping[str, str] = languages.load(language, "places").get("words", {})
    return frozenset(words.get("there", "").split())


def referred(
    document: Document, sentence: Span, tokens: Sequence[Token], spoken_of: frozenset[str], elsewhere: frozenset[int]
) -> Named | None:
    """``The bridge dates from 1791``: the one venue of that noun which the text before it names in full.

    ``elsewhere`` are the tokens of what tells of something else.
    """
    words = vocabulary(document.language)
    for i in range(1, len(tokens)):
        noun = tokens[i].text
        definite = tokens[i - 1].text.lower()
        if i in elsewhere or noun.lower() not in words.houses or tokens[i].tag not in {"NOUN", "PROPN"}:
            continue
        if definite not in words.articles | words.contracted | words.same:
            continue
        led = tokens[i - 1] if definite in words.contracted else tokens[i - 2] if i > 1 else None
        if led is not None and led.tag == "ADP" and words.roles.get(led.text.lower()) not in _LOCAL:
            continue  # plans for the bridge
        found = [n for n in _full(document, noun.lower(), spoken_of) if n[0] < sentence.start]
        if found and len({spot.name for _, spot, _ in found}) == 1:
            return found[-1][1], found[-1][2]
    return None


@lru_cache(maxsize=64)
def _full(document: Document, noun: str, spoken_of: frozenset[str]) -> tuple[tuple[int, Spot, Sequence[Token]], ...]:
    """The venues whose names end in a noun and say more than that, with the offsets where the text has them."""
    text, folded = document.text, document.text.lower()
    found: list[tuple[int, Spot, Sequence[Token]]] = []
    at = folded.find(noun) if len(folded) == len(text) else -1
    while at >= 0:
        end = at + len(noun)
        if not text[end : end + 1].isalpha():
            start = max(text.rfind("\n", 0, at) + 1, at - _LEFT)
            start = text.find(" ", start) + 1 if start and text[start - 1] not in " \n" else start
            line = text.find("\n", at)
            tokens = analyse(text, start, min(line if line >= 0 else len(text), at + _RIGHT), document.language)
            spot = spots.venue_over(text, tokens, document.language, spoken_of, at)
            if spot is not None and spot.name.lower() != noun:
                found.append((at, spot, tokens))
        at = folded.find(noun, end)
    return tuple(found)


def resumed(document: Document, sentence: Span, tokens: Sequence[Token], spoken_of: frozenset[str]) -> Named | None:
    """A sentence that goes on about the thing just spoken of is where the sentence before it was, if that names one place."""
    if not tokens or not _resumes(tokens, document.language):
        return None
    before = _before(document, sentence)
    found = [s for s in spots.read(document.text, before, document.language, spoken_of) if s.weight >= _SURE]
    if len({s.town or s.name for s in found}) != 1:
        return None
    return found[0], before


def _before(document: Document, sentence: Span) -> Sequence[Token]:
    """The sentence before one in the same paragraph; none at its beginning."""
    text = document.text
    end = len(text[: sentence.start].rstrip())
    if end <= 0 or "\n" in text[end : sentence.start]:
        return ()
    start = max(text.rfind("\n", 0, end), *(text.rfind(mark, 0, end - 1) for mark in (". ", "! ", "? "))) + 1
    return analyse(text, start, end, document.language)


def _resumes(tokens: Sequence[Token], language: str) -> bool:
    """Whether a sentence opens with a pronoun or a definite noun that stands for an event."""
    words: Mapping[str, str] = languages.load(language, "places").get("words", {})
    if tokens[0].text.lower() in words.get("resuming", "").split():
        return True
    gatherings = vocabulary(language).gatherings
    return tokens[0].tag == "DET" and any(t.text.lower() in gatherings for t in tokens[1:4] if t.tag == "NOUN")
