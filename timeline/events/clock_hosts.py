"""Which of the dates of a sentence a time of the day belongs to, and the date with it.

In: the dates and the hours of one sentence; out: the dates with their hours. ``jeweils 20 Uhr`` gives its time to every date
before it, and so does the only hour of a sentence to the days of a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from timeline.events.dated import Dated, clock_only, day, day_of_clock, ends_day, whole_day
from timeline.events.lexicon import Lexicon
from timeline.model import Moment, Precision, Reading, When

_EACH = 20
"""Characters before an hour in which it may be said to be that of each day."""
_FORTNIGHT = 15
"""Days from which on a stretch is too long for an hour to be its own."""
_REPLACING = 40
"""Characters before an hour in which it may say that another one replaces it."""
_CLAUSE = 3
"""Words from which on there is a verb between a mark and the preposition of an hour."""


def with_hours(text: str, dates: list[Dated], clocks: Sequence[Reading], lexicon: Lexicon) -> list[Dated]:
    """The dates of a sentence with the hours that are theirs, and the hours that are of none, in order."""
    for dated in dates:
        dated.when = _last_of_day(dated.when)
    each = lexicon.words("join", "each")
    loose: list[Dated] = []
    last, hosts = -1, list[Dated]()
    for clock in _clock_ranges(clocks):
        if hosts and last >= 0 and _listed(text[last : clock[0].expression.start], lexicon):
            loose += [Dated(list(clock), _with_times(whole_day(host.when), clock)) for host in hosts]
            last = clock[-1].expression.end
            continue
        last = clock[-1].expression.end
        hosts = _hosts(text, dates, clock, each)
        if len(hosts) == 1 and len(_clock_ranges(clocks)) == 1:
            hosts = _all_of_list(text, dates, hosts[0], lexicon)
        if hosts and clock[0].expression.parts.get("move") == "from":
            hosts[-1].readings += clock  # moved from 2pm to 4pm: the first hour no longer holds
            continue
        if not hosts or _lasts_elsewhere(text, hosts[-1], clock, lexicon) or _follows(text, hosts[-1], clock, lexicon):
            hosts = []
            loose.append(Dated(list(clock), _with_times(clock[0].when, clock)))
        if len(hosts) == 1 and isinstance(hosts[0].when.start, datetime):
            if _replaced(text, clock[0], lexicon):
                hosts[0].readings += clock
                continue
            if _closes(text, hosts[0], clock, lexicon):
                hosts[0].when = _until(hosts[0].when, clock[0])
                hosts[0].readings += clock
                continue
            if _admits(_gap(text, hosts[0], clock[0]), lexicon):
                hosts[0].readings += clock
                continue
            if _of_another(_gap(text, hosts[0], clock[0]), lexicon):
                loose.append(Dated(list(clock), _with_times(clock[0].when, clock)))
                continue
            if "(" in _gap(text, hosts[0], clock[0]):  # the same hour as clocks elsewhere show it
                hosts[0].readings += clock
                continue
            if _span(hosts[0].when) == 0 and not _opens_doors(text, hosts[0], lexicon):
                loose.append(Dated(list(clock), _with_times(clock[0].when, clock)))
                continue
        for n, host in enumerate(hosts):
            if not (isinstance(host.when.start, datetime) and ";" in _gap(text, host, clock[0])):
                host.when = _with_times(host.when, clock)
            if n == len(hosts) - 1:
                host.readings += clock
    return sorted(dates + loose, key=lambda d: d.first.expression.start)


def hour_of_each(text: str, readings: Sequence[Reading], lexicon: Lexicon) -> bool:
    """``am 27. und 28. Juni, jeweils um 20 Uhr``: whether the only hour of a sentence is the one at which each of its days begins."""
    clocks = [reading for reading in readings if clock_only(reading)]
    if len(clocks) != 1 or "range" in clocks[0].expression.parts:
        return False
    start = clocks[0].expression.start
    return not lexicon.words("join", "each").isdisjoint(text[max(0, start - _EACH) : start].lower().split())


def _clock_ranges(clocks: Sequence[Reading]) -> list[list[Reading]]:
    out: list[list[Reading]] = []
    for clock in clocks:
        before = out[-1][-1] if out else None
        ends = clock.expression.parts.get("range") == "to"
        if before is not None and ends and before.expression.parts.get("range") == "from":
            out[-1].append(clock)
        else:
            out.append([clock])
    return out


def _hosts(text: str, dates: list[Dated], clock: Sequence[Reading], each: frozenset[str]) -> list[Dated]:
    """The dates that a time of the day belongs to: the one it was read with, or all before it for "each"."""
    start = clock[0].expression.start
    when = clock[0].when
    assert when is not None
    assert when.start is not None
    before = [d for d in dates if d.first.expression.start < start]
    words = text[max(0, start - _EACH) : start].lower().split()
    if set(words) & each and before:
        beside = [d for d in before if ";" not in text[d.readings[-1].expression.end : start]] or before
        apart = [n for n in range(1, len(beside)) if _apart(_between(text, beside[n - 1], beside[n]))]
        return [d for d in beside[max(apart, default=0) :] if not isinstance(d.when.start, datetime)]
    on = day_of_clock(when)
    same = [d for d in dates if d.when.start and day(d.when.start) <= on <= day(d.when.end or d.when.start)]
    same = [d for d in same if _in_reach(text, d, clock[-1])]
    fine = [d for d in same if d.when.recurrence or _span(d.when) < _FORTNIGHT]
    if when.precision is Precision.DAY_PART:
        fine = [d for d in fine if _beside(text, d, clock[0])]
    if not fine:
        return []
    return [min(fine, key=lambda d: (d.first.expression.start > start, abs(d.readings[-1].expression.start - start)))]


def _all_of_list(text: str, dates: Sequence[Dated], host: Dated, lexicon: Lexicon) -> list[Dated]:
    """``am 6. und 13. Dezember von 13 bis 18 Uhr``: the only hour of a sentence is that of all days of its list."""
    at = next(n for n, one in enumerate(dates) if one is host)
    first = last = at
    while first > 0 and _plain(dates[first - 1]) and _listed(_between(text, dates[first - 1], dates[first]), lexicon):
        first -= 1
    while last + 1 < len(dates) and _listed(_between(text, dates[last], dates[last + 1]), lexicon):
        last += 1
    listed = [*dates[first:last], dates[last]]
    return listed if all(map(_plain, listed)) else [host]


def _plain(dated: Dated) -> bool:
    """One day without an hour."""
    when = dated.when
    return not isinstance(when.start, datetime) and not when.recurrence and _span(when) == 0


def _apart(gap: str) -> bool:
    """``war am Samstag, weitere Aufführungen folgen am 14.``: a clause begins between two dates."""
    return len(gap.rpartition(",")[2].split()) > _CLAUSE and "," in gap


def _between(text: str, one: Dated, other: Dated) -> str:
    return text[max(r.expression.end for r in one.readings) : other.first.expression.start]


def _span(when: When) -> int:
    assert when.start is not None
    return (day(when.end or when.start) - day(when.start)).days


def _lasts_elsewhere(text: str, host: Dated, clock: Sequence[Reading], lexicon: Lexicon) -> bool:
    """``collided on Friday morning; the road was closed until noon``: the hour up to which another thing lasts."""
    if (
        len(clock) > 1
        or isinstance(host.when.start, datetime)
        or host.first.expression.start > clock[0].expression.start
    ):
        return False
    words = re.findall(r"\w+|[;.]", _gap(text, host, clock[0]).lower())
    parted = [n for n, word in enumerate(words) if word in {";", "."} | lexicon.words("phrase", "and")]
    until = bool(words) and words[-1] in lexicon.words("join", "range")
    return until and bool(parted) and len(words) - parted[-1] > _CLAUSE


def _follows(text: str, host: Dated, clock: Sequence[Reading], lexicon: Lexicon) -> bool:
    """``on 17 March, with a vote to follow at 5 p.m.``: the hour of what comes after the event of the day."""
    pattern = lexicon.pattern("join", "afterwards")
    if pattern is None or host.first.expression.start > clock[0].expression.start:
        return False
    return pattern.search(_gap(text, host, clock[0])) is not None


def _replaced(text: str, clock: Reading, lexicon: Lexicon) -> bool:
    """``um 9 Uhr statt um 10 Uhr``: the second hour no longer holds."""
    before = text[max(0, clock.expression.start - _REPLACING) : clock.expression.start].lower()
    pattern = lexicon.pattern("kind", "replaced")
    return pattern is not None and pattern.search(before) is not None


def _closes(text: str, host: Dated, clock: Sequence[Reading], lexicon: Lexicon) -> bool:
    """``um 10 Uhr …, bis 13 Uhr``: a later hour of one day up to which it lasts."""
    when = clock[0].when
    before = text[max(0, clock[0].expression.start - 12) : clock[0].expression.start].lower().split()
    until = bool(before) and before[-1] in lexicon.words("join", "range")
    ends = set(re.findall(r"\w+", _gap(text, host, clock[0]).lower())) & lexicon.words("join", "ending")
    if len(clock) > 1 or when is None or not (until or ends):
        return False
    begun = host.when.start
    return isinstance(when.start, datetime) and isinstance(begun, datetime) and when.start > begun


def _until(when: When, clock: Reading) -> When:
    assert clock.when is not None
    assert when.start is not None
    end = clock.when.start
    if not isinstance(end, datetime) or day_of_clock(clock.when) not in {day(when.start), day(when.end or when.start)}:
        return when
    return replace(when, end=end, edtf=f"{when.edtf.partition('/')[0]}/{end.isoformat(timespec='minutes')}")


def _listed(gap: str, lexicon: Lexicon) -> bool:
    """``um 10 und 14 Uhr``: one more hour, at which it happens again."""
    words = re.findall(r"\w+|[,&/]", gap.lower())
    joints = lexicon.words("join", "list")
    return bool(joints.intersection(words)) and joints.union(lexicon.words("join", "hours_fill")).issuperset(words)


def _admits(gap: str, lexicon: Lexicon) -> bool:
    """``um 19 Uhr, Einlass ab 18.30 Uhr``: when the doors open is not when it begins."""
    words = re.findall(r"\w+", gap.lower())
    return bool(set(words[-3:]) & lexicon.words("kind", "doors"))


def _opens_doors(text: str, host: Dated, lexicon: Lexicon) -> bool:
    """``Einlass ist um 18.30 Uhr, Beginn um 19 Uhr``: an hour at which people are let in gives way to the one behind it."""
    hour = host.readings[-1].expression.start
    before = re.findall(r"\w+", text[max(0, hour - _REPLACING) : hour].lower())
    return bool(set(before) & lexicon.words("kind", "doors"))


def _of_another(gap: str, lexicon: Lexicon) -> bool:
    """``beginnt das Turnier um 9 Uhr, das Finale um 17 Uhr``: an occasion right before a further hour is another one, and so
    is whatever has an article there where nouns have capitals."""
    words = gap.split()
    if len(words) < 2 or not any(mark in gap for mark in ",;"):
        return False
    sense = lexicon.noun(words[-2].lower())
    capital = not lexicon.text("phrase", "svo") and words[-2][:1].isupper() and len(words) > 2
    return capital or (sense is not None and sense.sort == "occasion")


def _gap(text: str, dated: Dated, clock: Reading) -> str:
    """What stands between a date and a time behind it."""
    return text[dated.readings[-1].expression.end : clock.expression.start]


def _in_reach(text: str, dated: Dated, clock: Reading) -> bool:
    """A date behind its time of the day follows at once (``9 a.m. on Thursday``)."""
    start = dated.first.expression.start
    if start < clock.expression.start:
        return True
    gap = text[clock.expression.end : start]
    return len(gap) <= 12 and "," not in gap


def _beside(text: str, dated: Dated, clock: Reading) -> bool:
    """Whether only a small word stands between a date and a part of the day."""
    return any(
        len(text[min(r.expression.end, clock.expression.end) : max(r.expression.start, clock.expression.start)]) < 10
        for r in dated.readings
    )


def _with_times(when: When | None, clock: Sequence[Reading]) -> When:
    """A date with the start (and end) of its clock times."""
    assert when is not None
    assert when.start is not None
    first, last = clock[0].when, clock[-1].when
    assert first is not None
    assert last is not None
    if not isinstance(first.start, datetime):
        return (
            when
            if when is not first and isinstance(when.start, datetime)
            else replace(when, precision=first.precision, part=first.part)
        )
    begin = day_of_clock(when)
    finish = begin if when is first else day(when.end or when.start)
    if begin < finish and len(clock) == 1 and day_of_clock(first) == finish:
        return _on_the_last_day(when, first)
    if len(clock) == 1 and ends_day(first):
        # The end of a day adds nothing to the day itself, and as a moment it would be one of the next.
        return _last_of_day(when)
    start = datetime.combine(begin + timedelta(days=ends_day(first)), first.start.time())
    end: Moment = start if begin == finish else finish
    if len(clock) > 1 and isinstance(last.end, datetime):
        further = (day(last.end) - day_of_clock(first)).days  # past midnight, or as long as it lasts
        on = begin == finish and (further == 1 or clock[-1].expression.form == "clock-length")
        end = datetime.combine(finish + timedelta(days=further if on else 0), last.end.time())
        end = max(end, start)
    elif isinstance(first.end, datetime) and first.end > first.start:
        further = (day(first.end) - day(first.start)).days if begin == finish else 0
        end = datetime.combine(finish + timedelta(days=further), first.end.time())
    edtf = start.isoformat(timespec="minutes")
    if end != start:
        edtf += "/" + (end.isoformat(timespec="minutes") if isinstance(end, datetime) else end.isoformat())
    return replace(
        when,
        start=start,
        end=end,
        precision=first.precision,
        edtf=edtf,
        known=when.known | first.known,
        zone=first.zone or when.zone,
        alternatives=tuple(_with_times(other, clock) for other in when.alternatives),
    )


def _last_of_day(when: When) -> When:
    """24:00 by itself as the day that it ends; any other time or date as it is."""
    if not ends_day(when):
        return when
    ended = day_of_clock(when)
    return replace(when, start=ended, end=ended, precision=Precision.DAY, edtf=ended.isoformat())


def _on_the_last_day(when: When, clock: When) -> When:
    """``bis Freitag, 5 Uhr`` closes a range that begins at an hour; ``in der Nacht zum Freitag um 1 Uhr`` is Friday."""
    assert when.start is not None
    assert isinstance(clock.start, datetime)
    said = clock.start.isoformat(timespec="minutes")
    if when.precision is Precision.DAY_PART:
        known = when.known | clock.known
        return replace(clock, known=known, implied=when.implied, zone=clock.zone or when.zone)
    if not isinstance(when.start, datetime):
        return when
    return replace(when, end=clock.start, edtf=f"{when.start.isoformat(timespec='minutes')}/{said}")
