"""Words of time for languages that have no data of their own here, borrowed from dateparser's language files.

Only what cannot be mistaken is taken: full names of months and weekdays, units, and fixed phrases ("la semaine dernière").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = ("hour", "day", "week", "month", "year")
_DAYS = {"0 day ago": "0", "1 day ago": "-1", "in 1 day": "1", "2 day ago": "-2", "in 2 day": "2"}
_SHORTEST = 3
"""A shorter word ("mar", "me") is another word more often than a date."""


@cache
def words(code: str) -> Mapping[str, Any]:
    """Data in the shape of ``<code>.expressions.toml``; empty for a language that dateparser does not know either."""
    if not (code.isalpha() and code.isascii() and 2 <= len(code) <= 3):
        return {}
    try:
        info: Mapping[str, Any] = import_module(f"dateparser.data.date_translation_data.{code}").info
    except ImportError:
        return {}
    tables: dict[str, dict[str, list[str]]] = {
        "MONTH": {str(n): _long(info.get(name, ())) for n, name in enumerate(_MONTHS, 1)},
        "WEEKDAY": {str(n): _long(info.get(name, ())) for n, name in enumerate(_WEEKDAYS, 1)},
        "UNIT": {unit: _long(info.get(unit, ())) for unit in _UNITS},
        "BEFORE": {"-1": list(info.get("ago", ()))},
        "IN": {"1": list(info.get("in", ()))},
        "DAYREL": {},
        "FOREIGN": {},
        "OF": {"1": sorted(w for w in info.get("skip", ()) if w.isalpha())},
        "COMMA": {"1": [","]},
        "DASH": {"1": ["-", "–"]},
        "SLASH": {"1": ["/"]},
    }
    for meaning, phrases in info.get("relative-type", {}).items():
        table, value = ("DAYREL", _DAYS[meaning]) if meaning in _DAYS else ("FOREIGN", meaning)
        tables[table].setdefault(value, []).extend(_long(phrases))
    return {"settings": {"order": info.get("date_order", "DMY")}, "words": tables}


def _long(spellings: Iterable[str]) -> list[str]:
    return sorted({s for s in spellings if len(s) > _SHORTEST})
