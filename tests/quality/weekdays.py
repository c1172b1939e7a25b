"""Past or future, measured apart: how many bare weekdays and year-less days are read as the day they mean.

``python tests/quality/weekdays.py [--errors]`` reads ``../shared`` beside the repository and prints, for German news with its
TIMEX3 annotation, the bare weekdays that are read as annotated, next to the three plain rules; then every dated expression
of the sample documents against their gold intervals. It says so when that folder is missing.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from timeline import documents, expressions, resolution
from timeline.model import Document, Reading
from timeline.resolution.arithmetic import as_date, weekday_near
from timeline.settings import Settings

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPORA = ("krauts_dolomiten_de", "krauts_diezeit_de")
FULL_DAY = 10
"""Characters of a value that is a whole date."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
BARE = re.compile(r"(?:dies\w+ )?(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)\w*", re.I)
"""A weekday with nothing but a part of the day beside it."""


def read(document: Document) -> list[Reading]:
    """All readings of a document."""
    found = expressions.find(document.text, document.language)
    return resolution.resolve(document, found, documents.sentences.split(document.text, document.language), Settings())


def nearest(anchor: date, weekday: int) -> date:
    """The weekday nearest to ``anchor``."""
    return weekday_near(anchor, weekday, 0)


RULES = {
    "last or today": lambda anchor, weekday: weekday_near(anchor, weekday, -1),
    "next or today": lambda anchor, weekday: weekday_near(anchor, weekday, 1),
    "nearest": nearest,
}


def weekdays() -> Iterator[tuple[Document, int, int, date, Reading | None]]:
    """Every annotated bare weekday (alone or with a part of the day) with its day and what it was read as."""
    for name in CORPORA:
        for line in (SHARED / "corpora" / "timex" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            document = Document(gold["id"], gold["text"], "de", date.fromisoformat(gold["dct"][:FULL_DAY]))
            readings = read(document)
            for timex in gold["timexes"]:
                day = DAY.match(timex["value"])
                if day and BARE.fullmatch(timex["text"]):
                    same = (
                        r for r in readings if r.expression.start < timex["end"] and timex["start"] < r.expression.end
                    )
                    yield document, timex["start"], timex["end"], date.fromisoformat(day.group()), next(same, None)


def krauts(errors: bool) -> tuple[int, int]:
    """Prints the bare weekdays of the news corpora; right ones and all."""
    right = total = 0
    rules = dict.fromkeys(RULES, 0)
    for document, start, end, day, reading in weekdays():
        total += 1
        assert isinstance(document.published, date)
        for name, rule in RULES.items():
            rules[name] += rule(document.published, day.isoweekday()) == day
        got = as_date(reading.when.start) if reading and reading.when and reading.when.start else None
        right += got == day
        if errors and got != day:
            around = " ".join(document.text[max(start - 90, 0) : end + 90].split())
            print(
                f"  published {document.published} gold {day} read {got}  …{around}…  [{reading.rule if reading else 'not found'}]"
            )
    print(f"bare weekdays: {right} of {total}; " + ", ".join(f"{name} {count}" for name, count in rules.items()))
    return right, total


def seeds(errors: bool) -> tuple[int, int]:
    """Prints the dated expressions of the sample documents; right ones and all."""
    with (SHARED / "seeds" / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["file"].removesuffix(".txt"): row for row in csv.DictReader(file)}
    read_from = {}
    for name, row in rows.items():
        text = (SHARED / "seeds" / row["file"]).read_text(encoding="utf-8")
        read_from[name] = (text, read(Document(name, text, "de", date.fromisoformat(row["published"][:FULL_DAY]))))
    right = total = 0
    for line in (SHARED / "gold" / "seeds_events.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        text, readings = read_from[gold["doc"]]
        total += 1
        same = next(
            (r for r in readings if r.expression.start < gold["end"] and gold["start"] < r.expression.end), None
        )
        when = same.when if same else None
        sound = bool(when and when.start and when.end and _agrees(gold, as_date(when.start), as_date(when.end)))
        right += sound
        if errors and not sound:
            print(
                f"  {gold['doc'][:3]} {gold['text']!r} gold {gold['date_start']}..{gold['date_end']} read {when and (when.start, when.end)}"
            )
    print(f"sample documents: {right} of {total}")
    return right, total


def _agrees(gold: dict[str, object], first: date, last: date) -> bool:
    """Whether a reading fits the gold interval: its days, or, where the row is dated by another mention, a span around them."""
    low, high = str(gold["date_start"]), str(gold["date_end"])
    if len(low) < FULL_DAY:
        return (str(first.year), first.month, first.day, last.month, last.day) == (low, 1, 1, 12, 31)
    begin, end = date.fromisoformat(low[:FULL_DAY]), date.fromisoformat(high[:FULL_DAY])
    if gold.get("within"):
        return first <= end and last >= begin and abs((first - begin).days) <= 20
    if first == last:
        return begin <= first <= end
    return (first, last) == (begin, end) or (first <= begin and end <= last and last - first <= timedelta(days=6))


def main() -> int:
    """The command; exit code 0 also when there is nothing to measure."""
    if not (SHARED / "corpora" / "timex").is_dir():
        print(f"nothing to measure: {SHARED.name}/corpora is not beside the repository")
        return 0
    errors = "--errors" in sys.argv
    krauts(errors)
    seeds(errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
