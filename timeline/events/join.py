"""Joins the expressions of one sentence that date one thing: the two ends of a range, the days of a list, and their hours.

In: the dated readings of a sentence; out: ``Dated`` groups with one ``When`` each. Neighbouring days in a list are one event of
several days unless each of them is a performance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from timeline.events.clock_hosts import with_hours
from timeline.events.dated import Dated, clock_only, day
from timeline.events.lexicon import Lexicon
from timeline.model import Precision, Reading, When

_WEEKS = frozenset({Precision.WEEK, Precision.WEEK_PART})
_VAGUE = _WEEKS | {Precision.MONTH, Precision.MONTH_PART, Precision.SEASON}
_LONGEST_GAP = 60
_ORIGINALLY = 3
"""Words before a date among which one may say that it was its first one."""
_LONGEST_RANGE = 26
"""Characters between the days of a range: ``, bis einschließlich``, ``up to and including``."""


def join(
    text: str, readings: Sequence[Reading], lexicon: Lexicon, apart: bool, opens: Callable[[int], bool]
) -> list[Dated]:
    """The groups of one sentence, in order. ``apart`` keeps the days of a list apart (performances); ``opens`` says whether a
    verb stands right behind an offset.
    """
    dates = [Dated([r], r.when) for r in readings if r.when and r.when.start is not None and not clock_only(r)]
    dates = _apposed(text, _ranges(text, dates, lexicon, apart, opens), lexicon)
    return with_hours(text, dates, [r for r in readings if clock_only(r)], lexicon)


def _ranges(text: str, dates: list[Dated], lexicon: Lexicon, apart: bool, opens: Callable[[int], bool]) -> list[Dated]:
    out: list[Dated] = []
    for dated in dates:
        last = out[-1] if out else None
        if last is not None and _moves(text, last, dated, lexicon):
            last.when = dated.when
            last.readings += dated.readings
        elif last is not None and _continues(text, last, dated, lexicon, apart, opens):
            start, end = last.when.start, dated.when.end
            assert start is not None
            assert end is not None
            last.when = replace(
                last.when,
                end=end,
                edtf=f"{_short(last.when)}/{_short(dated.when)}",
                known=last.when.known | dated.when.known,
                implied=last.when.implied | dated.when.implied,
                alternatives=(),
            )
            last.readings += dated.readings
        else:
            out.append(dated)
    return out


def _moves(text: str, left: Dated, right: Dated, lexicon: Lexicon) -> bool:
    """``The market moves from Saturday to Sunday``: the new date counts. Where it has been moved, both are told."""
    a, b = left.readings[-1].expression, right.first.expression
    if a.parts.get("move") != "from" or b.parts.get("move") != "to":
        return False
    before = re.findall(r"\w+", text[max(0, a.start - _LONGEST_GAP) : a.start].lower())
    if sum(word in lexicon.words("join", "from") for word in before) > 1:
        return False  # moves from Leeds to York from 3 May to 5 June
    words = {*before, *re.findall(r"\w+", text[a.start : b.end + _LONGEST_GAP].lower())}
    return lexicon.words("status", "moved").isdisjoint(words)


def _apposed(text: str, dates: list[Dated], lexicon: Lexicon) -> list[Dated]:
    """``am Wochenende vom 24. auf den 25. Mai``: the days that follow say which week or weekend is meant; so do days of it in
    brackets (``reist in der Woche darauf nach Bonn (16. Mai)``)."""
    out: list[Dated] = []
    for dated in dates:
        last = out[-1] if out else None
        vague = last is not None and last.when.precision in _VAGUE
        if last is not None and vague and "day" in dated.when.known:
            gap = text[last.readings[-1].expression.end : dated.first.expression.start].lower()
            if gap.endswith("(") and len(gap) <= _LONGEST_GAP and _within(dated.when, last.when):
                last.when = dated.when
                last.readings += dated.readings
                continue
            words = set(re.findall(r"\w+|[^\w\s]", gap))
            if last.when.precision in _WEEKS and words <= lexicon.words("join", "from") | {",", "("} and len(gap) < 8:
                dated.readings += last.readings
                out[-1] = dated
                continue
        out.append(dated)
    return out


def _within(days: When, stretch: When) -> bool:
    """Whether days are some of a stretch."""
    if days.start is None or days.end is None or stretch.start is None or stretch.end is None:
        return False
    return day(stretch.start) <= day(days.start) and day(days.end) <= day(stretch.end)


def _short(when: When) -> str:
    return when.edtf.rpartition("/")[2] or str(when.end)


def _continues(
    text: str, left: Dated, right: Dated, lexicon: Lexicon, apart: bool, opens: Callable[[int], bool]
) -> bool:
    a, b = left.readings[-1], right.first
    gap = text[a.expression.end : b.expression.start]
    if left.when.end is None or right.when.start is None or a.expression.parts.get("move") == "from":
        return False
    led = text[max(0, a.expression.start - _LONGEST_RANGE) : a.expression.start].lower().split()[-_ORIGINALLY:]
    if not lexicon.words("status", "originally").isdisjoint(led):
        return False  # move the fair, originally planned for 26 June, to 28 June
    behind = text[b.expression.end : b.expression.end + _LONGEST_RANGE]
    told = set(re.findall(r"\w+", text[max(0, a.expression.start - _LONGEST_GAP) : b.expression.start].lower()))
    decided = not told.isdisjoint(lexicon.words("join", "decided"))  # was approved in June and runs until May
    if (
        not decided
        and (_goes_on(gap, lexicon) or _lasts(gap, behind, lexicon))
        and day(left.when.end) < day(right.when.start)
    ):
        return True
    from_to = a.expression.parts.get("range") == "from" and b.expression.parts.get("range") == "to"
    if from_to and day(left.when.end) <= day(right.when.start):
        return True
    if len(gap) > _LONGEST_RANGE:
        return False
    words = set(gap.lower().replace(",", " , ").split())
    opened = set(text[max(0, a.expression.start - 9) : a.expression.start].lower().split()[-1:])
    between = opened & lexicon.words("join", "between") and words <= lexicon.words("phrase", "and")
    spoken = between or (words & lexicon.words("join", "range") and opened & lexicon.words("join", "from"))
    if spoken and day(left.when.end) <= day(right.when.start):
        return True
    listed = words and words <= lexicon.words("join", "list") | lexicon.words("join", "list_fill")
    both_days = left.when.precision == right.when.precision == Precision.DAY
    follows = (day(right.when.start) - day(left.when.end)).days == 1
    # endet am Freitag, am Samstag bauen sie ab
    parted = "," in gap and words.isdisjoint(lexicon.words("phrase", "and")) and opens(b.expression.end)
    return bool(listed and both_days and follows and not apart and not parted)


def _goes_on(gap: str, lexicon: Lexicon) -> bool:
    """``beginnt am Freitag und dauert bis Sonntag``: nothing but this stands between the first day and the last."""
    words = set(re.findall(r"[^\W\d_]+", gap.lower()))
    verbs = words & lexicon.words("join", "lasting")
    joined = words & lexicon.words("phrase", "and")
    until = words & lexicon.words("join", "range")
    return bool(verbs and joined and until) and len(gap) <= _LONGEST_GAP and "." not in gap


def _lasts(gap: str, behind: str, lexicon: Lexicon) -> bool:
    """``gilt ab 1. Juni eine Sperrung, die bis Mitte Juli dauert``: a clause about it says when it is over."""
    if len(gap) > _LONGEST_GAP or "," not in gap:
        return False
    words, after = re.findall(r"[^\W\d_]+", gap.lower()), re.search(r"[^\W\d_]+", behind.lower())
    relative = len(words) > 2 and words[-2] in lexicon.words("phrase", "relatives")
    until = relative and words[-1] in lexicon.words("join", "range")
    return until and after is not None and after[0] in lexicon.words("join", "lasting")
