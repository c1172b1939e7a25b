"""``timeline.xlsx``: what stands on which sheet, in the reader's language, for people who plan with it.

A planner's columns stand first; the others are folded away to their right. Read back, a file goes by its ``uid`` column
and its headings (:func:`timeline.writers.labels.key_of`), never by position.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from timeline.model import Document, Event, Precision, Status, Timeline
from timeline.settings import Settings
from timeline.table import columns
from timeline.table.changes import CHANGES, change_rows
from timeline.table.columns import Column, Value
from timeline.table.decided import EDITABLE, said_of
from timeline.writers import excel
from timeline.writers.excel import LINE, Book, Field, Page, Rule
from timeline.writers.labels import Labels
from timeline.writers.months import Day, Month, months
from timeline.writers.text import link, mark
from timeline.writers.wording import headline

Row = TypeVar("Row")

TRANSLATED = frozenset({"kind", "status", "precision", "review", "field"})
PHRASED = frozenset({"anchor", "reason"})
"""Columns whose values are words of the reader's language here, and keys everywhere else."""

REVIEWS = ("open", "accepted", "rejected", "edited")

_TIMELINE = {
    "start": 16,
    "end": 16,
    "title": 32,
    "status": 12,
    "kind": 16,
    "place": 18,
    "participants": 20,
    "when": 16,
    "evidence": 44,
    "doubts": 22,
    "sources": 24,
    "review": 12,
}
_EVIDENCE = {
    "title": 30,
    "document": 26,
    "published": 16,
    "text": 20,
    "date_start": 16,
    "date_end": 16,
    "precision": 14,
    "sentence": 60,
    "anchor": 22,
    "rule": 22,
}
_EVIDENCE_FOLDED = ("uid", "offset_start", "offset_end")
_SOURCES = {
    "document": 32,
    "published": 16,
    "publisher": 22,
    "title": 50,
    "language": 9,
    "published_from": 16,
    "url": 40,
}
_UNRESOLVED = {"document": 30, "text": 24, "reason": 40, "sentence": 70}
_CHANGES = {"at": 16, "title": 34, "field": 14, "old": 20, "new": 20, "quote": 54, "document": 28}

_BASIS: Column[columns.EventRow] = Column(
    "basis",
    "string",
    "What the cells that may be edited said when the workbook was written.",
    lambda row: " ".join(mark(said_of(row.event, key)) for key in (*EDITABLE, "review")),
)
"""By this an edited workbook is read back: only cells that say something else by then have been edited."""

_LONGEST_LINK = 2_000
_MOST_MONTHS = 36
_MOST_ENTRIES = 5
_MOST_VAGUE = 20
_DAY_WIDTH = 21
_TITLE_LENGTH = 80
_EXACT = (Precision.MINUTE, Precision.HOUR, Precision.DAY_PART, Precision.DAY)


def write(timeline: Timeline, path: Path, settings: Settings, labels: Labels) -> None:
    """Write the workbook with the sheets Timeline, Evidence, Sources, Unresolved, Changes, About and Calendar."""
    words = excel.Texts(*(labels.say("workbook", key) for key in ("no_rows", "choose", "page")))
    book = Book(words)
    rows = columns.event_rows(timeline)
    evidence = columns.evidence_rows(timeline)
    _write_timeline(book.page(labels.sheet("timeline")), rows, evidence, labels)
    to_web = {"look": excel.LINKED, "link": _web}
    kept = [column for column in columns.EVIDENCE if column.key in (*_EVIDENCE, *_EVIDENCE_FOLDED)]
    fields = _fields(kept, _EVIDENCE, labels, title={"look": excel.STRONG}, document=to_web)
    excel.write_table(book.page(labels.sheet("evidence")), "Evidence", fields, evidence)
    sources = _fields(columns.SOURCES, _SOURCES, labels, title={"look": excel.STRONG}, url=to_web)
    excel.write_table(book.page(labels.sheet("sources")), "Sources", sources, timeline.documents)
    unresolved = _fields(columns.UNRESOLVED, _UNRESOLVED, labels, text={"look": excel.STRONG})
    excel.write_table(book.page(labels.sheet("unresolved")), "Unresolved", unresolved, timeline.unresolved)
    changes = _fields(CHANGES, _CHANGES, labels, title={"look": excel.STRONG})
    excel.write_table(book.page(labels.sheet("changes")), "Changes", changes, change_rows(timeline))
    _write_about(book.page(labels.sheet("about")), timeline, settings, labels)
    shown = (event for event in columns.ordered(timeline.events) if event.kind in settings.calendar.kinds)
    lean = (replace(event, mentions=(), history=(), doubts=()) for event in shown)
    _write_calendar(book.page(labels.sheet("calendar")), months(lean), labels)
    book.save(path, _stamp(timeline))


def _write_timeline(
    page: Page, rows: Sequence[columns.EventRow], evidence: Sequence[columns.EvidenceRow], labels: Labels
) -> None:
    first: dict[str, int] = {}
    for number, one in enumerate(evidence, start=2):
        first.setdefault(one.event.uid, number)
    sheet = labels.sheet("evidence").replace("'", "''")

    def to_source(row: columns.EventRow) -> str:
        number = first.get(row.event.uid)
        return _web(row) or (f"#'{sheet}'!A{number}" if number else "")

    fields = _fields(
        (*columns.TIMELINE, _BASIS),
        _TIMELINE,
        labels,
        title={"look": excel.STRONG},
        sources={"look": excel.LINKED, "link": to_source},
        review={"choices": tuple(labels.word("review", key) for key in REVIEWS)},
    )
    excel.write_table(page, "Timeline", fields, rows, rules=_rules(labels), frozen=3)


def _rules(labels: Labels) -> list[Rule]:
    def is_word(key: str, word: str, operator: str = "=") -> Callable[[Callable[[str], str]], str]:
        return lambda cell: f'{cell(key)}{operator}"{labels.word(key, word)}"'

    vague = [is_word("precision", key, "<>") for key in _EXACT]
    return [
        Rule(is_word("status", Status.CANCELLED), excel.STRUCK),
        Rule(is_word("status", Status.TENTATIVE), excel.YELLOW, ("status",)),
        Rule(lambda cell: f"LEN({cell('doubts')})>0", excel.ORANGE, ("doubts",)),
        Rule(lambda cell: f"AND({','.join(part(cell) for part in vague)})", excel.FAINT, ("start", "end")),
        Rule(is_word("review", "accepted"), excel.GREEN, ("review",)),
        Rule(is_word("review", "rejected"), excel.RED, ("review",)),
        Rule(is_word("review", "edited"), excel.VIOLET, ("review",)),
    ]


def _fields(
    schema: Sequence[Column[Row]], widths: Mapping[str, int], labels: Labels, **more: Mapping[str, Any]
) -> list[Field[Row]]:
    """The columns of ``widths`` in its order, then the others, folded away."""
    by_key = {column.key: column for column in schema}
    keys = [*widths, *(column.key for column in schema if column.key not in widths)]
    return [
        Field(key, labels.heading(key), _reader(by_key[key], labels), widths.get(key, 0), **more.get(key, {}))
        for key in keys
    ]


def _reader(column: Column[Row], labels: Labels) -> Callable[[Row], Value]:
    """How a column is read for people: words for keys, and doubts in full."""
    if column.key in TRANSLATED:
        return lambda row: labels.word(column.key, columns.text(column.read(row)))
    if column.key in PHRASED:
        return lambda row: labels.phrase(columns.text(column.read(row)))
    if column.key == "doubts":
        return lambda row: _doubts(row, labels)
    return column.read


def _doubts(row: Any, labels: Labels) -> str:
    return "\n".join(labels.doubt(doubt) for doubt in row.event.doubts)


def _web(row: Any) -> str:
    """The address of a row's document, or of the document that is the row."""
    document = row if isinstance(row, Document) else row.document
    target = link(document.url) if document else ""
    return target if len(target) < _LONGEST_LINK else ""


def _write_about(page: Page, timeline: Timeline, settings: Settings, labels: Labels) -> None:
    def say(key: str) -> str:
        return labels.say("workbook", key, evidence=labels.sheet("evidence"), review=labels.heading("review"))

    page.fit_one_page()
    page.widths((26, 26, 90))
    page.write((str(labels.data["name"]), excel.TITLE), height=26)
    for key in ("about", "review", "hidden"):
        page.across(say(key), excel.NOTE, LINE * excel.count_lines(say(key), 140) + 3, "C")
    page.write(("", excel.PLAIN))
    facts: dict[str, Value] = {
        "rows": len(timeline.events),
        "documents": len(timeline.documents),
        "mentions": sum(len(event.mentions) for event in timeline.events),
        "unresolved": len(timeline.unresolved),
        "timezone": settings.timezone,
        "region": settings.region,
    }
    for key, value in facts.items():
        page.write((say(key), excel.KEY), (value, excel.PLAIN))
    page.write(("", excel.PLAIN))
    page.write(*((labels.heading(key), excel.HEADING) for key in ("heading", "key", "description")))
    for column in columns.TIMELINE:
        words = (labels.heading(column.key), column.key, labels.describe(column))
        page.write(*((word, excel.RULED) for word in words))


def _write_calendar(page: Page, shown: list[Month], labels: Labels) -> None:
    """A wall calendar of the latest months: one grid a month, each on a page of its own."""
    page.widths((8, *[_DAY_WIDTH] * 7))
    grids = [month for month in shown if month.weeks]
    earlier = max(len(grids) - _MOST_MONTHS, 0)
    if earlier:
        shown = shown[shown.index(grids[earlier]) :]
        page.across(labels.say("workbook", "earlier", count=earlier), excel.NOTE, LINE + 3, "H")
    if not shown:
        page.across(labels.say("workbook", "no_rows"), excel.NOTE, LINE + 3, "H")
    filled = False
    for month in shown:
        if month.weeks and filled:
            page.break_page()
        filled = filled or bool(month.weeks)
        _write_month(page, month, labels)


def _write_month(page: Page, month: Month, labels: Labels) -> None:
    calendar = labels.data["calendar"]
    name = labels.say("calendar", "month", month=calendar["months"][month.first.month - 1], year=month.first.year)
    page.across(name, excel.TITLE, 30, "H")
    if month.vague:
        titles = [
            f"{headline(event, labels, _TITLE_LENGTH)} ({labels.span(event.when)})"
            for event in month.vague[:_MOST_VAGUE]
        ]
        if len(month.vague) > _MOST_VAGUE:
            titles.append(labels.say("workbook", "more", count=len(month.vague) - _MOST_VAGUE))
        words = labels.say("workbook", "vague", titles="; ".join(titles))
        page.across(words, excel.NOTE, LINE * excel.count_lines(words, 7 * _DAY_WIDTH) + 4, "H")
    if month.weeks:
        page.write(*((words, excel.HEADING) for words in ("", *calendar["weekdays"])))
    for week in month.weeks:
        _write_week(page, week, labels)


def _write_week(page: Page, week: tuple[Day, ...], labels: Labels) -> None:
    number = labels.say("calendar", "week", week=week[0].date.isocalendar().week)
    numbers: list[tuple[Value, excel.Look]] = [(number, excel.SMALL)]
    squares: list[tuple[Value, excel.Look]] = [("", excel.SMALL)]
    lines = 3
    for day in week:
        entries = [_entry(event, labels) for event in day.events[:_MOST_ENTRIES]]
        if len(day.events) > _MOST_ENTRIES:
            entries.append(labels.say("workbook", "more", count=len(day.events) - _MOST_ENTRIES))
        words = "\n".join(entries)
        lines = max(lines, excel.count_lines(words, _DAY_WIDTH))
        weekend = day.date.weekday() >= 5 or not day.inside
        look = excel.BUSY if day.events else excel.QUIET if weekend else excel.SQUARE
        numbers.append((day.date.day if day.inside else None, look))
        squares.append((words, look))
    page.write(*numbers, height=LINE + 2)
    page.write(*squares, height=LINE * min(lines, 28) + 4)


def _entry(event: Event, labels: Labels) -> str:
    start = event.when.start
    clock = f"{start:%H:%M} " if isinstance(start, datetime) else ""
    return f"• {clock}{headline(event, labels, _TITLE_LENGTH)}"


def _stamp(timeline: Timeline) -> datetime:
    """The latest publication, as the time of the workbook's making."""
    dates = [columns.iso(document.published) for document in timeline.documents if document.published]
    return datetime.fromisoformat(max(dates)) if dates else datetime(2000, 1, 1)
