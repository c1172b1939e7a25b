"""Two runs at once, runs that are cut off, and stores that are none."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from conftest import ROOT, Run
from sqlalchemy import event
from test_store import NEWS, build, put

from timeline import pipeline
from timeline.errors import StoreError
from timeline.model import Document
from timeline.settings import Settings
from timeline.store import Store, open_store


class TestTwoAtOnce:
    def test_one_waits_and_publishes_what_both_have_read(self, where: str, news: Path, tmp_path: Path) -> None:
        """The second run starts while the first is publishing, which it does late: still the newer files stay."""
        other = tmp_path / "other"
        other.mkdir()
        put(news, "a.txt")
        put(other, "b.txt")
        out, waited, begun = tmp_path / "out", threading.Event(), threading.Event()

        def slow(table: pipeline.Table) -> None:
            begun.set()
            waited.wait(20)
            time.sleep(0.3)
            table.write(out, ["csv"])

        def second() -> None:
            begun.wait(20)
            with open_store(where) as mine:
                pipeline.build(
                    other,
                    store=mine,
                    language="de",
                    waiting=waited.set,
                    publish=lambda one: one.write(out, ["csv"]) and None,
                )

        with open_store(where) as mine:
            thread = threading.Thread(target=second)
            thread.start()
            pipeline.build(news, store=mine, language="de", publish=slow)
            thread.join()
        assert waited.is_set()
        said = (out / "timeline.csv").read_text(encoding="utf-8")
        assert all(name in said for name in ("a.txt", "b.txt"))

    def test_who_has_waited_long_enough_says_so(self, where: str, store: Store) -> None:
        busy = pytest.raises(StoreError, match="another run")
        with store.run(Settings(), []), open_store(where) as other, busy, other.run(Settings(), [], wait=0.3):
            pass
        with store.run(Settings(), []):
            pass

    def test_decisions_and_reading_do_not_wait_for_a_run(self, store: Store, where: str, news: Path) -> None:
        put(news, "a.txt")
        build(news, store)
        with store.run(Settings(), []), open_store(where) as other:
            assert len(other.timeline().events) == 1


class TestCutOff:
    def test_what_was_read_is_not_read_again(self, store: Store, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        put(news, *NEWS)
        read: list[str] = []

        def interrupt(document: Document) -> None:
            read.append(document.id)
            if document.id == "c.txt":
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            pipeline.build(news, store=store, language="de", progress=interrupt)
        assert read == ["a.txt", "b.txt", "c.txt"]
        told: list[str] = []
        tell = pipeline.tell
        monkeypatch.setattr(pipeline, "tell", lambda one, settings: (told.append(one.id), tell(one, settings))[1])
        last = build(news, store)
        assert told == ["d.txt", "e.txt", "f.txt"]
        monkeypatch.undo()
        assert last.events == build(news, None).events

    @pytest.mark.slow
    def test_killed_at_any_moment(self, run: Run, news: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        command = [sys.executable, "-m", "timeline", "build", str(news), "--output", str(out), "--quiet"]
        put(news, "a.txt", "b.txt")
        began = time.monotonic()
        subprocess.run(command, cwd=ROOT, check=True)
        took = time.monotonic() - began
        good = {path.name: path.read_bytes() for path in out.glob("*.*") if "timeline.db" not in path.name}
        put(news, *NEWS)
        for step in range(12):
            process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(took * (step + 1) / 12)
            process.send_signal(signal.SIGKILL)
            process.wait()
            with open_store(str(out / "timeline.db"), make=False) as store:
                assert store.timeline().documents
            now = {name: (out / name).read_bytes() for name in good}
            assert all(len(data) > 100 for data in now.values())
        assert run("build", news, "--output", out, "--quiet").returncode == 0
        with open_store(str(out / "timeline.db"), make=False) as store:
            assert store.timeline().events == build(news, None).events


class TestNoStore:
    def refused(self, run: Run, news: Path, name: str, *words: str) -> None:
        put(news, "a.txt")
        done = run("build", news, "--output", news.parent / "out", "--store", name, "--quiet")
        assert done.returncode == 2, done.stderr
        assert done.stderr.startswith("timeline: ")
        assert done.stderr.count("\n") == 1, done.stderr
        assert all(word in done.stderr for word in words), done.stderr

    def test_no_database_another_ones_or_a_newer_one(self, run: Run, news: Path, tmp_path: Path) -> None:
        (tmp_path / "text.db").write_text("no database at all, but long enough to be taken for one" * 50)
        self.refused(run, news, str(tmp_path / "text.db"), "text.db", "not a database", "--store")
        with sqlite3.connect(tmp_path / "other.db") as connection:
            connection.execute("CREATE TABLE bookmarks (id INTEGER)")
        connection.close()
        self.refused(run, news, str(tmp_path / "other.db"), "another program", "bookmarks")
        open_store(str(tmp_path / "new.db")).close()
        with sqlite3.connect(tmp_path / "new.db") as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.close()
        self.refused(run, news, str(tmp_path / "new.db"), "newer timeline", "9999")

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("/proc/timeline.db", ("/proc/timeline.db", "--store")),
            ("/proc/version/x/timeline.db", ("--store",)),
            (".", ("folder",)),
            ("mysql://localhost/x", ("no such kind",)),
            ("sqlite://", ("no such kind",)),
            ("postgresql+psycopg://me:secret@127.0.0.1:9/x", ("127.0.0.1", "server")),
            ("postgresql://me:secret@127.0.0.1:x/x", ("--store",)),
        ],
    )
    def test_places_where_none_can_be(self, run: Run, news: Path, name: str, words: tuple[str, ...]) -> None:
        self.refused(run, news, name, *words)

    def test_a_full_disk(self, news: Path, tmp_path: Path) -> None:
        file = tmp_path / "full.db"
        put(news, "a.txt")
        with open_store(str(file)) as store:
            before = build(news, store)
            store.close()
            pages = file.stat().st_size // 4096 + 4
            event.listen(
                store._database.engine, "connect", lambda one, _: one.execute(f"PRAGMA max_page_count={pages}").close()
            )
            put(news, "b.txt", text="Am 3. Mai 2027 tagt der Rat von Ulm. " + "Text, der Platz braucht. " * 4_000)
            with pytest.raises(StoreError, match=r"full\.db: database or disk is full; make room"):
                build(news, store)
        with open_store(str(file)) as store:
            assert store.timeline() == before
            assert len(build(news, store).events) == 2

    def test_commands_that_make_none(self, run: Run, tmp_path: Path) -> None:
        for words in (("changes",), ("decide",)):
            done = run(*words, "--store", tmp_path / "missing.db")
            assert (done.returncode, done.stderr.count("\n")) == (2, 1)
            assert list(tmp_path.iterdir()) == []
