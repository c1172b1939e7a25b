"""Where an event stands as of the publication: happened, planned, tentative or cancelled.

In: the carrier of a date, its reading and the publication date; out: a status with the words that decided it. Wording
that calls an event off wins, then the calendar, then tense and mood where the calendar leaves it open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from timeline.events.at_noun import demanded
from timeline.events.carried import Carrier, calls_off
from timeline.events.dated import day
from timeline.events.idioms import idiom_of
from timeline.events.negation import condition, goes_on, none_of, of_date, of_place, replaced, weather_of
from timeline.events.phrases import TIME, Phrase
from timeline.events.placewords import is_venue, vocabulary
from timeline.events.scene import Clause, Scene
from timeline.model import Moment, Precision, Span, Status, When

_STOPS = frozenset({"cancel", "forbid"})
"""Classes of verbs that keep from happening what they have for an object."""
_ACCOUNTED = frozenset({Precision.YEAR, Precision.HALF, Precision.QUARTER})
"""Periods from which on something is no longer, rather than times at which it would have been."""
_NEAR = 7
"""Days ahead within which ``voraussichtlich`` speaks of a fixed event."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A status and the characters that decided it, where words did."""

    status: Status
    span: Span | None = None
    replaced: bool = False
    """Its sentence names another date that takes the place of this one."""


def status(carrier: Carrier, when: When, published: Moment | None, at: int) -> Standing:
    """The status of what ``carrier`` names at ``when``; ``at`` is the expression's first token."""
    instead = replaced(carrier.scene, at)
    if instead is not None:
        return Standing(Status.CANCELLED, instead, replaced=True)
    if _planned_otherwise(carrier):
        return Standing(Status.CANCELLED, replaced=True)
    denied = of_date(carrier.scene, at)
    if denied is False:
        carrier = replace(carrier, clause=replace(carrier.clause, negated=False, denied=False))
    scene, clause = carrier.scene, carrier.clause
    cancelled = Standing(Status.CANCELLED) if denied else _cancelled(carrier, when, at, other=denied is False)
    today = day(published) if published is not None else None
    side = _side(when, today)
    if cancelled is not None:
        possible = None if clause.negated or side == "past" else _first(scene, clause, "tentative_words")
        depends = condition(scene, clause) or possible
        return Standing(Status.TENTATIVE, depends) if depends is not None else cancelled
    if side == "past":
        unreal = _unreal(scene, clause) or _thwarted(scene, clause)
        if unreal is not None:
            return Standing(Status.CANCELLED, unreal)
        planned = _only_planned(scene, clause) if carrier.how != "participle" else None
        return Standing(Status.HAPPENED) if planned is None else Standing(Status.TENTATIVE, planned)
    if side != "future" and scene.opener(at) in scene.lexicon.words("kind", "period_prepositions"):
        return Standing(Status.HAPPENED)  # have been running since 6 a.m. today
    if side == "future" and carrier.how == "participle" and carrier.classes == {"plan"}:
        return Standing(Status.PLANNED)  # with the vote due this October, the leak hurt
    tentative = _first(scene, clause, "tentative_words", carrier) or _depends(carrier) or of_place(scene, clause)
    if tentative is not None:
        return Standing(Status.TENTATIVE, tentative)
    hedged = _first(scene, clause, "hedged_words")
    if side == "future":
        if hedged is not None and today is not None and when.start and (day(when.start) - today).days > _NEAR:
            return Standing(Status.TENTATIVE, hedged)
        return Standing(Status.PLANNED, hedged)
    if hedged is not None:
        return Standing(Status.PLANNED, hedged)
    if _aimed_at(carrier):
        return Standing(Status.PLANNED)
    return Standing(Status.HAPPENED if _looks_back(carrier) else Status.PLANNED)


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


def _unreal(scene: Scene, clause: Clause) -> Span | None:
    """``Wäre der Vertrag unterzeichnet worden, …``, ``would normally have been held``: what has not come about."""
    unreal = scene.tokens[0].text.lower() in scene.lexicon.words("status", "unreal")
    if unreal and 0 in clause.indexes and goes_on(scene, clause):
        return scene.span_of(0, 0)
    if clause.perfect and clause.modal in scene.lexicon.words("status", "unreal_modals"):
        return scene.span_of(clause.finite, clause.finite)
    return None


def _thwarted(scene: Scene, clause: Clause) -> Span | None:
    """``was due to sail on Tuesday but stayed in port``, ``sollte auslaufen, blieb aber im Hafen``: what came to nothing."""
    pattern = scene.lexicon.pattern("status", "thwarted")
    first = scene.tokens[min(clause.indexes)].start
    found = pattern.search(scene.text, first, scene.span.end) if pattern is not None else None
    if found is None or found.start() > scene.tokens[max(clause.indexes)].start:
        return None
    return Span(found.start(1), found.end(1))


def _only_planned(scene: Scene, clause: Clause) -> Span | None:
    """``Die Eröffnung war für Herbst 2025 geplant``, ``was due to open in 2025``: a plan of the past, without what came of it."""
    pattern = scene.lexicon.pattern("status", "only_planned")
    span = scene.span_of(min(clause.indexes), max(clause.indexes))
    found = pattern.search(scene.text, span.start, span.end) if pattern is not None else None
    return Span(*found.span()) if found is not None else None


def _side(when: When, today: date | None) -> str:
    if today is None or when.start is None or when.end is None:
        return ""
    if day(when.end) < today:
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


def _cancelled(carrier: Carrier, when: When, at: int, *, other: bool) -> Standing | None:
    """What calls it off; ``other`` says that a negation is one of another date of the sentence."""
    scene, clause = carrier.scene, carrier.clause
    lexicon = scene.lexicon
    verb = clause.main
    if weather_of(scene, clause) is not None and not scene.past(clause):
        return None  # would only be called off or moved if it rained
    stops = "cancel" in carrier.classes and not clause.negated and carrier.how != "participle"
    if stops and not _happens_itself(carrier, when):
        return Standing(Status.CANCELLED, scene.span_of(verb, verb))
    if "occur" in carrier.classes and clause.negated and carrier.how == "light":
        return Standing(Status.CANCELLED, scene.span_of(verb, verb))
    acts = carrier.how == "verb" and clause.lemma in lexicon.table("verbs", "noun")
    if clause.denied and (acts or (clause.passive and "stage" in lexicon.verb(clause.lemma))):
        return Standing(Status.CANCELLED, scene.span_of(verb, verb))
    if clause.negated and _begins(carrier):
        return Standing(Status.CANCELLED, scene.span_of(verb, verb))
    if carrier.how != "verb" and carrier.sense and carrier.phrase and none_of(scene, carrier.phrase):
        return Standing(Status.CANCELLED, scene.span_of(carrier.phrase.determiner, carrier.phrase.determiner))
    if carrier.how in {"noun", "participle", "listing", "light"} and carrier.phrase is not None:
        same = clause.main >= 0 and carrier.phrase in (clause.subject, clause.object)
        classes = lexicon.verb(clause.lemma)
        stopping = carrier.phrase is clause.subject and clause.object is not None and not clause.passive
        if same and classes & _STOPS and not clause.negated and not stopping:
            return Standing(Status.CANCELLED, scene.span_of(verb, verb))
        if same and "occur" in classes and clause.negated:
            return Standing(Status.CANCELLED, scene.span_of(verb, verb))
        from_here = when.start == when.end and scene.opener(at) in lexicon.words("join", "from")
        left = carrier.how != "light" or from_here
        if same and "move" in classes and not clause.negated and left and not _keeps_day(carrier, at):
            return Standing(Status.CANCELLED, scene.span_of(verb, verb), replaced=True)
    if _moved_on(carrier):
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
        return Standing(Status.CANCELLED, given_up)
    arguments = [p for p in (clause.subject, clause.object) if p is not None]
    beside = bool(arguments) and carrier.phrase is not None and not any(p.holds(carrier.phrase.head) for p in arguments)
    if clause.negated or carrier.how == "verb":
        return None
    called_off = lexicon.words("status", "cancelled_words")
    heads = [token.text.lower() for token in scene.tokens[:2]]
    if clause.main < 0 and heads[0] in called_off and heads[1:] == [":"]:  # Cancelled: Sunday's rally
        return Standing(Status.CANCELLED, scene.span_of(0, 0))
    only_planned = _only_planned(scene, clause) is not None
    again = not only_planned and clause.modal in lexicon.words("status", "planned_words")
    for i in sorted(clause.indexes):
        token = scene.tokens[i]
        if again and i < clause.finite < at:
            continue  # The cancelled meeting will be held on 12 March
        if only_planned and i < clause.finite < at and token.lemma.lower() in called_off:
            return Standing(Status.CANCELLED, Span(token.start, token.end))
        if i == clause.main and beside and carrier.phrase is not None and carrier.phrase.preposition >= 0:
            continue
        if token.text.lower() in called_off or _off(scene, clause, i):
            return Standing(Status.CANCELLED, Span(token.start, token.end))
    return None


def _happens_itself(carrier: Carrier, when: When) -> bool:
    """``will scrap the subsidy in 2028``, ``Am Sonntag fiel der Strom aus``: an end or an outage that is itself what happens."""
    scene, clause = carrier.scene, carrier.clause
    if calls_off(carrier) or (carrier.how == "verb" and when.precision in _ACCOUNTED):
        return True
    if clause.subject is None or clause.passive:
        return False
    return scene.tokens[clause.subject.head].lemma.lower() in scene.lexicon.words("status", "utilities")


def _planned_otherwise(carrier: Carrier) -> bool:
    """``Das für den 12. Juni geplante Stadtfest findet erst am 26. Juni statt``: the clause says another date of what was planned."""
    scene, clause, phrase = carrier.scene, carrier.clause, carrier.phrase
    if phrase is None or phrase is not clause.subject:
        return False
    otherwise = scene.lexicon.words("status", "otherwise")  # Friday's collection takes place on Saturday instead
    instead = carrier.at < clause.finite and any(scene.tokens[i].text.lower() in otherwise for i in clause.indexes)
    if not instead and (carrier.how != "participle" or "plan" not in carrier.classes):
        return False
    idiom, _ = idiom_of(scene, clause)
    held = (scene.lexicon.verb(clause.lemma) | carrier.classes | {idiom.noun if idiom else ""}) & {"occur", "begin"}
    behind = any(scene.tags[i] == TIME for i in clause.indexes if i > max(clause.finite, phrase.last))
    return bool(held) and not clause.negated and behind


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


def _keeps_day(carrier: Carrier, at: int) -> bool:
    """``wurde auf 18 Uhr vorverlegt``, ``has been moved to the town hall``: another hour or place, and no other day."""
    scene, clause = carrier.scene, carrier.clause
    inside = [i for i in clause.indexes if scene.tags[i] == TIME and i != at]
    targets = [i for i in inside if scene.shifts(i)]
    hours = {
        i
        for i in targets
        for clock in scene.clocks
        if i < clock and all(scene.tags[k] == TIME for k in range(i, clock))
    }
    if len(hours) < len(targets):
        return False
    return bool(hours) or any(_led_to(scene, phrase) for phrase in clause.prepositional)


def _led_to(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names the house or town that something is moved to."""
    words = vocabulary(scene.lexicon.language)
    role = words.roles.get(scene.tokens[phrase.preposition].text.lower(), "")
    following = scene.tokens[phrase.determiner].text.lower() if phrase.determiner >= 0 else ""
    if role == "into":
        return True
    there = role == "toward" or (role == "within" and following in words.accusative)
    house = is_venue(scene.tokens[phrase.head].text.capitalize(), scene.lexicon.language)
    return there and (house or scene.tags[phrase.head] == "PROPN")


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
    if any(token.text.lower() in instead for token in scene.tokens if found.end() <= token.start < date):
        return None
    return Span(*found.span())


def _begins(carrier: Carrier) -> bool:
    """Whether the clause is about the beginning of something: what has not begun has not taken place."""
    if carrier.how not in {"light", "verb"}:
        return False
    noun = carrier.scene.lexicon.noun(carrier.nominal.noun) if carrier.nominal is not None else None
    return "begin" in carrier.classes or (noun is not None and noun.sort == "aspect")


def _moved_on(carrier: Carrier) -> bool:
    """``war für Mai geplant und wird in den Juni verlegt``, ``findet aber im Juni statt``: the sentence goes on to move it."""
    scene, clause, phrase = carrier.scene, carrier.clause, carrier.phrase
    later = [c for c in scene.clauses if c.resumed is not None and c.resumed in (phrase, clause.subject)]
    planned = "plan" in carrier.classes and scene.past(clause)
    if clause.kind in {"relative", "participial"} and phrase is not None and phrase is clause.subject:
        planned = "plan" in carrier.classes and (planned or clause.finite < 0)
        later += [c for c in scene.clauses if c.kind == "main" and c.subject is phrase and _another_day(scene, c)]
    return bool({"plan", "occur"} & carrier.classes) and any(
        not other.negated and ((other.passive and "move" in classes) or (planned and classes & {"occur", "stage"}))
        for other in later
        for classes in [scene.lexicon.verb(other.lemma)]
    )


def _another_day(scene: Scene, clause: Clause) -> bool:
    """Whether a time expression of a clause says more than an hour, or one word like ``now``."""
    pieces: list[list[int]] = []
    for i in sorted(clause.indexes):
        if scene.tags[i] != TIME:
            continue
        if not pieces or pieces[-1][-1] != i - 1 or scene.tokens[i].tag == "ADP":
            pieces.append([])
        pieces[-1].append(i)
    return any(len(piece) > 1 and piece[-1] not in scene.clocks for piece in pieces)


def _called_off_elsewhere(carrier: Carrier) -> Standing | None:
    """``Der Ausflug, der für Samstag geplant war, entfällt``: another clause about the same thing calls it off."""
    scene, phrase = carrier.scene, carrier.phrase
    if carrier.how == "pronoun" and _intended(carrier):
        return _just_called_off(carrier)
    if phrase is None or carrier.how not in {"noun", "participle", "light"}:
        return None
    for other in scene.clauses:
        if other is carrier.clause or other.negated or scene.lexicon.verb(other.lemma).isdisjoint(_STOPS):
            continue
        if other.kind in {"relative", "participial"} and carrier.clause.kind == "main" and "occur" in carrier.classes:
            continue  # the gig that was abandoned in May takes place in June
        if _another_one(scene, other) or _another_one(scene, carrier.clause):
            continue
        behind = not other.passive and max(other.indexes) + 1 == phrase.first  # cancelled the fair planned for May
        falls = other.passive or (other.object is None and not behind)
        active = None if falls else phrase if behind else other.object
        things = [t for t in (other.subject or other.resumed, active) if t is not None]
        called_off = any(phrase.holds(t.head) for t in things)
        if called_off and (falls or active is not None or "occur" not in carrier.classes):
            return Standing(Status.CANCELLED, scene.span_of(other.main, other.main))
    return None


def _intended(carrier: Carrier) -> bool:
    """``war für Mai geplant``, ``was due to take place``, ``sollte stattfinden``: a plan that was one."""
    scene, clause = carrier.scene, carrier.clause
    if "plan" in carrier.classes and scene.past(clause):
        return True
    words = scene.lexicon.words("status", "intended")
    return "occur" in carrier.classes and any(scene.tokens[i].text.lower() in words for i in clause.indexes)


def _just_called_off(carrier: Carrier) -> Standing | None:
    """``Der Ausflug musste abgesagt werden; er war für Mai geplant``: the clause before calls off what the pronoun stands for."""
    scene, clause = carrier.scene, carrier.clause
    before = [c for c in scene.clauses if c.main >= 0 and max(c.indexes) < min(clause.indexes)]
    last = before[-1] if before else None
    if last is None or last.subject is None or last.negated or scene.lexicon.verb(last.lemma).isdisjoint(_STOPS):
        return None
    return Standing(Status.CANCELLED, scene.span_of(last.main, last.main)) if last.passive or not last.object else None


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
