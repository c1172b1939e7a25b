"""How likely a row is right: a number calibrated on annotated news, from what the row was built on.

A row at 0.9 should be right nine times in ten. The parts are log-odds: each observation moves them by a fixed amount.
"""

from __future__ import annotations

from math import exp

from timeline.events.carried import Carrier
from timeline.events.naming import Title
from timeline.model import Kind, Precision, Reading, When

_BASE = 0.8
_WEIGHTS = {
    "noun": 0.5,  # the title is the name of an event
    "resolved": -0.5,  # an anaphor was replaced by an earlier name
    "verb": -0.2,
    "unlisted": -0.5,  # a verb whose noun is a guess
    "say": 0.4,
    "state": -0.3,
    "listing": 0.2,
    "participle": 0.2,
    "placed": 0.4,
    "implied": -0.5,  # the year is the reader's
    "fine": 0.3,  # a day or finer
    "doubt": -0.4,
    "short": -0.3,  # a title of one word
    "period": -0.2,
}
_FINE = {Precision.MINUTE, Precision.HOUR, Precision.DAY, Precision.DAY_PART}


def confidence(carrier: Carrier, title: Title, reading: Reading, when: When, kind: Kind, placed: bool) -> float:
    """The confidence of one mention, two decimals."""
    named = carrier.scene.lexicon.table("verbs", "noun")
    seen = {
        "noun": title.noun,
        "resolved": title.resolved,
        "verb": carrier.how == "verb",
        "unlisted": carrier.how == "verb" and carrier.verb not in named,
        "say": carrier.how == "say",
        "state": carrier.how in {"state", "none"},
        "listing": carrier.how == "listing",
        "participle": carrier.how == "participle",
        "placed": placed,
        "implied": "year" in when.implied,
        "fine": when.precision in _FINE,
        "doubt": bool(reading.doubts),
        "short": len(title.text.split()) == 1,
        "period": kind is Kind.PERIOD,
    }
    odds = _BASE + sum(_WEIGHTS[name] for name, true in seen.items() if true)
    return round(1 / (1 + exp(-odds)), 2)
