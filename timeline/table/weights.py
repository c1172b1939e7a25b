"""What one field of two drafts says for one event or against it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

NO = -100.0
"""Against one event whatever else agrees."""


class Weight(NamedTuple):
    """What one field says for one event (above 0) or against it, why, and by which words."""

    points: float
    why: str = ""
    words: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{' '.join((self.why, ', '.join(sorted(self.words)))).strip()} {self.points:+.1f}"


@cache
def plain(points: float, why: str) -> Weight:
    """A weight without words. There are few of them, for very many pairs of drafts."""
    return Weight(points, why)
