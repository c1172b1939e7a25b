"""Numbers as they are written in dates: digits with dots, colons, slashes and suffixes, read by shape alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Meaning = dict[str, Any]

DIGIT_CLASSES = (
    ("ISODATE",),
    ("NUMERIC",),
    ("CLOCK",),
    ("CLOCK", "DAYMONTH"),
    ("DECIMAL",),
    ("NUMBER",),
    ("NUMBER", "DAY"),
    ("NUMBER", "DAY", "HOUR"),
    ("NUMBER", "YEAR"),
    ("NUMBER", "YEAR", "DIGITS"),
    ("NUMBER", "DIGITS"),
    ("NUMBER", "YEAR3"),
    ("ORDINAL",),
    ("ORDINAL", "DAY", "NTH"),
    ("SLASHDATE",),
    ("PLUSHALF",),
    ("PLUSHALF", "SLASHDATE"),
    ("SHORTYEAR",),
    ("DECADE",),
    ("HOURS",),
)
"""The sets of classes a digit token can have."""

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-](?:0\d|1[0-4]):?\d\d)?)?")
_NUMERIC = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d\d)?")
_YEARFIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
_FRACTIONS = ("1/2", "1/4", "3/4")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+")
_FRACTIONAL = re.compile(r"\d{1,12}[.,]\d{1,12}")
_LONGEST = 18
"""Digits: a longer number counts nothing that a calendar holds."""
_SLASHES = r"\d\d?/\d"
"""How a date with slashes goes on behind a dash: ``10/1/2027-10/7/2027``."""
_AFRESH = r"(?:(?<![\d.,/-])|(?<=/\d-)|(?<=/\d\d-)|(?<=/\d{4}-))"
"""Where a number begins that is no part of another, or of the second of two dates with slashes."""
_CLOCK = re.compile(r"(\d{1,2})([:.])(\d\d)(?::\d\d)?")


def numeral_pattern(settings: Mapping[str, Any]) -> str:
    """The digit tokens of a language as one pattern, longest first; the language names its ordinal and decade endings."""
    ordinals = "|".join(map(re.escape, settings.get("ordinal_endings", [])))
    decades = "|".join(map(re.escape, settings.get("decade_endings", [])))
    parts = [
        r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-](?:0\d|1[0-4]):?\d\d(?!\d))?)?(?!\w)",
        r"\d{4}[./]\d{1,2}[./]\d{1,2}(?![\w])",
        # Two digits behind a blank are a year only where blanks stand between day and month too ("15.3. 10-16 Uhr").
        r"(?:(?<![\d.,/])|(?<=\d\./))(?<!\d-)(?<!\w-)\d{1,2}\.(?:\d{1,2}\.(?:\s?\d{4}|\d\d)(?![\w:]|[.,]\d)"
        r"|\s\d{1,2}\.\s?(?:\d{4}|\d\d)(?![\w:]|[.,]\d|[-–]\d|\s[^\W\d_]+\b(?<=Uhr))|\s?(?:0?[1-9]|1[0-2])\.(?!\d))",
        rf"{_AFRESH}(?:\d{{1,2}}/\d{{1,2}}/|\d{{1,2}}-\d{{1,2}}-)(?:\d{{4}}|\d\d)(?![\w/]|-(?!{_SLASHES}))",
        rf"{_AFRESH}\d{{1,2}}/\d{{1,2}}(?![\w/]|[.,]\d|-\d(?!{_SLASHES[2:]}))",
        r"\d{1,3}(?:[.,  ]\d{3})+(?![\d])(?:[.,]\d+)?",
        r"\d{1,2}:\d\d(?::\d\d)?(?!\d)",
        r"\d{1,2}\.\d\d(?!\d|[.,]\d)",
        r"\d+[.,]\d+",
    ]
    if decades:
        parts.append(rf"['’]?\d{{2,4}}(?:{decades})(?!\w)")
    if ordinals:
        parts.append(rf"\d{{1,3}}(?:{ordinals})(?!\w)")
    if "." in settings.get("ordinal_endings", []):
        # "am 28.Oktober", without the blank
        parts.append(r"\d{1,2}\.(?=[^\W\d_a-zäöüß][a-zäöüß])")
    parts.append(r"['’]\d\d(?!\w)")
    return "|".join(parts)


def read_numeral(word: str, order: str, settings: Mapping[str, Any]) -> Meaning | None:
    """The meanings of a token that begins with a digit (or an apostrophe before digits); none when it is no numeral.

    ``order`` is the language's order of numeric dates: ``DMY``, ``MDY`` or ``YMD``.
    """
    if word.isdecimal():
        return _whole(word)
    for read in (_iso, _numeric, _slashed, _clock):
        meaning = read(word, order)
        if meaning is not None:
            return meaning
    if word[0] in "'’" and word[1:].isdecimal():
        return {"SHORTYEAR": int(word[1:])}
    digits = re.match(r"['’]?(\d+)(.*)", word, re.S)
    if digits is None:
        return None
    number, ending = digits.groups()
    if ending in settings.get("decade_endings", []):
        return {"DECADE": int(number)}
    if ending in settings.get("ordinal_endings", []):
        return (
            {"ORDINAL": int(number), "DAY": int(number), "NTH": int(number)}
            if 1 <= int(number) <= 31
            else {"ORDINAL": int(number)}
        )
    return _number(word)


def _whole(word: str) -> Meaning | None:
    if len(word) > _LONGEST:
        return None
    number = int(word)
    if len(word) == 4:
        meaning: Meaning = {"NUMBER": number}
        if 1000 <= number <= 2199:
            meaning["YEAR"] = number
        if number // 100 <= 24 and number % 100 <= 59:
            # "1830 GMT": hours and minutes without a mark between them
            meaning["DIGITS"] = (number // 100, number % 100, "")
        return meaning
    if len(word) == 3 and number:
        return {"NUMBER": number, "YEAR3": number}
    if len(word) <= 2 and 1 <= number <= 24:
        return {"NUMBER": number, "DAY": number, "HOUR": number}
    if len(word) <= 2 and number <= 31 and number:
        return {"NUMBER": number, "DAY": number}
    return {"NUMBER": number}


def _number(word: str) -> Meaning:
    """A count with a decimal mark or groups of thousands; ``X``, some number, for anything else that begins with a digit."""
    if _GROUPED.fullmatch(word) and len(word) <= _LONGEST:
        return {"DECIMAL": int(re.sub(r"\D", "", word))}
    return {"DECIMAL": float(word.replace(",", "."))} if _FRACTIONAL.fullmatch(word) else {"DECIMAL": "X"}


def _iso(word: str, order: str) -> Meaning | None:  # noqa: ARG001 - one signature for all shapes
    match = _ISO.fullmatch(word) or _YEARFIRST.fullmatch(word)
    if match is None:
        return None
    year, month, day, *clock = match.groups()
    meaning: dict[str, Any] = {"year": int(year), "month": int(month), "day": int(day)}
    if not (1 <= meaning["month"] <= 12 and 1 <= meaning["day"] <= 31):
        return _number(word)
    if clock and clock[0]:
        meaning |= {"hour": int(clock[0]), "minute": int(clock[1])}
        if clock[2]:
            meaning["zone"] = clock[2]
    return {"ISODATE": meaning}


def _numeric(word: str, order: str) -> Meaning | None:
    match = _NUMERIC.fullmatch(word)
    if match is None:
        return None
    first, mark, second, year = match.group(1), match.group(2), match.group(3), match.group(4)
    day, month = (int(first), int(second)) if order != "MDY" or mark == "." else (int(second), int(first))
    swapped = False
    if mark != "." and month > 12 >= day:
        day, month, swapped = month, day, True
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return _number(word)
    meaning: dict[str, Any] = {"day": day, "month": month}
    if year:
        meaning["year"] = int(year)
        meaning["short"] = len(year) == 2
    elif mark != ".":
        return _number(word)
    if not swapped and mark != "." and month != day and day <= 12:
        meaning["swap"] = True
    return {"NUMERIC": meaning}


def _slashed(word: str, order: str) -> Meaning | None:
    """``11/20`` without a year: a date only where words beside it say so; none otherwise, for it may be a fraction."""
    match = _SLASHED.fullmatch(word)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    day, month = (second, first) if order == "MDY" else (first, second)
    if month > 12 >= day:
        day, month = month, day
    meaning: Meaning = {"PLUSHALF": first / second} if word in _FRACTIONS else {}
    if 1 <= month <= 12 and 1 <= day <= 31:
        meaning["SLASHDATE"] = {"day": day, "month": month, "swap": day != month and max(first, second) <= 12}
    return meaning or _number(word)


def _clock(word: str, order: str) -> Meaning | None:  # noqa: ARG001 - one signature for all shapes
    match = _CLOCK.fullmatch(word)
    if match is None:
        return None
    hour, mark, minute = int(match.group(1)), match.group(2), int(match.group(3))
    meaning: Meaning = {}
    if hour <= 24 and minute <= 59 and not (hour == 24 and minute):
        meaning["CLOCK"] = (hour, minute, mark)
    if mark == "." and 1 <= hour <= 31 and 1 <= minute <= 12:
        meaning["DAYMONTH"] = (hour, minute)
    if set(meaning) == {"DAYMONTH"}:
        return _number(word)
    return meaning or _number(word)
