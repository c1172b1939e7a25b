"""The title of a row: a short noun phrase in the document's language, as an editor would type it.

In: a carrier and the document's context; out: a ``Title``. An event noun keeps what belongs to it; a verb becomes a noun
with its partners as genitive, "of" phrase or prepositional phrase; an anaphor is replaced by what it stands for.
"""

from __future__ import annotations

import re
from dataclasses import replace

from timeline import gazetteer, languages
from timeline.events import inflect
from timeline.events.anaphora import main_event, resolve
from timeline.events.as_told import as_told
from timeline.events.carried import Carrier, calls_off, sense_of
from timeline.events.context import Context
from timeline.events.deeds import deed
from timeline.events.event_argument import background
from timeline.events.governing import gives_time
from timeline.events.names import is_function
from timeline.events.naming import LONG, Title, earned_by, genitive_of, head_of, heading_of, seated, subject_of, work_of
from timeline.events.negation import none_of
from timeline.events.overtaken import kept_from_day
from timeline.events.phrases import TIME, Phrase
from timeline.events.plain import plain
from timeline.events.pronouns import pronoun_gender, subject_before
from timeline.events.scene import Scene
from timeline.events.topic import topic
from timeline.events.verbal import from_participle, from_verb, statement

_LABEL = 2
"""Words before the day with which the line of a programme opens (``Laufzeit: 4. Mai bis …``)."""
_HEADING = 12
"""Words in which a heading before a colon ends."""


def title(context: Context, carrier: Carrier) -> Title | None:
    """The title for what a date belongs to; None when the sentence names nothing."""
    read = bool(languages.load(context.document.language, "events"))
    made = _title(context, carrier) if read else as_told(carrier.scene, carrier.at)
    if not made or not made.text:
        return None
    if carrier.how == "verb" and not made.noun and " " not in made.text:
        made = _headed(context, carrier.scene) or made
    text = _whole(made.text)
    text = text[:1].upper() + text[1:]
    return made if text == made.text else replace(made, text=text)


def single(carrier: Carrier, named: Title) -> Title:
    """The title of one of several (``Zwei Diskussionsabende`` → ``Diskussionsabend``), where no adjective would have to change."""
    scene, phrase = carrier.scene, carrier.phrase
    if phrase is None or carrier.sense is None or carrier.sense.sort != "occasion":
        return named
    adjectives = (i for i in range(phrase.first, phrase.core_last + 1) if scene.tags[i] == "ADJ")
    if not all(inflect.droppable(scene, i) for i in adjectives):
        return named
    token = scene.tokens[phrase.head]
    numbers = [scene.tokens[i].text for i in range(phrase.first, phrase.head) if scene.tags[i] == "NUM"]
    text = named.text
    for number in numbers:
        text = re.sub(rf"^{re.escape(number)}\s+", "", text, flags=re.IGNORECASE)
    text = text.replace(token.text, token.lemma, 1) if token.text in named.text else text
    return replace(named, text=text[:1].upper() + text[1:])


def _headed(context: Context, scene: Scene) -> Title | None:
    """``Osterfeuer in Rodenau: Entzündet wird es am Karsamstag``: the occasion before a colon, of which a verb alone tells."""
    colon = scene.colon(0, _HEADING)
    phrase = next((p for p in scene.phrases if p.preposition < 0 and p.last < colon), None)
    sense = sense_of(scene, phrase) if phrase is not None else None
    told = any(scene.tags[i] in {"VERB", "AUX", "MODAL"} for i in range(max(colon, 0)))
    if phrase is None or sense is None or sense.sort != "occasion" or told:
        return None
    span = scene.span_of(phrase.first, phrase.last)
    return Title(heading_of(context, scene, phrase), head_of(scene, phrase), span, noun=True, sort="occasion")


def _whole(text: str) -> str:
    """A title without the half of a pair of quotation marks that a phrase has cut in two."""
    return " ".join(text.replace('"', " ").split()) if text.count('"') % 2 else text


def _title(context: Context, carrier: Carrier) -> Title | None:
    if (done := deed(context, carrier)) is not None:
        return _title(context, done)
    if carrier.how == "say":
        said = statement(context, carrier)
        about = topic(context, carrier, _title) if said is not None else ""
        told = said is not None and about.lstrip(": ") not in said.text
        return replace(said, text=f"{said.text}{about}") if said is not None and told else said
    if carrier.how == "bracket" and carrier.phrase and carrier.sense is None:
        return _role(context, carrier, carrier.phrase)
    if carrier.how == "due" and carrier.nominal and carrier.phrase:
        return replace(
            from_participle(carrier.scene, carrier.nominal, carrier.phrase, context), noun=True, sort="deadline"
        )
    if carrier.how == "edition":
        return _turn(context, carrier)
    if carrier.how == "pronoun" or (carrier.phrase is None and calls_off(carrier)):
        return _from_pronoun(context, carrier)
    if carrier.how == "verb" and carrier.nominal:
        if (owned := _possessed(context, carrier)) is not None:
            return owned
        return plain(context, carrier, carrier.nominal) or from_verb(context, carrier, carrier.nominal)
    if carrier.how == "participle" and carrier.nominal and carrier.phrase:
        sort = carrier.sense.sort if carrier.sense else ""
        named = sort in {"occasion", "deadline", "action"} and not calls_off(carrier)
        if not named and not carrier.classes & {"plan", "occur"}:
            return from_participle(carrier.scene, carrier.nominal, carrier.phrase, context)
    if "show" in carrier.classes and carrier.sense is None and (shown := _shown(context, carrier)):
        return shown
    if carrier.phrase is None or (carrier.sense is None and carrier.how in {"state", "none"}):
        return _vague(context, carrier)
    return _from_noun(context, carrier, carrier.phrase)


def _from_pronoun(context: Context, carrier: Carrier) -> Title | None:
    """``Sie findet am Freitag statt``: the event that the pronoun stands for; ``Gestern wurde sie abgesagt``: its calling off."""
    scene, clause = carrier.scene, carrier.clause
    undergone = "undergone" in carrier.classes and carrier.classes.isdisjoint({"begin", "occur"})
    if carrier.nominal is not None and undergone and _thing_meant(context, carrier):
        return from_verb(context, carrier, carrier.nominal)  # The lighthouse is old. It last closed in May
    found, span = _meant(context, carrier), scene.span_of(clause.pronoun, clause.pronoun)
    if found is not None and carrier.nominal is not None and calls_off(carrier):
        act = carrier.nominal.noun
        return Title(f"{act} {genitive_of(context, *found)}", act.lower(), span, resolved=True)
    if found is not None:
        return Title(heading_of(context, *found), head_of(*found), span, noun=True, sort="occasion", resolved=True)
    return from_verb(context, carrier, carrier.nominal) if carrier.nominal else None


def _thing_meant(context: Context, carrier: Carrier) -> bool:
    """Whether the pronoun of a clause stands for a thing, which does not happen."""
    before = subject_before(context, carrier.scene, carrier.clause.pronoun, carrier.clause.finite)
    return before is not None and sense_of(*before) is None and not _happens(*before)


def _meant(context: Context, carrier: Carrier) -> tuple[Scene, Phrase] | None:
    """The event that the pronoun of a clause stands for."""
    if (kept := kept_from_day(context, carrier)) is not None:
        return kept
    scene, clause = carrier.scene, carrier.clause
    gender = pronoun_gender(context, scene, clause.pronoun, clause.finite)
    before = subject_before(context, scene, clause.pronoun, clause.finite)
    if before is not None and _happens(*before):
        return before
    return main_event(context, scene.tokens[clause.pronoun].start, gender)


def _happens(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase is told of as something that happens: by its noun, or as the subject of what only events do."""
    sense = sense_of(scene, phrase)
    if sense is not None:
        return sense.sort == "occasion"
    own = next((c for c in scene.clauses if c.subject is phrase), None)
    told = own is not None and scene.tags[phrase.head] == "NOUN" and scene.lexicon.verb(own.lemma)
    return bool(told and told & {"cancel", "move", "occur"} and not told & {"vague", "light"})


def _turn(context: Context, carrier: Carrier) -> Title | None:
    """``Die nächste Ausgabe ist im Mai``: the event that the document is about."""
    scene = carrier.scene
    found = main_event(context, scene.tokens[carrier.at].start, headed=True)
    if found is None:
        return None
    span = scene.span_of(carrier.at, carrier.at)
    return Title(_again(context, *found), head_of(*found), span, noun=True, sort="occasion", resolved=True)


def _vague(context: Context, carrier: Carrier) -> Title | None:
    """Nothing in the clause names an event: the one the document is about, else what the clause is about."""
    scene, clause = carrier.scene, carrier.clause
    at = scene.tokens[carrier.at].start
    span = scene.span_of(min(clause.indexes), max(clause.indexes))
    there_is = scene.impersonal(clause)  # Karten gibt es ab Montag
    fronted = there_is and clause.object is not None and clause.object.last + 1 == clause.finite
    if (
        carrier.phrase is None
        and not fronted
        and (clause.subject is None or clause.pronoun >= 0 or carrier.how == "none")
    ):
        found = main_event(context, at)
        if found is not None and not _goes_on_about(context, carrier, *found):
            return None
        if found is not None:
            return Title(_again(context, *found), head_of(*found), span, noun=True, sort="occasion", resolved=True)
    if (owned := _possessed(context, carrier)) is not None:
        return owned
    role = clause.object
    if role is not None and "copula" in carrier.classes and is_function(head_of(scene, role), scene.lexicon.language):
        return _role(context, carrier, role)  # blieb bis 1986 Vorsitzender des Rates
    phrase = (
        carrier.phrase
        or clause.subject
        or (clause.object if there_is else None)
        or next((p for p in clause.phrases if not background(scene, p) and not _town(scene, p)), None)
    )
    if phrase is None:
        return None
    text = heading_of(context, scene, phrase)
    if carrier.how in {"state", "none"}:
        text += seated(carrier, scene, phrase) or _complement(carrier, phrase, text, _for(carrier))
    return Title(text, head_of(scene, phrase), scene.span_of(phrase.first, phrase.last))


def _goes_on_about(context: Context, carrier: Carrier, told: Scene, event: Phrase) -> bool:
    """Whether a clause that names no event is about one named before: ``Es ist am Samstag``, ``Der zweite Termin: 4. Mai``.

    That has to be of its sentence or the one before, for what is told far from it is something else; only the lines of a
    programme that open with their day go on further.
    """
    scene, clause = carrier.scene, carrier.clause
    if head_of(told, event) in scene.lexicon.words("phrase", "outcomes"):
        return False  # The match was a draw. They are at home to Leeds on Wednesday
    here = context.sentence_at(scene.span.start)
    behind = here - context.sentence_at(told.span.start)
    if clause.finite < 0 and clause.main < 0:
        opens = behind > 0 and carrier.at <= _LABEL
        hours = behind == 1 and bool(scene.clocks)  # All at 7pm
        return behind == 0 or (opens and (hours or bool(context.days(here))))
    pronouns = scene.lexicon.table("phrase", "pronouns")
    meant = clause.pronoun >= 0 and scene.tokens[clause.pronoun].text.lower() in pronouns
    dates = scene.lexicon.words("kind", "date_nouns")  # Date and time stand: 9 May, 7.30 p.m.
    named = clause.subject is not None and head_of(scene, clause.subject) in dates
    goes_on = (scene.lexicon.verb(clause.lemma) | carrier.classes) & {"occur", "lasting", "begin"}
    return 0 <= behind <= 1 and (meant or named or bool(goes_on))


def _town(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase only says where: ``She has been in Leeds, Ala., since May``."""
    name = scene.words(phrase.core_first, phrase.core_last)
    before = next((p for p in scene.phrases if p.last == phrase.first - 2), None)
    if before is not None and phrase.preposition < 0 and scene.tokens[phrase.first - 1].text == ",":
        return scene.tags[phrase.core_last] == "PROPN" and _town(scene, before)
    return phrase.preposition >= 0 and bool(gazetteer.lookup(name, scene.lexicon.language))


def _possessed(context: Context, carrier: Carrier) -> Title | None:
    """``Seit Montag hat die Stadt einen neuen Bürgermeister`` → ``Neuer Bürgermeister der Stadt``."""
    scene, clause = carrier.scene, carrier.clause
    thing, verb = clause.object, clause.lemma
    if (
        thing is None
        or gives_time(scene, thing.head)
        or clause.passive
        or verb not in scene.lexicon.words("verbs", "possessing")
    ):
        return None
    owner = subject_of(context, carrier)
    text = heading_of(context, scene, thing)
    if owner is not None and owner[1] is not thing and not thing.attributes:
        text += f" {genitive_of(context, *owner)}"
    return Title(text, head_of(scene, thing), scene.span_of(thing.first, thing.last))


def _for(carrier: Carrier) -> frozenset[str]:
    """The preposition behind what there is (``Karten für das Konzert``)."""
    return carrier.scene.lexicon.words("phrase", "for")


def _shown(context: Context, carrier: Carrier) -> Title | None:
    """``Die Bilder sind bis Mai zu sehen``: the exhibition named before, else the name in quotation marks that is shown."""
    scene, phrase = carrier.scene, carrier.phrase
    found = main_event(context, scene.tokens[carrier.at].start)
    sense = sense_of(*found) if found else None
    if found and sense and sense.noun in context.lexicon.words("join", "works"):
        span = scene.span_of(carrier.clause.main, carrier.clause.main)
        return Title(heading_of(context, *found), head_of(*found), span, noun=True, sort="occasion", resolved=True)
    quoted = context.quoted(scene, phrase) if phrase is not None else None
    if quoted is None or phrase is None:
        return None
    return Title(context.document.text[quoted.start : quoted.end], head_of(scene, phrase), quoted)


def lead(context: Context, carrier: Carrier, headline: int) -> Title | None:
    """What the sentence that opens a report dates without naming it: the event of the headline, or of the next sentences.

    ``headline`` is where that ends; without one there is no telling where a report opens.
    """
    scene = carrier.scene
    text, start = context.document.text, scene.span.start
    if not headline or text[headline:start].strip():
        return None
    behind = text.find("\n", scene.span.end)
    names = [
        n
        for n in context.names()
        if n[1] <= headline or scene.span.end <= n[0] < (behind if behind >= 0 else len(text))
    ]
    for at, _, _ in names:
        found = context.phrase_over(at)
        sense = sense_of(*found) if found else None
        if found and sense and sense.sort == "occasion" and not none_of(*found):
            span = scene.span_of(carrier.at, carrier.at)
            return Title(heading_of(context, *found), head_of(*found), span, noun=True, sort="occasion", resolved=True)
    return None


def _again(context: Context, scene: Scene, phrase: Phrase) -> str:
    """A further date of an event: what happens only once (a premiere) becomes a plain performance."""
    sense = sense_of(scene, phrase)
    if sense is not None and sense.noun in context.lexicon.words("join", "once"):
        return context.lexicon.text("join", "repeat") + work_of(context, context.lexicon.text("join", "repeat").lower())
    return heading_of(context, scene, phrase)


def _role(context: Context, carrier: Carrier, phrase: Phrase) -> Title:
    """``er wurde Weltmeister (2005)`` → ``Weltmeister Jagr``; ``wurde Rektorin der Schule`` → ``Eva Kern, Rektorin der Schule``."""
    scene = carrier.scene
    text = heading_of(context, scene, phrase)
    subject = subject_of(context, carrier)
    if subject is not None and subject[1] is not phrase:
        several = subject[1].others and subject[0].tags[subject[1].core_last] == "PROPN"
        name = heading_of(context, *subject) if several else inflect.proper_name(*subject)
        if name and name not in text:
            text = f"{name}, {_lowered(scene, text)}" if phrase.attributes or several else f"{text} {name}"
    return Title(text, head_of(scene, phrase), scene.span_of(phrase.first, phrase.last))


def _lowered(scene: Scene, text: str) -> str:
    """A role behind a name, in small letters where nouns have no capital of their own (``CEO`` keeps its)."""
    small = scene.lexicon.text("phrase", "svo") and text[1:2].islower()
    return text[:1].lower() + text[1:] if small else text


def _from_noun(context: Context, carrier: Carrier, phrase: Phrase) -> Title | None:
    scene, sort = carrier.scene, carrier.sense.sort if carrier.sense else ""
    span = scene.span_of(phrase.first, phrase.last)
    if (of_it := _dated_thing(scene, phrase)) is not None:
        return Title(heading_of(context, scene, of_it), head_of(scene, of_it), span, noun=True, sort="occasion")
    if sort == "aspect" and _bare(carrier, phrase):
        found = main_event(context, scene.tokens[phrase.first].start)
        if found is None:
            return Title(heading_of(context, scene, phrase), head_of(scene, phrase), span, noun=True, sort=sort)
        text = heading_of(context, *found)
        return Title(text, head_of(*found), span, noun=True, sort="aspect", resolved=True)
    where, named = resolve(context, scene, phrase)
    text = heading_of(context, where, named)
    resolved = named is not phrase
    if carrier.how == "light" and sort not in {"occasion", "deadline", "publication"} and carrier.nominal:
        for phase in ("begin", "end"):
            if phase in carrier.classes:
                noun = carrier.nominal.noun
                return Title(
                    f"{noun} {inflect.genitive(where, named)}", head_of(where, named), span, noun=True, sort=sort
                )
    if "end" in carrier.classes and sort == "occasion" and carrier.nominal and carrier.how == "light":
        return Title(
            f"{carrier.nominal.noun} {inflect.genitive(where, named)}",
            head_of(where, named),
            span,
            noun=True,
            sort=sort,
        )
    if named is phrase and (owner := _owner(context, carrier, phrase) or earned_by(context, scene, phrase)):
        own = [a for a in phrase.attributes if a.kind in {"genitive", "of", "name"}]
        hung = len(own) < len(phrase.attributes)  # its 50th anniversary with a ceremony
        text = (heading_of(context, where, replace(phrase, attributes=own)) if hung else text) + owner
        text += _matter(scene, phrase, LONG - len(text.split()))
    if carrier.how in {"light", "noun", "listing"}:
        text += _complement(carrier, phrase, text, _complements(carrier))
    return Title(text, head_of(where, named), span, noun=bool(sort), sort=sort, resolved=resolved)


def _dated_thing(scene: Scene, phrase: Phrase) -> Phrase | None:
    """``Termin für das Konzert``, ``the date of the election``: the occasion whose date is named."""
    if scene.tokens[phrase.head].lemma.lower() not in scene.lexicon.words("kind", "date_nouns"):
        return None
    hung = next(iter(phrase.attributes), None)
    behind = scene.hung_behind(phrase)
    if hung is None and behind is not None:
        led = scene.tokens[behind.preposition].text.lower() in scene.lexicon.words("phrase", "for")
        hung = behind if led else None
    sense = sense_of(scene, hung) if hung is not None else None
    return hung if sense is not None and sense.sort == "occasion" else None


def _matter(scene: Scene, phrase: Phrase, room: int) -> str:
    """``ihren Vorschlag für ein Klimagesetz``: what it is about or for, behind whose it is."""
    words = scene.lexicon.words("phrase", "topic") | scene.lexicon.words("phrase", "proposed_for")
    for hung in phrase.attributes:
        if hung.preposition >= 0 and scene.tokens[hung.preposition].text.lower() in words:
            whole = scene.words(hung.start, hung.last)
            return f" {whole}" if len(whole.split()) <= room else ""
    return ""


def _complements(carrier: Carrier) -> frozenset[str]:
    """The prepositions behind which a title says more of its noun: of a mishap also where it struck."""
    lexicon = carrier.scene.lexicon
    mishap = carrier.sense is not None and carrier.sense.noun in lexicon.words("nouns", "mishap", "words")
    wanted = lexicon.words("phrase", "noun_complements")
    return wanted | lexicon.words("phrase", "struck") if mishap else wanted


def _bare(carrier: Carrier, phrase: Phrase) -> bool:
    """Whether a noun like ``Beginn`` says nothing of its own: no compound, no adjective, nothing hanging on it."""
    exact = carrier.sense is not None and carrier.sense.exact
    scene = carrier.scene
    adjectives = [i for i in range(phrase.first, phrase.head) if scene.tags[i] == "ADJ"]
    described = not all(inflect.droppable(scene, i) for i in adjectives)
    return exact and not described and not phrase.attributes


def _owner(context: Context, carrier: Carrier, phrase: Phrase) -> str:
    """Whose event it is, when the verb says who holds it or a possessive points to the subject."""
    scene, clause = carrier.scene, carrier.clause
    fixed = carrier.sense is not None and carrier.sense.noun in scene.lexicon.fixed
    owned = not fixed and any(a.kind in {"genitive", "of"} for a in phrase.attributes)
    if owned or inflect.proper_name(scene, phrase):
        return ""
    possessed = phrase.determiner >= 0 and scene.tokens[phrase.determiner].text.lower() in scene.lexicon.words(
        "phrase", "possessives"
    )
    verb = scene.lexicon.verb(clause.lemma) | carrier.classes
    hosted = carrier.how in {"light", "noun"} and phrase is clause.object and bool(verb & {"host", "achieve"})
    hosted = hosted or "achieve" in carrier.classes or ("invite" in verb and phrase.preposition >= 0)
    hosted = hosted or (carrier.how == "noun" and "host" in verb and phrase.first > clause.main >= 0)
    if not (possessed or hosted) or clause.passive:
        return ""
    subject = subject_of(context, carrier)
    if subject is None or subject[1] is phrase or phrase.holds(subject[1].head):
        return ""
    text = genitive_of(context, *subject)
    return f" {text}" if len(text.split()) <= 5 else ""


def _complement(carrier: Carrier, phrase: Phrase, text: str, wanted: frozenset[str]) -> str:
    """The prepositional phrase right behind the event noun or at the end of its clause: with whom, against whom, on what."""
    scene = carrier.scene
    asked = str(scene.lexicon.table("verbs", "about").get(carrier.clause.lemma, "")).split()  # bittet um Hinweise
    for other in carrier.clause.prepositional:
        word = scene.tokens[other.preposition].text.lower()
        if word not in wanted or other is phrase or other.first < phrase.last or word in asked:
            continue
        if any(scene.tags[i] != TIME for i in range(phrase.last + 1, other.start)):
            continue
        if phrase.holds(other.head) or len(text.split()) > LONG - 2:
            continue
        out = scene.words(other.start, other.core_last) + inflect.attributes(scene, other, len(text.split()) + 3)
        if out.lower() not in text.lower():
            return " " + out
    return ""
