"""Whole stories through the whole pipeline: how many mentions of one event come to one row, and none of two.

``quality/stories/gold.jsonl`` has a line for each time expression: its document, offsets, the event it is of (one over all
documents), and as of the last document that event's date, status, place and words of its title.
"""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from timeline import pipeline

FLOOR = 0.85
"""F1 of pairs of mentions that share a row, against those that share an event."""

Spot = tuple[str, int, int]


@pytest.fixture(scope="module")
def told() -> tuple[dict[Spot, str], dict[Spot, str]]:
    """The event and the row of every gold expression."""
    folder = Path(__file__).parent / "quality" / "stories"
    lines = (json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines())
    events = {(line["doc"], line["start"], line["end"]): line["event"] for line in lines}
    rows: dict[Spot, str] = {}
    for row in pipeline.build(folder / "docs").timeline.events:
        for mention in row.mentions:
            name = Path(mention.document).stem
            for spot in events:
                if spot[0] == name and min(spot[2], mention.end) > max(spot[1], mention.start):
                    rows[spot] = row.uid
    return events, rows


def pairs(groups: dict[Spot, str]) -> set[tuple[Spot, Spot]]:
    return {(a, b) for a, b in combinations(sorted(groups), 2) if groups[a] == groups[b]}


def test_mentions_of_one_event_come_to_one_row(told: tuple[dict[Spot, str], dict[Spot, str]]) -> None:
    gold, found = map(pairs, told)
    assert 2 * len(gold & found) / (len(gold) + len(found)) >= FLOOR


def test_no_two_events_share_a_row(told: tuple[dict[Spot, str], dict[Spot, str]]) -> None:
    gold, found = map(pairs, told)
    assert not found - gold
