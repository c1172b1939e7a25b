"""Short notices must not make worse rows: figures against the floors in ``quality/floors.json``."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from timeline.model import Document
from timeline.pipeline import tell
from timeline.settings import Settings
from timeline.table.merge import merge

QUALITY = Path(__file__).parent / "quality"
sys.path.insert(0, str(QUALITY))
import notices  # noqa: E402

FLOORS = json.loads((QUALITY / "floors.json").read_text(encoding="utf-8"))["notices"]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_figures_stay_above_their_floors(name: str) -> None:
    figures, _ = notices.measure(name)
    assert {key: value for key, value in figures.items() if value < FLOORS[name][key]} == {}


def test_scorer_sees_what_is_wrong() -> None:
    document = Document("a", "Das Fest ist am 3. Mai um 10 Uhr.", "de", date(2027, 1, 1))
    made = list(merge([tell(document, Settings())]))
    asked = {
        "start": "2027-05-03T10:00",
        "end": "2027-05-03T10:00",
        "status": "planned",
        "title": "",
        "words": [["fest"]],
    }
    for other in ({}, {"end": "2027-05-04"}, {"start": "2027-05-04"}, {"status": "tentative"}, {"words": [["lauf"]]}):
        faults = list(notices._compared([asked | other], made, Counter()))
        assert bool(faults) == bool(other), other
    assert list(notices._compared([], made, Counter()))
