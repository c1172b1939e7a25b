"""The rows of news texts must not get worse: figures against the floors in ``quality/floors.json``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

QUALITY = Path(__file__).parent / "quality"
sys.path.insert(0, str(QUALITY))
import events as quality  # noqa: E402

FLOORS = json.loads((QUALITY / "floors.json").read_text(encoding="utf-8"))["events"]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_figures_do_not_fall(name: str) -> None:
    if not quality.available(name):
        pytest.skip(f"the set {name!r} is not here ({quality.SETS[name][1]})")
    figures, _ = quality.measure(name)
    fallen = {key: (figures[key], floor) for key, floor in FLOORS[name].items() if figures[key] < floor}
    assert not fallen, f"(reached, floor): {fallen}"


def test_gold_stands_where_it_says() -> None:
    folder, gold = quality.SETS["news"]
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    for line in gold.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        assert texts[record["doc"]][record["start"] : record["end"]] == record["text"]
        assert record["tier"] in ("must", "may", "none")


def test_scorer_sees_a_wrong_row_and_a_missing_one() -> None:
    folder, gold = quality.SETS["news"]
    records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    rows = quality.timeline.build(folder / "de01-agentur.txt", published="2025-10-08").timeline.events
    own = [record for record in records if record["doc"] == "de01-agentur"]
    figures, faults = quality.compare(own, rows)
    shifted = [{**record, "date_start": "1999-01-01", "date_end": "1999-01-01"} for record in own]
    assert quality.compare(shifted, rows)[0]["date"] == 0
    assert quality.compare(own, rows[:0])[0]["found"] == 0
    assert quality.compare([], rows)[0]["clean"] == 0
    assert figures["found"] > 0
    assert len(faults) < len(own)
