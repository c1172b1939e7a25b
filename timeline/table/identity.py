"""What makes a draft comparable, and the uid an event keeps for life."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from timeline.decision import Quote
from timeline.events import names
from timeline.events.called_off import called_off
from timeline.model import Document, Entry, Event, Kind, Mention, Moment, Place, Span, Status, Timex, Value, When
from timeline.table import placing, surroundings, towns
from timeline.table.dates import Days, apart, clock, day, exact, span
from timeline.table.nouns import aspect, nouns, small, thing, written
from timeline.table.seat import Seat, seat
from timeline.table.text import Kin
from timeline.table.words import Vocabulary, vocabulary
from timeline.table.words import shared as shared_stems

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)(?!\d)")
_UID_BYTES = 10
_DATED = frozenset({"day", "month", "year"})
_LISTED = 40
"""Characters behind a date in which the next one of a list stands."""
_PREPOSITION = 2
"""Words right before an expression that may be its preposition."""
_HOUR = frozenset({"clock"})


@dataclass(frozen=True, slots=True)
class Signature(Value):
    """A draft event, or a row of several, as merging compares it."""

    event: Event
    document: str
    language: str
    publisher: str
    copy_of: str
    """Id of the document that its own one repeats, if it does."""
    published: Moment | None
    kind: Kind
    status: Status
    when: When
    span: Days | None
    told: frozenset[Days]
    """The days all its mentions name: a report of a move names the old date beside the new one."""
    clock: time | None
    exact: bool
    """Whether the days themselves are said, not only a week, month or season around them."""
    heads: frozenset[str]
    """Stem of the title's head noun, if the text has it: one made from a verb says little. A row has all its drafts' heads."""
    deeds: frozenset[str]
    """Stem of a title's head noun that was made from a verb."""
    compounds: frozenset[str]
    """Those of them that are compounds of a noun that names a kind of event."""
    concepts: frozenset[str]
    """What its head says the event is (meeting, concert …), or the title where the head says nothing."""
    hints: frozenset[str]
    """What title and sentence say besides."""
    words: frozenset[str]
    """Stems of the title's other words, without those of the place."""
    topics: frozenset[str]
    """What those words are about, in any language."""
    places: frozenset[str]
    towns: frozenset[str]
    """Its place's town, where that is known to be one, or stands behind a house."""
    named: frozenset[str]
    """The towns that its title and participants name."""
    point: tuple[float, float] | None
    seat: Seat
    people: frozenset[str]
    offices: frozenset[str]
    """Those of them that say what somebody is, rather than who."""
    story: frozenset[str]
    """The nouns its document uses most, by stem."""
    context: frozenset[str]
    """Stems of the nouns in its sentences, and in those before where its own do not name the event."""
    nameless: bool
    """Whether its title says no more than that there is a date."""
    weak: bool
    """Whether its title is made of a verb: what the event is stands elsewhere, if anywhere."""
    headlined: bool
    """Whether it stands in the document's headline only."""
    ordinals: frozenset[str]
    years: frozenset[int]
    moved: bool
    """Whether its sentence says that a date has moved."""
    moving: bool
    """Whether the text around it does."""
    later: bool
    """Whether its sentence says that its hour is another one than it was."""
    extended: bool
    ending: bool
    """Whether its date is the day on which something ends."""
    hourly: bool
    """Whether only an hour is said, and the day was taken from elsewhere."""
    punctual: bool
    """Whether its document says that the hour stays as it was."""
    ahead: bool
    """Whether its sentence says that it is still to be as it was announced."""
    old: bool
    relocated: bool
    entries: frozenset[str] = frozenset()
    """The UIDs under which calendars have it."""
    calendars: frozenset[str] = frozenset()
    """The calendars that have it, by their documents' common name."""
    parts: frozenset[str] = frozenset()
    """Concepts of which its title names but a part."""
    verbal: bool = False
    """Whether its title is made of a verb, even of one that names a kind of event."""
    opening: bool = False
    """Whether it stands in the sentence that opens its document."""
    at: tuple[int, int] = (0, 0)
    """The beginning of its first mention and the end of its last one."""
    behind: str = ""
    """What its sentence goes on with there, if it says that a date has moved: the next new date may stand right behind it."""


def uid(event: Event, ordinal: int = 0) -> str:
    """The uid an event gets from its founding mention; ``ordinal`` tells apart drafts that share that mention.

    It depends on the document and the place in it only, so no later date, title, place or document changes it.
    """
    first = event.mentions[0]
    return founded(first.document, first.start, ordinal)


def founded(document: str, start: int, ordinal: int = 0) -> str:
    """The uid of an event by where its founding mention stands."""
    source = f"{document}\n{start}\n{ordinal}".encode()
    return hashlib.blake2b(source, digest_size=_UID_BYTES).hexdigest()


SETS = tuple(one.name for one in fields(Signature) if str(one.type).startswith("frozenset"))


def split_uid(uid: str, mentions: Iterable[Quote]) -> str:
    """The uid of what a person splits off a row by these mentions."""
    said = (f"{one.document}\n{one.start}" for one in mentions)
    return hashlib.blake2b("\n".join((uid, *said)).encode(), digest_size=_UID_BYTES).hexdigest()


def signature(event: Event, document: Document | None, story: frozenset[str] | None = None) -> Signature:
    """What merging compares of a draft; without its document, the sentences around it cannot be looked at.

    ``story`` is that of the document, for who has it at hand.
    """
    words = vocabulary(document.language if document else "")
    spoken_days = [days for m in event.mentions if exact(m.when) and (days := span(m.when))]
    if any(_shifted(m, words) for m in event.mentions):
        spoken_days += [(one, one) for days in spoken_days for one in days]
        event = _settled(event)
    mention = event.mentions[0]
    stated = _stated(mention, document)
    headline = document.title if document else ""
    told = tuple(dict.fromkeys(m.sentence for m in event.mentions))
    before = tuple(dict.fromkeys(surroundings.before(m, document) for m in event.mentions))
    prose = words.read(told[0]) if len(told) == 1 else words.join(*told)
    around = words.join(*told, *before)
    content = tuple(words.content(event.title))
    title = content or small(event.title, words)
    titled = frozenset(words.stem(word) for word in title)
    head = words.stem(mention.head) if mention.head else ""
    said = head in Kin(prose.stems)
    parts = words.parts(event.title)
    kinds = parts or frozenset({words.head(mention.head)} - {""})
    if parts and event.kind is Kind.STATEMENT and _ahead(event, document):
        event = replace(event, kind=Kind.EVENT)
    others = {m.head for m in event.mentions} - {mention.head, ""}
    further = frozenset(words.stem(other) for other in others if words.head(other))
    is_noun = written(title, mention.head, document, words)
    if not is_noun and words.ambiguous(mention.head):
        kinds = frozenset()
    noun = bool(kinds) or is_noun
    if not kinds and ((said and noun) or (document is not None and aspect(mention.head, document.language))):
        kinds = frozenset(filter(None, map(words.head, title)))
    alike = frozenset(words.head(other) for other in others) - {""} if kinds else frozenset()
    nameless = not title or all(words.generic(word) for word in title)
    opening = surroundings.opens(mention, document)
    reported = opening and event.status is Status.HAPPENED and thing(mention.head, document)
    places = words.read(event.place.name).stems if event.place else frozenset()
    weak = not kinds and (nameless or not noun or reported)
    if event.kind is Kind.STATEMENT and words.announces(mention.head) and _ahead(event, document):
        event, kinds, nameless = replace(event, kind=Kind.EVENT), frozenset(), True
    bare = len(title) < 2
    near = words.join(*told, *before, headline) if weak or bare else prose if said and not nameless else around
    spoken = frozenset(filter(None, map(words.head, title))) | near.heads | words.said(prose)
    subject = words.read(headline).stems
    main = not titled.isdisjoint(subject)
    if (status := _status(event, document, words, main and head in Kin(subject))) != event.status:
        event = replace(event, status=status)
    beforehand = surroundings.just_before(mention).split()
    current = [m for m in event.mentions if not _elsewhen(m, event)]
    counted = any(m.when.timex.type == "DURATION" for m in event.mentions)
    anew = _anew(event, words)
    moving = (
        anew
        or (around.cue("moved") and not counted)
        or len(current) < len(event.mentions)
        or ((main or weak) and words.cue("moved", headline))
    )
    return Signature(
        event=event,
        document=mention.document,
        language=document.language if document else "",
        publisher=document.publisher if document else "",
        copy_of=document.copy_of if document else "",
        published=document.published if document else None,
        kind=event.kind,
        status=event.status,
        when=event.when,
        span=span(event.when),
        told=shared(frozenset(spoken_days)),
        clock=clock(event.when),
        exact=exact(event.when),
        parts=shared(parts),
        heads=shared(frozenset({head} if head and (said or kinds or not content) else ()) | further),
        deeds=shared(frozenset({head} if head and not is_noun and not words.generic(mention.head) else ())),
        compounds=shared(frozenset({head} if words.compounded(mention.head) else ())),
        concepts=shared(kinds | alike),
        hints=shared(spoken - kinds),
        words=shared(titled - {head} - further - words.everyday - _where(event, document, places)),
        topics=shared(frozenset().union(*map(words.topics, title))),
        places=shared(places),
        named=shared(_towns(event, document, words)),
        towns=shared(frozenset({_whole(placing.town(event.place), words)} - {""})),
        point=_point(event.place),
        seat=seat(event, document),
        people=shared(frozenset().union(*[words.read(name).stems for name in event.participants]) - words.everyday),
        offices=shared(_offices(event.participants, document, words)),
        story=shared(nouns(document) if story is None else story),
        context=shared(near.nouns - words.everyday),
        nameless=nameless,
        weak=weak,
        verbal=not is_noun,
        opening=opening,
        headlined=all(m.sentence_start == 0 or m.sentence == headline for m in event.mentions),
        ordinals=shared(words.ordinals(event.title)),
        years=shared(frozenset(int(year) for year in _YEAR.findall(event.title))),
        at=(mention.start, event.mentions[-1].end),
        behind=_behind(event.mentions[-1], words),
        moved=anew
        or any(words.cue("moved", surroundings.part(m)) for m in event.mentions)
        or (weak and words.cue("moved", headline)),
        moving=moving,
        later=any(words.cue("another hour", surroundings.part(m)) for m in event.mentions),
        extended=around.cue("extended") or ((main or weak) and words.cue("extended", headline)),
        ending=(
            event.kind is not Kind.DEADLINE
            and not prose.cue("moved")
            and words.cue("until", " ".join(beforehand[-_PREPOSITION:]))
        )
        or words.cue("ends", event.title)
        or words.cue("resumes", surroundings.beside(mention)),
        hourly=all(m.when.known == _HOUR and words.hour(m.text) for m in event.mentions),
        punctual=moving and document is not None and words.cue("same hour", document.text),
        ahead=prose.cue("ahead"),
        old=any(words.cue("old", surroundings.just_before(m).rpartition(",")[2]) for m in current),
        relocated=around.cue("relocated") or words.cue("relocated", headline),
        entries=shared(frozenset({stated.uid} if stated else ())),
        calendars=shared(frozenset({mention.document.rpartition(f"#{stated.uid}")[0]} if stated else ())),
    )


@lru_cache(maxsize=50_000)
def shared(words: frozenset[Any]) -> frozenset[Any]:
    """An equal set made before, if there is one: most are empty or hold one word of many drafts, and a set is large."""
    return words


def _anew(event: Event, words: Vocabulary) -> bool:
    """``rechnet nun mit Mai``, or a last day that is extended: whether a date is said to be another than the one told before."""
    if any(words.cue("anew", surroundings.just_before(m)) for m in event.mentions):
        return True
    return event.kind is Kind.DEADLINE and any(words.cue("extended", surroundings.part(m)) for m in event.mentions)


def _behind(mention: Mention, words: Vocabulary) -> str:
    if not words.cue("moved", surroundings.part(mention)):
        return ""
    end = mention.end - mention.sentence_start
    return mention.sentence[end : end + _LISTED]


def slim(draft: Signature) -> Signature:
    """A draft as others are compared with it, which does not take its sentences."""
    event = Event("", "", draft.when, draft.kind, draft.status, None, (), 0.0, (), ())
    return replace(draft, event=event)


def _stated(mention: Mention, document: Document | None) -> Entry | None:
    """The calendar entry that a mention stands for."""
    entry = document.entry if document else None
    return entry if entry and mention.start == entry.said.start else None


def _shifted(mention: Mention, words: Vocabulary) -> bool:
    """Whether a range is none: from the old date to the new one."""
    return words.cue("moved", mention.sentence) and words.cue("onto", mention.text)


def _elsewhen(mention: Mention, event: Event) -> bool:
    """Whether a mention has a date that its sentence replaces by the event's."""
    theirs, ours = span(mention.when), span(event.when)
    return theirs is not None and ours is not None and apart(theirs, ours)


def _settled(event: Event) -> Event:
    """An event read as lasting from its old date to its new one, at the new one."""
    when, status = event.when, event.status
    if when.end is None or when.end == when.start:
        return event
    said = when.end.isoformat(timespec="minutes") if isinstance(when.end, datetime) else when.end.isoformat()
    new = replace(when, start=when.end, timex=Timex("DATE", said), edtf=said)
    return replace(event, when=new, status=Status.PLANNED if status is Status.CANCELLED else status)


def _status(event: Event, document: Document | None, words: Vocabulary, headed: bool) -> Status:
    """The status that a draft is told with: off where the headline, which names it, calls it off; and what a day names
    that has passed, other than by its date, is a report."""
    days, published = span(event.when), document.published if document else None
    if event.status not in {Status.PLANNED, Status.TENTATIVE} or document is None or published is None or days is None:
        return event.status
    if headed and _called_off(event, document, words):
        return Status.CANCELLED
    mention = event.mentions[0]
    dated = mention.when.known & _DATED
    over = days[1] < day(published).toordinal() and event.kind is not Kind.DEADLINE
    if not over or dated or words.cue("moved", mention.sentence) or words.cue("old", mention.sentence):
        return event.status
    return Status.HAPPENED


def _called_off(event: Event, document: Document, words: Vocabulary) -> bool:
    """Whether the headline calls off what the event is named by, rather than a part of it."""
    headline = document.title
    if not words.cue("cancelled", headline) or words.cue("moved", headline):
        return False
    titled = words.read(event.title).stems
    things = called_off(headline, Span(0, len(headline)), document.language)
    return any(shared_stems(titled, words.read(thing).stems) for thing in things)


def _ahead(event: Event, document: Document | None) -> bool:
    """Whether an announcement is dated after the document that has it: the date is that of what it announces."""
    published = document.published if document else None
    days = span(event.when)
    return published is not None and days is not None and days[0] > day(published).toordinal()


def _where(event: Event, document: Document | None, places: frozenset[str]) -> frozenset[str]:
    """The stems of its place, where that is not what the event is about."""
    about = document is not None and placing.about(event.title, event.place, document.language)
    return frozenset() if about else places


def _towns(event: Event, document: Document | None, words: Vocabulary) -> frozenset[str]:
    """The towns in its title and in the names of its participants."""
    if document is None:
        return frozenset()
    said = (event.title, *event.participants)
    names = (towns.named(text, document.language) | words.bodies(text) for text in said)
    return frozenset(_whole(name, words) for name in frozenset().union(*names))


def _whole(name: str, words: Vocabulary) -> str:
    """A town's name by the stems of its words: it is another one where one word is."""
    return " ".join(words.stem(word) for word in words.every(name))


def _offices(participants: Iterable[str], document: Document | None, words: Vocabulary) -> frozenset[str]:
    """Stems of those words of participants that stand for many (minister, council, town)."""
    if document is None:
        return frozenset()
    said = (word for name in participants for word in words.every(name))
    return frozenset(words.stem(word) for word in said if words.common(word) or names.common(word, document.language))


def _point(place: Place | None) -> tuple[float, float] | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude
