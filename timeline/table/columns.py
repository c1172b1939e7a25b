"""The schema of the rows, once: key, type, description, and how each value is got from an event and its documents.

Every writer and the data frame go by these tuples, in this order; new columns are only ever added at the end.
The headings that people see are language data (``languages/<code>.labels.toml``), under the same keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from typing import Generic, TypeVar, overload

from timeline.model import Document, Event, Mention, Moment, Timeline, Unresolved

Value = str | int | float | Moment | tuple[str, ...] | None
"""What a column holds: text, a number, a day or local minute, a list, or nothing."""

SEPARATOR = "; "
"""Between the items of a list in one text cell."""

MOMENT = r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?"
"""An ISO 8601 date, or date and time to the minute, as a regular expression."""


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column of a table."""

    key: str
    type: str
    """``string``, ``integer``, ``number``, ``moment`` (a day or a local minute) or ``list`` (of strings)."""
    description: str
    read: Callable[[Row], Value]
    constraints: Mapping[str, object] = field(default_factory=dict)
    """Frictionless Table Schema constraints."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with the mention its text comes from and that mention's document."""

    event: Event
    lead: Mention | None
    document: Document | None
    origins: int
    """Documents that tell of it for themselves: one that repeats another counts as that one."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One mention of an event."""

    event: Event
    mention: Mention
    document: Document | None


def iso(moment: Moment | None) -> str:
    """``2025-04-26`` or, with a time, ``2025-04-26T02:31``; empty for none."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None).isoformat(timespec="minutes")
    return moment.isoformat() if moment is not None else ""


def text(value: Value) -> str:
    """``value`` as it stands in a text cell: ISO dates, ``; `` between the items of a list, empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return SEPARATOR.join(value)
    if isinstance(value, float):
        return repr(round(value, 6))
    if isinstance(value, int):
        return str(value)
    return iso(value)


def lead(event: Event) -> Mention | None:
    """The mention that says the event's date; the first one where no mention says just that."""

    def nearness(mention: Mention) -> tuple[bool, bool, bool]:
        when = mention.when
        same = (when.start, when.end) == (event.when.start, event.when.end)
        return same and when.precision == event.when.precision, same, when.start == event.when.start

    return max(event.mentions, key=nearness, default=None)


def sources(event: Event) -> tuple[str, ...]:
    """The ids of the documents that name the event, in reading order."""
    return tuple(dict.fromkeys(mention.document for mention in event.mentions))


class Rows(Sequence[Row]):
    """Rows of a table, made anew each time they are gone through: no more than the events is in memory."""

    def __init__(self, events: Sequence[Event], of: Callable[[Event], Iterable[Row]], *, single: bool) -> None:
        """``of`` gives the rows of an event, ``single`` where each has just one."""
        self._events = ordered(events)
        self._of = of
        self._single = single

    def __iter__(self) -> Iterator[Row]:
        return chain.from_iterable(map(self._of, self._events))

    def __len__(self) -> int:
        return len(self._events) if self._single else sum(1 for _ in self)

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return list(islice(self, *index.indices(len(self))))
        try:
            return next(islice(self, index if index >= 0 else index + len(self), None))
        except (StopIteration, ValueError):
            raise IndexError(index) from None


def event_rows(timeline: Timeline) -> Rows[EventRow]:
    """One row per event, by start, end and uid; rows without a date last."""
    documents = {document.id: document for document in timeline.documents}

    def of(event: Event) -> tuple[EventRow]:
        mention = lead(event)
        origins = {(known.copy_of if (known := documents.get(name)) else "") or name for name in sources(event)}
        return (EventRow(event, mention, documents.get(mention.document) if mention else None, len(origins)),)

    return Rows(timeline.events, of, single=True)


def evidence_rows(timeline: Timeline) -> Rows[EvidenceRow]:
    """One row per mention, in the order of the events, then of their mentions."""
    documents = {document.id: document for document in timeline.documents}

    def of(event: Event) -> list[EvidenceRow]:
        return [EvidenceRow(event, mention, documents.get(mention.document)) for mention in event.mentions]

    return Rows(timeline.events, of, single=False)


def values(columns: Iterable[Column[Row]], row: Row) -> tuple[Value, ...]:
    """The values of one row, in the order of the columns."""
    return tuple(column.read(row) for column in columns)


def order(event: Event) -> tuple[bool, str, str, str]:
    """What rows are sorted by: start (rows without one last), end, uid."""
    return event.when.start is None, iso(event.when.start), iso(event.when.end), event.uid


def ordered(events: Sequence[Event]) -> Sequence[Event]:
    """Events in order; what a store gives is in order already."""
    return sorted(events, key=order) if isinstance(events, tuple) else events


def _codes(doubts: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(getattr(doubt, "code", "")) for doubt in doubts))


_MOMENT = {"pattern": MOMENT}
_SHARE = {"minimum": 0, "maximum": 1}
_KINDS = {"enum": ["event", "statement", "publication", "deadline", "period"]}
_STATES = {"enum": ["happened", "planned", "tentative", "cancelled"]}

TIMELINE: tuple[Column[EventRow], ...] = (
    Column(
        "uid",
        "string",
        "Identity of the event; the same over every run, date and title.",
        lambda r: r.event.uid,
        {"required": True, "unique": True},
    ),
    Column("title", "string", "What happens, in a few words.", lambda r: r.event.title),
    Column(
        "start",
        "moment",
        "First day, or first minute in local time where a clock time is known.",
        lambda r: r.event.when.start,
        _MOMENT,
    ),
    Column("end", "moment", "Last day or minute, inclusive.", lambda r: r.event.when.end, _MOMENT),
    Column(
        "precision",
        "string",
        "How finely the date was said: minute, hour, day-part, day, week … century.",
        lambda r: r.event.when.precision.value,
    ),
    Column("edtf", "string", "The date in ISO 8601-2 (EDTF), with what is vague in it.", lambda r: r.event.when.edtf),
    Column("when", "string", "The date as written.", lambda r: r.lead.text if r.lead else ""),
    Column("timezone", "string", "IANA time zone of a clock time.", lambda r: r.event.timezone),
    Column(
        "kind", "string", "event, statement, publication, deadline or period.", lambda r: r.event.kind.value, _KINDS
    ),
    Column("status", "string", "happened, planned, tentative or cancelled.", lambda r: r.event.status.value, _STATES),
    Column("place", "string", "Where, as named.", lambda r: r.event.place.name if r.event.place else ""),
    Column("country", "string", "ISO 3166-1 alpha-2.", lambda r: r.event.place.country if r.event.place else ""),
    Column(
        "latitude",
        "number",
        "Degrees north (WGS 84).",
        lambda r: r.event.place.latitude if r.event.place else None,
        {"minimum": -90, "maximum": 90},
    ),
    Column(
        "longitude",
        "number",
        "Degrees east (WGS 84).",
        lambda r: r.event.place.longitude if r.event.place else None,
        {"minimum": -180, "maximum": 180},
    ),
    Column("participants", "list", "Who takes part, joined by '; '.", lambda r: r.event.participants),
    Column(
        "confidence",
        "number",
        "How likely the row is right, from 0 to 1.",
        lambda r: r.event.confidence,
        _SHARE,
    ),
    Column(
        "doubts",
        "list",
        "Codes of what to check before trusting the row, joined by '; '.",
        lambda r: _codes(r.event.doubts),
    ),
    Column("sources", "list", "Documents that name the event, joined by '; '.", lambda r: sources(r.event)),
    Column(
        "source_count",
        "integer",
        "How many documents name it, copies counted once.",
        lambda r: r.origins,
        {"minimum": 0},
    ),
    Column(
        "document", "string", "The document the row's date comes from.", lambda r: r.lead.document if r.lead else ""
    ),
    Column(
        "published",
        "moment",
        "When that document was published.",
        lambda r: r.document.published if r.document else None,
        _MOMENT,
    ),
    Column("evidence", "string", "The sentence the date stands in.", lambda r: r.lead.sentence if r.lead else ""),
    Column("url", "string", "Address of that document.", lambda r: r.document.url if r.document else ""),
    Column("recurrence", "string", "RFC 5545 RRULE of a recurring event.", lambda r: r.event.when.recurrence),
    Column(
        "review",
        "string",
        "What a person decided: open, accepted, rejected or edited.",
        lambda r: r.event.review,
        {"enum": ["open", "accepted", "rejected", "edited"]},
    ),
    Column("revision", "integer", "How often the row has changed.", lambda r: r.event.revision, {"minimum": 0}),
    Column(
        "first_seen",
        "moment",
        "Publication of the earliest document that names the event.",
        lambda r: r.event.first_seen,
        _MOMENT,
    ),
    Column(
        "last_changed",
        "moment",
        "Publication of the latest document that changed the row.",
        lambda r: r.event.last_changed,
        _MOMENT,
    ),
)
"""One row per event: ``timeline.csv``, the sheet Timeline, the data frame."""

EVIDENCE: tuple[Column[EvidenceRow], ...] = (
    Column("uid", "string", "The event.", lambda r: r.event.uid, {"required": True}),
    Column("document", "string", "The document.", lambda r: r.mention.document, {"required": True}),
    Column(
        "published",
        "moment",
        "When it was published.",
        lambda r: r.document.published if r.document else None,
        _MOMENT,
    ),
    Column("text", "string", "The time expression as written.", lambda r: r.mention.text),
    Column(
        "date_start", "moment", "What it was read as: first day or minute.", lambda r: r.mention.when.start, _MOMENT
    ),
    Column("date_end", "moment", "Last day or minute, inclusive.", lambda r: r.mention.when.end, _MOMENT),
    Column("precision", "string", "How finely it was said.", lambda r: r.mention.when.precision.value),
    Column("edtf", "string", "The date in ISO 8601-2 (EDTF).", lambda r: r.mention.when.edtf),
    Column("anchor", "string", "What it was read from.", lambda r: r.mention.anchor),
    Column("rule", "string", "How it was read.", lambda r: r.mention.rule),
    Column("sentence", "string", "The sentence around it.", lambda r: r.mention.sentence),
    Column("title", "string", "What this sentence calls the event.", lambda r: r.mention.title),
    Column("kind", "string", "Kind, as this sentence has it.", lambda r: r.mention.kind.value, _KINDS),
    Column("status", "string", "Status, as this sentence has it.", lambda r: r.mention.status.value, _STATES),
    Column("place", "string", "Place this sentence names.", lambda r: r.mention.place.name if r.mention.place else ""),
    Column("participants", "list", "Who this sentence names, joined by '; '.", lambda r: r.mention.participants),
    Column("confidence", "number", "How likely this reading is right.", lambda r: r.mention.confidence, _SHARE),
    Column("doubts", "list", "Codes of what to check, joined by '; '.", lambda r: _codes(r.mention.doubts)),
    Column(
        "offset_start",
        "integer",
        "Offset of the expression's first character in the document's text.",
        lambda r: r.mention.start,
        {"minimum": 0},
    ),
    Column("offset_end", "integer", "Offset after its last character.", lambda r: r.mention.end, {"minimum": 0}),
    Column("url", "string", "Address of the document.", lambda r: r.document.url if r.document else ""),
)
"""One row per mention: ``evidence.csv``, the sheet Evidence."""

SOURCES: tuple[Column[Document], ...] = (
    Column("document", "string", "The document.", lambda d: d.id),
    Column("published", "moment", "When it was published.", lambda d: d.published, _MOMENT),
    Column("published_from", "string", "Where the publication date was found.", lambda d: d.published_from),
    Column("publisher", "string", "Who published it.", lambda d: d.publisher),
    Column("title", "string", "Its title.", lambda d: d.title),
    Column("language", "string", "ISO 639-1 code.", lambda d: d.language),
    Column("url", "string", "Its address.", lambda d: d.url),
)
"""One row per document: the sheet Sources."""

UNRESOLVED: tuple[Column[Unresolved], ...] = (
    Column("document", "string", "The document.", lambda u: u.document),
    Column("text", "string", "The time expression as written.", lambda u: u.text),
    Column("reason", "string", "Why it has no date.", lambda u: u.reason),
    Column("sentence", "string", "The sentence around it.", lambda u: u.sentence),
    Column("offset_start", "integer", "Offset of its first character.", lambda u: u.start),
    Column("offset_end", "integer", "Offset after its last character.", lambda u: u.end),
)
"""One row per expression without a date: the sheet Unresolved."""
