"""The row of a calendar entry: when, where and how firmly it says itself; its title is read only for what it is about.

In: a document with an ``Entry``; out: its event, with one mention.
"""

from __future__ import annotations

from datetime import datetime

from timeline import gazetteer
from timeline.events import people
from timeline.events.carried import sense_of
from timeline.events.clause import read
from timeline.events.scene import Scene
from timeline.gazetteer import TOWN
from timeline.model import (
    LENGTH,
    Document,
    Doubt,
    Entry,
    Event,
    Kind,
    Mention,
    Place,
    Precision,
    Span,
    Status,
    Timex,
    When,
)

CONFIDENCE = 0.99
"""Somebody has put it into a calendar."""
RULE = "calendar entry"
EXCEPTION = "exception"
_DAY = frozenset({"year", "month", "day"})
_MINUTE = _DAY | {"hour", "minute"}


def event(document: Document, entry: Entry) -> Event:
    """The event that the ``entry`` of ``document`` states, without uid."""
    text = document.text
    scene = read(text, entry.line, [entry.said], document.language)
    title = text[entry.title.start : entry.title.end]
    head, deadline = _head(scene, entry.title)
    who, who_spans = people.find(document, entry.line, [t for t in scene.tokens if t.end <= entry.title.end])
    sources = {"title": entry.title}
    if entry.place is not None:
        sources["place"] = entry.place
    if who_spans:
        sources["participants"] = who_spans[0]
    when, status = _when(entry), _status(document, entry)
    doubts = tuple(Doubt(EXCEPTION, day.isoformat()) for day in entry.excepted)
    mention = Mention(
        document=document.id,
        start=entry.said.start,
        end=entry.said.end,
        text=text[entry.said.start : entry.said.end],
        sentence=text[entry.line.start : entry.line.end],
        sentence_start=entry.line.start,
        when=when,
        kind=Kind.DEADLINE if deadline else Kind.EVENT,
        status=status,
        title=title,
        place=_place(document, entry),
        participants=who,
        confidence=CONFIDENCE,
        doubts=doubts,
        rule=RULE,
        head=head,
        sources=sources,
    )
    return Event(
        uid="",
        title=title,
        when=when,
        kind=mention.kind,
        status=status,
        place=mention.place,
        participants=who,
        confidence=CONFIDENCE,
        doubts=doubts,
        mentions=(mention,),
        timezone=entry.zone if isinstance(entry.start, datetime) else "",
    )


def _head(scene: Scene, title: Span) -> tuple[str, bool]:
    """The lemma of the noun that says what the event is, folded, and whether that is a deadline."""
    inside = [phrase for phrase in scene.phrases if scene.tokens[phrase.head].end <= title.end]
    senses = [(phrase, sense_of(scene, phrase)) for phrase in inside]
    for sort in ("occasion", "deadline"):
        for phrase, sense in senses:
            if sense is not None and sense.sort == sort:
                return scene.tokens[phrase.head].lemma.lower(), sort == "deadline"
    return next((scene.tokens[phrase.head].lemma.lower() for phrase in inside), ""), False


def _when(entry: Entry) -> When:
    timed = isinstance(entry.start, datetime) and isinstance(entry.end, datetime)
    first, last = (
        moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()
        for moment in (entry.start, entry.end)
    )
    seconds = ":00" if timed else ""
    edtf = f"{first}{seconds}" if first == last else f"{first}{seconds}/{last}{seconds}"
    return When(
        start=entry.start,
        end=entry.end,
        precision=Precision.MINUTE if timed else Precision.DAY,
        timex=Timex("TIME" if timed else "DATE", first),
        edtf=edtf,
        known=(_MINUTE if timed else _DAY) | ({LENGTH} if entry.recurrence else frozenset()),
        zone=entry.zone if timed else "",
        recurrence=entry.recurrence,
    )


def _status(document: Document, entry: Entry) -> Status:
    """As the calendar has it; what it holds as certain has happened when it was changed after its day."""
    if entry.status is not Status.PLANNED or entry.recurrence or document.published is None:
        return entry.status
    published, end = document.published, entry.end
    over = (end.date() if isinstance(end, datetime) else end) < (
        published.date() if isinstance(published, datetime) else published
    )
    return Status.HAPPENED if over else Status.PLANNED


def _place(document: Document, entry: Entry) -> Place | None:
    """As written, with the town in it where that is one that is known."""
    if entry.place is None:
        return None
    name = document.text[entry.place.start : entry.place.end]
    for part in reversed([name, *name.split(",")]):
        words = part.split()
        found = gazetteer.lookup(" ".join(words[1:] if words and words[0].isdigit() else words), document.language)
        best = gazetteer.settle(found, document.language)
        if best is not None and best.kind == TOWN:
            point = entry.point or (best.latitude, best.longitude)
            return Place(name, best.country, *point)
    return Place(name, "", *entry.point) if entry.point else Place(name)
