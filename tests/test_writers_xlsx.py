"""The workbook, read back with openpyxl and, where it is installed, seen through LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import synthetic
from openpyxl import load_workbook

from timeline.model import Event, Precision, Timeline
from timeline.settings import Settings
from timeline.table import columns
from timeline.writers import write
from timeline.writers.labels import key_of
from timeline.writers.months import months

ACCEPT = Path(__file__).parents[2] / "shared" / "accept" / "accept_xlsx.sh"
SHEETS = ["Zeitleiste", "Belege", "Quellen", "Ungeklärt", "Änderungen", "Über", "Kalender"]


def book(timeline: Timeline, folder: Path, settings: Settings | None = None) -> Any:
    (path,) = write(timeline, folder, ["xlsx"], settings or Settings())
    return load_workbook(path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return book(synthetic.timeline(), tmp_path_factory.mktemp("xlsx"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return book(synthetic.hostile(), tmp_path_factory.mktemp("xlsx"))


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The cells of a sheet by column key, found by heading."""
    keys = [key_of("headings", cell.value) for cell in sheet[1]]
    return [dict(zip(keys, row, strict=True)) for row in sheet.iter_rows(min_row=2)]


def by_uid(made: Any) -> dict[str, dict[str, Any]]:
    return {row["uid"].value: row for row in rows(made.worksheets[0])}


def test_sheets_are_named_in_the_language_of_most_documents(made: Any, tmp_path: Path) -> None:
    assert made.sheetnames == SHEETS
    english = book(synthetic.timeline(), tmp_path, Settings(labels="en"))
    assert english.sheetnames == ["Timeline", "Evidence", "Sources", "Unresolved", "Changes", "About", "Calendar"]
    assert english.worksheets[0]["C1"].value == "Title"


def test_a_language_without_labels_gets_english_ones(tmp_path: Path) -> None:
    source, event = synthetic.single("a", "Réunion", "le 1er mai", synthetic.when(date(2025, 5, 1)))
    french = Timeline((replace(source, language="fr"),), (event,))
    assert book(french, tmp_path).sheetnames[0] == "Timeline"


def test_every_column_is_there_under_its_heading(made: Any) -> None:
    found = [key_of("headings", cell.value) for cell in made["Zeitleiste"][1]]
    assert sorted(found) == sorted(["basis", *(column.key for column in columns.TIMELINE)])
    assert [row["uid"].value for row in rows(made.worksheets[0])] == [
        row.event.uid for row in columns.event_rows(synthetic.timeline())
    ]


def test_dates_are_dates(made: Any) -> None:
    cells = by_uid(made)
    assert cells["day"]["start"].value == datetime(2025, 3, 15)
    assert (cells["day"]["start"].is_date, cells["day"]["start"].number_format) == (True, "yyyy-mm-dd")
    assert cells["minute"]["start"].value == datetime(2025, 3, 30, 9, 30)
    assert cells["minute"]["start"].number_format == "yyyy-mm-dd hh:mm"
    assert cells["last"]["end"].value == datetime(9999, 12, 31)
    assert cells["yearless"]["start"].value is None


@pytest.mark.parametrize(("uid", "text"), [("first", "0001-01-01"), ("medieval", "1066-10-14"), ("old", "1899-12-31")])
def test_dates_before_excel_are_text(made: Any, uid: str, text: str) -> None:
    assert by_uid(made)[uid]["start"].value == text


@pytest.mark.parametrize(("day", "kind"), [(date(1900, 2, 28), str), (date(1900, 3, 1), datetime)])
def test_the_first_day_of_excel(tmp_path: Path, day: date, kind: type) -> None:
    source, event = synthetic.single("edge", "Rand", "am Rand", synthetic.when(day))
    assert isinstance(by_uid(book(Timeline((source,), (event,)), tmp_path))["edge"]["start"].value, kind)


def test_values_are_words_that_can_be_read_back(made: Any) -> None:
    cells = by_uid(made)
    assert (cells["cancelled"]["status"].value, cells["month"]["precision"].value) == ("abgesagt", "Monat")
    for uid, event in {event.uid: event for event in synthetic.timeline().events}.items():
        assert key_of("status", cells[uid]["status"].value) == event.status
        assert key_of("kind", cells[uid]["kind"].value) == event.kind
        assert key_of("precision", cells[uid]["precision"].value) == event.when.precision
        assert key_of("review", cells[uid]["review"].value) == event.review
    assert cells["moved"]["doubts"].value == "Quellen widersprechen einander: Zwei Berichte nennen verschiedene Tage."


def test_tables_have_filters_and_headings_that_stay(made: Any) -> None:
    for sheet in made.worksheets[:5]:
        (table,) = sheet.tables.values()
        assert table.autoFilter.ref == table.ref
        assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]
        assert sheet.freeze_panes.endswith("2")
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert made["Zeitleiste"].freeze_panes == "D2"


def test_reviews_are_chosen_from_a_list(made: Any) -> None:
    sheet = made["Zeitleiste"]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"offen,angenommen,abgelehnt,bearbeitet"'
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == "Prüfung")
    assert str(choice.sqref) == f"{letter}2:{letter}{sheet.max_row}"


def test_links_to_the_source_or_to_the_evidence(made: Any) -> None:
    cells = by_uid(made)
    assert cells["day"]["sources"].hyperlink.target == "https://example.org/day"
    sheet, _, place = cells["moved"]["sources"].hyperlink.location.rpartition("!")
    assert sheet == "'Belege'"
    assert rows(made["Belege"])[int(place.removeprefix("A")) - 2]["uid"].value == "moved"


def test_a_planner_sees_few_columns_and_can_unfold_the_others(made: Any) -> None:
    sheet = made["Zeitleiste"]
    folded = [cell.value for cell in sheet[1] if sheet.column_dimensions[cell.column_letter].hidden]
    assert "Kennung" in folded or sheet.column_dimensions["M"].max >= len(sheet[1])
    assert not sheet.column_dimensions["A"].hidden


def test_evidence_sources_changes_and_unresolved(made: Any) -> None:
    timeline = synthetic.timeline()
    assert len(rows(made["Belege"])) == sum(len(event.mentions) for event in timeline.events)
    assert [row["document"].value for row in rows(made["Quellen"])] == [one.id for one in timeline.documents]
    assert [(row["field"].value, row["new"].value) for row in rows(made["Änderungen"])] == [
        ("Beginn", "2025-06-17"),
    ]
    assert rows(made["Ungeklärt"])[0]["reason"].value == "no publication date"


def test_no_text_is_a_formula_or_an_error(hostile: Any) -> None:
    for sheet in hostile.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type not in {"f", "e"}, (sheet.title, cell.coordinate, cell.value)
    titles = {row["title"].value: row["title"] for row in rows(hostile.worksheets[0])}
    for text in ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)"):
        assert titles[text].quotePrefix
    assert "#N/A" in titles


def test_long_and_broken_text_is_marked(hostile: Any) -> None:
    titles = [row["title"].value for row in rows(hostile.worksheets[0])]
    assert max(len(title) for title in titles) == 32_767
    assert max(titles, key=len).endswith("…")
    assert "lone \ufffd surrogate \ufffd" in titles
    links = [cell.hyperlink.target for row in rows(hostile.worksheets[0]) for cell in row.values() if cell.hyperlink]
    assert not any("javascript" in (target or "") for target in links)


def test_no_more_links_than_excel_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.writers.excel._MOST_LINKS", 5)
    sheet = book(synthetic.many(20), tmp_path).worksheets[0]
    assert [bool(row["sources"].hyperlink) for row in rows(sheet)] == [True] * 5 + [False] * 15


def test_an_empty_timeline_makes_a_workbook(tmp_path: Path) -> None:
    empty = book(Timeline((), ()), tmp_path)
    assert empty.sheetnames[0] == "Timeline"
    assert empty.worksheets[0]["A2"].value == "No entries"
    assert empty.worksheets[0].tables["Timeline"].ref.endswith("2")


def test_no_clock_in_the_file(tmp_path: Path) -> None:
    (path,) = write(synthetic.timeline(), tmp_path, ["xlsx"], Settings())
    with ZipFile(path) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2025-04-04T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")


def test_the_calendar_sheet_shows_the_month(made: Any) -> None:
    texts = [str(cell.value) for row in made["Kalender"].iter_rows() for cell in row if cell.value]
    assert "März 2025" in texts
    assert "• ABGESAGT: Straßenfest\n• Stadtratssitzung" in texts
    assert "• 09:30 Pressekonferenz" in texts
    assert any("Eröffnung des Museums (März 2026)" in text for text in texts)
    assert not any("Fortschritt" in text for text in texts)


def test_the_calendar_sheet_of_many_months_ends_with_the_latest(tmp_path: Path) -> None:
    texts = [cell.value for (cell, *_) in book(synthetic.many(2_000), tmp_path)["Kalender"].iter_rows()]
    assert texts[0] == "30 frühere Monate stehen nicht auf diesem Blatt."
    assert (texts[1], "Juni 2020" in texts, "Juni 2017" in texts) == ("Juli 2017", True, False)


def test_weeks_run_from_monday_to_sunday() -> None:
    events = synthetic.timeline().events
    for month in months(events):
        for week in month.weeks:
            assert [day.date.weekday() for day in week] == list(range(7))


def test_a_day_stands_in_its_own_month_only() -> None:
    events = [synthetic.event(str(day), "Treffen", synthetic.when(date(2025, *day)), []) for day in ((3, 15), (4, 1))]
    found = [
        (month.first.month, day.date) for month in months(events) for week in month.weeks for day in week if day.events
    ]
    assert found == [(3, date(2025, 3, 15)), (4, date(2025, 4, 1))]


def test_an_event_of_several_days_stands_on_each() -> None:
    (month,) = months([one for one in synthetic.timeline().events if one.uid == "days"])
    assert [day.date.day for week in month.weeks for day in week if day.events] == [11, 12]


def test_a_very_long_event_stands_on_its_ends() -> None:
    reading = synthetic.when(date(2025, 1, 10), date(2025, 12, 20))
    event: Event = synthetic.event("long", "Ausstellung", reading, [])
    found = [day.date for month in months([event]) for week in month.weeks for day in week if day.events]
    assert found == [date(2025, 1, 10), date(2025, 12, 20)]


def test_a_month_without_known_days_has_no_grid() -> None:
    reading = synthetic.when(date(2025, 1, 1), date(2025, 1, 31), Precision.MONTH)
    (month,) = months([synthetic.event("vague", "Messe", reading, [])])
    assert (month.weeks, len(month.vague)) == ((), 1)


def office(timeline: Timeline, folder: Path) -> dict[str, str]:
    """Every sheet as LibreOffice shows it, by name; it has no error and no formula."""
    if not shutil.which("soffice") or not shutil.which("pdftoppm") or not ACCEPT.exists():
        pytest.skip("soffice, pdftoppm or the acceptance script is missing")
    (path,) = write(timeline, folder, ["xlsx"], Settings())
    out = folder / "out"
    run = subprocess.run(["bash", ACCEPT, path, out], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    with ZipFile(path) as book:
        assert b'state="frozen"' in book.read("xl/worksheets/sheet1.xml")
        assert "xl/tables/table1.xml" in book.namelist()
    return {one.stem.removeprefix("timeline-"): one.read_text(encoding="utf-8") for one in out.glob("*.csv")}


@pytest.mark.external
@pytest.mark.slow
def test_libreoffice_shows_every_sheet(tmp_path: Path) -> None:
    sheets = office(synthetic.timeline(), tmp_path)
    assert set(sheets) == set(SHEETS)
    line = "^2025-03-30 09:30(:00)?,2025-03-30 09:30(:00)?,Pressekonferenz,geplant,"
    assert re.search(line, sheets["Zeitleiste"], re.MULTILINE)
    assert re.search("^0001-01-01,0001-01-01,Jahr eins,", sheets["Zeitleiste"], re.MULTILINE)
    for sheet, words in (
        ("Belege", "jeden Samstag im Mai"),
        ("Quellen", "Bericht moved-2.txt"),
        ("Ungeklärt", "no publication date"),
        ("Änderungen", "2025-06-17"),
        ("Über", "Europe/Berlin"),
        ("Kalender", "09:30 Pressekonferenz"),
    ):
        assert words in sheets[sheet]
    assert list((tmp_path / "out").glob("page-*.png"))


@pytest.mark.external
@pytest.mark.slow
@pytest.mark.parametrize(("name", "options"), [("xlsx", []), ("csv", ["--infilter=CSV:44,34,76,1,,0,false,true"])])
def test_libreoffice_runs_nothing_hostile(name: str, options: list[str], tmp_path: Path) -> None:
    """Neither in the workbook nor in the CSV for spreadsheets: a formula would be saved as one."""
    if not shutil.which("soffice"):
        pytest.skip("soffice is missing")
    path, *_ = write(synthetic.hostile(), tmp_path, [name], Settings(), excel_csv=True)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", *options, "--convert-to", "fods", "--outdir", tmp_path, path]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    made = (tmp_path / "timeline.fods").read_text(encoding="utf-8")
    assert "=cmd|" in made
    assert "@SUM(A1)" in made
    assert "table:formula" not in made


@pytest.mark.slow
@pytest.mark.parametrize(("rows", "seconds", "megabytes"), [(10_000, 6, 200), (100_000, 60, 500)])
def test_a_large_workbook(rows: int, seconds: float, megabytes: float) -> None:
    """Time of the processor, and half as much again, since the machine may be a slow one or busy with other things."""
    program = Path(__file__).parent / "benchmarks" / "writers.py"
    run = subprocess.run([sys.executable, program, "xlsx", str(rows)], capture_output=True, text=True, check=True)
    busy, memory = re.search(r"\( *([\d.]+) s of CPU\) +(\d+) MB in all", run.stdout).groups()  # type: ignore[union-attr]
    assert float(busy) < 1.5 * seconds, run.stdout
    assert float(memory) < megabytes, run.stdout
