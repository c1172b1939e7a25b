"""What a sentence calls off: the thing that will not take place, rather than one that is named beside it.

``Der Kanzler hat seine Teilnahme am Gipfel abgesagt`` calls off the part somebody takes in the summit, ``Bei Regen fällt der
Umzug aus`` nothing yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.events.clause import read
from timeline.events.idioms import idiom_of
from timeline.events.phrases import Phrase
from timeline.events.scene import Clause, Scene
from timeline.model import Span


def called_off(text: str, span: Span, language: str) -> Iterator[str]:
    """The nouns of what the sentence at ``span`` says will not take place, as a fact: not asked, denied, feared, nor on a
    condition."""
    scene = read(text, span, (), language)
    if not scene.tokens or scene.tokens[-1].text == "?" or _open(scene):
        return
    for clause in scene.clauses:
        thing = _thing(scene, clause)
        for phrase in (thing, *thing.others) if thing is not None else ():
            yield scene.words(phrase.core_first, phrase.core_last)


def _thing(scene: Scene, clause: Clause) -> Phrase | None:
    """What the clause calls off: the subject of what falls through, the object of who cancels."""
    idiom = idiom_of(scene, clause)
    if idiom and idiom.noun == "cancel":
        return clause.subject if not clause.negated else None
    classes = scene.lexicon.verb(clause.lemma) | ({idiom.noun} if idiom else set())
    if "occur" in classes:
        return clause.subject if clause.negated else None
    if clause.lemma in scene.lexicon.words("status", "existence_verbs"):
        return clause.object if clause.negated else None
    if "cancel" not in classes or clause.negated:
        return None
    return clause.subject if clause.passive or clause.object is None else clause.object


def _open(scene: Scene) -> bool:
    """Whether something in the sentence leaves it open: doubt, a denial, a condition (``bei Regen``)."""
    lexicon = scene.lexicon
    words = lexicon.words("status", "tentative_words") | lexicon.words("status", "conditions")
    if any(token.text.lower() in words for token in scene.tokens):
        return True
    if any("deny" in lexicon.verb(clause.lemma) for clause in scene.clauses):
        return True
    before, nouns = lexicon.words("status", "condition_prepositions"), lexicon.words("status", "condition_nouns")
    return any(
        phrase.preposition >= 0
        and scene.tokens[phrase.preposition].text.lower() in before
        and scene.tokens[phrase.head].text.lower() in nouns
        for phrase in scene.phrases
    )
