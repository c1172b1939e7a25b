"""What documents say of one field against one another: which value is better supported, and the doubt that remains."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.model import Doubt, Mention, Place, Status, When
from timeline.table.dates import clock, interval, span
from timeline.table.identity import Signature
from timeline.table.words import shared

PRESS, ORGANISER, REPORT, CALENDAR = 1, 2, 3, 4
"""What a document's word on a date weighs: more by whoever holds the event than by another, more in a report of it, most
in the calendar of someone who goes there."""

CONFLICT = "conflict"


@dataclass(slots=True)
class _Claim:
    when: When
    weight: int
    mention: Mention


class Dates:
    """The dates that documents have given for one event, and what contradicts what."""

    def __init__(self, founder: Signature) -> None:
        self.doubts: list[Doubt] = []
        self._claims: list[_Claim] = []
        self.add(founder.event.when, founder)

    @property
    def told(self) -> tuple[When, ...]:
        """Every date that a document has given for it, in the order of telling."""
        return tuple(claim.when for claim in self._claims)

    def add(self, when: When, signature: Signature) -> None:
        """A date that nothing contradicts, or that corrects the one before."""
        self._claims.append(_Claim(when, _weight(signature), signature.event.mentions[0]))

    def support(self, when: When, signature: Signature) -> None:
        """Another document that gives the date as it stands."""
        for claim in self._claims:
            if span(claim.when) == span(when):
                claim.weight += _weight(signature)

    def contradict(self, when: When, signature: Signature) -> When:
        """A date against that of the row: doubts both, and returns the better supported one, the new one of two alike."""
        new = signature.event.when
        claim = next((c for c in self._claims if _same(new, c.when)), None)
        if claim is None:
            claim = _Claim(new, 0, signature.event.mentions[0])
            self._claims.append(claim)
        claim.weight += _weight(signature)
        rivals = [c for c in self._claims if c is not claim and span(c.when) == span(when)]
        if not rivals:
            return claim.when
        rival = max(rivals, key=lambda c: c.weight)
        self.differ((interval(rival.when), rival.mention), (interval(claim.when), claim.mention))
        return claim.when if claim.weight >= rival.weight else when

    def elsewhere(self, place: Place, said: Mention, other: Place, mention: Mention) -> None:
        """Two places for one event."""
        self.differ((place.name, said), (other.name, mention))

    def differ(self, *sides: tuple[str, Mention]) -> None:
        """Two documents that say different things of one field."""
        ordered = sorted(sides, key=lambda side: (side[0], side[1].document))
        message = " / ".join(f"{value} ({mention.document})" for value, mention in ordered)
        doubt = Doubt(CONFLICT, message, tuple(mention.sentence for _, mention in ordered))
        if doubt not in self.doubts:
            self.doubts.append(doubt)


def _same(new: When, told: When) -> bool:
    """Whether a date has been told before: the same days, at the same hour where the new one says any."""
    return span(new) == span(told) and clock(new) in {None, clock(told)}


def _weight(signature: Signature) -> int:
    if signature.copy_of:
        return 0
    if signature.entries:
        return CALENDAR
    if signature.status is Status.HAPPENED and signature.exact:
        return REPORT
    names = frozenset(word.casefold() for word in signature.publisher.split() if len(word) > 3)
    return ORGANISER if shared(names, signature.people | signature.places | signature.words) else PRESS
