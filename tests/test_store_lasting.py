"""Rows that stay in the store are the same as those in memory, however they are looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_store import NEWS, build, put

from timeline.settings import Settings
from timeline.store import Store
from timeline.writers import DEFAULT, write


def test_they_are_those_in_memory(store: Store, news: Path) -> None:
    put(news, *NEWS)
    put(
        news,
        "g.txt",
        text="Am Donnerstag um 25 Uhr und am 31. Februar 2026 geschieht nichts. Am 3. Mai 2026 tagt der Rat.",
    )
    held = build(news, store)
    lasting = store.timeline(most=0)
    assert tuple(lasting.events) == tuple(lasting.events) == held.events
    assert tuple(lasting.unresolved) == held.unresolved
    assert lasting.documents == held.documents
    assert len(lasting.events) == len(held.events)
    assert len(lasting.unresolved) == len(held.unresolved)
    count = len(held.events)
    for part in (slice(0, 2), slice(-2, None), slice(None, None, 2), slice(3, 1), slice(-99, 99)):
        assert tuple(lasting.events[part]) == held.events[part]
        assert tuple(lasting.unresolved[part]) == held.unresolved[part]
    assert [lasting.events[at] for at in range(-count, count)] == [held.events[at] for at in range(-count, count)]
    with pytest.raises(IndexError):
        lasting.events[count]


def test_they_are_written_as_those_in_memory(store: Store, news: Path, tmp_path: Path) -> None:
    put(news, *NEWS)
    write(build(news, store), tmp_path / "held", DEFAULT, Settings())
    write(store.timeline(most=0), tmp_path / "lasting", DEFAULT, Settings())
    for file in (tmp_path / "held").iterdir():
        assert file.read_bytes() == (tmp_path / "lasting" / file.name).read_bytes()
