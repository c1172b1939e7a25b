"""What a document says again of an event it has named: the hour alone, and its headline.

In: the mentions of a document in order, with the keys that say what each names; out: mentions that have taken their day,
or their name, from the event they speak of, and pairs of clusters that tell of one event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from timeline.events.counted import COUNTED
from timeline.events.dated import DAYS, day
from timeline.events.lexicon import Lexicon
from timeline.model import Document, Kind, Mention, Moment, Precision, Status, When

_HOUR = frozenset({"clock"})
_SAID = frozenset({"day", "wd"})
_LONGEST_HEADLINE = 200
_TOLD = frozenset({Kind.EVENT, Kind.PUBLICATION, Kind.PERIOD})
_NAME = re.compile(r"[^\W\d_]{5,}")
_STEM = 6
_LATEST = 10
"""Days told of one event among which that of a past hour is looked for."""


def with_days(
    mentions: Sequence[Mention],
    keys: Sequence[str],
    moved: Sequence[bool],
    past: Sequence[bool],
    published: Moment | None,
) -> tuple[list[Mention], list[str]]:
    """``Die Sitzung beginnt um 9 Uhr``: an hour whose day another sentence says, on the day of the event it is of.

    An event of several days begins at the hour on the first of them; one that has ``moved`` is on the last day told. An hour
    told in the ``past`` tense is of no day ahead. An hour that is still to come and not on a day of its own is that of what
    has just been moved, and called so.
    """
    out: list[Mention] = []
    named = list(keys)
    told: dict[str, list[int]] = {}
    here: set[tuple[str, int]] = set()
    spoken: set[date] = set()
    on_day: dict[date | None, int] = {}
    move = -1
    for n, (mention, key) in enumerate(zip(mentions, keys, strict=True)):
        hour = key and hour_alone(mention)
        if hour and key in told:
            by_key = _gone_by(told[key][-_LATEST:], out, published) if past[n] else told[key][-1]
            since = on_day.get(_first_day(mention), -1)
            elsewhere = since > by_key and keys[since] != key and not _written(mention)
            if elsewhere and out[since].sentence_start != mention.sentence_start:
                mention = called(mention, out[since])  # noqa: PLW2901
                named[n] = named[since]
            elif by_key >= 0 and (key, mention.sentence_start) not in here:
                days = out[by_key].when
                last = moved[by_key] and days.end is not None
                when = _at(mention.when, replace(days, start=days.end) if last else days)
                mention = replace(mention, when=when, status=_ahead(mention.status, when, published))  # noqa: PLW2901
        elif (
            mention.when.known == COUNTED
            and not _written(mention)
            and (by_day := on_day.get(_first_day(mention), -1)) >= 0
        ):
            mention = called(mention, out[by_day])  # noqa: PLW2901
            named[n] = named[by_day]
        elif hour and move >= 0 and _its_hour(mention, out[move].when, published):
            by = out[move]
            when = _at(mention.when, replace(by.when, start=by.when.end))
            status = _ahead(mention.status, when, published)
            if mention.status is Status.PLANNED or _first_day(mention) in spoken:
                mention = replace(mention, when=when, status=status)  # noqa: PLW2901
                if not _written(mention):
                    mention = called(mention, by)  # noqa: PLW2901
                    named[n] = keys[move]
        out.append(mention)
        if mention.kind is Kind.STATEMENT:
            spoken.update(filter(None, (_first_day(mention),)))
        if _day_said(mention):
            told.setdefault(key, []).append(n)
            on_day[_first_day(mention)] = n
            here.add((key, mention.sentence_start))
            move = n if moved[n] else move
    return out, named


def called(mention: Mention, by: Mention) -> Mention:
    """A mention under the name of another one."""
    return replace(mention, title=by.title, head=by.head, kind=by.kind)


def _gone_by(told: Sequence[int], out: Sequence[Mention], published: Moment | None) -> int:
    """The mention that says the day of what is told in the past tense, of those of its name; -1 where none does.

    Of several days not ahead it is the one whose hour is told, too: of what began then, it is said how it went on.
    """
    over = [m for m in told if _over(out[m].when, published)]
    if len({_first_day(out[m]) for m in over}) > 1:
        over = [m for m in over if isinstance(out[m].when.start, datetime)]
    return over[-1] if len({_first_day(out[m]) for m in over}) == 1 else -1


def hour_alone(mention: Mention) -> bool:
    """Whether a mention says an hour and no day."""
    return mention.when.known == _HOUR and isinstance(mention.when.start, datetime)


def _first_day(mention: Mention) -> date | None:
    return day(mention.when.start) if mention.when.start is not None else None


def _its_hour(mention: Mention, moved: When, published: Moment | None) -> bool:
    """Whether an hour that was read with no day of its own may be that of what has moved: on its day, or on one before
    it where the sentence names no other event."""
    hour = mention.when
    other = mention.kind not in _TOLD or mention.kind is Kind.PERIOD
    if other or hour.start is None or moved.end is None or _over(moved, published):
        return False
    earlier = day(hour.start) < day(moved.end) and not _written(mention)
    return earlier or _over(hour, published) or day(hour.start) == day(moved.end)


def _over(when: When, published: Moment | None) -> bool:
    """Whether a date is not after the day of publication."""
    return published is not None and when.end is not None and day(when.end) <= day(published)


def restated(mentions: Sequence[Mention], keys: Sequence[str]) -> tuple[list[Mention], list[str]]:
    """``kommt tags darauf zum Training: am 14. September gibt …``: a day counted and then said, in one sentence, is of one event.

    It is called what the sentence names beside one of the two.
    """
    told, named = list(mentions), list(keys)
    for n, mention in enumerate(mentions):
        for other in range(n - 1, -1, -1):
            first = mentions[other]
            if first.sentence_start != mention.sentence_start:
                break
            if not _said_twice(first.when, mention.when):
                continue
            calls = [m for m in (other, n) if keys[m] == told[m].head and _written(told[m])]
            if len(calls) == 1 and Kind.STATEMENT not in {first.kind, mention.kind}:
                source, copy = calls[0], n if calls[0] == other else other
                by = told[source]
                told[copy] = replace(told[copy], title=by.title, head=by.head, kind=by.kind, status=by.status)
                named[copy] = named[source]
    return told, named


def with_beginnings(
    mentions: Sequence[Mention], keys: Sequence[str], ends: Sequence[bool], lexicon: Lexicon
) -> tuple[list[Mention], list[str]]:
    """``ist ab 16. März gesperrt. Die Sperrung dauert bis 30. April``: what lasts up to a day began on the one told of it.

    What is shown began on the day of its opening. Where the text tells of several beginnings, none is known.
    """
    told, named = list(mentions), list(keys)
    for n, mention in enumerate(mentions):
        if not ends[n] or not _day_said(mention):
            continue
        begun = [m for m in range(len(mentions)) if not ends[m] and _begins(mentions[m], mention, lexicon)]
        if len({_first_day(mentions[m]) for m in begun}) != 1:
            continue
        first = min(begun, key=lambda m: (mentions[m].head != mention.head, abs(m - n)))
        told[n] = replace(mention, when=_up_to(mentions[first].when, mention.when))
        if not lexicon.listed(mentions[first].head, "kind", "openings"):
            told[n] = called(told[n], mentions[first])
            named[n] = named[first]
            for m in begun:
                told[m] = replace(told[m], when=_up_to(told[m].when, mention.when))
    return told, named


def _begins(first: Mention, last: Mention, lexicon: Lexicon) -> bool:
    """Whether a mention tells when something began that another gives the last day of."""
    if not _day_said(first) or first.kind is Kind.STATEMENT or first.status is Status.CANCELLED:
        return False
    if first.when.recurrence or first.when.start is None or last.when.start is None:
        return False
    shut = all(lexicon.listed(mention.head, "kind", "closures") for mention in (first, last))
    shown = lexicon.listed(first.head, "kind", "openings") and lexicon.listed(last.head, "join", "works")
    same = first.head == last.head or shut or shown
    return same and day(first.when.start) < day(last.when.start)


def _up_to(first: When, last: When) -> When:
    """From the beginning of one date to the end of another."""
    begin = first.edtf.partition("/")[0] or str(first.start)
    return replace(
        last,
        start=first.start,
        edtf=f"{begin}/{last.edtf.rpartition('/')[2] or last.end}",
        known=first.known | last.known,
        implied=first.implied | last.implied,
        alternatives=(),
    )


def _said_twice(one: When, other: When) -> bool:
    """Whether two dates are one day, of which one is counted and the other said."""
    if one.precision not in DAYS or other.precision not in DAYS or one.start is None or other.start is None:
        return False
    counted = [when for when in (one, other) if not when.known & _SAID]
    return day(one.start) == day(other.start) and len(counted) == 1 and counted[0].precision is Precision.DAY


def _written(mention: Mention) -> bool:
    return mention.head.casefold()[:_STEM] in mention.sentence.casefold()


def _ahead(status: Status, when: When, published: Moment | None) -> Status:
    """What was taken to have happened and turns out to be still to come is planned."""
    late = published is not None and when.start is not None and day(when.start) > day(published)
    return Status.PLANNED if late and status is Status.HAPPENED else status


def _day_said(mention: Mention) -> bool:
    when = mention.when
    return when.precision in DAYS and when.start is not None and when.known != _HOUR


def _at(hour: When, days: When) -> When:
    assert isinstance(hour.start, datetime)
    assert days.start is not None
    begin = datetime.combine(day(days.start), hour.start.time())
    if begin == hour.start:
        return hour
    end = begin
    if isinstance(hour.end, datetime) and hour.end > hour.start:
        end = begin + (hour.end - hour.start)
    said = [moment.isoformat(timespec="minutes") for moment in dict.fromkeys((begin, end))]
    timex = replace(hour.timex, value=said[0])
    return replace(hour, start=begin, end=end, edtf="/".join(said), timex=timex, implied=days.implied | days.known)


def headline_end(document: Document) -> int:
    """Where the headline that opens a text ends; 0 when it opens with prose."""
    line = document.text[:_LONGEST_HEADLINE].partition("\n")
    alone = line[1] and document.text[len(line[0]) :].lstrip(" \t\r").startswith("\n\n")
    return len(line[0]) if alone and line[0].rstrip()[-1:] not in {".", ":"} else 0


def headlined(
    clusters: Sequence[Sequence[int]], mentions: Sequence[Mention], end: int, published: Moment | None
) -> tuple[int, int] | None:
    """The cluster of the headline and that of the text which tells of it: the first one whose date goes with it.

    A headline that gives no day has to share a name with the sentence; one over several events tells of none of them.
    """
    above = [n for n, c in enumerate(clusters) if all(mentions[m].start < end for m in c)]
    if len(above) != 1 or mentions[clusters[above[0]][0]].kind not in _TOLD:
        return None
    top = mentions[clusters[above[0]][0]]
    fitting = [
        number
        for number, cluster in enumerate(clusters)
        if (first := mentions[cluster[0]]).start >= end
        and first.kind in _TOLD
        and _compatible(top.when, first.when)
        and (published is None or first.when.start is None or day(first.when.start) != day(published))
    ]
    if not fitting:
        return None
    first = mentions[clusters[fitting[0]][0]]
    exact = top.when.precision in DAYS and first.when.precision in DAYS
    named = len(fitting) == 1 and _names(top.sentence) & _names(f"{first.sentence} {first.title}")
    return (above[0], fitting[0]) if exact or named else None


def _compatible(one: When, other: When) -> bool:
    """Whether the date of a headline is that of a sentence, its first day, or lies around it."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    if isinstance(one.start, datetime) and isinstance(other.start, datetime):
        return one.start == other.start
    first = day(other.start)
    return day(one.start) == first == day(one.end) or (day(one.start) <= first and day(other.end) <= day(one.end))


def _names(text: str) -> set[str]:
    return {word[:_STEM].casefold() for word in _NAME.findall(text)}
