"""Decisions from the command line and from an edited workbook, and what ``timeline changes`` tells."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from openpyxl import load_workbook
from test_store import NEWS, put

from timeline.writers.labels import key_of

Built = Callable[..., Path]


@pytest.fixture
def built(run: Run, tmp_path: Path) -> Built:
    """Builds some of the news into a folder, the first time or again."""
    news = tmp_path / "news"
    news.mkdir()

    def build(*names: str) -> Path:
        put(news, *names)
        done = run("build", news, "--output", tmp_path / "out", "--quiet")
        assert (done.returncode, done.stderr) == (0, "")
        return tmp_path / "out"

    return build


def rows(out: Path) -> dict[str, dict[str, Any]]:
    events = json.loads((out / "timeline.json").read_text(encoding="utf-8"))["events"]
    return {event["uid"]: event for event in events}


def uid(out: Path, word: str) -> str:
    (found,) = (key for key, event in rows(out).items() if word in event["title"])
    return found


def edit(path: Path, changes: dict[tuple[str, str], object]) -> None:
    """Changes cells of a workbook, named by uid and column."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    keys = [key_of("headings", cell.value) for cell in sheet[1]]
    for cells in sheet.iter_rows(min_row=2):
        for (key, field), value in changes.items():
            if cells[keys.index("uid")].value == key:
                cells[keys.index(field)].value = value
    book.save(path)


class TestCommandLine:
    def test_a_row_is_shown_decided_about_and_listed(self, run: Run, built: Built) -> None:
        out = built("a.txt", "c.txt")
        key = uid(out, "Klausurtagung")
        store = ("--store", out / "timeline.db")
        shown = run("decide", key, *store).stdout
        assert all(f"{name}:" in shown for name in ("a.txt", "c.txt"))
        assert "together with a.txt:" in shown
        done = run("decide", key, "edit", "title", "Klausur in Fulda", "--by", "Kim", *store)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Klausur in Fulda" in done.stdout
        listed = run("decide", *store).stdout
        assert "Kim" in listed
        assert listed.endswith("1 decision\n")
        built()
        assert rows(out)[key]["title"] == "Klausur in Fulda"
        assert run("decide", "undo", "1", *store).returncode == 0
        built()
        assert rows(out)[key]["title"] != "Klausur in Fulda"
        mention = next(word for word in shown.split() if word.startswith("c.txt:"))
        assert run("decide", key, "split", mention, *store).returncode == 0
        built()
        assert len(rows(out)) == 2

    def test_nonsense_is_one_line_and_exit_code_two(self, run: Run, built: Built, tmp_path: Path) -> None:
        out = built("a.txt")
        key = uid(out, "Klausurtagung")
        (tmp_path / "broken.xlsx").write_bytes(b"PK no workbook")
        for words in (
            *(
                ("nobody",),
                ("nobody", "accept"),
                (key, "accpet"),
                (key, "edit", "start", "morgen"),
                (key, "edit", "x", "y"),
            ),
            *((key, "merge", key), (key, "merge", "nobody"), (key, "split", "a.txt:0"), (key, "release", "uid")),
            *(("undo",), ("undo", "7"), (tmp_path / "missing.xlsx",), (tmp_path / "broken.xlsx",)),
        ):
            done = run("decide", *words, "--store", out / "timeline.db")
            assert (done.returncode, done.stdout) == (2, ""), words
            assert done.stderr.startswith("timeline: ")
            assert done.stderr.count("\n") == 1, words


class TestWorkbook:
    def test_changed_cells_are_decisions_and_nothing_else(self, run: Run, built: Built) -> None:
        out = built("a.txt", "b.txt", "f.txt")
        book = out / "timeline.xlsx"
        done = run("decide", book)
        assert (done.returncode, done.stdout) == (0, "0 decisions taken, 0 refused\n")
        klausur, museum, race = (uid(out, word) for word in ("Klausur", "Museum", "Lauf"))
        changes = {
            (klausur, "start"): datetime(2026, 3, 22),
            (klausur, "review"): "angenommen",
            (museum, "title"): "Eröffnung des Uhrenmuseums",
            (museum, "participants"): "Anna Beispiel; Bert Muster",
            (race, "start"): datetime(2026, 3, 28, 11),
            (race, "status"): "vorläufig",
            (race, "kind"): "Umzug",
            (race, "review"): "ganz falsch",
        }
        edit(book, changes)
        done = run("decide", book)
        assert done.returncode == 2
        assert done.stdout.splitlines()[-2] == "6 decisions taken, 2 refused"
        assert [line.split(", ")[2].split(":")[0] for line in done.stderr.splitlines()] == ["kind", "review"]
        built()
        now = rows(out)
        assert (now[klausur]["start"], now[klausur]["review"]) == ("2026-03-22", "accepted")
        assert now[museum]["title"] == "Eröffnung des Uhrenmuseums"
        assert now[museum]["participants"] == ["Anna Beispiel", "Bert Muster"]
        assert (now[race]["start"], now[race]["status"]) == ("2026-03-28T11:00", "tentative")
        done = run("decide", book)
        assert (done.returncode, done.stdout) == (0, "0 decisions taken, 0 refused\n")

    def test_a_day_typed_over_a_time_takes_the_time_away(self, run: Run, built: Built) -> None:
        out = built("f.txt")
        book, (key,) = out / "timeline.xlsx", rows(out)
        assert run("decide", key, "edit", "start", "2026-03-28T11:00", "--store", out / "timeline.db").returncode == 0
        built()
        edit(book, {(key, "start"): datetime(2026, 3, 29), (key, "end"): datetime(2026, 3, 29)})
        assert run("decide", book).returncode == 0
        built()
        assert (rows(out)[key]["start"], rows(out)[key]["end"]) == ("2026-03-29", "2026-03-29")

    def test_an_old_workbook_does_not_undo_what_came_since(self, run: Run, built: Built, tmp_path: Path) -> None:
        out = built("a.txt", "b.txt")
        old = tmp_path / "mine.xlsx"
        old.write_bytes((out / "timeline.xlsx").read_bytes())
        built("c.txt", "d.txt")
        klausur, race = uid(out, "Klausur"), uid(out, "Lauf")
        edit(old, {(klausur, "start"): datetime(2026, 3, 24), (race, "title"): "Altstadtlauf"})
        done = run("decide", old, "--store", out / "timeline.db")
        assert done.returncode == 2
        assert "1 decision taken, 1 refused" in done.stdout
        assert "2026-03-27" in done.stderr
        built()
        now = rows(out)
        assert (now[klausur]["start"], now[race]["title"], now[race]["status"]) == (
            "2026-03-27",
            "Altstadtlauf",
            "cancelled",
        )

    def test_rows_that_are_not_ours_are_refused(self, run: Run, built: Built) -> None:
        out = built("a.txt")
        path = out / "timeline.xlsx"
        book = load_workbook(path)
        sheet = book.worksheets[0]
        keys = [key_of("headings", cell.value) for cell in sheet[1]]
        for number, key in ((3, None), (4, "nobody"), (5, uid(out, "Klausur"))):
            sheet.cell(number, keys.index("title") + 1, "Eine eigene Zeile")
            sheet.cell(number, keys.index("uid") + 1, key)
        book.save(path)
        done = run("decide", path)
        assert done.returncode == 2
        assert [line.split(", ")[1] for line in done.stderr.splitlines()] == ["row 3", "row 4", "row 5"]


class TestChanges:
    def test_every_kind_in_every_form(self, run: Run, built: Built) -> None:
        out = built("a.txt", "b.txt")
        store = ("--store", out / "timeline.db")
        first = run("changes", *store)
        assert (first.returncode, first.stdout.splitlines()[0]) == (0, "new (3)")
        built("c.txt", "d.txt", "e.txt", "f.txt")
        found = json.loads(run("changes", "--format", "json", *store).stdout)
        assert {"new", "moved", "confirmed", "cancelled"} <= {one["what"] for one in found}
        moved = next(one for one in found if one["what"] == "moved")
        assert (moved["old"], moved["new"], moved["document"]) == ("2026-03-20", "2026-03-27", "c.txt")
        assert moved["quote"] == NEWS["c.txt"][1]
        markdown = run("changes", "--format", "markdown", *store).stdout
        assert "## Moved (1)" in markdown
        everything = json.loads(run("changes", "--since", "2026-01-01", "--format", "json", *store).stdout)
        assert len(everything) > len(found)
        assert run("changes", "--since", "2999-01-01", *store).stdout == "0 changes\n"
        for wrong in (("--since", "gestern"), ("--format", "xml")):
            assert run("changes", *wrong, *store).returncode == 2

    def test_a_run_with_nothing_new_changes_no_byte(self, built: Built) -> None:
        built("a.txt", "b.txt")
        out = built("c.txt", "d.txt")
        files = [path for path in sorted(out.iterdir()) if not path.name.startswith((".", "timeline.db"))]
        before = [(path.name, path.stat().st_mtime_ns, path.read_bytes()) for path in files]
        assert len(before) >= 7
        built()
        assert [(path.name, path.stat().st_mtime_ns, path.read_bytes()) for path in files] == before

    def test_the_sheet_lists_the_last_run_and_then_the_history(self, built: Built) -> None:
        out = built("a.txt")
        assert load_workbook(out / "timeline.xlsx")["Änderungen"].cell(2, 1).value == "Keine Einträge"
        built("b.txt", "c.txt")
        sheet = load_workbook(out / "timeline.xlsx")["Änderungen"]
        said = [row[2].value for row in sheet.iter_rows(min_row=2)]
        assert {"bestätigt", "neu", "verlegt", "Beginn"} <= set(said)
        assert said.index("Beginn") > max(said.index(what) for what in ("bestätigt", "neu", "verlegt"))
        assert "angekündigt" not in said
