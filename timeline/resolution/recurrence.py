"""Reads what comes again: a TIMEX3 SET and, where it can be said, an RRULE (RFC 5545 section 3.3.10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeline.model import Timex
from timeline.resolution import timex
from timeline.resolution.anchor import Context, Outcome

Parts = Mapping[str, Any]
_DAYS = ("", "MO", "TU", "WE", "TH", "FR", "SA", "SU")
_RULES = {"hour": "HOURLY", "day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_FOLDED = {"fortnight": ("week", 2), "quarter": ("month", 3), "half": ("month", 6)}
_ANY = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}


def read_set(parts: Parts, context: Context) -> Outcome:
    """A set of dates: no single place on the calendar."""
    quant = "EVERY" if parts.get("quant") else ""
    daypart = parts.get("daypart") or parts.get("dayparts") or ""
    weekday = parts.get("wd") or parts.get("wds")
    if "compound" in parts:
        weekday, daypart = parts["compound"]
    if "but" in parts:
        left_out = (parts["but"], parts.get("but_also"))
        days = ",".join(name for n, name in enumerate(_DAYS) if name and n not in left_out)
        return Outcome(Timex("SET", "P1D"), recurrence=f"FREQ=WEEKLY;BYDAY={days}", spoken_of=False)
    if "monthday" in parts:
        day = int(parts["monthday"])
        return Outcome(
            Timex("SET", f"XXXX-XX-{day:02d}", quant=quant),
            recurrence=f"FREQ=MONTHLY;BYMONTHDAY={day}",
            spoken_of=False,
        )
    if weekday is not None and (weeks := _weeks(parts)):
        rule = f"FREQ=WEEKLY{f';INTERVAL={weeks}' if weeks > 1 else ''};BYDAY={_DAYS[weekday]}"
        return Outcome(Timex("SET", f"P{weeks}W", quant=quant), recurrence=rule, spoken_of=False)
    if "frequency" in parts:
        amount, _, unit = parts["frequency"].rpartition(" ")
        outcome = _every(int(amount or 1), unit, "")
        if context.narrative and not amount and unit in _ANY:
            # What a story says of each day is said of any day of its time; news counts how often.
            outcome.timex = Timex("SET", _ANY[unit])
        if "times" in parts:
            outcome.timex, outcome.recurrence = Timex("SET", outcome.timex.value, freq=f"{parts['times']}X"), ""
        return outcome
    if weekday is not None and "unit" in parts and "ordinal" in parts:
        days = ",".join(f"{n}{_DAYS[weekday]}" for n in (parts.get("also"), parts["ordinal"]) if n)
        rule = f"FREQ={_RULES.get(parts['unit'], 'MONTHLY')};BYDAY={days}"
        return Outcome(Timex("SET", timex.period(1, parts["unit"]), quant=quant), recurrence=rule, spoken_of=False)
    if weekday is not None and "month" in parts:
        rule = f"FREQ=YEARLY;BYMONTH={parts['month']};BYDAY={parts['ordinal']}{_DAYS[weekday]}"
        return Outcome(Timex("SET", f"XXXX-{parts['month']:02d}", quant=quant), recurrence=rule, spoken_of=False)
    if weekday is not None:
        value = f"XXXX-WXX-{weekday}" + (f"T{daypart}" if daypart else "")
        interval = f";INTERVAL={parts['ordinal']}" if parts.get("ordinal", 1) != 1 else ""
        days = _DAYS[weekday]
        if "wds_to" in parts:
            later = range(weekday, weekday + (parts["wds_to"] - weekday) % 7 + 1)
            days = ",".join(_DAYS[n] for n in sorted((n - 1) % 7 + 1 for n in later))
        if "wd_also" in parts:
            days = ",".join(_DAYS[n] for n in sorted({weekday, parts["wd_also"]}))
        return Outcome(
            Timex("SET", value, quant=quant), recurrence=f"FREQ=WEEKLY{interval};BYDAY={days}", spoken_of=False
        )
    if daypart:
        return Outcome(
            Timex("SET", f"XXXX-XX-XXT{daypart}", quant=quant), part=daypart, recurrence="FREQ=DAILY", spoken_of=False
        )
    if "season" in parts:
        return Outcome(
            Timex("SET", f"XXXX-{parts['season'][:2]}", quant=quant), recurrence="FREQ=YEARLY", spoken_of=False
        )
    if "month" in parts:
        return Outcome(
            Timex(
                "SET", f"XXXX-{parts['month']:02d}" + (f"-{parts['day']:02d}" if "day" in parts else ""), quant=quant
            ),
            recurrence=f"FREQ=YEARLY;BYMONTH={parts['month']}"
            + (f";BYMONTHDAY={parts['day']}" if "day" in parts else ""),
            spoken_of=False,
        )
    amount = parts.get("amount", parts.get("ordinal", 1))
    outcome = _every(amount, parts["unit"], quant)
    if "times" in parts:
        outcome.timex = Timex("SET", outcome.timex.value, freq=f"{parts['times']}X")
        outcome.recurrence = ""
    return outcome


def read_weekends(parts: Parts, context: Context) -> Outcome:  # noqa: ARG001 - one signature for all readers
    """``on weekends``: those of every week."""
    return Outcome(Timex("SET", "XXXX-WXX-WE"), recurrence="FREQ=WEEKLY;BYDAY=SA,SU", spoken_of=False)


def _weeks(parts: Parts) -> int:
    """In how many weeks a weekday comes once (``alle 14 Tage mittwochs``, ``weekly on Mondays``); 0 when that is not said."""
    if "frequency" in parts:
        return {"week": 1, "fortnight": 2}.get(parts["frequency"], 0)
    days = parts.get("amount", 0) * (7 if parts.get("unit") == "week" else 1)
    return int(days / 7) if days and days % 7 == 0 and "ordinal" not in parts else 0


def _every(amount: float | str, unit: str, quant: str) -> Outcome:
    if unit == "weekdays":
        return Outcome(Timex("SET", "P1D", quant=quant), recurrence="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", spoken_of=False)
    value = timex.period(amount, unit)
    base, factor = _FOLDED.get(unit, (unit, 1))
    rule = ""
    if amount != "X" and base in _RULES:
        count = int(float(amount)) * factor
        rule = f"FREQ={_RULES[base]}" + (f";INTERVAL={count}" if count > 1 else "")
    return Outcome(Timex("SET", value, quant=quant), recurrence=rule, spoken_of=False)
