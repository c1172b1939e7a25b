"""What titles are made of: headings and genitives of phrases with their anaphora resolved."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.events import inflect
from timeline.events.anaphora import resolve
from timeline.events.carried import Carrier, sense_of
from timeline.events.context import Context
from timeline.events.leading import earner, named_body
from timeline.events.phrases import Phrase
from timeline.events.pronouns import speaker_before, subject_before
from timeline.events.scene import Scene
from timeline.model import Span

LONG = 8
"""Words from which on a title takes nothing more."""
_HAPPENING = frozenset({"occur", "begin", "end", "cancel", "move", "copula", "state", "plan"})
"""Classes of verbs whose subject may well be an occasion."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title with where it came from."""

    text: str
    head: str
    """Lemma of its head noun, lower case."""
    span: Span
    noun: bool = False
    """It is the name of an event, not a verb made a noun."""
    sort: str = ""
    resolved: bool = False
    """An anaphor was replaced by an earlier name."""
    told: bool = False
    """It is in the sentence's own words."""


def heading_of(context: Context, scene: Scene, phrase: Phrase) -> str:
    """The heading of a phrase with a body's general name replaced by its full one."""
    text = inflect.heading(scene, phrase)
    sense = sense_of(scene, phrase)
    if sense is not None and not phrase.attributes and not _any(scene, phrase):
        text += work_of(context, sense.noun)
    for attribute in phrase.attributes:
        if attribute.kind not in {"genitive", "of"}:
            continue
        name = context.group_name(scene, attribute)
        if name:
            word = scene.tokens[attribute.head].text
            text = text.replace(word, name, 1)
    return text


def _any(scene: Scene, phrase: Phrase) -> bool:
    """``staged a premiere ten years ago``, ``its premiere``: any one, or one of a thing that is named beside it."""
    if phrase.determiner < 0:
        return False
    words = scene.lexicon
    possessives = words.words("phrase", "possessives") | words.words("phrase", "third_person")
    told = [token.text.lower() for token in scene.tokens[phrase.first : phrase.head]]
    counted = any(word.startswith(stem) for stem in words.words("phrase", "another") for word in told)
    return counted or scene.tokens[phrase.determiner].text.lower() in words.words("phrase", "indefinite") | possessives


def work_of(context: Context, noun: str) -> str:
    """The work that a performance or exhibition shows, when the document names one in quotation marks."""
    if noun not in context.lexicon.words("join", "works"):
        return ""
    work = context.work()
    return f" {work}" if work else ""


def head_of(scene: Scene, phrase: Phrase) -> str:
    """The lemma of a head, folded."""
    return scene.tokens[phrase.head].lemma.lower()


def subject_of(context: Context, carrier: Carrier) -> tuple[Scene, Phrase] | None:
    """The subject of the carrier's clause: what a pronoun or a general noun stands for, the name rather than the function."""
    found = _subject_of(context, carrier)
    return (found[0], _named(*found)) if found is not None else None


def _named(scene: Scene, phrase: Phrase) -> Phrase:
    """``her successor, Paul Lindqvist,`` and ``Nora Whitcombe, the potter``: the full name beside a common noun."""
    if scene.tags[phrase.core_last] == "PROPN" or scene.number(phrase) == "p":
        return phrase
    for other in scene.phrases:
        name = range(other.core_first, other.core_last + 1)
        full = other.preposition < 0 and len(name) > 1 and all(scene.tags[i] == "PROPN" for i in name)
        behind = other.first == phrase.last + 2 and scene.tokens[phrase.last + 1].text == ","
        before = other.last == phrase.first - 2 and scene.tokens[other.last + 1].text == ","
        closed = scene.tokens[other.last + 1].text == "," if other.last + 1 < len(scene.tokens) else False
        if full and ((behind and closed) or before):
            return other
    return phrase


def _subject_of(context: Context, carrier: Carrier) -> tuple[Scene, Phrase] | None:
    clause, scene = carrier.clause, carrier.scene
    if clause.subject is not None:
        return named_body(context, *resolve(context, scene, clause.subject))
    if clause.pronoun >= 0:
        if scene.tokens[clause.pronoun].text.lower() in scene.lexicon.words("kind", "attribution_pronouns"):
            return None
        nouns = scene.lexicon.text("kind", "of_things").split("|")
        thing = carrier.nominal is not None and carrier.nominal.noun in nouns
        meant = subject_before(
            context, scene, clause.pronoun, clause.finite, acting=not carrier.classes & _HAPPENING, thing=thing
        )
        return named_body(context, *meant) if meant is not None else None
    earlier = [c.subject for c in scene.clauses if c.subject is not None and max(c.indexes) < min(clause.indexes)]
    continued = scene.tags[min(clause.indexes)] == "CONJ"
    if earlier and (continued or not clause.passive):
        return scene, earlier[-1]
    return speaker_before(context, scene) if carrier.how == "say" else None


def genitive_of(context: Context, scene: Scene, phrase: Phrase) -> str:
    """The genitive of a phrase, bodies by their full name and possessives by their possessor."""
    name = context.group_name(scene, phrase)
    text = inflect.genitive(scene, phrase)
    if name and scene.lexicon.table("phrase", "genitive"):
        text = text.replace(scene.tokens[phrase.head].lemma, name, 1)
    return text + _possessor(scene, phrase)


def earned_by(context: Context, scene: Scene, phrase: Phrase) -> str:
    """Whose profit or loss it is, as a genitive, where the sentence itself does not say; else empty."""
    found = earner(context, scene, phrase)
    whose = genitive_of(context, *found) if found is not None else ""
    return f" {whose}" if whose and len(whose.split()) <= LONG - 2 else ""


def _possessor(scene: Scene, phrase: Phrase) -> str:
    """``its bid`` → ``bid of Merieux``: the name that a possessive of the same sentence stands for."""
    if phrase.determiner < 0 or phrase.attributes:
        return ""
    if scene.tokens[phrase.determiner].text.lower() not in scene.lexicon.words("phrase", "third_person"):
        return ""
    own = next((c.subject for c in scene.clauses if phrase.head in c.indexes and c.subject is not None), None)
    if own is not None and own is not phrase and not inflect.proper_name(scene, own):
        return ""  # whose it is has no name
    for earlier in scene.phrases:
        if earlier.last < phrase.first and earlier.preposition < 0:
            name = inflect.proper_name(scene, earlier)
            if name:
                return f" {scene.lexicon.text('phrase', 'of').split()[0]} {name}"
    return ""


def seated(carrier: Carrier, named: Scene, name: Phrase) -> str:
    """``Baumann sitzt im Regierungsrat``: where a name by itself says nothing, where or what somebody is; else empty."""
    scene, local = carrier.scene, carrier.scene.lexicon.words("phrase", "local")
    if name.core_first > name.first or not inflect.proper_name(named, name):
        return ""
    for phrase in carrier.clause.prepositional:
        if phrase is not name and scene.tokens[phrase.preposition].text.lower() in local:
            words = scene.words(phrase.start, phrase.core_last)
            return f" {words[:1].lower()}{words[1:]}"
    return ""
