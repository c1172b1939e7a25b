"""What a date belongs to: the value, and what a noun phrase says of an event."""

from __future__ import annotations

from dataclasses import dataclass

from timeline import gazetteer
from timeline.events.lexeme import naming
from timeline.events.lexicon import Nominal, NounSense
from timeline.events.phrases import Phrase
from timeline.events.scene import Clause, Scene

_CLOSING = 4
"""Words before an event noun that may say that it is over."""


@dataclass(slots=True)
class Carrier:
    """What a date belongs to."""

    scene: Scene
    clause: Clause
    how: str
    """``noun``, ``participle``, ``light`` (noun of a light verb), ``verb``, ``say``, ``listing`` or ``none``."""
    phrase: Phrase | None = None
    sense: NounSense | None = None
    nominal: Nominal | None = None
    verb: str = ""
    at: int = 0
    """First token of the expression."""
    classes: frozenset[str] = frozenset()


def made(
    scene: Scene,
    clause: Clause,
    how: str,
    phrase: Phrase | None,
    sense: NounSense | None,
    nominal: Nominal | None,
    classes: frozenset[str],
) -> Carrier:
    """A carrier that takes its verb from the clause."""
    return Carrier(scene, clause, how, phrase, sense, nominal, clause.lemma, classes=classes)


def sense_of(scene: Scene, phrase: Phrase) -> NounSense | None:
    """What the head of a phrase says of an event."""
    token = scene.tokens[phrase.head]
    if token.tag not in {"NOUN", "PROPN", "X", "VERB"} or (token.tag == "PROPN" and _lies_there(scene, phrase)):
        return None
    before = scene.tokens[phrase.head - 1].text if phrase.head > phrase.first else ""
    if before in naming(scene.lexicon.language).clubs:
        return None  # der TSV Lauf
    if before and scene.lexicon.text("nouns", "compounds") == "open":
        double = scene.lexicon.noun(f"{before}-{token.lemma}".lower())
        if double is not None and "-" in double.noun:
            return double
    for attribute in phrase.attributes:
        whole = f"{token.text} {scene.words(attribute.start, attribute.core_last)}".lower()
        if whole in scene.lexicon.fixed:
            return NounSense("occasion", whole, scene.lexicon.gender(token.lemma))
    sense = scene.lexicon.noun(token.lemma) or (scene.lexicon.noun(token.text) if token.lemma != token.text else None)
    if sense is not None and sense.sort == "publication" and _of_another_gender(scene, phrase, sense.gender):
        return None
    return sense


def _of_another_gender(scene: Scene, phrase: Phrase, gender: str) -> bool:
    """``die Band``: whether the article is not that of the noun in question (``der Band``, a volume)."""
    if not gender or phrase.determiner < 0 or phrase.preposition >= 0 or scene.number(phrase) == "p":
        return False
    shown = scene.lexicon.table("phrase", "articles").get(scene.tokens[phrase.determiner].text.lower(), gender)
    return str(shown) != gender


def _lies_there(scene: Scene, phrase: Phrase) -> bool:
    """``a plant in Derby``: a single name behind a preposition of place is that of a town, whatever else it means."""
    if phrase.preposition < 0 or phrase.determiner >= 0 or phrase.core_first < phrase.core_last:
        return False
    local = scene.tokens[phrase.preposition].text.lower() in scene.lexicon.words("phrase", "local")
    return local and bool(gazetteer.lookup(scene.tokens[phrase.head].text, scene.lexicon.language))


def calls_off(carrier: Carrier) -> bool:
    """Whether somebody has called something off on the date: it is not that of what is off."""
    return carrier.how in {"participle", "verb"} and "calls_off" in carrier.classes


def stated_days(carried: Carrier) -> int:
    """Days that an adjective at the event noun states: two for ``zweitägig``; 0 when none does.

    They count back, and are negative, where the date is that of its end (``zum Abschluss der zweitägigen Tagung``).
    """
    if carried.phrase is None:
        return 0
    table = carried.scene.lexicon.table("duration", "day_adjectives")
    for i in range(carried.phrase.first, carried.phrase.head):
        stated = table.get(carried.scene.tokens[i].lemma.lower())
        if stated:
            before = {t.text.lower() for t in carried.scene.tokens[max(0, carried.phrase.first - _CLOSING) : i]}
            closing = before & carried.scene.lexicon.words("duration", "closing")
            return -int(stated) if closing else int(stated)
    return 0


def stated_hours(carried: Carrier) -> int:
    """Hours that an adjective at the event noun states (``48-stündig``, ``two-hour``); 0 when none does."""
    if carried.phrase is None:
        return 0
    lexicon = carried.scene.lexicon
    table, figures = lexicon.table("duration", "hour_adjectives"), lexicon.pattern("duration", "hours_in_figures")
    for token in carried.scene.tokens[max(0, carried.phrase.first - 1) : carried.phrase.head]:  # or a time before it
        if (stated := table.get(token.lemma.lower())) is not None:
            return int(stated)
        if figures is not None and (found := figures.fullmatch(token.text)) is not None:
            return int(found[1])
    return 0
