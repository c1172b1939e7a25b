"""The other day of a date that could be either, where the verb it belongs to tells which.

In: what carries a date, and the date with the doubt that nothing near it tells past from future; out: the date. A verb of
saying tells of its own day only, and a headline tells in the present what has happened.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.events.carried import Carrier
from timeline.events.dated import Dated, day
from timeline.model import Doubt, Moment, Reading

_LEAN = "lean"
"""The doubt of a date that could lie ahead or behind."""
_PROSE = '.!?…"”“»'


def leaned(carrier: Carrier, dated: Dated, published: Moment | None) -> Dated:
    """Of a day gone by and one to come the latter for a verb in the present tense, without the doubt; else the date as it is."""
    scene, clause, when = carrier.scene, carrier.clause, dated.when
    if not when.alternatives or not any(_open(reading) for reading in dated.readings) or when.start is None:
        return dated
    if clause.finite < 0 or scene.tokens[clause.finite].form != "present" or clause.perfect or clause.passive:
        return dated
    said = "say" in carrier.classes | scene.lexicon.verb(clause.lemma)
    prose = scene.text[scene.span.start : scene.span.end].rstrip()[-1:] in _PROSE
    other = when.alternatives[0]
    gone = published is not None and day(when.start) < day(published)
    if said or not prose or not gone or other.start is None or day(other.start) <= day(when.start):
        return dated
    return Dated([_sure(reading) for reading in dated.readings], replace(other, alternatives=()))


def _open(reading: Reading) -> bool:
    return any(doubt.code == _LEAN for doubt in reading.doubts)


def _sure(reading: Reading) -> Reading:
    doubts: tuple[Doubt, ...] = tuple(doubt for doubt in reading.doubts if doubt.code != _LEAN)
    return replace(
        reading, doubts=doubts, rule=f"{reading.expression.form}: ahead, as its verb is in the present tense"
    )
