"""The house, road or place that is itself what something happens to: opened, closed, mended, looked over.

In: the carrier of a date; out: the tokens of what is so dealt with, for ``place.find``.
"""

from __future__ import annotations

from timeline.events.carried import Carrier
from timeline.events.phrases import Phrase
from timeline.events.placewords import vocabulary


def premises(carrier: Carrier) -> range:
    """The tokens of what a verb (``Die Passstraße wird gesperrt``) or its noun (``Sperrung der Passstraße``) deals with."""
    words = vocabulary(carrier.scene.lexicon.language).affecting
    if carrier.how == "verb" and carrier.verb in words:
        clause = carrier.clause
        phrase = clause.subject if clause.passive or clause.object is None else clause.object
        return _tokens(phrase)
    phrase = carrier.phrase
    named = carrier.how in {"noun", "light"} and phrase is not None and carrier.scene.tokens[phrase.head].lemma in words
    return _tokens(next(iter(phrase.attributes), None)) if named and phrase is not None else range(0)


def _tokens(phrase: Phrase | None) -> range:
    return range(0) if phrase is None else range(phrase.first, phrase.last + 1)
