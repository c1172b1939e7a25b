"""Calendar files (iCalendar, RFC 5545): each event is a document that states it in a line, with its own date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO

from timeline import languages
from timeline.documents import language, published
from timeline.documents.readers import Content, ForeignError, html, whole
from timeline.errors import InputError
from timeline.model import Moment
from timeline.settings import Settings

_OWN = "-//timeline//"
"""How the feeds that this program writes name their maker: read back, they would confirm themselves."""
_MARKUP = re.compile(r"<(?:a|b|br|div|i|li|ol|p|span|table|u|ul)\b[^<>]*>", re.IGNORECASE)
_WORDS = {"until": "–", "clock": "", "tentative": "tentative", "cancelled": "cancelled"}
"""For a calendar in a language without words of its own; the last two are the values of ``STATUS``."""


def read(stream: BinaryIO, settings: Settings) -> Iterator[Content | InputError]:
    """The events (``VEVENT``) of a calendar in their order, their times in the zone of ``settings``.

    A repeated one stands with its first date. It was published when it was last changed, where it says that.
    """
    from icalendar import Calendar  # noqa: PLC0415  # a tenth of a second to load

    data = whole(stream)
    try:
        calendars = Calendar.from_ical(data, multiple=True)
        events = [(calendar, event) for calendar in calendars for event in calendar.walk("VEVENT")]
    except Exception as error:  # the library raises whatever its parsers raise
        raise InputError("no iCalendar file, or a damaged one; export the calendar again") from error
    if any(_said(calendar, "PRODID").startswith(_OWN) for calendar in calendars):
        raise ForeignError("a feed that this program wrote; give the documents that it was made from")
    if not events:
        raise InputError("a calendar without events, or one that is cut off; export it again")
    code = language.detect("\n".join(_said(event, name) for _, event in events for name in ("SUMMARY", "DESCRIPTION")))
    words = _WORDS | languages.load(code, "sentences").get("calendar", {})
    for number, (calendar, event) in enumerate(events, 1):
        part = _said(event, "UID") or str(number)
        times = _times(event, settings.timezone)
        if times is None:
            yield InputError(f"event {part}: no date that can be read in its DTSTART; correct it in the calendar")
            continue
        moment = _changed(calendar, event)
        yield Content(
            _text(event, _dates(*times, words), words),
            published=moment,
            published_from="calendar entry" if moment else "",
            language=code,
            title=_said(event, "SUMMARY"),
            publisher=_said(calendar, "X-WR-CALNAME"),
            url=_said(event, "URL"),
            part=part,
        )


def _text(event: Any, dates: str, words: Mapping[str, str]) -> str:
    status = words.get(_said(event, "STATUS").lower(), "")
    line = ", ".join(filter(None, (_said(event, "SUMMARY"), dates, _said(event, "LOCATION"), status)))
    description = str(event.get("DESCRIPTION", ""))
    if _MARKUP.search(description):
        description = html.fragment(description)
    return "\n\n".join(filter(None, (line, description.strip())))


def _dates(start: Moment, end: Moment, words: Mapping[str, str]) -> str:
    """The date in ISO 8601, so that nothing has to be read from anything else; times beside their day.

    An event of more than a day is said in days; one past midnight without its end, which belongs to another day.
    """
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return f"{start} {words['until']} {end}" if end > start else f"{start}"
    if end - start > timedelta(days=1):
        return f"{start:%Y-%m-%d} {words['until']} {end:%Y-%m-%d}"
    until = f" {words['until']} {end:%H:%M}" if end > start and end.date() == start.date() else ""
    return f"{start:%Y-%m-%d}, {start:%H:%M}{until} {words['clock']}".rstrip()


def _times(event: Any, timezone: str) -> tuple[Moment, Moment] | None:
    """First and last day, or the local minutes at which the event begins and ends; a whole day ends before the next one."""
    start, end, duration = _moment(event, "DTSTART"), _moment(event, "DTEND"), _value(event, "DURATION")
    if start is None:
        return None
    try:
        if end is None:
            end = start + duration if isinstance(duration, timedelta) else start
        if not isinstance(start, datetime) and end > start:
            end -= timedelta(days=1)
        start, end = published.local(start, timezone), published.local(end, timezone)
    except (OverflowError, TypeError):
        return start, start
    return start, max(start, end)


def _changed(calendar: Any, event: Any) -> Moment | None:
    """When the event was last changed; its ``DTSTAMP`` says so only in a calendar without a method (RFC 5545, 3.8.7.2)."""
    names = ("LAST-MODIFIED", "CREATED") if "METHOD" in calendar else ("LAST-MODIFIED", "DTSTAMP", "CREATED")
    return next(filter(None, (_moment(event, name) for name in names)), None)


def _moment(event: Any, name: str) -> Moment | None:
    value = _value(event, name)
    return value if isinstance(value, date) else None


def _value(event: Any, name: str) -> object:
    """What the property says, or none: the library keeps a broken one until it is asked for its value."""
    try:
        return event[name].dt if name in event else None
    except Exception:
        return None


def _said(component: Any, name: str) -> str:
    return " ".join(str(component.get(name, "")).split())
