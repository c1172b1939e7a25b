"""One of an event's turns: ``die elfte Auflage des Laufs``, ``beim letzten Mal``, ``das bisher letzte fand … statt``.

In: the carrier of a date; out: the carrier of the event itself, or one that names nothing where the event is the one that
the document is about. The wordings are the language's data (``[edition]``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from timeline import languages
from timeline.events.carried import Carrier, sense_of
from timeline.events.phrases import Phrase

_BESIDE = 60
"""Characters beside a date that may say that it is that of another turn."""
_RUNS = frozenset({"plan", "occur", "begin", "copula", "state"})


def edition(carried: Carrier) -> Carrier:
    """The carrier of the event whose turn a date is of."""
    scene = carried.scene
    if _another(carried):
        return _unnamed(carried)
    phrase = carried.phrase or carried.clause.subject
    if phrase is None or scene.tokens[phrase.head].lemma not in scene.lexicon.words("nouns", "edition", "words"):
        return carried
    right_behind = [p for p in scene.phrases if p.start == phrase.last + 1]
    for inner in (*phrase.attributes, *right_behind):
        sense = sense_of(scene, inner)
        if sense is not None and sense.sort == "occasion":
            how = carried.how if carried.how in {"noun", "listing", "participle"} else "light"
            return replace(carried, how=how, phrase=inner, sense=sense, nominal=None)
    alone = not phrase.attributes and not right_behind and not _printed(carried, phrase)
    return _unnamed(carried) if alone and carried.classes & _RUNS else carried


def _unnamed(carried: Carrier) -> Carrier:
    return replace(carried, how="edition", phrase=None, sense=None, nominal=None)


def _printed(carried: Carrier, phrase: Phrase) -> bool:
    """Whether the sentence speaks of something printed: its editions are no turns of an event."""
    scene = carried.scene
    return any(
        sense.sort == "publication"
        for other in scene.phrases
        if other.head != phrase.head and (sense := sense_of(scene, other)) is not None
    )


def _another(carried: Carrier) -> bool:
    """Whether the words before a date, or those that open its sentence, make it that of another turn of the event."""
    if carried.sense is not None and carried.sense.sort in {"occasion", "deadline", "publication"}:
        return False
    scene, language = carried.scene, carried.scene.lexicon.language
    start = scene.tokens[carried.at].start
    before = scene.text[max(scene.span.start, start - _BESIDE) : start]
    opening = scene.text[scene.span.start : scene.span.end]
    found = (
        (_pattern(language, "beside"), before),
        (_pattern(language, "dated"), scene.text[start : start + _BESIDE]),
        (_pattern(language, "opening"), opening),
    )
    return any(pattern.search(words) for pattern, words in found if pattern)


@cache
def _pattern(language: str, name: str) -> re.Pattern[str] | None:
    source = languages.load(language, "events").get("edition", {}).get(name)
    return re.compile(source) if source else None
