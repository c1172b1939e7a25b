"""Stretches between marks of punctuation that are no clauses of their own: cut off, inserted, or put in front.

In: a scene and the tokens of a stretch; out: what it is to the clauses around it.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.events.lexeme import lemma
from timeline.events.phrases import TIME
from timeline.events.readings import FINITE, VERBAL
from timeline.events.scene import Clause, Scene

QUOTES = frozenset("\"“”„‚‘«»'…")


def completes(scene: Scene, clause: Clause, segment: list[int]) -> bool:
    """``können sich bis zum 3. Mai, 12 Uhr, anmelden``: the verb that an auxiliary before the comma waits for."""
    if scene.lexicon.text("phrase", "svo"):
        return False
    if clause.kind in {"relative", "subordinate"} and scene.tokens[clause.indexes[-1]].form in FINITE:
        return False  # its verb has closed it
    helpers = [i for i in clause.indexes if scene.tags[i] in {"AUX", "MODAL"} and scene.tokens[i].form in FINITE]
    if not helpers or any(i > helpers[0] and scene.tags[i] == "VERB" for i in clause.indexes):
        return False
    finite = [i for i in segment if scene.tags[i] in VERBAL and scene.tokens[i].form in FINITE]
    if finite and finite == segment[-2:-1] and scene.tags[segment[-1]] == "AUX" and scene.tags[helpers[0]] == "MODAL":
        _unfinished(scene, finite[0], segment[-1])  # soll …, eröffnet werden
        finite = []
    joined = scene.tags[helpers[0]] == "MODAL" and len(segment) == 2 and scene.tokens[segment[0]].form == "participle"
    if finite and (finite != segment[-1:] or (len(segment) < 3 and not joined) or _own_clause(scene, segment)):
        return False
    if finite:
        _unfinished(scene, finite[0], helpers[0])
    timed = all(scene.tags[i] == TIME for i in segment)
    verbs = [i for i in segment if scene.tags[i] == "VERB"]
    marked = bool(verbs) and scene.tokens[verbs[-1] - 1].text.lower() in scene.lexicon.words("phrase", "to")
    opener = scene.tags[segment[0]] == "SUBJ"
    return timed or (bool(verbs) and not marked and not opener)


def awaited(scene: Scene, indexes: Sequence[int]) -> None:
    """``wird … voll gesperrt``: an adjective at the end that is the participle of a known verb, for the passive before it."""
    passive = scene.lexicon.words("phrase", "passive_auxiliaries")
    last = indexes[-1]
    token = scene.tokens[last]
    helped = [i for i in indexes if scene.tags[i] == "AUX" and scene.tokens[i].lemma in passive]
    if not helped or token.tag != "ADJ" or any(scene.tags[i] == "VERB" for i in indexes):
        return
    verb = lemma(token.text.lower(), "VERB", "participle", token.language)
    if verb in scene.lexicon.table("verbs", "noun") or scene.lexicon.verb(verb):
        scene.alter(last, "VERB", "participle")


def _own_clause(scene: Scene, segment: list[int]) -> bool:
    """Whether a conjunction or a relative pronoun explains the verb at the end; otherwise an auxiliary has to."""
    first = scene.tokens[segment[0]]
    relative = scene.lexicon.words("phrase", "relatives") | scene.lexicon.words("phrase", "late_subordinators")
    return any(scene.tags[i] in {"SUBJ", "PRON"} for i in segment[:2]) or first.text.lower() in relative


def _unfinished(scene: Scene, verb: int, helper: int) -> None:
    """``wird …, um 10 Uhr, eröffnet``: what looks finite is the participle or infinitive that the auxiliary asks for."""
    token = scene.tokens[verb]
    base = token.text.lower() == token.lemma.lower()
    scene.alter(verb, form="infinitive" if base or scene.tags[helper] == "MODAL" else "participle")


def aside(scene: Scene, segment: list[int]) -> bool:
    """``, wie zuvor gemeldet,``, ``, so der Bürgermeister,`` and ``, 64 Jahre alt,`` say nothing of the clause they stand in."""
    first = scene.tokens[segment[0]].text.lower()
    age = scene.lexicon.pattern("phrase", "age")
    if age is not None and segment[0] > 0 and age.fullmatch(scene.words(segment[0], segment[-1])):
        return True
    if first in scene.lexicon.words("phrase", "according") and segment[0] > 0:
        return any(p.start == segment[0] + 1 and p.preposition < 0 for p in scene.phrases)
    return (
        len(segment) > 1
        and segment[0] > 0
        and first in scene.lexicon.words("phrase", "role_markers")
        and scene.tokens[segment[-1]].form == "participle"
        and all(scene.tags[i] == "ADV" for i in segment[1:-1])
    )


def before_dash(scene: Scene, segment: list[int]) -> bool:
    """``Bruneck – Nach zwei Jahren …``: what a dash parts from the beginning of the sentence is a dateline."""
    end = segment[-1] + 1
    return segment[0] == 0 and len(segment) <= 4 and end < len(scene.tokens) and scene.tokens[end].text in {"–", "—"}


def interrupted(scene: Scene, clauses: list[Clause]) -> Clause | None:
    """``Sie starb, wie es hieß, am Sonntag``: the main clause that goes on behind a subordinate one with its verb at the end."""
    if len(clauses) < 2 or clauses[-1].kind not in {"subordinate", "relative", "participial"}:
        return None
    if scene.lexicon.text("phrase", "svo"):
        return clauses[-2] if clauses[-1].kind == "participial" and clauses[-2].kind == "main" else None
    last, host = clauses[-1].indexes[-1], clauses[-2]
    closed = scene.tags[last] in VERBAL and scene.tokens[last].form in FINITE
    return host if closed and host.kind == "main" else None


def participial(scene: Scene, segment: list[int]) -> bool:
    """``, 1887 in Emden geboren,``: a participle behind a comma that speaks of the phrase before it."""
    if len(segment) < 2:
        return False
    if scene.lexicon.text("phrase", "svo"):
        closed = segment[-1] + 1 < len(scene.tokens) and scene.tokens[segment[-1] + 1].text == ","
        verb = next((i for i in segment if scene.tags[i] != "ADV"), segment[0])
        if segment[0] > 0 and scene.tokens[segment[0] - 1].text == "," and scene.tokens[verb].form == "participle":
            return closed or segment[-1] + 2 >= len(scene.tokens)
        return segment[0] == 0 and closed and scene.tags[0] == "VERB" and scene.tokens[0].form == "participle"
    last = segment[-1]
    if scene.tags[last] != "VERB" or scene.tokens[last].form != "participle":
        return False
    if segment[0] == 0:
        return scene.tokens[last + 1].text == "," if last + 1 < len(scene.tokens) else False
    return scene.tokens[segment[0] - 1].text == ","


def after_colon(scene: Scene, first: int) -> bool:
    """Whether a stretch follows a colon, quotation marks aside."""
    before = [t.text for t in scene.tokens[max(0, first - 2) : first] if t.text not in QUOTES]
    return bool(before) and before[-1] == ":"


def done_beside(scene: Scene) -> set[int]:
    """``will meet him on Monday before flying to Bonn``: the tokens of what is done before or after, up to the next comma."""
    marks, gerund = scene.lexicon.words("phrase", "beside"), scene.lexicon.text("verbs", "gerund")
    for i in range(len(scene.tokens) - 1) if gerund else ():
        token = scene.tokens[i + 1]
        if token.text.endswith(gerund) and token.tag in {"VERB", "ADJ"} and scene.tokens[i].text.lower() in marks:
            return set(
                range(
                    i, next((j for j in range(i, len(scene.tokens)) if scene.tokens[j].text in ",;"), len(scene.tokens))
                )
            )
    return set()


def bracketed(scene: Scene) -> set[int]:
    """The tokens inside round brackets; none where all of the sentence stands in them."""
    inside: set[int] = set()
    if scene.text.find("(", scene.span.start, scene.span.end) < 0:
        return inside
    opened = -1
    for i, token in enumerate(scene.tokens):
        if token.text == "(":
            opened = i
        elif token.text == ")" and opened >= 0:
            inside.update(range(opened + 1, i))
            opened = -1
    return inside if len(inside) < len(scene.tokens) - 2 else set()


def restrictive(scene: Scene, segment: list[int], finite: list[int]) -> list[int]:
    """``The gig that had to be abandoned on 14 November | will take place``: a relative clause without commas; empty if there is none.

    It follows a noun, has its verb at once, and ends before a finite verb that has no subject of its own. One that only says what
    somebody is ends with that (``An activist who is the subject of a manhunt | was charged``).
    """
    relatives = scene.lexicon.words("phrase", "relatives")
    ends = {p.last for p in scene.phrases}
    for n, i in enumerate(segment[1:-1], 1):
        if scene.tags[i] not in {"PRON", "SUBJ"} or scene.tokens[i].text.lower() not in relatives or i - 1 not in ends:
            continue
        following = segment[n + 1] if scene.tags[segment[n + 1]] != "ADV" else segment[n + 1] + 1
        verbs = [v for v in finite if v > i]
        if len(verbs) < 2 or verbs[0] != following or any(v < i for v in finite):
            continue
        before = verbs[1] - 1
        between = {scene.tags[j] for j in range(verbs[0], verbs[1])}
        led = any(p.last == before and p.preposition >= 0 for p in scene.phrases)
        done = scene.tags[before] == "VERB" and scene.tokens[before].form == "participle"
        copula = "copula" in scene.lexicon.verb(scene.tokens[verbs[0]].lemma)
        done = done or (copula and any(p.first == verbs[0] + 1 and p.last == before for p in scene.phrases))
        if between.isdisjoint({"CONJ", "SUBJ"}) and (scene.tags[before] in {TIME, "ADV"} or led or done):
            return [j for j in segment if i <= j < verbs[1]]
    return []
