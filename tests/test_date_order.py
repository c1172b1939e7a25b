"""Dates in figures: the order is the language's, and in English the region's."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.documents import sentences
from timeline.expressions import find
from timeline.model import Document
from timeline.resolution import resolve
from timeline.settings import Settings


@pytest.mark.parametrize(
    ("language", "region", "text", "day"),
    [
        ("en", "US", "The fair is on 3/4/2027.", date(2027, 3, 4)),
        ("en", "GB", "The fair is on 3/4/2027.", date(2027, 4, 3)),
        ("en", "GB", "The fair is on 12/11.", date(2026, 11, 12)),
        ("en", "US", "The fair is on 22/04/2027.", date(2027, 4, 22)),
        ("en", "GB", "The fair is on 04/22/2027.", date(2027, 4, 22)),
        ("de", "DE", "Das Fest ist am 03.04.2027.", date(2027, 4, 3)),
        ("de", "AT", "Das Fest ist am 3/4/2027.", date(2027, 4, 3)),
    ],
)
def test_order(language: str, region: str, text: str, day: date) -> None:
    document = Document("case", text, language, date(2026, 11, 21))
    readings = resolve(document, find(text, language), sentences.split(text, language), Settings(region=region))
    assert [r.when.start for r in readings if r.when] == [day]
