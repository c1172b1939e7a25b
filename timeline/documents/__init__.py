"""Documents in: files of any known format become ``Document`` values with their language and publication date."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from types import MappingProxyType
from typing import BinaryIO, cast

from timeline.documents import files, language, published, readers, sentences
from timeline.documents.encoding import printable, whole
from timeline.documents.files import File
from timeline.documents.readers import Content
from timeline.documents.sources import NOTHING, Row, Tables
from timeline.errors import InputError
from timeline.model import Document, Moment
from timeline.settings import Settings

__all__ = ["Origin", "language", "of_contents", "of_files", "origin", "published", "read", "sentences"]

_TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Origin:
    """A file as its documents name it, and what is known of it before it is read."""

    id: str
    name: str
    """What messages call it."""
    row: Row = NOTHING
    """What ``sources.csv`` says of it."""
    path: str = ""
    """The absolute path; empty for standard input."""
    named: bool = False
    """Whether it was given by its name, not found in a folder or by a pattern."""


def read(
    sources: Iterable[str],
    settings: Settings,
    problems: list[InputError],
    counted: Callable[[int, int], None] | None = None,
) -> Iterator[Document]:
    """The documents of ``sources`` (files, folders, globs, ``-`` for standard input), one after the other.

    Whatever cannot be read is appended to ``problems`` as ``InputError`` or ``SourcesError``; the rest goes on.
    ``counted`` is told before each file how many bytes of files have been read, of how many.
    """
    yield from of_files(files.collect(sources, problems), settings, problems, counted)


def of_files(
    collected: Sequence[File],
    settings: Settings,
    problems: list[InputError],
    counted: Callable[[int, int], None] | None = None,
) -> Iterator[Document]:
    """The same of files that have been collected."""
    tables = Tables(problems)
    sizes = [file.size for file in collected] if counted else []
    done, total = 0, sum(sizes)
    for number, file in enumerate(collected):
        if counted:
            counted(done, total)
            done += sizes[number]
        yield from of_contents(origin(file, tables), _contents(file, settings), settings, problems)


def origin(file: File, tables: Tables) -> Origin:
    """What is known of a file before it is read."""
    stdin = file.id == files.STDIN
    return Origin(
        file.id,
        printable(str(file.path)),
        NOTHING if stdin else tables.row(file.path, file.root),
        "" if stdin else printable(os.path.realpath(file.path)),
        file.named,
    )


def of_contents(
    origin: Origin,
    contents: Iterable[Content | InputError],
    settings: Settings,
    problems: list[InputError],
    seen: Mapping[str, int] = MappingProxyType({}),
) -> Iterator[Document]:
    """The documents of one file, or of a part of it; what is wrong in it, or with it, is appended to ``problems``.

    ``seen`` is how many documents of each id come before that part.
    """
    ids = Counter(seen)
    try:
        for content in contents:
            if isinstance(content, InputError):
                problems.append(_named(origin.name, content))
            elif not content.text.strip():
                what = f"{content.part} in it is empty" if content.part else "empty; delete it or put text in it"
                problems.append(_named(origin.name, what))
            else:
                key = printable(f"{origin.id}#{content.part}") if content.part else origin.id
                ids[key] += 1
                again = f"#{ids[key]}" if ids[key] > 1 else ""
                yield _document(f"{key}{again}", content, origin, settings, again)
    except readers.ForeignError as error:
        if origin.named:
            problems.append(_named(origin.name, error))
    except InputError as error:
        problems.append(_named(origin.name, error))
    except OSError as error:
        problems.append(_named(origin.name, f"cannot be read ({error.strerror or error}); check its permissions"))
    except RecursionError:
        problems.append(_named(origin.name, "nested too deep to be read; save its text as .txt"))


def _named(name: str, message: object) -> InputError:
    return InputError(printable(f"{name}: {message}"))


def _contents(file: File, settings: Settings) -> Iterator[Content | InputError]:
    if file.id == files.STDIN:
        with SpooledTemporaryFile(max_size=readers.LIMIT) as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
            stream.seek(0)
            yield from readers.reader(".txt").read(cast(BinaryIO, stream), settings)
        return
    with file.path.open("rb") as stream:
        yield from readers.reader(file.path.suffix).read(stream, settings)


def _document(key: str, content: Content, origin: Origin, settings: Settings, again: str) -> Document:
    row = origin.row
    moment, found = _published(content, row, settings)
    text = whole(content.text)
    main = settings.language or row.language or content.language or language.detect(text)
    part = f"#{content.part}" if content.part else ""
    return Document(
        id=key,
        text=text,
        language=main,
        passages=() if settings.language else language.passages(text, main),
        published=moment,
        published_from=found,
        title=whole(row.title or content.title) or _headline(text),
        publisher=whole(row.publisher or content.publisher),
        url=whole(row.url or content.url),
        entry=content.entry,
        dateline=content.dateline,
        path=f"{origin.path}{part}{again}" if origin.path else "",
    )


def _published(content: Content, row: Row, settings: Settings) -> tuple[Moment | None, str]:
    """The most trusted publication date and where it was found."""
    for moment, origin in (
        (settings.published, "given"),
        (row.published, "sources.csv"),
        (content.published, content.published_from),
    ):
        if moment is not None:
            return published.local(moment, settings.timezone), origin
    return None, ""


def _headline(text: str) -> str:
    """The first line, where more follows and it is no paragraph."""
    first, _, rest = text.strip().partition("\n")
    return first.strip() if rest and len(first) <= _TITLE_LENGTH else ""
