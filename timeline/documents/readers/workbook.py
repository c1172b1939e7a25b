"""Articles in an Excel workbook (Office Open XML), one to a row."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any, BinaryIO

from timeline.documents.readers import LIMIT, Content, ForeignError, articles, package
from timeline.errors import InputError
from timeline.settings import Settings

_OWN = "timeline"
"""The author that this program writes into its workbooks."""


def read(stream: BinaryIO, _: Settings) -> Iterator[Content | InputError]:
    """A document for each row of the sheets whose first row names a column ``text``."""
    from openpyxl import load_workbook  # noqa: PLC0415  # a third of a second to load

    warnings.filterwarnings("ignore", module=r"openpyxl\.")  # of styles and rules, which say nothing of the text
    try:
        package.check(stream, 8 * LIMIT)
        book = load_workbook(stream, read_only=True, data_only=True)
        if book.properties.creator == _OWN:
            raise ForeignError("a workbook that this program wrote; give the documents that it was made from")
        yield from _sheets(book)
    except InputError:
        raise
    except Exception as error:  # the library raises whatever its parsers raise
        raise InputError("no Excel workbook, or a damaged one; open it and save it again as .xlsx") from error


def _sheets(book: Any) -> Iterator[Content | InputError]:
    missing: InputError | None = None
    tables = []
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        try:
            tables.append((sheet.title, articles.columns(next(rows, ())), rows))
        except InputError as error:
            missing = missing or error
    if not tables and missing:
        raise missing
    for title, where, rows in tables:
        sheet = f"{title}, " if len(tables) > 1 else ""
        for number, row in enumerate(rows, 2):
            cells = {name: row[at] for name, at in where.items() if at < len(row) and row[at] is not None}
            if cells:
                yield from articles.article(cells, f"{sheet}row {number}", f"{sheet}{number}")
