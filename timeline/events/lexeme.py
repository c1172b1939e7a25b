"""A word by itself: what it can be, and its dictionary form.

In: a word as written and its language; out: readings (tag, form), likeliest first, or a lemma. Word classes come from HanTa's
lexicon and morphology (Wartena 2019). Everything that is language stands in ``languages/<code>.words.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from timeline import gazetteer, languages
from timeline.events.placewords import vocabulary
from timeline.events.readings import FINITE, Readings
from timeline.events.tagger import tagger

_SHORT = 3
"""Letters up to which a word ends others by chance."""
_CAPITALISED = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Naming:
    """What the language data say of how words are named and written."""

    abbreviations: frozenset[str]
    name_endings: tuple[str, ...]
    noun_endings: tuple[str, ...]
    capital_nouns: bool
    participle_endings: tuple[str, ...]
    companies: frozenset[str]
    """What the name of a company ends in (``Inc.``)."""
    clubs: frozenset[str]
    """What the name of a club begins with (``TSV``)."""


@cache
def naming(language: str) -> Naming:
    """The same of a language (ISO 639-1)."""
    data = languages.load(language, "words")
    nouns: Mapping[str, Any] = data.get("nouns", {})
    return Naming(
        frozenset(str(data.get("abbreviations", "")).split()),
        tuple(str(nouns.get("name_endings", "")).split()),
        tuple(str(nouns.get("endings", "")).split()),
        bool(nouns.get("capitalised", False)),
        tuple(str(data.get("verbs", {}).get("unknown", "")).split()),
        frozenset(str(nouns.get("companies", "")).split()),
        frozenset(word for word in str(languages.load(language, "people").get("clubs", "")).split() if word.isupper()),
    )


@cache
def _function_words(language: str) -> Mapping[str, Readings]:
    """Closed classes and irregular verb forms: word → its readings, likeliest first."""
    out: dict[str, list[tuple[str, str]]] = {}
    for key, words in languages.load(language, "words").get("function", {}).items():
        tag, _, form = key.partition("_")
        for word in words.split():
            out.setdefault(word, []).append((tag, form))
    return {word: tuple(readings) for word, readings in out.items()}


@lru_cache(maxsize=200_000)
def entry(word: str, initial: bool, language: str) -> Readings:
    """The readings (tag, form) of a word by itself, likeliest first."""
    if (not word[0].isalnum() and word[-1].isdigit()) or "$" in word:
        return (("NUM", ""),)
    if not word[0].isalnum():
        short = _function_words(language).get(word.lower().replace("’", "'"), ())
        possessive = (("PART", "possessive"),) if word[1:] == "s" else ()
        return (*possessive, *short) or (("PUNCT", ""),)
    if word[0].isdigit() and word[-1].isalpha() and "-" in word:
        return _hyphenated(word, initial, language)
    if word[0].isdigit() and "-" in word:  # 3-for-2
        return (("ADJ", ""),)
    if word[0].isdigit():
        number = word[:-2] if word[-1].isalpha() else word.rstrip("%.")  # 35th
        return (("NUM", ""),) if number.replace(".", "").replace(",", "").isdigit() else (("X", ""),)
    lower = word.lower()
    if len(word) == 1 and word.isupper() and not (initial or word == "I"):
        return (("PROPN", ""),)
    known = _function_words(language).get(lower)
    if known and (initial or word[0].islower() or word == "I"):
        return known
    if word[0].isupper() and ("." in word or word.rpartition("-")[2].isdigit()):
        return (("PROPN", ""),)
    if word.endswith("-"):
        return (("NOUN", "truncated"),) if word[0].isupper() else (("ADJ", "truncated"),)
    if "-" in word:
        return _hyphenated(word, initial, language)
    if word.isupper() and len(word) > 1:
        return (("PROPN", ""),)
    hanta = tagger(language)
    if hanta is None:
        return _untagged(word, initial, language)
    if lower not in hanta.cache and word[0].isupper():
        guess = _unknown_name(word, initial, language)
        if guess:
            return guess
    tags: Mapping[str, str] = languages.load(language, "words")["tagger"]["tags"]
    out: list[tuple[str, str]] = []
    best = None
    for raw, score in hanta.tag_word(word, cutoff=5, casesensitive=not initial):
        best = score if best is None else best
        if best - score > 6:
            break
        tag, _, form = tags.get(raw, "X").partition("_")
        if form == "finite":
            form = _tense(lower, raw, language)
        if form == "participle" and _only_infinitive(lower, raw, language):
            form = "infinitive"
        if (tag, form) not in out:
            out.append((tag, form))
    if word[0].islower() and naming(language).capital_nouns:
        out = [reading for reading in out if reading[0] not in _CAPITALISED] or out
    endings = naming(language).participle_endings
    if lower not in hanta.cache and word[0].islower() and endings and lower.endswith(endings):
        out = [("VERB", "past"), ("VERB", "participle"), *out]  # brokered, which no list has
    if naming(language).capital_nouns and word[0].isupper() and not initial and {tag for tag, _ in out} == {"VERB"}:
        return (("PROPN", ""),)
    unknown = {"NOUN", "X"} if naming(language).capital_nouns else {"NOUN", "X", "ADJ"}
    if lower not in hanta.cache and initial and word[0].isupper() and out and out[0][0] in unknown:
        return (("PROPN", ""),)
    return tuple(out) or (("X", ""),)


def is_common(word: str, language: str) -> bool:
    """Whether a name ends in a noun of the language (``Nordwerk Foods``) or as a company's does (``Inc.``): no person has it."""
    if word in naming(language).companies:
        return True
    hanta = tagger(language)
    known = hanta is not None and word.lower() in hanta.cache
    return known and entry(word.lower(), False, language)[:1] == (("NOUN", ""),)


def _hyphenated(word: str, initial: bool, language: str) -> Readings:
    last = word.rpartition("-")[2]
    if not last[:1].isalpha():
        return (("X", ""),)
    readings = entry(last, False, language)
    if last[0].isupper():
        return tuple(r for r in readings if r[0] in {"NOUN", "PROPN"}) or (("PROPN", ""),)
    if word[0].isupper() and not initial and readings[0][0] != "ADJ" and naming(language).capital_nouns:
        return (("PROPN", ""),)
    return (("NOUN", ""),) if readings[0][0] == "NOUN" else (("ADJ", ""),)


def _untagged(word: str, initial: bool, language: str) -> Readings:
    if word[0].isupper() and not initial:
        return (("NOUN", ""),) if naming(language).capital_nouns else (("PROPN", ""),)
    return (("X", ""),)


def _land(word: str, language: str) -> bool:
    """Whether a word is the name of a country or region (``Russland``), which ends like a common noun by chance."""
    return any(found.kind != gazetteer.TOWN for found in gazetteer.lookup(word, language)[:1])


def _unknown_name(word: str, initial: bool, language: str) -> Readings:
    """A capitalised word outside the lexicon: a compound of a known noun, a derived noun, or a name."""
    names = naming(language)
    if not names.capital_nouns:
        return () if initial else (("PROPN", ""),)
    lower = word.lower()
    if lower.endswith(names.noun_endings) and lower not in names.noun_endings:
        return (("NOUN", ""),)
    if _land(word, language):
        return (("PROPN", ""),)
    if compound_tail(word, language):
        return (("PROPN", ""), ("NOUN", "")) if lower.endswith(names.name_endings) else (("NOUN", ""),)
    return () if initial else (("PROPN", ""), ("NOUN", ""))


@lru_cache(maxsize=100_000)
def compound_tail(word: str, language: str) -> str:
    """The known noun that a compound ends in (``Schlossbrauerei`` → ``brauerei``), the longest one; or empty."""
    hanta = tagger(language)
    if hanta is None:
        return ""
    lower = word.lower()
    for cut in range(3, len(lower) - 3):
        for tail in (lower[cut:], lower[cut:].removesuffix("s"), lower[cut:].removesuffix("es")):
            if len(tail) > 3 and tail in hanta.cache and _is_noun(hanta, tail):
                return lower[cut:]
    return ""


def _is_noun(hanta: Any, word: str) -> bool:
    return any(raw in {"NN", "NNI"} for raw, _ in hanta.tag_word(word.capitalize(), cutoff=0)[:1])


@dataclass(frozen=True, slots=True)
class _Tense:
    strong: re.Pattern[str] | None
    weak_past: tuple[str, ...]
    infinitive: tuple[str, ...]
    participles_alike: tuple[str, ...]
    """Ends of verbs whose participle is like their infinitive."""


@cache
def _tense_data(language: str) -> _Tense:
    data: Mapping[str, str] = languages.load(language, "words").get("tense", {})
    stems = "|".join(sorted(data.get("past_stems", "").split(), key=len, reverse=True))
    prefixes = "|".join(sorted(data.get("prefixes", "").split(), key=len, reverse=True))
    endings = data.get("past_stem_endings", "")
    return _Tense(
        re.compile(rf"(?:{prefixes})?(?:{prefixes})?(?:{stems})(?:{endings})$") if stems else None,
        tuple(data.get("weak_past", "").split()),
        tuple(data.get("infinitive_endings", "").split()),
        tuple(data.get("participles_alike", "").split()),
    )


def _tense(word: str, raw: str, language: str) -> str:
    """Past or present of a finite form that the tagger does not tell apart."""
    data = _tense_data(language)
    if data.strong and data.strong.match(word):
        return "past"
    if not word.endswith(data.weak_past):
        return "present"
    base = str(tagger(language).analyze(word, pos=raw)[0]).lower()
    stem = next((base.removesuffix(ending) for ending in data.infinitive if base.endswith(ending)), base)
    return "past" if word.startswith(stem) and word[len(stem) :] in data.weak_past else "present"


def _only_infinitive(word: str, raw: str, language: str) -> bool:
    """Whether a word is an infinitive (``verkünden``) that the tagger takes for a participle as well: few verbs have one form for both."""
    alike = _tense_data(language).participles_alike
    return bool(alike) and not word.endswith(alike) and str(tagger(language).analyze(word, pos=raw)[0]).lower() == word


@lru_cache(maxsize=200_000)
def lemma(word: str, tag: str, form: str, language: str) -> str:
    """Dictionary form of a word read as ``tag`` and ``form``."""
    if tag in {"PROPN", "PUNCT", "NUM", "X", "PART"} or form == "truncated":
        return word
    data = languages.load(language, "words")
    if tag in {"AUX", "MODAL"}:
        return str(_irregular(language).get(word.lower(), word.lower()))
    if tag not in {"NOUN", "VERB", "ADJ"}:
        return word.lower()
    fixed = _irregular(language).get(word.lower() if tag == "VERB" else word)
    if fixed:
        return fixed
    head, hyphen, last = word.rpartition("-")
    if hyphen:
        return head + hyphen + lemma(last, tag, form, language)
    hanta = tagger(language)
    if hanta is None:
        return _simple_lemma(language)(word)
    if tag == "NOUN" and word.lower() not in hanta.cache:
        if any(word.endswith(noun) for noun, _ in vocabulary(language).endings if len(noun) > _SHORT):
            return word  # the tagger takes what it does not know for inflected: Donaustadion
        tail = compound_tail(word, language)
        if tail:
            return word[: len(word) - len(tail)] + lemma(tail.capitalize(), tag, form, language).lower()
    if tag == "VERB" and word.lower() not in hanta.cache:
        base = _regular(word.lower(), language) or _prefixed(word.lower(), form, language)
        if base:
            return base
    tags: Mapping[str, str] = data["tagger"]["tags"]
    wanted = f"{tag}_{form}" if form else tag
    coarse = f"{tag}_finite" if form in FINITE else wanted
    read_so = (raw for raw, _ in hanta.tag_word(word) if tags.get(raw) in {wanted, coarse, tag})
    raw = next(read_so, None)
    found = hanta.analyze(word, pos=raw)[0] if raw is not None else hanta.analyze(word)[0]
    if tag == "VERB" and found == word:  # a list has it as an adjective
        found = _regular(word, language) or found
    return _as_written(word, str(found), tag)


def _regular(word: str, language: str) -> str:
    """The dictionary form of a regular verb that no list has, where it is one that the events know: ``hospitalized``."""
    known = languages.load(language, "events").get("verbs", {}).get("noun", {})
    endings = languages.load(language, "words").get("verbs", {}).get("regular", ())
    bases = (word.removesuffix(past) + base for past, base in endings if word.endswith(past))
    return next((base for base in bases if base in known), "")


def _prefixed(word: str, form: str, language: str) -> str:
    """The dictionary form of a verb that no list has, by that of the verb behind its prefix: ``zerschlägt`` as ``schlägt``."""
    prefixes = str(languages.load(language, "words").get("verbs", {}).get("inseparable", "")).split()
    hanta = tagger(language)
    for prefix in prefixes:
        rest = word.removeprefix(prefix)
        listed = hanta is not None and rest in hanta.cache
        if rest != word and (listed or rest in _irregular(language)):
            return prefix + lemma(rest, "VERB", form, language)
    return ""


def _as_written(word: str, base: str, tag: str) -> str:
    """The tagger's lemma in the spelling of the text: ``Ausschuss``, not ``Ausschuß``; a verb (``gegossen``) may change it."""
    return base.replace("ß", "ss") if tag == "NOUN" and "ss" in word and "ß" not in word else base


@cache
def _irregular(language: str) -> Mapping[str, str]:
    """Word form → lemma, from the language data."""
    out: dict[str, str] = {}
    for base, forms in languages.load(language, "words").get("lemmas", {}).items():
        for word in forms.split():
            out.setdefault(word, base)
    return out


@cache
def _simple_lemma(language: str) -> Callable[[str], str]:
    import simplemma  # noqa: PLC0415 - 1 s to load, only for languages without a tagger model

    def one(word: str) -> str:
        try:
            return str(simplemma.lemmatize(word, lang=language))
        except ValueError:
            return word

    return one
