"""The schema of the rows and the data frame made from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
import synthetic

from timeline import languages
from timeline.model import Timeline
from timeline.table import changes, columns
from timeline.table.frame import frame

KEYS = [
    "uid",
    "title",
    "start",
    "end",
    "precision",
    "edtf",
    "when",
    "timezone",
    "kind",
    "status",
    "place",
    "country",
    "latitude",
    "longitude",
    "participants",
    "confidence",
    "doubts",
    "sources",
    "source_count",
    "document",
    "published",
    "evidence",
    "url",
    "recurrence",
    "review",
    "revision",
    "first_seen",
    "last_changed",
]


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return synthetic.timeline()


def row(timeline: Timeline, uid: str) -> dict[str, columns.Value]:
    found = next(one for one in columns.event_rows(timeline) if one.event.uid == uid)
    return dict(zip(KEYS, columns.values(columns.TIMELINE, found), strict=True))


def test_the_columns_and_their_order() -> None:
    assert [column.key for column in columns.TIMELINE] == KEYS


def test_every_column_has_a_heading_in_every_language() -> None:
    schemas = (columns.TIMELINE, columns.EVIDENCE, columns.SOURCES, columns.UNRESOLVED, changes.CHANGES)
    keys = {column.key for schema in schemas for column in schema}
    for code in languages.available("labels"):
        headings = languages.load(code, "labels")["headings"]
        assert keys <= headings.keys(), code
        for schema in schemas:
            shown = [headings[column.key] for column in schema]
            assert len(set(shown)) == len(shown), f"{code}: two columns with one heading"


def test_every_language_has_the_same_labels() -> None:
    shapes = {code: shape(languages.load(code, "labels")) for code in languages.available("labels")}
    assert {"de", "en"} <= shapes.keys()
    assert all(keys == shapes["en"] for keys in shapes.values())


def shape(data: object) -> object:
    """The keys of nested tables, the lengths of lists, the blanks of texts; descriptions and phrases may be missing."""
    if hasattr(data, "items"):
        return {key: shape(value) for key, value in data.items() if key not in {"descriptions", "phrases"}}
    return len(data) if isinstance(data, list) else sorted(part.split("}")[0] for part in str(data).split("{")[1:])


def test_values(timeline: Timeline) -> None:
    day = row(timeline, "day")
    assert (day["start"], day["end"], day["precision"]) == (date(2025, 3, 15), date(2025, 3, 15), "day")
    assert (day["place"], day["country"], day["latitude"]) == ("Kongresszentrum, Berlin", "DE", 52.52437)
    assert day["when"] == "am 15. März 2025"
    assert day["evidence"] == "Stadtratssitzung findet am 15. März 2025 statt."
    assert (day["document"], day["published"], day["url"]) == ("day.txt", date(2025, 4, 4), "https://example.org/day")
    assert row(timeline, "minute")["participants"] == ("Anna Beispiel", "Stadtwerke")
    assert row(timeline, "yearless")["start"] is None


def test_the_row_of_a_moved_event_speaks_of_its_new_date(timeline: Timeline) -> None:
    moved = row(timeline, "moved")
    assert (moved["start"], moved["when"], moved["document"]) == (date(2025, 6, 17), "den 17. Juni", "moved-2.txt")
    assert (moved["sources"], moved["source_count"]) == (("moved-1.txt", "moved-2.txt"), 2)
    assert moved["doubts"] == ("conflict",)


def test_rows_are_sorted_whatever_the_order_of_the_events(timeline: Timeline) -> None:
    rows = columns.event_rows(timeline)
    backwards = columns.event_rows(replace(timeline, events=timeline.events[::-1]))
    assert [one.event.uid for one in rows] == [one.event.uid for one in backwards]
    dates = [columns.iso(one.event.when.start) for one in rows if one.event.when.start]
    assert dates == sorted(dates)
    assert rows[-1].event.uid == "yearless"


def test_an_event_without_mentions_has_empty_cells() -> None:
    bare = synthetic.event("bare", "Ohne Beleg", synthetic.when(date(2025, 1, 1)), [])
    cells = row(Timeline((), (bare,)), "bare")
    assert (cells["when"], cells["document"], cells["published"], cells["source_count"]) == ("", "", None, 0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        ("Titel", "Titel"),
        (("a", "b"), "a; b"),
        (date(1, 2, 3), "0001-02-03"),
        (datetime(2025, 4, 26, 2, 31), "2025-04-26T02:31"),
        (datetime(2025, 4, 26, 2, 31, 59), "2025-04-26T02:31"),
        (3, "3"),
        (0.1 + 0.2, "0.3"),
        (13.41053, "13.41053"),
    ],
)
def test_text(value: columns.Value, expected: str) -> None:
    assert columns.text(value) == expected


def test_the_frame_has_real_dates(timeline: Timeline) -> None:
    table = frame(timeline)
    assert list(table.columns) == KEYS
    assert len(table) == len(timeline.events)
    for key in ("start", "end", "published", "first_seen", "last_changed"):
        assert table[key].dtype.kind == "M", key
    minute = table.set_index("uid").loc["minute"]
    assert minute["start"] == datetime(2025, 3, 30, 9, 30)
    assert minute["participants"] == "Anna Beispiel; Stadtwerke"
    assert table["start"].min().year == 1
    assert table["start"].isna().sum() == 1
    assert (table["end"].dropna() >= table["start"].dropna()).all()


def test_the_frame_of_nothing_has_the_same_types(timeline: Timeline) -> None:
    assert dict(frame(Timeline((), ())).dtypes) == dict(frame(timeline).dtypes)
