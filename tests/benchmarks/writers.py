"""How long each format takes and how much memory it needs: ``python tests/benchmarks/writers.py [ROWS …]``.

Each format runs in a process of its own, on made-up rows; 10 000 and 100 000 rows unless others are asked for.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

FORMATS = ("xlsx", "csv", "ics", "json", "html", "timelinejs", "jsonld", "jsonl", "parquet")
STATUS = Path("/proc/self/status")


def peak() -> float:
    """Megabytes at most so far; on Linux of this program alone, since a child's resource usage begins with its parent's."""
    if STATUS.exists():
        return int(STATUS.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name: str, rows: int) -> None:
    import synthetic

    from timeline.settings import Settings
    from timeline.writers import write

    timeline = synthetic.many(rows)
    before = peak()
    with tempfile.TemporaryDirectory() as folder:
        start, busy = time.perf_counter(), time.process_time()
        paths = write(timeline, Path(folder), [name], Settings())
        seconds, busy = time.perf_counter() - start, time.process_time() - busy
        size = sum(path.stat().st_size for path in paths) / 1e6
    most = peak()
    print(
        f"{rows:>8} {name:<10} {seconds:6.2f} s ({busy:6.2f} s of CPU) {most:6.0f} MB in all, "
        f"{most - before:5.0f} MB for it {size:7.1f} MB written"
    )


def main(arguments: list[str]) -> None:
    if len(arguments) == 2 and arguments[0] in FORMATS:
        measure(arguments[0], int(arguments[1]))
        return
    for rows in arguments or ["10000", "100000"]:
        for name in FORMATS:
            subprocess.run([sys.executable, __file__, name, rows], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
