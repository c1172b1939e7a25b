"""A length of time beside its start: ``ab 8 Uhr für drei Stunden``, ``begins on Monday and lasts three days``, ``for two weeks from Monday``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.expressions.lexicon import Lexicon
from timeline.model import Expression

_LENGTHS = ("duration", "duration-half")
_CLOCK = ("hour", "minute")
_CALENDAR = ("day", "week", "fortnight", "month")
_DAYS = {"dayrel", "wd", "day", "stamp", "holiday"}
"""Parts of which each names a day."""
_TIED = {"range", "move", "part", "mod"}
"""Parts of what is no plain start."""
_BESIDE = 6
"""Characters between a time of the day and the day behind it (``at 3 pm on Monday``)."""


def lasting(expressions: Sequence[Expression], text: str, lexicon: Lexicon) -> list[Expression]:
    """The same expressions, tied where only ``for`` or its like stands between a start and how long it lasts.

    The two are then the ends of a range; a start behind its length gets it as the part ``lasts``.
    """
    out = list(expressions)
    if lexicon.lasting is None:
        return out
    behind, before, of = lexicon.lasting
    for n, length in enumerate(expressions):
        kind = _kind(length) if length.form in _LENGTHS else ""
        if not kind:
            continue
        if n and behind.fullmatch(text, out[n - 1].end, length.start) and not of.match(text, length.end):
            at = n - 1
            near = n > 1 and out[at].start - out[n - 2].end <= _BESIDE
            if kind == "clock" and near and _timed(out[n - 2]) and not _timed(out[at]):
                at = n - 2
            if _starts(out[at], kind):
                out[at] = _with(out[at], out[at].form, {"range": "from", "onward": True})
                out[n] = _with(length, f"{kind}-length", {"range": "to"})
        elif n + 1 < len(out) and _starts(out[n + 1], kind) and before.fullmatch(text, length.end, out[n + 1].start):
            amount = float(str(length.parts["amount"])) + float(str(length.parts.get("half", 0)))
            out[n + 1] = _with(out[n + 1], out[n + 1].form, {"lasts": (amount, length.parts["unit"])})
    return out


def _with(expression: Expression, form: str, parts: dict[str, object]) -> Expression:
    return replace(expression, form=form, parts={**expression.parts, **parts})


def _kind(length: Expression) -> str:
    """``clock`` for a length of hours or minutes, ``day`` for one of days; empty for what is not to the point."""
    parts = length.parts
    if (
        parts.get("minor_unit", "minute") != "minute"
        or length.form not in _LENGTHS
        or parts.get("mod")
        or not isinstance(parts.get("amount"), int | float)
    ):
        return ""
    return "clock" if parts["unit"] in _CLOCK else "day" if parts["unit"] in _CALENDAR else ""


def _starts(start: Expression, kind: str) -> bool:
    """Whether an expression says when a length of that kind can begin."""
    fits = _timed(start) if kind == "clock" else not _timed(start) and _DAYS & start.parts.keys()
    return bool(fits) and not _TIED & start.parts.keys()


def _timed(expression: Expression) -> bool:
    return expression.form.startswith(("clock", "date-clock"))
