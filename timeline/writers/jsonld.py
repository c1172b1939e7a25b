"""``timeline.jsonld``: the calendar's events for search engines and catalogues, as https://schema.org/Event has them.

The status claims what the text states and no more: *rescheduled* needs a sentence that says the date has moved, and
*postponed* one that takes the old date away without a new one. A month is written ``2026-03``, a year ``2008``; what has
no such form (a week, the middle of a month) keeps its first and last day and says in words what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from timeline.model import Change, Document, Event, Moment, Precision, Status, Timeline
from timeline.settings import Settings
from timeline.table import columns
from timeline.table.words import vocabulary
from timeline.writers import zones
from timeline.writers.json import Object, dump
from timeline.writers.labels import Labels
from timeline.writers.text import clean, line, link
from timeline.writers.wording import VAGUE

_SCHEMA = "https://schema.org"
_MONTHS = frozenset({Precision.MONTH, Precision.SEASON, Precision.QUARTER, Precision.HALF})
_YEARS = frozenset({Precision.YEAR, Precision.DECADE, Precision.CENTURY})
_CLOCK = frozenset({Precision.MINUTE, Precision.HOUR})
_UNITS = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}
_DATES = ("start", "time")
"""The fields of a change that are the date."""
_ESCAPES = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"})
"""So that the file can stand inside an HTML page, where ``</script>`` would end it."""


def write(timeline: Timeline, path: Path, settings: Settings, labels: Labels) -> None:
    """Write the dated events of the calendar's kinds that nobody rejected."""
    documents = {document.id: document for document in timeline.documents}
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{\n"@context": "{_SCHEMA}",\n"@graph": [')
        index = 0
        for row in columns.event_rows(timeline):
            event = row.event
            if event.when.start is None or event.kind not in settings.calendar.kinds or event.review == "rejected":
                continue
            out.write((",\n" if index else "\n") + dump(event_object(event, documents, labels)).translate(_ESCAPES))
            index += 1
        out.write("\n]\n}\n")


def event_object(event: Event, documents: Mapping[str, Document], labels: Labels) -> Object:
    """One event as schema.org has it."""
    when, lead = event.when, columns.lead(event)
    start, end = _date(when.start, event), _date(when.end, event)
    found: Object = {
        "@type": "Event",
        "identifier": line(event.uid),
        "name": line(event.title),
        "startDate": start,
        **({"endDate": end} if end and end != start else {}),
        **_status(event, documents),
    }
    if when.precision in VAGUE or when.precision is Precision.DAY_PART:
        found["disambiguatingDescription"] = labels.words(when)
    if when.recurrence:
        found["eventSchedule"] = _schedule(event)
    if lead:
        found["description"] = clean(lead.sentence)
    if event.place and line(event.place.name):
        found["location"] = _place(event)
    if event.participants:
        found["about"] = [{"@type": "Thing", "name": line(name)} for name in event.participants]
    found["keywords"] = event.kind.value
    found["subjectOf"] = [_work(documents[key]) for key in columns.sources(event) if key in documents]
    return found


def _date(moment: Moment | None, event: Event) -> str:
    """ISO 8601, as finely as it was said; a clock time with its offset where the zone is known."""
    if moment is None:
        return ""
    precision = event.when.precision
    if precision in _YEARS:
        return f"{moment.year:04}"
    if precision in _MONTHS:
        return f"{moment.year:04}-{moment.month:02}"
    if not isinstance(moment, datetime) or precision not in _CLOCK:
        return columns.iso(moment).partition("T")[0]
    local = zones.local(moment, event.timezone or event.when.zone)
    offset = local.utcoffset()
    # Before standard time, local mean time has seconds, which ISO 8601 has no place for.
    return (local if offset is None or not offset.seconds % 60 else moment).isoformat(timespec="minutes")


def _status(event: Event, documents: Mapping[str, Document]) -> Object:
    if event.status is Status.CANCELLED:
        name = "EventPostponed" if _put_off(event, documents) else "EventCancelled"
        return {"eventStatus": f"{_SCHEMA}/{name}"}
    moved = next((one for one in reversed(event.history) if _stated_move(one, documents)), None)
    if moved is None:
        return {"eventStatus": f"{_SCHEMA}/EventScheduled"}
    return {"eventStatus": f"{_SCHEMA}/EventRescheduled", "previousStartDate": moved.old.partition("/")[0]}


def _stated_move(change: Change, documents: Mapping[str, Document]) -> bool:
    """Whether a change is a new date in place of an old one, and its sentence says so."""
    return change.field in _DATES and bool(change.old and change.new) and _says("moved", change, documents)


def _put_off(event: Event, documents: Mapping[str, Document]) -> bool:
    """Whether the sentence that calls an event off only takes its date away."""
    off = [one for one in event.history if one.field == "status" and one.new == Status.CANCELLED]
    if not off:
        said = [one for one in event.mentions if one.status is Status.CANCELLED]
        off = [Change(None, one.document, "status", "", Status.CANCELLED, one.sentence) for one in said]
    return bool(off) and _says("moved", off[-1], documents) and not _says("cancelled", off[-1], documents)


def _says(cue: str, change: Change, documents: Mapping[str, Document]) -> bool:
    document = documents.get(change.document)
    return vocabulary(document.language if document else "").cue(cue, change.quote)


def _schedule(event: Event) -> Object:
    """The rule of a recurring event (https://schema.org/Schedule); parts that schema.org has no word for are left out."""
    rule = dict(part.partition("=")[::2] for part in event.when.recurrence.split(";"))
    unit = _UNITS.get(rule.get("FREQ", ""), "")
    days = rule.get("BYDAY", "")
    return {
        "@type": "Schedule",
        "startDate": columns.iso(event.when.start).partition("T")[0],
        **({"endDate": columns.iso(event.when.end).partition("T")[0]} if event.when.end else {}),
        **({"repeatFrequency": f"P{rule.get('INTERVAL', '1')}{unit}"} if unit else {}),
        **({"byDay": days.split(",")} if days else {}),
        **({"scheduleTimezone": event.timezone} if event.timezone else {}),
    }


def _place(event: Event) -> Object:
    place = event.place
    assert place is not None
    found: Object = {"@type": "Place", "name": line(place.name)}
    if place.country:
        found["address"] = {"@type": "PostalAddress", "addressCountry": line(place.country)}
    if place.latitude is not None and place.longitude is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return found


def _work(document: Document) -> Object:
    """The document as a source: what it is called, by whom and when it was published."""
    published = columns.iso(document.published)
    publisher, address = line(document.publisher), link(document.url)
    return {
        "@type": "CreativeWork",
        "name": line(document.title) or line(document.id),
        **({"datePublished": published} if published else {}),
        **({"publisher": {"@type": "Organization", "name": publisher}} if publisher else {}),
        **({"url": address} if address else {}),
    }
