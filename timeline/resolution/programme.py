"""Programmes and agendas: lines that open with a time of the day belong to the day named in a line above them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeline.model import Expression

_MARKS = " \t\u00a0-–—•*·|"
_FAR = 3000
"""Characters below its day down to which an entry still belongs to it."""


@dataclass(slots=True)
class Programme:
    """Where a text stands in a programme: which line is an entry, and the day above it."""

    text: str
    entry: int = -1
    """Where the line of the last entry begins."""
    inside: bool = False
    """Whether the time of the day that is being read stands in that line."""
    day: date | None = None
    at: int = 0

    def reach(self, clock: Expression) -> None:
        """Goes on to a time of the day."""
        line = self.text.rfind("\n", 0, clock.start) + 1
        if not self.text[line : clock.start].strip(_MARKS):
            self.entry = line
        self.inside = line == self.entry

    def note(self, day: date, at: int) -> None:
        """Remembers a day that is named outside the entries, at offset ``at``."""
        if self.entry < 0 or self.text.rfind("\n", 0, at) + 1 != self.entry:
            self.day, self.at = day, at

    @property
    def above(self) -> date | None:
        """The day of the entry that is being read; none outside entries."""
        return self.day if self.inside and self.at < self.entry < self.at + _FAR else None
