"""One frozen value for everything a user can choose. There is no hidden clock: nothing here reads the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeline.model import Kind, Moment

CALENDAR_KINDS = (Kind.EVENT, Kind.PUBLICATION, Kind.DEADLINE)


@dataclass(frozen=True, slots=True)
class CalendarPolicy:
    """What goes into the calendar feed."""

    kinds: tuple[Kind, ...] = CALENDAR_KINDS
    first: date | None = None
    """No events that end before this day."""
    last: date | None = None
    """No events that start after this day."""
    cancelled: str = "mark"
    """``mark`` keeps cancelled events, struck through; ``drop`` leaves them out."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are read and rows are written."""

    timezone: str = "Europe/Berlin"
    """IANA zone of clock times whose text names none."""
    region: str = "DE"
    """ISO 3166 country, or country and subdivision (``DE-BY``), for public holidays."""
    language: str = ""
    """Language given for every document; empty: each document's own."""
    published: Moment | None = None
    """Publication date given by the caller; it wins over what the documents and ``sources.csv`` say."""
    labels: str = ""
    """Language of headings in the exports; empty: that of most documents."""
    calendar: CalendarPolicy = CalendarPolicy()
