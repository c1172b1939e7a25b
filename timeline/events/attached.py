"""Expressions that name no event themselves and yet speak of one that is named beside them.

In: the events of a document and what made no row in it; out: the events with further mentions, and what is still left.
``Geöffnet ist dienstags von 10 bis 18 Uhr`` speaks of the exhibition told of before, ``Einen Tag vor dem Gipfel`` of
what the same sentence dates, and so does another word for a day that a row of the sentence is on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.events.context import Context
from timeline.events.dated import DAYS, day
from timeline.model import Event, Kind, Mention, Reading, Skipped, Span, Status

_LASTING = 3
"""Days from which on an event has opening hours."""
_BACK = 4
"""Sentences back to which opening hours still speak of what was told."""
_BESIDE = 8
"""Characters between expressions that are one stretch."""
_AFTER = 40
"""Characters behind a length of time in which it may say of what it is counted."""
_TOLD = frozenset({Kind.EVENT, Kind.PERIOD})

_Place = tuple[int, int]
"""Number of an event, and of a mention in it."""
_Told = dict[int, list[tuple[_Place, Event, Mention]]]
"""What may be spoken of again, by sentence."""


def attach(
    context: Context, events: Sequence[Event], skipped: Sequence[Skipped]
) -> tuple[tuple[Event, ...], tuple[Skipped, ...]]:
    """The events with what else speaks of them, and the expressions that still make no row."""
    if not events:
        return tuple(events), tuple(skipped)
    told: _Told = {}
    for number, event in enumerate(events):
        for beside, mention in enumerate(event.mentions if event.kind in _TOLD else ()):
            told.setdefault(context.sentence_at(mention.start), []).append(((number, beside), event, mention))
    found = [(skip, _spoken_of(context, told, skip.reading)) for skip in skipped]
    homes: dict[_Place, list[Reading]] = {}
    for skip, home in found:
        if home is not None:
            homes.setdefault(home, []).append(skip.reading)
    grown = list(events)
    for (number, beside), readings in sorted(homes.items()):
        model = events[number].mentions[beside]
        added = [
            _mention(context, model, span, reading)
            for span, reading in _stretches(sorted(readings, key=lambda r: r.expression.start))
        ]
        grown[number] = replace(grown[number], mentions=(*grown[number].mentions, *added))
    return tuple(grown), tuple(skip for skip, home in found if home is None)


def _spoken_of(context: Context, told: _Told, reading: Reading) -> _Place | None:
    number = context.sentence_at(reading.expression.start)
    when = reading.when
    if when is None:
        return None
    here = [
        (place, mention)
        for place, _, mention in told.get(number, ())
        if mention.when.precision in DAYS and mention.when.start
    ]
    if when.start is not None and when.end is not None and when.precision in DAYS and not when.recurrence:
        same = [
            place
            for place, mention in here
            if mention.when.start
            and mention.when.end
            and day(mention.when.start) == day(when.start)
            and day(mention.when.end) == day(when.end)
        ]
        return same[0] if same and len({place[0] for place in same}) == 1 else None
    if when.timex.type == "DURATION":
        return here[0][0] if len({place[0] for place, _ in here}) == 1 and _counted(context, number, reading) else None
    return _open(told, number) if _hours(context, number) else None


def _counted(context: Context, number: int, reading: Reading) -> bool:
    """Whether a length of time opens the way to a day: ``two days after the event``, ``half an hour later``."""
    end = reading.expression.end
    words = context.document.text[end : min(end + _AFTER, context.sentences[number].end)].lower().split()
    return bool(words) and words[0].strip(",.") in context.lexicon.words("join", "counted_from")


def _hours(context: Context, number: int) -> bool:
    """Whether a sentence tells when something is open."""
    span = context.sentences[number]
    words = {word.strip(",.;:()").lower() for word in context.document.text[span.start : span.end].split()}
    return bool(words & context.lexicon.words("kind", "hours_words"))


def _open(told: _Told, number: int) -> _Place | None:
    """The event of several days told of last before a sentence."""
    lasting = [
        (mention.start, place)
        for back in range(_BACK + 1)
        for place, event, mention in told.get(number - back, ())
        if event.status is not Status.CANCELLED and _lasts(event, mention)
    ]
    return max(lasting)[1] if lasting else None


def _lasts(event: Event, mention: Mention) -> bool:
    when = event.when
    if event.kind is Kind.PERIOD and when.precision in DAYS and mention.when.start is not None:
        return True
    if when.start is None or when.end is None or when.precision not in DAYS or mention.when.start is None:
        return False
    return (day(when.end) - day(when.start)).days >= _LASTING


def _stretches(readings: Sequence[Reading]) -> list[tuple[Span, Reading]]:
    out: list[tuple[Span, Reading]] = []
    for reading in readings:
        start, end = reading.expression.start, reading.expression.end
        if out and start - out[-1][0].end <= _BESIDE:
            out[-1] = (Span(out[-1][0].start, end), out[-1][1])
        else:
            out.append((Span(start, end), reading))
    return out


def _mention(context: Context, model: Mention, span: Span, reading: Reading) -> Mention:
    sentence = context.sentences[context.sentence_at(span.start)]
    text = context.document.text
    said = reading.when
    when = said if said is not None and said.start is not None and not said.recurrence else model.when
    return replace(
        model,
        start=span.start,
        end=span.end,
        text=text[span.start : span.end],
        sentence=text[sentence.start : sentence.end],
        sentence_start=sentence.start,
        when=when,
        anchor=reading.anchor,
        rule=reading.rule,
        doubts=(),
        sources={},
    )
