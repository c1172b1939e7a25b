"""The dates at which a draft may be meant: as it was read, and as what other documents tell may settle it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Any

from timeline.model import Doubt, Status, Timex, When
from timeline.table.dates import clock, day, exact, interval, span
from timeline.table.identity import Signature

_WEEKDAY = frozenset({"wd"})
_WEEKDAY_HOUR = frozenset({"wd", "clock"})


def readings(draft: Signature) -> Iterator[Signature]:
    """The draft, then the draft at the other dates its text allows."""
    yield draft
    when = draft.event.when
    for other in when.alternatives or _other_week(draft):
        said = f"{interval(when)} / {interval(other)} ({draft.document})"
        doubt = Doubt("lean", said, (draft.event.mentions[0].sentence,))
        event = replace(draft.event, when=other, doubts=(*draft.event.doubts, doubt))
        yield replace(draft, event=event, **_dates(other))


def nth(draft: Signature, number: int) -> Signature:
    """One of these, by its number."""
    return next(islice(readings(draft), number, None))


def dated(draft: Signature, when: When) -> Signature:
    """The draft, or row, as it would be compared at another date."""
    return replace(draft, **_dates(when))


def _dates(when: When) -> dict[str, Any]:
    return {"when": when, "span": span(when), "clock": clock(when), "exact": exact(when)}


def _other_week(draft: Signature) -> tuple[When, ...]:
    """The same weekday a week on or back, where the one read does not go with what is said of it."""
    when, published = draft.event.when, draft.published
    if published is None or when.start is None or not _WEEKDAY <= when.known <= _WEEKDAY_HOUR or draft.span is None:
        return ()
    past, late = draft.status is Status.HAPPENED, draft.span[0] < day(published).toordinal()
    if draft.moving or (past == late and not (past and draft.ahead)):
        return ()
    week = timedelta(days=-7 if past and not late else 7)
    start, end = when.start + week, (when.end or when.start) + week
    return (replace(when, start=start, end=end, timex=Timex("DATE", day(start).isoformat()), edtf=""),)
