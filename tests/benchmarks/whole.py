"""All that is said of speed, in one run: `python tests/benchmarks/whole.py [DOCUMENTS] [--json FILE | --profile [FOLDER]]`.

Makes a newspaper (corpus.py) and measures each stage on it: find + resolve beside the prefilter alone and dateparser's
``search_dates``, the whole way from text to rows, merging, every writer, how the cost grows with the documents and how
it shrinks with a second process, and the memory of the command. Prints a Markdown table; ratios say more than times.
With ``--profile`` only the way from text to rows is walked, over the newspaper or the documents of a folder, and the
shares of its stages are printed as a tree (sampling.py).
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import sampling
from corpus import articles, write

from timeline import documents as readers
from timeline import expressions, pipeline, resolution, table, writers
from timeline.documents import sentences
from timeline.expressions.lexicon import lexicon
from timeline.model import Document, Timeline
from timeline.settings import Settings
from timeline.workers import available, collect_seldom

SETTINGS = Settings()
SAMPLE = 10_000
"""Characters that ``search_dates`` reads: it takes its time."""
WARM = 50
"""Documents read before the clock runs, so that words looked up once are known."""
PROGRAM = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-P", "-c", {code!r}], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def read(document: Document) -> int:
    """Find and resolve."""
    found = expressions.find(document.text, document.language)
    return len(resolution.resolve(document, found, sentences.split(document.text, document.language), SETTINGS))


def seconds(work: Callable[[], object], rounds: int = 1) -> float:
    """CPU seconds of the quickest of some rounds: a shared machine disturbs them least."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def megabytes(documents: Sequence[Document]) -> float:
    return sum(len(document.text.encode()) for document in documents) / 1e6


def stages(documents: Sequence[Document]) -> tuple[dict[str, float], Timeline]:
    """Megabytes a second of reading, rows a second of merging and writing; and the rows."""
    from dateparser.search import search_dates

    size = megabytes(documents)
    for document in documents[:WARM]:
        pipeline.tell(document, SETTINGS)
    found = {
        "find + resolve, MB/s": size / seconds(lambda: [read(one) for one in documents], 3),
        "prefilter alone, MB/s": size
        / seconds(lambda: [lexicon(one.language).prefilter.hits(one.text) for one in documents], 3),  # type: ignore[union-attr]
    }
    sample = documents[0].text[:SAMPLE]
    theirs = seconds(lambda: search_dates(sample, languages=[documents[0].language]))
    found["dateparser search_dates, MB/s"] = len(sample.encode()) / 1e6 / theirs
    accounts: list[table.Account] = []
    telling = seconds(lambda: accounts.extend(pipeline.tell(one, SETTINGS) for one in documents))
    rows: list[Timeline] = []
    merging = seconds(lambda: rows.append(pipeline.merge(accounts)))
    found["whole way, MB/s"] = size / (telling + merging)
    found["merging, mentions/s"] = sum(len(one.drafts) for one in accounts) / merging
    for name in writers.FORMATS:
        with tempfile.TemporaryDirectory() as folder:
            taken = seconds(lambda name=name, folder=folder: writers.write(rows[0], Path(folder), [name], SETTINGS))  # type: ignore[misc]
        found[f"writing {name}, rows/s"] = len(rows[0].events) / taken
    return found, rows[0]


def growth(documents: Sequence[Document]) -> dict[str, float]:
    """The cost of two and four times the documents, for each of them, against that of a quarter."""
    costs = []
    for part in (4, 2, 1):
        some = documents[: len(documents) // part]
        accounts: list[table.Account] = []
        took = seconds(
            lambda some=some, accounts=accounts: accounts.extend(pipeline.tell(one, SETTINGS) for one in some)
        )  # type: ignore[misc]
        took += seconds(lambda accounts=accounts: pipeline.merge(accounts))  # type: ignore[misc]
        costs.append(took / len(some))
    return {"cost of a document, 2 times as many": costs[1] / costs[0], "the same, 4 times": costs[2] / costs[0]}


def command(folder: Path, processes: int, store: str) -> tuple[float, float]:
    """Seconds of the whole command on the wall, and its peak of memory in megabytes (that of its largest process)."""
    with tempfile.TemporaryDirectory() as output:
        arguments = ["timeline", "build", str(folder), "--output", output, "--formats", "csv", "--quiet"]
        given = [*arguments, "--workers", str(processes), "--store", store or f"{output}/timeline.db"]
        program = PROGRAM.format(code=f"import sys; sys.argv = {given!r}; from timeline.cli import main; main()")
        start = time.perf_counter()
        peak = subprocess.run([sys.executable, "-P", "-c", program], check=True, capture_output=True, text=True).stdout
        return time.perf_counter() - start, int(peak.split()[-1]) / 1024


def commands(folder: Path) -> dict[str, float]:
    one, memory = command(folder, 1, "none")
    kept, stored = command(folder, 1, "")
    found = {
        "the command, one process, s": one,
        "its peak, MB": memory,
        "with a store, times as long": kept / one,
        "its peak with a store, MB": stored,
    }
    if available() > 1:
        found["two processes, times as fast"] = kept / command(folder, 2, "")[0]
    return found


def profile(documents: Sequence[Document]) -> None:
    """Prints where the time from text to rows goes, once the words are known."""

    def way() -> None:
        pipeline.merge([pipeline.tell(document, SETTINGS) for document in documents])

    way()
    seen = sampling.sample(lambda: [way() for _ in range(3)])
    print(f"{len(documents)} documents, {megabytes(documents):.2f} MB, {sum(seen.values())} samples\n")
    print(f"{sampling.tree(seen)}\n\n{sampling.by_module(seen)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=1000)
    parser.add_argument("--json", type=Path, help="where the figures go besides")
    parser.add_argument("--profile", nargs="?", const="", metavar="FOLDER", help="only say where the time goes")
    given = parser.parse_args()
    collect_seldom()  # as the command does
    if given.profile:
        profile(list(readers.read([given.profile], SETTINGS, [])))
        return
    made = list(articles(given.documents))
    documents = [Document(one.id, one.text, one.language, one.published, "given", one.title) for one in made]
    if given.profile is not None:
        profile(documents)
        return
    found, rows = stages(documents)
    print(f"{len(documents)} documents, {megabytes(documents):.2f} MB, {len(rows.events)} rows;", end=" ")
    print(f"Python {platform.python_version()}, timeline {version('timeline')}\n")
    found["find + resolve, share of the prefilter"] = found["find + resolve, MB/s"] / found["prefilter alone, MB/s"]
    found["find + resolve, times search_dates"] = found["find + resolve, MB/s"] / found["dateparser search_dates, MB/s"]
    found |= growth(documents)
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), iter(made))
        found |= commands(Path(folder))
    print("| figure | measured |\n| --- | ---: |")
    for name, value in found.items():
        print(f"| {name} | {value:,.{0 if value >= 100 else 2}f} |")
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
