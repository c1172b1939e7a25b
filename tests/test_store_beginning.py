"""A new store whose rows several processes tell has in it what one process would have put there."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT
from test_store import NEWS, put

from timeline import pipeline, workers
from timeline.model import Timeline
from timeline.store import Store, beginning, open_store

STORIES = ROOT / "tests" / "quality" / "stories" / "docs"
TABLES = {
    "told": "SELECT uid, document, position, drafts, echo FROM tellings t JOIN rows r ON t.row = r.number ORDER BY uid, position, t.id",
    "filings": "SELECT position, number, first, last, long, words FROM filings ORDER BY position, number",
    "names": "SELECT year, word, position, number FROM names ORDER BY 1, 2, 3, 4",
    "seeks": "SELECT position, first, last, far, words FROM seeks ORDER BY 1, 2, 3, 4, 5",
    "links": "SELECT position, other, kin FROM links ORDER BY 1, 2",
    "events": 'SELECT uid, start, "end", title, said, revision, changed FROM events ORDER BY uid',
    "mentions": "SELECT document, start, uid, text, sentence FROM mentions ORDER BY 1, 2, 3",
    "history": "SELECT uid, number, document, field, old, new FROM history ORDER BY 1, 2",
    "documents": "SELECT id, position, folded, dirty, copy_of FROM documents ORDER BY id",
    "changes": "SELECT what, uid, title, start, document, quote FROM changes ORDER BY id",
}


@pytest.fixture(params=[2, 12_000], ids=["apart", "together"])
def several(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Little is enough for several processes; what links connect is too large for one of them to fold, or is not."""
    monkeypatch.setattr(beginning, "_MOST", request.param)
    monkeypatch.setattr(workers, "_ALONE", 1)
    monkeypatch.setattr(workers, "_BATCH", 200)
    monkeypatch.setattr(beginning, "LEAST", 1)
    monkeypatch.setattr(beginning, "_TOGETHER", 5)
    monkeypatch.setattr(beginning, "_PART", 3)


def build(folder: Path, store: Store, processes: int) -> Timeline:
    return pipeline.build(folder, store=store, workers=processes).timeline


def contents(store: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(store) as connection:
        return {name: connection.execute(query).fetchall() for name, query in TABLES.items()}


@pytest.mark.usefixtures("several")
class TestSeveralProcesses:
    def test_they_put_into_a_store_what_one_puts_there(self, tmp_path: Path) -> None:
        with open_store(str(tmp_path / "one.db")) as one, open_store(str(tmp_path / "two.db")) as two:
            assert build(STORIES, one, 1) == build(STORIES, two, 2)
        alone, together = contents(tmp_path / "one.db"), contents(tmp_path / "two.db")
        for name, rows in alone.items():
            assert rows, name
            assert together[name] == rows, name

    def test_a_later_run_goes_on_from_there(self, store: Store, news: Path, tmp_path: Path) -> None:
        put(news, "a.txt", "b.txt", "c.txt")
        with open_store(str(tmp_path / "one.db")) as one:
            assert build(news, one, 1) == build(news, store, 2)
            put(news, *NEWS)
            assert build(news, one, 1) == build(news, store, 2)

    def test_copies_are_known(self, store: Store, news: Path) -> None:
        put(news, *NEWS)
        long = " ".join(f"Wort{number}" for number in range(60))
        put(news, "x.txt", "y.txt", text=f"Am 12. April 2026 tagt in Jena der Beirat. {long}.")
        assert {one.id: one.copy_of for one in build(news, store, 2).documents if one.copy_of} == {"y.txt": "x.txt"}


@pytest.mark.slow
def test_processes_end_with_the_one_that_is_killed(tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    for number in range(150):
        (news / f"{number}.txt").write_text(
            "---\ndate: 2026-03-02\n---\n"
            + f"Der Stadtrat von Kassel trifft sich am {number % 28 + 1}. März 2026. " * 60
        )
    command = [sys.executable, "-m", "timeline", "build", str(news), "--output", str(out), "--workers", "2", "--quiet"]
    for step in range(8):
        process = subprocess.Popen(command, cwd=ROOT)
        time.sleep(1 + step / 2)
        process.send_signal(signal.SIGKILL)
        process.wait()
        time.sleep(1)
        left = subprocess.run(["pgrep", "-f", str(out)], check=False, capture_output=True, text=True).stdout
        assert not left
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
