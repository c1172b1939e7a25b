"""What the dates of two drafts say for one event or against it. The later draft is always the second one."""

from __future__ import annotations

from timeline.model import Status
from timeline.table.dates import apart, day, occurs
from timeline.table.identity import Signature
from timeline.table.weights import NO, Weight, plain
from timeline.table.words import shared, vocabulary

_WEEK = 7
NEAR = 3
"""Days between two dates that may still be one date told wrongly."""
LASTS = 31
"""Days an event may last whose end is told apart from its beginning."""
SEASON = 200
"""Days that an event with a first and a last day may last and still be told of by one of its days."""
REACH = 400
"""Days over which an event may be moved; the next edition of a yearly one needs more than a move."""
_STRETCHES = ((3, 2.5), (7, 2.0), (14, 1.5), (31, 1.0), (92, 0.5), (366, -0.5))
"""How much it says that an event lies in a stretch of at most so many days; a longer one says nothing."""
NEW_DATE = 7.0
"""Enough for a new date that is told without a name, right beside the old one."""
_CONFLICT = "dates a few days apart"
MOVED = "moved, as the text says"
INSIDE = "one date inside the other"


def date(a: Signature, b: Signature) -> Weight:
    """The same days, one date inside the other, a move that the text states, or a few days that contradict one another."""
    if a.span is None or b.span is None:
        return plain(NO, "no date")
    (a1, a2), (b1, b2) = a.span, b.span
    if (a.hourly or b.hourly) and not a1 <= b1 <= a2:
        return _same_hour(a, b)
    days = max(a2 - a1, b2 - b1) + 1
    if b.nameless and b.moved and a.moving and a.document == b.document:
        return plain(NEW_DATE, "the new date of what has moved")
    if (a1, a2) == (b1, b2):
        return _same_days(a, b) if a.exact and b.exact else plain(_within(days), "same period")
    if (a1 <= b1 and b2 <= a2) or (b1 <= a1 and a2 <= b2):
        inner = b if a1 <= b1 and b2 <= a2 else a
        if a.exact and b.exact and inner.clock and inner.when.start != inner.when.end and days > 1 and a1 < b1 < a2:
            return plain(-1.0, "hours of its own on a day of it")
        if a.exact and b.exact and (a1 == b1 or a2 == b2):
            return plain(max(1.5, _within(days)), "first or last day")
        if a.exact and b.exact and days <= SEASON:
            return plain(max(0.5, _within(days)), "a day of it")
        return plain(_within(days), INSIDE)
    if _recurs(a, b) or _recurs(b, a):
        return plain(1.5, "a date of the series")
    gap = max(a1, b1) - min(a2, b2)
    if b.moving and a.span in b.told:
        return plain(3.0, "moved, old date named")
    if b.ending and a.document == b.document and a.exact and b.exact and a2 < b1 <= a2 + LASTS:
        return plain(1.0, "its end")
    if b.moved and _from_elsewhere(a, b):
        return plain(NO, "moved from another date")
    if (b.moved or (b.moving and a.document != b.document)) and gap <= REACH and _movable(a, b):
        return plain(2.0 if b.moved else 0.0, MOVED)
    if b.ending and a.exact and b.exact and a2 < b1 <= a2 + LASTS:
        return plain(1.0, "its end")
    if b.extended and a1 < a2 < b2 <= a2 + REACH:
        return plain(1.0, "extended")
    if gap <= 0:
        return plain(0.5, "dates overlap")
    if gap <= NEAR and a.exact and b.exact and a.document != b.document:
        return plain(0.0 if a.clock and a.clock == b.clock else -2.0, _CONFLICT)
    return plain(NO, "other dates")


def _same_hour(a: Signature, b: Signature) -> Weight:
    """An hour without a day is that of an event at that hour."""
    if a.clock and a.clock == b.clock:
        return plain(3.0, "same hour")
    return plain(NO, "an hour without a day")


def _same_days(a: Signature, b: Signature) -> Weight:
    if a.clock and b.clock and a.clock != b.clock and not (a.ending or b.ending):
        if b.moving or (b.later and a.document != b.document):
            return plain(2.0, "same day, moved to another hour")
        return plain(-3.0 if a.document == b.document else -0.5, "same day, another hour")
    return plain(4.0, "same day and hour") if a.clock and b.clock else plain(3.0, "same days")


def _movable(a: Signature, b: Signature) -> bool:
    """What has happened cannot be moved, and a move is told before the old date or soon after it.

    A new date without a name needs an old one that was more than a month or season. What one document names by another noun
    is another event, unless the text around that has it moved.
    """
    if a.status is Status.HAPPENED or a.span is None or b.published is None:
        return False
    if a.document == b.document and b.status is Status.HAPPENED and a.status is not Status.CANCELLED:
        return False
    if a.moved and b.moved and _listed(a, b):
        return False
    named = shared(a.heads | a.words, b.heads) or shared(a.heads, b.words)
    if a.document == b.document and not a.moving and a.concepts and b.concepts and not named:
        return False
    if b.weak and a.span[1] - a.span[0] > _WEEK:
        return False
    return day(b.published).toordinal() <= a.span[1] + NEAR


def _listed(a: Signature, b: Signature) -> bool:
    """``verlegt auf den 5. und den 12. November``: whether two dates are told in one list."""
    gap = b.at[0] - a.at[1]
    if a.document != b.document or not 0 < gap <= len(a.behind):
        return False
    return vocabulary(a.language).listed.issuperset(a.behind[:gap].replace(",", " ").split())


def _from_elsewhere(a: Signature, moved: Signature) -> bool:
    """Whether the old date of what has moved is told, and not in the days of ``a``, or is its only one."""
    if a.span is None or moved.span is None:
        return False
    if moved.status is Status.CANCELLED:
        return not a.moved and not a.moving and a.document == moved.document
    old = [told for told in moved.told if apart(told, moved.span)]
    return bool(old) and all(apart(told, a.span) for told in old)


def _recurs(a: Signature, b: Signature) -> bool:
    """Whether the later date is one of the earlier one's series; a single cancelled date is an event of its own."""
    start = b.when.start
    return bool(a.when.recurrence) and start is not None and b.status is not Status.CANCELLED and occurs(a.when, start)


def _within(days: int) -> float:
    return next((points for limit, points in _STRETCHES if days <= limit), NO)
