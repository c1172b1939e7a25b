"""What one sentence tells of a move without a word for it: an event that was to be on one day, and is on another.

In: the drafts of one document; out: the drafts, the new date told as a move from the old one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from timeline.model import Document, Kind, Mention, Status
from timeline.table import surroundings
from timeline.table.dates import apart, day
from timeline.table.identity import Signature
from timeline.table.words import Vocabulary, vocabulary

_NEXT = 4
"""Drafts of one sentence that are looked at behind another."""


def replaced(drafts: Sequence[Signature], document: Document) -> tuple[Signature, ...]:
    """The drafts of a document, those that give an event of the same sentence a new date as moved there.

    ``Das Konzert, das am Samstag hätte stattfinden sollen, ist am 3. Oktober``, ``was to be on 1 May but will now be on 8 May``: the
    sentence names the event once, and tells of one of its days as of what was planned.
    """
    words = vocabulary(document.language)
    told = list(drafts)
    for first, second in _pairs(drafts):
        one, other = told[first], told[second]
        if not _one_event(one, other, words):
            continue
        given_up = [_given_up(draft, beside, words) for draft, beside in ((one, other), (other, one))]
        if given_up == [True, False]:
            told[first], told[second] = _old(one), _new(other, one)
        elif given_up == [False, True]:
            told[first], told[second] = _new(one, other), _old(other)
    return tuple(told)


def _pairs(drafts: Sequence[Signature]) -> Iterator[tuple[int, int]]:
    """The drafts of one sentence, two by two."""
    for first, draft in enumerate(drafts):
        for second in range(first + 1, min(first + 1 + _NEXT, len(drafts))):
            if _mention(drafts[second]).sentence_start == _mention(draft).sentence_start:
                yield first, second


def _one_event(one: Signature, other: Signature, words: Vocabulary) -> bool:
    """Whether two days are those of one event that their sentence names once, and not those of a list."""
    if not (one.kind is other.kind is Kind.EVENT and one.span and other.span):
        return False
    if one.exact is not other.exact and Status.CANCELLED in {one.status, other.status}:
        return False  # Sunday's run is off and may be held in May: of the day it is known that it is off
    names = (one.heads | one.deeds) & (other.heads | other.deeds)
    if not apart(one.span, other.span) or not names:
        return False
    if one.towns and other.towns and one.towns.isdisjoint(other.towns):
        return False
    sentence = words.read(_mention(one).sentence)
    clauses = 2 if one.deeds & other.deeds else 1  # which was to open in May, will open in June
    if sum(word.stem in names for word in sentence.words) > clauses:
        return False
    between = _text(_mention(one), _mention(one).end, _mention(other).start)
    return not words.listed.issuperset(between.replace(",", " ").split())


def _given_up(draft: Signature, beside: Signature, words: Vocabulary) -> bool:
    """Whether the part of the sentence that tells of a day calls it off, or tells of a plan that was, and another goes on.

    Where the day of the plan is over and the other one is to come, nothing else has to say so.
    """
    if beside.status is Status.CANCELLED or beside.status is Status.HAPPENED:
        return False
    mine, other = _mention(draft), _mention(beside)
    end = mine.sentence_start + len(mine.sentence)
    first = mine.start < other.start
    part = _text(mine, mine.sentence_start, other.start) if first else _text(mine, other.end, end)
    rest = _text(mine, mine.end, end) if first else _text(mine, mine.sentence_start, mine.start)
    was, called_off = words.cue("was planned", part), draft.status is Status.CANCELLED
    old = words.cue("old", surroundings.just_before(mine))
    planned = was or words.cue("old", part) or words.cue("meant for", part)
    if planned and called_off:
        return True
    theirs = _text(mine, mine.end, other.start).rpartition(",")[2] + _text(mine, other.start, end)
    goes_on = first and was and not beside.ending and not words.cue("was planned", theirs)
    instead = (first and old) or goes_on or words.cue("instead", rest) or _overtaken(draft, beside)
    return (planned or called_off) and instead


def _overtaken(draft: Signature, beside: Signature) -> bool:
    """Whether the text was published between the days of two drafts."""
    if draft.published is None or draft.span is None or beside.span is None:
        return False
    return draft.span[1] < day(draft.published).toordinal() <= beside.span[0]


def _old(draft: Signature) -> Signature:
    return replace(draft, old=True, moving=True)


def _new(draft: Signature, old: Signature) -> Signature:
    return replace(draft, moved=True, moving=True, old=False, told=draft.told | frozenset(filter(None, [old.span])))


def _mention(draft: Signature) -> Mention:
    return draft.event.mentions[0]


def _text(mention: Mention, start: int, end: int) -> str:
    """What its sentence says between two places of the document."""
    return mention.sentence[max(0, start - mention.sentence_start) : max(0, end - mention.sentence_start)]
