"""What a verb tells of a date without anything happening on it: a state, what was nearly so, what somebody had time for.

In: the carrier of a date, with the document around it where that matters; out: whether it makes no row.
"""

from __future__ import annotations

from datetime import timedelta

from timeline.events.carried import Carrier
from timeline.events.context import Context
from timeline.events.dated import DAYS, day
from timeline.events.governing import gives_time
from timeline.events.names import is_function
from timeline.events.phrases import Phrase
from timeline.events.scene import Scene
from timeline.events.skip import over
from timeline.model import Reading

_MONTH = timedelta(days=31)


def nowadays(carried: Carrier, reading: Reading) -> bool:
    """``heute`` with a state in the present tense means these times, not this day."""
    scene, clause = carried.scene, carried.clause
    if reading.text.lower() not in scene.lexicon.words("kind", "nowadays"):
        return False
    if clause.finite < 0:  # der Schauspieler, heute ein gefragter Mann
        return carried.how in {"none", "state"} and clause.main < 0 and carried.at > 0
    if scene.opener(carried.at) in scene.lexicon.words("join", "range"):
        due = (carried.classes | scene.lexicon.verb(clause.lemma)) & {"register", "lasting", "occur", "show", "plan"}
        if clause.perfect or clause.negated or scene.past(clause) or (carried.how == "verb" and not due):
            return True  # "bis heute" has something been, or not been, so, or is
    if carried.how in {"noun", "light", "listing", "say"} and carried.sense is not None:
        return False
    states = scene.lexicon.verb(clause.lemma) & {"state", "copula"}
    return bool(states) and scene.tokens[clause.finite].form == "present" and not clause.perfect


def unreal(carried: Carrier) -> bool:
    """``Wir hätten heuer gewonnen``, ``Fast wäre er gestürzt``, ``nearly fell``: what has not come about, as nobody reports himself in
    such words, and as almost is not."""
    scene, clause = carried.scene, carried.clause
    before = scene.tokens[clause.main - 1].text.lower() if carried.how == "verb" and clause.main > 0 else ""
    if before in scene.lexicon.words("status", "nearly") and clause.lemma not in scene.lexicon.words(
        "verbs", "by_degrees"
    ):
        return True
    if clause.finite < 0 or all(scene.tokens[i].form != "participle" for i in clause.indexes):
        return False
    words = scene.lexicon.words
    if scene.tokens[clause.finite].text.lower() not in words("status", "unreal"):
        return False
    mine = clause.pronoun >= 0 and scene.tokens[clause.pronoun].text.lower() in words("status", "first_person")
    return mine or any(scene.tokens[i].text.lower() in words("status", "almost") for i in clause.indexes)


def inert(carried: Carrier) -> bool:
    """``Die Zahl entsprach 2024 dem Bedarf``: whether a verb only tells how things are, so that nothing happens by it."""
    scene, clause = carried.scene, carried.clause
    if carried.how not in {"verb", "participle"}:
        return False
    if carried.verb in scene.lexicon.words("verbs", "sighting"):
        return clause.object is None or not _somebody(scene, clause.object)
    return carried.verb in scene.lexicon.words("verbs", "inert")


def idle(carried: Carrier) -> bool:
    """``Am Abend habe ich Zeit``, ``erlebte einen schwarzen Freitag``: a time that somebody has for something, and no deadline, or
    that somebody only lives through."""
    scene, clause = carried.scene, carried.clause
    if clause.lemma in scene.lexicon.words("verbs", "living_through"):
        opens = max(0, scene.before_time(carried.at))
        return clause.object is None and all(token.tag != "ADP" for token in scene.tokens[opens : carried.at + 1])
    with_it = scene.lexicon.words("phrase", "with_it")  # hat damit begonnen, sie zu räumen
    if "begin" in carried.classes and any(scene.tokens[i].text.lower() in with_it for i in clause.indexes):
        return True
    has = clause.object is not None and clause.lemma in scene.lexicon.words("verbs", "possessing")
    if not has or clause.object is None or carried.sense is not None:
        return False
    if not gives_time(scene, clause.object.head):
        return False
    return scene.openers(carried.at).isdisjoint(scene.lexicon.words("kind", "deadline_prepositions"))


def stood(context: Context, carried: Carrier, reading: Reading) -> bool:
    """``2014 stand dort eine Statue``: how things were at a time gone by, where nothing became so.

    Of a day it may still be the matter of the report (``Am Samstag standen 300 Menschen auf dem Platz``).
    """
    scene, clause = carried.scene, carried.clause
    if reading.when is None or reading.when.precision in DAYS:
        return False
    if carried.how != "state" or carried.sense is not None or not scene.past(clause) or not over(context, reading):
        return False
    since = scene.lexicon.words("kind", "period_prepositions") | scene.lexicon.words("join", "from")
    return clause.lemma not in scene.lexicon.words("verbs", "become") and scene.opener(carried.at) not in since


def outlasts(context: Context, carried: Carrier, reading: Reading) -> bool:
    """``In the past 20 months, he said, sales have doubled``: a stretch that lasts to the day of the report is not when somebody said so."""
    when, published = reading.when, context.document.published
    if carried.how != "say" or when is None or published is None or when.start is None or when.end is None:
        return False
    said = {*reading.text.lower().split(), *context.document.text[: reading.expression.start].lower().split()[-1:]}
    earlier = not said.isdisjoint(context.lexicon.words("kind", "earlier"))  # earlier this year
    long = day(when.end) - day(when.start) > _MONTH and not earlier
    return long and day(when.start) <= day(published) <= day(when.end)


def _somebody(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names a person, by a name or a function."""
    return scene.tags[phrase.head] == "PROPN" or is_function(scene.tokens[phrase.head].lemma, scene.lexicon.language)
