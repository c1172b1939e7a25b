"""From dated readings to rows: what each date in its sentence says of an event.

In: a document with its readings and sentences; out: a ``Draft``: the document's events with their mentions, the
expressions that make no row with the reason, and those that could not be dated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from timeline.events import counted, entry, people, place, series, skip, uneventful
from timeline.events.attached import attach
from timeline.events.attributive import part_of_name
from timeline.events.cancellation import Standing, ends_standing
from timeline.events.carried import Carrier, calls_off, sense_of, stated_days, stated_hours
from timeline.events.carrier import carrier
from timeline.events.clock_hosts import hour_of_each
from timeline.events.confidence import Evidence, confidence, doubt
from timeline.events.context import Context
from timeline.events.coreference import headline_end
from timeline.events.dated import DAYS, Dated, day, eve, whole_day
from timeline.events.group import group
from timeline.events.join import join
from timeline.events.kind import kind, short_of
from timeline.events.leaned import leaned
from timeline.events.lexicon import NounSense, lexicon
from timeline.events.naming import Title
from timeline.events.negation import asked_for, nobody, weather_of
from timeline.events.opening_hours import opening_hours
from timeline.events.overtaken import overtaken
from timeline.events.periods import closed
from timeline.events.pinned import PINNED, title_of_pinned
from timeline.events.readings import FINITE, VERBAL
from timeline.events.sayings import spoken_of
from timeline.events.scene import Scene
from timeline.events.status import status
from timeline.events.title import lead, single, title
from timeline.events.told import Told, settled
from timeline.events.vicinity import Vicinity, vicinity
from timeline.events.wording import deadline, with_place
from timeline.model import (
    Document,
    Event,
    Kind,
    Mention,
    Moment,
    Place,
    Precision,
    Reading,
    Skipped,
    Span,
    Status,
    Unresolved,
    When,
)
from timeline.settings import Settings

_BESIDE = 20
"""Characters within which a time of the day before its date is one expression with it."""
_COARSE = {Precision.YEAR, Precision.DECADE, Precision.CENTURY}
_YESTERDAY = timedelta(days=1)
_BACKGROUND = timedelta(days=7)
"""What lies further back is background, and may have been elsewhere than the town that the text opens with."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What one document gives."""

    events: tuple[Event, ...] = ()
    """One per event of the document; no uid yet."""
    skipped: tuple[Skipped, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()


def build(document: Document, readings: Sequence[Reading], sentences: Sequence[Span], settings: Settings) -> Draft:
    """The draft events of one document, from its readings in text order; what a calendar entry states comes first."""
    if document.entry is not None:
        stated = entry.event(document, document.entry)
        beside = [one for one in readings if one.expression.start >= document.entry.line.end]
        prose = build(replace(document, entry=None), beside, sentences, settings)
        return replace(prose, events=(stated, *prose.events))
    if not sentences:
        return Draft()
    readings = closed(document.text, readings, lexicon(document.language))
    context = Context(document, sentences, readings)
    rows, skipped, unresolved = _read(context, readings)
    if (further := counted.dated(context, readings, [row.mention for row in rows])) is not None:
        context = Context(document, sentences, further)
        rows, skipped, unresolved = _read(context, further)
    zone = settings.timezone
    mentions, keys = settled(rows, document.published, context.lexicon)
    events, left = attach(
        context, group(document, mentions, keys, [row.length for row in rows], [row.replaced for row in rows]), skipped
    )
    events = tuple(
        replace(event, timezone=event.when.zone or zone) if isinstance(event.when.start, datetime) else event
        for event in events
    )
    return Draft(events, left, tuple(unresolved))


def _read(context: Context, readings: Sequence[Reading]) -> tuple[list[Told], list[Skipped], list[Unresolved]]:
    """The mentions that readings make, those that make none, and those without a date."""
    document = context.document
    skipped: list[Skipped] = []
    unresolved: list[Unresolved] = []
    rows: list[Told] = []
    for number, inside in _by_sentence(context, readings):
        dated: list[Reading] = []
        hours = opening_hours(document.text, inside, context.lexicon)
        skipped += [Skipped(reading, skip.RECURRING) for reading in hours]
        left, beside = series.joined(document.text, [r for r in inside if r not in hours], context.lexicon)
        left, bounds = series.bounded(
            document.text, left, context.lexicon, partial(_of_series, context, number), document.published
        )
        left = [series.dated(reading, document.published) for reading in left]
        for n, found in enumerate(left):
            reading = series.at_series(found, series.host(left, n), bool(bounds))
            if reading.when is None or (reading.reason and not reading.when.dated):
                unresolved.append(_unresolved(document, context, number, reading))
                continue
            reason = skip.undated(reading) or skip.not_an_event(context, number, reading)
            reason = reason or skip.frames(document.text, left, n)
            if reason:
                skipped.append(Skipped(reading, reason))
            else:
                dated.append(reading)
        if not dated:
            continue
        scene = context.scene(number)
        apart = skip.performances(scene) or hour_of_each(document.text, dated, context.lexicon)
        wholes = join(document.text, dated, context.lexicon, apart, partial(_verb_behind, scene))
        several = apart and len(wholes) > 1
        for whole in wholes:
            whole.readings += [*beside, *bounds] if whole.when.recurrence else []
            parts: list[tuple[Dated, Title | None]] = [*skip.life(context, scene, whole)] or [(whole, None)]
            for part, given in parts:
                reason = _row(context, scene, number, part, rows, given, several=several)
                skipped += [Skipped(r, reason) for r in part.readings if reason]
    return rows, skipped, unresolved


def _verb_behind(scene: Scene, end: int) -> bool:
    """Whether a finite verb stands right behind an offset: ``endet am Freitag, am Samstag bauen sie ab``."""
    following = next((t for t in scene.tokens if t.start >= end), None)
    return following is not None and following.tag in VERBAL and following.form in FINITE


def _by_sentence(context: Context, readings: Sequence[Reading]) -> list[tuple[int, list[Reading]]]:
    out: dict[int, list[Reading]] = {}
    for reading in readings:
        out.setdefault(context.sentence_at(reading.expression.start), []).append(reading)
    return sorted(out.items())


def _unresolved(document: Document, context: Context, number: int, reading: Reading) -> Unresolved:
    e, sentence = reading.expression, context.sentences[number]
    words = " ".join(document.text[sentence.start : sentence.end].split())
    return Unresolved(document.id, e.start, e.end, reading.text, words, reading.reason)


def _of_series(context: Context, number: int, rule: Reading, bound: Span) -> bool:
    """Whether what recurs makes a row, and no other verb stands between it and the words that bound it."""
    scene = context.scene(number)
    e = rule.expression
    at = carrier(scene, *scene.tokens_of(Span(e.start, e.end)))
    own = {at.clause.finite, at.clause.main}
    between = Span(min(e.end, bound.end), max(e.start, bound.start))
    verbs = {
        i for i, t in enumerate(scene.tokens) if t.tag in {"VERB", "AUX"} and between.start <= t.start < between.end
    }
    return _series(at) and verbs <= own


_LASTING = frozenset({"occur", "state", "lasting", "show", "staying"})
"""Classes of verbs that say how long something is so."""
_OFFERED = frozenset({"host", "invite", "undergone"})
"""Classes of verbs by which somebody has others do something (``bietet Führungen an``, ``gibt es``)."""


def _series(carried: Carrier) -> bool:
    """Whether what recurs is an occasion still to come: no habit, and none that is only looked back on."""
    scene, clause, sense = carried.scene, carried.clause, carried.sense
    back = scene.done(clause)
    convened = carried.how == "verb" and "convene" in carried.classes
    held = carried.how == "light" and "occur" in carried.classes
    offered = sense is not None and sense.sort == "action" and bool(carried.classes & _OFFERED)
    return not back and (convened or held or offered or (sense is not None and sense.sort == "occasion"))


def _telling(scene: Scene, dated: Dated, at: tuple[int, int]) -> Carrier:
    """What carries a date at the tokens ``at``; where that names nothing, what its hour in another clause belongs to.

    ``Am Samstag gehört die Bühne dem Verein, der um 20 Uhr seine Session eröffnet``.
    """
    carried = carrier(scene, *at)
    if carried.sense is not None or (carried.how not in {"none", "state"} and "state" not in carried.classes):
        return carried
    for hour in dated.readings[1:]:
        if not scene.span.start <= hour.expression.start < scene.span.end:
            continue
        other = carrier(scene, *scene.tokens_of(Span(hour.expression.start, hour.expression.end)))
        named = other.sense is not None and other.sense.sort == "occasion"
        if other.clause is not carried.clause and (named or (other.how == "verb" and other.nominal is not None)):
            return other
    return carried


def _carried(carried: Carrier, dated: Dated, published: Moment | None) -> tuple[Carrier, Dated]:
    """What carries a date, and the date as its verb leans: what was called off itself where that lies ahead, for nobody has
    done so on that day."""
    dated = leaned(carried, dated, published)
    start = dated.when.start
    ahead = published is not None and start is not None and day(start) > day(published)
    if ahead and carried.how == "say":
        return _foretold(carried) or carried, dated
    if not ahead or carried.phrase is None:
        return carried, dated
    sense = sense_of(carried.scene, carried.phrase)
    acted = carried.how == "verb" and carried.phrase is carried.clause.subject and not carried.clause.passive
    by_whom = acted and (sense is None or sense.sort != "occasion")  # Customers can cancel until 30 April
    if calls_off(carried) and not ends_standing(carried) and not by_whom:
        return replace(carried, how="light", sense=sense, nominal=None), dated
    if _hindered(carried, sense):
        return replace(carried, how="noun", sense=sense, nominal=None), dated
    return carried, dated


def _foretold(carried: Carrier) -> Carrier | None:
    """``hat einen Streik am Freitag angekündigt``, ``spricht von einem Beginn am 3. Mai``: nobody has said so on a day ahead, so that
    it is the day of what was announced."""
    scene, clause = carried.scene, carried.clause
    matter = spoken_of(scene, clause)
    thing = matter or (clause.subject if clause.passive else clause.object)
    sense = sense_of(scene, thing) if thing is not None else None
    if thing is None or sense is None or not (scene.done(clause) or thing is matter):
        return None
    return replace(carried, how="light", phrase=thing, sense=sense, nominal=None, classes=frozenset({"plan"}))


def _hindered(carried: Carrier, sense: NounSense | None) -> bool:
    """``hat die Demonstration am Samstag verboten``, ``postponed its concert on 20 October``: an occasion that somebody
    has moved or forbidden."""
    scene = carried.scene
    meant = scene.shifts(scene.opening(carried.at)) or scene.opener(carried.at) in scene.lexicon.words(
        "phrase", "planned_for"
    )
    done = carried.how == "verb" and scene.done(carried.clause) and not carried.clause.negated and not meant
    return done and sense is not None and sense.sort == "occasion" and bool(carried.classes & {"move", "forbid"})


def _row(
    context: Context, scene: Scene, number: int, dated: Dated, rows: list[Told], given: Title | None, *, several: bool
) -> str:
    """Adds the mentions of one dated thing, which may be one of several of a kind; returns the reason when it makes no row."""
    reading = dated.first
    opening = min(r.expression.start for r in dated.readings)
    if not 0 <= reading.expression.start - opening <= _BESIDE:
        opening = reading.expression.start
    span = Span(opening, reading.expression.end)
    first, last = scene.tokens_of(span)
    byline = skip.byline(context, number, dated)
    carried, dated = _carried(_telling(scene, dated, (first, last)), dated, context.document.published)
    if not given and (reason := _no_row(context, carried, reading, byline, (first, last))):
        return reason
    if dated.when.recurrence and not _series(carried):
        return skip.RECURRING
    if uneventful.inert(carried):  # of it only the event can be told that the whole report is about
        carried = replace(carried, how="none", clause=replace(carried.clause, negated=False, denied=False))
        named = given or byline
    else:
        named = given or byline or _title(context, carried, rows)
    kind_ = Kind.PUBLICATION if byline else Kind.EVENT if given else kind(carried, reading, dated.when, first)
    if named is None or (named.sort == "bare" and kind_ is not Kind.DEADLINE and _empty(carried, named)):
        named = lead(context, carried, headline_end(context.document)) if dated.when.precision in DAYS else None
    if named is None:
        return skip.reason_without_title(context)
    named = single(carried, named) if several else named
    where: Place | None = None
    where_span: Span | None = None
    who: tuple[str, ...] = ()
    who_spans: tuple[Span, ...] = ()
    ended = kind_ is Kind.DEADLINE and not given and short_of(carried, first)
    dated = Dated(dated.readings, eve(dated.when) if ended else _timed(carried, dated.when))
    standing = Standing(Status.HAPPENED)
    near = vicinity(carried)
    if not byline:
        where, where_span = _where(context, carried, near, number, dated, span, Kind.EVENT if ended else kind_)
        if not named.told:  # else who is who is not read
            who, who_spans = people.find(context.document, scene.span, scene.tokens, span)
        standing = _standing(context, carried, named, dated, first)
        if kind_ is Kind.DEADLINE and not given:
            named = deadline(carried, named)
        if kind_ not in {Kind.STATEMENT, Kind.DEADLINE}:
            named = with_place(named, where, scene, where_span)
    read_from = {
        "title": named.span,
        "place": where_span,
        "participants": next(iter(who_spans), None),
        "status": standing.span,
    }
    sources = {column: span for column, span in read_from.items() if span is not None}
    placed = "" if where_span is None else "document" if not _within(where_span, scene.span) else "sentence"
    if where_span is not None and placed == "sentence" and scene.tokens_of(where_span)[0] in near.own:
        placed = "own"
    published, times = context.document.published, len(context.times(number))
    evidence = Evidence(context.document.id, carried, named, dated, kind_, standing.status, placed, times, published)
    sure = confidence(evidence)
    doubts = (*(d for r in dated.readings for d in r.doubts), *doubt(evidence, sure))
    text = context.document.text
    for start, end in _stretches(text, scene, dated):
        mention = Mention(
            document=context.document.id,
            start=start,
            end=end,
            text=text[start:end],
            sentence=text[scene.span.start : scene.span.end],
            sentence_start=scene.span.start,
            when=dated.when,
            kind=kind_,
            status=standing.status,
            title=named.text,
            place=where,
            participants=who,
            confidence=sure,
            doubts=doubts,
            anchor=reading.anchor,
            rule=reading.rule,
            head=named.head,
            sources=sources,
        )
        rows.append(_told(mention, carried, named, dated, standing, first))
    return ""


def _told(mention: Mention, carried: Carrier, named: Title, dated: Dated, standing: Standing, first: int) -> Told:
    """A mention with what the sentence says of its grouping; ``first`` is the first token of its date."""
    scene, clause = carried.scene, carried.clause
    moves = "move" in carried.classes | scene.lexicon.verb(clause.lemma)
    lasts = mention.kind in {Kind.EVENT, Kind.PERIOD} and dated.when.start == dated.when.end
    return Told(
        mention,
        _key(named),
        stated_days(carried),
        moved=moves and weather_of(scene, clause) is None,
        past=scene.past(clause),
        replaced=standing.replaced,
        ends=lasts and _ends(carried, first),
        deed=clause.lemma in scene.lexicon.words("verbs", "mishap_deeds"),
    )


def _ends(carried: Carrier, first: int) -> bool:
    """``bleibt bis 30. April gesperrt``, ``runs until 15 May``: whether a date is only the last day of what its verb says to last."""
    lexicon = carried.scene.lexicon
    until = not carried.scene.openers(first).isdisjoint(lexicon.words("kind", "until"))
    return until and bool((carried.classes | lexicon.verb(carried.clause.lemma)) & _LASTING)


def _timed(carried: Carrier, when: When) -> When:
    """A date without the hour at which only the doors open, or with the end of what lasts so many hours."""
    if carried.sense is not None and carried.sense.noun in carried.scene.lexicon.words("kind", "doors"):
        return whole_day(when)
    hours = stated_hours(carried) if isinstance(when.start, datetime) and when.start == when.end else 0
    if not hours or not isinstance(when.start, datetime):
        return when
    end = when.start + timedelta(hours=hours)
    return replace(when, end=end, edtf=f"{when.edtf}/{end.isoformat(timespec='minutes')}")


def _standing(context: Context, carried: Carrier, named: Title, dated: Dated, first: int) -> Standing:
    """The status of a row; in a language that is only read for dates nothing tells whether what is to come is called off."""
    ends = [reading.expression.parts.get("move") for reading in dated.readings]
    if ends[-1] == "from":  # verschiebt sich von Freitag auf Samstag
        return Standing(Status.CANCELLED, replaced=True)
    published, start = context.document.published, dated.when.start
    standing = overtaken(context, carried) or status(carried, dated.when, published, first)
    if ends == ["from", "to"] and start is not None and published is not None and day(start) >= day(published):
        return Standing(Status.PLANNED, standing.span)  # moves from Friday to Saturday: it is not off
    return Standing(Status.TENTATIVE) if named.told and standing.status is Status.PLANNED else standing


def _title(context: Context, carried: Carrier, rows: Sequence[Told]) -> Title | None:
    return title_of_pinned(context, carried, rows) if carried.how == PINNED else title(context, carried)


def _no_row(context: Context, carried: Carrier, reading: Reading, byline: Title | None, at: tuple[int, int]) -> str:
    """Why what a date belongs to makes no row; empty where it may. ``at`` are the tokens of the expression."""
    if uneventful.nowadays(carried, reading):
        return skip.NOWADAYS
    if byline:
        return ""
    if nobody(carried, reading, context.document.published):
        return skip.DENIED
    if asked_for(carried):
        return skip.ASKED
    if uneventful.unreal(carried):
        return skip.DENIED
    if uneventful.idle(carried) or uneventful.outlasts(context, carried, reading):
        return skip.NO_EVENT
    if uneventful.stood(context, carried, reading):
        return skip.STATE
    return skip.NAME if part_of_name(carried, reading, *at) else ""


def _where(
    context: Context, carried: Carrier, near: Vicinity, number: int, dated: Dated, span: Span, kind_: Kind
) -> tuple[Place | None, Span | None]:
    """The place beside any of the expressions of one date: the first that the sentence names, else that of the document."""
    scene, document = carried.scene, context.document

    def find(beside: Span) -> tuple[Place | None, Span | None]:
        return place.find(
            document,
            scene.span,
            scene.tokens,
            beside,
            others=context.times(number),
            statement=kind_ is Kind.STATEMENT,
            near=near,
            home=kind_ is Kind.EVENT and _current(carried, dated.when, document.published),
        )

    where, where_span = find(span)
    for reading in dated.readings[1:] if where_span is None or not _within(where_span, scene.span) else ():
        found, found_span = find(Span(reading.expression.start, reading.expression.end))
        if found_span is not None and _within(found_span, scene.span):
            where, where_span = found, found_span
    leaves = carried.clause.lemma in scene.lexicon.words("kind", "returning")
    if leaves and where_span is not None and scene.tokens_of(where_span)[0] not in carried.clause.indexes:
        return None, None  # flies to Rome and returns on Friday
    return where, where_span


def _current(carried: Carrier, when: When, published: Moment | None) -> bool:
    """Whether a date belongs to the matter of the report rather than to its background.

    An occasion gone by that something else is about (``probes last Friday's bombings``) does so only for a day.
    """
    if when.precision in _COARSE or when.end is None:
        return False
    behind = carried.how == "noun" and carried.phrase is not None and carried.phrase is not carried.clause.subject
    return published is None or day(published) - day(when.end) <= (_YESTERDAY if behind else _BACKGROUND)


def _empty(carried: Carrier, named: Title) -> bool:
    """A verb made a noun by its ending alone and nothing beside it (``Seeing``, ``Gehen``) says nothing to a planner."""
    lexicon = carried.scene.lexicon
    return lexicon.noun(named.text) is None and carried.clause.lemma not in lexicon.table("verbs", "noun")


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _key(named: Title) -> str:
    """Mentions with one key name one thing: an occasion by its name, everything else by its whole title."""
    return named.head if named.noun and named.sort in {"occasion", "aspect", "deadline"} else named.text.casefold()


def _stretches(text: str, scene: Scene, dated: Dated) -> list[tuple[int, int]]:
    """The expressions of one date; neighbours with only punctuation and small words between them are one stretch."""
    out: list[tuple[int, int]] = []
    for reading in sorted(dated.readings, key=lambda r: r.expression.start):
        start, end = reading.expression.start, reading.expression.end
        if out:
            between = [t for t in scene.tokens if out[-1][1] <= t.start and t.end <= start]
            small = all(t.tag in {"ADP", "DET", "CONJ", "PUNCT", "ADV"} for t in between)
            if small and len(between) <= 3 and "\n" not in text[out[-1][1] : start]:
                out[-1] = (out[-1][0], end)
                continue
        out.append((start, end))
    return out
