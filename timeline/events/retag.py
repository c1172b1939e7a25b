"""Words that are of another class than they look, as their neighbours in a sentence and its times tell.

In: a scene whose times are known; out: the scene with the tags of such words changed.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.events.lexeme import entry, lemma
from timeline.events.name_words import called, in_names, names, quoted, townly
from timeline.events.names import is_function
from timeline.events.noun_verbs import (
    activities,
    adjectives,
    agreeing,
    announced,
    compounds,
    imperatives,
    occasions,
    passives,
    predicates,
    subjects,
    verbs,
)
from timeline.events.phrases import TIME
from timeline.events.readings import FINITE, VERBAL
from timeline.events.scene import Scene
from timeline.events.segments import BREAKS
from timeline.events.tagger import is_listed
from timeline.events.words import Token

_WITHIN = frozenset({"ADP", "DET", "ADJ", "NUM", "NOUN", "PROPN", "ADV"})
"""Tags of the words of phrases with prepositions."""


def retag(scene: Scene) -> None:
    """Changes the tags of words that are of another class in this sentence."""
    _listed_nouns(scene)
    _rounds(scene)
    _relative_pronouns(scene)
    _being(scene)
    _articles(scene)
    _complements(scene)
    _told(scene)
    _set_off(scene)
    _counted(scene)
    _roughly(scene)
    townly(scene)
    _attributes(scene)
    announced(scene)
    occasions(scene)
    compounds(scene)
    activities(scene)
    adjectives(scene)
    subjects(scene)
    predicates(scene)
    agreeing(scene)
    verbs(scene)
    passives(scene)
    imperatives(scene)
    _misread(scene)
    names(scene)
    called(scene)
    quoted(scene)
    _gerunds(scene)
    _particles(scene)
    _back_to_work(scene)
    _unmade(scene)
    _made(scene)
    in_names(scene)
    _went_on(scene)
    _come_about(scene)


def _come_about(scene: Scene) -> None:
    """``waren die Anschlüsse ausgefallen``: behind a form of "sein", what closes a clause and is the participle of a verb that does
    nothing to anything is its perfect, no adjective."""
    if scene.lexicon.text("phrase", "svo"):
        return
    be = scene.lexicon.words("status", "stative_auxiliaries")
    for i, token in enumerate(scene.tokens):
        if scene.tags[i] != "ADJ" or token.form != "predicative" or scene.tags[i + 1 : i + 2] not in ([], ["PUNCT"]):
            continue
        verb = lemma(token.text, "VERB", "participle", token.language)
        listed = str(scene.lexicon.table("verbs", "noun").get(verb, "")).endswith(" s")
        opener = next((k for k in range(i - 1, -1, -1) if scene.tokens[k].text in BREAKS), -1)
        been = any(scene.tags[k] == "AUX" and scene.tokens[k].lemma in be for k in range(opener + 1, i))
        if listed and been and ("VERB", "participle") in entry(token.text, False, token.language):
            scene.alter(i, "VERB", "participle")


def _went_on(scene: Scene) -> None:
    """``zeigten ihre Bilder und ernteten viel Lob``: behind a conjunction, and with nothing that it would describe, what can be a
    verb in the past is one."""
    if scene.lexicon.text("phrase", "svo"):
        return
    for i in range(2, len(scene.tokens) - 1):
        token = scene.tokens[i]
        alone = scene.tags[i - 1] == "CONJ" and scene.tags[i] == "ADJ" and scene.tags[i + 1] in {"ADV", "DET", "PRON"}
        told = any(scene.tags[k] in VERBAL and scene.tokens[k].form == "past" for k in range(i))
        if alone and told and ("VERB", "past") in entry(token.text, False, token.language):
            scene.alter(i, "VERB", "past")


def _being(scene: Scene) -> None:
    """``soll bis Mai fertig sein``: no possessive closes a clause, or stands before a modal verb."""
    words = scene.lexicon.words("phrase", "being")
    for i, token in enumerate(scene.tokens) if words else ():
        following = scene.tags[i + 1] if i + 1 < len(scene.tags) else "PUNCT"
        if scene.tags[i] == "DET" and token.text.lower() in words and following in {"PUNCT", "CONJ", "SUBJ", "MODAL"}:
            scene.alter(i, "AUX", "infinitive")


def _unmade(scene: Scene) -> None:
    """``war unbesetzt``: what looks like the participle of a verb is an adjective, as no verb begins so."""
    pattern = scene.lexicon.pattern("phrase", "unmade")
    if pattern is None:
        return
    for i, token in enumerate(scene.tokens):
        if scene.tags[i] == "VERB" and token.form == "participle" and pattern.match(token.text.lower()):
            scene.alter(i, "ADJ", "predicative")


def _made(scene: Scene) -> None:
    """``was built in 1859 and automated in 1934``: the second participle of two with a time each, which is no adjective."""
    pattern = scene.lexicon.pattern("phrase", "made")
    if pattern is None:
        return
    for i in range(2, len(scene.tokens) - 1):
        timed = scene.tags[i + 1] == TIME and scene.tags[i - 2] == TIME
        if scene.tags[i] == "ADJ" and scene.tags[i - 1] == "CONJ" and timed and pattern.fullmatch(scene.tokens[i].text):
            scene.alter(i, "VERB", "participle")


def _told(scene: Scene) -> None:
    """``who yesterday raised her offer``, ``Holm failed``: a participle with no auxiliary, behind whoever did it, is a past
    tense; and ``said that of nine women``: behind a verb of saying, ``that`` opens a clause."""
    if not scene.lexicon.text("phrase", "svo"):
        return
    subjects = scene.lexicon.words("phrase", "relative_subjects")
    openers = scene.lexicon.words("phrase", "complement_openers")
    for i, token in enumerate(scene.tokens[1:], 1):
        before = scene.tokens[i - 1]
        if scene.tags[i] == "PRON" and token.text.lower() in openers and scene.tags[i - 1] == "VERB":
            if "say" in scene.lexicon.verb(before.lemma):
                scene.alter(i, "SUBJ")
            continue
        if _done_by(scene, i):
            scene.alter(i, form="participle")
            continue
        if _bare_of_one(scene, i):
            scene.alter(i, form="past")
            continue
        if scene.tags[i] != "VERB" or token.form != "participle" or not _may_be_past(token):
            continue
        k = i - 1
        while k > 0 and scene.tags[k] in {TIME, "ADV"}:
            k -= 1
        led = scene.tags[k] == "PRON" and scene.tokens[k].text.lower() in subjects
        opening = scene.tags[k] == "PROPN" and all(tag in {TIME, "PUNCT", "PROPN"} for tag in scene.tags[:i])
        named = k == i - 1 and opening and scene.tags[i + 1 : i + 2] not in (["ADP"], ["PUNCT"])
        if led or named:
            scene.alter(i, form="past")


def _set_off(scene: Scene) -> None:
    """``The road, closed since March, reopens``: between two commas behind a noun, before the verb of that noun, it is a participle."""
    if not scene.lexicon.text("phrase", "svo"):
        return
    for i, token in enumerate(scene.tokens[2:], 2):
        named = scene.tags[i - 2] in {"NOUN", "PROPN", "ADJ"} and scene.tokens[i - 1].text == ","
        if not named or scene.tags[i] not in {"VERB", "ADJ"} or not _may_be(token, "participle"):
            continue
        if any(scene.tags[k] in VERBAL and scene.tokens[k].form in FINITE for k in range(i - 1)):
            continue
        closing = next((k for k in range(i + 1, len(scene.tokens) - 1) if scene.tokens[k].text in BREAKS), -1)
        if closing < 0 or scene.tokens[closing].text != "," or scene.tags[i + 1] in {"NOUN", "PROPN"}:
            continue
        verb = scene.tokens[closing + 1]
        told = scene.tags[closing + 1] in VERBAL and verb.form in FINITE
        if told or (scene.tags[closing + 1] in {"VERB", "ADJ"} and _may_be(verb, "past")):
            scene.alter(i, "VERB", "participle")
            if not told:
                scene.alter(closing + 1, "VERB", "past")


def _may_be(token: Token, form: str) -> bool:
    """Whether a word has a form of a verb, whatever it was read as (``closed``, ``held``, ``resigned``)."""
    return token.form == form or ("VERB", form) in entry(token.text, False, token.language)


def _may_be_past(token: Token) -> bool:
    """Whether a participle has the form of a past tense (``failed``, ``set``)."""
    readings = entry(token.text, False, token.language)
    return token.text.endswith("ed") or not {("VERB", "past"), ("VERB", "infinitive")}.isdisjoint(readings)


def _bare_of_one(scene: Scene, i: int) -> bool:
    """``The cafe shut its doors``: behind one who would take an ending in the present, a verb without one is a past tense."""
    token, before = scene.tokens[i], scene.tokens[i - 1]
    if scene.tags[i] != "VERB" or token.form != "present" or token.text.endswith("s"):
        return False
    if scene.tags[i - 1] != "NOUN" or before.text.endswith("s") or not _may_be(token, "past"):
        return False
    first = i - 1
    while first > 0 and scene.tags[first - 1] in {"NOUN", "ADJ", "PROPN", "PART"}:
        first -= 1
    return first == 1 and scene.tags[0] == "DET"


def _done_by(scene: Scene, i: int) -> bool:
    """``a letter circulated by the owner``: behind a noun, before who did it, and beside another verb."""
    token = scene.tokens[i]
    if scene.tags[i] != "VERB" or token.form != "past" or scene.tags[i - 1] != "NOUN":
        return False
    by = scene.lexicon.words("phrase", "passive_agent")
    if token.text[-2:] != "ed" or scene.tags[i + 2 : i + 3] == ["NUM"] or scene.tokens[i + 1 : i + 2] == ():
        return False
    others = (n for n in range(len(scene.tags)) if n != i and scene.tags[n] in VERBAL)
    return scene.tokens[i + 1].text.lower() in by and any(scene.tokens[n].form in FINITE for n in others)


def _attributes(scene: Scene) -> None:
    """``the painted and gilded ceiling``, ``had operating profit``: before a noun, and behind an adjective or an
    auxiliary, a participle describes it."""
    if not scene.lexicon.text("phrase", "svo"):
        return
    have = scene.lexicon.words("phrase", "perfect_auxiliaries")
    for i, token in enumerate(scene.tokens[1:-1], 1):
        if scene.tags[i] != "VERB" or scene.tags[i + 1] != "NOUN":
            continue
        before = scene.tags[max(0, i - 3) : i]
        done = token.form in {"past", "participle"} and before[:1] in (["DET"], ["PART"])
        joined = done and before[1:] == ["ADJ", "CONJ"]
        joined = joined or (done and before[1:] == ["ADV"]) or (before[1:] in (["DET", "ADV"], ["PART", "ADV"]))
        had = token.form == "gerund" and scene.tags[i - 1] == "AUX" and scene.tokens[i - 1].lemma in have
        if joined or had:
            scene.alter(i, "ADJ", "")


def _misread(scene: Scene) -> None:
    """Verbs that are none, or of another form, by where they stand.

    ``Harker's shares``, ``a harbour board official said``, ``in the county court this week``, ``Under a lease signed yesterday, they``,
    ``that the dividend be paid``.
    """
    if not scene.lexicon.text("phrase", "svo"):
        return
    be = scene.lexicon.words("status", "stative_auxiliaries")
    people = scene.lexicon.words("phrase", "adjectives_of_people")
    for i, token in enumerate(scene.tokens[:-1]):
        tag, following = scene.tags[i], scene.tags[i + 1]
        changed = token
        unknown = tag in {"ADV", "ADJ"} and token.text[0].isupper() and not is_listed(token.text, token.language)
        if (tag == "VERB" or unknown) and scene.tokens[i + 1].form == "possessive":
            changed = replace(token, tag="PROPN" if token.text[0].isupper() else "NOUN", form="")
        elif tag == "VERB" and token.text == token.lemma and following in {TIME, "PUNCT"} and _led(scene, i) >= 0:
            changed = replace(token, tag="NOUN", form="")
        elif tag == "VERB" and token.form == "past" and following in {TIME, "ADP"} and _opened(scene, i):
            changed = replace(token, form="participle")
        elif tag == "VERB" and token.text == token.lemma and following == "ADP" and _measured(scene, i):
            changed = replace(token, tag="NOUN", form="")
        elif tag == "ADJ" and following in {"VERB", "AUX", "MODAL"} and scene.tags[i - 1 : i] == ["NOUN"]:
            person = token.text.lower() in people or is_function(token.lemma, token.language)
            changed = replace(token, tag="NOUN", form="") if person else token
        elif tag == "AUX" and token.form == "infinitive" and token.lemma in be and scene.tags[i - 1 : i] == ["NOUN"]:
            changed = replace(token, form="present")
        if changed is not token:
            scene.alter(i, changed.tag, changed.form)


def _measured(scene: Scene, i: int) -> bool:
    """``an eleven percent rise in rents``: behind a measure with an article stands a noun."""
    measures = scene.lexicon.words("phrase", "measures_before")
    number = i > 2 and scene.tags[i - 3 : i - 1] == ["DET", "NUM"]
    return number and scene.tokens[i - 1].text.lower() in measures


def _led(scene: Scene, i: int) -> int:
    """The preposition of the article and the nouns right before a token; -1 where there is none."""
    k = i - 1
    while k > 0 and scene.tags[k] in {"NOUN", "ADJ"}:
        k -= 1
    return k - 1 if 0 < k < i - 1 and scene.tags[k] == "DET" and scene.tags[k - 1] == "ADP" else -1


def _opened(scene: Scene, i: int) -> bool:
    """Whether the phrase before a token opens its sentence, whose verb is another one."""
    opener = _led(scene, i)
    others = any(scene.tags[n] in VERBAL and scene.tokens[n].form in FINITE for n in range(i + 1, len(scene.tags)))
    return opener >= 0 and others and all(scene.tags[n] in {TIME, "PUNCT"} for n in range(opener))


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
    """``the summer fair planned for July``, ``Kick-off is at 3pm``: the name of an occasion or of a side of one that no
    noun follows is no adjective."""
    if scene.lexicon.text("nouns", "compounds") != "open":
        return
    for i, token in enumerate(scene.tokens):
        before = scene.tags[i - 1] if i else ""
        following = scene.tags[i + 1 : i + 3] or ["PUNCT"]
        goes_on = following[0] in {"NOUN", "PROPN", "CONJ"} or (following[0] == "PUNCT" and following[-1] == "ADJ")
        opens = before in {"", "PUNCT"} and "-" in token.text  # Kick-off is at 3pm
        if token.tag != "ADJ" or goes_on or not (opens or before in {"DET", "ADJ", "PART", TIME, "NOUN", "PROPN"}):
            continue
        sense = scene.lexicon.noun(token.text)
        if sense is not None and sense.sort in {"occasion", "aspect"}:
            scene.alter(i, "NOUN")


def _rounds(scene: Scene) -> None:
    """``the first round of the talks``: between an article and what it is of stands no preposition, but a noun."""
    of = scene.lexicon.words("phrase", "of")
    for i, tag in enumerate(scene.tags[1:-1], 1):
        if tag != "ADP" or scene.tokens[i + 1].text.lower() not in of:
            continue
        numbered = i > 1 and scene.tags[i - 1] in {"ADJ", "ADV"} and scene.tags[i - 2] == "DET"
        if not numbered and scene.tags[i - 1] != "DET":
            continue
        scene.alter(i, "NOUN")
        if numbered:
            scene.alter(i - 1, "ADJ")


def _articles(scene: Scene) -> None:
    """``Das für Samstag geplante Rennen``: before a time and an adjective with its noun stands an article.

    What looks like a verb there (``Das am 15. August verhängte Verbot``) is such an adjective: no verb comes so late.
    """
    articles = scene.lexicon.words("phrase", "definite") | scene.lexicon.words("phrase", "plural_determiners")
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
            scene.tags[i] = "DET"
            scene.alter(j, "ADJ", "")


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
        if tag != "DET" or scene.tokens[i].text.lower() not in openers:
            continue
        if scene.tags[i - 1] != TIME and scene.tags[i + 1 : i + 2] != ["PROPN"]:  # the first time that Lund, who …
            continue
        if any(scene.tags[n] in VERBAL and scene.tokens[n].form in FINITE for n in range(i + 2, len(scene.tags))):
            scene.alter(i, "SUBJ")


def _counted(scene: Scene) -> None:
    """``Thousands of people``, ``$150 million of debentures``: what something is counted by, before what it counts."""
    counting, of = scene.lexicon.words("phrase", "counted_by"), scene.lexicon.words("phrase", "of")
    sums, vague = scene.lexicon.words("phrase", "sums"), scene.lexicon.words("phrase", "vague_counts")
    for i, token in enumerate(scene.tokens[1:-1], 1) if counting else ():
        before = scene.tokens[i - 1].text.lower()
        summed = scene.tags[i - 1] == "NUM" and (before in sums or not before[0].isalnum())
        if token.text.lower() in of and (before in counting or summed):
            scene.tags[i - 1 : i + 1] = ["NUM", "NUM"]
        elif token.text.lower() in of and before in vague and scene.tags[i - 2 : i - 1] == ["DET"]:
            scene.tags[i - 2 : i + 1] = ["ADV", "ADV", "ADV"]


def _roughly(scene: Scene) -> None:
    """``mehr als hundert Drohnen``, ``up to 40 people``: two words that belong to the number behind them."""
    pairs = scene.lexicon.words("phrase", "rough_numbers")
    for i in range(2, len(scene.tokens) if pairs else 0):
        before = f"{scene.tokens[i - 2].text}-{scene.tokens[i - 1].text}".lower()
        counts = i + 1 < len(scene.tokens) and scene.tags[i + 1] in {"NOUN", "PROPN", "ADJ", "NUM"}
        if scene.tags[i] == "NUM" and counts and before in pairs:
            scene.tags[i - 2 : i] = ["NUM", "NUM"]


def _gerunds(scene: Scene) -> None:
    """``before travelling to Kiel``, ``after meeting the king``: with what a verb takes behind it, it is no noun."""
    ending, marks = scene.lexicon.text("verbs", "gerund"), scene.lexicon.words("phrase", "beside")
    for i, token in enumerate(scene.tokens[1:-1], 1) if ending else ():
        if token.text.endswith(ending) and [scene.tokens[i - 1].text, *scene.tags[i : i + 2]] == [",", "ADJ", "ADP"]:
            scene.alter(i, "VERB", "gerund")  # fell on Monday, leading to the closure of the port
        if not token.text.endswith(ending) or scene.tokens[i - 1].text.lower() not in marks:
            continue
        following = scene.tokens[i + 1].text.lower()
        if scene.tags[i] == "NOUN" and (scene.tags[i + 1] in {"DET", "PROPN", "PRON"} or following in _toward(scene)):
            scene.alter(i, "VERB", "gerund")


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


def _back_to_work(scene: Scene) -> None:
    """``The ferry returned to service``: behind a verb of going and "to" it is a noun, with nothing that it would be done to."""
    verbs, nouns = scene.lexicon.words("verbs", "going_back"), scene.lexicon.words("phrase", "gone_back_to")
    for i in range(2, len(scene.tokens) if nouns else 0):
        led = scene.tokens[i - 2].lemma in verbs and scene.tokens[i - 1].text.lower() in _toward(scene)
        alone = scene.tags[i + 1 : i + 2] not in (["DET"], ["PRON"], ["NOUN"], ["PROPN"])
        if led and alone and scene.tokens[i].text in nouns:
            scene.alter(i, "NOUN", "")


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
