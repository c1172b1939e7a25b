"""How a mishap or a deed came about, told after it with its hour: that is the hour of the mishap, and no event of its own.

In: the mentions of a document in order, with the keys that say what each names; out: the same, those of such details under the
name of what they are of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from timeline.events.coreference import called, hour_alone
from timeline.events.dated import DAYS, day
from timeline.events.lexicon import Lexicon
from timeline.model import Kind, Mention, Status
from timeline.resolution.clock import NIGHT_ENDS

_NIGHT = "night"
_NEAR = 400
"""Characters from the beginning of the sentence that tells of a mishap up to that of its details."""


def with_details(
    mentions: Sequence[Mention], keys: Sequence[str], deeds: Sequence[bool], lexicon: Lexicon
) -> tuple[list[Mention], list[str]]:
    """``Unfall am Dienstagabend … Ein 45-Jähriger war gegen 18.20 Uhr auf die Gegenfahrbahn geraten``.

    ``deeds`` says which mentions are of a verb by which such things come about. Only the first hour is that of the mishap.
    """
    told, named = list(mentions), list(keys)
    mishap = -1
    for n, mention in enumerate(mentions):
        detail = deeds[n] and hour_alone(mention) and mention.kind is Kind.EVENT
        if detail and mishap >= 0 and _of(mention, mentions[mishap]):
            told[n] = _detail(mention, mentions[mishap])
            told[mishap] = _through(told[mishap], told[n])
            named[n] = named[mishap]
            mishap = -1
        elif _harms(mention, deeds[n], lexicon):
            mishap = n
    return told, named


def _detail(mention: Mention, mishap: Mention) -> Mention:
    """A detail as a mention of its mishap; behind midnight, the hours of a night are of the next day."""
    when, start = mention.when, mention.when.start
    night = mishap.when.part == _NIGHT and mishap.when.start == mishap.when.end
    if night and isinstance(start, datetime) and start.hour < NIGHT_ENDS and when.start == when.end:
        later = start + timedelta(days=1)
        when = replace(when, start=later, end=later, edtf=later.isoformat(timespec="minutes"))
    place = mishap.place or mention.place
    return replace(called(mention, mishap), when=when, status=mishap.status, place=place)


def _through(mishap: Mention, detail: Mention) -> Mention:
    """A mishap at night up to the day of its hour behind midnight."""
    when, start = mishap.when, detail.when.start
    if start is None or when.end is None or day(start) <= day(when.end):
        return mishap
    return replace(mishap, when=replace(when, end=day(start), edtf=f"{when.edtf}/{day(start).isoformat()}"))


def _harms(mention: Mention, deed: bool, lexicon: Lexicon) -> bool:
    """Whether a mention tells of a mishap on a day, without its hour."""
    if mention.kind is not Kind.EVENT or mention.status is not Status.HAPPENED or mention.when.precision not in DAYS:
        return False
    named = deed or lexicon.listed(mention.head, "nouns", "mishap", "words")
    return named and mention.when.start is not None and not isinstance(mention.when.start, datetime)


def _of(detail: Mention, mishap: Mention) -> bool:
    start, first, last = detail.when.start, mishap.when.start, mishap.when.end
    if start is None or first is None or last is None or detail.sentence_start == mishap.sentence_start:
        return False
    return detail.sentence_start - mishap.sentence_start < _NEAR and day(first) <= day(start) <= day(last)
