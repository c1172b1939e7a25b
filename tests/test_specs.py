"""Time expressions: cases are data, ``specs/<language>/<form>.toml`` with ``stage = "expressions"`` at the top.

    [[case]]
    text = "Der Kurs beginnt übernächste Woche."
    published = "2026-11-21"
    expect = [{ text = "übernächste Woche", value = "2026-W49", start = "2026-11-30", end = "2026-12-06" }]
    why = "the week after next runs from Monday"

``expect`` names every expression of the text, in order, each with any of the keys of ``describe``; ``reject`` is true
where nothing is to be found, or lists what no expression may touch. ``language`` and ``genre`` may be given.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from timeline.model import Document, Reading
from timeline.options import configure
from timeline.pipeline import resolve
from timeline.table.columns import iso

SPECS = Path(__file__).parent / "specs"


def cases() -> list[Any]:
    found = []
    for path in sorted(SPECS.glob("*/*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if data.get("stage") == "expressions":
            name = f"{path.parent.name}/{path.stem}"
            for number, case in enumerate(data["case"], 1):
                found.append(pytest.param(path.parent.name, case, id=f"{name}-{number}"))
    return found


def describe(reading: Reading) -> dict[str, str]:
    """An expression under the keys that a case may name."""
    when = reading.when
    if when is None:
        return {"text": reading.text, "unresolved": reading.reason}
    return {
        "text": reading.text,
        "type": when.timex.type,
        "value": when.timex.value,
        "mod": when.timex.mod,
        "quant": when.timex.quant,
        "freq": when.timex.freq,
        "start": iso(when.start),
        "end": iso(when.end),
        "precision": when.precision.value,
        "edtf": when.edtf,
        "part": when.part,
        "zone": when.zone,
        "recurrence": when.recurrence,
        "doubts": " ".join(doubt.code for doubt in reading.doubts),
        "rule": reading.rule,
        "alternatives": " ".join(iso(other.start) for other in when.alternatives),
        "tie": " ".join(f"{k} {v}" for k, v in reading.expression.parts.items() if k in ("range", "move")),
        "reason": reading.reason,
    }


def read(language: str, case: dict[str, Any]) -> list[Reading]:
    settings = configure(published=case.get("published", ""), timezone=case.get("timezone", ""))
    document = Document(
        id="case",
        text=case["text"],
        language=case.get("language", language),
        published=settings.published,
        genre=case.get("genre", "news"),
    )
    return list(resolve(document, settings)[2])


@pytest.mark.parametrize(("language", "case"), cases())
def test_case(language: str, case: dict[str, Any]) -> None:
    assert case.keys() <= {"text", "published", "timezone", "language", "genre", "expect", "reject", "why"}
    assert "expect" in case or "reject" in case
    readings = read(language, case)
    found = [describe(reading) for reading in readings]
    because = f"{case['text']!r}\n{case.get('why', '')}"
    if "expect" in case:
        wanted = case["expect"]
        seen = [{key: one.get(key, "") for key in want} for one, want in zip(found, wanted, strict=False)]
        assert ([one["text"] for one in found], seen) == ([want["text"] for want in wanted], wanted), because
    reject = case.get("reject", [])
    if reject is True:
        assert found == [], because
    else:
        for text in reject:
            at = case["text"].index(text)
            touched = [
                one.text for one in readings if one.expression.start < at + len(text) and at < one.expression.end
            ]
            assert touched == [], f"{text!r} in {because}"
