"""``sources.csv``, beside the documents, says what the files themselves do not.

Columns ``file,published,language,publisher,title,url``, all but ``file`` optional; separated by commas, semicolons or
tabs. ``file`` is a path below the folder of the ``sources.csv``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType

from timeline.documents import encoding, language, published
from timeline.documents.readers import SOURCES
from timeline.errors import InputError, SourcesError
from timeline.model import Moment

COLUMNS = ("file", "published", "language", "publisher", "title", "url")
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """What ``sources.csv`` says of one file."""

    published: Moment | None = None
    """As said: with a zone where the cell has one."""
    language: str = ""
    publisher: str = ""
    title: str = ""
    url: str = ""


NOTHING = Row()


class Tables:
    """The ``sources.csv`` of every folder on the way, each read once; what is wrong in them goes to ``problems``."""

    def __init__(self, problems: list[InputError]) -> None:
        self._problems = problems
        self._read: dict[Path, Mapping[str, Row]] = {}

    def row(self, path: Path, root: Path) -> Row:
        """What the nearest ``sources.csv`` between the file at ``path`` and the folder ``root`` says of it."""
        for folder in path.parents:
            found = self._table(folder).get(path.relative_to(folder).as_posix())
            if found is not None:
                return found
            if folder == root:
                break
        return NOTHING

    def _table(self, folder: Path) -> Mapping[str, Row]:
        if folder not in self._read:
            path = folder / SOURCES
            self._read[folder] = read(path, self._problems) if path.is_file() else MappingProxyType({})
        return self._read[folder]


def read(path: Path, problems: list[InputError]) -> Mapping[str, Row]:
    """The rows of the ``sources.csv`` at ``path`` by their ``file``; broken ones are named in ``problems`` and left out."""
    name = encoding.printable(str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(SourcesError(f"{name}: cannot be read ({error.strerror}); check its permissions"))
        return MappingProxyType({})
    return parse(name, data, lambda file: (path.parent / file).is_file(), problems)


def parse(path: str, data: bytes, exists: Callable[[str], bool], problems: list[InputError]) -> Mapping[str, Row]:
    """The rows in ``data`` by their ``file``; ``path`` is what the messages call it, ``exists`` says what is beside it."""
    rows: dict[str, Row] = {}
    try:
        for line, cells in _records(path, encoding.decode(data)):
            try:
                name, row = _row(path, line, cells, exists, problems)
            except SourcesError as error:
                problems.append(error)
                continue
            if name in rows:
                problems.append(_error(path, line, "file", f"{name} is listed twice; keep one row for each file"))
            else:
                rows[name] = row
    except SourcesError as error:
        problems.append(error)
    except InputError as error:
        problems.append(SourcesError(f"{path}: {error}"))
    except csv.Error as error:
        problems.append(SourcesError(f"{path}: not a CSV file ({error}); save it again as CSV in UTF-8"))
    return MappingProxyType(rows)


def _records(path: str, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each record with the line it begins at, its cells by column."""
    head = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] = []
    line = 1
    for cells in reader:
        if not any(map(str.strip, cells)):
            pass
        elif not header:
            header = [cell.strip().lower() for cell in cells]
            _check_header(path, line, header)
        elif len(cells) > len(header) and any(map(str.strip, cells[len(header) :])):
            message = (
                f"{len(cells)} cells under {len(header)} headings; put a value that holds a {delimiter!r} in quotes"
            )
            yield line, {"": message}
        else:
            yield line, {name: cell.strip() for name, cell in zip_longest(header, cells[: len(header)], fillvalue="")}
        line = reader.line_num + 1
    if not header:
        raise SourcesError(f"{path}: is empty; its first line has to name the columns, {','.join(COLUMNS)}")


def _check_header(path: str, line: int, header: list[str]) -> None:
    for name in header:
        if name not in COLUMNS:
            raise _error(path, line, name or "(no name)", f"unknown column; the columns are {', '.join(COLUMNS)}")
        if header.count(name) > 1:
            raise _error(path, line, name, "named twice; name each column once")
    if "file" not in header:
        raise _error(path, line, "file", f"missing; the columns are {', '.join(COLUMNS)}, all but file optional")


def _row(
    path: str, line: int, cells: Mapping[str, str], exists: Callable[[str], bool], problems: list[InputError]
) -> tuple[str, Row]:
    if "" in cells:
        raise SourcesError(f"{path}, line {line}: {cells['']}")
    name = cells["file"].replace("\\", "/").removeprefix("./")
    if not name:
        raise _error(path, line, "file", "empty; name the file that this row describes")
    if not exists(name):
        raise _error(path, line, "file", f"there is no file {name} beside it; correct the name or delete the row")
    moment, code = None, ""
    if said := cells.get("published"):
        try:
            moment = published.parse(said)
        except (ValueError, OverflowError):
            message = f"{said!r} is no date; write it as 2025-04-26 or 2025-04-26T02:31"
            problems.append(_error(path, line, "published", message))
    if said := cells.get("language"):
        try:
            code = language.normalise(said)
        except ValueError:
            problems.append(_error(path, line, "language", f"{said!r} is no language code; write it as de or en"))
    return name, Row(moment, code, cells.get("publisher", ""), cells.get("title", ""), cells.get("url", ""))


def _error(path: str, line: int, column: str, message: str) -> SourcesError:
    return SourcesError(f"{path}, line {line}, column {column}: {message}")
