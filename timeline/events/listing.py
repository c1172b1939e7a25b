"""Dates in a list, where no verb tells what happens.

In: a scene, a clause without a verb and the first token of a time expression; out: a ``Carrier``.
"""

from __future__ import annotations

from timeline import gazetteer
from timeline.events.carried import Carrier, sense_of
from timeline.events.lexeme import entry
from timeline.events.lexicon import NounSense
from timeline.events.phrases import TIME, Phrase
from timeline.events.placewords import is_venue
from timeline.events.readings import VERBAL
from timeline.events.scene import Clause, Scene

_SEVERAL = 2
"""Hours with a colon behind them, or days with a noun behind them, that make a programme."""


def listing(scene: Scene, clause: Clause, first: int) -> Carrier:
    """No verb: the event noun nearest to the expression inside its item of the list."""
    headed = _headed(scene, first)
    if headed is not None:
        return Carrier(scene, clause, "listing", headed, sense_of(scene, headed))
    low, high = scene.item(first)
    named = [(p, s) for p in clause.phrases if (s := sense_of(scene, p)) is not None and s.sort != "derived"]
    candidates = [(p, s) for p, s in named if low <= p.head <= high]
    if not candidates:
        name = next((p for p in clause.phrases if low <= p.head <= high and _is_name(scene, p)), None)
        if name is not None:
            return Carrier(scene, clause, "listing", name, None)
    if not candidates and (doing := _activity(scene, first)) is not None:
        sense = NounSense("occasion", scene.tokens[doing.head].text.lower(), "n")
        return Carrier(scene, scene.clause_at(doing.head), "listing", doing, sense)
    if not candidates and (named or low > 0):
        return Carrier(scene, clause, "none")
    if not candidates:
        candidates = [(p, s) for p in scene.phrases if (s := sense_of(scene, p)) is not None and s.sort != "derived"]
        candidates = [c for c in candidates if not _between_verbs(scene, first, c[0])]
    if not candidates:
        return Carrier(scene, clause, "none", _entry(scene, first), None)
    phrase, sense = min(candidates, key=lambda c: (abs(c[0].head - first), c[0].head))
    return Carrier(scene, clause, "listing", phrase, sense)


def days_told(scene: Scene, clause: Clause, first: int) -> Carrier | None:
    """``Am Freitag Lesung, am Samstag Kindertheater``: of several days with nothing but a noun behind each, the day's own."""
    items: list[tuple[range, Phrase]] = []
    i = 0
    while i < len(scene.tags):
        end = i
        while end < len(scene.tags) and scene.tags[end] == TIME:
            end += 1
        phrase = next((p for p in scene.phrases if p.start == end and p.preposition < 0), None) if end > i else None
        if phrase is not None and _parted(scene, i - 1) and _parted(scene, phrase.last + 1):
            items.append((range(i, end), phrase))
        i = max(end, i + 1)
    senses = [sense_of(scene, phrase) for _, phrase in items]
    if len(items) < _SEVERAL or not any(sense is not None and sense.sort == "occasion" for sense in senses):
        return None
    own = next((phrase for at, phrase in items if first in at), None)
    return Carrier(scene, clause, "listing", own, sense_of(scene, own)) if own is not None else None


def _parted(scene: Scene, i: int) -> bool:
    return not 0 <= i < len(scene.tags) or scene.tags[i] in {"PUNCT", "CONJ"}


def _headed(scene: Scene, first: int) -> Phrase | None:
    """``20.15 Uhr: Tennis: …, 22.30 Uhr: Sport``: of several hours with a colon each, what stands right behind it."""
    i = first
    while i < len(scene.tokens) and (
        scene.tags[i] == TIME or (scene.tags[i] == "CONJ" and scene.tags[i + 1 : i + 2] == [TIME])
    ):
        i += 1
    parted = [k for k in scene.clocks if scene.tokens[k + 1 : k + 2] and scene.tokens[k + 1].text == ":"]
    if len(parted) < _SEVERAL or i - 1 not in parted:
        return None
    return next((p for p in scene.phrases if p.start == i + 1 and p.preposition < 0), None)


def _entry(scene: Scene, first: int) -> Phrase | None:
    """``11. Oktober: Spielemittag``: what stands behind the date that opens an entry, unless that is where it is."""
    phrase = next((p for p in scene.phrases if p.start > first), None)
    if phrase is None or phrase.preposition >= 0 or scene.tags[phrase.head] != "NOUN":
        return None
    if any(other.main >= 0 for other in scene.clauses):
        return None
    parted = scene.tags[phrase.start - 1] == "PUNCT"
    alone = all(tag in {TIME, "PUNCT"} for tag in scene.tags[: phrase.start])
    word, language = scene.tokens[phrase.head].text, scene.lexicon.language
    place = is_venue(word, language) or gazetteer.lookup(scene.words(phrase.first, phrase.core_last), language)
    return phrase if parted and alone and not place else None


def _activity(scene: Scene, first: int) -> Phrase | None:
    """``Vorlesen für Kinder: Samstag, 14 Uhr``: what is done, before the colon behind which its date stands."""
    colon = next(
        (i for i in range(first - 1, -1, -1) if scene.tags[i] not in {TIME, "PUNCT"} or scene.tokens[i].text == ":"), -1
    )
    if colon < 1 or scene.tokens[colon].text != ":" or scene.lexicon.text("phrase", "svo"):
        return None
    phrase = next((p for p in scene.phrases if p.preposition < 0 and p.last < colon), None)
    token = scene.tokens[phrase.head] if phrase is not None else None
    done = (
        token is not None
        and token.tag == "NOUN"
        and ("VERB", "infinitive") in entry(token.text.lower(), False, token.language)
    )
    return phrase if done else None


def _is_name(scene: Scene, phrase: Phrase) -> bool:
    """A name in quotation marks."""
    before = scene.tokens[phrase.start - 1].text if phrase.start else ""
    return before in {'"', "„", "“", "»", "«", "‚"} and phrase.core_last > phrase.first


def _between_verbs(scene: Scene, first: int, phrase: Phrase) -> bool:
    low, high = sorted((first, phrase.head))
    return any(scene.tags[i] in VERBAL for i in range(low, high))
