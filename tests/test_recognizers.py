"""A rival's own cases: the share read the same way must not fall below its goal (see ``quality/recognizers.py``)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "quality"))
import recognizers

GOALS = {"de": 0.90, "en": 0.87}
"""The share of the supported cases that passes at least."""


@pytest.mark.parametrize("language", sorted(GOALS))
def test_share_that_passes(language: str) -> None:
    if not recognizers.available(language):
        pytest.skip("the rival's cases are not here (../shared/corpora/timex)")
    results = list(recognizers.run(language))
    failed = [r.id for r in results if not r.passed]
    assert 1 - len(failed) / len(results) >= GOALS[language], failed


@pytest.mark.parametrize("language", sorted(GOALS))
def test_every_unsupported_case_has_a_reason_and_fails(language: str) -> None:
    if not recognizers.available(language):
        pytest.skip("the rival's cases are not here (../shared/corpora/timex)")
    listed = recognizers.unsupported(language)
    assert all(listed.values())
    passing = [r.id for r in recognizers.run(language, with_unsupported=True) if r.passed and r.id in listed]
    assert not passing, "these pass: take them off the list"
