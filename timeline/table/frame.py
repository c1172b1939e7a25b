"""The rows as a pandas data frame, with real dates."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from timeline.model import Moment, Timeline
from timeline.table import columns

if TYPE_CHECKING:
    import pandas as pd

DTYPES = {
    "string": "str",
    "list": "str",
    "integer": "int64",
    "number": "float64",
    "moment": "datetime64[s]",
}
"""Seconds, not nanoseconds: a timeline may hold days before 1677."""


def frame(timeline: Timeline) -> pd.DataFrame:
    """One row per event with the columns of ``timeline.csv``; dates are ``datetime64``, lists joined by ``; ``."""
    import pandas as pd  # noqa: PLC0415 - a third of a second, for those who ask for a frame

    rows = [columns.values(columns.TIMELINE, row) for row in columns.event_rows(timeline)]
    data = {}
    for index, column in enumerate(columns.TIMELINE):
        cells: list[object] = [row[index] for row in rows]
        if column.type == "moment":
            cells = [_instant(cell) for cell in cells]
        elif column.type == "list":
            cells = [columns.text(row[index]) for row in rows]
        data[column.key] = pd.Series(cells, dtype=DTYPES[column.type])
    return pd.DataFrame(data)


def _instant(moment: object) -> datetime | None:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time()) if isinstance(moment, Moment) else None
