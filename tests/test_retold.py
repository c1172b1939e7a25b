"""One event that several texts tell, each in its way, is one row; the same told of another town is another.

The texts are in ``specs/<language>/retold.toml``, with what does not come out right yet.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from typing import Any

import pytest
from test_specs import SPECS
from test_table_rows import tell

from timeline.model import Document
from timeline.settings import Settings
from timeline.table import Account
from timeline.table.columns import iso
from timeline.table.merge import merge

PUBLISHED = {
    "month": date(2026, 2, 10),
    "day": date(2026, 3, 2),
    "again": date(2026, 3, 10),
    "moved": date(2026, 3, 16),
    "off": date(2026, 3, 18),
    "report": date(2026, 3, 23),
}
"""When each text of an event is published; the event is on 21 March 2026, and moved to the 28th."""
AFTER = {
    "day": ("2026-03-21", "planned"),
    "again": ("2026-03-21", "planned"),
    "moved": ("2026-03-28", "planned"),
    "off": ("2026-03-21", "cancelled"),
    "report": ("2026-03-21", "happened"),
}
"""The date and status that a row has after each."""
PAIRS = (
    *(("month", "day"), ("month", "again"), ("day", "again"), ("day", "moved"), ("again", "moved")),
    *(("day", "off"), ("again", "off"), ("day", "report"), ("again", "report"), ("month", "report")),
)
ELSEWHERE = (("day", "again"), ("day", "report"), ("day", "off"), ("month", "day"), ("day", "moved"))
_NEXT = 3
"""Events that each is told apart from."""


def events() -> dict[str, list[dict[str, Any]]]:
    return {
        path.parent.name: tomllib.loads(path.read_text(encoding="utf-8"))["event"]
        for path in sorted(SPECS.glob("*/retold.toml"))
    }


EVENTS = events()
CASES = [
    pytest.param(language, event, id=f"{language}-{event['name']}")
    for language, several in EVENTS.items()
    for event in several
]


@cache
def account(language: str, name: str, stage: str, text: str) -> Account:
    published = PUBLISHED[stage]
    return tell(Document(f"{published}-{name}-{stage}.txt", text, language, published, "given"), Settings())


def of(language: str, event: dict[str, Any], stage: str) -> Account:
    return account(language, event["name"], stage, event[stage])


def rows(*accounts: Account) -> list[tuple[str, str]]:
    return [(iso(row.when.start)[:10], str(row.status)) for row in merge(accounts)]


def apart(language: str, event: dict[str, Any]) -> list[str]:
    """The pairs that make more than one row."""
    return [" ".join(p) for p in PAIRS if len(rows(*(of(language, event, stage) for stage in p))) != 1]


def odd(language: str, event: dict[str, Any]) -> list[str]:
    """The pairs of which no row has the date and status of the later text."""
    told = ((p, rows(*(of(language, event, stage) for stage in p))) for p in PAIRS)
    return [" ".join(p) for p, found in told if AFTER[p[1]] not in found]


def alike(language: str, event: dict[str, Any]) -> list[str]:
    """The pairs that are one row although the second is told of other towns."""
    return [" ".join(p) for p in elsewhere(language, event)]


def elsewhere(language: str, event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for first, second in ELSEWHERE:
        text = event[second]
        for town, other in event.get("towns", {}).items():
            text = re.sub(rf"{town}(?=s?\b|er\b)", other, text)
        if text == event[second]:
            continue
        here, there = of(language, event, first), account(language, f"{event['name']}-elsewhere", second, text)
        if len(merge([here, there])) < len(merge([here])) + len(merge([there])):
            yield first, second


@pytest.mark.parametrize(("language", "event"), CASES)
def test_texts_of_one_event_are_one_row(language: str, event: dict[str, Any]) -> None:
    assert apart(language, event) == event.get("apart", [])


@pytest.mark.parametrize(("language", "event"), CASES)
def test_the_later_text_says_when_and_whether(language: str, event: dict[str, Any]) -> None:
    assert odd(language, event) == event.get("odd", [])


@pytest.mark.parametrize(("language", "event"), CASES)
def test_another_town_is_another_event(language: str, event: dict[str, Any]) -> None:
    assert alike(language, event) == event.get("alike", [])


@pytest.mark.parametrize(("language", "event"), CASES)
def test_other_events_of_the_day_are_other_rows(language: str, event: dict[str, Any]) -> None:
    several = EVENTS[language]
    at = several.index(event)
    others = [several[(at + n) % len(several)] for n in range(1, _NEXT + 1)]
    for other, first, second in product(others, PUBLISHED, PUBLISHED):
        pair = of(language, event, first), of(language, other, second)
        assert len(merge(pair)) == sum(len(merge([one])) for one in pair), (other["name"], first, second)
