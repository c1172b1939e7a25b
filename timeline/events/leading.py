"""The company or body that a report opens with: ``the company`` further down stands for it, and its results are its own.

In: the context of a document; out: the phrase that names it, with its scene.
"""

from __future__ import annotations

from functools import lru_cache

from timeline import gazetteer
from timeline.events import inflect
from timeline.events.carried import sense_of
from timeline.events.context import Context
from timeline.events.names import is_function, is_given
from timeline.events.phrases import Phrase
from timeline.events.scene import Scene

_LEAD = 2
"""Sentences a report opens with, its headline among them."""

Named = tuple[Scene, Phrase]


@lru_cache(maxsize=4)
def leading_body(context: Context) -> Named | None:
    """The first subject with a name that is neither a person's nor a place's and comes again; kept, for many rows ask."""
    for number in range(min(_LEAD, len(context.sentences))):
        scene = context.scene(number)
        subject = next((c.subject for c in scene.clauses if c.subject is not None and c.kind == "main"), None)
        if subject is not None and _names_body(context, scene, subject):
            return scene, subject
    return None


def _names_body(context: Context, scene: Scene, subject: Phrase) -> bool:
    name, language = inflect.proper_name(scene, subject), context.document.language
    if not name or is_given(name.split()[0], language) or gazetteer.lookup(name, language):
        return False
    if any(is_function(scene.tokens[i].lemma, language) for i in range(subject.first, subject.core_last + 1)):
        return False
    return context.document.text.count(name.split()[0]) > 1


def named_body(context: Context, scene: Scene, phrase: Phrase) -> Named:
    """The name that ``the company`` stands for; the phrase itself where it is no such noun, or says itself which one."""
    lexicon, token = scene.lexicon, scene.tokens[phrase.head]
    bare = phrase.core_first == phrase.head and phrase.determiner == phrase.first == phrase.head - 1
    if not bare or phrase.attributes or token.lemma.lower() not in lexicon.words("nouns", "companies"):
        return scene, phrase
    if scene.tokens[phrase.determiner].text.lower() not in lexicon.words("phrase", "definite"):
        return scene, phrase
    found = leading_body(context)
    return found if found is not None and found[0].span.start < scene.span.start else (scene, phrase)


def earner(context: Context, scene: Scene, phrase: Phrase) -> Named | None:
    """Whose result a bare noun (``net income``) is: the subject's, the speaker's, or that of the body a report opens with.

    None for what is no result, or says itself whose it is.
    """
    sense = sense_of(scene, phrase)
    if sense is None or sense.noun not in scene.lexicon.words("phrase", "results") or phrase.attributes:
        return None
    inside = scene.tokens[phrase.first : phrase.head]
    if inflect.proper_name(scene, phrase) or any(t.tag == "PROPN" or t.form == "possessive" for t in inside):
        return None
    own = scene.clause_at(phrase.head)
    said = [c for c in scene.clauses if c is not own and "say" in scene.lexicon.verb(c.lemma)]
    for clause in (*said, own):
        if clause.subject is None or clause.subject is phrase:
            continue
        behind = clause.subject.last + 1  # the group's biggest unit, Nordwerk Electronics, said
        apart = scene.tokens[behind].text == "," if behind < len(scene.tokens) else False
        beside = next((p for p in scene.phrases if apart and p.start == p.first == behind + 1), None)
        for name in (beside, clause.subject):
            if name is not None and inflect.proper_name(scene, name):
                return scene, name
    local = scene.lexicon.words("phrase", "earned_at")  # At Nordwerk, profit rose
    there = (p for p in own.prepositional if scene.tokens[p.preposition].text.lower() in local)
    placed = next((p for p in there if inflect.proper_name(scene, p)), None)
    return (scene, placed) if placed is not None else leading_body(context)
