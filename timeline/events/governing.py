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


def happening(scene: Scene, clause: Clause) -> Clause:
    """``Als sie um 17 Uhr nicht zurück waren, schlug der Wirt Alarm``: the clause that tells what happened then, for a time at
    which something else had not."""
    opener = scene.tokens[min(clause.indexes)].text.lower() if clause.indexes else ""
    if clause.kind != "subordinate" or not clause.negated or opener not in scene.lexicon.words("phrase", "when"):
        return clause
    following = (c for c in scene.clauses if c.kind == "main" and c.main >= 0 and min(c.indexes) > max(clause.indexes))
    return next(following, clause)


def to_be_done(scene: Scene, clause: Clause, first: int) -> Clause | None:
    """The clause as seen from what there is time for: ``has until May to submit the plan``, ``bis Mai Zeit, den Plan vorzulegen``."""
    verb = _what_is_due(scene, clause, first)
    if verb < 0:
        return None
    lemma = phrasal(scene, verb, scene.tokens[verb].lemma)
    return Clause(
        "main",
        clause.indexes,
        finite=clause.finite,
        main=verb,
        lemma=lemma,
        modal=clause.modal,
        negated=clause.negated,
        denied=clause.denied,
        subject=_who_is_to(scene, clause, first),
        object=_object_of(scene, first, verb),
        pronoun=clause.pronoun,
        phrases=clause.phrases,
        due=True,
    )


def governing(scene: Scene, clause: Clause, first: int) -> Clause:
    """The clause as seen from the verb nearest before the date: ``a vote to follow at 5 p.m.``, ``due to expire Friday``."""
    inside = {i for p in scene.phrases for i in range(p.first, p.head)}
    before = [i for i in clause.indexes if i < first and scene.tags[i] == "VERB" and i not in inside]
    before = [i for i in before if i == clause.main or scene.tags[i - 1] != TIME]
    following = _filled(scene, before[-1] if before else clause.main, first)
    if following >= 0:
        before.append(following)
    if not before or before[-1] == clause.main:
        return clause
    verb = before[-1]
    token = scene.tokens[verb]
    if verb < clause.main and token.form in {"present", "past"}:
        return clause
    if verb < clause.finite < first:  # the mills to be sold had profits for the year
        return clause
    passive = token.form == "participle"
    opener = verb
    while passive and opener > 1 and scene.tags[opener - 1] == "AUX" and opener - 1 > clause.finite:
        opener -= 1
    undergone = opener < verb  # wants the bridge to be closed
    opener -= scene.tags[opener - 1] in {"PART", "ADP"}
    noun = next((p for p in scene.phrases if p.last == opener - 1), None)
    asked = token.form == "infinitive" and clause.lemma in scene.lexicon.words("verbs", "requests")
    if asked:
        noun = None
    meant = noun is not None and token.form == "infinitive" and _intends(scene, noun)
    theirs = meant and noun is not None and noun.preposition >= 0  # a charge for its plan to close the mill
    if meant:
        noun = None  # announced plans to travel: who announces them travels
    after = next((p for p in scene.phrases if p.first > verb and p.preposition < 0 and p.last < first), None)
    if following >= 0:
        after = next((p for p in scene.phrases if p.first > verb and p.preposition < 0), None)
    if after is None and scene.tags[verb + 1 : verb + 2] == [TIME]:  # plans to sell on Dec. 3 its bonds
        behind = scene.time_end(verb + 1)
        after = next((p for p in scene.phrases if p.start == behind + 1 and p.preposition < 0 <= p.determiner), None)
    adjacent = after is not None and all(scene.tags[i] in {"ADV", "PART", TIME} for i in range(verb + 1, after.first))
    timed = scene.lexicon.verb(token.lemma) & {"occur", "begin", "end"}
    if token.form == "infinitive" and noun is not None and not timed and following < 0:
        return clause
    if noun is None and timed and not asked:
        noun = _before_comma(scene, opener)
    subject = None if theirs else clause.subject
    if asked:
        subject = clause.object  # asked the unit to respond
    if noun is not None and (
        undergone or opener == verb or scene.lexicon.verb(token.lemma) & {"occur", "begin", "end"}
    ):
        subject = noun
    return Clause(
        "main",
        clause.indexes,
        finite=clause.finite,
        main=verb,
        lemma=phrasal(scene, verb, token.lemma),
        modal=next(iter(scene.lexicon.words("phrase", "to")), "") if theirs else clause.modal,
        passive=passive,
        negated=clause.negated,
        denied=fails(scene, verb) or (clause.denied and token.form == "infinitive" and verb > clause.main),
        only_from=clause.only_from,
        subject=subject,
        object=after if adjacent else None,
        pronoun=clause.pronoun,
        phrases=[
            p for p in clause.phrases if not (asked and p is clause.subject)
        ],  # the storm forced the school to close
    )


def _what_is_due(scene: Scene, clause: Clause, first: int) -> int:
    """The verb that says what has to be done; -1 where none does."""
    if scene.openers(first).isdisjoint(scene.lexicon.words("kind", "deadline_prepositions")):
        return -1
    if not _gives(scene, clause, first) & {"light", "state"}:
        return -1
    i = scene.time_end(first) + 1
    if gives_time(scene, i):
        return _infinitive_behind(scene, i + 1)
    marked = i + 1 < len(scene.tokens) and scene.tags[i] in {"PART", "ADP"} and scene.tokens[i + 1].form == "infinitive"
    return i + 1 if marked else -1


def _gives(scene: Scene, clause: Clause, first: int) -> frozenset[str]:
    """The classes of the verb that gives a time, which stands before it."""
    gives = clause.main if 0 <= clause.main < first else clause.finite
    return scene.lexicon.verb(scene.tokens[gives].lemma if gives >= 0 else "")


def gives_time(scene: Scene, i: int) -> bool:
    """Whether the word at a token stands for the time that there is to do something (``bis Freitag Zeit``)."""
    return i < len(scene.tokens) and scene.tokens[i].lemma.lower() in scene.lexicon.words("phrase", "time_to")


def _infinitive_behind(scene: Scene, i: int) -> int:
    """The infinitive that closes what there is time for (``Zeit, Stellung zu nehmen``, ``Zeit, Berufung einzulegen``)."""
    for j in range(i, len(scene.tokens)):
        if scene.tags[j] == "VERB":
            return j if scene.tokens[j].form == "infinitive" else -1
        if j > i and scene.tags[j] == "PUNCT":
            break
    return -1


def _who_is_to(scene: Scene, clause: Clause, first: int) -> Phrase | None:
    """``gave both sides until 17 April``, ``gab dem Unternehmen bis zum 17. April Zeit``: whoever is given a time uses it."""
    if clause.main > first or "light" not in _gives(scene, clause, first):
        return clause.subject  # who has time
    given = (p for p in scene.phrases if clause.main < p.first and p.last < first and p.preposition < 0)
    return next(given, None)


def _object_of(scene: Scene, first: int, verb: int) -> Phrase | None:
    """The object of the verb that says what has to be done: behind it, or between what there is time for and it."""
    behind = (p for p in scene.phrases if p.first > verb and p.preposition < 0)
    i = scene.time_end(first) + 1
    if not gives_time(scene, i):
        return next(behind, None)
    return next((p for p in scene.phrases if i < p.first and p.last < verb and p.preposition < 0), None)


def _filled(scene: Scene, verb: int, first: int) -> int:
    """``will spend the next six weeks checking the instruments``: the verb behind the time says what it is filled with; -1 for none."""
    if (
        verb < 0
        or scene.tokens[verb].lemma not in scene.lexicon.words("verbs", "spend")
        or not verb < first <= verb + 3
    ):
        return -1
    gerund = scene.lexicon.text("verbs", "gerund")
    last = scene.time_end(first)
    following = scene.tokens[last + 1] if last + 1 < len(scene.tokens) else None
    fills = following is not None and following.tag in {"VERB", "NOUN"} and following.text.endswith(gerund or "\0")
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
