"""Tables of articles: what each column means, whatever the file they come from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time

from timeline.documents import language, published
from timeline.documents.readers import Content, ForeignError
from timeline.errors import InputError
from timeline.model import Moment

COLUMNS = ("text", "published", "title", "url", "language", "publisher", "id")
_EXPORT = {"uid", "edtf"}


def check(names: Collection[object]) -> None:
    """Raise ``ForeignError`` when the columns ``names`` are those of a table that this program wrote."""
    if set(names) >= _EXPORT:
        raise ForeignError("a table of events that this program wrote; give the documents that they come from")


def columns(names: Sequence[object]) -> dict[str, int]:
    """Where each known column stands under the headings ``names``; raises ``InputError`` when there is no ``text``."""
    headings = ["" if name is None else str(name).strip().lower() for name in names]
    check(headings)
    found = {name: headings.index(name) for name in COLUMNS if name in headings}
    if "text" not in found:
        raise InputError(f"no column text; the columns of articles are {', '.join(COLUMNS)}, all but text optional")
    return found


def article(cells: Mapping[str, object], place: str, part: str) -> Iterator[Content | InputError]:
    """The article in one row, and what in it cannot be used.

    ``place`` is what messages call the row, ``part`` what tells the article from others unless it has an ``id``.
    """
    said = {name: "" if value is None else str(value).strip() for name, value in cells.items() if name in COLUMNS}
    moment, code = None, ""
    try:
        moment = _moment(cells.get("published"))
    except (ValueError, OverflowError):
        message = f"{said['published']!r} is no date; write it as 2025-04-26 or 2025-04-26T02:31"
        yield InputError(f"{place}, column published: {message}")
    try:
        code = language.normalise(said["language"]) if said.get("language") else ""
    except ValueError:
        yield InputError(f"{place}, column language: {said['language']!r} is no language code; write it as de or en")
    text = str(cells["text"]) if cells.get("text") is not None else ""
    yield Content(
        text.replace("\r\n", "\n").replace("\r", "\n"),
        published=moment,
        published_from="article table" if moment else "",
        language=code,
        title=said.get("title", ""),
        publisher=said.get("publisher", ""),
        url=said.get("url", ""),
        part=said.get("id") or part,
    )


def _moment(value: object) -> Moment | None:
    """A cell as a date; spreadsheets write a day as its midnight."""
    if isinstance(value, datetime):
        return value.date() if value.tzinfo is None and value.time() == time() else value
    if isinstance(value, date):
        return value
    return published.parse(str(value)) if value not in (None, "") else None
