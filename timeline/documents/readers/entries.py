"""What the fields of a calendar's event say (RFC 5545): when, how often, how firmly; and the line that states it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from timeline.documents import published
from timeline.model import Entry, Moment, Span, Status

_STATUS = {"CANCELLED": Status.CANCELLED, "TENTATIVE": Status.TENTATIVE}
_MOST_EXCEPTIONS = 20
"""Days left out of a series that a row names."""


@dataclass(frozen=True, slots=True)
class Facts:
    """When an event is, and how firmly."""

    start: Moment
    end: Moment
    """Inclusive."""
    zone: str
    """IANA name, empty for days."""
    status: Status
    recurrence: str
    excepted: tuple[date, ...]
    point: tuple[float, float] | None


def facts(event: Any, changed: Collection[date], timezone: str, *, cancelled: bool) -> Facts | None:
    """What ``event`` says of itself; none without a date. ``changed`` are the days that have entries of their own.

    A whole day ends before the next one. What is in UTC, in no zone or in one that nobody knows is given in ``timezone``.
    """
    start, end, duration = _moment(event, "DTSTART"), _moment(event, "DTEND"), _value(event, "DURATION")
    if start is None:
        return None
    zone = _zone(start, timezone)
    try:
        if end is None:
            end = start + duration if isinstance(duration, timedelta) else start
        if not isinstance(start, datetime) and end > start:
            end -= timedelta(days=1)
        start, end = published.local(start, zone), published.local(end, zone)
        end = max(start, end)
    except (OverflowError, TypeError):
        if isinstance(start, datetime) and start.tzinfo is not None:
            return None
        end = start
    recurrence = _recurrence(event, start)
    excepted = sorted(set(changed) | _excluded(event, zone))[:_MOST_EXCEPTIONS] if recurrence else ()
    status = _STATUS.get(str(event.get("STATUS", "")).strip().upper(), Status.PLANNED)
    return Facts(
        start=start,
        end=end,
        zone=zone if isinstance(start, datetime) else "",
        status=Status.CANCELLED if cancelled else status,
        recurrence=recurrence,
        excepted=tuple(excepted),
        point=_point(event),
    )


def state(
    uid: str, title: str, place: str, said: Facts, words: Mapping[str, str], timezone: str
) -> tuple[str, Entry | None]:
    """The line that states an event, and its entry; none without a ``title``.

    The date is written in ISO 8601; the zone of a time where it is not ``timezone``.
    """
    when = _dates(said.start, said.end, words)
    if said.zone not in ("", timezone):
        when = f"{when} ({said.zone})"
    if said.recurrence:
        when = f"{when} ({said.recurrence})"
    status = words[said.status] if said.status in (Status.TENTATIVE, Status.CANCELLED) else ""
    line = ", ".join(filter(None, (title, when, place, status)))
    if not title:
        return line, None
    at = len(title) + 2
    until = at + len(when)
    return line, Entry(
        uid=uid,
        line=Span(0, len(line)),
        title=Span(0, len(title)),
        said=Span(at, until),
        start=said.start,
        end=said.end,
        status=said.status,
        zone=said.zone,
        recurrence=said.recurrence,
        excepted=said.excepted,
        place=Span(until + 2, until + 2 + len(place)) if place else None,
        point=said.point,
    )


def replaces(event: Any, timezone: str) -> date | None:
    """The day of a repeated event that this one stands for (``RECURRENCE-ID``), in the zone it was said in."""
    moment = _moment(event, "RECURRENCE-ID")
    return None if moment is None else _day(moment, _zone(moment, timezone))


def changed(event: Any, *, by_method: bool) -> Moment | None:
    """When the event was last changed; its ``DTSTAMP`` says so only in a calendar without a method (RFC 5545, 3.8.7.2)."""
    names = ("LAST-MODIFIED", "CREATED") if by_method else ("LAST-MODIFIED", "DTSTAMP", "CREATED")
    return next(filter(None, (_moment(event, name) for name in names)), None)


def _dates(start: Moment, end: Moment, words: Mapping[str, str]) -> str:
    """Times beside their day; an event of more than a day with the day on which it ends."""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return f"{start} {words['until']} {end}" if end > start else f"{start}"
    clock = f" {words['clock']}".rstrip()
    if end.date() > start.date():
        return f"{start:%Y-%m-%d, %H:%M} {words['until']} {end:%Y-%m-%d, %H:%M}{clock}"
    until = f" {words['until']} {end:%H:%M}" if end > start else ""
    return f"{start:%Y-%m-%d, %H:%M}{until}{clock}"


def _zone(moment: Moment, timezone: str) -> str:
    """The IANA name of the zone that a moment is said in."""
    name = str(getattr(getattr(moment, "tzinfo", None), "key", ""))
    return name if name in available_timezones() and name not in ("UTC", "Etc/UTC") else timezone


def _recurrence(event: Any, start: Moment) -> str:
    """The rule of a repeated event, in which it is not over on its first day; empty for one that has none, or several."""
    rule = event.get("RRULE")
    if rule is None or isinstance(rule, list) or "FREQ" not in rule:
        return ""
    try:
        if any(count < 1 for count in rule.get("COUNT", ())):
            return ""
        until = next(iter(rule.get("UNTIL", ())), None)
        if until is not None and published.local(until, "UTC").isoformat()[:10] <= start.isoformat()[:10]:
            return ""
        return str(rule.to_ical().decode())
    except Exception:  # the library keeps what it could not read
        return ""


def _excluded(event: Any, zone: str) -> set[date]:
    listed = event.get("EXDATE", [])
    days: set[date] = set()
    for dates in listed if isinstance(listed, list) else [listed]:
        try:
            days |= {_day(one.dt, zone) for one in dates.dts if isinstance(one.dt, date)}
        except Exception:  # the library keeps what it could not read, and refuses to hand it out
            continue
    return days


def _point(event: Any) -> tuple[float, float] | None:
    try:
        place = event["GEO"]
        latitude, longitude = float(place.latitude), float(place.longitude)
    except Exception:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _day(moment: Moment, zone: str) -> date:
    if not isinstance(moment, datetime):
        return moment
    try:
        return (moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment).date()
    except OverflowError:
        return moment.date()


def _moment(event: Any, name: str) -> Moment | None:
    value = _value(event, name)
    return value if isinstance(value, date) else None


def _value(event: Any, name: str) -> object:
    """What the property says, or none: the library keeps a broken one until it is asked for its value."""
    try:
        return event[name].dt if name in event else None
    except Exception:
        return None
