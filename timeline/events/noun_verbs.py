"""Words that are verbs and names of occasions: ``Talk: Monday, 6 pm``, ``the flea market that was planned``, ``will premiere``.

In: a scene whose times are known; out: the scene with the tags of such words changed.
"""

from __future__ import annotations

from timeline.events.lexeme import entry, lemma
from timeline.events.phrases import TIME
from timeline.events.readings import FINITE, VERBAL
from timeline.events.scene import Scene

_HEADS = frozenset({":", "–", "—", "-", "|", ".", ";"})
"""Marks behind which an entry of a list begins."""
_OPENING = frozenset({"NOUN", "ADJ", "DET", "NUM", "PART"})
"""Tags of what may stand before the last noun of a subject."""
_WITHIN = frozenset({"ADP", "DET", "ADJ", "NUM", "NOUN", "PROPN", "CONJ"})
"""Tags of the words of phrases that hang on a noun."""
_HEADING = 12
"""Words within which the colon of a heading stands."""
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PART", "ADP", TIME})
"""Tags of what stands beside a noun before a colon."""


def occasions(scene: Scene) -> None:
    """Make nouns of what names an occasion at the head of an entry, or before a clause about it."""
    if scene.lexicon.text("nouns", "compounds") != "open":
        return
    for i, token in enumerate(scene.tokens):
        if scene.tags[i] != "VERB" or token.form not in {"present", "infinitive", "gerund"} or not _named(scene, i):
            continue
        if any(rule(scene, i) for rule in (_heads, _opens, _told_of, _compounded, _owned)):
            scene.alter(i, "NOUN", "")
            if [token.text for token in scene.tokens[i + 1 : i + 2]] == [","] and _may_be(scene, i + 2, "participle"):
                scene.alter(i + 2, "VERB", "participle")  # Hale's history walk, planned for May, is off


def compounds(scene: Scene) -> None:
    """``A power cut forced the school to close``: between one thing with its article and the verb of the sentence, what has no ending
    is a noun."""
    if not scene.lexicon.text("phrase", "svo"):
        return
    for i in range(2, len(scene.tokens) - 1):
        token, thing, verb = scene.tokens[i], scene.tokens[i - 1], scene.tokens[i + 1]
        beside = scene.tags[i - 1 : i + 2] == ["NOUN", "VERB", "VERB"] and verb.form in {"past", "participle"}
        if not beside or token.text != token.lemma or thing.text != thing.lemma:
            continue
        if _opener(scene, i) == "DET" and ("NOUN", "") in entry(token.text, False, token.language):
            scene.alter(i, "NOUN", "")
            scene.alter(i + 1, "VERB", "past")


def verbs(scene: Scene) -> None:
    """``The film will premiere on Monday``: right behind a modal verb, and with nothing it would stand before, it is one."""
    if not scene.lexicon.text("phrase", "svo"):
        return
    for i, token in enumerate(scene.tokens[1:], 1):
        alone = scene.tags[i + 1 : i + 2] in (["ADP"], ["PUNCT"], [TIME])
        read = scene.tags[i - 1] == "MODAL" and scene.tags[i] == "NOUN" and token.text == token.lemma
        if read and alone and token.text in scene.lexicon.table("verbs", "noun"):
            scene.alter(i, "VERB", "infinitive")


def adjectives(scene: Scene) -> None:
    """``The ruling on Monday``, ``An FBI official said``: what has no noun behind it is one itself."""
    if not scene.lexicon.text("phrase", "svo"):
        return
    for i in range(1, len(scene.tokens) - 1):
        alone = scene.tags[i] == "ADJ" and scene.tags[i + 1] in {"ADP", TIME, "AUX", "MODAL"}
        sense = scene.lexicon.noun(scene.tokens[i].text) if alone and scene.tags[i - 1] in {"DET", "PART"} else None
        if (sense is not None and sense.sort in {"occasion", "action"}) or _acting(scene, i):
            scene.alter(i, "NOUN", "")


def _acting(scene: Scene, i: int) -> bool:
    """``A Chinese official met the mayor``: whether an adjective behind an article or a name, and right before a verb, is somebody."""
    token, behind = scene.tokens[i], scene.tokens[i + 1]
    told = scene.tags[i] == "ADJ" and scene.tags[i + 1] in VERBAL and behind.form in FINITE
    led = scene.tags[i - 1] in {"DET", "PROPN", "NOUN", "ADJ", "PART"}
    tags = {tag for tag, _ in entry(token.text, False, token.language)} if told and led else set()
    return "NOUN" in tags and "ADV" not in tags  # the fair, last held in May


def subjects(scene: Scene) -> None:
    """``Peace talks between the two sides open in Geneva``: before another verb without an ending, a plural is the subject."""
    if not scene.lexicon.text("phrase", "svo"):
        return
    to = scene.lexicon.words("phrase", "to")
    for i, token in enumerate(scene.tokens):
        if i == 0 or scene.tags[i] != "VERB" or token.form != "present" or not token.text.endswith("s"):
            continue
        before = scene.tokens[i - 1]
        opens = i == 1 and ("NOUN", "") in entry(before.text.lower(), False, before.language)
        led = opens or (scene.tags[i - 1] == "NOUN" and all(tag in _OPENING for tag in scene.tags[:i]))
        if not led or ("NOUN", "") not in entry(token.text, False, token.language):
            continue
        j = i + 1
        while j < len(scene.tokens) and scene.tags[j] in _WITHIN and not _bare_verb(scene, j):
            j += 1
        hung = scene.tags[i + 1 : i + 2] == ["ADP"] and scene.tokens[i + 1].text.lower() not in to  # plans to close
        if hung and i + 1 < j < len(scene.tokens) and _bare_verb(scene, j):
            scene.alter(i, "NOUN", "")
            scene.alter(j, "VERB", "present")
            if opens:
                scene.alter(i - 1, "NOUN", "")


def predicates(scene: Scene) -> None:
    """``The ministers meet in Bonn to discuss a plan that could follow``: behind a plural, and where all other verbs are in clauses about
    something, what has no ending is the verb.
    """
    if not scene.lexicon.text("phrase", "svo") or scene.tokens[-1].text != ".":
        return
    relatives = scene.lexicon.words("phrase", "relative_subjects")
    clause = next(
        (i for i, t in enumerate(scene.tokens) if i > 1 and t.text.lower() in relatives and scene.tags[i] == "PRON"), 0
    )
    finite = (i for i in range(clause) if scene.tags[i] in VERBAL and scene.tokens[i].form in FINITE)
    if not clause or any(finite):
        return
    for i in range(1, clause):
        token, before = scene.tokens[i], scene.tokens[i - 1]
        plural = scene.tags[i - 1] == "NOUN" and before.text.endswith("s") and before.text != before.lemma
        if not plural or scene.tags[i] != "NOUN" or token.text != token.lemma or scene.tags[i + 1] not in {"ADP", TIME}:
            continue
        if all(tag in _OPENING | {"PROPN"} for tag in scene.tags[:i]) and ("VERB", "infinitive") in entry(
            token.text, False, token.language
        ):
            scene.alter(i, "VERB", "present")
            return


def agreeing(scene: Scene) -> None:
    """``The coach leaves at 8 and returns at 6``: between one thing and a verb of one thing, what might be a plural is a verb, too."""
    if not scene.lexicon.text("phrase", "svo"):
        return
    joined = next((i for i in range(3, len(scene.tokens)) if _singular(scene, i) and scene.tags[i - 1] == "CONJ"), 0)
    if not joined or any(scene.tags[i] in VERBAL and scene.tokens[i].form in FINITE for i in range(joined)):
        return
    for i in range(1, joined - 1):
        token, before = scene.tokens[i], scene.tokens[i - 1]
        one = scene.tags[i - 1] in {"NOUN", "PROPN"} and before.text == before.lemma
        several = scene.tags[i] == "NOUN" and token.text.endswith("s") and token.text != token.lemma
        if one and several and all(tag in _OPENING | {"PROPN"} for tag in scene.tags[:i]):
            if ("VERB", "present") in entry(token.text, False, token.language):
                scene.alter(i, "VERB", "present")
            return


def _singular(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    return scene.tags[i] == "VERB" and token.form == "present" and token.text.endswith("s")


def activities(scene: Scene) -> None:
    """``Singen im Park: Samstag, 14 Uhr``: where nouns have capitals, a verb with one before a colon, and no other, names what is done."""
    if scene.lexicon.text("phrase", "svo"):
        return
    colon = scene.colon(0, _HEADING)
    verbal = [i for i in range(max(colon, 0)) if scene.tags[i] in VERBAL]
    if len(verbal) != 1 or scene.tags[colon + 1 : colon + 2] != [TIME]:
        return
    token = scene.tokens[verbal[0]]
    named = all(tag in _NAMING for tag in scene.tags[: verbal[0]])
    if named and token.text[0].isupper() and token.text.lower() == token.lemma:
        scene.alter(verbal[0], "NOUN", "")


def _bare_verb(scene: Scene, i: int) -> bool:
    """Whether a word without an ending may be the verb of a plural, by itself and by what follows it."""
    token = scene.tokens[i]
    may_be = scene.tags[i] in {"VERB", "ADJ"} and ("VERB", "infinitive") in entry(token.text, False, token.language)
    return may_be and scene.tags[i + 1 : i + 2] in (["ADP"], [TIME], ["PUNCT"])


def imperatives(scene: Scene) -> None:
    """``Book by 28 April``: what opens a sentence before a last day, and has no verb beside it, tells the reader to do it."""
    if not scene.lexicon.text("phrase", "svo") or not scene.tokens:
        return
    first, following = scene.tokens[0], scene.tokens[1].text.lower() if len(scene.tokens) > 1 else ""
    alone = all(scene.tags[i] not in VERBAL for i in range(1, len(scene.tokens)))
    limits = scene.lexicon.words("kind", "deadline_prepositions")
    register = "register" in scene.lexicon.verb(first.text.lower())
    if scene.tags[0] in {"NOUN", "PROPN"} and register and alone and following in limits and scene.tags[1] == TIME:
        scene.alter(0, "VERB", "infinitive")


def passives(scene: Scene) -> None:
    """``The contract was renewed on Monday``: behind a form of "be", what looks like an adjective is the participle of a verb known to
    be done to something."""
    if not scene.lexicon.text("phrase", "svo"):
        return
    be = scene.lexicon.words("status", "stative_auxiliaries")
    for i, token in enumerate(scene.tokens[1:], 1):
        before = scene.tokens[i - 1]
        said = scene.tags[i] == "ADJ" and scene.tags[i - 1] == "AUX" and before.lemma in be
        if not said or scene.tags[i + 1 : i + 2] not in ([], [TIME], ["ADP"], ["PUNCT"]):
            continue
        base = lemma(token.text, "VERB", "participle", token.language)
        entry_of = str(scene.lexicon.table("verbs", "noun").get(base, "")) if base != token.text else ""
        if entry_of.endswith(" o"):
            scene.alter(i, "VERB", "participle")


def announced(scene: Scene) -> None:
    """``25 May: Guided walk to the fell``: at the head of an entry a participle describes the noun behind it."""
    if not scene.lexicon.text("phrase", "svo"):
        return
    for i, token in enumerate(scene.tokens[:-1]):
        opens = i == 0 or scene.tokens[i - 1].text in _HEADS or scene.tags[i - 1] == TIME
        if not opens or scene.tags[i] != "VERB" or token.form not in {"past", "participle"} or token.text[0].islower():
            continue
        noun = scene.tokens[i + 1]
        base = scene.tags[i + 1] == "VERB" and noun.form in {"infinitive", "present"}
        alone = scene.tags[i + 2 : i + 3] not in (["DET"], ["PRON"], ["NOUN"])
        if base and alone and ("NOUN", "") in entry(noun.text, False, noun.language):
            scene.alter(i, "ADJ", "")
            scene.alter(i + 1, "NOUN", "")


def _may_be(scene: Scene, i: int, form: str) -> bool:
    """Whether a word taken for a verb in the past may be another form of it as well."""
    if scene.tags[i : i + 1] != ["VERB"] or scene.tokens[i].form != "past":
        return False
    return ("VERB", form) in entry(scene.tokens[i].text, False, scene.tokens[i].language)


def _named(scene: Scene, i: int) -> bool:
    sense = scene.lexicon.noun(scene.tokens[i].text)
    return sense is not None and sense.sort == "occasion"


def _opener(scene: Scene, i: int) -> str:
    """The tag of what stands before the nouns and adjectives right before a word: an article, or that of an owner."""
    first = i - 1
    while first > 0 and scene.tags[first] in {"NOUN", "ADJ"}:
        first -= 1
    return scene.tags[first]


def _heads(scene: Scene, i: int) -> bool:
    """``Flea market: Monday``: whether a colon stands behind a word, and nothing but the words of its name before it."""
    closed = i + 1 < len(scene.tokens) and scene.tokens[i + 1].text == ":"
    return closed and all(tag in _NAMING for tag in scene.tags[:i])


def _opens(scene: Scene, i: int) -> bool:
    """``4 May: talk on bees``: whether a word opens an entry behind its date and does nothing to anything."""
    led = i > 1 and scene.tokens[i - 1].text in _HEADS and all(tag in {TIME, "PUNCT"} for tag in scene.tags[:i])
    alone = scene.tags[i + 1 : i + 2] in ([], ["ADP"], ["PUNCT"], [TIME])
    return led and alone and "convene" not in scene.lexicon.verb(scene.tokens[i].lemma)


def _compounded(scene: Scene, i: int) -> bool:
    """``at a regular news briefing today``, ``in a court hearing on Friday``: whether a gerund stands behind one thing and its article,
    and does nothing to anything."""
    if i < 2 or not scene.tokens[i].text.endswith(scene.lexicon.text("verbs", "gerund")) or scene.tags[i - 1] != "NOUN":
        return False
    one = _opener(scene, i) == "DET" and scene.tokens[i - 1].text == scene.tokens[i - 1].lemma
    return one and scene.tags[i + 1 : i + 2] in ([], ["PUNCT"], [TIME])


def _owned(scene: Scene, i: int) -> bool:
    """``Ashby's flower show, planned for May, will``: whether a word without an ending stands behind one thing that is somebody's, and
    another verb follows."""
    if i < 2 or scene.tokens[i].text != scene.tokens[i].lemma or scene.tags[i - 1] != "NOUN":
        return False
    one = _opener(scene, i) == "PART" and scene.tokens[i - 1].text == scene.tokens[i - 1].lemma
    goes_on = [tag for tag in scene.tags[i + 1 :] if tag in {"AUX", "MODAL"}]
    return one and bool(goes_on) and (scene.tags[i + 1] in {"AUX", "MODAL"} or scene.tokens[i + 1].text == ",")


def _told_of(scene: Scene, i: int) -> bool:
    """``the flea market that was planned``: whether a word behind an article and a noun has a clause of its own, with its verb."""
    behind = i > 1 and scene.tags[i - 1] == "NOUN" and scene.tags[i - 2] in {"DET", "ADJ", "PART"}
    if not behind or scene.tags[i + 1 : i + 2] not in (["PRON"], ["SUBJ"]) or i + 2 >= len(scene.tokens):
        return False
    relative = scene.tokens[i + 1].text.lower() in scene.lexicon.words("phrase", "relative_subjects")
    return relative and scene.tags[i + 2] in VERBAL and scene.tokens[i + 2].form in FINITE
