"""What a statement is about: the words quoted, or what the clause says that the verb of saying governs.

In: the document's context and the carrier of a statement; out: a few words to stand behind its title, or nothing rather than
a guess: ``Mitteilung der Grünen: Rückzug der Kandidatin``, ``Äußerung von Dana Roth: „Wir bleiben“``.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from timeline.events import inflect
from timeline.events.at_verb import by_verb
from timeline.events.carried import Carrier
from timeline.events.context import Context
from timeline.events.naming import Title, heading_of, subject_of
from timeline.events.phrases import TIME
from timeline.events.readings import FINITE
from timeline.events.scene import Clause, Scene

_QUOTED = re.compile(r"[„“\"»«]([^„“”\"»«\n]{3,})[“”\"«»]")
_WHOLE, _CUT = 8, 6
"""Words up to which a quotation is given whole, and those that are left of a longer one."""
_LONG = 9
"""Words that a topic takes at most."""

Name = Callable[[Context, Carrier], Title | None]


def topic(context: Context, carrier: Carrier, name: Name) -> str:
    """The topic of a statement; ``name`` makes the title of a clause."""
    about = _quotation(carrier) or _content(context, carrier, name) or _object(context, carrier)
    return f": {about}" if about else _matter(carrier)


def _quotation(carrier: Carrier) -> str:
    """The one quotation of a sentence, shortened where it is long; single quoted words are no quotation, nor is what holds the
    verb of saying, between the end of one and the beginning of the next."""
    scene, main = carrier.scene, carrier.clause.main
    said_at = scene.tokens[main].start if main >= 0 else -1
    quoted = _QUOTED.finditer(scene.text, scene.span.start, scene.span.end)
    found = [m for m in quoted if len(m[1].split()) > 1 and not m.start() < said_at < m.end()]
    if len(found) != 1:
        return ""
    words = found[0][1].rstrip(" ,.").split()
    said = " ".join(words) if len(words) <= _WHOLE else " ".join(words[:_CUT]).rstrip(",;:.") + " …"
    opening, closing = found[0][0][0], found[0][0][-1]
    return f"{opening}{said}{closing}"


def _content(context: Context, carrier: Carrier, name: Name) -> str:
    scene = carrier.scene
    clause = _governed(scene, carrier.clause)
    if clause is None or clause.main < 0 or clause.negated or "say" in scene.lexicon.verb(clause.lemma):
        return ""
    about = by_verb(scene, clause, clause.main)
    if about.sense is None and clause.lemma not in scene.lexicon.table("verbs", "noun"):
        return ""  # a noun made by its ending alone is no topic
    named = name(context, about)
    if named is None or named.resolved or named.sort == "bare":
        return ""
    speaker = subject_of(context, carrier)
    text, said = named.text, inflect.heading(*speaker) if speaker is not None else ""
    for joiner in (scene.lexicon.text("phrase", "by"), *scene.lexicon.text("phrase", "of").split()):
        text = text.replace(f" {joiner} {said}", "") if said and about.clause.pronoun >= 0 else text
    return text if 1 < len(text.split()) <= _LONG and not (said and said in text) else ""


def _object(context: Context, carrier: Carrier) -> str:
    """``forderte drei Prozent mehr Lohn``: the thing that is said or asked for, people aside."""
    scene, clause = carrier.scene, carrier.clause
    thing = clause.object
    if thing is None or clause.passive or thing is clause.antecedent or scene.tags[thing.head] != "NOUN":
        return ""
    if clause.lemma not in scene.lexicon.words("verbs", "stating"):
        return ""
    text = heading_of(context, scene, thing)
    return text if len(text.split()) <= _LONG else ""


def _matter(carrier: Carrier) -> str:
    """``warnte vor neuen Zöllen``: what the verb of saying joins with a preposition of its own."""
    scene, clause = carrier.scene, carrier.clause
    joined = str(scene.lexicon.table("verbs", "about").get(clause.lemma, "")).split()
    for phrase in clause.prepositional:
        words = scene.words(phrase.start, phrase.last)
        if scene.tokens[phrase.preposition].text.lower() in joined and len(words.split()) <= _LONG:
            return f" {words[:1].lower()}{words[1:]}"
    return ""


def _governed(scene: Scene, saying: Clause) -> Clause | None:
    """The clause that tells what is said: behind ``that``, straight behind the verb, or the one that the saying closes."""
    openers = scene.lexicon.words("phrase", "content_openers")
    first, last = min(saying.indexes), max(saying.indexes)
    for clause in scene.clauses:
        start = min(clause.indexes)
        if clause is saying or clause.kind not in {"main", "subordinate"} or clause.finite < 0:
            continue
        if start > last and scene.tokens[start].text.lower() in openers and _straight(scene, last, start):
            return clause
        if start == last + 1 and scene.lexicon.text("phrase", "svo") and scene.tags[start] != "CONJ":
            return clause
    before = [c for c in scene.clauses if c.kind == "main" and c.finite >= 0 and max(c.indexes) < first]
    closes = scene.tags[first] in {"VERB", "AUX"} or scene.tokens[first].text.lower() in scene.lexicon.words(
        "phrase", "role_markers"
    )
    closes = closes or (saying.main == last and bool(scene.lexicon.text("phrase", "svo")))
    if before and closes and _straight(scene, max(before[-1].indexes), first) and scene.tokens[first - 1].text == ",":
        return before[-1]
    return None


def _straight(scene: Scene, last: int, start: int) -> bool:
    """Whether only punctuation, small words and the time stand between two clauses."""
    return all(
        scene.tags[i] in {"PUNCT", "ADV", TIME} and scene.tokens[i].form not in FINITE for i in range(last + 1, start)
    )
