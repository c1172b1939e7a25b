"""What a relative clause or a participle behind a comma speaks of.

In: a scene with its phrases, and where the clause begins; out: a phrase before it, or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from timeline.events.names import is_function
from timeline.events.phrases import TIME, Phrase
from timeline.events.scene import Scene

_BETWEEN = frozenset({TIME, "ADV", "PROPN", "PART"})
"""Words between a comma and what somebody is: ``Marlow, formerly the mill's owner``."""
NAMED = frozenset({"occasion", "action"})
"""Sorts of nouns that name what happens."""


def _purposeful(scene: Scene, before: list[Phrase]) -> Phrase:
    """``A manoeuvre to correct the course, planned for May``: the noun that the infinitive hangs on, not its object."""
    last = before[-1]
    marks = scene.lexicon.words("phrase", "to")
    if (
        not scene.lexicon.text("phrase", "svo")
        or last.first < 3
        or scene.tokens[last.first - 2].text.lower() not in marks
    ):
        return last
    if scene.tokens[last.first - 1].form != "infinitive":
        return last
    return next((p for p in before if p.last == last.first - 3), last)


def _timed(scene: Scene, before: list[Phrase], first: int) -> list[Phrase]:
    """``a strike at the mill that began in May``: what begins or ends is the event named before the place, if there is one."""
    verb = next((t for t in scene.tokens[first : first + 4] if t.tag == "VERB"), None)
    if verb is None or not scene.lexicon.verb(verb.lemma) & {"begin", "end", "occur"}:
        return []
    return _named(scene, before[-3:])[-1:]


def _done(scene: Scene, first: int) -> bool:
    """``the trial of a driver who killed a pedestrian``: whether the clause tells what somebody does to another, which no event does."""
    verb = next((t for t in scene.tokens[first:] if t.tag == "VERB"), None)
    return verb is not None and bool(scene.lexicon.verb(verb.lemma) & {"harm"})


def _named(scene: Scene, phrases: Iterable[Phrase], sorts: Set[str] = NAMED) -> list[Phrase]:
    """Those of some phrases whose noun is of one of some sorts."""
    return [p for p in phrases if (s := scene.lexicon.noun(scene.tokens[p.head].lemma)) and s.sort in sorts]


def described(scene: Scene, first: int) -> Phrase | None:
    """``A film with live music, set for Friday,``: what a participle behind a comma speaks of, before what hangs on it."""
    if not scene.lexicon.text("phrase", "svo") or first < 2 or scene.tokens[first - 1].text != ",":
        return None
    found = next((p for p in scene.phrases if p.last == first - 2 and (p.preposition >= 0 or p.attributes)), None)
    while found is not None and found.preposition >= 0:
        found = scene.phrase_before(found)
    return found


def placed(scene: Scene, phrase: Phrase | None, verb: int = -1) -> Phrase | None:
    """``Die Brücke bei Gries, 1968 errichtet``, ``das Konzert mit Anna Holm, für Mai geplant``: what stands at a place, or is put on
    with somebody, and not these; ``verb`` is the participle, -1 where it is not known."""
    if phrase is None or phrase.preposition < 0 or scene.tags[phrase.core_last] != "PROPN":
        return phrase
    held = scene.phrase_before(phrase)
    put_on = verb >= 0 and bool(scene.lexicon.verb(scene.tokens[verb].lemma) & {"plan", "stage"})
    if held is not None and put_on and _named(scene, [held]):
        return held
    local = scene.tokens[phrase.preposition].text.lower() in scene.lexicon.words("phrase", "local")
    return held if held is not None and local and scene.tags[phrase.head] == "PROPN" else phrase


def _person(scene: Scene, before: list[Phrase], first: int) -> Phrase | None:
    """``Ms. Holm, head of the choir, who``, ``Marlow, deputy director, sales, who``: whoever is named, before what he is."""
    if scene.tokens[first - 1].text != ",":
        return None
    chain = [before[-1]]
    for phrase in reversed(before[:-1]):
        opener = chain[-1].start - 1
        while opener > phrase.last and scene.tags[opener] in _BETWEEN:
            opener -= 1
        if opener != phrase.last + 1 or scene.tokens[opener].text != ",":
            break
        chain.append(phrase)
    named = scene.tags[chain[-1].core_last] == "PROPN" and len(chain) > 1
    acts = any(is_function(scene.tokens[p.head].lemma, scene.lexicon.language) for p in chain)
    return chain[-1] if named or acts else None


def _last_part(phrase: Phrase) -> Phrase | None:
    """What hangs on a phrase up to its end, other than its name (``die Zeitschrift "Neue Zeit"``)."""
    inner = phrase.attributes[-1] if phrase.attributes else None
    return inner if inner is not None and inner.last == phrase.last and inner.kind != "name" else None


def antecedent_of(scene: Scene, first: int) -> Phrase | None:
    """The phrase that a relative clause or participle beginning at a token speaks of, by gender and by what it names."""
    before = [p for p in scene.phrases if p.last < first]
    if not before:
        return None
    chain = [_purposeful(scene, before)]
    held = [p for p in before if p.last == chain[0].preposition - 1]
    for parts in (held, chain):
        while parts and (inner := _last_part(parts[-1])) is not None:
            parts.append(inner)
    led = scene.tags[first] == "ADP"
    if scene.tokens[first + led].text.lower() in scene.lexicon.words("phrase", "person_relatives"):
        person = _person(scene, before, first)
        if person is not None:
            return person
    genders = scene.lexicon.table("phrase", "relative_gender_led" if led else "relative_gender")
    wanted = genders.get(scene.tokens[first + led].text.lower(), "")
    if not wanted:
        if not scene.lexicon.text("phrase", "svo"):
            return chain[0]
        named = [] if _done(scene, first) else _named(scene, chain) or _timed(scene, before, first)
        return named[-1] if named else placed(scene, chain[-1])
    fitting = [p for p in [*held, *chain] if scene.gender(p) in str(wanted)]
    # One is invited to an occasion, not to what it is about.
    named = [] if _done(scene, first) else _named(scene, fitting, {"occasion"} if led else NAMED)
    return (named or fitting)[-1] if fitting else placed(scene, chain[0])
