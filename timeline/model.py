"""The values that travel through the stages: frozen, slotted, typed; no behaviour beyond what every stage needs.

    Document → Expression → Reading (with its When) → Mention → Event

Offsets are always character offsets into ``Document.text``; ``start`` is inclusive, ``end`` exclusive, for spans;
for dates both ``start`` and ``end`` are inclusive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from timeline.decision import Difference

Moment = date | datetime
"""A day, or a local minute (naive: the zone stands beside it)."""


LENGTH = "length"
"""In ``When.known``: ``end`` is that of the first occurrence, not of the whole recurrence."""


class Precision(StrEnum):
    """How finely a date is said, finest first."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY_PART = "day-part"
    DAY = "day"
    WEEK_PART = "week-part"
    WEEK = "week"
    MONTH_PART = "month-part"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Kind(StrEnum):
    """What a row is about; by default only events, publications and deadlines go into the calendar."""

    EVENT = "event"
    STATEMENT = "statement"
    PUBLICATION = "publication"
    DEADLINE = "deadline"
    PERIOD = "period"


class Status(StrEnum):
    """Where an event stands as of the latest document that speaks of it."""

    HAPPENED = "happened"
    PLANNED = "planned"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Value:
    """What the classes here have in common: pickled as a call of the class, which a compiled one understands as well."""

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class Span(Value):
    """A stretch of a document's text: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry(Value):
    """What a calendar says of an event in fields of their own (``VEVENT``, RFC 5545 section 3.6.1): no prose to be read.

    Its spans lie in the text of its document.
    """

    uid: str
    """The foreign calendar's, which a changed version of the entry keeps."""
    line: Span
    """What the text says of it in one line."""
    title: Span
    said: Span
    """Its date, as the line writes it."""
    start: Moment
    end: Moment
    """Last day or minute, inclusive; ``start`` where the calendar says none."""
    status: Status = Status.PLANNED
    zone: str = ""
    """IANA name of the zone that the minutes are in; empty for days."""
    recurrence: str = ""
    """RFC 5545 RRULE value (without ``RRULE:``)."""
    excepted: tuple[date, ...] = ()
    """Days of the recurrence that are left out (``EXDATE``) or are entries of their own (``RECURRENCE-ID``)."""
    place: Span | None = None
    point: tuple[float, float] | None = None
    """Latitude and longitude (``GEO``)."""


@dataclass(frozen=True, slots=True)
class Document(Value):
    """One text with what is known of it."""

    id: str
    """Path below its source folder (``/`` between parts), URL or Message-ID."""
    text: str
    language: str = ""
    """ISO 639-1 code, or empty when unknown."""
    published: Moment | None = None
    published_from: str = ""
    """Where the publication date was found: ``given``, ``sources.csv``, ``front matter``, ``dateline`` …; empty when there is none."""
    title: str = ""
    publisher: str = ""
    url: str = ""
    genre: str = ""
    """``news`` (anchored to its publication) or ``narrative`` (anchored to the date last spoken of); empty: as its years tell."""
    passages: tuple[tuple[int, int, str], ...] = ()
    """Stretches in another language than ``language``: start, end, ISO 639-1 code; in text order."""
    copy_of: str = ""
    """Id of the earlier document that this one repeats (syndicated, or a later version); empty for one of its own."""
    entry: Entry | None = None
    """What it says as the entry of a calendar, if it is one."""
    dateline: str = ""
    """The dateline of the file that this is a later part of: it dates this one, too."""
    path: str = field(default="", compare=False)
    """The file it was read from, and its part in it: what it is known by from run to run. It is in no export."""


@dataclass(frozen=True, slots=True)
class Expression(Value):
    """A time expression as it stands in the text, with the parts it says; no date has been computed."""

    start: int
    end: int
    form: str
    """Name of the form that found it, for instance ``weekday-part`` or ``day-month-year``."""
    parts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Timex(Value):
    """TIMEX3 attributes (TimeML 1.2.1): type DATE, TIME, DURATION or SET, and its value."""

    type: str
    value: str
    mod: str = ""
    quant: str = ""
    freq: str = ""


@dataclass(frozen=True, slots=True)
class When(Value):
    """A reading on the calendar. A vague date stays an interval: nothing finer than ``precision`` was said."""

    start: Moment | None
    """First day or minute, inclusive; none for a bare duration, a set, or a reference without a date (``PRESENT_REF``)."""
    end: Moment | None
    """Last day or minute, inclusive."""
    precision: Precision
    timex: Timex
    edtf: str = ""
    """ISO 8601-2 (EDTF level 2); empty where ``start`` is none and no partial date is known."""
    part: str = ""
    """The part of the day (``morning``, ``noon``, ``afternoon``, ``evening``, ``night``) when the precision is day-part."""
    known: frozenset[str] = frozenset()
    """The parts the text says: year, month, day, weekday, hour, minute …; ``LENGTH`` where what recurs says how long it lasts."""
    implied: frozenset[str] = frozenset()
    """The parts taken from the anchor."""
    zone: str = ""
    """IANA name or UTC offset when the text says one; empty otherwise."""
    recurrence: str = ""
    """RFC 5545 RRULE value (without ``RRULE:``) for a recurring expression."""
    alternatives: tuple[When, ...] = ()
    """Other readings that the text allows."""

    @property
    def dated(self) -> bool:
        """Whether this lies on the calendar at all."""
        return self.start is not None


@dataclass(frozen=True, slots=True)
class Doubt(Value):
    """Something a planner should look at before trusting a row."""

    code: str
    """Stable key: ``weekday``, ``conflict``, ``lean``, ``past-future`` …"""
    message: str
    """In words, in the document's language or English."""
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading(Value):
    """An expression with what it was read as, from what, and by which rule."""

    expression: Expression
    text: str
    when: When | None
    """None when unresolved: ``reason`` then says why."""
    reason: str = ""
    anchor: str = ""
    """In words: what it was read from, for instance ``published 2025-04-26``."""
    rule: str = ""
    """In words: the form and the choice made."""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Place(Value):
    """Where an event is."""

    name: str
    """As a row shows it: venue and town where both are given."""
    country: str = ""
    """ISO 3166-1 alpha-2, when the gazetteer knows it."""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Mention(Value):
    """One time expression with its sentence and what the sentence says of the event: the evidence of a row."""

    document: str
    """The document's id."""
    start: int
    end: int
    text: str
    sentence: str
    sentence_start: int
    when: When
    kind: Kind
    status: Status
    title: str
    place: Place | None = None
    participants: tuple[str, ...] = ()
    confidence: float = 0.5
    doubts: tuple[Doubt, ...] = ()
    anchor: str = ""
    rule: str = ""
    head: str = ""
    """Lemma of the title's head noun, folded to lower case: what merging compares first."""
    sources: Mapping[str, Span] = field(default_factory=dict)
    """For each field (title, place, status, participants) the characters it was read from."""


@dataclass(frozen=True, slots=True)
class Change(Value):
    """One step in the life of an event."""

    at: Moment | None
    """Publication of the document that brought it."""
    document: str
    field: str
    """``announced``, ``start``, ``end``, ``place``, ``status``, ``title``, ``time`` …"""
    old: str
    new: str
    quote: str


@dataclass(frozen=True, slots=True)
class Event(Value):
    """One row. Its mentions say where every field came from."""

    uid: str
    title: str
    when: When
    kind: Kind
    status: Status
    place: Place | None
    participants: tuple[str, ...]
    confidence: float
    """Of rows with 0.9, nine in ten should be right."""
    doubts: tuple[Doubt, ...]
    mentions: tuple[Mention, ...]
    """In reading order; the first one is where the row's text comes from unless a later document corrected it."""
    timezone: str = ""
    """IANA zone of a clock time; empty for whole days."""
    review: str = "open"
    """``open``, ``accepted``, ``rejected`` or ``edited``."""
    revision: int = 0
    first_seen: Moment | None = None
    """Publication of the earliest document that names the event."""
    last_changed: Moment | None = None
    """Publication of the latest document that changed the row."""
    history: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved(Value):
    """An expression that could not be dated honestly, and why."""

    document: str
    start: int
    end: int
    text: str
    sentence: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped(Value):
    """A dated expression that made no row, and why: the other half of an explanation."""

    reading: Reading
    reason: str


@dataclass(frozen=True, slots=True)
class Timeline(Value):
    """What a build makes and every writer gets: rows with the documents they come from."""

    documents: Sequence[Document]
    """By id."""
    events: Sequence[Event]
    """By start, end, uid; a tuple, or what reads them from a store as they are asked for."""
    unresolved: Sequence[Unresolved] = ()
    """By document and offset."""
    changes: tuple[Difference, ...] = ()
    """What the last run on a store changed, of those that changed anything."""
