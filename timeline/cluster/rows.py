"""Rows on many machines: what links connect is folded together, apart from all else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from timeline.cluster.components import components, contracted
from timeline.cluster.engine import Dataset, Engine, by_key
from timeline.cluster.links import LINKED, links, read, written
from timeline.cluster.records import Columns, Record
from timeline.model import Timeline
from timeline.store.codec import freeze, thaw
from timeline.table import Account, columns
from timeline.table.blocking import Ref
from timeline.table.components import only
from timeline.table.fold import Fold
from timeline.table.identity import SETS, Signature, uid
from timeline.table.links import Links

_PARTS: Columns = {"position": str, "node": str, "least": str, "links": str, "account": bytes}
_APART: Columns = {"component": str, **LINKED}
ROWS: Columns = {"undated": int, "start": str, "end": str, "uid": str, "values": bytes}
"""In the order of the rows of a table; ``values`` are those of the row and of its evidence."""
_BETWEEN = "\x1f"
_ECHO = "e"


def rows(engine: Engine, told: Dataset) -> Dataset:
    """One row per event."""
    linked = links(engine, told)
    named = components(engine, "components", [(linked, _edges)])
    apart = engine.shuffled("apart", [(linked, _whole), (named, _named)], _PARTS, _apart, _APART)
    found = engine.shuffled("rows", [(apart, _same)], _APART, _folded, ROWS)
    engine.drop(linked, named, apart)
    return found


def _same(given: Iterator[Record]) -> Iterator[Record]:
    return given


def _node(ref: Ref) -> str:
    return f"{ref.position}{_BETWEEN}{ref.number:06d}"


def _echo(position: str, number: int) -> str:
    return f"{position}{_BETWEEN}{_ECHO}{number:06d}"


def _edges(linked: Iterator[Record]) -> Iterator[Record]:
    return contracted(edge for position, _, said in linked for edge in _linked(position, read(said)))


def _linked(position: str, found: Links) -> Iterator[tuple[str, str]]:
    for table in (found.told, found.story):
        for number, several in table.items():
            yield from ((_node(link.ref), _node(Ref(position, number))) for link in several)
    for number, others in found.within.items():
        yield from ((_node(Ref(position, other)), _node(Ref(position, number))) for other in others)
    for number, refs in found.echoes.items():
        yield from ((_node(ref), _echo(position, number)) for ref in refs)


def _whole(linked: Iterator[Record]) -> Iterator[Record]:
    yield from ((position, "", "", said, account) for position, account, said in linked)


def _named(named: Iterator[Record]) -> Iterator[Record]:
    for node, least in named:
        yield node.rpartition(_BETWEEN)[0], node, least, "", b""


def _apart(given: Iterator[Record]) -> Iterator[Record]:
    """Each document in pieces: of each component what is in it."""
    for position, ((_, _, said, data), *named) in by_key(given):
        account: Account = thaw(data)
        found = read(said)
        least = {node: name for node, name, *_ in named}
        drafts, echoes = defaultdict(set), defaultdict(set)
        for number in found.told:
            node = _node(Ref(position, number))
            drafts[least.get(node, node)].add(number)
        for number in found.echoes:
            node = _echo(position, number)
            echoes[least.get(node, node)].add(number)
        for name in sorted({*drafts, *echoes}):
            piece = _restricted(account, drafts[name])
            yield name, position, freeze(piece), written(only(found, drafts[name], echoes[name]))


def _restricted(account: Account, numbers: Collection[int]) -> Account:
    """The account with nothing but these drafts, and those that share their founding mention, in their places."""
    if not numbers:
        return replace(account, drafts=(), unresolved=())
    starts = {_start(account.drafts[number]) for number in numbers}
    none = _nothing(account.drafts[0])
    kept = tuple(draft if _start(draft) in starts else none for draft in account.drafts[: max(numbers) + 1])
    return replace(account, drafts=kept, unresolved=())


def _start(draft: Signature) -> int:
    return draft.event.mentions[0].start


def _nothing(draft: Signature) -> Signature:
    """What stands where another component's draft stands: a mention nowhere in the text."""
    mention = replace(draft.event.mentions[0], start=-1, sentence="")
    sets: dict[str, Any] = {name: frozenset() for name in SETS}
    return replace(draft, event=replace(draft.event, mentions=(mention,)), **sets)


def _folded(given: Iterator[Record]) -> Iterator[Record]:
    for _, pieces in by_key(given):
        fold = Fold()
        documents = {}
        for _, data, said in pieces:
            account: Account = thaw(data)
            documents[account.document.id] = account.document
            fold.take(account, read(said))
        for _, row in fold:
            event = row.life.event(uid(row.founder, row.ordinal))
            made = Timeline(tuple(documents[name] for name in columns.sources(event)), (event,))
            undated, start, end, key = columns.order(event)
            (whole,) = columns.event_rows(made)
            values = (
                columns.values(columns.TIMELINE, whole),
                [columns.values(columns.EVIDENCE, one) for one in columns.evidence_rows(made)],
            )
            yield int(undated), start, end, key, freeze(values)
