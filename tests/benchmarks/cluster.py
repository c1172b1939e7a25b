"""What a cluster costs, and what that makes for many documents: a made-up newspaper on 1 and on 2 local workers.

Run as ``python tests/benchmarks/cluster.py FOLDER [DOCUMENTS]`` (default: 2000). FOLDER gets the newspaper and the tables.
Seconds are those of a processor in the workers, which other work on the machine does not change; bytes are on disk.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from pathlib import Path

from corpus import articles, write

from timeline.cluster import client, documents, output, run
from timeline.cluster.engine import Dataset, Engine, Sizes
from timeline.cluster.folder import Folder
from timeline.settings import Settings

STAGES = {
    "reading": ("files", "accounts", "problems"),
    "copies": ("twins", "pairs", "halves", "copies", "originals", "told"),
    "links": ("blocks", "found", "drafts", "linked", "kin", "stories", "others", "related"),
    "rows": ("components", "apart", "rows"),
    "writing": ("days", "events", "documents"),
}
CORES = (64, 1_000)
AT = (1_000_000, 1_000_000_000)


class Measured(Engine):
    """An engine that keeps what each phase has used and left."""

    def __init__(self, folder: Folder, sizes: Sizes, connection: object) -> None:
        super().__init__(folder, sizes, self._begun)
        self.seconds: Counter[str] = Counter()
        self.bytes: Counter[str] = Counter()
        self._connection = connection
        self._phase, self._used = "", 0.0

    def drop(self, *datasets: Dataset) -> None:
        """Counts the bytes before they go."""
        for dataset in datasets:
            self.bytes[stage(dataset.folder.url.rpartition("/")[2])] += dataset.size
        super().drop(*datasets)

    def end(self) -> None:
        """Ends the last phase."""
        self._begun(":")

    def _begun(self, line: str) -> None:
        used = sum(self._connection.run(time.process_time).values())
        if self._phase:
            self.seconds[stage(self._phase)] += used - self._used
        self._phase, self._used = line.partition(":")[0], used


def stage(phase: str) -> str:
    return next(name for name, phases in STAGES.items() if phase.partition("-")[0] in phases)


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.parquet"))


def main(folder: Path, count: int) -> None:
    source = folder / "news"
    if not source.exists():
        source.mkdir(parents=True)
        write(source, articles(count), "parquet")
    print(f"{count} documents of {size(source) / count:.0f} bytes each as Parquet")
    measured = None
    for workers in (1, 2):
        target = folder / f"events-{workers}"
        with client.connected("local", workers) as connection:
            sizes = Sizes(text=200_000, staged=300_000, rows=20_000)
            engine = Measured(Folder(f"{target}.work"), sizes, connection)
            engine.folder.remove()
            began, before = time.perf_counter(), connection.run(time.process_time)
            found = documents.collect([str(source)], [])
            written = run.phases(engine, found, Settings(), [])
            engine.end()
            output.publish(engine, Folder(str(target)))
            took = time.perf_counter() - began
            after = connection.run(time.process_time)
        busiest = max(after[worker] - before[worker] for worker in after)
        print(
            f"{workers} workers: {took:.0f} s, {count / took:.1f} documents a second (load {os.getloadavg()[0]:.1f}); "
            f"{count / busiest:.1f} a second with a core for each"
        )
        measured = measured or (engine, size(target), written)
    engine, out, written = measured
    print(f"{written['evidence'] / count:.1f} drafts and {written['timeline'] / count:.1f} rows a document\n")
    print("stage      seconds of a core   bytes left on the way   per document")
    for name in STAGES:
        print(f"{name:10s} {engine.seconds[name] / count:15.4f} {engine.bytes[name] / count:20.0f}")
    seconds = sum(engine.seconds.values()) / count
    staged = sum(engine.bytes.values()) / count
    print(f"{'all':10s} {seconds:15.4f} {staged:20.0f}; tables: {out / count:.0f} bytes\n")
    print(
        "documents       core hours   "
        + "   ".join(f"hours with {cores} cores" for cores in CORES)
        + "   TB on the way   TB of tables"
    )
    for documents_ in AT:
        hours = documents_ * seconds / 3600
        each = "   ".join(f"{hours / cores:20.1f}" for cores in CORES)
        print(
            f"{documents_:13d} {hours:12.0f} {each} {documents_ * staged / 1e12:12.3f} {documents_ * out / count / 1e12:12.3f}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2_000)
