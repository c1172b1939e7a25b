"""Opening hours: weekdays that come again although they are written like those of one week (``open Tuesday to Sunday``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.expressions.grammar import Found
from timeline.expressions.lexicon import Lexicon, Token

_WEEK = 7
_LONG = 4
"""Days: what is open so long is open so every week; a tent may be open from Friday to Sunday once."""
_REACH = 80
"""Characters before and behind the days in which what opens is named."""


@dataclass(frozen=True, slots=True)
class _Cues:
    open: re.Pattern[str]
    """What says that something is open."""
    listed: re.Pattern[str]
    """What heads a list of opening hours."""
    one_week: re.Pattern[str] | None
    """What says that the days are those of one week."""


_REST = r"[^.;!?\n]*$"


def repeated(found: list[Found], tokens: Sequence[Token], text: str, lexicon: Lexicon) -> list[Found]:
    """``found`` with the weekdays of opening hours as what recurs: a range as one expression, in a list each by itself."""
    cues = _cues(lexicon) if any(map(_bare, found)) else None
    if cues is None:
        return found
    out: list[Found] = []
    for each in found:
        last = out[-1] if out else None
        if last is not None and _ranged(last, each) and _said(last, each, tokens, text, cues):
            parts = {"wds": last.parts["wd"], "wds_to": each.parts["wd"]}
            out[-1] = Found(last.first, each.last, "weekdays", parts)
        elif _bare(each) and "range" not in each.parts and _listed(out, each, tokens, text, cues):
            out.append(Found(each.first, each.last, "weekdays", {"wds": each.parts["wd"]}))
        else:
            out.append(each)
    return out


def _cues(lexicon: Lexicon) -> _Cues | None:
    hours = lexicon.settings.get("hours")
    # Compiled patterns are remembered by ``re`` itself.
    if not hours:
        return None
    week = re.compile(f"(?:{hours['one_week']}){_REST}") if "one_week" in hours else None
    return _Cues(re.compile(hours["open"]), re.compile(f"(?:{hours['listed']}){_REST}"), week)


def _bare(found: Found) -> bool:
    return found.form == "weekday" and not found.parts.get("part")


def _ranged(left: Found, right: Found) -> bool:
    tied = (left.parts.get("range"), right.parts.get("range")) == ("from", "to")
    return tied and _bare(left) and _bare(right)


def _listed(out: Sequence[Found], each: Found, tokens: Sequence[Token], text: str, cues: _Cues) -> bool:
    """Whether a weekday stands in a list of opening hours."""
    if _goes_on(out, each, tokens):
        return True
    listed = cues.listed.search(text, *_before(each, tokens)) is not None
    return listed and not _of_one_week(each, tokens, text, cues)


def _of_one_week(each: Found, tokens: Sequence[Token], text: str, cues: _Cues) -> bool:
    """``Sprechstunden gibt es nächste Woche am Montag und am Donnerstag``: the sentence says in which week."""
    return cues.one_week is not None and cues.one_week.search(text, *_before(each, tokens)) is not None


def _goes_on(out: Sequence[Found], each: Found, tokens: Sequence[Token]) -> bool:
    """``Di–Fr 9–17 Uhr, Sa 10–13 Uhr``: a day of the week in short goes on with a list of days that recur."""
    if "WDSHORT" not in tokens[each.first].meanings or not out or not out[-1].form.startswith("clock"):
        return False
    days = next((f for f in reversed(out) if not f.form.startswith("clock")), None)
    between = tokens[out[-1].last + 1 : each.first]
    return days is not None and days.form == "weekdays" and len(between) <= 1


def _before(found: Found, tokens: Sequence[Token]) -> tuple[int, int]:
    start = tokens[found.first].start
    return max(start - _REACH, 0), start


def _said(left: Found, right: Found, tokens: Sequence[Token], text: str, cues: _Cues) -> bool:
    low, start = _before(left, tokens)
    if _of_one_week(left, tokens, text, cues):
        return False
    if cues.listed.search(text, low, start):
        return True
    days = (int(right.parts["wd"]) - int(left.parts["wd"])) % _WEEK + 1
    end = tokens[right.last].end
    around = (text[low:start], text[end : end + _REACH])
    clauses = (re.split(r"[.;!?\n]", around[0])[-1], re.split(r"[.;!?\n](?!\d)", around[1])[0])
    return days >= _LONG and any(cues.open.search(clause) for clause in clauses)
