"""Tables out: Parquet files in a folder for each, in the columns of the files that one machine writes.

Rows are in the order of the table within a file, and one file after the other, so that a reader who wants a month opens
one of them. A folder takes the place of an older one when all of it is there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from itertools import accumulate
from typing import Any

from timeline.cluster.engine import Dataset, Engine, by_key
from timeline.cluster.folder import Folder, writing
from timeline.cluster.records import Columns, Record
from timeline.store.codec import thaw
from timeline.table import Account, columns
from timeline.table.columns import EVIDENCE, SOURCES, TIMELINE, UNRESOLVED, Column, Value
from timeline.writers import parquet

TABLES: tuple[tuple[str, tuple[Column[Any], ...]], ...] = (
    *(("timeline", TIMELINE), ("evidence", EVIDENCE)),
    *(("documents", SOURCES), ("unresolved", UNRESOLVED)),
)
_DAYS: Columns = {"day": str, "rows": int}
_PLACED: Columns = {"file": int, "undated": int, "start": str, "end": str, "uid": str, "values": bytes}
WRITTEN: Columns = {"table": str, "rows": int}
_MADE = "made"


def written(engine: Engine, told: Dataset, rows: Dataset) -> Counter[str]:
    """Writes all tables into the working folder and returns how many rows each has."""
    made = engine.folder / _MADE
    days = engine.mapped("days", rows, _days, _DAYS)
    counted: Counter[str] = Counter()
    for day, count in days:
        counted[day] += count
    ends = _cut(counted, engine.sizes.written)
    events = engine.shuffled(
        "events", [(rows, partial(_placed, ends=ends))], _PLACED, partial(_write_rows, folder=made), WRITTEN
    )
    names = engine.each("documents", range(told.parts), partial(_documents, told=told, folder=made), WRITTEN)
    found: Counter[str] = Counter({table: 0 for table, _ in TABLES})
    for written_ in (events, names):
        for table, count in written_:
            found[table] += count
    for table, schema in TABLES:
        if not found[table] and not (made / table).exists():
            _write(made / table, 0, schema, [])
    return found


def publish(engine: Engine, output: Folder) -> None:
    """Puts the tables in the place of those that are in the output folder."""
    with writing(output.url):
        for table, _ in TABLES:
            if (engine.folder / _MADE / table).exists():
                (engine.folder / _MADE / table).rename(output / table)


def _days(rows: Iterable[Record]) -> Iterator[Record]:
    yield from sorted(Counter(_day(undated, start) for undated, start, *_ in rows).items())


def _day(undated: int, start: str) -> str:
    """In the order of the rows, which has those without a date last."""
    return f"{undated:d}{start[:10]}"


def _cut(counted: Counter[str], most: int) -> list[str]:
    """The first day of each file but the first: as many days as have so many rows, and at least one."""
    days = sorted(counted)
    filled = [total // most for total in accumulate(counted[day] for day in days)]
    return [day for day, before, here in zip(days[1:], filled, filled[1:], strict=False) if here > before]


def _placed(rows: Iterable[Record], ends: Sequence[str]) -> Iterator[Record]:
    for undated, start, *rest in rows:
        yield bisect_right(ends, _day(undated, start)), undated, start, *rest


def _write_rows(found: Iterator[Record], folder: Folder) -> Iterator[Record]:
    for file, rows in by_key(found):
        events: list[tuple[Value, ...]] = []
        evidence: list[tuple[Value, ...]] = []
        for *_, values in rows:
            row, mentions = thaw(values)
            events.append(row)
            evidence += mentions
        yield _write(folder / "timeline", file, TIMELINE, events)
        yield _write(folder / "evidence", file, EVIDENCE, evidence)


def _documents(number: int, told: Dataset, folder: Folder) -> Iterator[Record]:
    accounts: list[Account] = sorted((thaw(account) for _, account in told.part(number)), key=_name)
    documents = [columns.values(SOURCES, account.document) for account in accounts]
    missing = [one for account in accounts for one in sorted(account.unresolved, key=lambda one: one.start)]
    yield _write(folder / "documents", number, SOURCES, documents)
    yield _write(folder / "unresolved", number, UNRESOLVED, [columns.values(UNRESOLVED, one) for one in missing])


def _name(account: Account) -> str:
    return account.document.id


def _write(
    folder: Folder, number: int, schema: tuple[Column[Any], ...], rows: Iterable[tuple[Value, ...]]
) -> tuple[str, int]:
    buffer = BytesIO()
    rows = list(rows)
    parquet.write_values(schema, rows, buffer)
    folder.write(f"part-{number:05d}.parquet", buffer.getvalue())
    return folder.url.rpartition("/")[2], len(rows)
