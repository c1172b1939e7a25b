"""What was told before is what is done: ``Die Gemeinde will den Turm abreißen. Dies soll im Juni geschehen``, ``It will do so in June``.

In: the carrier of a date whose verb only comes back to another; out: the carrier of that other verb, which names the row.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.events.at_verb import by_verb
from timeline.events.carried import Carrier
from timeline.events.context import Context
from timeline.events.scene import Clause, Scene


def deed(context: Context, carrier: Carrier) -> Carrier | None:
    """The carrier of the verb that ``das geschieht``, ``they will do so`` stands for; None for any other verb."""
    scene, clause = carrier.scene, carrier.clause
    if not _comes_back(scene, clause):
        return None
    for earlier, before in _before(context, scene, clause):
        told = _intended(earlier, before)
        named = by_verb(earlier, told, min(told.indexes))
        spoken = named.how in {"say", "none"}
        if not spoken and named.phrase is not None and (named.nominal is not None or named.sense is not None):
            return named
    return None


def _comes_back(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says of what a pronoun points to that it happens, or that somebody does so."""
    words = scene.lexicon.words("phrase", "pointing_back")
    points = any(
        scene.tokens[i].text.lower() in words for i in clause.indexes if scene.tags[i] in {"PRON", "ADV", "DET"}
    )
    if clause.lemma in scene.lexicon.words("verbs", "happening"):
        return points and clause.subject is None
    return points and clause.lemma in scene.lexicon.words("verbs", "doing") and clause.object is None


def _before(context: Context, scene: Scene, clause: Clause) -> list[tuple[Scene, Clause]]:
    """The main clauses before one in its sentence, and those of the sentence before, the last one first.

    ``Wer das mag, konnte dies am Montag tun``: what somebody does is told in their own sentence, if anything before it is.
    """
    told = [
        (scene, c) for c in scene.clauses if c.kind == "main" and c.main >= 0 and max(c.indexes) < min(clause.indexes)
    ]
    number = context.sentence_at(scene.span.start)
    doing = clause.lemma in scene.lexicon.words("verbs", "doing")
    opened = any(max(c.indexes) < min(clause.indexes) for c in scene.clauses if c.main >= 0)
    if number and not (doing and opened):
        earlier = context.scene(number - 1)
        told = [*((earlier, c) for c in earlier.clauses if c.kind == "main" and c.main >= 0), *told]
    return told[::-1]


def _intended(scene: Scene, clause: Clause) -> Clause:
    """``wants to close the bridge``, ``ordered her to box``: what somebody wants or has to do, where an infinitive says it."""
    to = scene.lexicon.words("phrase", "infinitive_openers")
    at = next(
        (
            i
            for i in sorted(clause.indexes)
            if i > clause.main and scene.tokens[i].form == "infinitive" and scene.tokens[i - 1].text.lower() in to
        ),
        -1,
    )
    if at < 0:
        return clause
    behind = next((p for p in scene.phrases if p.first > at and p.preposition < 0), None)
    return replace(
        clause,
        lemma=scene.tokens[at].lemma,
        main=at,
        object=behind,
        subject=clause.object or clause.subject,
        passive=False,
    )
