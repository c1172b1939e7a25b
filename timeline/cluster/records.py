"""Records of a few typed columns: as tuples for the stages' functions, as data frames for shuffles, as Parquet on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from io import BytesIO
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

Record = tuple[Any, ...]
Columns = Mapping[str, type]
"""Name and type of each column: ``str``, ``bytes`` or ``int``."""

_TYPES = {str: pa.string(), bytes: pa.binary(), int: pa.int64()}
_CHECK = 8
"""Bytes of a checksum."""


def schema(columns: Columns) -> pa.Schema:
    """The columns for Arrow."""
    return pa.schema([(name, _TYPES[kind]) for name, kind in columns.items()])


def table(records: Iterable[Record], columns: Columns) -> pa.Table:
    """Records as a table."""
    cells = list(zip(*records, strict=True)) or [()] * len(columns)
    wanted = schema(columns)
    return pa.Table.from_arrays(
        [pa.array(values, field.type) for values, field in zip(cells, wanted, strict=True)], schema=wanted
    )


def frame(records: Iterable[Record], columns: Columns) -> pd.DataFrame:
    """Records as a data frame."""
    return framed(table(records, columns))


def framed(made: pa.Table) -> pd.DataFrame:
    """A table as a data frame that keeps its types."""
    found: pd.DataFrame = made.to_pandas(types_mapper=pd.ArrowDtype)
    return found


def joined(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Several data frames as one."""
    return pd.concat(frames, ignore_index=True)


def ordered(data: pd.DataFrame, columns: Columns) -> Iterator[Record]:
    """The records of a data frame, sorted by all their columns."""
    made = pa.Table.from_pandas(data[list(columns)], schema(columns), preserve_index=False)
    return records(made.sort_by([(name, "ascending") for name in columns]))


def records(made: pa.Table) -> Iterator[Record]:
    """The records of a table."""
    for batch in made.to_batches(4096):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def packed(made: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file."""
    buffer = BytesIO()
    pq.write_table(made, buffer, compression="zstd")
    return buffer.getvalue()


def unpacked(data: bytes) -> pa.Table:
    """The table again."""
    return pq.read_table(BytesIO(data))


def checksum(made: pa.Table) -> int:
    """The same for the same records in whatever order, and the sum for those of several tables.

    Bytes are left out: a set in them may be written in another order each time.
    """
    said = made.select([field.name for field in made.schema if not pa.types.is_binary(field.type)])
    total = 0
    for record in records(said):
        total += int.from_bytes(blake2b(repr(record).encode(), digest_size=_CHECK).digest())
    return total % (1 << 8 * _CHECK)
