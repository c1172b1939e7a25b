"""CSV as RFC 4180 has it, with a Frictionless Data Package (v1) that says what the columns mean.

UTF-8 without a byte order mark, CRLF, a fixed column order. The variant for spreadsheet programs has the mark, and no
cell that such a program would take for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TypeVar

from timeline.errors import UsageError
from timeline.model import Timeline
from timeline.table import columns
from timeline.table.columns import EVIDENCE, TIMELINE, Column
from timeline.writers import TABLES
from timeline.writers.labels import Labels
from timeline.writers.text import clean

Row = TypeVar("Row")

PACKAGE = "datapackage.json"

_BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MEDIA_TYPE = "text/csv"
_TYPES = {"moment": "string", "list": "string"}
"""Types of ours that Table Schema has no single name for."""


def stream(timeline: Timeline, out: IO[str], table: str = "timeline", *, excel: bool = False) -> None:
    """Write one table (``timeline`` or ``evidence``) to an open text stream, and nothing else.

    The stream should not translate line ends (``newline=""``). ``excel`` asks for the variant for spreadsheet programs.

    :raises UsageError: for a table there is none of
    """
    if table not in TABLES:
        raise UsageError(f"“{table}” is no table; the tables are {', '.join(TABLES)}")
    if table == "timeline":
        _write(out, TIMELINE, columns.event_rows(timeline), excel)
    else:
        _write(out, EVIDENCE, columns.evidence_rows(timeline), excel)


def write(timeline: Timeline, path: Path, table: str, *, excel: bool = False) -> None:
    """Write one table to a file; the arguments are those of :func:`stream`."""
    with path.open("w", encoding="utf-8", newline="") as out:
        stream(timeline, out, table, excel=excel)


def write_package(path: Path, labels: Labels) -> None:
    """Write the ``datapackage.json`` that describes both tables (https://specs.frictionlessdata.io, Tabular Data Package)."""
    package = {
        "profile": "tabular-data-package",
        "name": "timeline",
        "title": labels.data["name"],
        "resources": [
            _resource("timeline", TIMELINE, labels, {"primaryKey": "uid"}),
            _resource(
                "evidence",
                EVIDENCE,
                labels,
                {"foreignKeys": [{"fields": "uid", "reference": {"resource": "timeline", "fields": "uid"}}]},
            ),
        ],
    }
    path.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def _write(out: IO[str], schema: tuple[Column[Row], ...], rows: Iterable[Row], excel: bool) -> None:
    if excel:
        out.write(_BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow([column.key for column in schema])
    for row in rows:
        writer.writerow([_cell(column, column.read(row), excel) for column in schema])


def _cell(column: Column[Row], value: columns.Value, excel: bool) -> str:
    text = columns.text(value)
    if column.type not in {"string", "list"}:
        return text
    text = clean(text)
    return f"'{text}" if excel and text.startswith(_FORMULA) else text


def _resource(name: str, schema: tuple[Column[Row], ...], labels: Labels, keys: dict[str, object]) -> dict[str, object]:
    fields = [
        {
            "name": column.key,
            "title": labels.heading(column.key),
            "type": _TYPES.get(column.type, column.type),
            "description": column.description,
            **({"constraints": dict(column.constraints)} if column.constraints else {}),
        }
        for column in schema
    ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": _MEDIA_TYPE,
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""], **keys},
    }
