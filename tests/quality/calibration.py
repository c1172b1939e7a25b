"""Whether confidence means what it says: of the rows of a band, how many are right.

    python tests/quality/calibration.py [news] [events] [stories] [--fit]

A row is right when its date, title, place (where the gold names one) and status are those of the gold event it belongs to,
as ``events.py`` measures them; rows of background events count, and a row that belongs to none is wrong. Rows of documents
at even places of the sorted list are those the weights of ``timeline/events/confidence.py`` were fitted to, the others
check them. ``--fit`` fits the weights again and prints them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import events as quality  # noqa: E402

import timeline  # noqa: E402
from timeline.events import confidence  # noqa: E402
from timeline.model import Event  # noqa: E402

stage: Any = import_module("timeline.events.build")

SETS = ("events", "news", "stories")
BANDS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.0)
"""The lower ends of the bands."""
_RIDGE = 1.0
"""How much evidence a weight needs to move from nothing."""

Seen = Mapping[str, bool]


@dataclass(frozen=True)
class Judged:
    """A row with the gold's word on it."""

    row: Event
    right: bool
    fitted: bool
    """Of a document that the weights were fitted to."""
    seen: tuple[Seen, ...]
    """What the stage saw of each of its mentions."""


def judged(name: str) -> Iterator[Judged]:
    """The rows of a set, judged."""
    folder, gold = quality.SETS[name]
    records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    noted: dict[tuple[str, int], Seen] = {}
    with _noting(noted):
        rows = timeline.build(folder).timeline.events
    places = {document: place for place, document in enumerate(sorted({record["doc"] for record in records}))}
    found = quality.grouped(records)
    for row in rows:
        document = Path(row.mentions[0].document).stem
        if document in places:
            seen = tuple(noted[m.document, m.start] for m in row.mentions if (m.document, m.start) in noted)
            yield Judged(row, _right(found, row), places[document] % 2 == 0, seen)


def _right(found: Sequence[quality.Gold], row: Event) -> bool:
    rated = [event for event in found if event.last["tier"] != "none"]
    own = [event for event in rated if any(quality.touches(row, record) for record in event.records)]
    return any(all(ok for key, ok in quality.marks(event.last, row).items() if key != "who") for event in own)


class _noting:  # noqa: N801 - a context
    """Notes what the stage sees of every mention while rows are built."""

    def __init__(self, noted: dict[tuple[str, int], Seen]) -> None:
        self.noted = noted
        self.before = stage.confidence

    def __enter__(self) -> None:
        def confidence_of(evidence: confidence.Evidence) -> float:
            seen = confidence.signals(evidence)
            for reading in evidence.dated.readings:
                self.noted[evidence.document, reading.expression.start] = seen
            return self.before(evidence)

        stage.confidence = confidence_of

    def __exit__(self, *_: object) -> None:
        stage.confidence = self.before


def bands(rows: Sequence[Judged]) -> list[tuple[float, int, int, float]]:
    """For each band that has rows: its lower end, its rows, how many are right, their mean confidence."""
    out = []
    for number, low in enumerate(BANDS):
        high = BANDS[number - 1] if number else 2.0
        inside = [one for one in rows if low <= one.row.confidence < high]
        if inside:
            mean = sum(one.row.confidence for one in inside) / len(inside)
            out.append((low, len(inside), sum(one.right for one in inside), mean))
    return out


def lies(rows: Sequence[Judged], tolerance: float, enough: int) -> list[str]:
    """The bands of at least ``enough`` rows whose share of right rows is further than ``tolerance`` from what they say."""
    return [
        f"from {low}: {right} of {count} right, said {mean:.2f}"
        for low, count, right, mean in bands(rows)
        if count >= enough and abs(right / count - mean) > tolerance
    ]


def fit(rows: Sequence[Judged]) -> dict[str, float]:
    """Weights (log-odds) by ridge regression on the best-seen mention of each row; ``base`` is the constant."""
    import numpy as np

    kept = [one for one in rows if one.seen]
    names = sorted(kept[0].seen[0])
    best = [max(one.seen, key=confidence.odds) for one in kept]
    x = np.array([[1.0, *(float(seen[name]) for name in names)] for seen in best])
    y = np.array([float(one.right) for one in kept])
    w, ridge = np.zeros(x.shape[1]), np.diag([0.0] + [_RIDGE] * len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + ridge, x.T @ (y - p) - ridge @ w)
    return {name: round(float(weight), 1) for name, weight in zip(("base", *names), w, strict=True)}


def main(arguments: Sequence[str]) -> int:
    """Prints the bands of all rows, and of those that only check; with ``--fit`` the fitted weights."""
    names = [name for name in arguments if name in SETS] or [name for name in SETS if quality.available(name)]
    rows = [one for name in names for one in judged(name)]
    for title, chosen in (("all", rows), ("checking", [one for one in rows if not one.fitted])):
        print(f"{title}: {len(chosen)} rows, {sum(one.right for one in chosen)} right")
        for low, count, right, mean in bands(chosen):
            print(
                f"  from {low:.1f}  {count:4d} rows  {right:4d} right  {100 * right / count:5.1f} %  said {100 * mean:.0f} %"
            )
    if "--fit" in arguments:
        for name, weight in fit([one for one in rows if one.fitted]).items():
            print(f'    "{name}": {weight},')
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
