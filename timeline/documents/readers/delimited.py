"""Articles in a CSV file, one to a row (RFC 4180; commas, semicolons or tabs between the cells)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from timeline.documents import encoding
from timeline.documents.readers import LIMIT, Content, articles
from timeline.errors import InputError
from timeline.settings import Settings

_DELIMITERS = (",", ";", "\t")


def read(stream: BinaryIO, _: Settings) -> Iterator[Content | InputError]:
    """A document for each row, numbered as a spreadsheet shows it; the first one has to name the columns."""
    with encoding.reading(stream, newline="") as text:
        head = text.readline(LIMIT)
        text.seek(0)
        usual = csv.field_size_limit(LIMIT)
        rows = csv.reader(text, delimiter=max(_DELIMITERS, key=head.count))
        try:
            where = articles.columns(next(rows, ()))
            for number, row in enumerate(rows, 2):
                if any(row):
                    cells = {name: row[at] for name, at in where.items() if at < len(row)}
                    yield from articles.article(cells, f"row {number}", str(number))
        except csv.Error as error:
            raise InputError(f"line {rows.line_num}: not a CSV file ({error}); save it again as CSV") from None
        finally:
            csv.field_size_limit(usual)
