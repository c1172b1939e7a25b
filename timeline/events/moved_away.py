"""What has moved away from a date: planned for it once, and told of another day.

In: the carrier of a date with its scene and clause; out: whether, or by which words.
"""

from __future__ import annotations

from timeline.events.carried import Carrier
from timeline.events.idioms import idiom_of
from timeline.events.phrases import TIME, Phrase
from timeline.events.placewords import is_venue, vocabulary
from timeline.events.scene import Clause, Scene
from timeline.model import Span


def only_planned(scene: Scene, clause: Clause) -> Span | None:
    """``Die Eröffnung war für Herbst 2025 geplant``, ``was due to open in 2025``: a plan of the past, without what came of it."""
    pattern = scene.lexicon.pattern("status", "only_planned")
    span = scene.span_of(min(clause.indexes), max(clause.indexes))
    found = pattern.search(scene.text, span.start, span.end) if pattern is not None else None
    return Span(*found.span()) if found is not None else None


def planned_otherwise(carrier: Carrier) -> bool:
    """``Das für den 12. Juni geplante Stadtfest findet erst am 26. Juni statt``: the clause says another date of what was planned."""
    scene, clause, phrase = carrier.scene, carrier.clause, carrier.phrase
    if phrase is None or phrase is not clause.subject:
        return False
    otherwise = scene.lexicon.words("status", "otherwise")  # Friday's collection takes place on Saturday instead
    instead = carrier.at < clause.finite and any(scene.tokens[i].text.lower() in otherwise for i in clause.indexes)
    if not instead and (carrier.how != "participle" or "plan" not in carrier.classes):
        return False
    idiom, _ = idiom_of(scene, clause)
    held = (scene.lexicon.verb(clause.lemma) | carrier.classes | {idiom.noun if idiom else ""}) & {"occur", "begin"}
    behind = any(scene.tags[i] == TIME for i in clause.indexes if i > max(clause.finite, phrase.last))
    return bool(held) and not clause.negated and behind


def keeps_day(carrier: Carrier, at: int) -> bool:
    """``wurde auf 18 Uhr vorverlegt``, ``has been moved to the town hall``: another hour or place, and no other day."""
    scene, clause = carrier.scene, carrier.clause
    inside = [i for i in clause.indexes if scene.tags[i] == TIME and i != at]
    targets = [i for i in inside if scene.shifts(i)]
    hours = {
        i
        for i in targets
        for clock in scene.clocks
        if i < clock and all(scene.tags[k] == TIME for k in range(i, clock))
    }
    if len(hours) < len(targets):
        return False
    return bool(hours) or any(led_to(scene, phrase) for phrase in clause.prepositional)


def led_to(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names the house or town that something is moved to."""
    words = vocabulary(scene.lexicon.language)
    role = words.roles.get(scene.tokens[phrase.preposition].text.lower(), "")
    following = scene.tokens[phrase.determiner].text.lower() if phrase.determiner >= 0 else ""
    if role == "into":
        return True
    there = role == "toward" or (role == "within" and following in words.accusative)
    house = is_venue(scene.tokens[phrase.head].text.capitalize(), scene.lexicon.language)
    return there and (house or scene.tags[phrase.head] == "PROPN")


def moved_on(carrier: Carrier) -> bool:
    """``war für Mai geplant und wird in den Juni verlegt``, ``findet aber im Juni statt``: the sentence goes on to move it."""
    scene, clause, phrase = carrier.scene, carrier.clause, carrier.phrase
    later = [c for c in scene.clauses if c.resumed is not None and c.resumed in (phrase, clause.subject)]
    planned = "plan" in carrier.classes and scene.past(clause)
    if clause.kind in {"relative", "participial"} and phrase is not None and phrase is clause.subject:
        planned = "plan" in carrier.classes and (planned or clause.finite < 0)
        later += [c for c in scene.clauses if c.kind == "main" and c.subject is phrase and _another_day(scene, c)]
    if _caught_up(carrier, planned):
        return True
    return bool({"plan", "occur"} & carrier.classes) and any(
        not other.negated and ((other.passive and "move" in classes) or (planned and classes & {"occur", "stage"}))
        for other in later
        for classes in [scene.lexicon.verb(other.lemma)]
    )


def moves_beside(scene: Scene, clause: Clause) -> bool:
    """Whether another clause of the sentence moves something to another day."""
    return any(
        other is not clause and "move" in scene.lexicon.verb(other.lemma) and _another_day(scene, other)
        for other in scene.clauses
    )


def _caught_up(carrier: Carrier, planned: bool) -> bool:
    """``holen die Sitzung, die für Mai anberaumt war, im Juni nach``: the clause around the plan moves it."""
    scene, phrase = carrier.scene, carrier.phrase
    if phrase is None or carrier.clause.kind != "relative":
        return False
    if not planned and only_planned(scene, carrier.clause) is None:
        return False
    return any(
        c.kind == "main"
        and not c.negated
        and c.object is not None
        and (c.object.holds(phrase.head) or phrase.holds(c.object.head))
        and "move" in scene.lexicon.verb(c.lemma)
        and _another_day(scene, c)
        for c in scene.clauses
    )


def _another_day(scene: Scene, clause: Clause) -> bool:
    """Whether a time expression of a clause says more than an hour, or one word like ``now``."""
    pieces: list[list[int]] = []
    for i in sorted(clause.indexes):
        if scene.tags[i] != TIME:
            continue
        if not pieces or pieces[-1][-1] != i - 1 or scene.tokens[i].tag == "ADP":
            pieces.append([])
        pieces[-1].append(i)
    return any(len(piece) > 1 and piece[-1] not in scene.clocks for piece in pieces)
