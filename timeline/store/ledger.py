"""Rows as they last: each keeps its uid, its revisions and what was decided about it, whatever is told anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select

from timeline.model import Action, Decision, Doubt, Event, Mention
from timeline.store import schema
from timeline.store.codec import freeze, thaw
from timeline.store.decisions import taken
from timeline.store.memory import Stored
from timeline.table.columns import iso
from timeline.table.decided import Told, active, merged, overlay, parted
from timeline.table.fold import Row, retell
from timeline.table.merge import fresh_uid

_DOUBT_GONE = "gone"
_AT_ONCE = 500


class Ledger:
    """The rows of a store in one transaction: written as they change, compared with what they were before it."""

    def __init__(self, connection: Connection, memory: Stored) -> None:
        self._connection = connection
        self._memory = memory
        self._decisions = taken(connection)
        self._owners = {
            one.value: uid
            for uid, decisions in self._decisions.items()
            for one in active(decisions)
            if one.action is Action.MERGE
        }
        """The rows that others have taken in, and by which."""
        self._parents = {split.value: uid for uid in self._decisions for split in self._held(uid, Action.SPLIT)}
        """The rows that were split off others, and off which."""
        self._gone = frozenset(
            connection.scalars(select(schema.documents.c.id).where(schema.documents.c.gone.is_(True)))
        )
        self.before: dict[str, Event | None] = {}
        """The rows that were touched, as they were when the transaction began."""
        self._said: dict[str, Event | None] = {}
        """The same, as the documents alone had them."""
        self._orphans: dict[tuple[object, ...], str] = {}
        self._new: set[str] = set()
        self._drafts: list[tuple[Event, Event]] = []

    def orphan(self, uids: Collection[str]) -> None:
        """Takes the numbers of rows away that will be told anew; their uids wait for the rows that take their place."""
        for uid in sorted(uids):
            event = self._former(uid)
            for mention in event.mentions if event else ():
                for key in _keys(mention):
                    self._orphans.setdefault(key, uid)
        self.touch(uids)

    def touch(self, uids: Iterable[str]) -> None:
        """Remembers rows as they are."""
        for uid in uids:
            if uid not in self.before:
                data = self._connection.scalar(select(schema.events.c.event).where(schema.events.c.uid == uid))
                self.before[uid] = thaw(data) if data else None

    def settle(self, rows: Iterable[tuple[int, Row]]) -> None:
        """Writes rows that something was told of, under the uids they have, take over, or get now."""
        changed = [(row, self._uid(number, row)) for number, row in rows]
        self._memory.flush()
        for row, uid in changed:
            self._write(uid, row)
        self._flush()

    def settle_again(self, uids: Iterable[str]) -> None:
        """Writes rows that are told as before and decided otherwise."""
        for uid in uids:
            self._write(uid, None)
        self._flush()

    def drop(self) -> None:
        """Removes the rows whose place none has taken."""
        for uid in sorted(set(self._orphans.values())):
            self._remove(uid)

    def _uid(self, number: int, row: Row) -> str:
        uid = self._connection.scalar(select(schema.rows.c.uid).where(schema.rows.c.number == number))
        if uid is None:
            uid = self._claimed(row)
            if not uid:
                uid = fresh_uid(row, self)
                self._new.add(uid)
                self.before[uid] = None
            self._connection.execute(insert(schema.rows).values(number=number, uid=uid))
        return uid

    def __contains__(self, uid: object) -> bool:
        """Whether a uid has ever been given."""
        used = select(schema.rows.c.uid).where(schema.rows.c.uid == uid)
        held = select(schema.events.c.uid).where(schema.events.c.uid == uid)
        return self._connection.scalar(used) is not None or self._connection.scalar(held) is not None

    def _claimed(self, row: Row) -> str:
        """The uid of the row whose mentions this one has most of, now that nobody else has it."""
        if not self._orphans:
            return ""
        found: Counter[str] = Counter()
        for mention in row.life.event("").mentions:
            found.update({self._orphans[key] for key in _keys(mention) if key in self._orphans})
        if not found:
            return ""
        uid = min(found, key=lambda uid: (-found[uid], uid))
        self._orphans = {key: other for key, other in self._orphans.items() if other != uid}
        return uid

    def _write(self, uid: str, row: Row | None) -> None:
        """One row, or what decisions made of it: part of another, or several. ``row`` is what documents make of it."""
        if uid in self._owners:
            self._remove(uid)
            self._write(self._owners[uid], None)
            return
        if uid in self._parents:
            self._write(self._parents[uid], None)
            return
        self._shape(uid, row)

    def _shape(self, uid: str, row: Row | None) -> None:
        """One row with those that were split off it, and without those it took in."""
        splits, merges = self._held(uid, Action.SPLIT), self._held(uid, Action.MERGE)
        for split in splits:
            if split.value in self._owners:
                self._remove(split.value)
            else:
                self._shape(split.value, None)
        for merge in merges:
            self._remove(merge.value)
        if row is None or splits or merges:
            row = _retold(self._whole(uid))
        self._put(uid, row)

    def _held(self, uid: str, *actions: Action) -> list[Decision]:
        return [one for one in active(self._decisions.get(uid, ())) if one.action in actions]

    def _whole(self, uid: str) -> Told:
        """What is told of a row, without what was split off and with what was merged in, in the order of deciding."""
        return self._shaped(uid)[0]

    def _shaped(self, uid: str, part: str = "") -> tuple[Told, Told]:
        """What is told of a row, as far as the split that made the row ``part``, and what that split put into it."""
        if uid in self._parents:
            told = self._shaped(self._parents[uid], uid)[1]
        else:
            number = self._connection.scalar(select(schema.rows.c.number).where(schema.rows.c.uid == uid))
            told = list(self._memory.life(number)) if number is not None else []
        for one in self._held(uid, Action.SPLIT, Action.MERGE):
            if one.action is Action.MERGE:
                told = merged(told, self._whole(one.value))
                continue
            told, off = parted(told, one)
            if one.value == part:
                return told, off
        return told, []

    def _put(self, uid: str, row: Row | None) -> None:
        if row is None:
            self._remove(uid)
            return
        self.touch([uid])
        extracted = self._without_documents_gone(row.life.event(uid))
        before = None if uid in self._new else self._former(uid)
        if before == extracted or (before and before == replace(extracted, revision=before.revision)):
            extracted = before
        elif before:
            extracted = replace(extracted, revision=max(extracted.revision, before.revision + 1))
        self._drafts.append((extracted, overlay(extracted, self._decisions.get(uid, ()))))

    def _without_documents_gone(self, event: Event) -> Event:
        """The row with a doubt for each of its documents that is no longer there."""
        gone = sorted({mention.document for mention in event.mentions} & self._gone)
        doubts = tuple(Doubt(_DOUBT_GONE, name, _quotes(event, name)) for name in gone)
        return replace(event, doubts=(*event.doubts, *doubts)) if doubts else event

    def _former(self, uid: str) -> Event | None:
        if uid not in self._said:
            self._said[uid] = self._extracted(uid)
        return self._said[uid]

    def _extracted(self, uid: str) -> Event | None:
        data = self._connection.scalar(select(schema.events.c.extracted).where(schema.events.c.uid == uid))
        return thaw(data) if data else None

    def _flush(self) -> None:
        """Writes the rows that are ready, all at once."""
        ready = {event.uid: (extracted, event) for extracted, event in self._drafts}
        self._drafts.clear()
        for at in range(0, len(ready), _AT_ONCE):
            batch = list(ready.values())[at : at + _AT_ONCE]
            old = [event.uid for _, event in batch if event.uid not in self._new]
            if old:
                self._connection.execute(delete(schema.events).where(schema.events.c.uid.in_(old)))
            for table, values in (
                (schema.events, [_columns(*pair) for pair in batch]),
                (schema.mentions, [one for _, event in batch for one in _mentions(event)]),
                (schema.history, [one for _, event in batch for one in _history(event)]),
            ):
                if values:
                    self._connection.execute(insert(table), values)
            self._new.difference_update(event.uid for _, event in batch)

    def _remove(self, uid: str) -> None:
        self.touch([uid])
        self._drafts = [pair for pair in self._drafts if pair[1].uid != uid]
        self._connection.execute(delete(schema.events).where(schema.events.c.uid == uid))


def _retold(told: Told) -> Row | None:
    return retell(told) if told else None


def _keys(mention: Mention) -> Iterator[tuple[object, ...]]:
    """What a mention is known by again when its document has changed: its place, or its sentence."""
    yield mention.document, mention.start
    yield mention.document, mention.text, mention.sentence


def _quotes(event: Event, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.sentence for mention in event.mentions if mention.document == name))


def _mentions(event: Event) -> Iterator[dict[str, object]]:
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


def _history(event: Event) -> Iterator[dict[str, object]]:
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


def _columns(extracted: Event, event: Event) -> dict[str, object]:
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
        "extracted": freeze(extracted),
        "event": freeze(event),
    }
