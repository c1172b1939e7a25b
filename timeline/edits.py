"""An edited workbook, read back: what its user changed in it, as decisions.

Rows go by their uid and columns by their headings, in any language. The column ``basis`` says what each cell held when
the workbook was written, so that only cells its user has touched count, however old the workbook is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.decision import Action, Decision
from timeline.errors import DecisionError, InputError
from timeline.table.columns import iso
from timeline.table.decided import EDITABLE, said_of
from timeline.writers.labels import key_of
from timeline.writers.text import mark

if TYPE_CHECKING:
    from timeline.store import Store

_REVIEW = "review"
_FIELDS = (*EDITABLE, _REVIEW)
_TRANSLATED = ("kind", "status", _REVIEW)
_MIDNIGHT = "T00:00"
_VERDICTS = {"accepted": Action.ACCEPT, "rejected": Action.REJECT}


@dataclass(frozen=True, slots=True)
class Edit:
    """One changed cell, and what became of it."""

    row: int
    """Its row on the sheet, from 1."""
    uid: str
    field: str
    old: str
    new: str
    number: int = 0
    """The decision it became; 0 for one that was refused."""
    refused: str = ""
    """Why."""


def take(path: Path, store: Store, by: str = "") -> list[Edit]:
    """Takes the changes in an edited workbook as decisions, cell by cell, and returns what became of each.

    A cell is refused when its value makes no sense, or when the row says something else meanwhile than the workbook did.

    :raises InputError: when the file is no workbook with rows
    """
    seen: dict[str, int] = {}
    done: list[Edit] = []
    for row, cells in _rows(path):
        uid = cells.pop("uid", "")
        if not uid:
            done.append(
                Edit(row, "", "uid", "", "", refused="no uid; rows come from documents, so none can be added here")
            )
            continue
        if uid in seen:
            done.append(Edit(row, uid, "uid", "", "", refused=f"stands in row {seen[uid]} already"))
            continue
        seen[uid] = row
        done += _edits(row, uid, cells, store, by)
    return done


def _edits(row: int, uid: str, cells: Mapping[str, str], store: Store, by: str) -> Iterator[Edit]:
    event = store.event(uid)
    marks = cells.get("basis", "").split()
    known = dict(zip(_FIELDS, marks, strict=True)) if len(marks) == len(_FIELDS) else {}
    if event is None:
        yield Edit(row, uid, "uid", "", "", refused="there is no such row; it may have been merged or is gone")
        return
    for field in _FIELDS:
        if field not in cells:
            continue
        new, old = cells[field], said_of(event, field)
        if new.endswith(_MIDNIGHT) and not old.endswith(_MIDNIGHT):
            new = new.removesuffix(_MIDNIGHT)  # a day typed over a time keeps the format of the cell
        if not known and cells.get("revision") != str(event.revision) and mark(new) != mark(old):
            yield Edit(row, uid, field, old, new, refused="the row has changed meanwhile; build and edit anew")
        elif mark(new) not in {mark(old), known.get(field)}:
            if known and known[field] != mark(old):
                why = f"the row has changed meanwhile, to “{old}”; build and edit anew"
                yield Edit(row, uid, field, old, new, refused=why)
            else:
                yield _edit(Edit(row, uid, field, old, new), store, by)


def _edit(edit: Edit, store: Store, by: str) -> Edit:
    action, field, value = Action.EDIT, edit.field, edit.new
    if edit.field == _REVIEW:
        if edit.new in _VERDICTS:
            action, field, value = _VERDICTS[edit.new], "", ""
        elif edit.new == "open":
            action, value = Action.RELEASE, ""
        else:
            return _refused(edit, f"there is no “{edit.new}”; choose from open, accepted, rejected")
    try:
        (number,) = store.decide([Decision(edit.uid, action, field, value, by=by)])
    except DecisionError as error:
        return _refused(edit, str(error).removeprefix(f"{edit.uid}, {edit.field}: "))
    return Edit(edit.row, edit.uid, edit.field, edit.old, edit.new, number)


def _refused(edit: Edit, why: str) -> Edit:
    return Edit(edit.row, edit.uid, edit.field, edit.old, edit.new, refused=why)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row of the sheet of rows: its number, and its cells by key."""
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        book = load_workbook(path)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror or error}); is it open in another program?"
        ) from None
    except Exception as error:
        raise InputError(f"{path}: no Excel workbook that can be read ({error}); save it as .xlsx") from error
    for sheet in book.worksheets:
        rows = sheet.iter_rows()
        keys = [key_of("headings", str(cell.value or "")) for cell in next(rows, ())]
        if {"uid", _REVIEW} <= set(keys):
            for number, cells in enumerate(rows, 2):
                said = {key: _said(key, cell) for key, cell in zip(keys, cells, strict=False) if key}
                if any(said.values()):
                    yield number, said
            return
    raise InputError(f"{path}: no sheet has the columns uid and review; give a timeline.xlsx that timeline build wrote")


def _said(key: str, cell: Any) -> str:
    """What a cell says, as ``timeline.csv`` writes it."""
    value = cell.value
    if isinstance(value, datetime):
        timed = "h" in str(cell.number_format).lower() or (value.hour, value.minute) != (0, 0)
        return iso(value if timed else value.date())
    if isinstance(value, date):
        return iso(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    words = " ".join(str(value).split()) if value is not None else ""
    if key in {"start", "end"}:
        return words.replace(" ", "T")
    return (key_of(key, words) or words) if key in _TRANSLATED else words
