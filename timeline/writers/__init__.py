"""Files from rows: workbook, CSV, calendar feeds, JSON, page and others. All of a folder's files appear or none does."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from timeline.errors import OutputError, OutputNotice, UsageError
from timeline.model import Timeline
from timeline.settings import Settings
from timeline.writers import atomic
from timeline.writers.labels import Labels, choose

DEFAULT = ("xlsx", "csv", "ics", "json", "html")
"""The formats that are written unless others are asked for."""

FORMATS = (*DEFAULT, "timelinejs", "jsonld", "jsonl", "parquet")
"""The known formats, in the order in which their files are written."""

TABLES = ("timeline", "evidence")
"""The tables that CSV and Parquet hold: one row per event, one row per mention."""

_KEPT = (
    "{path}: kept as it was, with {old} events: the new feed would have {new}, and would empty its subscribers' "
    "calendars. Use --allow-shrinking to publish it all the same."
)
_LARGE = (
    "{path}: {size} bytes, and Google Calendar takes no feed above 1 MB. Narrow it with --calendar-from, "
    "--calendar-to or --calendar-kinds."
)
_EMPTY = "{path}: not written: no event goes into the calendar, and an empty feed empties its subscribers' calendars."


Drafted = tuple[dict[Path, Path], list[OutputError]]
"""Files by the places they are for, and what has been left out."""
Job = Callable[[], Drafted]
Beside = Callable[[Sequence[Job]], Iterable[Drafted]]


def one_by_one(jobs: Sequence[Job]) -> Iterator[Drafted]:
    """Does some jobs one after the other."""
    return (job() for job in jobs)


def write(
    timeline: Timeline,
    folder: Path,
    formats: Sequence[str],
    settings: Settings,
    *,
    excel_csv: bool = False,
    allow_shrinking: bool = False,
    problems: list[OutputError] | None = None,
    beside: Beside = one_by_one,
) -> list[Path]:
    """Write ``timeline`` into ``folder`` in each of ``formats`` and return the files that now hold it.

    A file whose content would be the same is left as it is. ``excel_csv`` asks for CSV with a byte order mark and
    neutralised formulas. A feed is not overwritten by one with no events, or with less than half as many, unless
    ``allow_shrinking`` says so; what was left out and why is added to ``problems``. ``beside`` does the work of several
    formats, in this process or others.

    :raises UsageError: for a format there is none of, or whose library is not installed
    :raises OutputError: when the folder cannot be written to; its files are then what they were
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UsageError(f"“{unknown[0]}” is no format; the formats are {', '.join(FORMATS)}")
    found: list[OutputError] = []
    labels = choose(timeline, settings)
    with atomic.batch(folder) as batch:
        works = [(name, _Work(timeline, settings, labels, batch.part(), [])) for name in FORMATS if name in formats]
        jobs = [partial(_drafted, *one, excel_csv=excel_csv, allow_shrinking=allow_shrinking) for one in works]
        for prepared, named in beside(jobs):
            batch.take(prepared)
            found += named
        paths = batch.publish()
    if problems is not None:
        problems += found
    return paths


def stream(timeline: Timeline, out: BinaryIO, table: str, *, excel_csv: bool = False) -> None:
    """Write one of :data:`TABLES` as CSV to an open stream of bytes, and nothing else."""
    from timeline.writers import delimited  # noqa: PLC0415

    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    try:
        delimited.stream(timeline, text, table, excel=excel_csv)
    finally:
        text.detach()  # flushed, and the stream stays open


@dataclass(frozen=True, slots=True)
class _Work:
    timeline: Timeline
    settings: Settings
    labels: Labels
    batch: atomic.Batch
    problems: list[OutputError]


def _drafted(name: str, work: _Work, *, excel_csv: bool, allow_shrinking: bool) -> Drafted:
    """The files of one format beside their places, and what there is to say of them."""
    _prepare(name, work, excel_csv=excel_csv, allow_shrinking=allow_shrinking)
    return work.batch.prepared, work.problems


def _prepare(name: str, work: _Work, *, excel_csv: bool, allow_shrinking: bool) -> None:
    """Draft the files of one format. Its library is imported here and not before: openpyxl alone takes 0.2 s."""
    timeline, settings, labels, prepare = work.timeline, work.settings, work.labels, work.batch.prepare
    match name:
        case "xlsx":
            from timeline.writers import workbook  # noqa: PLC0415

            workbook.write(timeline, prepare("timeline.xlsx"), settings, labels)
        case "csv":
            from timeline.writers import delimited  # noqa: PLC0415

            for table in TABLES:
                delimited.write(timeline, prepare(f"{table}.csv"), table, excel=excel_csv)
            delimited.write_package(prepare(delimited.PACKAGE), labels)
        case "ics":
            _prepare_feeds(work, allow_shrinking)
        case "json":
            from timeline.writers import json  # noqa: PLC0415

            json.write(timeline, prepare("timeline.json"), settings)
        case "html":
            from timeline.writers import page  # noqa: PLC0415

            page.write(timeline, prepare("timeline.html"), labels)
        case "timelinejs":
            from timeline.writers import timelinejs  # noqa: PLC0415

            timelinejs.write(timeline, prepare("timelinejs.json"), labels)
        case "jsonld":
            from timeline.writers import jsonld  # noqa: PLC0415

            jsonld.write(timeline, prepare("timeline.jsonld"), settings, labels)
        case "jsonl":
            from timeline.writers import json  # noqa: PLC0415

            json.write_lines(timeline, prepare("timeline.jsonl"))
        case "parquet":
            from timeline.writers import parquet  # noqa: PLC0415

            for table in TABLES:
                parquet.write(timeline, prepare(f"{table}.parquet"), table)


def _prepare_feeds(work: _Work, allow_shrinking: bool) -> None:
    from timeline.writers import ics  # noqa: PLC0415

    feeds = ics.feeds(work.timeline, work.settings, work.labels)
    current = {uid for feed in feeds.values() for uid in feed.uids}
    for name, feed in feeds.items():
        path = work.batch.folder / name
        old = ics.published_uids(path)
        # An event that became more or less exact has moved to the other feed; that is no loss.
        kept = len(feed.uids) + len(set(old) & current - set(feed.uids))
        if old and 2 * kept < len(old) and not allow_shrinking:
            work.problems.append(OutputError(_KEPT.format(path=path, old=len(old), new=len(feed.uids))))
        elif feed.uids or old:
            work.batch.prepare(name).write_bytes(feed.data)
            if len(feed.data) > ics.GOOGLE_LIMIT:
                work.problems.append(OutputNotice(_LARGE.format(path=path, size=len(feed.data))))
        elif name == ics.FEED:
            work.problems.append(OutputNotice(_EMPTY.format(path=path)))
