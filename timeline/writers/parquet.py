"""Parquet files (https://parquet.apache.org): the columns of the CSV files with their types, for large timelines.

Dates are timestamps without a zone, and how much of one was said stands in the column ``precision``; lists are lists;
what is empty is null.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path
from typing import BinaryIO, TypeVar

from timeline.errors import UsageError
from timeline.model import Moment, Timeline
from timeline.table import columns
from timeline.table.columns import EVIDENCE, TIMELINE, Column
from timeline.writers.text import clean

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:
    raise UsageError("--formats parquet needs pyarrow; install it with: pip install 'timeline[parquet]'") from None

Row = TypeVar("Row")

_TYPES = {
    "string": pa.string(),
    "list": pa.list_(pa.string()),
    "integer": pa.int64(),
    "number": pa.float64(),
    "moment": pa.timestamp("ms"),  # the coarsest that Parquet has: nanoseconds begin in 1677
}


def write(timeline: Timeline, path: Path, table: str) -> None:
    """Write one table (``timeline`` or ``evidence``) to a file."""
    if table == "timeline":
        write_values(TIMELINE, (columns.values(TIMELINE, row) for row in columns.event_rows(timeline)), path)
    else:
        write_values(EVIDENCE, (columns.values(EVIDENCE, row) for row in columns.evidence_rows(timeline)), path)


def write_values(
    schema: tuple[Column[Row], ...], rows: Iterable[tuple[columns.Value, ...]], where: Path | BinaryIO
) -> None:
    """Write rows of values in the order of ``schema`` to a file."""
    cells = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [
        pa.array([_value(value) for value in values], _TYPES[column.type])
        for column, values in zip(schema, cells, strict=True)
    ]
    fields = [
        pa.field(column.key, _TYPES[column.type], metadata={"description": column.description}) for column in schema
    ]
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), where, compression="zstd")


def _value(value: columns.Value) -> object:
    if isinstance(value, str):
        return clean(value) or None
    if isinstance(value, tuple):
        return [clean(item) for item in value]
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return datetime.combine(value, time()) if isinstance(value, Moment) else value
