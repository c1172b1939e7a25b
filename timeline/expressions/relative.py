"""Dates that are counted from another one: ``gestern Abend``, ``Ende letzten Monats``, ``two days later``, ``in 14 Tagen``."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.expressions.grammar import Form, Found, Match
from timeline.expressions.lexicon import Token

COUNTED_ON = frozenset({"then-unit", "then-daypart", "then-day-daypart", "deixis-unit", "deixis-daypart", "shifted"})
"""The forms that can count a day on from the one spoken of (``the following morning``)."""
_HEAD = frozenset('.!?:;"“”„»«›‹')


def at_head(found: Found, tokens: Sequence[Token], text: str) -> None:
    """Makes a part of the day the day that its word is at the head of a sentence, where the capital says nothing (``Morgen``)."""
    meanings = tokens[found.first].meanings
    if found.form == "day-part" and found.first == found.last and "HEADDAY" in meanings:
        start = tokens[found.first].start
        before = text[max(start - 8, 0) : start]
        if not before.strip() or before.rstrip()[-1] in _HEAD or before.count("\n") > 1:
            found.form, found.parts = "day-relative", {"dayrel": meanings["HEADDAY"]}


_SHORT = ("second", "minute", "hour")


def _on_calendar(match: Match) -> list[Found]:
    """``half a year later``, ``half an hour ago``; ``half an hour later`` is a length of time and what it is counted from."""
    counted = isinstance(match.value("ago"), str) and match.value("unit") in _SHORT
    return match.whole(not counted)


_AMOUNT = "(mod=MODIFIER? (amount=NUMBER|ONE|FEW|DECIMAL) (DASH? half=PLUSHALF)? FILLER?)"

FORMS: tuple[Form, ...] = (
    Form("day-relative-in", "dayrel=DAYREL IN amount=NUMBER|ONE unit=UNIT", {"direction": 1}),
    Form("day-relative-part", "daypart=TONIGHT", {"dayrel": 0}),
    Form("day-relative-part", "part=PARTOF dayrel=DAYREL daypart=DAYPART"),
    Form("day-relative-part", "dayrel=DAYREL (COMMA|PREPOSITION|CONTRACTION)? daypart=DAYPART|DAYTIME"),
    Form("day-relative-in", "amount=NUMBER|ONE unit=WEEKWORD|MONTHWORD|FORTNIGHT dayrel=DAYREL", {"direction": 1}),
    Form("day-relative-in", "dayrel=HEADDAY IN amount=NUMBER|ONE unit=UNIT", {"direction": 1}),
    Form("day-relative-in", "dayrel=DAYREL|HEADDAY BEFORE amount=NUMBER|ONE unit=UNIT", {"direction": -1}),
    Form("day-relative-part", "dayrel=HEADDAY daypart=DAYPART|DAYTIME"),
    Form("day-relative-part", "ARTICLE? NIGHT NIGHTTO dayrel=DAYREL", {"daypart": "NI", "before": True}),
    Form("day-relative-part", "dayrel=DAYADJ|TODAYADJ daypart=DAYPART"),
    Form("day-relative-day", "dayrel=DAYADJ|TODAYADJ (DAYWORD|wd=WEEKDAY)"),
    Form("day-relative-day", "dayrel=DAYADJ"),
    Form("day-part-relative", "part=PARTOF DASH? daypart=DAYPART (OF|ARTICLE)? dayrel=DAYREL"),
    Form("day-part-relative", "daypart=DAYPART (OF|ARTICLE)? dayrel=DAYREL"),
    Form("day-relative", "part=PARTOF? dayrel=DAYREL"),
    Form("deixis-unit", "LOOSE < deixis=DEIXIS unit=WEEKWORD >"),
    Form("day-part-this", "ARTICLE? daypart=DAYPART ARTICLE? then=THEN unit=DAYWORD"),
    Form("day-part-this", "ARTICLE? daypart=DAYPART deixis=DEIXIS unit=DAYWORD"),
    Form("day-of-month-then", "day=DAY ARTICLE? then=THEN unit=MONTHWORD"),
    Form("part-of-deixis", "ARTICLE? part=PARTOF (OF|ARTICLE|CONTRACTION|DASH)* deixis=DEIXIS unit=UNIT"),
    # DEIXISBEHIND, here and elsewhere: an adjective that stands behind what it points to ("la semaine prochaine").
    Form("part-of-deixis", "ARTICLE? part=PARTOF (OF|ARTICLE|CONTRACTION)* unit=UNIT deixis=DEIXISBEHIND"),
    Form("part-of-then", "ARTICLE? part=PARTOF (OF|ARTICLE|CONTRACTION)* then=THEN unit=UNIT"),
    Form("part-of-this", "part=PARTOF (?! UNITS) unit=MONTHWORD|YEARWORD (?! YEAR)", {"bare": True}),
    Form("part-of-this", "ARTICLE? part=PARTOF (OF|ARTICLE|CONTRACTION)+ unit=UNIT", {"bare": True}),
    Form("part-compound", "ARTICLE? part_unit=PARTUNIT (OF? year=YEAR)?"),
    Form("first-units", f"< ARTICLE? edge=EDGEWORD {_AMOUNT} unit=UNIT > OF ARTICLE within=MONTHWORD|YEARWORD"),
    # "The last two years of his life" are not the last two before today.
    Form("duration", f"< ARTICLE? EDGEWORD {_AMOUNT} unit=UNIT > OF (ARTICLE|POSSESSOR)"),
    Form("deixis-amount", f"ARTICLE? deixis=DEIXIS {_AMOUNT} unit=UNIT ORSO?"),
    Form("deixis-amount", "ARTICLE? mod=MODIFIER? amount=NUMBER|ONE|FEW FILLER? deixis=DEIXIS unit=UNIT"),
    Form("deixis-amount", "ARTICLE? deixis=DEIXIS unit=FORTNIGHT", {"amount": 1}),
    Form("then-amount", f"ARTICLE? {_AMOUNT} then=THEN unit=UNITS"),
    Form("then-amount", f"ARTICLE? then=THEN {_AMOUNT} unit=UNITS"),
    Form("then-plural", "ARTICLE? THEN FEW? unit=UNITS"),
    Form("deixis-plural", "ARTICLE? deixis=DEIXIS FEW? FILLER? unit=UNITS (?! YEAR|YEAR3)"),
    Form("deixis-plural", "ARTICLE? deixis=DEIXISPLURAL unit=UNIT"),
    Form("deixis-holiday", "ARTICLE? deixis=DEIXIS holiday=HOLIDAY"),
    Form("then-holiday", "ARTICLE? then=THEN holiday=HOLIDAY"),
    Form("deixis-daypart", "part=PARTOF ARTICLE? deixis=DEIXIS daypart=DAYPART"),
    Form("then-daypart", "DEIXIS daypart=DAYPART DASH THERE", {"then": 0}),
    Form("deixis-daypart", "ARTICLE? deixis=DEIXIS daypart=DAYPART"),
    Form("deixis-daypart", "ARTICLE? daypart=DAYPART deixis=DEIXISBEHIND"),
    Form("then-daypart", "ARTICLE? then=THEN CONTRACTION? daypart=DAYPART"),
    Form("then-day-daypart", "ARTICLE? then=THEN unit=DAYWORD daypart=DAYPART"),
    Form("deixis-unit", "ARTICLE? unit=UNIT WAY deixis=BEYOND (?! WEEKDAY|UNIT|MONTH|HOLIDAY)"),
    Form("then-unit", "DEIXIS unit=UNIT DASH THERE", {"then": 0}),
    Form("deixis-unit", "deixis=DEIXIS unit=UNIT DASH HERE"),
    Form("deixis-unit", "ARTICLE? deixis=DEIXIS FILLER? unit=UNIT ORSO?"),
    Form("deixis-unit", "ARTICLE? unit=UNIT deixis=DEIXISBEHIND"),
    Form("then-unit", "ARTICLE? then=THEN unit=UNIT"),
    Form("unit-then", "ARTICLE? (?! UNITS) unit=UNIT then=AFTERWORD"),
    Form("daypart-then", "ARTICLE? daypart=DAYPART then=AFTERWORD"),
    Form("shifted", "ARTICLE? shifted=SHIFTED"),
    Form("shifted", "CONTRACTION < EVE >", {"shifted": "day-1"}),
    Form("amount-ago", f"{_AMOUNT} unit=UNIT ORSO? ago=AGO"),
    Form("amount-ago", "mod=MODIFIER? ONE? amount=HALFWORD unit=UNIT ago=AGO", build=_on_calendar),
    Form("ago-from", f"{_AMOUNT} unit=UNIT ago=AGO dayrel=DAYREL"),
    Form("ago-from", f"{_AMOUNT} unit=UNIT ago=AGO deixis=DEIXIS within=MONTHWORD|WEEKWORD"),
    Form("amount-ago", f"{_AMOUNT} unit=UNIT ago=PREVIOUSLY (?= COMMA)"),
    Form("reference-units", "RECENT FEW? unit=UNITS"),
    Form("unit-ago", "unit=UNIT DASH? ago=AGO", {"amount": "X"}),
    Form("before", f"BEFORE < {_AMOUNT} unit=UNIT >", {"direction": -1}),
    Form("before", "BEFORE < unit=UNITS >", {"direction": -1, "amount": "X"}),
    Form("before", "BEFORE < mod=MODIFIER? ONE? amount=HALFWORD unit=UNIT >", {"direction": -1}),
    Form("in", "IN < mod=MODIFIER? ONE? amount=HALFWORD unit=UNIT >", {"direction": 1}),
    Form("in", f"IN < {_AMOUNT} unit=UNIT >", {"direction": 1}),
    Form("weekday-in", "amount=NUMBER|ONE unit=WEEKWORD ago=AGO wd=WEEKDAY", {"direction": -1}),
    Form("day-relative-part", "ARTICLE? daypart=DAYPART WAY dayrel=BEYOND"),
    Form("weekday-in", "wd=WEEKDAY BEFORE amount=NUMBER|ONE unit=WEEKWORD|MONTHWORD", {"direction": -1}),
    Form("weekday-in", "wd=WEEKDAY IN amount=NUMBER|ONE unit=WEEKWORD|DAYWORD|MONTHWORD", {"direction": 1}),
    # What says which one is meant stands behind it: "la semana pasada", "finales del año que viene".
    Form("deixis-amount", f"ARTICLE {_AMOUNT} unit=UNITS deixis=DEIXISBEHIND"),
    Form("deixis-plural", "ARTICLE? FEW? unit=UNITS deixis=DEIXISBEHIND"),
    Form("deixis-holiday", "ARTICLE? holiday=HOLIDAY deixis=DEIXISBEHIND"),
    # "Hoy, jueves", "la noche de ayer", "el día de hoy", "anoche".
    Form("day-relative-day", "dayrel=NAMEDDAYREL COMMA? wd=WEEKDAY"),
    Form("day-relative-day", "ARTICLE DAYWORD OF dayrel=NAMEDDAYREL"),
    Form("day-part-relative", "ARTICLE? part=PARTOF? daypart=DAYPART OF dayrel=NAMEDDAYREL"),
    Form("day-relative-part", "daypart=LASTNIGHT", {"dayrel": -1}),
    # "Dos días después", but not "dos días después de la cumbre": that may be any day.
    Form("amount-ago", "mod=MODIFIER? (amount=NUMBER|ONE|DECIMAL) FILLER? unit=UNIT ago=AGOBEHIND (?! OF)"),
    Form("amount-ago", "mod=MODIFIER? (amount=NUMBER|ONE) unit=UNIT half=PLUSHALF ago=AGOBEHIND (?! OF)"),
    Form("amount-ago", "mod=MODIFIER? amount=HALFWORD unit=UNIT ago=AGOBEHIND (?! OF)", build=_on_calendar),
    Form("then-plural", "FEW? unit=UNITS AGOBEHIND (?! OF)"),
    # "Dentro de un mes" looks ahead whatever its sentence says.
    Form("amount-ago", "ago=AHEADLEAD < mod=MODIFIER? (amount=NUMBER|ONE|DECIMAL) FILLER? unit=UNIT >"),
    Form("in", "AHEADLEAD < FEW unit=UNITS >", {"direction": 1, "amount": "X"}),
    # "Hace dos semanas": the word for "ago" opens the expression.
    *(
        Form("before", f"AGOLEAD ONLY? {amount}", {"direction": -1, **parts})
        for amount, parts in (
            (f"{_AMOUNT} unit=UNIT", {}),
            ("mod=MODIFIER? amount=NUMBER|ONE unit=UNIT half=PLUSHALF", {}),
            ("mod=MODIFIER? amount=HALFWORD unit=UNIT", {}),
            ("unit=UNITS", {"amount": "X"}),
        )
    ),
)
