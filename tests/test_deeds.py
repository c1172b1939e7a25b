"""One deed told in many ways makes one row each time: ``specs/<language>/deeds.toml`` crosses deeds with constructions.

    [constructions.passive]
    planned_ahead = \"\"\"
    {Subject} will be {participle}{tail} on Monday.
    \"\"\"

    [[passive]]
    subject = "the bridge"
    participle = "closed"
    tail = "to traffic"
    title = "Closing of the bridge to traffic"

A key of the constructions names status and day; ``without`` in a deed leaves out the statuses that it is not told in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from test_specs import SPECS
from test_table_rows import tell

from timeline.model import Document
from timeline.settings import Settings
from timeline.table.columns import iso
from timeline.table.merge import merge

_SLOT = re.compile(r"\{([^{}|]+)(?:\|([^{}]+))?\}")


def deeds() -> list[Any]:
    return [
        pytest.param(path.parent.name, data, kind, deed, id=f"{path.parent.name}-{kind}-{number}")
        for path in sorted(SPECS.glob("*/deeds.toml"))
        for data in [tomllib.loads(path.read_text(encoding="utf-8"))]
        for kind in data["constructions"]
        for number, deed in enumerate(data[kind], 1)
    ]


def told(data: dict[str, Any], kind: str, deed: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Status, day and sentence for every construction of a deed."""
    words = {**data.get("articles", {}).get(deed.get("gender"), {}), **deed}
    for name in ("tail", "prefix"):
        words[name] = f" {deed[name]}" if name in deed else ""

    def fill(slot: re.Match[str]) -> str:
        if slot[2]:
            return slot[2] if deed.get("several") else slot[1]
        word = str(words[slot[1].lower()])
        return word[:1].upper() + word[1:] if slot[1][0].isupper() else word

    for key, sentences in data["constructions"][kind].items():
        status, day = key.split("_")
        if status not in deed.get("without", ""):
            yield from (
                (status, data[day], _SLOT.sub(fill, sentence)) for sentence in sentences.split("\n") if sentence
            )


@pytest.mark.parametrize(("language", "data", "kind", "deed"), deeds())
def test_deed(language: str, data: dict[str, Any], kind: str, deed: dict[str, Any]) -> None:
    published, wrong = date.fromisoformat(data["published"]), {}
    for status, day, text in told(data, kind, deed):
        rows = merge([tell(Document("case", text, language, published, "given"), Settings())])
        found = [(row.status.value, iso(row.when.start)[:10], row.title) for row in rows]
        if found != [(status, day, deed["title"])]:
            wrong[text] = found
    assert not wrong
