"""Wall time of the commands a user waits for, each in a fresh process.

python tests/benchmarks/startup.py [RUNS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


def seconds(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-P", "-m", "timeline", *arguments], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "timeline --help": ("--help",),
            "timeline build seeds/": ("build", "seeds/", "--output", folder),
        }
        for name, arguments in commands.items():
            seconds(*arguments)  # compiles what is not compiled yet
            times = [seconds(*arguments) for _ in range(runs)]
            print(f"{name:<24} median {statistics.median(times):.2f} s, best {min(times):.2f} s of {runs}")


if __name__ == "__main__":
    main()
