"""The command line, run as a user runs it."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run

COLUMNS = (
    "uid,title,start,end,precision,edtf,when,timezone,kind,status,place,country,latitude,longitude,participants,"
    "confidence,doubts,sources,source_count,document,published,evidence,url,recurrence,review,revision,first_seen,"
    "last_changed"
)

PARTY = "Der Verein trifft sich am Freitag in Kassel zur Jahresversammlung.\n"


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(PARTY, encoding="utf-8")
    return path


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "timeline.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read(terminal: int) -> bytes:
    """What a pseudo-terminal holds; nothing when its other side is closed."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def one_line(text: str) -> bool:
    return text.startswith("timeline: ") and text.count("\n") == 1 and "Traceback" not in text


class TestBuild:
    def test_a_folder(self, run: Run, tmp_path: Path) -> None:
        done = run("build", "seeds/", "--output", tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert {"timeline.xlsx", "timeline.csv", "evidence.csv", "timeline.ics", "timeline.json"} <= {
            path.name for path in tmp_path.iterdir()
        }
        header = (tmp_path / "timeline.csv").read_text(encoding="utf-8").splitlines()[0]
        assert header.startswith(COLUMNS)
        found = {(row["start"], row["end"], row["place"]) for row in rows(tmp_path)}
        assert ("2025-03-15", "2025-03-15", "London") in {(start, end, place[-6:]) for start, end, place in found}
        assert ("2023-07-11", "2023-07-12", "Vilnius") in found
        assert f"{len(rows(tmp_path))} rows from 6 documents" in done.stdout
        assert "timeline.xlsx" in done.stdout

    def test_the_publication_date_given(self, note: Path, run: Run, tmp_path: Path) -> None:
        done = run("build", note, "--published", "2026-11-16", "--output", tmp_path / "out")
        assert done.returncode == 0
        assert [row["start"] for row in rows(tmp_path / "out")] == ["2026-11-20"]

    def test_without_a_publication_date_nothing_is_guessed(self, note: Path, run: Run, tmp_path: Path) -> None:
        done = run("build", note, "--output", tmp_path / "out")
        assert done.returncode == 0
        assert rows(tmp_path / "out") == []
        unresolved = json.loads((tmp_path / "out/timeline.json").read_text(encoding="utf-8"))["unresolved"]
        assert [(one["document"], one["text"]) for one in unresolved] == [("note.txt", "Freitag")]
        assert unresolved[0]["reason"]
        assert "1 expression not resolved" in done.stdout
        assert "--published" in done.stdout
        assert "sources.csv" in done.stdout

    def test_formats(self, run: Run, tmp_path: Path, note: Path) -> None:
        run("build", note, "--output", tmp_path / "out", "--formats", "json, csv")
        names = {path.suffix for path in (tmp_path / "out").glob("[a-z]*.[!d]*")}
        assert names == {".json", ".csv"}

    def test_the_calendar_can_be_narrowed(self, run: Run, tmp_path: Path) -> None:
        run("build", "seeds/", "--output", tmp_path, "--calendar-from", "2025-04-07", "--calendar-to", "2025-04-30")
        feed = (tmp_path / "timeline.ics").read_text(encoding="utf-8")
        entries = feed.partition("BEGIN:VEVENT")[2]
        assert set(re.findall(r"DTSTART[^:]*:(\d{6})", entries)) == {"202504"}
        assert len(rows(tmp_path)) > feed.count("BEGIN:VEVENT")
        run("build", "seeds/", "--output", tmp_path / "kinds", "--calendar-kinds", "publication")
        feed = (tmp_path / "kinds/timeline.ics").read_text(encoding="utf-8")
        assert feed.count("BEGIN:VEVENT") == sum(row["kind"] == "publication" for row in rows(tmp_path / "kinds")) >= 1

    def test_a_feed_that_would_shrink_is_kept_until_allowed(self, run: Run, tmp_path: Path) -> None:
        run("build", "seeds/", "--output", tmp_path)
        before = (tmp_path / "timeline.ics").read_bytes()
        kept = run("build", "seeds/rueckhalt.txt", "--output", tmp_path, "--store", "none")
        assert kept.returncode == 2
        assert "--allow-shrinking" in kept.stderr
        assert (tmp_path / "timeline.ics").read_bytes() == before
        done = run("build", "seeds/rueckhalt.txt", "--output", tmp_path, "--store", "none", "--allow-shrinking")
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "timeline.ics").read_bytes() != before

    def test_quiet(self, run: Run, tmp_path: Path, note: Path) -> None:
        done = run("build", note, "--output", tmp_path / "out", "--quiet")
        assert (done.stdout, done.stderr) == ("", "")

    def test_verbose_shows_every_row(self, run: Run, tmp_path: Path) -> None:
        short = run("build", "seeds/", "--output", tmp_path).stdout
        long = run("build", "seeds/", "--output", tmp_path, "--verbose").stdout
        assert "--verbose shows all" in short
        assert "--verbose shows all" not in long
        assert len(long.splitlines()) > len(short.splitlines())

    def test_a_pipe_gets_no_terminal_codes(self, run: Run, tmp_path: Path) -> None:
        done = run("build", "seeds/", "--output", tmp_path)
        assert "\x1b" not in done.stdout + done.stderr

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
    @pytest.mark.parametrize("quiet", [False, True])
    def test_a_terminal_gets_a_progress_bar(self, quiet: bool, root: Path, tmp_path: Path) -> None:
        ours, theirs = os.openpty()
        command = [sys.executable, "-m", "timeline", "build", "seeds/", "--output", tmp_path]
        environment = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
        with subprocess.Popen(
            [*command, "--quiet"] if quiet else command,
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=theirs,
        ):
            os.close(theirs)
            shown = b""
            while block := _read(ours):
                shown += block
        os.close(ours)
        assert (b"Reading" in shown) != quiet

    def test_control_characters_of_a_document_are_not_shown(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "in.txt").write_text("Am 3. Mai 2027 tagt der \x1b[31mRat in Kassel.\n", encoding="utf-8")
        done = run("build", tmp_path / "in.txt", "--output", tmp_path / "out")
        assert "2027-05-03" in done.stdout
        assert "\x1b" not in done.stdout

    def test_standard_input(self, run: Run, tmp_path: Path) -> None:
        done = run("build", "-", "--output", tmp_path, "--published", "2026-11-16", input=PARTY)
        assert done.returncode == 0
        assert [row["start"] for row in rows(tmp_path)] == ["2026-11-20"]


class TestBadInput:
    """One line with the file and what to do; the rest of the batch goes on."""

    @pytest.fixture
    def batch(self, tmp_path: Path) -> Path:
        folder = tmp_path / "batch"
        folder.mkdir()
        (folder / "good.txt").write_text("Am 3. Mai 2027 tagt der Rat in Kassel.\n", encoding="utf-8")
        return folder

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("empty.txt", b""),
            ("binary.txt", b"\x00\x01\x02\xff" * 100),
            ("cyrillic.txt", "Собрание 3 мая".encode("koi8-r") * 9),
        ],
    )
    def test_a_file_that_cannot_be_read(self, name: str, content: bytes, batch: Path, run: Run, tmp_path: Path) -> None:
        (batch / name).write_bytes(content)
        done = run("build", batch, "--output", tmp_path / "out")
        assert done.returncode == 2
        assert one_line(done.stderr), done.stderr
        assert name in done.stderr
        assert [row["start"] for row in rows(tmp_path / "out")] == ["2027-05-03"]

    def test_a_missing_file(self, batch: Path, run: Run, tmp_path: Path) -> None:
        done = run("build", "nowhere.txt", batch, "--output", tmp_path / "out")
        assert done.returncode == 2
        assert one_line(done.stderr), done.stderr
        assert "nowhere.txt" in done.stderr
        assert len(rows(tmp_path / "out")) == 1

    def test_a_broken_sources_file(self, batch: Path, run: Run, tmp_path: Path) -> None:
        (batch / "sources.csv").write_text("file,published\ngood.txt,gestern\n", encoding="utf-8")
        done = run("build", batch, "--output", tmp_path / "out")
        assert done.returncode == 2
        assert one_line(done.stderr), done.stderr
        assert re.search(r"sources\.csv.*line 2.*published", done.stderr)

    def test_an_output_folder_that_cannot_be_written(self, batch: Path, run: Run, tmp_path: Path) -> None:
        (tmp_path / "taken").write_text("a file", encoding="utf-8")
        done = run("build", batch, "--output", tmp_path / "taken")
        assert done.returncode == 2
        assert one_line(done.stderr), done.stderr
        assert "taken" in done.stderr
        assert (tmp_path / "taken").read_text(encoding="utf-8") == "a file"

    def test_nothing_readable_leaves_the_files_as_they_are(self, batch: Path, run: Run, tmp_path: Path) -> None:
        run("build", batch, "--output", tmp_path / "out")
        before = (tmp_path / "out/timeline.ics").read_bytes()
        done = run("build", "nowhere.txt", "--output", tmp_path / "out")
        assert done.returncode == 2
        assert (tmp_path / "out/timeline.ics").read_bytes() == before

    @pytest.mark.parametrize(
        ("option", "value"),
        [
            ("--published", "gestern"),
            ("--published", "2026-02-30"),
            ("--timezone", "Mitteleuropa"),
            ("--timezone", "../../etc/passwd"),
            ("--language", "deutsch!"),
            ("--formats", "docx"),
            ("--store", "carrier-pigeon://loft"),
            ("--calendar-from", "bald"),
            ("--calendar-kinds", "party"),
        ],
    )
    def test_an_option_that_makes_no_sense(
        self, option: str, value: str, batch: Path, run: Run, tmp_path: Path
    ) -> None:
        done = run("build", batch, "--output", tmp_path / "out", option, value)
        assert done.returncode == 2
        assert one_line(done.stderr), done.stderr
        assert value in done.stderr
        assert not (tmp_path / "out").exists()

    def test_usage(self, run: Run) -> None:
        assert run("build").returncode == 2
        assert run("buidl").returncode == 2
        assert run("build", "seeds/", "--workers", "-1").returncode == 2


class TestTag:
    def test_json_lines(self, run: Run, tmp_path: Path) -> None:
        source = tmp_path / "in.jsonl"
        record = {"id": "a", "text": PARTY, "published": "2026-11-16", "language": "de", "genre": "news"}
        source.write_text(json.dumps(record) + "\n\n" + json.dumps(record | {"id": "b"}) + "\n", encoding="utf-8")
        done = run("tag", source, "--output", tmp_path / "out.jsonl")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [line["id"] for line in lines] == ["a", "b"]
        (expression,) = lines[0]["expressions"]
        assert PARTY[expression["start"] : expression["end"]] == expression["text"] == "Freitag"
        assert list(expression) == [
            *("start", "end", "text", "type", "value", "mod", "quant", "freq", "date_start", "date_end", "precision")
        ]
        assert (expression["type"], expression["value"]) == ("DATE", "2026-11-20")
        assert (expression["date_start"], expression["date_end"], expression["precision"]) == ("2026-11-20",) * 2 + (
            "day",
        )

    def test_json_lines_from_standard_input(self, run: Run) -> None:
        done = run("tag", "-", input='{"id": "x\\u2028", "text": "On 5 May 2027."}\n')
        line = json.loads(done.stdout)
        assert line["id"] == "x\u2028"
        assert [one["value"] for one in line["expressions"]] == ["2027-05-05"]

    def test_a_broken_line_is_named_and_the_others_go_on(self, run: Run, tmp_path: Path) -> None:
        source = tmp_path / "in.jsonl"
        source.write_text(
            '{"id": "a", "text": "5. Mai 2027"}\n{"id": \n{"id": "c", "text": "6. Mai 2027"}\n', encoding="utf-8"
        )
        done = run("tag", source)
        assert done.returncode == 2
        assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "c"]
        assert one_line(done.stderr), done.stderr
        assert "in.jsonl, line 2" in done.stderr

    @pytest.mark.parametrize("line", ['["a"]', '{"id": "a"}', '{"text": "x", "published": "gestern"}', "nothing"])
    def test_a_line_that_breaks_the_contract(self, line: str, run: Run, tmp_path: Path) -> None:
        (tmp_path / "in.jsonl").write_text(line + "\n", encoding="utf-8")
        done = run("tag", tmp_path / "in.jsonl")
        assert done.returncode == 2
        assert one_line(done.stderr), done.stderr

    def test_a_lone_surrogate_stays_json(self, run: Run) -> None:
        done = run("tag", input='{"id": "\\ud800", "text": "On 5 May 2027."}\n')
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["id"] == "\ud800"

    def test_a_document_gives_a_table(self, note: Path, run: Run) -> None:
        done = run("tag", note, "--published", "2026-11-16")
        assert done.returncode == 0
        assert re.search(r"Freitag\s+DATE\s+2026-11-20", done.stdout)

    def test_a_missing_file(self, run: Run) -> None:
        for name in ("nowhere.txt", "nowhere.jsonl"):
            done = run("tag", name)
            assert done.returncode == 2
            assert one_line(done.stderr), done.stderr
            assert name in done.stderr

    def test_a_reader_that_leaves_is_no_fault(self, root: Path, tmp_path: Path) -> None:
        source = tmp_path / "in.jsonl"
        source.write_text('{"id": "a", "text": "5. Mai 2027"}\n' * 5000, encoding="utf-8")
        command = subprocess.Popen(
            [sys.executable, "-m", "timeline", "tag", source], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert command.stdout
        assert command.stderr
        command.stdout.readline()
        command.stdout.close()
        assert command.stderr.read() == b""
        command.stderr.close()
        command.wait(60)


class TestExplain:
    def test_every_expression(self, note: Path, run: Run) -> None:
        done = run("explain", note, "--published", "2026-11-16")
        assert done.returncode == 0, done.stderr
        assert "[Freitag]" in done.stdout
        assert "2026-11-20" in done.stdout
        assert "published 2026-11-16" in done.stdout
        assert re.search(r"row .*Kassel", done.stdout)

    def test_what_is_unresolved_says_why(self, note: Path, run: Run) -> None:
        done = run("explain", note)
        assert done.returncode == 0
        assert "no publication date" in done.stdout
        assert re.search(r"row +none: \w+", done.stdout)

    def test_a_document_beside_its_sources_file(self, run: Run) -> None:
        done = run("explain", "seeds/koalition.txt")
        assert "published 2025-09-04 (sources.csv)" in done.stdout

    def test_a_missing_document(self, run: Run) -> None:
        done = run("explain", "nowhere.txt")
        assert done.returncode == 2
        assert one_line(done.stderr), done.stderr


class TestHelp:
    @pytest.mark.parametrize("command", [(), ("build",), ("tag",), ("explain",)])
    def test_every_help_has_an_example(self, command: tuple[str, ...], run: Run) -> None:
        done = run(*command, "--help")
        assert done.returncode == 0
        assert re.search(r"Examples?:", done.stdout)
        assert done.stdout.startswith("Usage: timeline")

    def test_version(self, run: Run) -> None:
        assert re.fullmatch(r"timeline, version \d+\.\d+\.\d+\n", run("--version").stdout)


class TestFault:
    """A fault of the program: exit code 1, one line, and where it came from only when asked."""

    @pytest.fixture
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from timeline import expressions

        def fail(*_: str) -> None:
            raise ZeroDivisionError("on purpose")

        monkeypatch.setattr(expressions, "find", fail)

    @pytest.mark.usefixtures("broken")
    @pytest.mark.parametrize("verbose", [False, True])
    def test_a_fault(self, verbose: bool, note: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        from timeline.cli import cli

        arguments = [
            "build",
            str(note),
            "--output",
            str(tmp_path / "out"),
            "--store",
            "none",
            *["--verbose"][: int(verbose)],
        ]
        with pytest.raises(SystemExit) as exit_:
            cli.main(arguments, prog_name="timeline")
        assert exit_.value.code == 1
        err = capsys.readouterr().err
        assert "ZeroDivisionError: on purpose" in err
        assert ("Traceback" in err) == verbose
        assert not (tmp_path / "out").exists()
