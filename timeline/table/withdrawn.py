"""What a document calls off of what it tells itself: the date in one of its sentences, the cancellation in another.

In: the drafts of one document and its cancellations without a date; out: the drafts, those that are off with that status.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from timeline.model import Document, Kind, Precision, Status
from timeline.table.agreement import CANCELLATION
from timeline.table.dates import day
from timeline.table.echoes import Echo
from timeline.table.identity import Signature
from timeline.table.words import vocabulary

_RECENT = 31
"""Days before publication within which what somebody called off is what a document announces."""
_MANY = 200
"""Drafts still to come from which on a document is a list, whose entries say themselves that they are off."""


def withdrawn(drafts: Sequence[Signature], echoes: Sequence[Echo], document: Document) -> tuple[Signature, ...]:
    """The drafts of a document with those cancelled that are still to come and that it says are off.

    ``was due to take place on 12 October`` beside ``has been cancelled``, or ``was cancelled yesterday`` beside any date: the
    calling off has to name the event, and no other draft but its own date.
    """
    ahead = [draft for draft in drafts if _ahead(draft, document)]
    if not 0 < len(ahead) <= _MANY:
        return tuple(drafts)
    off = {id(draft) for echo in echoes for draft in _named(ahead, echo, document)}
    for act, echo in _acts(drafts, document):
        off |= {id(draft) for draft in _named(ahead, echo, document) if not _held_after(act, draft)}
    return tuple(_cancelled(draft) if id(draft) in off else draft for draft in drafts)


def _acts(drafts: Sequence[Signature], document: Document) -> Iterator[tuple[Signature, Echo]]:
    """What was called off on a day shortly before publication, with the draft that tells so."""
    words = vocabulary(document.language)
    for draft in drafts:
        start = draft.when.start
        if (
            CANCELLATION not in draft.concepts
            or document.published is None
            or start is None
            or (not draft.exact and draft.when.precision is not Precision.WEEK)
        ):
            continue
        if 0 <= (day(document.published) - day(start)).days <= _RECENT:
            thing = words.read(draft.event.title).stems - draft.heads
            yield draft, Echo("", thing, thing)


def _held_after(act: Signature, draft: Signature) -> bool:
    """``The concert, called off last month, takes place on 21 June``: told behind the calling off in one sentence, it is on again."""
    told = {(m.document, m.sentence): m.start for m in act.event.mentions}
    return any(m.start > told.get((m.document, m.sentence), m.start) for m in draft.event.mentions)


def _named(ahead: Sequence[Signature], echo: Echo, document: Document) -> Sequence[Signature]:
    """The one draft still to come that a cancellation names; none where it may be any of several."""
    named = [
        draft
        for draft in ahead
        if echo.names(draft.heads, draft.words) or (echo.heads(draft.heads) and _was_planned(draft, document))
    ]
    return [draft for draft in named if not echo.sentence or _was_planned(draft, document)] if len(named) == 1 else ()


def _ahead(draft: Signature, document: Document) -> bool:
    if document.published is None or draft.when.start is None or CANCELLATION in draft.concepts or draft.moved:
        return False
    planned = draft.kind is Kind.EVENT and draft.status in {Status.PLANNED, Status.TENTATIVE}
    return planned and day(draft.when.start) >= day(document.published)


def _was_planned(draft: Signature, document: Document) -> bool:
    """Whether its sentence tells of the plan as of one that was (``was due to``, ``sollte``)."""
    words = vocabulary(document.language)
    return any(words.cue("was planned", mention.sentence) for mention in draft.event.mentions)


def _cancelled(draft: Signature) -> Signature:
    return replace(draft, status=Status.CANCELLED, event=replace(draft.event, status=Status.CANCELLED))
