"""Calendar files (iCalendar, RFC 5545): each event is a document with what the calendar says of it, in fields and in a line.

The file is gone through event after event, so that a calendar of years takes no more memory than one of a day.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from timeline import languages
from timeline.documents import language
from timeline.documents.readers import LIMIT, Content, ForeignError, entries, html
from timeline.errors import InputError
from timeline.settings import Settings

_OWN = "-//timeline//"
"""How the feeds that this program writes name their maker: read back, they would confirm themselves."""
_MARKUP = re.compile(r"<(?:a|b|br|div|i|li|ol|p|span|table|u|ul)\b[^<>]*>", re.IGNORECASE)
_WORDS = {"until": "–", "clock": "", "tentative": "tentative", "cancelled": "cancelled"}
"""For a calendar in a language without words of its own; the last two are the values of ``STATUS``."""
_BEGIN, _END = re.compile(rb"BEGIN:VEVENT\s*", re.I), re.compile(rb"END:VEVENT\s*", re.I)
_LAST = b"END:VCALENDAR"
_SAMPLE = 20_000
"""Bytes of events by which the language of a calendar is told."""
_DAMAGED = "no iCalendar file, or a damaged one; export the calendar again"


@dataclass(slots=True)
class _Overview:
    """What has to be known of a calendar before its first event is read."""

    calendar: Any
    """The calendar without its events."""
    language: str = ""
    changed: Mapping[str, set[date]] = field(default_factory=dict)
    """By UID, the days of a repeated event that have an entry of their own."""
    whole: bool = True


def read(stream: BinaryIO, settings: Settings) -> Iterator[Content | InputError]:
    """The events (``VEVENT``) of a calendar in their order. It was published when it was last changed, where it says that.

    Times are kept in the zone that the calendar says, those in UTC or in none are given in that of ``settings``.
    """
    from icalendar import Event  # noqa: PLC0415  # a tenth of a second to load

    known = _overview(stream, settings)
    words = _WORDS | languages.load(known.language, "sentences").get("calendar", {})
    number = 0
    for number, block in enumerate(_events(stream), 1):
        try:
            event = Event.from_ical(block)
        except Exception:  # the library raises whatever its parsers raise
            yield InputError(f"event {number}: damaged; correct it in the calendar")
            continue
        yield _content(event, number, known, words, settings)
    if not number:
        raise InputError("a calendar without events, or one that is cut off; export it again")
    if not known.whole:
        yield InputError(f"cut off after event {number}; export the calendar again")


def _content(
    event: Any, number: int, known: _Overview, words: Mapping[str, str], settings: Settings
) -> Content | InputError:
    uid = series = _said(event, "UID") or str(number)
    if day := entries.replaces(event, settings.timezone):
        uid = f"{series}/{day}"
    method = _said(known.calendar, "METHOD").upper()
    facts = entries.facts(event, known.changed.get(series, set()), settings.timezone, cancelled=method == "CANCEL")
    if facts is None:
        return InputError(f"event {uid}: no date that can be read in its DTSTART; correct it in the calendar")
    said = event.get("DESCRIPTION", "")
    description = "\n".join(map(str, said)) if isinstance(said, list) else str(said)
    if _MARKUP.search(description):
        try:
            description = html.fragment(description)
        except InputError as error:
            return InputError(f"event {uid}: {error}")
    description = description.strip()
    title = _said(event, "SUMMARY")
    name = title or description.partition("\n")[0].strip() or _said(known.calendar, "X-WR-CALNAME")
    line, entry = entries.state(uid, name, _said(event, "LOCATION"), facts, words, settings.timezone)
    moment = entries.changed(event, by_method=bool(method))
    return Content(
        "\n\n".join(filter(None, (line, description))),
        published=moment,
        published_from="calendar entry" if moment else "",
        language=known.language,
        title=title,
        publisher=_said(known.calendar, "X-WR-CALNAME"),
        url=_said(event, "URL"),
        part=uid,
        entry=entry,
    )


def _overview(stream: BinaryIO, settings: Settings) -> _Overview:
    """Goes through ``stream`` once, and back to its start."""
    from icalendar import Calendar, Event  # noqa: PLC0415

    sample, size = [], 0
    changed: defaultdict[str, set[date]] = defaultdict(set)
    head: list[bytes] = []
    for block in _events(stream, head):
        repeats = b"RECURRENCE-ID" in block
        if size > _SAMPLE and not repeats:
            continue
        try:
            event = Event.from_ical(block)
        except Exception:  # the second time it is named
            continue
        size += len(block)
        sample += [_said(event, name) for name in ("SUMMARY", "DESCRIPTION")]
        day = entries.replaces(event, settings.timezone) if repeats else None
        if day is not None:
            changed[_said(event, "UID")].add(day)
    frame = b"".join(head)
    whole = frame.rstrip().upper().endswith(_LAST)
    try:
        calendars = Calendar.from_ical(frame if whole else frame + b"\r\n" + _LAST, multiple=True)
    except Exception as error:
        raise InputError(_DAMAGED) from error
    if not calendars:
        raise InputError(_DAMAGED)
    if any(_said(calendar, "PRODID").startswith(_OWN) for calendar in calendars):
        raise ForeignError("a feed that this program wrote; give the documents that it was made from")
    stream.seek(0)
    return _Overview(calendars[0], language.detect("\n".join(sample)), changed, whole)


def _events(stream: BinaryIO, head: list[bytes] | None = None) -> Iterator[bytes]:
    """Each whole event as it stands; what stands outside them is added to ``head``.

    Raises ``InputError`` for an event, or what is around them all, of more than ``LIMIT`` bytes.
    """
    inside: list[bytes] | None = None
    size = around = 0
    while line := stream.readline(LIMIT):
        if inside is None and _BEGIN.fullmatch(line):
            inside, size = [], 0
        size += len(line)
        if inside is not None:
            inside.append(line)
            if _END.fullmatch(line):
                yield b"".join(inside)
                inside = None
        elif head is not None:
            around += len(line)
            head.append(line)
        if max(size if inside else 0, around) > LIMIT:
            raise InputError(_DAMAGED)


def _said(component: Any, name: str) -> str:
    value = component.get(name, "")
    return " ".join(str(value[0] if isinstance(value, list) else value).split())
