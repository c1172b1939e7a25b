"""Past or future: what the sentence says about a date that could be either. The cue words are the language's data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from timeline.resolution.clauses import around_inserted, clause, other_clauses, resumption, shared_with
from timeline.resolution.cues import SAID_TO_HAVE, Cues, cues_of
from timeline.resolution.marks import WORD, Mark, ending, marks_between, turns_between, weight_of
from timeline.resolution.present import present
from timeline.resolution.saying import says

_QUOTED = re.compile(r"„[^“”]*[“”]|“[^”]*”|\"[^\"]*\"|»[^«]*«")
_PARTED = re.compile(r"[,;:.!?\n]")
"""What parts clauses."""
_MANY = 6
"""Other clauses from which on those are passed over that can say nothing."""
_LISTED = 40
"""Characters of a date before another one in a list."""
_BESIDE = 24
"""Characters around an expression that a word right beside it can take up."""
_FIGURES = 60
"""Characters before a date in which the figures stand that are of it."""
_DECIDED = 160
"""Characters before a date in which stands what people agreed on, called off or sell."""
_PHRASE = 72
"""Characters before an expression that a phrase can take up (``seit ihrem Amtsantritt im``)."""


@dataclass(frozen=True, slots=True)
class Lean:
    """``direction`` is -1 for the past, +1 for the future, 0 when nothing tells; ``why`` names the words that decided."""

    direction: int
    why: str
    strength: int = 0
    """How much speaks for it; one is a hint, from two on it is said."""
    firm: bool = False
    """Whether the verb of its own clause tells the date itself as past, and nothing before it leads on to one (``für den``)."""
    lately: bool = False
    """Whether it is what somebody did lately, or the date of what that has called off, which is ahead."""


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
    span = _first_of_list(text, sentence, span[0], cues), span[1]
    if cues.not_held is not None and (thwarted := cues.not_held.match(text, span[1], sentence[1])) is not None:
        return Lean(-1, thwarted.group().strip(", "), 2)
    said = _said_before(text, sentence, span, cues, ranged)
    if said is not None:
        return said
    turn = _turn(text, sentence, span, cues)
    if turn is not None:
        return turn
    low, high = clause(text, sentence, span, cues)
    low = max(low, _resumed(text, last if low < last < span[0] else low, span, cues))
    if says(text, span[1], high, language) and (
        _sets_off(text, span[1], high, sentence[1]) or _said_last(text, sentence, span, (low, high), cues)
    ):
        high = span[1]
    decided = _score(text, low, high, span, cues, resumption(text, high, sentence, cues))
    if decided.strength <= 1 and (instead := _instead(text, sentence, low, span[0], cues)) is not None:
        return instead
    half = shared_with(text, sentence, low, cues) if decided.strength <= 1 else None
    if half is not None and not present(text, low, high, sentence, language):
        first = _score(text, *half, (half[1], half[1]), cues)
        decided = first if first.strength > 1 else decided
    around = around_inserted(text, sentence, low, cues) if decided.strength <= 1 else None
    if around is not None:
        outer = _score(text, *around, (around[1], around[1]), cues, (low, high))
        decided = outer if outer.strength > decided.strength else decided
        if decided.direction == 0 and (verb := present(text, *around, sentence, language)):
            return Lean(1, verb, 1)
    if decided.direction == 0 and _begins(text, sentence, span, cues):
        return Lean(1, text[span[1] : span[1] + 4].strip(), 1)
    if decided.direction == 0 and not decided.strength and (verb := present(text, low, high, sentence, language)):
        return Lean(1, verb, 1)
    if decided.strength > 1 and decided.direction < 0:
        return replace(decided, firm=_firm(text, low, high, span, cues))
    if decided.direction == 0 and (low, high) != sentence:
        quotes = [q.span() for q in _QUOTED.finditer(text, *sentence) if not q.start() <= span[0] < q.end()]
        others = other_clauses(text, sentence, low, high, cues)
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


def _turn(text: str, sentence: tuple[int, int], span: tuple[int, int], cues: Cues) -> Lean | None:
    """What a set turn around the date says, whatever the tense of its clause."""
    if cues.owned_awaited is not None and cues.owned is not None and cues.owned.match(text, span[1]):
        awaited = cues.owned_awaited.search(text, sentence[0], span[0])
        if awaited is not None:
            return Lean(1, awaited.group().split()[0], 1)
    done = cues.done.search(text, max(sentence[0], span[0] - _PHRASE), span[0]) if cues.done else None
    if done is not None:
        return Lean(-1, done.group().strip(), 2, firm=_firm(text, *clause(text, sentence, span, cues), span, cues))
    if cues.thwarted is not None and cues.thwarted[0].search(text, sentence[0], span[0]):
        came = cues.thwarted[1].match(text, span[1], sentence[1])
        if came is not None:
            return Lean(-1, came.group().split()[-1], 2)
    figures = cues.figures.search(text, max(sentence[0], span[0] - _FIGURES), span[0]) if cues.figures else None
    if figures is not None:
        return Lean(-1, figures.group().split()[0], 1)
    if _between(text, sentence, span, cues.decided_at, _DECIDED):
        return Lean(-1, text[span[0] : span[1]], 2)
    if (called := _planned(text, sentence, span, cues) or _meant(text, sentence, span, cues)) is not None:
        return called
    if _between(text, sentence, span, cues.heralded):
        return Lean(-1, text[span[0] : span[1]], 2)
    if _between(text, sentence, span, cues.awaited, _DECIDED):
        return Lean(1, text[span[0] : span[1]], 2)
    if word := _done_first(text, sentence, span, cues):
        ahead = weight_of(word, True, cues) > 0 and not _undone(text, sentence, span, cues)
        return Lean(1 if ahead else -1, word, 2)
    if (off := _called_off(text, sentence, span, cues)) is not None:
        return off
    if cues.owned_ahead is not None and cues.owned_ahead.match(text, span[1], sentence[1]):
        return Lean(1, "is", 1)
    if cues.owned is not None and cues.owned.match(text, span[1]):
        own = cues.owners.search(text, max(sentence[0], span[0] - _BESIDE), span[0]) if cues.owners else None
        if own is None:
            return Lean(-1, "", 1)
    return None


def _firm(text: str, low: int, high: int, span: tuple[int, int], cues: Cues) -> bool:
    """Whether a date is that of the verb of its clause, from ``low`` to ``high``: ``am 3. Mai``, ``Ende Mai``."""
    if cues.told_on is not None and cues.told_on.search(text, max(low, span[0] - _BESIDE), span[0]):
        return True
    if cues.told_at is None or not cues.told_at[0].match(text, *span):
        return False
    return cues.told_at[1].search(text, low, high) is None


def _done_first(text: str, sentence: tuple[int, int], span: tuple[int, int], cues: Cues) -> str:
    """``die am Dienstag veröffentlichte Studie``, ``die am Freitag vom Rat beschlossene Satzung``: the participle in front of a
    noun that the date belongs to; empty where there is none."""
    told = cues.told.match(text, span[1]) if cues.told is not None else None
    if told is not None:
        return told.group().split()[0]
    if cues.done_first is None or not cues.done_first[0].search(text, max(sentence[0], span[0] - _BESIDE), span[0]):
        return ""
    led = cues.done_first[1].match(text, span[1], sentence[1])
    return led[1] if led is not None else ""


def _said_before(text: str, sentence: tuple[int, int], span: tuple[int, int], cues: Cues, ranged: bool) -> Lean | None:
    """What the words right before the date say, whatever its clause is about (``ahead of``, ``seit``, ``vom``)."""
    if cues.spoken_of is not None and cues.spoken_of.search(text, max(sentence[0], span[0] - _LISTED), span[0]):
        return Lean(1, "", 1)
    days = cues.programme.findall(text, *sentence) if cues.programme is not None else ()
    if len(days) > 1:
        return Lean(1, "", 1)
    heading = cues.headed.match(text, *sentence) if cues.headed is not None else None
    if heading is not None and heading.end() <= span[0]:
        return Lean(1, heading.group().strip(), 1)
    low = max(sentence[0], span[0] - _BESIDE)
    if cues.near is not None and (near := cues.near.search(text, low, span[0])):
        return Lean(1, near.group().strip())
    if cues.since is not None and (since := cues.since.search(text, low, span[0])):
        return Lean(-1, since.group().strip(), 2, firm=True)
    phrase = max(sentence[0], span[0] - _PHRASE)
    if cues.since_what is not None and (since := cues.since_what.search(text, phrase, span[0])):
        return Lean(-1, since.group().strip(), 2, firm=True)
    begins = _begins(text, sentence, span, cues)
    if (
        cues.attributed is not None
        and not ranged
        and not begins
        and (tied := cues.attributed.search(text, low, span[0]))
    ):
        return Lean(-1, tied.group().strip(), 1)
    return None


def _begins(text: str, sentence: tuple[int, int], span: tuple[int, int], cues: Cues) -> bool:
    """``vom 1. Januar an``: whether the word behind a date says that something begins on it."""
    if cues.not_attributed is None or cues.attributed is None:
        return False
    tied = cues.attributed.search(text, max(sentence[0], span[0] - _BESIDE), span[0])
    return tied is not None and cues.not_attributed.match(text, span[1], sentence[1]) is not None


def _sets_off(text: str, start: int, end: int, last: int) -> bool:
    """Whether commas stand on both sides of a stretch, and the sentence goes on behind it."""
    return text[start : start + 1] == "," and text[end : end + 1] == "," and end + 1 < last


def _said_last(text: str, sentence: tuple[int, int], span: tuple[int, int], own: tuple[int, int], cues: Cues) -> bool:
    """``will name its ferry, Lady Anna, at a ceremony in May, the chairman announced``: whether who said it comes behind a comma, and a
    clause before the date has a verb."""
    if text[span[1] : span[1] + 1] != ",":
        return False
    before = (c for c in other_clauses(text, sentence, *own, cues) if c[1] <= own[0])
    return any(_score(text, *c, (c[1], c[1]), cues).strength > 1 for c in before)


def _called_off(text: str, sentence: tuple[int, int], span: tuple[int, int], cues: Cues) -> Lean | None:
    """Ahead lies an event of the date that is called off or moved right behind it; where someone is said to do that, it is
    near, and may be past."""
    for before, behind in cues.called_off_by:
        if before.search(text, sentence[0], span[0]) and behind.match(text, span[1], sentence[1]):
            return Lean(0, "", lately=True)
    if cues.called_off is None or not cues.called_off[0].search(text, sentence[0], span[0]):
        return None
    off = cues.called_off[1].match(text, span[1], sentence[1])
    return Lean(1, off.group().split()[-1], 1) if off is not None else None


def _undone(text: str, sentence: tuple[int, int], span: tuple[int, int], cues: Cues) -> bool:
    """Whether the clause tells what had been before (``war abgesagt worden``)."""
    return cues.undone is not None and cues.undone.search(text, *clause(text, sentence, span, cues)) is not None


def _planned(text: str, sentence: tuple[int, int], span: tuple[int, int], cues: Cues) -> Lean | None:
    """Ahead lies what a clause calls, plans or announces for a date, whatever the tense of its verb."""
    if cues.planned is None or not cues.planned[0].search(text, max(sentence[0], span[0] - _BESIDE), span[0]):
        return None
    verb = cues.planned[1].search(text, *clause(text, sentence, span, cues))
    if verb is None or _undone(text, sentence, span, cues):
        return None
    superseded = cues.superseded is not None and cues.superseded.search(text, *clause(text, sentence, span, cues))
    return Lean(1, verb.group(), 1 if superseded else 2)


def _between(
    text: str,
    sentence: tuple[int, int],
    span: tuple[int, int],
    sides: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...],
    reach: int = _BESIDE,
) -> bool:
    """Whether a date stands between two turns, the first at most ``reach`` characters before it: ``hat am Dienstag einen Streik
    angekündigt`` is the day of the announcement, ``Tickets for Monday's concert cost`` one to come."""
    return any(
        before.search(text, max(sentence[0], span[0] - reach), span[0]) and behind.match(text, span[1], sentence[1])
        for before, behind in sides
    )


def _meant(text: str, sentence: tuple[int, int], span: tuple[int, int], cues: Cues) -> Lean | None:
    """``hat die Sitzung für den 3. November bestätigt``: what is done for a date says nothing of when that is: it is near."""
    if cues.meant is None or _undone(text, sentence, span, cues):
        return None
    if not cues.meant[0].search(text, max(sentence[0], span[0] - _BESIDE), span[0]):
        return None
    return Lean(0, "", 1) if cues.meant[1].match(text, span[0], sentence[1]) is not None else None


def _instead(text: str, sentence: tuple[int, int], low: int, start: int, cues: Cues) -> Lean | None:
    """``kommt nicht am Donnerstag, sondern erst am Freitag``: the day that takes another's place has its verb."""
    if cues.contrast is None or cues.contrast.fullmatch(text, low, start) is None:
        return None
    clauses = other_clauses(text, sentence, low, start, cues)
    denied = clauses[0] if clauses and clauses[0][1] <= low else None
    return _score(text, *denied, (denied[1], denied[1]), cues) if denied is not None else None


def _first_of_list(text: str, sentence: tuple[int, int], start: int, cues: Cues) -> int:
    """``auf den 5. und 6. November``: where the first of the dates begins that are told in one with that at ``start``."""
    while cues.listed is not None:
        before = cues.listed.search(text, max(sentence[0], start - _LISTED), start)
        if before is None or before.start() == start:
            break
        start = before.start()
    return start


def moved_hour(text: str, sentence: tuple[int, int], span: tuple[int, int], language: str) -> bool:
    """Whether an hour is the new one of something that has been moved (``auf 18 Uhr vorverlegt``)."""
    cues = cues_of(language)
    if cues is None or cues.to_hour is None:
        return False
    tied = cues.to_hour[0].search(text, max(sentence[0], span[0] - _BESIDE), span[0])
    return tied is not None and cues.to_hour[1].search(text, *clause(text, sentence, span, cues)) is not None


def overtaken(text: str, sentence: tuple[int, int], span: tuple[int, int], language: str) -> bool:
    """Whether the clause says that its plan was one of the past (``war für 15 Uhr angemeldet``)."""
    cues = cues_of(language)
    if cues is None or cues.superseded is None:
        return False
    return cues.superseded.search(text, *clause(text, sentence, span, cues)) is not None


def joined(text: str, last: int, start: int, language: str) -> bool:
    """Whether a clause goes on from a date that ended at ``last`` to the one at ``start`` (``closes in March and reopens in May``)."""
    cues = cues_of(language)
    if cues is None or cues.resumed is None or _PARTED.search(text, last, start):
        return False
    return cues.resumed.search(text, last, start) is not None


def goes_on(text: str, sentence: tuple[int, int], language: str) -> bool:
    """Whether a sentence says that something comes after what was told before (``es folgt``, ``continues``)."""
    cues = cues_of(language)
    return cues is not None and cues.goes_on is not None and cues.goes_on.search(text, *sentence) is not None


def coordinated(text: str, last: int, start: int, language: str) -> bool:
    """Whether an expression at ``start`` is joined to one that ended at ``last`` (``und am``)."""
    cues = cues_of(language)
    return cues is not None and cues.coordinated is not None and cues.coordinated.search(text, last, start) is not None


def frames(text: str, year: tuple[int, int, int], language: str, *, ahead: bool) -> bool:
    """Whether a year is that of the whole sentence (``im vergangenen Jahr``, ``next year's festival is set for``), not of one thing in it.

    ``year`` is where its sentence begins, and where it begins and ends itself; ``ahead`` whether it is one to come.
    """
    cues = cues_of(language)
    if cues is None:
        return False
    owned = cues.owned is not None and cues.owned.match(text, year[2]) is not None
    if not owned and cues.frame is not None and cues.frame.fullmatch(text, *year[:2]) is not None:
        return True
    if not ahead or cues.framing is None or cues.framing[0].search(text, *year[:2]) is None:
        return False
    return cues.framing[1].match(text, year[2]) is not None


def limits(text: str, start: int, language: str) -> bool:
    """Whether a word right before the date at ``start`` makes it a limit (``by Tuesday``, ``bis Freitag``)."""
    cues = cues_of(language)
    return cues is not None and _limited(text, start, cues)


def _limited(text: str, start: int, cues: Cues) -> bool:
    return cues.limits is not None and cues.limits.search(text, max(start - _BESIDE, 0), start) is not None


def closes(text: str, sentence: int, start: int, language: str) -> bool:
    """Whether what its sentence says before the date at ``start`` makes it the end of a time allowed (``Meldeschluss ist der``)."""
    cues = cues_of(language)
    return cues is not None and cues.closing is not None and cues.closing.search(text, sentence, start) is not None


def _silent(text: str, low: int, high: int, cues: Cues) -> int:
    """From where on nothing between two offsets can be a cue, wherever a clause begins there."""
    ends = [low]
    for match in WORD.finditer(text, low, high):
        if weight_of(match.group(), True, cues) or ending(match.group(), cues):
            ends.append(match.end())
    turns = [pattern for pattern, _ in (*cues.patterns, *cues.hints)]
    for pattern in (cues.phrases, *turns) if cues.phrases else turns:
        ends += [match.end() for match in pattern.finditer(text, low, high)]
    return max(ends)


def _resumed(text: str, last: int, span: tuple[int, int], cues: Cues) -> int:
    """``resigned on Monday and leaves on Friday``: where, behind the date before, another verb begins; 0 where none does.

    Where the nearest verb governs, it may stand right behind that date: ``the panel elected on Monday meets on Friday``.
    """
    starts = [m.end() for m in cues.resumed.finditer(text, last, span[0])] if cues.resumed is not None else []
    if not (starts or cues.nearest) or (starts and "," in text[starts[-1] : span[0]]):
        return 0
    low = starts[-1] if starts else last
    marks = [*marks_between(text, low, span[0], low, cues), *turns_between(text, low, span[0], low, cues.hints, cues)]
    verbs = [mark for mark in marks if text[mark[0]].isalpha()]  # no hours
    if not starts:
        return low if any(at == low + 1 for at, _, _ in verbs) else 0
    beside = cues.before is not None and cues.before.search(text, max(low, span[0] - _BESIDE), span[0])
    return low if verbs or beside else 0


def _score(
    text: str, low: int, high: int, span: tuple[int, int], cues: Cues, further: tuple[int, int] | None = None
) -> Lean:
    """What a clause says; ``further`` is where it goes on behind another one."""
    before = marks_between(text, low, span[0], low, cues)
    behind = max(low, span[1])
    after = marks_between(text, behind, high, low, cues)
    if cues.committed is not None:  # On Sunday the board agreed to hold off
        after = [(at, -2 if cues.committed.fullmatch(word) else weight, word) for at, weight, word in after]
    after += _perfects(text, low, high, span, further, cues)
    if further is not None:
        after += [
            *marks_between(text, *further, further[0], cues),
            *turns_between(text, *further, low, cues.hints, cues),
        ]
    if not any(abs(weight) > 1 for _, weight, _ in (before if cues.nearest else (*before, *after))):
        before = sorted([*before, *turns_between(text, low, span[0], low, cues.hints, cues)])
        after = sorted([*after, *turns_between(text, behind, high, low, cues.hints, cues)])
    marks = _governing(before, after) if cues.nearest else _outweighing([*before, *after])
    total, words = sum(weight for _, weight, _ in marks), [word for _, _, word in marks]
    if total == 0 and low <= span[0] <= high:
        total += _present(text, low, high, span, cues, words)
    hour = cues.hours_ahead.search(text, low, high) if total == 0 and cues.hours_ahead is not None else None
    if hour is not None:
        total, words = 1, [*words, hour.group()]
    return Lean((total > 0) - (total < 0), ", ".join(dict.fromkeys(words)), abs(total))


def _perfects(
    text: str, low: int, high: int, span: tuple[int, int], further: tuple[int, int] | None, cues: Cues
) -> Iterator[Mark]:
    """``hat am Samstag sein Haus eröffnet``: an auxiliary, and at the end of its clause the participle.

    What has to be done by a day is not said to have been done (``soll bis Montag abgeschlossen haben``).
    """
    behind = max(low, span[1])
    for auxiliaries, participles, weight in cues.perfects:
        auxiliary = auxiliaries.search(text, low, max(low, span[0])) or auxiliaries.search(text, behind, high)
        if auxiliary is None or (weight == SAID_TO_HAVE and _limited(text, span[0], cues)):
            continue
        first, last = further if further is not None else (max(auxiliary.end(), behind), high)
        if (verb := participles.search(text, first, last)) is not None:
            yield verb.start(), weight, f"{auxiliary.group()} {verb.group().rstrip(' .!?')}"


def _governing(before: list[Mark], after: list[Mark]) -> list[Mark]:
    """The nearest cue that says something, or else the hints, before the date; failing that, those after it."""
    return [m for m in before if abs(m[1]) > 1][-1:] or before or [m for m in after if abs(m[1]) > 1][:1] or after


def _outweighing(marks: list[Mark]) -> list[Mark]:
    """What is said outweighs any number of hints."""
    return [m for m in marks if abs(m[1]) > 1] or marks


def _present(text: str, low: int, high: int, span: tuple[int, int], cues: Cues, words: list[str]) -> int:
    """One for a verb in the present tense right beside the expression."""
    before = cues.before.search(text, max(low, span[0] - _BESIDE), span[0]) if cues.before else None
    verb = before or (cues.after.match(text, span[1], high) if cues.after else None)
    if verb is None:
        return 0
    words.append(verb.group().strip())
    return 1
