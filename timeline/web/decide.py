"""From what a reviewer entered to decisions that the store takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from timeline.decision import Action, Decision, Quote
from timeline.errors import Conflict, DecisionError
from timeline.table.decided import EDITABLE, said_of

if TYPE_CHECKING:
    from timeline.store import Store

_LONGEST = 500


def take(
    store: Store, uid: str, fields: Mapping[str, str], ticked: Sequence[str], name: str
) -> tuple[str, tuple[int, ...]]:
    """Decides what ``fields`` say about a row, as it was ``seen``; returns what was done, and the decisions' numbers.

    :raises Conflict: when somebody has changed the row meanwhile
    :raises DecisionError: when it cannot be decided so
    """
    seen = _number(uid, fields.get("seen", ""))
    match fields.get("action", ""):
        case "accept":
            return "accepted", store.decide([Decision(uid, Action.ACCEPT, by=name)], seen)
        case "reject":
            return "rejected", store.decide([Decision(uid, Action.REJECT, by=name)], seen)
        case "merge":
            other = fields.get("other", "")
            return "merged", store.decide([Decision(uid, Action.MERGE, value=other, by=name)], seen)
        case "split":
            quotes = tuple(_quote(uid, mark) for mark in ticked)
            return "parted", store.decide([Decision(uid, Action.SPLIT, mentions=quotes, by=name)], seen)
        case "edit":
            numbers = _edit(store, uid, fields, seen, name)
            return ("edited" if numbers else "unedited"), numbers
        case other:
            raise DecisionError(f"{uid}: there is no “{other[:40]}” to decide")


def _edit(store: Store, uid: str, fields: Mapping[str, str], seen: int, name: str) -> tuple[int, ...]:
    """Every field that differs, the end last: whether it comes after the start depends on the start."""
    event = store.event(uid)
    wanted = {key: " ".join(fields[key].split()) for key in EDITABLE if key in fields}
    for key, value in wanted.items():
        if len(value) > _LONGEST:
            raise DecisionError(f"{uid}, {key}: longer than {_LONGEST} characters")
    changed = [key for key in wanted if event is not None and wanted[key] != said_of(event, key)]
    if event is None or event.revision != seen:
        raise Conflict(f"{uid}: changed meanwhile; look again")
    if not changed:
        return ()
    first = [Decision(uid, Action.EDIT, key, wanted[key], by=name) for key in changed if key != "end"]
    numbers = store.decide(first, seen) if first else ()
    event = store.event(uid)
    if "end" in changed and event is not None and said_of(event, "end") != wanted["end"]:
        try:
            numbers += store.decide([Decision(uid, Action.EDIT, "end", wanted["end"], by=name)], event.revision)
        except DecisionError:
            for number in reversed(numbers):
                store.undo(number)
            raise
    return numbers


def _quote(uid: str, mark: str) -> Quote:
    start, _, document = mark.partition(" ")
    return Quote(document, _number(uid, start), "", "")


def _number(uid: str, text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise DecisionError(f"{uid}: the form is not whole; load the page again")
    return int(text)
