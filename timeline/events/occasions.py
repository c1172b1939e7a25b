"""Occasions that a clause is about beside its verb: what it leads or calls to, what stands behind it, what its subject gives.

In: a scene, a clause and the classes of its verb; out: a ``Carrier``, or none where the clause has no such occasion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from timeline import gazetteer
from timeline.events.antecedents import NAMED
from timeline.events.carried import Carrier, made, sense_of
from timeline.events.event_argument import background
from timeline.events.lexicon import Nominal, NounSense
from timeline.events.names import is_function, is_given, vocabulary
from timeline.events.phrases import TIME, Phrase
from timeline.events.placewords import is_venue
from timeline.events.scene import Clause, Scene


def because_of(scene: Scene, clause: Clause, first: int, classes: frozenset[str]) -> Carrier | None:
    """``Traffic was heavy after a crash in Leeds on Saturday``: the occasion that the date stands behind, rather than a state."""
    last = first - 1
    while last > 0 and scene.tags[last] == TIME:
        last -= 1
    for phrase in reversed(clause.prepositional):
        if phrase.last != last or (sense := sense_of(scene, phrase)) is None:
            last = phrase.start - 1 if phrase.last == last else last
            continue
        if sense.sort in NAMED and background(scene, phrase):
            return made(scene, clause, "noun", phrase, sense, None, classes)
        last = phrase.start - 1
    return None


def at_which(scene: Scene, clause: Clause, classes: frozenset[str], at: int) -> Carrier | None:
    """``die Versammlung, zu der sich 96 Mitglieder einfanden``, ``der Brand, bei dem Bewohner verletzt wurden``: the occasion.

    What somebody does at it is told for itself, unless it is only said.
    """
    first = min(clause.indexes)
    if clause.kind != "relative" or clause.antecedent is None or scene.tags[first] != "ADP":
        return None
    word = scene.tokens[first].text.lower()
    led = word in scene.lexicon.words("phrase", "to_which")
    there = word in scene.lexicon.words("phrase", "at_which") and (clause.passive or "say" in classes)
    sense = sense_of(scene, clause.antecedent)
    if not (led and "say" not in classes) and not there:
        return None
    moved = "move" in classes and scene.shifts(scene.opening(at))
    if sense is None or sense.sort != "occasion" or moved or classes & {"invite", "cancel"}:
        return None
    if "plan" in classes and not there:
        return None
    return made(scene, clause, "light", clause.antecedent, sense, None, classes)


def harmed(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``Ein Brand tötete zwei Menschen``, ``bei einem Brand starben zwei Menschen``, ``entstand Schaden``: the mishap, unless somebody with a name is its victim."""
    harm = scene.lexicon.words("nouns", "damage")
    arose, done = _is_one_of(scene, clause.subject, harm), _is_one_of(scene, clause.object, harm)
    if not (classes & {"harm", "perish", "respond"} or arose or done):
        return None
    if done or ("harm" in classes and not clause.passive and not arose):
        found = [clause.subject, *_held(scene, clause)] if clause.subject is not None else []
    else:
        who = clause.subject
        named = clause.pronoun >= 0 or (who is not None and scene.tags[who.core_last] == "PROPN")
        named = named and "respond" not in classes
        marks = scene.lexicon.words("phrase", "harmed_in")
        found = [p for p in clause.prepositional if scene.tokens[p.preposition].text.lower() in marks and not named]
    struck = ((phrase, _mishap(scene, phrase)) for phrase in found)
    return next((made(scene, clause, "light", phrase, sense, None, classes) for phrase, sense in struck if sense), None)


def _held(scene: Scene, clause: Clause) -> list[Phrase]:
    """``the fire at Hale Mill, which killed six``: what stands before the place that a relative clause seems to be about."""
    place = clause.antecedent
    if place is None or place is not clause.subject or place.preposition < 0:
        return []
    before = scene.phrase_before(place)
    return [*reversed(before.attributes), before] if before is not None else []


def _is_one_of(scene: Scene, phrase: Phrase | None, nouns: frozenset[str]) -> bool:
    """``hoher Schaden``: whether a phrase is of one of some nouns."""
    return phrase is not None and scene.tokens[phrase.head].lemma.lower() in nouns


def _mishap(scene: Scene, phrase: Phrase) -> NounSense | None:
    """The sense of a phrase that names what does harm, by its head or by what stands before its name (``Hurricane Ida``)."""
    mishaps = scene.lexicon.words("nouns", "mishap", "words")
    nouns = (scene.lexicon.noun(scene.tokens[i].lemma.lower()) for i in range(phrase.core_first, phrase.core_last))
    senses = (sense_of(scene, phrase), *nouns)
    return next((sense for sense in senses if sense is not None and sense.noun in mishaps), None)


def visiting(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``reist zu einem zweitägigen Besuch nach Ankara``: who comes for a visit pays one; a past tense tells of the arrival.

    Who came to a town has been there.
    """
    if clause.lemma not in scene.lexicon.words("verbs", "arrive") or clause.passive:
        return None
    marks, nouns = scene.lexicon.words("phrase", "visit_marks"), scene.lexicon.endings("verbs", "visits")
    for phrase in clause.prepositional if not scene.done(clause) else ():
        sense = sense_of(scene, phrase)
        if sense is not None and sense.noun.endswith(nouns) and scene.tokens[phrase.preposition].text.lower() in marks:
            return made(scene, clause, "light", phrase, sense, None, classes | {"achieve"})
    visits = scene.lexicon.nominal(scene.lexicon.text("verbs", "visit"))
    if visits is None or clause.lemma != scene.lexicon.text("verbs", "come") or not _comes_to_town(scene, clause):
        return None
    return made(scene, clause, "verb", clause.subject, None, replace(visits, genitive="s", preposition=""), classes)


def _comes_to_town(scene: Scene, clause: Clause) -> bool:
    """``Minister Kolb kommt nach Weiden``: whether somebody comes to a town, which is called by its bare name."""
    who = clause.subject
    if who is None or sense_of(scene, who) is not None:
        return False
    language = scene.lexicon.language
    names = scene.tokens[who.first : who.core_last + 1]
    person = any(is_given(t.text, language) or is_function(t.lemma, language) for t in names)
    toward = scene.lexicon.words("phrase", "toward_place")
    goals = (p for p in clause.prepositional if scene.tokens[p.preposition].text.lower() in toward and p.determiner < 0)
    return person and any(gazetteer.lookup(scene.words(p.core_first, p.core_last), language) for p in goals)


def looming(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``Ab Montag drohen Streiks``: what threatens to happen, which is nobody's word."""
    if "loom" not in classes or clause.subject is None or clause.object is not None:
        return None
    sense, head = sense_of(scene, clause.subject), scene.tokens[clause.subject.head]
    bare = clause.subject.determiner < 0 and scene.tags[clause.subject.core_last] == "NOUN"
    by = scene.lexicon.words("phrase", "with")
    threat = any(scene.tokens[p.preposition].text.lower() in by for p in clause.prepositional)
    new = scene.indefinite(clause.subject) and not threat  # droht ein Stillstand
    several = bare and scene.number(clause.subject) == "p"
    things = (new or several) and not is_function(head.lemma, head.language)
    if not things and (sense is None or sense.sort not in {"occasion", "action"}):
        return None
    return made(scene, clause, "light", clause.subject, sense, None, classes - {"say"})


def performed(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``Das Orchester spielt am Freitag``: what is a game of others is a concert of musicians, in a house or before a full one."""
    if clause.subject is None or clause.passive:
        return None
    nominal = scene.lexicon.nominal_where("performed", clause.lemma)
    if nominal is None:
        return None
    who = scene.tokens[clause.subject.head].lemma.lower()
    played = clause.object is not None and is_venue(scene.tokens[clause.object.head].text, scene.lexicon.language)
    heard = [p for p in clause.prepositional if scene.lexicon.listed(scene.tokens[p.head].lemma, "verbs", "audiences")]
    if any(scene.tokens[i].text.lower() in scene.lexicon.words("verbs", "opposing") for i in clause.indexes):
        heard = []  # a match against somebody, before a full house
    if not (played or heard or who.endswith(scene.lexicon.endings("verbs", "performers"))):
        return None
    left = [p for p in clause.phrases if p not in heard]
    clause = replace(clause, object=None if played else clause.object, phrases=left)
    senses = (sense_of(scene, phrase) for phrase in clause.prepositional)
    if any(sense is not None and sense.sort == "occasion" for sense in senses):
        return None  # spielt zum Frühschoppen
    return made(scene, clause, "verb", clause.subject, None, nominal, classes)


def fixture(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``Morpeth Town host Blyth Spartans``, ``Der SV Passau empfängt den FC Kiel``: what one team does to another is a match.

    Teams have the names of clubs, or are names that take the verb of a plural although they are none.
    """
    nominal = scene.lexicon.nominal_where("fixtures", clause.lemma)
    if nominal is None or clause.subject is None or clause.passive or clause.main < 0:
        return None
    against = scene.lexicon.words("verbs", "facing")
    opponents = (p for p in clause.prepositional if scene.tokens[p.preposition].text.lower() in against)
    opponent = clause.object or next(opponents, None)
    if opponent is None:
        return None
    clubs = vocabulary(scene.lexicon.language).clubs
    sides = (clause.subject, opponent)
    teams = all(any(t.text in clubs for t in scene.tokens[p.first : p.core_last + 1]) for p in sides)
    if not teams and not _of_many(scene, clause, sides):
        return None
    left = [p for p in clause.phrases if p is not opponent]
    clause = replace(clause, object=replace(opponent, preposition=-1), phrases=left)
    return made(scene, clause, "verb", clause.subject, None, nominal, classes)


def _of_many(scene: Scene, clause: Clause, sides: Sequence[Phrase]) -> bool:
    """Whether a verb without an ending stands between two names that are no people's."""
    bare = scene.tokens[clause.main].text.lower() == clause.lemma.partition("-")[0] and clause.finite == clause.main
    names = all(_name(scene, p) and sense_of(scene, p) is None for p in sides)
    person = any(is_given(scene.tokens[p.first].text, scene.lexicon.language) for p in sides)
    return bool(scene.lexicon.text("phrase", "svo")) and bare and names and not person


def _name(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase is a name: all in capitals, and if it is one word, no noun at the head of a sentence."""
    words = scene.tokens[phrase.first : phrase.core_last + 1]
    return all(word.text[0].isupper() for word in words) and (len(words) > 1 or scene.tags[phrase.first] == "PROPN")


def _goals(scene: Scene, clause: Clause) -> Iterator[Phrase]:
    """What the verb leads to, calls for or comes to (``zu einem Streik``)."""
    toward = scene.lexicon.words("phrase", "toward")
    return (p for p in clause.prepositional if scene.tokens[p.preposition].text.lower() in toward)


def _goal(scene: Scene, clause: Clause, sorts: frozenset[str]) -> tuple[Phrase, NounSense] | None:
    """The first of them that names what happens, of some sorts."""
    named = ((phrase, sense_of(scene, phrase)) for phrase in _goals(scene, clause))
    return next(((phrase, sense) for phrase, sense in named if sense is not None and sense.sort in sorts), None)


def _any_goal(scene: Scene, clause: Clause) -> tuple[Phrase, NounSense] | None:
    """``Zum Jubiläum lädt sie zu einem Festakt``: of several goals, the one that is new to the reader."""
    for phrase in _goals(scene, clause):
        sense = sense_of(scene, phrase)
        if scene.indefinite(phrase) and sense is not None and sense.sort in NAMED:
            return phrase, sense
    return None


def shown(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``zeigt eine Ausstellung``: the occasion that is shown; ``spielt die Komödie „Der Gast“``: the performance of a work."""
    thing = clause.subject if clause.passive else clause.object
    if thing is None:
        return None
    sense = sense_of(scene, thing)
    if clause.lemma in scene.lexicon.words("verbs", "showing") and sense is not None and sense.sort == "occasion":
        return made(scene, clause, "light", thing, sense, None, classes)
    nominal = scene.lexicon.nominal_where("of_works", clause.lemma)
    if nominal is None or not scene.lexicon.listed(scene.tokens[thing.head].lemma, "verbs", "staged"):
        return None
    return made(scene, clause, "verb", thing, None, nominal, classes)


def called_for(scene: Scene, clause: Clause, first: int) -> Phrase | None:
    """``ruft für Donnerstag zu einem Streik auf``: the occasion that somebody calls people to on a day."""
    if scene.opener(first) not in scene.lexicon.words("phrase", "planned_for"):
        return None
    goal = _goal(scene, clause, frozenset({"occasion"}))
    return goal[0] if goal is not None else None


def summoned(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``have called for a rally on 5 December``: the occasion that people are called to; a past tense tells when they were."""
    if clause.main < 0 or clause.object is None or scene.past(clause):
        return None
    verb = f"{scene.tokens[clause.main].lemma}-{scene.tokens[min(clause.main + 1, len(scene.tokens) - 1)].text.lower()}"
    sense = sense_of(scene, clause.object) if verb in scene.lexicon.words("verbs", "summon") else None
    if sense is None or sense.sort != "occasion":
        return None
    return made(scene, clause, "light", clause.object, sense, None, classes - {"say", "demand"} | {"plan"})


def came_to(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``kam es zu einem Brand``: the event is what it came to."""
    if not scene.impersonal(clause) or clause.lemma not in scene.lexicon.words("verbs", "befall"):
        return None
    phrase = next(_goals(scene, clause), None)
    return made(scene, clause, "light", phrase, sense_of(scene, phrase), None, classes | {"occur"}) if phrase else None


def topic(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``Am Montag geht es im Rat um den Haushalt``: what it is about is dealt with on that day."""
    noun = scene.lexicon.table("verbs", "topic").get(clause.lemma) if scene.impersonal(clause) else None
    marks = scene.lexicon.words("phrase", "about")
    if noun is None or not any(scene.tokens[p.preposition].text.lower() in marks for p in clause.prepositional):
        return None
    senses = (sense_of(scene, phrase) for phrase in clause.prepositional)
    if any(sense is not None and sense.sort == "occasion" for sense in senses):
        return None  # im Viertelfinale geht es um …
    return made(scene, clause, "verb", None, None, Nominal(str(noun)), classes)


def reckoned(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``Mit einem Urteil ist nicht vor Mai zu rechnen``: what is reckoned with is expected."""
    if clause.lemma not in scene.lexicon.words("verbs", "reckon") or scene.done(clause):
        return None
    marks = scene.lexicon.words("phrase", "marked_with")
    for phrase in clause.prepositional:
        sense = sense_of(scene, phrase)
        if sense is not None and scene.tokens[phrase.preposition].text.lower() in marks:
            return made(scene, clause, "light", phrase, sense, None, classes - {"say"} | {"plan"})
    return None


def identified(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``Dabei handelt es sich um eine Messe``: what something is."""
    if clause.lemma not in scene.lexicon.words("verbs", "identified") or not scene.impersonal(clause):
        return None
    phrase = next(iter(clause.prepositional), None)
    if phrase is None:
        return None
    sense = sense_of(scene, phrase)
    return made(scene, clause, "light" if sense is not None else "state", phrase, sense, None, classes | {"copula"})


def toward(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``führte zum Olympiasieg``: what something led to."""
    if "lead" not in classes:
        return None
    goal = _goal(scene, clause, NAMED)
    return made(scene, clause, "light", *goal, None, classes | {"achieve"}) if goal is not None else None


def bidden(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``lädt am 3. Mai zu einer Führung ein``: what somebody invites to; a past tense tells when they did."""
    asked = clause.lemma in scene.lexicon.words("verbs", "bidding") and _goal(scene, clause, NAMED) is not None
    if not (asked or "invite" in classes) or clause.kind == "relative" or scene.done(clause):
        return None  # bittet zur Blutspende
    phrase, sense = _any_goal(scene, clause) or _goal(scene, clause, NAMED) or (next(_goals(scene, clause), None), None)
    return made(scene, clause, "light", phrase, sense, None, classes) if phrase is not None else None


def invited(scene: Scene, clause: Clause, classes: frozenset[str]) -> Carrier | None:
    """``zu der wir am Sonntag einladen``: the event is what the clause tells of."""
    led = clause.kind == "relative" and scene.tags[clause.indexes[0]] == "ADP"
    if "invite" not in classes or not led or clause.antecedent is None:
        return None
    return made(scene, clause, "light", clause.antecedent, sense_of(scene, clause.antecedent), None, classes)
