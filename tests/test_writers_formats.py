"""TimelineJS, schema.org Event, JSON Lines and Parquet: against their schemas, and read by the libraries they are for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import synthetic

from timeline.errors import UsageError
from timeline.model import Change, Kind, Precision, Status, Timeline, When
from timeline.settings import CalendarPolicy, Settings
from timeline.table import columns
from timeline.writers import write
from timeline.writers.json import read as read_json
from timeline.writers.labels import choose
from timeline.writers.timelinejs import slide

TIMELINES = {"plain": synthetic.timeline(), "hostile": synthetic.hostile(), "empty": Timeline((), ())}

DATE = {
    "type": "object",
    "required": ["year"],
    "properties": {
        "year": {"type": "integer", "minimum": 1, "maximum": 9999},
        "month": {"type": "integer", "minimum": 1, "maximum": 12},
        "day": {"type": "integer", "minimum": 1, "maximum": 31},
        "hour": {"type": "integer", "minimum": 0, "maximum": 23},
        "minute": {"type": "integer", "minimum": 0, "maximum": 59},
    },
    "dependentRequired": {"day": ["month"], "hour": ["day"], "minute": ["hour"]},
    "additionalProperties": False,
}
TEXT = {
    "type": "object",
    "required": ["headline", "text"],
    "properties": {"headline": {"type": "string", "minLength": 1}, "text": {"type": "string"}},
    "additionalProperties": False,
}
TIMELINEJS = {
    "type": "object",
    "required": ["events"],
    "properties": {
        "scale": {"const": "human"},
        "title": {"type": "object", "required": ["text"], "properties": {"unique_id": {}, "text": TEXT}},
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["start_date", "text", "unique_id"],
                "properties": {
                    "unique_id": {"type": "string", "minLength": 1},
                    "start_date": DATE,
                    "end_date": DATE,
                    "display_date": {"type": "string", "minLength": 1},
                    "group": {"type": "string"},
                    "text": TEXT,
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""As https://timeline.knightlab.com/docs/json-format.html has it, of which these files use a part."""


def text(timeline: Timeline, folder: Path, name: str, settings: Settings | None = None) -> str:
    (path,) = write(timeline, folder, [name], settings or Settings())
    return path.read_text(encoding="utf-8")


@pytest.fixture(params=TIMELINES)
def timeline(request: pytest.FixtureRequest) -> Timeline:
    return TIMELINES[request.param]


class TestTimelineJS:
    def test_it_keeps_to_the_schema(self, timeline: Timeline, tmp_path: Path) -> None:
        data = json.loads(text(timeline, tmp_path, "timelinejs"))
        jsonschema.validate(data, TIMELINEJS, cls=jsonschema.Draft202012Validator)
        assert len(data["events"]) == sum(event.when.start is not None for event in timeline.events)
        ids = [one["unique_id"] for one in data["events"]]
        assert len(set(ids)) == len(ids)

    @pytest.mark.parametrize(
        ("uid", "start", "end"),
        [
            ("day", (2025, 3, 15), None),
            ("days", (2025, 7, 11), (2025, 7, 12)),
            ("minute", (2025, 3, 30, 9, 30), None),
            ("span", (2025, 10, 26, 14, 0), (2025, 10, 26, 16, 0)),
            ("week", (2025, 4, 7), (2025, 4, 13)),
            ("month", (2026, 3), None),
            ("season", (2025, 12), (2026, 2)),
            ("quarter", (2026, 1), (2026, 3)),
            ("year", (2008,), None),
            ("decade", (1990,), (1999,)),
            ("first", (1, 1, 1), None),
            ("mixed", (2025, 5, 5), (2025, 5, 7)),
        ],
    )
    def test_a_date_has_the_parts_that_were_said(
        self, uid: str, start: tuple[int, ...], end: tuple[int, ...] | None
    ) -> None:
        made = self.slide(uid)
        assert tuple(made["start_date"].values()) == start
        assert tuple(made.get("end_date", {}).values()) == (end or ())

    def test_what_it_shows(self) -> None:
        assert self.slide("month")["display_date"] == "März 2026"
        assert self.slide("cancelled")["text"]["headline"] == "ABGESAGT: Straßenfest"
        assert self.slide("day")["group"] == "Termin"
        shown = self.slide("day")["text"]["text"]
        assert '<a href="https://example.org/day">Bericht day.txt</a>' in shown
        assert "Kongresszentrum, Berlin" in shown

    def slide(self, uid: str) -> dict[str, Any]:
        timeline = synthetic.timeline()
        documents = {one.id: one for one in timeline.documents}
        event = next(one for one in timeline.events if one.uid == uid)
        return slide(event, documents, choose(timeline, Settings()))

    def test_hostile_text_is_escaped(self, tmp_path: Path) -> None:
        data = json.loads(text(synthetic.hostile(), tmp_path, "timelinejs"))
        for one in data["events"]:
            assert "<script" not in one["text"]["text"]
            assert "<img" not in one["text"]["text"] + one["text"]["headline"]
            assert "<" not in one["text"]["headline"] + one["display_date"] + one["group"]

    def test_an_address_in_a_sentence_stays_one(self) -> None:
        source = synthetic.document("a", "Am Montag siehe www.x.example/'onmouseover='alert(1)' dort.")
        address = "https://u@example.org/?see=www.example.org&by='me'"
        source = replace(source, url=address)
        day = synthetic.when(date(2025, 4, 7))
        event = synthetic.event("a", "Treffen", day, [synthetic.mention(source, "Am Montag", day)])
        made = slide(event, {"a": source}, choose(Timeline((source,), ()), Settings()))["text"]["text"]
        assert "onmouseover=’alert" in made
        assert 'href="https://u%40example.org/?see=%77ww.example.org&amp;by=%27me%27"' in made


def linked(timeline: Timeline, folder: Path, settings: Settings | None = None) -> dict[str, dict[str, Any]]:
    data = json.loads(text(timeline, folder, "jsonld", settings))
    assert data["@context"] == "https://schema.org"
    return {one["identifier"]: one for one in data["@graph"]}


def moved(quote: str, when: When, status: Status = Status.PLANNED, history: tuple[Change, ...] = ()) -> Timeline:
    """One event with a document that says ``quote`` of it."""
    source = synthetic.document("b.txt", quote)
    event = synthetic.event(
        "one", "Konferenz", when, [synthetic.mention(source, "Juni", when, status=status)], status=status
    )
    return Timeline((source,), (replace(event, history=history),))


class TestSchemaOrg:
    @pytest.mark.parametrize(
        ("uid", "expected"),
        [
            ("day", {"startDate": "2025-03-15", "name": "Stadtratssitzung", "keywords": "event"}),
            ("days", {"startDate": "2025-07-11", "endDate": "2025-07-12"}),
            ("minute", {"startDate": "2025-03-30T09:30+02:00"}),
            ("span", {"startDate": "2025-10-26T14:00+01:00", "endDate": "2025-10-26T16:00+01:00"}),
            ("newyork", {"startDate": "2025-03-09T10:00-04:00"}),
            ("utc", {"startDate": "2025-05-01T12:00+00:00"}),
            ("floating", {"startDate": "2025-05-02T20:00"}),
            ("mixed", {"startDate": "2025-05-05", "endDate": "2025-05-07"}),
            ("week", {"startDate": "2025-04-07", "disambiguatingDescription": "KW 15/2025"}),
            ("month", {"startDate": "2026-03", "disambiguatingDescription": "März 2026"}),
            ("season", {"startDate": "2025-12", "endDate": "2026-02"}),
            ("year", {"startDate": "2008"}),
            ("first", {"startDate": "0001-01-01"}),
            ("last", {"startDate": "9999-12-31"}),
            ("cancelled", {"eventStatus": "https://schema.org/EventCancelled"}),
            ("maybe", {"eventStatus": "https://schema.org/EventScheduled"}),
            ("moved", {"eventStatus": "https://schema.org/EventRescheduled", "previousStartDate": "2025-06-10"}),
        ],
    )
    def test_facts(self, uid: str, expected: dict[str, str], tmp_path: Path) -> None:
        found = linked(synthetic.timeline(), tmp_path)[uid]
        assert {key: found[key] for key in expected} == expected

    def test_what_is_absent(self, tmp_path: Path) -> None:
        found = linked(synthetic.timeline(), tmp_path)
        assert not {"statement", "period", "yearless"} & found.keys()
        assert "endDate" not in found["minute"]
        assert "endDate" not in found["month"]
        assert "previousStartDate" not in found["day"]

    def test_the_kinds_of_the_calendar(self, tmp_path: Path) -> None:
        settings = Settings(calendar=CalendarPolicy(kinds=(Kind.STATEMENT,)))
        assert set(linked(synthetic.timeline(), tmp_path, settings)) == {"statement"}

    def test_place_sources_and_schedule(self, tmp_path: Path) -> None:
        found = linked(synthetic.timeline(), tmp_path)
        assert found["day"]["location"] == {
            "@type": "Place",
            "name": "Kongresszentrum, Berlin",
            "address": {"@type": "PostalAddress", "addressCountry": "DE"},
            "geo": {"@type": "GeoCoordinates", "latitude": 52.52437, "longitude": 13.41053},
        }
        assert [one["name"] for one in found["moved"]["subjectOf"]] == ["Bericht moved-1.txt", "Bericht moved-2.txt"]
        assert found["recurring"]["eventSchedule"] == {
            "@type": "Schedule",
            "startDate": "2025-05-01",
            "endDate": "2025-05-31",
            "repeatFrequency": "P1W",
            "byDay": ["SA"],
        }

    @pytest.mark.parametrize(
        ("quote", "status", "field", "old", "new", "name"),
        [
            ("Die Konferenz wird auf den 17. Juni verschoben.", "planned", "start", "2025-06-10", "2025-06-17", "EventRescheduled"),
            ("Die Konferenz beginnt am 17. Juni.", "planned", "start", "2025-06-10", "2025-06-17", "EventScheduled"),
            ("Die Konferenz wird auf den 17. Juni verschoben.", "planned", "place", "Köln", "Bonn", "EventScheduled"),
            ("Die Konferenz vom 10. Juni wird verschoben.", "cancelled", "status", "planned", "cancelled", "EventPostponed"),
            ("Die Konferenz am 10. Juni ist abgesagt.", "cancelled", "status", "planned", "cancelled", "EventCancelled"),
            ("Erst verschoben, nun ist die Konferenz am 10. Juni abgesagt.", "cancelled", "status", "planned", "cancelled", "EventCancelled"),
        ],
    )  # fmt: skip
    def test_no_status_but_the_one_the_text_states(
        self, quote: str, status: str, field: str, old: str, new: str, name: str, tmp_path: Path
    ) -> None:
        change = Change(date(2025, 4, 4), "b.txt", field, old, new, quote)
        timeline = moved(quote, synthetic.when(date(2025, 6, 17)), Status(status), (change,))
        found = linked(timeline, tmp_path)["one"]
        assert found["eventStatus"] == f"https://schema.org/{name}"
        assert ("previousStartDate" in found) == (name == "EventRescheduled")

    def test_an_event_put_off_by_its_only_document(self, tmp_path: Path) -> None:
        quote = "Die Konferenz vom 10. Juni wird auf unbestimmte Zeit verschoben."
        found = linked(moved(quote, synthetic.when(date(2025, 6, 10)), Status.CANCELLED), tmp_path)["one"]
        assert found["eventStatus"] == "https://schema.org/EventPostponed"

    def test_a_local_time_before_standard_time_has_no_offset(self, tmp_path: Path) -> None:
        reading = synthetic.when(datetime(1880, 6, 1, 10), precision=Precision.MINUTE)
        source, event = synthetic.single("lmt", "Einweihung", "um 10 Uhr", reading, timezone="Europe/Berlin")
        assert linked(Timeline((source,), (event,)), tmp_path)["lmt"]["startDate"] == "1880-06-01T10:00"

    def test_it_can_stand_inside_a_page(self, tmp_path: Path) -> None:
        made = text(synthetic.hostile(), tmp_path, "jsonld")
        assert not set(made) & set("<>&\u2028\u2029")
        names = {one["name"] for one in json.loads(made)["@graph"]}
        assert "</script><script>alert(2)</script>" in names
        assert not any(
            "javascript:" in str(one.get("url")) for event in json.loads(made)["@graph"] for one in event["subjectOf"]
        )

    @pytest.mark.external
    @pytest.mark.parametrize("name", ["plain", "hostile"])
    def test_a_json_ld_processor_reads_it(self, name: str, tmp_path: Path) -> None:
        jsonld = pytest.importorskip("pyld.jsonld", reason="PyLD is not installed")
        data = json.loads(text(TIMELINES[name], tmp_path, "jsonld"))
        # The real context is behind the network; this is what it says of the terms used here.
        places = {"@vocab": "https://schema.org/", "eventStatus": {"@type": "@id"}, "url": {"@type": "@id"}}
        loaded = jsonld.expand({**data, "@context": places})
        assert len(loaded) == len(data["@graph"])
        schema = "https://schema.org/"
        assert {kind for one in loaded for kind in one["@type"]} == {f"{schema}Event"}
        assert all(one[f"{schema}eventStatus"][0]["@id"].startswith(f"{schema}Event") for one in loaded)
        assert jsonld.normalize(
            {**data, "@context": places}, {"algorithm": "URDNA2015", "format": "application/n-quads"}
        )

    @pytest.mark.external
    @pytest.mark.parametrize("name", ["plain", "hostile"])
    def test_every_word_is_one_of_schema_org(self, name: str, tmp_path: Path) -> None:
        """Checked by the TypeScript compiler against schema-dts, which is made of schema.org's own vocabulary."""
        paths = [Path(one) for one in os.environ.get("NODE_PATH", "").split(os.pathsep)]
        nodes = next((one for one in paths if (one / "schema-dts").is_dir() and (one / "typescript").is_dir()), None)
        if nodes is None:
            pytest.skip("schema-dts and typescript are not installed (npm install; NODE_PATH names their folder)")
        (tmp_path / "node_modules").symlink_to(nodes)
        made = text(TIMELINES[name], tmp_path, "jsonld")
        program = f'import type {{ Graph }} from "schema-dts";\nexport const data: Graph = {made};\n'
        assert compiles(program, tmp_path) == ""
        assert "TS" in compiles(program.replace("startDate", "beginDate"), tmp_path)
        assert "TS" in compiles(program.replace("EventScheduled", "EventPlanned"), tmp_path)


def compiles(program: str, folder: Path) -> str:
    (folder / "check.ts").write_text(program, encoding="utf-8")
    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--moduleResolution", "nodenext"]
    command = ["node", folder / "node_modules/.bin/tsc", *options, folder / "check.ts"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300).stdout


class TestJSONLines:
    def test_one_event_to_a_line(self, timeline: Timeline, tmp_path: Path) -> None:
        made = text(timeline, tmp_path, "jsonl")
        lines = made.splitlines()
        assert len(lines) == len(timeline.events) == made.count("\n")
        assert [json.loads(line)["uid"] for line in lines] == [row.event.uid for row in columns.event_rows(timeline)]

    def test_it_is_the_event_of_the_json_file(self, timeline: Timeline, tmp_path: Path) -> None:
        lines = text(timeline, tmp_path, "jsonl").splitlines()
        assert [json.loads(line) for line in lines] == json.loads(text(timeline, tmp_path, "json"))["events"]


class TestText:
    def test_the_json_file_holds_the_text_that_the_documents_hold(self, tmp_path: Path) -> None:
        timeline = synthetic.timeline()
        (path,) = write(timeline, tmp_path, ["json"], Settings())
        assert read_json(path).documents == timeline.documents
        bare = replace(timeline, documents=tuple(replace(one, text="") for one in timeline.documents))
        (path,) = write(bare, tmp_path, ["json"], Settings())
        assert not any("text" in one for one in json.loads(path.read_text(encoding="utf-8"))["documents"])
        found = read_json(path)
        assert found.documents == bare.documents
        assert {one.uid: one for one in found.events} == {one.uid: one for one in timeline.events}


class TestParquet:
    def test_types_and_values(self, tmp_path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        paths = write(synthetic.timeline(), tmp_path, ["parquet"], Settings())
        assert [path.name for path in paths] == ["timeline.parquet", "evidence.parquet"]
        table = pq.read_table(paths[0])
        assert table.column_names == [column.key for column in columns.TIMELINE]
        assert table.schema.field("start").type == pa.timestamp("ms")
        assert table.schema.field("participants").type == pa.list_(pa.string())
        assert b"description" in table.schema.field("start").metadata
        rows = {row["uid"]: row for row in table.to_pylist()}
        assert rows["first"]["start"] == datetime(1, 1, 1)
        assert rows["last"]["end"] == datetime(9999, 12, 31)
        assert rows["minute"]["start"] == datetime(2025, 3, 30, 9, 30)
        assert rows["yearless"]["start"] is None
        assert rows["minute"]["participants"] == ["Anna Beispiel", "Stadtwerke"]
        assert rows["day"]["latitude"] == 52.52437
        assert rows["day"]["source_count"] == 1
        assert rows["days"]["place"] is None
        assert pq.read_table(paths[1]).num_rows == sum(len(one.mentions) for one in synthetic.timeline().events)

    def test_hostile_text_is_marked(self, tmp_path: Path) -> None:
        import pyarrow.parquet as pq

        path, _ = write(synthetic.hostile(), tmp_path, ["parquet"], Settings())
        titles = pq.read_table(path).column("title").to_pylist()
        assert "lone \ufffd surrogate \ufffd" in titles
        assert "=cmd|' /C calc'!A0" in titles
        assert synthetic.LONG in titles

    def test_without_its_library_the_extra_is_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        monkeypatch.delitem(sys.modules, "timeline.writers.parquet", raising=False)
        monkeypatch.delattr("timeline.writers.parquet", raising=False)
        with pytest.raises(UsageError, match=r"timeline\[parquet\]"):
            write(synthetic.timeline(), tmp_path, ["csv", "parquet"], Settings())
        assert not list(tmp_path.iterdir())
