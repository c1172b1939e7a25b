"""Words with their class and lemma, for the few sentences that hold a date.

In: a stretch of text and its language; out: tokens with offsets into the whole text. Word classes come from HanTa's
lexicon and morphology (Wartena 2019), asked word by word behind a cache; what context decides is decided here by a few
rules over the neighbours, because HanTa's own sentence tagger is twenty times too slow for whole news archives.
Everything that is language stands in ``languages/<code>.words.toml``. A language without such a file still gets tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from timeline import gazetteer, languages
from timeline.events.disambiguate import choose
from timeline.events.proper import common_and_proper
from timeline.events.readings import FINITE, OPENERS, Readings
from timeline.events.tagger import tagger

_TOKEN = re.compile(
    r"""(?:[A-Z]{1,3})?[$€£¥]\s?\d+(?:[.,]\d+)*(?:-\w+)*  # C$30-a-share
      | \d+(?:[.,]\d+)?(?:-[^\W\d_]{3,})+               # 250-Kilo-Bombe  82-Jähriger
      | \d+(?:[.,:]\d+)*(?:\.(?=\s+\w))?%?            # 10.000  15.  17.30
      | (?:\w+-)?(?:[^\W\d_]\.){2,}                    # z.B.  U.S.
      | [^\W_]+(?:['’](?!(?:s|re|ve|ll|d|m)\b)[^\W\d_]+)?(?:[-‑–/&](?=[^\W_])[^\W_]+(?:['’](?!s\b)[^\W\d_]+)?)*-?  # NATO-Gipfel  Staats-
      | ['’](?:s|re|ve|ll|d|m)\b
      | [^\w\s]""",
    re.VERBOSE,
)


_CONTRACTED = ("n't", "n’t")
_CAPITALISED = frozenset({"NOUN", "PROPN"})
_POSSESSIVE = frozenset({"'s", "’s"})
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "ADV", "VERB", "NUM", "X"})
"""Classes of words that can be part of a name."""


@dataclass(slots=True, eq=False)
class Token:
    """One word or mark of punctuation; offsets are into the document's text. All who read the sentence share it: never changed."""

    start: int
    end: int
    text: str
    tag: str
    """NOUN PROPN VERB AUX MODAL ADJ ADP DET PRON NUM ADV CONJ SUBJ PART PUNCT X."""
    form: str = ""
    """Of a verb: present, past, finite (tense unknown), infinitive, participle, gerund; of a noun: truncated."""
    language: str = ""
    _lemma: str = ""

    @property
    def lemma(self) -> str:
        """The dictionary form; nouns keep their capital where the language writes one."""
        if not self._lemma:
            self._lemma = lemma(self.text, self.tag, self.form, self.language)
        return self._lemma

    @property
    def finite(self) -> bool:
        """Whether this is a finite verb."""
        return self.form in FINITE


@lru_cache(maxsize=64)
def analyse(text: str, start: int, end: int, language: str) -> tuple[Token, ...]:
    """The tokens of ``text[start:end]``, usually one sentence, in order."""
    spans: list[tuple[int, int]] = []
    words: list[str] = []
    entries: list[Readings] = []
    initial = True
    abbreviations = _names(language).abbreviations
    for first, last in _spans(text, start, end):
        word = read = text[first:last]
        if text[last : last + 1] == "." and (
            word in abbreviations or (len(word) == 1 and word.isupper() and last + 1 < end)
        ):
            word += "."
        elif word == "." and spans and spans[-1][1] > first:
            continue
        if spans and "_" in text[spans[-1][1] : first]:
            initial = True  # BUDAPEST, Hungary (AP)_ Tired of …
        spans.append((first, first + len(word)))
        words.append(word)
        entries.append(_entry(read, initial, language))
        initial = read in OPENERS
    _companies(words, entries, _names(language).companies)
    if not _names(language).capital_nouns:
        _surnames(words, entries)
    chosen = common_and_proper(words, entries, choose(words, entries, language), language)
    return tuple(
        [
            Token(first, last, word, tag, form, language)
            for (first, last), word, (tag, form) in zip(spans, words, chosen, strict=True)
        ]
    )


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the words and marks stand; ``didn't`` is an auxiliary and a negation."""
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        if last - first > len(_CONTRACTED[0]) and match[0].endswith(_CONTRACTED):
            yield first, last - len(_CONTRACTED[0])
            first = last - len(_CONTRACTED[0])
        yield first, last


# --- one word -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Names:
    abbreviations: frozenset[str]
    name_endings: tuple[str, ...]
    noun_endings: tuple[str, ...]
    capital_nouns: bool
    participle_endings: tuple[str, ...]
    companies: frozenset[str]
    """What the name of a company ends in (``Inc.``)."""


@cache
def _names(language: str) -> _Names:
    data = languages.load(language, "words")
    nouns: Mapping[str, Any] = data.get("nouns", {})
    return _Names(
        frozenset(str(data.get("abbreviations", "")).split()),
        tuple(str(nouns.get("name_endings", "")).split()),
        tuple(str(nouns.get("endings", "")).split()),
        bool(nouns.get("capitalised", False)),
        tuple(str(data.get("verbs", {}).get("unknown", "")).split()),
        frozenset(str(nouns.get("companies", "")).split()),
    )


def _companies(words: list[str], entries: list[Readings], ends: frozenset[str]) -> None:
    """``Coast Savings Financial Inc.``: the capitalised words before the end of a company's name are part of it."""
    for i, word in enumerate(words):
        if word not in ends or i == 0:
            continue
        k = i
        while k >= 0 and (words[k] in _POSSESSIVE or (words[k][0].isupper() and entries[k][0][0] in _NAMING)):
            if words[k] not in _POSSESSIVE:
                entries[k] = (("PROPN", ""),)
            k -= 1


def _surnames(words: list[str], entries: list[Readings]) -> None:
    """``Dr. Hugh Short``: behind a name, a capital that no common noun explains goes on with it."""
    for i in range(1, len(words)):
        named = words[i][0].isupper() and words[i - 1][0].isupper() and entries[i - 1][0][0] == "PROPN"
        common = entries[i][0][0] not in {"ADJ", "VERB"} or any(tag == "NOUN" for tag, _ in entries[i])
        if named and words[i].isalpha() and not common:
            entries[i] = (("PROPN", ""),)


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
def _entry(word: str, initial: bool, language: str) -> Readings:
    """The readings (tag, form) of a word by itself, likeliest first."""
    if (not word[0].isalnum() and word[-1].isdigit()) or "$" in word:
        return (("NUM", ""),)
    if not word[0].isalnum():
        short = _function_words(language).get(word.lower().replace("’", "'"), ())
        possessive = (("PART", "possessive"),) if word[1:] == "s" else ()
        return (*possessive, *short) or (("PUNCT", ""),)
    if word[0].isdigit() and word[-1].isalpha() and "-" in word:
        return _hyphenated(word, initial, language)
    if word[0].isdigit():
        return (("NUM", ""),) if word.rstrip("%.").replace(".", "").replace(",", "").isdigit() else (("X", ""),)
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
        if (tag, form) not in out:
            out.append((tag, form))
    if word[0].islower() and _names(language).capital_nouns:
        out = [reading for reading in out if reading[0] not in _CAPITALISED] or out
    endings = _names(language).participle_endings
    if lower not in hanta.cache and word[0].islower() and endings and lower.endswith(endings):
        out = [("VERB", "past"), ("VERB", "participle"), *out]  # brokered, which no list has
    unknown = {"NOUN", "X"} if _names(language).capital_nouns else {"NOUN", "X", "ADJ"}
    if lower not in hanta.cache and initial and word[0].isupper() and out and out[0][0] in unknown:
        return (("PROPN", ""),)
    return tuple(out) or (("X", ""),)


def _hyphenated(word: str, initial: bool, language: str) -> Readings:
    last = word.rpartition("-")[2]
    if not last[:1].isalpha():
        return (("X", ""),)
    readings = _entry(last, False, language)
    if last[0].isupper():
        return tuple(r for r in readings if r[0] in {"NOUN", "PROPN"}) or (("PROPN", ""),)
    if word[0].isupper() and not initial and readings[0][0] != "ADJ" and _names(language).capital_nouns:
        return (("PROPN", ""),)
    return (("NOUN", ""),) if readings[0][0] == "NOUN" else (("ADJ", ""),)


def _untagged(word: str, initial: bool, language: str) -> Readings:
    if word[0].isupper() and not initial:
        return (("NOUN", ""),) if _names(language).capital_nouns else (("PROPN", ""),)
    return (("X", ""),)


def _land(word: str, language: str) -> bool:
    """Whether a word is the name of a country or region (``Russland``), which ends like a common noun by chance."""
    return any(found.kind != gazetteer.TOWN for found in gazetteer.lookup(word, language)[:1])


def _unknown_name(word: str, initial: bool, language: str) -> Readings:
    """A capitalised word outside the lexicon: a compound of a known noun, a derived noun, or a name."""
    names = _names(language)
    if not names.capital_nouns:
        return () if initial else (("PROPN", ""),)
    lower = word.lower()
    if lower.endswith(names.noun_endings):
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
        tail = compound_tail(word, language)
        if tail:
            return word[: len(word) - len(tail)] + lemma(tail.capitalize(), tag, form, language).lower()
    if tag == "VERB" and word.lower() not in hanta.cache and (base := _prefixed(word.lower(), form, language)):
        return base
    tags: Mapping[str, str] = data["tagger"]["tags"]
    wanted = f"{tag}_{form}" if form else tag
    coarse = f"{tag}_finite" if form in FINITE else wanted
    for raw, _ in hanta.tag_word(word):
        if tags.get(raw) in {wanted, coarse, tag}:
            return _as_written(word, str(hanta.analyze(word, pos=raw)[0]), tag)
    return _as_written(word, str(hanta.analyze(word)[0]), tag)


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
