"""Mentions of one event inside a document become one draft event.

In: the mentions of a document in order; out: events. Two mentions are one event when their title heads agree and one
date lies inside the other; the finer date wins, and a stated length (``zweitägig``) stretches it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from timeline.events.coreference import headline_end, headlined
from timeline.events.dated import DAYS, day, with_clock
from timeline.model import Document, Event, Kind, Mention, Place, Precision, Status, When

_ORDER = {Status.CANCELLED: 0, Status.HAPPENED: 1, Status.PLANNED: 2, Status.TENTATIVE: 3}
_FEW = 10
"""Days that are filed one by one."""


def group(
    document: Document,
    mentions: Sequence[Mention],
    keys: Sequence[str],
    lengths: Sequence[int],
    replaced: Sequence[bool],
) -> tuple[Event, ...]:
    """The events of one document.

    ``keys`` say which mentions name the same thing; ``lengths`` are stated days, 0 for none, negative when they lead up to
    the date; ``replaced`` says where another date of the sentence takes the place of the mention's.
    """
    clusters: list[list[int]] = []
    near = _Near()
    for n, mention in enumerate(mentions):
        found = near.clusters(mention, keys[n]) if keys[n] else []
        home = next((c for c in found if all(_same(mentions[m].when, mention.when) for m in clusters[c])), None)
        if home is None:
            near.add(mention, keys[n], len(clusters))
            clusters.append([n])
        else:
            clusters[home].append(n)
    pair = headlined(clusters, mentions, headline_end(document), document.published)
    if pair is not None:
        above, below = pair
        clusters[above] = [*clusters[above], *clusters.pop(below)]
    old = _old(clusters, mentions, keys, replaced)
    return tuple(
        _event(
            [mentions[n] for n in c], max((lengths[n] for n in c), key=abs), [mentions[n] for n in old.get(c[0], ())]
        )
        for c in clusters
    )


def _old(
    clusters: list[list[int]], mentions: Sequence[Mention], keys: Sequence[str], replaced: Sequence[bool]
) -> dict[int, list[int]]:
    """The mentions with a date that no longer holds, by the first of the cluster that has the new one; they leave their own."""
    old: dict[int, list[int]] = {}
    for n in [n for n, other in enumerate(replaced) if other]:
        new = [(m, c) for c in clusters for m in c if _replaces(mentions, keys, m, n) and not replaced[m]]
        if new:
            _, home = min(new, key=lambda found: _away(mentions[found[0]], mentions[n]))
            old.setdefault(home[0], []).append(n)
            for cluster in clusters:
                cluster[:] = [m for m in cluster if m != n]
    clusters[:] = [cluster for cluster in clusters if cluster]
    return old


def _away(new: Mention, old: Mention) -> tuple[bool, int]:
    """How far a new date stands from the one it replaces: rather behind it (``vom 24. Mai auf den 28. Juni``) than before."""
    return new.start < old.start, abs(new.start - old.start)


def _replaces(mentions: Sequence[Mention], keys: Sequence[str], new: int, old: int) -> bool:
    """Whether a mention gives the new date for that of another, in its sentence."""
    return keys[new] == keys[old] and mentions[new].sentence_start == mentions[old].sentence_start


class _Near:
    """Clusters by what they name and by the days of their first mention, so that a list of a thousand dates is soon read."""

    def __init__(self) -> None:
        self._all: dict[tuple[str, Kind], list[int]] = {}
        self._long: dict[tuple[str, Kind], list[int]] = {}
        self._days: dict[tuple[str, Kind, int], list[int]] = {}

    def add(self, mention: Mention, key: str, number: int) -> None:
        """Files the cluster that a mention founds."""
        self._all.setdefault((key, mention.kind), []).append(number)
        days = _days(mention)
        if days is None:
            self._long.setdefault((key, mention.kind), []).append(number)
        for one in days or ():
            self._days.setdefault((key, mention.kind, one), []).append(number)

    def clusters(self, mention: Mention, key: str) -> list[int]:
        """The clusters that name the same and may share a day with a mention, in order."""
        days = _days(mention)
        if days is None:
            return self._all.get((key, mention.kind), [])
        found = set(self._long.get((key, mention.kind), ()))
        return sorted(found.union(*[self._days.get((key, mention.kind, one), ()) for one in days]))


def _days(mention: Mention) -> set[int] | None:
    """The days of a mention, as ordinals, in each of its readings; none where they are many."""
    out: set[int] = set()
    for when in (mention.when, *mention.when.alternatives):
        if when.start is None or when.end is None:
            continue
        first, last = day(when.start).toordinal(), day(when.end).toordinal()
        if last - first > _FEW:
            return None
        out.update(range(min(first, last), max(first, last) + 1))
    return out


def _same(a: When, b: When) -> bool:
    return any(_inside(x, y) or _inside(y, x) for x in (a, *a.alternatives) for y in (b, *b.alternatives))


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


def _event(mentions: list[Mention], length: int, old: Sequence[Mention]) -> Event:
    finest = min(mentions, key=lambda m: _size(m.when))
    when = _whole(finest.when, mentions)
    if abs(length) > 1 and when.start is not None and _size(when)[0] == 0:
        when = _stretched(when, day(when.start), length)
    status = min((m.status for m in mentions), key=lambda s: _ORDER[s])
    place = _best_place([m.place for m in mentions if m.place is not None], finest.place)
    # A title with another place than the row's gives way.
    named = max(mentions, key=lambda m: (m.place in (None, place), m.confidence, -m.start))
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
        mentions=(*mentions, *old),
    )


def _whole(finest: When, mentions: Sequence[Mention]) -> When:
    """The finest date, or the days of which it is the first: ``am 16. Juni, 7 Uhr`` of what lasts ``vom 16. bis zum 20. Juni``."""
    if finest.precision not in DAYS or finest.recurrence or _size(finest)[0] > 0:
        return finest
    lasting = [m.when for m in mentions if m.when.precision in DAYS and not m.when.recurrence and m.when.start]
    longest = max(lasting, key=lambda when: _size(when)[0])
    assert longest.start is not None
    assert finest.start is not None
    if _size(longest)[0] == 0 or day(longest.start) != day(finest.start):
        return finest
    return with_clock(longest, finest)


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
