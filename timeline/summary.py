"""What a build tells its user: the rows, the counts, the files, and what is left to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.model import Event, Timeline, When
from timeline.table.columns import iso, sources
from timeline.terminal import say, table

if TYPE_CHECKING:
    from timeline.store import Token

ENDS = 8
"""Rows shown from each end of a long timeline."""

EXAMPLES = 5
"""Unresolved expressions shown."""


def show(timeline: Timeline, files: Sequence[Path], *, everything: bool = False) -> None:
    """Print the summary of a build; ``everything`` shows every row and every unresolved expression."""
    _rows(timeline.events, everything)
    say(_counts(timeline))
    if files:
        say(f"Written to {files[0].parent}: {', '.join(file.name for file in files)}")
    _unresolved(timeline, everything)


def written(tables: Mapping[str, int], folder: str) -> None:
    """Print how many rows each table of a folder has."""
    if tables:
        say(f"{many(tables['timeline'], 'row')} from {many(tables['documents'], 'document')}")
        say(f"Written to {folder}: {', '.join(tables)}")


def tokens(given: Sequence[Token]) -> None:
    """Print the tokens that have been given out."""
    rows = [
        (
            str(one.number),
            one.kind,
            one.label,
            iso(one.created),
            f"revoked {iso(one.revoked)}" if one.revoked else "valid",
        )
        for one in given
    ]
    if rows:
        table(("Number", "Kind", "For", "Created (UTC)", "State"), rows)
    else:
        say("No tokens.")


def interval(when: When) -> str:
    """The dates of a reading in ISO 8601, both ends where they differ."""
    return " – ".join(dict.fromkeys(filter(None, (iso(when.start), iso(when.end)))))


def many(count: int, noun: str) -> str:
    """``count`` with its noun, in the plural but for one."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _rows(events: Sequence[Event], everything: bool) -> None:
    count = len(events)
    if count > 2 * ENDS + 1 and not everything:
        left_out = ("…", f"({count - 2 * ENDS} more; --verbose shows all)", "", "", "")
        rows = [*map(_row, events[:ENDS]), left_out, *map(_row, events[-ENDS:])]
    else:
        rows = list(map(_row, events))
    if rows:
        table(("Date", "Event", "Place", "Status", "Sources"), rows)


def _row(event: Event) -> tuple[str, str, str, str, str]:
    return (
        interval(event.when),
        event.title,
        event.place.name if event.place else "",
        event.status.value,
        ", ".join(sources(event)),
    )


def _counts(timeline: Timeline) -> str:
    statuses, doubtful = Counter[str](), 0
    for event in timeline.events:
        statuses[event.status] += 1
        doubtful += bool(event.doubts)
    parts = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))
    return (
        f"{many(len(timeline.events), 'row')} from {many(len(timeline.documents), 'document')}"
        + (f": {parts}" if parts else "")
        + (f"; {doubtful} with doubts (column doubts)" if doubtful else "")
    )


def _unresolved(timeline: Timeline, everything: bool) -> None:
    missing = timeline.unresolved
    if not missing:
        return
    say(f"{many(len(missing), 'expression')} not resolved, listed with their reasons under Unresolved:")
    for one in missing if everything else missing[:EXAMPLES]:
        say(f"  {one.document}: “{one.text}”: {one.reason}")
    if len(missing) > EXAMPLES and not everything:
        say(f"  … and {len(missing) - EXAMPLES} more; --verbose shows all")
    undated = sum(document.published is None for document in timeline.documents)
    if undated:
        say(
            f"{many(undated, 'document')} without a publication date. Give it with --published 2026-11-21, "
            "or in a sources.csv beside the documents (columns file,published)."
        )
