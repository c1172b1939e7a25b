"""How far the time expressions of a story go, where that is not as far as in news: words that only point to its own time are
none, a language may leave the article out, and a length of time goes on with what fills or bounds it, as TIMEX2 has it
(``two years of war``, ``a year after the treaty``).
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
_BLANK = r"(?:[^\S\n]|\n(?!\s*\n))+"
"""White space within a paragraph."""
_WORD = '["“”\\w’\'-]*\\w["“”’]?'
_LONGEST = 9
"""Words that fill a length of time, at most: what has no end after so many is no phrase."""


@dataclass(frozen=True, slots=True)
class _Cues:
    unmarked: re.Pattern[str] | None
    """Whole expressions that are left out."""
    opening: re.Pattern[str] | None
    """What an expression of a form in ``bare`` does not begin with."""
    bare: frozenset[str]
    filling: re.Pattern[str] | None
    """What right behind an expression fills or bounds it."""


@cache
def _cues(language: str) -> _Cues:
    data = languages.load(language, "resolution").get("narrative", {})
    unmarked, opening = (re.compile(data[name]) if name in data else None for name in ("unmarked", "opening"))
    filling = _filling(data["filled_by"], data["filled_until"]) if "filled_by" in data else None
    return _Cues(unmarked, opening, frozenset(data.get("bare", ())), filling)


def _filling(by: Sequence[str], until: Sequence[str]) -> re.Pattern[str]:
    """Begins with one of the words ``by``; a mark ends it, or one of the words ``until``."""
    end = f"(?:{'|'.join(until)})\\b"
    words = rf"(?:{_BLANK}(?!{end}){_WORD}){{1,{_LONGEST}}}"
    return re.compile(rf"{_BLANK}(?:{'|'.join(by)}){words}(?=[,.;:)]|\s+{end})")


def marked(expressions: Sequence[Expression], text: str, language: str) -> Iterator[Expression]:
    """The expressions of a story, each as far as it goes; none reaches into the next."""
    cues = _cues(language)
    for expression, following in zip_longest(expressions, expressions[1:]):
        if cues.unmarked is not None and cues.unmarked.fullmatch(text, expression.start, expression.end):
            continue
        start, end = _opened_at(expression, text, cues), _filled_to(expression, text, cues)
        apart = following is None or end <= following.start
        yield replace(expression, start=start, end=end if apart else expression.end)


def _opened_at(expression: Expression, text: str, cues: _Cues) -> int:
    if cues.opening is None or expression.form not in cues.bare:
        return expression.start
    opening = cues.opening.match(text, expression.start, expression.end)
    return opening.end() if opening is not None else expression.start


def _filled_to(expression: Expression, text: str, cues: _Cues) -> int:
    if cues.filling is None or not expression.form.startswith(_FILLED):
        return expression.end
    filling = cues.filling.match(text, expression.end)
    return filling.end() if filling is not None else expression.end
