"""What a sentence calls off: the thing that will not take place, rather than one that is named beside it.

``Der Kanzler hat seine Teilnahme am Gipfel abgesagt`` calls off the part somebody takes in the summit, ``Bei Regen fällt der
Umzug aus`` nothing yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.events.clause import read
from timeline.events.idioms import idiom_of, told_classes
from timeline.events.lexicon import Nominal
from timeline.events.negation import weather
from timeline.events.phrases import Phrase
from timeline.events.scene import Clause, Scene
from timeline.model import Span


def called_off(text: str, span: Span, language: str) -> Iterator[str]:
    """The nouns of what the sentence at ``span`` says will not take place, as a fact: not asked, denied, feared, nor on a
    condition."""
    scene = read(text, span, (), language)
    if not scene.tokens or scene.tokens[-1].text == "?" or _conditional(scene):
        return
    for thing in (_announced(scene), *(_thing(scene, clause) for clause in scene.clauses)):
        for phrase in (thing, *thing.others) if thing is not None else ():
            yield scene.words(phrase.core_first, phrase.core_last)


def _announced(scene: Scene) -> Phrase | None:
    """``Abgesagt: Hafenfest in Brake``."""
    words = [token.text.lower() for token in scene.tokens[:2]]
    if words[0] not in scene.lexicon.words("status", "cancelled_words") or words[1:] != [":"]:
        return None
    return next((phrase for phrase in scene.phrases if phrase.preposition < 0), None)


def _thing(scene: Scene, clause: Clause) -> Phrase | None:
    """What the clause calls off: the subject of what falls through, the object of who cancels."""
    words = _words(scene, clause)
    if words & scene.lexicon.words("status", "tentative_words"):
        return None
    idiom, _ = idiom_of(scene, clause)
    classes = told_classes(scene, clause, idiom)
    off = "cancel" in classes
    if bool(words & scene.lexicon.words("status", "negation")) == off:
        return None
    if "occur" in classes:
        return clause.subject
    if off:
        return stopped(clause, idiom)
    return clause.object if clause.lemma in scene.lexicon.words("status", "existence_verbs") else None


def stopped(clause: Clause, idiom: Nominal | None) -> Phrase | None:
    """What a clause keeps from taking place: the subject of what falls through, the object of who cancels."""
    return clause.subject if clause.passive or clause.object is None or idiom is not None else clause.object


def _words(scene: Scene, clause: Clause) -> set[str]:
    """The words of a clause, without a reason that follows its verb."""
    out = set()
    for i in sorted(clause.indexes):
        if scene.tags[i] == "SUBJ" and i > clause.main >= 0:
            break
        out.add(scene.tokens[i].text.lower())
    return out


def _conditional(scene: Scene) -> bool:
    """Whether the sentence leaves open what it says: by a denial or a condition (``bei Regen``)."""
    lexicon = scene.lexicon
    if any(token.text.lower() in lexicon.words("status", "conditions") for token in scene.tokens):
        return True
    if any("deny" in lexicon.verb(clause.lemma) for clause in scene.clauses):
        return True
    return weather(scene, scene.phrases) is not None
