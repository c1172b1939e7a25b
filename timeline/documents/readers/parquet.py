"""Articles in an Apache Parquet file, one to a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from timeline.documents.readers import Content, articles
from timeline.documents.readers.extras import load
from timeline.errors import InputError
from timeline.settings import Settings

_ROWS = 256


@dataclass(frozen=True, slots=True)
class Group:
    """A row group of a file: the least that can be read of it alone."""

    number: int
    first: int
    """How many rows are before it."""
    rows: int
    size: int
    """Bytes of the texts in it."""


def read(stream: BinaryIO, _: Settings) -> Iterator[Content | InputError]:
    """A document for each row, a few of them in memory at a time."""
    with _opened(stream) as table:
        yield from _rows(table, range(table.num_row_groups), 0)


def groups(stream: BinaryIO) -> list[Group]:
    """The row groups of a file, from what its end says; raises ``InputError`` where ``read`` does."""
    found = []
    with _opened(stream) as table:
        names = table.schema_arrow.names
        text = names[articles.columns(names)["text"]]
        first = 0
        for number in range(table.num_row_groups):
            group = table.metadata.row_group(number)
            chunks = (group.column(at) for at in range(group.num_columns))
            size = sum(chunk.total_uncompressed_size for chunk in chunks if chunk.path_in_schema == text)
            found.append(Group(number, first, group.num_rows, size))
            first += group.num_rows
    return found


def between(stream: BinaryIO, within: Sequence[Group], start: int, stop: int) -> Iterator[Content | InputError]:
    """The documents of the rows from ``start`` up to ``stop`` (counted from 0, exclusive), which are in these groups."""
    with _opened(stream) as table:
        yield from _rows(table, [group.number for group in within], within[0].first, start, stop)


def repeated(stream: BinaryIO) -> dict[str, list[int]]:
    """The ids of several documents in a file, and the rows (counted from 0) whose documents have them."""
    with _opened(stream) as table:
        names = table.schema_arrow.names
        where = articles.columns(names)
        if "id" not in where:
            return {}
        parts = Counter(part for part, _ in _parts(table, [names[where["id"]]]))
        again = {part for part, count in parts.items() if count > 1}
        if not again:
            return {}
        found: dict[str, list[int]] = {}
        told = _parts(table, [names[where["id"]], names[where["text"]]])
        for number, (part, text) in enumerate(told):
            if part in again and str(text or "").strip():
                found.setdefault(part, []).append(number)
        return found


def _parts(table: Any, columns: list[str]) -> Iterator[tuple[str, object]]:
    number = 0
    for batch in table.iter_batches(_ROWS, columns=columns):
        for row in batch.to_pylist():
            number += 1
            said = row[columns[0]]
            yield ("" if said is None else str(said).strip()) or str(number), row[columns[-1]]


def _rows(
    table: Any, numbers: Sequence[int], before: int, start: int = 0, stop: int | None = None
) -> Iterator[Content | InputError]:
    """The articles of some row groups; ``before`` is how many rows are before these."""
    headings = table.schema_arrow.names
    names = {headings[at]: name for name, at in articles.columns(headings).items()}
    number = before
    for batch in table.iter_batches(_ROWS, row_groups=list(numbers), columns=list(names)):
        if stop is not None and number >= stop:
            return
        if number + batch.num_rows <= start:
            number += batch.num_rows
            continue
        for row in batch.to_pylist():
            number += 1
            if start < number and (stop is None or number <= stop):
                cells = {names[key]: row[key] for key in names}
                yield from articles.article(cells, f"row {number}", str(number))


@contextmanager
def _opened(stream: BinaryIO) -> Iterator[Any]:
    library = load("parquet", "pyarrow.parquet")
    try:
        yield library.ParquetFile(stream)
    except InputError:
        raise
    except Exception as error:  # the library raises whatever its decoders raise
        raise InputError("no Parquet file, or a damaged one; write it again") from error
