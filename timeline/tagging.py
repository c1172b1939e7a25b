"""``timeline tag``: time expressions as TIMEX3 attributes (TimeML 1.2.1), one JSON line for each document."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, cast

from timeline import documents
from timeline.documents.language import detect
from timeline.errors import InputError, UsageError
from timeline.model import Document, Reading
from timeline.options import moment
from timeline.pipeline import resolve
from timeline.settings import Settings
from timeline.summary import interval
from timeline.table.columns import iso
from timeline.terminal import say, table
from timeline.writers.atomic import batch

STDIN = "-"

NARRATIVE = frozenset({"narrative", "wiki"})
"""Values of ``genre`` for texts that are anchored to the date last spoken of rather than to their publication."""

Tagged = tuple[Document, tuple[Reading, ...]]


def tag(name: str, output: Path | None, settings: Settings) -> list[InputError]:
    """Tag the file ``name`` (``-``: standard input) and return what could not be read.

    JSON lines give JSON lines; of a document, the expressions are printed as a table, or written as a JSON line where
    there is an ``output``.
    """
    problems: list[InputError] = []
    in_lines = _holds_records(name)
    inputs = _records(name, settings, problems) if in_lines else documents.read([name], settings, problems)
    tagged = ((document, resolve(document, settings)[2]) for document in inputs)
    if output:
        with batch(output.parent) as files:
            with files.prepare(output.name).open("wb") as file:
                file.writelines(map(_line, tagged))
            files.publish()
    elif in_lines:
        sys.stdout.buffer.writelines(map(_line, tagged))
    else:
        for one in tagged:
            _show(one)
    return problems


def _holds_records(name: str) -> bool:
    """Whether this is JSON lines: by the name of a file, by the first character of standard input."""
    if name == STDIN:
        head: bytes = cast(BufferedReader, sys.stdin.buffer).peek()
        return head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{")
    return Path(name).suffix in {".jsonl", ".ndjson"}


def _records(name: str, settings: Settings, problems: list[InputError]) -> Iterator[Document]:
    """The documents of JSON lines; a line that breaks the contract is named in ``problems`` and left out."""
    if name == STDIN:
        yield from _parsed(sys.stdin.buffer, "standard input", settings, problems)
        return
    try:
        with Path(name).open("rb") as file:
            yield from _parsed(file, name, settings, problems)
    except OSError as error:
        problems.append(InputError(f"{name}: cannot be read ({error.strerror}); name a file of JSON lines"))


def _parsed(lines: BinaryIO, name: str, settings: Settings, problems: list[InputError]) -> Iterator[Document]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _document(json.loads(line.decode("utf-8-sig")), str(number), settings)
            except (ValueError, UsageError) as error:
                problems.append(InputError(f"{name}, line {number}: {error}; the line was left out"))


def _document(record: Any, number: str, settings: Settings) -> Document:
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ValueError('no JSON object with a "text"')
    published = moment(str(record.get("published") or ""), settings.timezone) or settings.published
    return Document(
        id=str(record.get("id", number)),
        text=record["text"],
        language=str(record.get("language") or settings.language or detect(record["text"])),
        published=published,
        published_from="given" if published else "",
        genre=_genre(record.get("genre")),
    )


def _genre(said: object) -> str:
    """The genre of a record; empty where it gives none, and the text has to tell."""
    return ("narrative" if said in NARRATIVE else "news") if said else ""


def _line(tagged: Tagged) -> bytes:
    document, readings = tagged
    line = json.dumps({"id": document.id, "expressions": list(map(_attributes, readings))}, ensure_ascii=False)
    return line.encode("utf-8", "backslashreplace") + b"\n"


def _attributes(reading: Reading) -> dict[str, Any]:
    """An expression as the contract of the command has it; one that is unresolved has empty attributes and no dates."""
    when = reading.when
    timex = when.timex if when else None
    return {
        "start": reading.expression.start,
        "end": reading.expression.end,
        "text": reading.text,
        "type": timex.type if timex else "",
        "value": timex.value if timex else "",
        "mod": timex.mod if timex else "",
        "quant": timex.quant if timex else "",
        "freq": timex.freq if timex else "",
        "date_start": (iso(when.start) or None) if when else None,
        "date_end": (iso(when.end) or None) if when else None,
        "precision": when.precision.value if when and (when.dated or when.edtf) else "",
    }


def _show(tagged: Tagged) -> None:
    document, readings = tagged
    say(f"{document.id}: {len(readings)} time expressions", "bold")
    table(("Offsets", "Expression", "Type", "Value", "Dates", "Precision"), map(_row, readings))


def _row(reading: Reading) -> tuple[str, ...]:
    offsets = f"{reading.expression.start}–{reading.expression.end}"
    when = reading.when
    if when is None:
        return offsets, reading.text, "", "", reading.reason, ""
    dates = interval(when)
    return offsets, reading.text, when.timex.type, when.timex.value, dates, when.precision if dates else ""
