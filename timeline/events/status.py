"""Where an event stands as of the publication: happened, planned, tentative or cancelled.

In: the carrier of a date, its reading and the publication date; out: a status with the words that decided it. Wording
that calls an event off wins, then the calendar, then tense and mood where the calendar leaves it open.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from timeline.events.at_noun import demanded
from timeline.events.cancellation import Standing, cancellation
from timeline.events.carried import Carrier
from timeline.events.dated import day
from timeline.events.moved_away import only_planned, planned_otherwise
from timeline.events.negation import condition, goes_on, none_of, of_date, of_place, replaced, weather_of
from timeline.events.phrases import TIME
from timeline.events.scene import Clause, Scene
from timeline.model import Moment, Span, Status, When

_NEAR = 7
"""Days ahead within which ``voraussichtlich`` speaks of a fixed event."""


def status(carrier: Carrier, when: When, published: Moment | None, at: int) -> Standing:
    """The status of what ``carrier`` names at ``when``; ``at`` is the expression's first token."""
    instead = replaced(carrier.scene, at)
    if instead is not None:
        return Standing(Status.CANCELLED, instead, replaced=True)
    if planned_otherwise(carrier):
        return Standing(Status.CANCELLED, replaced=True)
    denied = of_date(carrier.scene, at)
    if denied is False:
        carrier = replace(carrier, clause=replace(carrier.clause, negated=False, denied=False))
    scene, clause = carrier.scene, carrier.clause
    cancelled = Standing(Status.CANCELLED) if denied else cancellation(carrier, when, at, other=denied is False)
    today = day(published) if published is not None else None
    side = _side(when, today)
    if cancelled is not None:
        words = "doubting_words" if clause.negated else "tentative_words"  # may not, but cannot, take place
        possible = None if side == "past" else _first(scene, clause, words)
        depends = condition(scene, clause) or possible
        return Standing(Status.TENTATIVE, depends) if depends is not None else cancelled
    if side == "past":
        unreal = _unreal(scene, clause) or _thwarted(scene, clause)
        if unreal is not None:
            return Standing(Status.CANCELLED, unreal)
        planned = only_planned(scene, clause) if carrier.how != "participle" else None
        return Standing(Status.HAPPENED) if planned is None else Standing(Status.TENTATIVE, planned)
    if side == "future" and (averted := _averted(scene, clause)) is not None:
        return Standing(Status.CANCELLED, averted)
    if side != "future" and scene.opener(at) in scene.lexicon.words("kind", "period_prepositions"):
        return Standing(Status.HAPPENED)  # have been running since 6 a.m. today
    if side == "future" and carrier.how == "participle" and carrier.classes == {"plan"}:
        return Standing(Status.PLANNED)  # with the vote due this October, the leak hurt
    tentative = _first(scene, clause, "tentative_words", carrier) or _depends(carrier) or of_place(scene, clause)
    if tentative is not None:
        return Standing(Status.TENTATIVE, tentative)
    hedged = _hedged(carrier)
    if side == "future":
        if hedged is not None and today is not None and when.start and (day(when.start) - today).days > _NEAR:
            return Standing(Status.TENTATIVE, hedged)
        return Standing(Status.PLANNED, hedged)
    if hedged is not None:
        return Standing(Status.PLANNED, hedged)
    if _aimed_at(carrier):
        return Standing(Status.PLANNED)
    return Standing(Status.HAPPENED if _looks_back(carrier) else Status.PLANNED)


def _hedged(carrier: Carrier) -> Span | None:
    """``voraussichtlich``, ``is expected``; who is expected at an event says nothing of whether it takes place."""
    scene, clause, phrase = carrier.scene, carrier.clause, carrier.phrase
    hedged = _first(scene, clause, "hedged_words")
    at_event = carrier.how == "noun" and phrase is not None and phrase.preposition >= 0 and clause.subject is not None
    if hedged is not None and at_event and clause.main >= 0 and hedged == scene.span_of(clause.main, clause.main):
        return None
    return hedged


def _aimed_at(carrier: Carrier) -> bool:
    """``pressed her to run in this year's election``: what somebody is to do something at."""
    phrase, tokens = carrier.phrase, carrier.scene.tokens
    behind = carrier.how == "noun" and phrase is not None and phrase.preposition > 1
    if not behind or phrase is None or tokens[phrase.preposition - 1].form != "infinitive":
        return False
    return tokens[phrase.preposition - 2].text.lower() in carrier.scene.lexicon.words("phrase", "to")


def _depends(carrier: Carrier) -> Span | None:
    """``Ob das Fest am 3. Juni stattfindet, ist offen``; ``if it rains, the fair moves to 7 June``: what makes it uncertain.

    Other things said behind a condition are planned: it mostly is one that is expected to hold (``if the sea is calm``). So
    is the occasion at which something may be done (``ob der Rat auf seiner Sitzung am Montag entscheidet``).
    """
    scene, clause, phrase = carrier.scene, carrier.clause, carrier.phrase
    if carrier.how == "noun" and phrase is not None and phrase.preposition >= 0:
        return None
    if carrier.how == "noun" and phrase is clause.object and demanded(scene, clause, carrier.at):
        return scene.span_of(clause.main, clause.main)  # fordert Neuwahlen im Herbst
    uncertain, first = scene.lexicon.words("status", "uncertain"), min(clause.indexes)
    if scene.tokens[first].text.lower() in uncertain:
        return scene.span_of(first, first)
    if _on_condition(scene, clause):
        return scene.span_of(0, 0)
    if (rain := weather_of(scene, clause)) is not None and not scene.past(clause):
        return rain
    asked = _asked_of(carrier, uncertain)
    if asked is not None:
        return asked
    if "loom" in carrier.classes and clause.main >= 0:
        return scene.span_of(clause.main, clause.main)
    if (
        carrier.phrase is not None
        and none_of(scene, carrier.phrase)
        and (if_not := condition(scene, clause)) is not None
    ):
        return if_not
    if "move" not in scene.lexicon.verb(clause.lemma):
        return None
    before = next((c for c, following in pairwise(scene.clauses) if following.indexes == clause.indexes), None)
    conditions = uncertain & scene.lexicon.words("status", "conditions")
    led = before is not None and 0 in before.indexes and scene.tokens[0].text.lower() in conditions
    return scene.span_of(0, 0) if led else None


def _on_condition(scene: Scene, clause: Clause) -> bool:
    """``Sollte der Rat zustimmen, …``: whether a condition, other than the weather, opens the sentence before the clause."""
    lexicon = scene.lexicon
    first, second = ([token.text.lower() for token in scene.tokens[:2]] + [""])[:2]
    led = first in lexicon.words("status", "strong_conditions") and second not in lexicon.words("status", "weather")
    return led and 0 not in clause.indexes and scene.tokens[-1].text != "?"


def _asked_of(carrier: Carrier, uncertain: frozenset[str]) -> Span | None:
    """``ob der Umzug, der für Samstag vorgesehen ist, stattfinden kann``: whether it takes place is asked around its date."""
    scene, phrase = carrier.scene, carrier.phrase
    for other in scene.clauses:
        first = min(other.indexes)
        same = phrase is not None and other.subject is not None and other.subject.holds(phrase.head)
        if same and other.indexes != carrier.clause.indexes and scene.tokens[first].text.lower() in uncertain:
            return scene.span_of(first, first)
    return None


def _unreal(scene: Scene, clause: Clause) -> Span | None:
    """``Wäre der Vertrag unterzeichnet worden, …``, ``would normally have been held``: what has not come about."""
    unreal = scene.tokens[0].text.lower() in scene.lexicon.words("status", "unreal")
    if unreal and 0 in clause.indexes and goes_on(scene, clause):
        return scene.span_of(0, 0)
    if clause.perfect and clause.modal in scene.lexicon.words("status", "unreal_modals"):
        return scene.span_of(clause.finite, clause.finite)
    return None


def _averted(scene: Scene, clause: Clause) -> Span | None:
    """``would otherwise have begun on Friday``, ``Andernfalls hätte am Freitag ein Stillstand gedroht``: what will not come about."""
    lexicon = scene.lexicon
    words = {scene.tokens[i].text.lower() for i in clause.indexes}
    told = clause.finite >= 0 and words & lexicon.words("status", "else")
    unreal = lexicon.words("status", "unreal") | lexicon.words("status", "averting")
    if not told or not clause.perfect or scene.tokens[clause.finite].text.lower() not in unreal:
        return None
    return scene.span_of(clause.finite, clause.finite)


def _thwarted(scene: Scene, clause: Clause) -> Span | None:
    """``was due to sail on Tuesday but stayed in port``, ``sollte auslaufen, blieb aber im Hafen``: what came to nothing."""
    pattern = scene.lexicon.pattern("status", "thwarted")
    first = scene.tokens[min(clause.indexes)].start
    found = pattern.search(scene.text, first, scene.span.end) if pattern is not None else None
    if found is None or found.start() > scene.tokens[max(clause.indexes)].start:
        return None
    return Span(found.start(1), found.end(1))


def _side(when: When, today: date | None) -> str:
    if today is None or when.start is None or when.end is None:
        return ""
    gone_by = when.timex.type == "DURATION" and day(when.start) < today  # in the past two months
    if day(when.end) < today + timedelta(days=gone_by):
        return "past"
    return "future" if day(when.start) > today else ""


def _looks_back(carrier: Carrier) -> bool:
    """Whether the clause tells of something done: past or perfect tense, or no verb at all."""
    scene, clause = carrier.scene, carrier.clause
    planned = scene.lexicon.words("status", "planned_words")
    if carrier.how == "participle" and carrier.phrase is not None:
        words = {scene.tokens[i].text.lower() for i in range(carrier.phrase.first, carrier.phrase.head + 1)}
        return not words & planned
    if clause.finite < 0:
        return clause.main >= 0 and scene.tokens[clause.main].form == "participle"
    finite = scene.tokens[clause.finite]
    done = finite.tag == "VERB" and finite.form == "past"  # An arsonist set fire
    if clause.modal in planned or (finite.text.lower() in planned and not done):
        return False
    if "plan" in carrier.classes and finite.form == "present":
        return False  # vorgesehen sind
    if carrier.how in {"noun", "listing"} and finite.form == "present" and not clause.perfect:
        return False
    been = finite.lemma in _be(scene) and finite.text.lower() != finite.lemma  # that it be paid
    return finite.form == "past" or clause.perfect or (clause.passive and been)


def _be(scene: Scene) -> frozenset[str]:
    return scene.lexicon.words("status", "stative_auxiliaries")


def _first(scene: Scene, clause: Clause, name: str, carrier: Carrier | None = None) -> Span | None:
    """The first of the words in the clause; those that describe another thing than what is carried say nothing of it."""
    words = scene.lexicon.words("status", name)
    own = carrier.phrase if carrier is not None else None
    others = [p for p in clause.phrases if p.preposition >= 0 and p is not own] if carrier is not None else []
    for i in sorted(clause.indexes):
        token = scene.tokens[i]
        said = token.text.lower() in words and scene.tags[i] != TIME
        if said and not any(p.first <= i < p.head for p in others):
            return Span(token.start, token.end)
    return None
