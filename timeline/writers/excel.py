"""Excel files: pages that are written row by row, tables on them, and a file with the same bytes each time.

Everything is streamed (openpyxl's write-only mode), so that a large timeline takes hardly more memory than a small one.
Text is never a formula, and dates outside Excel's calendar (1900-03-01 to 9999-12-31) stay text.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter

from timeline.table.columns import Value, text
from timeline.writers.text import clean, shorten

Row = TypeVar("Row")

LINE = 13.5
"""Points from line to line."""

_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; days before it would be one off."""
_LONGEST_TEXT = 32_767
_MOST_LINKS = 65_530
_QUOTED = ("=", "+", "-", "@")
_DAY_FORMAT, _MINUTE_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_FOLDED_WIDTH = 14
_SAMPLE = 2_000
"""Rows whose texts say how wide a column is."""
_A4 = "9"

_INK, _PALE, _RULE, _BLUE, _DEEP = "1F2933", "7B8794", "D9DEE4", "1D5FA8", "1F3A5F"
_NO_BORDER = Border()
_UNDER = Border(bottom=Side(style="hair", color=_RULE))
_EDGE = Side(style="thin", color=_RULE)
_FRAME = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_FLAT = Alignment(vertical="top", horizontal="left")


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks."""

    font: Font
    fill: PatternFill | None = None
    border: Border = _NO_BORDER
    wrap: bool = True
    vertical: str = "top"


def _font(size: int = 10, color: str = _INK, **more: Any) -> Font:
    return Font(name="Calibri", size=size, color=color, **more)


def _solid(color: str) -> PatternFill:
    return PatternFill("solid", fgColor=color)


PLAIN = Look(_font(), wrap=False)
KEY = Look(_font(bold=True), wrap=False)
RULED = Look(_font(), border=_UNDER)
STRONG = Look(_font(bold=True), border=_UNDER)
LINKED = Look(_font(color=_BLUE, underline="single"), border=_UNDER)
HEADING = Look(_font(color="FFFFFF", bold=True), _solid(_DEEP), _FRAME, vertical="center")
TITLE = Look(_font(16, _DEEP, bold=True), wrap=False)
SMALL = Look(_font(9, _PALE), border=_FRAME)
NOTE = Look(_font())
SQUARE = Look(_font(), border=_FRAME)
BUSY = Look(_font(), _solid("DCE9F7"), _FRAME)
QUIET = Look(_font(), _solid("F4F5F7"), _FRAME)

STRUCK = {"font": Font(strike=True, color=_PALE)}
FAINT = {"font": Font(italic=True, color=_PALE)}
YELLOW, ORANGE, GREEN, RED, VIOLET = (
    {"fill": PatternFill(bgColor=color)} for color in ("FFF3C4", "FFE3D3", "D8F0DC", "F9D7D7", "E3E0F7")
)
"""What a rule makes of the cells it holds for."""


@dataclass(frozen=True, slots=True)
class Field(Generic[Row]):
    """One column of a table as people see it."""

    key: str
    heading: str
    read: Callable[[Row], Value]
    width: int = 0
    """Characters at most; 0 folds the column away."""
    look: Look = RULED
    link: Callable[[Row], str] | None = None
    """A web address, or ``#'Sheet'!A5`` for a place in the workbook; empty for none."""
    choices: tuple[str, ...] = ()
    """A drop-down list."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A conditional format: ``formula`` is about row 2, and holds for the columns ``keys`` (all of them when empty)."""

    formula: Callable[[Callable[[str], str]], str]
    """Gets a function from a column's key to its cell in row 2."""
    look: Mapping[str, Any]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Texts:
    """Words for what has no rows and for a wrong choice from a list."""

    no_rows: str
    choose: str
    page: str


class Book:
    """A workbook to be."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.made = Workbook(write_only=True)

    def page(self, name: str) -> Page:
        """A new sheet after the others."""
        return Page(self.made.create_sheet(name), self.texts)

    def save(self, path: Path, stamp: datetime) -> None:
        """Write the file; ``stamp`` is its time of making, since a clock would change its bytes."""
        self.made.properties.creator = "timeline"
        self.made.properties.created = self.made.properties.modified = stamp
        with _Archive(path, "w", ZIP_DEFLATED) as archive:
            ExcelWriter(self.made, archive).save()


class Page:
    """One sheet, A4 landscape and as wide as the paper, written row by row from the top."""

    def __init__(self, sheet: Any, texts: Texts) -> None:
        self.sheet = sheet
        self.texts = texts
        # openpyxl would look at each cell as if it were a bare value first; without this line all is slower, not wrong.
        sheet._values_to_row = _in_order
        self.height = 0
        """Rows written."""
        self._models: dict[int, Cell] = {}
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.sheet_properties.outlinePr.summaryRight = False
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        margins = sheet.page_margins
        margins.left, margins.right, margins.top, margins.bottom, margins.footer = 0.4, 0.4, 0.5, 0.75, 0.35
        sheet.HeaderFooter.oddFooter.left.text = sheet.title
        sheet.HeaderFooter.oddFooter.right.text = texts.page

    def fit_one_page(self) -> None:
        """Print everything on one page."""
        self.sheet.page_setup.fitToHeight = 1

    def widths(self, widths: Iterable[float]) -> None:
        """Set the columns' widths, in characters; before the first row."""
        for index, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(index)].width = width

    def write(self, *cells: tuple[Value, Look], height: float = LINE + 3) -> None:
        """Write the next row, ``height`` points high."""
        self.append([self.cell(value, look) for value, look in cells], height)

    def across(self, value: str, look: Look, height: float, last: str) -> None:
        """Write one text over the columns A to ``last``."""
        self.sheet.merged_cells.add(f"A{self.height + 1}:{last}{self.height + 1}")
        self.write((value, look), height=height)

    def break_page(self) -> None:
        """Print what follows on a new page."""
        self.sheet.row_breaks.append(Break(id=self.height))

    def cell(self, value: Value, look: Look) -> Cell:
        """A cell of its own."""
        if id(look) not in self._models:
            self._models[id(look)] = _dressed(self.sheet, look)
        made = Cell(self.sheet, 1, 1, style_array=self._models[id(look)]._style)  # type: ignore[attr-defined]
        if isinstance(value, int | float):
            made.value = value
            made.alignment = _FLAT
        elif value is not None:
            made.value = shorten(clean(text(value)), _LONGEST_TEXT) or None
            made.data_type = "s"
        return made

    def append(self, cells: Sequence[Cell | None], height: float) -> None:
        """Write cells as they are."""
        self.height += 1
        self.sheet.row_dimensions[self.height].height = height
        self.sheet.append(cells)
        del self.sheet.row_dimensions[self.height]  # written, and a hundred thousand of them would fill the memory


def write_table(
    page: Page,
    name: str,
    fields: Sequence[Field[Row]],
    rows: Sequence[Row],
    *,
    rules: Sequence[Rule] = (),
    frozen: int = 1,
    most_lines: int = 10,
) -> None:
    """Fill ``page`` with one Excel table called ``name``: headings, ``rows``, filter, lists, conditional formats.

    ``frozen`` columns stay in sight; a row is at most ``most_lines`` high, whatever its longest text.
    """
    sheet = page.sheet
    sheet.freeze_panes = f"{get_column_letter(1 + frozen)}2"
    sheet.print_title_rows = "1:1"
    sample = list(islice(rows, _SAMPLE))
    widths = [_width(one, sample) for one in fields]
    page.widths(widths)
    for index, one in enumerate(fields, start=1):
        if not one.width:
            dimension = sheet.column_dimensions[get_column_letter(index)]
            dimension.outlineLevel, dimension.hidden = 1, True
    page.write(*((one.heading, HEADING) for one in fields), height=2 * LINE)
    columns = [
        _Column(page, index, one, width) for index, (one, width) in enumerate(zip(fields, widths, strict=True), 1)
    ]
    links_left = _MOST_LINKS
    count = 0
    for row in rows:
        count += 1
        cells: list[Cell | None] = []
        lines = 1
        for column in columns:
            cell, height = column.fill(row)
            if cell is not None and column.source.link is not None:
                target = column.source.link(row) if links_left else ""
                links_left -= bool(target)
                cell.hyperlink = _hyperlink(target) if target else None
            cells.append(cell)
            lines = max(lines, height)
        page.append(cells, LINE * min(lines, most_lines) + 3)
    if not count:
        page.write((page.texts.no_rows, PLAIN))
    last = max(count, 1) + 1
    reference = f"A1:{get_column_letter(len(fields))}{last}"
    table = Table(displayName=name, ref=reference)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    table.autoFilter = AutoFilter(ref=reference)
    table.tableColumns = [TableColumn(id=index, name=one.heading) for index, one in enumerate(fields, start=1)]
    sheet.tables.add(table)
    _add_rules(page, fields, rules, last)


def _add_rules(page: Page, fields: Sequence[Field[Any]], rules: Sequence[Rule], last: int) -> None:
    letters = {one.key: get_column_letter(index) for index, one in enumerate(fields, start=1)}
    everything = tuple(letters)
    for rule in rules:
        keys = rule.keys or (everything[0], everything[-1])
        area = f"{letters[keys[0]]}2:{letters[keys[-1]]}{last}"
        formula = rule.formula(lambda key: f"${letters[key]}2")
        page.sheet.conditional_formatting.add(area, FormulaRule([formula], **rule.look))  # type: ignore[no-untyped-call]
    for one in fields:
        if one.choices:
            choice = DataValidation("list", f'"{",".join(one.choices)}"', allow_blank=True, showErrorMessage=True)
            choice.error = page.texts.choose
            choice.add(f"{letters[one.key]}2:{letters[one.key]}{last}")
            page.sheet.data_validations.append(choice)


def _width(one: Field[Row], rows: Sequence[Row]) -> float:
    """No wider than the longest text, so that the other columns print larger."""
    if not one.width:
        return _FOLDED_WIDTH
    longest = max((len(text(one.read(row))) for row in rows), default=0)
    return min(one.width, max(longest + 2, len(one.heading) + 4))


class _Column(Generic[Row]):
    """The cells of one column: one for each look, filled anew for every row, since rows are written as they come."""

    def __init__(self, page: Page, index: int, source: Field[Row], width: float) -> None:
        self.page = page
        self.index = index
        self.source = source
        self.width = width
        self.words = self._slot("General", _WRAPPED)
        self.quoted = self._slot("General", _WRAPPED, quoted=True)
        self.number = self._slot("General", _FLAT)
        self.day = self._slot(_DAY_FORMAT, _FLAT)
        self.minute = self._slot(_MINUTE_FORMAT, _FLAT)

    def fill(self, row: Row) -> tuple[_Slot | None, int]:
        """The cell that shows the row's value, and how many lines it takes."""
        value = self.source.read(row)
        if isinstance(value, datetime):
            if value.date() >= _FIRST_DAY:
                return self.minute.hold(value.replace(tzinfo=None), "d"), 1
        elif isinstance(value, date):
            if value >= _FIRST_DAY:
                return self.day.hold(value, "d"), 1
        elif isinstance(value, int | float):
            return self.number.hold(value, "n"), 1
        words = shorten(clean(text(value)), _LONGEST_TEXT)
        if not words:
            return (self.words.hold(None, "n") if self.source.width else None), 1
        slot = self.quoted if words.startswith(_QUOTED) else self.words
        lines = count_lines(words, self.width) if self.source.width and len(words) * 1.1 > self.width else 1
        return slot.hold(words, "s"), lines

    def _slot(self, number_format: str, alignment: Alignment, *, quoted: bool = False) -> _Slot:
        cell = _dressed(self.page.sheet, self.source.look)
        cell.number_format, cell.alignment = number_format, alignment
        cell.quotePrefix = quoted
        return _Slot(cell, self.index)


class _Slot(Cell):
    """A cell whose style and column are looked up once, not for every row: half the time of a large workbook."""

    __slots__ = ("letter", "look")

    has_style = True

    def __init__(self, model: Cell, index: int) -> None:
        super().__init__(model.parent, row=1, column=index, style_array=model._style)  # type: ignore[attr-defined]
        self.letter = get_column_letter(index)
        self.look = model.style_id

    def __repr__(self) -> str:
        return self.letter

    @property
    def coordinate(self) -> str:
        """Where the cell is now, for instance ``A5``."""
        return f"{self.letter}{self.row}"

    @property
    def style_id(self) -> int:
        """The number of the cell's style in the workbook."""
        return self.look

    def hold(self, value: Value, kind: str) -> _Slot:
        """This cell with a value; ``kind`` is Excel's: ``s`` text, ``n`` number, ``d`` date."""
        self._value, self.data_type = value, kind
        return self


def _in_order(cells: Iterable[Cell | None], number: int) -> Iterator[Cell]:
    """The cells of row ``number``, each in its place."""
    for column, cell in enumerate(cells, start=1):
        if cell is not None:
            cell.row, cell.column = number, column
            if cell.hyperlink is not None:
                cell.hyperlink.ref = cell.coordinate
            yield cell


def count_lines(words: str, width: float) -> int:
    """How many lines ``words`` take in a column ``width`` characters wide, about."""
    room = max(width * 1.05 - 1, 1)
    return sum(1 + int(len(paragraph) / room) for paragraph in words.split("\n"))


def _dressed(sheet: Any, look: Look) -> Cell:
    cell: Cell = WriteOnlyCell(sheet)
    cell.font, cell.border = look.font, look.border
    cell.alignment = Alignment(vertical=look.vertical, wrap_text=look.wrap)
    if look.fill is not None:
        cell.fill = look.fill
    return cell


def _hyperlink(target: str) -> Hyperlink:
    return Hyperlink(ref="", location=target[1:]) if target.startswith("#") else Hyperlink(ref="", target=target)


class _Archive(ZipFile):
    """A ZIP file whose members all bear the format's first day."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Add a member with a fixed time."""
        super().writestr(_member(zinfo_or_arcname), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Add a file with a fixed time."""
        with Path(filename).open("rb") as source, self.open(_member(arcname), "w") as target:
            shutil.copyfileobj(source, target)


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name)
    member.compress_type = ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member
