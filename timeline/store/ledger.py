"""Rows as they last: each keeps its uid, its revisions and what was decided about it, whatever is told anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select

from timeline.decision import Action
from timeline.model import Doubt, Event
from timeline.store import schema
from timeline.store.claims import Claims
from timeline.store.codec import thaw
from timeline.store.decisions import taken
from timeline.store.entries import Entry, entry
from timeline.store.family import Families
from timeline.store.memory import Stored
from timeline.store.schema import batches, pairs
from timeline.table.decided import Told, active, overlay
from timeline.table.identity import uid as first_uid
from timeline.table.merge import fresh_uid
from timeline.table.rows import Row, retell

_GONE = "gone"
"""The doubt of a row whose document, or whose place in it, is no longer there."""


class Ledger:
    """The rows of a store in one transaction: written as they change, compared with what they were before it."""

    def __init__(self, connection: Connection, memory: Stored) -> None:
        self._connection = connection
        self._memory = memory
        self._decisions = taken(connection)
        self.families = Families(self._decisions, self._life)
        self._gone = frozenset(
            connection.scalars(select(schema.documents.c.id).where(schema.documents.c.gone.is_(True)))
        )
        self._claims = Claims()
        self._kept: dict[str, tuple[bytes, bytes] | None] = {}
        self._used: dict[str, bool] = {}
        self._present: set[str] = set()
        self._rewritten: set[str] = set()
        self._told: set[str] = set()
        """Rows of which something was told."""
        self._drafts: dict[str, tuple[Event, Event]] = {}
        self.begun = False
        """Whether there was nothing before: ``before`` does not name the rows then, for they are all that there are."""

    @property
    def before(self) -> dict[str, bytes | None]:
        """The rows that were touched, as they were kept when the transaction began."""
        return {uid: kept[1] if kept else None for uid, kept in self._kept.items()}

    def orphan(self, uids: Iterable[str]) -> None:
        """Takes the numbers of rows away that will be told anew; their uids wait for the rows that take their place."""
        uids = sorted(uids)
        self.touch(uids)
        for uid in uids:
            former = self._former(uid)
            if former:
                self._claims.add(uid, former)

    def touch(self, uids: Iterable[str]) -> None:
        """Remembers rows as they are."""
        event = schema.events.c
        missing = list(dict.fromkeys(uid for uid in uids if uid not in self._kept))
        for batch in batches(missing):
            query = select(event.uid, event.extracted, event.event).where(event.uid.in_(batch))
            found = {
                uid: (extracted, extracted if row == extracted else row)  # one in memory where they are alike
                for uid, extracted, row in self._connection.execute(query)
            }
            self._present.update(found)
            self._kept |= {uid: found.get(uid) for uid in batch}

    def settle(self, rows: Iterable[tuple[int, Row]]) -> None:
        """Writes rows that something was told of, under the uids they have, take over, or get now."""
        told = dict(rows)
        uids = self._uids(told)
        self._memory.flush()
        self.touch(uids.values())
        self._told.update(uids.values())
        for number, row in told.items():
            self._write([uids[number]], row)
        self._flush()

    @property
    def fresh(self) -> bool:
        """Whether there is nothing yet that rows are compared with: no row, no decision, no document that is gone."""
        return not (self._memory.rows or self._decisions or self._gone or self._kept)

    def begin(self, made: Sequence[tuple[int, Entry]]) -> None:
        """Writes rows by number that have got their uids, into a store that is ``fresh``."""
        self.begun = True
        for some in batches(made):
            values = [{"number": number, "uid": one.event["uid"]} for number, one in some]
            self._connection.execute(insert(schema.rows), values)
            self._enter([one for _, one in some])

    def settle_again(self, uids: Iterable[str]) -> None:
        """Writes rows that are told as before and decided otherwise."""
        uids = list(uids)
        self.touch(uids)
        self._write(uids, None)
        self._flush()

    def settle_rest(self, uids: Iterable[str]) -> None:
        """Writes those of these rows of which nothing was told in this transaction, as the rest of what is told makes them."""
        self._write(sorted(set(uids) - self._told), None)
        self._flush()

    def drop(self) -> None:
        """Removes the rows whose place none has taken, but for those about which something is decided."""
        for uid in sorted(self._claims.waiting):
            if self._held(uid):
                self._connection.execute(insert(schema.rows).values(number=self._memory.next(), uid=uid))
            self._write([uid], None)
        self._flush()

    def _uids(self, told: dict[int, Row]) -> dict[int, str]:
        """The uid of each row by its number."""
        row = schema.rows.c
        uids: dict[int, str] = {}
        for batch in batches(list(told)):
            uids |= pairs(self._connection, select(row.number, row.uid).where(row.number.in_(batch)))
        new = {number: one for number, one in told.items() if number not in uids}
        claimed = self._claims.settle({number: one.life.event("").mentions for number, one in new.items()})
        self._look_up([first_uid(one.founder, one.ordinal) for number, one in new.items() if number not in claimed])
        for number, one in new.items():
            uids[number] = claimed.get(number) or fresh_uid(one, self)
            self._used[uids[number]] = True
        for batch in batches(list(new)):
            self._connection.execute(insert(schema.rows), [{"number": one, "uid": uids[one]} for one in batch])
        return uids

    def __contains__(self, uid: object) -> bool:
        """Whether a uid has ever been given."""
        if uid not in self._used:
            self._look_up([str(uid)])
        return self._used[str(uid)]

    def _look_up(self, uids: list[str]) -> None:
        """Finds out which uids are in use."""
        for batch in batches([uid for uid in uids if uid not in self._used]):
            found = {
                uid
                for column in (schema.rows.c.uid, schema.events.c.uid)
                for uid in self._connection.scalars(select(column).where(column.in_(batch)))
            }
            self._used |= {uid: uid in found for uid in batch}

    def _write(self, uids: list[str], row: Row | None) -> None:
        """These rows and those they are tied to; ``row`` is what documents make of the only one."""
        if row is not None and self.families.alone(uids[0]):
            self._put(uids[0], row)
            return
        for uid in self.families.of(uids):
            told = () if self.families.absorbed(uid) else self.families.told(uid)
            self.touch([uid])
            if told:
                self._put(uid, retell(told))
            elif self._held(uid) and not self.families.absorbed(uid) and self._known(uid):
                self._bereave(uid)
            else:
                self._remove(uid)

    def _held(self, uid: str) -> bool:
        """Whether a row stays for what is decided about it, even if no document tells of it any more."""
        return any(one.action is not Action.REJECT for one in active(self._decisions.get(uid, ())))

    def _known(self, uid: str) -> bool:
        return self.families.apart(uid) or self._number(uid) is not None

    def _life(self, uid: str) -> Told:
        number = self._number(uid)
        return () if number is None else list(self._memory.life(number))

    def _number(self, uid: str) -> int | None:
        return self._connection.scalar(select(schema.rows.c.number).where(schema.rows.c.uid == uid))

    def _put(self, uid: str, row: Row) -> None:
        self._draft(self._without_documents_gone(row.life.event(uid)))

    def _bereave(self, uid: str) -> None:
        """Keeps a row that no document tells of any more."""
        former = self._former(uid)
        if former is None:
            return
        known = {doubt.message for doubt in former.doubts if doubt.code == _GONE}
        names = sorted({mention.document for mention in former.mentions} - known)
        self._draft(replace(former, doubts=(*former.doubts, *(_gone(former, name) for name in names))))

    def _without_documents_gone(self, event: Event) -> Event:
        """The row with a doubt for each of its documents that is no longer there."""
        gone = sorted({mention.document for mention in event.mentions} & self._gone)
        return replace(event, doubts=(*event.doubts, *(_gone(event, name) for name in gone))) if gone else event

    def _draft(self, extracted: Event) -> None:
        uid = extracted.uid
        before = self._former(uid)
        if before and before == replace(extracted, revision=before.revision):
            extracted = before
        elif before:
            extracted = replace(extracted, revision=max(extracted.revision, before.revision + 1))
        self._drafts[uid] = extracted, overlay(extracted, self._decisions.get(uid, ()))

    def _former(self, uid: str) -> Event | None:
        """A row as documents had it when the transaction began."""
        kept = self._kept[uid]
        return thaw(kept[0]) if kept else None

    def _flush(self) -> None:
        """Writes the rows that are ready and say something else than before."""
        for batch in batches([pair for uid, pair in self._drafts.items() if not self._same(uid, pair)]):
            old = [event.uid for _, event in batch if event.uid in self._present]
            if old:
                self._connection.execute(delete(schema.events).where(schema.events.c.uid.in_(old)))
            self._enter([entry(*pair) for pair in batch])
            self._present.update(event.uid for _, event in batch)
            self._rewritten.update(event.uid for _, event in batch)
        self._drafts.clear()

    def _enter(self, entries: Sequence[Entry]) -> None:
        for table, values in (
            (schema.events, [one.event for one in entries]),
            (schema.mentions, [mention for one in entries for mention in one.mentions]),
            (schema.history, [change for one in entries for change in one.history]),
        ):
            if values:
                self._connection.execute(insert(table), values)

    def _same(self, uid: str, pair: tuple[Event, Event]) -> bool:
        kept = self._kept[uid]
        untouched = kept is not None and uid not in self._rewritten
        return untouched and kept is not None and (thaw(kept[0]), thaw(kept[1])) == pair

    def _remove(self, uid: str) -> None:
        self._drafts.pop(uid, None)
        if uid in self._present:
            self._connection.execute(delete(schema.events).where(schema.events.c.uid == uid))
            self._present.discard(uid)
            self._rewritten.add(uid)


def _gone(event: Event, name: str) -> Doubt:
    quotes = dict.fromkeys(mention.sentence for mention in event.mentions if mention.document == name)
    return Doubt(_GONE, name, tuple(quotes))
