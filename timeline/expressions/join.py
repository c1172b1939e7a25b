"""Ties neighbouring expressions: a range (``Mai bis Juni 1916``), a list that shares a month or year, a date with its time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from timeline.expressions.grammar import Found
from timeline.expressions.lexicon import Lexicon, Token
from timeline.expressions.relative import COUNTED_ON
from timeline.model import Expression

_INHERITED = ("month", "year", "short", "era", "deixis", "unit")
"""What the left part of a range or list takes from the right one when it does not say it."""

_BEFORE = 80
"""Characters before a range in which a verb of moving is looked for."""
_LABEL = 24
"""Characters before an hour in which its label stands."""
_DAYS = {"dayrel", "wd", "compound", "day", "stamp"}
"""Parts of which each names a day."""
_WEEKDAY = {"wd", "compound"}
"""Parts that name a weekday, alone or in one word with its part (``Freitagabend``)."""
_YEARLY = {"holiday", "day", "month", "stamp"}
_JOINTS = ("TO", "DASH", "AND", "ONTO")
"""Meanings of what stands between the ends of a range; ``and`` only behind ``between``."""
_GLUE = {"ARTICLE", "CONTRACTION", "PREPOSITION", "OF"}


def join(found: list[Found], tokens: Sequence[Token], text: str, moved: re.Pattern[str] | None) -> None:
    """Marks ranges (``range``: from, to) and moves (``move``: from, to), and shares month and year leftwards.

    ``moved`` finds, right before a range, what makes it a move (``postponed from Tuesday to Thursday``).
    """
    for left, right in reversed(list(pairwise(found))):
        between = _between_ends(left, right, tokens)
        if len(between) > 4 or not between:
            continue
        kinds = [set(t.meanings) for t in between]
        for before, kind in pairwise(kinds):
            if "AT" in kind and before & {"AND", "COMMA"}:
                # "A las 10 y a las 12": where one word is "at" and "to", it is "at" behind another joint.
                kind.discard("TO")
        if not all(k & (_GLUE | {"TO", "ONTO", "DASH", "AND", "COMMA", "SLASH"}) for k in kinds):
            continue
        ranged = any(k & {"TO", "DASH"} for k in kinds) or (any("AND" in k for k in kinds) and _between(left, tokens))
        listed = any(k & {"AND", "COMMA", "SLASH"} for k in kinds)
        onto = not ranged and any("ONTO" in k for k in kinds)
        if not (ranged or listed or onto):
            continue
        if not _alike(left, right):
            if ranged and "clock" in left.parts and _DAYS & right.parts.keys():
                # "From 2 p.m. till tomorrow": the hour is not one of the day up to which it goes.
                left.parts["range"], right.parts["range"] = "from", "to"
            continue
        night = left.parts.get("daypart") == "NI"
        if onto and "range" not in left.parts and not night and not goes_on(tokens, left.first):
            left.parts["move"], right.parts["move"] = "from", "to"
            _share(left, right, True)
            continue
        if listed and not ranged and "wd" in left.parts and "wd" in right.parts:
            right.parts["listed"] = True
        ranged = ranged or onto
        if ranged and _two_dates(left, right, tokens):
            continue
        if ranged and "range" not in left.parts and "range" not in right.parts:
            left.parts["range"], right.parts["range"] = "from", "to"
        _share(left, right, ranged)
    for opener, left, right in [*_join_beside_hours(found, tokens), *((a, a, b) for a, b in pairwise(found))]:
        tied = left.parts.get("range") == "from" and "to" in (right.parts.get("range"), right.parts.get("move"))
        if tied and moved:
            start = tokens[opener.first].start
            if moved.search(text, max(start - _BEFORE, 0), start):
                left.parts["move"], right.parts["move"] = left.parts.pop("range"), "to"
                right.parts.pop("range", None)


def _two_dates(left: Found, right: Found, tokens: Sequence[Token]) -> bool:
    """``was extended in July until March 2028``: a month "in" which something was done, and the one up to which it now lasts.

    That of a year before is none from which it lasts.
    """
    if "month" not in left.parts or {"year", "day"} & left.parts.keys() or "year" not in right.parts:
        return False
    opener = tokens[left.first - 1].meanings if left.first > 0 else {}
    led = ("IN" in opener or opener.get("CONTRACTION", "from") != "from") and "FROM" not in opener
    return led and left.parts["month"] > right.parts.get("month", 0)


def _between_ends(left: Found, right: Found, tokens: Sequence[Token]) -> Sequence[Token]:
    """What stands between two expressions; an article in one word with "to" ("del lunes al viernes") says it inside the second."""
    opening = tokens[right.first]
    return tokens[left.last + 1 : right.first + ({"TO", "ARTICLE"} <= opening.meanings.keys())]


def _join_beside_hours(found: Sequence[Found], tokens: Sequence[Token]) -> list[tuple[Found, Found, Found]]:
    """Marks the first and the last day of a range, or of a move, that stand beside their hours.

    ``from 6pm on Friday until 7.30am the next day``, ``between Friday at 6pm and Monday at 7am``. Gives what each begins with
    (the day or the hour before it), and its two days.
    """
    pairs = []
    days = [n for n, each in enumerate(found) if "clock" not in each.parts and _names_day(each)]
    for n, m in pairwise(days):
        left, right, hours = found[n], found[m], found[n + 1 : m]
        tied = {"range", "move"} & left.parts.keys() or right.parts.get("range") == "from"
        if tied or not hours or not all("clock" in hour.parts for hour in hours):
            continue
        opener = found[n - 1] if n and "clock" in found[n - 1].parts and _next(found[n - 1], left) else left
        gaps = [_between_ends(a, b, tokens) for a, b in pairwise([left, *hours, right])]
        joint = _until(gaps, hours, right, _between(opener, tokens))
        if joint:
            kind = "move" if joint == "ONTO" and not goes_on(tokens, opener.first) else "range"
            left.parts[kind], right.parts[kind] = "from", "to"
            if right.form not in COUNTED_ON:
                _share(left, right, True)
            pairs.append((opener, left, right))
    return pairs


def _names_day(found: Found) -> bool:
    counted = found.form in COUNTED_ON and (
        found.parts.get("unit") == "day" or {"daypart", "shifted"} & found.parts.keys()
    )
    return bool(
        counted or ({*_DAYS, "holiday"} & found.parts.keys() and found.parts.keys().isdisjoint({"repeat", "nth"}))
    )


def _next(left: Found, right: Found) -> bool:
    return right.first - left.last <= 2


def _until(gaps: Sequence[Sequence[Token]], hours: Sequence[Found], right: Found, between: bool) -> str:
    """What says once, before the last of two days or its hour, that something lasts until then; empty where nothing does."""
    kinds = [[t.meanings.keys() for t in gap] for gap in gaps]
    if any(len(gap) > 4 or not all(k & {*_GLUE, *_JOINTS, "COMMA", "OCLOCK"} for k in gap) for gap in kinds):
        return ""
    at = [(n, joint) for n, gap in enumerate(kinds) for k in gap if "AT" not in k for joint in _JOINTS if joint in k]
    if len(at) != 1 or (at[0][1] == "AND" and not between):
        return ""
    where, joint = at[0]
    if where == len(gaps) - 1:
        return joint
    # "until 6am on Sunday", "to 6am the following day"; in a programme the next day follows with its own hours.
    counted, tied = right.form in COUNTED_ON, hours[-1].parts.get("range") == "to"
    last = kinds[-1]
    beside = where == len(gaps) - 2 and (counted or (bool(last) and not tied)) and not any("COMMA" in k for k in last)
    return joint if beside else ""


def labelled(expressions: list[Expression], text: str, lexicon: Lexicon) -> list[Expression]:
    """The same expressions, with two hours as the ends of a range where labels say so (``Beginn: 18 Uhr, Ende: 20 Uhr``)."""
    if lexicon.labels is None:
        return expressions
    begin, end = lexicon.labels
    out = list(expressions)
    for n, (left, right) in enumerate(pairwise(expressions)):
        hours = "clock" in left.parts and "clock" in right.parts and not {"range", "move"} & {*left.parts, *right.parts}
        ends = hours and end.fullmatch(text, left.end, right.start)
        if ends and begin.search(text, max(left.start - _LABEL, 0), left.start):
            out[n] = replace(left, parts={**left.parts, "range": "from"})
            out[n + 1] = replace(right, parts={**right.parts, "range": "to"})
    return out


def goes_on(tokens: Sequence[Token], first: int) -> bool:
    """Whether a night or weekend stands before two days, so that it goes on from one to the other (``vom 24. auf den 25.``)."""
    return any({"NIGHT", "WEEKEND"} & t.meanings.keys() for t in tokens[max(first - 2, 0) : first])


def _between(left: Found, tokens: Sequence[Token]) -> bool:
    """Whether ``zwischen``/``between`` stands before the first of two."""
    before = tokens[max(left.first - 2, 0) : left.first]
    return any("BETWEEN" in t.meanings for t in before)


def _alike(left: Found, right: Found) -> bool:
    """Whether two expressions are of one kind, so that one can end where the other began."""
    for part in ("clock", "wd", "day", "month", "year", "season", "week", "dayrel", "stamp"):
        if part in left.parts and part in right.parts:
            return True
    if ("holiday" in left.parts and _YEARLY & right.parts.keys()) or (
        "holiday" in right.parts and _YEARLY & left.parts.keys()
    ):
        return True
    if _WEEKDAY & left.parts.keys() and _WEEKDAY & right.parts.keys():
        return True
    return {"day", "month"} & set(left.parts) != set() and {"month", "day"} & set(right.parts) != set()


def _share(left: Found, right: Found, ranged: bool) -> None:
    said = left.parts
    first, second = said.get("stamp"), right.parts.get("stamp")
    if isinstance(first, dict) and isinstance(second, dict) and "year" not in first and "year" in second:
        said["stamp"] = {
            **first,
            "year": second["year"] - (ranged and _later(first, second)),
            "short": second.get("short", False),
        }
    if "year" in said or "short" in said or "deixis" in said or "stamp" in said or "stamp" in right.parts:
        return
    if ("day" in said and "month" not in said) or "month" in said or "season" in said:
        for name in _INHERITED:
            if name in right.parts and right.parts[name] is not None and said.get(name) is None:
                if name in ("deixis", "unit") and "month" not in said:
                    continue
                said[name] = right.parts[name]
        if ranged and "year" in said and _later(said, right.parts):
            said["year"] = said["year"] - 1


def _later(left: dict[str, object], right: dict[str, object]) -> bool:
    """Whether the left month comes after the right one: ``November bis März 1916`` begins in the year before."""
    a, b = left.get("month"), right.get("month")
    return isinstance(a, int) and isinstance(b, int) and a > b
