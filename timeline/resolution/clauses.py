"""Where the clauses of a sentence begin and end, by its marks and by what the language's data say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.resolution.cues import Cues

_CLAUSE = re.compile(r"(?<!\d),|,(?!\d)|[;()–—„“\"]|:(?!\d)|\s-\s|(?<!\d)\.\s(?<![ap]\.m..)")
_NAME = re.compile(
    r"(?<=\w\s)(?:„[^„“”,;:.!?\n]{1,40}[“”]|“[^“”,;:.!?\n]{1,40}”|\"[^\",;:.!?\n]{1,40}\")(?=\s*[\w.,;:)])"
)
"""A few words in quotation marks that name something inside a clause (``das Heck der „Concord“``)."""


def cuts(text: str, start: int, end: int, cues: Cues) -> Iterator[tuple[int, int]]:
    """The marks that can end a clause; those of a name, or around a time of the day (``am Freitag, 18 Uhr, tagt``), end none."""
    closing, named = -1, start
    for match in _CLAUSE.finditer(text, start, end):
        at = match.end()
        if match.start() < named:
            continue
        name = _NAME.match(text, match.start(), end)
        if name is not None:
            named = name.end()
            continue
        clock = cues.clock.match(text, at) if cues.clock is not None and match.group() == "," else None
        if clock is not None and text[clock.end() : clock.end() + 1] == ",":
            closing = clock.end()
        elif match.start() != closing:
            yield match.span()


def other_clauses(text: str, sentence: tuple[int, int], low: int, high: int, cues: Cues) -> list[tuple[int, int]]:
    """The other clauses of a sentence: those before ``low``, nearest first, then those after ``high``."""
    marks = list(cuts(text, *sentence, cues))
    starts = [sentence[0], *(end for _, end in marks)]
    ends = [*(start for start, _ in marks), sentence[1]]
    clauses = list(zip(starts, ends, strict=True))
    return [c for c in reversed(clauses) if c[1] <= low] + [c for c in clauses if c[0] >= high]


def clause(text: str, sentence: tuple[int, int], span: tuple[int, int], cues: Cues) -> tuple[int, int]:
    """The stretch between the nearest marks that can end a clause; a mark right beside the expression is looked past."""
    low, high = sentence
    before = low
    for _, end in cuts(text, sentence[0], max(span[0] - 2, sentence[0]), cues):
        before, low = low, end
    if cues.namely is not None and cues.namely.match(text, low, span[0]):
        low = before  # …, dass alle mitmachen, nämlich Ende Juli
    semicolon = text[span[1] : span[1] + 1] == ";"
    closed = semicolon or (cues.closed is not None and cues.closed.match(text, span[1], sentence[1]) is not None)
    clock = cues.clock.match(text, span[1] + 1, sentence[1]) if cues.clock is not None and not closed else None
    behind = clock.end() + 1 if clock and text[span[1]] == text[clock.end() : clock.end() + 1] == "," else span[1]
    after = next(cuts(text, behind if closed else min(behind + 2, sentence[1]), sentence[1], cues), None)
    if after is not None:
        high = after[0]
    for match in cues.joined.finditer(text, low, high) if cues.joined else ():
        if match.end() <= span[0]:
            low = match.end()
        elif match.start() >= span[1]:
            return low, match.end(match.lastindex or 0)
    return low, high


def around_inserted(text: str, sentence: tuple[int, int], low: int, cues: Cues) -> tuple[int, int] | None:
    """``Bald laufen die Kontrollen, die Wien eingeführt hatte, aus``: the clause that goes on at ``low``, up to the relative one
    in it; none where no such clause ends there."""
    found = cues.inserted.finditer(text, sentence[0], low + 2) if cues.inserted is not None else ()
    inside = next((m for m in found if low <= m.end() and not text[low : m.end()].strip()), None)
    if inside is None:
        return None
    return max((end for _, end in cuts(text, sentence[0], inside.start(), cues)), default=sentence[0]), inside.start()


def shared_with(text: str, sentence: tuple[int, int], low: int, cues: Cues) -> tuple[int, int] | None:
    """``soll vorgezogen werden und schon im Mai beginnen``: the clause that ends where its second half begins at ``low``."""
    for match in cues.joined.finditer(text, sentence[0], low) if cues.joined is not None else ():
        if match.end() == low and match[1]:
            return max(
                (end for _, end in cuts(text, *sentence, cues) if end <= match.start()), default=sentence[0]
            ), low
    return None


def resumption(text: str, high: int, sentence: tuple[int, int], cues: Cues) -> tuple[int, int] | None:
    """``Am Samstag ist der Künstler, dessen Bilder …, gestorben``: where a clause goes on behind a relative one in it."""
    inserted = cues.inserted.match(text, high, sentence[1]) if cues.inserted is not None else None
    if inserted is None:
        return None
    after = next(cuts(text, inserted.end(), sentence[1], cues), (sentence[1], sentence[1]))
    return inserted.end(), after[0]
