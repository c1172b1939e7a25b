"""The life of one event: a fold over its documents in order of publication.

A later document corrects an earlier one; what it changes is kept as a history with document and quote. Where documents
contradict one another and none says that anything has moved, the better supported date stays and the row gets a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from timeline.events.dated import with_clock
from timeline.model import Change, Document, Doubt, Event, Kind, Mention, Moment, Place, Status, When
from timeline.table.claims import Dates
from timeline.table.dates import at_hour, clock, day, exact, finer, inside, interval, span, until, written
from timeline.table.identity import Signature
from timeline.table.placing import holds, whole, without
from timeline.table.words import fullest, shared

_AGREEMENT = 0.5
_SAME_SOURCE = 0.2
_CONTRADICTED = 0.85
_MOST = 0.99
_LONGEST_TITLE = 8
_LATEST = 12
"""Documents of one event that say which story it belongs to."""
_LATE = 3
"""Days after its date on which an event may still be called off, by a report of what did not take place."""


class Life:
    """An event from its founding on; ``tell`` it document after document, then ask for the ``event``."""

    def __init__(self, founder: Signature) -> None:
        draft = founder.event
        self.when, self.status, self.kind = draft.when, draft.status, draft.kind
        self.title, self.place = draft.title, draft.place
        self.superseded: list[When] = []
        self._title_words, self._title_heads, self._place_words = founder.words, founder.heads, founder.places
        self._drafts: list[Event] = []
        self._publishers: dict[str, str] = {}
        self._copies: dict[str, str] = {}
        self._title_named = _named(founder)
        self._hourly = founder.hourly
        self._left: list[str] = []
        self._seat = ""
        self._language = founder.language
        self._placed = draft.mentions[0]
        self._dates = Dates(founder)
        self._late: list[Doubt] = []
        self._history: list[Change] = []
        self._revision = 0
        self._first = self._last = founder.published
        self._entries: frozenset[str] = frozenset()
        self._off: Mention | None = None

    def tell(self, signatures: Sequence[Signature], kin: str = "") -> None:
        """Takes in all that one document says of the event, in text order.

        ``kin`` is the town of the documents with which that one shares events, if they have one.
        """
        before = (self.when, self.status, self.place, self.title)
        founding = not self._drafts
        for signature in signatures:
            if self._drafts:
                self._date(signature)
                self._status(signature)
                self._place(signature)
                self._title(signature)
            self._belated(signature)
            if signature.entries:
                self._entries |= signature.entries
                self._off = signature.event.mentions[0] if signature.status is Status.CANCELLED else None
            self._drafts.append(signature.event)
            self._seat = self._seat or signature.seat.of(kin)
            self._publishers[signature.document] = signature.publisher
            self._copies[signature.document] = signature.copy_of
        told = signatures[-1]
        if founding:
            name = "reported" if self.status is Status.HAPPENED else "announced"
            self._history.append(_change(signatures[0], name, "", interval(self.when)))
            return
        if self.status is Status.PLANNED and self._begun(told):
            self.status = Status.HAPPENED
        self._history.extend(self._changes(before, told))
        self._told(told.published)

    @property
    def name(self) -> tuple[frozenset[str], frozenset[str]]:
        """The stems of its title: the head, and the other words."""
        return self._title_heads, self._title_words

    @property
    def dates(self) -> tuple[When, ...]:
        """The dates it had before a move, and those that other documents gave for it."""
        return (*self.superseded, *self._dates.told)

    @property
    def documents(self) -> tuple[str, ...]:
        """The latest documents that tell of it: what links it with other events of one story."""
        return tuple(islice(reversed(self._publishers), _LATEST))

    def open(self, document: Document) -> bool:
        """Whether a document could still call it off: planned, not yet over, and not told of in this document."""
        last = span(self.when)
        return (
            self.status in {Status.PLANNED, Status.TENTATIVE}
            and last is not None
            and document.published is not None
            and day(document.published).toordinal() <= last[1] + _LATE
            and document.id not in self._publishers
        )

    def cancel(self, document: Document, sentence: str) -> None:
        """Calls the event off, as a document says that gives no date."""
        change = Change(document.published, document.id, "status", self.status, Status.CANCELLED, sentence)
        self.status = Status.CANCELLED
        self._history.append(change)
        self._told(document.published)

    def event(self, uid: str) -> Event:
        """The row as of the last document told."""
        mentions = tuple(m for draft in self._drafts for m in sorted(draft.mentions, key=lambda m: m.start))
        doubts = {
            (doubt.code, doubt.message): doubt if doubt.quotes else replace(doubt, quotes=(mention.sentence,))
            for draft in self._drafts
            for mention in draft.mentions
            for doubt in (*mention.doubts, *draft.doubts)
        }
        zone = next((draft.timezone for draft in reversed(self._drafts) if draft.timezone), "")
        return Event(
            uid=uid,
            title=without(self.title, self._left, self.place, self._language),
            when=self.when,
            kind=self.kind,
            status=self.status,
            place=self._seated(),
            participants=fullest([name for draft in self._drafts for name in draft.participants]),
            confidence=self._confidence(),
            doubts=(*self._dates.doubts, *self._late, *doubts.values()),
            mentions=mentions,
            timezone=zone if clock(self.when) else "",
            revision=self._revision,
            first_seen=self._first,
            last_changed=self._last,
            history=tuple(self._history),
        )

    def _seated(self) -> Place | None:
        """The place with the town of the documents, where they name no other."""
        if not self._seat:
            return self.place
        if self.place is None:
            return Place(self._seat)
        return whole(self.place, Place(self._seat), self._language) or self.place

    def _told(self, published: Moment | None) -> None:
        """Counts every document after the founding one: even one that only confirms the row adds to its evidence."""
        self._revision += 1
        self._last = published or self._last

    def _date(self, signature: Signature) -> None:
        new = signature.event.when
        ours, theirs = span(self.when), span(new)
        if ours is None or theirs is None:
            self.when = self.when if ours else new
        elif signature.entries & self._entries:
            self._revise(new, signature)
        elif signature.hourly and not inside(theirs, ours):
            return
        elif self._hourly and not inside(theirs, ours):
            self._adopt(new, signature)
        elif signature.extended and ours[0] < ours[1] < theirs[1] and not inside(ours, theirs):
            self._move(until(self.when, new), signature)
        elif signature.ending and exact(self.when) and exact(new) and ours[1] < theirs[0]:
            self._adopt(until(self.when, new), signature)
        elif not exact(self.when):
            self._narrow(ours, theirs, signature)
        elif not exact(new) and (inside(ours, theirs) or not signature.moving):
            return
        elif ours == theirs:
            self._same_days(signature)
        elif self.when.recurrence:
            self._dates.support(self.when, signature)
        elif signature.moved and ours[0] < theirs[0] == theirs[1] < ours[1]:
            self._move(until(new, self.when), signature)
        elif inside(theirs, ours):
            self.when = with_clock(self.when, new)
            self._dates.support(self.when, signature)
        elif inside(ours, theirs):
            self._adopt(with_clock(new, self.when), signature)
        elif signature.old or theirs in {span(old) for old in self.superseded}:
            return
        elif signature.moving or ours in signature.told:
            self._move(new, signature)
        else:
            self.when = self._dates.contradict(self.when, signature)

    def _revise(self, new: When, signature: Signature) -> None:
        """A later version of a calendar entry says all there is to say of its date."""
        if (span(new), clock(new)) != (span(self.when), clock(self.when)):
            self.superseded.append(self.when)
        self._adopt(new, signature)

    def _narrow(self, ours: tuple[int, int], theirs: tuple[int, int], signature: Signature) -> None:
        """A week, month or season: a date inside makes it finer, an exact one beside it corrects it."""
        new = signature.event.when
        if inside(theirs, ours):
            if ours != theirs or finer(new, self.when):
                self._adopt(new, signature)
        elif not inside(ours, theirs) and (signature.moving or exact(new)):
            self._move(new, signature)

    def _same_days(self, signature: Signature) -> None:
        new = signature.event.when
        ours, theirs = clock(self.when), clock(new)
        if theirs and ours and theirs != ours and not signature.ending:
            if signature.moving or signature.later:
                self._move(new, signature)
            elif not signature.old:
                self.when = self._dates.contradict(self.when, signature)
        elif finer(new, self.when):
            self._adopt(new, signature)
        else:
            self._dates.support(self.when, signature)

    def _move(self, when: When, signature: Signature) -> None:
        self.superseded.append(self.when)
        self._adopt(at_hour(when, self.when) if signature.punctual else when, signature)

    def _adopt(self, when: When, signature: Signature) -> None:
        self.when = when
        self._dates.add(when, signature)
        self._hourly = False

    def _status(self, signature: Signature) -> None:
        """A later document beats an earlier one, but what has happened stays so, what a calendar calls off or holds as
        certain too, and nothing happens before its day."""
        new = signature.event.status
        if self._off and not signature.entries and new in {Status.PLANNED, Status.TENTATIVE}:
            self._dates.differ((self.status, self._off), (new, signature.event.mentions[0]))
            return
        here = self._drafts[-1].mentions[0].document == signature.document
        if (
            here
            and self.status is Status.CANCELLED
            and new in {Status.PLANNED, Status.TENTATIVE}
            and not signature.moving
        ):
            return
        published, start = signature.published, self.when.start
        early = published is not None and start is not None and day(published) < day(start)
        if new is Status.HAPPENED and early:
            return
        if self.status is Status.HAPPENED and new is not Status.CANCELLED and not early:
            return
        vaguer = self.status is Status.PLANNED and new is Status.TENTATIVE and not signature.entries
        self.status = self.status if vaguer and (self._entries or not exact(signature.event.when)) else new

    def _place(self, signature: Signature) -> None:
        """The finer of two names of one place; another place only where the text says so or one was a town's."""
        new, mention = signature.event.place, signature.event.mentions[0]
        if new is None or new == self.place:
            return
        together = whole(self.place, new, signature.language) if self.place and not signature.relocated else None
        if together:
            self.place, self._place_words = together, self._place_words | signature.places
            return
        if self.place is not None and holds(new, self.place, signature.language):
            return
        if self.place is not None and holds(self.place, new, signature.language):
            self._settle(new, signature)
            return
        same = self.place is not None and bool(shared(self._place_words, signature.places))
        if self.place is None or (same and len(new.name) > len(self.place.name)) or (not same and signature.relocated):
            self._settle(new, signature)
        elif same:
            return
        elif self.place.latitude is not None and new.latitude is None:
            self._settle(new, signature)
        elif (self.place.latitude is None) == (new.latitude is None):
            self._dates.elsewhere(self.place, self._placed, new, mention)

    def _settle(self, place: Place, signature: Signature) -> None:
        if self.place is not None:
            self._left.append(self.place.name)
        self.place, self._place_words, self._placed = place, signature.places, signature.event.mentions[0]

    def _title(self, signature: Signature) -> None:
        """The more specific title: one that names the event where the other does not, or says all it says and more."""
        named = _named(signature)
        more = self._title_words < signature.words and len(signature.words) <= _LONGEST_TITLE
        if named > self._title_named or (named == self._title_named and more):
            self.title, self._title_words = signature.event.title, signature.words
            self._title_heads, self._title_named = signature.heads, named

    def _begun(self, told: Signature) -> bool:
        """Whether an event of several days has begun by the day of a document that speaks of it."""
        days, published = span(self.when), told.published
        if days is None or published is None or not exact(self.when) or self.kind is Kind.DEADLINE:
            return False
        return days[0] < days[1] and days[0] < day(published).toordinal() and not self.when.recurrence

    def _belated(self, signature: Signature) -> None:
        """Doubts an event that a document announces for a day before its own publication."""
        days, published = signature.span, signature.published
        if signature.status is not Status.PLANNED or not signature.exact or signature.moving or signature.old:
            return
        if days and published and not signature.when.recurrence and days[1] < day(published).toordinal():
            said = f"{interval(signature.when)} < {day(published).isoformat()} ({signature.document})"
            self._late.append(Doubt("past-future", said, (signature.event.mentions[0].sentence,)))

    def _changes(self, before: tuple[When, Status, Place | None, str], told: Signature) -> list[Change]:
        when, status, place, title = before
        pairs = [
            ("status", str(status), str(self.status)),
            ("place", place.name if place else "", self.place.name if self.place else ""),
            ("title", title, self.title),
        ]
        if span(when) == span(self.when):
            pairs.insert(0, ("time", interval(when), interval(self.when)))
        else:
            pairs.insert(0, ("end", written(when.end, when), written(self.when.end, self.when)))
            pairs.insert(0, ("start", written(when.start, when), written(self.when.start, self.when)))
        return [_change(told, field, old, new) for field, old, new in pairs if old != new]

    def _confidence(self) -> float:
        """Grows with every source that tells of the event for itself; a contradiction lowers it."""
        best: dict[str, float] = {}
        for draft in self._drafts:
            document = draft.mentions[0].document
            best[document] = max(draft.confidence, best.get(document, 0.0))
        left, heard = 1.0 - max(best.values()), set()
        for number, (document, confidence) in enumerate(best.items()):
            publisher = self._publishers[document]
            if number and self._copies[document] not in best:
                left *= 1.0 - (_SAME_SOURCE if publisher and publisher in heard else _AGREEMENT) * confidence
            heard.add(publisher)
        return round(min(_MOST, 1.0 - left) * (_CONTRADICTED if self._dates.doubts else 1.0), 3)


def _named(signature: Signature) -> int:
    """Whether a title says what the event is: not at all, in a word that no list has, or in a known one."""
    if signature.nameless or signature.weak:
        return 0
    return (2 if signature.words or signature.places else 1) if signature.concepts else 1


def _change(told: Signature, field: str, old: str, new: str) -> Change:
    mention = told.event.mentions[0]
    return Change(told.published, told.document, field, old, new, mention.sentence)
