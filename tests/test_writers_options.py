"""What the command line can ask of the files: formats, language, the calendar's policy, one table on standard output."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from conftest import ROOT, Run

from timeline.writers import DEFAULT, FORMATS

NEWS = """Der Stadtrat tagt am 12. Mai 2026 in Kassel. Das Straßenfest am 16. Mai 2026 in Kassel ist abgesagt.
Am 20. Mai 2026 beginnt in Kassel die Messe. Das Konzert in Kassel ist am 23. Mai 2026 um 20 Uhr.
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


def one_line(text: str) -> bool:
    return text.startswith("timeline: ") and text.count("\n") == 1


def test_every_format_can_be_asked_for(news: Path, run: Run, tmp_path: Path) -> None:
    done = run("build", news, "--output", tmp_path / "out", "--formats", ",".join(FORMATS), "--published", "2026-05-01")
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("timelinejs.json", "timeline.jsonld", "timeline.jsonl", "timeline.parquet", "evidence.parquet"):
        assert (tmp_path / "out" / name).stat().st_size > 100
        assert name in done.stdout


def test_the_help_names_every_format_and_the_default(run: Run) -> None:
    text = re.sub(r"\s+", "", run("build", "--help").stdout)
    assert f"of{','.join(FORMATS)}[default:thefirst{ {5: 'five'}[len(DEFAULT)] }]" in text


@pytest.mark.parametrize("table", ["", "timeline", "evidence"])
def test_one_table_on_standard_output_and_nothing_else(table: str, run: Run, tmp_path: Path) -> None:
    arguments = ["--table", table] if table else []
    done = run("build", str(ROOT / "seeds"), "--output", "-", *arguments, cwd=tmp_path, encoding=None)
    assert (done.returncode, done.stderr) == (0, b"")
    run("build", str(ROOT / "seeds"), "--output", "out", "--formats", "csv", cwd=tmp_path)
    assert done.stdout == (tmp_path / "out" / f"{table or 'timeline'}.csv").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"out"}


def test_a_streamed_table_for_spreadsheets(news: Path, run: Run) -> None:
    done = run("build", news, "--output", "-", "--excel", encoding=None)
    assert done.stdout.startswith(b"\xef\xbb\xbfuid,title,")


def test_a_streamed_table_with_unreadable_input(news: Path, run: Run) -> None:
    done = run("build", "nowhere.txt", news, "--output", "-")
    assert done.returncode == 2
    assert one_line(done.stderr)
    assert len(list(csv.reader(io.StringIO(done.stdout)))) > 1


def test_csv_for_spreadsheets(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.txt"
    source.write_text("=1+1 am 12. Mai 2026 tagt der Rat.\n", encoding="utf-8")
    run("build", source, "--output", tmp_path / "out", "--formats", "csv", "--excel")
    data = (tmp_path / "out/timeline.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows
    assert all(row["evidence"].startswith("'=1+1") for row in rows)


@pytest.mark.parametrize(("code", "name"), [("de", "Zeitleiste"), ("en", "Timeline")])
def test_the_language_of_headings(code: str, name: str, news: Path, run: Run, tmp_path: Path) -> None:
    run("build", news, "--output", tmp_path, "--formats", "ics,html", "--lang", code, "--published", "2026-05-01")
    assert f"X-WR-CALNAME:{name}" in (tmp_path / "timeline.ics").read_text(encoding="utf-8")
    assert f'<html lang="{code}">' in (tmp_path / "timeline.html").read_text(encoding="utf-8")


def test_cancelled_events_are_marked_or_dropped(news: Path, run: Run, tmp_path: Path) -> None:
    feeds = {}
    for policy in ("", "mark", "drop"):
        arguments = ["--cancelled", policy] if policy else []
        run("build", news, "--output", tmp_path / f"out{policy}", "--published", "2026-05-01", *arguments)
        feeds[policy] = (tmp_path / f"out{policy}/timeline.ics").read_text(encoding="utf-8")
        assert ",cancelled," in (tmp_path / f"out{policy}/timeline.csv").read_text(encoding="utf-8")
    assert feeds[""] == feeds["mark"]
    cancelled = feeds["mark"].count("STATUS:CANCELLED")
    assert cancelled >= 1
    assert "STATUS:CANCELLED" not in feeds["drop"]
    assert feeds["drop"].count("BEGIN:VEVENT") == feeds["mark"].count("BEGIN:VEVENT") - cancelled >= 1


def test_the_calendars_window_and_kinds(news: Path, run: Run, tmp_path: Path) -> None:
    window = ("--calendar-from", "2026-05-20", "--calendar-to", "2026-05-20")
    run("build", news, "--output", tmp_path, "--published", "2026-05-01", *window)
    assert (tmp_path / "timeline.ics").read_text(encoding="utf-8").count("BEGIN:VEVENT") == 1


def test_the_documents_text_only_when_asked(news: Path, run: Run, tmp_path: Path) -> None:
    texts: list[str | None] = []
    for arguments in ((), ("--with-text",)):
        run("build", news, "--output", tmp_path, "--formats", "json", *arguments)
        data = json.loads((tmp_path / "timeline.json").read_text(encoding="utf-8"))
        texts.append(data["documents"][0].get("text"))
    assert texts == [None, NEWS]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--lang", "klingonisch"),
        ("--cancelled", "vielleicht"),
        ("--table", "evidence"),
        ("--output", "-", "--table", "quellen"),
        ("--output", "-", "--formats", "xlsx"),
        ("--calendar-from", "2026-05-02", "--calendar-to", "2026-05-01"),
    ],
)
def test_what_makes_no_sense(arguments: tuple[str, ...], news: Path, run: Run, tmp_path: Path) -> None:
    done = run("build", news, *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert one_line(done.stderr), done.stderr
    assert arguments[-1] in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"news.txt"}
