"""What is shown on a terminal, or written plainly into a pipe."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from timeline.model import Document

PIPE_WIDTH = 140
_OFTEN = 0.1
"""Seconds between two looks of a bar."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def say(text: str = "", style: str = "") -> None:
    """Print text as it is, wrapped to the terminal; a document's control characters never reach it."""
    _console().print(Text(_clean(text), style), soft_wrap=not sys.stdout.isatty())


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their headings; cells that do not fit are wrapped."""
    shown = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*(Text(_clean(cell)) for cell in row))
    console = _console()
    with console.capture() as captured:
        console.print(shown)
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def note(text: str) -> None:
    """Print one line on standard error, where there is a terminal to read it."""
    if sys.stderr.isatty():
        Console(stderr=True, highlight=False, markup=False).print(Text(_clean(text)))


class Bar:
    """How far a reading is: documents so far and a second, and the time that is left, by the bytes of the files."""

    def __init__(self, bar: Progress, label: str) -> None:
        self._bar = bar
        self._task = bar.add_task(label, total=None, documents=0, rate="")
        self._began = self._shown = time.monotonic()
        self._documents = 0

    def document(self, document: Document) -> None:
        """One more document is done."""
        self._documents += 1
        seconds = time.monotonic() - self._began
        rate = f"{self._documents / seconds:.0f}/s" if seconds > 1 else ""
        self._bar.update(self._task, advance=len(document.text), documents=self._documents, rate=rate)
        self._show()

    def counted(self, done: int, total: int) -> None:
        """So many bytes of all have been read."""
        self._bar.update(self._task, completed=done, total=total or None)
        self._show()

    def _show(self) -> None:
        """Shows the bar anew, now and then."""
        if time.monotonic() - self._shown >= _OFTEN:
            self._bar.refresh()
            self._shown = time.monotonic()


@contextmanager
def progress(label: str, *, quiet: bool = False) -> Iterator[Bar]:
    """A bar on standard error; nothing at all when ``quiet`` or when that is no terminal."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[documents]} documents {task.fields[rate]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,  # a thread of its own would keep the work from starting copies of this process
        disable=quiet or not sys.stderr.isatty(),
    )
    with bar:
        yield Bar(bar, label)


@cache
def _console() -> Console:
    return Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
