"""The verb of a clause and its partners: subject, object, pronoun.

In: a scene and one of its clauses; the clause is filled in. Case and number decide where the language has them, position
where it has not.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from timeline.events.fragments import awaited, bracketed, done_beside
from timeline.events.names import is_function
from timeline.events.negation import deny
from timeline.events.phrases import TIME, Phrase
from timeline.events.prefixes import with_prefix, written_apart
from timeline.events.readings import FINITE, QUOTES, VERBAL
from timeline.events.run_together import part
from timeline.events.scene import Clause, Scene
from timeline.events.words import Token

_OBJECT = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN"})
"""Tags of the words of an object that stands between a verb and its particle."""

_DONE_TO_EVENTS = frozenset({"cancel", "move", "plan", "stage"})
"""Classes of verbs of which the object is an event."""


def fill(scene: Scene, clause: Clause) -> None:
    """Find the verb and the partners of a clause, and what it denies."""
    _verb(scene, clause)
    deny(scene, clause)
    _arguments(scene, clause)


def _verb(scene: Scene, clause: Clause) -> None:
    indexes = sorted(clause.indexes)
    awaited(scene, indexes)
    verbs = [i for i in indexes if scene.tags[i] in VERBAL]
    finite = [i for i in verbs if scene.tokens[i].form in FINITE]
    clause.finite = finite[0] if finite else -1
    full = [i for i in verbs if scene.tags[i] == "VERB"]
    group = _group(scene, verbs, clause.finite)
    full = [i for i in group if scene.tags[i] == "VERB"]
    full = _first_of_coordinated(scene, full, clause.finite)
    clause.main = full[-1] if full else (group[-1] if group else -1)
    if clause.main < 0:
        return
    if not full and scene.tags[clause.main] == "MODAL":  # soll bis Mai fertig sein
        being = [i for i in verbs if scene.tags[i] == "AUX" and scene.tokens[i].form == "infinitive"]
        clause.main = being[-1] if being else clause.main
    if full and clause.finite in full and not scene.lexicon.text("phrase", "svo"):
        clause.main = clause.finite
    clause.main = _kept(scene, full, _caused(scene, full, clause.main))
    main = scene.tokens[clause.main]
    clause.lemma = written_apart(scene, clause, main)
    if clause.main == clause.finite:
        clause.lemma = with_prefix(scene, clause, main)
    clause.lemma = phrasal(scene, clause.main, clause.lemma)
    clause.lemma = _turned_out(scene, clause)
    helpers = [scene.tokens[i] for i in group if scene.tags[i] == "AUX"]
    modal = next((scene.tokens[i] for i in group if scene.tags[i] == "MODAL"), None)
    clause.modal = modal.text.lower() if modal else ""
    lemmas = {t.lemma for t in helpers}
    passive = scene.lexicon.words("phrase", "passive_auxiliaries")
    have = scene.lexicon.words("phrase", "perfect_auxiliaries")
    if clause.kind == "participial":
        clause.passive = True
        return
    if main.form == "gerund" and lemmas & have:
        clause.perfect = True  # have been demonstrating
    infinitive = modal is not None and not helpers and main.text == main.lemma  # will das Urteil verkünden
    if main.form == "participle" and scene.tags[clause.main] == "VERB" and not infinitive:
        if lemmas & passive and not (lemmas & have and not _passive_participle(scene, helpers)):
            clause.passive = True
        elif lemmas & have or not helpers:
            clause.perfect = bool(helpers)
            clause.passive = not helpers
        else:
            nominal = scene.lexicon.nominal(clause.lemma)
            clause.passive = nominal is not None and nominal.genitive == "o"
            clause.perfect = not clause.passive
        clause.perfect = clause.perfect or bool(lemmas & have)
        if clause.passive:
            clause.lemma = str(scene.lexicon.table("verbs", "passive").get(clause.lemma, clause.lemma))


def phrasal(scene: Scene, verb: int, lemma: str) -> str:
    """The lemma of the verb at a token, or of what it means with the particle behind it or its object.

    ``took it up``, ``put the match back to Sunday``: behind an object it has to stand before the time.
    """
    pronoun = scene.tags[verb + 1 : verb + 2] == ["PRON"]
    particle = verb + 1 + pronoun
    following = scene.tokens[particle + 1 : particle + 2]
    word = scene.tokens[particle].text.lower() if following else ""
    timed = word in scene.lexicon.words("phrase", "timed")
    if not following or (timed and scene.tags[particle] == TIME and following[0].tag != "ADP"):  # called for 11 a.m.
        return lemma
    meanings = scene.lexicon.table("verbs", "phrasal")
    if f"{lemma} {word}" not in meanings:
        apart = next((i for i in range(verb + 1, len(scene.tags)) if scene.tags[i] not in _OBJECT), verb)
        if scene.tags[apart + 1 : apart + 2] == [TIME]:
            word = scene.tokens[apart].text.lower()
    return str(meanings.get(f"{lemma} {word}", lemma))


def _turned_out(scene: Scene, clause: Clause) -> str:
    """The lemma of a verb that means another with an adjective at the end of its clause: ``fiel schwächer aus``."""
    other = scene.lexicon.table("verbs", "turned_out").get(clause.lemma)
    if not other:
        return clause.lemma
    last = max(clause.indexes)
    while last > min(clause.indexes) and scene.tags[last] in {"PUNCT", "AUX", "ADP", "PART", "VERB"}:
        last -= 1
    word = scene.tokens[last].text.lower()
    measured = word in scene.lexicon.words("phrase", "measures")
    compared = scene.tags[last] == "ADJ" and word.endswith(scene.lexicon.text("phrase", "comparative") or "\0")
    return str(other) if measured or compared else clause.lemma


def _caused(scene: Scene, full: list[int], main: int) -> int:
    """``musste sich operieren lassen``: what somebody lets happen is what happens."""
    if scene.tokens[main].lemma not in scene.lexicon.words("verbs", "causative"):
        return main
    infinitives = [i for i in full if i != main and scene.tokens[i].form == "infinitive"]
    return infinitives[-1] if infinitives else main


def _kept(scene: Scene, full: list[int], main: int) -> int:
    """``bleibt gesperrt``: what something remains is what has been done to it."""
    if scene.tokens[main].lemma not in scene.lexicon.words("verbs", "staying"):
        return main
    participles = [i for i in full if i != main and scene.tokens[i].form == "participle"]
    return participles[-1] if participles else main


def _first_of_coordinated(scene: Scene, full: list[int], finite: int) -> list[int]:
    """``soll eröffnet werden und 80 Bilder zeigen``: the first of two verbs behind one auxiliary."""
    for left, right in pairwise(full):
        if left != finite and any(scene.tags[i] == "CONJ" for i in range(left + 1, right)):
            return full[: full.index(left) + 1]
    return full


def _passive_participle(scene: Scene, helpers: Sequence[Token]) -> bool:
    marks = scene.lexicon.words("phrase", "passive_participles")
    return any(t.text.lower() in marks for t in helpers)


def _group(scene: Scene, verbs: list[int], finite: int) -> list[int]:
    """The verbs that belong together: all of a German clause, the adjacent ones of an English one."""
    if not scene.lexicon.text("phrase", "svo") or finite < 0:
        return verbs
    out, marks = [finite], scene.lexicon.words("phrase", "to")
    for i in verbs:
        if i <= finite:
            continue
        gap = range(out[-1] + 1, i)
        helper = scene.tags[out[-1]] in {"AUX", "MODAL"}
        marked = scene.tokens[i].form == "infinitive" and scene.tokens[i - 1].text.lower() in marks
        small = all(
            scene.tags[j] in {"ADV", "PART", TIME, "PRON"} or scene.tokens[j].text in QUOTES or (marked and j == i - 1)
            for j in gap
        )
        if helper and small:
            out.append(i)
    return out


def _arguments(scene: Scene, clause: Clause) -> None:
    indexes = set(clause.indexes)
    beside = done_beside(scene)
    apart = bracketed(scene) | (beside if clause.main not in beside else set())
    clause.phrases = [p for p in scene.phrases if p.head in indexes and p.head not in apart]
    roles = scene.lexicon.words("phrase", "role_markers")
    bare = [
        p
        for p in clause.phrases
        if p.preposition < 0
        and not _measured(scene, p)
        and not _behind_length(scene, p)
        and not _room(scene, p)
        and not _heads(scene, clause, p)
        and not (p.first - 1 > min(indexes, default=0) and scene.tokens[p.first - 1].text.lower() in roles)
    ]
    pronouns = [
        i
        for i in sorted(indexes)
        if scene.tags[i] == "PRON"
        and scene.tokens[i].text.lower() in scene.lexicon.words("phrase", "subject_pronouns")
        and not (i and scene.tags[i - 1] == "ADP")
    ]
    if clause.kind == "relative" and pronouns[:1] == clause.indexes[:1]:
        pronouns = pronouns[1:]
    if scene.lexicon.text("phrase", "svo"):
        _by_position(scene, clause, bare, pronouns)
    else:
        _by_case(scene, clause, bare, pronouns)


def _measured(scene: Scene, phrase: Phrase) -> bool:
    """``Ein paar Straßen weiter``: a length, and no partner of the verb."""
    following = scene.tokens[phrase.last + 1].text.lower() if phrase.last + 1 < len(scene.tokens) else ""
    return following in scene.lexicon.words("phrase", "measured_by")


def _heads(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """``Stadtfest: Die Polizei nahm zwei Männer fest``: what stands before a colon, and the verb behind it."""
    verb = clause.finite if clause.finite >= 0 else clause.main
    colon = scene.colon(phrase.last + 1, verb) >= 0
    others = any(phrase.last < p.first for p in clause.phrases if p.preposition < 0)
    return colon and others and not any(scene.tags[i] in VERBAL for i in range(phrase.first))


def _room(scene: Scene, phrase: Phrase) -> bool:
    """``im Bauamt, Zimmer 1.12, öffentlich``: what a number says more of, behind the place it is in."""
    before, behind = phrase.first - 2, phrase.last + 1
    inside = any(p.last == before and p.preposition >= 0 for p in scene.phrases)
    numbered = phrase.determiner < 0 and scene.tags[phrase.last] == "NUM" and scene.tags[phrase.first] == "NOUN"
    closed = behind >= len(scene.tags) or scene.tags[behind] == "PUNCT"
    return inside and numbered and closed and scene.tokens[phrase.first - 1].text == ","


def _behind_length(scene: Scene, phrase: Phrase) -> bool:
    """``after a two-year refurbishment``, ``nach drei Jahren Bauzeit``: the preposition stands before the length, which is
    read as a time."""
    k = phrase.first - 1
    if k < 1 or scene.tags[k] != TIME:
        return False
    bare = phrase.determiner < 0 and scene.tags[phrase.head] == "NOUN" and not scene.lexicon.text("phrase", "svo")
    hyphened = "-" in scene.tokens[k].text and scene.tags[k - 1] != "NUM" and scene.tokens[k - 1].tag != "NUM"
    if not hyphened and not bare:
        return False  # in nineteen ninety-one Holm was convicted
    while k > 0 and scene.tags[k] == TIME and scene.tokens[k].tag != "ADP":
        k -= 1
    lengths = scene.lexicon.words("phrase", "length_units")
    return scene.tokens[k].tag == "ADP" and (hyphened or scene.tokens[phrase.first - 1].text.lower() in lengths)


def _by_position(scene: Scene, clause: Clause, bare: list[Phrase], pronouns: list[int]) -> None:
    verb = clause.finite if clause.finite >= 0 else clause.main
    opener = min(clause.indexes)
    parted = next((i for i in range(opener, verb) if scene.tokens[i].text == ","), -1)
    taking = parted if scene.tokens[opener].form == "gerund" and scene.tags[opener] == "VERB" else -1
    before = [p for p in bare if taking < p.first and p.last < verb]  # Taking the stand, she said
    after = [p for p in bare if p.first > max(clause.main, verb)]
    if clause.kind in {"relative", "participial"} and not before and not pronouns:
        clause.subject = clause.antecedent
    elif before:
        clause.subject = before[-1] if len(before) == 1 else _nearest_subject(scene, before, opener)
    pronoun = next((i for i in pronouns if i < verb), -1)
    if pronoun >= 0 and not before:
        clause.pronoun = pronoun
    if after and scene.tags[after[0].first] != TIME:
        gap = range(max(clause.main, verb) + 1, after[0].first)
        counted = scene.lexicon.words("phrase", "quantity")
        own = after[0].determiner  # arrested a 34-year-old man
        if all(
            i == own or scene.tags[i] in {"ADV", TIME, "PART", "ADJ"} or scene.tokens[i].text.lower() in counted
            for i in gap
        ):
            clause.object = after[0]
    if clause.kind == "relative" and (before or clause.pronoun >= 0) and clause.object is None:
        clause.object = clause.antecedent
    shared = min(clause.indexes) + 1 == verb and scene.tags[verb - 1] == "CONJ"  # … and plans to open a shop
    alone = clause.subject is None and clause.pronoun < 0 and not before
    if alone and after and verb == clause.finite and not shared:
        clause.subject = after[0]
        clause.object = None


def _fronted(scene: Scene, opener: int) -> bool:
    """Whether a clause opens with a preposition, behind a conjunction perhaps, so that its subject stands behind a comma."""
    return scene.tags[opener + (scene.tags[opener] == "CONJ")] == "ADP"


def _nearest_subject(scene: Scene, before: list[Phrase], opener: int) -> Phrase:
    """The phrase right before the verb; one that only explains a name behind a comma (``Basso Corp., a maker of …``) is none."""
    first, second = before[:2]
    explained = second.start == first.last + 2 and scene.tokens[first.last + 1].text == "," and second.determiner >= 0
    named = scene.tags[first.last] == "PROPN"
    kind = explained and scene.indefinite(second)
    if explained and (named or kind):  # Santa's grotto, a fixture of the store, opens
        return first
    if _fronted(scene, opener) and scene.tokens[before[-1].start - 1].text == ",":
        return before[-1]  # In an attempt to keep its members from leaving, the board voted
    for phrase in before:
        if scene.tokens[phrase.last + 1 : phrase.last + 2] and scene.tags[phrase.last + 1] != "PUNCT":
            return phrase
    return before[0]


def _by_case(scene: Scene, clause: Clause, bare: list[Phrase], pronouns: list[int]) -> None:
    never_subject = scene.lexicon.words("phrase", "nominative_not")
    never_object = scene.lexicon.words("phrase", "accusative_not")
    finite = clause.finite

    def determiner(phrase: Phrase) -> str:
        return scene.tokens[phrase.determiner].text.lower() if phrase.determiner >= 0 else ""

    candidates = [
        p
        for p in bare
        if _nominative(scene, p, determiner(p))
        and determiner(p) not in never_subject
        and not _dative(scene, p)
        and _agrees(scene, p, finite)
    ]
    relative = scene.tokens[clause.indexes[0]].text.lower() if clause.kind == "relative" else ""
    subject_relative = relative in scene.lexicon.words("phrase", "relative_subjects")
    demonstrative = scene.lexicon.words("phrase", "demonstrative_pronouns")
    if pronouns and candidates and scene.tokens[pronouns[0]].text.lower() in demonstrative and finite >= 0:
        later = [p for p in candidates if p.first == finite + 1 or scene.tags[finite + 1 : p.first] == ["PRON"]]
        pronouns = [] if later else pronouns
        candidates = later or candidates
    if clause.kind == "participial":
        clause.subject = clause.antecedent
    elif pronouns:
        clause.subject = _before_object(scene, clause, candidates, pronouns[0])
        clause.pronoun = pronouns[0] if clause.subject is None else -1
    elif clause.kind == "relative" and subject_relative:
        first = clause.indexes[0]
        own = [p for p in candidates if p.first == first + 1 and scene.tags[p.head] in {"NOUN", "PROPN"}]
        named = _person(scene, clause.antecedent) and not (own and scene.tags[own[0].head] == "PROPN")
        theirs = own and not clause.passive and len(candidates) == 1 and not named
        clause.subject = own[0] if theirs else clause.antecedent
        if clause.subject is not clause.antecedent:
            clause.object = clause.antecedent
            return
    elif candidates:
        front = [p for p in candidates if p.last < finite and _in_front(scene, p, finite)]
        clause.subject = _front_subject(scene, front) if front and clause.kind == "main" else candidates[0]
        if clause.kind == "main" and not front:
            later = [p for p in candidates if p.first > finite]
            clause.subject = later[0] if later else candidates[-1]
    open_number = clause.subject is not None and finite >= 0 and not scene.number(clause.subject)
    if clause.subject is not None and open_number and scene.plural_verb(finite):
        scene.plural_heads.add(clause.subject.head)
    rest = [
        p for p in bare if p is not clause.subject and determiner(p) not in never_object and not _explains(clause, p)
    ]
    theirs = (
        clause.pronoun >= 0 and subject_relative and relative not in scene.lexicon.words("phrase", "accusative_not")
    )
    if clause.kind == "relative" and clause.subject is not clause.antecedent and (relative in never_subject or theirs):
        clause.object = clause.antecedent
    elif not clause.passive:
        clause.object = rest[0] if rest else None
    part(scene, clause)


def _explains(clause: Clause, phrase: Phrase) -> bool:
    """``Holm, ein Freund der Oper, wollte``: between the subject of a main clause and its verb stands no object."""
    subject = clause.subject
    return clause.kind == "main" and subject is not None and subject.last < phrase.first and phrase.last < clause.finite


def _before_object(scene: Scene, clause: Clause, candidates: list[Phrase], pronoun: int) -> Phrase | None:
    """``wo das Museum sie zeigt``, ``Die Ministerin stellt es vor``: the subject before a pronoun that may be the object.

    Where the verb comes last, a pronoun that is the subject comes first; behind a verb it may be what somebody does it to.
    """
    if scene.tokens[pronoun].text.lower() not in scene.lexicon.words("phrase", "object_pronouns"):
        return None
    before = [p for p in candidates if p.last < pronoun]
    if not before or clause.finite < 0:
        return None
    if clause.finite > pronoun:
        return before[-1] if clause.kind != "main" and before[-1].last == pronoun - 1 else None
    if scene.lexicon.verb(clause.lemma) & _DONE_TO_EVENTS:
        return None  # Der Verband verlegte es: the event that the pronoun stands for is what matters
    head = scene.tokens[before[-1].head]
    named = before[-1].determiner >= 0 and scene.tokens[before[-1].determiner].text.lower() in scene.lexicon.words(
        "phrase", "accusative_not"
    )
    acts = named or head.lemma.lower() in scene.lexicon.groups or is_function(head.lemma, head.language)
    acts = acts and before[-1].last == clause.finite - 1 == pronoun - 2
    return before[-1] if acts and clause.kind == "main" else None


def _person(scene: Scene, phrase: Phrase | None) -> bool:
    """Whether a phrase is a bare proper name, which a relative clause rather tells of than has done to."""
    return phrase is not None and phrase.determiner < 0 and scene.tags[phrase.core_last] == "PROPN"


def _front_subject(scene: Scene, front: list[Phrase]) -> Phrase:
    """Of ``Name, the function,`` the name; otherwise the phrase nearest to the verb."""
    for left, right in pairwise(front):
        if scene.tokens[left.last + 1].text == "," and left.last + 2 == right.first:
            return left if scene.tokens[left.core_last].tag == "PROPN" else right
    return front[-1]


def _in_front(scene: Scene, phrase: Phrase, finite: int) -> bool:
    """Whether only adverbs and times stand between a phrase and the finite verb."""
    return all(
        scene.tags[i] in {"ADV", TIME, "PUNCT", "PRON", "ADP", "NOUN", "PROPN", "DET", "ADJ", "NUM", "CONJ"}
        for i in range(phrase.last + 1, finite)
    )


def _nominative(scene: Scene, phrase: Phrase, determiner: str) -> bool:
    """``der Versammlung`` is no nominative: the noun is known to be feminine."""
    if determiner not in scene.lexicon.words("phrase", "masculine_nominative"):
        return True
    if scene.tags[phrase.head] == "PROPN" and phrase.core_last > phrase.core_first:
        return True
    return scene.lexicon.gender(scene.tokens[phrase.head].lemma) not in {"f", "n"}


def _dative(scene: Scene, phrase: Phrase) -> bool:
    """A bare plural in the dative: ``Reportern``."""
    token = scene.tokens[phrase.head]
    endings = scene.lexicon.endings("phrase", "dative_plural_endings")
    bare = phrase.determiner < 0 and scene.tags[phrase.head] == "NOUN"
    return bool(endings) and bare and token.text.endswith(endings) and token.lemma != token.text


def _agrees(scene: Scene, phrase: Phrase, finite: int) -> bool:
    """Number of subject and verb, where both are plain to see."""
    if finite < 0:
        return True
    number = scene.number(phrase)
    return not number or (number == "p") is scene.plural_verb(finite) or (number == "s" and _one_of_two(scene, phrase))


def _one_of_two(scene: Scene, phrase: Phrase) -> bool:
    """``die Probe in Bozen und die Premiere in Meran``: what a conjunction joins to another one, with where each is between them."""
    hung = scene.hung_behind(phrase)
    second = hung.last + 2 if hung is not None else -1
    joined = scene.tags[second - 1 : second] == ["CONJ"] and hung is not None
    return joined and any(p.first == second and p.preposition < 0 for p in scene.phrases)
