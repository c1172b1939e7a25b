"""Words with their class and lemma, for the few sentences that hold a date.

In: a stretch of text and its language; out: tokens with offsets into the whole text. Word classes come from HanTa's
lexicon and morphology (Wartena 2019), asked word by word behind a cache; what context decides is decided here by a few
rules over the neighbours, because HanTa's own sentence tagger is twenty times too slow for whole news archives.
Everything that is language stands in ``languages/<code>.words.toml``. A language without such a file still gets tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from timeline.events.disambiguate import choose
from timeline.events.lexeme import entry, lemma, naming
from timeline.events.proper import common_and_proper
from timeline.events.readings import FINITE, OPENERS, QUOTES, VERBAL, Readings

_TOKEN = re.compile(
    r"""(?:[A-Z]{1,3})?[$€£¥]\s?\d+(?:[.,]\d+)*(?:-\w+)*  # C$30-a-share
      | \d+-[^\W\d_]+-\d+                              # 3-for-2
      | [^\W\d_]{2,}\.-[^\W\d_]{4,}                    # Mass.-based
      | \d+(?:[.,]\d+)?%-[^\W\d_]{4,}                   # 61%-owned
      | \d+(?:[.,]\d+|:\d)?(?:-[^\W\d_]{3,})+           # 250-Kilo-Bombe  82-Jähriger  2:0-Sieg
      | \d+(?:st|nd|rd|th)\b                          # 35th
      | \d+(?:[.,:]\d+)*(?:\.(?=\s+\w))?%?            # 10.000  15.  17.30
      | (?:\w+-)?(?:[^\W\d_]\.){2,}                    # z.B.  U.S.
      | [^\W_]+(?:['’](?!(?:s|re|ve|ll|d|m)\b)[^\W\d_]+)?(?:[-‑–/&](?=[^\W_])[^\W_]+(?:['’](?!s\b)[^\W\d_]+)?)*-?  # NATO-Gipfel  Staats-
      | ['’](?:s|re|ve|ll|d|m)\b
      | [^\w\s]""",
    re.VERBOSE,
)


_SCORE = re.compile(r"\d+:\d")
_CONTRACTED = ("n't", "n’t")
_APOSTROPHES = frozenset("'’‘")
_POSSESSIVE = frozenset({"'s", "’s"})
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "ADV", "VERB", "NUM", "X"})
"""Classes of words that can be part of a name."""
_SMALL = frozenset({"DET", "ADP", "CONJ", "PRON", "PUNCT"})
_LONGEST_NAME = 7
"""Words of a name between quotation marks at most, small ones aside."""


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
    abbreviations = naming(language).abbreviations
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
        entries.append(entry(read, initial, language))
        initial = read in OPENERS
    _companies(words, entries, naming(language).companies)
    _works(words, entries)
    _scores(words, entries)
    _clubs(words, entries, naming(language).clubs)
    if naming(language).capital_nouns:
        _called(words, entries)
    else:
        _owners(spans, words, entries)
        _aged(words, entries)
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


def _clubs(words: list[str], entries: list[Readings], begin: frozenset[str]) -> None:
    """``der TSV Lauf``: behind what begins the name of a club, a capital is the rest of it."""
    for i in range(1, len(words)):
        if words[i - 1] in begin and words[i][0].isupper() and words[i].isalpha():
            entries[i - 1] = entries[i] = (("PROPN", ""),)


def _works(words: list[str], entries: list[Readings]) -> None:
    """``the exhibition "Light and Shade" runs``: no verb in what is written like a name between quotation marks."""
    marks = [i for i, word in enumerate(words) if word in QUOTES]
    for opening, closing in pairwise(marks):
        inside = [i for i in range(opening + 1, closing) if entries[i][0][0] not in _SMALL]
        if not 0 < len(inside) <= _LONGEST_NAME or not all(words[i][0].isupper() for i in inside):
            continue
        for i in inside:
            entries[i] = tuple(r for r in entries[i] if r[0] not in VERBAL) or (("PROPN", ""),)


def _scores(words: list[str], entries: list[Readings]) -> None:
    """``nach dem 2:0 gegen Jena``: a score behind an article is what was played, before a noun it counts like a number."""
    for i, word in enumerate(words):
        if word[0].isdigit() and _SCORE.fullmatch(word):
            counts = i + 1 < len(words) and entries[i + 1][0][0] in {"NOUN", "ADJ"}
            alone = i > 0 and entries[i - 1][0][0] == "DET" and not counts
            entries[i] = (("NOUN" if alone else "NUM", ""),)


def _owners(spans: Sequence[tuple[int, int]], words: list[str], entries: list[Readings]) -> None:
    """``the nurses' strike``: an apostrophe behind a plural, where it closes no quotation, is a possessive."""
    opened = False
    for i, word in enumerate(words[:-1]):
        if word not in _APOSTROPHES:
            continue
        first, last = spans[i]
        tied = i > 0 and spans[i - 1][1] == first
        if not tied:
            opened = True
        elif opened:
            opened = False
        elif words[i - 1].endswith("s") and spans[i + 1][0] == last + 1 and words[i + 1][0].isalnum():
            entries[i] = (("PART", "possessive"),)


def _aged(words: list[str], entries: list[Readings]) -> None:
    """``jailed the 45-year-old for``: somebody whose age is said, where no noun follows."""
    for i in range(1, len(words)):
        alone = i + 1 == len(words) or entries[i + 1][0][0] not in {"NOUN", "PROPN", "ADJ"}
        if alone and words[i][0].isdigit() and entries[i][0][0] == "ADJ" and entries[i - 1][0][0] in {"DET", "ADJ"}:
            entries[i] = (("NOUN", ""),)


def _called(words: list[str], entries: list[Readings]) -> None:
    """``Trainer Kurz verlässt``: behind a noun a bare adjective with a capital is a name, where nouns have theirs anyway."""
    for i in range(1, len(words)):
        bare = entries[i][0] == ("ADJ", "predicative") and words[i][0].isupper()
        alone = i + 1 == len(words) or entries[i + 1][0][0] not in {"NOUN", "PROPN", "ADJ"}
        if bare and alone and entries[i - 1][0][0] == "NOUN" and words[i].isalpha():
            entries[i] = (("PROPN", ""),)


def _surnames(words: list[str], entries: list[Readings]) -> None:
    """``Dr. Hugh Short``: behind a name, a capital that no common noun explains goes on with it."""
    for i in range(1, len(words)):
        named = words[i][0].isupper() and words[i - 1][0].isupper() and entries[i - 1][0][0] == "PROPN"
        common = entries[i][0][0] not in {"ADJ", "VERB"} or any(tag == "NOUN" for tag, _ in entries[i])
        if named and words[i].isalpha() and not common:
            entries[i] = (("PROPN", ""),)
