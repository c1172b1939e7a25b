"""A plan that the words right before it have called off, forbidden or moved: ``Die Lesung fällt aus. Sie war für Mai geplant``.

In: the context of a document and the carrier of a date; out: what a pronoun stands for after such words, and the standing they
make for a plan told of behind them.
"""

from __future__ import annotations

from timeline.events.anaphora import resolve
from timeline.events.called_off import stopped
from timeline.events.cancellation import STOPS, Standing
from timeline.events.carried import Carrier, sense_of
from timeline.events.context import Context
from timeline.events.idioms import idiom_of, told_classes
from timeline.events.moved_away import led_to, only_planned
from timeline.events.negation import condition, weather_of
from timeline.events.phrases import Phrase
from timeline.events.pronouns import stands_for
from timeline.events.scene import Clause, Scene
from timeline.model import Status

_KEEPS = STOPS | {"move"}
"""Classes of verbs that keep what they tell of from its day."""


def _kept(context: Context, scene: Scene, first: int) -> tuple[Scene, Clause, Phrase] | None:
    """What the clause right before the token ``first``, or else the sentence before, keeps from its day, as a fact."""
    number = context.sentence_at(scene.span.start)
    told, earlier = scene, [c for c in scene.clauses if c.main >= 0 and max(c.indexes) < first]
    if not earlier and number > 0:
        told = context.scene(number - 1)
        earlier = [c for c in told.clauses if c.main >= 0]
    if not earlier:
        return None
    clause = earlier[-1]
    idiom, _ = idiom_of(told, clause)
    classes = told_classes(told, clause, idiom)
    if not classes & _KEEPS or clause.negated or _open(told, clause):
        return None
    thing = stopped(clause, idiom)
    if thing is None or (not classes & STOPS and not _put_off(told, clause, thing)):
        return None
    return told, clause, thing


def _put_off(scene: Scene, clause: Clause, thing: Phrase) -> bool:
    """Whether what is moved is an event, and to another day rather than to another house."""
    sense = sense_of(scene, thing)
    led = any(led_to(scene, phrase) for phrase in (*clause.prepositional, *thing.attributes))
    return sense is not None and sense.sort == "occasion" and not led


def kept_from_day(context: Context, carrier: Carrier) -> tuple[Scene, Phrase] | None:
    """What the pronoun of a clause about a plan stands for, where the words before it keep that from its day."""
    scene, clause = carrier.scene, carrier.clause
    kept = _kept(context, scene, clause.pronoun) if carrier.classes & {"plan", "occur"} else None
    if kept is None:
        return None
    told, _, thing = kept
    return (told, thing) if stands_for(context, scene, clause, told, thing) else None


def overtaken(context: Context, carrier: Carrier) -> Standing | None:
    """The standing of a plan of the past that the words right before it keep from its day."""
    scene, clause, phrase = carrier.scene, carrier.clause, carrier.phrase
    acts = carrier.how == "verb" and clause.object is not None and not clause.passive
    if acts or only_planned(scene, clause) is None:
        return None
    kept = _kept(context, scene, min(clause.indexes))
    if kept is None:
        return None
    told, cause, thing = kept
    if clause.pronoun >= 0:
        same = stands_for(context, scene, clause, told, thing)
    else:
        same = phrase is not None and phrase is clause.subject and _same(context, scene, phrase, told, thing)
    moved = "move" in told.lexicon.verb(cause.lemma)
    span = scene.span_of(cause.main, cause.main) if told is scene else None
    return Standing(Status.CANCELLED, span, replaced=moved) if same else None


def _same(context: Context, scene: Scene, phrase: Phrase, told: Scene, thing: Phrase) -> bool:
    """Whether a phrase with an article names what was told of before (``das Fest`` after ``das Sommerfest``)."""
    if phrase.determiner < 0:
        return False
    words = scene.tokens[phrase.head].lemma.lower(), told.tokens[thing.head].lemma.lower()
    return words[1].endswith(words[0]) or resolve(context, scene, phrase)[1] is thing


def _open(scene: Scene, clause: Clause) -> bool:
    """Whether a clause leaves open what it says: it may come to it, or does on a condition."""
    words = {scene.tokens[i].text.lower() for i in clause.indexes}
    unsure = words & scene.lexicon.words("status", "tentative_words")
    return bool(unsure) or condition(scene, clause) is not None or weather_of(scene, clause) is not None
