"""Near-duplicates without one place that knows all documents: those that share a key meet in a part, pairs of them are
compared, and what each repeats leads to the first of all.

The keys, what they are compared by and how many of them are looked at are those of ``documents.duplicates``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter

from timeline.cluster.components import EDGES, components
from timeline.cluster.engine import Dataset, Engine, by_key
from timeline.cluster.records import Columns, Record
from timeline.documents.duplicates import CROWDED, Sketch, apart, bands, versions
from timeline.model import Moment
from timeline.store.codec import freeze, thaw
from timeline.table import Account

_TWINS: Columns = {"twin": bytes, "position": str, "sketch": bytes}
_FIRST: Columns = {"position": str, "first": str, "sketch": bytes}
"""``first`` is the earliest document with the same text, empty for that one itself."""
_BANDS: Columns = {"band": bytes, "position": str, "seeks": int}
_PAIRS: Columns = {"later": str, "earlier": str}
_MET: Columns = {"position": str, "later": str, "sketch": bytes}
_COMPARED: Columns = {"later": str, "earlier": str, "sketch": bytes}
_ORIGINALS: Columns = {"position": str, "original": str, "account": bytes}
TOLD: Columns = {"position": str, "account": bytes}


def attributed(engine: Engine, accounts: Dataset) -> Dataset:
    """The accounts, each with the document that it repeats, if it does."""
    twins = engine.shuffled("twins", [(accounts, _sketched)], _TWINS, _firsts, _FIRST)
    pairs = engine.shuffled("pairs", [(twins, _banded)], _BANDS, _meeting, _PAIRS)
    halves = engine.shuffled("halves", [(pairs, _by_earlier), (twins, _sketches)], _MET, _with_earlier, _COMPARED)
    copies = engine.shuffled("copies", [(halves, _same), (twins, _own)], _COMPARED, _repeating, EDGES)
    originals = components(engine, "originals", [(copies, _same), (twins, _twins)])
    told = engine.shuffled("told", [(accounts, _accounts), (originals, _named)], _ORIGINALS, _attributed, TOLD)
    engine.drop(accounts, twins, pairs, halves, copies, originals)
    return told


def published(position: str) -> Moment | None:
    """The publication date in a position."""
    said = position.split(" ", 2)[1]
    return (datetime if "T" in said else date).fromisoformat(said) if said else None


def name(position: str) -> str:
    """The document's id in a position."""
    return position.split(" ", 2)[2]


def _sketched(accounts: Iterator[Record]) -> Iterator[Record]:
    for position, _, sketch, problem in accounts:
        if not problem and (text := _thawed(sketch)).twin:
            yield text.twin, position, sketch


def _firsts(found: Iterator[Record]) -> Iterator[Record]:
    for _, same in groupby(found, itemgetter(0)):
        first = ""
        for _, position, sketch in same:
            yield position, first, sketch
            first = first or position


def _banded(twins: Iterator[Record]) -> Iterator[Record]:
    for position, first, sketch in twins:
        for band in bands(_thawed(sketch)):
            yield band, position, int(not first)


def _meeting(found: Iterator[Record]) -> Iterator[Record]:
    """Each text that may be a version, with the latest ones before it that share a key."""
    for _, sharing in groupby(found, itemgetter(0)):
        latest: deque[str] = deque(maxlen=CROWDED)
        for _, position, seeks in sharing:
            if seeks:
                yield from ((position, earlier) for earlier in latest)
            latest.append(position)


def _by_earlier(pairs: Iterator[Record]) -> Iterator[Record]:
    yield from ((earlier, later, b"") for later, earlier in dict.fromkeys(pairs))


def _sketches(twins: Iterator[Record]) -> Iterator[Record]:
    yield from ((position, "", sketch) for position, _, sketch in twins)


def _with_earlier(found: Iterator[Record]) -> Iterator[Record]:
    """The pairs, each with what the earlier text is recognised by."""
    for earlier, group in by_key(found):
        sketch = group[0][1]
        yield from ((later, earlier, sketch) for later in dict.fromkeys(one for one, _ in group) if later)


def _own(twins: Iterator[Record]) -> Iterator[Record]:
    yield from ((position, "", sketch) for position, first, sketch in twins if not first)


def _repeating(found: Iterator[Record]) -> Iterator[Record]:
    """The versions, each with the first of those that it is compared with."""
    for later, group in by_key(found):
        (_, sketch), *earlier = group
        text = _thawed(sketch) if earlier else None
        for other, known in earlier:
            if text and versions(text, _thawed(known), apart(published(later), published(other))):
                yield later, other
                break


def _twins(twins: Iterator[Record]) -> Iterator[Record]:
    yield from ((position, first) for position, first, _ in twins if first)


def _accounts(accounts: Iterator[Record]) -> Iterator[Record]:
    yield from ((position, "", account) for position, account, _, problem in accounts if not problem)


def _named(originals: Iterator[Record]) -> Iterator[Record]:
    yield from ((position, original, b"") for position, original in originals)


def _attributed(found: Iterator[Record]) -> Iterator[Record]:
    for position, ((_, account), *original) in by_key(found):
        yield position, _repeated(account, name(original[0][0])) if original else account


def _repeated(account: bytes, original: str) -> bytes:
    told: Account = thaw(account)
    return freeze(told.repeating(original))


def _same(found: Iterator[Record]) -> Iterator[Record]:
    return found


def _thawed(sketch: bytes) -> Sketch:
    found: Sketch = thaw(sketch)
    return found
