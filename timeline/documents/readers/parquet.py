"""Articles in an Apache Parquet file, one to a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from timeline.documents.readers import Content, articles
from timeline.documents.readers.extras import load
from timeline.errors import InputError
from timeline.settings import Settings

_ROWS = 256


def read(stream: BinaryIO, _: Settings) -> Iterator[Content | InputError]:
    """A document for each row, a few of them in memory at a time."""
    library = load("parquet", "pyarrow.parquet")
    try:
        table = library.ParquetFile(stream)
        where = articles.columns(table.schema_arrow.names)
        names = {table.schema_arrow.names[at]: name for name, at in where.items()}
        number = 0
        for batch in table.iter_batches(_ROWS, columns=list(names)):
            for row in batch.to_pylist():
                number += 1
                yield from articles.article({names[key]: row[key] for key in names}, f"row {number}", str(number))
    except InputError:
        raise
    except Exception as error:  # the library raises whatever its decoders raise
        raise InputError("no Parquet file, or a damaged one; write it again") from error
