"""When two drafts are one event: agreement of kind, date, title, place and participants, added up.

Each field speaks for or against with a weight. Weights are set so that a date alone, a title alone or a place alone
never suffices: a false merge is worse than a missed one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from timeline.model import Document, Event, Kind, Mention
from timeline.table import agreement, timing
from timeline.table.identity import Signature, signature
from timeline.table.weights import NO, Weight

ENOUGH = 4.5
_UNTOLD = 1.5
"""How much less two drafts may agree that a row of several could bring together."""
WITHIN = 1.0
"""How much more is asked inside one document, whose sentences share their words anyway."""
_BESIDES = 0.8
"""What has to agree besides date and head: two meetings on one day are two until something links them."""
_WHOLE_PLACE = 2.0
"""What a house and its town say that are those of both."""
_LEAST = 0.3
"""How much it still matters in one story that words differ."""
_FOREIGN = 0.3
"""How much it matters that words differ when the languages do."""
_STORY = 1.3
"""What two documents share when they tell one story."""
_NAMED = 1.2
"""What titles say that share a word."""
_HEADED = 1.5
"""What heads say of which at least one title names the other's."""
_EXACT = 2.5
"""A date that says less has to have more beside it where a title does not say what the event is."""
_STRETCH = 60
"""Days from which on a date alone says next to nothing."""
_TELLING = 1.5
"""A date that says less than this (a season around it, a move, a contradiction) needs head and title to agree."""


class Reason(NamedTuple):
    """Why two drafts are one event, or are not: the weights of what agrees and what does not."""

    same: bool
    score: float
    weights: tuple[Weight, ...]

    @property
    def possible(self) -> bool:
        """Whether they are one event, or could be by what other drafts tell of it."""
        return self.same or self.score >= ENOUGH - _UNTOLD

    @property
    def one_story(self) -> bool:
        """Whether their documents have as many words in common as those that tell one story."""
        return any(one.why.startswith(agreement.SHARED) and one.points >= agreement.SAME_STORY for one in self.weights)

    def __str__(self) -> str:
        said = "; ".join(str(weight) for weight in self.weights if weight.why)
        return f"{'one event' if self.same else 'two events'} ({self.score:+.1f}): {said}"


def explain(first: Event | Mention, second: Event | Mention, documents: Mapping[str, Document] | None = None) -> Reason:
    """Why two drafts or mentions are put together or not; ``documents`` by id let it look around the mentions."""
    known = documents or {}
    drafts = (one if isinstance(one, Event) else _draft(one) for one in (first, second))
    return compare(*(signature(draft, known.get(draft.mentions[0].document)) for draft in drafts))


def reasons(row: Event, documents: Mapping[str, Document] | None = None) -> tuple[tuple[Mention, Mention, Reason], ...]:
    """Why the mentions of a row were put together: for each but the first, the earlier one it agrees with most.

    A mention may agree with the row as a whole more than with any other mention alone.
    """
    known = documents or {}
    signed = [(m, signature(_draft(m), known.get(m.document))) for m in row.mentions]
    found = []
    for number, (mention, mine) in enumerate(signed[1:], 1):
        best, reason = max(
            ((earlier, compare(theirs, mine)) for earlier, theirs in signed[:number]), key=lambda pair: pair[1].score
        )
        found.append((mention, best, reason))
    return tuple(found)


def _long(draft: Signature) -> bool:
    """Whether a date is a stretch in which much happens: a quarter's profit is that of any company."""
    return not draft.exact and draft.span is not None and draft.span[1] - draft.span[0] >= _STRETCH


def _draft(m: Mention) -> Event:
    return Event("", m.title, m.when, m.kind, m.status, m.place, m.participants, m.confidence, m.doubts, (m,))


def compare(first: Signature, second: Signature, *, story: bool = False) -> Reason:
    """Adds up what speaks for and against one event; ``second`` is the later one.

    ``story`` says that their documents are known to tell of one thing, by other events they share.
    """
    stated = agreement.entry(first, second)
    if stated.points:
        return Reason(stated.points > 0, stated.points, (stated,))
    kind, date = agreement.kind(first, second), timing.date(first, second)
    if kind.points <= NO or date.points <= NO:
        return Reason(False, NO, (kind, date))
    around = agreement.around(first, second, story=story)
    headline = agreement.headline(first, second)
    strange = max(_LEAST, 1.0 - around.points / agreement.SAME_STORY) * (
        1.0 if first.language == second.language else _FOREIGN
    )
    if headline.points:
        strange = _LEAST
    head, title = agreement.head(first, second), agreement.title(first, second, strange)
    place = agreement.place(first, second)
    anaphora = agreement.anaphora(first, second, date, head, place)
    people = agreement.people(first, second, strange, title.words)
    report, part = agreement.report(first, second, date, around), agreement.part(first, second)
    edition = agreement.edition(first, second, date)
    towns = agreement.towns(first, second) if place.points > -agreement.ELSEWHERE else agreement.SILENT
    weights = (kind, date, head, title, around, headline, anaphora, report, part, place, towns, people, edition)
    score = round(sum([weight.points for weight in weights]), 3)
    limit = ENOUGH + (WITHIN if first.document == second.document and date.why != timing.MOVED else 0.0)
    linked = title.points >= _BESIDES or anaphora.points > 0 or around.points >= _STORY or people.points >= _BESIDES
    linked = linked or (place.points >= _WHOLE_PLACE and not first.words and not second.words)
    if (first.weak or second.weak) and head.why != agreement.DEED:
        settled = date.why == timing.MOVED or (first.exact and second.exact)
        telling = settled or title.points + around.points + max(0.0, place.points) >= agreement.SAME_STORY
        named = title.points >= _NAMED or (head.points >= 1.0 and telling)
        sure = date.points >= (_TELLING if named else _EXACT) or (
            date.why == timing.INSIDE and date.points > 0 and head.points >= _HEADED and title.points >= _NAMED
        )
    else:
        sure = date.points >= _TELLING or (head.points >= 1.0 and linked)
    touched = head.points > 0 or title.points > 0 or people.points > 0 or place.points > 0
    touched = touched or agreement.touching(first, second) or not (first.exact and second.exact)
    spoken = first.kind is second.kind is Kind.STATEMENT
    kindred = head.why == agreement.CONCEPT and date.why == timing.INSIDE and title.points <= 0
    vague = kindred and around.points < agreement.SAME_STORY
    if first.document != second.document and (spoken or vague or (_long(first) and _long(second))):
        named = agreement.named_alike(first, second)
        touched = touched and (named or people.points > 0 or place.points > 0 or headline.points > 0)
    besides = round(score - date.points - head.points, 3) >= _BESIDES or date.points >= timing.NEW_DATE
    return Reason(score >= limit and sure and besides and touched, score, weights)
