"""How likely a row is right: a number with a meaning, from what the stage knows of it.

Of rows at 0.9, nine in ten have the right date, title, place and status. Every signal is something a reader can check in
the sentence and moves the log-odds by a fixed weight; the weights are fitted to half of the annotated news documents and
checked on the other half (``tests/quality/calibration.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import exp

from timeline.events.carried import Carrier
from timeline.events.dated import DAYS, Dated, day
from timeline.events.naming import Title
from timeline.model import Doubt, Kind, Moment, Precision, Status

_BASE = 0.5
_WEIGHTS: Mapping[str, float] = {
    "called off": -0.5,
    "date in a subordinate clause": 0.2,
    "day and month said": 0.9,
    "day by its distance": 0.4,
    "day or finer": -0.3,
    "deadline": -0.2,
    "doubtful date": -0.3,
    "entry of a list": -0.5,
    "event noun with its verb": 0.4,
    "happened, with a place": 0.2,
    "hour said": 0.4,
    "listed verb": 0.4,
    "long title": 0.3,
    "many dates in the sentence": 0.0,
    "participle": 0.6,
    "period": -0.4,
    "place from the document": 0.4,
    "place in its phrase": 1.0,
    "place in its sentence": 0.3,
    "publication": 0.4,
    "several days": 0.1,
    "simple sentence": 0.0,
    "statement": 0.8,
    "still to come": -0.1,
    "subject is a pronoun": -0.1,
    "tentative": -0.3,
    "title is another noun": -0.3,
    "title in the sentence's own words": -1.5,
    "title is the name of an event": -0.2,
    "title of one word": 0.1,
    "title stands for an earlier name": 0.0,
    "verb says little": -0.1,
    "verb without a listed noun": -0.2,
    "weekday only": 0.5,
    "year not said": -0.2,
    "year or coarser": 0.1,
    "year said": 0.3,
}
_UNSURE = 0.5
"""Below this a row says why."""
_SAID = {
    "title in the sentence's own words": "the language is only read for dates: the title is the sentence's own words",
    "title stands for an earlier name": "the title stands for something named earlier in the text",
    "verb says little": "nothing in the sentence names an event",
    "verb without a listed noun": "the title is only made of a verb",
    "many dates in the sentence": "several dates stand in the sentence",
    "subject is a pronoun": "who or what is meant stands in an earlier sentence",
    "period": "a period rather than an event",
    "tentative": "it is not settled whether it takes place",
    "year not said": "the year is not said",
}
_COARSE = {Precision.YEAR, Precision.DECADE, Precision.CENTURY}
_LEAST, _MOST = 0.05, 0.97
_LONG = 7
"""Words from which on a title may hold too much."""
_MANY = 3
"""So many dates in one sentence easily get each other's event."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the stage knows of one dated thing."""

    document: str
    carrier: Carrier
    title: Title
    dated: Dated
    kind: Kind
    status: Status
    placed: str
    """Where its place was read: ``own`` phrase, ``sentence``, ``document``, or empty for no place."""
    times: int
    """Time expressions in its sentence."""
    published: Moment | None


def signals(evidence: Evidence) -> dict[str, bool]:
    """What is seen, by name."""
    carrier, title, dated = evidence.carrier, evidence.title, evidence.dated
    when, how = dated.when, carrier.how
    listed = carrier.scene.lexicon.table("verbs", "noun")
    words = len(title.text.split())
    published = day(evidence.published) if evidence.published is not None else None
    future = when.start is not None and published is not None and day(when.start) > published
    known = when.known
    return {
        "title in the sentence's own words": title.told,
        "title is the name of an event": title.noun and title.sort == "occasion",
        "title is another noun": title.noun and title.sort != "occasion",
        "title stands for an earlier name": title.resolved,
        "title of one word": words == 1,
        "long title": words >= _LONG,
        "listed verb": how == "verb" and carrier.verb in listed,
        "verb without a listed noun": how == "verb" and carrier.verb not in listed,
        "statement": how == "say",
        "verb says little": how in {"state", "none"},
        "entry of a list": how == "listing",
        "participle": how == "participle",
        "event noun with its verb": how == "light",
        "subject is a pronoun": carrier.clause.pronoun >= 0,
        "place in its phrase": evidence.placed == "own",
        "place in its sentence": evidence.placed == "sentence",
        "place from the document": evidence.placed == "document",
        "year not said": "year" in when.implied,
        "day and month said": {"day", "month"} <= known,
        "weekday only": bool(known & {"weekday", "wd"}) and "day" not in known,
        "day or finer": when.precision in DAYS,
        "hour said": isinstance(when.start, datetime),
        "several days": when.start != when.end,
        "doubtful date": any(reading.doubts for reading in dated.readings),
        "many dates in the sentence": evidence.times >= _MANY,
        "still to come": future,
        "simple sentence": len(carrier.scene.clauses) == 1,
        "date in a subordinate clause": carrier.clause.kind not in {"main", "fragment"},
        "year said": "year" in known,
        "day by its distance": dated.first.expression.form.startswith("day-relative"),
        "year or coarser": when.precision in _COARSE,
        "happened, with a place": evidence.status is Status.HAPPENED and bool(evidence.placed),
        "called off": evidence.status is Status.CANCELLED,
        "tentative": evidence.status is Status.TENTATIVE,
        "deadline": evidence.kind is Kind.DEADLINE,
        "period": evidence.kind is Kind.PERIOD,
        "publication": evidence.kind is Kind.PUBLICATION,
    }


def odds(seen: Mapping[str, bool]) -> float:
    """The log-odds of a row of which this was seen."""
    return _BASE + sum([_WEIGHTS.get(name, 0.0) for name, true in seen.items() if true])


def doubt(evidence: Evidence, sure: float) -> tuple[Doubt, ...]:
    """What speaks most against a row that is more likely wrong than right, in words."""
    if sure >= _UNSURE:
        return ()
    seen = signals(evidence)
    against = min((name for name in _SAID if seen[name]), key=lambda name: _WEIGHTS.get(name, 0.0), default="")
    return (Doubt("unsure", _SAID.get(against, "little in the sentence bears this row out")),)


def confidence(evidence: Evidence) -> float:
    """The confidence of one mention, two decimals."""
    return round(min(_MOST, max(_LEAST, 1 / (1 + exp(-odds(signals(evidence)))))), 2)
