"""A document with each of its time expressions marked: in a row, not taken and why, or unresolved and why."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from timeline.model import Document, Event, Mention, Reading, When
from timeline.pipeline import Analysis, analyse
from timeline.settings import Settings

LONGEST = 60_000
"""Characters of a document that is analysed and shown whole."""
_AROUND = 3_000
"""Characters shown on either side of a mention in a longer one."""
_KEPT = 32


@dataclass(frozen=True, slots=True)
class Mark:
    """One expression as it is shown."""

    start: int
    end: int
    text: str
    state: str
    """``row`` (in the row that is looked at), ``other``, ``held`` (in a row, when none is looked at), ``skipped`` or ``unresolved``."""
    uid: str = ""
    """The row it is evidence of."""
    title: str = ""
    """That row's title."""
    when: When | None = None
    anchor: str = ""
    rule: str = ""
    reason: str = ""
    """Why it is in no row."""
    number: int = 0
    """Its place among the document's, from 1."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document's text, marked or not; ``gap`` where some is left out before it."""

    text: str
    mark: Mark | None = None
    gap: bool = False


class Reader:
    """Analyses documents, and keeps what the last few gave."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._kept: OrderedDict[tuple[str, int], Analysis] = OrderedDict()
        self._lock = Lock()

    def marks(self, document: Document, rows: Sequence[Event], uid: str = "") -> tuple[Mark, ...]:
        """The document's expressions in order; ``rows`` are those it is evidence of, ``uid`` the one looked at."""
        mentions = [(one, row) for row in rows for one in row.mentions if one.document == document.id]
        found = list(self._found(document, mentions, uid) if len(document.text) <= LONGEST else _told(mentions, uid))
        apart: list[Mark] = []
        for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
            if not apart or mark.start >= apart[-1].end:
                apart.append(mark)
        return tuple(_numbered(apart))

    def _found(self, document: Document, mentions: Sequence[tuple[Mention, Event]], uid: str) -> Iterator[Mark]:
        analysis = self._analysis(document)
        skipped = {_span(one.reading): one.reason for one in analysis.draft.skipped}
        for reading in analysis.readings:
            expression = reading.expression
            holding = [
                (one, row) for one, row in mentions if one.start <= expression.start and expression.end <= one.end
            ]
            if holding:
                continue
            reason = reading.reason or skipped.get(_span(reading), "")
            yield _unheld(reading, reason)
        yield from _told(mentions, uid)

    def _analysis(self, document: Document) -> Analysis:
        key = document.id, hash(document)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = analyse(document, self._settings)
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]


def pieces(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """A document's text cut at its marks; of a long one what stands around those of the row."""
    windows = _windows(len(text), marks)
    found: list[Piece] = []
    for first, last in windows:
        at, gap = first, first > 0
        for mark in marks:
            if first <= mark.start and mark.end <= last:
                found += [Piece(text[at : mark.start], gap=gap), Piece(text[mark.start : mark.end], mark)]
                at, gap = mark.end, False
        found.append(Piece(text[at:last], gap=gap))
    return tuple(found)


def _windows(length: int, marks: Iterable[Mark]) -> list[tuple[int, int]]:
    if length <= LONGEST:
        return [(0, length)]
    found: list[tuple[int, int]] = []
    for mark in [mark for mark in marks if mark.state == "row"] or list(marks)[:1]:
        first, last = max(0, mark.start - _AROUND), min(length, mark.end + _AROUND)
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], last)
        elif sum(end - start for start, end in found) < LONGEST:
            found.append((first, last))
    return found or [(0, LONGEST)]


def _told(mentions: Iterable[tuple[Mention, Event]], uid: str) -> Iterator[Mark]:
    """The mentions of rows; the row looked at first, where several rest on one expression."""
    for one, row in sorted(mentions, key=lambda pair: (pair[0].start, pair[1].uid != uid, pair[1].uid)):
        state = "row" if row.uid == uid else "other" if uid else "held"
        yield Mark(one.start, one.end, one.text, state, row.uid, row.title, one.when, one.anchor, one.rule)


def _span(reading: Reading) -> tuple[int, int]:
    return reading.expression.start, reading.expression.end


def _unheld(reading: Reading, reason: str) -> Mark:
    expression = reading.expression
    dated = reading.when is not None
    return Mark(
        expression.start,
        expression.end,
        reading.text,
        "skipped" if dated else "unresolved",
        when=reading.when,
        anchor=reading.anchor,
        rule=reading.rule or expression.form,
        reason=reason,
    )


def _numbered(marks: Iterable[Mark]) -> Iterator[Mark]:
    for number, mark in enumerate(marks, 1):
        yield replace(mark, number=number)
