"""Which words of a sentence can say where an event is: those of its noun and of its clause, before those of others.

In: the carrier of a date; out: a ``Vicinity`` of token numbers for ``place.find``.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline import gazetteer
from timeline.events.carried import Carrier, sense_of
from timeline.events.event_argument import background
from timeline.events.fragments import done_beside
from timeline.events.names import is_function
from timeline.events.phrases import TIME, Phrase
from timeline.events.placewords import ends_in, vocabulary
from timeline.events.premises import premises
from timeline.events.scene import Clause, Scene

_PREFIXES = frozenset({"ADP", "PART", "ADV"})
"""How the prefix of a verb is read that closes its clause."""
_NOMINAL = frozenset({"noun", "light", "listing", "participle"})


@dataclass(frozen=True, slots=True)
class Vicinity:
    """Token numbers of one sentence; empty sets say nothing."""

    own: frozenset[int] = frozenset()
    """The event noun with all that hangs on it: ``the market in Inverness``."""
    elsewhere: frozenset[int] = frozenset()
    """Clauses with a verb of their own that tell of something else;"""
    dated: frozenset[int] = frozenset()
    """those of them that have a date of their own, whose place is theirs."""
    topic: frozenset[int] = frozenset()
    """What somebody decides on: a house in it is not where they meet."""
    premises: range = range(0)
    """The house or road that is opened, closed or mended."""
    then: frozenset[int] = frozenset()
    """A clause straight behind the date that tells what happened on it (``1997, when soldiers mutinied in Kasama``)."""
    moved: bool = False
    """The clause moves the event: where it goes to counts, not where it was to be."""


def vicinity(carrier: Carrier) -> Vicinity:
    """The vicinity of what a date belongs to."""
    scene, clause = carrier.scene, carrier.clause
    own: set[int] = set()
    matter: set[int] = set()

    named = carrier.phrase if carrier.sense is not None and carrier.how in _NOMINAL else None
    if named is None and carrier.how == "verb" and (clause.passive or clause.object is None):
        # what happens or is done to a thing is where it stands
        named = clause.subject if clause.subject is not None and _stands(scene, clause, clause.subject) else None
    if named is not None and scene.phrase_at(named.head) is not None and not _placed_anew(scene, clause, named):
        own.update(range(named.first, named.last + 1))
        last = named.last
        topical = False
        about = scene.lexicon.words("phrase", "about")
        for phrase in scene.phrases:
            gap = range(last + 1, phrase.start)
            if phrase.start > last and phrase.preposition >= 0 and all(scene.tags[i] == TIME for i in gap):
                topical = topical or scene.tokens[phrase.preposition].text.lower() in about
                (matter if topical else own).update(range(phrase.start, phrase.last + 1))
                last = phrase.last
    elsewhere: set[int] = set()
    dated: set[int] = set()
    for other in scene.clauses:
        if other.indexes == clause.indexes or other.main < 0 or other.kind == "participial":
            continue
        led = clause.antecedent is not None and any(clause.antecedent.holds(i) for i in other.indexes)
        leads = other.antecedent is not None and any(other.antecedent.holds(i) for i in clause.indexes)
        # a clause without a subject of its own goes on about what was before it; not: was born in Graz in 1942 and won in 1998
        resumed = clause.subject is None and max(other.indexes) < min(clause.indexes)
        resumed = resumed and not (_timed(scene, other) and _timed(scene, clause))
        again = scene.past(clause) and (other.modal or clause.perfect)
        if led and (_somebody(scene, clause) or (again and _timed(scene, other))):
            # the talks, which broke down last week, will resume in Geneva on Monday; Holm, who was arrested in May, spoke in Kiel
            rest = {i for i in other.indexes if clause.antecedent is None or not clause.antecedent.holds(i)}
            elsewhere |= rest
            dated |= rest
        elif not (led or leads or resumed) or _says(scene, other, clause):
            rest = set(other.indexes) - _shared(scene, other, clause)
            elsewhere |= rest
            if other.finite >= 0 and _timed(scene, other):
                dated |= rest
    beside = named is not None and named.preposition >= 0 and clause.main >= 0 and background(scene, named)
    aside = set(clause.indexes) - own if beside else set[int]()  # after the win on Saturday the club travels to Leeds
    own |= set() if beside else _where(scene, clause)
    others = _side_by_side(scene, named) if named is not None else set[int]()
    dated |= others
    apart = done_beside(scene)
    elsewhere -= set(clause.indexes) - apart
    elsewhere |= apart if carrier.at not in apart else set()
    before = _dated_apart(scene, carrier.at)
    dated |= before
    elsewhere = (elsewhere | before | matter | aside | others) - own
    moved = "move" in scene.lexicon.verb(clause.lemma) or "move" in carrier.classes or _moved_in(carrier)
    return Vicinity(
        own=frozenset(own),
        elsewhere=frozenset(elsewhere),
        dated=frozenset(dated & elsewhere),
        topic=_decided_on(scene, clause),
        premises=premises(carrier),
        then=_then(scene, carrier.at),
        moved=moved,
    )


def _shared(scene: Scene, other: Clause, clause: Clause) -> set[int]:
    """``The half marathon in Perth was cancelled and may be held in May``: what a clause goes on about, with where that is."""
    thing = clause.resumed
    if thing is None or thing is not other.subject:
        return set()
    behind = scene.hung_behind(thing)
    return set(range(thing.first, (behind or thing).last + 1))


def _decided_on(scene: Scene, clause: Clause) -> frozenset[int]:
    """What somebody decides on, with what hangs on it."""
    thing = clause.object
    if thing is None or clause.passive or "resolve" not in scene.lexicon.verb(clause.lemma):
        return frozenset()
    behind = (p for p in clause.prepositional if p.start == thing.last + 1)
    hung = {i for p in behind for i in range(p.start, p.last + 1)}
    return frozenset({*range(thing.first, thing.last + 1), *hung})


def _side_by_side(scene: Scene, named: Phrase) -> set[int]:
    """``die Probe in Bozen und die Premiere in Meran``: another occasion behind a conjunction, with where that is."""
    for phrase in scene.phrases:
        joined = phrase.first > named.last and scene.tags[phrase.first - 1] == "CONJ" and phrase.preposition < 0
        sense = sense_of(scene, phrase) if joined else None
        hung = scene.hung_behind(phrase) if sense is not None and sense.sort == "occasion" else None
        if hung is not None:
            return set(range(phrase.first, hung.last + 1))
    return set()


def _timed(scene: Scene, clause: Clause) -> bool:
    return any(scene.tags[i] == TIME for i in clause.indexes)


def _says(scene: Scene, other: Clause, clause: Clause) -> bool:
    """``told reporters outside the court that she would reopen``: where something is said is not where it will be."""
    said = other.kind == "main" and "say" in scene.lexicon.verb(other.lemma) and not other.passive
    return said and clause.pronoun >= 0 and max(other.indexes) < min(clause.indexes)


def _somebody(scene: Scene, clause: Clause) -> bool:
    """Whether a relative clause is about a person, who is now here, now there."""
    who = clause.antecedent
    if who is None or clause.kind != "relative":
        return False
    name = scene.words(who.core_first, who.core_last)
    named = scene.tags[who.core_last] == "PROPN" and not gazetteer.lookup(name, scene.lexicon.language)
    return named or is_function(scene.tokens[who.head].lemma, scene.lexicon.language)


def _dated_apart(scene: Scene, at: int) -> set[int]:
    """``Vor ihrem Treffen am Freitag in Genf``, ``after Saturday's match in Leeds``: what only says when something else was, and
    has a date of its own, other than the one at token ``at``."""
    apart: set[int] = set()
    for phrase in scene.phrases:
        if phrase.preposition < 0 or not background(scene, phrase):
            continue
        last = phrase.last
        while last + 1 < len(scene.tags) and (scene.tags[last + 1] in {TIME, "ADP"} or _hung(scene, last + 1)):
            last += 1
        whole = range(phrase.start, last + 1)
        if at not in whole and any(scene.tags[i] == TIME for i in whole):
            apart.update(whole)
    return apart


def _then(scene: Scene, at: int) -> frozenset[int]:
    """The tokens of a clause of time that hangs on the date at token ``at``."""
    behind = at
    while behind < len(scene.tags) and (scene.tags[behind] == TIME or scene.tokens[behind].text == ","):
        behind += 1
    if behind + 1 < len(scene.tokens) and scene.tokens[behind + 1].text == "," and scene.tags[behind] in _PREFIXES:
        behind += 2  # rückte am Freitag aus, als
    words = scene.lexicon.words("phrase", "then")
    if behind >= len(scene.tokens) or scene.tokens[behind].text.lower() not in words:
        return frozenset()
    clause = next((c for c in scene.clauses if min(c.indexes) == behind and c.finite >= 0), None)
    return frozenset(clause.indexes) if clause is not None else frozenset()


def _hung(scene: Scene, at: int) -> bool:
    """Whether a token is in a phrase with a preposition."""
    phrase = scene.phrase_at(at)
    return phrase is not None and phrase.preposition >= 0


def _where(scene: Scene, clause: Clause) -> set[int]:
    """``reist nach Paris, wo er am Abend spricht``: the place that a clause of place hangs on, and those behind it."""
    words = scene.lexicon.words("phrase", "where")
    for other in scene.clauses:
        opens = scene.tokens[min(other.indexes)].text.lower() in words
        follows = clause.kind in {"subordinate", "relative"} and min(other.indexes) <= min(clause.indexes)
        if opens and other.antecedent is not None and (other.indexes == clause.indexes or follows):
            return set(range(other.antecedent.first, other.antecedent.last + 1))
    return set()


def _placed_anew(scene: Scene, clause: Clause, named: Phrase) -> bool:
    """``held its conference in Leeds; the next is planned for May in Hull``: a place of its own in the clause that goes on."""
    local = scene.lexicon.words("phrase", "local")
    placed = any(scene.tokens[p.preposition].text.lower() in local for p in clause.prepositional)
    return placed and named.head < min(clause.indexes)


def _stands(scene: Scene, clause: Clause, subject: Phrase) -> bool:
    """Whether a subject is a thing of this clause: people and what they belong to (``Sprecher des Werks in Torgau``) move."""
    attached = vocabulary(scene.lexicon.language).attached
    said = scene.tokens[subject.first : subject.last + 1]
    return (subject.head in clause.indexes or subject is clause.antecedent) and not any(
        ends_in(token.text, attached) for token in said
    )


def _moved_in(carrier: Carrier) -> bool:
    """``Das Konzert, das am Sonntag im Park beginnen sollte, wird in den Saal verlegt``: another clause moves the event."""
    scene, clause = carrier.scene, carrier.clause
    for other in scene.clauses:
        if other.indexes == clause.indexes or other.negated or "move" not in scene.lexicon.verb(other.lemma):
            continue
        thing = other.subject if other.passive else other.object or other.subject
        mine = {p.head for p in (carrier.phrase, clause.antecedent) if p is not None}
        if thing is not None and (thing.head in mine or clause.subject is None):
            return True
    return False
