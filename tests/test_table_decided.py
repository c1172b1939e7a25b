"""Decisions laid over rows that documents have changed since."""

from __future__ import annotations

from datetime import date

import pytest
from synthetic import single, when

from timeline.decision import Action, Decision
from timeline.table.decided import overlay

TOLD = single("row", "Messe", "20. April 2026", when(date(2026, 4, 20)))[1]


def edit(field: str, value: str, basis: str) -> Decision:
    return Decision("row", Action.EDIT, field, value, basis)


@pytest.mark.parametrize("turned", [False, True])
def test_edited_dates_hold_in_whatever_order(turned: bool) -> None:
    decisions = [edit("end", "2026-03-22", "2026-04-20"), edit("start", "2026-03-20", "2026-04-20")]
    row = overlay(TOLD, decisions[::-1] if turned else decisions)
    assert (row.when.start, row.when.end) == (date(2026, 3, 20), date(2026, 3, 22))
    assert row.doubts == TOLD.doubts


def test_an_end_that_the_sources_have_passed_is_a_doubt_and_no_fault() -> None:
    row = overlay(TOLD, [edit("end", "2026-03-22", "2026-03-20")])
    assert (row.when.start, row.when.end) == (date(2026, 4, 20), date(2026, 4, 20))
    assert [doubt.code for doubt in row.doubts[len(TOLD.doubts) :]] == ["decided"]
    assert row.review == "edited"
