"""Common noun or name, where a capital does not tell: what stands around the word and the lexicon do.

In: the words of a sentence with their readings and the one chosen for each; out: the choice, corrected.
"""

from __future__ import annotations

from functools import cache

from timeline import languages
from timeline.events.lexicon import lexicon
from timeline.events.readings import Readings
from timeline.events.tagger import has_noun, is_listed


def common_and_proper(
    words: list[str], entries: list[Readings], chosen: list[tuple[str, str]], language: str
) -> list[tuple[str, str]]:
    """``das Schulhaus``, ``der Guss``: behind an article, what is or ends in a noun of the language is no name."""
    if not languages.load(language, "words").get("nouns", {}).get("capitalised", False):
        return chosen
    known = lexicon(language)
    for i in range(1, len(words)):
        behind = chosen[i] == ("PROPN", "") and (i + 1 == len(words) or chosen[i + 1][0] != "PROPN")
        open_ = behind and ("NOUN", "") in entries[i] and chosen[i - 1][0] in {"DET", "ADJ"}
        if open_ and (known.gender(words[i]) or has_noun(words[i], language)):
            chosen[i] = ("NOUN", "")
        elif chosen[i][0] in {"NOUN", "ADJ"} and words[i][0].isupper() and _surname(words, chosen, i, language):
            chosen[i] = ("PROPN", "")
    return chosen


def _surname(words: list[str], chosen: list[tuple[str, str]], i: int, language: str) -> bool:
    """``Hannes Oberparleiter``: behind a first name, what looks like a compound that nobody knows is a name."""
    first, word = words[i - 1], words[i]
    titled = i > 1 and chosen[i - 2][0] == "NOUN"
    if chosen[i - 1][0] != "PROPN" or (first[-1] == "s" and not titled) or not first[1:].islower() or "-" in word:
        return False
    if lexicon(language).noun(word):
        return False
    if first in _given() and i + 1 < len(words) and chosen[i + 1][0] != "NOUN":
        return True  # Eva Kern, Ida Lang
    if chosen[i][0] == "ADJ":
        return False
    if i > 1 and chosen[i - 2][0] in {"ADP", "DET", "PROPN"}:
        return False
    return not is_listed(word, language)


@cache
def _given() -> frozenset[str]:
    """Given names of many languages."""
    return frozenset(str(languages.load("mul", "names").get("given", "")).split())
