"""Word classes and forms that the rules of this stage ask for by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline import languages

FINITE = frozenset({"present", "past", "finite"})
VERBAL = frozenset({"VERB", "AUX", "MODAL"})
OPENERS = frozenset("\"“”„‚‘«»'([:–—-")
APOSTROPHES = frozenset("'’")
QUOTES = frozenset("\"“”„‚‘«»'")
MARKS = QUOTES - set("‚‘'")
"""Quotation marks that are no apostrophes either."""
BREAKS = frozenset(",;:.!?–—()[]")

Readings = tuple[tuple[str, str], ...]
"""(tag, form), likeliest first."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the language data say of the order of words, ready for use."""

    capital_nouns: bool
    adjacent: bool
    """Auxiliaries stand beside their verbs."""
    infinitive_marks: frozenset[str]
    participles: frozenset[str]
    relatives: frozenset[str]
    awaiting: frozenset[str]
    """Auxiliaries that have a participle at the end of the clause."""
    passive: frozenset[str]
    """The auxiliary of a passive behind its participle (``worden``)."""
    with_infinitive: frozenset[str]
    """Auxiliaries that have an infinitive behind them."""
    reporting: frozenset[str]
    objects: frozenset[str]
    indefinite: frozenset[str]
    """Indefinite articles."""
    rounding: frozenset[str]
    """Words that say before a number how exact it is."""
    adverbial: frozenset[str]
    """Adjectives that are adverbs between an auxiliary and its participle."""
    fixed: frozenset[str]
    """Pairs of words, joined by a hyphen, that are one preposition."""
    singular: frozenset[str]
    """Pronouns and articles of one thing alone."""
    plural: frozenset[str]
    """Nouns that are plural without a mark."""
    noun_openers: frozenset[str]
    """Word classes that a noun rather than a verb follows."""


@cache
def order_of(language: str) -> Order:
    """The order of words in a language."""
    data = languages.load(language, "words")
    order: Mapping[str, Any] = data.get("order", {})
    capital_nouns = bool(data.get("nouns", {}).get("capitalised", False))

    def listed(key: str) -> frozenset[str]:
        return frozenset(str(order.get(key, "")).split())

    return Order(
        capital_nouns,
        order.get("verbs") == "adjacent",
        listed("infinitive_marks"),
        listed("participles"),
        listed("relatives"),
        listed("awaiting"),
        listed("passive"),
        listed("with_infinitive"),
        listed("reporting"),
        listed("objects"),
        listed("indefinite"),
        listed("rounding"),
        listed("adverbial"),
        listed("fixed"),
        listed("singular"),
        listed("plural"),
        frozenset({"DET", "ADJ", "ADP"} if capital_nouns else {"DET", "ADJ", "ADP", "NUM"}),
    )
