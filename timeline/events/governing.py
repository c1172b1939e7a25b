"""Which verb of a clause governs a date, where there are several.

In: a scene, a clause and the first token of a time expression; out: the clause as seen from that verb.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.events.negation import fails
from timeline.events.partners import phrasal
from timeline.events.phrases import TIME, Phrase
from timeline.events.scene import Clause, Scene


def coordinated(scene: Scene, clause: Clause, first: int) -> Clause:
    """``wurde 1971 eröffnet und 1996 saniert``: the second of two verbs behind one auxiliary, for a date before it."""
    if clause.main < 0 or clause.main == clause.finite or clause.main > first:
        return clause
    later = [i for i in sorted(clause.indexes) if i > first and scene.tags[i] == "VERB"]
    if not later or scene.tokens[later[0]].form != scene.tokens[clause.main].form:
        return clause
    return replace(clause, main=later[0], lemma=scene.tokens[later[0]].lemma)


def governing(scene: Scene, clause: Clause, first: int) -> Clause:
    """The clause as seen from the verb nearest before the date: ``a vote to follow at 5 p.m.``, ``due to expire Friday``."""
    inside = {i for p in scene.phrases for i in range(p.first, p.head)}
    before = [i for i in clause.indexes if i < first and scene.tags[i] == "VERB" and i not in inside]
    before = [i for i in before if i == clause.main or scene.tags[i - 1] != TIME]
    following = _what_is_due(scene, clause, first)
    if following < 0:
        following = _filled(scene, clause, first)
    if following >= 0:
        before.append(following)
    if not before or before[-1] == clause.main:
        return clause
    verb = before[-1]
    token = scene.tokens[verb]
    if verb < clause.main and token.form in {"present", "past"}:
        return clause
    opener = verb - 1 if scene.tags[verb - 1] in {"PART", "ADP"} else verb
    noun = next((p for p in scene.phrases if p.last == opener - 1), None)
    if noun is not None and token.form == "infinitive" and _intends(scene, noun):
        noun = None  # announced plans to travel: who announces them travels
    after = next((p for p in scene.phrases if p.first > verb and p.preposition < 0 and p.last < first), None)
    if following >= 0:
        after = next((p for p in scene.phrases if p.first > verb and p.preposition < 0), None)
    adjacent = after is not None and all(scene.tags[i] in {"ADV", "PART", TIME} for i in range(verb + 1, after.first))
    timed = scene.lexicon.verb(token.lemma) & {"occur", "begin", "end"}
    if token.form == "infinitive" and noun is not None and not timed and following < 0:
        return clause
    if noun is None and timed:
        noun = _before_comma(scene, opener)
    subject = clause.subject
    passive = token.form == "participle"
    if noun is not None and (opener == verb or scene.lexicon.verb(token.lemma) & {"occur", "begin", "end"}):
        subject = noun
    return Clause(
        "main",
        clause.indexes,
        finite=clause.finite,
        main=verb,
        lemma=phrasal(scene, verb, token.lemma),
        modal=clause.modal,
        passive=passive,
        negated=clause.negated,
        denied=fails(scene, verb) or (clause.denied and token.form == "infinitive" and verb > clause.main),
        only_from=clause.only_from,
        subject=subject,
        object=after if adjacent else None,
        pronoun=clause.pronoun,
        phrases=clause.phrases,
    )


def _what_is_due(scene: Scene, clause: Clause, first: int) -> int:
    """``has until May to submit the plan``: the verb behind the date says what has to be done."""
    if scene.tokens[first - 1].text.lower() not in scene.lexicon.words("kind", "deadline_prepositions"):
        return -1
    if not scene.lexicon.verb(clause.lemma) & {"light", "state"}:
        return -1
    for i in range(first, min(first + 8, len(scene.tokens) - 1)):
        if scene.tags[i] == TIME:
            continue
        marked = scene.tags[i] in {"PART", "ADP"} and scene.tokens[i + 1].form == "infinitive"
        return i + 1 if marked else -1
    return -1


def _filled(scene: Scene, clause: Clause, first: int) -> int:
    """``will spend the next six weeks checking the instruments``: the verb behind the time says what it is filled with."""
    if clause.lemma not in scene.lexicon.words("verbs", "spend") or not clause.main < first <= clause.main + 3:
        return -1
    gerund = scene.lexicon.text("verbs", "gerund")
    last = first
    while last + 1 < len(scene.tokens) and scene.tags[last + 1] == TIME:
        last += 1
    following = scene.tokens[last + 1] if last + 1 < len(scene.tokens) else None
    fills = following is not None and following.tag == "VERB" and bool(gerund) and following.text.endswith(gerund)
    return last + 1 if fills else -1


def _intends(scene: Scene, noun: Phrase) -> bool:
    """Whether a noun only says that somebody means to do what the infinitive behind it says."""
    return scene.tokens[noun.head].lemma.lower() in scene.lexicon.words("phrase", "intentions")


def _before_comma(scene: Scene, opener: int) -> Phrase | None:
    """``its bid, due to expire``: the phrase that an adjective behind a comma speaks of."""
    i = opener - 1
    while i > 0 and scene.tags[i] in {"ADJ", "ADV", "VERB"}:
        i -= 1
    if scene.tokens[i].text != ",":
        return None
    return next((p for p in scene.phrases if p.last == i - 1), None)
