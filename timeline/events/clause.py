"""Reads a sentence: tokens, phrases, clauses, and which words only tell the time.

In: a document's text, one sentence and the time expressions in it; out: a ``Scene``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from timeline.events.partners import fill
from timeline.events.phrases import TIME, Chunker
from timeline.events.retag import retag
from timeline.events.scene import Clause, Scene
from timeline.events.segments import clauses_of
from timeline.events.words import Token
from timeline.model import Span


def read(
    text: str,
    span: Span,
    times: Sequence[Span],
    language: str,
    clocks: Sequence[Span] = (),
    feasts: Sequence[Span] = (),
    begins: int = 0,
) -> Scene:
    """The sentence at ``span``; ``times`` are its time expressions, ``clocks`` those that only say a time of the day.

    ``feasts`` are feasts and seasons that say which occasion is meant (``the Christmas market``). What stands before ``begins``, a
    dateline, is no part of what it says.
    """
    scene = Scene(text, span, language)
    _silence(scene, begins)
    _addressed(scene)
    scene.clocks = sorted(scene.tokens_of(c)[1] for c in clocks)
    for time in times:
        _mask(scene, time)
    for feast in feasts:
        first, last = scene.tokens_of(feast)
        scene.tags[first : last + 2] = [*map(_naming, scene.tokens[first : last + 1]), "NOUN"]
    retag(scene)
    for turn in _turns(scene):
        _mask(scene, turn)
    scene.phrases = Chunker(scene.tokens, scene.tags, scene.lexicon).phrases()
    scene.clauses = clauses_of(scene)
    for clause in scene.clauses:
        fill(scene, clause)
    for earlier, clause in pairwise(scene.clauses):
        if clause.elliptic:
            _supply(scene, earlier, clause)
        bare = clause.subject is None and clause.pronoun < 0 and clause.main >= 0
        if bare and clause.kind == earlier.kind == "main":
            clause.resumed = earlier.subject or earlier.resumed
    for opening, main in pairwise(scene.clauses):
        if opening.kind == "participial" and opening.antecedent is None:
            opening.subject, opening.pronoun = main.subject, main.pronoun
    return scene


def _addressed(scene: Scene) -> None:
    """``Liebe Mitglieder, am Samstag richten wir …``: whom a letter speaks to takes no part in what it tells."""
    pattern = scene.lexicon.pattern("phrase", "salutation")
    found = pattern.match(scene.text, scene.span.start, scene.span.end) if pattern else None
    if found is not None:
        _silence(scene, found.end())


def _silence(scene: Scene, end: int) -> None:
    """Takes what stands before an offset out of what the sentence says."""
    before = sum(1 for token in scene.tokens if token.end <= end)
    scene.tags[:before] = ["PUNCT"] * before


def _turns(scene: Scene) -> list[Span]:
    """``zum ersten Mal``, ``for the third time in a row``: which one it is says nothing of what it is."""
    pattern = scene.lexicon.text("phrase", "turn")
    found = re.finditer(pattern, scene.text[scene.span.start : scene.span.end]) if pattern else ()
    return [Span(scene.span.start + m.start(), scene.span.start + m.end()) for m in found]


def _supply(scene: Scene, earlier: Clause, clause: Clause) -> None:
    """Gives an elliptic clause the verb of the one before it: who is named is its subject, or its object where it has to be."""
    clause.finite, clause.main, clause.lemma = earlier.finite, earlier.main, earlier.lemma
    clause.modal, clause.passive, clause.perfect = earlier.modal, earlier.passive, earlier.perfect
    clause.negated, clause.denied, clause.only_from = earlier.negated, earlier.denied, earlier.only_from
    named = next((p for p in clause.phrases if p.preposition < 0), None)
    article = scene.tokens[named.determiner].text.lower() if named is not None and named.determiner >= 0 else ""
    svo = bool(scene.lexicon.text("phrase", "svo"))
    acted_on = earlier.object is not None if svo else article in scene.lexicon.words("phrase", "nominative_not")
    if named is None:
        clause.subject, clause.pronoun, clause.object = earlier.subject, earlier.pronoun, earlier.object
    elif acted_on:
        clause.subject, clause.pronoun, clause.object = earlier.subject, earlier.pronoun, named
    else:
        clause.subject, clause.pronoun, clause.object = named, -1, None


def _names_event(scene: Scene, last: int) -> bool:
    """Whether the token is one that only says a time of the day: ``night`` in ``the night of ships`` names an event."""
    return last in scene.clocks


def _mask(scene: Scene, time: Span) -> None:
    first, last = scene.tokens_of(time)
    spelt = first < last and scene.tags[first] == "NUM"  # in nineteen ninety-one Charles Holm
    if scene.tags[last] == "ADJ" and not spelt and scene.tags[last + 1 : last + 2] in (["ADJ"], ["NOUN"], ["PROPN"]):
        return
    following = scene.tags[last + 1] if last + 1 < len(scene.tags) else ""
    lasting = scene.tokens[last].text.lower() in scene.lexicon.table("duration", "day_adjectives")
    if first == last and lasting and following in {"ADJ", "NOUN", "PROPN"}:
        scene.tags[last] = "ADJ"
        return
    after = scene.tokens[last + 1].text.lower() if last + 1 < len(scene.tokens) else ""
    bare = last == first or scene.tags[first] == "DET"
    if (
        bare
        and scene.tokens[last].tag == "NOUN"
        and after in scene.lexicon.words("phrase", "of")
        and _names_event(scene, last)
    ):
        return
    for i in range(first, last + 1):
        token = scene.tokens[i]
        if token.start < time.start or (token.end > time.end and token.text[-1].isalpha()):
            return
    for i in range(first, last + 1):
        scene.tags[i] = TIME
    if last + 1 < len(scene.tokens) and scene.tokens[last + 1].form == "possessive":
        return  # what stands before it belongs to the noun behind it
    i = first - 1
    if i >= 0 and scene.tags[i] == "DET":
        if scene.lexicon.text("phrase", "head") == "last" and scene.tags[last + 1 : last + 2] in (["NOUN"], ["ADJ"]):
            return  # the 2027 budget: the article is the noun's
        scene.tags[i] = TIME
        i -= 1
    while i >= 0 and scene.tags[i] == "ADP":
        scene.tags[i] = TIME
        i -= 1


def _naming(token: Token) -> str:
    """The class of a word of a feast or season within a phrase: ``the Christmas market``, ``the summer course``."""
    if token.tag == "DET":
        return token.tag
    return "PROPN" if token.text[0].isupper() else "ADJ"
