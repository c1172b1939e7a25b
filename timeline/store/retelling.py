"""Documents told into the midst of others: of those after them, only what they touch is told again.

A document is touched where it may be linked with a new one, where its story has changed, and where a row has changed of
which another document tells that it is linked with. Each is told again as of its own place in the order of telling; what
it tells then touches others only where it differs from what it told before.
"""

from __future__ import annotations

import heapq
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from enum import Flag, auto

from sqlalchemy import ColumnElement, Connection, delete, func, literal, or_, select

from timeline.documents.duplicates import REACH, bands
from timeline.model import Document
from timeline.store import schema
from timeline.store.accounts import name_at
from timeline.store.codec import thaw
from timeline.store.ledger import Ledger
from timeline.store.memory import Stored
from timeline.store.originals import attribute, day, moment, originals
from timeline.store.relations import write
from timeline.store.schema import batches, pairs
from timeline.table import Account
from timeline.table.blocking import AROUND, BARELY, FINE, Arrivals, Filing, Index, Seek, View
from timeline.table.fold import Fold
from timeline.table.links import Links, filings, meets, relink, restory, seeks
from timeline.table.rows import Row, retell

DEARER = 60
"""How many documents can be told one after the other in the time it takes to tell one into their midst."""

_YEAR = 366
_REACH = timedelta(days=REACH)
_documents = schema.documents.c


class _Why(Flag):
    """Why a document is told again."""

    LINKS = auto()
    """It is new, or may be linked otherwise than it was."""
    STORY = auto()
    """Its story may have other documents than it had."""
    ROWS = auto()
    """A row with a draft that it is linked with has changed."""


class Retelling:
    """What changes in a store when new documents are told that others follow; ``tell`` writes it."""

    def __init__(self, connection: Connection, memory: Stored, ledger: Ledger) -> None:
        self._connection = connection
        self._memory = memory
        self._ledger = ledger
        self._index = Index(memory)
        self._queue: list[str] = []
        self._why: dict[str, _Why] = {}
        self._changed: dict[int, str] = {}
        """Where each row that has changed was told of first, before it did; empty for one that is new."""

    def tell(self, new: Sequence[str]) -> None:
        """Tells the documents at these positions, none of which the store has told before."""
        copies = self._attribute(new)
        filed = [one for position in new for one in self._file(position)]
        self._memory.flush()
        self._push(new, _Why.LINKS)
        self._push(copies, _Why.LINKS)
        self._push(self._lookers(filed, frozenset(new)), _Why.LINKS)
        while self._queue:
            position = heapq.heappop(self._queue)
            self._retell(position, repeats=position in copies)
        self._memory.until = ""
        self._settle(min(new))

    def _push(self, positions: Iterable[str], why: _Why) -> None:
        for position in positions:
            if position not in self._why:
                self._why[position] = why
                heapq.heappush(self._queue, position)
            self._why[position] |= why

    def _attribute(self, new: Sequence[str]) -> set[str]:
        """Finds out which documents repeat which; returns those known before that repeat another one than they did."""
        days, twins = {day(position) for position in new}, set(self._twins(new))
        if self._unlike(new, days, twins):
            attribute(self._connection, ((name_at(position), position, "") for position in new))
            return set()
        while True:
            found = self._repeated(min(new), days, twins)
            changed = [position for position, (_, before, now) in found.items() if before != now]
            more, alike = set(map(day, changed)), set(self._twins(changed))
            if more <= days and alike <= twins:
                break
            days, twins = days | more, twins | alike
        attribute(self._connection, ((name, position, copy_of) for position, (name, _, copy_of) in found.items()))
        return set(changed) - set(new)

    def _unlike(self, new: Sequence[str], days: Collection[date], twins: Collection[str]) -> bool:
        """Whether these documents have so little in common with all others, and with one another, that none repeats one."""
        same = select(func.count()).where(_documents.twin.in_(twins))
        if (self._connection.scalar(same) or 0) > len(twins):
            return False
        own, others = set(new), list[bytes]()
        keys = set[bytes]()
        query = select(_documents.position, _documents.sketch).where(_near(days))
        for position, sketch in self._connection.execute(query):
            if position not in own:
                others.append(sketch)
                continue
            mine = bands(text) if (text := thaw(sketch)) else ()
            if not keys.isdisjoint(mine):
                return False
            keys.update(mine)
        return not keys or all(keys.isdisjoint(bands(text)) for text in map(thaw, others) if text)

    def _repeated(self, first: str, days: Collection[date], twins: Collection[str]) -> dict[str, tuple[str, str, str]]:
        """The documents from a position on that one of ``days`` may be the original of, or one with one of these ``twins``:
        by position the name, what each was known to repeat, and what it repeats."""
        columns = _documents.position, _documents.id, _documents.published, _documents.sketch, _documents.copy_of
        query = select(*columns, _documents.twin).where(
            _documents.position >= first, _documents.twin.in_(twins) | _near(days)
        )
        known = originals(self._connection, first, twins)
        found: dict[str, tuple[str, str, str]] = {}
        for position, name, published, sketch, before, twin in self._connection.execute(
            query.order_by(_documents.position)
        ):
            text = thaw(sketch)
            asked = twin in twins or any(one <= day(position) <= one + _REACH for one in days)
            document = Document(name, "", published=moment(published))
            now = known.add(document, text, None if asked else before) if text else ""
            if asked:
                found[position] = name, before, now
        return found

    def _twins(self, positions: Sequence[str]) -> Iterator[str]:
        for batch in batches(positions):
            query = select(_documents.twin).where(_documents.position.in_(batch), _documents.twin != "")
            yield from self._connection.scalars(query)

    def _file(self, position: str) -> list[Filing]:
        """Lets those after it find a document."""
        account = self._memory.account(position)
        found = filings(account)
        self._memory.at(position)
        self._memory.file(found, seeks(account))
        return found

    def _lookers(self, filed: Sequence[Filing], new: frozenset[str]) -> Iterator[str]:
        """The documents that may be linked otherwise since these drafts of ``new`` ones are filed."""
        arrivals = Arrivals(filed)
        found = {position for one in filed for position in self._sought(one, few=arrivals.few)} - new
        self._memory.fetch(found)
        for position in sorted(found):
            if meets(self._memory.account(position), arrivals, self._index, self._memory.account):
                yield position

    def _sought(self, filing: Filing, *, few: bool) -> Iterator[str]:
        """The later documents that look where a draft is filed, and may find it there; ``few`` as in ``Arrivals``."""
        here, seek = schema.filings.c, schema.seeks.c
        first, last = filing.first - _YEAR, filing.last + _YEAR
        start, end = (first, last) if filing.long else (filing.first - AROUND, filing.last + AROUND)
        own = select(here.position, here.first, here.last, literal(value=False), here.words)
        own = own.where(here.first <= end, here.last >= start)
        more = select(seek.position, seek.first, seek.last, seek.far, seek.words)
        more = more.where(seek.first <= last, seek.last >= first)
        buckets = self._index.buckets(filing)
        for query in (own.where(~here.long, here.first > start - FINE), own.where(here.long), more):
            for position, begin, until, far, words in self._connection.execute(query):
                looks = Seek(begin, until, far, tuple(words.split("\n")))
                if position <= filing.ref.position or not looks.meets(filing):
                    continue
                shared = {filing.ref: [word for word in looks.words if word in filing.words]}
                there = dict.fromkeys(buckets, shared)
                if far or not few or not self._index.overlooks(there, barely=BARELY, view=View(position)):
                    yield position

    def _retell(self, position: str, *, repeats: bool) -> None:
        """Tells a document again as of its place; ``repeats`` says that it repeats another one than it did."""
        memory, account = self._memory, self._memory.account(position)
        told, kin = memory.told(position), set(memory.earlier_kin(position))
        memory.until = position
        memory.at(position)
        links = self._links(account, self._why[position])
        if links is None:
            return
        first = self._first({telling.row for telling in told})
        self._connection.execute(delete(schema.tellings).where(schema.tellings.c.position == position))
        numbers = {
            telling.drafts[0][0]: telling.row for telling in told if telling.drafts and first[telling.row] == position
        }
        Fold(memory).take(account, links, numbers)
        memory.flush()
        now = memory.told(position)
        changed = {one.row for one in (told + now if repeats else set(told) ^ set(now))}
        first = self._first(changed - first.keys(), position) | first
        self._changed |= {row: first.get(row, "") for row in changed - self._changed.keys()}
        if changed:
            drafts = self._drafts(changed)
            drafts[position] |= {number for one in told if one.row in changed for number, _ in one.drafts}
            self._push(self._linked(drafts, position), _Why.LINKS if repeats else _Why.ROWS)
        if ends := kin ^ set(links.kin):
            self._push(self._kin(ends | {position}, position), _Why.STORY)

    def _links(self, account: Account, why: _Why) -> Links | None:
        """The links of a document as of now; none where they are what they were, and lead to no row that has changed."""
        memory, position = self._memory, account.position
        if _Why.LINKS in why:
            links = relink(account, self._index, memory.account, memory)
        else:
            before = memory.links(position)
            links = restory(account, before, memory.account, memory) if _Why.STORY in why else before
            if write(links) == write(before):
                return before if _Why.ROWS in why else None
        for table in (schema.links, schema.relations):
            self._connection.execute(delete(table).where(table.c.position == position))
        memory.link(links)
        return links

    def _linked(self, drafts: Mapping[str, Set[int]], position: str) -> Iterator[str]:
        """The documents after a position that are linked with one of these drafts, by their documents' positions."""
        link = schema.links.c
        for batch in batches(sorted(drafts)):
            query = select(link.position, link.other, link.drafts).where(link.other.in_(batch))
            for later, other, numbers in self._connection.execute(query.where(link.position > position)):
                if not drafts[other].isdisjoint(json.loads(numbers)):
                    yield later

    def _kin(self, others: Collection[str], position: str) -> Iterator[str]:
        """The documents after a position that share an event for sure with one of these."""
        link = schema.links.c
        for batch in batches(sorted(others)):
            query = select(link.position).where(link.other.in_(batch), link.position > position, link.kin)
            yield from self._connection.scalars(query)

    def _drafts(self, rows: Collection[int]) -> defaultdict[str, set[int]]:
        """The drafts that came to these rows, by their documents' positions."""
        told = schema.tellings.c
        found: defaultdict[str, set[int]] = defaultdict(set)
        for batch in batches(sorted(rows)):
            query = select(told.position, told.drafts).where(told.row.in_(batch))
            for position, drafts in self._connection.execute(query):
                found[position].update(number for number, _ in json.loads(drafts))
        return found

    def _first(self, rows: Collection[int], until: str = "") -> dict[int, str]:
        """Where rows are told of first, among the documents before a position; those of which nothing is told are left out."""
        told = schema.tellings.c
        query = select(told.row, func.min(told.position)).group_by(told.row)
        query = query.where(told.position < until) if until else query
        found: dict[int, str] = {}
        for batch in batches(sorted(rows)):
            found |= pairs(self._connection, query.where(told.row.in_(batch)))
        return found

    def _settle(self, since: str) -> None:
        """Writes the rows that changed; what was told of first from a position on may be another row now."""
        row = schema.rows.c
        uids: dict[int, str] = {}
        for batch in batches(sorted(self._changed)):
            uids |= pairs(self._connection, select(row.number, row.uid).where(row.number.in_(batch)))
        apart = [number for number in uids if self._changed[number] >= since]
        self._ledger.orphan(uids[number] for number in apart)
        self._ledger.touch(uids.values())
        for batch in batches(apart):
            self._connection.execute(delete(schema.rows).where(row.number.in_(batch)))
        self._ledger.settle(self._rows())
        self._ledger.drop()

    def _rows(self) -> Iterator[tuple[int, Row]]:
        for number in sorted(self._changed):
            if life := list(self._memory.life(number)):
                yield number, retell(life)


def _near(days: Iterable[date]) -> ColumnElement[bool]:
    """That a document was published so shortly before or after one of these days that it may be a version of one of then."""
    day_after = _REACH + timedelta(days=1)
    return or_(
        *(_documents.published.between((one - _REACH).isoformat(), (one + day_after).isoformat()) for one in days)
    )
