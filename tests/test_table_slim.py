"""Drafts as the store compares them: without their sentences."""

from __future__ import annotations

from datetime import date

from timeline.model import Document
from timeline.pipeline import tell
from timeline.settings import Settings
from timeline.table.components import only
from timeline.table.identity import slim
from timeline.table.links import Links
from timeline.table.timing import date as dated

LISTED = "Der Lauf in Kiel wird wegen des Sturms auf den 5. und den 12. November verlegt."


def test_the_dates_of_a_list_are_known_without_their_sentence() -> None:
    account = tell(Document("a.txt", LISTED, "de", date(2026, 10, 20), "given"), Settings())
    first, second = account.drafts
    assert first.moved
    assert second.moved
    assert dated(slim(first), slim(second)) == dated(first, second)
    assert (slim(first).at, slim(first).behind[:9]) == (first.at, " und den ")


def test_a_part_of_the_links_keeps_the_town_of_the_documents() -> None:
    assert only(Links({}, town="Kiel"), (), ()).town == "Kiel"
