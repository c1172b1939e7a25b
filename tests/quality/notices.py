"""Short notices and the rows they make: what a careful planner would enter of one text alone, against what is entered.

    python tests/quality/notices.py [SET …] [--errors N]

The sets are ``learnt``, to which rules may be fitted, and ``unseen``, of which nobody looks at more than the figures. Each
line of a set is a text with its language and publication date and the rows it should make, with first and last day (or
moment), status and, in groups, beginnings of words of which a good title has one each. Counted are, in per cent:

- ``whole``: texts that make just those rows, each as it should be; rows of statements are neither asked for nor wrong;
- ``found``: rows that begin on the right day; ``date``: those with the right days, and hours where they are said;
- ``status``, ``title``: rows found with the right one;
- ``clean``: rows made that are asked for, of all.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from events import report

from timeline.model import Document, Event, Kind
from timeline.pipeline import tell
from timeline.settings import Settings
from timeline.table.columns import iso
from timeline.table.merge import merge

FOLDER = Path(__file__).parent / "notices"
NAMES = ("learnt", "unseen")
UNSEEN = frozenset({"unseen"})

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """How a row that was made answers one that was asked for."""

    date: bool
    title: bool
    status: bool

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.date and self.title and self.status


def measure(name: str) -> tuple[dict[str, float], list[str]]:
    """The figures of a set, and what is wrong, text by text; nothing of that for one that is ``UNSEEN``."""
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for notice in _notices(name):
        made = [row for row in _rows(notice) if row.kind is not Kind.STATEMENT]
        wrong = [fault for fault in _compared(notice["events"], made, counts) if fault]
        counts["texts"] += 1
        counts["whole"] += not wrong
        if wrong and name not in UNSEEN:
            faults.append("\n".join((f"  {notice['id']} {notice['published']} {notice['text']}", *wrong)))
    shares = {"whole": ("whole", "texts"), "found": ("found", "asked")}
    shares |= {key: (key, "found") for key in ("date", "status", "title")} | {"clean": ("found", "made")}
    return {key: round(100 * counts[part] / (counts[all_] or 1), 1) for key, (part, all_) in shares.items()}, faults


def _notices(name: str) -> Iterator[Row]:
    with (FOLDER / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _rows(notice: Row) -> tuple[Event, ...]:
    published = date.fromisoformat(notice["published"])
    document = Document("notice.txt", notice["text"], notice["language"], published, "given")
    return tuple(merge([tell(document, Settings())]))


def _compared(asked: list[Row], made: list[Event], counts: Counter[str]) -> Iterator[str]:
    """What is wrong with each row that is asked for, or made beyond those; each answers the row that fits it best."""
    left = list(made)
    counts["made"] += len(left)
    for row in asked:
        counts["asked"] += 1
        near = [(_mark(row, one), n) for n, one in enumerate(left) if iso(one.when.start)[:10] == row["start"][:10]]
        if not near:
            yield f"      missing: {row['start']} – {row['end']} {row['status']} {row['title']}"
            continue
        mark, n = max(near, key=lambda found: (found[0].date, found[0].title, found[0].status, -found[1]))
        one = left.pop(n)
        counts.update({"found": 1, "date": mark.date, "title": mark.title, "status": mark.status})
        if not mark.whole:
            yield f"      asked: {row['start']} – {row['end']} {row['status']} {row['title']}; made: {_said(one)}"
    yield from (f"      not asked: {_said(one)}" for one in left)


def _mark(row: Row, one: Event) -> Mark:
    start, end = iso(one.when.start), iso(one.when.end or one.when.start)
    exact = "T" in row["start"]
    same = start == row["start"] and end in {row["end"], start if row["end"] == row["start"] else row["end"]}
    whole_days = start[:10] == row["start"][:10] and end[:10] == row["end"][:10]
    title = one.title.lower()
    named = all(any(word in title for word in group) for group in row["words"])
    return Mark(same if exact else whole_days, named, one.status.value == row["status"])


def _said(one: Event) -> str:
    return f"{iso(one.when.start)} – {iso(one.when.end or one.when.start)} {one.status} {one.title}"


if __name__ == "__main__":
    sys.exit(report(sys.argv[1:], NAMES, measure, str))
