"""The clauses of a sentence, by punctuation, conjunctions and verb position.

In: a scene with its tokens and phrases; out: its clauses in reading order, no partners yet. Rules for verb second and verb
final, or for subject–verb–object, as the language data say.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from timeline.events.antecedents import NAMED, antecedent_of, described, placed
from timeline.events.fragments import (
    QUOTES,
    after_colon,
    aside,
    before_dash,
    completes,
    interrupted,
    participial,
    restrictive,
)
from timeline.events.phrases import TIME, Phrase
from timeline.events.readings import FINITE, VERBAL
from timeline.events.scene import Clause, Scene

_HEADING = 16
"""Words within which the colon of a heading stands."""
_INSERTED = frozenset({"relative", "subordinate"})
_ADVERBS = frozenset({"ADV", "PART", "CONJ"})
_APART = frozenset(";–—-")
BREAKS = frozenset(",;:.!?–—()[]/-")


def clauses_of(scene: Scene) -> list[Clause]:
    """The clauses, with fragments joined to the clause they belong to."""
    heading, segments = _heading(scene, _segments(scene))
    clauses: list[Clause] = [Clause("heading", heading)] if heading else []
    pending: list[int] = []
    for found in segments:
        segment, kind = found, _kind(scene, found)
        if kind in {"fragment", "subordinate", "main"} and (host := _awaiting(scene, clauses, segment)) is not None:
            host.indexes += segment
            continue
        if (kind == "fragment" and aside(scene, segment)) or (clauses and _in_other_words(scene, segment)):
            continue
        if kind == "fragment" and clauses and _gapped(scene, segment):
            clauses.append(Clause("fragment", segment))
            continue
        shares = kind == "fragment" and bool(clauses) and clauses[-1].kind == "main"
        joined = scene.tags[segment[-1] + 1 : segment[-1] + 2] == ["CONJ"]
        if shares and (_elliptic(scene, segment) or (joined and _on_to(scene, segment))):
            clauses.append(Clause("main", segment, elliptic=True))
            continue
        if kind == "fragment" and participial(scene, segment):
            pending = _put(clauses, pending)
            clauses.append(Clause("participial", segment))
            clauses[-1].antecedent = described(scene, segment[0]) or placed(
                scene, antecedent_of(scene, segment[0]), segment[-1]
            )
            continue
        if kind == "fragment":
            host = clauses[-1] if clauses and clauses[-1].kind not in {"relative", "participial"} else None
            host = interrupted(scene, clauses) or host
            following_verb = _verb_first_follows(scene, segments, segment)
            if (segment[0] > 0 and after_colon(scene, segment[0])) or before_dash(scene, segment):
                pending = _put(clauses, pending)
                clauses.append(Clause("fragment", segment))
            elif following_verb or host is None:
                pending += segment
            else:
                host.indexes += segment
            continue
        if kind == "main" and pending:
            segment = pending + segment
            pending = []
        elif (
            kind == "main"
            and clauses
            and _opens_with_verb(scene, segment)
            and not scene.lexicon.text("phrase", "svo")
            and clauses[-1].kind == "fragment"
        ):
            clauses[-1].indexes += segment
            clauses[-1].kind = "main"
            continue
        if kind == "relative":
            pending = _put(clauses, pending)
        clauses.append(Clause(kind, segment))
        if kind == "relative":
            clauses[-1].antecedent = antecedent_of(scene, segment[0])
    _put(clauses, pending)
    _rejoin(scene, clauses)
    return clauses or [Clause("fragment", list(range(len(scene.tokens))))]


def _put(clauses: list[Clause], pending: list[int]) -> list[int]:
    """Lets what has waited for a clause be a fragment of its own; what waits then is nothing."""
    if pending:
        clauses.append(Clause("fragment", pending))
    return []


def _awaiting(scene: Scene, clauses: list[Clause], segment: list[int]) -> Clause | None:
    """The clause that a stretch completes: the one before it, or the main clause that another one has interrupted
    (``Am Samstag ist der Künstler, dessen Bilder alle kennen, gestorben``)."""
    if clauses and completes(scene, clauses[-1], segment):
        return clauses[-1]
    parted = len(clauses) > 1 and clauses[-1].kind in _INSERTED and scene.tokens[segment[0] - 1].text == ","
    if parted and not aside(scene, segment) and clauses[-2].kind == "main" and completes(scene, clauses[-2], segment):
        return clauses[-2]
    return None


def _in_other_words(scene: Scene, segment: list[int]) -> bool:
    """``$3 million, or 29 cents a share adjusted for the split,``: the same amount told otherwise."""
    opens = scene.tags[segment[0]] == "CONJ" and scene.tokens[segment[0]].text.lower() in scene.lexicon.words(
        "phrase", "or"
    )
    before = segment[0] - 2
    amount = len(segment) > 1 and scene.tags[segment[1]] == "NUM"
    return opens and amount and before >= 0 and scene.tags[before] == "NUM"


def _gapped(scene: Scene, segment: list[int]) -> bool:
    """``Das Konzert ist am 5. Mai, die Probe am 4. Mai``: another event with its date, which shares the verb."""
    phrase = next((p for p in scene.phrases if p.first == segment[0] and p.preposition < 0), None)
    if phrase is None or any(scene.tags[i] in VERBAL for i in segment):
        return False
    sense = scene.lexicon.noun(scene.tokens[phrase.head].lemma)
    behind = [i for i in segment if i > phrase.last]
    return sense is not None and sense.sort in NAMED and bool(behind) and scene.tags[behind[0]] == TIME


def _elliptic(scene: Scene, segment: list[int]) -> bool:
    """``Am 3. Mai tagt der Rat in Wien, am 5. Mai der Ausschuss in Graz``: a date, somebody else, and perhaps a place."""
    i = segment[0] + (scene.tags[segment[0]] == "CONJ")
    named = timed = False
    while i <= segment[-1]:
        phrase = next((p for p in scene.phrases if p.start == i), None)
        if scene.tags[i] == TIME:
            timed = True
            i += 1
        elif phrase is None and named and scene.tags[i] in _ADVERBS:
            i += 1  # die Probe aber schon am 24. September
        elif phrase is None or scene.tags[phrase.head] == TIME or (named and phrase.preposition < 0):
            return False
        elif phrase.preposition < 0 and phrase.determiner < 0 and scene.tags[phrase.head] != "PROPN":
            return False  # a bare noun may be a verb, or a part of a list
        else:
            named = named or phrase.preposition < 0
            if phrase.preposition >= 0 and not named:
                return False
            i = phrase.last + 1
    return named and timed


def _rejoin(scene: Scene, clauses: list[Clause]) -> None:
    """``Minister, die …, sagen``: what stands before a relative clause and the verb after it are one clause."""
    if scene.lexicon.text("phrase", "svo"):
        for i, clause in enumerate(clauses):
            inserted = clauses[i + 1].kind if i + 2 < len(clauses) else ""
            if clause.kind != "fragment" or inserted not in {"relative", "participial"}:
                continue
            timed = all(scene.tags[n] in {TIME, "PUNCT"} for n in clause.indexes)
            for target in clauses[i + 2 :]:
                closed = scene.tokens[min(target.indexes) - 1].text == ","
                onward = timed and min(target.indexes) <= max(clause.indexes) + 2  # Last year, officers who … said
                if target.kind == "main" and closed and (onward or _opens_with_verb(scene, target.indexes)):
                    target.indexes = clause.indexes + target.indexes
                    clause.indexes = []
                    break
    else:
        for i, clause in enumerate(clauses):
            if clause.kind != "main" or not _opens_with_verb(scene, clause.indexes):
                continue
            j = i - 1
            while j >= 0 and clauses[j].kind in {"relative", "subordinate", "participial"}:
                j -= 1
            if j >= 0 and clauses[j].kind == "fragment":
                clause.indexes = clauses[j].indexes + clause.indexes
                clauses[j].indexes = []
    clauses[:] = [c for c in clauses if c.indexes]


def _segments(scene: Scene) -> list[list[int]]:
    inside = {i for p in scene.phrases for i in range(p.start, p.last + 1)}
    unspoken = _bracketed_words(scene)
    segments: list[list[int]] = [[]]
    for i, token in enumerate(scene.tokens):
        if i in unspoken:
            continue
        if (
            token.text in BREAKS
            and i not in inside
            and scene.tags[i] != TIME
            and not _clock_follows(scene, i)
            and not _days_follow(scene, i)
        ):
            if not _verb_awaited(scene, segments[-1], i):
                segments.append([])
        elif token.text in QUOTES and i not in inside:
            continue
        else:
            segments[-1].append(i)
    out: list[list[int]] = []
    for segment in segments:
        out += _split(scene, segment)
    return [s for s in out if s]


def _bracketed_words(scene: Scene) -> set[int]:
    """``schloss eine (Erste) Einheitsfront``: the brackets, with what they hold, that stand between an article and its noun."""
    found: set[int] = set()
    for i in range(1, len(scene.tokens) - 2):
        closing = next((k for k in range(i + 1, min(i + 5, len(scene.tokens) - 1)) if scene.tokens[k].text == ")"), -1)
        if scene.tokens[i].text != "(" or scene.tags[i - 1] not in {"DET", "ADJ"} or closing < 0:
            continue
        held = scene.tags[i + 1 : closing]
        if scene.tags[closing + 1] in {"NOUN", "ADJ", "PROPN"} and not VERBAL.union({TIME}).intersection(held):
            found.update(range(i, closing + 1))
    return found


def _heading(scene: Scene, segments: list[list[int]]) -> tuple[list[int], list[list[int]]]:
    """``Ulm (Kornhaus, 9. Mai): Der Chor singt …``: the name before the colon, with its brackets, is no part of the clause."""
    colon = scene.colon(0, _HEADING)
    if colon < 1 or scene.tags[0] != "PROPN" or any(scene.tags[i] in VERBAL for i in range(colon)):
        return [], segments
    if not any(scene.tags[i] in VERBAL and scene.tokens[i].form in FINITE for i in range(colon + 1, len(scene.tokens))):
        return [], segments
    inside = [i for segment in segments for i in segment if i < colon]
    return inside, [rest for segment in segments if (rest := [i for i in segment if i > colon])]


def _clock_follows(scene: Scene, i: int) -> bool:
    """``bis Freitag, 14. November, 12 Uhr anzumelden``: the comma between a day and its hour parts no clauses."""
    if not 0 < i < len(scene.tokens) - 1 or scene.tokens[i].text != "," or scene.tags[i - 1] != TIME:
        return False
    last = next((mark for mark in scene.clocks if mark > i), -1)
    return last > i and all(scene.tags[j] == TIME for j in range(i + 1, last + 1))


def _days_follow(scene: Scene, i: int) -> bool:
    """``closed on 24, 25 and 31 May and open on 26 May``: the comma between the days of a list parts no clauses."""
    return scene.tags[i - 1 : i + 2 : 2] == [TIME, TIME] and scene.tokens[i + 1].text[0].isdigit()


def _verb_awaited(scene: Scene, segment: list[int], i: int) -> bool:
    """``zu der wir am Sonntag, 10. März, herzlich einladen``: the comma behind a date, where a relative clause has no verb yet."""
    if scene.lexicon.text("phrase", "svo") or len(segment) < 2 or scene.tags[i - 1] != TIME:
        return False
    opener = segment[scene.tags[segment[0]] == "ADP"]
    relative = scene.tags[opener] == "PRON" and scene.tokens[opener].text.lower() in scene.lexicon.words(
        "phrase", "relatives"
    )
    return relative and not any(scene.tags[j] in VERBAL and scene.tokens[j].form in FINITE for j in segment)


def _halves(scene: Scene, segment: list[int]) -> list[list[int]]:
    """``meets in Vienna on 3 May and the committee in Graz on 5 May``: what shares the verb behind a conjunction."""
    for n, i in enumerate(segment):
        rest = segment[n:]
        if scene.tags[i] == "CONJ" and _dated_whole(scene, segment[:n]) and _elliptic(scene, rest):
            return [segment[:n], rest]
    return [segment]


def _dated_whole(scene: Scene, part: list[int]) -> bool:
    """Whether a stretch has a date and somebody who does something on it."""
    named = any(p.first in part and p.preposition < 0 and scene.tags[p.head] != TIME for p in scene.phrases)
    return any(scene.tags[i] == TIME for i in part) and (named or any(scene.tags[i] == "PRON" for i in part))


def _split(scene: Scene, segment: list[int]) -> list[list[int]]:
    """At a conjunction between two finite verbs; in a subject–verb–object language before each further clause."""
    finite = [i for i in segment if scene.tags[i] in VERBAL and scene.tokens[i].form in FINITE]
    if cut := _saying(scene, segment):
        return [segment[:cut], *_split(scene, segment[cut:])]
    if len(finite) < 2:
        if finite and (cut := _onward(scene, segment, finite[0]) or _related(scene, segment, finite[0])):
            return [segment[:cut], segment[cut:]]
        return _halves(scene, segment) if finite else [segment]
    svo = bool(scene.lexicon.text("phrase", "svo"))
    if svo and (inserted := restrictive(scene, segment, finite)):
        # What follows belongs to the clause around it, which therefore comes last.
        return [inserted, *_split(scene, [i for i in segment if i not in inserted])]
    cuts: list[int] = []
    for left, right in pairwise(finite):
        between = [i for i in segment if left < i < right]
        cut = next((i for i in between if scene.tags[i] == "SUBJ"), -1)
        if cut < 0:
            conjunctions = [i for i in between if scene.tags[i] == "CONJ"]
            inside = {i for p in scene.phrases for i in range(p.start, p.last + 1)}
            free = [i for i in conjunctions if i not in inside]
            cut = free[-1] if free else -1
        if cut < 0 and svo:
            cut = next((i for i in between if scene.tags[i] == "PRON"), -1)
            if cut < 0:
                subject = next((p for p in scene.phrases if p.last == right - 1 and p.preposition < 0), None)
                if subject is not None and _reduced(scene, left, right, subject):
                    continue
                cut = subject.first if subject and subject.first > left + 1 else -1
                if subject and subject.first == left + 1:
                    cut = subject.first
                if subject is None:
                    cut = _told(scene, left, right)
        if cut >= 0:
            cuts.append(cut)
    out: list[list[int]] = []
    current: list[int] = []
    for i in segment:
        if i in cuts:
            out.append(current)
            current = []
        current.append(i)
    return [*out, current]


def _onward(scene: Scene, segment: list[int], verb: int) -> int:
    """``…, on to Rome on Wednesday and returns on Friday``: how many words share the verb before the comma; 0 for none."""
    n = segment.index(verb) - 1
    return n if n > 1 and scene.tags[segment[n]] == "CONJ" and _on_to(scene, segment[:n]) else 0


def _saying(scene: Scene, segment: list[int]) -> int:
    """``…, saying on Friday that it would wait``: how many words go on about the clause before the comma; 0 for none."""
    if not segment or scene.tokens[segment[0]].form != "gerund":
        return 0
    return next((n for n, i in enumerate(segment) if scene.tags[i] == "SUBJ"), 0)


def _related(scene: Scene, segment: list[int], verb: int) -> int:
    """``a feat marked by a plaque that was put up``: how many words stand before a relative clause with the only verb; 0 for none."""
    if not scene.lexicon.text("phrase", "svo"):
        return 0
    relatives = scene.lexicon.words("phrase", "relative_subjects")
    for n, i in enumerate(segment[1:], 1):
        opens = scene.tags[i] == "PRON" and scene.tokens[i].text.lower() in relatives and scene.tags[i - 1] == "NOUN"
        if i < verb and opens and any(scene.tokens[k].form == "participle" for k in segment[:n]):
            return n
    return 0


def _on_to(scene: Scene, part: list[int]) -> bool:
    """Whether a stretch behind a comma is no more than another place and its date."""
    if part[0] < 1 or scene.tokens[part[0] - 1].text != ",":
        return False
    held = {i for p in scene.phrases if p.preposition >= 0 for i in range(p.start, p.last + 1)}
    placed = any(i in held and scene.tags[i] == "PROPN" for i in part) and any(scene.tags[i] == TIME for i in part)
    return placed and all(i in held or scene.tags[i] in {TIME, "ADV", "ADP"} for i in part)


def _reduced(scene: Scene, left: int, right: int, thing: Phrase) -> bool:
    """``arrested a man suspected of robbing a bank``: a participle that describes the object of the verb before it."""
    beside = all(scene.tags[i] in {"DET", "ADV", TIME} for i in range(left + 1, thing.first))
    tells = scene.lexicon.verb(scene.tokens[left].lemma) & {"say", "copula", "state"}
    led = scene.tags[right + 1 : right + 2] == ["ADP"] and scene.tokens[right].form == "past"
    return beside and led and not tells and thing.determiner >= 0


def _told(scene: Scene, left: int, right: int) -> int:
    """``said sales in the quarter rose``: where a clause without a conjunction opens behind a verb of saying, else -1."""
    if "say" not in scene.lexicon.verb(scene.tokens[left].lemma):
        return -1
    first = left + 1
    while first < right and scene.tags[first] == TIME:
        first += 1
    subject = next((p for p in scene.phrases if p.first == first and p.preposition < 0), None)
    if subject is None:
        return -1
    inside = {i for p in scene.phrases if p.preposition >= 0 for i in range(p.start, p.last + 1)}
    between = range(subject.last + 1, right)
    if [scene.tokens[i].form for i in between[1:]] == ["infinitive", "participle"]:
        return first  # said the mills to be sold had losses
    return first if all(scene.tags[i] in {TIME, "ADV"} or i in inside for i in between) else -1


def _kind(scene: Scene, segment: list[int]) -> str:
    finite = [i for i in segment if scene.tags[i] in VERBAL and scene.tokens[i].form in FINITE]
    first = segment[0]
    if scene.tags[first] == "CONJ" and len(segment) > 1:
        first = segment[1]
    word = scene.tokens[first].text.lower()
    relative = scene.lexicon.words("phrase", "relatives")
    offset = 1 if scene.tags[first] == "ADP" and len(segment) > 1 else 0
    pronoun = segment[segment.index(first) + offset] if segment.index(first) + offset < len(segment) else first
    if segment[0] > 0 and scene.tags[pronoun] == "PRON" and scene.tokens[pronoun].text.lower() in relative and finite:
        svo = bool(scene.lexicon.text("phrase", "svo"))
        if svo or finite[0] - pronoun > 1 or len(segment) < 4:
            return "relative"
    word = scene.tokens[segment[0]].text.lower()
    late = word in scene.lexicon.words("phrase", "late_subordinators") and finite and finite[-1] == segment[-1]
    if late and len(segment) > 2:
        return "subordinate"
    if scene.tags[first] == "SUBJ" and (finite or word in scene.lexicon.words("phrase", "infinitive_openers")):
        return "subordinate"
    if finite:
        return "main"
    if any(scene.tags[i] in VERBAL for i in segment) and not scene.lexicon.text("phrase", "svo"):
        verbs = [i for i in segment if scene.tags[i] in VERBAL]
        return "subordinate" if scene.tokens[verbs[-1]].form == "infinitive" and len(segment) > 2 else "fragment"
    return "fragment"


def _verb_first_follows(scene: Scene, segments: list[list[int]], segment: list[int]) -> bool:
    """Whether the main clause behind a stretch has it in front of its verb; not one that has a time there, behind a dash or a
    semicolon."""
    position = segments.index(segment)
    for later in segments[position + 1 :]:
        kind = _kind(scene, later)
        if kind in {"fragment", "relative"}:
            continue
        apart = scene.tokens[later[0] - 1].text in _APART and scene.tags[later[0]] == TIME
        return kind == "main" and not apart and _opens_with_verb(scene, later)
    return False


def _opens_with_verb(scene: Scene, indexes: Iterable[int]) -> bool:
    for i in indexes:
        if scene.tags[i] in {"ADV", "CONJ", TIME}:
            continue
        return scene.tags[i] in VERBAL and scene.tokens[i].form in FINITE
    return False
