"""What keeps an event from taking place on a date: called off, forbidden, moved away, denied, or planned for another day after all.

In: the carrier of a date and its reading; out: the standing that makes, with the words that say so.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.events.called_off import stopped
from timeline.events.carried import Carrier, calls_off
from timeline.events.idioms import idiom_of, told_classes
from timeline.events.moved_away import keeps_day, moved_on, moves_beside, only_planned
from timeline.events.negation import none_of, weather_of
from timeline.events.phrases import TIME, Phrase
from timeline.events.scene import Clause, Scene
from timeline.model import Precision, Span, Status, When

STOPS = frozenset({"cancel", "forbid"})
"""Classes of verbs that keep from happening what they have for an object."""
_BROUGHT_ABOUT = frozenset({"stage", "put_on", "publish", "stating"})
"""Classes of verbs without which there is nothing of what they have for an object."""
_ACCOUNTED = frozenset({Precision.YEAR, Precision.HALF, Precision.QUARTER})
"""Periods from which on something is no longer, rather than times at which it would have been."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A status and the characters that decided it, where words did."""

    status: Status
    span: Span | None = None
    replaced: bool = False
    """Its sentence names another date that takes the place of this one."""


def _another_one(scene: Scene, clause: Clause) -> bool:
    """``der am 8. Mai ist abgesagt``, ``but Saturday's has been called off``: a clause about another thing of the same name,
    which only its own date names."""
    indexes = sorted(clause.indexes)
    start = next((n for n, i in enumerate(indexes) if scene.tags[i] not in {"CONJ", "PUNCT", "PRON", "DET"}), 0)
    end = start
    while end < len(indexes) and scene.tags[indexes[end]] == TIME:
        end += 1
    if end == start or end >= len(indexes):
        return False
    owned = scene.tokens[indexes[end]].form == "possessive"
    named = start > 0 and scene.tags[indexes[start - 1]] in {"PRON", "DET"}
    at = indexes[end + owned] if end + owned < len(indexes) else -1
    return (owned or named) and at == clause.finite and at != indexes[-1]


def cancellation(carrier: Carrier, when: When, at: int, *, other: bool) -> Standing | None:
    """What calls it off; ``other`` says that a negation is one of another date of the sentence."""
    scene, clause = carrier.scene, carrier.clause
    lexicon = scene.lexicon
    verb = clause.main
    if weather_of(scene, clause) is not None and not scene.past(clause):
        return None  # would only be called off or moved if it rained
    stops = "cancel" in carrier.classes and not clause.negated and carrier.how != "participle"
    if stops and not _happens_itself(carrier, when):
        return Standing(Status.CANCELLED, scene.span_of(verb, verb))
    if carrier.classes & {"occur", "arise"} and clause.negated and carrier.how == "light":
        return Standing(Status.CANCELLED, scene.span_of(verb, verb))
    if clause.denied and _done_by_verb(carrier):
        return Standing(Status.CANCELLED, scene.span_of(verb, verb))
    if clause.negated and _begins(carrier):
        return Standing(Status.CANCELLED, scene.span_of(verb, verb))
    named = carrier.phrase if carrier.how != "verb" and carrier.sense else None
    if named is not None and none_of(scene, named) and not clause.only_from:  # No decision is expected before May
        return Standing(Status.CANCELLED, scene.span_of(named.determiner, named.determiner))
    if carrier.how in {"noun", "participle", "listing", "light"} and carrier.phrase is not None:
        same = clause.main >= 0 and carrier.phrase in (clause.subject, clause.object)
        classes = told_classes(scene, clause, idiom_of(scene, clause)[0])
        stopping = carrier.phrase is clause.subject and clause.object is not None and not clause.passive
        stopping = stopping or _falls(carrier)
        if same and classes & STOPS and not clause.negated and not stopping:
            return Standing(Status.CANCELLED, scene.span_of(verb, verb))
        if same and "occur" in classes and clause.negated:
            return Standing(Status.CANCELLED, scene.span_of(verb, verb))
        from_here = when.start == when.end and scene.opener(at) in lexicon.words("join", "from")
        left = carrier.how != "light" or from_here
        if same and "move" in classes and not clause.negated and left and not keeps_day(carrier, at):
            return Standing(Status.CANCELLED, scene.span_of(verb, verb), replaced=True)
    if (forgone := _decided_off(carrier) or _forgone(carrier)) is not None:
        return forgone
    if moved_on(carrier):
        return Standing(Status.CANCELLED, replaced=True)
    elsewhere = _called_off_elsewhere(carrier)
    if elsewhere is not None:
        return elsewhere
    if clause.negated and clause.lemma in lexicon.words("status", "existence_verbs"):
        return Standing(Status.CANCELLED, scene.span_of(verb, verb))
    superseded = lexicon.words("status", "superseded")
    before = scene.tokens[max(0, at - 3) : at]
    if (instead := _instead_of(scene, carrier.phrase)) is not None:
        return Standing(Status.CANCELLED, instead)
    words = {t.text.lower() for t in before}
    moved = any(t.text.lower() in lexicon.words("status", "moved") for t in scene.tokens)
    planned = "plan" in carrier.classes and scene.past(clause)
    if words & superseded & lexicon.words("status", "originally") and (moved or planned):
        return Standing(Status.CANCELLED)
    if not other and (given_up := _given_up(scene, clause, at)) is not None:
        return Standing(Status.CANCELLED, given_up, replaced=moves_beside(scene, clause))
    arguments = [p for p in (clause.subject, clause.object) if p is not None]
    beside = bool(arguments) and carrier.phrase is not None and not any(p.holds(carrier.phrase.head) for p in arguments)
    if clause.negated or carrier.how == "verb":
        return None
    called_off = lexicon.words("status", "cancelled_words")
    heads = [token.text.lower() for token in scene.tokens[:2]]
    if clause.main < 0 and heads[0] in called_off and heads[1:] == [":"]:  # Cancelled: Sunday's rally
        return Standing(Status.CANCELLED, scene.span_of(0, 0))
    planned = only_planned(scene, clause) is not None
    again = not planned and clause.modal in lexicon.words("status", "planned_words")
    for i in sorted(clause.indexes):
        token = scene.tokens[i]
        if again and i < clause.finite < at:
            continue  # The cancelled meeting will be held on 12 March
        if planned and i < clause.finite < at and token.lemma.lower() in called_off:
            return Standing(Status.CANCELLED, Span(token.start, token.end))
        if i == clause.main and beside and carrier.phrase is not None and carrier.phrase.preposition >= 0:
            continue
        if token.text.lower() in called_off or _off(scene, clause, i):
            return Standing(Status.CANCELLED, Span(token.start, token.end))
    return None


def _decided_off(carrier: Carrier) -> Standing | None:
    """``forced the club to cancel the race``, ``decided to call off Sunday's march``: what somebody has come to call off."""
    scene, phrase = carrier.scene, carrier.phrase
    pattern = scene.lexicon.pattern("status", "decided_off")
    if pattern is None or phrase is None or carrier.how not in {"noun", "participle", "light"}:
        return None
    start = scene.span.start
    found = pattern.search(scene.text[start : scene.tokens[phrase.head].start])
    return Standing(Status.CANCELLED, Span(start + found.start(), start + found.end())) if found is not None else None


def _forgone(carrier: Carrier) -> Standing | None:
    """``verzichtet auf das Fest am 3. Mai``, ``macht die für Samstag geplante Weihe unmöglich``: what somebody does without, or
    what has become impossible."""
    scene, clause, phrase = carrier.scene, carrier.clause, carrier.phrase
    if phrase is None or carrier.how not in {"noun", "participle"} or clause.main < 0 or clause.negated:
        return None
    without = phrase.preposition >= 0 and clause.lemma in scene.lexicon.words("verbs", "forgo")
    idiom, _ = idiom_of(scene, clause)  # pulled the plug on Saturday's rally
    behind = clause.object is not None and phrase.start == clause.object.last + 1
    without = without or (behind and idiom is not None and idiom.noun == "cancel")
    without = without or _plans_dropped(scene, clause, phrase)
    rendered = scene.lexicon.words("verbs", "rendered") if phrase is clause.object else frozenset()
    made = any(scene.tokens[i].text.lower() in rendered for i in clause.indexes if i > phrase.last)
    return Standing(Status.CANCELLED, scene.span_of(clause.main, clause.main)) if without or made else None


def _plans_dropped(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """``has abandoned plans for a rally on Saturday``: what is called off is the plan of it."""
    plan = scene.phrase_before(phrase) if phrase.preposition >= 0 else None
    if plan is None or plan is not (clause.subject if clause.passive else clause.object):
        return False
    named = scene.tokens[plan.head].lemma.lower() in scene.lexicon.words("status", "plans")
    return named and bool(scene.lexicon.verb(clause.lemma) & STOPS)


def _falls(carrier: Carrier) -> bool:
    """``Third-quarter sales dropped``: what somebody may do to an event, and a thing does by itself."""
    clause = carrier.clause
    itself = clause.lemma in carrier.scene.lexicon.words("verbs", "falling") and clause.object is None
    measured = any(carrier.scene.tags[i] == "NUM" for i in clause.indexes if i > clause.main)
    itself = itself and not clause.passive and carrier.phrase is clause.subject
    return itself and (measured or carrier.sense is None)


def _done_by_verb(carrier: Carrier) -> bool:
    """``will not sing``, ``will not be published``: whether the verb itself is what happens, or what it takes to happen."""
    if carrier.how == "verb" and carrier.nominal is not None:
        return True
    classes = carrier.classes | carrier.scene.lexicon.verb(carrier.clause.lemma)
    held = carrier.phrase is not None and carrier.phrase is carrier.clause.object and "put_on" not in classes
    return (carrier.clause.passive or held) and bool(classes & _BROUGHT_ABOUT)


def _happens_itself(carrier: Carrier, when: When) -> bool:
    """``will scrap the subsidy in 2028``, ``Am Sonntag fiel der Strom aus``: an end or an outage that is itself what happens."""
    scene, clause = carrier.scene, carrier.clause
    acted = carrier.how == "verb" and (clause.passive or clause.object is not None or when.precision in _ACCOUNTED)
    if calls_off(carrier) or acted or ends_standing(carrier):
        return True
    if clause.subject is None or clause.passive:
        return False
    return scene.tokens[clause.subject.head].lemma.lower() in scene.lexicon.words("status", "utilities")


def ends_standing(carrier: Carrier) -> bool:
    """``will axe 500 jobs``, ``der Zuschuss wird gestrichen``: what is not an occasion but has stood until then."""
    scene, clause = carrier.scene, carrier.clause
    thing = stopped(clause, None)
    return thing is not None and scene.lexicon.listed(scene.tokens[thing.head].lemma, "status", "standing")


def _instead_of(scene: Scene, phrase: Phrase | None) -> Span | None:
    """``Instead of a concert on Friday``: what another takes the place of."""
    if phrase is None or phrase.preposition < 0:
        return None
    words = scene.lexicon.words("status", "instead")
    found = (
        i for i in (phrase.preposition, phrase.preposition - 1) if i >= 0 and scene.tokens[i].text.lower() in words
    )
    first = next(found, -1)
    return scene.span_of(first, phrase.preposition) if first >= 0 else None


def _off(scene: Scene, clause: Clause, i: int) -> bool:
    """``is off``: it will not take place; with a noun behind it, the word is a preposition."""
    ends = scene.tags[i + 1 : i + 2] in ([], ["PUNCT"], ["CONJ"], ["SUBJ"])
    return (
        ends and i - 1 == clause.finite and scene.tokens[i].text.lower() in scene.lexicon.words("status", "called_off")
    )


def _given_up(scene: Scene, clause: Clause, at: int) -> Span | None:
    """The words that say that a plan does not hold: ``nicht wie geplant``, ``had been due to reopen``.

    They stand in the clause or right before it, and no other date is set against the one at token ``at``.
    """
    pattern = scene.lexicon.pattern("status", "given_up")
    if pattern is None or clause.main < 0:
        return None
    span, date = scene.span_of(min(clause.indexes), max(clause.indexes)), scene.tokens[at].start
    found = pattern.search(scene.text, scene.span.start, scene.span.end)
    if found is None or found.end() > span.end or scene.text[found.end() : span.start].strip(" ,"):
        return None
    if found.end() > span.start and scene.token_at(found.end() - 1) not in clause.indexes:
        return None  # which had been due to open in May, is expected in June
    said = scene.tokens_of(Span(*found.span()))
    if found.end() <= span.start and any(scene.tags[i] == TIME for i in range(said[0], said[1] + 1)):
        return None  # hätte im Mai stattfinden sollen, wurde aber auf Juni verlegt
    instead = scene.lexicon.words("status", "contrast")
    contrasts = [i for i, t in enumerate(scene.tokens) if t.text.lower() in instead and found.end() <= t.start]
    if any(scene.tokens[i].start < date or scene.tags[i + 1 : i + 2] == ["ADP"] for i in contrasts):
        return None  # nicht wie geplant in der Halle, sondern auf dem Platz
    return Span(*found.span())


def _begins(carrier: Carrier) -> bool:
    """Whether the clause is about the beginning of something: what has not begun has not taken place."""
    if carrier.how not in {"light", "verb"}:
        return False
    named = carrier.nominal is not None and carrier.scene.lexicon.is_aspect(carrier.nominal.noun)
    return "begin" in carrier.classes or named


def _side(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names a side of an event: what has no beginning does not take place."""
    return scene.lexicon.is_aspect(scene.tokens[phrase.head].lemma)


def _called_off_elsewhere(carrier: Carrier) -> Standing | None:
    """``Der Ausflug, der für Samstag geplant war, entfällt``: another clause about the same thing calls it off."""
    scene, phrase = carrier.scene, carrier.phrase
    if phrase is None or carrier.how not in {"noun", "participle", "light"}:
        return None
    before = phrase.start - 1  # after the line cancelled the voyage, which was booked for May
    stopped_before = carrier.clause.kind == "relative" and before >= 0 and scene.tags[before] == "VERB"
    if stopped_before and scene.lexicon.verb(scene.tokens[before].lemma) & STOPS:
        return Standing(Status.CANCELLED, scene.span_of(before, before))
    for other in scene.clauses:
        theirs = other is not carrier.clause and other.subject is not None and other.subject.holds(phrase.head)
        if theirs and (is_off := next((i for i in other.indexes if _off(scene, other, i)), -1)) >= 0:
            return Standing(Status.CANCELLED, scene.span_of(is_off, is_off))  # the fair that was planned for May is off
        within = carrier.clause.main not in {other.main, -1} and carrier.clause.indexes == other.indexes
        beside = (carrier.clause.kind in {"relative", "participial"} or within) and other.kind == "main"
        if theirs and beside and other.negated and "occur" in scene.lexicon.verb(other.lemma):
            return Standing(Status.CANCELLED, scene.span_of(other.main, other.main))
        if other is carrier.clause or other.negated:
            continue
        if told_classes(scene, other, idiom_of(scene, other)[0]).isdisjoint(STOPS):
            continue
        goes_on = carrier.clause.kind == "main" and bool(carrier.classes & {"occur", "begin", "move"})
        if other.kind in {"relative", "participial"} and goes_on:
            continue  # the gig that was abandoned in May takes place in June
        planned = scene.past(carrier.clause) or only_planned(scene, carrier.clause) is not None
        if carrier.clause.resumed is phrase and carrier.classes.isdisjoint(STOPS) and not planned:
            continue  # the gig falls through on Friday and is held in June
        if _another_one(scene, other) or _another_one(scene, carrier.clause):
            continue
        behind = not other.passive and max(other.indexes) + 1 == phrase.first  # cancelled the fair planned for May
        falls = other.passive or (other.object is None and not behind)
        active = None if falls else phrase if behind else other.object
        things = [t for t in (other.subject or other.resumed, active) if t is not None]
        called_off = any(phrase.holds(t.head) or (_side(scene, t) and t.holds(phrase.head)) for t in things)
        if called_off and (falls or active is not None or "occur" not in carrier.classes):
            return Standing(Status.CANCELLED, scene.span_of(other.main, other.main))
    return None
