"""HanTa's lexicon and morphology (Wartena 2019) for the languages that have a model; imported nowhere else.

In: a language; out: its tagger, or whether a word is a noun that the language has.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from timeline import languages

_LIKELY = -20.0
"""Logarithmic probability from which on a derived noun is taken for one that people use (``Verdienung`` has -31)."""


@cache
def tagger(language: str) -> Any:
    """HanTa's tagger for the language, or none when it has no model."""
    model = languages.load(language, "words").get("tagger", {}).get("model", "")
    if not model:
        return None
    from HanTa.HanoverTagger import HanoverTagger  # noqa: PLC0415 - 0.4 s, only where sentences hold dates

    return HanoverTagger(model)


def is_listed(word: str, language: str) -> bool:
    """Whether the tagger has seen a word; true where there is no tagger."""
    known = tagger(language)
    return known is None or word.lower() in known.cache


@lru_cache(maxsize=10_000)
def has_noun(word: str, language: str) -> bool:
    """Whether a noun made by rule is a word of the language; true where no lexicon can tell."""
    known = tagger(language)
    return known is None or any(raw == "NN" and score > _LIKELY for raw, score in known.tag_word(word, cutoff=0)[:1])
