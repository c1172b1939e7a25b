"""How far the time expressions of a story go: words that only point to its own time are none, and a length of time goes on
with what fills or bounds it (``two years of war``, ``a year after the treaty``), as TIMEX2 has it; news stops at the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from timeline import languages
from timeline.model import Expression

_FILLED = ("duration", "narrative-reference")
"""What the names of the forms begin with that can be filled: lengths of time, and ``a period``, ``the time``."""


@dataclass(frozen=True, slots=True)
class _Cues:
    unmarked: re.Pattern[str] | None
    """Whole expressions that are left out."""
    filled: re.Pattern[str] | None
    """What right behind an expression says what fills or bounds it."""


@cache
def _cues(language: str) -> _Cues:
    data = languages.load(language, "resolution").get("narrative", {})
    unmarked, filled = (re.compile(data[name]) if name in data else None for name in ("unmarked", "filled"))
    return _Cues(unmarked, filled)


def marked(expressions: Sequence[Expression], text: str, language: str) -> Iterator[Expression]:
    """The expressions of a story, each as far as it goes; none reaches into the next."""
    cues = _cues(language)
    for expression, following in zip_longest(expressions, expressions[1:]):
        if cues.unmarked is not None and cues.unmarked.fullmatch(text, expression.start, expression.end):
            continue
        end = _filled_to(expression, text, cues)
        yield replace(expression, end=end) if following is None or end <= following.start else expression


def _filled_to(expression: Expression, text: str, cues: _Cues) -> int:
    if cues.filled is None or not expression.form.startswith(_FILLED):
        return expression.end
    filled = cues.filled.match(text, expression.end)
    return filled.end() if filled is not None else expression.end
