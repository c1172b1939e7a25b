"""Pure calendar arithmetic: intervals of every granularity, and steps from one to another. Nothing here knows a language."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeline.model import Moment, Precision

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
SEASON_EDTF = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
MONTHS_IN = {
    "month": 1,
    "quarter": 3,
    "third": 4,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
    "millennium": 12000,
}
PRECISIONS = {
    "second": Precision.MINUTE, "minute": Precision.MINUTE, "hour": Precision.HOUR, "day": Precision.DAY, "night": Precision.DAY,
    "weekend": Precision.WEEK_PART, "week": Precision.WEEK, "fortnight": Precision.WEEK, "month": Precision.MONTH, "quarter": Precision.QUARTER,
    "third": Precision.QUARTER, "half": Precision.HALF, "year": Precision.YEAR, "decade": Precision.DECADE,
    "century": Precision.CENTURY, "millennium": Precision.CENTURY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day (or minute), both inclusive, with the granularity they were said in."""

    start: Moment
    end: Moment
    precision: Precision


class OutsideCalendarError(ValueError):
    """A day that the calendar of Python does not hold: the years 1 to 9999."""


def calendar_day(year: int, month: int, day: int) -> date:
    """The day; raises :class:`OutsideCalendarError` where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError as error:
        raise OutsideCalendarError(f"{year}-{month}-{day}") from error


def as_date(moment: Moment) -> date:
    """The day of a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or none where the calendar has no such day or Python no such year (1–9999)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_interval(year: int, month: int) -> Interval:
    """A whole month."""
    return Interval(
        calendar_day(year, month, 1), calendar_day(year, month, monthrange(year, month)[1]), Precision.MONTH
    )


def months_interval(year: int, month: int, count: int, precision: Precision) -> Interval:
    """``count`` whole months from ``month`` of ``year`` on."""
    last_year, last_month = shift_month(year, month, count - 1)
    return Interval(calendar_day(year, month, 1), month_interval(last_year, last_month).end, precision)


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Year and month ``by`` months later (or earlier, when negative)."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def year_interval(year: int) -> Interval:
    """A whole year."""
    return Interval(calendar_day(year, 1, 1), calendar_day(year, 12, 31), Precision.YEAR)


def season_interval(year: int, season: str) -> Interval:
    """A season; winter is the one that begins in December of ``year``."""
    first, _ = SEASON_MONTHS[season]
    return months_interval(year, first, 3, Precision.SEASON)


def week_interval(day: date) -> Interval:
    """Monday to Sunday of the week that holds ``day`` (ISO 8601)."""
    monday = day - timedelta(days=day.isoweekday() - 1)
    return Interval(monday, monday + timedelta(days=6), Precision.WEEK)


def iso_week(year: int, week: int) -> Interval | None:
    """The ISO week of a year, or none where the year has no such week."""
    try:
        return week_interval(date.fromisocalendar(year, week, 1))
    except ValueError:
        return None


def unit_interval(unit: str, day: date) -> Interval:
    """The calendar unit that holds ``day``."""
    if unit in ("day", "night"):
        return Interval(day, day, Precision.DAY)
    if unit == "week":
        return week_interval(day)
    if unit == "fortnight":
        return Interval(day, day + timedelta(days=13), Precision.WEEK)
    if unit == "weekend":
        monday = week_interval(day).start
        return Interval(monday + timedelta(days=5), monday + timedelta(days=6), Precision.WEEK_PART)
    if unit == "decade":
        first = day.year - day.year % 10
        return Interval(calendar_day(max(first, 1), 1, 1), calendar_day(first + 9, 12, 31), Precision.DECADE)
    if unit == "century":
        first = day.year - day.year % 100
        return Interval(calendar_day(max(first, 1), 1, 1), calendar_day(first + 99, 12, 31), Precision.CENTURY)
    if unit in MONTHS_IN and MONTHS_IN[unit] <= 12:
        count = MONTHS_IN[unit]
        return months_interval(day.year, (day.month - 1) // count * count + 1, count, PRECISIONS[unit])
    return Interval(day, day, Precision.DAY)


def shift(day: date, unit: str, by: float) -> date | None:
    """``day`` moved by so many units; a day that the target month lacks becomes its last. None outside the years 1–9999."""
    try:
        if unit in ("day", "night"):
            return day + timedelta(days=int(by))
        if unit == "fortnight":
            return day + timedelta(days=int(by * 14))
        if unit in ("week", "weekend"):
            return day + timedelta(days=int(by * 7))
        if unit in ("hour", "minute", "second"):
            return day
        months = round(MONTHS_IN[unit] * by)
        year, month = shift_month(day.year, day.month, months)
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return None


LOOSE_PARTS = ("EARLIER", "LATER")
"""``earlier this year`` and ``later in May`` say on which side of now a date lies, not how long its part is."""
FIRST_HALF, SECOND_HALF = "FIRST-HALF", "SECOND-HALF"
PART_MODS = {"EARLIER": "START", "LATER": "END", FIRST_HALF: "START", SECOND_HALF: "END"}
"""What TIMEX3 has for parts that it has no word of its own for."""


def part_of(interval: Interval, part: str) -> Interval:
    """Beginning, middle or end of an interval: days 1–10, 11–20, 21–end of a month; first days of a week; quarters of a year; whole months or years of what is longer."""
    if part in LOOSE_PARTS:
        return interval
    first, last = as_date(interval.start), as_date(interval.end)
    if part in (FIRST_HALF, SECOND_HALF):
        return _half(first, last, part, interval.precision)
    if interval.precision is Precision.MONTH:
        bounds = {"START": (1, 10), "MID": (11, 20), "END": (21, last.day)}[part]
        return Interval(first.replace(day=bounds[0]), first.replace(day=bounds[1]), Precision.MONTH_PART)
    if interval.precision is Precision.WEEK:
        bounds = {"START": (0, 1), "MID": (2, 3), "END": (4, 6)}[part]
        return Interval(first + timedelta(days=bounds[0]), first + timedelta(days=bounds[1]), Precision.WEEK_PART)
    if interval.precision is Precision.YEAR:
        months = {"START": (1, 3), "MID": (5, 4), "END": (10, 3)}[part]
        return months_interval(first.year, months[0], months[1], Precision.QUARTER)
    if interval.precision is Precision.DAY:
        return interval
    if interval.precision in _THIRDS:
        return _third(first, _THIRDS[interval.precision], part, interval.precision)
    length = (last - first).days + 1
    third = length // 3
    cuts = {"START": (0, third - 1), "MID": (third, length - third - 1), "END": (length - third, length - 1)}[part]
    return Interval(first + timedelta(days=cuts[0]), first + timedelta(days=cuts[1]), interval.precision)


_THIRDS = {
    Precision.SEASON: (1, 1),
    Precision.QUARTER: (1, 1),
    Precision.HALF: (2, 2),
    Precision.DECADE: (36, 48),
    Precision.CENTURY: (396, 408),
}
"""Months of the first (and last) third of a longer unit, and of the middle one."""


def _third(first: date, months: tuple[int, int], part: str, precision: Precision) -> Interval:
    """Whole months or years of a unit: ``late summer`` is August, ``the late 1980s`` are 1987 to 1989."""
    outer, inner = months
    start = {"START": 0, "MID": outer, "END": outer + inner}[part]
    year, month = shift_month(first.year, first.month, start)
    return months_interval(year, month, inner if part == "MID" else outer, precision)


def _half(first: date, last: date, part: str, precision: Precision) -> Interval:
    """The first or second half of an interval; the first one of a month ends on its 15th day."""
    if precision is Precision.YEAR:
        return months_interval(first.year, 1 if part == FIRST_HALF else 7, 6, Precision.HALF)
    days = 15 if precision is Precision.MONTH else ((last - first).days + 1) // 2
    cut = first + timedelta(days=days)
    precision = Precision.MONTH_PART if precision is Precision.MONTH else precision
    return Interval(first, cut - timedelta(days=1), precision) if part == FIRST_HALF else Interval(cut, last, precision)


def weekday_near(anchor: date, weekday: int, direction: int) -> date:
    """The weekday (1 Monday … 7 Sunday) on or after ``anchor`` (+1), on or before it (-1), or the nearest one (0)."""
    ahead = (weekday - anchor.isoweekday()) % 7
    if direction > 0 or (direction == 0 and ahead <= 3):
        return anchor + timedelta(days=ahead)
    return anchor - timedelta(days=(7 - ahead) % 7)


def easter(year: int) -> date:
    """Western Easter Sunday of a year after 1582 (the Gregorian computus of Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
