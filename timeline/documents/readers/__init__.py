"""One small module per format. Each has ``read(stream)``, which yields what the file holds: its documents, or what is wrong.

A format is added by its module and a line in ``_MODULES``. The modules, and with them their libraries, are imported when
the first file of their kind is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO, Protocol, cast

from timeline.errors import InputError
from timeline.model import Entry, Moment
from timeline.settings import Settings

_MODULES = {
    ".atom": "feed",
    ".csv": "delimited",
    ".docx": "docx",
    ".eml": "mail",
    ".htm": "html",
    ".html": "html",
    ".ics": "calendar",
    ".jsonl": "jsonlines",
    ".markdown": "markdown",
    ".mbox": "mail",
    ".md": "markdown",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".msg": "outlook",
    ".ndjson": "jsonlines",
    ".parquet": "parquet",
    ".pdf": "pdf",
    ".rss": "feed",
    ".text": "plain",
    ".tsv": "delimited",
    ".txt": "plain",
    ".xhtml": "html",
    ".xlsx": "workbook",
    ".xml": "feed",
    ".zip": "archive",
}

ARCHIVE = ".zip"

SOURCES = "sources.csv"
"""The file beside the documents that describes them."""

LIMIT = 16 * 1024 * 1024
"""Bytes that one document may have in a format that is taken apart in memory, where it is ten times as large and more."""

ATTACHED = 64 * 1024 * 1024
"""The same for one with attachments."""


class ForeignError(InputError):
    """A file of a suffix that documents share with other things, and none of them: to be named only to who named it."""


@dataclass(frozen=True, slots=True)
class Content:
    """One document as its format tells it; empty fields are not said there."""

    text: str
    """As a reader sees it: paragraphs, headings and table rows on lines of their own."""
    published: Moment | None = None
    """As said: with a zone where the format has one."""
    published_from: str = ""
    language: str = ""
    """ISO 639-1, where the author says it."""
    title: str = ""
    publisher: str = ""
    url: str = ""
    part: str = ""
    """Which one it is, in a file of several documents: a Message-ID, an address, a path."""
    entry: Entry | None = None
    """What it says as the entry of a calendar."""
    dateline: str = ""
    """The dateline of a text of which it is a later part."""


class Reader(Protocol):
    """What each module of this package is."""

    def read(self, stream: BinaryIO, settings: Settings, /) -> Iterator[Content | InputError]:
        """The documents in ``stream``, which is seekable; raises ``InputError`` (without a file name) when there is
        nothing to be had.

        Yields an ``InputError`` for what is wrong with one document or one field while the rest goes on.
        """


def suffixes() -> tuple[str, ...]:
    """The file name endings that can be read, sorted."""
    return tuple(sorted(_MODULES))


def known(suffix: str) -> bool:
    """Whether files that end in ``suffix`` can be read."""
    return suffix.lower() in _MODULES


def wanted(name: str) -> bool:
    """Whether a file called ``name`` is a document: neither hidden, nor a lock file, nor of an unknown kind."""
    return not name.startswith((".", "~$")) and name != SOURCES and known(PurePath(name).suffix)


def reader(suffix: str) -> Reader:
    """The reader for files that end in ``suffix``."""
    return cast(Reader, import_module(f"{__name__}.{_MODULES[suffix.lower()]}"))


def whole(stream: BinaryIO, limit: int = 0) -> bytes:
    """All that is in ``stream``; raises ``InputError`` when it is more than ``limit``, or else ``LIMIT``, bytes."""
    limit = limit or LIMIT
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"more than {limit // 1024**2} MB in one document; split it into smaller files")
    return data
