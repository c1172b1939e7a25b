"""What a noun that says little stands for: ``die Veranstaltung`` is the event named before it, ``der Gipfel`` the fullest
earlier name that ends in it.

In: the context of a document and a phrase; out: the phrase that names it in full, with its scene.
"""

from __future__ import annotations

from datetime import date

from timeline.events.carried import sense_of
from timeline.events.context import Context
from timeline.events.phrases import Phrase
from timeline.events.scene import Scene

_BEHIND = 5
"""Characters of a preposition between a noun and its day."""
_OPENING = 2
"""Sentences at the head of a text that may be about an event named only behind them."""


def resolve(context: Context, scene: Scene, phrase: Phrase) -> tuple[Scene, Phrase]:
    """The fuller phrase that a general one stands for; itself when there is none."""
    if not _anaphoric(context, scene, phrase):
        return scene, phrase
    token = scene.tokens[phrase.head]
    same = [
        n for n in context.names() if n[1] <= token.start and _ends_in(context.document.text[n[0] : n[1]], token.text)
    ]
    for start, end, _ in reversed(same):
        if end - start > len(token.text) + 2 or context.fuller(start):
            found = context.phrase_over(start)
            other = found is not None and not _turns(context, *found) <= _turns(context, scene, phrase)
            if found and not other and (found[0] is not scene or found[1].head != phrase.head):
                return found
    if token.lemma.lower() not in context.lexicon.general or any(n[1] - n[0] <= len(token.text) + 2 for n in same):
        return scene, phrase  # one of that very name was spoken of
    if _turns(context, scene, phrase):
        return scene, phrase  # ``das erste Spiel`` is not the training that was spoken of
    before = [n for n in context.names() if n[1] <= token.start]
    headed = [n for n in before if _in_headline(context, n)]
    for start, end, noun in [*reversed(headed), *reversed(before)]:
        word = context.document.text[start:end].lower()
        vague = noun in context.lexicon.general and len(word) <= len(noun) + 2 and not context.fuller(start)
        if noun == token.lemma.lower() or vague or _unlike(context, token.lemma.lower(), word):
            continue
        if _on_another_day(context, scene, phrase, noun):
            continue
        found = context.phrase_over(start)
        sense = sense_of(*found) if found else None
        if found and sense and sense.sort == "occasion":
            return found
    return scene, phrase


def _anaphoric(context: Context, scene: Scene, phrase: Phrase) -> bool:
    token = scene.tokens[phrase.head]
    if phrase.attributes or "-" in token.text or phrase.core_first < phrase.head:
        return False  # ``the poster exhibition`` is a name of its own
    topic = context.lexicon.words("phrase", "topic")
    if any(
        p.start == phrase.last + 1 and p.preposition >= 0 and scene.tokens[p.preposition].text.lower() in topic
        for p in scene.phrases
        if not context.lexicon.text("phrase", "svo")
    ):
        return False  # ``die Ausstellung über die Bahn`` says itself which one it is
    definite = phrase.determiner >= 0 or phrase.preposition >= 0
    if phrase.determiner >= 0:
        definite = scene.tokens[phrase.determiner].text.lower() in context.lexicon.words("phrase", "definite")
    elif phrase.preposition >= 0:
        definite = scene.tokens[phrase.preposition].text.lower() in context.lexicon.words("phrase", "definite")
    listed = context.lexicon.noun(token.lemma)
    return definite and listed is not None and listed.exact


def _unlike(context: Context, general: str, name: str) -> bool:
    """Whether a general noun says of what kind something is, and a name that it is of another: a meeting is no referendum."""
    kinds = (context.lexicon.endings("nouns", "kinds", kind) for kind in context.lexicon.table("nouns", "kinds"))
    return any(general.endswith(kind) and not name.endswith(kind) for kind in kinds)


def _on_another_day(context: Context, scene: Scene, phrase: Phrase, noun: str) -> bool:
    """``Die Sitzung am 15. März``, where the assembly is on the 14th: whether a day right behind a noun is none of those named
    for what it might stand for, in its sentences or right after them.
    """
    end = scene.tokens[phrase.last].end
    own = [told for span, told in context.days(context.sentence_at(end - 1)) if 0 <= span.start - end <= _BEHIND]
    if not own:
        return False
    here = context.sentence_at(end - 1)
    like = (
        start for start, _, other in context.names() if start < end and (_ends_in(other, noun) or _ends_in(noun, other))
    )
    told = set(map(context.sentence_at, like))
    days = {day for n in told for day in _days_of(context, n) if n < here}
    return bool(days) and own[0] not in days


def _days_of(context: Context, number: int) -> list[date]:
    """The days of a sentence, or of the next one where it names none."""
    days = context.days(number) or context.days(number + 1)
    return [told for _, told in days]


def _turns(context: Context, scene: Scene, phrase: Phrase) -> frozenset[str]:
    """The words that say which one of several a phrase is of (``die zweite Runde``)."""
    turns = context.lexicon.words("phrase", "turns")
    words = (token.lemma.lower() for token in scene.tokens[phrase.first : phrase.head])
    return frozenset(word for word in words if word in turns)


def main_event(context: Context, before: int, gender: str = "", *, headed: bool = False) -> tuple[Scene, Phrase] | None:
    """The occasion that the text up to an offset is about: the last one named, of a gender when that is known.

    With ``headed`` it is what the whole document is about: what the headline names, else what was named first.
    """
    named = [n for n in context.names() if n[1] <= before]
    if not named and (headed or context.sentence_at(before) < _OPENING):
        named = context.names()[:1]
    if headed:
        named.reverse()
        named.sort(key=lambda name: _in_headline(context, name))
    if gender:
        fitting = [n for n in named if _gender(context, n[2]) in {"", gender}]
        named = fitting or named
    setting = None
    for start, _, _ in reversed(named):
        found = context.phrase_over(start)
        sense = sense_of(*found) if found else None
        if found and sense and sense.sort == "occasion":
            if not headed and setting is None and _only_setting(*found):
                setting = found
                continue
            return resolve(context, *found)
    return resolve(context, *setting) if setting is not None else None


def _only_setting(scene: Scene, phrase: Phrase) -> bool:
    """``Das entschied der Ausschuss in einer Sondersitzung``: whether an occasion is but one at which somebody does something."""
    own = next((c for c in scene.clauses if phrase in c.prepositional), None)
    if own is None or phrase.determiner < 0 or own.subject is None or own.passive:
        return False
    local = scene.tokens[phrase.preposition].text.lower() in scene.lexicon.words("phrase", "local")
    return local and scene.indefinite(phrase)


def _in_headline(context: Context, name: tuple[int, int, str]) -> bool:
    """Whether a compound stands in the headline too: then it is what the document is about."""
    start, end, noun = name
    text = context.document.text
    head = f"{context.document.title} {text[: text.find(chr(10)) if chr(10) in text[:200] else 0]}".lower()
    return end - start > len(noun) + 3 and text[start:end].lower() in head


def _gender(context: Context, noun: str) -> str:
    sense = context.lexicon.noun(noun)
    return sense.gender if sense else ""


def _ends_in(word: str, tail: str) -> bool:
    return word.lower().rstrip("s").endswith(tail.lower().rstrip("s"))
