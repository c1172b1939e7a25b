"""Title, status, kind and time of rows: cases are data, ``specs/<language>/<field>.toml`` with ``stage = "events"`` at the top."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from timeline import events, expressions, resolution
from timeline.documents import sentences
from timeline.model import Document, Event, Mention
from timeline.settings import Settings
from timeline.table.columns import iso

SPECS = Path(__file__).parent / "specs"


def cases() -> list[Any]:
    found = []
    for path in sorted(SPECS.glob("*/*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if data.get("stage") != "events":
            continue
        for number, case in enumerate(data["case"], 1):
            given = {"field": data["field"], "published": data["published"], "language": path.parent.name, **case}
            found.append(pytest.param(given, id=f"{path.parent.name}/{path.stem}-{number}"))
    return found


def draft(text: str, language: str, published: str) -> events.Draft:
    document = Document("case.txt", text, language, date.fromisoformat(published), "given")
    spans = sentences.split(text, language)
    settings = Settings()
    readings = resolution.resolve(document, expressions.find(text, language), spans, settings)
    return events.build(document, readings, spans, settings)


def row_at(result: events.Draft, start: int, end: int) -> tuple[Event, Mention] | None:
    for event in result.events:
        for mention in event.mentions:
            if mention.start < end and start < mention.end:
                return event, mention
    return None


@pytest.mark.parametrize("case", cases())
def test_field(case: dict[str, Any]) -> None:
    result = draft(case["text"], case["language"], case["published"])
    start = case["text"].index(case["at"])
    found = row_at(result, start, start + len(case["at"]))
    if case.get("reject"):
        assert found is None, f"made a row {found[0].title!r}: {case['why']}"
        return
    assert found is not None, f"no row; skipped: {[(s.reading.text, s.reason) for s in result.skipped]}"
    mention = found[1]
    value = {
        "title": mention.title,
        "status": mention.status.value,
        "kind": mention.kind.value,
        "place": mention.place.name if mention.place else "",
        "when": f"{iso(mention.when.start)} {iso(mention.when.end)}",
    }[case["field"]]
    assert value == case["expect"], f"{case['text']} (carried: {mention.title!r}, {mention.status}, {mention.kind})"
