"""Blocks on many machines: every block is worked through in the order of telling by whoever has it.

A draft is sent to the blocks it is filed in, and to those in which it looks for earlier ones. Of a week or a year no more
is sent back than the best that a draft finds there: whatever is not among these cannot be among the best of all.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from heapq import nlargest
from itertools import groupby
from operator import itemgetter
from zlib import crc32

from timeline.cluster.engine import Dataset, Engine, by_key
from timeline.cluster.records import Columns, Record
from timeline.store.codec import thaw
from timeline.table import Account
from timeline.table.blocking import CANDIDATES, Address, Block, Layer, Ref, best
from timeline.table.links import Seeker, barely, filings, seekers

_BLOCKS: Columns = {
    **{"address": str, "position": str, "filed": int},
    **{"number": int, "reading": int, "echo": int, "words": str},
}
"""In a block the documents in the order of telling, each first with what it looks for, then with what can be found."""
_FOUND: Columns = {
    **{"position": str, "number": int, "reading": int, "echo": int},
    **{"bucket": str, "earlier": str, "draft": int, "count": int},
}
FOUND: Columns = {"position": str, "found": str}
"""For each document that finds any: what ``told`` writes."""
_BETWEEN = "\x1f"
_DENSE = 4
"""How many times as much as the accounts is sent to the blocks."""

Found = Mapping[Seeker, list[Ref]]


def found(engine: Engine, told: Dataset) -> Dataset:
    """The earlier drafts that those of each document are to be compared with."""
    copies = 1 + told.rows // engine.sizes.blocks
    counted = engine.shuffled(
        "blocks", [(told, partial(_addressed, copies=copies))], _BLOCKS, _counted, _FOUND, dense=_DENSE
    )
    gathered = engine.shuffled("found", [(counted, _same)], _FOUND, _best, FOUND)
    engine.drop(counted)
    return gathered


def read(said: str) -> Found:
    """What is found by each who looks for something."""
    return {
        Seeker(number, reading, bool(echo)): [Ref(*ref) for ref in refs]
        for number, reading, echo, refs in json.loads(said)
    }


def _addressed(told: Iterator[Record], copies: int) -> Iterator[Record]:
    for position, data in told:
        account: Account = thaw(data)
        own = crc32(position.encode()) % copies
        for who, where in seekers(account):
            for address, words in where:
                yield _written(address, own), position, 0, who.number, who.reading, int(who.echo), _BETWEEN.join(words)
        for filing in filings(account):
            for address, words in filing.addresses():
                for copy in range(copies):
                    yield _written(address, copy), position, 1, filing.ref.number, 0, 0, _BETWEEN.join(words)


def _written(address: Address, copy: int) -> str:
    return f"{copy} {address.layer} {address.bucket} {address.name}"


def _counted(given: Iterator[Record]) -> Iterator[Record]:
    """How many words each draft shares with those before it in a block."""
    for address, lying in groupby(given, itemgetter(0)):
        _, layer, bucket, _ = address.split(" ", 3)
        block = Block()
        for _, position, filed, number, reading, echo, said in lying:
            words = said.split(_BETWEEN)
            if filed:
                block.add(Ref(position, number), words)
                continue
            counts: Counter[Ref] = Counter()
            block.count(words, counts)
            ranked = ((count, ref) for ref, count in counts.items())
            for count, ref in ranked if layer == Layer.NAMES else nlargest(CANDIDATES, ranked):
                yield position, number, reading, echo, f"{layer} {bucket}", ref.position, ref.number, count


def _best(given: Iterator[Record]) -> Iterator[Record]:
    for position, counted in by_key(given):
        sought = []
        for (number, reading, echo), rows in groupby(counted, itemgetter(0, 1, 2)):
            buckets: defaultdict[str, Counter[Ref]] = defaultdict(Counter)
            for *_, bucket, earlier, draft, count in rows:
                buckets[bucket][Ref(earlier, draft)] += count
            refs = best(buckets.values(), barely=barely(Seeker(number, reading, bool(echo))))
            sought.append((number, reading, echo, refs))
        yield position, json.dumps(sought, ensure_ascii=False)


def _same(given: Iterator[Record]) -> Iterator[Record]:
    return given
