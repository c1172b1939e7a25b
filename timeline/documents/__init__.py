"""Documents in: files of any known format become ``Document`` values with their language and publication date."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from timeline.documents import files, language, published, readers, sentences
from timeline.documents.encoding import printable, whole
from timeline.documents.files import File
from timeline.documents.readers import Content
from timeline.documents.sources import NOTHING, Row, Tables
from timeline.errors import InputError
from timeline.model import Document, Moment
from timeline.settings import Settings

__all__ = ["language", "published", "read", "sentences"]

_TITLE_LENGTH = 200


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
    tables = Tables(problems)
    ids: Counter[str] = Counter()
    collected = files.collect(sources, problems)
    sizes = [file.size for file in collected] if counted else []
    done, total = 0, sum(sizes)
    for number, file in enumerate(collected):
        if counted:
            counted(done, total)
            done += sizes[number]
        row = tables.row(file.path, file.root) if file.id != files.STDIN else NOTHING
        name = printable(str(file.path))
        try:
            for content in _contents(file, settings):
                if isinstance(content, InputError):
                    problems.append(_named(name, content))
                elif not content.text.strip():
                    what = f"{content.part} in it is empty" if content.part else "empty; delete it or put text in it"
                    problems.append(_named(name, what))
                else:
                    key = printable(f"{file.id}#{content.part}") if content.part else file.id
                    ids[key] += 1
                    again = f"#{ids[key]}" if ids[key] > 1 else ""
                    yield _document(f"{key}{again}", content, row, settings, f"{_path(file, content)}{again}")
        except readers.ForeignError as error:
            if file.named:
                problems.append(_named(name, error))
        except InputError as error:
            problems.append(_named(name, error))
        except OSError as error:
            problems.append(_named(name, f"cannot be read ({error.strerror or error}); check its permissions"))
        except RecursionError:
            problems.append(_named(name, "nested too deep to be read; save its text as .txt"))


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


def _document(key: str, content: Content, row: Row, settings: Settings, path: str) -> Document:
    moment, origin = _published(content, row, settings)
    text = whole(content.text)
    main = settings.language or row.language or content.language or language.detect(text)
    return Document(
        id=key,
        text=text,
        language=main,
        passages=() if settings.language else language.passages(text, main),
        published=moment,
        published_from=origin,
        title=whole(row.title or content.title) or _headline(text),
        publisher=whole(row.publisher or content.publisher),
        url=whole(row.url or content.url),
        entry=content.entry,
        dateline=content.dateline,
        path=path,
    )


def _path(file: File, content: Content) -> str:
    """The absolute path of a file and the part in it; empty for standard input."""
    if file.id == files.STDIN:
        return ""
    path = printable(os.path.realpath(file.path))
    return f"{path}#{content.part}" if content.part else path


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
