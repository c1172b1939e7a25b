"""What people decided, laid over what documents say: it wins until it is released, and shows where its grounds have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import cast

from timeline.decision import Action, Decision, Quote
from timeline.errors import DecisionError
from timeline.model import Doubt, Event, Kind, Mention, Moment, Place, Precision, Status, Timex, When
from timeline.table.account import Account
from timeline.table.columns import iso
from timeline.table.dates import day
from timeline.table.duplicates import compare
from timeline.table.identity import Signature
from timeline.table.rows import Telling, retell

EDITABLE = ("title", "start", "end", "kind", "status", "place", "participants")
"""The columns that a person may edit."""

Told = Sequence[tuple[Telling, Account]]
"""The tellings of a row in order."""

_VERDICTS = frozenset({Action.ACCEPT, Action.REJECT})
_REVIEW = {Action.ACCEPT: "accepted", Action.REJECT: "rejected", Action.EDIT: "edited"}


def active(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Those that hold, in the order they were taken: neither undone nor released nor replaced by a later one."""
    held: list[Decision] = []
    for decision in decisions:
        if decision.undone:
            continue
        if decision.action is Action.RELEASE:
            held = [one for one in held if decision.field and _field(one) != decision.field]
        elif decision.action in _VERDICTS:
            held = [one for one in held if one.action not in _VERDICTS] + [decision]
        elif decision.action is Action.EDIT:
            held = [one for one in held if one.field != decision.field] + [decision]
        else:
            held.append(decision)
    return tuple(held)


def overlay(event: Event, decisions: Sequence[Decision]) -> Event:
    """The row as decided; ``decisions`` are all that were ever taken about it, in order.

    Each of them, and each undoing, makes a revision, so that calendar programs take the row anew (RFC 5545, 3.8.7.4).
    """
    if not decisions:
        return event
    revision = event.revision + len(decisions) + sum(one.undone for one in decisions)
    changed = max(
        (day(moment) for moment in (event.last_changed, *(one.at for one in decisions)) if moment), default=None
    )
    last = event.last_changed if event.last_changed and day(event.last_changed) == changed else changed
    row, doubts = replace(event, revision=revision, last_changed=last), list(event.doubts)
    # The end last: it has to come after the start, whichever of them was edited first.
    for decision in sorted(active(decisions), key=lambda one: one.field == "end"):
        if decision.action is Action.EDIT:
            said = said_of(event, decision.field)
            try:
                row = edited(row, decision.field, decision.value)
                held = said in {decision.basis, decision.value}
            except DecisionError:  # the sources have moved the start behind the end that was decided
                held = False
            if not held:
                doubts.append(_changed(event, decision, said))
        row = replace(row, review=_REVIEW.get(decision.action, row.review))
    return replace(row, doubts=tuple(doubts))


def said_of(event: Event, field: str) -> str:
    """An editable field as ``timeline.csv`` writes it."""
    match field:
        case "start" | "end":
            moment = event.when.start if field == "start" else event.when.end
            return iso(moment)
        case "place":
            return event.place.name if event.place else ""
        case "participants":
            return "; ".join(event.participants)
        case _:
            return str(getattr(event, field))


def edited(event: Event, field: str, value: str) -> Event:
    """The row with another value in an editable field.

    :raises DecisionError: when that column cannot be edited, or cannot hold this value
    """
    value = " ".join(value.split())
    match field:
        case "title" if value:
            return replace(event, title=value)
        case "title":
            raise DecisionError(f"{event.uid}, title: empty; a row needs a title")
        case "kind":
            return replace(event, kind=Kind(_choice(event, field, value, tuple(Kind))))
        case "status":
            return replace(event, status=Status(_choice(event, field, value, tuple(Status))))
        case "place":
            same = event.place is not None and event.place.name == value
            return event if same else replace(event, place=Place(value) if value else None)
        case "participants":
            return replace(event, participants=tuple(name.strip() for name in value.split(";") if name.strip()))
        case "start" | "end":
            return replace(event, when=_dated(event, field, value), timezone=event.timezone if "T" in value else "")
        case _:
            raise DecisionError(f"{event.uid}, {field}: cannot be edited; these can: {', '.join(EDITABLE)}")


def merged(*told: Told) -> Told:
    """The tellings of several rows as those of one, in the order in which lives are told."""
    return sorted((pair for one in told for pair in one), key=lambda pair: pair[1].order)


def parted(told: Told, split: Decision) -> tuple[Told, Told]:
    """What a split leaves of a row, and what it puts into another; what nobody has looked at goes where it agrees more."""
    ours, theirs = _keys(split.others), _keys(split.mentions)
    left = list(_kept(told, lambda _, mention: bool(_keys([quote(mention)]) & ours)))
    right = list(_kept(told, lambda _, mention: bool(_keys([quote(mention)]) & theirs)))
    profiles = (retell(left).profile, retell(right).profile) if left and right else None

    def goes(draft: Signature, mention: Mention) -> bool:
        keys = _keys([quote(mention)])
        if keys & (ours | theirs) or profiles is None:
            return bool(keys & theirs)
        return compare(profiles[1], draft).score > compare(profiles[0], draft).score

    stays = list(_kept(told, lambda draft, mention: not goes(draft, mention)))
    echoes = [pair for pair in told if pair[0].echo] if stays else []
    return merged(stays, echoes), list(_kept(told, goes))


def quote(mention: Mention) -> Quote:
    """What a mention is known by again."""
    return Quote(mention.document, mention.start, mention.text, mention.sentence)


def _keys(quotes: Iterable[Quote]) -> frozenset[tuple[object, ...]]:
    """A mention is the same where it stands at the same place, or reads the same when its document has changed around it."""
    return frozenset(
        key for one in quotes for key in ((one.document, one.start, one.text), (one.document, one.text, one.sentence))
    )


def _kept(told: Told, wanted: Callable[[Signature, Mention], bool]) -> Iterator[tuple[Telling, Account]]:
    """The tellings with only those mentions of their drafts that are wanted."""
    for telling, account in told:
        drafts, pairs = list(account.drafts), []
        for number, other in telling.drafts:
            draft = drafts[number]
            mentions = tuple(mention for mention in draft.event.mentions if wanted(draft, mention))
            if mentions:
                drafts[number] = replace(draft, event=replace(draft.event, mentions=mentions))
                pairs.append((number, other))
        if pairs:
            yield replace(telling, drafts=tuple(pairs)), replace(account, drafts=tuple(drafts))


def _field(decision: Decision) -> str:
    return "review" if decision.action in _VERDICTS else decision.field


def _choice(event: Event, field: str, value: str, known: Iterable[str]) -> str:
    if value not in known:
        raise DecisionError(f"{event.uid}, {field}: there is no “{value}”; choose from {', '.join(known)}")
    return value


def _dated(event: Event, field: str, value: str) -> When:
    """The dates of a row with another first or last one: exact from now on, to the day or the minute."""
    try:
        moment: Moment = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:
        raise DecisionError(
            f"{event.uid}, {field}: “{value}” is no date; write it as 2026-11-21 or 2026-11-21T20:00"
        ) from None
    when = event.when
    single = when.start == when.end
    start = moment if field == "start" or (single and when.start is None) else when.start
    end = moment if field == "end" or single else when.end
    timed = isinstance(moment, datetime)
    start, end = (_as(timed, one, moment) for one in (start, end))
    if start and end and start > end:
        if field == "end":
            raise DecisionError(f"{event.uid}, end: {value} is before the start {iso(start)}")
        end = start
    edtf = iso(start) if start == end else f"{iso(start)}/{iso(end)}"
    return When(
        start,
        end,
        Precision.MINUTE if timed else Precision.DAY,
        Timex("TIME" if timed else "DATE", iso(start)),
        edtf,
        known=frozenset({"year", "month", "day", *(("hour", "minute") if timed else ())}),
        zone=when.zone if timed else "",
        recurrence=when.recurrence,
    )


def _as(timed: bool, moment: Moment | None, other: Moment) -> Moment | None:
    """A moment with a time, or without one, as ``other`` has it."""
    if moment is None or isinstance(moment, datetime) == timed:
        return moment
    return datetime.combine(moment, cast(datetime, other).time()) if timed else cast(datetime, moment).date()


def _changed(event: Event, decision: Decision, said: str) -> Doubt:
    words = f"{decision.field}: {decision.value} / {said or '–'}"
    return Doubt("decided", words, tuple(mention.sentence for mention in event.mentions[-1:]))
