"""One row per event: drafts of all documents and languages, put together in the order they were published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from typing import TypeVar

from timeline.model import Document, Doubt, Event, Kind, Status, Timex, When
from timeline.settings import Settings
from timeline.table.blocking import Index
from timeline.table.dates import Days, clock, day, exact, inside, interval, span
from timeline.table.duplicates import Reason, compare
from timeline.table.echoes import cancellations
from timeline.table.history import Life
from timeline.table.identity import Signature, nouns, order, signature, uid

_T = TypeVar("_T")

_WEEKDAY = frozenset({"wd"})
_LASTING = 10
"""Days up to which an event is told day by day."""
_KEPT = 80
"""Words a row is compared by at most, per field: a row of many documents stays as quick to compare as one of few."""


@dataclass(slots=True)
class _Row:
    """An event in the making."""

    founder: Event
    life: Life
    profile: Signature
    """What its drafts say together, with its date as of now."""
    here: list[Signature] = field(default_factory=list)
    """The drafts of the document being read."""


def merge(drafts: Iterable[Event], documents: Iterable[Document], settings: Settings) -> tuple[Event, ...]:
    """Puts drafts that tell of one event into one row.

    ``drafts`` are per-document events without uid, each with its mentions; ``documents`` are those they come from.
    The rows depend on neither's order: a life is told by publication date, then document id, then offset. Rows come out
    sorted by start, end and uid, with history, doubts and revision. Nothing is raised; a draft of an unknown document
    is told last.
    """
    del settings
    known = {document.id: document for document in documents}
    told: dict[str, list[Event]] = {name: [] for name in known}
    for draft in drafts:
        if draft.mentions:
            told.setdefault(draft.mentions[0].document, []).append(draft)
    rows: list[_Row] = []
    index = Index()
    for name in sorted(told, key=lambda name: order(name, known.get(name))):
        group = sorted(told[name], key=_reading)
        story = nouns(known.get(name)) if group else frozenset()
        _read([signature(draft, known.get(name), story) for draft in group], rows, index)
        if name in known:
            _listen(known[name], group, rows, index)
    return tuple(sorted(_events(rows), key=_position))


def _reading(draft: Event) -> tuple[int, int, str, str]:
    first = draft.mentions[0]
    return first.start, first.end, interval(draft.when), draft.title


def _read(told: Sequence[Signature], rows: list[_Row], index: Index) -> None:
    """Takes one document in: its drafts go to the rows that fit best, each row first to its best draft."""
    offers = []
    for number, draft in enumerate(told):
        for other, reading in enumerate((draft, *_alternatives(draft))):
            for row in index.candidates(reading):
                reason = _fits(rows[row], reading)
                if reason.same:
                    offers.append((other > 0, -reason.score, number, row, other, reading))
    taken: set[int] = set()
    touched: dict[int, None] = {}
    for *_, number, row, _, reading in sorted(offers, key=lambda offer: offer[:5]):
        if number not in taken and _welcome(rows[row], reading):
            taken.add(number)
            rows[row].here.append(reading)
            touched[row] = None
    for number, draft in enumerate(told):
        if number in taken:
            continue
        own = next((row for row in touched if _alike(rows[row], draft)), None)
        if own is None:
            own = len(rows)
            rows.append(_Row(draft.event, Life(draft), draft))
        rows[own].here.append(draft)
        touched[own] = None
    for row in touched:
        _tell(rows[row])
        index.add(row, rows[row].profile)


def _alternatives(draft: Signature) -> Iterator[Signature]:
    """The draft at the other dates its text allows: what other documents tell of the event may settle them."""
    when = draft.event.when
    for other in when.alternatives or _other_week(draft):
        said = f"{interval(when)} / {interval(other)} ({draft.document})"
        doubt = Doubt("lean", said, (draft.event.mentions[0].sentence,))
        event = replace(draft.event, when=other, doubts=(*draft.event.doubts, doubt))
        yield replace(_dated(draft, other), event=event)


def _other_week(draft: Signature) -> tuple[When, ...]:
    """The same weekday a week on or back, where the one read does not go with what is said of it."""
    when, published = draft.event.when, draft.published
    if published is None or not isinstance(when.start, date) or when.known != _WEEKDAY or draft.span is None:
        return ()
    past, late = draft.status is Status.HAPPENED, draft.span[0] < day(published).toordinal()
    if past == late or draft.moving:
        return ()
    week = timedelta(days=-7 if past else 7)
    start, end = when.start + week, (when.end or when.start) + week
    return (replace(when, start=start, end=end, timex=Timex("DATE", day(start).isoformat()), edtf=""),)


def _listen(document: Document, drafts: Sequence[Event], rows: list[_Row], index: Index) -> None:
    """Lets rows hear of their cancellation where the document gives no date for it."""
    taken = frozenset(mention.sentence for draft in drafts for mention in draft.mentions)
    for echo in cancellations(document, taken):
        named = [
            rows[row]
            for row in index.named(echo.stems, document.published)
            if rows[row].life.open(document) and echo.names(*rows[row].life.name)
        ]
        if len(named) == 1:
            named[0].life.cancel(document, echo.sentence)


def _fits(row: _Row, draft: Signature) -> Reason:
    """The row as it stands, or at another date that a document gave for it: before a move, or against the others."""
    best = compare(row.profile, draft)
    for old in row.life.dates:
        if (span(old), clock(old)) == (row.profile.span, row.profile.clock):
            continue
        past = compare(_dated(row.profile, old), draft)
        if past.same and past.score > best.score:
            best = past
    return best


def _welcome(row: _Row, draft: Signature) -> bool:
    """Whether a row that fits takes another draft of one document: what that tells apart are two events unless they agree.

    Days of one event that lasts several are not told apart, and a week or year that fits says nothing against its day.
    """
    ours = row.profile.span
    several = row.profile.exact and ours is not None and 0 < ours[1] - ours[0] <= _LASTING
    return all(
        (several and _days(other, ours) and _days(draft, ours))
        or _vague(other, draft)
        or _hour(other, draft)
        or _one(other, draft)
        for other in sorted(row.here, key=_offset)
    )


def _alike(row: _Row, draft: Signature) -> bool:
    """Whether a draft agrees with all that its own document says of a row."""
    told = [other for other in row.here if not _hour(other, draft)]
    return bool(told) and all(_one(other, draft) for other in sorted(told, key=_offset))


def _one(first: Signature, second: Signature) -> bool:
    return Kind.STATEMENT not in {first.kind, second.kind} and compare(first, second).same


def _hour(first: Signature, second: Signature) -> bool:
    """Whether one says only an hour and the other none: they say nothing of each other."""
    return (first.hourly and second.clock is None) or (second.hourly and first.clock is None)


def _vague(first: Signature, second: Signature) -> bool:
    if first.span is None or second.span is None or first.exact == second.exact:
        return False
    return inside(first.span, second.span) or inside(second.span, first.span)


def _days(draft: Signature, ours: Days | None) -> bool:
    return ours is not None and draft.span is not None and draft.exact and inside(draft.span, ours)


def _tell(row: _Row) -> None:
    row.here.sort(key=_offset)
    row.life.tell(row.here)
    every = (row.profile, *row.here)
    row.profile = replace(
        _dated(row.profile, row.life.when),
        document="",
        status=row.life.status,
        heads=_union([s.heads for s in every]),
        weak=all(s.weak for s in every),
        nameless=all(s.nameless for s in every),
        compounds=_union([s.compounds for s in every]),
        concepts=_union([s.concepts for s in every]),
        hints=_union([s.hints for s in every]),
        words=_union([s.words for s in every]),
        topics=_union([s.topics for s in every]),
        places=_union([s.places for s in every]),
        point=next((s.point for s in every if s.point), None),
        people=_union([s.people for s in every]),
        story=_union([s.story for s in every]),
        context=_union([s.context for s in every]),
        years=_union([s.years for s in every]),
    )
    row.here = []


def _dated(profile: Signature, when: When) -> Signature:
    return replace(profile, when=when, span=span(when), clock=clock(when), exact=exact(when))


def _offset(draft: Signature) -> tuple[int, int]:
    first = draft.event.mentions[0]
    return first.start, first.end


def _union(sets: Sequence[frozenset[_T]]) -> frozenset[_T]:
    union = sets[0].union(*sets[1:])
    return union if len(union) <= _KEPT else sets[0]


def _events(rows: Sequence[_Row]) -> Iterator[Event]:
    """The rows as events; drafts that share their founding mention are told apart by their order."""
    used: set[str] = set()
    for row in rows:
        key = next(key for ordinal in count() if (key := uid(row.founder, ordinal)) not in used)
        used.add(key)
        yield row.life.event(key)


def _position(event: Event) -> tuple[bool, str, str, str]:
    start, end = event.when.start, event.when.end
    return (start is None, start.isoformat() if start else "", end.isoformat() if end else "", event.uid)
