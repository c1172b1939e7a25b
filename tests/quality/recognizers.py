"""How many of a rival's own cases are read the same way: the date-time cases of Recognizers-Text.

    python tests/quality/recognizers.py [de] [en] [--failed]

A case passes when every expression it expects is found, nothing else is, and

- the span is the same, give or take leading and trailing words like prepositions and articles; expressions that follow each
  other with nothing but such words between them ("tomorrow" "at 8:00") count as one span;
- the value is one of those the case gives (it names two where past and future are open, or morning and evening): the
  same day or minute; the same first day of a range and the same last one, the unit that ends it counted or not; the same length of a duration;
  the same TIMEX value where the case resolves none (seasons, sets, parts of the day). Of a range open at one end, the
  end that is named counts.

Cases that ask for something else than calendar dates in prose, or for a convention against ours, are listed with their
reasons in ``recognizers_unsupported.toml``. The cases themselves are not part of the project; without them nothing runs.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from timeline.documents import sentences
from timeline.expressions import find
from timeline.model import Document, Reading
from timeline.resolution import resolve
from timeline.settings import Settings

HERE = Path(__file__).parent
CASES = HERE.parents[2] / "shared" / "corpora" / "timex"
GOALS = {"de": 0.90, "en": 0.85}
"""The share of the supported cases that has to pass."""

_LOOSE = re.compile(
    r"(?:[\s,.:;!?~–-]|\b(?:am|an|ab|auf|bis|das|dem|den|der|des|die|für|gegen|im|in|immer|nach|seit|um|und|vom|von|vor|während|zu|zum|zwischen|"
    r"a|about|after|and|around|as|at|before|beginning|between|by|circa|during|early|for|from|late|later|of|on|or|over|since|starting|"
    r"than|the|through|till|to|until|cet|cst|est|gmt|pst|pt|utc)\b)+",
    re.I,
)
_SECONDS = {
    "S": 1,
    "M": 60,
    "H": 3600,
    "D": 86400,
    "NI": 86400,
    "W": 604800,
    "MO": 30 * 86400,
    "Y": 360 * 86400,
    "DE": 3600 * 86400,
}


@dataclass(frozen=True)
class Result:
    """What became of one case."""

    id: str
    passed: bool
    text: str
    expected: str
    found: str


def available(language: str) -> bool:
    """Whether the rival's cases are at hand."""
    return _path(language).exists()


def unsupported(language: str) -> dict[str, str]:
    """Ids of cases that are not counted, with the reason."""
    data = tomllib.loads((HERE / "recognizers_unsupported.toml").read_text(encoding="utf-8"))
    return {case: group["why"] for group in data["group"] for case in group["cases"] if case.startswith(f"{language}:")}


def run(language: str, with_unsupported: bool = False) -> Iterator[Result]:
    """Every case of a language, without those listed as unsupported unless they are asked for."""
    left_out = {} if with_unsupported else unsupported(language)
    for line in _path(language).read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["id"] in left_out or not case["reference"]:
            continue
        readings = [r for r in read(case["input"], language, case["reference"]) if r.when is not None]
        expected = case["expected"]
        passed = _nothing_else(readings, expected) and all(
            _agrees(e, readings, case["input"], date.fromisoformat(case["reference"][:10])) for e in expected
        )
        yield Result(
            case["id"],
            passed,
            case["input"],
            "; ".join(f"{e['text']} = {e['timex']}" for e in expected),
            "; ".join(f"{r.text} = {r.when.timex.value}" for r in readings if r.when),
        )


def read(text: str, language: str, reference: str) -> list[Reading]:
    """The readings of a text as of a moment."""
    published = datetime.fromisoformat(reference)
    document = Document("case", text, language, published)
    return resolve(
        document,
        find(text, language),
        sentences.split(text, language),
        Settings(region="US" if language == "en" else "DE"),
    )


def _path(language: str) -> Path:
    return CASES / f"recognizers_model_{language}.jsonl"


def _nothing_else(readings: Sequence[Reading], expected: Sequence[dict[str, Any]]) -> bool:
    spans = [(e["start"], e["end"]) for e in expected]
    return all(any(a < r.expression.end and r.expression.start < b for a, b in spans) for r in readings)


def _agrees(expected: dict[str, Any], readings: Sequence[Reading], text: str, today: date) -> bool:
    low, high = expected["start"], expected["end"]
    inside = [r for r in readings if r.expression.start < high and low < r.expression.end]
    if not inside:
        return False
    edges = (
        text[min(low, inside[0].expression.start) : max(low, inside[0].expression.start)],
        text[min(high, inside[-1].expression.end) : max(high, inside[-1].expression.end)],
    )
    gaps = [text[a.expression.end : b.expression.start] for a, b in pairwise(inside)]
    if not all(not part or _LOOSE.fullmatch(part) for part in (*edges, *gaps)):
        return False
    return any(_same(value, inside, today) for value in expected["values"])


def _same(value: dict[str, Any], inside: Sequence[Reading], today: date) -> bool:
    whens = [r.when for r in inside if r.when]
    # "between now and May": as the end of a range, now is the day itself.
    whens = [
        replace(w, start=today, end=today) if len(whens) > 1 and w.timex.value == "PRESENT_REF" else w for w in whens
    ]
    kind = value["type"]
    ours = [w.timex.value for w in whens]
    if _timex(value.get("timex", ""), ours):
        return True
    if kind == "set" and len(whens) == 1 and value["timex"][:1] == ours[0][:1] == "P":
        return _seconds(ours[0]) == _seconds(value["timex"])
    if kind == "set" and "SET" in {w.timex.type for w in whens}:
        return any(_timex(value["timex"], ["T" + v.rpartition("T")[2]]) for v in ours if "T" in v)
    if kind == "duration":
        return len(whens) == 1 and _seconds(ours[0]) == _seconds(value["timex"])
    dated = [w for w in whens if w.start is not None]
    if not dated:
        return False
    times = [w for w in dated if isinstance(w.start, datetime)]
    ranged = kind.endswith("range") and "start" in value and "end" in value and len(times or dated) > 1
    first, last = ((times or dated)[0], (times or dated)[-1]) if ranged else ((times or dated)[-1],) * 2
    start, end, tail = first.start, last.end, last.start
    if start is None or end is None or tail is None:
        return False
    if value.get("timex", "")[-2:].isalpha() and first.timex.value[-2:] == value["timex"][-2:] and "start" in value:
        return str(value["start"]).startswith(start.isoformat()[:10])
    if "value" in value:
        return _moment(start, value["value"]) and not ranged
    begins = "start" not in value or _moment(start, value["start"])
    ends = (
        "end" not in value
        or _moment(end, value["end"])
        or (not isinstance(end, datetime) and _moment(end + timedelta(days=1), value["end"]))
    )
    if "start" not in value or ranged:
        ends = ends or _moment(tail, value["end"])
    if "end" not in value:
        begins = (
            begins
            or _moment(end, value["start"])
            or (not isinstance(end, datetime) and _moment(end + timedelta(days=1), value["start"]))
        )
    return begins and ends


def _moment(ours: date | datetime, theirs: str) -> bool:
    """Whether a moment is the one that a case names by day, time, or both."""
    if re.fullmatch(r"\d\d:\d\d:\d\d", theirs):
        return isinstance(ours, datetime) and ours.strftime("%H:%M:%S") == theirs
    if len(theirs) == 10:
        return (ours.date() if isinstance(ours, datetime) else ours).isoformat() == theirs
    return isinstance(ours, datetime) and ours.strftime("%Y-%m-%d %H:%M:%S") == theirs


def _timex(theirs: str, ours: Sequence[str]) -> bool:
    """Whether TIMEX values are equal: a set may have its time beside it, a part of the day its date."""
    joined = ours[0] if len(ours) == 1 else ours[0] + "".join("T" + v.rpartition("T")[2] for v in ours[1:] if "T" in v)
    variants = {joined, joined.removesuffix(":00"), joined[-3:] if re.search("T[A-Z]{2}$", joined) else joined}
    pattern = re.escape(theirs).replace("X", "[X0-9]")
    return bool(theirs) and any(re.fullmatch(pattern, v) for v in variants)


def _seconds(period: str) -> float:
    total, clock = 0.0, False
    for mark, number, unit in re.findall(r"(T?)(\d+(?:\.\d+)?)(DE|NI|[SMHDWY])", period):
        clock = clock or bool(mark)
        total += float(number) * _SECONDS["MO" if unit == "M" and not clock else unit]
    return total


def main(arguments: Sequence[str]) -> int:
    """Prints the share that passes for each language, and with ``--failed`` the cases that do not."""
    languages = [a for a in arguments if not a.startswith("-")] or sorted(GOALS)
    short = False
    for language in languages:
        if not available(language):
            print(f"{language}: the cases are not here ({_path(language)})")
            continue
        results = list(run(language))
        good = sum(r.passed for r in results)
        print(
            f"{language}: {good} of {len(results)} pass ({good / len(results):.1%}); {len(unsupported(language))} unsupported"
        )
        short = short or good / len(results) < GOALS[language]
        if "--failed" in arguments:
            for r in results:
                if not r.passed:
                    print(f"  {r.id}  {r.text}\n      expected {r.expected}\n      found    {r.found}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
