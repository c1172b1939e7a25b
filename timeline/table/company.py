"""What drafts of one document say of one another, where they would come to one row."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.model import Kind, Status
from timeline.table import agreement
from timeline.table.dates import Days, inside
from timeline.table.duplicates import compare
from timeline.table.identity import Signature
from timeline.table.timing import MOVED, date
from timeline.table.words import shared

_SAME = 3.0
"""What dates say that are one day, whatever is known of the hour."""
_ANOTHER = -2.5
"""What another kind of event counts."""
_LITTLE = 2.0
"""What the only events of a day have to agree in all told."""
_LASTING = 10
"""Days up to which an event is told day by day."""


def welcome(row: Signature, here: Sequence[Signature], draft: Signature) -> bool:
    """Whether a row that fits takes another draft of one document: what that tells apart are two events unless they agree.

    Days of one event that lasts several are not told apart, and a week or year that fits says nothing against its day.
    """
    ours = row.span
    several = row.exact and ours is not None and 0 < ours[1] - ours[0] <= _LASTING
    return all(
        (several and _days(other, ours) and _days(draft, ours))
        or _vague(other, draft)
        or _hour(other, draft)
        or _loose(other, draft)
        or _left(row, other, draft)
        or _left(row, draft, other)
        or _one(other, draft)
        for other in sorted(here, key=offset)
    )


def alike(here: Sequence[Signature], draft: Signature) -> bool:
    """Whether a draft agrees with all that its own document says of a row."""
    told = [other for other in here if draft.parts or not _hour(other, draft) or _named(other, draft)]
    return bool(told) and all(_one(other, draft) for other in sorted(told, key=offset))


def _one(first: Signature, second: Signature) -> bool:
    return Kind.STATEMENT not in {first.kind, second.kind} and compare(first, second).same


def _hour(first: Signature, second: Signature) -> bool:
    """Whether one says only an hour and the other none: they say nothing of each other."""
    return (first.hourly and second.clock is None) or (second.hourly and first.clock is None)


def _named(first: Signature, second: Signature) -> bool:
    """``tagt am Montag. Die Sitzung beginnt um 18 Uhr``: whether both say that they are of one kind."""
    return agreement.head(first, second).points >= agreement.ALIKE


def _loose(first: Signature, second: Signature) -> bool:
    """Whether one does not say what it is: then nothing but another date tells it from the other."""
    if first.concepts and second.concepts:
        return False
    if (first.old and second.extended) or (second.old and first.extended):
        return True
    said = date(first, second)
    return Kind.STATEMENT not in {first.kind, second.kind} and said.points > 0 and said.why != MOVED


def _left(row: Signature, moved: Signature, draft: Signature) -> bool:
    """Whether a draft that names nothing is on the day from which another one has moved the row."""
    return moved.moved and bool(moved.concepts) and not draft.concepts and draft.span == row.span


def _vague(first: Signature, second: Signature) -> bool:
    if first.span is None or second.span is None or first.exact == second.exact:
        return False
    return inside(first.span, second.span) or inside(second.span, first.span)


def _days(draft: Signature, ours: Days | None) -> bool:
    return ours is not None and draft.span is not None and draft.exact and inside(draft.span, ours)


def together(row: Signature, draft: Signature) -> bool:
    """Whether two exact dates are one, or one is the first or last day of the other, a day of the row's few, or its new end."""
    if row.span is None or draft.span is None or not (row.exact and draft.exact):
        return False
    (a1, a2), (b1, b2) = row.span, draft.span
    if draft.extended and a1 < a2 < b1:
        return True
    return a1 == b1 or a2 == b2 or (a1 < b1 and b2 < a2 and a2 - a1 <= _LASTING)


def alone(drafts: Sequence[Signature], number: int) -> bool:
    """Whether a document, given by all its drafts, tells of nothing else on the day of a draft."""
    draft = drafts[number]
    return all(
        _one(other, draft) or other.hourly for other in drafts if other is not draft and _on_its_day(other, draft)
    )


def _on_its_day(other: Signature, draft: Signature) -> bool:
    return other.exact and other.kind is not Kind.STATEMENT and other.span == draft.span


def may_be_one(row: Signature, draft: Signature) -> bool:
    """Whether the only event that one document plans for a day may be the only one that a later one tells of.

    However they are named, nothing may tell them apart: not the hour, the place or for whom they are.
    """
    said = date(row, draft)
    if row.span is None or row.span[0] != row.span[1] or row.span != draft.span or not (row.exact and draft.exact):
        return False
    planned = row.status in {Status.PLANNED, Status.TENTATIVE} and row.kind is draft.kind is Kind.EVENT
    apart = agreement.place(row, draft).points < 0 or agreement.edition(row, draft, said).points < 0
    apart = apart or (agreement.head(row, draft).points <= _ANOTHER and not shared(row.words, draft.words))
    return planned and said.points >= _SAME and not apart and compare(row, draft, story=True).score >= _LITTLE


def offset(draft: Signature) -> tuple[int, int]:
    """Where a draft stands in its document."""
    first = draft.event.mentions[0]
    return first.start, first.end
