"""Mentions of one event inside a document become one draft event.

In: the mentions of a document in order; out: events. Two mentions are one event when their title heads agree and one
date lies inside the other; the finer date wins, and a stated length (``zweitägig``) stretches it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from timeline.events.coreference import headline_end, headlined
from timeline.events.join import day
from timeline.model import Document, Event, Kind, Mention, Place, Precision, Status, When

_ORDER = {Status.CANCELLED: 0, Status.HAPPENED: 1, Status.PLANNED: 2, Status.TENTATIVE: 3}


def group(
    document: Document, mentions: Sequence[Mention], keys: Sequence[str], lengths: Sequence[int]
) -> tuple[Event, ...]:
    """The events of one document. ``keys`` say which mentions name the same thing; ``lengths`` are stated days, 0 for none, negative when they lead up to the date."""
    clusters: list[list[int]] = []
    for n, mention in enumerate(mentions):
        home = next((c for c in clusters if all(_same(mentions[m], mention, keys[m], keys[n]) for m in c)), None)
        if home is None:
            clusters.append([n])
        else:
            home.append(n)
    pair = headlined(clusters, mentions, headline_end(document), document.published)
    if pair is not None:
        above, below = pair
        clusters[above] = [*clusters[above], *clusters.pop(below)]
    return tuple(_event([mentions[n] for n in c], max((lengths[n] for n in c), key=abs)) for c in clusters)


def _same(a: Mention, b: Mention, key: str, other: str) -> bool:
    if key != other or not key:
        return False
    if a.kind != b.kind:
        return False
    return any(
        _inside(x, y) or _inside(y, x) for x in (a.when, *a.when.alternatives) for y in (b.when, *b.when.alternatives)
    )


def _inside(inner: When, outer: When) -> bool:
    if inner.start is None or inner.end is None or outer.start is None or outer.end is None:
        return False
    if isinstance(inner.start, datetime) and isinstance(outer.start, datetime):
        other_time = inner.start != outer.start and day(inner.start) == day(outer.start)
        return not other_time and day(outer.start) <= day(inner.start) and day(inner.end) <= day(outer.end)
    return day(outer.start) <= day(inner.start) and day(inner.end) <= day(outer.end)


def _size(when: When) -> tuple[int, bool]:
    assert when.start is not None
    assert when.end is not None
    return (day(when.end) - day(when.start)).days, not isinstance(when.start, datetime)


def _event(mentions: list[Mention], length: int) -> Event:
    finest = min(mentions, key=lambda m: _size(m.when))
    when = finest.when
    if abs(length) > 1 and when.start is not None and _size(when)[0] == 0:
        when = _stretched(when, day(when.start), length)
    named = max(mentions, key=lambda m: (m.confidence, -m.start))
    status = min((m.status for m in mentions), key=lambda s: _ORDER[s])
    place = _best_place([m.place for m in mentions if m.place is not None], finest.place)
    people = tuple(dict.fromkeys(p for m in mentions for p in m.participants))
    doubts = tuple({(d.code, d.message): d for m in mentions for d in m.doubts}.values())
    return Event(
        uid="",
        title=named.title,
        when=when,
        kind=finest.kind if any(m.kind == finest.kind for m in mentions) else Kind.EVENT,
        status=status,
        place=place,
        participants=people,
        confidence=max(m.confidence for m in mentions),
        doubts=doubts,
        mentions=tuple(mentions),
    )


def _stretched(when: When, said: date, length: int) -> When:
    """A day as the first, or the last, of so many."""
    other = said + timedelta(days=length - 1 if length > 0 else length + 1)
    first = when.edtf.partition("/")[0]
    if length > 0:
        return replace(when, end=other, edtf=f"{first}/{other.isoformat()}" if first else "")
    return replace(when, start=other, end=said, precision=Precision.DAY, edtf=f"{other.isoformat()}/{said.isoformat()}")


def _best_place(places: Sequence[Place], finest: Place | None) -> Place | None:
    if finest is not None:
        return finest
    return max(places, key=lambda p: ("," in p.name, p.latitude is not None, len(p.name))) if places else None
