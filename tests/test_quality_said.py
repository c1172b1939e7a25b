"""Dates must not be read worse than their documents say them: figures against the bounds in ``quality/floors.json``."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from timeline import pipeline
from timeline.model import Document
from timeline.settings import Settings

QUALITY = Path(__file__).parent / "quality"
sys.path.insert(0, str(QUALITY))
import events as quality  # noqa: E402
import said  # noqa: E402

BOUNDS = json.loads((QUALITY / "floors.json").read_text(encoding="utf-8"))["said"]
"""For each set the least that is read right, and the most that is read wrong."""


@pytest.mark.parametrize("name", sorted(BOUNDS))
def test_figures_stay_within_their_bounds(name: str) -> None:
    if not quality.available(name):
        pytest.skip(f"the set {name!r} is not here ({quality.SETS[name][1]})")
    figures, _ = said.measure(name)
    assert figures["right"] >= BOUNDS[name]["right"]
    assert figures["wrong"] <= BOUNDS[name]["wrong"]


def test_scorer_sees_a_wrong_day_and_a_missing_one() -> None:
    document = Document("a", "Das Fest ist am 3. Mai.", "de", date(2027, 1, 1))
    _, _, readings = pipeline.resolve(document, Settings())
    assert said.mark({"said_start": "2027-05-03", "said_end": "2027-05-03"}, readings) == "right"
    assert said.mark({"said_start": "2027-05-04", "said_end": "2027-05-04"}, readings) == "wrong"
    assert said.mark({"said_start": "2027-05-03", "said_end": "2027-05-03"}, []) == "unresolved"
