"""Dates as their own document says them: the readings of announcements, changes and reports against what each of them says.

    python tests/quality/said.py [SET …] [--errors N]

The sets are those of ``events.py`` whose gold tells for every expression what its document says by itself, which later documents
may move. Counted is, in per cent of the expressions that speak of an event:

- ``right``: read as those days; of days told roughly, half of all of them have to be the same;
- ``wrong``: read as other days; the rest says honestly that it has no day.

Of ``unread`` nobody looks at more than the figures.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from events import SETS, Record, _day, _edge, _shared_days, records, report

from timeline import documents, pipeline
from timeline.model import Document, Reading
from timeline.settings import Settings

NAMES = ("told", "heard", "retold", "relayed", "untold", "unheard", "unsaid", "read", "unread", "stories")


def measure(name: str) -> tuple[dict[str, float], list[str]]:
    """The figures of a set, and what is not right in the order of its gold."""
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for document, record, readings in _told(name):
        found = mark(record, readings)
        counts[found] += 1
        if found != "right":
            text = document.text[max(0, record["start"] - 90) : record["end"] + 60].replace("\n", " ")
            read = "; ".join(f"{r.text} {r.when.start if r.when else ''} {r.reason}".strip() for r in readings)
            faults.append(
                f"  {found}: {record['doc']}, {record['said_start']} – {record['said_end']}: {read}\n      … {text} …"
            )
    every = counts.total()
    return {key: round(100 * counts[key] / every, 1) if every else 100.0 for key in ("right", "wrong")}, faults


def _told(name: str) -> Iterator[tuple[Document, Record, list[Reading]]]:
    """The expressions of a set's gold that speak of an event, with what touches them."""
    folder, _ = SETS[name]
    wanted = [record for record in records(name) if record["tier"] != "none" and record.get("said_start")]
    for document in documents.read([str(folder)], Settings(), []):
        _, _, readings = pipeline.resolve(document, Settings())
        stem = Path(document.id).stem
        for record in wanted:
            if record["doc"] == stem:
                touching = [
                    r for r in readings if r.expression.start < record["end"] and record["start"] < r.expression.end
                ]
                yield document, record, touching


def mark(record: Record, readings: Sequence[Reading]) -> str:
    """``right``, ``wrong`` or ``unresolved``: the readings that touch an expression, against what its document says."""
    gold = _edge(record["said_start"], False), _edge(record["said_end"] or record["said_start"], True)
    dated = [r.when for r in readings if r.when is not None and r.when.start is not None]
    read = [(_day(when.start), _day(when.end or when.start)) for when in dated if when.start is not None]
    several = len(readings) > 1
    for days in read:
        rough = (gold[0] != gold[1] or days[0] != days[1]) and _shared_days(*gold, *days) >= 1 / 2
        if days == gold or rough or (several and (days[0] in gold or days[1] in gold)):
            return "right"
    return "wrong" if read else "unresolved"


if __name__ == "__main__":
    sys.exit(report(sys.argv[1:], NAMES, measure, str))
