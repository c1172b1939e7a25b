"""Titles made of verbs: the verb as a noun, with its partners; statements by who speaks.

In: the document's context and a carrier whose verb names the event; out: a ``Title`` or None.
"""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.events import inflect
from timeline.events.carried import Carrier, sense_of
from timeline.events.context import Context
from timeline.events.leading import named_body
from timeline.events.lexicon import Nominal
from timeline.events.names import is_function
from timeline.events.naming import LONG, Title, earned_by, genitive_of, head_of, heading_of, subject_of
from timeline.events.negation import condition, none_of
from timeline.events.phrases import TIME, Phrase
from timeline.events.pronouns import object_before
from timeline.events.scene import Clause, Scene

_SCORE = re.compile(r"\d+[:–-]\d+")
"""What a match ended with, and no number of things."""


def from_verb(context: Context, carrier: Carrier, nominal: Nominal) -> Title | None:
    """``besuchten die Minister Kiew`` → ``Besuch der Minister in Kiew``; ``stopped paying`` → ``End of payment``."""
    made = _from_verb(context, carrier, nominal)
    ended = carrier.scene.lexicon.text("verbs", "ended")
    if made is None or not ended or not _stopped(carrier.scene, carrier.clause):
        return made
    return replace(made, text=ended.format(made.text[:1].lower() + made.text[1:]))


def _stopped(scene: Scene, clause: Clause) -> bool:
    """``stopped paying``, ``has ceased to be held``: whether a clause tells that its verb is done no more."""
    to, lexicon = scene.lexicon.words("phrase", "to"), scene.lexicon
    last = clause.main - 1
    while last >= 0 and (scene.tags[last] in {"ADV", "AUX"} or scene.tokens[last].text.lower() in to):
        last -= 1
    if last < 0 or scene.tokens[last].lemma not in lexicon.words("verbs", "stopping"):
        return False
    marked = scene.tokens[last + 1].text.lower() in to  # stopped to look, but ceased to pay
    return not marked or scene.tokens[last].lemma in lexicon.words("verbs", "stopping_to")


def _from_verb(context: Context, carrier: Carrier, nominal: Nominal) -> Title | None:
    scene, clause = carrier.scene, carrier.clause
    again = scene.lexicon.words("phrase", "again")
    if any(scene.tokens[i].text.lower() in again for i in clause.indexes):
        nominal = replace(nominal, noun=str(scene.lexicon.table("verbs", "again").get(nominal.noun, nominal.noun)))
    subject = subject_of(context, carrier)
    anonymous = subject is not None and head_of(*subject) in scene.lexicon.words("phrase", "anonymous")
    subject = None if anonymous or nominal.genitive == "n" else subject  # a break-in by unknown people is a break-in
    target = clause.object
    pronoun = _object_pronoun(carrier) if target is None and not clause.passive else -1
    if (target is not None or pronoun == clause.main + 1) and _undergone(scene, clause, nominal):
        nominal = replace(nominal, genitive="o")  # the mayor opened the school: its opening
    if clause.passive and nominal.genitive == "s" and nominal.preposition and subject is not None:
        target, subject = subject[1], None
    if nominal.genitive == "o" and pronoun >= 0:
        return _about(context, carrier, nominal, object_before(context, scene, pronoun), subject)
    negative = _negative(carrier)
    if negative is not None:
        return negative
    text = nominal.noun
    named = target is not None and head_of(scene, target) == nominal.noun.lower()  # legte Berufung ein
    if nominal.genitive == "g":
        faced = _joined(subject[0], nominal, subject[1], nominative=True) if subject is not None else ""
        text += faced
    elif nominal.genitive == "a":
        by = inflect.agent(*subject) if subject is not None else ""
        text += f" {by}" if by else ""
    elif nominal.genitive == "o":
        text = _done_to(context, carrier, text, subject)
    else:
        if subject is not None:
            text += " " + genitive_of(context, *subject)
            text += _earned(context, text, subject)
        if named:
            text += scene.text[scene.tokens[target.core_last].end : scene.tokens[target.last].end] if target else ""
        elif target is not None and (subject is None or target is not subject[1]):
            joined = _joined(scene, nominal, target, nominative=clause.passive)
            owned = clause.passive and nominal.preposition and not joined
            text += f" {genitive_of(context, scene, target)}" if owned else joined
    if nominal.preposition and (target is None or named) and nominal.genitive == "s":
        text += _own_preposition(carrier, nominal, LONG - len(text.split()))
    text += _partner(scene, clause, text)
    span = scene.span_of(clause.main, clause.main)
    if text == nominal.noun and subject is None and target is None and carrier.phrase is None:
        return Title(text, nominal.noun.lower(), span, sort="bare")
    return Title(text, nominal.noun.lower(), span)


def _done_to(context: Context, carrier: Carrier, text: str, subject: tuple[Scene, Phrase] | None) -> str:
    """A noun of something that is done, of what it is done to, and by whom: ``Eröffnung der Schule durch den Bürgermeister``."""
    scene, clause = carrier.scene, carrier.clause
    active = clause.object is not None and not clause.passive
    patient = (scene, clause.object) if active and clause.object is not None else subject
    doer = subject if active else None
    if patient is not None and head_of(*patient) == text.lower():
        text = heading_of(context, *patient)
    elif patient is not None:
        text += " " + genitive_of(context, *patient)
        text += _right_behind(carrier, patient[1]) or ("" if doer else _earned(context, text, patient))
    if doer is not None and len(text.split()) <= (LONG if inflect.proper_name(*doer) else 6):
        by = inflect.agent(*doer)
        text += f" {by}" if by and not _told(text, *doer) else ""
    elif clause.passive and len(text.split()) <= 5:
        text += _made(carrier) or _passive_agent(context, carrier)
    return text


def _earned(context: Context, text: str, named: tuple[Scene, Phrase]) -> str:
    """Whose result it is, where a title does not say so already."""
    whose = earned_by(context, *named)
    return "" if text.endswith(whose) else whose


def _partner(scene: Scene, clause: Clause, text: str) -> str:
    """With whom, against whom or about what, where a title has room for it."""
    words = scene.lexicon.words("phrase", "partner") | scene.lexicon.words("phrase", "topic")
    if len(text.split()) >= LONG:
        return ""
    svo = bool(scene.lexicon.text("phrase", "svo"))
    thing = clause.object
    said_of = (p for p in clause.prepositional if thing is not None and p.start == thing.last + 1)
    for other in (*said_of, *clause.prepositional):  # a lecture on bees before at whose invitation
        opener = min(clause.indexes)
        if svo and scene.tags[opener] != "ADP" and _of_verb_before(scene, clause, other):
            continue
        if svo and scene.tags[opener] == "ADP" and opener < other.start < clause.main:
            continue  # In an attempt to keep its members from leaving, the board met the mayor
        if scene.tokens[other.head].lemma.lower() in scene.lexicon.words("phrase", "intentions"):
            continue  # for its plan to close the mill
        word = scene.tokens[other.preposition].text.lower()
        whole = scene.words(other.start, other.last)
        room = other.others or len(text.split()) + len(whole.split()) <= LONG
        piece = whole if room else _shortened(scene, other)
        own = not _is_topic_only(scene, other) and not _of_another(scene, clause, other)
        # What meets for its next meeting has one meeting.
        again = scene.tokens[other.head].lemma.lower() == text.split(maxsplit=1)[0].lower()
        again = again or (svo and f" {scene.words(other.core_first, other.core_last).lower()}" in text.lower())
        if word in words and own and not again and piece.lower() not in text.lower():
            return " " + piece[:1].lower() + piece[1:]
    return ""


def _shortened(scene: Scene, phrase: Phrase) -> str:
    """A phrase without what hangs on it; ``with Secretary of State Carla Holm`` by the name that closes it."""
    name = phrase.last
    while name > phrase.core_last and scene.tags[name] == "PROPN":
        name -= 1
    named = phrase.last - name > 1 and is_function(scene.tokens[phrase.head].lemma, scene.lexicon.language)
    if not named:
        return scene.words(phrase.start, phrase.core_last)
    return f"{scene.tokens[phrase.preposition].text} {scene.words(name + 1, phrase.last)}"


def _of_verb_before(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """``failed to come up with a winner and filed for protection``: a phrase that belongs to the verb before the one in question."""
    between = range(phrase.last + 1, clause.main)
    first = scene.tokens[min(clause.indexes)]
    if first.form == "gerund" and first.tag == "VERB":  # Turning its back on its duty to the crown, the council voted
        return any(scene.tokens[i].text == "," for i in between)
    return any(scene.tags[i] == "CONJ" for i in between) and any(
        scene.tags[i] == "VERB" for i in range(min(clause.indexes), phrase.start)
    )


def _undergone(scene: Scene, clause: Clause, nominal: Nominal) -> bool:
    """Whether a noun that is otherwise its subject's is its object's here: ``raised its prices``, ``trug das Trikot``."""
    if clause.passive or nominal.genitive != "s" or nominal.preposition:
        return False
    thing = clause.object
    if thing is not None and scene.lexicon.idiom(scene.words(thing.first, thing.core_last), clause.lemma):
        return False  # the museum opens its doors
    reflexive = scene.lexicon.words("phrase", "reflexive")
    if any(scene.tokens[i].text.lower() in reflexive for i in clause.indexes):
        return False
    infinitive = bool(scene.lexicon.text("verbs", "infinitive_noun")) and nominal.noun == clause.lemma.capitalize()
    turned = clause.lemma in scene.lexicon.words("verbs", "undergone")
    return infinitive or turned or bool(scene.lexicon.verb(clause.lemma) & {"begin", "end"})


def _told(text: str, scene: Scene, phrase: Phrase) -> bool:
    """Whether a title names somebody already, whose own thing it is (``Lowering of offer of IMA``)."""
    name = inflect.proper_name(scene, phrase)
    return bool(name) and text.endswith(f" {name}")


def _made(carrier: Carrier) -> str:
    """``was named chairman of the bank``: what somebody is made."""
    scene, clause = carrier.scene, carrier.clause
    became = clause.object
    if became is None or became is clause.subject or clause.lemma not in scene.lexicon.words("verbs", "appoint"):
        return ""
    return f" {scene.lexicon.text('phrase', 'as')} {scene.words(became.first, became.last)}"


def _object_pronoun(carrier: Carrier) -> int:
    words = carrier.scene.lexicon.words("phrase", "object_pronouns")
    clause, tokens = carrier.clause, carrier.scene.tokens
    return next((i for i in clause.indexes if i != clause.pronoun and tokens[i].text.lower() in words), -1)


def _about(
    context: Context,
    carrier: Carrier,
    nominal: Nominal,
    patient: tuple[Scene, Phrase] | None,
    doer: tuple[Scene, Phrase] | None,
) -> Title:
    """``das Kabinett könnte ihn verabschieden``: the object is a pronoun."""
    text = nominal.noun
    if patient is not None and (doer is None or patient[1] is not doer[1]):
        text += " " + genitive_of(context, *patient)
    by = inflect.agent(*doer) if doer is not None else ""
    text += f" {by}" if by and len(text.split()) <= 5 else ""
    main = carrier.clause.main
    return Title(text, nominal.noun.lower(), carrier.scene.span_of(main, main))


def _negative(carrier: Carrier) -> Title | None:
    """``fahren keine Züge`` → ``Keine Züge``."""
    scene, subject = carrier.scene, carrier.clause.subject
    if subject is None or not none_of(scene, subject):
        return None
    words = scene.words(subject.first, subject.last)
    sense = sense_of(scene, subject)
    if sense is not None and condition(scene, carrier.clause) is not None:  # unless a deal is reached
        words = inflect.heading(scene, subject)
    return Title(words, head_of(scene, subject), scene.span_of(subject.first, subject.last))


def _is_topic_only(scene: Scene, phrase: Phrase) -> bool:
    """A phrase that is only an infinitive marker or a time."""
    return scene.tokens[phrase.head].tag not in {"NOUN", "PROPN"}


def _of_another(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """``to discuss a force for Ukraine``, ``mit 380 gegen 250 Stimmen``, ``on the sidelines``: what hangs on an infinitive's object or a number, or only says beside what."""
    before = phrase.start - 1
    beside = scene.tokens[phrase.head].text.lower() in (
        scene.lexicon.words("phrase", "margins") | scene.lexicon.words("phrase", "manner")
    )
    behind = scene.tokens[phrase.last + 1 : phrase.last + 2]
    source = before >= 0 and scene.tokens[before].text.lower() in scene.lexicon.words("phrase", "source_marks")
    counted = before > 0 and scene.tags[before] == "NUM" and not _SCORE.fullmatch(scene.tokens[before].text)
    if beside or source or counted or any(t.form == "gerund" for t in behind):
        return True  # …, with lessons resuming on Thursday
    thing = next((p for p in scene.phrases if p.last == before and p.preposition < 0), None)
    if thing is None or thing in (clause.subject, clause.object):
        return False
    verb = next((i for i in range(thing.start - 1, clause.main, -1) if scene.tags[i] == "VERB"), -1)
    return verb > clause.main and scene.tokens[verb].form == "infinitive"


def _joined(scene: Scene, nominal: Nominal, target: Phrase, *, nominative: bool) -> str:
    """The object behind the noun's own preposition; ``nominative`` is how the subject of a passive stands there."""
    if not nominal.preposition:
        return ""
    dative = nominal.preposition in scene.lexicon.words("phrase", "dative_prepositions")
    core = inflect.dative(scene, target) if dative else inflect.accusative(scene, target, nominative=nominative)
    if not core:
        core = inflect.dative(scene, target)
    return f" {nominal.preposition} {core}" if core else ""


def _own_preposition(carrier: Carrier, nominal: Nominal, room: int) -> str:
    """``brachen in eine Bäckerei ein``: the phrase that the noun takes with the same preposition as the verb.

    With what hangs on it where there is ``room`` for so many words.
    """
    scene = carrier.scene
    for phrase in carrier.clause.prepositional:
        word = scene.tokens[phrase.preposition].text.lower()
        if word == nominal.preposition and not _is_topic_only(scene, phrase):
            whole = scene.words(phrase.start, phrase.last)
            words = whole if len(whole.split()) <= room else _shortened(scene, phrase)
            return " " + word + words[len(word) :]
    return ""


def _right_behind(carrier: Carrier, patient: Phrase) -> str:
    """``stellte die Pläne für die Schule vor``: what stands right behind the object belongs to it."""
    scene = carrier.scene
    topic = scene.lexicon.words("phrase", "topic") | scene.lexicon.words("phrase", "attached")
    if patient is not carrier.clause.object:
        return ""
    for phrase in carrier.clause.prepositional:
        word = scene.tokens[phrase.preposition].text.lower()
        if word in topic and not _is_topic_only(scene, phrase) and phrase.start == patient.last + 1:
            pair = word in scene.lexicon.words("phrase", "pairing") and len(phrase.others) == 1
            return " " + scene.words(phrase.start, phrase.last if pair else phrase.core_last)
    return ""


def _passive_agent(context: Context, carrier: Carrier) -> str:
    scene = carrier.scene
    for phrase in carrier.clause.prepositional:
        if scene.tokens[phrase.preposition].text.lower() in scene.lexicon.words("phrase", "passive_agent"):
            by = inflect.agent(*named_body(context, scene, phrase))
            return f" {by}" if by else ""
    return ""


def from_participle(scene: Scene, nominal: Nominal, phrase: Phrase, context: Context) -> Title:
    """``die am Dienstag veröffentlichte Studie`` → ``Veröffentlichung der Studie``."""
    span = scene.span_of(phrase.first, phrase.last)
    opener = phrase.first
    while opener > 0 and scene.tags[opener - 1] in {TIME, "ADV"} and scene.tokens[opener].tag != "DET":
        opener -= 1
    if opener > 0 and scene.tags[opener - 1] == "DET":
        opener -= 1
    if scene.tokens[opener].tag == "DET":
        preposition = opener - 1 if opener > 0 and scene.tokens[opener - 1].tag == "ADP" else -1
        phrase = replace(phrase, determiner=opener, preposition=preposition)
    return Title(f"{nominal.noun} {genitive_of(context, scene, phrase)}", head_of(scene, phrase), span)


def statement(context: Context, carrier: Carrier) -> Title | None:
    """``sagte Rutte`` → ``Äußerung von Rutte``; None when nobody is named."""
    scene, clause = carrier.scene, carrier.clause
    coordinated = scene.tags[min(clause.indexes)] == "CONJ"
    subject = subject_of(context, carrier) if clause.subject or clause.pronoun >= 0 or coordinated else None
    if subject is None and not _source(carrier):
        subject = subject_of(context, carrier)
    nouns = scene.lexicon.table("verbs", "statement")
    noun = str(nouns.get(clause.lemma, scene.lexicon.text("kind", "statement")))
    span = scene.span_of(clause.main, clause.main)
    if subject is None:
        speaker = _source(carrier)
        if not speaker:
            return None
        return Title(f"{noun} {speaker}", noun.lower(), span)
    return Title(f"{noun} {genitive_of(context, *subject)}", noun.lower(), span)


def _source(carrier: Carrier) -> str:
    """``Aus Paris hieß es``: the place or body that speaks without being the subject."""
    scene = carrier.scene
    for phrase in carrier.clause.prepositional:
        if scene.tokens[phrase.preposition].text.lower() in scene.lexicon.words("kind", "sources"):
            return scene.words(phrase.preposition, phrase.last).replace(
                scene.tokens[phrase.preposition].text, scene.tokens[phrase.preposition].text.lower(), 1
            )
    return ""
