"""The most memory that all processes of a build have at once: ``python tests/benchmarks/memory.py [DOCUMENTS …]``.

Builds a made-up newspaper (corpus.py) of each size, 2 500 and 5 000 documents by default, with a store and two processes,
to CSV or to what ``--formats`` says. Memory that processes share is counted once (PSS), which only Linux tells.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import articles, write

_EVERY = 0.2
"""Seconds between two looks."""


def family(process: int) -> list[int]:
    """A process with all that it has started."""
    found = [process]
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += family(int(child))
    except OSError:  # it has just ended
        pass
    return found


def megabytes(process: int) -> float:
    """The memory of a process, its part of what it shares with others included."""
    try:
        return int(Path(f"/proc/{process}/smaps_rollup").read_text().partition("Pss:")[2].split()[0]) / 1024
    except (OSError, IndexError):
        return 0.0


def peak(folder: Path, output: Path, formats: str, workers: int) -> tuple[float, float]:
    """The most memory of a build, in megabytes, and the seconds it took."""
    command = [sys.executable, "-P", "-m", "timeline", "build", str(folder), "--output", str(output), "--quiet"]
    began, most = time.monotonic(), 0.0
    with subprocess.Popen([*command, "--formats", formats, "--workers", str(workers)]) as build:
        while build.poll() is None:
            most = max(most, sum(map(megabytes, family(build.pid))))
            time.sleep(_EVERY)
    return most, time.monotonic() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="*", default=[2_500, 5_000])
    parser.add_argument("--formats", default="csv")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    print("documents   peak of all processes   seconds")
    for count in given.documents:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder) / "news", articles(count), "jsonl")
            most, took = peak(Path(folder) / "news", Path(folder) / "out", given.formats, given.workers)
        print(f"{count:9d}   {most:18.0f} MB   {took:7.0f}")


if __name__ == "__main__":
    main()
