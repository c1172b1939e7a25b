"""Dates that belong to the verb of their clause, or to the event noun that a light verb carries.

In: a scene, a clause and a time expression in it; out: a ``Carrier``.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.events.carried import Carrier, made, sense_of
from timeline.events.event_argument import (
    SUBJECT_FIRST,
    acts,
    any_event,
    background,
    event_argument,
    marked_with,
    patient,
)
from timeline.events.idioms import idiom_of
from timeline.events.lexicon import Nominal, NounSense
from timeline.events.listing import listing
from timeline.events.names import is_function
from timeline.events.occasions import (
    at_which,
    because_of,
    bidden,
    called_for,
    came_to,
    fixture,
    harmed,
    identified,
    invited,
    looming,
    performed,
    reckoned,
    shown,
    summoned,
    topic,
    toward,
    visiting,
)
from timeline.events.phrases import TIME, Phrase
from timeline.events.pinned import pinned
from timeline.events.sayings import called_out, said
from timeline.events.scene import Clause, Scene


def by_verb(scene: Scene, clause: Clause, first: int) -> Carrier:
    """The carrier of a date that no noun claims: the first rule that applies, the verb itself in the end."""
    if clause.main < 0:
        return listing(scene, clause, first)
    classes = scene.lexicon.verb(clause.lemma)
    if "plan" in classes and clause.subject is None and clause.pronoun < 0 and clause.object is None:
        told = [c for c in scene.clauses if c.main >= 0 and max(c.indexes) < min(clause.indexes)]
        if told and told[-1].kind == "main" and clause.kind == "main":  # …, originally May had been planned
            return replace(by_verb(scene, told[-1], first), clause=clause)
    if clause.lemma in scene.lexicon.words("verbs", "only_events") and clause.subject is not None:
        thing = scene.tags[clause.subject.head] == "NOUN" and sense_of(scene, clause.subject) is None
        classes = classes - {"occur", "move"} if thing else classes
    target = _target(scene, clause, classes)
    if (meant := _meant_for(scene, clause, target, first)) is not None:
        return made(scene, clause, "light", *meant, None, classes - {"say"} | {"plan"})
    moved = target or (clause.subject if clause.object is None and not clause.passive else None)
    if "move" in classes and moved is not None and (_left(scene, clause, first) or scene.shifts(scene.opening(first))):
        return made(scene, clause, "light", moved, sense_of(scene, moved), None, classes)
    if "move" in classes and target is not None and _of_its_own(scene, clause, target, first):
        return made(scene, clause, "noun", target, sense_of(scene, target), None, classes)
    if "move" in classes and target is not None and (act := _moving(scene, clause, first)) is not None:
        return made(scene, clause, "verb", target, None, act, classes)
    last = sense_of(scene, target) if "prolong" in classes and target is not None else None
    if last is not None and last.sort == "deadline":
        return made(scene, clause, "light", target, last, None, classes)
    if (occasion := at_which(scene, clause, classes, first)) is not None:
        return occasion
    if (date := pinned(scene, clause, first)) is not None:
        return date
    idiom, clause = idiom_of(scene, clause)
    it = clause.passive and clause.pronoun >= 0
    if (it or target is not None) and (act := _calling_off(scene, clause, target, first)) is not None:
        return made(scene, clause, "verb", target, None, act, classes)
    if idiom and idiom.noun in scene.lexicon.words("verbs", "perished"):  # kamen ums Leben
        classes = classes | {"perish"}
    if (mishap := harmed(scene, clause, classes)) is not None:
        return mishap
    if (happened := _when(scene, clause, classes)) is not None:
        return by_verb(scene, happened, first)
    if idiom and idiom.noun in {"occur", "cancel"}:
        classes = classes | {idiom.noun}
        clause = replace(clause, object=None)
        if clause.subject is None and clause.pronoun < 0 and idiom.noun == "occur":
            return made(scene, clause, "none", None, None, None, classes)
        if clause.subject is not None and idiom.noun == "cancel":
            return made(scene, clause, "light", clause.subject, sense_of(scene, clause.subject), None, classes)
    elif idiom:
        return made(scene, clause, "verb", patient(clause, idiom), None, idiom, classes)
    if "impersonal" in classes and clause.pronoun < 0 and clause.subject is not None:
        classes = classes - {"say"}
    if _on_show(scene, clause):
        classes = classes | {"occur", "show"}
    if {"say", "plan"} <= classes and not _planned_for(scene, clause, first):
        classes = classes - {"plan"}
    if "say" in classes and (called := called_for(scene, clause, first)) is not None:
        return made(scene, clause, "light", called, sense_of(scene, called), None, classes - {"say"} | {"plan"})
    if "convene" in classes and clause.subject is not None and not clause.passive and clause.object is None:
        held = sense_of(scene, clause.subject)
        if held is not None and held.sort == "occasion" and held.noun not in scene.lexicon.groups:  # die Konferenz tagt
            return made(scene, clause, "light", clause.subject, held, None, classes | {"occur"})
    if (sent := called_out(scene, clause)) is not None:
        return made(scene, clause, "verb", clause.subject, None, sent, classes)
    for rule in (
        came_to,
        topic,
        reckoned,
        identified,
        summoned,
        visiting,
        looming,
        shown,
        fixture,
        performed,
        toward,
        _had,
        bidden,
        _empty,
        said,
        _caused,
        _begun,
        _closed_with,
        _pronoun,
        _arisen,
        invited,
        _occasion,
        _light,
        _linking,
        _achieved,
    ):
        found = rule(scene, clause, classes)
        if found is not None and "state" in classes and (found.how == "light" or found.sense is None):
            found = because_of(scene, clause, first, classes) or _going_on(scene, clause, found, first) or found
        if found is not None:
            return found
    if "occur" in classes and clause.subject is None and clause.pronoun < 0:  # ein erstes findet am Dienstag statt
        return made(scene, clause, "none", None, None, None, classes)
    return _done(scene, clause, classes)


def _done(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier:
    """The verb itself as what happens, by its noun; without one any event that the clause names."""
    nominal = scene.lexicon.nominal(clause.lemma)
    gone = "cancel" in classes and clause.object is None and not _listed(scene, clause)
    if gone and clause.subject is not None:  # der Spaßlauf entfällt
        return made(scene, clause, "light", clause.subject, sense_of(scene, clause.subject), None, classes)
    if not _listed(scene, clause) and (marked := marked_with(scene, clause)) is not None:
        return made(scene, clause, "light", marked, sense_of(scene, marked), None, classes)
    if clause.object is None and not clause.passive:
        nominal = scene.lexicon.nominal_where("alone", clause.lemma) or nominal
        if clause.subject is not None and scene.indefinite(clause.subject):
            nominal = scene.lexicon.nominal_where("of_new", clause.lemma) or nominal
    if nominal is not None:
        done_to = patient(clause, nominal)
        return made(scene, clause, "verb", done_to, None, _by_object(scene, clause, done_to) or nominal, classes)
    event = any_event(scene, clause)
    sense = sense_of(scene, event) if event else None
    return made(scene, clause, "light" if event else "none", event, sense, None, classes)


def _by_object(scene: Scene, clause: Clause, done_to: Phrase | None) -> Nominal | None:
    """The noun of a verb that depends on what something is done to: a road, a matter (``met its targets``), or a thing rather than a
    person."""
    matter = clause.object
    if matter is not None and scene.tokens[matter.head].lemma.lower() in scene.lexicon.words("verbs", "matters"):
        return scene.lexicon.nominal_where("on_matters", clause.lemma)
    if done_to is None:
        return None
    head = scene.tokens[done_to.head]
    thing = scene.tags[done_to.core_last] == "NOUN" and not is_function(head.lemma, head.language)
    case = "on_ways" if head.text.lower().endswith(scene.lexicon.endings("phrase", "ways")) else "on_things"
    return scene.lexicon.nominal_where(case, clause.lemma) if thing or case == "on_ways" else None


def _going_on(scene: Scene, clause: Clause, found: Carrier, first: int) -> Carrier | None:
    """``waren am Samstag unterwegs, lieferten sich eine Verfolgungsjagd``: how somebody was, and in the next clause what they did."""
    if found.how != "state" or found.sense is not None or clause.object is not None or not scene.past(clause):
        return None
    following = next((c for c in scene.clauses if min(c.indexes) > max(clause.indexes)), None)
    if following is None or following.kind != "main" or following.resumed is None or not scene.past(following):
        return None
    if any(scene.tags[i] == TIME for i in following.indexes):
        return None
    told = by_verb(scene, following, first)
    return told if told.how in {"verb", "light"} else None


def _when(scene: Scene, clause: Clause, classes: frozenset[str]) -> Clause | None:
    """``Two people were hurt on Monday when a train derailed``: the clause that tells what happened to people without a name."""
    hurt = "perish" in classes or ("harm" in classes and clause.passive)
    if not hurt or clause.subject is None or scene.tags[clause.subject.core_last] == "PROPN":
        return None
    opener = max(clause.indexes) + 1
    openers = scene.lexicon.words("phrase", "when")
    for other in scene.clauses:
        opens = opener <= min(other.indexes) <= opener + 1 and scene.tokens[min(other.indexes)].text.lower() in openers
        dated = any(scene.tags[i] == TIME for i in other.indexes)
        if opens and not dated and other.main >= 0 and scene.lexicon.nominal(other.lemma) is not None:
            return other
    return None


def _left(scene: Scene, clause: Clause, first: int) -> bool:
    """``von Donnerstag auf Freitag``: whether a date is the one from which something moves to another."""
    if scene.opener(first) not in scene.lexicon.words("join", "from"):
        return False
    return any(scene.tags[i] == TIME and scene.shifts(i) for i in clause.indexes if i > first)


def _moving(scene: Scene, clause: Clause, first: int) -> Nominal | None:
    """``hat die Wahl am Donnerstag verschoben``: on that day somebody has put it off; none where the date is its old one."""
    if not scene.done(clause) or scene.opener(first) in scene.lexicon.words("join", "from"):
        return None
    return scene.lexicon.nominal(clause.lemma)


def _target(scene: Scene, clause: Clause, classes: frozenset[str]) -> Phrase | None:
    """What something is done to: the subject of a passive, else the object; an occasion calls nothing off, it is called off
    (``Concert cancelled on Friday``)."""
    if clause.passive:
        return clause.subject or clause.resumed
    if clause.object is None and clause.subject is not None and "calls_off" in classes:
        sense = sense_of(scene, clause.subject)
        return clause.subject if sense is not None and sense.sort == "occasion" else None
    return clause.object


def _meant_for(scene: Scene, clause: Clause, target: Phrase | None, first: int) -> tuple[Phrase, NounSense] | None:
    """``Für den 3. März ist ein Streik beschlossen``: the day is that of the occasion, whatever is done to it now."""
    done = scene.tokens[clause.main].form == "participle"
    target = target or (clause.subject if done else None)
    sense = sense_of(scene, target) if target is not None else None
    meant = scene.opener(first) in scene.lexicon.words("phrase", "meant_for") and (done or scene.done(clause))
    acted = scene.lexicon.nominal(clause.lemma) is not None and "cancel" not in scene.lexicon.verb(clause.lemma)
    return (target, sense) if meant and acted and target and sense and sense.sort == "occasion" else None


def _of_its_own(scene: Scene, clause: Clause, target: Phrase, first: int) -> bool:
    """``verschiebt ihr Konzert am 20. Oktober``: the day right behind what somebody moves is the one it had."""
    beside = scene.before_time(first + 1) == target.last and scene.tokens[target.last + 1].tag == "ADP"
    sense = sense_of(scene, target)
    return beside and not scene.done(clause) and not clause.passive and sense is not None and sense.sort == "occasion"


def _calling_off(scene: Scene, clause: Clause, target: Phrase | None, first: int) -> Nominal | None:
    """``wurde gestern abgesagt``, ``called it off on Monday``: on that day somebody has done so.

    A day right behind what is off (``sagte das Rennen am 25. Mai ab``) may be its own.
    """
    if target and scene.before_time(first + 1) == target.last and scene.tokens[target.last + 1].tag == "ADP":
        return None
    if "calls_off" not in scene.lexicon.verb(clause.lemma) or clause.negated:
        return None
    own = scene.lexicon.words("join", "from") | scene.lexicon.words("phrase", "planned_for")
    been = any(scene.tags[i] == "AUX" and scene.tokens[i].form == "participle" for i in clause.indexes)  # worden
    reduced = clause.finite < 0 and scene.tokens[clause.main].form == "participle"  # the fair, cancelled on Friday
    if not (scene.done(clause) or been or reduced) or scene.opener(first) in own:
        return None
    return scene.lexicon.nominal(clause.lemma)


def _planned_for(scene: Scene, clause: Clause, first: int) -> bool:
    """``announced the meeting for Tuesday``; not ``on Monday``, the day of the announcement, unless that is still to come."""
    behind = scene.lexicon.words("phrase", "planned_for")
    return scene.opener(first) in behind or (
        scene.tokens[clause.finite].form not in {"past", ""} and not clause.perfect
    )


def _had(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``had a loss``, ``erlitt einen Unfall``, ``generierte einen Umsatz``: what somebody had is what happened."""
    thing = clause.subject if clause.passive else clause.object
    if thing is None:
        return None
    sense = sense_of(scene, thing)
    happened = sense is not None and sense.sort in {"occasion", "action"} and not clause.passive
    gained = clause.lemma in scene.lexicon.words("verbs", "gained")
    if not gained and not (happened and clause.lemma in scene.lexicon.words("verbs", "had")):
        return None
    return made(scene, clause, "light", thing, sense, None, classes - {"state"} | {"achieve"})


def _empty(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """A verb that says nothing of its own."""
    if "vague" in classes or scene.tags[clause.main] == "MODAL":
        return made(scene, clause, "none", None, None, None, classes)
    return None


def _caused(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``löste den Brand aus``, ``sorgte für Aufregung``: the event is what was caused."""
    verb, _, leading = scene.lexicon.text("verbs", "brings").partition(" ")
    if verb and clause.lemma == verb:
        brought = (p for p in clause.prepositional if scene.tokens[p.preposition].text.lower() == leading)
        thing = next(brought, None)
        sense = sense_of(scene, thing) if thing is not None else None
        named = sense is not None or not scene.lexicon.text(
            "phrase", "svo"
        )  # led to her resignation, but to the museum
        if thing is not None and named and clause.object is None:
            return made(scene, clause, "light", thing, sense, None, classes)
    caused = clause.subject if clause.passive else clause.object
    if "cause" not in classes or caused is None or (sense := sense_of(scene, caused)) is None:
        return None
    return made(scene, clause, "light", caused, sense, None, classes)


def _pronoun(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``sie beginnt am Freitag``: an event named before."""
    meant = bool(classes & set(SUBJECT_FIRST)) or ("plan" in classes and clause.passive)  # es war für Mai geplant
    if clause.pronoun < 0 or clause.subject or clause.object or not meant:
        return None
    return made(scene, clause, "pronoun", None, None, scene.lexicon.nominal(clause.lemma), classes)


def _occasion(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """An occasion as subject or object of a verb that the language data do not know as an event of its own."""
    if clause.passive or classes & {"state", "copula", "say"} or _listed(scene, clause):
        return None
    done = sense_of(scene, clause.object) if clause.object is not None and "light" in classes else None
    if done is not None and done.sort == "action" and scene.lexicon.text("phrase", "svo"):
        return made(scene, clause, "light", clause.object, done, None, classes)  # The service made a decision
    for phrase in (clause.subject, clause.object):
        sense = sense_of(scene, phrase) if phrase is not None else None
        if phrase is None or sense is None or sense.sort != "occasion" or acts(scene, clause, phrase):
            continue
        return made(scene, clause, "light", phrase, sense, None, classes)
    return None


def _light(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """A verb that only says that something takes place, begins, is attended, planned or called off."""
    event = event_argument(scene, clause, classes)
    if event is not None:
        return made(scene, clause, "light", *event, scene.lexicon.nominal(clause.lemma), classes)
    if not classes & {"occur", "plan", "stage"} or "say" in classes:
        return None
    target = clause.subject if clause.passive or "occur" in classes else clause.object
    target = clause.object if "stage" in classes and not clause.passive else target
    if target is not None and clause.passive and (visit := _expected(scene, clause, target)) is not None:
        return made(scene, clause, "verb", None, None, visit, classes)
    held = clause.kind == "relative" and scene.tags[clause.indexes[0]] == "ADP" and clause.passive
    target = clause.antecedent or target if held else target  # the fair, to which guests are expected on Monday
    return made(scene, clause, "light", target, sense_of(scene, target), None, classes) if target else None


def _expected(scene: Scene, clause: Clause, target: Phrase) -> Nominal | None:
    """``Merz wird am Montag in Kiew erwartet``: a person who is expected somewhere pays a visit."""
    if clause.lemma not in scene.lexicon.words("verbs", "expected") or scene.number(target) == "p":
        return None
    person = scene.tags[target.core_last] == "PROPN" or is_function(
        scene.tokens[target.head].lemma, scene.tokens[0].language
    )
    local = scene.lexicon.words("phrase", "local")
    there = any(scene.tokens[p.preposition].text.lower() in local for p in clause.prepositional)
    visits = scene.lexicon.nominal(scene.lexicon.text("verbs", "visit"))
    if visits is None or not (person and there) or sense_of(scene, target) is not None:
        return None
    return replace(visits, genitive="s", preposition="")


def _linking(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    if "copula" not in classes:
        return None
    predicates = scene.lexicon.table("verbs", "predicate")
    subject = scene.tokens[clause.subject.head].text.lower() if clause.subject is not None else ""
    if subject.endswith(scene.lexicon.endings("phrase", "ways")):  # die Brücke ist dicht
        predicates = {**predicates, **scene.lexicon.table("verbs", "predicate_on_ways")}
    for i in sorted(clause.indexes):
        noun = predicates.get(scene.tokens[i].text.lower()) if scene.tags[i] in {"ADJ", "ADV", "PART", "VERB"} else None
        bare = clause.main == clause.finite or bool(clause.modal)  # ist fertig, soll fertig sein
        if noun and bare and (clause.object is None or clause.object.first > i):
            return made(scene, clause, "verb", clause.subject, None, Nominal(str(noun)), classes)
    if clause.lemma in scene.lexicon.words("verbs", "become") and (role := _role(scene, clause.object)) is not None:
        return made(scene, clause, "bracket", role, None, None, classes)
    there_is = clause.object if scene.impersonal(clause) else None
    if there_is is not None and sense_of(scene, there_is) is None and (held := _at_occasion(scene, clause)) is not None:
        return made(scene, clause, "light", held, sense_of(scene, held), None, classes)
    phrase = clause.subject or there_is or any_event(scene, clause)
    return made(scene, clause, "state", phrase, sense_of(scene, phrase) if phrase else None, None, classes)


def _at_occasion(scene: Scene, clause: Clause) -> Phrase | None:
    """``Schnäppchen gibt es beim Flohmarkt``: the occasion at which there is something."""
    local = scene.lexicon.words("phrase", "local")
    for phrase in clause.prepositional:
        sense = sense_of(scene, phrase)
        at = scene.tokens[phrase.preposition].text.lower() in local and not background(scene, phrase)
        if at and sense is not None and sense.sort == "occasion":
            return phrase
    return None


def _role(scene: Scene, phrase: Phrase | None) -> Phrase | None:
    """``wurde Bürgermeisterin von Graz``: the office or rank that somebody comes to."""
    if phrase is None or sense_of(scene, phrase) is not None:
        return None
    head = scene.tokens[phrase.head]
    joins = head.lemma.lower().endswith(scene.lexicon.endings("verbs", "memberships"))
    return phrase if joins or is_function(head.lemma, head.language) else None


def _begun(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``Mit dem Abbruch wird im Juni begonnen``, ``Die Stadt beginnt mit dem Abbruch``: what is begun stands behind a preposition."""
    nominal = scene.lexicon.nominal(clause.lemma)
    if "begin" not in classes or nominal is None:
        return None
    marks = scene.lexicon.words("phrase", "begun_with")
    for phrase in clause.prepositional:
        if scene.tokens[phrase.preposition].text.lower() not in marks:
            continue
        if clause.subject is None or _begins_it(scene, clause.subject, phrase):
            return made(scene, clause, "light", phrase, sense_of(scene, phrase), nominal, classes)
    return None


def _begins_it(scene: Scene, subject: Phrase, thing: Phrase) -> bool:
    """Whether somebody begins something that is known, rather than an occasion opens with something new (``mit einem Umzug``)."""
    whole, part = sense_of(scene, subject), sense_of(scene, thing)
    article = scene.tokens[thing.preposition + 1].text.lower()
    known = article in scene.lexicon.words("phrase", "definite") and part is not None and part.sort != "occasion"
    return known and (whole is None or whole.sort not in {"occasion", "action"})


def _closed_with(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``Am Sonntag endet das Festival mit einem Umzug``: what is on that day is what closes it."""
    marked = marked_with(scene, clause) if "end" in classes else None
    if marked is None:
        return None
    return made(scene, clause, "light", marked, sense_of(scene, marked), None, frozenset())


def _arisen(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``das Urteil fiel``, ``der Aufstieg gelang``: the subject is what happened."""
    sense = sense_of(scene, clause.subject) if "arise" in classes and clause.subject is not None else None
    if sense is None or sense.sort not in {"occasion", "action", "publication", "statement", "aspect"}:
        return None
    return made(scene, clause, "light", clause.subject, sense, None, classes)


def _achieved(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``schoss das Siegtor``: the object of an intransitive deed is what happened."""
    nominal = scene.lexicon.nominal(clause.lemma)
    if nominal is None or nominal.genitive != "s" or nominal.preposition or clause.object is None:
        return None
    sense = sense_of(scene, clause.object)
    if sense is None or sense.sort not in {"occasion", "action"}:
        return None
    return made(scene, clause, "light", clause.object, sense, None, classes | {"achieve"})


def _on_show(scene: Scene, clause: Clause) -> bool:
    """``ist … zu sehen``, ``can be seen``: what can be seen or heard takes place."""
    if clause.main <= 0 or clause.lemma not in scene.lexicon.words("verbs", "show"):
        return False
    may = clause.passive and not clause.negated and clause.finite >= 0
    if may and clause.subject is not None and sense_of(scene, clause.subject) is None and _listed(scene, clause):
        return False  # Die Station kann besichtigt werden
    if may and scene.tokens[clause.finite].text.lower() in scene.lexicon.words("kind", "permitting"):
        return True
    if clause.object is not None and clause.object.first > clause.main:
        return False  # is to see the king
    return scene.tokens[clause.main - 1].text.lower() in scene.lexicon.words("phrase", "to")


def _listed(scene: Scene, clause: Clause) -> bool:
    """Whether the language data name the noun of the clause's verb."""
    return clause.lemma in scene.lexicon.table("verbs", "noun")
