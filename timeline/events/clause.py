"""Reads a sentence: tokens, phrases, clauses, and which words only tell the time.

In: a document's text, one sentence and the time expressions in it; out: a ``Scene``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from timeline import gazetteer
from timeline.events.partners import fill
from timeline.events.phrases import TIME, Chunker
from timeline.events.readings import FINITE, VERBAL
from timeline.events.scene import Clause, Scene
from timeline.events.segments import BREAKS, clauses_of
from timeline.events.words import Token
from timeline.model import Span

_WITHIN = frozenset({"ADP", "DET", "ADJ", "NUM", "NOUN", "PROPN", "ADV"})
"""Tags of the words of phrases with prepositions."""


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
    _listed_nouns(scene)
    _rounds(scene)
    _relative_pronouns(scene)
    _articles(scene)
    _complements(scene)
    _counted(scene)
    _townly(scene)
    _gerunds(scene)
    _particles(scene)
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
    if (
        scene.tags[last] == "ADJ"
        and scene.tags[last + 1 : last + 2]
        and scene.tags[last + 1] in {"ADJ", "NOUN", "PROPN"}
    ):
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


def _relative_pronouns(scene: Scene) -> None:
    """An article right before a time expression and after a comma is a relative pronoun."""
    for i, tag in enumerate(scene.tags):
        if tag == TIME and i > 1 and scene.tokens[i - 1].text == ",":
            word = scene.tokens[i].text.lower()
            if word in scene.lexicon.words("phrase", "relatives") and scene.tags[i + 1 : i + 2] == [TIME]:
                scene.tags[i] = "PRON"
        elif (
            tag == "DET"
            and i > 1
            and scene.tokens[i - 1 - (scene.tags[i - 1] == "ADP")].text == ","
            and _verb_final(scene, i)
        ):
            scene.tags[i] = "PRON"


def _listed_nouns(scene: Scene) -> None:
    """``the summer fair planned for July``: the name of an occasion that no noun follows is no adjective."""
    if scene.lexicon.text("nouns", "compounds") != "open":
        return
    for i, token in enumerate(scene.tokens):
        before = scene.tags[i - 1] if i else ""
        following = scene.tags[i + 1 : i + 3] or ["PUNCT"]
        goes_on = following[0] in {"NOUN", "PROPN", "CONJ"} or (following[0] == "PUNCT" and following[-1] == "ADJ")
        if token.tag != "ADJ" or before not in {"DET", "ADJ", "PART", TIME, "NOUN"} or goes_on:
            continue
        sense = scene.lexicon.noun(token.text)
        if sense is not None and sense.sort == "occasion":
            scene.tokens = (*scene.tokens[:i], replace(token, tag="NOUN"), *scene.tokens[i + 1 :])
            scene.tags[i] = "NOUN"


def _rounds(scene: Scene) -> None:
    """``the first round of the talks``: between an article and what it is of stands no preposition, but a noun."""
    of = scene.lexicon.words("phrase", "of")
    for i, tag in enumerate(scene.tags[1:-1], 1):
        if tag != "ADP" or scene.tokens[i + 1].text.lower() not in of:
            continue
        numbered = i > 1 and scene.tags[i - 1] in {"ADJ", "ADV"} and scene.tags[i - 2] == "DET"
        if not numbered and scene.tags[i - 1] != "DET":
            continue
        changed = {i: "NOUN", **({i - 1: "ADJ"} if numbered else {})}
        scene.tokens = tuple(replace(t, tag=changed[n]) if n in changed else t for n, t in enumerate(scene.tokens))
        for n, other in changed.items():
            scene.tags[n] = other


def _articles(scene: Scene) -> None:
    """``Das für Samstag geplante Rennen``: before a time and an adjective with its noun stands an article.

    What looks like a verb there (``Das am 15. August verhängte Verbot``) is such an adjective: no verb comes so late.
    """
    articles = scene.lexicon.words("phrase", "definite")
    for i, tag in enumerate(scene.tags[:-2]):
        opens = i == 0 or scene.tokens[i - 1].text != ","
        if tag != "PRON" or not opens or scene.tags[i + 1] != TIME or scene.tokens[i].text.lower() not in articles:
            continue
        j = i + 1
        while j < len(scene.tags) and scene.tags[j] in {TIME, "ADV"}:
            j += 1
        if scene.tags[j : j + 1] == ["ADP"]:
            j = _beyond_phrases(scene, j)
        if scene.tags[j : j + 1] == ["ADJ"] and scene.tokens[j].form != "predicative":
            scene.tags[i] = "DET"
        elif scene.tags[j : j + 2] in (["VERB", "NOUN"], ["VERB", "PROPN"]) and scene.tokens[j].form == "past":
            scene.tokens = (*scene.tokens[:j], replace(scene.tokens[j], tag="ADJ", form=""), *scene.tokens[j + 1 :])
            scene.tags[i], scene.tags[j] = "DET", "ADJ"


def _beyond_phrases(scene: Scene, j: int) -> int:
    """The token behind the phrases with prepositions that begin at a token (``am Freitag vom Rat beschlossene``)."""
    while j + 1 < len(scene.tags) and scene.tags[j] in _WITHIN:
        if scene.tags[j] in {"NOUN", "PROPN"} and scene.tags[j + 1] not in {"NOUN", "PROPN", "NUM", "ADP", "DET"}:
            return j + 1
        j += 1
    return j


def _complements(scene: Scene) -> None:
    """``said on Friday that talks will resume``: behind a time and before a verb, what looks like an article opens a clause."""
    openers = scene.lexicon.words("phrase", "complement_openers")
    for i, tag in enumerate(scene.tags[1:], 1) if openers else ():
        if tag != "DET" or scene.tags[i - 1] != TIME or scene.tokens[i].text.lower() not in openers:
            continue
        if any(scene.tags[n] in VERBAL and scene.tokens[n].form in FINITE for n in range(i + 2, len(scene.tags))):
            scene.tokens = (*scene.tokens[:i], replace(scene.tokens[i], tag="SUBJ"), *scene.tokens[i + 1 :])
            scene.tags[i] = "SUBJ"


def _townly(scene: Scene) -> None:
    """``alle Bozner Kinder``: what is made of a town's name stands before its noun as an adjective."""
    for i, token in enumerate(scene.tokens[:-1]):
        if scene.tags[i] == "PROPN" and scene.tags[i + 1] == "NOUN" and gazetteer.adjective(token.text, token.language):
            scene.tags[i] = "ADJ"


def _counted(scene: Scene) -> None:
    """``Thousands of people``: a number that something is counted by, before what it counts."""
    counting, of = scene.lexicon.words("phrase", "counted_by"), scene.lexicon.words("phrase", "of")
    for i, token in enumerate(scene.tokens[1:-1], 1) if counting else ():
        if token.text.lower() in of and scene.tokens[i - 1].text.lower() in counting:
            scene.tags[i - 1 : i + 1] = ["NUM", "NUM"]


def _gerunds(scene: Scene) -> None:
    """``before travelling to Kiel``, ``after meeting the king``: with what a verb takes behind it, it is no noun."""
    ending, marks = scene.lexicon.text("verbs", "gerund"), scene.lexicon.words("phrase", "beside")
    for i, token in enumerate(scene.tokens[1:-1], 1) if ending else ():
        if not token.text.endswith(ending) or scene.tokens[i - 1].text.lower() not in marks:
            continue
        following = scene.tokens[i + 1].text.lower()
        if scene.tags[i] == "NOUN" and (scene.tags[i + 1] in {"DET", "PROPN", "PRON"} or following in _toward(scene)):
            scene.tokens = (*scene.tokens[:i], replace(token, tag="VERB", form="gerund"), *scene.tokens[i + 1 :])
            scene.tags[i] = "VERB"


def _toward(scene: Scene) -> frozenset[str]:
    return scene.lexicon.words("phrase", "to")


def _particles(scene: Scene) -> None:
    """``call off the fair``: the particle of a verb opens no phrase."""
    phrasal = scene.lexicon.table("verbs", "phrasal")
    for i, tag in enumerate(scene.tags[1:], 1) if phrasal else ():
        verb = scene.tokens[i - 1]
        joined = f"{verb.lemma} {scene.tokens[i].text.lower()}" in phrasal
        if joined and scene.tags[i - 1] == "VERB" and tag not in {"PUNCT", TIME}:
            scene.tags[i] = "PART"


def _verb_final(scene: Scene, first: int) -> bool:
    """Whether an article opens a stretch whose only finite verb closes it: then it is a relative pronoun."""
    if scene.lexicon.text("phrase", "svo"):
        return False
    if scene.tokens[first].text.lower() not in scene.lexicon.words("phrase", "relatives"):
        return False
    last = first
    while last + 1 < len(scene.tokens) and scene.tokens[last + 1].text not in BREAKS:
        last += 1
    finite = [i for i in range(first, last + 1) if scene.tags[i] in VERBAL and scene.tokens[i].form in FINITE]
    return finite == [last] and last - first > 2


def _naming(token: Token) -> str:
    """The class of a word of a feast or season within a phrase: ``the Christmas market``, ``the summer course``."""
    if token.tag == "DET":
        return token.tag
    return "PROPN" if token.text[0].isupper() else "ADJ"
