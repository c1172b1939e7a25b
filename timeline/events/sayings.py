"""Verbs of saying: what somebody said, and what they do by saying something.

In: a scene, a clause whose partners are known and the classes of its verb; out: a ``Carrier`` for a statement, or None where the
verb tells of something done.
"""

from __future__ import annotations

from timeline.events.carried import Carrier, made, sense_of
from timeline.events.lexicon import Nominal
from timeline.events.names import is_function
from timeline.events.phrases import Phrase
from timeline.events.scene import Clause, Scene


def said(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """What somebody says: ``sagte am Montag``, ``criticised the plan``, ``sprach von einem Rückschlag``."""
    if spoken_of(scene, clause) is not None:
        classes |= {"say"}
    acted_on = clause.object is not None or clause.passive or _counted(scene, clause)
    if (clause.lemma in scene.lexicon.words("verbs", "deeds") and acted_on) or _done_to(scene, clause):
        return None
    if clause.lemma in scene.lexicon.words("verbs", "deeds_of") and clause.subject is not None:
        return None
    if clause.lemma in scene.lexicon.words("verbs", "receive") and _received(scene, clause.object):
        return None
    if "say" not in classes or _says_of_event(scene, clause, classes) or _due(scene, clause, classes):
        return None
    subject = sense_of(scene, clause.subject) if clause.subject is not None and clause.passive else None
    if subject is not None and subject.sort == "aspect":  # als Termin wurde der 3. Mai genannt
        return made(scene, clause, "light", clause.subject, subject, None, classes)
    if clause.kind == "relative" and clause.object is not None and clause.object is clause.antecedent:
        return None
    return made(scene, clause, "say", clause.subject, None, scene.lexicon.nominal(clause.lemma), classes)


def spoken_of(scene: Scene, clause: Clause) -> Phrase | None:
    """What a verb of speech has for its matter (``sprach von einem Rückschlag``): who speaks so gives no speech."""
    if clause.lemma not in scene.lexicon.words("verbs", "speaking") or clause.object is not None or clause.passive:
        return None
    of = scene.lexicon.words("verbs", "speaking_of")
    said = (part for phrase in clause.prepositional for part in (phrase, *phrase.attributes))
    matter = (p for p in said if p.preposition >= 0 and scene.tokens[p.preposition].text.lower() in of)
    return next((p for p in matter if scene.tags[p.head] == "NOUN"), None)


def called_out(scene: Scene, clause: Clause) -> Nominal | None:
    """``Fire crews were called to a house``: who is called somewhere is sent there."""
    called = scene.lexicon.nominal_where("called_out", clause.lemma) if clause.passive else None
    if called is None or clause.subject is None or sense_of(scene, clause.subject) is not None:
        return None
    toward = scene.lexicon.words("phrase", "toward")
    return called if any(scene.tokens[p.preposition].text.lower() in toward for p in clause.prepositional) else None


def _done_to(scene: Scene, clause: Clause) -> bool:
    """``Der Plan wurde erläutert``: of what is done to something by speaking, where that has a noun of its own."""
    nominal = scene.lexicon.nominal(clause.lemma)
    if not clause.passive or clause.subject is None or nominal is None or nominal.genitive != "o":
        return False
    listed = clause.lemma in scene.lexicon.table("verbs", "noun")
    return listed and scene.lexicon.table("verbs", "statement").get(clause.lemma) != nominal.noun


def _due(scene: Scene, clause: Clause, classes: frozenset[str]) -> bool:
    """``meldet sich bis Freitag``: what has to be done by a day is no statement."""
    limits = scene.lexicon.words("kind", "deadline_prepositions")
    return "register" in classes and any(scene.tokens[i].text.lower() in limits for i in clause.indexes)


def _received(scene: Scene, phrase: Phrase | None) -> bool:
    """``begrüßt ihre Gäste``: people, whom one welcomes otherwise than a plan."""
    if phrase is None:
        return False
    head = scene.tokens[phrase.head]
    people = head.lemma.lower() in scene.lexicon.words("verbs", "received") or is_function(head.lemma, head.language)
    return people or scene.tags[phrase.head] == "PROPN"


def _counted(scene: Scene, clause: Clause) -> bool:
    """``wrote the first of 112 checks``: an article behind the verb opens what is written, not what is said."""
    svo = bool(scene.lexicon.text("phrase", "svo"))
    return svo and scene.tags[clause.main + 1 : clause.main + 2] == ["DET"]


def _says_of_event(scene: Scene, clause: Clause, classes: frozenset[str]) -> bool:
    """``announced the meeting for Tuesday``: a verb of saying that plans an event named as its object."""
    if not classes & {"plan", "publish", "cancel", "announce"}:
        return False
    target = clause.subject if clause.passive else clause.object
    return target is not None and sense_of(scene, target) is not None
