"""Time expressions against annotated texts: ``python tests/quality/timex.py [--errors N] [CORPUS …]``.

Reads the annotated corpora in ``../shared`` beside the repository (it says so when that folder is missing) and prints for each
the F1, in percent, of exact spans (``strict``), overlapping spans (``relaxed``) and overlapping spans with the right TIMEX3
value (``value``), over all expressions of the corpus. Expressions are paired one to one, exact spans first, then by overlap.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from timeline.documents.published import parse
from timeline.model import Document
from timeline.pipeline import resolve
from timeline.settings import Settings

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "timex"
CORPORA = (
    *("krauts_dolomiten_de", "krauts_diezeit_de", "wikiwars_de", "timebank_en", "aquaint_en", "wikiwars_en"),
    *("ftib_fr", "timebank_es"),
)

Annotation = tuple[int, int, str]
"""Start, end and value."""


def available(corpus: str) -> bool:
    return (FOLDER / f"{corpus}.jsonl").is_file()


def annotated(corpus: str) -> Iterator[tuple[Document, list[Annotation]]]:
    for line in (FOLDER / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines():
        data: dict[str, Any] = json.loads(line)
        document = Document(data["id"], data["text"], data["lang"], parse(data["dct"]), genre=data.get("genre", "news"))
        yield document, [(t["start"], t["end"], t["value"]) for t in data["timexes"]]


def read(document: Document) -> list[Annotation]:
    """What ``timeline tag`` marks: no two with the same span."""
    marked = {}
    for reading in resolve(document, Settings())[2]:
        if reading.when is not None:
            marked[reading.expression.start, reading.expression.end] = reading.when.timex.value
    return [(start, end, value) for (start, end), value in marked.items()]


def pairs(gold: list[Annotation], own: list[Annotation]) -> list[tuple[Annotation, Annotation]]:
    """Overlapping expressions, each used once."""
    near = [(g, o, min(g[1], o[1]) - max(g[0], o[0])) for g in gold for o in own if min(g[1], o[1]) > max(g[0], o[0])]
    near.sort(key=lambda p: (p[0][:2] != p[1][:2], -p[2], p[0], p[1]))
    left, right, chosen = set(), set(), []
    for g, o, _ in near:
        if g not in left and o not in right:
            left.add(g)
            right.add(o)
            chosen.append((g, o))
    return chosen


def measure(corpus: str, faults: list[str] | None = None) -> dict[str, float]:
    """F1 of strict, relaxed and value; describes what went wrong in ``faults``."""
    gold_count = own_count = 0
    hits = {"strict": 0, "relaxed": 0, "value": 0}
    for document, gold in annotated(corpus):
        own = read(document)
        paired = pairs(gold, own)
        gold_count, own_count = gold_count + len(gold), own_count + len(own)
        hits["relaxed"] += len(paired)
        hits["strict"] += sum(g[:2] == o[:2] for g, o in paired)
        hits["value"] += sum(g[2] == o[2] for g, o in paired)
        if faults is not None:
            faults += describe(document, gold, own, paired)
    return {name: round(200 * hit / max(gold_count + own_count, 1), 1) for name, hit in hits.items()}


def describe(
    document: Document, gold: list[Annotation], own: list[Annotation], paired: list[tuple[Annotation, Annotation]]
) -> Iterator[str]:
    def shown(said: Annotation | None) -> str:
        return f"[{document.text[said[0] : said[1]]}] {said[2]}" if said else "-"

    every = [*paired, *((g, None) for g in gold if g not in {p[0] for p in paired})]
    for g, o in [*every, *((None, o) for o in own if o not in {p[1] for p in paired})]:
        if g != o:
            start = (g or o or (0,))[0]
            words = " ".join(document.text[max(start - 40, 0) : start + 40].split())
            yield f"{document.id} ({document.published}): gold {shown(g)}, read {shown(o)} … {words}"


def main() -> None:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("corpora", nargs="*", default=CORPORA)
    parser.add_argument("--errors", type=int, default=0, help="how many faults to show, spread over the corpus")
    options = parser.parse_args()
    for corpus in options.corpora:
        if not available(corpus):
            print(f"{corpus}: not here ({FOLDER})")
            continue
        faults: list[str] = []
        print(f"{corpus:22s}" + "".join(f"  {name} {figure:5.1f}" for name, figure in measure(corpus, faults).items()))
        step = max(len(faults) // options.errors, 1) if options.errors else 1
        for fault in faults[::step][: options.errors]:
            print("  ", fault)


if __name__ == "__main__":
    main()
