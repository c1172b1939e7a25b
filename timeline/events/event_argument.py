"""Which partner of a verb is the event that it says something of.

In: a scene and a clause with its partners; out: the phrase of the event, where one of them names it.
"""

from __future__ import annotations

from timeline.events.carried import sense_of
from timeline.events.lexicon import Nominal, NounSense
from timeline.events.phrases import TIME, Phrase
from timeline.events.scene import Clause, Scene

SUBJECT_FIRST = ("occur", "begin", "end", "cancel", "move")
_OBJECT_FIRST = ("plan", "attend", "light", "state", "copula")
"""Classes of verbs whose subject, or whose object, is looked at first."""


def event_argument(scene: Scene, clause: Clause, classes: frozenset[str]) -> tuple[Phrase, NounSense] | None:
    """The partner that takes place, begins or is attended, by the classes of the verb, and what kind of event it is."""
    if not classes & {*SUBJECT_FIRST, *_OBJECT_FIRST, "publish"}:
        return None
    if clause.passive and "begin" in classes:
        return None
    if scene.impersonal(clause) and (offered := _offered(scene, clause)) is not None:
        return offered
    ended = (
        "end" in classes and clause.object is not None and not clause.passive and scene.lexicon.text("phrase", "svo")
    )
    arguments = [None if ended else clause.subject, clause.object]  # the strike closed the library
    published = "publish" in classes and not clause.passive  # the commission publishes its report
    if published or (classes & set(_OBJECT_FIRST) and not classes & {"occur", "begin", "end"}):
        arguments.reverse()
    order = [p for p in arguments if p is not None]
    for_sale = scene.impersonal(clause) and clause.object is not None  # Karten für das Konzert gibt es ab Montag
    if not classes & {"begin", "end", "publish", "cancel", "move"} and not for_sale:
        via = scene.lexicon.words("phrase", "via") if "attend" in classes else frozenset[str]()  # fährt über den Markt
        prepositional = [
            p
            for p in clause.prepositional
            if p not in order and not background(scene, p) and scene.tokens[p.preposition].text.lower() not in via
        ]
        order = prepositional + order if "attend" in classes else order + prepositional
    if clause.subject is None or not clause.passive:  # what is moved or called off is the subject of the passive
        order += [
            p
            for p in clause.phrases
            if p not in order
            and p.preposition < 0
            and not (ended and p is clause.subject)
            and not _beside_subject(scene, clause, p)
        ]
    if (resumed := _resumed(scene, clause, classes)) is not None and resumed not in order:
        order.append(resumed)
    ranked: list[tuple[int, Phrase, NounSense]] = []
    for phrase in order:
        sense = sense_of(scene, phrase)
        if sense is None or acts(scene, clause, phrase):
            continue
        rank = {"occasion": 0, "deadline": 0, "publication": 1, "action": 2, "statement": 2}.get(sense.sort, 3)
        side = sense.sort == "aspect" and "move" in classes  # der Start verschiebt sich
        if rank == 3 and not side and not classes & {"occur", "begin", "end", "copula"}:
            continue
        if classes & {"attend", "state"} and rank > 1 and not classes & {"occur"}:
            continue
        ranked.append((rank, phrase, sense))
    if not ranked:
        return None
    best = min(rank for rank, _, _ in ranked) if "attend" in classes else ranked[0][0]
    return next((p, s) for rank, p, s in ranked if rank == best)


def _resumed(scene: Scene, clause: Clause, classes: frozenset[str]) -> Phrase | None:
    """``The concert was due on Friday and will be held on Sunday``: what a clause without a subject of its own goes on about."""
    if clause.subject is not None or clause.pronoun >= 0 or clause.resumed is None or classes & {"begin", "end"}:
        return None
    if "copula" in classes:
        described = any(
            scene.tags[i] == "ADJ" for i in clause.indexes
        )  # läuft bis Mai und ist donnerstags bis 21 Uhr offen
        sense = sense_of(scene, clause.resumed)
        if described or sense is None or sense.sort != "occasion":
            return None
    return clause.resumed


def _offered(scene: Scene, clause: Clause) -> tuple[Phrase, NounSense] | None:
    """``Flohmarkt im Foyer: Bücher gibt es am 25. Oktober``: the occasion before a colon at which there is something."""
    first = min(p.start for p in clause.phrases) if clause.phrases else 0
    phrase = next((p for p in scene.phrases if p.preposition < 0), None)
    sense = sense_of(scene, phrase) if phrase is not None else None
    if phrase is None or sense is None or sense.sort != "occasion" or phrase.last >= clause.finite:
        return None
    parted = scene.colon(max(first, phrase.last + 1), clause.finite) >= 0
    return (phrase, sense) if parted else None


def _beside_subject(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """``Talks and a parade: the open day is on Sunday``, ``Santa's grotto, a fixture of the store, opens``: whether a colon parts
    a phrase from the subject behind it, or it only explains the one before a comma."""
    subject = clause.subject
    if subject is None:
        return False
    explains = phrase.start == subject.last + 2 and phrase.determiner >= 0 and phrase.last < clause.finite
    explains = explains and scene.tokens[subject.last + 1].text == ","
    return explains or scene.colon(phrase.last + 1, subject.first) >= 0


def any_event(scene: Scene, clause: Clause) -> Phrase | None:
    """The first phrase of a clause that names an event."""
    for phrase in clause.phrases:
        sense = sense_of(scene, phrase)
        if sense is not None and sense.sort not in {"derived", "aspect"} and not background(scene, phrase):
            return phrase
    return None


def marked_with(scene: Scene, clause: Clause) -> Phrase | None:
    """``bedankt sich mit einer Führung``: an event with which something is done that has no noun of its own."""
    marks = scene.lexicon.words("phrase", "marked_with")
    for phrase in clause.prepositional:
        sense = sense_of(scene, phrase)
        if sense is not None and sense.sort == "occasion" and scene.tokens[phrase.preposition].text.lower() in marks:
            return phrase
    return None


def patient(clause: Clause, nominal: Nominal) -> Phrase | None:
    """Whom or what the noun of a verb takes in its genitive."""
    if nominal.genitive == "o":
        return clause.subject if clause.passive else (clause.object or clause.subject)
    return clause.subject


def acts(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """``Canadian Bond Rating Service downgraded the bonds``: a name in capitals that does something to something is a body's."""
    if phrase is not clause.subject or clause.object is None or not scene.lexicon.text("phrase", "svo"):
        return False
    named = scene.tokens[phrase.first : phrase.head + 1]
    return len(named) > 1 and phrase.determiner < 0 and all(token.text[0].isupper() for token in named)


def background(scene: Scene, phrase: Phrase) -> bool:
    """``nach dem Treffen``, ``because of the strike``: an event that only says when or why something else happens."""
    if phrase.preposition < 0:
        return scene.tags[phrase.first - 1] == TIME and scene.opener(phrase.first - 1) in scene.lexicon.words(
            "phrase", "background"
        )  # after a two-year refurbishment
    words = {token.text.lower() for token in scene.tokens[max(0, phrase.preposition - 1) : phrase.preposition + 1]}
    return not words.isdisjoint(scene.lexicon.words("phrase", "background"))
