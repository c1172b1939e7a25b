"""What a document has said: its scenes, the events it names, and the days it tells.

In: a document, its sentences and the time expressions in them; out: a ``Context``, which ``anaphora`` and ``pronouns`` ask.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from timeline import gazetteer
from timeline.events import inflect, whereabouts
from timeline.events.attributive import modifies, thing_of_feast
from timeline.events.clause import read
from timeline.events.dated import DAYS, clock_only, day
from timeline.events.lexicon import Lexicon, lexicon
from timeline.events.phrases import Phrase
from timeline.events.scene import Scene
from timeline.model import Document, Precision, Reading, Span

_REMEMBERED = 6000
"""Characters back to which a reader still knows the name that a bare noun stands for."""

_COARSE = frozenset(
    {Precision.SEASON, Precision.QUARTER, Precision.HALF, Precision.YEAR, Precision.DECADE, Precision.CENTURY}
)


class Context:
    """One document on its way through this stage."""

    def __init__(self, document: Document, sentences: Sequence[Span], readings: Sequence[Reading]) -> None:
        self.document = document
        self.sentences = sentences
        self.lexicon: Lexicon = lexicon(document.language)
        self._starts = [s.start for s in sentences]
        self._times: dict[int, list[Span]] = {}
        self._clocks: dict[int, list[Span]] = {}
        self._feasts: dict[int, list[Span]] = {}
        self._days: dict[int, list[tuple[Span, date]]] = {}
        self.modifiers = self._modifiers(readings)
        """Where a feast, season or quarter stands that says what another date of its sentence is that of."""
        for reading in readings:
            e = reading.expression
            if e.start in self.modifiers:
                self._feasts.setdefault(self.sentence_at(e.start), []).append(Span(e.start, e.end))
                continue
            self._times.setdefault(self.sentence_at(e.start), []).append(Span(e.start, e.end))
            if (told := _day_told(reading)) is not None:
                self._days.setdefault(self.sentence_at(e.start), []).append((Span(e.start, e.end), told))
            if clock_only(reading):
                self._clocks.setdefault(self.sentence_at(e.start), []).append(Span(e.start, e.end))
        self._scenes: dict[int, Scene] = {}
        self._names: list[tuple[int, int, str]] | None = None
        self._full: dict[int, bool] = {}

    def _modifiers(self, readings: Sequence[Reading]) -> frozenset[int]:
        feasts = [
            r.expression.start
            for r in readings
            if modifies(self.document.text, r, self.lexicon, self.document.language)
        ]
        days = [r.expression.start for r in readings if _fine(r)] if feasts else []
        dated = {self.sentence_at(start) for start in days if start not in feasts}
        return frozenset(start for start in feasts if self.sentence_at(start) in dated) | self._called(readings)

    def _called(self, readings: Sequence[Reading]) -> frozenset[int]:
        """Where a season or feast is part of what something is called (``the Selby Spring Fair``, ``the Christmas lights``)."""
        things = frozenset(
            r.expression.start
            for r in readings
            if thing_of_feast(self.document.text, r, self.lexicon, self.document.language)
        )
        pattern = self.lexicon.pattern("kind", "season_named")
        if pattern is None:
            return things
        seasons = (r.expression.start for r in readings if r.expression.form == "season")
        return things | frozenset(start for start in seasons if pattern.match(self.document.text, start))

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence at an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def scene(self, number: int) -> Scene:
        """A sentence, analysed; each only once."""
        if number not in self._scenes:
            span, times = self.sentences[number], self._times.get(number, [])
            line = whereabouts.read(self.document).dateline
            opens = line is not None and span.start < line.end < span.end
            begins = line.end if line and opens and not any(time.start < line.end for time in times) else 0
            clocks, feasts = self._clocks.get(number, []), self._feasts.get(number, [])
            self._scenes[number] = read(
                self.document.text, span, times, self.document.language, clocks, feasts, begins=begins
            )
        return self._scenes[number]

    def times(self, number: int) -> list[Span]:
        """The time expressions of a sentence."""
        return self._times.get(number, [])

    def days(self, number: int) -> list[tuple[Span, date]]:
        """The days that a sentence names, not only counts, with where it does."""
        return self._days.get(number, [])

    def names(self) -> list[tuple[int, int, str]]:
        """Every word of the document that names an occasion: start, end and the listed noun it ends in, in order."""
        if self._names is None:
            self._names = _named(self.document.text, self.document.language)
        return self._names

    def phrase_over(self, offset: int) -> tuple[Scene, Phrase] | None:
        """The phrase whose head stands at an offset, with its scene."""
        scene = self.scene(self.sentence_at(offset))
        index = scene.token_at(offset)
        part = scene.headed().get(index) if index >= 0 else None
        return (scene, part) if part is not None else None

    def work(self) -> str:
        """The first title in quotation marks: two to eight words, no utterance."""
        for match in _QUOTED.finditer(self.document.text):
            words = match[1].split()
            closed = match[1][-1] not in ".!?," and self.document.text[match.end() : match.end() + 1] != ","
            if 2 <= len(words) <= 8 and words[0][0].isupper() and closed:
                return match[0]
        return ""

    def quoted(self, scene: Scene, phrase: Phrase) -> Span | None:
        """The name in quotation marks that a phrase stands in."""
        head = scene.tokens[phrase.head]
        for match in _QUOTED.finditer(self.document.text, scene.span.start, scene.span.end):
            if match.start() < head.start < match.end():
                return Span(match.start(), match.end())
        return None

    def group_name(self, scene: Scene, phrase: Phrase) -> str:
        """The fullest earlier name of a body that a genitive like ``der Gruppe`` stands for, as a genitive; or empty."""
        token = scene.tokens[phrase.head]
        if phrase.attributes or token.lemma.lower() not in self.lexicon.groups:
            return ""
        pattern = re.compile(rf"[A-ZÄÖÜ][\w-]*(?:\s-\w+)?{re.escape(token.lemma.lower())}\b", re.IGNORECASE)
        found = [
            m[0]
            for m in pattern.finditer(self.document.text, max(0, token.start - _REMEMBERED), token.start)
            if len(m[0]) > len(token.lemma) + 2
        ]
        if found:
            return re.sub(r"\s-", "-", found[-1])
        return ""

    def fuller(self, start: int) -> bool:
        """Whether the phrase at an offset says more than its noun."""
        if start not in self._full:
            found = self.phrase_over(start)
            self._full[start] = bool(found and (found[1].attributes or inflect.proper_name(*found)))
        return self._full[start]


_BEFORE = 12
"""Characters before a word that may make it one half of a fixed expression."""
_QUOTED = re.compile(r"[\"„“»]([^\"„“”«»\n]{4,80})[\"“”«]")
_WORD = re.compile(r"\b[^\W\d_a-z][\w-]{2,}")
_ANY_WORD = re.compile(r"\b[^\W\d_][\w-]{2,}")


def _named(text: str, language: str) -> list[tuple[int, int, str]]:
    """The words of a text that name occasions. Compounds end in one; where nouns are not capitalised any word may be one."""
    pattern = _ANY_WORD if lexicon(language).text("nouns", "compounds") == "open" else _WORD
    none = lexicon(language).pattern("kind", "no_occasion")  # on sale
    found = [(m.start(), m.end(), noun) for m in pattern.finditer(text) if (noun := _occasion(m[0].lower(), language))]
    return [name for name in found if none is None or none.search(text, max(0, name[0] - _BEFORE), name[1]) is None]


@lru_cache(maxsize=100_000)
def _occasion(word: str, language: str) -> str:
    lex = lexicon(language)
    for ending in lex.text("nouns", "endings").split("|"):
        if ending and not word.endswith(ending):
            continue
        base = word.removesuffix(ending)
        sense = lex.noun(base) if len(base) > 2 else None
        if sense is not None and sense.sort == "occasion" and (sense.exact or not _is_town(word, language)):
            return sense.noun
    return ""


def _is_town(word: str, language: str) -> bool:
    """``Völkermarkt`` is no market."""
    return any(found.kind == gazetteer.TOWN for found in gazetteer.lookup(word.capitalize(), language)[:1])


def _day_told(reading: Reading) -> date | None:
    """The single day that a date names; none where it names none."""
    when = reading.when
    if when is None or when.start is None or when.precision not in DAYS or not when.known & {"day", "wd"}:
        return None
    return day(when.start)


def _fine(reading: Reading) -> bool:
    """Whether a date is finer than a season."""
    when = reading.when
    return when is not None and when.start is not None and when.precision not in _COARSE and not clock_only(reading)
