"""PDF files that hold text: the lines of a paragraph joined again, page after page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, BinaryIO

from timeline.documents import published as dates
from timeline.documents.readers import Content
from timeline.documents.readers.extras import needs
from timeline.errors import InputError
from timeline.model import Moment
from timeline.settings import Settings

if TYPE_CHECKING:
    from pypdf import PdfReader

_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(?:\d{2})?(?:([Z+-])(?:(\d{2})'?(\d{2})?)?)?)?")
_HYPHENATED = re.compile(r"(?<=[a-zà-ÿß])[-\u00ad\u2010]\n(?=[a-zà-ÿß])")
_BULLET = re.compile(r"[^\w\s\"'„“”»«(\[]\s")
_FULL = 0.7
"""A line this long, as a share of the longest, was broken because it was full."""


def read(stream: BinaryIO, _: Settings) -> Iterator[Content | InputError]:
    """One document, dated by its making."""
    with needs("pdf", "pypdf"):
        import pypdf  # noqa: PLC0415
    try:
        reader = pypdf.PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("encrypted with a password; save it again without one")
        pages = [page.extract_text() for page in reader.pages]
        title = reader.metadata.title if reader.metadata else ""
        made = _made(reader)
    except InputError:
        raise
    except ImportError:
        raise InputError("encrypted; save it again without encryption") from None
    except Exception as error:  # the library raises whatever a damaged file makes it raise
        raise InputError("no PDF file, or a damaged one; open it and print it to a new PDF") from error
    if not any(page.strip() for page in pages):
        raise InputError("a scanned PDF without text; run it through text recognition (OCR) first")
    yield Content(
        "\n\n".join(map(_joined, pages)),
        title=title or "",
        published=made,
        published_from=dates.unsure("PDF created") if made else "",
    )


def _made(reader: PdfReader) -> Moment | None:
    """The file's creation date (ISO 32000-1, 7.9.4), read more leniently than the library does: programs write it loosely."""
    said = _DATE.match(str(reader.metadata.creation_date_raw)) if reader.metadata else None
    if said is None:
        return None
    year, month, day, hour, minute, sign, hours, minutes = said.groups()
    try:
        if hour is None:
            return date(int(year), int(month), int(day))
        ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
        return datetime(
            int(year), int(month), int(day), int(hour), int(minute), tzinfo=timezone(ahead) if sign else None
        )
    except ValueError:
        return None


def _joined(page: str) -> str:
    """The lines of a page with those that only go on with a paragraph joined to it."""
    page = _HYPHENATED.sub("", page)
    lines = [line.strip() for line in page.split("\n")]
    full = _FULL * max(map(len, lines))
    pieces: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        goes_on = following and not _BULLET.match(following) and (len(line) >= full or following[0].islower())
        pieces += [line, " " if line and goes_on else "\n"]
    return "".join(pieces).strip()
