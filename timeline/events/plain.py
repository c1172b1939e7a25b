"""Titles of verbs that no list has a noun for: a headline or a plain noun phrase rather than a noun nobody would type.

In: the document's context and a carrier whose verb has only a derived noun (``Using``, ``Kommen``); out: a ``Title``, or None
when the derived noun has to do.
"""

from __future__ import annotations

import re

from timeline.events.carried import Carrier
from timeline.events.context import Context
from timeline.events.lexicon import Nominal
from timeline.events.naming import LONG, Title, head_of, heading_of, seated, subject_of
from timeline.events.phrases import TIME, Phrase
from timeline.events.scene import Clause, Scene
from timeline.events.tagger import has_noun

_CLITIC = re.compile(r"\s(?=['’]s\b)")
"""The blank before what is written to the word before it."""
_WEAK = frozenset({"state", "vague", "light", "plain"})
_CLOSING = frozenset({TIME, "PUNCT", "CONJ", "SUBJ"})
_OPEN = frozenset({"ADP", "DET", "ADJ", "PART"})
"""Classes of words that nothing ends with."""


def plain(context: Context, carrier: Carrier, nominal: Nominal) -> Title | None:
    """The title of a verb with a derived noun."""
    scene, clause = carrier.scene, carrier.clause
    if clause.lemma in scene.lexicon.table("verbs", "noun") or carrier.how != "verb":
        return None
    gerund = scene.lexicon.text("verbs", "gerund")
    if gerund and nominal.noun.endswith(gerund) and not has_noun(nominal.noun, context.document.language):
        return _headline(context, carrier, nominal)
    if scene.lexicon.text("verbs", "infinitive_noun") and nominal.noun == clause.lemma.capitalize():
        return _noun_phrase(context, carrier)
    return None


def _headline(context: Context, carrier: Carrier, nominal: Nominal) -> Title | None:
    """``participants will take a boat to the fjord`` → ``Participants to take boat to the fjord``."""
    scene, clause = carrier.scene, carrier.clause
    subject = subject_of(context, carrier)
    verb = _verb(scene, clause)
    acting = clause.object is not None or clause.passive
    denied = clause.negated and not clause.denied  # what is denied of the verb itself, its status says
    if subject is None or not verb or (acting and not denied and not scene.lexicon.verb(clause.lemma) & _WEAK):
        return None
    words = [heading_of(context, *subject)]
    if denied:
        words.append(scene.lexicon.text("status", "negation").split()[0])
    words.append(verb)
    last = clause.main
    if clause.object is not None and clause.object is not subject[1] and not clause.passive:
        last = clause.object.last
        words.append(scene.words(max(clause.object.first, clause.object.determiner + 1), last))
    words += _rest(scene, clause, last, len(words)) or _right_behind(scene, clause, last, len(words))
    text = _CLITIC.sub("", " ".join(words))
    return Title(text, nominal.noun.lower(), scene.span_of(clause.main, clause.main))


def _verb(scene: Scene, clause: Clause) -> str:
    """The verb as headlines have it: as it stands, ``to`` do for what is to come; empty where it would need another form."""
    token = scene.tokens[clause.main]
    if clause.passive and token.form == "participle":
        return token.text
    if token.form == "infinitive":
        return f"{scene.lexicon.text('phrase', 'to')} {token.lemma}"
    return token.text if clause.main == clause.finite else ""


def _rest(scene: Scene, clause: Clause, last: int, used: int) -> list[str]:
    """What goes on behind the verb and its object, up to the next date or mark, cut where a phrase ends."""
    own = set(clause.indexes)
    i = last + 1
    while i < len(scene.tokens) and i in own and scene.tags[i] not in _CLOSING and used + i - last <= LONG + 1:
        i += 1
    phrase = scene.phrase_at(i) if i < len(scene.tokens) else None
    if phrase is not None and phrase.start < i <= phrase.last:
        i = phrase.start  # a phrase that is too long, whole
    while i > last + 1 and scene.tags[i - 1] in _OPEN and not (i == last + 2 and scene.tags[i - 1] == "ADJ"):
        i -= 1  # "went public" ends with its adjective
    articles = {k for k in range(last + 1, i) if scene.tags[k] == "DET" and scene.tags[k - 1] != "ADP"}
    return [scene.tokens[k].text for k in range(last + 1, i) if k not in articles]


def _right_behind(scene: Scene, clause: Clause, last: int, used: int) -> list[str]:
    """The phrase behind a date that stands behind the verb (``faces ten years in prison``)."""
    for phrase in clause.prepositional:
        if phrase.start > last and all(scene.tags[i] == TIME for i in range(last + 1, phrase.start)):
            return [scene.words(phrase.start, phrase.last)] if used + phrase.last - phrase.start <= LONG else []
    return []


def _noun_phrase(context: Context, carrier: Carrier) -> Title | None:
    """``kommt eine Delegation`` → ``Delegation``; ``hält eine Rede`` → ``Rede``: the verb says next to nothing."""
    scene, clause = carrier.scene, carrier.clause
    verb = scene.lexicon.verb
    weak = bool((verb(clause.lemma) or verb(scene.tokens[clause.main].lemma)) & _WEAK)
    found: tuple[Scene, Phrase] | None = None
    if clause.object is not None and weak and not clause.passive:
        found = scene, clause.object
    elif clause.object is None and weak:
        found = subject_of(context, carrier)
    if found is None or found[0].tags[found[1].head] not in {"NOUN", "PROPN"}:
        return None
    text = heading_of(context, *found)
    if clause.lemma in scene.lexicon.words("verbs", "amounting") and clause.subject is not None and clause.object:
        text = f"{heading_of(context, scene, clause.subject)}: {text}"  # kostet das Ticket 63 Euro
    text += seated(carrier, *found) if clause.object is None else ""
    return Title(text, head_of(*found), found[0].span_of(found[1].first, found[1].last)) if text else None
