"""Where the event of a dated sentence is: venue and town where given, and nothing rather than a wrong place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from timeline import gazetteer, languages
from timeline.events import sites, spots, whereabouts
from timeline.events.headings import over
from timeline.events.readings import QUOTES
from timeline.events.toponyms import VENUE, Spot
from timeline.events.vicinity import Vicinity
from timeline.events.words import Token, analyse
from timeline.gazetteer import TOWN, Candidate
from timeline.model import Document, Place, Span

_ENOUGH = 0.8
"""The least evidence that names a place."""
_FAR = 0.04
"""What each token between expression and place takes away."""
_BREAK = 0.6
"""What each break of the sentence between them takes away."""
_LEAD = 40
"""Characters that date, agency and dash of a dateline take at most."""
_TOGETHER = 0.5
"""What a place gains that nothing but small words parts from the expression."""
_OPENING = 1.2
"""What at most distance takes away from the place that a sentence opens with."""
_ELSEWHERE = 2.2
"""What a place loses that stands in a clause about something else."""
_THEN = 2.0
"""The evidence that a clause about the day itself takes to name a place."""
_MOVED = 2.0
"""What a place gains that something is moved to."""
_NAMED = 8
"""Words between quotation marks up to which they hold a name."""
_ANYWHERE = Vicinity()
_BREAKS = frozenset(",;:–—()")
_SHUT = frozenset(';:"“”„»«')
_SMALL = frozenset({"ADP", "DET", "CONJ", "ADJ"})


def find(
    document: Document,
    sentence: Span,
    tokens: Sequence[Token],
    expression: Span,
    *,
    others: Sequence[Span] = (),
    statement: bool = False,
    near: Vicinity = _ANYWHERE,
    home: bool = True,
) -> tuple[Place | None, Span | None]:
    """The place of the event that ``expression`` dates, and the characters it was read from.

    ``tokens`` are those of ``sentence``; ``others`` are the other time expressions of the sentence, which keep their own
    places; a ``statement`` is not placed by the dateline; ``near`` are the words around the event;
    ``home`` allows the town of the opening sentence.
    """
    around = whereabouts.read(document)
    every = spots.read(document.text, tokens, document.language, around.spoken_of)
    quoted = _names(tuple(tokens))
    found = tuple(
        spot
        for spot in every
        if not any(time.start <= tokens[spot.first].start < time.end for time in (expression, *others))
        and (spot.kind != VENUE or spot.first not in near.topic)
        and not any(_inside(spot, a, b) and not tokens[a].start < expression.start < tokens[b].start for a, b in quoted)
    )
    chosen = _choose(found, tokens, expression, others, 2 if statement else 1, near)
    if chosen:
        return _compose(document, around, found, chosen, tokens)
    then = max((s for s in found if s.first in near.then), key=lambda s: s.weight, default=None)
    if then is not None and then.weight >= _THEN and not statement:
        return _compose(document, around, found, then, tokens)
    dealt_with = spots.venue_in(document.text, tokens, document.language, around.spoken_of, near.premises)
    if dealt_with is not None and not statement:
        return _compose(document, around, found, dealt_with, tokens)
    heading = over(around.headings, sentence.start)
    if heading is not None and not statement and not (found and heading.span.start < sentence.start):
        return _place(heading.town, heading.place), heading.span
    named = sites.pointed(document, sentence, tokens, around.spoken_of)
    if named is None and not statement:
        named = sites.referred(document, sentence, tokens, around.spoken_of, near.elsewhere)
    if named is None and (there := _there(document, around, sentence, tokens)):
        return there
    if named is None and not found:
        named = sites.resumed(document, sentence, tokens, around.spoken_of)
    if named is not None:
        spot, among = named
        return _compose(document, around, (), spot, among)
    if statement or _aside(document.text, sentence, expression):
        return None, None
    if (
        home
        and not found
        and around.lead
        and (around.dateline is None or around.dateline.town == around.lead[1].name)
        and around.lead[0].end <= sentence.start < sentence.end <= around.left
    ):
        span, town = around.lead
        return _place(town.name, town), span
    line = None if around.abroad else around.dateline
    if found and not (line and line.local and any(line.town in spot.name for spot in found)):
        return None, None
    if line and (home or line.local) and (_near_dateline(line, sentence) or _speaks_of(line, tokens)):
        return _place(line.town, line.place), line.span
    if around.focus and not around.dateline:
        span, town = max((m for m in around.focus if m[0].start < sentence.end), default=around.focus[0], key=_start)
        return _place(town.name, town), span
    if around.realm and home and not found:
        span, realm = around.realm
        return _place(realm.name, realm), span
    return None, None


def _inside(spot: Spot, opening: int, closing: int) -> bool:
    """Whether a spot stands between two quotation marks with the preposition that leads to it."""
    return opening < spot.first - 1 and spot.last < closing


@lru_cache(maxsize=16)
def _names(tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    """The quotation marks around names (``der Film „Freitag in Rom“``): few words, and no verb among them."""
    marks = [i for i, token in enumerate(tokens) if token.text in QUOTES]
    return tuple(
        (a, b)
        for a, b in zip(marks[::2], marks[1::2], strict=False)
        if 2 < b - a <= _NAMED and not any(token.finite for token in tokens[a:b])
    )


def _start(mention: tuple[Span, Candidate]) -> int:
    return mention[0].start


# --- which spot -----------------------------------------------------------------------------------------------------


def _choose(
    found: Sequence[Spot],
    tokens: Sequence[Token],
    expression: Span,
    others: Sequence[Span],
    strict: int,
    near: Vicinity,
) -> Spot | None:
    """The spot with the most evidence; ``strict`` multiplies what distance takes away."""
    if not found:
        return None
    best, most = None, _ENOUGH
    ground = _ground(tuple(tokens))
    first, last = ground.index(expression.start), ground.index(expression.end - 1)
    marks = sorted((ground.index(o.start), ground.index(o.end - 1)) for o in others if o != expression)
    for start, end in marks:  # dates in a row share their place
        if start > last:
            if not all(t.text in _BREAKS or t.tag in {"CONJ", "ADP", "DET"} for t in tokens[last + 1 : start]):
                break
            last = end
    starts = [start for start, _ in marks]
    for spot in found:
        away = strict * ground.distance(spot, (first, last), starts)
        if spot.first in near.own:
            away = min(away, -_TOGETHER)
        elif spot.first in near.elsewhere and spot.first > ground.opening:
            if spot.moving or (spot.first in near.dated and first not in near.dated):
                continue  # where somebody else goes to, or what has a date of its own
            away += _ELSEWHERE
        if near.moved and spot.moving:
            away -= _MOVED
        value = max(spot.weight - away, (1 - away / 100) * (ground.listing and spot.weight > 2))
        if value >= most:
            best, most = spot, value + 0.001
    return best


@dataclass(frozen=True, slots=True)
class _Ground:
    """One sentence as distances in it are measured."""

    tokens: Sequence[Token]
    ends: Sequence[int]
    breaks: Sequence[int]
    """How many marks that break the sentence stand before each token, and before its end;"""
    shut: Sequence[int]
    """how many that shut something off."""
    opening: int
    """How many small words it begins with (``In Nagano, where snow fell, she won``)."""
    listing: bool
    """Whether it has no finite verb."""

    def index(self, offset: int) -> int:
        """The token over an offset, or the next one."""
        return min(bisect_right(self.ends, offset), len(self.ends) - 1)

    def distance(self, spot: Spot, at: tuple[int, int], marks: Sequence[int]) -> float:
        """What the way from a spot to an expression takes away; ``marks`` are where other expressions begin, in order."""
        first, last = (at[1] + 1, spot.first) if spot.first > at[1] else (spot.last + 1, at[0])
        last = max(first, last)
        if last - first <= 2 and all(t.tag in {"ADP", "DET"} for t in self.tokens[first:last]):
            return -_TOGETHER
        breaks, shut = (counts[last] - counts[first] for counts in (self.breaks, self.shut))
        crossed = bisect_left(marks, last) - bisect_left(marks, first)
        before = 0.3 if spot.last < at[0] and marks else 0.0
        away = _FAR * (last - first) + _BREAK * min(breaks, 3) + 0.5 * shut + 1.5 * crossed + before
        return min(away, _OPENING) if spot.first <= self.opening and not shut else away


@lru_cache(maxsize=16)
def _ground(tokens: tuple[Token, ...]) -> _Ground:
    """Kept for the other dates of the sentence."""
    return _Ground(
        tokens,
        [token.end for token in tokens],
        [0, *accumulate(token.text in _BREAKS for token in tokens)],
        [0, *accumulate(token.text in _SHUT for token in tokens)],
        next((i for i, token in enumerate(tokens) if token.tag not in _SMALL), len(tokens)),
        not any(token.finite for token in tokens),
    )


# --- the place of a spot --------------------------------------------------------------------------------------------


def _compose(
    document: Document, around: whereabouts.Whereabouts, found: Sequence[Spot], chosen: Spot, tokens: Sequence[Token]
) -> tuple[Place, Span]:
    span = Span(tokens[chosen.first].start, tokens[chosen.last].end)
    if chosen.kind != VENUE:
        return _place(chosen.name, chosen.place), span
    town, place = chosen.town, chosen.place
    heading = over(around.headings, span.start)
    if not town and not place and heading is not None:
        town, place = heading.town, heading.place
    if not town and not place:
        beside = next((s for s in found if s.kind == TOWN and abs(s.first - chosen.last) < 12 and s.weight >= 2), None)
        if beside:
            town, place = beside.name, beside.place
    if not town and not place:
        fuller = _fuller(document, around, chosen, span)
        if fuller:
            return _place(_joined(fuller.name, fuller.town), fuller.place), span
        if around.dateline and around.dateline.local:
            town, place = around.dateline.town, around.dateline.place
    return _place(_joined(chosen.name, town), place), span


def _joined(venue: str, town: str) -> str:
    return venue if not town or town in venue else f"{venue}, {town}"


def _place(name: str, candidate: Candidate | None) -> Place:
    if candidate is None:
        return Place(name)
    return Place(name, candidate.country, candidate.latitude, candidate.longitude)


def _fuller(document: Document, around: whereabouts.Whereabouts, chosen: Spot, span: Span) -> Spot | None:
    """The same venue where the document names it with its town."""
    noun = chosen.name.split()[-1]
    if noun[0].islower():  # one embassy or airport of several
        return None
    fitting = (
        venue
        for at, venue in _venues(document, noun, around.spoken_of)
        if not span.start <= at < span.end and venue.name.startswith(chosen.name)
    )
    return next(fitting, None)


@lru_cache(maxsize=16)
def _venues(document: Document, noun: str, spoken_of: frozenset[str]) -> tuple[tuple[int, Spot], ...]:
    """The venues with a town around each place where a document has a noun, with its offset; kept for the next event there."""
    text = document.text
    found: list[tuple[int, Spot]] = []
    at = text.find(noun)
    while at >= 0:
        start = max(text.rfind("\n", 0, at) + 1, at - 60)
        start = text.find(" ", start) + 1 if start and text[start - 1] not in " \n" else start
        tokens = analyse(text, start, min(len(text), at + 100), document.language)
        beside = spots.read(text, tokens, document.language, spoken_of)
        found += [(at, spot) for spot in beside if spot.kind == VENUE and (spot.town or spot.place)]
        at = text.find(noun, at + 1)
    return tuple(found)


# --- from elsewhere in the document ---------------------------------------------------------------------------------


def _there(
    document: Document, around: whereabouts.Whereabouts, sentence: Span, tokens: Sequence[Token]
) -> tuple[Place, Span] | None:
    """``dort``, ``there``: the town last spoken of before it."""
    text = document.text[sentence.start : sentence.end]
    at = sites.pointing(tokens, document.language)
    if at < 0 and not any(phrase in text for phrase in _on_the_spot(document.language)):
        return None
    before = max(sentence.start, tokens[at].start if at >= 0 else 0)
    earlier = [(span, town) for span, town in around.towns if span.end <= before]
    if not earlier:
        return None
    span, town = earlier[-1]
    return _place(town.name, town), span


@cache
def _on_the_spot(language: str) -> tuple[str, ...]:
    words: Mapping[str, object] = languages.load(language, "places").get("words", {})
    phrases = words.get("there_phrases", ())
    return tuple(phrases) if isinstance(phrases, list) else ()


def _near_dateline(dateline: whereabouts.Dateline, sentence: Span) -> bool:
    """A local dateline places the whole report, an agency's only the sentence it opens."""
    return dateline.local or sentence.start - dateline.span.end < _LEAD


def _speaks_of(dateline: whereabouts.Dateline, tokens: Sequence[Token]) -> bool:
    """``die Kasseler Verkehrsbetriebe``: a sentence of a report from Kassel that names the town by its adjective."""
    forms = gazetteer.adjectives(dateline.town, tokens[0].language) if tokens else ()
    return any(token.text in forms for token in tokens)


def _aside(text: str, sentence: Span, expression: Span) -> bool:
    """Whether the expression stands in brackets or in a quotation: it dates something else than the report's matter."""
    before, after = text[sentence.start : expression.start], text[expression.end : sentence.end]
    if before.count("(") > before.count(")") and ")" in after:
        return True
    return any(before.count(opening) > before.count(closing) for opening, closing in ("„“", "»«", "“”"))
