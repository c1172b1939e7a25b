"""What a person decides about rows, from the command line or from an edited workbook, and what has been decided so far."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timeline import edits
from timeline.decision import Action, Decision, Quote
from timeline.errors import DecisionError, TimelineError, UsageError
from timeline.model import Event
from timeline.summary import interval, many
from timeline.table import reasons
from timeline.table.decided import EDITABLE, quote
from timeline.terminal import say, table

if TYPE_CHECKING:
    from timeline.store import Store

WORKBOOK = ".xlsx"
UNDO = "undo"
_USAGE = (
    "accept | reject | edit FIELD VALUE | merge UID | split DOCUMENT:START … | release [FIELD]; "
    f"FIELD is one of {', '.join(EDITABLE)}"
)


def decide(words: Sequence[str], store: Store, by: str) -> list[TimelineError]:
    """Does what the words after ``timeline decide`` say, prints it, and returns what was refused.

    :raises DecisionError: when a decision cannot be taken
    :raises UsageError: for words that mean nothing
    """
    first, *more = words or ("",)
    if not first:
        _list(store.decisions())
    elif first.lower().endswith(WORKBOOK) and not more:
        return _workbook(Path(first), store, by)
    elif first == UNDO:
        _undo(more, store)
    elif not more:
        _show(first, store)
    else:
        (number,) = store.decide([_decision(first, more, store, by)])
        taken = next(one for one in store.decisions(first) if one.number == number)
        say(f"decision {number}: {_said(taken)}")
        event = store.event(first)
        if event:
            say(_line(event))
    return []


def _decision(uid: str, words: Sequence[str], store: Store, by: str) -> Decision:
    match words:
        case ["accept" | "reject" as action]:
            return Decision(uid, Action(action), by=by)
        case ["edit", field, value]:
            return Decision(uid, Action.EDIT, field, value, by=by)
        case ["merge", other]:
            return Decision(uid, Action.MERGE, value=other, by=by)
        case ["split", *places] if places:
            return Decision(uid, Action.SPLIT, mentions=_mentions(uid, places, store), by=by)
        case ["release"]:
            return Decision(uid, Action.RELEASE, by=by)
        case ["release", field] if field in (*EDITABLE, "review"):
            return Decision(uid, Action.RELEASE, field, by=by)
        case _:
            raise UsageError(f"{' '.join(words)}: no decision; write {uid} {_USAGE}")


def _mentions(uid: str, places: Sequence[str], store: Store) -> tuple[Quote, ...]:
    event = store.event(uid)
    known = {f"{one.document}:{one.start}": quote(one) for one in (event.mentions if event else ())}
    for place in places:
        if event and place not in known:
            raise DecisionError(f"{uid}, split: has no mention {place}; its mentions are {', '.join(known)}")
    return tuple(known[place] for place in places if place in known)


def _undo(words: Sequence[str], store: Store) -> None:
    if len(words) != 1 or not words[0].isdecimal():
        raise UsageError("undo: which decision? Write undo NUMBER; timeline decide lists them")
    store.undo(int(words[0]))
    say(f"decision {words[0]}: undone")


def _workbook(path: Path, store: Store, by: str) -> list[TimelineError]:
    done = edits.take(path, store, by)
    taken = [one for one in done if not one.refused]
    for one in taken:
        say(f"decision {one.number}: {one.uid}, {one.field}: {one.old or '–'} → {one.new or '–'}")
    say(f"{many(len(taken), 'decision')} taken, {len(done) - len(taken)} refused")
    if taken:
        say("They are in the files with the next timeline build.")
    return [
        DecisionError(f"{path}, row {one.row}, {one.field}: {one.refused}" + (f" ({one.uid})" if one.uid else ""))
        for one in done
        if one.refused
    ]


def _list(decisions: Sequence[Decision]) -> None:
    rows = [
        (str(one.number), f"{one.at:%Y-%m-%d %H:%M}" if one.at else "", one.by, one.uid, _said(one))
        for one in decisions
    ]
    if rows:
        table(("No.", "When (UTC)", "By", "Row", "Decision"), rows)
    say(many(len(rows), "decision"))


def _said(one: Decision) -> str:
    words = [one.action.value, one.field]
    if one.action is Action.EDIT:
        words.append(f"{one.basis or '–'} → {one.value or '–'}")
    elif one.value:
        words.append(one.value)
    words += [f"{mention.document}:{mention.start}" for mention in one.mentions]
    return " ".join(filter(None, words)) + (" (undone)" if one.undone else "")


def _show(uid: str, store: Store) -> None:
    """A row with its mentions, why they were put together, and what was decided about it."""
    event = store.event(uid)
    if event is None:
        raise DecisionError(f"{uid}: there is no such row; it may have been merged or is gone")
    say(_line(event), "bold")
    documents = {name: found for one in event.mentions if (found := store.document(name := one.document))}
    together = {(one.document, one.start): (other, why) for one, other, why in reasons(event, documents)}
    for mention in event.mentions:
        say(f"  {mention.document}:{mention.start}  “{mention.text}”: {' '.join(mention.sentence.split())}")
        if (mention.document, mention.start) in together:
            other, why = together[mention.document, mention.start]
            say(f"    together with {other.document}:{other.start}: {why}")
    for doubt in event.doubts:
        say(f"  doubt: {doubt.code}: {doubt.message}")
    for change in event.history:
        say(f"  {change.field}: {change.old or '–'} → {change.new or '–'} ({change.document})")
    _list(store.decisions(uid))


def _line(event: Event) -> str:
    place = event.place.name if event.place else ""
    said = (interval(event.when), event.title, place, event.status.value, event.review, f"revision {event.revision}")
    return f"{event.uid}: {', '.join(filter(None, said))}"
