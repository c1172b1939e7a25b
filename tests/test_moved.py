"""What was announced for one day and is told of another is one row, on the new day; what only stands beside it leaves it there.
Another hour and another house are those of the same row, too.

The sentences are in ``specs/<language>/moved.toml``.
"""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from test_specs import SPECS
from test_table_rows import tell

from timeline.model import Document, Event, Status
from timeline.settings import Settings
from timeline.table.columns import iso
from timeline.table.merge import merge

ANNOUNCED, AGAIN = date(2021, 9, 10), date(2021, 9, 21)
DAY = "2021-09-26"


def cases(what: str) -> list[Any]:
    return [
        pytest.param(path.parent.name, event, sentence, id=f"{path.parent.name}-{number}-{at}")
        for path in sorted(SPECS.glob("*/moved.toml"))
        for number, event in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["event"])
        for at, sentence in enumerate(event.get(what, ()))
    ]


def told(language: str, first: str, then: str) -> list[Event]:
    documents = [
        Document("a.txt", first, language, ANNOUNCED, "given"),
        Document("b.txt", then, language, AGAIN, "given"),
    ]
    return list(merge([tell(document, Settings()) for document in documents]))


@pytest.mark.parametrize(("language", "event", "sentence"), cases("moved"))
def test_it_is_one_row_on_its_new_day(language: str, event: dict[str, Any], sentence: str) -> None:
    rows = told(language, event["first"], sentence)
    assert [(iso(row.when.start)[:10], row.status) for row in rows] == [(event["new"].isoformat(), Status.PLANNED)], (
        rows
    )
    assert {mention.document for mention in rows[0].mentions} == {"a.txt", "b.txt"}


@pytest.mark.parametrize(("language", "event", "sentence"), cases("stays"))
def test_it_stays_where_it_is(language: str, event: dict[str, Any], sentence: str) -> None:
    rows = told(language, event["first"], sentence)
    (first,) = (row for row in rows if row.mentions[0].document == "a.txt")
    assert (iso(first.when.start)[:10], first.status) == (DAY, Status.PLANNED), rows


@pytest.mark.parametrize(("language", "event", "case"), cases("told"))
def test_it_has_its_new_hour_or_place(language: str, event: dict[str, Any], case: dict[str, str]) -> None:
    (row,) = told(language, event["first"], case["text"])
    assert row.status == Status.PLANNED
    assert iso(row.when.start).startswith(case.get("start", DAY))
    assert case.get("place", "") in (row.place.name if row.place else "")
