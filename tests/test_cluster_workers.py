"""A cluster of two processes: the same bytes whoever works, a worker that is killed, and workers that do not fit."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE
from threading import Timer

import pytest

pytest.importorskip("dask", reason="a cluster takes the extra cluster")
pq = pytest.importorskip("pyarrow.parquet", reason="a cluster takes the extra cluster")

from test_cluster import command, news, write  # noqa: E402

from timeline import cluster, pipeline  # noqa: E402
from timeline.cluster import client  # noqa: E402
from timeline.cluster.engine import Sizes  # noqa: E402
from timeline.errors import ClusterError  # noqa: E402

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

SIZES = Sizes(text=4_000, staged=50_000, rows=2_000, written=20)


@pytest.fixture(scope="module")
def workers() -> Iterator[object]:
    with client.connected("local", 2) as connection:
        yield connection


@pytest.fixture(scope="module")
def address(workers) -> str:
    return workers.scheduler.address


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    write(folder / "a.parquet", news(40), row_group_size=5)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.parquet")}


@pytest.fixture(scope="module")
def expected(reports, address, tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("expected")
    cluster.build([str(reports)], str(folder / "events"), address=address, sizes=SIZES)
    assert not (folder / "events.work").exists()
    return contents(folder / "events")


def test_two_workers_give_the_rows_of_one_machine(reports, expected, tmp_path):
    for name, data in expected.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    pipeline.build(reports).write(tmp_path / "one", ["parquet"])
    for table in ("timeline", "evidence"):
        assert pq.read_table(tmp_path / table).equals(pq.read_table(tmp_path / "one" / f"{table}.parquet"))
    assert sum(name.startswith("timeline/") for name in expected) > 1


def test_one_worker_gives_the_same_bytes(reports, expected, tmp_path):
    cluster.build([str(reports)], str(tmp_path / "events"), address="local", workers=1, sizes=SIZES)
    assert contents(tmp_path / "events") == expected


@pytest.mark.parametrize("phase", ["accounts", "drafts"])
def test_a_worker_that_is_killed_costs_time_and_no_rows(workers, address, reports, expected, tmp_path, phase):
    killed = []

    def kill() -> None:
        process = sorted(workers.run(os.getpid).values())[0]
        os.kill(process, signal.SIGKILL)
        killed.append(process)

    def said(line: str) -> None:
        if line.startswith(f"{phase}:"):
            Timer(0.2, kill).start()

    cluster.build([str(reports)], str(tmp_path / "events"), address=address, sizes=SIZES, say=said)
    assert killed
    assert contents(tmp_path / "events") == expected


def test_workers_of_another_version_are_named(reports, address, tmp_path, monkeypatch):
    monkeypatch.setattr(client, "fingerprint", lambda: "other")
    with pytest.raises(ClusterError, match=r"worker tcp://.* has other code or language data .*install the same"):
        cluster.build([str(reports)], str(tmp_path / "events"), address=address)


def speak() -> None:
    for name in ("tornado.application", "distributed.worker", "distributed.client", "asyncio"):
        logging.getLogger(name).error("ConnectionPool is closed")


def test_workers_of_this_machine_say_nothing_of_their_own(capfd):
    with client.connected(cluster.LOCAL, 1) as connection:
        assert len(connection.run(speak)) == 1
    assert capfd.readouterr().err == ""


def alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_ctrl_c_ends_all_processes_without_a_word_and_loses_nothing(reports, tmp_path):
    words = ["build", str(reports), "--cluster", "local", "--workers", "2", "--output", str(tmp_path / "events")]
    run = [sys.executable, "-c", "from timeline.cli import main\nif __name__ == '__main__':\n    main()", *words]

    def group() -> None:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    with subprocess.Popen(run, stdout=PIPE, stderr=PIPE, text=True, preexec_fn=group) as process:  # noqa: PLW1509
        while process.poll() is None and not list(tmp_path.glob("events.work/*/twins")):
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=120) == ("", "\nAborted!\n")
    assert list(tmp_path.glob("events.work/*/accounts/*.parquet"))
    for _ in range(200):  # the last to go is what looks after the processes' shared resources
        if not alive(process.pid):
            break
        time.sleep(0.05)
    assert not alive(process.pid)


def test_from_the_command_line(reports, expected, tmp_path, address):
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "timeline").mkdir()
    (tmp_path / "events" / "timeline" / "part-00099.parquet").write_bytes(b"of an earlier run")
    done = command(f"{reports}/*.parquet", "--output", tmp_path / "events", "--cluster", address)
    assert done.stderr == ""
    assert done.exit_code == 0
    rows = pq.read_table(tmp_path / "events" / "timeline").num_rows
    assert f"{rows} rows from 44 documents\n" in done.stdout
    assert f"Written to {tmp_path}/events: timeline, evidence, documents, unresolved" in done.stdout
    assert expected
