"""A store filled by several processes: it keeps the rows that one process tells without a store."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from timeline import pipeline, workers
from timeline.store import open_store

QUALITY = ROOT / "tests" / "quality"


@pytest.mark.slow
def test_its_rows_are_those_of_one_process_without_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_ALONE", 5_000)
    monkeypatch.setattr(workers, "_BATCH", 20_000)
    folders = sorted(str(folder) for folder in QUALITY.glob("*/docs"))
    assert folders
    plain = pipeline.build(folders)
    with open_store(str(tmp_path / "timeline.db")) as store:
        kept = pipeline.build(folders, store=store, workers=2)
        assert list(kept.timeline.events) == list(plain.timeline.events)
