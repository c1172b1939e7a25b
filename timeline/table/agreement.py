"""What two drafts agree in, field by field: for one event or against it, and by how much.

What is missing says nothing. The later draft is always the second one.
"""

from __future__ import annotations

from functools import lru_cache

from timeline.model import Kind, Status
from timeline.table.dates import inside
from timeline.table.identity import Signature
from timeline.table.text import SHORTEST_STEM
from timeline.table.weights import NO, Weight
from timeline.table.words import shared

_COMPATIBLE = frozenset(
    {
        frozenset({Kind.EVENT, Kind.PUBLICATION}),
        frozenset({Kind.EVENT, Kind.PERIOD}),
    }
)
_CONTESTS = ("match", "election", "race", "vote", "bout", "final", "semifinal", "quarterfinal")
_RESULT = frozenset(
    {
        frozenset({"agreement", "meeting"}),
        frozenset({"launch", "publication"}),
        frozenset({"vote", "agreement"}),
        frozenset({"vote", "shareholders"}),
        *(frozenset({contest, result}) for contest in _CONTESTS for result in ("victory", "defeat")),
    }
)
"""Pairs of which one is how the other ends, or what comes of it."""
SAME_STORY = 2.0
"""What two documents say at most by their other words."""
DEED = "both told as"
"""What speaks for one event where verbs say what it is."""
CONCEPT = "both of a kind:"
"""What speaks for one event where nouns are of one concept and none is shared."""
SHARED = "sentences and documents share"
_PLENTY = 10
"""So many words, wherever they stand, say as much."""
_SOME = 0.4
"""What a draft has to share with a row in its words although its document tells the same story."""
_COMPOUND = 0.8
"""What it says besides that the noun of both is one compound, or spelt out in one: it names one event among many of its kind."""
_TOLD = 1.0
"""What it says at most that words of one title stand in the other's sentence."""
_OTHERS = 0.3
_OFFICE = 1.0
"""What it says that a minister takes part in both, of whom one is not named."""
_GROUPS = frozenset({"youth", "women", "children"})
"""Topics that name for whom an event is: beside the main one, theirs is another."""
_SAME_DAY = 2.0
"""What dates that are one day say at least."""
_TOUCHED = 0.5
"""What two documents of one story share in their words at least."""
ALIKE = 2.0
"""What heads that say the same say at least."""
_DONE = 2.0
"""What verbs that say the same say."""
ELSEWHERE = 4.0
"""What two towns say against one event."""
_NAMED_ELSEWHERE = 3.0
"""What the names of towns say against one event, wherever they stand."""
_HELD_ELSEWHERE = 2.0
"""The same of a town in a name and the one that something is in."""
_SIDE = 0.2
"""Degrees within which two points are one town."""
_BESIDE = frozenset({"departure", "arrival", "sale", "rehearsal", "payment", "press"})
"""Concepts of what belongs to another event and is told beside it: the shuttle bus to a summit is not the summit."""
CANCELLATION = "cancellation"
"""The concept of calling something off, which is told of on a day of its own."""
_THINGS = frozenset({"publication"})
"""Concepts whose nouns name unlike things: a catalogue is no annual report."""
_LAST_DAY = frozenset({"deadline"})
_WIDER = {
    "assembly": "meeting",
    "shareholders": "assembly",
    "quarterfinal": "match",
    "semifinal": "match",
    "final": "match",
    "consultation": "meeting",
    "hearing": "meeting",
    "verdict": "vote",
    "trial": "meeting",
    "concert": "show",
    "launch": "publication",
    "signing": "ceremony",
    "consecration": "ceremony",
    "baptism": "ceremony",
    "wedding": "ceremony",
    "office": "ceremony",
    "ceremony": "festival",
    "ball": "festival",
}
"""What an event is also called, in a word that says less."""


SILENT = Weight(0.0)
_NOTHING: frozenset[str] = frozenset()


def entry(a: Signature, b: Signature) -> Weight:
    """Two versions of a calendar entry are one event, and two entries of one calendar are two."""
    if a.entries and not a.entries.isdisjoint(b.entries):
        return Weight(-NO, "one calendar entry")
    if a.calendars and not a.calendars.isdisjoint(b.calendars):
        return Weight(NO, "two entries of one calendar")
    return SILENT


def kind(a: Signature, b: Signature) -> Weight:
    """An event, its publication or its period may be one; a statement, a deadline or a cancellation is only itself."""
    if (CANCELLATION in a.concepts) is not (CANCELLATION in b.concepts):
        return Weight(NO, "one calls something off")
    if a.kind == b.kind:
        return SILENT
    if frozenset({a.kind, b.kind}) in _COMPATIBLE:
        if a.document == b.document and Kind.PERIOD in {a.kind, b.kind} and not _named_alike(a, b):
            return Weight(-2.0, "what else is open or lasts")
        return Weight(-0.5, f"{a.kind} and {b.kind}")
    return Weight(NO, f"{a.kind} is not {b.kind}")


def _named_alike(a: Signature, b: Signature) -> bool:
    """Whether two titles have a word in common, or one names nothing."""
    return a.nameless or b.nameless or bool(shared(a.heads | a.words, b.heads | b.words) or a.concepts & b.concepts)


def head(a: Signature, b: Signature) -> Weight:
    """What the event is: the same noun, the same concept, or another word that says less."""
    if a.kind is b.kind is Kind.DEADLINE and not (a.concepts - _LAST_DAY and b.concepts - _LAST_DAY):
        return Weight(1.0, "both a last day")
    if common := shared(a.heads, b.heads):
        return Weight(2.5, "both", common)
    if common := (a.deeds & (b.deeds | b.heads)) | (b.deeds & a.heads):
        return Weight(_DONE, DEED, common)
    if common := wide(a.concepts) & wide(b.concepts):
        if a.language == b.language and _two_compounds(a, b):
            return Weight(-1.0, "two of one kind:", a.compounds | b.compounds)
        loose = common <= _THINGS and a.language == b.language
        return Weight(1.0 if loose else 2.0, CONCEPT, common)
    if any(frozenset({x, y}) in _RESULT for x in a.concepts for y in b.concepts):
        return Weight(1.0, "one is the other's result")
    common = (a.concepts & b.hints) | (b.concepts & a.hints)
    if a.concepts and b.concepts:
        if common and a.document != b.document and (a.concepts ^ b.concepts).isdisjoint(_BESIDE):
            return Weight(0.0, "one also speaks of", common)
        return Weight(-2.5, "not the same kind of event:", a.concepts | b.concepts)
    if named := shared(a.heads, b.words) | shared(b.heads, a.words):
        return Weight(1.5, "one title names the other's", named)
    if common and (a.document != b.document or not (a.weak or b.weak)):
        return Weight(1.0, "both speak of", common)
    if a.nameless or b.nameless or _unsaid(a, b):
        return SILENT
    if a.heads and b.heads and a.language == b.language:
        several = len(shared(a.words, b.words)) > 1
        return Weight(-1.0 if several else -2.0, "other words for what it is")
    return Weight(-0.3, "what it is, is not said alike")


def _two_compounds(a: Signature, b: Signature) -> bool:
    """Whether two compounds of one noun share nothing before it: a fire brigade's ball is no opera ball."""
    return bool(a.compounds and b.compounds) and not (_compounded(a, b) | _compounded(b, a) | a.topics & b.topics)


def _spelt_out(a: Signature, b: Signature) -> bool:
    """``Feuerwehrball`` and ``Ball der Feuerwehr``: whether a compound of one is the words of the other."""
    parts = ((compound, head) for compound in a.heads for head in b.heads if compound != head)
    before = (compound[: -len(head)] for compound, head in parts if compound.endswith(head))
    return any(len(one) >= SHORTEST_STEM and shared(frozenset({one}), b.words) for one in before)


def _unsaid(a: Signature, b: Signature) -> bool:
    """Whether one of two documents has only a verb for what the other may name; one document means two events by two words."""
    return a.document != b.document and (a.weak or b.weak)


def wide(concepts: frozenset[str]) -> frozenset[str]:
    """Concepts with those that say less of the same."""
    return concepts if concepts.isdisjoint(_WIDER) else concepts | {_WIDER[one] for one in concepts if one in _WIDER}


def title(a: Signature, b: Signature, strange: float) -> Weight:
    """Words besides the head; those of one title may stand in the other's sentence. Titles without a link speak against."""
    left, right = a.words - b.heads, b.words - a.heads
    common = shared(a.words | a.heads, b.words | b.heads) - a.heads - b.heads | _compounded(a, b) | _compounded(b, a)
    if a.kind is b.kind is Kind.DEADLINE:  # that there is one says nothing of what for
        common = frozenset(word for word in common if not any(head.endswith(word) for head in a.heads | b.heads))
    topics = a.topics & b.topics
    points = min(4.0, 1.2 * len(common) + 0.8 * max(0, len(topics) - len(common)))
    if a.compounds & b.compounds or _spelt_out(a, b) or _spelt_out(b, a):
        points += _COMPOUND
    if points and a.words == b.words and a.heads & b.heads:
        return Weight(points + 1.0, "titles share all:", common)
    told: frozenset[str] = frozenset()
    if a.document != b.document:
        told = ((left & b.context) | (right & a.context)) - common - a.offices - b.offices
        points += min(_TOLD, 0.5 * len(told))
    if points:
        unlike = max(0, min(len(left), len(right)) - len(common) - len(told))
        return Weight(
            round(points - min(1.2, 0.4 * unlike) * strange, 3), "titles and texts share", common | topics | told
        )
    if not left or not right or _unsaid(a, b):
        return SILENT
    return Weight(-2.0 * strange, "titles share nothing else")


def _compounded(a: Signature, b: Signature) -> frozenset[str]:
    """What one head has as its first part, and the other as its own or beside it (``Stromgipfel``, ``Gipfel zum Strom``)."""
    if not a.heads:
        return _NOTHING
    parts = [word for word in b.words for head in a.heads if head != word and head.startswith(word)]
    if not a.concepts.isdisjoint(b.concepts):
        parts += [x[:SHORTEST_STEM] for x in a.heads for y in b.heads if x < y and x.startswith(y[:SHORTEST_STEM])]
    return frozenset(parts) if parts else _NOTHING


def around(a: Signature, b: Signature, *, story: bool) -> Weight:
    """What the rest of the sentences and the documents share: whether it is the same story, where that is not known."""
    if a.document == b.document:
        return SILENT
    beside, ours, theirs = a.context & b.context, a.context & b.story, a.story & b.context
    both = _common(a.story, b.story).union(beside, ours, theirs)
    every = both.difference(a.heads, b.heads, a.words & b.words, a.places & b.places, a.people & b.people)
    if not every:
        return SILENT
    if len(every) >= _PLENTY:
        points = SAME_STORY
    else:
        beside &= every
        near = (ours.union(theirs) & every) - beside
        points = min(SAME_STORY, 0.5 * len(beside) + 0.3 * len(near) + 0.2 * (len(every) - len(beside) - len(near)))
    if story and points >= _SOME:
        return Weight(SAME_STORY, "one story, whose words are", every)
    return Weight(points, SHARED, every)


@lru_cache(maxsize=1000)
def _common(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """What two stories share; kept, for it is asked of every two drafts of their documents."""
    return one & other


def named_alike(a: Signature, b: Signature) -> bool:
    """Whether the titles share a word besides what says of what kind the event is."""
    return bool(shared(a.words, b.words) or _compounded(a, b) or _compounded(b, a) or a.compounds & b.compounds)


def touching(a: Signature, b: Signature) -> bool:
    """Whether the sentences of both speak of one thing, or those of one of what the title of the other names."""
    named = shared(a.heads | a.words, b.context) or shared(b.heads | b.words, a.context)
    return bool(named or a.context & b.context)


def headline(a: Signature, b: Signature) -> Weight:
    """A headline and the text below it tell of one event in other words."""
    if a.document == b.document and a.headlined != b.headlined:
        one = a.span and b.span and (inside(a.span, b.span) or inside(b.span, a.span))
        return Weight(2.0 if one else 1.0, "headline and text")
    return SILENT


def report(a: Signature, b: Signature, date: Weight, around: Weight) -> Weight:
    """What a later document opens with, told as done on the day for which an event of its story was announced."""
    told = b.status is Status.HAPPENED and a.status in {Status.PLANNED, Status.TENTATIVE} and a.exact and b.exact
    if told and b.opening and (b.weak or b.verbal) and date.points >= _SAME_DAY and around.points >= _TOUCHED:
        return Weight(1.5, "reported on its day")
    return SILENT


def part(a: Signature, b: Signature) -> Weight:
    """When the polling stations are open is when the vote is."""
    return Weight(4.5, "hours of the event itself") if (a.concepts & b.parts) | (b.concepts & a.parts) else SILENT


def anaphora(a: Signature, b: Signature, date: Weight, head: Weight, place: Weight) -> Weight:
    """A document that names an event speaks of it by its bare noun, too: afterwards, or before on the same day.

    ``place`` is how their places agree: a noun with another place is not bare.
    """
    bare = not b.words or (not a.words and a.span == b.span)
    if a.document == b.document and head.points >= ALIKE and date.points >= 1.0 and bare and place.points >= 0:
        return Weight(2.0, "named before")
    return SILENT


def towns(a: Signature, b: Signature) -> Weight:
    """Names that hold other towns (``der Gemeinderat Siegen``) are of other events, and so is what is in another town."""
    ours, theirs = a.named or a.towns, b.named or b.towns
    if not ours or not theirs or not (a.named or b.named):
        return SILENT
    if shared(a.named | a.towns, b.named | b.towns):
        return SILENT
    return Weight(-_NAMED_ELSEWHERE if a.named and b.named else -_HELD_ELSEWHERE, "other towns named:", ours | theirs)


def place(a: Signature, b: Signature) -> Weight:
    """A venue and a town may be one place; two venues or two towns that share no word are not."""
    if not a.places or not b.places:
        return SILENT
    if _apart(a, b):
        if b.relocated:
            return Weight(0.0, "moved to another place")
        return Weight(-ELSEWHERE, "other towns:", a.towns | b.towns)
    if common := shared(a.places, b.places):
        rest = a.places - common and b.places - shared(b.places, a.places)
        if rest and a.point is None and b.point is None:
            return Weight(0.5, "one town, but other venues", common)
        return Weight(2.0 if len(common) > 1 or a.point is None or b.point is None else 1.0, "place", common)
    if b.relocated:
        return Weight(0.0, "moved to another place")
    if (a.point is None) != (b.point is None):
        return SILENT
    if a.point and b.point and _near(a.point, b.point):
        return Weight(0.5, "places near each other")
    return Weight(-2.5, "other places")


def _apart(a: Signature, b: Signature) -> bool:
    """Whether two places are in two towns that lie apart, or of which one is not on the map."""
    if not a.towns or not b.towns or shared(a.towns, b.towns):
        return False
    return a.point is None or b.point is None or not _near(a.point, b.point)


def _near(first: tuple[float, float], second: tuple[float, float]) -> bool:
    return abs(first[0] - second[0]) <= _SIDE and abs(first[1] - second[1]) <= _SIDE


def people(a: Signature, b: Signature, strange: float, counted: frozenset[str]) -> Weight:
    """Who takes part; names that the titles share have been counted already.

    Each document names whom it asked: others say little where the titles agree.
    """
    if not a.people or not b.people:
        return SILENT
    if common := shared(a.people - a.offices, b.people - b.offices):
        return Weight(0.5 if common <= counted else 1.5, "participants", common)
    if common := a.offices & b.offices:
        unnamed = a.people == a.offices or b.people == b.offices
        if unnamed and len(common) > 1:
            return Weight(1.5, "participants", common)
        return Weight(_OFFICE if unnamed else 0.0, "participants of one office", common)
    return Weight((-_OTHERS if counted else -1.0) * strange, "other participants")


def edition(a: Signature, b: Signature, date: Weight) -> Weight:
    """Another year or number in the title, or an event for another group than that of the other.

    On one day, an event that has no number may be the one that has.
    """
    numbered = a.ordinals != b.ordinals and ((a.ordinals and b.ordinals) or date.points < _SAME_DAY)
    if numbered or (a.years and b.years and not a.years & b.years):
        return Weight(-4.0, "another edition")
    if apart := (a.topics ^ b.topics) & _GROUPS:
        return Weight(-4.0, "for another group:", apart)
    return SILENT
