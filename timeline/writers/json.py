"""``timeline.json``: everything, without loss; one line per document, event and unresolved expression.

The documents' own text is left out unless asked for: it is the larger half of the file, is often not one's own to pass
on, and every sentence that a row rests on stands in its mentions. A document without its text has no key ``text``.

``timeline.jsonl`` has the events alone, one to a line (https://jsonlines.org).

Only half of a surrogate pair, which is no character, becomes U+FFFD (RFC 8259, section 8.2, on what readers do with it).
Read back, the first gives the same :class:`~timeline.model.Timeline`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import IO, Any

from timeline.errors import InputError
from timeline.model import (
    Change,
    Document,
    Doubt,
    Entry,
    Event,
    Kind,
    Mention,
    Moment,
    Place,
    Precision,
    Span,
    Status,
    Timeline,
    Timex,
    Unresolved,
    When,
)
from timeline.settings import Settings
from timeline.table import columns
from timeline.writers.text import encodable

SCHEMA = "timeline/1"
"""Name and version of the format; a later version only ever adds keys."""

Object = dict[str, Any]


_LINE_ENDS = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"})
"""What some readers of lines take for the end of one."""


def write(timeline: Timeline, path: Path, settings: Settings) -> None:
    """Write everything into one file, with the text of the documents that hold it."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write("{\n")
        out.write(f'"schema": {dump(SCHEMA)},\n"settings": {dump(plain(settings))},\n')
        _list(out, "documents", map(_described, timeline.documents))
        out.write(",\n")
        _list(out, "events", (event_object(row) for row in columns.event_rows(timeline)))
        out.write(",\n")
        _list(out, "unresolved", map(plain, timeline.unresolved))
        out.write("\n}\n")


def write_lines(timeline: Timeline, path: Path) -> None:
    """Write one event to a line, each the object that ``timeline.json`` has of it."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for row in columns.event_rows(timeline):
            out.write(dump(event_object(row)).translate(_LINE_ENDS) + "\n")


def read(path: Path) -> Timeline:
    """The timeline of a file that :func:`write` made; documents written without their text have an empty one.

    :raises InputError: when the file is no such file
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Timeline(
            tuple(_document(item) for item in data["documents"]),
            tuple(_event(item) for item in data["events"]),
            tuple(Unresolved(**item) for item in data["unresolved"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: not a timeline.json ({error}); make one with “timeline build”") from error


def event_object(row: columns.EventRow) -> Object:
    """An event as a JSON object: every column as a typed value, the place, the reading of its date, mentions, history."""
    event = row.event
    flat = {column.key: plain(column.read(row)) for column in columns.TIMELINE}
    return flat | {
        "place": plain(event.place),
        "doubts": plain(event.doubts),
        "reading": plain(event.when),
        "mentions": plain(event.mentions),
        "history": plain(event.history),
    }


def plain(value: Any) -> Any:
    """A value of the model as JSON has it: objects, lists, ISO 8601 dates; sets in order."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return _moment(value)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    return {name: plain(getattr(value, name)) for name in _names(value.__class__)}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


def _moment(value: Moment) -> str:
    """To the minute where that says everything, else with seconds and offset."""
    if not isinstance(value, datetime):
        return value.isoformat()
    whole = value.tzinfo is None and not value.second and not value.microsecond
    return value.isoformat(timespec="minutes" if whole else "auto")


def dump(value: object) -> str:
    """``value`` as JSON on one line, readable beyond ASCII."""
    return encodable(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _list(out: IO[str], key: str, items: Iterable[object]) -> None:
    out.write(f"{dump(key)}: [")
    for index, item in enumerate(items):
        out.write((",\n" if index else "\n") + dump(item))
    out.write("]")


def _described(document: Document) -> Object:
    """What few documents have is there only where they have it."""
    left_out = {"path"} | {key for key in ("text", "entry", "dateline") if not getattr(document, key)}
    return {key: value for key, value in plain(document).items() if key not in left_out}


def _document(item: Object) -> Document:
    passages = tuple(tuple(passage) for passage in item.get("passages", ()))
    known = {"published": _parse(item["published"]), "passages": passages, "entry": _entry(item.get("entry"))}
    return Document(**{"text": "", **item, **known})


def _entry(item: Object | None) -> Entry | None:
    if item is None:
        return None
    spans = {key: Span(**item[key]) if item[key] else None for key in ("line", "title", "said", "place")}
    known = {
        "start": _parse(item["start"]),
        "end": _parse(item["end"]),
        "status": Status(item["status"]),
        "excepted": tuple(date.fromisoformat(day) for day in item["excepted"]),
        "point": tuple(item["point"]) if item["point"] else None,
    }
    return Entry(**{**item, **spans, **known})


def _event(item: Object) -> Event:
    return Event(
        uid=item["uid"],
        title=item["title"],
        when=_when(item["reading"]),
        kind=Kind(item["kind"]),
        status=Status(item["status"]),
        place=_place(item["place"]),
        participants=tuple(item["participants"]),
        confidence=item["confidence"],
        doubts=_doubts(item["doubts"]),
        mentions=tuple(_mention(mention) for mention in item["mentions"]),
        timezone=item["timezone"],
        review=item["review"],
        revision=item["revision"],
        first_seen=_parse(item["first_seen"]),
        last_changed=_parse(item["last_changed"]),
        history=tuple(Change(**{**change, "at": _parse(change["at"])}) for change in item["history"]),
    )


def _mention(item: Object) -> Mention:
    return Mention(
        **{
            **item,
            "when": _when(item["when"]),
            "kind": Kind(item["kind"]),
            "status": Status(item["status"]),
            "place": _place(item["place"]),
            "participants": tuple(item["participants"]),
            "doubts": _doubts(item["doubts"]),
            "sources": {key: Span(**span) for key, span in item["sources"].items()},
        }
    )


def _when(item: Object) -> When:
    return When(
        **{
            **item,
            "start": _parse(item["start"]),
            "end": _parse(item["end"]),
            "precision": Precision(item["precision"]),
            "timex": Timex(**item["timex"]),
            "known": frozenset(item["known"]),
            "implied": frozenset(item["implied"]),
            "alternatives": tuple(_when(other) for other in item["alternatives"]),
        }
    )


def _place(item: Object | None) -> Place | None:
    return Place(**item) if item else None


def _doubts(items: list[Object]) -> tuple[Doubt, ...]:
    return tuple(Doubt(item["code"], item["message"], tuple(item["quotes"])) for item in items)


def _parse(value: str | None) -> Moment | None:
    if value is None:
        return None
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
