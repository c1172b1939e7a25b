"""The way of the data: read → find → resolve → build → merge → write. The only module that sees every stage."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from timeline import documents, events, expressions, resolution, table, writers
from timeline.documents import published as dates
from timeline.documents import sentences
from timeline.documents.language import detect, views
from timeline.errors import InputError, OutputError, OutputNotice
from timeline.model import Document, Expression, Moment, Precision, Reading, Span, Timeline
from timeline.options import configure
from timeline.resolution.genre import genre_of
from timeline.settings import Settings
from timeline.table.frame import frame
from timeline.workers import Pool, beside, stream

if TYPE_CHECKING:
    from pandas import DataFrame

    from timeline.store import Run, Store
    from timeline.store.packing import Packed

_FEW = 500
"""Rows that are written before another process would have started."""
Source = str | os.PathLike[str]
_View = tuple[Document, tuple[Span, ...], tuple[Reading, ...]]
"""A document in one language, with its sentences and readings."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a build, with the documents they come from."""

    timeline: Timeline
    settings: Settings
    store: Store | None = field(default=None, compare=False, repr=False)
    """What its rows are read from, where they are not in memory."""

    @property
    def frame(self) -> DataFrame:
        """One row per event in the columns of ``timeline.csv``, with real dates."""
        return frame(self.timeline)

    def write(
        self,
        folder: Source,
        formats: Sequence[str] = writers.DEFAULT,
        *,
        excel_csv: bool = False,
        allow_shrinking: bool = False,
        problems: list[OutputError] | None = None,
        workers: int = 1,
    ) -> list[Path]:
        """Write the rows into ``folder`` and return the files; raises ``OutputError`` where that is not possible.

        ``excel_csv`` asks for CSV as spreadsheet programs like it. A feed that would lose most of its events is left
        as it was unless ``allow_shrinking``; that is named in the list of ``problems``, or raised without one, when the
        other files have been written. Many rows are written by as many processes as ``workers`` says.
        """
        found: list[OutputError] = []
        several = workers if len(self.timeline.events) > _FEW else 1
        files = writers.write(
            self.timeline,
            Path(folder),
            formats,
            self.settings,
            excel_csv=excel_csv,
            allow_shrinking=allow_shrinking,
            problems=found,
            beside=partial(beside, workers=several, before=self.store.close if self.store else lambda: None),
        )
        if problems is not None:
            problems += found
        for problem in found:
            if problems is None and not isinstance(problem, OutputNotice):
                raise problem
        return files


@dataclass(frozen=True, slots=True)
class Analysis:
    """One document on its way: its sentences, how its expressions were read, and the events they gave."""

    document: Document
    sentences: tuple[Span, ...]
    readings: tuple[Reading, ...]
    draft: events.Draft


def build(
    sources: Source | Iterable[Source],
    *,
    published: Moment | str | None = None,
    language: str = "",
    timezone: str = "",
    settings: Settings | None = None,
    workers: int = 1,
    with_text: bool = False,
    store: Store | None = None,
    problems: list[InputError] | None = None,
    progress: Callable[[Document], None] | None = None,
    counted: Callable[[int, int], None] | None = None,
    waiting: Callable[[], None] | None = None,
    publish: Callable[[Table], None] | None = None,
    most: int | None = None,
) -> Table:
    """Read documents (files, folders, globs) and return one row per event.

    ``published``, ``language`` and ``timezone`` win over the fields of ``settings``. The documents of the table hold
    their text ``with_text`` only, and ``timeline.json`` has what they hold. Given a list of ``problems``,
    documents that cannot be read are named in it and the others go on; without one the first of them raises
    ``InputError``. ``progress`` is called after each document, ``counted`` before each file with the bytes of the files
    that have been read and of all.

    With a ``store``, documents that it has read before are not read again, and the table has all the rows it keeps;
    ``waiting`` is called when another run has to end first. Raises ``StoreError`` when the store cannot be used.
    ``publish`` gets the table before another run on the store may begin, so that none publishes older rows after it.
    Of more than ``most`` rows of a store none stays in memory: they are read whenever they are asked for.
    """
    settings = configure(settings, published, language, timezone)
    with _collecting(problems) as found:
        inputs = documents.read(_named(sources), settings, found, counted)
        if store:
            with store.run(settings, _named(sources), waiting) as run:
                with Pool(workers, store.close) as pool:
                    _keep(inputs, run, settings, pool, progress)
                built = Table(store.timeline(with_text=with_text, most=most), settings, store)
                if publish:
                    publish(built)
            return built
        accounts = []
        for document, account in stream(partial(tell, settings=settings), inputs, workers, length):
            kept = replace(account.document, text=document.text) if with_text else account.document
            accounts.append(replace(account, document=kept))
            if progress:
                progress(document)
    built = Table(merge(accounts), settings)
    if publish:
        publish(built)
    return built


def find(
    text: str,
    *,
    published: Moment | str | None = None,
    language: str = "",
    timezone: str = "",
    settings: Settings | None = None,
) -> list[Reading]:
    """The time expressions of ``text`` in order, each resolved against ``published`` (ISO 8601) or with a reason why not."""
    settings = configure(settings, published, language, timezone)
    document = Document("", text, settings.language or detect(text), settings.published, "given")
    return list(resolve(document, settings)[2])


def read(path: Source, settings: Settings | None = None) -> list[Document]:
    """The documents of a file, folder or glob; raises ``InputError`` for the first that cannot be read."""
    with _collecting(None) as problems:
        return list(documents.read([os.fspath(path)], configure(settings), problems))


def analyses(
    sources: Source | Iterable[Source], settings: Settings, problems: list[InputError] | None = None
) -> Iterator[Analysis]:
    """Each readable document with its readings and events, in the order of reading."""
    with _collecting(problems) as found:
        for document in documents.read(_named(sources), settings, found):
            yield analyse(document, settings)


def analyse(document: Document, settings: Settings) -> Analysis:
    """Take one document as far as it goes alone: find → resolve → build."""
    document, read = _read(document, settings)
    drafts = [events.build(view, readings, spans, settings) for view, spans, readings in read]
    return Analysis(document, *_together(read), _joined(drafts))


def tell(document: Document, settings: Settings) -> table.Account:
    """All that is kept of a document: find → resolve → build, and what merging compares."""
    analysis = analyse(document, settings)
    return table.account(analysis.document, analysis.draft.events, analysis.draft.unresolved)


def length(document: Document) -> int:
    """Characters of text."""
    return len(document.text)


def resolve(document: Document, settings: Settings) -> tuple[Document, tuple[Span, ...], tuple[Reading, ...]]:
    """The document (dated, if its dateline is), its sentences and its resolved expressions."""
    document, read = _read(document, settings)
    return document, *_together(read)


def _read(document: Document, settings: Settings) -> tuple[Document, list[_View]]:
    """The document (dated, if its dateline is, and with its genre), and what is read in it in each of its languages."""
    read: list[_View] = []
    for view in views(document):
        spans = sentences.split(view.text, view.language)
        found = expressions.find(view.text, view.language)
        if not read and dates.replaceable(document):
            document = _dated_as_part(document, settings) or _dated(document, found, spans, settings)
        dated = replace(
            view, published=document.published, published_from=document.published_from, genre=document.genre
        )
        if not read:
            genre = genre_of(dated, found)
            document, dated = replace(document, genre=genre), replace(dated, genre=genre)
        read.append((dated, spans, tuple(resolution.resolve(dated, found, spans, settings))))
    return document, read


def _together(read: Sequence[_View]) -> tuple[tuple[Span, ...], tuple[Reading, ...]]:
    """The sentences and readings of all languages in text order."""
    spans = sorted((span for _, spans, _ in read for span in spans), key=lambda span: span.start)
    readings = [reading for _, _, readings in read for reading in readings]
    return tuple(spans), tuple(sorted(readings, key=lambda reading: reading.expression.start))


def _joined(drafts: Sequence[events.Draft]) -> events.Draft:
    return events.Draft(
        tuple(event for draft in drafts for event in draft.events),
        tuple(skipped for draft in drafts for skipped in draft.skipped),
        tuple(unresolved for draft in drafts for unresolved in draft.unresolved),
    )


def merge(accounts: Sequence[table.Account]) -> Timeline:
    """One row per event over all documents."""
    told = sorted(table.attributed(accounts), key=lambda account: account.document.id)
    return Timeline(
        tuple(account.document for account in told),
        table.merge(told),
        tuple(one for account in told for one in sorted(account.unresolved, key=lambda one: one.start)),
    )


def _dated_as_part(document: Document, settings: Settings) -> Document | None:
    """Give a later part of a file the publication date of the dateline at its top; none without one."""
    if not document.dateline:
        return None
    line = replace(document, text=document.dateline)
    dated = _dated(line, expressions.find(line.text, line.language), (Span(0, len(line.text)),), settings)
    return replace(dated, text=document.text) if dated.published != document.published else None


def _dated(document: Document, found: list[Expression], spans: tuple[Span, ...], settings: Settings) -> Document:
    """Give the document the publication date of its dateline, if that says day, month and year."""
    line = dates.dateline(document.text, document.language)
    inside = [one for one in found if line and line.start <= one.start and one.end <= line.end]
    read = [one for one in resolution.resolve(document, inside, spans, settings) if one.when]
    readings = [one.when for one in read if one.when]
    day = next(
        (one.when.start for one in read if one.when and one.when.precision is Precision.DAY and _says_year(one)), None
    )
    minutes = [
        when.start for when in readings if when.precision is Precision.MINUTE and isinstance(when.start, datetime)
    ]
    moment = next((minute for minute in minutes if day in (None, minute.date())), day)
    return replace(document, published=moment, published_from="dateline") if moment else document


def _says_year(reading: Reading) -> bool:
    """Whether a date says its year in full, in words or in numbers alone."""
    stamp = reading.expression.parts.get("stamp")
    said = reading.when.known if reading.when else frozenset()
    return "year" in said or (isinstance(stamp, Mapping) and not stamp.get("short"))


def _keep(
    inputs: Iterable[Document],
    run: Run,
    settings: Settings,
    pool: Pool,
    progress: Callable[[Document], None] | None,
) -> None:
    """Reads what a store does not know yet, and tells its rows of it."""

    def unknown() -> Iterator[Document]:
        for one in inputs:
            document, same = run.known(one)
            if not same:
                yield document
            elif progress:
                progress(document)
        yield from run.stale()

    for document, packed in pool.stream(partial(_packed, settings=settings), unknown(), length):
        run.keep(document, packed)
        if progress:
            progress(document)
    run.finish(pool)


def _packed(document: Document, settings: Settings) -> Packed:
    """What a store keeps of a document, packed where it was read."""
    from timeline.store.packing import pack  # noqa: PLC0415 - only a build with a store needs one

    return pack(tell(document, settings))


def _named(sources: Source | Iterable[Source]) -> list[str]:
    return [os.fspath(path) for path in ([sources] if isinstance(sources, str | os.PathLike) else sources)]


@contextmanager
def _collecting(problems: list[InputError] | None) -> Iterator[list[InputError]]:
    """The caller's list, or one of our own whose first problem is raised in the end."""
    found: list[InputError] = [] if problems is None else problems
    yield found
    if problems is None and found:
        raise found[0]
