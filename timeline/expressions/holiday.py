"""Feasts and holidays, fixed and moving: ``Palmsonntag``, ``Thanksgiving 2014``, ``zwischen den Jahren``."""

from __future__ import annotations

from timeline.expressions.grammar import Form

FORMS: tuple[Form, ...] = (
    Form("holiday-year", "ARTICLE? holiday=HOLIDAY (COMMA|OF)? year=YEAR ((SLASH|DASH) (YEAR|SHORTYEAR|NUMBER))?"),
    Form("holiday-deixis", "ARTICLE? holiday=HOLIDAY ARTICLE? deixis=DEIXIS unit=YEARWORD"),
    Form("holiday-part", "ARTICLE? holiday=HOLIDAY daypart=DAYPART"),
    Form(
        "holiday-night",
        "ARTICLE? NIGHT ((TO|ONTO|NIGHTTO) ARTICLE?|CONTRACTION) holiday=HOLIDAY ((COMMA|OFYEAR)? year=YEAR)?",
        {"daypart": "NI", "before": True},
    ),
    Form("holiday-weekend", "ARTICLE? holiday=HOLIDAY year=YEAR unit=WEEKEND"),
    Form("holiday-weekend", "ARTICLE? holiday=HOLIDAY unit=WEEKEND"),
    Form("holiday", "ARTICLE? holiday=HOLIDAY"),
    Form("holiday", "IN|CONTRACTION|DURING|PREPOSITION|GENITIVE < holiday=CHURCHTIME (COMMA? year=YEAR)? >"),
    Form("holiday-time", "ARTICLE? holiday=FEASTTIME (COMMA? year=YEAR)?"),
    Form("holiday-christmas", "ARTICLE? ordinal=ORDINAL CHRISTMASDAY (COMMA? year=YEAR)?", {"of": "christmas"}),
    Form("holiday-advent", "ARTICLE? ordinal=ORDINAL ADVENT (COMMA? year=YEAR)?"),
)
