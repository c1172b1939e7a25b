"""Which word of the sentence carries a date: a noun it stands at, or the verb of its clause.

In: a scene and the tokens of a time expression; out: a ``Carrier``. A date belongs to a noun when it stands right behind
it (``der Gipfel am Dienstag``), in front of it inside the phrase (``die am Dienstag veröffentlichte Studie``,
``Friday's offerings``), or when the verb only says that the noun takes place; otherwise the verb names the event.
"""

from __future__ import annotations

from timeline import gazetteer
from timeline.events.at_noun import apposed, behind_noun, bracketed, due, enumerated, inside_phrase, scheduled
from timeline.events.at_verb import by_verb
from timeline.events.carried import Carrier
from timeline.events.editions import edition
from timeline.events.governing import coordinated, governing, happening, to_be_done
from timeline.events.listing import days_told
from timeline.events.phrases import TIME
from timeline.events.scene import Clause, Scene


def carrier(scene: Scene, first: int, last: int) -> Carrier:
    """What the time expression over the tokens ``first`` to ``last`` belongs to."""
    carried = _carrier(scene, first, last)
    carried.at = first
    return edition(carried)


def _carrier(scene: Scene, first: int, last: int) -> Carrier:
    while first > 1 and scene.tokens[first - 1].text == "/" and scene.tags[first - 2] == TIME:
        first -= 2  # 9.30/12.30 Uhr: both belong to what stands before the first
        while first > 0 and scene.tags[first - 1] == TIME:
            first -= 1
    clause = scene.clause_at(first)
    if first > 1 and scene.tokens[first - 1].text == "(" and last in scene.clocks:
        return by_verb(scene, scene.clause_at(first - 2), first)  # an hour of what the bracket stands behind
    if (around := _around_place(scene, first, last)) is not None:
        return by_verb(scene, around, first)
    if clause.kind == "heading":  # its date is that of what it heads
        clause = next((c for c in scene.clauses if c.main >= 0 and c.kind == "main"), clause)
        return by_verb(scene, clause, first)
    found = (
        inside_phrase(scene, clause, first, last)
        or bracketed(scene, clause, first, last)
        or apposed(scene, clause, first, last)
        or enumerated(scene, clause, first, last)
        or due(scene, clause, first)
        or days_told(scene, clause, first)
        or scheduled(scene, clause, first)
        or behind_noun(scene, clause, first)
    )
    if found:
        return found
    if (due_clause := to_be_done(scene, clause, first)) is not None:
        clause = due_clause
    elif scene.lexicon.text("phrase", "svo"):
        clause = governing(scene, clause, first)
    else:
        clause = coordinated(scene, clause, first)
    return by_verb(scene, happening(scene, clause), first)


def _around_place(scene: Scene, first: int, last: int) -> Clause | None:
    """``errichteten in Kiel (seit 1929) eine Station``: the clause with the place that a date stands behind in brackets of its own."""
    opening = scene.before_time(first)
    closed = [token.text for token in scene.tokens[last + 1 : last + 2]] == [")"]
    if opening < 1 or scene.tokens[opening].text != "(" or not closed:
        return None
    phrase = next((p for p in scene.phrases if p.last == opening - 1), None)
    if phrase is None or phrase.preposition < 0 or scene.tags[phrase.core_last] != "PROPN":
        return None
    name = scene.words(phrase.core_first, phrase.core_last)
    clause = scene.clause_at(phrase.head)
    return clause if clause.main >= 0 and gazetteer.lookup(name, scene.lexicon.language) else None
