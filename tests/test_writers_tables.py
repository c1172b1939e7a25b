"""CSV with its data package, and JSON."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
import synthetic

from timeline.errors import InputError, UsageError
from timeline.model import Timeline
from timeline.settings import Settings
from timeline.table import columns
from timeline.writers import delimited, write
from timeline.writers import json as lossless


@pytest.fixture(scope="module", params=["plain", "hostile"])
def timeline(request: pytest.FixtureRequest) -> Timeline:
    return synthetic.hostile() if request.param == "hostile" else synthetic.timeline()


def rows(timeline: Timeline, table: str = "timeline", *, excel: bool = False) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    delimited.stream(timeline, out, table, excel=excel)
    return list(csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"), newline=""), strict=True))


def test_one_row_per_event_and_one_per_mention(timeline: Timeline) -> None:
    events = rows(timeline)
    assert [row["uid"] for row in events] == [row.event.uid for row in columns.event_rows(timeline)]
    evidence = rows(timeline, "evidence")
    assert len(evidence) == sum(len(event.mentions) for event in timeline.events)
    assert {row["uid"] for row in evidence} == {row["uid"] for row in events}


def test_the_offsets_of_the_evidence_point_at_the_expression() -> None:
    timeline = synthetic.timeline()
    texts = {document.id: document.text for document in timeline.documents}
    for row in rows(timeline, "evidence"):
        assert texts[row["document"]][int(row["offset_start"]) : int(row["offset_end"])] == row["text"]


def test_dates_as_the_contract_has_them() -> None:
    found = {row["uid"]: (row["start"], row["end"]) for row in rows(synthetic.timeline())}
    assert found["days"] == ("2025-07-11", "2025-07-12")
    assert found["minute"] == ("2025-03-30T09:30", "2025-03-30T09:30")
    assert found["month"] == ("2026-03-01", "2026-03-31")
    assert found["first"] == ("0001-01-01", "0001-01-01")
    assert found["yearless"] == ("", "")


def test_the_file_is_utf_8_with_crlf_and_without_a_mark(tmp_path: Path, timeline: Timeline) -> None:
    write(timeline, tmp_path, ["csv"], Settings())
    for name in ("timeline.csv", "evidence.csv"):
        data = (tmp_path / name).read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\r\n")
        assert b"\x00" not in data
        assert "\r" not in re.sub("\r\n", "", data.decode("utf-8"))


def test_nothing_hostile_is_lost_without_a_mark() -> None:
    titles = [row["title"] for row in rows(synthetic.hostile())]
    assert "NUL \ufffd bell \ufffd escape \ufffd" in titles
    assert "lone \ufffd surrogate \ufffd" in titles
    assert "emoji 👩\u200d👩\u200d👧 🇩🇪 ẞ ﷽" in titles
    assert "right \u202eto left\u202c \u200fmark" in titles
    assert synthetic.LONG in titles


def test_the_variant_for_spreadsheets_has_a_mark_and_no_formulas(tmp_path: Path) -> None:
    write(synthetic.hostile(), tmp_path, ["csv"], Settings(), excel_csv=True)
    data = (tmp_path / "timeline.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert "'=cmd|' /C calc'!A0" in {row["title"] for row in rows(synthetic.hostile(), excel=True)}


def test_numbers_of_the_variant_for_spreadsheets_stay_numbers() -> None:
    place = synthetic.Place("Rio de Janeiro", "BR", -22.90642, -43.18223)
    day = synthetic.when(synthetic.date(2025, 1, 1))
    source, event = synthetic.single("rio", "Treffen", "am 1. Januar", day, place=place)
    assert rows(Timeline((source,), (event,)), excel=True)[0]["latitude"] == "-22.90642"


def test_an_unknown_table() -> None:
    with pytest.raises(UsageError, match="timeline, evidence"):
        delimited.stream(synthetic.timeline(), io.StringIO(), "sources")


def test_the_data_package_describes_both_tables(tmp_path: Path) -> None:
    write(synthetic.timeline(), tmp_path, ["csv"], Settings())
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        with (tmp_path / resource["path"]).open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert list(fields) == list(found[0])
        for row in found:
            for key, cell in row.items():
                check(cell, fields[key])


def check(cell: str, field: dict[str, object]) -> None:
    """The cell against its Table Schema field."""
    limits: dict[str, object] = field.get("constraints", {})  # type: ignore[assignment]
    if not cell:
        assert not limits.get("required"), field
        return
    if field["type"] in {"number", "integer"}:
        number = {"number": float, "integer": int}[str(field["type"])](cell)
        assert float(str(limits.get("minimum", number))) <= number <= float(str(limits.get("maximum", number)))
    assert re.fullmatch(str(limits.get("pattern", ".*")), cell, re.DOTALL), (field, cell)
    assert cell in (limits.get("enum") or [cell])  # type: ignore[operator]


@pytest.mark.external
def test_frictionless_finds_nothing(tmp_path: Path, timeline: Timeline) -> None:
    if find_spec("frictionless") is None:
        pytest.skip("frictionless is not installed (pip install frictionless)")
    write(timeline, tmp_path, ["csv"], Settings())
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert run.returncode == 0, run.stdout.decode()


TYPES = {"string": "VARCHAR", "list": "VARCHAR", "moment": "TIMESTAMP", "integer": "BIGINT", "number": "DOUBLE"}


def a_moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


@pytest.mark.external
@pytest.mark.parametrize("table", ["timeline", "evidence"])
@pytest.mark.parametrize("reader", ["pandas", "polars", "duckdb"])
def test_data_frames_get_the_right_types(reader: str, table: str, tmp_path: Path) -> None:
    """From CSV and from Parquet alike: dates from year 1 to 9999 are dates, numbers numbers, nothing is null."""
    library = pytest.importorskip(reader, reason=f"{reader} is not installed")
    timeline = synthetic.timeline()
    write(timeline, tmp_path, ["csv", "parquet"], Settings())
    schema = columns.TIMELINE if table == "timeline" else columns.EVIDENCE
    moments = [column.key for column in schema if column.type == "moment"]
    numbers = [column.key for column in schema if column.type in {"integer", "number"}]
    expected = rows(timeline, table)
    starts = [a_moment(row[moments[-1]]) for row in expected]
    for path in (tmp_path / f"{table}.csv", tmp_path / f"{table}.parquet"):
        is_csv = path.suffix == ".csv"
        if reader == "pandas":
            frame = library.read_csv(path) if is_csv else library.read_parquet(path)
            found = [None if value is None or value != value else value for value in frame[moments[-1]]]  # noqa: PLR0124
            found = [a_moment(value) if isinstance(value, str) else value and value.to_pydatetime() for value in found]
            assert all(library.api.types.is_numeric_dtype(frame[key]) for key in numbers)
            assert len(frame) == len(expected)
        elif reader == "polars":
            frame = library.read_csv(path) if is_csv else library.read_parquet(path)
            assert all(frame.schema[key].is_numeric() for key in numbers)
            if is_csv:
                frame = frame.with_columns(library.col(moments[-1]).str.to_datetime(strict=True))
            assert all(frame.schema[key].is_temporal() for key in moments[-1:])
            found = frame[moments[-1]].to_list()
        else:
            types = f", types={ {column.key: TYPES[column.type] for column in schema} }" if is_csv else ""
            name = f"read_csv('{path}'{types})" if is_csv else f"read_parquet('{path}')"
            relation = library.sql(f'SELECT "{moments[-1]}" FROM {name}')
            assert [str(kind) for kind in relation.types] == ["TIMESTAMP"]
            found = [value for (value,) in relation.fetchall()]
        assert found == starts, path.name


def test_json_read_back_is_the_same_timeline(tmp_path: Path, timeline: Timeline) -> None:
    path = tmp_path / "timeline.json"
    whole = [event for event in timeline.events if "\ud800" not in event.title]
    sources = {mention.document for event in whole for mention in event.mentions}
    documents = tuple(document for document in timeline.documents if document.id in sources)
    timeline = Timeline(documents, tuple(whole), tuple(one for one in timeline.unresolved if one.document in sources))
    lossless.write(timeline, path, Settings())
    found = lossless.read(path)
    assert found.documents == timeline.documents
    assert found.unresolved == timeline.unresolved
    assert {event.uid: event for event in found.events} == {event.uid: event for event in timeline.events}


def test_half_a_surrogate_pair_is_marked_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "timeline.json"
    lossless.write(synthetic.hostile(), path, Settings())
    assert "lone \ufffd surrogate \ufffd" in {event.title for event in lossless.read(path).events}


def test_sets_are_written_in_order() -> None:
    parts = frozenset({"year", "month", "day", "hour", "minute", "weekday"})
    assert lossless.plain(synthetic.when(None, known=parts))["known"] == sorted(parts)


def test_json_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "timeline.json"
    lossless.write(synthetic.timeline(), path, Settings())
    data = json.loads(path.read_text(encoding="utf-8"))
    assert list(data) == ["schema", "settings", "documents", "events", "unresolved"]
    assert data["settings"]["timezone"] == "Europe/Berlin"
    keys = {column.key for column in columns.TIMELINE} | {"mentions", "history"}
    assert all(keys <= event.keys() for event in data["events"])
    events = {event["uid"]: event for event in data["events"]}
    day = events["day"]
    assert day["place"] == {
        "name": "Kongresszentrum, Berlin",
        "country": "DE",
        "latitude": 52.52437,
        "longitude": 13.41053,
    }
    assert (day["start"], day["source_count"], day["participants"]) == ("2025-03-15", 1, [])
    assert events["minute"]["start"] == "2025-03-30T09:30"
    mention = day["mentions"][0]
    assert {"document", "start", "end", "text", "sentence", "when", "status", "kind"} <= mention.keys()
    assert mention["sentence"][mention["start"] : mention["end"]] == mention["text"] == "am 15. März 2025"
    assert [change["field"] for change in events["moved"]["history"]] == ["announced", "start"]
    assert data["unresolved"][0]["reason"] == "no publication date"


@pytest.mark.parametrize("text", ["", "[]", '{"documents": []}', '{"documents": [{}], "events": [], "unresolved": []}'])
def test_reading_what_is_no_timeline(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"other\.json: not a timeline\.json"):
        lossless.read(path)
