"""Fixed expressions of a verb with an object or a phrase: ``in Kraft treten``, ``take place``.

In: a clause whose verb and partners are known; out: the noun they are the same as, or the class of verbs.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.events.lexicon import Nominal
from timeline.events.scene import Clause, Scene


def told_classes(scene: Scene, clause: Clause, idiom: Nominal | None) -> frozenset[str]:
    """The classes of a clause's verb, with what the fixed expression that it is part of means, if it is one."""
    return scene.lexicon.verb(clause.lemma) | ({idiom.noun} if idiom is not None else set())


def idiom_of(scene: Scene, clause: Clause) -> tuple[Nominal | None, Clause]:
    """What the verb means with the words that make a fixed expression of it, and the clause without them as its partners."""
    if clause.object is not None:
        bare = max(clause.object.first, clause.object.determiner + 1)
        # traf eine Entscheidung, eine wichtige Entscheidung
        for first in dict.fromkeys((clause.object.first, bare, clause.object.core_first)):
            found = scene.lexicon.idiom(scene.words(first, clause.object.core_last), clause.lemma)
            if found:
                return found, clause
    done = clause.subject if clause.passive else None
    found = scene.lexicon.idiom(scene.words(done.core_first, done.core_last), clause.lemma) if done else None
    if found and (found.preposition or scene.lexicon.noun(found.noun)):  # der Grundstein wurde gelegt
        return found, replace(clause, subject=None)
    if clause.object is None and clause.subject is not None and clause.subject.first == clause.main + 1:
        found = scene.lexicon.idiom(scene.words(clause.subject.first, clause.subject.core_last), clause.lemma)
        if found:  # …, takes place in May: no subject of its own
            return found, replace(clause, subject=None)
    if clause.object is None and clause.subject is not None and clause.subject.core_first < clause.subject.core_last:
        both = clause.subject  # schlug der Wirt Alarm: two phrases side by side
        found = scene.lexicon.idiom(scene.tokens[both.core_last].text, clause.lemma)
        if found:
            end = both.core_last - 1
            return found, replace(clause, subject=replace(both, head=end, core_last=end, last=end))
    alone = [p for p in clause.phrases if p.preposition < 0 and p.determiner < 0 and p is not clause.object]
    for phrase in alone:  # sagt bitte bis Freitag Bescheid
        found = scene.lexicon.idiom(scene.words(phrase.core_first, phrase.core_last), clause.lemma)
        if found:
            whose = None if phrase is clause.subject else clause.subject
            return found, replace(clause, subject=whose, phrases=[p for p in clause.phrases if p is not phrase])
    hanging = [a for p in clause.phrases for a in p.attributes if a.preposition >= 0]  # dem Sturm zum Opfer
    for phrase in [*clause.prepositional, *hanging]:
        words = scene.words(phrase.start, phrase.core_last)
        found = scene.lexicon.idiom(words, clause.lemma)
        if not found and phrase.determiner >= 0:  # unter ihre Kontrolle
            owned = scene.tokens[phrase.determiner].text.lower() in scene.lexicon.words("phrase", "third_person")
            unowned = f"{scene.tokens[phrase.preposition].text} {scene.words(phrase.core_first, phrase.core_last)}"
            found = scene.lexicon.idiom(unowned, clause.lemma) if owned else None
        if found:
            return found, replace(clause, phrases=[p for p in clause.phrases if p is not phrase])
        joined = scene.lexicon.idiom(scene.tokens[phrase.preposition].text, clause.lemma)
        if joined and clause.object is None:
            return joined, clause
    for i in clause.indexes:  # ist von uns gegangen
        if scene.tags[i] == "ADP" and scene.tags[i + 1 : i + 2] == ["PRON"]:
            found = scene.lexicon.idiom(scene.words(i, i + 1), clause.lemma)
            if found:
                return found, clause
    return None, clause
