"""Feasts whose day depends on where the reader lives."""

from __future__ import annotations

from datetime import date

import pytest

import timeline
from timeline.settings import Settings


@pytest.mark.parametrize(
    ("region", "text", "language", "day"),
    [
        ("AT", "Der Nationalfeiertag 2026 wird im Rathaus gefeiert.", "de", date(2026, 10, 26)),
        ("CH", "Der Nationalfeiertag 2026 wird am See gefeiert.", "de", date(2026, 8, 1)),
        ("DE-BY", "Der Nationalfeiertag 2026 ist ein Samstag.", "de", date(2026, 10, 3)),
        ("DE", "Am Tag der Arbeit 2026 ziehen alle los.", "de", date(2026, 5, 1)),
        ("GB", "The fair opens on Spring Bank Holiday 2026.", "en", date(2026, 5, 25)),
        ("US", "We meet again on Thanksgiving 2026.", "en", date(2026, 11, 26)),
        ("CA-ON", "We meet again on Thanksgiving 2026.", "en", date(2026, 10, 12)),
    ],
)
def test_the_region_decides(region: str, text: str, language: str, day: date) -> None:
    reading = timeline.find(text, published="2026-01-15", language=language, settings=Settings(region=region))[0]
    assert reading.when is not None
    assert (reading.when.start, reading.when.end) == (day, day)


def test_a_region_without_such_a_day_gives_none() -> None:
    """A Briton's national day is none; nothing is guessed."""
    reading = timeline.find(
        "Der Nationalfeiertag 2026.", published="2026-01-15", language="de", settings=Settings(region="GB")
    )[0]
    assert reading.when is None or not reading.when.dated
    assert reading.reason == "no such day in the calendar"
