"""A row with all that a reviewer needs to judge it: its evidence, its document, its life, its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from timeline.decision import Decision
from timeline.model import Document, Event, Mention, Moment
from timeline.store import Query
from timeline.table import columns, reasons
from timeline.table.decided import EDITABLE, said_of
from timeline.web.marks import Mark, Piece, pieces
from timeline.web.site import Site

_NEAR = timedelta(days=10)
_OTHERS = 20
_EXPLAINED = 12
"""Mentions up to which is said why they are one row: each is compared with each."""


@dataclass(frozen=True, slots=True)
class Told:
    """One mention, with why it is in this row."""

    mention: Mention
    with_text: str = ""
    """The time expression of the mention it agrees with most."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A row as the page shows it."""

    event: Event
    when_written: str
    told: tuple[Told, ...]
    names: tuple[str, ...]
    """Its documents."""
    document: Document | None
    """The one shown."""
    marks: tuple[Mark, ...]
    pieces: tuple[Piece, ...]
    decisions: tuple[Decision, ...]
    """About it, the last one first."""
    fields: tuple[tuple[str, str], ...]
    """What can be edited, as it is now."""
    others: tuple[Event, ...]
    """Rows that it may be merged with."""


def panel(site: Site, uid: str, name: str = "", words: str = "") -> Panel | None:
    """The row ``uid`` beside its document ``name``; ``words`` look for rows to merge with. None when there is none."""
    event = site.store.event(uid)
    if event is None:
        return None
    lead = columns.lead(event)
    names = columns.sources(event)
    chosen = name if name in names else lead.document if lead else ""
    document = site.store.document(chosen) if chosen else None
    marks = site.reader.marks(document, site.store.of_document(chosen), uid) if document else ()
    return Panel(
        event,
        lead.text if lead else "",
        _told(site, event),
        names,
        document,
        marks,
        pieces(document.text, marks) if document else (),
        tuple(reversed(site.store.decisions(uid))),
        tuple((field, said_of(event, field)) for field in EDITABLE),
        _others(site, event, words),
    )


def _told(site: Site, event: Event) -> tuple[Told, ...]:
    if not 1 < len(event.mentions) <= _EXPLAINED:
        return tuple(map(Told, event.mentions))
    documents = {name: document for name in columns.sources(event) if (document := site.store.document(name))}
    found = {id(mention): (earlier.text, str(reason)) for mention, earlier, reason in reasons(event, documents)}
    return tuple(Told(mention, *found.get(id(mention), ())) for mention in event.mentions)


def _others(site: Site, event: Event, words: str) -> tuple[Event, ...]:
    """Rows found by words, or those nearest in time."""
    start, end = _day(event.when.start), _day(event.when.end)
    if words:
        query = Query(words=words, limit=_OTHERS + 1)
    elif start and end:
        try:
            query = Query(first=start - _NEAR, last=end + _NEAR, limit=5 * _OTHERS)
        except OverflowError:
            query = Query(first=start, last=end, limit=5 * _OTHERS)
    else:
        return ()
    found = [one for one in site.store.find(replace(query, reviews=())).events if one.uid != event.uid]

    def distance(one: Event) -> tuple[int, str]:
        other = _day(one.when.start)
        return abs((other - start).days) if other and start else 0, one.uid

    return tuple(sorted(found, key=distance)[:_OTHERS])


def _day(moment: Moment | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment
