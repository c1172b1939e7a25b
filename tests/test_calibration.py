"""Confidence means what it says: of rows at 0.9, nine in ten are right."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

QUALITY = Path(__file__).parent / "quality"
sys.path.insert(0, str(QUALITY))
import calibration  # noqa: E402

TOLERANCE = 0.15
"""A band of two dozen rows is off by a tenth by chance alone."""
ENOUGH = 20


@pytest.fixture(scope="module")
def rows() -> list[calibration.Judged]:
    names = [name for name in calibration.SETS if calibration.quality.available(name)]
    return [one for name in names for one in calibration.judged(name)]


def test_bands_hold_what_they_say(rows: list[calibration.Judged]) -> None:
    assert not calibration.lies(rows, TOLERANCE, ENOUGH)


def test_more_confident_rows_are_more_often_right(rows: list[calibration.Judged]) -> None:
    sure = [one.right for one in rows if one.row.confidence >= 0.8]
    unsure = [one.right for one in rows if one.row.confidence < 0.5]
    assert len(sure) >= 20
    assert len(unsure) >= 12
    assert sum(sure) / len(sure) > sum(unsure) / len(unsure) + 0.2


def test_a_band_that_lies_is_seen(rows: list[calibration.Judged]) -> None:
    boasting = [replace(one, row=replace(one.row, confidence=1.0)) for one in rows]
    assert calibration.lies(boasting, TOLERANCE, ENOUGH)


def test_an_unlikely_row_says_why(rows: list[calibration.Judged]) -> None:
    alone = [one.row for one in rows if len(one.row.mentions) == 1 and one.row.confidence < 0.5]
    assert alone
    assert all(row.doubts for row in alone)
