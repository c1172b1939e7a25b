"""What a text comes to in the end: cases are data, ``specs/<language>/rows.toml`` with ``stage = "rows"`` at the top.

``rows`` names every row of the text in the order of their dates, as ``start status title``; ``published`` is the day of the text;
``places`` and ``ends`` are those of the rows in the same order, where a case asks for them.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from timeline.model import Document
from timeline.pipeline import tell
from timeline.settings import Settings
from timeline.table.columns import iso
from timeline.table.merge import merge

SPECS = Path(__file__).parent / "specs"


def cases() -> list[Any]:
    found = []
    for path in sorted(SPECS.glob("*/*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if data.get("stage") == "rows":
            for number, case in enumerate(data["case"], 1):
                found.append(pytest.param(path.parent.name, case, id=f"{path.parent.name}/{path.stem}-{number}"))
    return found


@pytest.mark.parametrize(("language", "case"), cases())
def test_rows(language: str, case: dict[str, Any]) -> None:
    document = Document("case.txt", case["text"], language, date.fromisoformat(case["published"]), "given")
    rows = sorted(merge([tell(document, Settings())]), key=lambda row: iso(row.when.start))
    assert [f"{iso(row.when.start)} {row.status} {row.title}" for row in rows] == case["rows"], case["why"]
    if "ends" in case:
        assert [iso(row.when.end) for row in rows] == case["ends"], case["why"]
    if "places" in case:
        assert [row.place.name if row.place else "" for row in rows] == case["places"], case["why"]
