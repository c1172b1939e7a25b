"""Time expressions must not be read worse: figures against the floors in ``quality/floors.json``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from timeline.model import Document

QUALITY = Path(__file__).parent / "quality"
sys.path.insert(0, str(QUALITY))
import timex  # noqa: E402

FLOORS = json.loads((QUALITY / "floors.json").read_text(encoding="utf-8"))["timex"]


@pytest.mark.parametrize("corpus", sorted(FLOORS))
def test_figures_do_not_fall(corpus: str) -> None:
    if not timex.available(corpus):
        pytest.skip(f"the corpus {corpus!r} is not here ({timex.FOLDER})")
    figures = timex.measure(corpus)
    fallen = {name: (figures[name], floor) for name, floor in FLOORS[corpus].items() if figures[name] < floor}
    assert not fallen, f"(reached, floor): {fallen}"


def test_scorer_tells_apart_span_and_value() -> None:
    gold = [(0, 4, "2020"), (10, 20, "P2D"), (30, 35, "2021")]
    own = [(0, 4, "2020"), (12, 25, "P2D"), (12, 14, "X"), (40, 45, "2022")]
    assert timex.pairs(gold, own) == [(gold[0], own[0]), (gold[1], own[1])]
    faults = list(timex.describe(Document("d", "x" * 50), gold, own, timex.pairs(gold, own)))
    assert len(faults) == 4
