"""Word documents (Office Open XML): paragraphs and tables in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO, cast

from timeline.documents import published
from timeline.documents.readers import Content, package
from timeline.documents.readers.extras import needs
from timeline.errors import InputError
from timeline.settings import Settings

_CELL = " | "
_IN_WORK = timedelta(days=31)


def read(stream: BinaryIO, _: Settings) -> Iterator[Content | InputError]:
    """One document; a line for each paragraph and each table row.

    Its date is that of its making, unless it was still changed long after: then a template or an older document was
    its start, and the date says nothing.
    """
    with needs("docx"):
        import docx  # noqa: PLC0415
    try:
        package.check(stream)
        document = docx.Document(stream)
        text = "\n".join(_lines(document))
        title = document.core_properties.title
        made = _made(document.core_properties)
    except InputError:
        raise
    except Exception as error:  # the library raises whatever its parsers raise
        raise InputError("no Word document, or a damaged one; open it and save it again as .docx") from error
    yield Content(
        text, title=title, published=made, published_from=published.unsure("document created") if made else ""
    )


def _made(properties: Any) -> datetime | None:
    made, saved = properties.created, properties.modified
    if made is None or saved is None or saved - made > _IN_WORK:
        return None
    return cast(datetime, made if made.tzinfo else made.replace(tzinfo=UTC))


def _lines(container: Any) -> Iterator[str]:
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            yield ""
            for row in block.rows:
                yield _row(row)
            yield ""
        else:
            yield from block.text.replace("\r", "\n").split("\n")


def _row(row: Any) -> str:
    """The cells of a row; a merged one is listed once."""
    cells: list[str] = []
    before = None
    for cell in row.cells:
        if cell._tc is not before:
            cells.append(" ".join(line.strip() for line in _lines(cell) if line.strip()))
        before = cell._tc
    return _CELL.join(cells)
