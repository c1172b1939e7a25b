"""Past or future: what the sentence says about a date that could be either. The cue words are the language's data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from timeline.resolution.cues import Cues, Patterns, cues_of
from timeline.resolution.saying import says

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CLAUSE = re.compile(r"[,;()–—„“\"]|:(?!\d)|\s-\s|(?<!\d)\.\s(?<![ap]\.m..)")
_QUOTED = re.compile(r"„[^“”]*[“”]|“[^”]*”|\"[^\"]*\"|»[^«]*«")
_Mark = tuple[int, int, str]
"""A cue: its offset, its weight and its word."""
_MEMORY = 50_000
"""Words whose weight is remembered."""
_SHORTEST = 2
"""Characters: no cue is shorter."""
_MANY = 6
"""Other clauses from which on those are passed over that can say nothing."""
_BESIDE = 24
"""Characters around an expression that a word right beside it can take up."""


@dataclass(frozen=True, slots=True)
class Lean:
    """``direction`` is -1 for the past, +1 for the future, 0 when nothing tells; ``why`` names the words that decided."""

    direction: int
    why: str
    strength: int = 0
    """How much speaks for it; one is a hint, from two on it is said."""
    firm: bool = False
    """Whether the verb of its own clause tells the date itself as past, and nothing before it leads on to one (``für den``)."""


def lean(
    text: str, sentence: tuple[int, int], span: tuple[int, int], language: str, last: int = 0, ranged: bool = False
) -> Lean:
    """What the clause around ``span`` says, or failing that the nearest one before it, then the nearest one after it.

    Offsets are into ``text``; ``last`` is the end of the date before, which may have a verb of its own; ``ranged`` says that
    the span is the first of two ends, so that a word like ``from`` belongs to it.
    """
    cues = cues_of(language)
    if cues is None:
        return Lean(0, "")
    said = _said_before(text, sentence, span, cues, ranged)
    if said is not None:
        return said
    done = cues.done.search(text, max(sentence[0], span[0] - _BESIDE), span[0]) if cues.done else None
    if done is not None:
        return Lean(-1, done.group().strip(), 2)
    told = cues.told.match(text, span[1]) if cues.told is not None else None
    if told is not None:
        word = told.group().split()[0]
        ahead = _weight(word, True, cues) > 0 and not _undone(text, sentence, span, cues)
        return Lean(1 if ahead else -1, word, 2)
    if (called := _planned(text, sentence, span, cues)) is not None:
        return called
    if (off := _called_off(text, sentence, span, cues)) is not None:
        return off
    if cues.owned is not None and cues.owned.match(text, span[1]):
        own = cues.owners.search(text, max(sentence[0], span[0] - _BESIDE), span[0]) if cues.owners else None
        if own is None:
            return Lean(-1, "", 1)
    low, high = _clause(text, sentence, span, cues)
    low = max(low, _resumed(text, max(low, last), span, cues)) if low < last < span[0] else low
    if says(text, span[1], high, language) and _sets_off(text, span[1], high, sentence[1]):
        high = span[1]
    decided = _score(text, low, high, span, cues, _resumption(text, high, sentence, cues))
    if decided.strength > 1 and decided.direction < 0 and cues.told_on is not None:
        return replace(decided, firm=cues.told_on.search(text, max(low, span[0] - _BESIDE), span[0]) is not None)
    if decided.direction == 0 and (low, high) != sentence:
        quotes = [q.span() for q in _QUOTED.finditer(text, *sentence) if not q.start() <= span[0] < q.end()]
        others = _others(text, sentence, low, high, cues)
        silent = _silent(text, sentence[0], span[0], cues) if len(others) > _MANY else span[0]
        for start, end in others:
            aside = start > high and _sets_off(text, start - 1, end, sentence[1]) and says(text, start, end, language)
            if not aside and not any(a <= start and end <= b for a, b in quotes):
                heard = start < silent or end >= span[0]
                decided = _score(text, start, end, span, cues) if heard else Lean(0, "")
                if decided.direction:
                    return decided
    if decided.direction == 0 and not ranged and cues.onward is not None:
        onward = cues.onward.search(text, max(sentence[0], span[0] - _BESIDE), span[0])
        return Lean(1, onward.group().strip(), 1) if onward is not None else decided
    return decided


def _said_before(text: str, sentence: tuple[int, int], span: tuple[int, int], cues: Cues, ranged: bool) -> Lean | None:
    """What the words right before the date say, whatever its clause is about (``ahead of``, ``seit``, ``vom``)."""
    low = max(sentence[0], span[0] - _BESIDE)
    if cues.near is not None and (near := cues.near.search(text, low, span[0])):
        return Lean(1, near.group().strip())
    if cues.since is not None and (since := cues.since.search(text, low, span[0])):
        return Lean(-1, since.group().strip(), 2, firm=True)
    if cues.attributed is not None and not ranged and (tied := cues.attributed.search(text, low, span[0])):
        return Lean(-1, tied.group().strip(), 1)
    return None


def _sets_off(text: str, start: int, end: int, last: int) -> bool:
    """Whether commas stand on both sides of a stretch, and the sentence goes on behind it."""
    return text[start : start + 1] == "," and text[end : end + 1] == "," and end + 1 < last


def _called_off(text: str, sentence: tuple[int, int], span: tuple[int, int], cues: Cues) -> Lean | None:
    """Ahead lies an event of the date that is called off or moved right behind it."""
    if cues.called_off is None or not cues.called_off[0].search(text, sentence[0], span[0]):
        return None
    off = cues.called_off[1].match(text, span[1], sentence[1])
    return Lean(1, off.group().split()[-1], 1) if off is not None else None


def _undone(text: str, sentence: tuple[int, int], span: tuple[int, int], cues: Cues) -> bool:
    """Whether the clause tells what had been before (``war abgesagt worden``)."""
    return cues.undone is not None and cues.undone.search(text, *_clause(text, sentence, span, cues)) is not None


def _planned(text: str, sentence: tuple[int, int], span: tuple[int, int], cues: Cues) -> Lean | None:
    """Ahead lies what a clause calls, plans or announces for a date, whatever the tense of its verb."""
    if cues.planned is None or not cues.planned[0].search(text, max(sentence[0], span[0] - _BESIDE), span[0]):
        return None
    verb = cues.planned[1].search(text, *_clause(text, sentence, span, cues))
    if verb is None or _undone(text, sentence, span, cues):
        return None
    superseded = cues.superseded is not None and cues.superseded.search(text, *_clause(text, sentence, span, cues))
    return Lean(1, verb.group(), 1 if superseded else 2)


def moved_hour(text: str, sentence: tuple[int, int], span: tuple[int, int], language: str) -> bool:
    """Whether an hour is the new one of something that has been moved (``auf 18 Uhr vorverlegt``)."""
    cues = cues_of(language)
    if cues is None or cues.to_hour is None:
        return False
    tied = cues.to_hour[0].search(text, max(sentence[0], span[0] - _BESIDE), span[0])
    return tied is not None and cues.to_hour[1].search(text, *_clause(text, sentence, span, cues)) is not None


def goes_on(text: str, sentence: tuple[int, int], language: str) -> bool:
    """Whether a sentence says that something comes after what was told before (``es folgt``, ``continues``)."""
    cues = cues_of(language)
    return cues is not None and cues.goes_on is not None and cues.goes_on.search(text, *sentence) is not None


def coordinated(text: str, last: int, start: int, language: str) -> bool:
    """Whether an expression at ``start`` is joined to one that ended at ``last`` (``und am``)."""
    cues = cues_of(language)
    return cues is not None and cues.coordinated is not None and cues.coordinated.search(text, last, start) is not None


def frames(text: str, sentence: int, start: int, language: str) -> bool:
    """Whether a year that is named at ``start`` is that of the whole sentence (``im vergangenen Jahr``), not of one thing in it."""
    cues = cues_of(language)
    return cues is not None and cues.frame is not None and bool(cues.frame.fullmatch(text, sentence, start))


def limits(text: str, start: int, language: str) -> bool:
    """Whether a word right before the date at ``start`` makes it a limit (``by Tuesday``, ``bis Freitag``)."""
    cues = cues_of(language)
    return (
        cues is not None and cues.limits is not None and bool(cues.limits.search(text, max(start - _BESIDE, 0), start))
    )


def _cuts(text: str, start: int, end: int, cues: Cues) -> Iterator[tuple[int, int]]:
    """The marks that can end a clause; commas around a time of the day (``am Freitag, 18 Uhr, tagt``) end none."""
    closing = -1
    for match in _CLAUSE.finditer(text, start, end):
        at = match.end()
        clock = cues.clock.match(text, at) if cues.clock is not None and match.group() == "," else None
        if clock is not None and text[clock.end() : clock.end() + 1] == ",":
            closing = clock.end()
        elif match.start() != closing:
            yield match.span()


def _others(text: str, sentence: tuple[int, int], low: int, high: int, cues: Cues) -> list[tuple[int, int]]:
    """The other clauses of a sentence: those before ``low``, nearest first, then those after ``high``."""
    marks = list(_cuts(text, *sentence, cues))
    starts = [sentence[0], *(end for _, end in marks)]
    ends = [*(start for start, _ in marks), sentence[1]]
    clauses = list(zip(starts, ends, strict=True))
    return [c for c in reversed(clauses) if c[1] <= low] + [c for c in clauses if c[0] >= high]


def _silent(text: str, low: int, high: int, cues: Cues) -> int:
    """From where on nothing between two offsets can be a cue, wherever a clause begins there."""
    ends = [low]
    for match in _WORD.finditer(text, low, high):
        if _weight(match.group(), True, cues) or _ending(match.group(), cues):
            ends.append(match.end())
    turns = [pattern for pattern, _ in (*cues.patterns, *cues.hints)]
    for pattern in (cues.phrases, *turns) if cues.phrases else turns:
        ends += [match.end() for match in pattern.finditer(text, low, high)]
    return max(ends)


def _clause(text: str, sentence: tuple[int, int], span: tuple[int, int], cues: Cues) -> tuple[int, int]:
    """The stretch between the nearest marks that can end a clause; a mark right beside the expression is looked past."""
    low, high = sentence
    for _, end in _cuts(text, sentence[0], max(span[0] - 2, sentence[0]), cues):
        low = end
    closed = cues.closed is not None and cues.closed.match(text, span[1], sentence[1]) is not None
    clock = cues.clock.match(text, span[1] + 1, sentence[1]) if cues.clock is not None and not closed else None
    behind = clock.end() + 1 if clock and text[span[1]] == text[clock.end() : clock.end() + 1] == "," else span[1]
    after = next(_cuts(text, behind if closed else min(behind + 2, sentence[1]), sentence[1], cues), None)
    if after is not None:
        high = after[0]
    for match in cues.joined.finditer(text, low, high) if cues.joined else ():
        if match.end() <= span[0]:
            low = match.end()
        elif match.start() >= span[1]:
            return low, match.end(match.lastindex or 0)
    return low, high


def _resumed(text: str, last: int, span: tuple[int, int], cues: Cues) -> int:
    """``resigned on Monday and leaves on Friday``: where, behind the date before, another verb begins; 0 where none does.

    Where the nearest verb governs, it may stand right behind that date: ``the panel elected on Monday meets on Friday``.
    """
    starts = [m.end() for m in cues.resumed.finditer(text, last, span[0])] if cues.resumed is not None else []
    if not (starts or cues.nearest) or (starts and "," in text[starts[-1] : span[0]]):
        return 0
    low = starts[-1] if starts else last
    verbs = [*_marks(text, low, span[0], low, cues), *_turns(text, low, span[0], low, cues.hints, cues)]
    if not starts:
        return low if any(at == low + 1 for at, _, _ in verbs) else 0
    beside = cues.before is not None and cues.before.search(text, max(low, span[0] - _BESIDE), span[0])
    return low if verbs or beside else 0


def _resumption(text: str, high: int, sentence: tuple[int, int], cues: Cues) -> tuple[int, int] | None:
    """``Am Samstag ist der Künstler, dessen Bilder …, gestorben``: where a clause goes on behind a relative one in it."""
    inserted = cues.inserted.match(text, high, sentence[1]) if cues.inserted is not None else None
    if inserted is None:
        return None
    after = next(_cuts(text, inserted.end(), sentence[1], cues), (sentence[1], sentence[1]))
    return inserted.end(), after[0]


def _score(
    text: str, low: int, high: int, span: tuple[int, int], cues: Cues, further: tuple[int, int] | None = None
) -> Lean:
    """What a clause says; ``further`` is where it goes on behind another one."""
    before = _marks(text, low, span[0], low, cues)
    behind = max(low, span[1])
    after = _marks(text, behind, high, low, cues)
    if further is not None:
        after += [*_marks(text, *further, further[0], cues), *_turns(text, *further, low, cues.hints, cues)]
    if not any(abs(weight) > 1 for _, weight, _ in (before if cues.nearest else (*before, *after))):
        before = sorted([*before, *_turns(text, low, span[0], low, cues.hints, cues)])
        after = sorted([*after, *_turns(text, behind, high, low, cues.hints, cues)])
    marks = _governing(before, after) if cues.nearest else _outweighing([*before, *after])
    total, words = sum(weight for _, weight, _ in marks), [word for _, _, word in marks]
    if total == 0 and low <= span[0] <= high:
        total += _present(text, low, high, span, cues, words)
    return Lean((total > 0) - (total < 0), ", ".join(dict.fromkeys(words)), abs(total))


def _governing(before: list[_Mark], after: list[_Mark]) -> list[_Mark]:
    """The nearest cue that says something, or else the hints, before the date; failing that, those after it."""
    return [m for m in before if abs(m[1]) > 1][-1:] or before or [m for m in after if abs(m[1]) > 1][:1] or after


def _outweighing(marks: list[_Mark]) -> list[_Mark]:
    """What is said outweighs any number of hints."""
    return [m for m in marks if abs(m[1]) > 1] or marks


def _marks(text: str, start: int, end: int, low: int, cues: Cues) -> list[_Mark]:
    """The cues between two offsets in their order; ``low`` is where their clause begins."""
    if end - start < _SHORTEST:
        return []
    marks = []
    for match in _WORD.finditer(text, start, max(end, start)):
        word, at = match.group(), match.start()
        weight = cues.weighed.get(word)
        if not weight and (weight is None or at <= low + 1):
            weight = _weight(word, at <= low + 1, cues)
        if not weight and not (at and text[at - 1] == "-"):
            weight = cues.ended.get(word)
            weight = _ending(word, cues) if weight is None else weight
            if weight and cues.modifying is not None and cues.modifying.search(text, max(low, at - 12), at):
                weight = 0
        if weight and not _void(text, low, at, weight, cues):
            marks.append((at, weight, word))
    for match in cues.phrases.finditer(text, start, max(end, start)) if cues.phrases else ():
        weight = cues.weights[match.group().lower()]
        if not _void(text, low, match.start(), weight, cues):
            marks.append((match.start(), weight, match.group()))
    return sorted([*marks, *_turns(text, start, end, low, cues.patterns, cues)])


def _turns(text: str, start: int, end: int, low: int, patterns: Patterns, cues: Cues) -> Iterator[_Mark]:
    """The cues of more than one word between two offsets."""
    for pattern, weight in patterns:
        for match in pattern.finditer(text, start, max(end, start)):
            if weight == 1 and _weight(match.group().split()[0], True, cues) < 0:
                continue
            if not _void(text, low, match.start(), weight, cues):
                yield match.start(), weight, match.group()


def _present(text: str, low: int, high: int, span: tuple[int, int], cues: Cues, words: list[str]) -> int:
    """One for a verb in the present tense right beside the expression."""
    before = cues.before.search(text, max(low, span[0] - _BESIDE), span[0]) if cues.before else None
    verb = before or (cues.after.match(text, span[1], high) if cues.after else None)
    if verb is None:
        return 0
    words.append(verb.group().strip())
    return 1


def _void(text: str, low: int, at: int, weight: int, cues: Cues) -> bool:
    """Whether the word before a cue takes its meaning from it."""
    void = cues.void if weight < 0 else cues.void_future
    return void is not None and void.search(text, max(low, at - 12), at) is not None


def _ending(word: str, cues: Cues) -> int:
    """The weight of a word that only its ending makes a past tense; zero for one that merely ends alike."""
    known = cues.ended.get(word)
    if known is None:
        alike = word in cues.not_endings or word.lower() in cues.weights
        known = 0 if alike else sum(weight for ending, weight in cues.endings if ending.fullmatch(word))
        if len(cues.ended) < _MEMORY:
            cues.ended[word] = known
    return known


def _weight(word: str, opening: bool, cues: Cues) -> int:
    """The weight of a word; one with a capital is another word than the verb, unless it opens its clause."""
    known = cues.weighed.get(word)
    if known is None:
        known = cues.weights.get(word)
        if known is None:
            known = next((sign for stem, sign in cues.stems if word.startswith(stem)), 0)
        if len(cues.weighed) < _MEMORY:
            cues.weighed[word] = known
    return _weight(word.lower(), False, cues) if opening and known == 0 and word[0].isupper() else known
