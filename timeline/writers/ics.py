"""The calendar feeds (RFC 5545, RFC 7986), valid to the strictest reader and the same bytes for the same events.

Nothing here reads a clock or makes an identity up: UID, DTSTAMP, CREATED, LAST-MODIFIED and SEQUENCE come from the
event. Whole days have an exclusive DTEND, clock times their zone and no invented duration. What is vaguer than a week
or a part of a month goes into a feed of its own, as a marker on its first day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Timezone, TimezoneDaylight, TimezoneStandard, vRecur, vText
from icalendar import Event as Entry

from timeline.model import LENGTH, Document, Event, Moment, Precision, Status, Timeline
from timeline.settings import CalendarPolicy, Settings
from timeline.table import columns
from timeline.writers import zones
from timeline.writers.labels import Labels
from timeline.writers.text import line, link
from timeline.writers.wording import COARSE, VAGUE, description, summary

FEED = "timeline.ics"
COARSE_FEED = "timeline-coarse.ics"

GOOGLE_LIMIT = 1_000_000
"""Bytes beyond which Google Calendar does not take a feed."""

_FIRST_YEAR, _LAST_YEAR = 1583, 9998
"""The Gregorian calendar's first whole year; the last one whose days all have a next day."""
_FOLD = 74
"""Octets on one line, after the space that continues a folded one."""
_REFRESH = timedelta(hours=12)
_PRODID = "-//timeline//calendar feed//EN"
_COLOR = "steelblue"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STATUS = {
    Status.HAPPENED: "CONFIRMED",
    Status.PLANNED: "CONFIRMED",
    Status.TENTATIVE: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
}
_WEEKLY = re.compile(r"BYDAY=((?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*)(?![^;])")


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar file to be: its bytes and the UIDs in it."""

    data: bytes
    uids: tuple[str, ...]


def feeds(timeline: Timeline, settings: Settings, labels: Labels) -> dict[str, Feed]:
    """The main feed and the coarse one, by file name."""
    documents = {document.id: document for document in timeline.documents}
    events = [row.event for row in columns.event_rows(timeline) if _wanted(row.event, settings.calendar)]
    exact = [event for event in events if event.when.precision not in COARSE]
    coarse = [event for event in events if event.when.precision in COARSE]
    return {
        FEED: _feed(exact, labels.say("feed", "name"), documents, settings, labels),
        COARSE_FEED: _feed(coarse, labels.say("feed", "coarse"), documents, settings, labels),
    }


def published_uids(path: Path) -> tuple[str, ...]:
    """The UIDs of a feed on disk; empty when there is none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    entries = data.replace(b"\r\n ", b"").split(b"BEGIN:VEVENT\r\n")[1:]
    found = (re.search(rb"^UID:(.*?)\r?$", entry, re.MULTILINE) for entry in entries)
    return tuple(match[1].decode("utf-8", "replace") if match else "" for match in found)


def _wanted(event: Event, policy: CalendarPolicy) -> bool:
    first, last = _day(event.when.start), _day(event.when.end or event.when.start)
    if first is None or last is None or event.kind not in policy.kinds or event.review == "rejected":
        return False
    if event.status is Status.CANCELLED and policy.cancelled == "drop":
        return False
    if first.year < _FIRST_YEAR or last.year > _LAST_YEAR or last < first:
        return False
    return (policy.first is None or last >= policy.first) and (policy.last is None or first <= policy.last)


def _feed(
    events: list[Event], name: str, documents: Mapping[str, Document], settings: Settings, labels: Labels
) -> Feed:
    calendar = Calendar()
    calendar.add("prodid", _PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("color", vText(_COLOR))
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText("PT12H"))
    years: dict[str, set[int]] = {}
    for event in events:
        for moment in _times(event):
            if moment.tzinfo is not None and moment.tzinfo is not UTC:
                years.setdefault(str(moment.tzinfo), set()).add(moment.year)
    # The user's own zone first: node-ical reads floating times in the first one that a calendar has.
    for zone in sorted(years, key=lambda name: (name != settings.timezone, name)):
        calendar.add_component(_timezone(zone, min(years[zone]), max(years[zone])))
    *head, end = _lines(calendar)
    # One entry after the other: a hundred thousand of icalendar's components at once take more than a gigabyte.
    body = (line for event in events for line in _lines(_entry(event, documents, settings, labels)))
    data = b"\r\n".join(_fold(line) for line in (*head, *body, end)) + b"\r\n"
    return Feed(data, tuple(event.uid for event in events))


def _lines(component: Component) -> list[bytes]:
    return [one.encode("utf-8") for one in component.content_lines() if one]


def _fold(line: bytes) -> bytes:
    """Folded to at most 75 octets, never inside a character (RFC 5545, section 3.1)."""
    parts = []
    while len(line) > _FOLD:
        cut = _FOLD
        while line[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(line[:cut])
        line = line[cut:]
    return b"\r\n ".join((*parts, line))


def _entry(event: Event, documents: Mapping[str, Document], settings: Settings, labels: Labels) -> Entry:
    entry = Entry()
    entry.add("uid", vText(line(event.uid)))
    stamp = _instant(event.last_changed or event.first_seen or _latest(event, documents), settings)
    # A second for each revision keeps two changes of one day in order.
    entry.add("dtstamp", stamp + timedelta(seconds=event.revision))
    entry.add("created", _instant(event.first_seen, settings) if event.first_seen else stamp)
    entry.add("last-modified", stamp + timedelta(seconds=event.revision))
    entry.add("sequence", event.revision)
    times = _times(event)
    if times:
        entry.add("dtstart", times[0])
        if len(times) > 1:
            entry.add("dtend", times[1])
    else:
        first, last = _days(event)
        entry.add("dtstart", first)
        entry.add("dtend", last + timedelta(days=1))
    rule = _recurrence(event)
    if rule:
        entry.add("rrule", rule)
    entry.add("summary", vText(summary(event, labels)))
    endless = event.when.precision is Precision.MINUTE and len(times) == 1
    entry.add("description", vText(description(event, documents, labels, endless=endless)))
    entry.add("status", _status(event))
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", [labels.word("kind", event.kind), labels.word("status", event.status)])
    _add_place(entry, event)
    lead = columns.lead(event)
    url = link(documents[lead.document].url) if lead and lead.document in documents else ""
    if url:
        entry.add("url", url)
    return entry


def _add_place(entry: Entry, event: Event) -> None:
    if event.place and line(event.place.name):
        entry.add("location", vText(line(event.place.name)))
    if event.place and event.place.latitude is not None and event.place.longitude is not None:
        entry.add("geo", (event.place.latitude, event.place.longitude))


def _status(event: Event) -> str:
    status = _STATUS[event.status]
    return "TENTATIVE" if status == "CONFIRMED" and event.when.precision in VAGUE else status


def _days(event: Event) -> tuple[date, date]:
    """First and last day of a whole-day entry: the interval; the first occurrence; a coarse date's first day."""
    first = _day(event.when.start)
    assert first is not None
    if event.when.precision in COARSE or (event.when.recurrence and LENGTH not in event.when.known):
        first = _occurrence(first, event.when.recurrence)
        return first, first
    return first, _day(event.when.end) or first


def _times(event: Event) -> tuple[datetime, ...]:
    """Start, or start and end, of an entry with clock times, in its zone; empty for whole days."""
    start, end = event.when.start, event.when.end
    if event.when.precision in COARSE or not isinstance(start, datetime):
        return ()
    same_day = _day(end) == start.date()
    shortest = timedelta(hours=1) if event.when.precision is Precision.HOUR else timedelta(minutes=1)
    if isinstance(end, datetime) and end - start >= shortest:
        lasting = same_day or not event.when.recurrence or LENGTH in event.when.known
        moments = (start, end) if lasting else _each(start, end)
    elif end is None or same_day or event.when.recurrence:
        moments = (start,)
    else:
        return ()  # a time at the start, a day at the end: RFC 5545 wants both of one type, so whole days
    shift = _occurrence(start.date(), event.when.recurrence) - start.date()
    return tuple(zones.local(moment + shift, event.timezone or event.when.zone) for moment in moments)


def _each(start: datetime, end: datetime) -> tuple[datetime, ...]:
    """First and last moment of the first occurrence of what recurs until ``end``; the first alone where that hour is no later."""
    over = datetime.combine(start.date(), end.time())
    return (start, over) if over > start else (start,)


def _recurrence(event: Event) -> vRecur | None:
    """The recurrence rule, bounded by the event's last day; none where the text gives no valid one."""
    if not event.when.recurrence:
        return None
    try:
        rule: vRecur = vRecur.from_ical(event.when.recurrence)
    except ValueError:
        return None
    if "FREQ" not in rule:
        return None
    bounded = "COUNT" in rule or LENGTH in event.when.known
    until = rule.get("UNTIL", [None])[0] or (None if bounded else event.when.end)
    if until is not None and (_day(until) or date.min) > (_day(event.when.start) or date.max):
        times = _times(event)
        rule["UNTIL"] = [_until(until, times[0]) if times else _day(until)]
    elif "UNTIL" in rule:
        del rule["UNTIL"]
    return rule


def _occurrence(first: date, recurrence: str) -> date:
    """The first day of a weekly recurrence: DTSTART has to be an occurrence (RFC 5545, section 3.8.5.3)."""
    match = _WEEKLY.search(recurrence) if "FREQ=WEEKLY" in recurrence else None
    if match is None:
        return first
    weekdays = {zones.WEEKDAYS.index(name) for name in match[1].split(",")}
    return min(first + timedelta(days=(weekday - first.weekday()) % 7) for weekday in weekdays)


def _until(until: Moment, start: datetime) -> datetime:
    """In UTC where the start has a zone, in floating time where it has none (RFC 5545, section 3.3.10)."""
    last = datetime.combine(_day(until) or date.max, time(23, 59, 59), start.tzinfo)
    return last.astimezone(UTC) if start.tzinfo else last


def _timezone(name: str, first: int, last: int) -> Timezone:
    component = Timezone()
    component.add("tzid", vText(name))
    for observance in zones.observances(ZoneInfo(name), first, last):
        part = TimezoneDaylight() if observance.daylight else TimezoneStandard()
        part.add("dtstart", observance.start)
        part.add("tzoffsetfrom", observance.offset_from)
        part.add("tzoffsetto", observance.offset_to)
        part.add("tzname", vText(observance.name))
        if observance.rule:
            part.add("rrule", vRecur.from_ical(observance.rule))
        for moment in observance.dates:
            part.add("rdate", moment)
        component.add_component(part)
    return component


def _instant(moment: Moment | None, settings: Settings) -> datetime:
    """UTC midnight of a day, or the instant of a local time."""
    if moment is None:
        return _EPOCH
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), UTC)
    known = moment if moment.tzinfo else moment.replace(tzinfo=zones.zone(settings.timezone) or UTC)
    return known.astimezone(UTC)


def _latest(event: Event, documents: Mapping[str, Document]) -> Moment | None:
    dates: Iterable[Moment | None] = (
        documents[key].published if key in documents else None for key in columns.sources(event)
    )
    return max((moment for moment in dates if moment is not None), key=columns.iso, default=None)


def _day(moment: Moment | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment
