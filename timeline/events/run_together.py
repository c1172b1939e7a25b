"""A subject and the bare object right behind it, which look like one noun with its name (``besuchte der Präsident Kiew``).

In: a clause whose partners are known; out: the same, the object taken off its subject.
"""

from __future__ import annotations

from timeline import gazetteer
from timeline.events.phrases import Phrase
from timeline.events.scene import Clause, Scene

_NAMED = 2
"""Words of a person's name as a rule."""


def part(scene: Scene, clause: Clause) -> None:
    """Find the object of a verb that needs one at the end of what stands for its subject."""
    subject = clause.subject
    if subject is None or clause.object is not None or clause.passive or not _wants_object(scene, clause):
        return
    if clause.kind == "main" and subject.first < clause.finite:
        return  # one phrase alone stands before the verb
    at = _object(scene, clause, subject)
    if at < 0:
        return
    thing = Phrase(at, at, subject.core_last, subject.last, attributes=subject.attributes, others=subject.others)
    subject.core_last = subject.last = at - 1
    subject.attributes, subject.others = [], []
    clause.object = thing
    clause.phrases.append(thing)


def _wants_object(scene: Scene, clause: Clause) -> bool:
    """Whether the verb of a clause is one that does something to something."""
    nominal = scene.lexicon.nominal(clause.lemma)
    if "undergone" in scene.lexicon.verb(clause.lemma):
        return False
    return (nominal is not None and nominal.genitive == "o") or clause.lemma in scene.lexicon.words(
        "verbs", "transitive"
    )


def _object(scene: Scene, clause: Clause, subject: Phrase) -> int:
    """The token with which an object begins inside a subject; -1 where all of it is one name.

    Where the verb may well do without one (``informiert die Gruppe Nord über …``), only a plural is.
    """
    tags, tokens, lexicon = scene.tags, scene.tokens, scene.lexicon
    first, last = subject.core_first, subject.core_last
    if last == first or tags[first] != "NOUN":
        return -1
    opened = subject.determiner >= 0 or (clause.finite >= 0 and scene.plural_verb(clause.finite))
    needed = clause.lemma in lexicon.words("verbs", "transitive")
    alone = clause.lemma in lexicon.words("verbs", "objectless")
    named = alone or (not needed and lexicon.listed(tokens[first].lemma, "phrase", "named_kinds"))
    if all(tags[i] == "NOUN" for i in range(first, last + 1)):
        several = tokens[last].text != tokens[last].lemma
        measured = tokens[last - 1].lemma.lower() in lexicon.words("phrase", "quantities")
        return last if opened and not measured and (several or not named) else -1
    names = [i for i in range(first, last + 1) if tags[i] == "PROPN"]
    if named or not names or names[-1] != last:
        return -1
    for start in (last - 1, last):
        if start in names and gazetteer.lookup(" ".join(t.text for t in tokens[start : last + 1]), lexicon.language):
            return start
    return last if len(names) > _NAMED else -1
