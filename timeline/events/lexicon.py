"""The language data of this stage, compiled once: what a noun or a verb says of an event.

In: ``languages/<code>.events.toml``; out: a ``Lexicon`` that answers questions about lemmas. A language without such a
file gets an empty lexicon, and every answer is "unknown".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from timeline import languages
from timeline.events.tagger import has_noun

SORTS = ("deadline", "publication", "statement", "aspect", "occasion", "action")


@dataclass(frozen=True, slots=True)
class NounSense:
    """What kind of happening a noun names."""

    sort: str
    """One of SORTS, or ``derived`` for a productive derivation that is not listed."""
    noun: str = ""
    """The listed noun, lower case."""
    gender: str = ""
    """m f n, p for plural only, empty where unknown."""
    exact: bool = True
    """The noun itself is listed; otherwise it is a compound that ends in a listed one."""


@dataclass(frozen=True, slots=True)
class Nominal:
    """The noun of a verb and how its partners join it."""

    noun: str
    genitive: str = "s"
    """Whose genitive it takes: ``s`` the subject's, ``o`` the object's, ``a`` nobody's: the subject is only its agent,
    ``n`` nobody's, and the subject says nothing (``go to the polls``), ``g`` nobody's, and the preposition joins the subject
    (``muss sich verantworten``: a trial of that one)."""
    preposition: str = ""
    """How the other one joins it."""


@dataclass(frozen=True)
class Lexicon:
    """Answers about the words of one language."""

    language: str
    data: Mapping[str, Any]
    _nouns: dict[str, tuple[str, str]] = field(default_factory=dict)
    _units: frozenset[str] = frozenset()
    general: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    _verbs: dict[str, frozenset[str]] = field(default_factory=dict)
    _senses: dict[str, NounSense | None] = field(default_factory=dict)
    _sets: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    _tables: dict[tuple[str, ...], Mapping[str, Any]] = field(default_factory=dict)
    _texts: dict[tuple[str, ...], str] = field(default_factory=dict)
    _patterns: dict[tuple[str, ...], re.Pattern[str] | None] = field(default_factory=dict)
    _endings: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _genders: dict[str, str] = field(default_factory=dict)
    deeds: frozenset[str] = frozenset()
    """The nouns of verbs, in lower case: ``publication``, ``death``."""
    fixed: frozenset[str] = frozenset()
    """Names of occasions that are several words: ``tag der offenen tür``."""

    def words(self, *path: str) -> frozenset[str]:
        """The blank-separated words at a place in the data, as a set."""
        if path not in self._sets:
            self._sets[path] = frozenset(self.text(*path).split())
        return self._sets[path]

    def endings(self, *path: str) -> tuple[str, ...]:
        """The same in the order of the data, as ``str.endswith`` takes them."""
        if path not in self._endings:
            self._endings[path] = tuple(self.text(*path).split())
        return self._endings[path]

    def listed(self, noun: str, *path: str) -> bool:
        """Whether a noun, by its lemma, is one of the words at a place in the data, or a compound of one where nouns are joined."""
        word = noun.lower()
        if self.text("nouns", "compounds") == "open":
            return word.rpartition("-")[2] in self.words(*path)
        return word.endswith(self.endings(*path))

    def table(self, *path: str) -> Mapping[str, Any]:
        """The table at a place in the data; empty when there is none."""
        if path not in self._tables:
            value = self._at(path)
            self._tables[path] = value if isinstance(value, Mapping) else {}
        return self._tables[path]

    def text(self, *path: str) -> str:
        """The string at a place in the data; empty when there is none."""
        if path not in self._texts:
            value = self._at(path)
            self._texts[path] = value if isinstance(value, str) else ""
        return self._texts[path]

    def pattern(self, *path: str) -> re.Pattern[str] | None:
        """The regular expression at a place in the data; none when there is none."""
        if path not in self._patterns:
            source = self.text(*path)
            self._patterns[path] = re.compile(source) if source else None
        return self._patterns[path]

    def _at(self, path: tuple[str, ...]) -> Any:
        value: Any = self.data
        for step in path:
            value = value.get(step, {}) if isinstance(value, Mapping) else {}
        return value

    def noun(self, lemma: str) -> NounSense | None:
        """The sense of a noun by its lemma, compounds by their longest listed end."""
        if lemma not in self._senses:
            self._senses[lemma] = self._find(lemma)
        return self._senses[lemma]

    def is_aspect(self, lemma: str) -> bool:
        """Whether a noun is of a side of an event (its beginning) rather than of an event."""
        sense = self.noun(lemma)
        return sense is not None and sense.sort == "aspect"

    def _find(self, lemma: str) -> NounSense | None:
        word = lemma.lower()
        if self.text("nouns", "compounds") == "open":
            word = word.rpartition("-")[2] if word not in self._nouns else word
            found = None if word in self._units else self._nouns.get(word)
            return NounSense(found[0], word, found[1]) if found else None
        last = word.rpartition("-")[2] or word
        for cut in range(max(1, len(last) - 2)):
            tail = last[cut:]
            if 0 < cut < 3 or (0 < cut == len(last) - 3 and tail not in self.words("nouns", "short")):
                continue
            if tail in self._units:
                return None
            if tail in self._nouns and last[:cut] not in self.words("nouns", "prefixes"):
                sort, gender = self._nouns[tail]
                return NounSense(sort, tail, gender, exact=cut == 0 and last == word)
        for suffix in self.text("nouns", "suffixes").split():
            if last.endswith(suffix) and len(last) > len(suffix) + 3:
                return NounSense("derived", last, "f", exact=False)
        return None

    def gender(self, lemma: str) -> str:
        """Gender of a noun, from the lists and from its ending; empty where unknown."""
        if lemma not in self._genders:
            self._genders[lemma] = self._gender(lemma)
        return self._genders[lemma]

    def _gender(self, lemma: str) -> str:
        sense = self.noun(lemma)
        if sense is not None and sense.gender in {"m", "f", "n"}:
            return sense.gender
        last = lemma.lower().rpartition("-")[2]
        for prefix in self.words("nouns", "prefixes"):
            derived = self._nouns.get(last.removeprefix(prefix)) if last.startswith(prefix) else None
            if derived is not None and derived[1] in {"m", "f", "n"}:
                return derived[1]
        for gender in self.table("phrase", "gender"):
            if last.endswith(self.endings("phrase", "gender", gender)):
                return gender
        return ""

    def verb(self, lemma: str) -> frozenset[str]:
        """The classes a verb is listed in: occur, begin, say, …"""
        return self._verbs.get(lemma, frozenset())

    def nominal(self, lemma: str) -> Nominal | None:
        """The noun made of a verb, listed or derived; None when there is no good one."""
        return _nominal(self.language, lemma)

    def nominal_where(self, case: str, lemma: str) -> Nominal | None:
        """The noun of a verb where it means another thing than elsewhere, by the cases that the data know.

        ``alone``: without an object (``gewann``: a victory); ``performed``: by musicians (``spielt``: a concert);
        ``fixtures``: of two teams (``host``: a match); ``of_works``: of a work for the stage; ``on_ways``: of a road
        (``macht die Brücke dicht``); ``on_things``: of no person (``named a ship``); ``called_out``: of helpers who are
        called somewhere; ``of_new``: of something that has not been spoken of (``es ergab sich eine Koalition``);
        ``on_matters``: of targets and their like (``met its targets``).
        """
        entry = self.table("verbs", case).get(lemma)
        return _entry(str(entry)) if entry else None

    def idiom(self, phrase: str, lemma: str) -> Nominal | None:
        """The noun of a fixed expression like ``in Kraft treten``."""
        entry = self.table("verbs", "idiom").get(f"{phrase.lower()} {lemma}")
        return _entry(str(entry)) if entry else None


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language (ISO 639-1)."""
    data = languages.load(language, "events")
    nouns: dict[str, tuple[str, str]] = {}
    tables: Mapping[str, Any] = data.get("nouns", {})
    for sort in SORTS:
        for gender, words in tables.get(sort, {}).items():
            for word in words.split():
                nouns.setdefault(word.lower(), (sort, "" if gender == "words" else gender))
    verbs: dict[str, set[str]] = {}
    for name, words in data.get("verbs", {}).items():
        if isinstance(words, str):
            for word in words.split():
                verbs.setdefault(word, set()).add(name)
    return Lexicon(
        language,
        data,
        nouns,
        frozenset(str(tables.get("unit", {}).get("words", "")).lower().split()),
        frozenset(str(tables.get("general", {}).get("words", "")).lower().split()),
        frozenset(str(tables.get("group", {}).get("words", "")).lower().split()),
        {word: frozenset(names) for word, names in verbs.items()},
        deeds=frozenset(_entry(str(entry)).noun.lower() for entry in data.get("verbs", {}).get("noun", {}).values()),
        fixed=frozenset(str(tables.get("fixed", "")).split("|")) - {""},
    )


@cache
def _nominal(language: str, lemma: str) -> Nominal | None:
    lex = lexicon(language)
    entry = lex.table("verbs", "noun").get(lemma)
    if entry:
        return _entry(str(entry))
    derive = lex.table("verbs", "derive")
    for ending, replacement in derive.items():
        if ending not in {"prefixes", "general"} and lemma.endswith(ending) and len(lemma) > len(ending) + 2:
            noun = (lemma.removesuffix(ending) + str(replacement)).capitalize()
            if has_noun(noun, language):
                return Nominal(noun, "o")
    prefixes = tuple(str(derive.get("prefixes", "")).split())
    if prefixes and lemma.startswith(prefixes) and lemma.endswith("en"):
        noun = (lemma.removesuffix("en") + str(derive["general"])).capitalize()
        if has_noun(noun, language):
            return Nominal(noun, "o")
    separable = tuple(lex.words("phrase", "prefixes")) if derive.get("general") else ()
    if separable and lemma.startswith(separable) and lemma.endswith("n"):  # vorbereiten, ausliefern
        noun = (lemma.removesuffix("n").removesuffix("e") + str(derive["general"])).capitalize()
        if has_noun(noun, language) and lex.noun(noun) is not None:
            return Nominal(noun, "o")
    if lex.text("verbs", "infinitive_noun") and lemma:
        return Nominal(lemma.capitalize(), "s")
    gerund = lex.text("verbs", "gerund")
    if gerund and lemma.isalpha():
        return Nominal(_gerund(lemma, gerund, lex.endings("verbs", "doubled")), "o")
    return None


def _gerund(lemma: str, ending: str, doubled: tuple[str, ...]) -> str:
    """A verb with the ending of its gerund; short ones, and long ones that end like some of these, double their last letter."""
    stem = lemma
    if lemma.endswith(ending) and re.search("[aeiou]", lemma.removesuffix(ending)):
        return lemma  # an unknown verb, whose gerund is all that is known of it
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and len(lemma) > 2:
        stem = lemma[:-1]
    elif (
        (len(lemma) < 5 or lemma.endswith(doubled))
        and lemma[-1] in "bdgmnprt"
        and lemma[-2] in "aeiou"
        and lemma[-3:-2] not in "aeiou"
    ):
        stem = lemma + lemma[-1]
    return stem + ending


def _entry(text: str) -> Nominal:
    parts = text.split()
    codes = [part for part in parts[1:] if part in {"s", "o", "a", "n", "g"}]
    rest = parts[parts.index(codes[0]) + 1 :] if codes else []
    noun = parts[: parts.index(codes[0])] if codes else parts
    return Nominal(" ".join(noun), codes[0] if codes else "s", " ".join(rest))
