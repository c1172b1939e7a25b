"""Dates that a verb speaks of as such: ``Die Stadt rechnet mit Ende Mai``, ``The club is aiming for 3 July``.

In: a clause with its date, and what has been told before; out: the carrier of such a date, and the title of what it dates.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.events.anaphora import main_event
from timeline.events.carried import Carrier, made, sense_of
from timeline.events.context import Context
from timeline.events.naming import Title, head_of, heading_of
from timeline.events.phrases import Phrase
from timeline.events.scene import Clause, Scene
from timeline.events.told import Told
from timeline.model import Kind

PINNED = "pinned"
"""How a clause carries a date that it speaks of as such."""
_BARE = "-"
"""In the data, a date without a preposition."""
_BARE_OPENERS = frozenset({"DET", "NUM", "NOUN", "PROPN", "ADJ"})
"""Tags of what opens a date that has no preposition."""
_HAPPENING = frozenset({"begin", "end", "move", "occur"})
"""Classes of verbs of which the subject is what happens."""
_NEAR = 1
"""Sentences back to what a date is that of."""


def pinned(scene: Scene, clause: Clause, first: int) -> Carrier | None:
    """The carrier of a date that the verb of its clause names, expects or aims at; with an occasion in it, the day is that one's
    (``named 3 July for the concert``). None where the date only says when the verb happens.
    """
    if clause.main < 0:
        return None
    if _leads(scene, clause, first, "pinning_for") and (occasion := _meant(scene, clause)) is not None:
        return occasion
    if not _leads(scene, clause, first, "pinning"):
        return None
    return _meant(scene, clause) or made(scene, clause, PINNED, None, None, None, frozenset({"plan"}))


def _leads(scene: Scene, clause: Clause, first: int, case: str) -> bool:
    """Whether the verb of a clause leads to the date at token ``first`` as the data have it for some verbs."""
    leads = str(scene.lexicon.table("verbs", case).get(clause.lemma, "")).split()
    if not leads:
        return False
    opener = next(token for token in scene.tokens[scene.opening(first) :] if token.tag != "ADV")  # jetzt den 3. Juli
    if opener.tag not in _BARE_OPENERS:
        return opener.text.lower() in leads
    described = clause.kind == "relative" or (clause.passive and clause.subject is not None)
    before = bool(scene.lexicon.text("phrase", "svo")) and first < clause.main
    return _BARE in leads and clause.object is None and not described and not before


def _meant(scene: Scene, clause: Clause) -> Carrier | None:
    """The occasion for which the clause names its date."""
    for phrase in clause.prepositional:
        sense = sense_of(scene, phrase)
        meant = scene.tokens[phrase.preposition].text.lower() in scene.lexicon.words("phrase", "meant_for")
        if meant and sense is not None and sense.sort == "occasion":
            return made(scene, clause, "light", phrase, sense, None, frozenset({"plan"}))
    return None


def title_of_pinned(context: Context, carrier: Carrier, rows: Sequence[Told]) -> Title | None:
    """The title of what was told last, in its sentence or the one before, or of what is said there to happen; None where nothing is."""
    scene, here = carrier.scene, context.sentence_at(carrier.scene.span.start)
    span = scene.span_of(min(carrier.clause.indexes), max(carrier.clause.indexes))
    last = rows[-1].mention if rows else None
    near = last is not None and 0 <= here - context.sentence_at(last.sentence_start) <= _NEAR
    if last is not None and near and last.kind in {Kind.EVENT, Kind.PUBLICATION, Kind.DEADLINE}:
        return Title(last.title, last.head, span, noun=True, sort="occasion", resolved=True)
    found = main_event(context, scene.tokens[carrier.at].start)
    if found is None or here - context.sentence_at(found[0].span.start) > _NEAR:
        found = _happening(context, carrier, here)
    if found is None:
        return None
    return Title(heading_of(context, *found), head_of(*found), span, noun=True, sort="occasion", resolved=True)


def _happening(context: Context, carrier: Carrier, here: int) -> tuple[Scene, Phrase] | None:
    """``Der Neubau verzögert sich. Die Stadt rechnet mit Mai``: the last subject, in an earlier clause or in the sentence before, of a
    verb that says that something happens or moves.
    """
    for scene in (carrier.scene, *(context.scene(n) for n in range(here - 1, max(-1, here - 1 - _NEAR), -1))):
        for clause in reversed(scene.clauses):
            if scene is carrier.scene and min(clause.indexes) >= min(carrier.clause.indexes):
                continue
            if clause.subject is not None and scene.lexicon.verb(clause.lemma) & _HAPPENING:
                return scene, clause.subject
    return None
