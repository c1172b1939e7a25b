"""Every expression of a document: where it stands, how it was read, from what, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.errors import InputError
from timeline.model import Document, Event, Mention, Reading, Span
from timeline.pipeline import Analysis, analyses
from timeline.resolution.genre import NARRATIVE
from timeline.settings import Settings
from timeline.summary import interval, many
from timeline.table import account, merge, reasons
from timeline.terminal import say


def explain(name: str, settings: Settings) -> list[InputError]:
    """Print the explanation of the document ``name`` and return what could not be read."""
    problems: list[InputError] = []
    for analysis in analyses(name, settings, problems):
        _show(analysis, merge([account(analysis.document, analysis.draft.events)]))
    return problems


def _show(analysis: Analysis, events: Sequence[Event]) -> None:
    document = analysis.document
    say(_heading(document), "bold")
    for reading in analysis.readings:
        say()
        say(_quoted(reading, document.text, analysis.sentences))
        for label, words in _explained(reading, analysis, events):
            say(f"    {label:<12}{words}")
    say()
    say(f"{many(len(analysis.readings), 'expression')}, {many(len(events), 'row')}")


def _heading(document: Document) -> str:
    if document.published is None:
        dated = "no publication date: relative expressions stay unresolved (--published, sources.csv)"
    else:
        dated = f"published {document.published.isoformat()} ({document.published_from})"
    if document.genre == NARRATIVE:
        dated += "; tells of years long gone: a day without a year is of the one last spoken of"
    return f"{document.id}: {document.language or 'language unknown'}, {dated}"


def _quoted(reading: Reading, text: str, sentences: Sequence[Span]) -> str:
    """The sentence of the expression, with the expression in brackets."""
    start, end = reading.expression.start, reading.expression.end
    around = [span for span in sentences if span.start < end and start < span.end] or [Span(start, end)]
    quoted = f"{text[around[0].start : start]}[{text[start:end]}]{text[end : around[-1].end]}"
    return " ".join(quoted.split())


def _explained(reading: Reading, analysis: Analysis, events: Sequence[Event]) -> Iterator[tuple[str, str]]:
    when = reading.when
    if reading.reason:
        yield "unresolved", reading.reason
    if when:
        dates = f"{interval(when)} ({when.precision}), " if when.dated else ""
        edtf = f", EDTF {when.edtf}" if when.edtf else ""
        yield "read as", f"{dates}TIMEX3 {when.timex.type} {when.timex.value}{edtf}"
    yield "from", reading.anchor or "the text alone"
    yield "by", reading.rule or reading.expression.form
    for doubt in reading.doubts:
        yield "doubt", doubt.message
    yield "row", _fate(reading, analysis, events)
    for event in events:
        for mention, earlier, reason in reasons(event, {analysis.document.id: analysis.document}):
            if _covers(mention, reading):
                yield "together", f"with “{earlier.text}”: {reason}"


def _covers(mention: Mention, reading: Reading) -> bool:
    return mention.start <= reading.expression.start and reading.expression.end <= mention.end


def _fate(reading: Reading, analysis: Analysis, events: Sequence[Event]) -> str:
    """The row that an expression supports, alone or with its neighbours, or the reason that there is none."""
    for event in events:
        if any(_covers(mention, reading) for mention in event.mentions):
            place = event.place.name if event.place else ""
            return ", ".join(filter(None, (event.title, interval(event.when), place, event.status.value)))
    e = reading.expression
    skipped = [(one.reading.expression, one.reason) for one in analysis.draft.skipped]
    why = [reason for other, reason in skipped if other.start <= e.start and e.end <= other.end]
    return f"none: {(why or [reading.reason])[0]}"
