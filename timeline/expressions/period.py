"""Quarters, halves, weeks by number, decades, centuries, and lengths of time: ``im dritten Quartal``, ``KW 49``, ``drei Jahre``."""

from __future__ import annotations

from timeline.expressions.clock import MORNING
from timeline.expressions.grammar import Form, Found, Match

_AMOUNT = "(mod=MODIFIER? (amount=NUMBER|ONE|FEW|DECIMAL) (DASH? half=PLUSHALF)? FILLER?)"

_COMMENCING = {"unit": "week", "edge": "from"}

_TWO = "amount=NUMBER|ONE (UPTO|DASH|COMMA) until=NUMBER"


def _lengths(match: Match) -> list[Found]:
    """``sechs bis acht Monate``, ``in zwei, drei Wochen``: two lengths that share a unit; the second is the longer one."""
    unit, second = match.value("unit"), match.groups["until"][0]
    amounts = match.value("amount"), match.value("until")
    if amounts[0] >= amounts[1] or _of_day(match) or _apart(match, amounts[1] - amounts[0]):
        return []
    form, shared = match.form.name.partition("-")[0], {**match.form.parts, "unit": unit}
    tied = [{"range": end} if match.form.parts else {} for end in ("from", "to")]
    return [
        Found(match.first, match.first, form, {**shared, "amount": amounts[0], **tied[0]}),
        Found(second, match.last, form, {**shared, "amount": amounts[1], **tied[1]}),
    ]


def _apart(match: Match, further: int) -> bool:
    """``trifft ein, fünf Tage später``: with no more than a comma between, only neighbours are two lengths, and none that is
    counted on by a word behind them."""
    if "COMMA" not in match.tokens[match.groups["until"][0] - 1].meanings:
        return False
    behind = match.tokens[match.last + 1].meanings.keys() if match.last + 1 < len(match.tokens) else frozenset()
    return further > 1 or not behind.isdisjoint({"AGO", "PREVIOUSLY"})


def _of_day(match: Match) -> bool:
    """``de 16 a 18 horas``: where the word for hours is that of the clock too, figures behind ``from`` are times of the day."""
    unit, *ends = (match.tokens[match.groups[name][0]].meanings for name in ("unit", "amount", "until"))
    led = match.begin > 0 and "FROM" in match.tokens[match.begin - 1].meanings
    return led and "OCLOCK" in unit and all("HOUR" in end for end in ends) and match.value("amount") >= MORNING


_PART = "ARTICLE? (part=PARTOF (OF|ARTICLE|DASH)*)?"
_RANKS = ("minute", "hour", "day", "week", "month", "year")


def _composed(match: Match) -> list[Found]:
    """``drei Stunden und 30 Minuten``: one length in two units, the coarser one first."""
    units = (match.value("unit"), match.value("minor_unit"))
    sound = all(u in _RANKS for u in units) and _RANKS.index(units[0]) > _RANKS.index(units[1])
    return match.whole(sound)


def _decade(match: Match) -> list[Found]:
    """``los años 90``, ``la década de 1990``: a decade by its first year, in figures or words; no other number is one."""
    sound = match.value("decade") % 10 == 0
    return match.whole(sound)


def _weeks(match: Match) -> list[Found]:
    """``KW 18 bis 20``: two numbered weeks that share their word and year."""
    first, last = match.value("week"), match.value("until")
    if not first < last:
        return []
    shared = {"year": match.value("year")} if "year" in match.groups else {}
    index, until = match.groups["week"][0], match.groups["until"][0]
    return [
        Found(match.first, index, "calendar-week", {"week": first, "range": "from", **shared}),
        Found(until, match.last, "calendar-week", {"week": last, "range": "to", **shared}),
    ]


FORMS: tuple[Form, ...] = (
    Form("calendar-week", "CALENDARWEEK week=NUMBER (SLASH? year=YEAR)?"),
    Form("calendar-week", "CALENDARWEEK week=ORDINAL"),
    Form("calendar-week", "part=PARTOF OF? CALENDARWEEK week=NUMBER|ORDINAL (SLASH? year=YEAR)?"),
    Form(
        "calendar-weeks", "CALENDARWEEK week=NUMBER (TO|DASH|AND) until=NUMBER|ORDINAL (SLASH year=YEAR)?", build=_weeks
    ),
    Form("calendar-week", "week=ORDINAL CALENDARWEEK (year=YEAR)?"),
    Form(
        "quarter",
        f"{_PART} FILLER? FISCAL? ordinal=ORDINAL|ROMAN DASH? unit=QUARTER|HALFYEAR|THIRD (OF|ARTICLE)* (UNIT? year=YEAR)",
    ),
    Form("quarter", "ARTICLE? ordinal=ORDINAL DASH? unit=QUARTER|HALFYEAR|THIRD OF? ARTICLE? deixis=DEIXIS YEARWORD"),
    Form(
        "quarter",
        "ARTICLE? ordinal=ORDINAL DASH? unit=QUARTER|HALFYEAR OF ARTICLE YEARWORD (?! YEAR|EDGE)",
        {"deixis": 0},
    ),
    Form("quarter", "ARTICLE? deixis=DEIXIS YEARWORD POSSESSIVE ordinal=ORDINAL unit=QUARTER|HALFYEAR|THIRD"),
    Form("quarter", "ARTICLE? year=YEAR ordinal=ORDINAL DASH? unit=QUARTER|HALFYEAR"),
    Form("quarter", f"{_PART} FILLER? FISCAL? ordinal=ORDINAL|ROMAN DASH? unit=QUARTER|HALFYEAR|THIRD"),
    Form("quarter", "ARTICLE? ordinal=LASTHALF unit=HALFYEAR OF ARTICLE? UNIT? year=YEAR"),
    Form(
        "quarter",
        "ARTICLE? ordinal=ORDINAL unit=QUARTER|HALFYEAR|THIRD OFYEAR YEARWORD (?! YEAR|DEIXISBEHIND)",
        {"deixis": 0},
    ),
    Form("quarter", "ARTICLE? ordinal=ORDINAL unit=QUARTER|HALFYEAR|THIRD OFYEAR YEARWORD deixis=DEIXISBEHIND"),
    Form("quarter", "ARTICLE? ordinal=LASTQUARTER unit=QUARTER OF ARTICLE? (UNIT OF?)? year=YEAR"),
    Form("quarter", "quarter_label=QUARTERLABEL DASH year=YEAR"),
    Form("quarter", "year=YEAR DASH? quarter_label=QUARTERLABEL"),
    Form("half", "year=YEAR DASH? ordinal=HALFLABEL", {"unit": "half"}),
    Form("half", "ordinal=HALFLABEL (SLASH|DASH)? year=YEAR", {"unit": "half"}),
    Form("quarter", f"{_PART} quarter_label=QUARTERLABEL (SLASH? year=YEAR)?"),
    Form("half-word", "ARTICLE? ordinal=ORDINAL unit=HALFYEAR (OF|ARTICLE)* year=YEAR"),
    # "El siglo XIX", "la segunda mitad del siglo XX", "los años 90", "la década de los noventa".
    Form("century", "ARTICLE? (part=PARTOF (OF|ARTICLE)*)? CENTURY century=ROMANNUMBER era=ERA?"),
    Form("half-century", "ARTICLE? half=ORDINAL HALFYEAR OF ARTICLE? CENTURY century=ROMANNUMBER era=ERA?"),
    Form(
        "decade",
        f"{_PART} ARTICLE? ((DECADEWORD OF? ARTICLE? YEARWORD?)|((?= UNITS) YEARWORD)) decade=NUMBER|YEAR|DECADE",
        build=_decade,
    ),
    Form("half-century", "ARTICLE? half=ORDINAL HALFYEAR OF ARTICLE? century=ORDINAL DASH? unit=CENTURY era=ERA?"),
    Form("decade", "ARTICLE? (part=PARTOF (OF|ARTICLE|PREPOSITION|DASH)*)? decade=DECADE (DASH? UNITS)? era=ERA?"),
    Form(
        "century", "ARTICLE? (part=PARTOF (OF|ARTICLE|PREPOSITION|DASH)*)? century=ORDINAL DASH? unit=CENTURY era=ERA?"
    ),
    *(
        Form("school-year", f"ARTICLE? {said} SCHOOLYEAR (?! YEAR)")
        for said in (
            "(part=PARTOF (OF|ARTICLE|CONTRACTION|GENITIVE)*)? deixis=DEIXIS",
            "part=PARTOF (OF|ARTICLE|CONTRACTION|GENITIVE)*",
        )
    ),
    Form("school-year", "ARTICLE? part=SCHOOLPART"),
    Form("fiscal-year", "ARTICLE? FISCAL UNIT? year=YEAR"),
    Form("fiscal-year", "FISCALLABEL year=YEAR|SHORTYEAR"),
    Form("fiscal-year", "FISCALLABEL short=NUMBER"),
    Form("term", "ARTICLE? FISCAL UNIT? year=YEAR (DASH|SLASH) until=YEAR|NUMBER|SHORTYEAR"),
    Form("weekend", "ARTICLE? deixis=DEIXIS? unit=WEEKEND"),
    Form("weekend", "FEW < (?! UNITS) unit=WEEKEND >"),
    *(
        Form("first-units", f"ARTICLE? amount=NUMBER edge=EDGEPLURAL unit=UNIT (OF|IN|CONTRACTION) {whole}")
        for whole in ("month=MONTH (year=YEAR)?", "ARTICLE? UNIT? year=YEAR", "by=DEIXIS within=MONTHWORD|YEARWORD")
    ),
    *(
        Form("first-units", f"ARTICLE? edge=EDGEWORD {_AMOUNT} unit=UNIT (OF|IN) {whole}")
        for whole in (
            "month=MONTH (COMMA? OF? year=YEAR)?",
            "UNIT? year=YEAR",
            "by=DEIXIS within=MONTHWORD|YEARWORD",
        )
    ),
    *(
        Form("first-units", f"ARTICLE? {edge} unit=UNIT OFYEAR {whole}")
        for edge in ("edge=EDGEWORD amount=NUMBER", "amount=NUMBER edge=EDGEWORD")
        for whole in ("month=MONTH (OFYEAR? year=YEAR)?", "YEARWORD? year=YEAR", "within=MONTHWORD|YEARWORD (?! YEAR)")
    ),
    Form("first-units", f"ARTICLE? ORDINAL {_AMOUNT} unit=UNIT (OF year=YEAR)?"),
    Form("aged", "mod=MODIFIER? aged=AGED"),
    Form("aged", "(amount=NUMBER|FEW|ONE|DECIMAL) DASH? unit=UNITADJECTIVE"),
    Form("duration", "ARTICLE? amount=NUMBER unit=UNIT LONGWORD"),
    Form("duration-period", "((ONE)|(ARTICLE? THEN)) (amount=NUMBER|FEW|ONE) DASH unit=UNIT PERIODWORD"),
    Form("duration-adjective", "(amount=NUMBER|FEW|ONE) (DASH half=PLUSHALF)? DASH unit=UNIT (?! DASH OLD)"),
    Form(
        "duration",
        "mod=MODIFIER? amount=NUMBER|ONE unit=UNIT AND? minor=NUMBER|ONE minor_unit=UNIT (?! AGO)",
        build=_composed,
    ),
    Form("duration", "ALLWORD unit=UNIT", {"amount": 1}),
    Form("duration", "mod=MODIFIER? amount=NUMBER|ONE unit=UNIT half=PLUSHALF"),
    Form("duration", "mod=OVERONE amount=ONE unit=UNIT"),
    Form("duration", "LENGTHWORD < mod=OVERONE amount=NUMBER unit=UNIT >"),
    Form("long", "long=LONG"),
    Form("long", "(ARTICLE|ONE)? < unit=UNITS DASH LONGWORD|OLD >", {"amount": "X"}),
    Form("long", "(ARTICLE|ONE)? < unit=UNIT DASH LONGWORD >", {"amount": 1}),
    Form("duration-half", "mod=MODIFIER? ONE? amount=PLUSHALF unit=UNIT"),
    Form("duration", "DURING < (amount=NUMBER|ONE|FEW) unit=UNIT > ACROSS"),
    Form("duration", f"ARTICLE? {_AMOUNT} unit=UNIT OLD? ORSO?"),
    # "Between six and eleven years" is an age.
    Form("duration-range", "BETWEEN < amount=NUMBER AND until=NUMBER (?! YEARWORD) unit=UNIT >", build=_lengths),
    Form("duration-range", f"{_TWO} unit=UNIT", build=_lengths),
    Form("in-range", f"IN < {_TWO} unit=UNIT >", {"direction": 1}, build=_lengths),
    Form("before-range", f"BEFORE < {_TWO} unit=UNIT >", {"direction": -1}, build=_lengths),
    Form("duration-half", "ARTICLE? mod=MODIFIER? ONE? FILLER? amount=HALFWORD (DASH|ONE)? unit=UNIT"),
    Form("duration", "WHOLE unit=UNIT (?! YEAR|YEAR3)", {"amount": 1}),
    Form("aged", "ONE? aged=AGEDNOUN"),
    Form("duration-article", "DURING < ARTICLE unit=UNITS >", {"amount": "X"}),
    Form("duration-article", "ARTICLE unit=UNITS (?! WAY) AFTERWORD", {"amount": "X"}),
    Form("duration-vague", "DURING < unit=UNITS >", {"amount": "X"}),
    Form("duration-vague", "LENGTHWORD < CONTRACTION unit=UNIT > (?! NUMBER|YEAR)", {"amount": "X"}),
    Form("duration-vague", "mod=EARLY unit=UNITS (?! YEAR|YEAR3|NUMBER)", {"amount": "X"}),
    Form("duration-vague", "mod=MODIFIER? unit=UNITS (?! YEAR|YEAR3|NUMBER)", {"amount": "X"}),
    Form("duration-phase", "ARTICLE PHASE unit=UNITS (?! YEAR|YEAR3|NUMBER)", {"amount": "X"}),
    Form("unit-genitive", "GENITIVE unit=YEARWORD|MONTHWORD", {"deixis": 0}),
    Form("duration-vague", "ARTICLE unit=UNITS (?! YEAR|YEAR3|NUMBER)", {"amount": "X"}),
    Form("edged", "< ARTICLE? unit=YEARWORD > edge=EDGE ON? month=MONTHFIRST day=DAY (COMMA? year=YEAR)?"),
    Form("edged", "< ARTICLE? unit=YEARWORD > edge=EDGE ON? day=DAY month=MONTH year=YEAR?"),
    Form("unit-alone", "ARTICLE FISCAL? unit=UNIT", {"bare": True}),
    Form("deixis-amount", "ARTICLE LATEST amount=NUMBER unit=UNIT"),
    Form("week-of-month", "ARTICLE? nth=ORDINAL|DEIXIS WEEKWORD (OF|IN)+ UNIT? year=YEAR"),
    Form("week-of-month", "ARTICLE? nth=ORDINAL|DEIXIS WEEKWORD (OF|IN)+ by=DEIXIS within=MONTHWORD|YEARWORD"),
    Form("calendar-week", "WEEKWORD week=NUMBER (OF|COMMA|SLASH|DASH) year=YEAR"),
    Form("week-of-month", "ARTICLE? nth=ORDINAL|DEIXIS WEEKWORD (OF|IN)+ ARTICLE? month=MONTH year=YEAR?"),
    Form("edged", "ARTICLE? unit=WEEKWORD edge=EDGE ON? ARTICLE? month=MONTHFIRST day=DAY (COMMA? year=YEAR)?"),
    Form("edged", "ARTICLE? unit=WEEKWORD edge=EDGE ON? ARTICLE? day=DAY OF? month=MONTH (COMMA? year=YEAR)?"),
    Form(
        "edged",
        "COMMENCING ON? ARTICLE? (wd=WEEKDAY COMMA?)? month=MONTHFIRST day=DAY (COMMA? year=YEAR)?",
        _COMMENCING,
    ),
    Form(
        "edged", "COMMENCING ON? ARTICLE? (wd=WEEKDAY COMMA?)? day=DAY OF? month=MONTH (COMMA? year=YEAR)?", _COMMENCING
    ),
    Form("edged", "COMMENCING stamp=NUMERIC|ISODATE|SLASHDATE", _COMMENCING),
    Form("full-year", "ARTICLE FULL unit=YEARWORD", {"deixis": 0}),
    Form("week-of", "ARTICLE? month=MONTHFIRST day=DAY (?! UNITS) unit=WEEKEND"),
    Form("week-of", "ARTICLE? unit=WEEKEND OF month=MONTHFIRST day=DAY ((DASH|AND|TO) DAY)? (COMMA? year=YEAR)?"),
    Form("week-of", "ARTICLE? unit=WEEKEND OF ARTICLE? day=DAY ((DASH|AND|TO) DAY)? OF? month=MONTH year=YEAR?"),
    Form("week-of", "ARTICLE? WEEKWORD OFYEAR day=DAY OF month=MONTH (OFYEAR? year=YEAR)?"),
    Form("week-of", "ARTICLE? WEEKWORD OF month=MONTHFIRST day=DAY (COMMA? year=YEAR)?"),
    Form("week-of", "ARTICLE? WEEKWORD OF ARTICLE? day=DAY month=MONTH year=YEAR?"),
)
