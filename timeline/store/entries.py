"""A row as the tables of a store have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from timeline.model import Event
from timeline.store.codec import freeze
from timeline.table.columns import iso

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written of one row."""

    event: Columns
    mentions: list[Columns]
    history: list[Columns]


def entry(extracted: Event, event: Event) -> Entry:
    """A row as documents have it, and as was decided."""
    return Entry(_columns(extracted, event), list(_mentions(event)), list(_history(event)))


def _mentions(event: Event) -> Iterator[Columns]:
    seen = {(mention.document, mention.start): mention for mention in reversed(event.mentions)}
    for mention in seen.values():
        yield {
            "document": mention.document,
            "start": mention.start,
            "end": mention.end,
            "uid": event.uid,
            "text": mention.text,
            "sentence": mention.sentence,
        }


def _history(event: Event) -> Iterator[Columns]:
    for number, change in enumerate(event.history):
        yield {
            "uid": event.uid,
            "number": number,
            "at": iso(change.at),
            "document": change.document,
            "field": change.field,
            "old": change.old,
            "new": change.new,
            "quote": change.quote,
        }


def _columns(extracted: Event, event: Event) -> Columns:
    frozen = freeze(extracted)
    said = (event.uid, event.title, event.place.name if event.place else "", *event.participants)
    evidence = (part for mention in event.mentions for part in (mention.text, mention.sentence, mention.document))
    return {
        "uid": event.uid,
        "start": iso(event.when.start) or "~",
        "end": iso(event.when.end) or "~",
        "title": event.title,
        "kind": event.kind.value,
        "status": event.status.value,
        "place": event.place.name if event.place else "",
        "review": event.review,
        "confidence": event.confidence,
        "doubts": len(event.doubts),
        "revision": event.revision,
        "changed": iso(event.last_changed),
        "said": "\n".join(dict.fromkeys((*said, *evidence))).casefold(),
        "extracted": frozen,
        "event": frozen if event is extracted else freeze(event),
    }
