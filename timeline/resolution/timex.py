"""TIMEX3 values (TimeML 1.2.1) and EDTF strings (ISO 8601-2, level 2) for calendar readings."""

from __future__ import annotations

from datetime import date, datetime

from timeline.model import Moment, Precision
from timeline.resolution.arithmetic import SEASON_EDTF, Interval, as_date

UNIT_LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "NI", "weekend": "WE", "week": "W", "fortnight": "W", "month": "M",
    "quarter": "Q", "third": "Q", "half": "H", "year": "Y", "decade": "DE", "century": "CE", "millennium": "ML",
}  # fmt: skip
_WHOLE_YEAR = (1, 1, 12, 31)
_FOLDED = {
    "quarter": ("month", 3),
    "half": ("month", 6),
    "third": ("month", 4),
    "fortnight": ("week", 2),
    "decade": ("year", 10),
}


def period(amount: float | str, unit: str) -> str:
    """A duration's value: ``P2Y``, ``PT30M``, ``PXD`` for a vague number."""
    if amount != "X" and unit in _FOLDED:
        unit, factor = _FOLDED[unit]
        amount = float(amount) * factor
    letter = UNIT_LETTERS[unit]
    if isinstance(amount, float) and amount != int(amount) and unit == "hour":
        amount, letter = amount * 60, "TM"
    number = amount if isinstance(amount, str) else (int(amount) if amount == int(amount) else amount)
    return f"PT{number}{letter[1]}" if letter[0] == "T" else f"P{number}{letter}"


def value(interval: Interval, unit: str = "", season: str = "") -> str:
    """The DATE value of an interval at its own granularity; ``unit`` and ``season`` tell apart what the bounds cannot."""
    first = as_date(interval.start)
    match interval.precision:
        case Precision.YEAR:
            return f"{first.year:04d}"
        case Precision.MONTH | Precision.MONTH_PART:
            return f"{first.year:04d}-{first.month:02d}"
        case Precision.SEASON:
            return f"{first.year:04d}-{season or season_of(first)}"
        case Precision.QUARTER:
            return f"{first.year:04d}-Q{(first.month - 1) // (4 if unit == 'third' else 3) + 1}"
        case Precision.HALF:
            return f"{first.year:04d}-H{(first.month - 1) // 6 + 1}"
        case Precision.WEEK | Precision.WEEK_PART:
            year, week, _ = first.isocalendar()
            return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
        case Precision.DECADE:
            return f"{first.year // 10:03d}"
        case Precision.CENTURY:
            return f"{first.year // 100:02d}"
        case _:
            return clock_value(interval.start)


def clock_value(moment: Moment) -> str:
    """A day, or a day with its clock time."""
    return moment.strftime("%Y-%m-%dT%H:%M") if isinstance(moment, datetime) else moment.isoformat()


def season_of(day: date) -> str:
    """The season a month belongs to, by its first month."""
    return {3: "SP", 6: "SU", 9: "FA", 12: "WI"}.get(day.month, "SP")


def edtf(interval: Interval, approximate: bool = False) -> str:
    """The interval as EDTF; ``~`` marks one that the text itself calls approximate."""
    first, last = as_date(interval.start), as_date(interval.end)
    mark = "~" if approximate else ""
    match interval.precision:
        case Precision.YEAR if (
            first.month,
            first.day,
            last.month,
            last.day,
        ) == _WHOLE_YEAR and first.year == last.year:
            text = f"{first.year:04d}"
        case Precision.MONTH if first.day == 1 and (first.year, first.month) == (last.year, last.month):
            text = f"{first.year:04d}-{first.month:02d}"
        case Precision.SEASON if first.day == 1:
            text = f"{first.year:04d}-{SEASON_EDTF[season_of(first)]}"
        case Precision.DECADE if (first.month, first.day, last.month, last.day) == _WHOLE_YEAR:
            text = f"{first.year // 10:03d}X"
        case Precision.CENTURY:
            text = f"{first.year // 100:02d}XX"
        case Precision.QUARTER if first.month % 3 == 1 and (last.month - first.month) == 2:
            text = f"{first.year:04d}-{33 + (first.month - 1) // 3}"
        case Precision.HALF:
            text = f"{first.year:04d}-{40 + (first.month - 1) // 6}"
        case Precision.MINUTE | Precision.HOUR:
            text = "/".join(_stamp(m) for m in dict.fromkeys((interval.start, interval.end)))
        case _:
            text = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return text + mark


def _stamp(moment: Moment) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S") if isinstance(moment, datetime) else moment.isoformat()
