"""What a clause denies, or makes a condition: ``did not resign``, ``not until Friday``, ``niemand``, ``sollte … ausfallen``.

In: a scene and a clause whose verb is known; out: the clause with what is denied of it. A negation may be one of the verb, of
another word beside it, or of the time before a date.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby, pairwise

from timeline.events.carried import Carrier, sense_of
from timeline.events.dated import DAYS, day
from timeline.events.phrases import TIME, Phrase
from timeline.events.scene import Clause, Scene
from timeline.model import Reading, Span

_REPLACING = 80
"""Characters before a date in which the words stand that put another in its place."""


def deny(scene: Scene, clause: Clause) -> None:
    """Find what a clause denies; without a verb only whether it denies anything."""
    indexes = sorted(clause.indexes)
    negations = scene.lexicon.words("status", "negation")
    denied = next((i for i in indexes if scene.tokens[i].text.lower() in negations), -1)
    if denied >= 0:
        clause.only_from = _only_from(scene, indexes, denied)
        clause.negated = not (
            clause.only_from
            or _contrasted(scene, indexes, denied)
            or _compared(scene, denied)
            or _word_behind(scene, denied, "not_denied")
        )
    if clause.main >= 0:
        clause.denied = (clause.negated and _denies(scene, clause, denied)) or fails(scene, clause.main)


def of_date(scene: Scene, at: int) -> bool | None:
    """Whether the date at token ``at`` is the one that a negation beside it denies, of several in its sentence.

    ``on 19 December but not on the 26th``, ``am 26. Dezember nicht``; none where no negation stands beside one of several dates.
    """
    negations, openers = scene.lexicon.words("status", "negation"), scene.lexicon.words("status", "not_until")
    words = [token.text.lower() for token in scene.tokens]
    if negations.isdisjoint(words):
        return None
    times = enumerate(i for i, tag in enumerate(scene.tags) if tag == TIME)
    runs = [[i for _, i in run] for _, run in groupby(times, key=lambda numbered: numbered[1] - numbered[0])]
    runs = [run for run in runs if not scene.lexicon.words("status", "at_present").issuperset(words[i] for i in run)]
    if len(runs) < 2:
        return None
    said = {i for i, word in enumerate(words) if word in negations and scene.tags[i] != TIME}
    denying = {i for i in said if not _word_behind(scene, i, "not_denied")}
    denied = [run for run in runs if run[0] - 1 in denying and openers.isdisjoint(words[i] for i in run)]
    denied = denied or [run for run in runs if run[-1] + 1 in denying and _verbless(scene, run)]
    denied = denied or [run for run in runs if _last_denied(scene, run)]
    if not denied and denying:  # will not take place on Tuesday but on Friday
        contrast = scene.lexicon.words("status", "contrast")
        denied = [run for run, later in pairwise(runs) if words[later[0] - 1] in contrast and run[0] > min(denying)]
    return any(at in run for run in denied) if denied else None


def of_place(scene: Scene, clause: Clause) -> Span | None:
    """The negation before a place (``treffen sich nicht im Amt``): it may deny that place, or all of it."""
    negations = scene.lexicon.words("status", "negation") if clause.negated and not clause.denied else frozenset()
    for i in sorted(clause.indexes):
        if scene.tokens[i].text.lower() in negations and _before_place(scene, clause, i):
            return scene.span_of(i, i)
    return None


def _last_denied(scene: Scene, run: Sequence[int]) -> bool:
    """``and not, as planned, in December``: the second of two dates, behind a negation."""
    pattern = scene.lexicon.pattern("kind", "denied_last")
    start = scene.tokens[run[0]].start
    return pattern is not None and pattern.search(scene.text[scene.span.start : start]) is not None


def replaced(scene: Scene, at: int) -> Span | None:
    """The words that say that another date takes the place of the one at token ``at``: ``instead of on``, ``statt wie geplant``.

    The German one is a particle of verbs, too (``Das Fest findet statt am 4. Mai``).
    """
    pattern, start = scene.lexicon.pattern("kind", "replaced"), scene.tokens[at].start
    first = max(scene.span.start, start - _REPLACING)
    found = pattern.search(scene.text[first:start].lower()) if pattern else None
    if found is None:
        return None
    word = found.group().split()[0].strip(",")
    verbs = {clause.lemma for clause in scene.clauses if clause.main >= 0}
    closes = found.group().startswith(f"{word},")  # findet später statt, am 4. statt am 2. Mai
    once = closes or sum(token.text.lower() == word for token in scene.tokens) == 1
    if once and any(verb.startswith(word) or scene.lexicon.verb(word + verb) for verb in verbs - {word}):
        return None
    return Span(first + found.start(), first + found.end())


def _verbless(scene: Scene, run: Sequence[int]) -> bool:
    """Whether a date and the negation behind it are all of their part of a sentence (``…, nur am 26. Dezember nicht.``)."""
    before = run[0] - 1
    while before >= 0 and scene.tags[before] == "ADV":
        before -= 1
    return (
        before >= 0
        and scene.tags[before] in {"PUNCT", "CONJ"}
        and scene.tags[run[-1] + 2 : run[-1] + 3] in ([], ["PUNCT"])
    )


def fails(scene: Scene, verb: int) -> bool:
    """``failed to pass``, ``was unable to sign``: what somebody fails to do is not done."""
    to = verb - 1
    marked = to > 0 and scene.tokens[to].text.lower() in scene.lexicon.words("phrase", "to")
    return marked and scene.tokens[to - 1].lemma.lower() in scene.lexicon.words("status", "failing")


def condition(scene: Scene, clause: Clause) -> Span | None:
    """What makes the clause a condition: ``Sollte das Fest ausfallen, …``, ``If the vote is put off, …``."""
    first = min(clause.indexes)
    word = scene.tokens[first].text.lower()
    if word in scene.lexicon.words("status", "conditions"):
        return scene.span_of(first, first)
    inverted = first == 0 == clause.finite and scene.tokens[-1].text != "?"
    if scene.lexicon.text("phrase", "svo"):
        inverted = inverted and word in scene.lexicon.words("status", "inverted")
    return scene.span_of(first, first) if inverted and goes_on(scene, clause) else None


def weather_of(scene: Scene, clause: Clause) -> Span | None:
    """The weather on which a clause depends, at its beginning, beside its verb or closing it; ``im Park, bei Regen in der Halle`` does not."""
    first, last = min(clause.indexes), max(clause.indexes)
    placed = {first, clause.finite + 1, clause.main + 1}
    said = [p for p in clause.prepositional if p.start in placed or last - p.last <= 1]
    return weather(scene, said)


def weather(scene: Scene, phrases: Sequence[Phrase]) -> Span | None:
    """``bei Regen``, ``in case of rain``: the weather on which something depends; good or any weather is none."""
    lexicon = scene.lexicon
    before, nouns = lexicon.words("status", "condition_prepositions"), lexicon.words("status", "condition_nouns")
    fine, cases = lexicon.words("status", "fine_weather"), lexicon.words("status", "condition_cases")
    of = lexicon.words("phrase", "of")
    for phrase in phrases:
        led = phrase.preposition >= 0 and scene.tokens[phrase.preposition].text.lower() in before
        noun = scene.tokens[phrase.head].text.lower()
        behind = [token.text.lower() for token in scene.tokens[phrase.head + 1 : phrase.head + 2]]
        if led and (noun in nouns or (noun in cases and not of.isdisjoint(behind))):
            described = {scene.tokens[i].text.lower() for i in range(phrase.first, phrase.head)}
            return scene.span_of(phrase.start, phrase.last) if described.isdisjoint(fine) else None
    return None


def goes_on(scene: Scene, clause: Clause) -> bool:
    """Whether a comma stands behind a clause, as behind a condition that comes first."""
    behind = max(clause.indexes) + 1
    return behind < len(scene.tokens) and scene.tokens[behind].text == ","


def none_of(scene: Scene, phrase: Phrase) -> bool:
    """``kein Pokalspiel``, ``no meeting``: there is none of what a phrase names."""
    negative = scene.lexicon.words("kind", "negative_determiners")
    return phrase.determiner >= 0 and scene.tokens[phrase.determiner].text.lower() in negative


def asked_for(carried: Carrier) -> bool:
    """``Zeugen, die zwischen 2 und 4 Uhr etwas beobachtet haben``: what witnesses have seen is not told."""
    scene, clause = carried.scene, carried.clause
    appeal, at = scene.lexicon.pattern("kind", "appeal"), scene.tokens[carried.at].start
    found = appeal.finditer(scene.text, scene.span.start, scene.span.end) if appeal is not None else ()
    if any(match.start() <= at < match.end() for match in found):
        return True  # anyone who was in the area on Friday
    who = clause.antecedent or clause.subject
    if who is None or clause.lemma not in scene.lexicon.words("kind", "perceiving"):
        return False
    head = scene.tokens[who.head]
    return not scene.lexicon.words("kind", "witnesses").isdisjoint({head.text.lower(), head.lemma.lower()})


def nobody(carried: Carrier, reading: Reading, published: date | None) -> bool:
    """``niemand wurde verletzt``, ``there were no injuries``, ``hat sie nie vergessen``: what nobody did, or what there was none of, is no
    event of a day past."""
    scene, clause, phrase = carried.scene, carried.clause, carried.phrase
    if published is None or reading.when is None or reading.when.end is None or day(reading.when.end) >= day(published):
        return False
    if phrase is not None and phrase.determiner >= 0 and carried.how != "verb":
        there_was = clause.lemma in scene.lexicon.words("status", "existence_verbs")
        happens = carried.sense is not None and carried.sense.sort == "occasion" and not there_was
        return none_of(scene, phrase) and not happens
    if carried.how == "verb" and clause.denied and reading.when.precision not in DAYS:
        return True  # have not beaten Leinster since 2017
    words = [scene.tokens[i].text.lower() for i in sorted(clause.indexes)]
    said = {*words, *(f"{a}-{b}" for a, b in pairwise(words))}
    named = any((sense := sense_of(scene, p)) is not None and sense.sort == "occasion" for p in clause.phrases)
    return carried.how == "verb" and not named and not said.isdisjoint(scene.lexicon.words("status", "nobody"))


def _contrasted(scene: Scene, indexes: Sequence[int], denied: int) -> bool:
    """``nicht am 2., sondern am 9. Juli``: what is denied is one of two dates, not what the clause tells."""
    contrast = scene.lexicon.words("status", "contrast")
    joined = scene.tags[denied - 1 : denied] == ["CONJ"] and scene.tags[denied + 1 : denied + 2] == ["ADP"]
    if joined and any(p.last == denied - 2 and p.preposition >= 0 for p in scene.phrases):
        return True  # in der Aula und nicht im Rathaus
    return any(
        scene.tokens[i].text.lower() in contrast for i in [*indexes, indexes[-1] + 2] if denied < i < len(scene.tokens)
    )


def _compared(scene: Scene, denied: int) -> bool:
    """``so viele wie nie zuvor``, ``so stark wie seit 2020 nicht mehr``: a negation behind a comparison denies what it is compared to."""
    pattern, start = scene.lexicon.pattern("status", "compared"), scene.tokens[denied].start
    return pattern is not None and pattern.search(scene.text[scene.span.start : start].lower()) is not None


def _only_from(scene: Scene, indexes: Sequence[int], denied: int) -> bool:
    """``doesn't open until Friday``, ``nicht vor Freitag``."""
    openers = scene.lexicon.words("status", "not_until")
    return any(scene.tags[i] == TIME and scene.tokens[i].text.lower() in openers for i in indexes if i > denied)


def _word_behind(scene: Scene, denied: int, kind: str) -> bool:
    """Whether a word of a kind stands right behind a negation, as an adverb does (``not only``)."""
    following = scene.tokens[denied + 1].text.lower() if denied + 1 < len(scene.tokens) else ""
    return following in scene.lexicon.words("status", kind)


def _before_place(scene: Scene, clause: Clause, denied: int) -> bool:
    """``nicht im Rathaus``: whether a place may be denied, rather than a fixed expression (``nicht in Kraft``)."""
    last = min(denied + 2, len(scene.tokens) - 1)
    fixed = scene.lexicon.idiom(scene.words(denied + 1, last), clause.lemma)
    return _word_behind(scene, denied, "not_there") and not fixed


def _denies(scene: Scene, clause: Clause, denied: int) -> bool:
    """Whether a negation is one of the verb: not of a noun (``no trains``, but ``no longer``), another verb (``decided not to``) or a place."""
    if _before_place(scene, clause, denied):
        return False
    if scene.tags[denied] == "DET" and not _word_behind(scene, denied, "no_longer"):
        return False
    return denied < clause.main or not scene.lexicon.text("phrase", "svo")
