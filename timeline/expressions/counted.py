"""Days counted from a date that is named beside them, or within a month: ``two weeks after Easter``, ``the first Monday in May``."""

from __future__ import annotations

from timeline.expressions.grammar import Form, Found, Match

_AMOUNT = "mod=MODIFIER? (amount=NUMBER|ONE) FILLER? unit=UNIT way=WAY"
_DATES = (
    "dayrel=DAYREL",
    "(deixis=DEIXIS)? wd=WEEKDAY",
    "ARTICLE? (wd=WEEKDAY COMMA?)? month=MONTHFIRST day=DAY (COMMA? year=YEAR)?",
    "ARTICLE? day=DAY OF? month=MONTH ((COMMA|OFYEAR)? year=YEAR)?",
    "stamp=NUMERIC|ISODATE",
    "ARTICLE? holiday=HOLIDAY ((COMMA|OFYEAR)? year=YEAR)?",
    "ARTICLE? ordinal=ORDINAL ADVENT (COMMA? year=YEAR)?",
)


def _alone(match: Match) -> list[Found]:
    """``Monday 30, at 7 p.m.``: a number in figures that counts nothing, for it ends its phrase or a time follows."""
    index = match.groups["day"][0]
    token = match.tokens[index]
    follows = match.tokens[index + 1] if index + 1 < len(match.tokens) else None
    ends = follows is None or follows.start == token.end or bool({"AT", "FROM"} & follows.meanings.keys())
    sound = ends and "NUMBER" in token.meanings
    return [Found(match.first, match.last, match.form.name, {**match.parts(), "bare": True})] if sound else []


def _nths(match: Match) -> list[Found]:
    """``from the 10th to the 17th``, ``from the 23rd to the 31st of this month``."""
    first, last = match.groups["day"][0], match.groups["until"][0]
    month = {"deixis": match.value("deixis")} if "deixis" in match.groups else {}
    form = "nth-of-month" if month else "nth"
    return [
        Found(match.first, first, form, {"day": match.value("day"), "range": "from", **month}),
        Found(
            last - 1 if "ARTICLE" in match.tokens[last - 1].meanings else last,
            match.last if month else last,
            form,
            {"day": match.value("until"), "range": "to", **month},
        ),
    ]


_IN = "(CONTRACTION|IN)?"

FORMS: tuple[Form, ...] = (
    Form("duration", "LASTING < (amount=NUMBER|ONE) FILLER? unit=UNIT > (?= WAY)"),
    *(Form("counted", f"{_AMOUNT} {date} (?! TO)") for date in _DATES),
    *(
        Form("counted", f"{_IN} < ARTICLE? unit=DAYWORD|WEEKWORD way=WAY {date} >", {"amount": 1, "whole": True})
        for date in _DATES[1:]
    ),
    *(
        Form(
            "counted",
            f"{_IN} < ARTICLE? way=DAYBESIDE (OF|CONTRACTION)* {date} >",
            {"amount": 1, "unit": "day", "whole": True},
        )
        for date in _DATES[1:]
    ),
    *(
        Form("counted", f"ARTICLE? nth=ORDINAL from_wd=WEEKDAY way=WAY {date}", {"amount": 0, "unit": "day"})
        for date in _DATES[2:]
    ),
    *(Form("counted", f"ARTICLE? from_wd=WEEKDAY way=WAY {date}", {"amount": 0, "unit": "day"}) for date in _DATES[2:]),
    Form(
        "tied",
        "((CONTRACTION)|(IN ARTICLE)) < (?! UNITS) unit=DAYWORD|WEEKWORD|MONTHWORD|YEARWORD > WAY (?! BEYOND)",
        {"amount": 1},
    ),
    Form(
        "nth-weekday",
        "ARTICLE? nth=ORDINAL|DEIXIS wd=WEEKDAY (OF|IN|CONTRACTION)+ ARTICLE? month=MONTH ((COMMA|OFYEAR)? year=YEAR)?",
    ),
    Form("nth-weekday", "ARTICLE? nth=ORDINAL|DEIXIS wd=WEEKDAY (OF|IN|CONTRACTION)+ deixis=DEIXIS unit=MONTHWORD"),
    Form(
        "nth-weekend",
        "ARTICLE? nth=ORDINAL|DEIXIS unit=WEEKEND (OF|IN|CONTRACTION)+ ARTICLE? month=MONTH ((COMMA|OFYEAR)? year=YEAR)?",
    ),
    Form("nth-weekend", "ARTICLE? nth=ORDINAL|DEIXIS compound=MONTHWEEKEND (year=YEAR)?"),
    Form("week-of-month", "ARTICLE? nth=ORDINAL|DEIXIS compound=MONTHWEEK (year=YEAR)?"),
    Form("month-half", "ARTICLE? ordinal=ORDINAL compound=MONTHHALF (year=YEAR)?"),
    Form("month-half", "ARTICLE? ordinal=ORDINAL HALFYEAR (OF|IN) month=MONTH ((COMMA|OFYEAR)? year=YEAR)?"),
    *(
        Form("last-day", f"ARTICLE? nth=DEIXIS|EDGEWORD DAYWORD {of} {whole}")
        for of in ("((OF|IN) ARTICLE?)", "GENITIVE", "CONTRACTION")
        for whole in (
            "month=MONTH (COMMA? OF? year=YEAR)?",
            "UNIT? year=YEAR",
            "by=DEIXIS within=MONTHWORD|YEARWORD",
            "within=MONTHWORD|YEARWORD",
        )
    ),
    Form("nth-weekend", "ARTICLE? ordinal=ORDINAL unit=ADVENTWEEKEND (year=YEAR)?"),
    Form("day-month", "ARTICLE? day=ORDINAL DAYWORD OF ARTICLE? month=MONTH"),
    Form("nth-of-month", "ARTICLE? day=ORDINAL DAYWORD OF (ARTICLE|deixis=DEIXIS) MONTHWORD"),
    Form("weekday-nth", "wd=WEEKDAY ARTICLE day=ORDINAL (?! MONTH|UNIT|OF|WEEKDAY)"),
    Form("weekday-nth", "wd=WDSHORT COMMA? day=NTH (?! MONTH|UNIT|OF|WEEKDAY|SLASH|DASH|TO|AND|NUMERIC)"),
    Form("weekday-nth", "wd=WEEKDAY COMMA? day=NTH (?! MONTH|UNIT|OF|WEEKDAY)"),
    Form("weekday-nth", "wd=WEEKDAY COMMA day=NTH (?= OF x|NUMBER) (?! OF ARTICLE? MONTH|UNIT|DEIXIS)"),
    Form("nth", "day=NTH GENITIVE MONTHWORD"),
    Form("weekday-nth", "ARTICLE? DEIXIS? wd=WEEKDAY COMMA ARTICLE day=NTH (?! MONTH|UNIT|WEEKDAY)"),
    Form(
        "weekday-nth",
        "wd=WEEKDAY day=DAY (?! MONTH|UNIT|OF|WEEKDAY|OCLOCK|MERIDIEM|TO|DASH|SLASH|ORDINAL|SCALE)",
        build=_alone,
    ),
    # "Mercredi 2 à 14 h": the hour begins with a word that elsewhere leads on to the end of a range.
    Form("weekday-nth", "ARTICLE? wd=WEEKDAY day=DAY (?= AT (CLOCK|HOUR) OCLOCK)", {"bare": True}),
    Form("nth-range", "FROM < ARTICLE? day=NTH TO ARTICLE? until=NTH OF? deixis=DEIXIS MONTHWORD >", build=_nths),
    Form("nth-of-month", "ARTICLE? (wd=WEEKDAY COMMA? ARTICLE?)? day=NTH OF? deixis=DEIXIS MONTHWORD"),
    Form("nth-range", "FROM < ARTICLE day=NTH TO ARTICLE? until=NTH > (?! MONTH|UNIT|OF|WEEKDAY)", build=_nths),
    Form(
        "nth-bare",
        "AMDAY < day=NTH > (?! MONTH|UNIT|OF|WEEKDAY|ORDINAL|NUMERIC|DAY|ADVENT|DAYWORD|AND|INSTEAD|TO|DASH|SLASH|COMMA|CHRISTMASDAY|GENITIVE)",
    ),
    Form("nth", "ON < day=NTH > (?! MONTH|UNIT|OF|WEEKDAY|ORDINAL)"),
    Form("nth", "ON < ARTICLE day=NTH > (?! MONTH|UNIT|OF|WEEKDAY|ORDINAL)"),
    *(Form("counted", f"mod=MODIFIER? (amount=NUMBER|ONE) FILLER? unit=UNIT way=WAYOF OF {date}") for date in _DATES),
    # "El día 3", "entre el 5 y el 6 de junio": the number of a day has an article of its own, or its noun.
    Form("nth", "ARTICLE? DEIXIS? NUMBEREDDAY day=DAY (?! MONTH|UNIT)"),
    Form("nth-of-month", "NUMBERARTICLE NUMBEREDDAY? day=DAY OF ARTICLE? deixis=DEIXIS MONTHWORD"),
    Form("nth-of-month", "NUMBERARTICLE NUMBEREDDAY? day=DAY OF ARTICLE? MONTHWORD deixis=DEIXISBEHIND"),
    Form("nth", "NUMBERARTICLE day=DAY (?! MONTH|UNIT|SCALE|ORDINAL|OCLOCK|DASH|SLASH)"),
    Form("weekday-nth", "NUMBERARTICLE DEIXIS? wd=WEEKDAY COMMA? NUMBEREDDAY? day=DAY (?! MONTH|UNIT|SCALE)"),
)
