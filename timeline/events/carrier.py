"""Which word of the sentence carries a date: a noun it stands at, or the verb of its clause.

In: a scene and the tokens of a time expression; out: a ``Carrier``. A date belongs to a noun when it stands right behind
it (``der Gipfel am Dienstag``), in front of it inside the phrase (``die am Dienstag veröffentlichte Studie``,
``Friday's offerings``), or when the verb only says that the noun takes place; otherwise the verb names the event.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.events.at_noun import behind_noun, bracketed, due, inside_phrase
from timeline.events.at_verb import by_verb
from timeline.events.carried import Carrier, sense_of
from timeline.events.governing import coordinated, governing
from timeline.events.scene import Scene


def carrier(scene: Scene, first: int, last: int) -> Carrier:
    """What the time expression over the tokens ``first`` to ``last`` belongs to."""
    carried = _edition(_carrier(scene, first, last))
    carried.at = first
    return carried


def _edition(carried: Carrier) -> Carrier:
    """``die elfte Auflage des Stadtlaufs``, ``der Startschuss zum Rennen fällt``: the event itself."""
    scene = carried.scene
    phrase = carried.phrase or carried.clause.subject
    if phrase is None or scene.tokens[phrase.head].lemma not in scene.lexicon.words("nouns", "edition", "words"):
        return carried
    right_behind = [p for p in scene.phrases if p.start == phrase.last + 1]
    for inner in (*phrase.attributes, *right_behind):
        sense = sense_of(scene, inner)
        if sense is not None and sense.sort == "occasion":
            how = carried.how if carried.how in {"noun", "listing", "participle"} else "light"
            return replace(carried, how=how, phrase=inner, sense=sense, nominal=None)
    return carried


def _carrier(scene: Scene, first: int, last: int) -> Carrier:
    clause = scene.clause_at(first)
    found = (
        inside_phrase(scene, clause, first, last)
        or bracketed(scene, clause, first, last)
        or due(scene, clause, first)
        or behind_noun(scene, clause, first)
    )
    if found:
        return found
    if scene.lexicon.text("phrase", "svo"):
        clause = governing(scene, clause, first)
    else:
        clause = coordinated(scene, clause, first)
    return by_verb(scene, clause, first)
