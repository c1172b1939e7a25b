"""A folder's files: which there are, that they appear together or not at all, and that equal ones are left alone."""

from __future__ import annotations

import os
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import synthetic

from timeline.errors import OutputError, OutputNotice, UsageError
from timeline.model import Timeline
from timeline.settings import Settings
from timeline.workers import beside
from timeline.writers import DEFAULT, FORMATS, atomic, write

FILES = (
    *("timeline.xlsx", "timeline.csv", "evidence.csv", "datapackage.json"),
    *("timeline.ics", "timeline-coarse.ics", "timeline.json", "timeline.html"),
    *("timelinejs.json", "timeline.jsonld", "timeline.jsonl", "timeline.parquet", "evidence.parquet"),
)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_files_of_all_formats(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "exports"
    paths = write(synthetic.timeline(), folder, FORMATS, Settings())
    assert [path.name for path in paths] == list(FILES)
    assert names(folder) == set(FILES)


def test_the_files_that_are_written_unasked(tmp_path: Path) -> None:
    write(synthetic.timeline(), tmp_path, DEFAULT, Settings())
    assert names(tmp_path) == set(FILES[:8])


@pytest.mark.parametrize("name", FORMATS)
def test_one_format(tmp_path: Path, name: str) -> None:
    paths = write(synthetic.timeline(), tmp_path, [name], Settings())
    assert {path.name for path in paths} == names(tmp_path)


def test_an_unknown_format_is_named_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"docx.*xlsx, csv, ics, json, html"):
        write(synthetic.timeline(), tmp_path, ["csv", "docx"], Settings())
    assert not names(tmp_path)


def test_a_second_run_gives_the_same_bytes_and_touches_nothing(tmp_path: Path) -> None:
    for path in write(synthetic.timeline(), tmp_path, FORMATS, Settings()):
        os.utime(path, (1, 1))
    write(synthetic.timeline(), tmp_path, FORMATS, Settings())
    assert {path.name: path.stat().st_mtime for path in tmp_path.iterdir()} == dict.fromkeys(FILES, 1)


def test_another_folder_gets_the_same_bytes(tmp_path: Path) -> None:
    first = write(synthetic.timeline(), tmp_path / "a", FORMATS, Settings())
    second = write(synthetic.timeline(), tmp_path / "b" / "c", FORMATS, Settings())
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_files_are_readable_for_a_server(tmp_path: Path) -> None:
    (path,) = write(synthetic.timeline(), tmp_path, ["json"], Settings())
    mask = os.umask(0)
    os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    place = tmp_path / "exports"
    place.write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="exports: cannot write here") as caught:
        write(synthetic.timeline(), place, ["csv"], Settings())
    assert "\n" not in str(caught.value)


def test_when_a_writer_fails_the_old_files_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(synthetic.many(3), tmp_path, FORMATS, Settings())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("timeline.writers.page.write", broken)
    with pytest.raises(OutputError, match="No space left on device"):
        write(synthetic.many(5), tmp_path, FORMATS, Settings())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_several_processes_write_the_same_bytes(tmp_path: Path) -> None:
    write(synthetic.timeline(), tmp_path / "one", FORMATS, Settings())
    problems: list[OutputError] = []
    two = partial(beside, workers=2)
    paths = write(synthetic.timeline(), tmp_path / "two", FORMATS, Settings(), beside=two, problems=problems)
    assert [path.name for path in paths] == list(FILES)
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_when_one_of_several_processes_fails_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("timeline.writers.json.write", fail)
    with pytest.raises(OutputError, match="nothing was changed"):
        write(synthetic.timeline(), tmp_path, DEFAULT, Settings(), beside=partial(beside, workers=2))
    assert not names(tmp_path)


def test_when_the_last_rename_fails_the_others_are_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(synthetic.many(3), tmp_path, ["csv"], Settings())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    rename = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name.startswith(".timeline.json"):
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OutputError, match="nothing was changed"):
        write(synthetic.many(5), tmp_path, ["csv", "json"], Settings())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_batch_that_is_broken_off_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), atomic.batch(tmp_path) as batch:  # noqa: PT012
        batch.prepare("timeline.csv").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt
    assert not names(tmp_path)


def test_no_events_write_no_feed_and_say_so(tmp_path: Path) -> None:
    problems: list[OutputError] = []
    paths = write(Timeline((), ()), tmp_path, FORMATS, Settings(), problems=problems)
    assert {path.name for path in paths} == set(FILES) - {"timeline.ics", "timeline-coarse.ics"}
    assert [type(problem) for problem in problems] == [OutputNotice]
    assert "timeline.ics: not written" in str(problems[0])


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_and_none_at_all_crash_no_format(tmp_path: Path, name: str) -> None:
    for timeline in (synthetic.hostile(), Timeline((), ())):
        for path in write(timeline, tmp_path / str(len(timeline.events)), [name], Settings()):
            if path.suffix not in {".xlsx", ".parquet"}:
                path.read_text(encoding="utf-8")


@pytest.mark.parametrize("left", [0, 4])
def test_a_feed_that_would_shrink_is_kept(tmp_path: Path, left: int) -> None:
    write(synthetic.many(10), tmp_path, ["ics"], Settings())
    feed = tmp_path / "timeline.ics"
    before = feed.read_bytes()
    problems: list[OutputError] = []
    assert not write(synthetic.many(left), tmp_path, ["ics"], Settings(), problems=problems)
    assert feed.read_bytes() == before
    assert "kept as it was, with 10 events" in str(problems[0])
    assert not isinstance(problems[0], OutputNotice)
    assert write(synthetic.many(left), tmp_path, ["ics"], Settings(), allow_shrinking=True) == [feed]
    assert feed.read_bytes().count(b"BEGIN:VEVENT") == left


def test_a_feed_may_lose_half_of_its_events(tmp_path: Path) -> None:
    write(synthetic.many(10), tmp_path, ["ics"], Settings())
    write(synthetic.many(5), tmp_path, ["ics"], Settings())
    assert (tmp_path / "timeline.ics").read_bytes().count(b"BEGIN:VEVENT") == 5


def test_events_that_became_exact_leave_the_coarse_feed(tmp_path: Path) -> None:
    source, coarse = synthetic.single(
        "fair", "Messe", "im Mai", synthetic.when(date(2025, 5, 1), date(2025, 5, 31), synthetic.Precision.MONTH)
    )
    write(Timeline((source,), (coarse,)), tmp_path, ["ics"], Settings())
    assert names(tmp_path) == {"timeline-coarse.ics"}
    source, exact = synthetic.single("fair", "Messe", "am 7. Mai", synthetic.when(date(2025, 5, 7)))
    problems: list[OutputError] = []
    write(Timeline((source,), (exact,)), tmp_path, ["ics"], Settings(), problems=problems)
    assert not problems
    assert b"UID:fair" in (tmp_path / "timeline.ics").read_bytes()
    assert b"UID:fair" not in (tmp_path / "timeline-coarse.ics").read_bytes()


def test_a_feed_above_a_megabyte_is_written_with_a_warning(tmp_path: Path) -> None:
    problems: list[OutputError] = []
    write(synthetic.many(2_000), tmp_path, ["ics"], Settings(), problems=problems)
    assert (tmp_path / "timeline.ics").stat().st_size > 1_000_000
    assert [type(problem) for problem in problems] == [OutputNotice]
    assert "--calendar-from" in str(problems[0])
